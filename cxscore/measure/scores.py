"""Net promoter scores of what are no answers from 0 to 10, and of counts that are shares."""

from collections.abc import Iterator

from cxscore.measure.totals import Totals
from cxscore.model.measures import Nps
from cxscore.problems import Problem

OTHER_SCALES = ((4.0, 5.0, 3), (1.0, 7.0, 50))
"""The highest answer lies between these, and there are so many that this is no chance."""
HUNDRED = (99.0, 101.0)
"""What three rounded percentages add up to."""
ROWS = 3
"""Periods from which on it is no chance that every row adds up to a hundred."""


def doubtful_scores(totals: Totals) -> Iterator[Problem]:
    """Yield warnings about a net promoter score that is worked out of something else."""
    kpi, ends = totals.kpi, totals.ends()
    if not isinstance(kpi.measure, Nps) or ends is None:
        return
    lowest, highest = ends
    rows = [row for _, row in totals.periods()]
    if kpi.measure.column is None:
        if lowest >= HUNDRED[0] and highest <= HUNDRED[1] and len(rows) >= ROWS:
            text = f"kpis.{kpi.id}: promoters, passives and detractors always add up to 100"
            hint = "shares cannot give an interval: name the score itself with 'value'"
            yield totals.warning("CX278", text, hint, "measure", "nps")
        return
    if any(column.scale is not None for column in totals.columns(kpi.measure.column)):
        return
    answers = sum(int(row.get("n") or 0) for row in rows)
    for least, most, enough in OTHER_SCALES:
        if lowest >= 1 and least <= highest <= most and answers >= enough:
            text = f"kpis.{kpi.id}: no answer above {most:g}: is it a scale from 0 to 10?"
            place = f"datasets.{totals.question.sheet.id}.columns.{kpi.measure.column}"
            text += f" If so, set scale: [0, 10] under {place}"
            yield totals.warning("CX268", text, "if not, use top_box or mean", "measure", "nps")
            return
