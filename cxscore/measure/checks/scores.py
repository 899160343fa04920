"""Scores of answers on another scale, of answers none of which is good, and of shares."""

from collections.abc import Iterator

from cxscore.measure.checks.kpi_totals import Totals
from cxscore.measure.queries.parts import Part
from cxscore.measure.wording import plural
from cxscore.model.choices import Polarity
from cxscore.model.statistic import Statistic
from cxscore.problems import Problem

OTHER_SCALES = ((4.0, 5.0, 3), (1.0, 7.0, 50))
"""The highest answer lies between these, and there are so many that this is no chance."""
HUNDRED = (99.0, 101.0)
"""What three rounded percentages add up to."""
PERIODS = 3
"""Periods from which on it is no chance that every row adds up to a hundred."""
NEVER = 30
"""Answers of which one at least should be good."""


def doubtful_scores(totals: Totals) -> Iterator[Problem]:
    """Yield warnings about answers that another scale, or none, would explain."""
    measure = totals.kpi.measure
    if not measure.asks_people:
        return
    if measure.statistic is Statistic.SHARE:
        yield from _never_good(totals)
    elif measure.answers is None:
        yield from _of_counts(totals)
    else:
        yield from _of_answers(totals, measure.answers)


def _of_counts(totals: Totals) -> Iterator[Problem]:
    ends, periods = totals.ends(), len(list(totals.periods()))
    if ends and HUNDRED[0] <= ends[0] and ends[1] <= HUNDRED[1] and periods >= PERIODS:
        text = f"kpis.{totals.kpi.id}: promoters, passives and detractors always add up to 100"
        hint = "shares cannot give an interval: name the score itself with 'value'"
        yield totals.warning("CX278", text, hint, "measure", "nps")


def _of_answers(totals: Totals, name: str) -> Iterator[Problem]:
    ends, answers = totals.ends(), _answers(totals)
    told = any(column.scale is not None for column in totals.columns(name))
    for least, most, enough in OTHER_SCALES if ends and not told else ():
        assert ends is not None
        if ends[0] >= 1 and least <= ends[1] <= most and answers >= enough:
            text = f"kpis.{totals.kpi.id}: no answer above {most:g}: is it a scale from 0 to 10?"
            text += f" If so, set scale: [0, 10] under {totals.place(name)}"
            yield totals.warning("CX268", text, "if not, use top_box or mean", "measure", "nps")
            return


def _never_good(totals: Totals) -> Iterator[Problem]:
    answers = _answers(totals)
    if totals.kpi.polarity is Polarity.LOWER_IS_BETTER:
        return  # of what is bad there may well be none
    if answers >= NEVER and not any(above for _, above, _ in totals.fractions()):
        text = f"kpis.{totals.kpi.id}: none of {plural(answers, 'answer')} is one that counts"
        hint = "look at which answers the measure counts, and at how the column is written"
        yield totals.warning("CX268", text, hint, "measure", totals.kpi.measure_name)


def _answers(totals: Totals) -> int:
    return sum(int(row.get(Part.BASE) or 0) for _, row in totals.periods())
