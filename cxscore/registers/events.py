"""The register of events: what happened on a day, to one KPI's customers or to all."""

from cxscore.model.definition import Definition
from cxscore.model.registers import Event
from cxscore.problems import Problem
from cxscore.registers.rows import Reader
from cxscore.tables import Row, Table

REQUIRED = ("date", "title")
COLUMNS = (*REQUIRED, "kpi")


def read_events(table: Table, definition: Definition, problems: list[Problem]) -> tuple[Event, ...]:
    """Return the sound events in *table*, by day; add what is wrong with the others to *problems*.

    An event without a KPI concerns all of them.
    """
    reader = Reader(table, definition, problems)
    if reader.lacks(REQUIRED):
        return ()
    events: list[Event] = []
    lines: dict[tuple[str, str, str], int] = {}
    for row in table.rows:
        if reader.is_total(row, REQUIRED):
            continue
        before = len(problems)
        key = row["date"], row["kpi"], row["title"]
        if key in lines and row["date"] and row["title"]:
            says = f"'{row['title']}' stands here a second time"
            reader.say(row, "title", "CX307", says, f"the first is on line {lines[key]}")
        lines.setdefault(key, row.line)
        event = _read(row, reader)
        if event is not None and len(problems) == before:
            events.append(event)
    return tuple(sorted(events, key=lambda event: event.date))


def _read(row: Row, reader: Reader) -> Event | None:
    reader.blanks(row, REQUIRED)
    reader.kpi(row)
    day = reader.day(row, "date")
    if day is None:
        return None
    return Event(day, row["title"], row["kpi"] or None, reader.more(row, COLUMNS))
