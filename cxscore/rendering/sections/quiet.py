"""Which KPIs call for nothing, so that paper shows them small: reporting by exception."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum

from cxscore.model.agreements import AgreementState, Keeping, ScoredAgreement
from cxscore.model.choices import Polarity
from cxscore.model.log import UNDER_WAY
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.verdicts import SHORT_OF_TARGET, Outlook, PointType, Status, Variation
from cxscore.rendering.words import judgements


class Call(Enum):
    """Why a KPI calls for a panel in full."""

    STATUS = "short of its target, or without a value"
    DOUBT = "too small a base, late, not complete, or too few points to tell"
    SIGNAL = "changing by more than chance, or drifting away from its target"
    LIMITS = "its limits start again, or some of its periods are not counted"
    OUTLOOK = "bound to miss its target, or to be in doubt of a harder one"
    RULE = "beyond what a standard or a regulator asks"
    PART = "on target although a part of its formula is not"
    SEGMENT = "off target for a part of the customers"
    MOVED = "a change beyond chance that segments explain"
    COMMENT = "a comment on it is missing, or needs a remark"
    WORK = "an action, a decision or a failure about it is open"
    PROMISE = "a promise for it is broken or contested"
    TOLD = "restated, defined anew, or new since the last close"


def calls_of(scored: ScoredKpi, scorecard: Scorecard) -> Iterator[Call]:
    """Yield why *scored* calls for a panel in full; nothing of a KPI that is in order.

    That one is on target or has none, is steady, and nothing about it is open.
    """
    yield from (call for call, holds in CALLS.items() if holds(scored, scorecard))


def is_quiet(scored: ScoredKpi, scorecard: Scorecard) -> bool:
    """Return whether a KPI calls for nothing."""
    return next(calls_of(scored, scorecard), None) is None


def _status(scored: ScoredKpi, _: Scorecard) -> bool:
    return scored.value is None or scored.status not in (Status.ON_TARGET, Status.NO_TARGET)


def _doubt(scored: ScoredKpi, _: Scorecard) -> bool:
    late = scored.stale or not scored.complete
    return late or scored.base_too_small or judgements.too_early(scored) or bool(scored.warnings)


def _signal(scored: ScoredKpi, _: Scorecard) -> bool:
    steady = scored.signal.variation is Variation.STEADY or judgements.is_constant(scored)
    return not steady or judgements.creeps_wrong(scored)


def _limits(scored: ScoredKpi, _: Scorecard) -> bool:
    return any(p.breaks or p.ignored or p.point is PointType.IGNORED for p in scored.series)


def _outlook(scored: ScoredKpi, _: Scorecard) -> bool:
    found = scored.forecast
    if found is None:
        return False
    # That chance decides about the target in force says its capability.
    harder = found.target.edges != (scored.target.edges if scored.target else None)
    doubted = harder and found.verdict is Outlook.IN_DOUBT
    return doubted or found.verdict is Outlook.WILL_BE_MISSED


def _rule(scored: ScoredKpi, _: Scorecard) -> bool:
    own = scored.kpi.standard
    value, polarity = scored.value, scored.kpi.polarity
    if own is None or value is None:
        return bool(scored.breached)
    short = {
        Polarity.HIGHER_IS_BETTER: value < own.value,
        Polarity.LOWER_IS_BETTER: value > own.value,
    }
    return bool(scored.breached) or short.get(polarity, False)


def _part(scored: ScoredKpi, _: Scorecard) -> bool:
    return any(part.status in SHORT_OF_TARGET for part in scored.parts)


def _segment(scored: ScoredKpi, scorecard: Scorecard) -> bool:
    return any(spot.kpi == scored.kpi.id for each in scorecard.moments for spot in each.hidden)


def _moved(scored: ScoredKpi, _: Scorecard) -> bool:
    return any(movement.shown for movement in scored.movement)


def _comment(scored: ScoredKpi, _: Scorecard) -> bool:
    return scored.comment_state.is_missing or bool(scored.comment_state.remarks)


def _work(scored: ScoredKpi, scorecard: Scorecard) -> bool:
    if scored.escalation is not None or scored.open_actions:
        return True
    rows = [each.row for each in scorecard.log if each.row.status in UNDER_WAY]
    return any(scored.kpi.id in row.kpis for row in rows)


def _promise(scored: ScoredKpi, scorecard: Scorecard) -> bool:
    return any(
        scored.kpi.id in (each.agreement.kpi, each.serves) and not _is_in_order(each)
        for each in scorecard.agreements
    )


def _is_in_order(each: ScoredAgreement) -> bool:
    if each.keeping is Keeping.ENDED:
        return True
    agreed = each.agreement.state is AgreementState.AGREED
    return agreed and each.keeping is not Keeping.BROKEN


def _told(scored: ScoredKpi, scorecard: Scorecard) -> bool:
    since, key = scorecard.since_close, scored.kpi.id
    if since is None:
        return False
    about = {
        *(each.kpi for each in since.shown),
        *(each.kpi for each in since.told_differently),
        *(each.kpi for each in since.definition_changed),
        *(each.kpi for each in since.target_changed),
    }
    return key in about or key in since.new


CALLS: Mapping[Call, Callable[[ScoredKpi, Scorecard], bool]] = {
    Call.STATUS: _status,
    Call.DOUBT: _doubt,
    Call.SIGNAL: _signal,
    Call.LIMITS: _limits,
    Call.OUTLOOK: _outlook,
    Call.RULE: _rule,
    Call.PART: _part,
    Call.SEGMENT: _segment,
    Call.MOVED: _moved,
    Call.COMMENT: _comment,
    Call.WORK: _work,
    Call.PROMISE: _promise,
    Call.TOLD: _told,
}
"""What is asked of a KPI for each reason."""
