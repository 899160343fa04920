"""What people promise one another, and how it stands between their teams, in words."""

from collections.abc import Iterator, Sequence

from cxscore.frozen import frozen
from cxscore.model.agreements import (
    Agreement,
    AgreementState,
    Keeping,
    ScoredAgreement,
)
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.numbers import NONE, written_decimals
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import (
    be,
    capital,
    counted,
    listed,
    sentences,
    spelled,
)
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown


@frozen
class AgreementSaid:
    """One promise; what is not known is empty."""

    id: str
    promise: str
    giver: str
    receiver: str
    kind: str
    """``Reliability``, ``Innovation``"""
    serves: str
    """The KPI that it is for: ``Net promoter score``."""
    measure: str
    """``On-time delivery in North, at least 95.0%``; ``by 31 October 2026``."""
    value: str
    """What it is now: ``82.9%``; ``–`` where no KPI measures it."""
    kept: str
    """``3 of 12``; ``–`` where there is nothing to count."""
    state: Word
    """``Broken``, ``Broken for 9 months``."""
    note: str
    """That nobody misses it, or the day to talk about it again."""
    more: tuple[tuple[str, str], ...] = ()


def agreement_said(scored: ScoredAgreement, paper: Paper) -> AgreementSaid:
    """Return one promise."""
    found = scored.agreement
    known = (*paper.scorecard.kpis, *paper.scorecard.also)
    measured = next((scored for scored in known if scored.kpi.id == found.kpi), None)
    shown = Shown.of(measured, paper.numbers) if measured is not None else None
    return AgreementSaid(
        id=found.id,
        promise=found.promise,
        giver=side(found.giver, paper),
        receiver=side(found.receiver, paper),
        kind=capital(found.kind.value) if found.kind else "",
        serves=paper.names.get(scored.serves, scored.serves) if scored.serves else "",
        measure=_measure(found, shown, paper),
        value=shown.value(scored.value) if shown and found.is_measured else NONE,
        kept="{} of {}".format(*scored.kept_of_12) if scored.kept_of_12 else NONE,
        state=_state(scored, measured, paper),
        note=_note(scored, paper),
        more=tuple((name, text) for name, text in found.more.items() if text),
    )


def side(id_: str, paper: Paper) -> str:
    """Return somebody's name, with the firm of a supplier."""
    owner, name = paper.owners.get(id_), paper.person(id_)
    return f"{name}, {owner.team}" if owner is not None and owner.supplier and owner.team else name


def _measure(found: Agreement, shown: Shown | None, paper: Paper) -> str:
    day = f"by {paper.numbers.day(found.due)}" if found.due else ""
    if found.threshold is None or shown is None or found.kpi is None:
        return day
    limit = found.threshold
    decimals = max(shown.decimals, written_decimals(limit.value))
    where = f" in {found.segment[1]}" if found.segment else ""
    side = "at least" if limit.at_least else "at most"
    name = paper.names.get(found.kpi, found.kpi)
    return f"{name}{where}, {side} {shown.quantity.value(limit.value, decimals)}"


_KEEPING = {
    Keeping.KEPT: "Kept",
    Keeping.BROKEN: "Broken",
    Keeping.NOT_YET_DUE: "Not yet due",
    Keeping.NOT_MEASURED: "Cannot be told",
    Keeping.ENDED: "Ended",
}


def _state(scored: ScoredAgreement, measured: ScoredKpi | None, paper: Paper) -> Word:
    """Return where a promise stands: whether it is agreed comes before whether it is kept."""
    short, told = _KEEPING[scored.keeping], scored.keeping in (Keeping.KEPT, Keeping.BROKEN)
    lasting = ""
    if told and measured is not None and scored.streak > 1:
        lasting = f" for {counted(scored.streak, periods.noun(measured.grain))}"
    if scored.keeping is Keeping.ENDED and scored.agreement.closed is not None:
        return Word(short, f"{short} on {paper.numbers.day(scored.agreement.closed)}")
    match scored.agreement.state:
        case AgreementState.REFUSED:
            return Word("Refused", "Refused")
        case AgreementState.CONTESTED:
            return Word(
                "Contested", f"Contested, {short.lower()}{lasting}" if told else "Contested"
            )
    return Word(short, f"{short}{lasting}")


def _note(scored: ScoredAgreement, paper: Paper) -> str:
    review = scored.agreement.review
    slack = ""
    if scored.slack and scored.serves is not None:
        name = paper.names.get(scored.serves, scored.serves)
        slack = f"{name} is on target without it: is it needed?"
    return sentences(slack, f"To be reviewed on {paper.numbers.day(review)}" if review else "")


def gaps_said(paper: Paper) -> tuple[str, ...]:
    """Return a sentence on each KPI that is off target though every promise behind it is kept."""
    behind: dict[str, int] = {}
    for scored in paper.scorecard.agreements:
        agreed = scored.agreement.state is AgreementState.AGREED
        if scored.gap_nobody_owns and scored.serves and scored.agreement.is_measured and agreed:
            behind[scored.serves] = behind.get(scored.serves, 0) + 1
    return tuple(
        f"{'Both' if number == 2 else f'All {spelled(number)}'} promises behind "
        f"{paper.names.get(kpi, kpi)} were kept, and it is off target: nobody owns the gap."
        for kpi, number in behind.items()
    )


def promises_claim(paper: Paper) -> str:
    """Return the conclusion: how many promises are kept, which are contested, who owns no gap."""
    every = paper.scorecard.agreements
    agreements = [each for each in every if each.keeping is not Keeping.ENDED]
    told = [a for a in agreements if a.keeping in (Keeping.KEPT, Keeping.BROKEN)]
    kept = sum(each.keeping is Keeping.KEPT for each in told)
    parts = []
    if told:
        parts.append(_kept(kept, len(told)))
    for state in (AgreementState.CONTESTED, AgreementState.REFUSED):
        number = sum(each.agreement.state is state for each in agreements)
        if number:
            parts.append(f"{spelled(number)} {be(number)} {state.value}")
    gaps = {each.serves for each in agreements if each.gap_nobody_owns}
    if gaps:
        parts.append(
            f"{spelled(len(gaps))} {'gap has' if len(gaps) == 1 else 'gaps have'} no owner"
        )
    if every and not agreements:
        one = len(every) == 1
        return "The one promise has ended" if one else "All promises have ended"
    return capital(listed(parts)) if parts else "Whether promises are kept cannot be told yet"


def _kept(kept: int, told: int) -> str:
    if told == 1:
        return f"the one promise that can be told is {'kept' if kept else 'broken'}"
    if kept == told:
        return f"{'both' if told == 2 else f'all {spelled(told)}'} promises are kept"
    if not kept:
        return f"{'neither' if told == 2 else 'none'} of {spelled(told)} promises is kept"
    return f"{spelled(kept)} of {spelled(told)} promises {be(kept)} kept"


def in_order(agreements: Sequence[ScoredAgreement]) -> Iterator[ScoredAgreement]:
    """Yield the contested ones first, then the refused, the broken, all others and the ended."""
    states = (AgreementState.CONTESTED, AgreementState.REFUSED, AgreementState.AGREED)
    keeping = (
        *(Keeping.BROKEN, Keeping.KEPT, Keeping.NOT_YET_DUE, Keeping.NOT_MEASURED),
        Keeping.ENDED,
    )
    yield from sorted(
        agreements,
        key=lambda each: (
            each.keeping is Keeping.ENDED,
            states.index(each.agreement.state),
            keeping.index(each.keeping),
        ),
    )
