"""From a chain of closes to what the board was told, of the KPIs that there are."""

from collections.abc import Sequence

from cxscore.history.chain import PUT_BACK, Link
from cxscore.history.told_before import Unsound, told_by
from cxscore.model.definition import Definition
from cxscore.model.told import Told
from cxscore.paths import printed
from cxscore.problems import Problem, Problems


def told_of(links: Sequence[Link], definition: Definition) -> Told | None:
    """Return what *links*, a chain from its beginning, told; None where there are none.

    As far back as *definition* shows periods, and of the KPIs that it has or had.

    Raises:
        Problems: where one is no close, for all that its digest fits.
    """
    if not links:
        return None
    try:
        return told_by(
            links,
            history=definition.heading.history,
            kpis=frozenset(kpi.id for kpi in definition.kpis),
            former=definition.former_ids,
        )
    except Unsound as unsound:
        text = "this file has a sound digest and is no close of cxscore's"
        where = printed(unsound.path)
        raise Problems([Problem(where, 0, 0, "CX601", text, hint=PUT_BACK)]) from unsound
