"""Names that come near to one that is wrong."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of *names* that *name* may have been meant for, whatever the case."""
    by_lower = {known.lower(): known for known in names}
    cutoff = 0.6 if len(name) <= 4 else 0.7
    found = get_close_matches(name.lower(), by_lower, n=1, cutoff=cutoff)
    return by_lower[found[0]] if found else None


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
