"""How KPIs, their values and periods are called in words about two packs."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from itertools import pairwise

from cxscore.calendar import Calendar, Grain
from cxscore.frozen import frozen
from cxscore.model.edges import Edges
from cxscore.model.plain import Plain
from cxscore.model.scorecard import Scorecard
from cxscore.model.told import Told, ToldKpi
from cxscore.rendering.numbers import NONE, Numbers, Quantity, telling_apart
from cxscore.rendering.words import periods


@frozen
class Term:
    """How a KPI is called and its values are written."""

    name: str
    quantity: Quantity
    decimals: int


@frozen
class Terms:
    """What the words about two packs need: the KPIs of both, and how periods are called."""

    kpis: Mapping[str, Term]
    first_month: int = 1
    """Of the fiscal year."""
    numbers: Numbers = field(default_factory=Numbers)
    """How days are written."""

    @classmethod
    def of_scorecard(cls, scorecard: Scorecard, numbers: Numbers) -> "Terms":
        """Return the terms of a scorecard, whose *numbers* are written so."""
        kpis = {
            each.kpi.id: Term(
                each.kpi.name,
                _quantity(numbers, each.unit, each.defined),
                each.decimals,
            )
            for each in scorecard.kpis
        }
        return cls(kpis, periods.first_month(scorecard.period), numbers)

    @classmethod
    def of_packs(cls, numbers: Numbers, first_month: int, *packs: Told) -> "Terms":
        """Return the terms of *packs*; what the last one calls a KPI counts."""
        known: dict[str, ToldKpi] = {}
        for pack in packs:
            known |= pack.left
            known |= pack.kpis
        kpis = {
            id_: Term(kpi.name, _quantity(numbers, kpi.unit, kpi.defined), kpi.decimals)
            for id_, kpi in known.items()
        }
        return cls(kpis, first_month, numbers)

    def name(self, kpi: str) -> str:
        """Return what a KPI is called; its id where nobody knows it."""
        return self.kpis[kpi].name if kpi in self.kpis else kpi

    def day(self, day: date) -> str:
        """Return a day as the paper writes it."""
        return self.numbers.day(day)

    def period(self, id_: str) -> str:
        """Return the name of the period with this id; the id where it is listed in a file."""
        for grain in Grain:
            found = None if grain is Grain.LISTED else Calendar(grain, self.first_month).parse(id_)
            if found is not None:
                return periods.name(found)
        return id_

    def value(
        self, kpi: str, value: float | None, decimals: int | None = None, *, brief: bool = False
    ) -> str:
        """Return a value of *kpi*, *brief* without its noun; a dash where there is none."""
        if value is None:
            return NONE
        if kpi not in self.kpis:
            return str(value)
        term = self.kpis[kpi]
        write = term.quantity.without_noun if brief else term.quantity.value
        return write(value, term.decimals if decimals is None else decimals)

    def telling(self, kpi: str, *values: float | None) -> int:
        """Return the decimals that tell each of *values* of *kpi* from the next."""
        known = [value for value in values if value is not None]
        term = self.kpis.get(kpi)
        return telling_apart(term.decimals if term else 0, [*pairwise(known)])

    def target(self, kpi: str, target: Edges | None) -> str:
        """Return a target in full."""
        if target is None:
            return "none"
        value, *range_ = target
        if value is not None:
            return self._edge(kpi, value)
        ends = [None if end is None else self._edge(kpi, end) for end in range_]
        if ends[0] and ends[1]:
            return f"{ends[0]} to {ends[1]}"
        return f"at least {ends[0]}" if ends[0] else f"at most {ends[1]}"

    def _edge(self, kpi: str, value: float) -> str:
        decimals = self.kpis[kpi].decimals if kpi in self.kpis else 0
        whole = 0 if value == round(value) else max(1, decimals)
        return self.value(kpi, value, whole)


def _quantity(numbers: Numbers, unit: str, defined: Mapping[str, Plain]) -> Quantity:
    return Quantity(numbers, unit, "nps" in defined.get("measure", {}) and unit == "points")
