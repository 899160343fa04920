"""The KPIs whose status is not what it was, in a sentence of the length that there is room for."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import Status
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.since_close import SinceSaid

NO_CHANGE = "No status has changed."


@frozen
class Changed:
    """A KPI whose status is not what it was."""

    kpi_id: str
    name: str
    before: str
    after: str


@frozen
class Changes:
    """The changes of status since the last close, or since the period before."""

    better: tuple[Changed, ...]
    worse: tuple[Changed, ...]
    other: tuple[Changed, ...]
    """To or from having no target or no data."""
    title: str
    """``Since the last meeting (May 2026).`` or, without a close, ``Status since May 2026.``"""
    sentence: str
    """``Better: Customer effort and Calls abandoned. Worse: Order accuracy.``, then what was
    restated, defined in another way or told differently."""


def changes_of(paper: Paper, told: SinceSaid | None) -> Changes:
    """Return which KPIs changed their status since the last close, the sentence left blank.

    Without a close it is since the period before.
    """
    since, summary = paper.scorecard.since_close, paper.scorecard.summary
    better: list[Changed] = []
    worse: list[Changed] = []
    other: list[Changed] = []
    for change in summary.changes if since is None else since.status_changes:
        said = Changed(
            change.kpi,
            paper.names.get(change.kpi, change.kpi),
            judgements.STATUS[change.before],
            judgements.STATUS[change.after],
        )
        {1: better, -1: worse, 0: other}[_direction(change)].append(said)
    if told is not None:
        title = told.title
    elif summary.before_period is None:
        return Changes((), (), (), "Status.", "There is no earlier period to compare with.")
    else:
        title = f"Status since {before_name(paper.scorecard)}."
    return Changes(tuple(better), tuple(worse), tuple(other), title, "")


def with_since(statuses: str, told: str, since: SinceSaid | None) -> str:
    """Return the changes of status, then what else is not as it was told."""
    if since is not None and not told and statuses == NO_CHANGE:
        return "No status has changed, and no number that was told."
    return f"{statuses} {told}".strip()


def _direction(change: StatusChange) -> int:
    order = judgements.ORDER
    if change.before not in order or change.after not in order:
        return 0
    return 1 if order.index(change.after) > order.index(change.before) else -1


def changes_sentence(changes: Changes, most: int) -> str:
    """Return the sentence, with so many names of each kind of change at *most*."""
    if changes.sentence:
        return changes.sentence
    told = [
        f"{title}: {named([c.name for c in found], most)}"
        for title, found in _kinds(changes)
        if found
    ]
    return sentences(*told) if told else NO_CHANGE


def counted_changes(changes: Changes) -> str:
    """Return the sentence where there is no room for names."""
    if changes.sentence:
        return changes.sentence
    told = [f"{len(found)} {title.lower()}" for title, found in _kinds(changes) if found]
    return sentence(f"{listed(told)}; the scorecard has each") if told else NO_CHANGE


def _kinds(changes: Changes) -> Sequence[tuple[str, Sequence[Changed]]]:
    """Return the changes of each kind with its name."""
    no_data = judgements.STATUS[Status.NO_DATA]
    gained = [c for c in changes.other if c.before == no_data]
    lost = [c for c in changes.other if c.after == no_data]
    rest = [c for c in changes.other if c not in (*gained, *lost)]
    return (
        ("Better", changes.better),
        ("Worse", changes.worse),
        ("Now with data", gained),
        ("Now without data", lost),
        ("Newly judged or no longer", rest),
    )


def before_name(scorecard: Scorecard, *, brief: bool = False) -> str:
    """Return the name of the period before; a month of the same year without it, if *brief*."""
    found = periods.like(scorecard.period, scorecard.summary.before_period or "")
    if found is None:
        return scorecard.summary.before_period or ""
    name = periods.name(found)
    same_year = found.start.year == scorecard.period.start.year
    is_month = name.rsplit(" ", 1)[0].isalpha()
    return name.rsplit(" ", 1)[0] if brief and is_month and same_year else name
