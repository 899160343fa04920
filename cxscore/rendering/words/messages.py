"""What the board needs to know: a few messages, computed by rules that can be read here."""

from collections.abc import Iterable, Sequence

from cxscore.frozen import frozen
from cxscore.model.choices import Polarity
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.dues import dues_counted, dues_of_people
from cxscore.rendering.words.grammar import (
    be,
    capital,
    counted,
    first_sentence,
    listed,
    named,
    sentence,
    sentences,
)
from cxscore.rendering.words.marked import plain_text
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import since_in_common
from cxscore.rendering.words.shown import Shown, target_noun
from cxscore.rendering.words.standing import in_order, is_unfinished, judged, lacks_target

MOST = 5
MOST_NAMED = 3
_LEADS = {
    "worsening": "worsened",
    "never": "will miss the target without a change",
    "missed": "missed the target",
    "improving": "improved",
    "close": "missed the target, within {margin}",
}
"""What there is to say of a KPI; the first that applies is said."""
_CALLS_FOR_ACTION = ("worsening", "never", "missed")


@frozen
class Key:
    """One thing that the board needs to know: a sentence in bold, and the facts after it."""

    lead: str
    rest: str
    kpi_id: str | None = None
    """The KPI to link to."""
    brief: str = ""
    """The facts without the owner's words, where there is no room for them."""
    is_win: bool = False
    """It tells of an improvement."""


def needs_to_know(paper: Paper) -> tuple[Key, ...]:
    """Return the messages, the gravest first, at most ``MOST``.

    KPIs of one group that have the same thing said of them share a
    message. An improvement gets the last place where there is one and
    nothing else has told it.
    """
    topics = _topics(in_order(paper.scorecard))
    chosen, left = topics[:MOST], topics[MOST:]
    wins = [topic for topic in left if topic[0] == "improving"]
    if wins and not any(kind == "improving" for kind, _ in chosen):
        chosen = [*chosen[:-1], wins[0]]
    if not chosen:
        return (_nothing(paper),)
    told = [_key(kind, scored, paper) for kind, scored in chosen]
    unknown = _without_data(paper)
    if unknown is not None and len(told) < MOST:
        told.append(unknown)
    return tuple(told)


def _without_data(paper: Paper) -> Key | None:
    """Return which KPIs have no value: what cannot be seen must not look like what is in order."""
    missing = [k for k in paper.scorecard.kpis if k.status is Status.NO_DATA]
    if not missing:
        return None
    names = _names(missing)
    period = periods.name(paper.scorecard.period)
    lead = f"{named(names, MOST_NAMED)} {_have(names)} no data for {period}"
    return Key(sentence(lead), "", missing[0].kpi.id)


def _topics(ranked: Sequence[ScoredKpi]) -> list[tuple[str, list[ScoredKpi]]]:
    """Return the topics in the order of their first KPI; those merely close come last."""
    found: dict[tuple[str, str | None], list[ScoredKpi]] = {}
    for scored in ranked:
        kind = _kind(scored)
        if kind:
            # Without a group a KPI stands alone: nothing says that it belongs to another.
            found.setdefault((kind, scored.kpi.group or scored.kpi.id), []).append(scored)
    topics = [(kind, members) for (kind, _), members in found.items()]
    return sorted(topics, key=lambda topic: topic[0] == "close")


def _kind(scored: ScoredKpi) -> str:
    """Return the rule that applies to a KPI, the gravest first; empty where none does.

    A value of a part of a period says nothing about the whole.
    """
    if is_unfinished(scored):
        return ""
    if scored.signal.variation is Variation.WORSENING:
        return "worsening"
    if scored.status is Status.OFF_TARGET:
        if scored.signal.variation is Variation.IMPROVING:
            return "improving"
        never = judgements.judged_capability(scored) is Capability.MISSES
        # What rises or falls may leave the limits that miss the target.
        return "never" if never and not judgements.is_trending(scored) else "missed"
    if scored.signal.variation is Variation.IMPROVING:
        return "improving"
    return "close" if scored.status is Status.AT_RISK else ""


def _key(kind: str, members: Sequence[ScoredKpi], paper: Paper) -> Key:
    margin = "its margin" if len(members) == 1 else "their margins"
    says = _LEADS[kind].format(margin=margin)
    if kind in ("worsening", "improving"):
        since, number = since_in_common(members)
        says += f" in {since}" if number == len(members) else ""
    lead = f"{named([k.kpi.name for k in members], MOST_NAMED)} {says}"
    facts = _facts(members[:MOST_NAMED], paper)
    owners = _owners(members, paper)
    acts = _actions(members) if kind in _CALLS_FOR_ACTION else ""
    return Key(
        sentence(lead),
        sentences(facts, _why(members, paper) or owners, acts),
        members[0].kpi.id,
        brief=sentences(facts, owners, acts),
        is_win=kind == "improving",
    )


def _facts(members: Sequence[ScoredKpi], paper: Paper) -> str:
    """Return value against target, and where it came from for a KPI on its own."""
    if len(members) == 1:
        return _fact(members[0], paper) + _before(members[0], paper)
    # In the order of the names in the lead, so that none need be written again.
    first, *others = members
    return "; ".join([_fact(first, paper), *(_fact(k, paper, brief=True) for k in others)])


def _fact(scored: ScoredKpi, paper: Paper, *, brief: bool = False) -> str:
    shown = Shown.of(scored, paper.numbers)
    if scored.target is None:
        return shown.value(scored.value)
    if brief:
        return f"{shown.value(scored.value)} against {shown.bare_target(scored.target)}"
    noun = target_noun(scored.kpi.polarity)
    return f"{shown.value(scored.value)} against a {noun} of {shown.bare_target(scored.target)}"


def _before(scored: ScoredKpi, paper: Paper) -> str:
    compared = scored.comparisons.year_ago
    if compared.withheld_because or compared.base_value is None or compared.base_period is None:
        return ""
    moved = scored.value is not None and _agrees(scored, scored.value - compared.base_value)
    if not moved:
        return ""
    shown = Shown.of(scored, paper.numbers)
    if shown.value(compared.base_value) == shown.value(scored.value):
        return ", as a year ago"
    return f", after {shown.value(compared.base_value)} a year ago"


def _agrees(scored: ScoredKpi, change: float) -> bool:
    """Return whether a change does not speak against the signal that is told beside it."""
    sign = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}.get(scored.kpi.polarity, 0)
    match scored.signal.variation:
        case Variation.IMPROVING:
            return change * sign > 0
        case Variation.WORSENING:
            return change * sign < 0
        case _:
            return True


def _why(members: Sequence[ScoredKpi], paper: Paper) -> str:
    """Return the owner's own account, in quotation marks: the program knows no causes."""
    for scored in members:
        comment = scored.commentary
        if comment is not None and comment.why.strip():
            who = paper.person(comment.author or scored.kpi.owner)
            return f"{who}: “{first_sentence(plain_text(comment.why))}”"
    return ""


def _owners(members: Sequence[ScoredKpi], paper: Paper) -> str:
    """Return who answers for the KPIs, where nobody's words say it."""
    owners = list(dict.fromkeys(paper.person(k.kpi.owner) for k in members))
    return f"{'Owner' if len(owners) == 1 else 'Owners'}: {listed(owners)}"


def _actions(members: Sequence[ScoredKpi]) -> str:
    """Return for which of the KPIs no action is open, or how many are overdue."""
    without = [k for k in members if not k.open_actions]
    if without and len(members) == 1:
        return "No action is open"
    if len(without) == len(members):
        return "No action is open for " + ("either" if len(members) == 2 else "any of them")
    if len(without) == 1:
        return f"No action is open for {without[0].kpi.name}"
    if without:
        return f"No action is open for {len(without)} of them"
    overdue = sum(a.overdue for k in members for a in k.actions)
    return f"{counted(overdue, 'action')} {be(overdue)} overdue" if overdue else ""


def _nothing(paper: Paper) -> Key:
    """Return that nothing calls for attention, among what could be judged at all."""
    scorecard = paper.scorecard
    if not scorecard.kpis:
        return Key(sentence(capital(dues_counted(dues_of_people(scorecard)))), "")
    if scorecard.summary.now.no_data == len(scorecard.kpis):
        return Key(f"No KPI has data for {periods.name(scorecard.period)}.", "")
    unknown = _not_judged(paper)
    told = judged(scorecard.summary.now)
    changes = [k for k in scorecard.kpis if k.value is not None and not judgements.too_early(k)]
    facts = [
        "No target was missed" if told else "",
        "nothing changed by more than chance" if changes else "",
    ]
    rest = capital(" and ".join(fact for fact in facts if fact))
    if not unknown:
        return Key("Nothing needs the board’s attention.", sentences(rest))
    if not told:
        return Key("Nothing can be held against a target.", sentences(*unknown))
    return Key(
        "Nothing that could be judged needs the board’s attention.", sentences(rest, *unknown)
    )


def _not_judged(paper: Paper) -> list[str]:
    """Return which KPIs are without data, without a target, or with too few answers or periods."""
    scorecard = paper.scorecard
    kpis = scorecard.kpis
    period = periods.name(scorecard.period)
    told = []
    if empty := _names(k for k in kpis if k.status is Status.NO_DATA):
        told.append(f"{named(empty, MOST_NAMED)} {_have(empty)} no data for {period}")
    bare = _names(k for k in kpis if lacks_target(k))
    if len(bare) == len(kpis) > 1:
        told.append("No KPI has a target")
    elif bare:
        told.append(f"{named(bare, MOST_NAMED)} {_have(bare)} no target")
    if small := _names(k for k in kpis if k.base_too_small):
        told.append(f"{named(small, MOST_NAMED)} {_have(small)} too few answers to be judged")
    if early := _names(k for k in kpis if judgements.too_early(k)):
        told.append(
            f"It is too early to tell whether {named(early, MOST_NAMED)} {_be(early)} changing"
        )
    return told


def _names(kpis: Iterable[ScoredKpi]) -> list[str]:
    return [scored.kpi.name for scored in kpis]


def _have(names: Sequence[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _be(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"
