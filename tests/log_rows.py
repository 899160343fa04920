"""Rows of the log for tests."""

from cxscore.model.log import Cause, LogKind, LogRow


def an_action(id_, kpi, title, owner, status, **more):
    """Return an action on one KPI; its *cause* may be bare words."""
    if isinstance(more.get("cause"), str):
        more["cause"] = Cause(more["cause"]) if more["cause"] else None
    return LogRow(id_, LogKind.ACTION, title, owner, status, (kpi,), **more)
