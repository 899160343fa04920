"""“Did it work?”: a row for each action that is closed, the latest first."""

from collections import Counter
from datetime import date

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.effects import Effect, Outcome
from cxscore.model.listing import MOST
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.rendering.charts import Kept, draw_effect
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.verdicts import OUTCOME_CSS, Judgement, judgement
from cxscore.rendering.words.actions import ActionSaid, action_said
from cxscore.rendering.words.effects import EffectSaid
from cxscore.rendering.words.grammar import capital, listed, sentence, spelled

SHORT = 8
"""How many rows a table may have to be kept together."""
BEFORE = 24
"""Periods before an action that its chart shows at most."""
WORKED = (Outcome.WORKED, Outcome.WORKED_IN_PART)


@frozen
class EffectRow:
    """What came of one action; ``anchor`` is its KPI's, ``chart`` empty where none can be drawn."""

    action: ActionSaid
    anchor: str
    said: EffectSaid
    verdict: Judgement
    chart: Markup
    told: tuple[str, ...]
    """Sentences on what the other columns do not say: why it cannot be told, what else there is."""


@frozen
class Effects:
    """The actions that are closed, with what came of them."""

    claim: str
    rows: tuple[EffectRow, ...]
    short: bool
    """Few enough to stay together and to share a page of paper."""
    earlier: int = 0
    """How many more there are, closed before those shown."""

    def __bool__(self) -> bool:
        """Return whether any action is closed."""
        return bool(self.rows)


def view(facts: Facts) -> Effects:
    """Return the closed actions, the latest closed first."""
    effects = [each.effect for each in facts.scorecard.actions if each.effect is not None]
    outcomes = Counter(effect.outcome for effect in effects if effect.outcome is not None)
    known = [each for each in facts.scorecard.listed if each.row.id in facts.said.effects]
    known.sort(key=lambda each: each.row.closed or date.min, reverse=True)
    rows = tuple(_row(facts, each) for each in known[:MOST])
    every = outcomes.total()
    return Effects(_claim(outcomes), rows, len(rows) <= SHORT, every - len(rows))


def _row(facts: Facts, scored: ScoredRow) -> EffectRow:
    effect, said = scored.effect, facts.said.effects[scored.row.id]
    assert effect is not None and effect.outcome is not None
    kpi = facts.by_id[scored.row.kpi]
    action = action_said(scored, facts.paper)
    # Its word stands in a column of its own.
    why = capital(said.verdict.long.removeprefix(f"{said.verdict.short}: "))
    told = [] if effect.outcome in WORKED else [why]
    told += [sentence(action.outcome)] if action.outcome else []
    told += [sentence(f"{name}: {text}") for name, text in action.more if text]
    return EffectRow(
        action=action,
        anchor=facts.anchors[kpi.kpi.id],
        said=said,
        verdict=judgement(OUTCOME_CSS[effect.outcome], said.verdict),
        chart=_chart(kpi, effect, said),
        told=(*told, *said.notes),
    )


def _chart(kpi: ScoredKpi, effect: Effect, said: EffectSaid) -> Markup:
    """Return the KPI around the action; empty where there is nothing to compare on the paper."""
    before, after = effect.before, effect.after
    if before is None or after is None or before.level is None or effect.segment is not None:
        return Markup()  # what is compared is no series of the paper
    assert effect.change is not None and effect.high is not None
    places = {point.period.id: place for place, point in enumerate(kpi.series)}
    if before.last not in places or after.first not in places:
        return Markup()
    last_before, first_after = places[before.last], places[after.first]
    first = max(0, last_before - BEFORE + 1)
    half = effect.high - effect.change
    values = [
        point.value if point.adjusted is None else point.adjusted
        for point in kpi.series[first : places[after.last] + 1]
    ]
    kept = Kept(
        description=said.sentence,
        values=tuple(values),
        last_before=last_before - first,
        first_after=first_after - first,
        level=before.level,
        low=before.level - half,
        high=before.level + half,
    )
    return Markup(draw_effect(kept, 130, 34))  # noqa: S704 (drawn and escaped by the chart module)


def _claim(outcomes: Counter[Outcome]) -> str:
    """Return the sentence under the title: how many worked, and of how many it is not known."""
    known = outcomes.total()
    if not known:
        return "No action is closed"
    worked = sum(outcomes[outcome] for outcome in WORKED)
    unknown, early = outcomes[Outcome.CANNOT_TELL], outcomes[Outcome.TOO_EARLY]
    if known == 1:
        if early:
            return "It is too early to tell whether the one closed action worked"
        if unknown:
            return "Whether the one closed action worked cannot be told"
        return f"The one closed action {'worked' if worked else 'did not work'}"
    cannot = f"of {spelled(unknown)} it cannot be told" if unknown else ""
    not_yet = f"of {spelled(early)} it is too early to tell" if early else ""
    besides = listed([part for part in (cannot, not_yet) if part])
    number = capital(spelled(worked)) if worked else "None"
    return f"{number} of {spelled(known)} closed actions worked{besides and f'; {besides}'}"
