"""What the cells of a register's rows mean, and what is wrong with them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import TypeVar

from cxscore.corrections import day_hint
from cxscore.model.choices import Polarity
from cxscore.model.definition import Definition
from cxscore.nearest import nearest, suggest_id, suggestion
from cxscore.problems import Problem, Severity
from cxscore.tables import Row, Table

Choice = TypeVar("Choice", bound=Enum)


def listed_in(row: Row, name: str) -> tuple[str, ...]:
    """Return the words of the cell of *row* under *name*, which are parted by ``;``, each once.

    A YAML list is one as well, which is kept as the days of a due date are.
    """
    text = row[name]
    if not text:
        return ()
    if ";" not in text and ">" not in text:
        return (text,)
    words = (word.strip() for word in text.replace(">", ";").split(";"))
    return tuple(dict.fromkeys(word for word in words if word))


def chosen(row: Row, name: str, words: type[Choice], reader: "Reader") -> Choice | None:
    """Return which of *words* the cell under *name* has; None where it is blank or none of them."""
    text = row[name].lower()
    if not text:
        return None
    known = _by_value(words)
    if text not in known:
        hint = suggestion(text, known, "it must be one of")
        reader.say(row, name, "CX305", f"{name} is '{row[name]}'", hint)
    return known.get(text)


@cache
def _by_value(words: type[Choice]) -> Mapping[str, Choice]:
    return {each.value: each for each in words}


def segment_in(row: Row, kpis: Sequence[str], reader: "Reader") -> tuple[str, str] | None:
    """Return the column and the value in the cell under ``segment``; note one that *kpis* lack.

    None where the cell is blank or faulty, or the KPI is.
    """
    text = row["segment"]
    if not text:
        return None
    column, equals, value = (part.strip() for part in text.partition("="))
    if not (column and equals and value):
        says = f"segment is '{text}', not a column and its value"
        reader.say(row, "segment", "CX313", says, "write it as region=North")
        return None
    if not kpis:
        says = f"segment is '{text}', and there is no KPI to look for it in"
        reader.say(row, "segment", "CX313", says, "name the KPI under kpi, or leave segment blank")
        return None
    known = reader.columns_by(kpis[0])
    if known is None:
        return None
    if column not in known:
        says = f"'{kpis[0]}' has no segments by '{column}'"
        reader.say(row, "segment", "CX313", says, suggestion(column, known, "its by names"))
        return None
    return column, value


def moments_of(definition: Definition) -> dict[str, str] | None:
    """Return the names of stages and their moments by id; None where the journey has faults."""
    stages = definition.journey
    if not stages and ("journey",) in definition.origin.places:
        return None
    found = {stage.id: stage.name for stage in stages}
    return found | {each.id: each.name for stage in stages for each in stage.moments}


class Reader:
    """Reads the cells of a register's rows, and notes what is wrong with them."""

    def __init__(self, table: Table, definition: Definition, problems: list[Problem]) -> None:
        self.table = table
        self._definition = definition
        self.problems = problems
        self._more: tuple[list[str], ...] = ()
        self.kpis = {
            **_written_ids(definition, "kpis"),
            **{kpi.id: kpi.name for kpi in definition.kpis},
        }
        self.owners = {
            **_written_ids(definition, "owners"),
            **{owner.id: owner.name for owner in definition.owners},
        }

    def aside(self) -> "Reader":
        """Return a reader of the same table whose problems are its own."""
        return Reader(self.table, self._definition, [])

    def say(self, row: Row, name: str, code: str, text: str, hint: str = "") -> None:
        """Note an error in the cell of *row* under *name*."""
        self.problems.append(self.table.problem(row, name, code, text, hint))

    def warn(self, row: Row, name: str, code: str, text: str, hint: str = "") -> None:
        """Note a warning at the cell of *row* under *name*."""
        place = row.place(name)
        self.problems.append(
            Problem(self.table.path, *place, code, text, Severity.WARNING, hint=hint)
        )

    def lacks(self, required: Sequence[str]) -> bool:
        """Return whether the header lacks any of the *required* columns, and note it."""
        path, line = self.table.path, self.table.header_line
        absent = [name for name in required if name not in self.table.header]
        meant = [near for name in absent if (near := self._meant_for(name)) is not None]
        if len(absent) == len(required) > 1:
            says = f"this line has none of the columns {', '.join(absent)}"
            alike = len(meant) == len(absent)
            hint = _RENAME.format(", ".join(meant)) if alike else _FIRST_LINE
            self.problems.append(Problem(path, line, 1, "CX301", says, hint=hint))
            return True
        for name in absent:
            near = self._meant_for(name)
            hint = f"did you mean '{near}'?" if near else ""
            says = f"there is no column '{name}'"
            self.problems.append(Problem(path, line, 1, "CX301", says, hint=hint))
        return bool(absent)

    def is_total(self, row: Row, required: Sequence[str]) -> bool:
        """Return whether *row* is one of totals, as spreadsheets have them last, and note it."""
        if len([name for name in required if not row[name]]) < 2:
            return False
        first = next((name for name, text in row.items() if text), "")
        if re.fullmatch(_TOTAL, row[first], re.IGNORECASE) is None:
            return False
        says = f"this row reads '{row[first]}', and most of its cells are blank"
        self.say(row, first, "CX309", says, "leave totals out of a register")
        return True

    def blanks(self, row: Row, required: Iterable[str]) -> None:
        """Note which of the *required* cells are blank."""
        for name in required:
            if not row[name]:
                self.say(row, name, "CX309", f"{name} is blank")

    def kpi(self, row: Row, column: str = "kpi") -> None:
        """Note a KPI in the cell under *column* that is not there."""
        name = row[column]
        if name and name not in self.kpis:
            hint = suggest_id(name, self.kpis)
            self.say(row, column, "CX302", f"there is no KPI '{name}'", hint)

    def kpis_in(self, row: Row) -> tuple[str, ...]:
        """Return the KPIs of *row*, parted by ``;``; note those that are not there."""
        found = listed_in(row, "kpi")
        for name in found:
            if name not in self.kpis:
                hint = suggest_id(name, self.kpis)
                self.say(row, "kpi", "CX302", f"there is no KPI '{name}'", hint)
        return found

    def owner(self, row: Row, column: str = "owner") -> None:
        """Note an owner in the cell under *column* who is not there."""
        if row[column]:
            self._known_owner(row, column, row[column])

    def owners_in(self, row: Row, name: str) -> tuple[str, ...]:
        """Return the owners in the cell under *name*, parted by ``;``; note who is not there."""
        found = listed_in(row, name)
        for owner in found:
            self._known_owner(row, name, owner)
        return found

    def _known_owner(self, row: Row, name: str, owner: str) -> None:
        if owner not in self.owners:
            hint = suggest_id(owner, self.owners)
            self.say(row, name, "CX303", f"there is no owner '{owner}'", hint)

    def columns_by(self, kpi: str) -> tuple[str, ...] | None:
        """Return the columns that *kpi* is cut by, one at a time; None where it has faults."""
        found = next((each for each in self._definition.kpis if each.id == kpi), None)
        if found is None:
            return None
        sets = found.dimension_sets
        return tuple(column for columns in sets if len(columns) == 1 for column in columns)

    def polarity(self, kpi: str) -> Polarity | None:
        """Return which way *kpi* has to move; None where it is not known."""
        found = next((each for each in self._definition.kpis if each.id == kpi), None)
        return found.polarity if found is not None else None

    def span(self, text: str) -> tuple[date, date] | None:
        """Return the first and the last day that *text*, a day or a period, means; else None."""
        return self._definition.calendar.span(text)

    def day(self, row: Row, name: str) -> date | None:
        """Return the date in the cell under *name*; None where it is blank or wrong."""
        text = row[name]
        return self._day(row, name, text) if text else None

    def days(self, row: Row, name: str) -> tuple[date, ...]:
        """Return the dates in the cell under *name*, which are parted by ``>``."""
        text = row[name]
        if not text:
            return ()
        several = ">" in text or "→" in text
        texts = re.split(r"\s*(?:->|→|>)\s*", text) if several else [text]
        found = [self._day(row, name, text) for text in texts]
        return tuple(day for day in found if day is not None)

    def more(self, row: Row, known: Iterable[str]) -> Mapping[str, str]:
        """Return the cells under columns that are not *known*."""
        if not self._more:
            self._more = ([name for name in self.table.header if name not in known],)
        return {name: row[name] for name in self._more[0]}

    def _day(self, row: Row, name: str, text: str) -> date | None:
        found = _day_of(text)
        if found is not None:
            return found
        if not text:
            says = f"{name} is '{row[name]}', which lacks a day before or after '>'"
            self.say(row, name, "CX304", says, "write it as 2026-03-01>2026-05-01, or one day")
            return None
        self.say(row, name, "CX304", f"{name} is '{text}', not a day", day_hint(text))
        return None

    def _meant_for(self, name: str) -> str | None:
        """Return the column of the header that is meant for *name*."""
        near = nearest(name, self.table.header)
        return near or next((own for own in self.table.header if nearest(own, [name])), None)


@lru_cache(maxsize=4096)
def _day_of(text: str) -> date | None:
    """Return the day that *text* is; None for none. A long log has the same days over and over."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_FIRST_LINE = "they have to stand on the first line, with no title above them"
_RENAME = "rename those that are meant: {}"
_TOTAL = r"(grand |sub)?totals?\b.*|sum|summe|gesamt|all|count"
"""What the first cell of a row of totals reads."""


def _written_ids(definition: Definition, part: str) -> dict[str, str]:
    """Return all the ids under *part* in kpis.yaml, those with faults included."""
    return {
        str(where[1]): ""
        for where in definition.origin.places
        if len(where) == 2 and where[0] == part
    }
