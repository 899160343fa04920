"""Asking the metric files: sufficient statistics by KPI, segment, period; one scan a dataset."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from functools import partial

from cxscore.background_closing import Close
from cxscore.calendar import Period
from cxscore.model.comment_totals import CommentSample
from cxscore.model.dataset import BadRows
from cxscore.model.definition import Definition
from cxscore.model.measured import Measured
from cxscore.model.tallies import Tallies
from cxscore.problems import SHOWN_PER_FILE

__all__ = ["measure_kpis", "sample_comments"]


def measure_kpis(  # noqa: PLR0913 (one a keyword)
    definition: Definition,
    as_of: date,
    *,
    period: Period | None = None,
    bad_rows: BadRows | None = None,
    places: int = SHOWN_PER_FILE,
    frames: Mapping[str, object] | None = None,
    tallies: Tallies | None = None,
    close: Close = ExitStack.close,
) -> Measured:
    """Return what the files of *definition* say about its KPIs.

    *as_of* is the day it is asked for, taken at its beginning: it decides
    which periods are complete and which cases are due. *period* is the one
    to report (the latest that has ended and holds any rows, where None);
    *bad_rows* stands in for every dataset that does not say for itself.
    Of each fault the first *places* in a file are told, and how many more
    there are. *frames* are rows in memory by the ids of the datasets whose files they
    stand for. *tallies* are totals that were measured before, and are asked first; not where
    there are frames, which have no digest. *close* is handed what is open at the end, which
    takes the engine a while. Raises ``Problems`` with all that is wrong; warnings are handed on
    in ``Measured.problems``.
    """
    measure = partial(_measure, definition, as_of, period, bad_rows, places, frames or {}, close)
    if tallies is None or frames:
        return measure(None)
    from cxscore.measure.basis import Asked, no_versions
    from cxscore.measure.kept_totals import recalled_or_measured

    asked = Asked(definition, as_of, period, bad_rows, places)
    versions = no_versions
    if no_versions(definition) is None:
        from cxscore.measure.tables import versions_of as versions
    return recalled_or_measured(asked, tallies, partial(measure, tallies), versions)


def sample_comments(
    definition: Definition, theme: str, as_of: date, *, most: int = 20
) -> CommentSample:
    """Return up to *most* comments with *theme*, with the word that told it, and without any theme.

    They are of all days, in the order of the digests of their texts, so that nobody picks; whole,
    masked, and of rows for which ``publish`` is true alone. *definition* has ``comments``.

    Raises:
        Problems: where their rows cannot be read.
    """
    from cxscore.measure.comment_samples import comments_sampled

    return comments_sampled(definition, theme, most, as_of)


def _measure(  # noqa: PLR0913, PLR0917 (as above)
    definition: Definition,
    as_of: date,
    period: Period | None,
    bad_rows: BadRows | None,
    places: int,
    frames: Mapping[str, object],
    close: Close,
    tallies: Tallies | None,
) -> Measured:
    # The engine takes a third of a second to import; --help, the registers and tallies do without.
    from cxscore.measure.database import connected_ahead

    with ExitStack() as stack:
        connecting = stack.enter_context(connected_ahead())
        from cxscore.measure.measuring import measure

        asked = (definition, as_of, period, bad_rows, places, frames, tallies)
        measured = measure(*asked, stack, connecting)
        # A table's connection belongs to the thread that made it, which closes it.
        if not any(dataset.is_table for dataset in definition.datasets.values()):
            close(stack.pop_all())
    return measured
