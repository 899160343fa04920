"""The customer ledger of a table: the same, to the digit, as of a file of the same rows."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

import pytest

from cxscore.measure import measure_kpis
from cxscore.model.ledger_totals import Heads, Worth
from cxscore.model.tallies import Tallies
from cxscore.problems import Problems
from tests.measure.measured import define
from tests.measure.test_ledger import AS_OF, EIGHT, SPELLS, page
from tests.servers import load

LINES = (
    *("churn", "retention", "new", "returned", "lost", "net", "closing"),
    *("grr", "nrr", "value_new", "value_lost"),
)
BY_DAY = "rows: {file: rows.csv, date: day}"


def kpis(lines=LINES, more="", besides=""):
    """A KPI of each of *lines* of the ledger."""
    rest = f"owner: amara, polarity: neutral{more}"
    each = [f"{line}: {{name: {line}, {rest}, measure: {{ledger: {line}}}}}" for line in lines]
    return "\n  ".join([*each, *besides.splitlines()])


def of_table(definition, server, table, monkeypatch):
    """*definition*, its rows in *table* of *server*."""
    monkeypatch.setenv(server.variable, server.url)
    dataset = definition.datasets["rows"]
    file = replace(dataset.files[0], path=table)
    dataset = replace(dataset, connection="warehouse", table=table, files=(file,))
    return replace(
        definition, datasets={"rows": dataset}, connections={"warehouse": server.connection}
    )


def written(value):
    return "" if value is None else str(value)


@pytest.fixture
def both(server, tmp_path, monkeypatch):
    """Measure rows in a file and in a table: what was measured of each."""

    def measured(text, columns, rows, period="2026-06", as_of=AS_OF):
        definition = define(tmp_path, text)
        with (tmp_path / "rows.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([list(columns), *(map(written, row) for row in rows)])
        table = load(server, "ledger", columns, rows)
        wanted = definition.calendar.parse(period) if period else None
        there = of_table(definition, server, table, monkeypatch)
        return tuple(measure_kpis(each, as_of, period=wanted) for each in (definition, there))

    return measured


def alike(in_file, in_table):
    """Hold that all that was measured is the same, to the digit; return the ledger."""
    assert in_table.ledger == in_file.ledger
    assert repr(in_table.ledger) == repr(in_file.ledger)  # of decimals the noughts as well
    assert in_table.facts == in_file.facts
    assert in_table.reported == in_file.reported
    assert in_table.coverage == in_file.coverage
    told, there = (
        [(p.code, p.text) for p in each.problems if p.code != "CX292"]
        for each in (in_file, in_table)
    )
    assert there == told
    return in_table.ledger


def of(found, start, by=(), segment=()):
    """The totals of the shortest span that starts on a day."""
    spans = [t for t in found.totals if (t.start, t.by, t.segment) == (start, by, segment)]
    return min(spans, key=lambda totals: totals.end)


# -- those whose numbers are known


BOUGHT = {"who": "text", "sold_on": "date", "amount": "decimal"}
BUYING = "purchases: {customer: who, date: sold_on, active_for: 90}"
QUARTER = date(2026, 4, 1)
EIGHT_HEADS = Heads(opening=3, new=1, returned=1, lost=1, closing=4)
EIGHT_WORTH = Worth(*map(Decimal, (170, 80, 30, 50, 10, 40, 200)))


def eight():
    """The eight purchases."""
    for line in EIGHT.split()[1:]:
        who, day, amount = line.split(",")
        yield who, date.fromisoformat(day), Decimal(amount)


def test_eight_purchases(both):
    text = page(BUYING, "value: amount", kpis(), "quarter")
    totals = of(alike(*both(text, BOUGHT, list(eight()), "2026-Q2")), QUARTER)
    assert (totals.heads, totals.worth) == (EIGHT_HEADS, EIGHT_WORTH)


def test_the_same_as_spells(both):
    rows = [[who, day, day + timedelta(90), amount] for who, day, amount in eight()]
    rows.append(["z", date(2024, 1, 1), date(2024, 2, 1), Decimal(7)])
    columns = {"who": "text", "began": "date", "ended": "date", "amount": "decimal"}
    text = page(SPELLS, "value: amount", kpis(), "quarter")
    totals = of(alike(*both(text, columns, rows, "2026-Q2")), QUARTER)
    assert (totals.heads, totals.worth) == (EIGHT_HEADS, EIGHT_WORTH)


KEYS = ("opening", "new", "returned", "lost", "closing")
OF_VALUE = tuple(
    f"{key}_value" for key in ("opening", "new", "returned", "lost", "grown", "shrunk", "closing")
)
MOVED = f"movements: {{{', '.join(f'{key}: {key}' for key in (*KEYS, *OF_VALUE))}}}"


def test_the_same_as_movements(both):
    columns = {"day": "date"} | dict.fromkeys(KEYS, "integer") | dict.fromkeys(OF_VALUE, "decimal")
    rows = [[date(2026, 6, 30), 3, 1, 1, 1, 4, *map(Decimal, (170, 80, 30, 50, 10, 40, 200))]]
    text = page(MOVED, "", kpis(), "quarter", BY_DAY)
    totals = of(alike(*both(text, columns, rows, "2026-Q2")), QUARTER)
    assert (totals.heads, totals.worth) == (EIGHT_HEADS, EIGHT_WORTH)


def test_telephone_customers(both, real_data):
    columns = {
        "customerID": "text",
        "Churn": "text",
        "Contract": "text",
        "gender": "text",
        "tenure": "integer",
        "MonthlyCharges": "decimal",
    }
    made = {"integer": int, "decimal": Decimal, "text": str}
    with (real_data / "data" / "telco-churn.csv").open(encoding="utf-8") as file:
        rows = [
            [made[kind](row[name]) for name, kind in columns.items()]
            for row in csv.DictReader(file)
        ]
    shape = "snapshots: {customer: customerID, new: tenure = 0, lost: Churn = 'Yes'}"
    text = page(
        shape,
        "value: MonthlyCharges\nby: [Contract, gender]",
        kpis(),
        dataset="rows: {file: rows.csv, date: {fixed: 2026-06-30}}",
    )
    found = alike(*both(text, columns, rows))
    totals = of(found, date(2026, 6, 1))
    assert totals.heads == Heads(7032, 11, 0, 1869, 5174)
    worth = ("455661.00", "455.60", "0", "139130.85", "0", "0", "316985.75")
    assert totals.worth == Worth(*map(Decimal, worth))
    parts = [of(found, date(2026, 6, 1), ("gender",), (each,)) for each in ("Female", "Male")]
    assert sum(part.heads.lost for part in parts) == 1869


# -- any rows, with all that is odd


SPELL = {
    "who": "text",
    "began": "date",
    "ended": "date",
    "fee": "double",
    "region": "text",
    "plan": "text",
    "why": "text",
    "source": "text",
}
FULL = "value: fee\nreason: why\nrecommended: source = 'friend'\nby: [region, plan]"


def some_spells(count=1_500):
    """Spells of invented people: overlapping, touching, backwards; of nobody, for nothing."""
    draw = Random(11)
    for _ in range(count):
        began = date(2023, 5, 1) + timedelta(draw.randrange(1_160))
        lasted = draw.choice((None, -3, 0, 1, 30, 31, 90, 200, 365, 400))
        fee = draw.randrange(-300, 9_000) / draw.choice((1, 7, 100, 1e5))
        yield [
            None if draw.random() < 0.01 else f"c{draw.randrange(count // 4)}",
            None if draw.random() < 0.01 else began,
            None if lasted is None else began + timedelta(lasted),
            None if draw.random() < 0.05 else fee,
            draw.choice(["North", "South", "Łódź", "north", " ", None]),
            draw.choice(["basic", "more", None]),
            draw.choice(["Price", "Moved", "ring 07700 900123", "Price ", "", None]),
            draw.choice(["friend", "advert", None]),
        ]
    # Where to, why and whether recommended: rows of one day that say different things.
    ended = date(2026, 6, 20)
    for region, why, source in (("A", "Price", "friend"), ("B", None, None), ("C", "X", "friend")):
        yield ["tie", date(2026, 6, 3), ended, 1.5, region, "basic", why, source]
        yield ["old tie", date(2025, 2, 3), ended, 2.5e-7, region, "basic", why, source]
    # Fifteen digits are not all that a number has.
    yield ["dear", date(2025, 2, 3), ended, 123456789012.123456, "A", "basic", "Price", None]
    yield ["dear", date(2025, 2, 3), None, 9007199254.740993, "A", "basic", "Price", None]


@pytest.mark.parametrize("period", ["month", pytest.param("week", marks=pytest.mark.slow)])
def test_any_spells(both, period):
    text = page(
        SPELLS,
        FULL,
        kpis(more=", by: [region, plan, [region, plan]], window: 3"),
        period,
        "rows: {file: rows.csv, where: \"plan <> 'more' or plan is null\"}",
    )
    reported = {"month": "2026-06", "week": "2026-W26"}[period]
    found = alike(*both(text, SPELL, list(some_spells()), reported))
    assert len(found.totals) > 200
    assert found.left_out > 15
    assert period == "week" or {each.reason for each in found.reasons} >= {
        "Price",
        "ring [number]",
        None,
    }
    assert any(totals.recommended and totals.came_and_went for totals in found.totals)


def test_any_purchases(both):
    draw, first = Random(5), date(2025, 1, 2)
    rows = [
        [
            None if draw.random() < 0.01 else f"k{draw.randrange(300)}",
            None if draw.random() < 0.01 else first + timedelta(draw.randrange(545)),
            None if draw.random() < 0.02 else Decimal(draw.randrange(-500, 90_000)) / 100,
            draw.choice(["shop", "web", None]),
        ]
        for _ in range(2_000)
    ]
    more = "value: amount * 1.1\nrecommended: place = 'web'\nby: place"
    text = page(BUYING.replace("90", "45"), more, kpis(("churn", "nrr")), "week")
    found = alike(*both(text, {**BOUGHT, "place": "text"}, rows, "2026-W26"))
    assert len(found.totals) > 90
    assert any(totals.heads.returned for totals in found.totals)


SNAPSHOT = {
    "who": "text",
    "day": "date",
    "months": "integer",
    "gone": "text",
    "fee": "double",
    "region": "text",
    "why": "text",
}


def some_snapshots(count=250):
    """Customers at the end of each month, one of which is missing: new, lost, or both."""
    draw = Random(3)
    for month in (1, 2, 3, 5, 6):
        for at in range(count):
            if draw.random() < 0.7:
                yield [
                    None if draw.random() < 0.01 else f"s{at}",
                    None if draw.random() < 0.01 else date(2026, month, 28),
                    draw.choice([0, 0, 3, 9]),
                    draw.choice(["yes", "no", "no", "no", None]),
                    draw.choice([None, -1.25, 10.005, 99.999999, 1e6 / 3]),
                    draw.choice(["N", "S", None]),
                    draw.choice(["Price", "Moved", None]),
                ]


@pytest.mark.parametrize(
    "flags", ["", ", new: months = 0", ", new: months = 0, lost: gone = 'yes'"]
)
def test_any_snapshots(both, flags):
    rest = "owner: amara, polarity: neutral, period: quarter, measure: {ledger: churn}"
    text = page(
        f"snapshots: {{customer: who, date: day{flags}}}",
        "value: fee\nreason: why\nrecommended: region = 'N'\nby: region",
        kpis(besides=f"q: {{name: Q, {rest}}}"),
        dataset="rows: {file: rows.csv, where: months < 9}",
    )
    found = alike(*both(text, SNAPSHOT, list(some_snapshots())))
    assert len(found.totals) > 4
    if "lost" in flags:
        assert any(totals.came_and_went for totals in found.totals)


def test_a_snapshot_without_the_one_before(both):
    rows = [["a", date(2026, 3, 31)], ["a", date(2026, 6, 30)], ["b", date(2026, 6, 30)]]
    text = page("snapshots: {customer: who, date: day}")
    found = alike(*both(text, {"who": "text", "day": "date"}, rows))
    assert (found.closing, found.totals) == (2, ())


def test_any_movements(both):
    draw = Random(9)
    columns = {"day": "date", "region": "text"}
    columns |= dict.fromkeys(KEYS, "integer") | dict.fromkeys(OF_VALUE, "double")
    rows = [
        [
            date(2025, 1, 28) + timedelta(31 * at),
            region,
            *(draw.choice([None, draw.randrange(100)]) for _ in KEYS),
            *(draw.choice([None, draw.randrange(-10_000, 10**9) / 7]) for _ in OF_VALUE),
        ]
        for at in range(17)
        for region in ("N", "S", None)
        for _ in range(draw.choice((1, 2)))
    ]
    text = page(MOVED, "by: region", kpis(("closing", "nrr")), "quarter", BY_DAY)
    found = alike(*both(text, columns, rows, "2026-Q2"))
    assert any(totals.worth.difference for totals in found.totals)


# -- how far rows reach, and what cannot be told


def daily(last):
    """A row a day of ten customers in turn, since the beginning of 2025."""
    first = date(2025, 1, 1)
    for at in range((last - first).days + 1):
        yield [f"c{at % 10}", first + timedelta(at), None]


LASTING = {"who": "text", "began": "date", "ended": "date"}


@pytest.mark.parametrize(
    ("shape", "last", "codes"),
    [
        (SPELLS, date(2026, 5, 31), ["CX714"]),
        (SPELLS, date(2026, 6, 11), ["CX233"]),
        ("purchases: {customer: who, date: began, active_for: 45}", date(2026, 5, 31), ["CX714"]),
    ],
    ids=["spells before", "spells within", "purchases before"],
)
def test_rows_that_stop(both, shape, last, codes):
    in_file, in_table = both(page(shape), LASTING, list(daily(last)))
    alike(in_file, in_table)
    told = [p.code for p in in_table.problems if p.code in ("CX714", "CX233")]
    assert told == codes


def test_a_month_in_which_somebody_only_went_is_reported(both):
    rows = [
        ["a", date(2024, 1, 1), date(2026, 6, 10)],
        ["b", date(2024, 1, 1), date(2026, 7, 20)],
        ["c", date(2024, 1, 1), None],
    ]
    in_file, in_table = both(page(SPELLS), LASTING, rows, period=None)
    alike(in_file, in_table)
    assert in_table.reported.id == "2026-06"


def test_as_seen_on_an_earlier_day(both):
    rows = [row for row in some_spells(600) if row[1] is not None]
    in_file, in_table = both(page(SPELLS, FULL), SPELL, rows, None, date(2025, 11, 20))
    found = alike(in_file, in_table)
    assert max(totals.end for totals in found.totals) == date(2025, 10, 31)


def test_moments_belong_to_the_day_that_clocks_show(server, tmp_path, monkeypatch):
    late = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)  # half past midnight in London, in June
    rows = [["a", late], ["z", datetime(2026, 5, 2, 12, tzinfo=UTC)]]
    table = load(server, "ledger", {"who": "text", "at": "timestamptz"}, rows)
    text = page(
        "purchases: {customer: who, date: at, active_for: 30}", dataset="rows: {file: rows.csv}"
    ).replace("{period: month}", "{period: month, timezone: Europe/London}")
    definition = of_table(define(tmp_path, text), server, table, monkeypatch)
    found = measure_kpis(definition, AS_OF, period=definition.calendar.parse("2026-06")).ledger
    assert of(found, date(2026, 6, 1)).heads == Heads(1, 1, 0, 1, 1)


@pytest.mark.parametrize("shape", ["value", "movements"])
def test_a_value_beyond_all_bounds_is_an_error(both, shape):
    if shape == "value":
        rows = [["z", date(2024, 1, 1), None, 1e12], [None, date(2024, 1, 1), None, 5.0]]
        asked = page(SPELLS, "value: fee"), {**LASTING, "fee": "double"}, rows
    else:
        columns = {"day": "date"} | dict.fromkeys((*KEYS, *OF_VALUE), "double")
        asked = (
            page(MOVED, dataset=BY_DAY),
            columns,
            [[date(2026, 6, 30), 1.0, 0.0, 0.0, 0.0, 1.0, *(1e14,) * 7]],
        )
    with pytest.raises(Problems, match=rf"CX206: customers\.{shape}: a value is too large"):
        both(*asked)


def test_more_totals_than_may_come_over(server, both, monkeypatch):
    from cxscore.measure.engines.engine import TooMany
    from cxscore.measure.engines.warehouse.rows import TableRows

    ask = TableRows.ask

    def asked(self, select):
        if "came_and_went" in select.named_selects:
            raise TooMany
        return ask(self, select)

    monkeypatch.setattr(TableRows, "ask", asked)
    rows = [["a", date(2024, 1, 1), None]]
    with pytest.raises(Problems) as raised:
        both(page(SPELLS, "by: who"), LASTING, rows)
    assert [p.code for p in raised.value.found if p.code != "CX292"] == ["CX295"]
    assert "customers: more than 200 000 totals, by who" in str(raised.value)


def test_settled_periods_are_no_reason_to_forget_a_customer(server, tmp_path, monkeypatch):
    """Who is a customer now may have come long ago: all rows are asked, whatever is settled."""
    rows = [[f"c{at % 40}", date(2024, 1, 1) + timedelta(at), None] for at in range(900)]
    table = load(server, "ledger", LASTING, rows)
    shape = "purchases: {customer: who, date: began, active_for: 400}"
    text = page(shape, dataset="rows: {file: rows.csv, date: began}")
    definition = of_table(define(tmp_path, text), server, table, monkeypatch)
    dataset = replace(definition.datasets["rows"], settled_after=45)
    settled = replace(definition, datasets={"rows": dataset})
    first, again = (
        measure_kpis(settled, AS_OF, tallies=Tallies(tmp_path / "kept", rescan, None))
        for rescan in (False, False)
    )
    assert first.ledger == again.ledger == measure_kpis(definition, AS_OF).ledger
    server.fill(table, LASTING, [["late", date(2026, 1, 5), None]])
    grown = measure_kpis(settled, AS_OF, tallies=Tallies(tmp_path / "kept", True, None))
    (before, after) = (of(each.ledger, date(2026, 6, 1)).heads for each in (first, grown))
    assert after.closing == before.closing + 1
