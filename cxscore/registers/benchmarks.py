"""The register of benchmarks: what others reach, and what regulators ask for."""

import re
from datetime import date

from cxscore.corrections import day_hint, plain_number
from cxscore.model.benchmarks import Quoted
from cxscore.model.choices import BenchmarkKind
from cxscore.model.definition import Definition
from cxscore.model.kpi import COMPARABLE
from cxscore.problems import Problem
from cxscore.registers.rows import Reader, chosen, segment_in
from cxscore.tables import Row, Table

REQUIRED = ("kpi", "who", "value", "kind")
COLUMNS = (*REQUIRED, "n", "date", "source", "comparable", "segment")
_SAME = ("kpi", "who", "kind", "date", "segment", "source")
"""What two rows may not have all in common."""
_NUMBER = r"[-+−]?\d{1,15}(?:\.\d{1,25})?(?=\s?%?$)"
_YES = {COMPARABLE, "y", "true"}


def read_benchmarks(
    table: Table, definition: Definition, problems: list[Problem]
) -> tuple[Quoted, ...]:
    """Return the sound benchmarks in *table*; add what is wrong with the others to *problems*."""
    reader = Reader(table, definition, problems)
    if reader.lacks(REQUIRED):
        return ()
    found: list[Quoted] = []
    lines: dict[tuple[str, ...], int] = {}
    for row in table.rows:
        if reader.is_total(row, REQUIRED):
            continue
        before = len(problems)
        key = tuple(row[name].lower() for name in _SAME)
        if key in lines and row["kpi"] and row["who"]:
            says = f"{row['who']} stands here a second time for the same KPI, date and source"
            reader.say(row, "who", "CX307", says, f"the first is on line {lines[key]}")
        lines.setdefault(key, row.line)
        quoted = _read(row, reader, definition)
        if quoted is not None and len(problems) == before:
            found.append(quoted)
    return tuple(found)


def _read(row: Row, reader: Reader, definition: Definition) -> Quoted | None:
    reader.blanks(row, REQUIRED)
    reader.kpi(row)
    kind = chosen(row, "kind", BenchmarkKind, reader)
    value, n, span = _value(row, reader, definition), _base(row, reader), _span(row, reader)
    known = [row["kpi"]] if row["kpi"] in reader.kpis else []
    segment = segment_in(row, known, reader) if known else None
    if not row["date"] and kind is not BenchmarkKind.REGULATOR:
        # A line may hold for good; what others reach does not.
        reader.blanks(row, ("date",))
    if kind is None or value is None:
        return None
    return Quoted(
        kpi=row["kpi"],
        who=row["who"],
        value=value,
        kind=kind,
        n=n,
        dated=row["date"],
        span=span,
        source=row["source"],
        obstacle="" if row["comparable"].lower() in {"", *_YES} else row["comparable"],
        segment=segment,
        more=reader.more(row, COLUMNS),
        place=(reader.table.path, row.line),
    )


def _value(row: Row, reader: Reader, definition: Definition) -> float | None:
    """Return the number in the cell under ``value``; note one that the KPI cannot have."""
    text = row["value"]
    if not text:
        return None
    found = re.match(_NUMBER, text)
    if found is None:
        number = plain_number(text)
        hint = f"write {number}" if number else "write a number in the KPI's unit, as 95.1"
        reader.say(row, "value", "CX733", f"value is '{text}', not a number", hint)
        return None
    value = float(found[0].replace("−", "-"))
    kpi = next((each for each in definition.kpis if each.id == row["kpi"]), None)
    edges = None if kpi is None or kpi.gap_between is not None else kpi.statistic.edges
    if edges is not None and not edges[0] <= value <= edges[1]:
        says = f"value is {text}, and kpis.{row['kpi']} goes from {edges[0]:g} to {edges[1]:g}"
        reader.say(row, "value", "CX733", says, "write it in the KPI's unit")
        return None
    return value


def _base(row: Row, reader: Reader) -> int | None:
    """Return the whole number in the cell under ``n``, from 1; None where it is blank or faulty."""
    text = row["n"]
    if not text:
        return None
    if re.fullmatch(r"\d{1,15}(?:\.0+)?", text) and int(text.partition(".")[0]) >= 1:
        return int(text.partition(".")[0])
    number = plain_number(text)
    whole = number is not None and number != text and number.isdecimal() and int(number) >= 1
    hint = f"write {number}" if whole else "leave it blank where nobody says how many were asked"
    reader.say(row, "n", "CX733", f"n is '{text}', not a whole number from 1", hint)
    return None


def _span(row: Row, reader: Reader) -> tuple[date, date] | None:
    """Return the first and the last day in the cell under ``date``."""
    text = row["date"]
    if not text:
        return None
    span = reader.span(text)
    if span is None:
        says = f"date is '{text}', not a day or a period"
        reader.say(row, "date", "CX304", says, day_hint(text, "write it as 2026-03-31, or 2026-03"))
    return span
