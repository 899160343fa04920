"""The charts: what they draw, that they are slim, and that they are the same at every run."""

import re
import subprocess
import sys
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.rendering.charts import (
    Goal,
    History,
    Look,
    Mark,
    Side,
    Span,
    Spark,
    Stop,
    StopKind,
    draw_control_chart,
    draw_sparkline,
)
from cxscore.rendering.charts.palette import CLASS_OF, Colour
from cxscore.rendering.charts.scale import nice_ticks, scale_to, spread
from cxscore.rendering.charts.stops import CIRCLE, MOST_ROWS, place_stops, rows_of
from cxscore.rendering.charts.svg import BREAK, Sheet
from cxscore.resources import find

SVG = "{http://www.w3.org/2000/svg}"


def marks(values, look=Look.ORDINARY):
    return tuple(Mark(value, look, tick=f"P{at}") for at, value in enumerate(values))


def history(values, **more):
    return History("A chart", marks(values), latest=len(values) - 1, latest_text="9.9", **more)


def parse(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return [element.text for element in parse(svg).iter(f"{SVG}text")]


def strokes(svg, token):
    return [e for e in parse(svg).iter(f"{SVG}path") if e.get("class") == f"s-{token}"]


def test_a_full_chart_shows_all_of_its_parts():
    svg = draw_control_chart(
        History(
            "Satisfaction & <more>",
            (
                *marks([80, 81, 79, 82]),
                Mark(85, Look.GOOD),
                Mark(70, Look.BAD),
                Mark(84, hollow=True),
            ),
            spans=(Span(0, 3, 80, 78, 83), Span(4, 5, 81, 79, 84)),
            goals=(Goal(0, 3, (82.0,)), Goal(4, 6, (83.0,))),
            stops=(Stop(4, "B", "New courier"), Stop(2, "A", "Strike", StopKind.IGNORED)),
            sides=(Side(80, "Mean 80"), Side(80.1, "Target 80", strong=True)),
            latest=5,
            latest_text="70.0%",
        )
    )
    root = parse(svg)
    assert root[0].tag == f"{SVG}title", "the alternative text comes first"
    assert root[0].text == "Satisfaction & <more>"
    assert root.get("role") == "img"
    assert {"A", "B", "New courier", "Strike", "Mean 80", "Target 80", "70.0%"} <= set(texts(svg))
    assert len([e for e in root.iter(f"{SVG}path") if e.get("class") == "f-band"]) == 2
    squares = [e for e in strokes(svg, "bad") if e.get("stroke-linecap") == "square"]
    assert squares, "a concern is a square, whatever its colour"
    assert strokes(svg, "paper"), "a period that is not complete is hollow"
    target = strokes(svg, "ink")[0].get("d")
    assert target.count("M") == 1, "a target that changes is one line with a step"


def test_the_output_is_slim_and_has_no_ids():
    svg = draw_control_chart(history(list(range(36)), spans=(Span(0, 35, 17, 3, 30),)))
    assert len(svg) < 4500
    for unwanted in (" id=", "<g", "<defs", 'style="fill', "<?xml", "metadata", "clip-path"):
        assert unwanted not in svg
    assert not re.search(r"\d\.\d\d", svg.partition("<title>")[2]), "one decimal is enough"


def test_every_colour_has_a_class_so_that_the_page_can_recolour_it():
    svg = draw_control_chart(history([1, 2, 3], spans=(Span(0, 2, 2, 0, 4),)))
    for element in parse(svg).iter():
        for kind, letter in (("stroke", "s"), ("fill", "f")):
            colour = element.get(kind, "none")
            if colour != "none":
                assert element.get("class") == f"{letter}-{CLASS_OF[colour]}"


def test_the_style_sheet_has_the_colours_of_the_charts():
    css = (find("templates") / "scorecard.css").read_text()
    light = css.partition("@media")[0]
    for colour in Colour:
        assert re.search(rf"--{colour.token}: {colour.value};", light), colour
        assert f"var(--{colour.token})" in css


def test_targets_are_drawn_where_they_are_in_force():
    range_then_line = (Goal(0, 1, (1.0, 3.0)), Goal(2, 3, (2.0,)), Goal(5, 5, (2.0,)))
    lines = strokes(draw_control_chart(history([1, 2, 3, 2, 1, 2], goals=range_then_line)), "ink")
    assert [line.get("d").count("M") for line in lines] == [3, 1], "no step from a range to a line"


def test_gaps_and_ignored_points_break_the_line():
    whole = strokes(draw_control_chart(history([1, 2, 3, 4, 5])), "line")[0].get("d")
    gap = strokes(draw_control_chart(history([1, 2, None, 4, 5])), "line")[0].get("d")
    assert whole.count("M") == 1
    assert gap.count("M") == 2
    points = (*marks([1, 2]), Mark(1.5, Look.GHOST), *marks([2, 3]))
    ghost = draw_control_chart(History("x", points))
    assert strokes(ghost, "line")[0].get("d").count("M") == 2
    assert strokes(ghost, "ghost"), "it is drawn all the same"
    assert "dash" in ElementTree.tostring(strokes(ghost, "limit")[0]).decode()


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([5.0], id="one point"),
        pytest.param([5.0] * 12, id="constant"),
        pytest.param([0.0, 0.0], id="zero"),
        pytest.param([-3.0, -7.5, None, 2.0], id="negative"),
        pytest.param([1e12, 1.5e12, 1e12], id="huge"),
        pytest.param([1e-9, 2e-9], id="tiny"),
        pytest.param([None, None, 4.0, None], id="alone between gaps"),
        pytest.param([float(at % 17) for at in range(600)], id="600 points"),
    ],
)
def test_every_series_can_be_drawn(values):
    svg = draw_control_chart(history(values))
    assert "nan" not in svg
    assert "inf" not in svg
    for element in parse(svg).iter(f"{SVG}path"):
        for number in re.findall(r"-?\d+(?:\.\d+)?", element.get("d")):
            assert -10 <= float(number) <= 450
    assert draw_control_chart(history(values)) == svg


@pytest.mark.parametrize("values", [[], [None], [None, None]], ids=["empty", "a gap", "gaps"])
def test_without_a_value_there_is_no_chart(values):
    assert draw_control_chart(History("x", marks(values))) == ""
    assert draw_sparkline(Spark("x", marks(values)), 90, 14) == ""


def placed(*stops, right=340.0, step=8.0):
    return place_stops(stops, lambda place: 30 + (place + 0.5) * step, right)


def test_a_label_without_room_is_left_to_the_list_below_and_never_cut():
    name = "A reason that goes on and on and on and on and on and on and on and on and on and on"
    stops = (Stop(1, "A", "New courier"), Stop(6, "B", name), Stop(11, "C", "Strike"))
    svg = draw_control_chart(history(list(range(12)), stops=stops))
    assert {"A", "B", "C", "New courier"} <= set(texts(svg))
    assert not {name, "Strike"} & set(texts(svg)), "too long, and too near the right"
    assert not [text for text in texts(svg) if "…" in text]


def test_labels_give_way_so_that_the_plot_keeps_its_height():
    far = placed(Stop(1, "A", "New courier"), Stop(14, "B", "Strike"))
    near = placed(Stop(1, "A", "New courier"), Stop(4, "B", "Strike"))
    many = placed(*(Stop(at, str(at), "New courier") for at in range(1, 9)))
    assert [each.labelled for each in far] == [True, True]
    assert [each.labelled for each in near] == [False, True]
    assert rows_of(far) == rows_of(near) == 1
    assert [each.labelled for each in many] == [False] * 6 + [True] * 2
    assert rows_of(many) == 2
    assert rows_of(placed(*(Stop(1, str(at)) for at in range(9)))) == MOST_ROWS
    assert rows_of(()) == 0


@given(st.sets(st.integers(0, 35), max_size=12), st.sampled_from(["", "Strike", "New courier"]))
def test_signs_do_not_meet_and_no_line_crosses_a_label(places, label):
    found = placed(*(Stop(at, str(number), label) for number, at in enumerate(sorted(places))))
    assert [each.stop.sign for each in found] == [str(at) for at in range(len(places))]
    for before, after in combinations(found, 2):
        if before.row == after.row:
            assert before.end < after.x - CIRCLE / 2
        if before.row > after.row:
            assert before.end < after.x, "its line goes down past the label below"


def test_each_kind_of_mark_has_a_line_of_its_own():
    lines = {
        kind: re.findall(
            r's-limit"[^>]*stroke-width="0.7"[^>]*',
            draw_control_chart(history([1, 2, 3], stops=(Stop(1, "A", "x", kind),))),
        )
        for kind in StopKind
    }
    assert all(len(found) == 1 for found in lines.values())
    dashes = {re.search(r'dasharray="[^"]*"', found[0]) for found in lines.values()}
    assert len({match and match[0] for match in dashes}) == len(StopKind)
    assert Stop(4, "A").where == 3.5, "limits start again before the point"
    assert Stop(4, "A", kind=StopKind.EVENT).where == 4


def test_hostile_text_stays_text():
    name = "</title><script>alert(1)</script> $x^2$ \x00\x1b \ud800 اسم"
    svg = draw_control_chart(History(name, (Mark(1, tick=name), Mark(2)), latest=1))
    root = parse(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "</title><script>" in root[0].text
    assert any("$x^2$" in text for text in texts(svg)), "and no mathematics"


def test_labels_of_the_axis_fall_on_the_same_periods_of_each_year():
    months = [f"M{at % 12 + 1}" for at in range(36)]
    chart = History(
        "x",
        tuple(Mark(at % 5, tick=name) for at, name in enumerate(months)),
        year_starts=0,
        tick_steps=(1, 2, 3, 4, 6, 12),
    )
    shown = [text for text in texts(draw_control_chart(chart)) if text.startswith("M")]
    assert shown[0] == "M1"
    assert set(shown) == {"M1"}, "three years have a label each"


def test_many_periods_have_labels_years_apart():
    chart = History("x", tuple(Mark(1.0 * (at % 3), tick="Jan ’26") for at in range(600)))
    shown = [text for text in texts(draw_control_chart(chart)) if text == "Jan ’26"]
    assert 2 <= len(shown) <= 12


def test_a_sheet_says_of_each_element_what_svg_would_not_do_by_itself():
    sheet = Sheet(50, 20.26)
    sheet.box(0, 1, 10.04, 2.26, Colour.BAND)
    sheet.line([(0, 1), (2, 3), BREAK, (4, 5), (6, 7.349)], Colour.INK, 1, cap="butt")
    sheet.line([(0, 1), (2, 3)], Colour.INK, 0.75, dashes=(2, 1.5))
    sheet.line([(0, 1)], Colour.INK, 1)
    sheet.dots([(4, 5)], Colour.BAD, 3, square=True)
    sheet.text(1, 10, "A & B\x07<", Colour.INK2, 8, weight=600, anchor="center")
    sheet.side_text(1, 10, "C", Colour.INK2, 400)
    sheet.text(1, 10, "", Colour.INK2)
    drawn = sheet.svg("T", "chart").partition("</title>")[2].removesuffix("</svg>")
    assert drawn.replace("><", ">\n<").splitlines() == [
        '<path d="M0 1L10 1L10 2.3L0 2.3z" class="f-band" fill="#e5ebf0"/>',
        '<path d="M0 1L2 3M4 5L6 7.3" class="s-ink" fill="none" stroke="#16202c"/>',
        '<path d="M0 1L2 3" class="s-ink" fill="none" stroke="#16202c" stroke-width="0.8"'
        ' stroke-dasharray="2,1.5"/>',
        '<path d="M3.9 5L4.1 5" class="s-bad" fill="none" stroke="#b93c0b" stroke-width="3"'
        ' stroke-linecap="square"/>',
        '<text class="f-ink2" fill="#46525f" font-size="8" font-weight="600"'
        ' text-anchor="middle" x="1" y="13.8">A &amp; B &lt;</text>',
        '<text class="f-ink2 side" fill="#46525f" font-size="8.7" text-anchor="start" x="1"'
        ' y="14.2">C</text>',
    ]


def test_a_fresh_process_draws_the_same():
    code = (
        "from cxscore.rendering.charts import *;"
        "import sys; sys.stdout.reconfigure(encoding='utf-8');"
        "print(draw_control_chart(History('x', tuple(Mark(v) for v in (1., 3., 2.)))), end='')"
    )
    run = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in "12"
    ]
    assert run[0] == run[1]
    assert run[0].startswith(b"<svg")


def test_a_sparkline_ends_in_a_dot_and_shows_targets():
    svg = draw_sparkline(Spark("x", (*marks([1, None, 3, 2]), Mark(4, Look.BAD)), (2.0,)), 92, 14)
    assert len(svg) < 1000
    assert strokes(svg, "bad")[0].get("stroke-linecap") == "square"
    assert strokes(svg, "limit")[0].get("stroke-dasharray")
    alone = draw_sparkline(Spark("x", marks([1, None, 3, None, 2])), 92, 14)
    assert len(strokes(alone, "ink2")) == 1, "dots for values between gaps"
    ends_in_a_gap = draw_sparkline(Spark("x", marks([1, 2, None])), 92, 14)
    assert not strokes(ends_in_a_gap, "point")


def relative_luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes():
    """The variables of the style sheet, on white paper and on a dark screen."""
    sheet = (find("templates") / "scorecard.css").read_text()
    parts = sheet.partition("@media")[0], sheet.partition("(prefers-color-scheme: dark)")[2]
    roots = [re.search(r":root \{(.*?)\}", part, re.DOTALL)[1] for part in parts]
    colours = [dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", root)) for root in roots]
    return {"light": colours[0], "dark": {**colours[0], **colours[1]}}


DRAWN = ("line", "point", "ghost", "limit", "good", "bad", "accent", "ink", "ink2")
READ = ("ink", "ink2", "ink3", "good", "bad", "accent")


@pytest.mark.parametrize("theme", ["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("name", DRAWN)
    def test_what_is_drawn_stands_out_from_paper_and_band(self, theme, name):
        colours = palettes()[theme]
        for ground in ("paper", "band"):
            assert contrast(colours[name], colours[ground]) >= 3, f"{name} on {ground}: WCAG 1.4.11"

    @pytest.mark.parametrize("name", READ)
    def test_what_is_read_stands_out_from_paper(self, theme, name):
        assert contrast(palettes()[theme][name], palettes()[theme]["paper"]) >= 4.5, "WCAG 1.4.3"

    def test_the_band_is_seen_and_lighter_than_anything_on_it(self, theme):
        colours = palettes()[theme]
        assert 1.18 <= contrast(colours["band"], colours["paper"]) <= 1.3
        assert contrast(colours["grid"], colours["band"]) > 1.1

    def test_signs_stand_out_from_their_circles(self, theme):
        colours = palettes()[theme]
        for circle in ("ink2", "accent"):
            assert contrast(colours["paper"], colours[circle]) >= 4.5


def test_nothing_but_zeros_lie_at_the_foot_of_the_chart():
    axis = [
        float(text)
        for text in texts(draw_control_chart(History("x", marks([0, 0, 0]))))
        if re.fullmatch(r"-?[.\d]+", text)
    ]
    assert min(axis) == 0
    assert max(axis) == 1


VALUES = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_a_scale_shows_all_values(values):
    scale = scale_to(values, 0, 100)
    assert all(-1e-6 <= scale.at(value) <= 100 + 1e-6 for value in values)


@given(VALUES, st.floats(1e-6, 1e9))
def test_ticks_are_round_and_within(low, size):
    high = low + size
    if high - low < 1e-3 * abs(low):
        return
    ticks = nice_ticks(low, high)
    assert 1 <= len(ticks) <= 10
    assert all(low - size / 100 <= tick <= high + size / 100 for tick in ticks)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1, (0, 0.25, 0.5, 0.75, 1)),
        (79.2, 86.9, (80, 82, 84, 86)),
        (-1, 1, (-1, -0.5, 0, 0.5, 1)),
    ],
)
def test_ticks(low, high, ticks):
    assert nice_ticks(low, high) == ticks


@settings(max_examples=60)
@given(st.lists(st.floats(0, 160), max_size=6))
def test_labels_are_kept_apart_in_order(places):
    moved = spread(places, 8, 6, 154)
    together = sorted(moved)
    assert all(b - a >= 8 - 1e-6 for a, b in pairwise(together))
    assert all(6 - 1e-6 <= place <= 154 + 1e-6 for place in moved)
    order = sorted(range(len(places)), key=lambda at: places[at])
    assert [moved[at] for at in order] == together


def test_labels_that_do_not_meet_stay_where_they_are():
    assert spread([10, 50, 30], 8, 0, 100) == (10, 50, 30)
    assert spread([50, 50], 8, 0, 100) == (50, 58) or spread([50, 50], 8, 0, 100) == (46, 54)
