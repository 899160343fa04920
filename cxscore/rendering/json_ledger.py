"""The customer ledger, as it stands in scorecard.json."""

from typing import Any

from cxscore.model.ledger import Ledger, LedgerPeriod, LostReason
from cxscore.model.ledger_totals import Worth
from cxscore.rendering.json_methods import segment_json
from cxscore.rendering.words.ledger import LedgerSaid

Json = dict[str, Any]


def ledger_json(ledger: Ledger, said: LedgerSaid) -> Json:
    """Return the ledger: its periods oldest first, its segments and reasons at the last of them."""
    return {
        "shape": ledger.shape,
        "periods": [_period(each) for each in ledger.periods],
        "year_to_date": ledger.year and _period(ledger.year),
        "by": [
            {**segment_json(each.totals.by, each.totals.segment), **_period(each)}
            for segments in ledger.by.values()
            for each in segments
        ],
        "reasons": [_reason(each) for each in ledger.reasons],
        "reasons_unknown": ledger.reasons_unknown,
        "not_seen_since": ledger.since,
        "sentence": said.sentence,
    }


def _period(period: LedgerPeriod) -> Json:
    totals = period.totals
    heads = totals.heads
    return {
        "period": period.name,
        "customers": {
            "opening": heads.opening,
            "new": heads.new,
            "returned": heads.returned,
            "lost": heads.lost,
            "closing": heads.closing,
            "net": heads.net,
            "recommended": totals.recommended,
            "churn": period.churn and period.churn.value,
            "low": period.churn and period.churn.low,
            "high": period.churn and period.churn.high,
            "retention": period.retention and period.retention.value,
        },
        "value": totals.worth and _worth(totals.worth, period),
        "came_and_went": totals.came_and_went,
        "balanced": period.balanced,
        "complete": totals.complete,
    }


def _worth(worth: Worth, period: LedgerPeriod) -> Json:
    return {
        "opening": float(worth.opening),
        "new": float(worth.new),
        "returned": float(worth.returned),
        "lost": float(worth.lost),
        "grown": float(worth.grown),
        "shrunk": float(worth.shrunk),
        "closing": float(worth.closing),
        "net": float(worth.net),
        "churn": period.value_churn,
        "grr": period.grr,
        "nrr": period.nrr,
    }


def _reason(reason: LostReason) -> Json:
    return {
        "reason": reason.reason,
        "customers": reason.customers,
        "share": reason.share.value,
        "low": reason.share.low,
        "high": reason.share.high,
        "value": None if reason.worth is None else float(reason.worth),
    }
