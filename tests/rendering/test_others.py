"""Competition and regulation on the page: places among others, and lines that are crossed."""

import re
from dataclasses import replace

import pytest

from cxscore.model.benchmarks import Origin, Quoted, Rank, ScoredBenchmark, Side, Unplaced, Unranked
from cxscore.model.choices import BenchmarkKind, Polarity
from cxscore.rendering import render
from cxscore.rendering.charts.field import Field, draw_field
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.plotted import history_of
from cxscore.rendering.sections import lay_out_page
from cxscore.rendering.words import say
from cxscore.rendering.words.benchmarks import (
    RankSaid,
    beside_said,
    breach_word,
    breaches_said,
    pair_said,
    rank_said,
    ranked_on,
)
from cxscore.rendering.words.grammar import ordinal
from cxscore.rendering.words.shown import Shown
from tests.rendering.builders import make_kpi, make_scorecard

NUMBERS = Numbers.of("en_GB", None)


def other(who, value, side=Side.BETTER, beyond=False, unranked=None, **more):
    quoted = {name: more.pop(name) for name in ("obstacle", "segment", "dated") if name in more}
    kind = more.pop("kind", BenchmarkKind.COMPETITOR)
    return ScoredBenchmark(
        Quoted("a", who, value, kind, **quoted), unranked, 80.0, side, beyond, **more
    )


def line(value, *, breach, **more):
    kind = BenchmarkKind.REGULATOR
    more = {"in_force": True, "breaches_of_12": (7, 12), **more}
    return other("The Code", value, None, None, Unranked.KIND, kind=kind, breach=breach, **more)


def among(*benchmarks, rank=None, polarity=Polarity.HIGHER_IS_BETTER, **more):
    scored = make_kpi("a", [79.0, 80.0], target=70.0)
    kpi = replace(scored.kpi, polarity=polarity)
    return replace(scored, kpi=kpi, benchmarks=benchmarks, rank=rank, **more)


def page(*kpis):
    scorecard = make_scorecard(list(kpis))
    return lay_out_page(scorecard, say(scorecard))


def shown(scored):
    return Shown.of(scored, NUMBERS)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (121, "121st")],
)
def test_ordinals(number, text):
    assert ordinal(number) == text


class TestRank:
    @pytest.mark.parametrize(
        ("rank", "said"),
        [
            ((3, 5, 1, 4, None), ("3rd of 5", "by chance 1st to 4th", "")),
            ((111, 134, 107, 115, 4), ("111th of 134", "by chance 107th to 115th", "last quarter")),
            ((2, 3, 2, 2, None), ("2nd of 3", "beyond chance 2nd", "")),
            ((2, 3, None, None, None), ("2nd of 3", "no interval", "")),
        ],
    )
    def test_place_and_interval(self, rank, said):
        assert rank_said(among(rank=Rank(*rank, "2026-06"))) == RankSaid(*said)

    @pytest.mark.parametrize(
        ("why", "said"), [(Unplaced.SMALL_BASE, "too small a base"), (Unplaced.NOBODY, "")]
    )
    def test_none_has_its_reason(self, why, said):
        assert rank_said(among(unplaced=why)) == RankSaid("–", said, "")


class TestNames:
    def test_the_best_first_and_the_rest_counted(self):
        found = among(
            other("A", 82), other("B", 95, beyond=True), other("C", 90), other("D", 60, Side.WORSE)
        )
        assert ranked_on(found, shown(found), Side.BETTER, 2) == (("B 95.0%*", "C 90.0%"), 1)
        assert ranked_on(found, shown(found), Side.WORSE, 2) == (("D 60.0%",), 0)

    def test_the_lowest_is_the_best_where_lower_is_better(self):
        found = among(other("A", 70), other("B", 60), polarity=Polarity.LOWER_IS_BETTER)
        assert ranked_on(found, shown(found), Side.BETTER, 4)[0] == ("B 60.0%", "A 70.0%")

    def test_who_is_level_is_not_ahead(self):
        found = among(other("A", 80, Side.SAME))
        assert ranked_on(found, shown(found), Side.WORSE, 4)[0] == ("A 80.0%",)

    def test_who_cannot_be_judged_is_neither_ahead_nor_behind(self):
        found = among(
            other("A", 95, None, beyond=None),
            other("B", 60, None, beyond=None),
            unplaced=Unplaced.NOT_COMPLETE,
        )
        assert ranked_on(found, shown(found), Side.BETTER, 4) == ((), 0)
        assert ranked_on(found, shown(found), Side.WORSE, 4) == ((), 0)
        assert beside_said(found, shown(found), 4) == (("A 95.0%", "B 60.0%"), 0)

    def test_what_is_not_ranked_says_why(self):
        found = among(
            other("Odd", 90, unranked=Unranked.NOT_COMPARABLE, obstacle="in stores alone"),
            other("Far", 90, unranked=Unranked.OTHER_TIME, dated="2025-01"),
            other("Old", 90, unranked=Unranked.OTHER_TIME, dated="2023", is_old=True),
            other("North", 90, unranked=Unranked.SEGMENT, segment=("region", "North")),
            other("Trade", 90, unranked=Unranked.KIND, kind=BenchmarkKind.SECTOR),
            other("Gone", 90, unranked=Unranked.NEARER),
            other("We", 90, unranked=Unranked.OURSELVES),
        )
        assert beside_said(found, shown(found), 9)[0] == (
            "Trade 90.0%",
            "Odd 90.0% (in stores alone)",
            "Far 90.0% (of 2025-01)",
            "Old 90.0% (over 18 months old)",
            "North 90.0% (North, ours 80.0%)",
        )

    def test_numbers_that_round_to_the_same_are_told_apart(self):
        found = other("A", 80.04)
        assert pair_said(found, shown(among(found))) == ("80.04%", "80.00%")
        assert pair_said(other("A", 74.66623945316672), shown(among()))[0] == "74.7%"


class TestLine:
    @pytest.mark.parametrize(
        ("polarity", "side"),
        [(Polarity.HIGHER_IS_BETTER, "below"), (Polarity.LOWER_IS_BETTER, "above")],
    )
    def test_a_breach_is_said_beside_the_status(self, polarity, side):
        found = among(line(85, breach=True), polarity=polarity)
        assert breach_word(found).short == "Breach"
        said = f"Breach: 80.0% is {side} the 85.0% of The Code."
        assert breaches_said(found, shown(found)) == (said,)
        for template in ("html", "md"):
            text = render(make_scorecard([found]), template).decode()
            assert re.search(r", (<b[^>]*>|\*\*)breach", text)

    def test_no_word_where_it_is_kept(self):
        found = among(line(75, breach=False))
        assert (breach_word(found).short, breaches_said(found, shown(found))) == ("", ())
        assert "breach" not in render(make_scorecard([found]), "md").decode()

    def test_it_is_drawn_on_the_chart(self):
        found = among(line(85.5, breach=True))
        scorecard = make_scorecard([found])
        said = say(scorecard).kpis["a"]
        history = history_of(found, said, NUMBERS)
        assert history.standards == (85.5,)
        assert [side.text for side in history.sides if side.standard] == ["Regulator 85.5%"]
        assert "regulator's line 85.5%" in said.chart_description

    def test_that_of_a_segment_is_not(self):
        found = among(line(85, breach=True, segment=("region", "North")))
        assert not found.asked
        assert breaches_said(found, shown(found))[0].startswith("Breach: 80.0% in North is")


class TestPage:
    def test_without_a_register_there_is_no_such_section(self):
        own = other("Index", 90, unranked=Unranked.KIND, kind=BenchmarkKind.SECTOR)
        own = replace(own, quoted=replace(own.quoted, origin=Origin.BENCHMARK))
        found = page(among(own))
        assert "others" not in [section.anchor for section in found.sections]
        assert page(among(other("A", 90))).sections[2].anchor == "others"

    def test_the_worst_places_come_first_and_the_rest_are_counted(self):
        ranks = [Rank(1 + at, 10, None, None, None, "2026-06") for at in range(10)]
        kpis = []
        for at, rank in enumerate(ranks):
            scored = among(other("A", 90), rank=rank)
            kpis.append(replace(scored, kpi=replace(scored.kpi, id=f"k{at}", name=f"K{at}")))
        others = page(*kpis).others
        assert [row.kpi.name for row in others.rows][:2] == ["K9", "K8"]
        assert (len(others.rows), others.more_rows) == (8, 2)
        assert all("<svg" in row.field for row in others.rows)

    @pytest.mark.parametrize(
        ("benchmarks", "rank", "claim"),
        [
            ([line(85, breach=True)], None, "A breaches the regulator's line"),
            ([], (2, 5, 2, 3), "Others lead in A"),
            ([], (1, 5, 1, 1), "We lead in A"),
            ([], (2, 5, 1, 3), "Chance may account for every place"),
            ([line(75, breach=False)], None, "What others reach"),
        ],
    )
    def test_the_claim(self, benchmarks, rank, claim):
        rank = None if rank is None else Rank(*rank, None, "2026-06")
        scored = among(other("B", 90), *benchmarks, rank=rank)
        scored = replace(scored, kpi=replace(scored.kpi, name="A"))
        assert page(scored).others.claim == claim

    def test_who_gives_no_base_is_told_of(self):
        notes = page(among(other("B", 90), rank=Rank(2, 3, 1, 2, None, "2026-06", 1))).others.notes
        assert notes[-1] == "Who gives no base counts as not told apart."


class TestField:
    FIELD = Field("Among 3", 80.0, (75.0, 85.0), (60.0, 90.0), (70.0,))

    @staticmethod
    def places(svg):
        dots = re.findall(r'd="M([\d.]+) 9L[^"]*"[^>]*stroke-linecap="square"', svg)
        return [float(each) for each in dots]

    def test_the_better_lies_on_the_right(self):
        (here,) = self.places(draw_field(self.FIELD))
        (mirrored,) = self.places(draw_field(replace(self.FIELD, lower_is_better=True)))
        assert here == pytest.approx(124.9, abs=0.2)
        assert mirrored == pytest.approx(190 - 125.0 - 0.2 + 0.1, abs=0.3)

    def test_alone_or_all_the_same_it_is_drawn_all_the_same(self):
        assert "<svg" in draw_field(Field("Among 2", 80.0, None, (80.0,)))
