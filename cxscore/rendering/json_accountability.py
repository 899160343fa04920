"""Who answers for what, and what is due from whom, as it stands in scorecard.json."""

from typing import Any

from cxscore.model.accountability import Accountability, Celebrated, FailureSummary, MatrixRow
from cxscore.model.agreements import Edge, ScoredAgreement
from cxscore.model.dues import Due
from cxscore.model.escalation import Escalation
from cxscore.model.findings import Interval
from cxscore.model.scorecard import OwnerScore
from cxscore.model.substance import Rung
from cxscore.rendering.json_loops import causes_json, loop_json
from cxscore.rendering.json_methods import interval_json
from cxscore.rendering.words import Said

Json = dict[str, Any]


def accountability_json(found: Accountability, said: Said) -> Json:
    """Return who answers for what and what follows from it, with what is *said* of it."""
    shared, actions = found.carried_together
    return {
        "decisions_asked": list(found.decisions_asked),
        "matters_arising": list(found.matters_arising),
        "carried_together": {"n": shared, "of": actions},
        "failures": found.failures and _failures(found.failures),
        "blockers_cleared": found.cleared
        and {"n": found.cleared.count, "median_days": found.cleared.median_days},
        "edges": [_edge(edge) for edge in found.edges],
        "matrix": [_dependence(row) for row in found.matrix],
        "substance": {
            **{rung.value: found.substance.get(rung, 0) for rung in Rung},
            "sentence": said.substance or None,
        },
        "escalations": [escalation_json(each) for each in found.escalations],
        "cross_silo_share": {"n": found.crossing[0], "of": found.crossing[1]},
        "celebrate": [
            _celebrated(each, sentence)
            for each, sentence in zip(found.celebrate, said.celebrate, strict=True)
        ],
        "closed_loop": [
            loop_json(each, told.sentence)
            for each, told in zip(found.loops, said.loops, strict=True)
        ],
        "causes": causes_json(found.causes),
    }


def _failures(failures: FailureSummary) -> Json:
    spans = failures.spans
    return {
        "n": failures.count,
        "found_by_staff": {
            "n": failures.by_staff,
            "of": failures.told,
            "interval": failures.interval
            and interval_json(Interval(*failures.interval, 0.95, "wilson")),
        },
        "customers": failures.customers,
        "without_customers": failures.without_customers,
        "days_to_learn": failures.days_to_learn,
        "by_cause": [{"tag": tag, "n": n} for tag, n in failures.by_cause.items()],
        "spans": spans
        and {
            "months": spans.months,
            "n": spans.count,
            "before": spans.before,
            "p_value": spans.p_value,
            "significant": spans.significant,
        },
    }


def _edge(edge: Edge) -> Json:
    return {
        "from": edge.giver,
        "to": edge.receiver,
        "kpi": edge.kpi,
        "agreements": list(edge.agreements),
        "state": edge.state,
    }


def _dependence(row: MatrixRow) -> Json:
    return {
        "kpi": row.kpi,
        "owner": row.owner,
        "contributors": list(row.contributors),
        "silos": list(row.silos),
    }


def _celebrated(each: Celebrated, sentence: str) -> Json:
    return {
        "kind": each.occasion,
        "kpi": each.kpi,
        "row": each.row,
        "people": list(each.people),
        "sentence": sentence,
    }


def agreement_json(scored: ScoredAgreement) -> Json:
    """Return a promise and how it stands."""
    found, counted = scored.agreement, scored.kept_of_12
    return {
        "id": found.id,
        "kind": found.kind,
        "giver": found.giver,
        "receiver": found.receiver,
        "promise": found.promise,
        "kpi": found.kpi,
        "threshold": found.threshold and found.threshold.value,
        "at_least": found.threshold and found.threshold.at_least,
        "segment": found.segment and "=".join(found.segment),
        "serves": scored.serves,
        "due": found.due,
        "closed": found.closed,
        "review": found.review,
        "state": found.state,
        "period": scored.period,
        "measured_value": scored.value,
        "kept": scored.keeping,
        "kept_of_12": counted and {"n": counted[0], "of": counted[1]},
        "streak": scored.streak,
        "gap_nobody_owns": scored.gap_nobody_owns,
        "slack": scored.slack,
        "more": dict(found.more),
    }


def escalation_json(found: Escalation | None) -> Json | None:
    """Return to whom a KPI goes; null where it goes to nobody."""
    if found is None:
        return None
    following = found.following
    return {
        "kpi": found.kpi,
        "count": found.count,
        "to": found.to,
        "held_by": list(found.held_by),
        "next": following and {"after": following.after, "to": following.to},
    }


def owner_json(score: OwnerScore) -> Json:
    """Return what a person answers for."""
    owner = score.owner
    return {
        "id": owner.id,
        "name": owner.name,
        "role": owner.role or None,
        "team": owner.team or None,
        "email": owner.email or None,
        "supplier": owner.supplier,
        "until": owner.until,
        "kpis": list(score.kpis),
        "on_target": score.on_target,
        "at_risk": score.at_risk,
        "off_target": score.off_target,
        "no_data": score.no_data,
        "improving": score.improving,
        "worsening": score.worsening,
        "actions_open": score.actions_open,
        "actions_overdue": score.actions_overdue,
        "commentary_missing": score.commentary_missing,
        "off_target_without_action": score.off_target_without_action,
        "longest_off_target": score.longest_off_target,
        "contributes_to": list(score.contributes_to),
        "promises_given": score.promises_given,
        "promises_broken": score.promises_broken,
        "promises_received": score.promises_received,
        "blockers_to_clear": score.blockers_to_clear,
        "commentary_overdue": score.commentary_missing,
        "last_sign": score.last_sign,
    }


def due_json(due: Due) -> Json:
    """Return what is due from whom."""
    return {
        "kind": due.kind,
        "id": due.id,
        "people": list(due.people),
        "day": due.day,
        "title": due.title,
        "kpi": due.kpi,
        "late": due.late,
    }
