"""Which KPIs a file could serve: a few proposals, from what its columns seem to hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxscore.measure.drafts.columns import Guess, Role

MOST = 2
"""Proposals for one file: a draft is a beginning, not a scorecard."""

_LOWER = re.compile(
    r"time|wait|minutes|seconds|hours|duration|delay|late|effort|complain|error|fault|cost|churn"
    r"|cancel|lost|abandon|backlog|overdue|dauer|zeit|beschwerde|fehler",
    re.IGNORECASE,
)
"""Words in the names of what customers want less of."""

_TIME = re.compile(
    r"time|wait|minutes|seconds|hours|duration|\bmin\b|\bsec\b|dauer|zeit", re.IGNORECASE
)
_UNITS = {
    "minutes": re.compile(r"\bmin(ute)?s?\b|minuten", re.IGNORECASE),
    "seconds": re.compile(r"\bs(ec(ond)?s?)?\b|sekunden", re.IGNORECASE),
    "hours": re.compile(r"\bh(ours?|rs?)?\b|stunden", re.IGNORECASE),
    "days": re.compile(r"\bdays?\b|tage", re.IGNORECASE),
}
_SATISFIED = re.compile(r"satisf|csat|zufrieden|pleased|happy", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file under the name that it gets."""

    name: str
    header: str
    guess: Guess
    position: int = 0
    """Where it stands, from 1, if its header does not tell it from others; else 0."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A KPI that a file could serve."""

    id: str
    name: str
    measure: str
    """As YAML."""
    lower_is_better: bool = False
    unit: str = ""


def proposals_of(columns: Sequence[Column], dataset: str) -> list[Proposal]:
    """Return the KPIs that *columns* could serve, at least one and at most ``MOST``.

    Answers come first, then what is a part of something else, then times; a
    file with none of them has its rows counted.
    """
    found = list(_answers(columns))
    found += _of_totals(columns) if _is_of_totals(columns) else _times(columns)
    if not found:
        found = list(_sums(columns, dataset))
    return found[:MOST]


def _answers(columns: Sequence[Column]) -> Iterator[Proposal]:
    recommend = [c for c in columns if c.guess.role is Role.ANSWER_0_10]
    if recommend:
        yield Proposal("nps", "Net promoter score", f"{{nps: {recommend[0].name}}}")
    rated = [c for c in columns if c.guess.role is Role.ANSWER_1_5]
    if rated:
        best = next((c for c in rated if _SATISFIED.search(c.header)), rated[0])
        measure = f"{{top_box: {{column: {best.name}, at_least: 4, scale: [1, 5]}}}}"
        yield Proposal(best.name, _title(best.header), measure)


def _is_of_totals(columns: Sequence[Column]) -> bool:
    """Return whether each row stands for many: it has counts, and nothing that names one case."""
    roles = [column.guess.role for column in columns]
    return Role.COUNT in roles and Role.IDENTIFIER not in roles


def _of_totals(columns: Sequence[Column]) -> Iterator[Proposal]:
    """Yield a share of two counts, and a mean that is weighted by what it is a mean of."""
    counts = [c for c in columns if c.guess.role is Role.COUNT and not _TIME.search(c.header)]
    pair = _part_and_whole(counts)
    if pair is not None:
        part, whole = pair
        name = f"{_title(part.header)}, as a share of {_title(whole.header).lower()}"
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
    return Proposal(column.name, _title(column.header), measure, lower_is_better=True, unit=unit)


def _sums(columns: Sequence[Column], dataset: str) -> Iterator[Proposal]:
    counts = [c for c in columns if c.guess.role is Role.COUNT]
    if counts and _is_of_totals(columns):
        lower = bool(_LOWER.search(counts[0].header))
        yield Proposal(
            counts[0].name, _title(counts[0].header), f"{{sum: {counts[0].name}}}", lower
        )
        return
    yield Proposal(f"rows_of_{dataset}", f"Rows of {dataset}", "{count: rows}")


def _title(header: str) -> str:
    """Return *header* as the name of a KPI: on one line, without a colon at its end."""
    return " ".join(header.split()).strip(" :") or "Unnamed"
