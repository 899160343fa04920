"""One fault and the place to look for it, and the exception that carries them all."""

from collections.abc import Iterable, Sequence
from enum import Enum

from cxscore.frozen import changed, frozen

SHOWN_PER_FILE = 5
"""Lines printed for one code in one file before they are counted instead."""
MOST_PLACES = 100_000
"""Places kept of one code in one file where every one is asked for; more are counted."""


Subject = tuple[str, str]
"""What a problem is about: ``("kpis", "nps")`` or ``("datasets", "surveys")``."""


class Severity(Enum):
    """Whether a fault stops the work or is only said."""

    ERROR = "error"
    WARNING = "warning"


@frozen
class Problem:
    """One fault, and the place to look for it.

    ``line`` and ``column`` are physical and count from 1; 0 means that the
    whole file is meant. ``row`` is used instead where a file has no lines
    (Parquet, Excel). ``more`` counts faults of the same kind in the same
    file that were found and not kept. ``subject`` is the KPI or the dataset
    that it is about, None where it is about neither.
    """

    path: str
    line: int
    column: int
    code: str
    text: str
    severity: Severity = Severity.ERROR
    hint: str = ""
    row: int = 0
    more: int = 0
    subject: Subject | None = None

    @property
    def place(self) -> str:
        """The place as an editor understands it: ``file:line:column``."""
        if self.row:
            return f"{self.path}: row {self.row}"
        if self.line and self.column:
            return f"{self.path}:{self.line}:{self.column}"
        if self.line:
            return f"{self.path}:{self.line}"
        return self.path

    @property
    def message(self) -> str:
        """The text and, where there is one, the hint."""
        return f"{self.text}; {self.hint}" if self.hint else self.text

    def as_json(self) -> dict[str, str | int | None]:
        """Return the problem as it stands in JSON; places that do not apply are null."""
        return {
            "path": self.path,
            "line": self.line or None,
            "column": self.column or None,
            "row": self.row or None,
            "code": self.code,
            "severity": self.severity.value,
            "text": self.text,
            "hint": self.hint or None,
            "more": self.more,
        }

    def __str__(self) -> str:
        """Return the line that is printed on standard error."""
        return visible(f"{self.place}: {self.severity.value}: {self.code}: {self.message}")


class Problems(Exception):  # noqa: N818 (the name is the public one)
    """Everything that is wrong, at once; at least one of them is an error."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.found: tuple[Problem, ...] = tuple(found)
        super().__init__("\n".join(str(problem) for problem in distinct_lines(self.found)))


def visible(text: str) -> str:
    """Return *text* on one line, what a terminal would obey spelt out: a file holds anything."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def grouped(number: int) -> str:
    """Return *number* as it stands in a problem: ``1 204``."""
    return f"{number:,}".replace(",", " ")


def has_errors(found: Iterable[Problem]) -> bool:
    """Return whether any of *found* stops the work."""
    return any(problem.severity is Severity.ERROR for problem in found)


def subject_at(where: Sequence[str | int]) -> Subject | None:
    """Return what a problem at the part *where* of kpis.yaml is about."""
    match where:
        case ["kpis" | "datasets" as kind, str(id_), *_]:
            return kind, id_
        case _:
            return None


def distinct_lines(found: Iterable[Problem]) -> list[Problem]:
    """Return *found*, one of those that stand for one fault.

    Two datasets may read the same file; two KPIs may share a part of
    kpis.yaml by an alias or a merge, and their errors then stand in one
    place and differ in the KPI's name alone.
    """
    kept: dict[Problem, Problem] = {}
    for problem in found:
        kept.setdefault(_without_subject(problem), problem)
    return list(kept.values())


def _without_subject(problem: Problem) -> Problem:
    """Return *problem* as it would be said of any other subject."""
    text = problem.text
    if problem.subject is not None and problem.severity is Severity.ERROR and problem.line:
        text = text.replace(".".join(problem.subject), "")
    return changed(problem, text=text, subject=None)


def in_order(found: Iterable[Problem], first: str = "") -> list[Problem]:
    """Return *found* without repetitions, by file, line and column.

    The file named *first*, which is the definition, comes before the others.
    """
    return sorted(
        dict.fromkeys(found),
        key=lambda p: (p.path != first, p.path, p.line, p.column, p.row, p.code, p.text),
    )


class MissingLibrary(Exception):  # noqa: N818 (it names what is missing)
    """A library that a format or a kind of file needs is not installed."""

    def __init__(self, purpose: str, remedy: str) -> None:
        """Say what cannot be done, and the line that installs what is missing.

        Args:
            purpose: what it is needed for: ``reading report.xlsx``.
            remedy: the command to type: ``pip install 'cxscore[xlsx]'``.
        """
        self.purpose = purpose
        self.remedy = remedy
        super().__init__(f"{purpose} needs a library that is not installed; run: {remedy}")


class Unanswered(Exception):  # noqa: N818 (it names what happened)
    """Somebody else's service did not do what was asked of it; nothing in kpis.yaml is at fault."""
