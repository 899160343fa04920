"""What goes with a KPI, in words: associations, never causes."""

from collections.abc import Mapping, Sequence

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.findings import Drivers, DriverShare
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Method, Unsaid
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import be, capital, counted, listed, named, sentences

SILENT = {
    Unsaid.NO_VALUE: "no row has an answer to it and to all of its drivers",
    Unsaid.BASE_TOO_SMALL: "there are fewer rows with all the answers than its minimum base",
    Unsaid.CONSTANT: "all rows with all the answers have the same value",
    Unsaid.TOO_FEW_POINTS: "there are fewer than ten rows with all the answers for each driver",
    Unsaid.NO_ASSOCIATION: "none of its drivers is related to it at all",
}
DROPPED = {
    Unsaid.NOT_A_NUMBER: "holds something else than numbers",
    Unsaid.NO_VALUE: "has no answers",
    Unsaid.CONSTANT: "is the same in every row",
    Unsaid.COLLINEAR: "follows from the drivers before it",
}


@frozen
class DriverRow:
    """One driver."""

    column: str
    """As in the definition."""
    name: str
    """``reply time``"""
    share: str
    """Its part of the explained differences: ``31%``."""
    interval: str
    """``25% to 37%``"""
    performance: str
    """The share of its best answers; ``–`` where no scale says which they are."""
    direction: str
    """More of it goes with ``higher`` or ``lower`` values; ``–`` where that is not clear."""
    first: bool
    """It goes with much, and has few of the best answers."""


@frozen
class DriversSaid:
    """What goes with a KPI, or why that cannot be told."""

    sentence: str
    """``5 aspects account for 41% of the variation in the answers; …``"""
    level: str
    """``95% interval``"""
    base: str = ""
    """``3,659 answers in the year to June 2026; …``"""
    rows: tuple[DriverRow, ...] = ()
    """Those that most goes with first."""
    notes: tuple[str, ...] = ()
    """Where to look first, what has no place on the chart, which columns were not used and why."""
    description: str = ""
    """The chart in one sentence; empty where there is none."""
    judged: bool = False
    """Whether a higher or a lower value is better."""


def drivers_said(scored: ScoredKpi, numbers: Numbers) -> DriversSaid | None:
    """Return what is said of the drivers of *scored*; None where it names none."""
    if not scored.kpi.drivers:
        return None
    drivers = scored.drivers
    if drivers is None:
        why = SILENT[scored.unsaid.get(Method.DRIVERS, Unsaid.NO_VALUE)]
        return DriversSaid(_silent(scored, why), _level(scored.kpi.level, numbers))
    if not drivers.items:
        why = "none of its drivers can be used"
        notes = tuple(sentences(text) for text in _dropped(drivers.dropped) if text)
        return DriversSaid(_silent(scored, why), _level(drivers.level, numbers), notes=notes)
    ranked = sorted(drivers.items, key=lambda item: -item.share)
    return DriversSaid(
        sentence=_sentence(drivers, ranked, numbers),
        level=_level(drivers.level, numbers),
        base=_base(scored, drivers, numbers),
        rows=tuple(_row(item, numbers) for item in ranked),
        notes=_notes(drivers, ranked),
        description=_description(scored, ranked, numbers) if drivers.significant else "",
        judged=scored.kpi.polarity in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER),
    )


def driver_name(column: str) -> str:
    """Return a column's name as it is printed."""
    return column.replace("_", " ")


def _silent(scored: ScoredKpi, why: str) -> str:
    return f"What {scored.kpi.name} depends on cannot be told: {why}."


def _sentence(drivers: Drivers, ranked: Sequence[DriverShare], numbers: Numbers) -> str:
    """Return how much of the variation they account for, and which of them for most of that."""
    explained = numbers.part(drivers.r2)
    names = [driver_name(item.column) for item in ranked]
    who = f"{counted(len(names), 'aspect')} account" if len(names) > 1 else f"{names[0]} accounts"
    whole = capital(f"{who} for {explained} of the variation in the answers")
    if not drivers.significant:
        return f"{whole}, which may be chance: nothing more is read from it."
    if len(names) == 1:
        return f"{whole}."
    if is_first(ranked):
        return f"{whole}; {numbers.part(ranked[0].share)} of that is {names[0]}."
    # Intervals that overlap leave the order open.
    first = ranked[0]
    near = [name for name, item in zip(names, ranked, strict=True) if item.high >= first.low]
    return f"{whole}; most of that is {named(near, 3)}, in no certain order."


def is_first(ranked: Sequence[DriverShare]) -> bool:
    """Return whether one driver goes with more than each of the others, beyond chance."""
    return len(ranked) > 1 and ranked[0].low > ranked[1].high


def conclusion(scored: ScoredKpi) -> str:
    """Return ``Delivery matters most and lags``; empty where none is first beyond chance."""
    drivers = scored.drivers
    if drivers is None or not drivers.significant:
        return ""
    ranked = sorted(drivers.items, key=lambda item: -item.share)
    if not is_first(ranked):
        return ""
    lags = " and lags" if ranked[0].look_first else ""
    return f"{capital(driver_name(ranked[0].column))} matters most{lags}"


def _base(scored: ScoredKpi, drivers: Drivers, numbers: Numbers) -> str:
    period = scored.period
    until = f"in the year to {periods.name(period)}" if period is not None else ""
    base = f"{numbers.plain(drivers.n)} answers {until}".rstrip()
    if not drivers.left_out:
        return f"{base}."
    left = f"{numbers.plain(drivers.left_out)} that {'lacks' if drivers.left_out == 1 else 'lack'}"
    return f"{base}; {left} one of the columns {be(drivers.left_out)} left out."


def _row(item: DriverShare, numbers: Numbers) -> DriverRow:
    return DriverRow(
        column=item.column,
        name=driver_name(item.column),
        share=numbers.part(item.share, brief=True),
        interval=_between(item.low, item.high, numbers),
        performance=NONE
        if item.performance is None
        else numbers.part(item.performance / 100, brief=True),
        direction={1: "higher", -1: "lower", 0: NONE}[item.direction],
        first=item.look_first,
    )


def _notes(drivers: Drivers, ranked: Sequence[DriverShare]) -> tuple[str, ...]:
    """Return where to look first, what has no place on the chart, and what was dropped."""
    placeless = [driver_name(item.column) for item in ranked if item.performance is None]
    first = [item for item in ranked if item.look_first]
    found = []
    if first:
        names = listed([driver_name(item.column) for item in first])
        they = "it matters much and scores" if len(first) == 1 else "they matter much and score"
        found.append(f"Start with {names}: {they} below average")
    drawn = drivers.significant and len(ranked) - len(placeless) > 1
    if drawn and any(item.direction < 0 and item.performance is not None for item in ranked):
        found.append("A square marks what lowers the value")
    if drivers.significant and placeless and not drawn and len(ranked) > 1:
        found.append("No chart: fewer than two have a scale that says which answers are the best")
    if drawn and placeless:
        has = "has" if len(placeless) == 1 else "have"
        them = "its" if len(placeless) == 1 else "their"
        found.append(
            f"{listed(placeless)} {has} no place on the chart: no scale says which of {them} "
            "answers are the best"
        )
    return tuple(sentences(text) for text in (*found, *_dropped(drivers.dropped)))


def _dropped(dropped: Mapping[str, Unsaid]) -> tuple[str, ...]:
    """Return which columns were left out, and why, in one text; none where there are none."""
    if not dropped:
        return ()
    told = [f"{driver_name(column)}, which {DROPPED[why]}" for column, why in dropped.items()]
    return (f"Not used: {'; '.join(told)}",)


def _description(scored: ScoredKpi, ranked: Sequence[DriverShare], numbers: Numbers) -> str:
    """Return the chart in one sentence: each driver's importance and performance."""
    placed = [
        f"{driver_name(item.column)} {numbers.part(item.share)} and "
        f"{numbers.part(item.performance / 100)}"
        for item in ranked
        if item.performance is not None
    ]
    if len(placed) < 2:
        return ""
    return (
        f"What {scored.kpi.name} depends on: importance and share of best answers, "
        f"for {counted(len(placed), 'driver')}: {', '.join(placed)}"
    )


def _between(low: float, high: float, numbers: Numbers) -> str:
    ends = (numbers.part(low, brief=True), numbers.part(high, brief=True))
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _level(level: float, numbers: Numbers) -> str:
    return f"{numbers.level(level)} interval"
