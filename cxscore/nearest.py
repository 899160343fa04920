"""Names that come near to one that is wrong, by their letters or by their meaning."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_MEANT_BY: Mapping[str, tuple[str, ...]] = {
    "higher_is_better": ("up", "high", "increase", "increasing", "positive", "max", "maximise"),
    "lower_is_better": ("down", "low", "decrease", "decreasing", "negative", "min", "minimise"),
    "in_range": ("between", "within range", "target", "band"),
    "neutral": ("none", "informational", "info"),
    "number": ("int", "integer", "float", "double", "decimal", "numeric", "percent", "money"),
    "text": ("string", "str", "varchar", "category", "categorical", "factor", "object"),
    "datetime": ("timestamp", "time", "date time"),
    "boolean": ("bool", "flag", "yes/no", "logical"),
    "week": ("weekly", "weeks"),
    "month": ("monthly", "months"),
    "quarter": ("quarterly", "quarters"),
    "year": ("yearly", "annual", "annually", "years"),
    "mean": ("average", "avg"),
    "pool": ("average", "avg", "mean"),
    "sum": ("total", "add"),
    "count": ("number", "n", "rows"),
    "distinct": ("unique", "count_distinct", "nunique"),
    "share": ("percent", "percentage", "proportion", "rate", "pct"),
    "top_box": ("csat", "top2", "top_2_box", "satisfaction"),
    "low_box": ("ces", "effort", "bottom2", "bottom_2_box"),
    "ratio": ("quotient", "division"),
    "percent": ("%", "pct", "percentage", "per cent", "prozent", "pourcent"),
    "file": ("path", "source", "filename", "csv", "url"),
    "from": ("since", "start", "date", "month", "period", "when"),
    "period": ("from", "month", "date", "when"),
    "value": ("target", "number"),
    "reason": ("why", "note", "comment", "cause"),
    "name": ("title", "label"),
    "title": ("name", "action", "task", "what", "description"),
    "owner": ("responsible", "accountable", "who", "assignee", "assigned to", "person"),
    "kpi": ("metric", "measure", "indicator"),
    "status": ("state", "progress status"),
    "due": ("deadline", "due date", "by when"),
    "where": ("filter", "condition"),
    "by": ("segments", "segment", "group_by", "breakdown", "split"),
    "unit": ("units",),
    "breaks": ("step", "steps"),
    "open": (
        *("in progress", "not started", "new", "todo", "to do", "ongoing", "on track", "active"),
        *("started", "pending", "planned", "late", "overdue", "delayed", "in bearbeitung", "offen"),
    ),
    "blocked": ("on hold", "waiting", "stuck", "paused", "at risk"),
    "competitor": ("peer", "rival", "company", "trust", "site"),
    "sector": ("industry", "market", "average", "mean", "median"),
    "best": ("best in class", "leader", "top"),
    "regulator": ("law", "legal", "standard", "limit", "threshold", "minimum"),
    "done": ("complete", "completed", "closed", "finished", "resolved", "implemented", "erledigt"),
    "cancelled": ("canceled", "dropped", "withdrawn", "rejected", "abandoned", "stopped"),
}
"""Words that people type, by what they mean by them."""
_AROUND = " \t\n\u00a0\"'“”„‘’«»"
"""What a name that is pasted brings along."""


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of *names* that *name* may have been meant for, whatever the case."""
    by_lower = {known.lower(): known for known in names}
    typed = name.strip(_AROUND).lower()
    cutoff = 0.6 if len(name) <= 4 else 0.7
    found = get_close_matches(typed, by_lower, n=1, cutoff=cutoff)
    if found:
        return by_lower[found[0]]
    return _by_meaning(typed, by_lower) or _by_beginning(typed, by_lower)


def _by_meaning(typed: str, by_lower: Mapping[str, str]) -> str | None:
    spaced = re.sub(r"[_\s-]+", " ", typed)
    for meant, words in _MEANT_BY.items():
        if meant in by_lower and (typed in words or spaced in words):
            return by_lower[meant]
    return None


def _by_beginning(typed: str, by_lower: Mapping[str, str]) -> str | None:
    """Return the only one that *typed* is the beginning of, as ``den`` is of denominator."""
    begun = [known for lower, known in by_lower.items() if lower.startswith(typed)]
    return begun[0] if len(begun) == 1 and len(typed) >= 3 else None


def suggestion(name: str, names: Iterable[str], otherwise: str = "", most: int = 12) -> str:
    """Return the hint for a wrong *name*: the nearest one, or what there is.

    *otherwise* leads the list of *names* (``it must be one of``), which is
    given where none comes near and there are no more than *most*.
    """
    known = list(names)
    near = nearest(name, known)
    if near is not None:
        return f"did you mean '{near}'?"
    if otherwise and known and len(known) <= most:
        return f"{otherwise}: {', '.join(known)}"
    return ""


def suggest_id(name: str, said: Mapping[str, str]) -> str:
    """Return the hint for a wrong id *name* among ids that are *said* otherwise on pages."""
    for known, words in said.items():
        if words.strip().lower() == name.strip().lower():
            return f"did you mean '{known}'?"
    return suggestion(name, said, "there are" if len(said) > 1 else "there is")
