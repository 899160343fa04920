"""The comparisons of a KPI in words: how far it moved, and whether that means anything."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from cxscore.calendar import Grain, Period
from cxscore.frozen import frozen
from cxscore.model.findings import Comparison
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Withheld
from cxscore.rendering.numbers import EQUAL_WITHIN, NONE, Quantity, fewest_decimals, telling_apart
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, listed, sentence
from cxscore.rendering.words.period_names import name_of, period_of
from cxscore.rendering.words.shown import Shown, decimals_of

MORE, WITHIN = "beyond sampling error", "within sampling error"


@frozen
class ComparisonSaid:
    """One row of the comparisons of a KPI."""

    label: str
    """``Previous month``, ``A year ago``, ``Fiscal year to date``, ``Trailing year``."""
    against: str
    """The period compared with: ``May 2026``, ``FY2026 to May 2025``; empty where unknown."""
    value: str
    """The value at hand; ``–`` where there is none."""
    base: str
    """The value compared with; ``–`` where there is none."""
    change: str
    """``+1.3 points``; empty where withheld."""
    verdict: str
    """``beyond sampling error``, or why it is withheld: ``not compared: …``."""
    withheld: bool
    interval: str = ""
    """``+0.5 to +4.3``: where the change lies; empty where that is not known."""
    beyond: bool = False
    """More than chance in who was asked explains."""
    brief: str = ""
    """``Month before``: the label where there is little room."""
    step: str = ""
    """The change without the unit and the percentage: ``+1.3``; empty where withheld."""
    base_bare: str = ""
    """The value compared with, without a unit that is a word."""


def comparisons(scored: ScoredKpi, shown: Shown, history: int) -> tuple[ComparisonSaid, ...]:
    """Return the four rows, in the order in which a board asks.

    *history* is how many periods the series may have: a shorter one begins with the data.
    """
    every = periods.noun(scored.grain)
    found, first = scored.comparisons, _first_data(scored, history)
    rows = (
        _row(f"Previous {every}", found.previous, scored, shown, f"the {every} before", first),
        _row("A year ago", found.year_ago, scored, shown, f"the {every} a year ago", first),
        _row(
            "Fiscal year to date", found.fiscal_ytd, scored, shown, "last year to date", first,
            "to_date",
        ),
        _row("Trailing year", found.trailing_year, scored, shown, "the year before", first, "to"),
    )  # fmt: skip
    briefly = (f"{capital(every)} before", "Year ago", "Year to date", "Trailing year")
    return tuple(
        replace(
            row,
            brief=brief,
            step="" if row.withheld else _step(each, shown),
            base_bare=_base(each, shown),
        )
        for row, brief, each in zip(rows, briefly, _four(scored), strict=True)
    )


def _four(scored: ScoredKpi) -> tuple[Comparison, ...]:
    """Return the comparisons in the order of the rows."""
    found = scored.comparisons
    return found.previous, found.year_ago, found.fiscal_ytd, found.trailing_year


def _base(compared: Comparison, shown: Shown) -> str:
    if compared.base_value is None:
        return NONE
    return shown.quantity.without_noun(compared.base_value, decimals_of(compared, shown.decimals))


def told_once(scored: ScoredKpi, rows: Sequence[ComparisonSaid]) -> tuple[ComparisonSaid, ...]:
    """Return the comparisons that are made, without those that repeat an earlier one.

    Two that ask about different periods are both told, though their numbers may be alike.
    """
    kept: dict[tuple[object, ...], ComparisonSaid] = {}
    for row, compared in zip(rows, _four(scored), strict=True):
        if not row.withheld:
            # Unrounded, so that two spans which only look alike are two.
            same = (compared.base_period, compared.value, compared.base_value)
            kept.setdefault(same, row)
    return tuple(kept.values())


def not_compared(rows: Sequence[ComparisonSaid]) -> tuple[str, ...]:
    """Return which comparisons are withheld, and why: a sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.withheld:
            reasons.setdefault(row.verdict.removeprefix("not compared: "), []).append(row.brief)
    return tuple(
        sentence(f"{capital(listed([name.lower() for name in names]))}: {why}")
        for why, names in reasons.items()
    )


def _step(compared: Comparison, shown: Shown) -> str:
    """Return the change as a bare number; 0 where nothing moved."""
    change = compared.change or 0.0
    if abs(change) <= EQUAL_WITHIN:
        return shown.quantity.size(0.0, 0)
    return shown.quantity.bare(change, decimals_of(compared, shown.decimals))


def _first_data(scored: ScoredKpi, history: int) -> Period | None:
    """Return the first period with a value; None where there may have been earlier ones."""
    last = scored.period
    known = [p for p in scored.series if last is not None and p.period.start <= last.start]
    if len(known) >= history:
        return None
    return next((point.period for point in known if point.value is not None), None)


def _begins_before(first: Period, period: Period | None, span: str) -> bool:
    """Return whether what ends with *period* begins before the *first* data."""
    if period is None:
        return False
    days = {"to": 365 - period.days, "to_date": (period.number - 1) * period.days}.get(span, 0)
    return period.start - timedelta(days) < first.start - timedelta(first.days // 2)


def left_out_sentence(scored: ScoredKpi) -> str:
    """Return which periods the year's comparisons leave out, and why.

    Empty for none, and where the chart has a mark at each, which says that it is not counted.
    """
    found = scored.comparisons
    gone = {
        each.period: each.reason
        for compared in (found.trailing_year, found.fiscal_ytd)
        for each in compared.left_out
    }
    drawn = {point.period.id for point in scored.series}
    if all(reason and period in drawn for period, reason in gone.items()):
        return ""
    told = listed([_gone(scored, *each) for each in sorted(gone.items())])
    return f"Years are compared without {told}"


def _gone(scored: ScoredKpi, id: str, reason: str | None) -> str:  # noqa: A002
    name = name_of(scored, id)
    # The reason stands beside the chart, where the period is marked.
    return name if reason else f"{name}, which would have no like"


def change(quantity: Quantity, compared: Comparison, start: int) -> str:
    """Return ``+1.3 points`` or ``+0.2 days (+4%)``; ``no change`` where nothing moved.

    A change that is not nothing is never written as 0.
    """
    assert compared.change is not None
    if abs(compared.change) <= EQUAL_WITHIN:
        return "no change"
    text = quantity.change(compared.change, decimals_of(compared, start))
    if compared.change_percent is None:
        return text
    fewest = 0 if abs(compared.change_percent) >= 10 else 1
    places = fewest_decimals(fewest, lambda d: round(compared.change_percent or 0, d) != 0)
    return f"{text} ({quantity.numbers.percent(compared.change_percent, places, signed=True)})"


def _row(
    label: str,
    compared: Comparison,
    scored: ScoredKpi,
    shown: Shown,
    base_noun: str,
    first: Period | None,
    span: str = "",
) -> ComparisonSaid:
    here = _span(scored, compared.period, span)
    against = _span(scored, compared.base_period, span)
    decimals = decimals_of(compared, shown.decimals)
    value, base = (
        NONE if number is None else shown.quantity.value(number, decimals)
        for number in (compared.value, compared.base_value)
    )
    if compared.withheld_because is not None:
        missing = compared.withheld_because in (Withheld.MISSING_PERIODS, Withheld.NO_BASE_DATA)
        base_period = period_of(scored, compared.base_period)
        if missing and first is not None and _begins_before(first, base_period, span):
            why = f"not compared: no data before {periods.name(first)}"
        elif compared.withheld_because is Withheld.DIFFERENT_LENGTH:
            why = f"not compared: {compared.days} days against {compared.base_days}"
        else:
            why = withheld(compared.withheld_because, scored.grain, here, against or base_noun)
        return ComparisonSaid(label, against, value, base, "", why, withheld=True)
    if compared.change is None:
        return ComparisonSaid(label, against, value, base, "", "not compared", withheld=True)
    moved = change(shown.quantity, compared, shown.decimals)
    if compared.significant is None or abs(compared.change) <= EQUAL_WITHIN:
        return ComparisonSaid(label, against, value, base, moved, "", withheld=False)
    # Two values are asked here what the chart asks of all of them, so the words are others.
    return ComparisonSaid(
        label,
        against,
        value,
        base,
        moved,
        MORE if compared.significant else WITHIN,
        withheld=False,
        # An interval cut in two at the end of a line reads like two numbers.
        interval=_interval(compared, shown, decimals).replace(" ", NO_BREAK),
        beyond=compared.significant,
    )


def _span(scored: ScoredKpi, id: str | None, span: str) -> str:  # noqa: A002
    """Return the name of a period, or of the year that ends with it."""
    period = period_of(scored, id)
    name = periods.name(period) if period else id or ""
    if not name or not span:
        return name
    if span == "to_date" and period is not None:
        return f"{periods.fiscal_year(period)} to {name}"
    return f"year to {name}"


def _interval(compared: Comparison, shown: Shown, start: int) -> str:
    """Return ``+0.5 to +4.3``, where a change lies; empty where that is not known.

    Where it just touches no change the interval of two shares may say the
    opposite of their test, and is kept back.
    """
    low, high = compared.change_low, compared.change_high
    if low is None or high is None or compared.significant is (low <= 0 <= high):
        return ""
    decimals = telling_apart(start, [(low, high), (low, 0.0), (high, 0.0)])
    bare = shown.quantity.bare
    return f"{bare(low, decimals)} to {bare(high, decimals)}"


def withheld(why: Withheld, grain: Grain, period: str, base: str) -> str:
    """Return why a comparison is not made; *base* and, unless it is empty, *period* are names."""
    here, there = period or f"this {periods.noun(grain)}", base
    reasons = {
        Withheld.NO_DATA: f"{here} has no value",
        Withheld.NO_BASE_DATA: f"{there} has no value",
        Withheld.PARTIAL_PERIOD: f"{here} is not complete",
        Withheld.PARTIAL_BASE_PERIOD: f"{there} is not complete",
        Withheld.MISSING_PERIODS: f"a {periods.noun(grain)} in between has no value",
        Withheld.BASE_TOO_SMALL: "the base is too small",
        Withheld.NOT_COMPARABLE: "a break in between makes them not comparable",
        Withheld.NOT_POOLABLE: "no yearly figure for this KPI",
        Withheld.IGNORED_PERIOD: f"{here} is not counted",
        Withheld.IGNORED_BASE_PERIOD: f"{there} is not counted",
        Withheld.DIFFERENT_LENGTH: f"{here} and {there} differ in days",
        Withheld.NO_SUCH_PERIOD: f"the calendar has no such {periods.noun(grain)}",
    }
    return f"not compared: {reasons[why]}"
