"""What a KPI measures, in words."""

import re
from typing import assert_never

from cxscore.model.kpi import Kpi
from cxscore.model.ledger_line import LedgerLine
from cxscore.model.measures import (
    Count,
    Distinct,
    Formula,
    Ledger,
    LowBox,
    Mean,
    Nps,
    OpenAtEnd,
    Percentile,
    Ratio,
    RatioPart,
    Share,
    Sum,
    Theme,
    TopBox,
    Value,
    Within,
)
from cxscore.rendering.numbers import Numbers, written_decimals
from cxscore.rendering.words.grammar import capital, listed, ordinal
from cxscore.rendering.words.periods import NOUNS

_LINES = {
    LedgerLine.CHURN: "Customers lost, as a share of those at the opening",
    LedgerLine.RETENTION: "Customers kept, as a share of those at the opening",
    LedgerLine.NEW: "Customers at the end who never were any before",
    LedgerLine.RETURNED: "Customers at the end who were any before, but not at the opening",
    LedgerLine.LOST: "Customers at the opening who are none at the end",
    LedgerLine.NET: "Customers at the end less those at the opening",
    LedgerLine.CLOSING: "Customers at the end",
    LedgerLine.GRR: "Value at the opening less what was lost and what shrank, as a share of it",
    LedgerLine.NRR: "Value at the opening less what was lost and shrank, with what grew, "
    "as a share of it",
    LedgerLine.VALUE_NEW: "Value of new customers",
    LedgerLine.VALUE_LOST: "Value at the opening of customers lost",
}


def spelt(text: str) -> str:
    """Return *text* with the names of columns as words; what stands in quotes stays."""
    cut = re.split(r"('[^']*'|“[^”]*”)", text)
    return "".join(
        part if at % 2 else re.sub(r"(?<=\w)_(?=\w)", " ", part) for at, part in enumerate(cut)
    )


def measure(kpi: Kpi, numbers: Numbers, grain_noun: str, unit: str) -> str:
    """Return what *kpi* measures, without a full stop."""
    parts = [_measure(kpi, numbers, unit)]
    if kpi.where:
        parts.append(f"where {kpi.where}")
    if not isinstance(kpi.measure, Formula):
        parts = [spelt(capital(parts[0])), *map(spelt, parts[1:])]
    if kpi.per_day:
        parts.append("a day")
    if kpi.window > 1:
        parts.append(f"over {kpi.window} rolling {grain_noun}s")
    return ", ".join(parts)


def _measure(kpi: Kpi, numbers: Numbers, unit: str) -> str:  # noqa: C901, PLR0912 (a measure each)
    match kpi.measure:
        case Nps():
            return "Promoters (9 to 10) less detractors (0 to 6), in points of all answers"
        case TopBox() as box:
            return _top_box(box, numbers)
        case LowBox() as box:
            return _low_box(box, numbers)
        case Share(that=that, of=None):
            return f"Share of rows with {that}"
        case Share(that=that, of=of):
            return f"{that}, as a share of {of}"
        case Mean() as mean:
            return _mean(mean)
        case Ratio() as ratio:
            return _ratio(ratio, kpi, numbers, unit)
        case Sum(of=of):
            return f"Sum of {of}"
        case Count(column=None):
            return f"Rows of {kpi.dataset}" if kpi.dataset else "Rows"
        case Count(column=column):
            return f"Rows with {column}"
        case Distinct(column=column):
            return f"Different values of {column}"
        case Percentile(of=of, p=50.0):
            return f"Median of {of}"
        case Percentile(of=of, p=p):
            return f"{_ordinal(p, numbers)} percentile of {of}"
        case Within() as within:
            return _within(within, numbers)
        case OpenAtEnd(opened=opened, closed=closed):
            end = NOUNS[kpi.period] if kpi.period else "period"
            return f"Open at the {end}’s end (from {opened} to {closed})"
        case Value(column=column):
            return f"As given in {column}"
        case Theme(name=name):
            return f"Share of those who said something that named “{name}”"
        case Formula(expression=expression):
            return f"Worked out from other KPIs: {expression}"
        case Ledger(line=line):
            return _LINES[line]
        case _:
            assert_never(kpi.measure)


def _top_box(box: TopBox, numbers: Numbers) -> str:
    if box.good:
        good = listed([f"“{answer}”" for answer in box.good], "or")
        return f"Share of answers that are {good} ({box.column})"
    assert box.at_least is not None
    least = numbers.plain(box.at_least, written_decimals(box.at_least))
    if box.scale is None:
        return f"Share of answers of {least} or more ({box.column})"
    low, high = (numbers.plain(edge, written_decimals(edge)) for edge in box.scale)
    if box.at_least == box.scale[1]:
        return f"Share of answers of {least} on a scale of {low} to {high} ({box.column})"
    return f"Share of answers of {least} to {high} on a scale of {low} to {high} ({box.column})"


def _low_box(box: LowBox, numbers: Numbers) -> str:
    most = numbers.plain(box.at_most, written_decimals(box.at_most))
    if box.scale is None:
        return f"Share of answers of {most} or less ({box.column})"
    low, high = (numbers.plain(edge, written_decimals(edge)) for edge in box.scale)
    few = low if box.at_most == box.scale[0] else f"{low} to {most}"
    return f"Share of answers of {few} on a scale of {low} to {high} ({box.column})"


def _mean(mean: Mean) -> str:
    if mean.column is None:
        return f"{mean.sum} divided by {mean.count}"
    weight = f", weighted by {mean.weight}" if mean.weight else ""
    return f"Mean of {mean.column}{weight}"


def _ratio(ratio: Ratio, kpi: Kpi, numbers: Numbers, unit: str) -> str:
    over, under = _part(ratio.numerator, kpi), _part(ratio.denominator, kpi)
    per = ratio.per if ratio.per is not None else 100 if unit == "percent" else 1
    if unit == "percent" and per == 100:
        return f"{capital(over)} as a share of {under}"
    if per == 1:
        return f"{capital(over)} divided by {under}"
    return f"{capital(over)} per {numbers.plain(per, written_decimals(per))} {under}"


def _part(part: RatioPart, kpi: Kpi) -> str:
    dataset = part.dataset or kpi.dataset
    what = f"rows of {dataset}" if part.count_rows else part.sum or ""
    if not part.count_rows and part.dataset not in (None, kpi.dataset, what):
        what = f"{what} of {part.dataset}"
    return f"{what} where {part.where}" if part.where else what


def _within(within: Within, numbers: Numbers) -> str:
    limits = (("day", within.days), ("hour", within.hours), ("working day", within.workdays))
    noun, limit = next((noun, limit) for noun, limit in limits if limit is not None)
    text = numbers.plain(limit, written_decimals(limit))
    time = f"{text} {noun}" if limit == 1 else f"{text} {noun}s"
    return f"Share of those due that got from {within.opened} to {within.closed} in {time}"


def _ordinal(p: float, numbers: Numbers) -> str:
    return ordinal(int(p)) if p == int(p) else f"{numbers.plain(p, written_decimals(p))}th"
