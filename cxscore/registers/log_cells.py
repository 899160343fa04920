"""What the cells of rows of the log mean: of tens of thousands each text is read but once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from cxscore.corrections import plain_number
from cxscore.csv_cells import Line
from cxscore.model.aim import Aim
from cxscore.model.log import Cause, CauseTag, FoundBy, LogKind, LogRow, LogStatus
from cxscore.registers.rows import Reader, chosen, listed_in, segment_in
from cxscore.tables import Row

COLUMNS = (
    *("id", "kind", "title", "owner", "kpi", "about", "with", "opened", "due", "closed", "status"),
    *("cause", "expected", "expected_effect", "segment", "aim", "cost", "check_on", "progress"),
    *("given_up", "found_by", "customers", "learning", "change", "outcome"),
)
REQUIRED = ("id", "title", "owner")
_ALSO: Mapping[LogKind, tuple[str, ...]] = {LogKind.FAILURE: ("opened",)}
"""What rows of a kind have to say besides."""
AT_ONCE = 128
"""Lines that are read column by column: of more, the cells no longer lie near one another."""
_ABOUT_SOMETHING = (LogKind.ACTION, LogKind.BLOCKER, LogKind.FAILURE)
"""Kinds that name a KPI, or what else they are about. A decision may be about anything."""
_NONE: Mapping[str, str] = {}
_TAGS: Mapping[str, CauseTag] = {each.value: each for each in CauseTag}


class LogLines:
    """The lines of a table, read as rows of the log; *kind* is that of all, None where they say it.

    Of tens of thousands of rows most have the same days, people and words as others. So what a
    text of a column means is asked once, of the functions that :func:`read_row` asks cell by
    cell; a row with anything odd is left to that, which says what it is and where it stands.
    """

    def __init__(self, reader: Reader, kind: LogKind | None) -> None:
        """Look where the columns are; one that is not there is blank in each row."""
        header, aside = reader.table.header, reader.aside()
        places = {name: at for at, name in enumerate(header)}
        self.reader, self.kind = reader, kind
        self._places = places
        self._meanings = {name: _Once((name,), aside) for name in _MEANINGS}
        self._segments = _Once(("kpi", "segment"), aside)
        self._more = {name: at for name, at in places.items() if name not in COLUMNS}

    def __iter__(self) -> Iterator[Sequence[LogRow | None]]:
        """Yield, some lines at a time, what each says; None where something about it is odd."""
        lines = self.reader.table.lines
        for at in range(0, len(lines), AT_ONCE):
            yield self._rows_of(lines[at : at + AT_ONCE])

    def _rows_of(self, lines: Sequence[Line]) -> Sequence[LogRow | None]:
        """Return what *lines* say; where a cell of one is odd they are read one by one."""
        try:
            found = self._rows_by_columns(lines)
        except _Odd:
            if len(lines) == 1:
                return [None]
            return [row for line in lines for row in self._rows_of([line])]
        return [row if _is_whole(row) else None for row in found]

    def _rows_by_columns(self, lines: Sequence[Line]) -> list[LogRow]:
        """Return what *lines* say.

        Raises:
            _Odd: where something is wrong with a cell of them.
        """
        columns = list(zip(*[line.texts for line in lines], strict=True))
        blank = ("",) * len(lines)
        texts = {
            name: columns[at] if (at := self._places.get(name)) is not None else blank
            for name in COLUMNS
        }
        means = {
            name: list(map(once.__getitem__, texts[name]))
            if name in self._places
            else [once[""]] * len(lines)
            for name, once in self._meanings.items()
        }
        segments: list[tuple[str, str] | None] = [None] * len(lines)
        if any(texts["segment"]):  # what one means its KPI says
            told = zip(texts["kpi"], texts["segment"], strict=True)
            segments = list(map(self._segments.__getitem__, told))
        expected = zip(texts["expected"], texts["expected_effect"], strict=True)
        more = [
            {name: line.texts[at] for name, at in self._more.items()} if self._more else _NONE
            for line in lines
        ]
        path = self.reader.table.path
        return list(
            map(
                LogRow,
                texts["id"],
                [self.kind] * len(lines) if self.kind else means["kind"],
                texts["title"],
                means["owner"],
                list(map(_status, means["status"], means["closed"])),
                means["kpi"],
                means["about"],
                means["with"],
                means["opened"],
                means["due"],
                means["closed"],
                means["cause"],
                [first or second for first, second in expected],
                segments,
                means["aim"],
                texts["cost"],
                means["check_on"],
                means["progress"],
                texts["given_up"],
                means["found_by"],
                means["customers"],
                texts["learning"],
                texts["change"],
                texts["outcome"],
                more,
                [(path, line.number) for line in lines],
            )
        )


def read_row(row: Row, reader: Reader, kind: LogKind | None) -> LogRow:
    """Return what *row* says, and note what is wrong with it."""
    kind = kind or chosen(row, "kind", LogKind, reader)
    reader.blanks(row, (*REQUIRED, *_ALSO.get(kind, ())) if kind else (*REQUIRED, "kind"))
    if kind in _ABOUT_SOMETHING and not row["kpi"] and not row["about"]:
        either = ", and so is about" if "about" in reader.table.header else ""
        reader.say(row, "kpi", "CX309", f"kpi is blank{either}")
    said = {name: meant(row, reader) for name, meant in _MEANT_BY.items() if name != "kind"}
    found = LogRow(
        id=row["id"],
        kind=kind or LogKind.ACTION,
        title=row["title"],
        owner=said["owner"],
        status=_status(said["status"], said["closed"]),
        kpis=said["kpi"],
        about=said["about"],
        carried_with=said["with"],
        opened=said["opened"],
        due=said["due"],
        closed=said["closed"],
        cause=said["cause"],
        expected_effect=row["expected"] or row["expected_effect"],
        segment=said["segment"],
        aim=said["aim"],
        cost=row["cost"],
        check_on=said["check_on"],
        progress=said["progress"],
        given_up=row["given_up"],
        found_by=said["found_by"],
        customers=said["customers"],
        learning=row["learning"],
        change=row["change"],
        outcome=row["outcome"],
        more=reader.more(row, COLUMNS),
        place=(reader.table.path, row.line),
    )
    _check_days(row, found, reader)
    return found


def cause_parted(text: str) -> tuple[str, str]:
    """Return the word before the colon of *text*, empty where there is none, and what follows."""
    word, colon, words = text.partition(":")
    word = word.strip()
    return (word, words.lstrip()) if colon and word.isascii() and word.isalpha() else ("", text)


# -- texts, each read once


class _Odd(Exception):  # noqa: N818 (it names what is found)
    """Something is wrong with a cell."""


class _Once(dict[Any, Any]):
    """What the cells under some names mean, by their texts, each asked for but once."""

    def __init__(self, names: Sequence[str], reader: Reader) -> None:
        super().__init__()
        self._names, self._reader = names, reader
        self._odd: set[Any] = set()

    def __missing__(self, told: Any) -> Any:  # noqa: ANN401 (a text, or several; any meaning)
        """Ask what is *told*, by a row of these cells alone.

        Raises:
            _Odd: where something is wrong with it.
        """
        if told not in self._odd:
            cells = zip(self._names, (told,) if isinstance(told, str) else told, strict=True)
            meaning = _MEANT_BY[self._names[-1]](Row(0, cells, dict), self._reader)
            if not self._reader.problems:
                self[told] = meaning
                return meaning
            self._reader.problems.clear()
            self._odd.add(told)
        raise _Odd


def _is_whole(found: LogRow) -> bool:
    """Return whether a row says what its kind has to say, and its days are in order."""
    kind: LogKind | None = found.kind
    opened, closed, due = found.opened, found.closed, found.due
    if kind is None or not (found.id and found.title and found.owner):
        return False
    if not (found.kpis or found.about) and kind in _ABOUT_SOMETHING:
        return False
    if opened is None:
        return kind not in _ALSO
    return not ((closed is not None and closed < opened) or (due and due[-1] < opened))


# -- cell by cell


def _status(typed: LogStatus | None, closed: object) -> LogStatus:
    """Return the status that is *typed*, else what follows from the day it was closed."""
    return typed or (LogStatus.DONE if closed else LogStatus.OPEN)


def _owner(row: Row, reader: Reader) -> str:
    reader.owner(row)
    return row["owner"]


def _segment(row: Row, reader: Reader) -> tuple[str, str] | None:
    return segment_in(row, listed_in(row, "kpi")[:1], reader)


def _cause(text: str) -> Cause | None:
    """Return the cause; where it lies stands before a colon, in one word."""
    if not text:
        return None
    tag, words = cause_parted(text)
    found = _TAGS.get(tag.lower())
    return Cause(words, found) if found else Cause(text)


def _customers(row: Row, reader: Reader) -> int | None:
    text = row["customers"]
    if not text:
        return None
    number = plain_number(text) or text
    if not re.fullmatch(r"\d{1,12}", number):
        says = f"customers is '{text}', not a whole number"
        reader.say(row, "customers", "CX306", says, "write how many, as 420, or leave it blank")
        return None
    return int(number)


def _progress(row: Row, reader: Reader) -> float | None:
    text = row["progress"]
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) ?%?", text)
    if found is None or float(found[1]) > 100:
        says = f"progress is '{text}', not a percentage from 0 to 100"
        number = plain_number(text)
        hint = f"write {number}" if number and number != text and 0 <= float(number) <= 100 else ""
        reader.say(row, "progress", "CX306", says, hint)
        return None
    return float(found[1])


def _check_days(row: Row, found: LogRow, reader: Reader) -> None:
    if found.opened and found.closed and found.closed < found.opened:
        says = f"closed on {found.closed}, before it was opened on {found.opened}"
        reader.say(row, "closed", "CX310", says)
    if found.opened and found.due and found.due[-1] < found.opened:
        says = f"due on {found.due[-1]}, before it was opened on {found.opened}"
        reader.say(row, "due", "CX310", says)


_MEANINGS: Mapping[str, Callable[[Row, Reader], Any]] = {
    "kind": lambda row, reader: chosen(row, "kind", LogKind, reader),
    "kpi": lambda row, reader: reader.kpis_in(row),
    "owner": _owner,
    "status": lambda row, reader: chosen(row, "status", LogStatus, reader),
    "closed": lambda row, reader: reader.day(row, "closed"),
    "about": lambda row, _: listed_in(row, "about"),
    "with": lambda row, reader: reader.owners_in(row, "with"),
    "opened": lambda row, reader: reader.day(row, "opened"),
    "due": lambda row, reader: reader.days(row, "due"),
    "cause": lambda row, _: _cause(row["cause"]),
    "aim": lambda row, reader: chosen(row, "aim", Aim, reader),
    "check_on": lambda row, reader: reader.day(row, "check_on"),
    "progress": _progress,
    "found_by": lambda row, reader: chosen(row, "found_by", FoundBy, reader),
    "customers": _customers,
}
"""What the cell under a name means; each notes what is wrong with it."""
_MEANT_BY: Mapping[str, Callable[[Row, Reader], Any]] = {**_MEANINGS, "segment": _segment}
