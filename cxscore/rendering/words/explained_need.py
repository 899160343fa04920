"""What it would take for an explained number to meet its target."""

from cxscore.model.choices import Polarity
from cxscore.model.findings import Needed
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.rendering.words.grammar import sentence
from cxscore.rendering.words.shown import Shown


def need_told(needed: Needed | None, scored: ScoredKpi, shown: Shown) -> str:
    """Return what it would take to meet the target; empty where it is met."""
    if needed is None:
        return ""
    way = "more" if needed.step > 0 else "less"
    step = shown.step(needed.step)
    told = f"{shown.value(needed.value)}: {step} {way}"
    if needed.answers is None:
        return sentence(told)
    of = shown.quantity.numbers.plain(needed.of or 0)
    number = abs(needed.answers)
    if scored.kpi.statistic is Statistic.NET_SHARE:
        # Steps, not answers: one answer may take two, and a promoter takes none.
        steps = f"{shown.quantity.numbers.plain(number)} {'step' if number == 1 else 'steps'}"
        answers = f"{of} {'answer' if needed.of == 1 else 'answers'}"
        better = "a detractor become passive, or a passive a promoter"
        worse = "a promoter become passive, or a passive a detractor"
        each = better if needed.answers > 0 else worse
        return sentence(f"{told}; that is {steps} in {answers}, each {each}")
    many = "more" if needed.answers > 0 else "fewer"
    good = _counted_as(scored, number)
    return sentence(f"{told}; that is {shown.quantity.numbers.plain(number)} {many} {good} of {of}")


def _counted_as(scored: ScoredKpi, number: int) -> str:
    """Return what *number* of those that a share is of are called."""
    line = scored.kpi.measure.ledger
    if line is LedgerLine.CHURN:
        return "lost"
    if line is LedgerLine.RETENTION:
        return "kept"
    if scored.kpi.asks_a_sample and scored.kpi.polarity is Polarity.HIGHER_IS_BETTER:
        return "good one" if number == 1 else "good ones"
    return "that counts" if number == 1 else "that count"
