"""What a column seems to hold, from its cells: a guess, with the evidence for it."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import Enum

from cxscore.frozen import frozen
from cxscore.measure.drafts.number_marks import NumberMarks
from cxscore.measure.files.date_formats import DATE_FORMATS
from cxscore.model.column_type import ColumnType

CATEGORIES = 12
"""A text column with no more different values than this is called a category."""

FEWEST_OF_A_TABLE = 6
"""Whole numbers within a scale that are all different, in so many rows, are counts."""

FEWEST_FOR_AN_IDENTIFIER = 20
"""Values that are all different: in fewer rows than this they may be counts, or names."""

SCALES = ((0, 7, 10, "nps"), (1, 3, 5, "top_box"), (1, 5, 7, "mean"))
"""Scales of answers: lowest answer, what the highest must exceed, highest, measure."""

OFFSET = re.compile(r"\d(Z|[+-]\d\d:?\d\d)$")
"""How a moment ends that says how far it is from Greenwich."""

_BLANKS = {"", "n/a", "na", "null", "none", "-", "."}
_IDENTIFIER = re.compile(
    r"(^|[^a-z])(ids?|nr|no|number|key|code|ref|reference)([^a-z]|$)", re.IGNORECASE
)
_DURATION = re.compile(r"\d{1,4}:[0-5]\d(:[0-5]\d(\.\d+)?)?")
_MONEY = re.compile(r"[-+\u2212(]?\s*[$£€¥]|[$£€¥]\s*\)?$|^\(\s*\d.*\)$")
_SERIALS = 36_526, 73_050
"""Days that spreadsheets number, from 2000 to 2099."""


class Role(Enum):
    """What a column is for, so far as its cells tell."""

    ANSWER_0_10 = "answers from 0 to 10"
    ANSWER_1_5 = "answers from 1 to 5"
    NUMBER = "a number"
    COUNT = "a whole number of something"
    DURATION = "a time that something took"
    DATE = "a date"
    YEAR = "the year of a date"
    MONTH = "the month of a date"
    CATEGORY = "a category"
    IDENTIFIER = "an identifier"
    OTHER = "something else"


DATE_PARTS = {
    Role.YEAR: (re.compile(r"year|yr|jahr|année", re.IGNORECASE), 1990, 2099),
    Role.MONTH: (re.compile(r"month|monat|mois", re.IGNORECASE), 1, 12),
}
"""How the parts of a date are called, and between what they lie."""


@frozen
class Guess:
    """What a column seems to hold."""

    type: ColumnType
    evidence: str
    """What the guess rests on, for the comment beside it."""
    role: Role = Role.OTHER
    options: Mapping[str, str] = field(default_factory=dict)
    """Further keys of the column, as YAML."""
    formats: tuple[str, ...] = ()
    """For dates: every format that fits all cells; the empty one is ISO 8601."""
    has_offsets: bool = False
    """For dates: whether cells say how far they are from Greenwich."""
    words: tuple[str, ...] = ()
    """For categories: what there is, the most frequent first."""
    numbers: tuple[float | None, ...] = ()
    """For numbers: each cell as a number; None where it is blank."""


def name_of(header: str, taken: set[str]) -> str:
    """Return a name for a column that needs no quotes, and add it to *taken*."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", header).strip("_").lower()
    name = plain if plain[:1].isalpha() else f"c_{plain}".rstrip("_")
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}_{number}", number + 1
    taken.add(unique)
    return unique


def guess_column(
    cells: Sequence[str | None], name: str = "", marks: NumberMarks | None = None
) -> Guess:
    """Return what *cells* under the header *name* seem to hold; blanks do not count.

    *marks* say how the file writes its numbers.
    """
    filled = [cell.strip() for cell in cells if cell and cell.strip().lower() not in _BLANKS]
    blank = len(cells) - len(filled)
    if not filled:
        return Guess(ColumnType.TEXT, "empty in every row: confirm, or leave it out")
    note = f"; {blank:,} blank" if blank else ""
    guess = (
        # 01.02.2026 is a date before it is a number with its thousands parted.
        _dates(filled)
        or _number(cells, filled, name, marks or NumberMarks())
        or _boolean(filled)
        or _text(filled)
    )
    return replace(guess, evidence=guess.evidence + note)


def _number(
    cells: Sequence[str | None], filled: Sequence[str], name: str, marks: NumberMarks
) -> Guess | None:
    written = _written(filled)
    read = {cell: _value(cell, written, marks) for cell in filled}
    values = [value for value in read.values() if value is not None]
    if len(values) < len(read):
        return None
    all_of = tuple(read.get((cell or "").strip()) for cell in cells)
    every = [value for value in all_of if value is not None]
    low, high = min(values), max(values)
    evidence = f"from {low:g} to {high:g}"
    if written:
        role = Role.DURATION if written == "duration" else Role.NUMBER
        doubt = f"{evidence}{', in seconds' if written == 'duration' else ''}: confirm"
        return Guess(ColumnType.NUMBER, doubt, role, {"written": written}, numbers=all_of)
    if all(value.is_integer() for value in values):
        if "date" in name.lower() and _SERIALS[0] <= low <= high <= _SERIALS[1]:
            doubt = f"{evidence}: days as spreadsheets number them? confirm"
            options = {"format": "excel"}
            return Guess(ColumnType.DATE, doubt, Role.DATE, options, ("excel",))
        answered = len(every) > len(set(every)) or len(every) < FEWEST_OF_A_TABLE
        for role, (called, first, last) in DATE_PARTS.items():
            if called.fullmatch(name.strip()) and first <= low <= high <= last:
                return Guess(ColumnType.NUMBER, f"{evidence}: part of a date", role)
        for bottom, above, top, kind in SCALES:
            if answered and low >= bottom and above < high <= top:
                roles = {"nps": Role.ANSWER_0_10, "top_box": Role.ANSWER_1_5}
                doubt = f"{evidence}: confirm the scale"
                options = {"scale": f"[{bottom}, {top}]"}
                role = roles.get(kind, Role.NUMBER)
                return Guess(ColumnType.NUMBER, doubt, role, options, numbers=all_of)
        if _is_identifier(every, name):
            return Guess(
                ColumnType.TEXT,
                f"{evidence}, all different: an identifier? confirm",
                Role.IDENTIFIER,
            )
        role = Role.COUNT if low >= 0 else Role.NUMBER
        return Guess(ColumnType.NUMBER, f"{evidence}: confirm", role, numbers=all_of)
    return Guess(ColumnType.NUMBER, f"{evidence}: confirm", Role.NUMBER, numbers=all_of)


def _is_identifier(values: Sequence[float], name: str) -> bool:
    """Return whether whole numbers that are all different name rows rather than count something.

    Numbers that name go up from row to row, or down; counts go both ways.
    """
    if len(set(values)) < len(values) or len(values) < 2:
        return False
    ordered = list(values) in (sorted(values), sorted(values, reverse=True))
    many = len(values) >= FEWEST_FOR_AN_IDENTIFIER
    return bool(_IDENTIFIER.search(name)) or (many and ordered)


def _written(filled: Sequence[str]) -> str:
    """Return how numbers are dressed: as percentages, money, durations, or not at all ("")."""
    if all(cell.endswith("%") for cell in filled):
        return "percent"
    if all(_DURATION.fullmatch(cell) for cell in filled):
        return "duration"
    return "money" if any(_MONEY.search(cell) for cell in filled) else ""


def _value(cell: str, written: str, marks: NumberMarks) -> float | None:
    """Return the number in *cell*; None where it is none."""
    if written == "duration":
        parts = [float(part) for part in cell.split(":")]
        return sum(part * 60.0**power for power, part in enumerate(reversed(parts)))
    text = cell.strip("%$£€¥() \u00a0\u202f").replace("\u2212", "-")
    if marks.thousands and not _parted(marks).fullmatch(text):
        return None
    for mark in {" ", "\u00a0", "\u202f"} if marks.thousands == " " else {marks.thousands} - {""}:
        text = text.replace(mark, "")
    text = text.replace(marks.decimal, ".") if marks.decimal != "." else text
    return float(text) if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text) else None


def _parted(marks: NumberMarks) -> re.Pattern[str]:
    """Return the pattern of a number whose thousands are parted, or which has none."""
    part = "[ \u00a0\u202f]" if marks.thousands == " " else re.escape(marks.thousands)
    point = re.escape(marks.decimal)
    return re.compile(rf"[+-]?(\d{{1,3}}({part}\d{{3}})+|\d+)({point}\d*)?")


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
    offsets = any(map(OFFSET.search, filled)) and fitting == ("",)
    evidence = f"such as {filled[0]}: {doubt}"
    return Guess(kind, evidence, Role.DATE, options, fitting, has_offsets=offsets)


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
        words = tuple(name for name, _ in counts.most_common())
        evidence = f"{len(counts)} different: {printable}"
        return Guess(ColumnType.TEXT, evidence, Role.CATEGORY, words=words)
    if len(counts) == len(filled) >= FEWEST_FOR_AN_IDENTIFIER and " " not in "".join(filled):
        doubt = f"{len(counts):,}, all different: an identifier? confirm"
        return Guess(ColumnType.TEXT, doubt, Role.IDENTIFIER)
    return Guess(ColumnType.TEXT, f"{len(counts):,} different")
