"""The closed loop in words: who was called back in time, and what came of what went wrong."""

from cxscore.frozen import frozen
from cxscore.model.closed_loop import Limit, ScoredLoop
from cxscore.rendering.numbers import written_decimals
from cxscore.rendering.words.grammar import capital, counted, sentence
from cxscore.rendering.words.paper import Paper

_UNITS = {"days": "day", "hours": "hour", "workdays": "working day"}


@frozen
class LoopSaid:
    """The cases of one dataset; what is not known is empty."""

    name: str
    """The dataset's id: ``Detractors``."""
    limit: str
    """``2 working days``"""
    in_time: str
    """``31 of 38 (82%, 67% to 91%)``"""
    days: str
    """Days to close, the median and the 90th percentile: ``1 day; 4 days``."""
    recovered: str
    """Of those closed: ``12 of 35``; ``19 of 37, 6 not said`` where some do not say it."""
    late: str
    """Open and late: ``3``."""
    waiting: str
    """Not yet due: ``2``."""
    sentence: str
    line: str = ""
    """All of it, as paper has it: ``Detractors, gone back to within 2 working days: 31 of 38 …``"""


@frozen
class CauseSaid:
    """One kind of cause: how many failures and actions, how many of the actions worked."""

    name: str
    failures: str
    actions: str
    worked: str
    """``1 of 2`` of those of which it can be told; empty where there is none."""


def loop_said(scored: ScoredLoop, paper: Paper) -> LoopSaid:
    """Return what is said of the cases of one dataset."""
    totals, numbers = scored.totals, paper.numbers
    plain = numbers.plain
    name, limit = capital(scored.dataset.replace("_", " ")), _limit(scored.loop.within, paper)
    in_time = f"{plain(totals.in_time)} of {plain(totals.due)}"
    share = ""
    if scored.interval is not None:
        low, high = (numbers.percent(end) for end in scored.interval)
        share = f" ({numbers.percent(100.0 * totals.in_time / totals.due)}, {low} to {high})"
    late, waiting = totals.due - totals.closed, totals.not_yet_due
    days, recovered = _days(scored, paper), _recovered(scored, paper)
    told = (
        f"{in_time}{share}",
        "half were closed in {}, 9 in 10 in {}".format(*days) if days else "",
        f"won back: {recovered}" if recovered else "",
        f"open and late: {plain(late)}" if late else "",
        f"not yet due: {plain(waiting)}" if waiting else "",
    )
    return LoopSaid(
        name=name,
        limit=limit,
        in_time=f"{in_time}{share}",
        days="; ".join(days),
        recovered=recovered,
        late=plain(late),
        waiting=plain(waiting),
        sentence=sentence(f"{name}: {in_time} closed within {limit}{share}"),
        line=sentence(f"{name}, gone back to within {limit}: {'; '.join(filter(None, told))}"),
    )


def causes_said(paper: Paper) -> tuple[CauseSaid, ...]:
    """Return each kind of cause that a failure or an action names."""
    plain = paper.numbers.plain
    return tuple(
        CauseSaid(
            capital(each.tag.value) if each.tag else "Not said",
            plain(each.failures),
            plain(each.actions),
            f"{plain(each.worked)} of {plain(each.judged)}" if each.judged else "",
        )
        for each in paper.scorecard.accountability.causes
    )


def _recovered(scored: ScoredLoop, paper: Paper) -> str:
    """Return how many customers were won back, of those closed of which anybody says it."""
    totals, plain = scored.totals, paper.numbers.plain
    if totals.recovered is None or not totals.closed:
        return ""
    unsaid = totals.closed - totals.told
    known = f"{plain(totals.recovered)} of {plain(totals.told)}" if totals.told else ""
    return ", ".join(filter(None, (known, f"{plain(unsaid)} not said" if unsaid else "")))


def _limit(limit: Limit, paper: Paper) -> str:
    size, noun = limit.size, _UNITS[limit.unit]
    if size == 1:
        return counted(1, noun)
    return f"{paper.numbers.plain(size, written_decimals(size))} {noun}s"


def _days(scored: ScoredLoop, paper: Paper) -> tuple[str, ...]:
    """Return the median and the 90th percentile of days to close; empty where none was closed."""
    middle, most = scored.totals.median, scored.totals.ninetieth
    if middle is None or most is None:
        return ()
    decimals = 1 if scored.loop.within.hours is not None else 0
    told = []
    for days in (middle, most):
        written = round(days, 1)
        places = max(decimals, min(written_decimals(written), 1))
        told.append(f"{paper.numbers.plain(written, places)} {'day' if written == 1 else 'days'}")
    return tuple(told)
