"""Where a KPI stands among others, by how much of that is chance, and whether a line is crossed."""

import csv
from collections import Counter

import pytest

import cxscore
from cxscore.model.benchmarks import Origin, Rank, Side, Unplaced, Unranked

HEAD = "kpi,who,value,n,date,source,kind,comparable,segment"


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Return a function that builds a scorecard of one KPI with benchmarks, of May and June."""
    monkeypatch.chdir(tmp_path)

    def build(
        *rows,
        measure="{share: {that: good, of: asked}}",
        polarity="higher_is_better",
        kpi=(),
        own=(80, 100),
        by="by: [region]",
        south=0,
        **more,
    ):
        good, asked = own
        lines = [
            f"2026-05-31,North,{good},{asked},9,0,{asked - good}",
            f"2026-06-10,North,{good},{asked},9,0,{asked - good}",
            f"2026-06-20,South,{south},{south},3,0,0",
        ]
        (tmp_path / "d.csv").write_text(
            "\n".join(["day,region,good,asked,score,none,bad", *lines, ""])
        )
        (tmp_path / "b.csv").write_text("\n".join([HEAD, *rows, ""]))
        extra = "".join(f"    {line}\n" for line in kpi)
        text = f"""\
version: 1
scorecard: {{title: S, as_of: 2026-07-06, organisation: Ours}}
owners: {{amara: {{name: Amara Osei}}}}
datasets: {{d: {{file: d.csv, date: day}}}}
kpis:
  k:
    name: K
    owner: amara
    dataset: d
    measure: {measure}
    polarity: {polarity}
    {by}
{extra}registers: {{benchmarks: b.csv}}
"""
        (tmp_path / "kpis.yaml").write_text(text)
        scorecard = cxscore.build(cxscore.read("kpis.yaml"), **more)
        return scorecard.kpis[0]

    return build


def row(who, value, n="", date="2026-06", kind="competitor", comparable="yes", segment=""):
    return f"k,{who},{value},{n},{date},A survey,{kind},{comparable},{segment}"


of_sites = pytest.mark.parametrize(
    ("site", "value", "rank", "low", "high", "quartile"),
    [
        ("RF4", 71.1267, 111, 107, 115, 4),
        ("RTR", 95.1089, 10, 6, 12, 1),
        ("RWA", 80.6530, 68, 63, 73, 3),
    ],
)


class TestEmergencyDepartments:
    """Type 1 departments of England, March 2019, each against all the others."""

    @pytest.fixture
    def sites(self, real_data):
        with (real_data / "data" / "nhs-ae-attendances.csv").open(encoding="utf-8") as file:
            rows = [
                each
                for each in csv.DictReader(file)
                if each["type"] == "1" and each["period"] == "2019-03-01"
            ]
        return {
            row["org_code"]: (float(row["attendances"]), float(row["breaches"])) for row in rows
        }

    @of_sites
    def test_a_rank_and_its_interval(
        self, sites, real_data, tmp_path, site, value, rank, low, high, quartile
    ):
        lines = [
            f"within,{code},{100 - 100 * late / seen!r},{seen:.0f},2019-03,NHS England,competitor,,"
            for code, (seen, late) in sites.items()
        ]
        (tmp_path / "b.csv").write_text("\n".join([HEAD, *lines, ""]))
        # The table has a row of the site's own as well, which is not another's.
        (tmp_path / "kpis.yaml").write_text(f"""\
version: 1
scorecard: {{title: Emergency, as_of: 2019-04-15, organisation: {site}}}
owners: {{ada: {{name: Ada Field}}}}
datasets:
  seen: {{file: {real_data}/data/nhs-ae-attendances.csv, date: period}}
kpis:
  within:
    name: Seen within 4 hours
    owner: ada
    dataset: seen
    where: org_code = '{site}' and type = '1'
    measure: {{share: {{that: attendances - breaches, of: attendances}}}}
    polarity: higher_is_better
registers: {{benchmarks: b.csv}}
""")
        definition = cxscore.read(tmp_path / "kpis.yaml", allow=[real_data])
        found = cxscore.build(definition, period="2019-03").kpis[0]
        assert found.value == pytest.approx(value, abs=5e-5)
        assert found.rank == Rank(rank, 134, low, high, quartile, "2019-03")


def sides(found):
    return [(each.side, each.beyond_chance, each.unranked) for each in found.benchmarks]


class TestRank:
    def test_pairs_are_told_apart_or_not(self, built):
        found = built(row("Ahead", 95, 400), row("Near", 84, 400), row("Behind", 60, 400))
        assert sides(found) == [
            (Side.BETTER, True, None),
            (Side.BETTER, False, None),
            (Side.WORSE, True, None),
        ]
        assert found.rank == Rank(3, 4, 2, 3, None, "2026-06")

    def test_the_level_is_the_kpis(self, built):
        # z is 1.92 and more: beyond chance at 80 %, not at 99 %.
        rows = (row("Ahead", 88, 400),)
        assert built(*rows, kpi=["level: 0.8"]).rank.low == 2
        assert built(*rows, kpi=["level: 0.99"]).rank.low == 1

    def test_low_may_be_good(self, built):
        found = built(row("A", 95, 400), row("B", 60, 400), polarity="lower_is_better")
        assert found.rank == Rank(2, 3, 2, 2, None, "2026-06")

    def test_who_is_level_shares_the_place(self, built):
        found = built(row("A", 80, 100), row("B", 95))
        assert [each.side for each in found.benchmarks] == [Side.SAME, Side.BETTER]
        assert found.rank.rank == 2

    def test_without_any_base_there_is_no_interval(self, built):
        found = built(row("A", 95), row("B", 60))
        assert found.rank == Rank(2, 3, None, None, None, "2026-06", untested=2)

    def test_one_without_a_base_is_never_beyond_chance(self, built):
        found = built(row("A", 99), row("B", 60, 400))
        assert found.rank == Rank(2, 3, 1, 2, None, "2026-06", untested=1)

    def test_a_mean_has_a_rank_and_no_interval(self, built):
        found = built(row("A", 9.5, 400), row("B", 2, 400), measure="{mean: score}")
        assert (found.rank.rank, found.rank.low, found.rank.untested) == (2, None, 2)

    @pytest.mark.parametrize(("others", "quartile"), [(18, None), (19, 1)], ids=["of 19", "of 20"])
    def test_quarters_are_of_twenty_and_more(self, built, others, quartile):
        found = built(*(row(f"W{at}", 40 + at, 90) for at in range(others)))
        assert (found.rank.of, found.rank.quartile) == (others + 1, quartile)

    @pytest.mark.parametrize(("value", "beyond"), [(67, False), (68, True)])
    def test_a_score_is_held_against_the_widest_that_theirs_can_be(self, built, value, beyond):
        # Ours: +50 of 100, nobody passive. 17/√(75 + 10⁴·(1 − 0.67²)/900) is 1.89, and without
        # their variance it would be 1.963; 18 with theirs is 2.0003.
        counts = "{nps: {promoters: good, passives: none, detractors: bad}}"
        found = built(row("A", value, 900), measure=counts, own=(75, 100))
        assert (found.value, found.benchmarks[0].beyond_chance) == (50, beyond)

    @pytest.mark.parametrize(
        ("more", "why"),
        [
            ({"kpi": ["minimum_base: 500"]}, Unplaced.SMALL_BASE),
            ({"polarity": "neutral"}, Unplaced.NO_DIRECTION),
            ({"own": (0, 0)}, Unplaced.NO_VALUE),
        ],
    )
    def test_who_is_not_judged_has_no_rank(self, built, more, why):
        found = built(row("A", 95, 400), **more)
        assert (found.rank, found.unplaced) == (None, why)
        assert sides(found) == [(None, None if why != Unplaced.NO_DIRECTION else True, None)]

    def test_sectors_and_lines_are_nobody(self, built):
        rows = (row("Trade", 90, 9000, kind="sector"), row("Law", 70, kind="regulator"))
        found = built(*rows)
        assert (found.rank, found.unplaced) == (None, Unplaced.NOBODY)
        assert [each.unranked for each in found.benchmarks] == [Unranked.KIND] * 2
        assert found.benchmarks[0].beyond_chance is True
        assert built(*rows, row("Best", 99, kind="best")).rank.of == 2

    def test_rows_that_are_listed_and_not_ranked(self, built):
        found = built(
            row("ours", 99, 400),
            row("Odd", 99, 400, comparable="asks in stores alone"),
            row("North", 99, 400, segment="region=North"),
            row("Long ago", 99, 400, date="2025-05"),
            row("Twice", 99, 400, date="2025-12"),
            row("Twice", 50, 400, date="2026-05"),
            row("A year ago", 50, 400, date="2025-06"),
        )
        assert [each.unranked for each in found.benchmarks] == [
            *(Unranked.OURSELVES, Unranked.NOT_COMPARABLE, Unranked.SEGMENT),
            *(Unranked.OTHER_TIME, Unranked.NEARER, None, None),
        ]
        assert (found.rank.rank, found.rank.of) == (1, 3)

    def test_the_row_nearest_to_the_period_counts(self, built):
        rows = [row("A", value, 90, date) for value, date in ((90, "2026-05"), (70, "2026-06"))]
        assert built(*rows, period="2026-05").rank.rank == 2
        assert built(*rows).rank.rank == 1

    def test_what_came_later_was_not_known(self, built):
        found = built(row("A", 90, 90, "2026-08"), row("B", 90, 90, "2026-06"))
        assert [each.quoted.who for each in found.benchmarks] == ["B"]

    def test_a_segment_is_held_against_its_own(self, built):
        found = built(row("A", 70, 400, segment="region=North"), row("B", 70, segment="region=X"))
        assert [each.ours for each in found.benchmarks] == [80.0, None]

    def test_a_gap_is_compared_and_not_tested(self, built):
        found = built(
            row("A", 30, 90), by="gap_between: region", polarity="lower_is_better", south=9
        )
        assert (found.rank.rank, found.rank.low) == (1, None)

    def test_the_kpis_own_benchmark_is_a_row(self, built):
        own = "benchmark: {value: 90, source: Index, date: 2026-05, who: A, n: 400, kind: best}"
        found = built(row("B", 95, 400), kpi=[own])
        assert [each.quoted.origin for each in found.benchmarks] == [
            Origin.BENCHMARK,
            Origin.REGISTER,
        ]
        assert found.rank == Rank(3, 3, 3, 3, None, "2026-06")

    def test_rows_in_memory_are_ranked_the_same(self, built, tmp_path):
        import pandas as pd

        rows = (row("Ahead", 95, 400), row("Behind", 60, 400))
        by_file = built(*rows).rank
        frame = pd.read_csv(tmp_path / "d.csv", parse_dates=["day"])
        assert (
            built(*rows, frames={"d": frame}).rank == by_file == Rank(2, 3, 2, 2, None, "2026-06")
        )


class TestLine:
    @pytest.mark.parametrize(
        ("polarity", "value", "breach"),
        [
            ("higher_is_better", 80, False),
            ("higher_is_better", 80.01, True),
            ("lower_is_better", 80, False),
            ("lower_is_better", 79.99, True),
            ("neutral", 90, None),
        ],
    )
    def test_beyond_it_is_a_breach(self, built, polarity, value, breach):
        found = built(row("Law", value, kind="regulator"), polarity=polarity)
        assert found.benchmarks[0].breach is breach
        assert len(found.breached) == (breach is True)
        assert found.status.value == "no_target"

    def test_in_how_many_of_twelve(self, built):
        found = built(row("Law", 85, date="", kind="regulator"))
        assert found.benchmarks[0].breaches_of_12 == (2, 2)

    def test_the_line_in_force_is_the_latest_that_had_begun(self, built):
        rows = [
            row("Law", 90, date="2024-01", kind="regulator"),
            row("Law", 70, date="2026-06", kind="regulator"),
        ]
        assert [each.breach for each in built(*rows).benchmarks] == [None, False]
        assert [each.breach for each in built(*rows, period="2026-05").benchmarks] == [True, None]

    def test_a_regulators_standard_is_one(self, built):
        found = built(kpi=["standard: {value: 95, source: The Code, kind: regulator}"])
        (line,) = found.breached
        assert (line.quoted.who, line.quoted.origin) == ("The Code", Origin.STANDARD)
        assert not built(kpi=["standard: {value: 95, source: The Code}"]).benchmarks

    def test_too_small_a_base_breaches_nothing(self, built):
        found = built(row("Law", 95, kind="regulator"), kpi=["minimum_base: 500"])
        assert found.benchmarks[0].breach is None


class TestAge:
    def test_eighteen_months_before_the_day_of_the_paper(self, built):
        dates = ("2025-01-05", "2025-01-06", "2025-01", "2024-12")
        found = built(*(row(f"W{date}", 90, date=date) for date in dates))
        assert [each.is_old for each in found.benchmarks] == [True, False, False, True]

    def test_a_later_one_of_the_same_makes_it_history(self, built):
        found = built(row("A", 90, date="2023"), row("A", 90, date="2026-01"))
        assert not any(each.is_old for each in found.benchmarks)

    def test_who_says_so_and_how_old(self, built):
        built(row("A", 90, date="2023-01"), "k,B,90,,2026-06,,competitor,,")
        problems = cxscore.build(cxscore.read("kpis.yaml")).problems
        assert Counter(each.code for each in problems)["CX704"] == 2
