"""Which KPIs a file could serve: a few proposals, from what its columns seem to hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cxscore.frozen import frozen
from cxscore.measure.drafts.columns import Guess, Role

MOST = 2
"""Proposals for one file: a draft is a beginning, not a scorecard."""

MOST_SEGMENTS = 3
LONGEST_SEGMENT = 30

_LOWER = re.compile(
    r"(?<!on )time|wait|minutes|seconds|hours|duration|delay|late|effort|complain|error|fault|cost"
    r"|breach|churn|cancel|lost|abandon|backlog|overdue|dauer|zeit|beschwerde|fehler",
    re.IGNORECASE,
)
"""Words in the names of what customers want less of."""

_TIME = re.compile(
    r"(?<!on )time|wait|minutes|seconds|hours|duration|\bmin\b|\bsec\b|dauer|zeit", re.IGNORECASE
)
_UNITS = {
    "minutes": re.compile(r"\bmin(ute)?s?\b|minuten", re.IGNORECASE),
    "seconds": re.compile(r"\bs(ec(ond)?s?)?\b|sekunden", re.IGNORECASE),
    "hours": re.compile(r"\bh(ours?|rs?)?\b|stunden", re.IGNORECASE),
    "days": re.compile(r"\bdays?\b|tage", re.IGNORECASE),
}
_SATISFIED = re.compile(r"satisf|csat|zufrieden|pleased|happy", re.IGNORECASE)


@frozen
class Column:
    """A column of the file under the name that it gets."""

    name: str
    header: str
    guess: Guess
    position: int = 0
    """Where it stands, from 1, if its header does not tell it from others; else 0."""
    question: str = ""
    """What was asked, where a survey tool's export says so below the header."""

    @property
    def title(self) -> str:
        """What a KPI of this column could be called: on one line, without a colon at its end."""
        return " ".join((self.question or self.header).split()).strip(" :") or self.name


@frozen
class Proposal:
    """A KPI that a file could serve."""

    id: str
    name: str
    measure: str
    """As YAML."""
    lower_is_better: bool = False
    unit: str = ""
    segments: tuple[str, ...] = ()
    """Categories that it could be cut by."""


def proposals_of(columns: Sequence[Column], dataset: str) -> list[Proposal]:
    """Return the KPIs that *columns* could serve, at least one and at most ``MOST``.

    Answers come first, then what is a part of something else, then times; a
    file with none of them has its rows counted.
    """
    found = list(_answers(columns))
    found += _of_totals(columns) if _is_of_totals(columns) else _times(columns)
    if not found:
        found = list(_sums(columns, dataset))
    segments = tuple(c.name for c in columns if c.guess.role is Role.CATEGORY and _cuts(c.guess))
    return [replace(proposal, segments=segments[:MOST_SEGMENTS]) for proposal in found[:MOST]]


def _answers(columns: Sequence[Column]) -> Iterator[Proposal]:
    recommend = [c for c in columns if c.guess.role is Role.ANSWER_0_10]
    if recommend:
        yield Proposal("nps", "Net promoter score", f"{{nps: {recommend[0].name}}}")
    rated = [c for c in columns if c.guess.role is Role.ANSWER_1_5]
    if rated:
        best = next((c for c in rated if _SATISFIED.search(c.header)), rated[0])
        measure = f"{{top_box: {{column: {best.name}, at_least: 4, scale: [1, 5]}}}}"
        yield Proposal(best.name, best.title, measure)


def _is_of_totals(columns: Sequence[Column]) -> bool:
    """Return whether each row stands for many.

    It has counts, and either nothing that names one case or counts of which
    one is a part of another.
    """
    counts = _counts(columns)
    named = any(column.guess.role is Role.IDENTIFIER for column in columns)
    return bool(counts) and (not named or _part_and_whole(counts) is not None)


def _counts(columns: Sequence[Column]) -> list[Column]:
    return [c for c in columns if c.guess.role is Role.COUNT and not _TIME.search(c.header)]


def _of_totals(columns: Sequence[Column]) -> Iterator[Proposal]:
    """Yield a share of two counts, and a mean that is weighted by what it is a mean of."""
    counts = _counts(columns)
    pair = _part_and_whole(counts)
    if pair is not None:
        part, whole = pair
        name = f"{part.title}, as a share of {whole.title.lower()}"
        measure = f"{{share: {{that: {part.name}, of: {whole.name}}}}}"
        lower = bool(_LOWER.search(part.header))
        yield Proposal(f"{part.name}_of_{whole.name}", name, measure, lower)
    means = [c for c in columns if c.guess.role in (Role.NUMBER, Role.DURATION)]
    timed = next((c for c in means if _TIME.search(c.header)), None)
    if timed is not None and counts:
        weight = pair[0] if pair is not None else counts[0]
        measure = f"{{mean: {{column: {timed.name}, weight: {weight.name}}}}}"
        yield _timed(timed, measure)


def _part_and_whole(counts: Sequence[Column]) -> tuple[Column, Column] | None:
    """Return two counts of which one is never more than the other; the largest such part."""
    for whole in counts:
        for part in counts:
            if part is not whole and _within(part.guess, whole.guess):
                return part, whole
    return None


def _within(part: Guess, whole: Guess) -> bool:
    pairs = [
        (a, b)
        for a, b in zip(part.numbers, whole.numbers, strict=True)
        if a is not None and b is not None
    ]
    return bool(pairs) and all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def _times(columns: Sequence[Column]) -> Iterator[Proposal]:
    """Yield the median of the first column that says how long something took."""
    for column in columns:
        measured = column.guess.role in (Role.NUMBER, Role.COUNT, Role.DURATION)
        if measured and (column.guess.role is Role.DURATION or _TIME.search(column.header)):
            yield _timed(column, f"{{median: {column.name}}}")
            return


def _timed(column: Column, measure: str) -> Proposal:
    found = (unit for unit, words in _UNITS.items() if words.search(column.header))
    unit = "seconds" if column.guess.role is Role.DURATION else next(found, "")
    return Proposal(column.name, column.title, measure, lower_is_better=True, unit=unit)


def _sums(columns: Sequence[Column], dataset: str) -> Iterator[Proposal]:
    counts = _counts(columns)
    if counts and _is_of_totals(columns):
        lower = bool(_LOWER.search(counts[0].header))
        yield Proposal(counts[0].name, counts[0].title, f"{{sum: {counts[0].name}}}", lower)
        return
    yield Proposal(f"rows_of_{dataset}", f"Rows of {dataset}", "{count: rows}")


def _cuts(guess: Guess) -> bool:
    """Return whether a category parts rows into a few groups with names."""
    return len(guess.words) > 1 and max(map(len, guess.words)) <= LONGEST_SEGMENT
