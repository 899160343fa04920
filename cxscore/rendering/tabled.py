"""The scorecard as plain tables: their columns with the kind of each, and their rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from cxscore.model.findings import Target
from cxscore.model.scorecard import Scorecard

Row = dict[str, object]


def _values(card: Scorecard) -> Iterator[Row]:
    for scored in card.kpis:
        interval = scored.interval
        yield {
            "kpi": scored.kpi.id,
            "name": scored.kpi.name,
            "owner": scored.kpi.owner,
            "group": scored.kpi.group,
            "period": scored.period and scored.period.id,
            "start": scored.period and scored.period.start,
            "complete": scored.complete,
            "value": scored.value,
            "unit": scored.unit,
            "n": scored.n,
            "numerator": scored.numerator,
            "denominator": scored.denominator,
            "low": interval and interval.low,
            "high": interval and interval.high,
            **_target(scored.target),
            "gap": scored.gap,
            "status": scored.status,
            "variation": scored.signal.variation,
            "stale": scored.stale,
        }


def _series(card: Scorecard) -> Iterator[Row]:
    for scored in card.kpis:
        for point in scored.series:
            limits = point.limits
            yield {
                "kpi": scored.kpi.id,
                "period": point.period.id,
                "start": point.period.start,
                "complete": point.complete,
                "value": point.value,
                "n": point.n,
                "numerator": point.numerator,
                "denominator": point.denominator,
                **_target(point.target),
                "status": point.status,
                "point": point.point,
                "mean": limits and limits.mean,
                "lower": limits and limits.lower,
                "upper": limits and limits.upper,
            }


def _segments(card: Scorecard) -> Iterator[Row]:
    for scored in card.kpis:
        for score, own, whole in scored.over_segments():
            at_hand = whole.period == scored.period
            yield {
                "kpi": scored.kpi.id,
                "by": " × ".join(score.by),
                "segment": " × ".join(part or "" for part in score.segment),
                "period": own.period,
                "start": whole.period.start,
                "complete": whole.complete,
                "value": own.value,
                "n": own.n,
                "numerator": own.numerator,
                "denominator": own.denominator,
                "status": score.status if at_hand else None,
                "suppressed": score.suppressed if at_hand else False,
            }


def _owners(card: Scorecard) -> Iterator[Row]:
    for score in card.owners:
        yield {
            "owner": score.owner.id,
            "name": score.owner.name,
            "role": score.owner.role,
            "team": score.owner.team,
            **{name: getattr(score, name) for name in OF_AN_OWNER},
        }


def _actions(card: Scorecard) -> Iterator[Row]:
    for scored in card.actions:
        action = scored.row
        yield {
            "action": action.id,
            "kpi": action.kpi,
            "title": action.title,
            "owner": action.owner,
            "status": action.status.value,
            "opened": action.opened,
            "due": action.due[-1] if action.due else None,
            "closed": action.closed,
            "progress": action.progress,
            "timeliness": scored.timeliness,
            "overdue": scored.overdue,
            "days_late": scored.days_late,
            "times_moved": scored.times_moved,
        }


def _target(target: Target | None) -> Row:
    return {
        "target": target and target.value,
        "target_low": target and target.low,
        "target_high": target and target.high,
    }


OF_AN_OWNER = (
    *("on_target", "at_risk", "off_target", "no_data", "improving", "worsening"),
    *("actions_open", "actions_overdue", "commentary_missing"),
    *("off_target_without_action", "longest_off_target"),
)
TARGETS = dict.fromkeys(("target", "target_low", "target_high"), "number")
COUNTED = dict.fromkeys(("value", "n", "numerator", "denominator"), "number")
PERIOD = {"period": "text", "start": "day", "complete": "truth"}
TABLES: Mapping[str, tuple[Mapping[str, str], Callable[[Scorecard], Iterable[Row]]]] = {
    "values": (
        {
            **dict.fromkeys(("kpi", "name", "owner", "group"), "text"),
            **PERIOD,
            "value": "number",
            "unit": "text",
            **COUNTED,
            **dict.fromkeys(("low", "high"), "number"),
            **TARGETS,
            "gap": "number",
            **dict.fromkeys(("status", "variation"), "category"),
            "stale": "truth",
        },
        _values,
    ),
    "series": (
        {
            "kpi": "text",
            **PERIOD,
            **COUNTED,
            **TARGETS,
            **dict.fromkeys(("status", "point"), "category"),
            **dict.fromkeys(("mean", "lower", "upper"), "number"),
        },
        _series,
    ),
    "segments": (
        {
            **dict.fromkeys(("kpi", "by", "segment"), "text"),
            **PERIOD,
            **COUNTED,
            "status": "category",
            "suppressed": "truth",
        },
        _segments,
    ),
    "owners": (
        {
            **dict.fromkeys(("owner", "name", "role", "team"), "text"),
            **dict.fromkeys(OF_AN_OWNER, "number"),
        },
        _owners,
    ),
    "actions": (
        {
            **dict.fromkeys(("action", "kpi", "title", "owner", "status"), "text"),
            **dict.fromkeys(("opened", "due", "closed"), "day"),
            "progress": "number",
            "timeliness": "category",
            "overdue": "truth",
            **dict.fromkeys(("days_late", "times_moved"), "number"),
        },
        _actions,
    ),
}
"""The tables: their columns with the kind of each, and what gives their rows."""
