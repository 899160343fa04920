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
