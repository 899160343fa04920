"""Packs by name: a closed period, a close, or a scorecard.json."""

from pathlib import Path

from cxscore.history.chain import Link, periods_in_order, read_chain
from cxscore.history.close_text import begins_as_a_close, unified
from cxscore.history.closing import read_pack
from cxscore.history.reading import told_of
from cxscore.history.told_before import told_in
from cxscore.model.definition import Definition
from cxscore.model.told import Told
from cxscore.nearest import nearest
from cxscore.wrong_usage import WrongUsage


def told_named(definition: Definition, name: str) -> Told:
    """Return what the pack called *name* told.

    Args:
        definition: whose closes are meant.
        name: the id of a closed period, whose last close is meant; the path of a close of this
            chain, or of a copy of it; or that of a scorecard.json, or of its folder.

    Raises:
        Problems: with what is wrong with the closes.
        WrongUsage: where there is no such pack.
    """
    links = read_chain(definition)
    at = _place(links, name)
    if at is not None:
        told = told_of(_up_to(links, at), definition)
        assert told is not None
        return told
    path = Path(name)
    if not path.exists():
        known = dict.fromkeys(link.head.period for link in links)
        near = nearest(name, list(known))
        hint = f"did you mean '{near}'?" if near else f"closed are: {', '.join(known) or 'none'}"
        raise WrongUsage(f"there is no pack '{name}', and no such period is closed; {hint}")
    if path.is_file() and begins_as_a_close(path.read_bytes()):
        raise WrongUsage(
            f"{name} is a close, and none of this kpis.yaml's: it is read with those before it; "
            "name the kpis.yaml that it belongs to with --definition"
        )
    document = read_pack(path)
    try:
        return told_in(document)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise WrongUsage(f"{name} is no scorecard of cxscore's") from fault


def _up_to(links: tuple[Link, ...], at: int) -> tuple[Link, ...]:
    """Return the closes up to that at the place *at*, without those of later periods.

    Its period may have been closed again when a later one was closed already.
    """
    order = periods_in_order(links)
    last = order.index(links[at].head.period)
    return tuple(link for link in links[: at + 1] if order.index(link.head.period) <= last)


def _place(links: tuple[Link, ...], name: str) -> int | None:
    """Return the place in the chain of the close that *name* means; None where it means none."""
    of_period = [at for at, link in enumerate(links) if link.head.period == name]
    if of_period:
        return of_period[-1]
    path = Path(name)
    if not path.is_file():
        return None
    text = unified(path.read_bytes())
    return next((at for at, link in enumerate(links) if unified(link.text) == text), None)
