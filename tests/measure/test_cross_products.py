"""Sums over pairs of columns, by lot: exact, whatever the order and the number of threads."""

from datetime import date, timedelta
from random import Random

import duckdb
import pytest

from cxscore.measure.engines.duckdb.cross_products import LOTS
from tests.measure.measured import measure, page, rows, said

DATASET = "date: day\ncolumns: {wifi: {scale: [1, 5]}, food: {scale: [1, 5]}}"
KPI = "drivers: [wifi, food]"


def driven(folder, text="{mean: score}", dataset=DATASET, kpi=KPI, **files):
    found = measure(folder, page(text, dataset, kpi), **files).driven
    return found.get("k")


def answers(count=300, seed=1, last=date(2026, 6, 30)):
    """Lines of a survey with day, score, wifi, food; the last day first."""
    random = Random(seed)
    return [
        f"{last - timedelta(days=at % 360)},{random.randint(0, 10)},{random.randint(1, 5)},"
        f"{random.randint(1, 5)}"
        for at in range(count)
    ]


def csv(lines, header="day,score,wifi,food"):
    return rows(header, *lines)


def added_up(found):
    """Σw, Σw·x and Σw·x·y over all lots."""
    size = range(len(found.buckets[0].sums))
    return (
        sum(lot.weight for lot in found.buckets),
        [sum(lot.sums[i] for lot in found.buckets) for i in size],
        [[sum(lot.products[i][j] for lot in found.buckets) for j in size] for i in size],
    )


class TestSums:
    def test_are_those_of_the_rows_from_0_to_1(self, tmp_path):
        lines = answers()
        found = driven(tmp_path, d=csv(lines))
        cells = [[float(cell) for cell in line.split(",")[1:]] for line in lines]
        scaled = [(y / 10, (a - 1) / 4, (b - 1) / 4) for y, a, b in cells]
        weight, singles, pairs = added_up(found)
        assert (found.n, found.left_out, found.faults) == (300, 0, {})
        assert weight == 300
        assert found.effective == 300
        for i in range(3):
            assert singles[i] == pytest.approx(sum(row[i] for row in scaled))
            for j in range(3):
                assert pairs[i][j] == pytest.approx(sum(row[i] * row[j] for row in scaled))

    def test_the_best_answers_are_the_two_highest(self, tmp_path):
        lines = answers()
        found = driven(tmp_path, d=csv(lines))
        wifi = [int(line.split(",")[2]) for line in lines]
        assert found.best[0] == pytest.approx(sum(x >= 4 for x in wifi) / 300)

    @pytest.mark.parametrize(
        ("columns", "share"),
        [
            ("{wifi: {scale: [1, 5]}}", 0.5),
            ("{wifi: {scale: [2, 5]}}", 0.5),
            ("{wifi: {scale: [3, 5]}}", 0.25),
            ("{wifi: {type: number}}", None),
        ],
    )
    def test_a_short_scale_has_one_best_answer_and_none_has_none(self, tmp_path, columns, share):
        lines = [f"2026-06-01,{at % 11},{(5, 4, 3, 3)[at % 4]}" for at in range(44)]
        text = csv(lines, "day,score,wifi")
        found = driven(
            tmp_path, dataset=f"date: day\ncolumns: {columns}", kpi="drivers: [wifi]", d=text
        )
        assert found.best == (share,)

    def test_only_the_year_to_the_period_counts(self, tmp_path):
        lines = ["2025-06-30,1,1,1", "2025-07-01,2,2,2", "2026-06-30,3,3,3", "2026-07-01,4,4,4"]
        found = driven(tmp_path, d=csv(lines))
        assert (found.start, found.end, found.n) == (date(2025, 7, 1), date(2026, 6, 30), 2)

    def test_rows_that_lack_something_are_left_out_and_counted(self, tmp_path):
        lines = ["2026-06-01,,1,1", "2026-06-02,2,,2", "2026-06-03,3,3,", "2026-06-04,4,4,4"]
        found = driven(tmp_path, d=csv(lines))
        assert (found.n, found.left_out) == (1, 3)

    def test_where_decides_who_is_asked(self, tmp_path):
        found = driven(tmp_path, kpi=f"{KPI}\nwhere: wifi > 2", d=csv(answers()))
        assert found.n == sum(int(line.split(",")[2]) > 2 for line in answers())
        assert found.left_out == 0

    def test_weights_count_and_a_blank_weight_is_left_out(self, tmp_path):
        lines = ["2026-06-01,1,1,1,2", "2026-06-02,2,2,2,1", "2026-06-03,5,4,3,"]
        found = driven(
            tmp_path, dataset=f"{DATASET}\nsurvey_weight: w", d=csv(lines, "day,score,wifi,food,w")
        )
        assert (found.n, found.left_out) == (2, 1)
        assert added_up(found)[0] == pytest.approx(1.5)
        assert found.effective == pytest.approx(9 / 5)

    def test_a_row_may_stand_for_several(self, tmp_path):
        lines = [f"{line},{at % 3}" for at, line in enumerate(answers(90))]
        found = driven(
            tmp_path / "a",
            dataset=f"{DATASET}\nfrequency: f",
            d=csv(lines, "day,score,wifi,food,f"),
        )
        repeated = [line for at, line in enumerate(answers(90)) for _ in range(at % 3)]
        same = driven(tmp_path / "b", d=csv(repeated))
        assert found.n == same.n == 90
        assert found.buckets == same.buckets
        assert found.effective == pytest.approx(same.effective)

    def test_very_many_alike_are_dealt_several_at_a_time(self, tmp_path):
        lines = ["2026-06-01,1,1,1,5000000", "2026-06-02,2,2,2,2500000"]
        found = driven(
            tmp_path, dataset=f"{DATASET}\nfrequency: f", d=csv(lines, "day,score,wifi,food,f")
        )
        assert found.n == 7_500_000
        assert found.effective == pytest.approx(7_500_000)
        assert len(found.buckets) == LOTS

    def test_a_kpi_with_a_date_of_its_own_goes_by_that(self, tmp_path):
        lines = ["2026-06-01,1,1,1,2020-01-01", "2026-06-02,2,2,2,2026-06-05"]
        found = driven(
            tmp_path, kpi=f"{KPI}\ndate: closed", d=csv(lines, "day,score,wifi,food,closed")
        )
        assert found.n == 1

    def test_skipped_rows_are_not_among_them(self, tmp_path):
        lines = [*answers(20), "2026-06-01,many,1,1", "2026-06-01,3,9,1"]
        found = driven(tmp_path, dataset=f"{DATASET}\nbad_rows: skip", d=csv(lines))
        assert (found.n, found.left_out) == (20, 0)


class TestWhatARowIsWorth:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("{nps: score}", lambda x: 100 * (x >= 9) - 100 * (x <= 6)),
            ("{top_box: {column: score, at_least: 8, scale: [0, 10]}}", lambda x: x >= 8),
            ("{top_box: {column: score, good: ['9', '10']}}", lambda x: x >= 9),
            ("{share: {that: score > 7}}", lambda x: x > 7),
            ("{share: {that: score > 7, of: score > 2}}", lambda x: x > 7 if x > 2 else None),
            ("{mean: score}", lambda x: x),
        ],
    )
    def test_by_measure(self, tmp_path, text, value):
        lines = answers()
        found = driven(tmp_path, text, d=csv(lines))
        known = [value(int(line.split(",")[1])) for line in lines]
        known = [float(x) for x in known if x is not None]
        low, high = min(known), max(known)
        assert (found.n, found.left_out) == (len(known), 0)
        assert added_up(found)[1][0] == pytest.approx(sum((x - low) / (high - low) for x in known))

    def test_of_a_weighted_mean(self, tmp_path):
        lines = [f"{line},{1 + at % 4}" for at, line in enumerate(answers(40))]
        text = "{mean: {column: score, weight: cases}}"
        found = driven(tmp_path, text, d=csv(lines, "day,score,wifi,food,cases"))
        assert added_up(found)[0] == pytest.approx(25)

    def test_of_cases_closed_in_time(self, tmp_path):
        lines = ["2026-06-01,2026-06-03,1,1", "2026-06-02,,2,2", "2026-06-03,2026-06-09,3,3"]
        lines += ["2026-06-05,2026-06-01,3,3", "2026-07-05,,3,3"]
        text = "{within: {from: day, to: closed, days: 5}}"
        found = driven(tmp_path, text, d=csv(lines, "day,closed,wifi,food"))
        assert (found.n, found.left_out) == (3, 1)
        assert added_up(found)[1][0] == 1


class TestDriversThatCannotBeUsed:
    def test_are_told_and_the_others_go_on(self, tmp_path):
        lines = [f"{line},{'ok' if at % 2 else 7},,x" for at, line in enumerate(answers(40))]
        found = driven(
            tmp_path,
            kpi="drivers: [wifi, note, empty, food, day, word]\nwhere: word = 'x'",
            d=csv(lines, "day,score,wifi,food,note,empty,word"),
        )
        assert found.faults == {
            "note": "not_a_number",
            "empty": "no_value",
            "day": "not_a_number",
            "word": "not_a_number",
        }
        assert (found.n, found.left_out) == (40, 0)
        assert len(found.buckets[0].sums) == 3
        assert len(found.best) == 2

    def test_what_is_true_counts_as_one(self, tmp_path):
        lines = [f"2026-06-01,{at % 11},{('yes', 'no', '')[at % 3]}" for at in range(33)]
        found = driven(
            tmp_path,
            dataset="date: day\ncolumns: {solved: {type: boolean}}",
            kpi="drivers: [solved]",
            d=csv(lines, "day,score,solved"),
        )
        assert (found.n, found.left_out) == (22, 11)
        assert found.best == (0.5,)
        assert added_up(found)[1][1] == 11

    def test_a_declared_column_is_held_to_its_scale(self, tmp_path):
        text = csv(["2026-06-01,1,6,1"])
        assert said(tmp_path, page("{mean: score}", DATASET, KPI), d=text) == [
            "CX205: wifi is '6', not a number from 1 to 5"
        ]

    def test_a_huge_multiple_is_no_answer(self, tmp_path):
        found = driven(
            tmp_path,
            dataset="date: day\ncolumns: {wifi: {times: 1e+200}}",
            kpi="drivers: [wifi]",
            d=csv(["2026-06-01,1,7"], "day,score,wifi"),
        )
        assert found.faults == {"wifi": "no_value"}

    def test_a_kpi_without_rows_in_the_year_has_none(self, tmp_path):
        found = driven(tmp_path, kpi=f"{KPI}\nwhere: score > 99", d=csv(answers(10)))
        assert (found.n, found.buckets, found.effective) == (0, (), 0.0)

    def test_weights_of_nothing_are_worth_nothing(self, tmp_path):
        lines = [f"{line},0" for line in answers(10)]
        found = driven(
            tmp_path, dataset=f"{DATASET}\nsurvey_weight: w", d=csv(lines, "day,score,wifi,food,w")
        )
        assert (found.n, found.effective) == (10, 0.0)

    def test_a_year_before_the_first_period_is_a_gap(self, tmp_path):
        found = driven(tmp_path, kpi=f"{KPI}\nperiod: year", d=csv(["2026-06-01,1,1,1"]))
        assert found.n == 0


class TestColumnsThatSomeFilesLack:
    OLD = "day,score,region\n2024-05-01,9,North\n2026-05-01,2,North\n"

    def test_are_blank_there(self, tmp_path):
        lines = [line.rsplit(",", 1)[0] + ",North" for line in answers(40)]
        text = page("{mean: score}", "date: day", "drivers: [wifi]").replace(
            "file: d.csv", "files: [d.csv, e.csv]"
        )
        new = csv(lines, "day,score,wifi,region")
        found = measure(tmp_path, text, d=new, e=self.OLD).driven["k"]
        assert (found.n, found.left_out, found.faults) == (40, 1, {})

    @pytest.mark.parametrize("kpi", ["by: wifi", "by: wifi\nwhere: wifi > 0"])
    def test_are_missed_where_they_are_needed_besides(self, tmp_path, kpi):
        text = page("{mean: score}", "date: day", f"drivers: [wifi]\n{kpi}").replace(
            "file: d.csv", "files: [d.csv, e.csv]"
        )
        new = csv(answers(40))
        assert [line[:5] for line in said(tmp_path, text, d=new, e=self.OLD)] == ["CX211"]

    def test_are_missed_where_no_file_has_them(self, tmp_path):
        text = page("{mean: score}", "date: day", "drivers: [wify]")
        (line,) = said(tmp_path, text, d=csv(answers(40)))
        assert line.startswith("CX211: there is no column 'wify'")
        assert line.endswith("did you mean 'wifi'?")


class TestTheSameEveryTime:
    def test_the_order_of_the_rows_changes_nothing(self, tmp_path):
        lines = answers(500)
        one = driven(tmp_path / "a", d=csv(lines))
        other = driven(tmp_path / "b", d=csv(Random(7).sample(lines, 500)))
        assert one == other

    def test_rows_that_are_alike_are_dealt_like_others(self, tmp_path):
        lines = ["2026-06-01,1,1,1"] * 2000 + ["2026-06-02,2,2,2"] * 2000
        found = driven(tmp_path, d=csv(lines))
        sizes = [lot.weight for lot in found.buckets]
        assert len(sizes) == LOTS
        # As by chance: neither all alike nor all in one lot.
        spread = sum((size - 40) ** 2 for size in sizes) / LOTS
        assert 20 < spread < 70

    def test_threads_change_nothing(self, tmp_path, monkeypatch):
        random = Random(3)
        lines = [
            f"2026-{1 + at % 6:02}-{1 + at % 28:02},{random.random():.9f},"
            f"{random.gauss(50, 9):.6f},{random.randint(1, 5)}"
            for at in range(150_000)
        ]
        (tmp_path / "d.csv").write_text(csv(lines), encoding="utf-8")
        connect = duckdb.connect

        def with_threads(count):
            def connected(*args, **more):
                connection = connect(*args, **more)
                connection.execute(f"SET threads = {count}")
                return connection

            monkeypatch.setattr(duckdb, "connect", connected)
            return driven(tmp_path, dataset="date: day\ncolumns: {food: {scale: [1, 5]}}")

        one, two = with_threads(1), with_threads(2)
        assert one.n == 150_000
        assert one == two
