"""What whoever keeps the registers may do about what actions and agreements promise."""

from collections.abc import Iterator, Sequence
from datetime import date

from cxscore.model.choices import Polarity
from cxscore.model.effects import ENOUGH_AFTER
from cxscore.model.log import LogRow
from cxscore.model.number_formats import NO_BREAK
from cxscore.model.scorecard import Scorecard, ScoredKpi, ScoredRow
from cxscore.nearest import suggestion
from cxscore.rendering.words.effect_numbers import EffectNumbers, lacks_segment, names_of
from cxscore.rendering.words.grammar import named
from cxscore.rendering.words.paper import Paper

ON_ACTIONS = {
    "CX513": "Promised for the worse",
    "CX514": "Closed and to be looked at, without an outcome",
    "CX515": "Promises that could not be seen in seven periods after they are due",
}
"""What is said of actions, by its code: the page has one line of each."""
MOST_NAMED = 6
"""Actions that are named in a line; the rest are counted."""


def advice_said(scorecard: Scorecard) -> Iterator[tuple[str, tuple[str, int], str, str, str]]:
    """Yield what whoever keeps the registers of actions and of agreements may do.

    The id of a KPI, the place of a row about it, a code, what is remarkable, and a hint.
    """
    paper = Paper.of(scorecard)
    for kpi in scorecard.kpis:
        sizes: dict[float, str] = {}
        for scored in kpi.actions:
            if not (codes := _codes_on(scored, kpi, scorecard.as_of)):
                continue  # as of most
            for code, text, hint in _advice_on(scored, kpi, paper, codes, sizes):
                # It is read on a terminal as well.
                yield kpi.kpi.id, scored.row.place, code, text.replace(NO_BREAK, " "), hint
    by_id = {kpi.kpi.id: kpi for kpi in scorecard.kpis}
    for promise in (scored.agreement for scored in scorecard.agreements):
        measured = by_id.get(promise.kpi or "")
        if measured is not None:
            what = f"agreement '{promise.id}'"
            for text, hint in _unknown(what, promise.segment, measured):
                yield measured.kpi.id, promise.place, "CX313", text, hint


def advice_lines(paper: Paper) -> Iterator[str]:
    """Yield a line for each kind of advice on actions, with the ids of those that it is on."""
    found: dict[str, dict[str, None]] = {}
    for kpi in paper.scorecard.kpis:
        for scored in kpi.actions:
            for code in _codes_on(scored, kpi, paper.scorecard.as_of):
                found.setdefault(code, {})[scored.row.id] = None
    for code, said in ON_ACTIONS.items():
        if code in found:
            yield f"{said}: {named(sorted(found[code]), MOST_NAMED)}"


def _codes_on(scored: ScoredRow, kpi: ScoredKpi, as_of: date) -> Sequence[str]:
    """Return the codes of what is remarkable of an action on *kpi*; of most there is nothing."""
    action, effect = scored.row, scored.effect
    if effect is None or (effect.segment is not None and effect.before is None):
        if action.segment is not None and _without_segment(action, kpi):
            return ("CX313",)
        if effect is None:
            return ()
    expected, is_closed = effect.expected, effect.outcome is not None
    found = []
    if expected is not None:
        if _is_worse(expected, kpi.kpi.polarity):
            found.append("CX513")
        # The size promised is less than the usual swing of the KPI hides.
        elif not is_closed and abs(expected) < (effect.detectable or 0.0):
            found.append("CX515")
    # It should have been looked at, and nobody wrote what was seen.
    if is_closed and not action.outcome:
        check_on = scored.check_on
        if check_on is not None and check_on < as_of:
            found.append("CX514")
    return found


def _advice_on(
    scored: ScoredRow,
    kpi: ScoredKpi,
    paper: Paper,
    codes: Sequence[str],
    sizes: dict[float, str],
) -> list[tuple[str, str, str]]:
    """Return what is said of an action, of each of the *codes*, with a hint.

    *sizes* are those that other actions on *kpi* promise, as they are written.
    """
    action, effect = scored.row, scored.effect
    if "CX313" in codes or effect is None:
        return _without_segment(action, kpi)
    found: list[tuple[str, str, str]] = []
    expected = effect.expected
    if expected is not None and codes != ["CX514"]:
        if expected not in sizes:
            sizes[expected] = EffectNumbers(action, effect, kpi, paper).promised()
        promises = f"action '{action.id}' promises {sizes[expected]}"
        if "CX513" in codes:
            better = "higher" if kpi.kpi.polarity is Polarity.HIGHER_IS_BETTER else "lower"
            hint = f"{better} is better for kpis.{kpi.kpi.id}"
            found.append(("CX513", f"{promises}, which is for the worse", hint))
        else:
            words = EffectNumbers(action, effect, kpi, paper)
            text = (
                f"{promises}, which could not be seen in {ENOUGH_AFTER} {words.noun}s: the "
                f"usual swing hides up to {words.swing()}"
            )
            found.append(("CX515", text, "measure closer to the work, or for longer"))
    if "CX514" in codes:
        text = (
            f"action '{action.id}' was to be checked on {scored.check_on}, and its outcome is blank"
        )
        found.append(("CX514", text, "write what came of it"))
    return found


def _without_segment(action: LogRow, kpi: ScoredKpi) -> list[tuple[str, str, str]]:
    """Return that no row belongs to the segment in which *action* promises something."""
    if action.kpi != kpi.kpi.id:
        return []
    return [("CX313", *said) for said in _unknown(f"action '{action.id}'", action.segment, kpi)]


def _unknown(
    what: str, segment: tuple[str, str] | None, kpi: ScoredKpi
) -> Iterator[tuple[str, str]]:
    """Yield that *what* is about a segment that no row has, with what to do."""
    if segment is not None and lacks_segment(segment, kpi):
        column, value = segment
        text = f"{what} is about {column}={value}, which no row of kpis.{kpi.kpi.id} has"
        yield text, suggestion(value, names_of(column, kpi), f"{column} is one of")


def _is_worse(expected: float, polarity: Polarity) -> bool:
    if polarity is Polarity.HIGHER_IS_BETTER:
        return expected < 0
    return polarity is Polarity.LOWER_IS_BETTER and expected > 0
