"""What was closed, and packs against each other: nothing is measured."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.asked_times import asked_period
from cxscore.reading import read

if TYPE_CHECKING:
    from cxscore.history.chain import Link
    from cxscore.history.closing import Closing
    from cxscore.model.since_close import SinceClose
    from cxscore.rendering.words.since_close import SinceSaid as Said


def close(
    path: Path,
    period: str,
    pack: Path,
    *,
    again: str | None = None,
    allow: Sequence[Path] = (),
) -> "Closing":
    """Return the close of the pack in the folder *pack*, not written yet; nothing is measured.

    Args:
        path: the kpis.yaml whose closes it joins.
        period: the id of the period that the pack is of.
        pack: the folder that the pack was written to.
        again: why the period is closed once more; None where it is not.
        allow: folders besides that of *path* in which closes may lie.

    Raises:
        Problems: with what is wrong in the definition or in earlier closes.
        WrongUsage: where this pack cannot be closed.
    """
    from cxscore.history.closing import closing_of

    definition = read(path, allow=allow)
    wanted = asked_period(definition, period)
    assert wanted is not None
    return closing_of(definition, wanted, pack, again)


def closes(path: Path, *, allow: Sequence[Path] = ()) -> "tuple[Link, ...]":
    """Return what was closed of the kpis.yaml at *path*, the first close first.

    Raises:
        Problems: with what is wrong in the definition or the closes.
    """
    from cxscore.history.chain import read_chain

    return read_chain(read(path, allow=allow))


def differences(
    path: Path, before: str, after: str, *, allow: Sequence[Path] = ()
) -> "tuple[SinceClose, Said]":
    """Return what of the pack *after* is not as *before* told it, and what is said of that.

    Each is the id of a closed period, the path of a close, or that of a scorecard.json.

    Raises:
        Problems: with what is wrong in the definition or the closes.
        WrongUsage: where there is no such pack.
    """
    from cxscore.history.packs import told_named
    from cxscore.rendering.numbers import Numbers
    from cxscore.rendering.words.since_close import since_said
    from cxscore.rendering.words.terms import Terms
    from cxscore.score.since_close.comparing import compare

    definition = read(path, allow=allow)
    then, now = told_named(definition, before), told_named(definition, after)
    since = compare(then, now)
    numbers = Numbers.of(definition.heading.number_format, definition.currency)
    starts = definition.calendar.first_month
    return since, since_said(since, Terms.of_packs(numbers, starts, then, now))
