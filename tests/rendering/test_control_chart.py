"""The control chart: one plot on all, an axis of what counts, labels that can be read."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.model.kpi import Ignored
from cxscore.rendering.charts import (
    Goal,
    History,
    Look,
    Mark,
    Side,
    Span,
    Step,
    Stop,
    StopKind,
    Waterfall,
    draw_control_chart,
    draw_waterfall,
    fits_axis,
)
from cxscore.rendering.charts.control import COLUMN, LEFT, RIGHT, WIDTH
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.charts.sizes import (
    LABEL,
    LARGE,
    PANEL_PRINTED,
    PANEL_WIDTH,
    SMALL,
    STRONG,
    units,
)
from cxscore.rendering.numbers import Numbers, Quantity
from cxscore.rendering.plotted import axis_texts, history_of
from cxscore.rendering.words import say
from cxscore.resources import find
from tests.score import made

SVG = "{http://www.w3.org/2000/svg}"
TICK = re.compile(r"P\d+")


def marks(values, **more):
    return tuple(
        Mark(value, tick=f"P{at}", text=f"<{value}>", **more) for at, value in enumerate(values)
    )


def chart(points, **more):
    return History("x", points, **more)


def parse(history):
    return ElementTree.fromstring(draw_control_chart(history))


def texts(history):
    """Every text with its place."""
    return [
        (e.text, float(e.get("x")), float(e.get("y")), e) for e in parse(history).iter(f"{SVG}text")
    ]


def paths(history, css):
    return [
        [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", e.get("d"))]
        for e in parse(history).iter(f"{SVG}path")
        if e.get("class") == css
    ]


def axis_of(history):
    return [float(text) for text, *_ in texts(history) if re.fullmatch(r"-?[\d.]+", text)]


STEADY = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0]
BAND = (Span(0, 5, 80.0, 78.0, 83.0),)


class TestTheAxis:
    def test_it_comes_from_what_counts_its_limits_and_the_target(self):
        points = (*marks(STEADY), Mark(20.0, Look.GHOST), Mark(140.0, hollow=True))
        history = chart(points, spans=BAND, goals=(Goal(0, 5, (85.0,)),))
        assert history.reach == (78.0, 85.0)
        assert history.beyond == {6: False, 7: True}
        assert min(axis_of(history)) >= 78
        assert max(axis_of(history)) <= 85

    def test_a_standard_counts_for_it_and_is_a_line_over_the_whole_plot(self):
        history = chart(marks(STEADY), spans=BAND, standards=(95.0,))
        assert history.reach == (78.0, 95.0)
        (line,) = paths(history, "s-ink3")
        assert (line[0][0], line[-1][0]) == (LEFT, RIGHT)
        assert not paths(chart(marks(STEADY), spans=BAND), "s-ink3")

    def test_what_is_not_counted_but_within_is_a_point_like_any_other(self):
        points = (*marks(STEADY), Mark(79.0, Look.GHOST, text="<79>"), Mark(80.0, hollow=True))
        history = chart(points, spans=BAND)
        assert not history.beyond
        assert not paths(history, "f-ghost"), "no arrow"
        assert paths(history, "s-ghost"), "a dot"

    def test_where_nothing_counts_it_shows_everything(self):
        history = chart(tuple(Mark(value, Look.GHOST) for value in (1.0, 9.0, 5.0)))
        assert history.reach == (1.0, 9.0)
        assert not history.beyond
        assert chart((Mark(None), Mark(None))).reach is None

    @pytest.mark.parametrize(
        ("value", "below"), [(20.0, True), (140.0, False)], ids=["below", "above"]
    )
    def test_a_point_beyond_is_an_arrow_at_the_edge_with_its_value(self, value, below):
        points = [*marks(STEADY)]
        points[2] = Mark(value, Look.GHOST, tick="P2", text="STRIKE")
        history = chart(tuple(points), spans=BAND)
        (arrow,) = paths(history, "f-ghost")
        band = paths(history, "f-band")[0]
        heights = [y for _, y in band]
        tip = max(y for _, y in arrow) if below else min(y for _, y in arrow)
        assert sum(y == tip for _, y in arrow) == 1, "it points outwards"
        assert all(y > max(heights) for _, y in arrow) == below
        assert all(y < min(heights) for _, y in arrow) == (not below)
        ((x, y, element),) = [(x, y, e) for text, x, y, e in texts(history) if text == "STRIKE"]
        middle = sum(x for x, _ in arrow[:3]) / 3
        assert element.get("text-anchor") == "start"
        assert 0 < x - middle < 8, "beside it"
        assert abs(y - tip) < SMALL

    @pytest.mark.parametrize("value", [20.0, 140.0], ids=["below", "above"])
    def test_the_band_is_as_high_with_a_strike_as_without_but_for_the_strip(self, value):
        def height(points):
            heights = [y for _, y in paths(chart(points, spans=BAND), "f-band")[0]]
            return max(heights) - min(heights)

        strike = [*marks(STEADY)]
        strike[2] = Mark(value, Look.GHOST)
        assert height(marks(STEADY)) - height(tuple(strike)) == pytest.approx(9, abs=0.5)

    def test_values_beyond_never_meet_and_each_has_its_arrow(self):
        points = list(marks([80.0, 81.0] * 18))
        for at in (10, 11, 12, 20, 35):
            points[at] = Mark(20.0 + at, Look.GHOST, text=f"{20 + at}.0%")
        history = chart(tuple(points))
        assert len(paths(history, "f-ghost")) == 5
        found = sorted(
            (x, x + text_width(text, SMALL))
            if e.get("text-anchor") == "start"
            else (x - text_width(text, SMALL), x)
            for text, x, _, e in texts(history)
            if text.endswith("%")
        )
        assert len(found) >= 3
        assert all(one[1] < other[0] for one, other in pairwise(found))
        assert all(left >= LEFT and right <= RIGHT for left, right in found)

    def test_a_value_beyond_keeps_off_the_line_of_a_mark(self):
        points = list(marks([80.0, 81.0] * 18))
        points[20] = Mark(20.0, Look.GHOST, text="20.0%")
        stops = (Stop(20, "A", kind=StopKind.IGNORED), Stop(22, "B"))
        (anchor,) = [
            e.get("text-anchor")
            for text, _, _, e in texts(chart(tuple(points), stops=stops))
            if text == "20.0%"
        ]
        assert anchor == "end", "B stands at its right"

    def test_the_latest_beyond_has_its_value_in_the_column_alone(self):
        points = (*marks(STEADY), Mark(20.0, hollow=True, text="20.0%"))
        history = chart(points, latest=6, latest_text="20.0%")
        (found,) = [(x, y) for text, x, y, _ in texts(history) if text == "20.0%"]
        assert found[0] == COLUMN

    def test_the_text_alternative_names_what_lies_beyond(self):
        kpi = made.kpi(unit="percent", ignore=(Ignored("2026-02", "Strike"),))
        values = [80.0, 81.0, 80.5, 79.0, 20.0, 81.0, 80.0, 79.5, 80.5]
        card = made.scorecard(made.definition(kpi), made.values("2026-06", values))
        words = say(card)
        history = history_of(card.kpis[0], words.kpis["k"], words.numbers)
        told = words.kpis["k"].chart_description
        assert history.description == f"{told} February 2026 (20.0%) lies beyond the axis."
        plain = made.scorecard(made.definition(made.kpi()), made.values("2026-06", values))
        words = say(plain)
        assert (
            "beyond the axis"
            not in history_of(plain.kpis[0], words.kpis["k"], words.numbers).description
        )


LABELS = st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]), max_size=40)


class TestThePlot:
    @given(
        st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40),
        st.lists(LABELS, max_size=4),
        LABELS,
        st.sampled_from([104.0, 112.0, 124.0]),
    )
    @settings(max_examples=60, deadline=None)
    def test_it_lies_where_it_does_whatever_is_written_beside_it(
        self, values, labels, latest, height
    ):
        sides = tuple(Side(values[0] + at, label) for at, label in enumerate(labels))
        history = chart(
            marks(values),
            spans=(Span(0, len(values) - 1, values[0], min(values), max(values)),),
            sides=sides,
            latest=len(values) - 1,
            latest_text=latest,
            axis=lambda ticks: tuple(f"{tick:,.0f}" for tick in ticks),
            height=height,
        )
        for x, _ in paths(history, "f-band")[0]:
            assert LEFT - 0.06 <= x <= RIGHT + 0.06
        edges = {x for x, _ in paths(history, "f-band")[0]}
        assert edges >= {LEFT, RIGHT}, "the first and the last period end at the edges"

    def test_without_anything_beside_it_the_plot_has_that_room_too(self):
        spans = (Span(0, len(STEADY) - 1, 80.0, 78.0, 82.0),)
        history = chart(marks(STEADY), spans=spans, width=200.0, bare=True)
        right = max(x for x, _ in paths(history, "f-band")[0])
        assert 200.0 - 20.0 < right < 200.0, "but for half of the last period's name"

    @pytest.mark.parametrize("height", [44.0, 54.0, 72.0, 102.0])
    def test_numbers_of_the_axis_never_touch(self, height):
        history = chart(marks([78.9, 81.2, 80.0]), axis=lambda ticks: tuple(map(str, ticks)),
                        height=height)  # fmt: skip
        rows = sorted(y for text, x, y, *_ in texts(history) if x < LEFT and "." in text)
        assert rows
        assert all(other - one >= 9.6 for one, other in pairwise(rows))

    def test_two_panels_have_their_months_below_one_another(self):
        short = chart(marks(STEADY), sides=(Side(80.0, "M"),), latest=5, latest_text="7")
        long = chart(
            marks([value * 1000 for value in STEADY]),
            sides=(Side(80000.0, "Upper limit 80,000.00 minutes"),),
            latest=5,
            latest_text="80,000.00 min",
        )
        places = [
            [x for text, x, *_ in texts(history) if TICK.fullmatch(text)]
            for history in (short, long)
        ]
        assert places[0] == places[1]
        assert len(places[0]) == 3

    @given(
        st.lists(st.tuples(st.floats(70, 90), LABELS, st.booleans()), max_size=4),
        st.floats(70, 90),
        st.sampled_from([104.0, 112.0, 124.0]),
    )
    @settings(max_examples=80, deadline=None)
    def test_the_column_keeps_its_texts_apart_and_within_it(self, lines, last, height):
        history = chart(
            marks([70.0, 90.0, last]),
            sides=tuple(Side(value, f"Limit {text}", strong) for value, text, strong in lines),
            latest=2,
            latest_text="81.5%",
            height=height,
        )
        column = [(y, text, e) for text, x, y, e in texts(history) if x == COLUMN]
        assert len(column) >= 1 + len(lines)
        for one, other in pairwise(sorted(y for y, *_ in column)):
            assert other - one >= 9.0
        for y, text, element in column:
            size, bold = float(element.get("font-size")), element.get("font-weight") is not None
            assert 0 < y <= height - 8, "above the names of periods"
            assert COLUMN + text_width(text, size, bold) <= WIDTH + 0.01

    def test_a_long_label_goes_on_below_and_then_ends_in_an_ellipsis(self):
        def column(text):
            history = chart(marks(STEADY), sides=(Side(80.0, text),))
            return [each for each, x, *_ in texts(history) if x == COLUMN]

        assert column("Target 80.0%") == ["Target 80.0%"]
        assert column("Upper limit 12,345,678") == ["Upper limit", "12,345,678"]
        first, second = column("Target between one value and another value of the same KPI")
        assert first.startswith("Target between")
        assert second.endswith("…")

    def test_labels_keep_to_one_row_where_two_would_be_too_many(self):
        long = "Upper limit between one value and another"
        sides = tuple(Side(80.0 + at / 2, long) for at in range(5))
        history = chart(marks(STEADY), sides=sides, latest=5, latest_text="80%", height=104.0)
        column = [text for text, x, *_ in texts(history) if x == COLUMN]
        assert len(column) == 6
        assert all(text.endswith("…") for text in column if text != "80%")

    def test_part_of_a_number_is_never_written_for_the_latest(self):
        history = chart(marks(STEADY), latest=5, latest_text="£123,456,789,012.00")
        assert not [text for text, x, *_ in texts(history) if x == COLUMN]

    def test_the_latest_stands_at_its_point_and_others_give_way(self):
        sides = (Side(80.1, "Mean 80.1"), Side(79.9, "Target 79.9"), Side(80.0, "Median 80"))
        history = chart(marks([70.0, 90.0, 80.0]), sides=sides, latest=2, latest_text="80.0")
        places = {text: y for text, x, y, _ in texts(history) if x == COLUMN}
        tick = next(y for text, _, y, _ in texts(history) if text == "80.0")
        assert places["80.0"] == pytest.approx(tick, abs=1)
        assert places["Mean 80.1"] < places["80.0"] < places["Median 80"] < places["Target 79.9"]

    def test_a_phone_shows_the_latest_and_leaves_out_the_labels(self):
        history = chart(marks(STEADY), sides=(Side(80.0, "Mean 80"),), latest=5, latest_text="80%")
        css = {text: e.get("class") for text, x, _, e in texts(history) if x == COLUMN}
        assert css == {"Mean 80": "f-ink3 side", "80%": "f-ink"}
        sheet = (find("templates") / "scorecard.css").read_text()
        phone = sheet.partition("max-width: 40rem")[2]
        assert ".xmr .side { display: none }" in phone


class TestTheNumbersOfTheAxis:
    @pytest.mark.parametrize(
        ("ticks", "unit", "currency", "expected"),
        [
            pytest.param((80.0, 82.5), "percent", None, ("80.0", "82.5"), id="plain"),
            pytest.param((1200.0, 1250.0), "count", None, ("1,200", "1,250"), id="thousands"),
            pytest.param((0.0, 125000.0), "count", None, ("0", "125k"), id="in thousands"),
            pytest.param((1.0e6, 1.25e6), "count", None, ("1,000k", "1,250k"), id="still short"),
            pytest.param((1.0e7, 1.25e7), "count", None, ("10.0m", "12.5m"), id="in millions"),
            pytest.param((2e12,), "count", None, ("2,000bn",), id="in billions"),
            pytest.param((-20000.0, 0.0), "currency", "GBP", ("−£20k", "£0"), id="pounds"),
            pytest.param((1500.0,), "currency", "CHF", ("1,500",), id="a currency without a sign"),
            pytest.param((12345.5,), "count", None, ("12,345.5",), id="no shorter otherwise"),
        ],
    )
    def test_they_fit_beside_the_plot(self, ticks, unit, currency, expected):
        assert axis_texts(ticks, Quantity(Numbers(currency=currency), unit)) == expected

    def test_a_sign_at_the_end_stays_there(self):
        quantity = Quantity(Numbers.of("de_DE", "EUR"), "currency")
        (text,) = axis_texts((250000.0,), quantity)
        assert text.startswith("250k")
        assert text.endswith("€")

    def test_one_that_does_not_fit_stands_on_its_line_in_full(self):
        wide = "123,456,789.5"
        assert not fits_axis(wide)
        history = chart(marks(STEADY), axis=lambda ticks: (wide,) * len(ticks))
        found = [(x, e.get("text-anchor")) for text, x, _, e in texts(history) if text == wide]
        assert found
        assert set(found) == {(1.0, "start")}


class TestTheLabels:
    def test_none_is_smaller_in_print_than_it_is_to_be(self):
        printed = PANEL_PRINTED / PANEL_WIDTH
        assert SMALL * printed >= LABEL == 7.5
        assert LARGE * printed >= STRONG
        history = chart(
            (*marks(STEADY), Mark(20.0, Look.GHOST, text="20")),
            sides=(Side(80.0, "Mean 80"),),
            stops=(Stop(2, "A", "Strike"),),
            latest=5,
            latest_text="80",
        )
        assert {"A", "Strike", "Mean 80", "20", "P0"} <= {text for text, *_ in texts(history)}
        assert min(float(e.get("font-size")) for *_, e in texts(history)) * printed >= 7.5
        steps = (Step("All", "80", 80, 80, is_level=True), Step("North", "+1", 80, 81))
        falls = draw_waterfall(Waterfall("x", steps))
        sizes = re.findall(r'font-size="([\d.]+)"', falls)
        assert min(map(float, sizes)) * printed >= 7.5

    def test_the_width_in_print_is_that_of_the_style_sheet(self):
        sheet = (find("templates") / "scorecard.css").read_text()
        width, air = re.search(
            r"\.kpi \.mid \{ width: ([\d.]+)rem; padding-right: ([\d.]+)rem \}", sheet
        ).groups()
        assert 9 * (float(width) - float(air)) >= PANEL_PRINTED - 1e-9

    def test_units_are_rounded_up(self):
        assert units(7.5, 400, 400) == 7.5
        assert units(7.5, 426, 388.8) == 8.3
        assert units(7.5, 400, 399.9) == 7.6

    def test_they_take_no_row_from_the_plot(self):
        near = (Stop(1, "A", "New courier"), Stop(3, "B", "Strike"))
        bare = (Stop(1, "A"), Stop(3, "B"))
        tops = [
            min(y for _, y in paths(chart(marks(STEADY), spans=BAND, stops=stops), "f-band")[0])
            for stops in (near, bare)
        ]
        assert tops[0] == tops[1]

    @pytest.mark.parametrize("height", [112.0, 124.0])
    def test_a_band_that_holds_every_value_is_more_than_20_mm_high(self, height):
        history = chart(marks(STEADY), spans=BAND, stops=(Stop(2, "A"),), height=height)
        heights = [y for _, y in paths(history, "f-band")[0]]
        printed = (max(heights) - min(heights)) * PANEL_PRINTED / PANEL_WIDTH
        assert printed / 72 * 25.4 >= 20
