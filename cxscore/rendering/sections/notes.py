"""The notes of the method page: what was done to these data."""

from collections.abc import Callable, Mapping, Sequence

from cxscore.calendar import MONTHS_DIFFER, Grain
from cxscore.frozen import frozen
from cxscore.model.choices import ChartKind, RulePreset
from cxscore.model.scorecard import Scorecard, ScoredKpi, Signal
from cxscore.model.verdicts import Method, Unsaid
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import intervals
from cxscore.rendering.words.grammar import listed, named, sentences
from cxscore.rendering.words.paper import Paper


@frozen
class Note:
    """A paragraph of the method page."""

    title: str
    text: str
    of_chapter: bool = False
    """It is about a chapter, which says on paper itself how it counts."""


def notes_of(paper: Paper) -> tuple[Note, ...]:
    """Return the paragraphs; each says only what was used."""
    scorecard = paper.scorecard
    found = (
        _status(scorecard),
        _charts(scorecard),
        _signals(scorecard),
        _capability(scorecard),
        _comparisons(scorecard),
        Note("Intervals", intervals.note(scorecard, paper.numbers)),
        _segments(scorecard),
        _movements(scorecard),
        _comments(scorecard),
        _hassles(scorecard),
        _breaks(scorecard),
        _quality(scorecard, paper.numbers),
    )
    return tuple(note for note in found if note.text)


def _comments(scorecard: Scorecard) -> Note:
    """Return how themes of comments are counted and tested; nothing where there are none."""
    comments = scorecard.comments
    if comments is None:
        return Note("Comments", "")
    tested = comments.tested or comments.tested_year_ago
    return Note(
        "Comments",
        sentences(
            "Shares are of the respondents who said something, with Wilson’s intervals",
            "Changes have Newcombe’s; they are tested with z and the pooled share, or by Fisher’s "
            "exact test where a count below 5 is to be expected, and corrected for how many themes "
            "there are (Benjamini and Hochberg)"
            if tested
            else "",
            f"Below {comments.minimum_base} respondents there are no shares",
            f"Mix: of {listed([by.replace('_', ' ') for by in comments.mixed])}, by the midpoint "
            "form"
            if comments.mixed
            else "",
        ),
        of_chapter=True,
    )


def _hassles(scorecard: Scorecard) -> Note:
    """Return how shares of causes are told and held against a year; nothing without hassles."""
    hassles = scorecard.hassles
    if hassles is None:
        return Note("Causes", "")
    return Note(
        "Causes",
        sentences(
            "Shares have Wilson’s intervals"
            + (", for as many equal cases as they are worth (Kish)" if hassles.customers else ""),
            "Cases are held against the year before by the conditional binomial test, corrected "
            "for how many causes there are (Benjamini and Hochberg)"
            if hassles.tested
            else "",
        ),
        of_chapter=True,
    )


def _status(scorecard: Scorecard) -> Note:
    margins = [k for k in scorecard.kpis if k.kpi.at_risk_within > 0]
    targets = [k for k in scorecard.kpis if k.target is not None]
    if not targets and not any(k.kpi.targets_by_segment for k in scorecard.kpis):
        return Note("Status", "No KPI has a target, so none has a status.")
    risk = "No KPI has an at-risk margin: what misses its target is off target"
    if margins:
        risk = "At risk: missed by no more than the margin that stands in the definitions"
    small = [k.kpi.name for k in scorecard.kpis if k.base_too_small]
    return Note(
        "Status",
        sentences(
            "On target: the value meets the target in force, or is level with it",
            risk,
            "Status is taken from unrounded numbers",
            f"Too small a base: {named(small, 5)}" if small else "",
        ),
    )


def _charts(scorecard: Scorecard) -> Note:
    drawn = [
        k for k in scorecard.kpis if k.signal.limits is not None or k.signal.median is not None
    ]
    if not drawn:
        return Note("Control charts", "No KPI has enough values for a control chart.")
    xmr = [k for k in drawn if k.signal.chart is ChartKind.XMR]
    limited = [k for k in drawn if k.signal.limits is not None]
    plain = [k for k in scorecard.kpis if k.signal.chart is ChartKind.NONE]
    without = [k for k in scorecard.kpis if k not in drawn and k not in plain]
    told = f"Charts show up to {scorecard.heading.history} periods"
    if xmr:
        told = f"Charts, of up to {scorecard.heading.history} periods,"
        others = "" if len(xmr) == len(drawn) else ", unless defined otherwise"
        told += f" are XmR charts{others}"
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
            *_baselines(drawn),
            "No range spans a missing, incomplete or ignored period" if limited else "",
            "The season is taken out where that is defined"
            if any(k.signal.adjusted for k in limited)
            else "",
            _unlike(drawn),
            _who("Trial limits, from fewer than 12 points", limited, lambda k: k.trial),
            f"Without limits: {_names(without)}" if without else "",
            f"Without a control chart, as defined: {_names(plain)}" if plain else "",
            *_fallbacks(scorecard),
        ),
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
    left = f"where only ranges of zero would be left: {_names(zeros)}" if zeros else ""
    if not screened:
        told = "All moving ranges count, the extreme ones too" if limited else ""
        return f"{told}, {left}" if zeros else told
    but = f", but not for {_names(unscreened)}" if unscreened else ""
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
    return tuple(f"{told}: {_names(kpis)}" for told, kpis in found.items() if kpis)


def _who(told: str, kpis: Sequence[ScoredKpi], holds: Callable[[Signal], bool]) -> str:
    """Return *told* with the names of those *kpis* whose signal it holds for; empty for none."""
    found = [k for k in kpis if holds(k.signal)]
    return f"{told}: {_names(found)}" if found else ""


def _names(kpis: Sequence[ScoredKpi]) -> str:
    return named([k.kpi.name for k in kpis], 5)


def _signals(scorecard: Scorecard) -> Note:
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
        whose = f" ({_names(wheeler)})" if nhs else ""
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
    return Note("Signals", sentences(begun, *told[1:], "All else is ordinary variation"))


def _capability(scorecard: Scorecard) -> Note:
    if not any(k.signal.capability for k in scorecard.kpis):
        return Note("Capability", "")
    return Note(
        "Capability",
        "Hits target: the whole band of limits meets the target. "
        "Hit and miss: the target lies within the band, so chance decides. "
        "Misses target: none of the band meets it. "
        "Not judged: after a lasting change, or from fewer than 12 points.",
    )


def _comparisons(scorecard: Scorecard) -> Note:
    return Note(
        "Comparisons",
        sentences(
            "Longer spans pool the counts of their periods; rates are never averaged",
            *intervals.chance_note(scorecard),
        ),
    )


def _segments(scorecard: Scorecard) -> Note:
    scores = [score for k in scorecard.kpis for score in k.segments]
    if not scores:
        return Note("Segments", "")
    return Note(
        "Segments",
        sentences(
            "Sorted by effect on the gap to target, else on the value",
            "* differs from the rest by more than chance, corrected for the number of tests "
            "(Benjamini-Hochberg)"
            if any(score.differs for score in scores)
            else "",
            "Withheld segments have too small a base, or would tell one that has: they are in no "
            "number and no plot"
            if any(score.suppressed for score in scores)
            else "",
            "Funnel plots (99.8% limits) are wider where all vary more than chance (Spiegelhalter)"
            if any(k.funnels for k in scorecard.kpis)
            else "",
        ),
    )


def _movements(scorecard: Scorecard) -> Note:
    if not any(moved.shown for k in scorecard.kpis for moved in k.movement):
        return Note("Why it moved", "")
    return Note(
        "Why it moved",
        sentences(
            "A change beyond chance is taken apart by segment, without a residual: what changed "
            "within segments, weighted with the mean of their two shares, and the mix, to which "
            "new and vanished segments belong",
            "Of several columns the one that accounts for most is shown",
        ),
    )


def _breaks(scorecard: Scorecard) -> Note:
    told = [f"{k.kpi.name} from {b.start}" for k in scorecard.kpis for b in k.kpi.breaks]
    ignored = [f"{k.kpi.name} in {i.period}" for k in scorecard.kpis for i in k.kpi.ignore]
    return Note(
        "Breaks and ignored periods",
        sentences(
            f"Limits start again for {named(told, 10)}: the charts say why" if told else "",
            f"Drawn and not counted: {named(ignored, 10)}" if ignored else "",
        ),
    )


def _quality(scorecard: Scorecard, numbers: Numbers) -> Note:
    told = [_skipped(dataset, by, numbers) for dataset, by in scorecard.skipped.items() if by]
    left = _rows(scorecard, "left_out", numbers)
    unknown = _rows(scorecard, "unknown", numbers)
    late = [s.source.path for s in scorecard.sources if s.stale]
    partial = [k.kpi.name for k in scorecard.kpis if not k.complete]
    gaps = [
        k.kpi.name
        for k in scorecard.kpis
        if any(p.value is None and p.complete for p in k.series) and k.value is not None
    ]
    if left:
        told.append(f"Rows that lack a part of a measure are left out of both its sides: {left}")
    if unknown:
        told.append(f"Rows in which a comparison met a blank are left out: {unknown}")
    if late:
        told.append(f"Late: {named(late, 5)}")
    if partial:
        told.append(f"Not complete: {named(partial, 5)}")
    if gaps:
        told.append(
            f"Periods without rows are gaps, never zero; there are some in {named(gaps, 5)}"
        )
    return Note("Data quality", sentences(*told))


def _skipped(dataset: str, by: Mapping[str, int], numbers: Numbers) -> str:
    whose = listed([f"{numbers.plain(count)} of {segment}" for segment, count in by.items()])
    return f"Bad rows of {dataset} were skipped: {whose}"


def _rows(scorecard: Scorecard, which: str, numbers: Numbers) -> str:
    """Return ``12 of Net promoter score and 3 of Effort``, over the periods shown."""
    counts = [(k.kpi.name, sum(getattr(p, which) for p in k.series)) for k in scorecard.kpis]
    return named([f"{numbers.plain(n)} of {name}" for name, n in counts if n], 6)
