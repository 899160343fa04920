"""What intervals are made from: ranks of percentiles, populations, counted events."""

import random
from datetime import date, timedelta

import pytest

from cxscore.model.measures import Ratio, RatioPart
from cxscore.model.ranks import ranks_around
from cxscore.score.methods.intervals import interval_of
from tests.measure.measured import measure, page, parts, rows, said
from tests.score import made

AS_OF, JUNE = "2026-07-06", ("2026-06-01", "2026-06-30")
SUMMER = [(date(2026, 1, 1) + timedelta(days=at)).isoformat() for at in range(181)]


def drawn(of, seed=1):
    """So many rows of a day, a region, a kind, minutes and how often they stand for an answer."""
    dice = random.Random(seed)
    return [
        (
            dice.choice(SUMMER),
            dice.choice(["North", "South", ""]),
            dice.choice(["call", "chat"]),
            dice.choice([round(dice.expovariate(0.1), 1), 5.0, None]),
            dice.choice([0, 1, 2, 3]),
        )
        for _ in range(of)
    ]


def neighbours(values, p, level):
    """The two of *values* that percentile *p* lies between."""
    ranks = ranks_around(len(values), p, level)
    ordered = sorted(values)
    return tuple(ordered[rank - 1] for rank in ranks) if ranks else (None, None)


FREQUENCIES = {"alone": "date: day", "several": "date: day\nfrequency: times"}


@pytest.mark.parametrize("dataset", FREQUENCIES.values(), ids=FREQUENCIES)
@pytest.mark.parametrize(("p", "level"), [(50, 0.95), (90, 0.8), (75, 0.99)])
def test_percentiles_have_their_neighbours(tmp_path, dataset, p, level):
    lines = drawn(1500)
    text = rows(
        "day,region,kind,minutes,times",
        *(
            f"{day},{region},{kind},{'' if m is None else m},{n}"
            for day, region, kind, m, n in lines
        ),
    )
    options = f"level: {level}\nby: region\nwhere: kind = 'call'\nwindow: 2"
    how = f"{{percentile: {{of: minutes, p: {p}}}}}"
    found = measure(tmp_path, page(how, dataset, options), AS_OF, d=text)
    times = "frequency" in dataset
    asked = 0
    for segment in [(), ("North",), ("South",), (None,)]:
        known = parts(found, by=("region",) if segment else (), segment=segment)
        for (start, end), part in known.items():
            values = [
                m
                for day, region, kind, m, n in lines
                for _ in range(n if times else 1)
                if start <= day <= end and kind == "call" and m is not None
                if not segment or region == (segment[0] or "")
            ]
            assert part.n == len(values)
            if (start, end) == ("2026-05-01", "2026-06-30"):
                asked += 1
                assert (part.rank_low, part.rank_high) == neighbours(values, p / 100, level)
    assert asked == 4


def test_few_answers_have_no_neighbours(tmp_path):
    text = rows("day,v", *(f"2026-06-0{at},{at}" for at in range(1, 6)))
    found = parts(measure(tmp_path, page("{median: v}"), AS_OF, d=text))[JUNE]
    assert (found.value, found.rank_low, found.rank_high) == (3.0, None, None)


def test_neighbours_where_segments_are_counted_apart(tmp_path, monkeypatch):
    monkeypatch.setattr("cxscore.measure.engines.duckdb.sampling.SMALL", 0)
    monkeypatch.setattr("cxscore.measure.engines.duckdb.sampling.FINEST_GROUPS", 1)
    text = rows(
        "day,region,kind,v",
        *(f"2026-06-{1 + at % 28:02},{'NS'[at % 2]},{'ab'[at % 3 % 2]},{at}" for at in range(90)),
    )
    how = page("{median: v}", kpi="by: [region, kind]")
    found = measure(tmp_path, how, AS_OF, d=text)
    whole, north = parts(found)[JUNE], parts(found, by=("region",), segment=("N",))[JUNE]
    assert (whole.rank_low, whole.rank_high) == neighbours(range(90), 0.5, 0.95)
    assert (north.rank_low, north.rank_high) == neighbours(range(0, 90, 2), 0.5, 0.95)


POPULATION = rows(
    "day,v,customers",
    "2026-05-01,9,1200",
    "2026-05-02,8,",
    "2026-06-01,9,1250",
    "2026-06-02,3,1250",
)


@pytest.mark.parametrize("how", ["{mean: v}", "{nps: v}", "{median: v}"])
def test_a_population_is_that_of_its_period(tmp_path, how):
    kpi = "population: customers"
    found = parts(measure(tmp_path, page(how, kpi=kpi), AS_OF, d=POPULATION))
    singles = {start: p.population for (start, end), p in found.items() if start[:7] == end[:7]}
    assert singles == {"2026-05-01": 1200.0, "2026-06-01": 1250.0}
    assert said(tmp_path, page(how, kpi=kpi), d=POPULATION) == []


def test_a_population_that_no_column_holds(tmp_path):
    (found,) = said(tmp_path, page("{mean: v}", kpi="population: customer"), d=POPULATION)
    assert found.startswith("CX211:") and "did you mean 'customers'?" in found


def test_a_population_in_words(tmp_path):
    text = rows("day,v,customers", "2026-06-01,9,many")
    (found,) = said(tmp_path, page("{mean: v}", kpi="population: customers"), d=text)
    assert found.startswith("CX201:")


def test_two_populations_in_a_period(tmp_path):
    text = rows("day,v,customers", "2026-06-01,9,1200", "2026-06-02,8,1201")
    assert said(tmp_path, page("{mean: v}", kpi="population: {column: customers}"), d=text) == [
        "CX208: kpis.k has two populations in 2026-06: 1200 and 1201; "
        "give the same customers in all rows of a period"
    ]


@pytest.mark.parametrize(
    ("months", "others"),
    [
        (["06"], ""),
        (["05", "06"], ", and in 1 more period"),
        (["04", "05", "06"], ", and in 2 more periods"),
    ],
)
def test_more_answers_than_customers(tmp_path, months, others):
    text = rows("day,v", *(f"2026-{month}-0{day},7" for month in months for day in (1, 2)))
    assert said(tmp_path, page("{mean: v}", kpi="population: 1"), d=text) == [
        f"CX245: kpis.k has more answers than its population in 2026-06{others}: 2 of 1; its "
        "intervals there are those of a sample from many; "
        "look at the population, or at rows that stand twice"
    ]


def test_no_answers_of_no_customers_are_not_too_many(tmp_path):
    text = rows("day,v,customers", "2026-05-31,9,3", "2026-06-01,,0")
    assert said(tmp_path, page("{mean: v}", kpi="population: customers"), d=text) == []


RATIOS = {
    "conditions": ("{numerator: a > 1, denominator: b}", "", True),
    "rows": ("{numerator: {count: rows, where: a > 1}, denominator: b}", "", True),
    "a condition of its own": (
        "{numerator: {sum: a > 1}, denominator: {sum: b, where: b > 0}}",
        "",
        True,
    ),
    "whole numbers": ("{numerator: a, denominator: b}", "", False),
    "whole numbers per": ("{numerator: a, denominator: b, per: 1000}", "", True),
    "whole numbers per, apart": (
        "{numerator: {sum: a, where: b > 0}, denominator: b, per: 1000}",
        "",
        True,
    ),
    "fractions per": ("{numerator: a / 4, denominator: b, per: 1000}", "", False),
    "negative ones per": ("{numerator: 0 - a, denominator: b, per: 1000}", "", False),
    "money per": ("{numerator: a, denominator: b, per: 1000}", "unit: currency", False),
    "hours per": ("{numerator: a, denominator: b, per: 1000}", "unit: hours", False),
}


@pytest.mark.parametrize(("how", "kpi", "events"), RATIOS.values(), ids=RATIOS)
def test_ratios_of_events(tmp_path, how, kpi, events):
    text = rows("day,a,b", "2026-06-01,1,40", "2026-06-02,2,50", "2026-06-03,3,")
    top = "currency: GBP" if "currency" in kpi else ""
    found = measure(tmp_path, page(f"{{ratio: {how}}}", kpi=kpi, top=top), AS_OF, d=text)
    (part,) = parts(found).values()
    assert part.events is events


def test_events_of_another_dataset_also_where_there_were_none(tmp_path):
    how = """{ratio: {numerator: {dataset: c, sum: n}, denominator: {sum: b}, per: 1000}}"""
    both = page(how).replace("datasets:\n", "datasets:\n  c: {file: c.csv, date: day}\n")
    complaints = rows("day,n", "2026-04-03,2", "2026-06-03,1")
    orders = rows("day,b", "2026-04-01,40", "2026-05-01,50", "2026-06-01,60")
    found = parts(measure(tmp_path, both, AS_OF, c=complaints, d=orders))
    assert [(p.numerator, p.events) for p in found.values()] == [(2, True), (0, True), (1, True)]


def test_cases_with_weights_are_worth_fewer_answers(tmp_path):
    text = rows("opened,closed,w", "2026-05-01,2026-05-02,1", "2026-05-03,2026-05-30,3")
    how = page("{within: {from: opened, to: closed, days: 5}}", "date: opened\nsurvey_weight: w")
    (found,) = parts(measure(tmp_path, how, AS_OF, d=text)).values()
    assert (found.numerator, found.denominator, found.weight_squares) == (1, 4, 10)


SHARES = {
    "conditions": ("{that: a > 1}", (1, 1), True),
    "conditions of conditions": ("{that: a > 1, of: b > 4}", (5, 5), True),
    "counts of counts": ("{that: a, of: b}", (2, 5), True),
    "more than there are": ("{that: b, of: a}", (2, 5), False),
    "more of one than of all": ("{that: a}", (2, 5), False),
    "one or none": ("{that: a}", (1, 5), True),
    "fractions above": ("{that: a / 2, of: b}", (1, 5), False),
    "fractions below": ("{that: a, of: b / 2}", (1, 5), False),
    "negative ones": ("{that: a, of: b}", (-1, 5), False),
    "a condition of numbers": ("{that: a > 1, of: b}", (2, 5), True),
    "a condition of none": ("{that: a > 1, of: b}", (2, 0), False),
}


@pytest.mark.parametrize(("how", "row", "counts"), SHARES.values(), ids=SHARES)
def test_shares_are_of_counts_or_of_amounts_for_good(tmp_path, how, row, counts):
    lines = (f"2026-05-01,{row[0]},{row[1]},n", "2026-05-02,1,10,s", "2026-06-01,1,10,s")
    text = rows("day,a,b,region", *lines)
    found = measure(tmp_path, page(f"{{share: {how}}}", kpi="by: [region]"), AS_OF, d=text)
    assert {fact.parts.events for fact in found.facts} == {counts}
    assert {fact.parts.amounts for fact in found.facts} == {not counts}


def test_a_broken_rate_is_of_amounts_in_all_periods(tmp_path):
    text = rows("day,a,b", "2026-05-01,1,40", "2026-06-02,1.5,50")
    how = page("{ratio: {numerator: a, denominator: b, per: 1000}}")
    found = parts(measure(tmp_path, how, AS_OF, d=text)).values()
    assert [(part.events, part.amounts) for part in found] == [(False, True)] * 2


@pytest.mark.parametrize("credit", [-1, -3, 0])
def test_a_rate_with_a_credit_in_one_row_has_no_poisson_interval(tmp_path, credit):
    lines = [f"2026-05-01,{credit},40", "2026-05-02,9,40", "2026-06-01,5,40"]
    text = rows("day,a,b", *lines)
    how = page("{ratio: {numerator: a, denominator: b, per: 1000}}")
    found = parts(measure(tmp_path, how, AS_OF, d=text)).values()
    assert [part.numerator for part in found] == [9 + credit, 5]
    ratio = made.kpi(Ratio(RatioPart(sum="a"), RatioPart(sum="b"), per=1000))
    methods = {interval.method for part in found if (interval := interval_of(ratio, part))}
    assert methods == ({"poisson"} if credit == 0 else set())


def test_counts_with_weights_are_worth_fewer_answers(tmp_path):
    text = rows("day,a,b,w,f", "2026-06-01,3,10,1,2", "2026-06-02,1,5,3,1")
    how = page("{share: {that: a, of: b}}", "date: day\nsurvey_weight: w\nfrequency: f")
    (found,) = parts(measure(tmp_path, how, AS_OF, d=text)).values()
    assert (found.n, found.denominator, found.weight_squares) == (25, 35, 20 + 9 * 5)
