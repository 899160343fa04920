"""What goes with a KPI: its words, its chart, and the way from kpis.yaml to both."""

import json
import re
from dataclasses import replace
from itertools import combinations
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cxscore
from cxscore.model.choices import Polarity
from cxscore.model.findings import Drivers, DriverShare
from cxscore.model.verdicts import Method, Unsaid
from cxscore.rendering.charts.priorities import (
    BOTTOM,
    LEFT,
    RIGHT,
    SIZE,
    TOP,
    Priorities,
    Priority,
    draw_priorities,
)
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.drivers import DROPPED, SILENT, conclusion, drivers_said
from tests import company
from tests.rendering.builders import make_kpi, make_scorecard, page_of, wave

NUMBERS = Numbers()
STAFF = DriverShare("staff", 0.6, 0.5, 0.7, 30.0, 1, True)
FOOD = DriverShare("food_and_drink", 0.3, 0.2, 0.4, 60.0, 1)
QUEUE = DriverShare("queue", 0.1, 0.003, 0.2, 45.0, -1)
NOISE = DriverShare("noise", 0.003, 0.0, 0.004, None, 0)


def said(*items, r2=0.41, p_value=0.0, polarity=Polarity.HIGHER_IS_BETTER, **more):
    found = make_kpi("nps", wave(40, 0.1), name="Net promoter score", polarity=polarity)
    kpi = replace(found.kpi, drivers=tuple(item.column for item in items) or ("staff",))
    more = {"n": 1200, "left_out": 0, "level": 0.95, "p_value": p_value} | more
    return drivers_said(replace(found, kpi=kpi, drivers=Drivers(r2, items=items, **more)), NUMBERS)


class TestWords:
    def test_say_how_much_and_with_what_most(self):
        assert said(STAFF, FOOD).sentence == (
            "2 aspects account for 41% of the variation in the answers; 60% of that is staff."
        )

    def test_intervals_that_overlap_leave_the_order_open(self):
        close = replace(FOOD, share=0.4, high=0.55)
        assert said(STAFF, close, QUEUE).sentence.endswith(
            "most of that is staff and food and drink, in no certain order."
        )

    def test_chance_is_said_and_nothing_drawn(self):
        found = said(replace(STAFF, look_first=False), FOOD, QUEUE, NOISE, r2=0.004, p_value=0.2)
        assert found.sentence == (
            "4 aspects account for under 1% of the variation in the answers, "
            "which may be chance: nothing more is read from it."
        )
        assert found.description == ""
        assert found.notes == ()

    def test_one_driver_alone(self):
        found = said(replace(STAFF, share=1.0, low=1.0, high=1.0, look_first=False))
        assert found.sentence == "Staff accounts for 41% of the variation in the answers."
        assert found.rows[0].interval == "100%"
        assert found.description == ""

    def test_rows_come_by_importance(self):
        found = said(QUEUE, NOISE, STAFF, FOOD)
        assert [row.name for row in found.rows] == ["staff", "food and drink", "queue", "noise"]
        assert [row.share for row in found.rows] == ["60%", "30%", "10%", "<1%"]
        assert found.rows[2].interval == "<1% to 20%"
        assert [row.performance for row in found.rows] == ["30%", "60%", "45%", "–"]
        assert [row.direction for row in found.rows] == ["higher", "higher", "lower", "–"]

    def test_notes_say_where_to_look_and_what_is_not_drawn(self):
        found = said(STAFF, FOOD, QUEUE, NOISE, dropped={"plan": Unsaid.CONSTANT})
        assert found.notes == (
            "Start with staff: it matters much and scores below average.",
            "A square marks what lowers the value.",
            "noise has no place on the chart: no scale says which of its answers are the best.",
            "Not used: plan, which is the same in every row.",
        )
        several = said(STAFF, replace(FOOD, look_first=True), NOISE, replace(NOISE, column="b"))
        assert several.notes == (
            "Start with staff and food and drink: they matter much and score below average.",
            "noise and b have no place on the chart: no scale says which of their answers "
            "are the best.",
        )

    def test_without_scales_there_is_no_chart_and_that_is_said(self):
        found = said(FOOD, NOISE, replace(NOISE, column="b"))
        assert found.description == ""
        assert found.notes == (
            "No chart: fewer than two have a scale that says which answers are the best.",
        )

    @pytest.mark.parametrize(
        ("left_out", "text"),
        [
            (0, "."),
            (
                1,
                "; 1 that lacks one of the columns is left out.",
            ),
            (
                9,
                "; 9 that lack one of the columns are left out.",
            ),
        ],
    )
    def test_base(self, left_out, text):
        base = said(STAFF, FOOD, left_out=left_out).base
        assert base == f"1,200 answers in the year to June 2026{text}"

    @pytest.mark.parametrize(("r2", "text"), [(0.996, "over 99%"), (1.0, "100%"), (0.0, "0%")])
    def test_nearly_all_is_not_all(self, r2, text):
        assert f"account for {text} of the variation" in said(STAFF, FOOD, r2=r2).sentence

    def test_columns_that_cannot_be_used_leave_nothing(self):
        found = said(dropped={"a": Unsaid.NOT_A_NUMBER, "b_c": Unsaid.COLLINEAR})
        assert found.sentence == (
            "What Net promoter score depends on cannot be told: none of its drivers can be used."
        )
        assert found.notes == (
            "Not used: a, which holds something else than numbers; b c, which follows from the "
            "drivers before it.",
        )
        assert found.rows == ()

    @pytest.mark.parametrize("why", SILENT)
    def test_silence_has_its_reason(self, why):
        found = make_kpi("nps", wave(40, 0.1), name="Net promoter score")
        kpi = replace(found.kpi, drivers=("staff",), level=0.995)
        silent = drivers_said(replace(found, kpi=kpi, unsaid={Method.DRIVERS: why}), NUMBERS)
        assert silent.sentence.endswith(f"cannot be told: {SILENT[why]}.")
        assert silent.level == "99.5% interval"

    def test_a_kpi_without_drivers_says_nothing(self):
        assert drivers_said(make_kpi("nps", wave(40, 0.1)), NUMBERS) is None

    def test_nothing_is_called_a_cause(self):
        texts = [*SILENT.values(), *DROPPED.values()]
        found = said(STAFF, FOOD, QUEUE, NOISE)
        texts += [found.sentence, found.description, found.base, *found.notes]
        for word in ("cause", "because", "drives", "effect", "leads to", "due to", "impact"):
            assert not any(word in text for text in texts)


def chart(points, corners=("Look here first", "Keep it up", "Can wait", "Well done")):
    axis = lambda ticks: [f"{tick:g}%" for tick in ticks]  # noqa: E731
    return draw_priorities(
        Priorities("A chart", points, corners, "Importance", "Best answers", axis)
    )


def written(svg):
    """The texts of a chart with the box of each."""
    found = []
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        size = float(element.get("font-size"))
        bold = element.get("font-weight") is not None
        wide = text_width(element.text, size, bold)
        x, y = float(element.get("x")), float(element.get("y"))
        x -= {"start": 0, "middle": wide / 2, "end": wide}[element.get("text-anchor")]
        found.append((element.text, (x, y - size * 0.8, x + wide, y + size * 0.2)))
    return found


class TestChart:
    def test_names_every_point_and_both_axes(self):
        points = [
            Priority("staff", 60, 50, 70, 30, first=True),
            Priority("queue", 9, 1, 20, 45, True),
        ]
        texts = [text for text, _ in written(chart(points))]
        assert {"staff", "queue", "↑ Importance", "Best answers →", "Look here first"} <= set(texts)

    def test_without_points_there_is_none(self):
        assert chart([]) == ""

    def test_a_long_name_is_cut(self):
        points = [Priority("how friendly the people at the door were", 60, 50, 70, 30)] * 2
        assert any(text.endswith("…") for text, _ in written(chart(points)))

    def test_the_name_of_a_narrow_quarter_goes_on_in_a_second_row(self):
        points = [
            Priority("value", 1, 0, 2, 50),
            Priority("app", 6, 5, 8, 72),
            Priority("parcels", 3, 2, 4, 78),
            Priority("staff", 40, 35, 46, 83),
            Priority("delivery", 52, 46, 58, 77),
        ]
        names = ("First", "Keep", "Can wait", "Well done, but of lesser consequence")
        found = dict(written(chart(points, names)))
        first, second = found["Well done, but of lesser"], found["consequence"]
        assert first[3] <= second[1] + 0.5, "one below the other"
        assert second[3] <= 178, "and both above the axis"
        for name in ("app", "parcels"):
            box = found[name]
            for row in (first, second):
                assert box[2] < row[0] or row[2] < box[0] or box[3] < row[1] or row[3] < box[1]

    def test_is_the_same_at_every_run_and_has_no_ids(self):
        points = [Priority(name, 9, 1, 20, 45) for name in ("a", "b")]
        assert chart(points) == chart(points)
        assert " id=" not in chart(points)

    @settings(max_examples=30)
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 100), st.integers(0, 100), st.text("abcdef ghij", max_size=30)
            ),
            min_size=2,
            max_size=12,
        )
    )
    def test_names_lie_within_it_and_never_on_one_another(self, places):
        points = [Priority(name.strip(), up, up, up, across) for up, across, name in places]
        names = [
            (text, box)
            for text, box in written(chart(points, ("", "", "", "")))
            if not re.fullmatch(r"[\d.]+%|↑.*|.*→", text)
        ]
        for _, (left, top, right, bottom) in names:
            assert left > LEFT
            assert right < RIGHT + 1
            assert top > TOP
            assert bottom < BOTTOM + 1
        for (_, one), (_, other) in combinations(names, 2):
            apart = SIZE * 0.1
            assert (
                one[2] < other[0] + apart
                or other[2] < one[0] + apart
                or one[3] < other[1] + apart
                or other[3] < one[1] + apart
            )


KPIS = """\
version: 1
scorecard: {title: Small scorecard, as_of: 2026-04-10}
owners:
  ada: {name: Ada Field}
datasets:
  surveys:
    file: surveys.csv
    date: day
    columns: {staff: {scale: [1, 5]}, queue: {scale: [1, 5]}}
kpis:
  nps:
    name: Net promoter score
    owner: ada
    dataset: surveys
    measure: {nps: score}
    polarity: higher_is_better
    drivers: [staff, queue, comment, length]
  few:
    name: Long stays
    owner: ada
    dataset: surveys
    measure: {mean: length}
    polarity: neutral
    drivers: [staff]
    minimum_base: 5000
"""


def surveys():
    random = Random(2)
    lines = ["day,score,staff,queue,comment,length"]
    for at in range(600):
        staff, queue = random.randint(1, 5), random.choice([3, 4, 5, 5])
        score = max(0, min(10, round(2 * staff + random.gauss(0, 1))))
        lines.append(f"2026-0{1 + at % 3}-11,{score},{staff},{queue},fine,{random.gauss(9, 1):.2f}")
    return "\n".join(lines) + "\n"


class TestFromAFile:
    @pytest.fixture
    def path(self, tmp_path):
        return company.write(tmp_path, KPIS, surveys=surveys())

    @pytest.fixture
    def built(self, path):
        return cxscore.build(cxscore.read(path))

    def test_to_the_page(self, built):
        page = cxscore.render(built, "html").decode()
        assert '<section id="drivers"' in page
        assert 'id="kpi-nps-drivers"' in page
        assert 'href="#kpi-nps-drivers"' in page
        assert "Start with staff: it matters much and scores below average." in page
        assert "comment, which holds something else than numbers" in page
        assert "fewer rows with all the answers than its minimum base" in page
        assert page.count('class="pri"') == 1

    def test_to_json(self, built):
        nps, few = json.loads(cxscore.render(built, "json"))["kpis"]
        assert [item["column"] for item in nps["drivers"]] == ["staff", "queue", "length"]
        assert nps["drivers"][0]["look_first"] is True
        assert sum(item["share"] for item in nps["drivers"]) == pytest.approx(1)
        assert nps["drivers"][2]["performance"] is None
        assert 0.5 < nps["drivers_r2"] < 1
        assert nps["drivers_p_value"] < 1e-9
        assert nps["drivers_n"] == 600
        assert nps["drivers_dropped"] == {"comment": "not_a_number"}
        assert (few["drivers"], few["drivers_r2"]) == ([], None)
        assert few["unsaid"]["drivers"] == "base_too_small"

    def test_to_the_same_bytes_twice(self, built, path):
        again = cxscore.build(cxscore.read(path))
        for format_ in ("html", "json"):
            assert cxscore.render(built, format_) == cxscore.render(again, format_)

    def test_a_kpi_without_drivers_has_no_section(self, tmp_path):
        built = cxscore.build(cxscore.read(company.write(tmp_path)))
        assert '<section id="drivers"' not in cxscore.render(built, "html").decode()


class TestConclusion:
    @pytest.mark.parametrize(
        ("items", "more", "told"),
        [
            pytest.param((STAFF, FOOD), {}, "Staff matters most and lags", id="first, and lags"),
            pytest.param(
                (FOOD, replace(STAFF, look_first=False)), {}, "Staff matters most", id="first"
            ),
            pytest.param((STAFF, replace(FOOD, high=0.55)), {}, "", id="order is open"),
            pytest.param((STAFF,), {}, "", id="one alone is no ranking"),
            pytest.param((STAFF, FOOD), {"p_value": 0.2}, "", id="may be chance"),
            pytest.param((), {}, "", id="none can be used"),
        ],
    )
    def test_is_the_first_where_it_is_first_beyond_chance(self, items, more, told):
        found = make_kpi("nps", wave(40, 0.1), name="Net promoter score")
        known = {"n": 1200, "left_out": 0, "level": 0.95, "p_value": 0.0} | more
        drivers = Drivers(0.41, items=items, **known)
        assert conclusion(replace(found, drivers=drivers)) == told

    def test_is_empty_without_drivers(self):
        assert conclusion(make_kpi("nps", wave(40, 0.1))) == ""

    def test_is_the_title_of_the_section_else_what_it_is_about(self):
        found = make_kpi("nps", wave(40, 0.1), name="Net promoter score")
        kpi = replace(found.kpi, drivers=("staff", "food_and_drink"))
        for items, title in (
            ((STAFF, FOOD), "Staff matters most and lags"),
            ((STAFF, replace(FOOD, high=0.55)), "What Net promoter score depends on"),
        ):
            drivers = Drivers(0.41, items=items, n=1200, left_out=0, level=0.95, p_value=0.0)
            page = page_of(make_scorecard([replace(found, kpi=kpi, drivers=drivers)]))
            assert [block.title for block in page.drivers] == [title]
