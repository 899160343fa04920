"""The notes of the method page: what was done to these data."""

from cxscore.model.scorecard import Scorecard
from cxscore.rendering.sections.chart_notes import capability_note, charts_note, signals_note
from cxscore.rendering.sections.data_notes import breaks_note, quality_note
from cxscore.rendering.sections.note import Note, names_of
from cxscore.rendering.words import intervals
from cxscore.rendering.words.grammar import listed, sentences
from cxscore.rendering.words.paper import Paper


def notes_of(paper: Paper) -> tuple[Note, ...]:
    """Return the paragraphs; each says only what was used."""
    scorecard = paper.scorecard
    found = (
        _status(scorecard),
        charts_note(scorecard),
        signals_note(scorecard),
        capability_note(scorecard),
        _comparisons(scorecard),
        Note(
            "Intervals",
            intervals.note(scorecard, paper.numbers),
            brief=intervals.brief_note(scorecard, paper.numbers),
        ),
        _segments(scorecard),
        _movements(scorecard),
        _comments(scorecard),
        _hassles(scorecard),
        breaks_note(scorecard),
        quality_note(scorecard, paper.numbers),
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
    small = [k for k in scorecard.kpis if k.base_too_small]
    bases = f"Too small a base: {names_of(small)}" if small else ""
    return Note(
        "Status",
        sentences(
            "On target: the value meets the target in force, or is level with it",
            risk,
            "Status is taken from unrounded numbers",
            bases,
        ),
        # Whose base is too small stands in the scorecard.
        brief=sentences(
            "Arrows: which way is better. At risk: missed by no more than the margin"
            if margins
            else risk
        ),
    )


def _comparisons(scorecard: Scorecard) -> Note:
    return Note(
        "Comparisons",
        sentences(
            "Longer spans pool the counts of their periods; rates are never averaged",
            *intervals.chance_note(scorecard),
        ),
        brief=sentences(*intervals.chance_brief(scorecard)),
    )


def _segments(scorecard: Scorecard) -> Note:
    scores = [score for k in scorecard.kpis for score in k.segments]
    if not scores:
        return Note("Segments", "")
    suppressed = any(score.suppressed for score in scores)
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
            if suppressed
            else "",
            "Funnel plots (99.8% limits) are wider where all vary more than chance (Spiegelhalter)"
            if any(k.funnels for k in scorecard.kpis)
            else "",
        ),
        brief=sentences("Withheld: small bases, and what discloses them" if suppressed else ""),
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
        brief="By results in segments, and by their mix.",
    )
