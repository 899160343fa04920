"""What was asked for and does not exist."""

from collections.abc import Iterable, Sequence

from cxscore.nearest import nearest


class WrongUsage(ValueError):  # noqa: N818 (it names what the user did)
    """What was asked for does not exist: a period, a KPI, an owner, a group, a folder."""


def must_know(option: str, asked: Iterable[str], known: Sequence[str]) -> None:
    """Refuse what *option* asks for and nobody *known* is.

    Raises:
        WrongUsage: with the nearest name there is.
    """
    for name in asked:
        if name in known:
            continue
        near = nearest(name, known)
        hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(known) or 'none'}"
        raise WrongUsage(f"{option}: there is no '{name}'; {hint}")
