"""What a column seems to hold, from its cells: a guess, with the evidence for it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cxscore.model.dataset import ColumnType

CATEGORIES = 12
"""A text column with no more different values than this is called a category."""

DATE_FORMATS = (
    "",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
)
"""The formats that are tried; the empty one is ISO 8601."""

SCALES = ((0, 7, 10, "nps"), (1, 3, 5, "top_box"), (1, 5, 7, "mean"))
"""Scales of answers: lowest answer, what the highest must exceed, highest, measure."""

_BLANKS = {"", "n/a", "na", "null", "none", "-", "."}


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold."""

    type: ColumnType
    evidence: str
    """What the guess rests on, for the comment beside it."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Further keys of the column, as YAML."""
    formats: tuple[str, ...] = ()
    """For dates: every format that fits all cells; the empty one is ISO 8601."""
    measure: str = ""
    """The measure it suits: ``nps``, ``top_box`` or ``mean``."""
    decimal_comma: bool = False


def name_of(header: str, taken: set[str]) -> str:
    """Return a name for a column that needs no quotes, and add it to *taken*."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", header).strip("_").lower()
    name = plain if plain[:1].isalpha() else f"c_{plain}".rstrip("_")
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    taken.add(unique)
    return unique


def guess_column(cells: Sequence[str | None]) -> Guess:
    """Return what *cells* seem to hold; blanks and their usual signs do not count."""
    filled = [cell.strip() for cell in cells if cell and cell.strip().lower() not in _BLANKS]
    blank = len(cells) - len(filled)
    if not filled:
        return Guess(ColumnType.TEXT, "empty in every row: confirm, or leave it out")
    note = f"; {blank:,} blank" if blank else ""
    guess = _number(filled) or _dates(filled) or _boolean(filled) or _text(filled)
    return replace(guess, evidence=guess.evidence + note)


def _number(filled: Sequence[str]) -> Guess | None:
    if not all(re.fullmatch(r"[+-]?\d+(\.\d+)?", cell) for cell in filled):
        if all(re.fullmatch(r"[+-]?\d+,\d+|[+-]?\d+", cell) for cell in filled):
            return Guess(
                ColumnType.NUMBER, 'confirm: decimal commas; add decimal: "," to the dataset'
            )
        return None
    values = [float(cell) for cell in filled]
    low, high = min(values), max(values)
    evidence = f"from {low:g} to {high:g}"
    if all(value.is_integer() for value in values):
        for bottom, above, top, measure in SCALES:
            if low >= bottom and above < high <= top:
                doubt = f"{evidence}: confirm the scale"
                options = {"scale": f"[{bottom}, {top}]"}
                return Guess(ColumnType.NUMBER, doubt, options, (), measure)
        if len(set(values)) == len(values) > 1:
            return Guess(ColumnType.TEXT, f"{evidence}, all different: an identifier? confirm")
    return Guess(ColumnType.NUMBER, f"{evidence}: confirm", {}, (), "mean")


def _dates(filled: Sequence[str]) -> Guess | None:
    fitting = tuple(form for form in DATE_FORMATS if all(map(_reads(form), filled)))
    if not fitting:
        return _mixed_dates(filled)
    timed = any(":" in cell for cell in filled)
    kind = ColumnType.DATETIME if timed else ColumnType.DATE
    if fitting[0] == "":
        fitting = ("",)
    options = {} if fitting == ("",) or len(fitting) > 1 else {"format": f'"{fitting[0]}"'}
    doubt = "day or month first? confirm" if len(fitting) > 1 else "confirm"
    return Guess(kind, f"such as {filled[0]}: {doubt}", options, fitting)


def _mixed_dates(filled: Sequence[str]) -> Guess | None:
    """Return what to say of dates that no single format reads, which nobody can guess."""
    if not all(any(_reads(form)(cell) for form in DATE_FORMATS) for cell in filled):
        return None
    odd = next(cell for cell in filled if not _reads(_first_format(filled[0]))(cell))
    return Guess(
        ColumnType.TEXT,
        f"dates in more than one format, such as {filled[0]} and {odd}: make them one",
    )


def _first_format(cell: str) -> str:
    return next(form for form in DATE_FORMATS if _reads(form)(cell))


def _reads(form: str) -> Callable[[str], bool]:
    def reads(cell: str) -> bool:
        try:
            if form:
                datetime.strptime(cell, form)  # noqa: DTZ007 (only whether it fits)
            else:
                datetime.fromisoformat(cell)
        except ValueError:
            return False
        return form != "" or bool(re.match(r"\d{4}-\d\d-\d\d", cell))

    return reads


def _boolean(filled: Sequence[str]) -> Guess | None:
    words = {cell.lower() for cell in filled}
    if words <= {"true", "false"} or words <= {"yes", "no"} or words <= {"y", "n"}:
        return Guess(ColumnType.BOOLEAN, f"{', '.join(sorted(words))}: confirm")
    return None


def _text(filled: Sequence[str]) -> Guess:
    counts = Counter(filled)
    if len(counts) <= CATEGORIES:
        listed = ", ".join(name for name, _ in counts.most_common())
        printable = "".join(sign if sign.isprintable() else " " for sign in listed)
        return Guess(ColumnType.TEXT, f"{len(counts)} different: {printable}")
    return Guess(ColumnType.TEXT, f"{len(counts):,} different")
