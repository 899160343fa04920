"""Kinds of control charts and sets of rules, as they are called."""

from collections.abc import Mapping

from cxscore.model.choices import ChartKind, RulePreset
from cxscore.model.scorecard import ScoredKpi, Signal
from cxscore.model.verdicts import Method, Rule, Unsaid

KIND: Mapping[ChartKind, str] = {
    ChartKind.XMR: "XmR chart",
    ChartKind.P_PRIME: "p′ chart",
    ChartKind.U_PRIME: "u′ chart",
    ChartKind.RUN: "run chart",
    ChartKind.NONE: "no control chart",
}
TITLE: Mapping[ChartKind, str] = {
    ChartKind.XMR: "Control chart",
    ChartKind.P_PRIME: "Control chart (Laney’s p′)",
    ChartKind.U_PRIME: "Control chart (Laney’s u′)",
    ChartKind.RUN: "Run chart",
    ChartKind.NONE: "Chart",
}
NEEDS: Mapping[ChartKind, str] = {
    ChartKind.P_PRIME: "counts of so many out of so many",
    ChartKind.U_PRIME: "counts over a base",
}
PRESET: Mapping[RulePreset, str] = {
    RulePreset.MAKING_DATA_COUNT: "Making Data Count",
    RulePreset.WHEELER: "Wheeler",
}
RUN: Mapping[RulePreset, int] = {RulePreset.MAKING_DATA_COUNT: 7, RulePreset.WHEELER: 8}
"""Points in a row on one side of the mean."""
NEAR: Mapping[RulePreset, str] = {
    RulePreset.MAKING_DATA_COUNT: "2 of 3",
    RulePreset.WHEELER: "3 of 4",
}
"""So many of so many in a row near a limit."""
TREND = 7
"""Points in a row that rise or fall."""


def rule(found: Rule, signal: Signal) -> str:
    """Return a rule in the words of a table's note."""
    match found:
        case Rule.OUTSIDE:
            return "beyond a limit"
        case Rule.TREND:
            return f"{TREND} or more in a row that rise or fall"
        case Rule.NEAR_LIMIT if signal.preset is RulePreset.WHEELER:
            return f"in a window of 4 with 3 nearer to a limit than to the {centre(signal)}"
        case Rule.NEAR_LIMIT:
            return f"{NEAR[signal.preset]} near a limit"
        case Rule.RUN if signal.chart is ChartKind.RUN:
            return "a long run on one side of the median"
        case Rule.RUN:
            return f"{RUN[signal.preset]} or more in a row on one side of the mean"


BRIEF: Mapping[Rule, str] = {
    Rule.OUTSIDE: "outside",
    Rule.TREND: "trend",
    Rule.NEAR_LIMIT: "near limit",
    Rule.RUN: "run",
}
"""Rules where there is little room; :func:`rule` has their meaning."""


def centre(signal: Signal) -> str:
    """Return what the line in the middle of the chart is."""
    return "median" if signal.chart is ChartKind.RUN else "mean"


def vary(signal: Signal) -> bool:
    """Return whether the limits differ from point to point."""
    return signal.adjusted or signal.chart in NEEDS


def from_baseline(signal: Signal) -> str:
    """Return which stretch the lines come from, and why; empty where that is the whole process."""
    base = signal.baseline
    if base is None:
        return ""
    lines = "The median comes" if signal.chart is ChartKind.RUN else "Limits come"
    return f"{lines} from {base.start} to {base.end} alone: {base.reason}"


def fallback(scored: ScoredKpi) -> str:
    """Return that the chart asked for cannot be drawn, and why; empty where it can."""
    asked = scored.kpi.chart
    match scored.unsaid.get(Method.CHART):
        case Unsaid.NOT_A_COUNT:
            return (
                f"A {KIND[asked]} needs {NEEDS[asked]}, which this KPI does not have: "
                f"an {KIND[scored.signal.chart]} is drawn instead"
            )
        case Unsaid.FEW_DIFFERENT_VALUES:
            return (
                "Three quarters or more of the values are the same, too few different ones for "
                "limits: a run chart is drawn instead"
            )
        case _:
            return ""
