"""Reliability and innovation: what is open, done and worked at each moment, and at what cost."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from cxscore.frozen import frozen
from cxscore.model.agreements import AgreementState, Keeping, ScoredAgreement
from cxscore.model.aim import Aim
from cxscore.model.decision_rights import amount_in
from cxscore.model.definition import Definition
from cxscore.model.journey import MomentScore
from cxscore.model.lints import Lint, Linted
from cxscore.model.log import UNDER_WAY, LogKind, LogStatus
from cxscore.model.portfolio import Holding, MomentHoldings, NewAtHotSpot, Portfolio
from cxscore.model.scorecard import ScoredKpi, ScoredRow
from cxscore.model.sorted_log import SortedLog
from cxscore.score.accountability.loops import WORKED


def portfolio_of(
    definition: Definition,
    log: Sequence[ScoredRow],
    agreements: Sequence[ScoredAgreement],
    kpis: Sequence[ScoredKpi],
    moments: Sequence[MomentScore],
    lints: Sequence[Linted],
) -> Portfolio | None:
    """Return what *log* and *agreements* do, by aim and by moment.

    None where no action and no agreement says what it is for.
    """
    actions = SortedLog.of(log).of_kind[LogKind.ACTION]
    stage = _Stage(definition, kpis, moments)
    every = [*stage.of_actions(actions), *stage.of_agreements(agreements)]
    if not every:
        return None
    at: dict[str | None, list[_Held]] = defaultdict(list)
    for held in every:
        at[held.place].append(held)
    return Portfolio(
        by_aim=_by_aim(every),
        moments=tuple(
            MomentHoldings(place, place in stage.hot, _by_aim(at[place]))
            for place in ((*dict.fromkeys(stage.path), None) if stage.path else ())
            if at[place]
        ),
        new_at_hot_spots=tuple(stage.new_at_hot_spots(every)),
        stretch=tuple(each.kpi for each in lints if each.lint is Lint.TOO_EASY and each.kpi),
        without_aim=sum(
            each.row.under_way or each.row.status is LogStatus.DONE
            for each in actions
            if each.row.aim is None
        ),
    )


@frozen
class _Held:
    """Actions, or agreements, that are alike; of a long log there are not many kinds."""

    aim: Aim
    moments: tuple[str, ...]
    """The moments and stages that it is about, the first one first."""
    open: bool
    unproven: bool
    """Whether it is still to show something: an action under way, a promise not kept."""
    worked: bool
    cost: float | None = None
    ids: Sequence[tuple[int, str]] = ()
    """Theirs, each after its place in the register."""
    agreement: bool = False

    @property
    def place(self) -> str | None:
        """Where it is counted."""
        return self.moments[0] if self.moments else None


def _by_aim(held: Sequence[_Held]) -> Mapping[Aim, Holding]:
    return {aim: _held_for(aim, held) for aim in Aim}


def _held_for(aim: Aim, held: Sequence[_Held]) -> Holding:
    of_aim = [each for each in held if each.aim is aim]
    costs = [each.cost for each in of_aim if each.cost is not None for _ in each.ids]
    under_way = sum(len(each.ids) for each in of_aim if each.open)
    return Holding(
        open=under_way,
        done=sum(len(each.ids) for each in of_aim) - under_way,
        worked=sum(len(each.ids) for each in of_aim if each.worked),
        cost=fsum(costs) if costs else None,
        priced=len(costs),
    )


class _Stage:
    """Where actions and agreements belong on the customer's path, and where that is hot."""

    def __init__(
        self, definition: Definition, kpis: Sequence[ScoredKpi], moments: Sequence[MomentScore]
    ) -> None:
        self.definition = definition
        self.path = [
            id_
            for stage in definition.journey
            for id_ in (stage.id, *(moment.id for moment in stage.moments))
        ]
        self.at = {scored.kpi.id: scored.kpi.journey for scored in kpis}
        self.hot: dict[str, MomentScore] = {}
        for moment in moments:
            if moment.hot:
                self.hot[moment.id] = moment
        # What is about a whole stage is about the first hot moment of it as well.
        self.hot_near = {
            **{each.stage: each for each in reversed(list(self.hot.values()))},
            **self.hot,
        }

    def of_actions(self, actions: Sequence[ScoredRow]) -> Iterator[_Held]:
        """Yield the actions that are open or done, and say what they are for, by kind."""
        currency, written = self.definition.currency, self.definition.heading.number_format
        alike: dict[tuple[Aim, str, tuple[str, ...], str, bool, bool], list[tuple[int, str]]] = {}
        for place, scored in enumerate(actions):
            row, effect = scored.row, scored.effect
            under_way = row.status in UNDER_WAY
            if row.aim is None or not (under_way or row.status is LogStatus.DONE):
                continue
            worked = not under_way and effect is not None and effect.outcome in WORKED
            kind = row.aim, row.kpi, row.about, row.cost, under_way, worked
            alike.setdefault(kind, []).append((place, row.id))
        for (aim, kpi, about, cost, under_way, worked), ids in alike.items():
            moments = tuple(self._known(*about, self.at.get(kpi)))
            amount = amount_in(cost, currency, written) if currency else None
            yield _Held(aim, moments, under_way, under_way, worked, amount, ids)

    def of_agreements(self, agreements: Sequence[ScoredAgreement]) -> Iterator[_Held]:
        """Yield the agreements that are not refused, and say what they are for."""
        for at, scored in enumerate(agreements):
            found = scored.agreement
            if found.kind is None or found.state is AgreementState.REFUSED:
                continue
            closed = found.closed is not None and scored.keeping is Keeping.KEPT
            ended = scored.keeping is Keeping.ENDED or (closed and not found.is_measured)
            places = (self.at.get(kpi) for kpi in (found.kpi, scored.serves) if kpi)
            yield _Held(
                found.kind,
                moments=tuple(self._known(*places)),
                open=not ended,
                unproven=scored.keeping not in (Keeping.KEPT, Keeping.ENDED),
                worked=found.is_measured and scored.keeping is Keeping.KEPT,
                ids=[(at, found.id)],
                agreement=True,
            )

    def _known(self, *places: str | None) -> Iterator[str]:
        for place in dict.fromkeys(places):
            if place in self.path and place is not None:
                yield place

    def new_at_hot_spots(self, held: Sequence[_Held]) -> list[NewAtHotSpot]:
        """Return what is new, and still to show something, at hot spots, in their order."""
        found = []
        for each in held:
            if each.aim is not Aim.INNOVATION or not each.unproven:
                continue
            hot = next((m for m in each.moments if m in self.hot_near), None)
            if hot is not None:
                moment = self.hot_near[hot]
                at = self.path.index(moment.id), each.agreement
                found += [
                    (at, place, NewAtHotSpot(id_, each.agreement, moment.id, moment.hot))
                    for place, id_ in each.ids
                ]
        return [spot for *_, spot in sorted(found, key=lambda each: each[:2])]
