"""Notes of the method page on control charts: their limits, what they signal, what they hold."""

from collections.abc import Callable, Sequence

from cxscore.calendar import MONTHS_DIFFER, Grain
from cxscore.model.choices import ChartKind, RulePreset
from cxscore.model.scorecard import Scorecard, ScoredKpi, Signal
from cxscore.model.verdicts import Method, Unsaid
from cxscore.rendering.sections.note import Note, names_of
from cxscore.rendering.words.grammar import listed, named, sentence, sentences


def charts_note(scorecard: Scorecard) -> Note:
    """Return how limits are made, and of which KPIs otherwise or not at all."""
    drawn = [
        k for k in scorecard.kpis if k.signal.limits is not None or k.signal.median is not None
    ]
    if not drawn:
        return Note("Control charts", "No KPI has enough values for a control chart.")
    xmr = [k for k in drawn if k.signal.chart is ChartKind.XMR]
    limited = [k for k in drawn if k.signal.limits is not None]
    others = "" if len(xmr) == len(drawn) else ", unless defined otherwise"
    told = f"Charts show up to {scorecard.heading.history} periods"
    if xmr:
        told = f"Charts, of up to {scorecard.heading.history} periods, are XmR charts{others}"
    trial = _who("Trial limits, from fewer than 12 points", limited, lambda k: k.trial)
    left = _left(scorecard, drawn)
    return Note(
        "Control charts",
        sentences(
            told,
            "Limits are the mean ± 2.66 times the average moving range" if xmr else "",
            *_laney(drawn),
            "Run charts have a median and no limits"
            if any(k.signal.chart is ChartKind.RUN for k in drawn)
            else "",
            _screening(limited),
            "No range spans a missing, incomplete or ignored period" if limited else "",
            "The season is taken out where that is defined"
            if any(k.signal.adjusted for k in limited)
            else "",
            trial,
            *left,
        ),
        # Whose limits are on trial, and which chart is no XmR chart, stands with the definitions.
        brief=sentences(f"XmR charts{others}" if xmr else "", *left),
    )


def _left(scorecard: Scorecard, drawn: Sequence[ScoredKpi]) -> tuple[str, ...]:
    """Return what of single KPIs is otherwise than of most."""
    plain = [k for k in scorecard.kpis if k.signal.chart is ChartKind.NONE]
    without = [k for k in scorecard.kpis if k not in drawn and k not in plain]
    return (
        *_baselines(drawn),
        _unlike(drawn),
        f"Without limits: {names_of(without)}" if without else "",
        f"Without a control chart, as defined: {names_of(plain)}" if plain else "",
        *_fallbacks(scorecard),
    )


def signals_note(scorecard: Scorecard) -> Note:
    """Return what is called a change; nothing where no chart can tell one."""
    limited = [k for k in scorecard.kpis if k.signal.limits is not None]
    nhs = [k for k in limited if k.signal.preset is RulePreset.MAKING_DATA_COUNT]
    wheeler = [k for k in limited if k.signal.preset is RulePreset.WHEELER]
    runs = [k for k in scorecard.kpis if k.signal.median is not None]
    told = []
    if nhs:
        told.append(
            "A change is signalled by a point beyond a limit, 7 or more in a row on one side of "
            "the mean, 7 that rise or fall, or 2 of 3 near the same limit"
        )
    if wheeler:
        whose = f" ({names_of(wheeler)})" if nhs else ""
        told.append(
            f"By Wheeler’s rules{whose} it is by a point beyond a limit, 8 or more in a row on one "
            "side of the mean, or 3 of 4 nearer to the same limit than to the mean"
        )
    if runs:
        told.append(
            "On a run chart it is by a run on one side of the median longer than log2(n) + 3, for "
            "n points off the median (Anhøj and Olesen)"
        )
    if not told:
        return Note("Signals", "")
    begun = told[0].replace("it is", "a change is signalled", 1)
    brief = (
        "A point beyond a limit, 7 in a row on one side of the mean or rising or falling, or 2 of "
        "3 near one limit"
        if nhs
        else begun
    )
    return Note(
        "Signals",
        sentences(begun, *told[1:], "All else is ordinary variation"),
        brief=sentence(brief),
    )


def capability_note(scorecard: Scorecard) -> Note:
    """Return what is said of limits and target; nothing where nothing is."""
    if not any(k.signal.capability for k in scorecard.kpis):
        return Note("Capability", "")
    return Note(
        "Capability",
        "Hits target: the whole band of limits meets the target. "
        "Hit and miss: the target lies within the band, so chance decides. "
        "Misses target: none of the band meets it. "
        "Not judged: after a lasting change, or from fewer than 12 points.",
        # The key of the scorecard says the others.
        brief="Not judged: after a lasting change, or from fewer than 12 points.",
    )


def _laney(drawn: Sequence[ScoredKpi]) -> tuple[str, ...]:
    """Return what is said of limits that know each period's base."""
    kinds = {k.signal.chart for k in drawn}
    signs = {ChartKind.P_PRIME: "p′", ChartKind.U_PRIME: "u′"}
    used = [sign for kind, sign in signs.items() if kind in kinds]
    if not used:
        return ()
    return (
        f"{listed(used)} charts (Laney) pool the counts; their limits allow for the size of each "
        "base and for variation beyond chance",
    )


def _screening(limited: Sequence[ScoredKpi]) -> str:
    screened = [k for k in limited if k.signal.screened]
    unscreened = [k for k in limited if not k.kpi.screen]
    zeros = [k for k in limited if k.kpi.screen and not k.signal.screened]
    left = f"where only ranges of zero would be left: {names_of(zeros)}" if zeros else ""
    if not screened:
        told = "All moving ranges count, the extreme ones too" if limited else ""
        return f"{told}, {left}" if zeros else told
    but = f", but not for {names_of(unscreened)}" if unscreened else ""
    nor = f"; all count {left}" if zeros else ""
    return f"Moving ranges above 3.267 times their average are left out once{but}{nor}"


def _baselines(drawn: Sequence[ScoredKpi]) -> tuple[str, ...]:
    """Return which lines come from a stretch that is named, and why."""
    told = [
        f"{k.kpi.name} from {base.start} to {base.end} ({base.reason})"
        for k in drawn
        if (base := k.signal.baseline) is not None
    ]
    if not told:
        return ()
    return (f"From a named stretch alone, by which later points are judged: {named(told, 5)}",)


def _unlike(drawn: Sequence[ScoredKpi]) -> str:
    """Return whose charts hold totals of periods that differ by more days than months do."""
    told = []
    for k in drawn:
        days = [p.period.days for p in k.series if p.limits is not None or p.median is not None]
        # With the season out each period is held against its like.
        mixed = k.grain is Grain.LISTED and k.kpi.grows_with_days and not k.signal.adjusted
        if mixed and max(days) - min(days) > MONTHS_DIFFER:
            told.append(f"{k.kpi.name} ({min(days)} to {max(days)} days)")
    what = "Totals of periods that differ in length, so that a longer one is higher for that alone"
    return f"{what}: {named(told, 5)}" if told else ""


def _fallbacks(scorecard: Scorecard) -> tuple[str, ...]:
    reasons = {
        Unsaid.NOT_A_COUNT: "XmR charts instead of those asked for, which need counts",
        Unsaid.FEW_DIFFERENT_VALUES: "Run charts instead, since three quarters or more of the "
        "values are the same",
    }
    found = {
        told: [k for k in scorecard.kpis if k.unsaid.get(Method.CHART) is why]
        for why, told in reasons.items()
    }
    return tuple(f"{told}: {names_of(kpis)}" for told, kpis in found.items() if kpis)


def _who(told: str, kpis: Sequence[ScoredKpi], holds: Callable[[Signal], bool]) -> str:
    """Return *told* with the names of those *kpis* whose signal it holds for; empty for none."""
    found = [k for k in kpis if holds(k.signal)]
    return f"{told}: {names_of(found)}" if found else ""
