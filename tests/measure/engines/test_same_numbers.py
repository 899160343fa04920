"""The same rows in a file and in a table: the same numbers, whatever the engine."""

import csv
import random
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isclose

import pytest

from cxscore.measure import measure_kpis
from tests.measure.measured import define
from tests.servers import load

COLUMNS = {
    "id": "integer",
    "day": "date",
    "opened": "timestamp",
    "closed": "timestamp",
    "region": "text",
    "channel": "text",
    "product": "text",
    "recommend": "integer",
    "effort": "integer",
    "minutes": "double",
    "amount": "decimal",
    "size": "integer",
    "weight": "double",
    "solved": "boolean",
    "customer": "text",
    "price": "integer",
    "speed": "integer",
    "reasons": "text",
}
DATASET = """\
    date: day
    columns:
      recommend: {scale: [0, 10]}
      region: {rename: {Wales: Cymru}, missing: [n/a]}
      solved: {type: boolean}
      effort: {missing: [7]}
      opened: {type: datetime}
      closed: {type: datetime}
    asked: {mode: product}
    closed_loop: {opened: opened, closed: closed, recovered: solved, within: {workdays: 2}}
"""
HASSLES = """\
hassles: {dataset: contacts, cause: {column: region, map: {North: partner}}, customers: recommend}
"""
KPIS = """\
  nps: {measure: {nps: recommend}, by: *cuts, drivers: [price, speed]}
  effort: {measure: {mean: effort}, by: [region, product]}
  top: {measure: {top_box: {column: price, at_least: 4}}, by: [channel]}
  easy: {measure: {low_box: {column: speed, at_most: 2}}, by: [channel]}
  solved: {measure: {share: {that: solved}}, by: [region]}
  quick: {measure: {share: {that: "minutes < 5.5 and channel <> 'mail'"}}, where: *north}
  dear: {measure: {share: {that: *dear}}, by: [region]}
  late: {measure: {share: {that: "hours(opened, closed) > 24 or closed is null"}}}
  told: {measure: {share: {that: *told}}, by: [channel]}
  each: {measure: {ratio: {numerator: amount, denominator: size}}, by: [region]}
  money: {measure: {sum: amount}, by: [channel]}
  rows: {measure: {count: rows}, by: [product]}
  wait: {measure: {median: minutes}, by: [region, channel]}
  most: {measure: {percentile: {of: minutes, p: 90}}, by: [region]}
  people: {measure: {distinct: customer}, by: [region]}
  day_long: {measure: {within: {from: opened, to: closed, hours: 24}}, by: [region]}
  two_days: {measure: {within: {from: opened, to: closed, workdays: 2}}, by: [channel]}
  open: {measure: {open_at_end: {opened: opened, closed: closed}}, by: [region]}
  ended: {measure: {count: rows}, date: closed, by: [region, channel]}
"""
STAKES = """\
value_at_stake:
  - id: slow
    name: Slow
    dataset: contacts
    of: price > 1
    affected: minutes > 5
    lost: solved
    value: amount
    alike: [region, channel]
  - id: crude
    name: Crude
    dataset: contacts
    affected: solved
    lost: speed < 3
    value: amount * 2
    alike: []
"""
LISTENING = """\
journey: [{id: buy, name: Buy}, {id: help, name: Help}]
listening:
  exposure: {dataset: contacts, by: channel, count: size}
  sources:
    - {id: desk, kind: contacts, dataset: contacts, moment: {column: region, map: {North: buy}}}
    - {id: sizes, kind: survey, dataset: contacts, moment: help, count: size}
"""
WORDS = {
    "*cuts": "[region, channel, [region, channel]]",
    "*north": "\"region = 'North' or region is null\"",
    "*dear": "\"round(amount / size, 1) >= 60.5 and lower(product) like 'p0%'\"",
    "*told": "\"has(reasons, 'price') and opened >= '2025-03-01'\"",
}


def page(period, weighted):
    """The page of a definition by *period*; its answers weighted, or not."""
    more = "    survey_weight: weight\n    frequency: size\n" if weighted else ""
    kpis = KPIS
    for word, means in WORDS.items():
        kpis = kpis.replace(word, means)
    kpis = kpis.replace(": {measure", ": {name: K, owner: amara, dataset: contacts, measure")
    kpis = "".join(f"{line[:-1]}, polarity: neutral}}\n" for line in kpis.splitlines())
    return (
        f"calendar: {{period: {period}, timezone: Europe/London, holidays: free.csv}}\n"
        f"datasets:\n  contacts:\n    file: contacts.csv\n{DATASET}{more}"
        f"{HASSLES}{LISTENING}kpis:\n{kpis}" + ("" if weighted else STAKES)
        # Customers are counted whole: rows with a weight are refused.
    )


def drawn(count):
    """So many contacts of invented customers, the same ones every time."""
    draw = random.Random(7)
    start = datetime(2024, 1, 1)  # noqa: DTZ001 (as clocks on the wall show it)
    rows = []
    for number in range(count):
        opened = start + timedelta(seconds=draw.randrange(86_400 * 1000))
        took = timedelta(minutes=int(draw.expovariate(1 / 2000)), milliseconds=draw.randrange(1000))
        rows.append(
            [
                number,
                opened.date(),
                opened,
                None if draw.random() < 0.05 else opened + took,
                draw.choice(["North", "South", "Łódź ", "", "Wales", " N/A", "north"]) or None,
                draw.choice(["phone", "app", "mail", "Chat, web", 'the "shop"']),
                f"P{draw.randrange(12):02d}",
                None if draw.random() < 0.1 else draw.randrange(11),
                None if draw.random() < 0.2 else draw.randrange(1, 8),
                None if draw.random() < 0.03 else round(draw.expovariate(1 / 7), 2),
                Decimal(draw.randrange(-2000, 30_000)) / 100,
                draw.choice([1, 1, 1, 2, 3]),
                round(draw.uniform(0.5, 2), 3),
                draw.choice([True, False, None]),
                f"C{draw.randrange(count // 5)}",
                draw.randrange(1, 6),
                draw.randrange(1, 6),
                draw.choice(["price", "price, speed", "speed;Price", None, "prices"]),
            ]
        )
    return rows


def written(value):
    """*value* as it stands in a file."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


@pytest.fixture(scope="session")
def contacts(tmp_path_factory):
    """The rows, and a folder with their file."""
    folder = tmp_path_factory.mktemp("contacts")
    rows = drawn(20_000)
    with (folder / "contacts.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(COLUMNS), *([written(v) for v in row] for row in rows)])
    (folder / "free.csv").write_text("date,name\n2025-12-25,Christmas\n2026-01-01,New Year\n")
    return folder, rows


@pytest.fixture(scope="session")
def of_files():
    """What was measured of files, by the page's words."""
    return {}


def of_table(definition, server, table, monkeypatch):
    """*definition*, its rows in *table* of *server*."""
    monkeypatch.setenv(server.variable, server.url)
    dataset = definition.datasets["contacts"]
    file = replace(dataset.files[0], path=table)
    dataset = replace(dataset, connection="warehouse", table=table, files=(file,))
    return replace(
        definition, datasets={"contacts": dataset}, connections={"warehouse": server.connection}
    )


AS_OF = date(2026, 9, 20)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("period", "weighted"), [("month", False), ("week", False), ("month", True)]
)
def test_of_every_measure(server, contacts, of_files, tmp_path, monkeypatch, period, weighted):
    folder, rows = contacts
    text = page(period, weighted)
    (tmp_path / "free.csv").write_bytes((folder / "free.csv").read_bytes())
    (tmp_path / "contacts.csv").write_bytes((folder / "contacts.csv").read_bytes())
    definition = define(tmp_path, text)
    if text not in of_files:
        of_files[text] = measure_kpis(definition, AS_OF)
    in_file = of_files[text]
    table = load(server, "contacts", COLUMNS, rows)
    there = measure_kpis(of_table(definition, server, table, monkeypatch), AS_OF)

    ours, theirs = numbers(in_file), numbers(there)
    assert ours.keys() == theirs.keys()
    different = {
        key: (number, theirs[key]) for key, number in ours.items() if not alike(number, theirs[key])
    }
    assert not different
    assert len(ours) > 40_000
    assert in_file.loops
    assert there.hassles == in_file.hassles
    assert len(in_file.hassles.counts) > 100
    assert any(count.untold for count in in_file.hassles.counts)
    assert set(in_file.stakes) == (set() if weighted else {"slow", "crude"})
    assert all(each.unknown for each in in_file.stakes.values())
    assert there.voices == in_file.voices
    assert [(each.count, len(each.last) > 5) for each in in_file.voices] == [
        (None, True),
        ("size", True),
    ]
    assert {k: len(c) for k, c in in_file.coverage.items()} == dict.fromkeys(in_file.coverage, 1)
    assert there.coverage == in_file.coverage
    assert there.driven.keys() == in_file.driven.keys() == {"nps"}
    assert there.driven["nps"].n == in_file.driven["nps"].n > 0
    assert [p.code for p in there.problems] == [p.code for p in in_file.problems]
    assert there.sources[0].rows_used == in_file.sources[0].rows_used == len(rows)


def numbers(measured):
    """Every number of every fact, closed loop and value at stake, by where it stands."""
    return (
        {
            ("stake", id_, stratum.alike, part.name): getattr(stratum, part.name)
            for id_, stake in measured.stakes.items()
            for stratum in stake.strata
            for part in fields(stratum)
            if part.name != "alike"
        }
        | {
            ("stake", id_, name): getattr(stake, name)
            for id_, stake in measured.stakes.items()
            for name in ("unknown", "without_worth")
        }
        | of_kpis(measured)
    )


def of_kpis(measured):
    """Every number of every fact and every closed loop."""
    return {
        ("loop", id_, part.name): getattr(loop, part.name)
        for id_, loop in measured.loops.items()
        for part in fields(loop)
    } | {
        (fact.kpi, fact.by, fact.segment, fact.start, fact.end, part.name): getattr(
            fact.parts, part.name
        )
        for fact in measured.facts
        for part in fields(fact.parts)
    }


def alike(one, other):
    """Whether two numbers are the same, to a part in a thousand million."""
    if one is None or other is None or isinstance(one, bool):
        return one is other
    # pytest.approx says the same in ten times the time; a million pairs are asked about.
    return one == other or (
        isinstance(one, int | float | Decimal) and isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    )
