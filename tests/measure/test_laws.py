"""What has to hold whatever the rows: their order, their files, the way they are counted."""

import random
from datetime import date, timedelta
from functools import partial
from itertools import product

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.measure import database
from cxscore.measure.engines.duckdb import sampling, tally
from cxscore.measure.engines.duckdb.preaggregation import DAYS as BITS
from cxscore.measure.engines.duckdb.preaggregation import TIMES
from cxscore.problems import Problems
from tests.measure.measured import measure, rows, said

AS_OF = "2026-06-15"
HEADER = "day,score,amount,region,kind"
KPIS = {
    "nps": "{nps: score}",
    "mean": "{mean: amount}",
    "app": "{share: {that: amount > 2}}, where: \"kind = 'app'\"",
    "total": "{sum: amount * score}",
    "rows": "{count: rows}",
}


def page(
    files="file: d.csv", bad_rows="error", by="[region, kind, [region, kind]]", period="month"
):
    lines = [
        f"calendar: {{period: {period}}}",
        "datasets:",
        "  d:",
        f"    {files}",
        "    date: day",
        "    missing: ['', N/A]",
        "    columns: {region: {rename: {Nth: North}}}",
        "    where: \"kind <> 'test'\"",
        f"    bad_rows: {bad_rows}",
        "kpis:",
        *(
            f"  {id_}: {{name: K, owner: amara, polarity: neutral, dataset: d, by: {by}, "
            f"measure: {how}}}"
            for id_, how in KPIS.items()
        ),
    ]
    return "\n".join(lines) + "\n"


DAYS = st.integers(0, 120).map(lambda at: (date(2026, 1, 20) + timedelta(days=at)).isoformat())
LINES = st.lists(
    st.tuples(
        DAYS,
        st.sampled_from(["0", "6", "7", " 9", "10.0", "", "n/a"]),
        st.sampled_from(["0.1", "2.5", "+3", "1e1", "", "-4"]),
        st.sampled_from(["North", "Nth", " North\t", "South", "", "N/A"]),
        st.sampled_from(["app", "web", "test", ""]),
    ).map(",".join),
    min_size=1,
    max_size=40,
)


def facts(folder, text, **files):
    """What is measured: the facts, or what is wrong."""
    try:
        return measure(folder, text, AS_OF, **files).facts
    except Problems as error:
        return [(problem.code, problem.text) for problem in error.found]


@given(LINES, st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_rows_changes_nothing(tmp_path_factory, lines, chance):
    folder = tmp_path_factory.mktemp("order")
    shuffled = lines.copy()
    chance.shuffle(shuffled)
    assert facts(folder, page(), d=rows(HEADER, *lines)) == facts(
        folder, page(), d=rows(HEADER, *shuffled)
    )


@given(LINES, st.integers(1, 39))
@settings(max_examples=10)
def test_a_file_cut_in_two_changes_nothing(tmp_path_factory, lines, at):
    folder = tmp_path_factory.mktemp("cut")
    whole = facts(folder, page(), d=rows(HEADER, *lines))
    two = page("files: [d.csv, e.csv]")
    halves = {"d": rows(HEADER, *lines[:at]), "e": rows(HEADER, *lines[at:])}
    found = facts(folder, two, **halves)
    if found and isinstance(found[0], tuple):
        # Halves may be alike, or no row of one may count; files by themselves may not.
        assert {"CX225", "CX236"} & {code for code, _ in found}
    else:
        assert found == whole


@given(LINES)
@settings(max_examples=10)
def test_segments_with_blanks_make_the_whole(tmp_path_factory, lines):
    found = facts(tmp_path_factory.mktemp("whole"), page(), d=rows(HEADER, *lines))
    if found and isinstance(found[0], tuple):
        return
    for fact in found:
        if fact.by or fact.kpi in ("app", "rows"):
            continue
        for by in (("region",), ("kind",), ("region", "kind")):
            pieces = [
                f.parts for f in found if (f.kpi, f.by, f.start) == (fact.kpi, by, fact.start)
            ]
            assert sum(p.n for p in pieces) == fact.parts.n
            assert sum(p.numerator for p in pieces) == pytest.approx(
                fact.parts.numerator, rel=1e-12, abs=1e-9
            )


class Ways:
    """Choose how rows are counted, whatever the size of the files, and see that it is done."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch
        self.asked = []
        real = tally.Tally.sql

        def sql(one):
            self.asked.append(real(one))
            return self.asked[-1]

        monkeypatch.setattr(tally.Tally, "sql", sql)

    def __call__(self, way):
        self.asked.clear()
        put = self.monkeypatch.setattr
        put(sampling, "SMALL", 1e9 if way == "at once" else -1)
        kinds = {"alike": 10**6, "alike by days": 10**6}.get(way, 0)
        put(sampling, "KINDS", dict.fromkeys(sampling.KINDS, kinds))
        # Of MIXED the first row alone has a day as it stands, and later ones anything.
        put(sampling, "SAMPLE", 1 if way == "alike by days" else 50_000)
        put(sampling, "FINEST_GROUPS", 0 if way == "apart" else 10**9)

    def assert_taken(self, way):
        assert any(TIMES in sql for sql in self.asked) is way.startswith("alike")
        by_days = any(f'COALESCE("{BITS}", ' in sql for sql in self.asked)
        assert by_days is (way == "alike by days")
        assert any("GROUPING SETS" in sql for sql in self.asked) is (way == "apart")


@pytest.fixture
def ways(monkeypatch):
    return Ways(monkeypatch)


MIXED = [
    ",".join(cells)
    for cells in product(
        ["2026-01-31", "2026-02-01 10:30", " 2026-02-28 "],
        ["10", "0", "N/A", " 7"],
        ["1.25", "", "-3e2"],
        ["North", "Nth", ""],
        ["app", "web ", "test"],
    )
] * 2
BAD = [
    "2026-02-30,9,1,North,app",
    ",9,1,South,web",
    "2026-02-03,11,1,North,app",
    "2026-02-04,9,1_000,,web",
    "2026-02-05,x,y,Nth,app",
    "26-02-06,9,1,South,web",
    "0026-02-06,9,1,South,web",
    "9999-02-06,9,1,South,web",
    "N/A,9,1,South,web",
]


@pytest.mark.parametrize("period", ["month", "week", "quarter"])
@pytest.mark.parametrize("way", ["alike", "alike by days", "apart", "finest"])
def test_all_ways_of_counting_come_to_the_same(tmp_path, ways, way, period):
    text = page(bad_rows="skip", period=period)
    found = []
    for each in ("at once", way):
        ways(each)
        found.append(measure(tmp_path, text, AS_OF, d=rows(HEADER, *MIXED, *BAD)))
        ways.assert_taken(each)
    one, other = found
    assert other.facts == one.facts
    assert len(one.facts) > 40
    assert other.skipped == one.skipped
    assert other.sources == one.sources
    assert other.coverage == one.coverage
    assert other.problems == one.problems


@pytest.mark.parametrize("way", ["alike", "alike by days", "apart", "finest"])
def test_all_ways_of_counting_find_the_same_faults(tmp_path, ways, way):
    found = []
    for each in ("at once", way):
        ways(each)
        found.append(said(tmp_path, page(), AS_OF, d=rows(HEADER, *MIXED, *BAD)))
        ways.assert_taken(each)
    assert found[0] == found[1]
    assert {line[:5] for line in found[0]} == {"CX201", "CX202", "CX203", "CX205"}


@pytest.mark.parametrize(
    "dated",
    [
        "date: {year: y, month: m}",
        "date: {fixed: 2026-02-28}",
        'date: {column: day, format: "%d.%m.%Y"}',
    ],
)
def test_rows_that_are_alike_under_any_date(tmp_path, ways, dated):
    lines = [f"2{at % 3 + 1}.0{at % 2 + 1}.2026,2026,{at % 4 + 1},{at % 11}" for at in range(200)]
    text = f"""
        datasets:
          d: {{file: d.csv, {dated}}}
        kpis:
          k: {{name: K, owner: amara, polarity: neutral, dataset: d, measure: {{nps: score}}}}
    """
    found = []
    for each in ("at once", "alike"):
        ways(each)
        found.append(measure(tmp_path, text, AS_OF, d=rows("day,y,m,score", *lines)))
        ways.assert_taken(each)
    assert found[0].facts == found[1].facts
    assert found[0].coverage == found[1].coverage


@pytest.mark.parametrize("way", ["at once", "alike by days", "apart"])
def test_one_core_and_two_come_to_the_same(tmp_path, ways, way, monkeypatch):
    chance = random.Random(7)
    many = 1000 if way == "alike by days" else 100_000
    amounts = [f"{chance.uniform(0, 1000):.6f}" for _ in range(many)]
    lines = [
        f"2026-0{at % 3 + 1}-{at % 28 + 1:02},{at % 11},{amount},{'NS'[at % 2]},app"
        for at, amount in enumerate(amounts)
    ] * (300 if way == "alike by days" else 1)
    ways(way)
    monkeypatch.setattr(database, "FEW_BYTES", 0)
    found = []
    connect = duckdb.connect
    for threads in (1, 2, 2):
        few = partial(connect, config={"threads": threads})
        monkeypatch.setattr(duckdb, "connect", few)
        found.append(
            measure(tmp_path, page(by="[region, kind]"), AS_OF, d=rows(HEADER, *lines)).facts
        )
    ways.assert_taken(way)
    assert found[0] == found[1] == found[2]
    total = next(f for f in found[0] if f.kpi == "mean" and not f.by)
    assert total.parts.n > 30_000
