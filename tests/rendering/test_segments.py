"""Segments in words and on the page: what contributes, what differs, what is withheld, funnels."""

import re
from dataclasses import replace
from itertools import combinations_with_replacement
from xml.etree import ElementTree

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.findings import Funnel, FunnelLimits, FunnelPoint, Interval
from cxscore.model.measures import Share, Sum
from cxscore.model.scorecard import SegmentScore
from cxscore.model.verdicts import Status
from cxscore.rendering.charts import Dot, FunnelPlot, Look, Ring, draw_funnel
from cxscore.rendering.html import fill_templates, render_html
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.segment_columns import (
    COLUMN_LINES,
    COLUMNS,
    ON_PAPER,
    ON_SCREEN,
    balanced,
    lowest_of,
    pages_of,
)
from cxscore.rendering.sections.segment_tables import Bar
from cxscore.rendering.words import say
from tests.rendering.builders import make_kpi, make_scorecard, page_of

REGION = ("region",)


def row(name, value, **more):
    base = SegmentScore(REGION, (name,), value, 40, None, Status.NO_TARGET, False, 0.25)
    return replace(base, **more)


def gone(name):
    return SegmentScore(
        REGION, (name,), None, None, None, Status.NO_TARGET, False, None, suppressed=True
    )


def told(
    *segments, funnels=(), polarity=Polarity.HIGHER_IS_BETTER, target=80.0, value=70.0, measure=None
):
    scored = make_kpi(
        "k", [60.0, value], target=target, polarity=polarity, measure=measure or Share("s")
    )
    kpi = replace(scored.kpi, minimum_base=30)
    card = make_scorecard([replace(scored, kpi=kpi, segments=segments, funnels=funnels)])
    said = say(card).kpis["k"].segments[0]
    return card, replace(said, notes=tuple(note.replace("\u00a0", " ") for note in said.notes))


class TestNotes:
    def test_what_adds_most_to_the_gap(self):
        _, said = told(row("North", 60.0, contribution=-7.0), row("South", 78.0, contribution=-3.0))
        assert said.notes == ("North pulls the total down the most, by 7.0 of 10.0 points.",)

    @pytest.mark.parametrize(
        ("parts", "value", "target", "note"),
        [
            (
                (-3.8, 2.0, 0.7),
                78.9,
                80.0,
                "A pulls the total down by 3.8 points; the others lift it by 2.7.",
            ),
            (
                (-3.0, -0.5, 0.4),
                76.9,
                80.0,
                "A pulls the total down by 3.0 points, the others by 0.1.",
            ),
            ((-1.0, -1.0), 78.0, 80.0, "A pulls the total down the most, by 1.0 of 2.0 points."),
            # What pulls towards the target is not what a miss comes from.
            (
                (5.0, -4.0, -2.1),
                78.9,
                80.0,
                "B pulls the total down by 4.0 points; the others lift it by 2.9.",
            ),
        ],
        ids=["against", "mixed", "alike", "largest-is-good"],
    )
    def test_a_part_is_never_larger_than_its_whole(self, parts, value, target, note):
        rows = [
            row(name, 60.0, contribution=part) for name, part in zip("ABC", parts, strict=False)
        ]
        _, said = told(*rows, value=value, target=target)
        assert said.notes == (note,)

    @pytest.mark.parametrize("parts", [(4.1, -2.2), (2.0, 1.0)], ids=["against", "alike"])
    def test_a_total_on_target_needs_no_note_on_what_lifts_it(self, parts):
        rows = [row(name, 60.0, contribution=part) for name, part in zip("AB", parts, strict=True)]
        _, said = told(*rows, value=80.0 + sum(parts), target=80.0)
        assert said.notes == ()
        _, missed = told(*rows, value=80.0 + sum(parts), target=90.0)
        assert len(missed.notes) == 1

    def test_above_a_target_that_is_to_be_met_from_below_it_lifts(self):
        rows = [row("A", 9.0, contribution=2.0), row("B", 8.0, contribution=1.0)]
        _, said = told(*rows, value=83.0, polarity=Polarity.LOWER_IS_BETTER)
        assert said.notes == ("A lifts the total the most, by 2.0 of 3.0 points.",)

    def test_a_small_contribution_is_not_rounded_to_nothing(self):
        _, said = told(
            row("North", 60.0, contribution=-0.04),
            row("South", 78.0, contribution=-0.02),
            target=70.06,
        )
        assert said.notes == ("North pulls the total down the most, by 0.04 of 0.06 points.",)

    @pytest.mark.parametrize(
        "case", [{"target": None}, {"polarity": Polarity.NEUTRAL}], ids=["no target", "neutral"]
    )
    def test_without_a_gap_it_pulls(self, case):
        _, said = told(
            row("North", 60.0, contribution=-2.0), row("South", 78.0, contribution=2.0), **case
        )
        assert said.notes == ("North pulls the whole down the most, by 2.0 points.",)

    @pytest.mark.parametrize("whole", [100.0, 1.0])
    def test_of_an_amount_it_is_a_part(self, whole):
        _, said = told(
            row("North", 60.0, contribution=0.6 * whole),
            row("South", 40.0, contribution=0.4 * whole),
            value=whole,
            target=None,
            measure=Sum("s"),
        )
        assert said.notes == ("North makes the largest part, 60%.",)

    def test_small_ones_and_one_alone_are_not_ranked(self):
        small = row("South", 78.0, contribution=-3.0, base_too_small=True)
        _, said = told(row("North", 60.0, contribution=-7.0), small)
        assert said.notes == ()

    def test_which_differ_and_that_it_was_corrected(self):
        _, said = told(
            row("North", 90.0, p_value=0.01, differs=True),
            row("South", 40.0, p_value=0.02, differs=True),
            row("East", 41.0, p_value=0.03, differs=True),
            row("West", 69.0, p_value=0.6, differs=False),
        )
        assert said.differing == (
            "North is higher and South and East lower than the rest, by more than chance."
        )
        assert [each.differs for each in said.rows] == [
            "higher than the rest",
            "lower than the rest",
            "lower than the rest",
            "",
        ]

    def test_that_none_differs(self):
        _, said = told(row("North", 71.0, p_value=0.6, differs=False))
        assert said.differing == "No region differs from the rest by more than chance."


class TestWithheld:
    def test_it_is_said_and_nothing_else(self):
        card, said = told(row("North", 71.0), gone("Coast"), gone("Isle"))
        assert [each.name for each in said.rows] == ["North", "Coast", "Isle"]
        for each in said.rows[1:]:
            assert (each.value, each.base, each.share, each.interval) == ("–", "", "", "")
            assert (each.status.short, each.small) == ("Withheld", True)
            assert "under 30" in each.status.long
        assert said.notes == ("2 segments are withheld.",)
        html = render_html(Pack(card)).decode()
        assert html.count(">Withheld<") == 2

    def test_many_share_a_row(self):
        empty = row("Void", None, n=None, status=Status.NO_DATA, share_of_base=None)
        card, said = told(row("North", 71.0), *[gone(f"S{at}") for at in range(9)], empty)
        assert [each.name for each in said.rows] == ["North", "9 segments", "Void"]
        assert [each.place for each in said.rows] == [0, 1, 10]
        html = render_html(Pack(card)).decode()
        assert "9 segments" in html
        assert not re.search(r">S\d<", html)


POINTS = tuple(
    FunnelPoint((f"S{at}",), 100.0 + at, 50.0 + at % 3, 0, low=35.0, high=65.0) for at in range(10)
)
CURVE = tuple(
    FunnelLimits(float(base), 50 - 400 / base, 50 + 400 / base, 50 - 700 / base, 50 + 700 / base)
    for base in range(90, 120, 5)
)
HIGH = FunnelPoint(("Far north",), 110.0, 80.0, 1, low=35.0, high=65.04)
LOW = FunnelPoint(("South",), 110.0, 20.0, -1, low=35.0, high=65.0)
TINY = FunnelPoint(("Isle",), 90.0, 55.0, base_too_small=True)


def funnel(*points, phi=1.0):
    return Funnel(REGION, 50.0, phi, (*POINTS, *points), CURVE)


class TestFunnels:
    def test_the_outliers_are_named(self):
        card, said = told(row("S0", 50.0), funnels=(funnel(HIGH, LOW, TINY, phi=4.0),))
        words = said.funnel
        assert words.title == "12 segments by region against chance"
        assert words.sentence == (
            "Far north is higher and South lower than chance would make them. Limits are widened "
            "2.0 times, because the segments vary more than chance."
        )
        assert "1 with a small base is drawn grey." in words.description
        places = [each.place for each in words.rows[-3:]]
        assert places == ["Above", "Below", "Not judged"]
        assert words.rows[-1].limits == ""
        html = render_html(Pack(card)).decode()
        assert "<title>Funnel plot of K by region." in html
        assert 'fill="#0b5fa5" font-size="11.5" font-weight="600"' in html, "named in its colour"
        assert html.count("Not judged") >= 1

    def test_within_chance(self):
        _, said = told(row("S0", 50.0), funnels=(funnel(),))
        assert said.funnel.sentence == ("None differs from the rest by more than chance.")

    def test_a_value_is_not_rounded_onto_its_limit(self):
        close = FunnelPoint(("Edge",), 110.0, 65.02, 1, low=35.0, high=65.01)
        _, said = told(row("S0", 50.0), funnels=(funnel(close),))
        assert said.funnel.rows[-1].value == "65.02%"
        assert said.funnel.rows[-1].limits == "35.00% to 65.01%"

    @pytest.mark.parametrize(
        ("polarity", "colour"),
        [
            (Polarity.HIGHER_IS_BETTER, "good"),
            (Polarity.LOWER_IS_BETTER, "bad"),
            (Polarity.NEUTRAL, "accent"),
        ],
    )
    def test_the_side_has_the_colour_of_the_polarity(self, polarity, colour):
        card, _ = told(row("S0", 50.0), funnels=(funnel(HIGH),), polarity=polarity, target=None)
        svg = re.search(r'<svg class="xmr fnl".*?</svg>', render_html(Pack(card)).decode())[0]
        assert re.search(rf'class="f-{colour}"[^>]*>Far north<', svg)


def plot(*dots):
    rings = tuple(Ring(x.base, x.low, x.high, x.outer_low, x.outer_high) for x in CURVE)
    plain = lambda ticks: tuple(f"{tick:g}" for tick in ticks)  # noqa: E731
    return FunnelPlot("A funnel", dots, rings, 50.0, "All 50", "Base", plain, plain)


def test_the_plot_is_one_svg_with_its_title():
    drawn = draw_funnel(
        plot(Dot(100, 50), Dot(91, 80, Look.GOOD, "North"), Dot(119, 30, Look.BAD, "W" * 80))
    )
    tree = ElementTree.fromstring(drawn)
    texts = [each.text for each in tree.iter() if each.tag.endswith("text")]
    assert tree[0].text == "A funnel"
    assert "North" in texts
    assert any(text.endswith("…") for text in texts)
    assert draw_funnel(plot(Dot(100, 50))) == draw_funnel(plot(Dot(100, 50)))


def test_names_at_the_right_edge_stand_left_of_their_dots():
    drawn = draw_funnel(plot(Dot(91, 50), Dot(119, 80, Look.GOOD, "Far north-east")))
    found = re.search(r'text-anchor="(\w+)"[^>]*>Far north-east', drawn)
    assert found[1] == "end"


def blocks(card):
    from cxscore.rendering.sections import lay_out_page

    return lay_out_page(card, say(card))


class TestPages:
    def test_a_long_table_goes_on_in_the_next_column(self):
        card, _ = told(*[row(f"S{at:02}", 50.0 + at / 10) for at in range(100)])
        laid = blocks(card)
        tables = [
            (block.continued, table.title, len(table.rows))
            for columns in laid.segment_pages
            for column in columns
            for block in column
            for table in block.tables
        ]
        assert sum(rows for *_, rows in tables) == 100
        assert all(rows <= COLUMN_LINES for *_, rows in tables)
        assert [title for _, title, _ in tables][:2] == ["By region", "By region (continued)"]
        assert [continued for continued, *_ in tables] == [False] + [True] * (len(tables) - 1)

    def test_the_plot_stays_with_the_last_rows(self):
        card, _ = told(*[row(f"S{at:02}", 50.0) for at in range(30)], funnels=(funnel(HIGH),))
        tables = [
            table
            for columns in blocks(card).segment_pages
            for column in columns
            for block in column
            for table in block.tables
        ]
        assert [table.funnel is None for table in tables] == [True, False]
        assert len(tables[-1].rows) >= 3

    def test_no_segments_have_no_pages(self):
        assert pages_of(()) == ()


def test_an_interval_that_is_a_point_is_drawn():
    level = Interval(50.0, 50.0, 0.95, "t")
    card, _ = told(
        row("North", 50.0, interval=level), row("South", 60.0, interval=Interval(55, 65, 0.95, "t"))
    )
    (first, second) = blocks(card).segments[0].tables[0].rows
    assert first.bar == Bar(first.bar.low, 0.0, 0.0)
    assert second.bar.width > 0


def short_of_target(key, **cuts):
    """A KPI ten points below its target, with what each segment adds to that."""
    scored = make_kpi(key, [60.0, 70.0], target=80.0, measure=Share("s"))
    segments = tuple(
        SegmentScore(
            (by,), (name,), 60.0, 40, None, Status.OFF_TARGET, False, 0.5, contribution=adds
        )
        for by, parts in cuts.items()
        for name, adds in parts.items()
    )
    return replace(scored, segments=segments)


class TestClaim:
    @pytest.mark.parametrize(
        ("kpis", "told"),
        [
            pytest.param(
                [
                    short_of_target("a", region={"North": -7.0, "South": -3.0}),
                    short_of_target("b", region={"North": -11.0, "South": 1.0}),
                ],
                "North pulls the totals away from target",
                id="one",
            ),
            pytest.param(
                [
                    short_of_target(
                        key, region={"North": -7.0, "South": 1.0}, channel={"App": 2, "Phone": -9.0}
                    )
                    for key in "abc"
                ],
                "North and Phone pull the totals away from target",
                id="two, of two columns",
            ),
            pytest.param(
                [
                    short_of_target("a", region={"North": -7.0, "South": -3.0}),
                    short_of_target("b", region={"North": -1.0, "South": -9.0}),
                ],
                "What stands behind the totals",
                id="none more than once",
            ),
            pytest.param(
                [
                    short_of_target("a", region={"North": -7.0}),
                    short_of_target("b", region={"North": -7.0}),
                ],
                "What stands behind the totals",
                id="a segment alone is its whole",
            ),
            pytest.param(
                [
                    replace(
                        short_of_target(key, region={"North": -7.0, "South": 1.0}),
                        status=Status.ON_TARGET,
                    )
                    for key in "ab"
                ],
                "What stands behind the totals",
                id="on target",
            ),
        ],
    )
    def test_names_whom_most_misses_come_from(self, kpis, told):
        page = blocks(make_scorecard(kpis))
        assert page.segments_claim == told
        assert f">{told}</h2>" in render_html(Pack(make_scorecard(kpis))).decode()

    def test_a_small_base_and_a_crossing_are_not_blamed(self):
        kpis = [short_of_target(key, region={"North": -7.0, "South": -1.0}) for key in "ab"]
        small = [
            replace(
                each,
                segments=tuple(replace(s, base_too_small=True) for s in each.segments[:1])
                + each.segments[1:],
            )
            for each in kpis
        ]
        crossed = [
            replace(
                each,
                segments=tuple(replace(s, by=("region", "channel")) for s in each.segments),
            )
            for each in kpis
        ]
        assert blocks(make_scorecard(small)).segments_claim == "What stands behind the totals"
        assert blocks(make_scorecard(crossed)).segments_claim == "What stands behind the totals"


def block(key, rows):
    """One KPI of the section, with so many rows."""
    scored = replace(make_kpi(key, [60.0, 70.0]), segments=tuple(
        row(f"S{at:02}", 50.0) for at in range(rows)
    ))  # fmt: skip
    (found,) = blocks(make_scorecard([scored])).segments
    return found


def heights(page):
    return [sum(len(t.rows) for b in column for t in b.tables) for column in page]


class TestColumns:
    def test_there_are_three_on_a_page(self):
        pages = pages_of([block(f"k{at}", 24) for at in range(7)])
        assert COLUMNS == 3
        assert [len(page) for page in pages] == [3, 3, 1]
        assert [b.anchor for page in pages for column in page for b in column] == [
            f"kpi-k{at}" for at in range(7)
        ]

    def test_those_of_the_last_page_are_as_low_as_they_can_be(self):
        first = [block(f"a{at}", 24) for at in range(3)]
        last = [block(f"b{at}", rows) for at, rows in enumerate((10, 4, 4, 10))]
        pages = pages_of([*first, *last])
        assert [len(page) for page in pages] == [3, 3]
        assert heights(pages[-1]) == [10, 8, 10]

    def test_one_page_alone_is_as_low_as_it_can_be_too(self):
        (page,) = pages_of([block(f"k{at}", 4) for at in range(4)])
        assert heights(page) == [8, 8]
        assert pages_of([]) == ()

    @pytest.mark.parametrize("rows", [(5,), (5, 5), (20, 1, 1), (3, 3, 3, 3, 3, 3, 3)])
    def test_none_is_higher_than_it_has_to_be(self, rows):
        made = [block(f"k{at}", number) for at, number in enumerate(rows)]
        columns = balanced(made, ON_SCREEN)
        lines = ON_SCREEN.lines
        assert [b for column in columns for b in column] == made
        assert 1 <= len(columns) <= COLUMNS
        cuts = combinations_with_replacement(range(len(made) + 1), 2)
        least = min(max(map(lines, (made[:one], made[one:two], made[two:]))) for one, two in cuts)
        assert max(map(lines, columns)) == least

    def test_the_page_has_three_even_where_one_would_do(self):
        card, _ = told(row("North", 71.0), row("South", 60.0))
        html = render_html(Pack(card)).decode()
        cols = re.search(r'<div class="cols">(.*?)</section>', html, re.DOTALL)[1]
        assert cols.count("<div></div>") == 2


def test_a_table_says_no_more_than_its_rows_show():
    """Lowest and highest can be read off; base and status are columns where there are some."""
    card, said = told(row("North", 71.0), row("South", 60.0), target=None)
    assert said.sentence == "From 60.0% (South) to 71.0% (North)."
    html = render_html(Pack(card)).decode()
    assert "From 60.0%" not in html
    (found,) = blocks(card).segments
    assert (found.has_base, found.has_status) == (True, False)
    section = re.search(r'<section id="segments".*?</section>', html, re.DOTALL)[0]
    assert ">Base<" in section
    assert ">Status<" not in section
    judged, _ = told(row("North", 71.0, status=Status.OFF_TARGET), row("South", 60.0))
    assert blocks(judged).segments[0].has_status
    amounts, _ = told(row("North", 71.0), row("South", 60.0), measure=Sum("s"), target=None)
    assert not blocks(amounts).segments[0].has_base


def test_where_a_funnel_is_drawn_no_other_test_stands_beside_it():
    segments = (row("North", 90.0, p_value=0.01, differs=True), row("South", 60.0, p_value=0.9))
    card, said = told(*segments)
    assert [each.differs for each in said.rows] == ["higher than the rest", ""]
    assert said.differing == "North is higher than the rest, by more than chance."
    assert 'class="star"' in render_html(Pack(card)).decode()
    drawn, funnelled = told(*segments, funnels=(funnel(HIGH),))
    assert [each.differs for each in funnelled.rows] == ["", ""]
    assert funnelled.notes == ()
    assert 'class="star"' not in render_html(Pack(drawn)).decode()


class TestPrinted:
    """Paper has what stands out; a screen has every row."""

    def table(self, *rows, target=80.0, value=70.0, **more):
        card, _ = told(*rows, target=target, value=value, **more)
        self.page = page_of(card)
        self.html = render_html(Pack(card)).decode()
        (block,) = self.page.segments
        return block.tables[0]

    def test_unlike_the_rest_and_how_many_others_are_off_target(self):
        off = row("Off", 60.0, status=Status.OFF_TARGET)
        unlike = row("Unlike", 90.0, status=Status.ON_TARGET, p_value=0.01, differs=True)
        rest = [row(f"S{at}", 81.0, status=Status.ON_TARGET) for at in range(3)]
        table = self.table(off, unlike, *rest)
        assert [each.name for each in table.printed] == ["Unlike"]
        assert table.few == "4 more, 1 off target"
        assert len(table.rows) == 5
        ((columns,),) = self.page.segments_printed
        assert [len(block.tables[0].rows) for block in columns] == [1]
        assert all(f">S{at}<" in self.html for at in range(3))
        assert ">Off<" in self.html

    def test_small_ones_and_those_withheld_are_counted_apart(self):
        unlike = row("R", 60.0, status=Status.OFF_TARGET, p_value=0.01, differs=True)
        others = [row(f"T{at}", 60.0, status=Status.OFF_TARGET) for at in range(2)]
        small = [row(f"S{at}", 60.0, base_too_small=True) for at in range(4)]
        table = self.table(unlike, *others, *small, gone("Coast"), gone("Isle"))
        assert table.few == "2 more, off target, 4 too small, 2 withheld"
        assert [each.name for each in table.printed] == ["R"]
        assert all(f">S{at}<" in self.html for at in range(4))

    def test_a_total_that_misses_has_the_one_that_pulls_it_most_of_all_its_cuts(self):
        def cut(by, **parts):
            return [
                row(name, 60.0, by=(by,), contribution=adds, status=Status.OFF_TARGET)
                for name, adds in parts.items()
            ]

        card, _ = told(*cut("region", North=-5.0, South=-5.0), *cut("channel", App=1.0, Shop=-11.0))
        ((columns,),) = page_of(card).segments_printed
        (found,) = columns
        assert [(t.title, [r.name for r in t.rows]) for t in found.tables] == [
            ("By channel", ["Shop"])
        ]
        assert found.tables[0].notes == (
            "Shop pulls the total down by 11.0\u00a0points; the others lift it by 1.0.",
        )

    def test_two_columns_that_cut_off_the_same_customers_say_it_once(self):
        def cut(by, far, near):
            return [
                row(far, 50.0, by=(by,), contribution=-12.0, differs=True, p_value=0.01),
                row(near, 75.0, by=(by,), contribution=2.0),
            ]

        card, _ = told(*cut("region", "North", "South"), *cut("courier", "Fleet", "Other"))
        ((columns,),) = page_of(card).segments_printed
        first, second = columns[0].tables
        assert [each.rows[0].name for each in (first, second)] == ["North", "Fleet"]
        assert "North pulls the total down by 12.0" in first.notes[0]
        assert second.notes == ()
        assert "Fleet pulls the total down" in render_html(Pack(card)).decode()

    def test_a_column_has_one_head(self):
        kpis = [short_of_target(key, region={"North": -7.0, "South": -3.0}) for key in "abcdef"]
        card = make_scorecard(kpis)
        paper = fill_templates(Pack(card), for_paper=True)
        section = re.search(r'<section id="segments".*?</section>', paper, re.DOTALL)[0]
        assert section.count("<thead>") == len(page_of(card).segments_printed[0]) == COLUMNS
        assert section.count(">By region<") == 0
        assert section.count(", by region: 1 more, off target</span>") == 6

    def test_what_nobody_is_held_to_is_no_row(self):
        parts = [row(name, 35.0, contribution=adds) for name, adds in (("A", 30.0), ("B", 10.0))]
        card, _ = told(*parts, measure=Sum("s"), value=40.0, target=80.0)
        page = page_of(card)
        assert page.segments_printed == ()
        assert page.segments_unsaid == "K: A makes the largest part, 75%."

    def test_a_total_that_misses_has_the_one_that_pulls_it_most(self):
        rows = [row(name, 79.0, status=Status.AT_RISK) for name in ("First", "B", "C")]
        assert [each.name for each in self.table(*rows).printed] == ["First"]

    def test_a_total_on_target_has_none_where_none_stands_out(self):
        rows = [row(name, 81.0, status=Status.ON_TARGET) for name in ("A", "B", "C")]
        assert self.table(*rows, value=85.0).printed == ()
        assert self.page.segments_printed == ()
        assert self.page.segments_unsaid == "Nothing stands out in K."
        paper = fill_templates(Pack(told(*rows, value=85.0)[0]), for_paper=True)
        assert "Nothing stands out in K." in paper

    def test_those_outside_a_funnel_are_told(self):
        rows = [row(f"S{at}", 81.0, status=Status.ON_TARGET) for at in range(5)]
        far = row("Far north", 90.0, status=Status.ON_TARGET)
        table = self.table(far, *rows, value=85.0, funnels=(funnel(HIGH),))
        assert [each.name for each in table.printed] == ["Far north"]

    def test_where_none_stands_out_is_said_in_the_lowest_column(self):
        heights = [block("a", 9), block("b", 3), block("c", 9)]
        pages = pages_of(heights, ON_PAPER)
        assert lowest_of(pages, ON_PAPER) == 1
        assert lowest_of((), ON_PAPER) == 0
        assert lowest_of(pages_of([block("a", 9)], ON_PAPER), ON_PAPER) == 0
