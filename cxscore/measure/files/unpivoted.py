"""Months across the columns: one row a label becomes one row a month."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from cxscore.frozen import frozen
from cxscore.measure.places import Place, readable
from cxscore.model.dataset import Wide
from cxscore.nearest import suggestion

DATE = "__date"
"""The column of the unpivoted table that holds each row's month, as an ISO date."""

_MONTH_LIKE = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W*\d{2,4}"
    r"|\d{4}\W?\d{1,2}(\W\d{1,2})?|\d{1,2}\W\d{4}",
    re.IGNORECASE,
)


@frozen
class Line:
    """A row of the wide table: its cells, and where each stands."""

    cells: Sequence[str]
    place: Callable[[int], Place]


@frozen
class Flaw:
    """What is wrong with a wide table, and where."""

    place: Place
    text: str
    hint: str = ""


@frozen
class Unpivoted:
    """The table unpivoted, months as rows: a header, rows, and where each cell came from."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[tuple[Place, ...], ...]
    flaws: tuple[Flaw, ...] = ()


def unpivot(header: Line, lines: Iterable[Line], wide: Wide) -> Unpivoted:
    """Turn a table with a month a column into one with a month a row.

    Args:
        header: the names: the label's column and the months.
        lines: the rows below it.
        wide: which column holds the labels, how months are written, and
            which labels are columns of the result.
    """
    flaws: list[Flaw] = []
    names = [cell.strip() for cell in header.cells]
    months = _months(header, names, wide, flaws)
    if wide.label.strip() not in names:
        hint = _did_you_mean(wide.label, names)
        flaws.append(
            Flaw(header.place(0), f"no column '{wide.label}', where labels should be", hint)
        )
        return Unpivoted((), (), (), tuple(flaws))
    chosen = _labelled(header, lines, names.index(wide.label.strip()), wide.rows, flaws)
    rows, places = [], []
    for at, month in months.items():
        cells = [(line.cells[at] if at < len(line.cells) else "") for line in chosen.values()]
        rows.append((month.isoformat(), *cells))
        places.append((header.place(at), *(line.place(at) for line in chosen.values())))
    return Unpivoted((DATE, *chosen), tuple(rows), tuple(places), tuple(flaws))


def _months(header: Line, names: Sequence[str], wide: Wide, flaws: list[Flaw]) -> dict[int, date]:
    months: dict[int, date] = {}
    seen: dict[date, str] = {}
    for at, name in enumerate(names):
        month = _month(name, wide.months)
        if name == wide.label.strip():
            continue
        if month is None:
            if _MONTH_LIKE.fullmatch(name):
                text = f"'{readable(name)}' is not a month written as {wide.months}"
                flaws.append(Flaw(header.place(at), text, "mend the header, or 'months'"))
        elif month in seen:
            text = f"'{name}' is the same month as '{seen[month]}'"
            flaws.append(Flaw(header.place(at), text))
        else:
            seen[month], months[at] = name, month
    if not months and not flaws:
        text = f"no header is a month written as {wide.months}"
        flaws.append(Flaw(header.place(0), text, "set 'months' to how they are written"))
    return months


def _month(name: str, written: str) -> date | None:
    """Return the first day meant by *name*; cells that Excel holds as dates come as ISO."""
    for form in (written, "%Y-%m-%d"):
        try:
            return datetime.strptime(name, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _labelled(
    header: Line,
    lines: Iterable[Line],
    label: int,
    wanted: Mapping[str, str],
    flaws: list[Flaw],
) -> dict[str, Line]:
    """Return the line of each label wanted, by the column name that KPIs use."""
    found: dict[str, Line] = {}
    for line in lines:
        name = line.cells[label].strip() if label < len(line.cells) else ""
        if name in found and name in {text.strip() for text in wanted.values()}:
            flaws.append(Flaw(line.place(label), f"a second row is labelled '{name}'"))
        found.setdefault(name, line)
    for text in wanted.values():
        if text.strip() not in found:
            hint = _did_you_mean(text, found)
            flaws.append(Flaw(header.place(label), f"no row is labelled '{text}'", hint))
    return {key: found[text.strip()] for key, text in wanted.items() if text.strip() in found}


def _did_you_mean(text: str, known: Iterable[str]) -> str:
    return suggestion(text.strip(), [readable(name) for name in known if name])
