"""What the gate objects to, a line each."""

from collections.abc import Callable, Mapping

from cxscore.model.gate import Evidence, Objection
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.agreements import agreement_said, side
from cxscore.rendering.words.changed import changed_parts, target_changes
from cxscore.rendering.words.grammar import be, counted, named
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import name_of
from cxscore.rendering.words.restated import restated_said
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.terms import Terms

MOST_PERIODS = 3
"""Periods of a ledger that one line names."""
MOST_MOMENTS = 3
"""Moments at which nobody listens that one line names."""


def objection_said(found: Objection, paper: Paper) -> str:
    """Return ``refunds off-target: 83.3% against 90.0% (Helen Byrne)``, for a terminal."""
    about = found.kpi or found.row or "customers"
    by = f" ({side(found.owner, paper)})" if found.owner else ""
    text = f"{about} {found.condition}: {_SAID[found.evidence](found, paper)}{by}"
    return " ".join(text.split())


def _scored(found: Objection, paper: Paper) -> ScoredKpi:
    scorecard = paper.scorecard
    return next(each for each in scorecard.kpis if each.kpi.id == found.kpi)


def _value(found: Objection, paper: Paper) -> str:
    scored = _scored(found, paper)
    shown = Shown.of(scored, paper.numbers)
    return f"{shown.value(scored.value)} against {shown.bare_target(scored.target)}"


def _direction(found: Objection, paper: Paper) -> str:
    scored = _scored(found, paper)
    value = Shown.of(scored, paper.numbers).value(scored.value)
    since = scored.signal.since
    return f"{value}, getting worse{f' since {name_of(scored, since)}' if since else ''}"


def _limits(found: Objection, paper: Paper) -> str:
    scored = _scored(found, paper)
    shown, limits = Shown.of(scored, paper.numbers), scored.signal.limits
    between = shown.limits(limits) if limits else shown.value(scored.value)
    return f"usually {between}, against {shown.target(scored.target)}"


def _comment(found: Objection, paper: Paper) -> str:
    scored = _scored(found, paper)
    due = scored.comment_state.due
    when = f"; it was due by {paper.numbers.day(due)}" if due else ""
    return f"no comment on {periods.name(scored.period or paper.scorecard.period)}{when}"


def _due(found: Objection, paper: Paper) -> str:
    row = next(each.row for each in paper.scorecard.log if each.row.id == found.row)
    return f"{row.id} “{row.title}” was due by {paper.numbers.day(row.due[-1])}"


def _check(found: Objection, paper: Paper) -> str:
    scored = next(each for each in paper.scorecard.log if each.row.id == found.row)
    day = f" on {paper.numbers.day(scored.check_on)}" if scored.check_on else ""
    return f"{found.row} “{scored.row.title}” was to be checked{day}, and no outcome is written"


def _promise(found: Objection, paper: Paper) -> str:
    agreements = paper.scorecard.agreements
    said = agreement_said(
        next(each for each in agreements if each.agreement.id == found.row), paper
    )
    value = f": {said.value}" if found.value is not None else ""
    return f"{said.id} “{said.promise}” to {said.receiver} is broken, {said.measure}{value}"


def _small_base(found: Objection, paper: Paper) -> str:
    return judgements.small_base(_scored(found, paper))


def _no_data(found: Objection, paper: Paper) -> str:
    return f"no data for {periods.name(paper.scorecard.period)}"


def _restated(found: Objection, paper: Paper) -> str:
    since, kpi = paper.scorecard.since_close, found.kpi or ""
    own = restated_said(kpi, paper)
    if own:
        return own[0].removesuffix(".")
    number = sum(each.kpi == kpi for each in since.shown) if since else 0
    return f"{counted(number, 'number')} of its segments {be(number)} restated"


def _definition(found: Objection, paper: Paper) -> str:
    return f"changed in {changed_parts(found.kpi, paper.scorecard.since_close)}"


def _target(found: Objection, paper: Paper) -> str:
    scorecard = paper.scorecard
    terms = Terms.of_scorecard(scorecard, paper.numbers)
    return target_changes(found.kpi, scorecard.since_close, terms)


def _ledger(_: Objection, paper: Paper) -> str:
    ledger = paper.scorecard.ledger
    odd = [each.name for each in ledger.periods if not each.balanced] if ledger else []
    return f"customers do not add up in {named(odd, MOST_PERIODS)}"


def _listening(_: Objection, paper: Paper) -> str:
    listening = paper.scorecard.listening
    names = [each.name for each in listening.unheard] if listening else []
    return f"nobody listens to customers at {named(names, MOST_MOMENTS)}"


_SAID: Mapping[Evidence, Callable[[Objection, Paper], str]] = {
    Evidence.VALUE: _value,
    Evidence.DIRECTION: _direction,
    Evidence.LIMITS: _limits,
    Evidence.COMMENT: _comment,
    Evidence.DUE: _due,
    Evidence.CHECK: _check,
    Evidence.PROMISE: _promise,
    Evidence.GAP: lambda found, paper: "off target, and every promise behind it is kept",
    Evidence.STALE: lambda found, paper: "the data are late",
    Evidence.NO_DATA: _no_data,
    Evidence.SMALL_BASE: _small_base,
    Evidence.RESTATED: _restated,
    Evidence.DEFINITION: _definition,
    Evidence.TARGET: _target,
    Evidence.LEDGER: _ledger,
    Evidence.LISTENING: _listening,
}
