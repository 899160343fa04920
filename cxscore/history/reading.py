"""From the folder of closes to what the board was told."""

from collections.abc import Sequence

from cxscore.history.chain import PUT_BACK, Link, read_chain
from cxscore.history.close_text import NotAClose
from cxscore.history.told import told_by
from cxscore.model.definition import Definition
from cxscore.model.told import Told
from cxscore.paths import printed
from cxscore.problems import Problem, Problems


def read_told(definition: Definition) -> Told | None:
    """Return what the closes of *definition* told; None where nothing was closed.

    Raises:
        Problems: with what is wrong in them.
        OSError: where one cannot be read.
    """
    return told_of(read_chain(definition), definition)


def told_of(links: Sequence[Link], definition: Definition) -> Told | None:
    """Return what *links*, a chain from its beginning, told; None where there are none.

    As far back as *definition* shows periods, and of the KPIs that it has or had.

    Raises:
        Problems: where one is no close, for all that its digest fits.
    """
    if not links:
        return None
    try:
        kpis = {name for kpi in definition.kpis for name in (kpi.id, kpi.was) if name}
        return told_by(links, history=definition.heading.history, kpis=kpis)
    except (AttributeError, IndexError, KeyError, NotAClose, TypeError, ValueError) as fault:
        text = "a close in this folder has a sound digest and is no close of cxscore's"
        where = printed(links[-1].path)
        raise Problems([Problem(where, 0, 0, "CX601", text, hint=PUT_BACK)]) from fault
