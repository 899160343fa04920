"""The customer ledger of a table: the same, to the digit, as of a file of the same rows."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from cxscore.measure import measure_kpis
from cxscore.model.ledger_totals import Heads, Worth
from tests.measure.measured import define
from tests.measure.test_ledger import AS_OF, EIGHT, page
from tests.servers import load

LINES = (
    *("churn", "retention", "new", "returned", "lost", "net", "closing"),
    *("grr", "nrr", "value_new", "value_lost"),
)


def kpis(lines=LINES, more=""):
    """A KPI of each of *lines* of the ledger."""
    rest = f"owner: amara, polarity: neutral{more}"
    return "\n  ".join(
        f"{line}: {{name: {line}, {rest}, measure: {{ledger: {line}}}}}" for line in lines
    )


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
    """Hold that both ledgers are the same, and that they are of something; return one."""
    assert in_table.ledger == in_file.ledger
    assert repr(in_table.ledger) == repr(in_file.ledger)  # a decimal's digits as well
    assert in_table.reported == in_file.reported
    assert in_table.coverage == in_file.coverage
    assert in_table.facts == in_file.facts
    told = [[(p.code, p.text) for p in each.problems if p.code != "CX292"] for each in (in_file, in_table)]
    assert told[0] == told[1]
    return in_table.ledger


def cells(text):
    """The rows of a small CSV text, its days as days."""
    _, *lines = [line.strip().split(",") for line in text.splitlines()]
    return [[date.fromisoformat(cell) if cell[4:5] == "-" else cell or None for cell in line] for line in lines]


BOUGHT = {"who": "text", "sold_on": "date", "amount": "decimal"}


def test_eight_purchases(both):
    rows = [[who, day, Decimal(amount)] for who, day, amount in cells(EIGHT)]
    shape = "purchases: {customer: who, date: sold_on, active_for: 90}"
    text = page(shape, "value: amount", kpis(), "quarter")
    found = alike(*both(text, BOUGHT, rows, "2026-Q2"))
    (totals,) = [t for t in found.totals if t.start == date(2026, 4, 1)]
    assert totals.heads == Heads(opening=3, new=1, returned=1, lost=1, closing=4)
    assert totals.worth == Worth(*map(Decimal, (170, 80, 30, 50, 10, 40, 200)))


SPELLS = {
    "who": "text",
    "began": "date",
    "ended": "date",
    "fee": "double",
    "region": "text",
    "plan": "text",
    "why": "text",
    "source": "text",
}


def some_spells(count=2_500):
    """Spells of invented people: overlapping, touching, backwards, of nobody, of no day, for free."""
    draw = Random(11)
    start = date(2023, 5, 1)
    for at in range(count):
        began = start + timedelta(draw.randrange(1_160))
        lasted = draw.choice((None, -3, 0, 1, 30, 31, 90, 200, 365, 400))
        ended = None if lasted is None else began + timedelta(lasted)
        yield [
            None if draw.random() < 0.01 else f"c{draw.randrange(count // 4)}",
            None if draw.random() < 0.01 else began,
            ended,
            None if draw.random() < 0.05 else draw.randrange(-300, 9_000) / draw.choice((1, 7, 100, 1e5)),
            draw.choice(["North", "South", "Łódź", "north", " ", None]),
            draw.choice(["basic", "more", None]),
            draw.choice(["Price", "Moved", "ring 07700 900123", "Price ", "", None]),
            draw.choice(["friend", "advert", None]),
        ]
    # The same customer on the same day: where to, why and whether recommended is a tie.
    for region, why, source in (("A", "Price", "friend"), ("B", None, None), ("C", "Moved", "friend")):
        yield ["tie", date(2026, 6, 3), date(2026, 6, 20), 1.5, region, "basic", why, source]
        yield ["tie too", date(2025, 2, 3), date(2026, 6, 20), 2.5e-7, region, "more", why, source]


FULL = "value: fee\nreason: why\nrecommended: source = 'friend'\nby: [region, plan]"


@pytest.mark.parametrize("period", ["month", "week"])
def test_any_spells(both, period):
    text = page(
        "spells: {customer: who, from: began, to: ended}",
        FULL,
        kpis(more=", by: [region, plan, [region, plan]], window: 3"),
        period,
        "rows: {file: rows.csv, where: \"plan <> 'more' or plan is null\"}",
    )
    reported = {"month": "2026-06", "week": "2026-W26"}[period]
    found = alike(*both(text, SPELLS, list(some_spells()), reported))
    assert len(found.totals) > 200
    assert len(found.reasons) > 2
    assert found.left_out > 20


def test_any_purchases(both):
    draw = Random(5)
    first = date(2025, 1, 2)
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
    shape = "purchases: {customer: who, date: sold_on, active_for: 45}"
    text = page(shape, more, kpis(("churn", "nrr")), "week")
    found = alike(*both(text, {**BOUGHT, "place": "text"}, rows, "2026-W26"))
    assert len(found.totals) > 90


def some_snapshots(count=250):
    """Who was a customer at the end of each month, one month missing: new, lost, or both."""
    draw = Random(3)
    for month in (1, 2, 3, 5, 6):
        day = date(2026, month, 28)
        for at in range(count):
            if draw.random() < 0.7:
                yield [
                    None if draw.random() < 0.01 else f"s{at}",
                    None if draw.random() < 0.01 else day,
                    draw.choice([0, 0, 3, 9]),
                    draw.choice(["yes", "no", "no", "no", None]),
                    draw.choice([None, -1.25, 10.005, 99.999999, 1e6 / 3]),
                    draw.choice(["N", "S", None]),
                    draw.choice(["Price", "Moved", None]),
                ]


@pytest.mark.parametrize("flags", ["", ", new: months = 0", ", new: months = 0, lost: left_ = 'yes'"])
def test_any_snapshots(both, flags):
    columns = {
        **{"who": "text", "day": "date", "months": "integer", "left_": "text"},
        **{"fee": "double", "region": "text", "why": "text"},
    }
    more = "value: fee\nreason: why\nrecommended: region = 'N'\nby: region"
    text = page(
        f"snapshots: {{customer: who, date: day{flags}}}",
        more,
        kpis() + "\n  q: {name: Q, owner: amara, polarity: neutral, measure: {ledger: churn}, period: quarter}",
        dataset="rows: {file: rows.csv, where: months < 9}",
    )
    found = alike(*both(text, columns, list(some_snapshots())))
    assert len(found.totals) > 4


def test_any_movements(both):
    draw = Random(9)
    keys = ("opening", "new", "returned", "lost", "closing")
    values = [f"{key}_value" for key in ("opening", "new", "returned", "lost", "grown", "shrunk", "closing")]
    columns = {"day": "date", "region": "text"} | dict.fromkeys(keys, "integer") | dict.fromkeys(values, "double")
    rows = [
        [
            date(2025, 1, 28) + timedelta(31 * at),
            region,
            *(draw.choice([None, draw.randrange(100)]) for _ in keys),
            *(draw.choice([None, draw.randrange(-10_000, 10**9) / 7]) for _ in values),
        ]
        for at in range(17)
        for region in ("N", "S", None)
        for _ in range(draw.choice((1, 2)))
    ]
    shape = "movements: {" + ", ".join(f"{key}: {key}" for key in (*keys, *values)) + "}"
    text = page(shape, "by: region", kpis(("closing",)), "quarter", "rows: {file: rows.csv, date: day}")
    found = alike(*both(text, columns, rows, "2026-Q2"))
    assert any(totals.worth.difference for totals in found.totals)
