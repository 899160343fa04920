"""A customer ledger that does not add up, cannot be told, or leaves rows out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from cxscore.calendar import Period
from cxscore.documents import Where
from cxscore.measure.engines.engine import MOST_GROUPS
from cxscore.measure.ledger_counts import LedgerCounts
from cxscore.measure.wording import be, grouped, plural
from cxscore.model.customers import Customers
from cxscore.model.definition import Definition
from cxscore.model.ledger_totals import LedgerMeasured, LedgerTotals
from cxscore.problems import Problem, Severity

HERE: Where = ("customers",)


def ledger_problems(
    definition: Definition,
    counts: LedgerCounts,
    ledger: LedgerMeasured,
    places: int,
    reported: Period,
) -> list[Problem]:
    """Return what is wrong with *counts*, and what is to be known of the *ledger* made of it.

    At most *places* are told where movements do not add up; the others are counted.
    """
    customers = definition.customers
    assert customers is not None, "who is no customer is not counted"
    if counts.too_many:
        return [_too_many(definition, customers)]
    (shape,) = customers.shapes
    said = _Said(definition, customers, shape)
    if counts.too_large:
        key = "movements" if customers.movements is not None else "value"
        text = f"customers.{key}: a value is too large to be added up"
        hint = "look for a mistake in the column or the expression"
        return [definition.origin.problem((*HERE, key), "CX206", text, hint)]
    return [
        *said.left_out(counts),
        *said.unbalanced(ledger, places),
        *said.untold(counts, ledger),
        *said.cut_off(counts, ledger, reported),
    ]


def _too_many(definition: Definition, customers: Customers) -> Problem:
    """Return that a table has more totals of customers than may come from its engine."""
    by = ", ".join(customers.by)
    text = f"customers: more than {grouped(MOST_GROUPS)} totals" + (f", by {by}" if by else "")
    hint = (
        "cut customers and the KPIs of the ledger by fewer columns, or by columns with fewer values"
    )
    return definition.origin.problem((*HERE, "by"), "CX295", text, hint)


class _Said:
    """What is said of the ledger, at its places in kpis.yaml."""

    def __init__(self, definition: Definition, customers: Customers, shape: str) -> None:
        self._definition, self._customers, self._shape = definition, customers, shape

    def left_out(self, counts: LedgerCounts) -> Iterator[Problem]:
        """Yield the rows that say nothing of a customer, and values that are strange."""
        left, shape = counts.left_out, self._shape
        day = "from" if shape == "spells" else "date"
        for number, key, why, hint in (
            (left.nobody, "customer", "no customer", "fill in whose they are"),
            (left.undated, day, "no day", "fill in the day"),
        ):
            if number:
                text = f"customers: {plural(number, 'row')} with {why} {be(number)} left out"
                yield self._warn((*HERE, shape, key), "CX712", text, hint)
        if left.backwards:
            ends = "ends before it begins" if left.backwards == 1 else "end before they begin"
            text = f"customers: {plural(left.backwards, 'row')} that {ends} {be(left.backwards)}"
            yield self._warn(
                (*HERE, shape, "to"), "CX712", f"{text} left out", "mend the day of the end"
            )
        if left.negative:
            text = f"customers.value: {plural(left.negative, 'row')} {be(left.negative)} worth "
            text += "less than nothing, and counted so"
            hint = "leave credits out with the dataset's 'where' if they are no customers'"
            yield self._warn((*HERE, "value"), "CX713", text, hint)
        if left.unvalued and self._customers.value is not None:
            count = "counts" if left.unvalued == 1 else "count"
            text = f"customers.value: {plural(left.unvalued, 'row')} without a value {count} as 0"
            yield self._warn(
                (*HERE, "value"), "CX713", text, "say what a blank means, with coalesce"
            )

    def unbalanced(self, ledger: LedgerMeasured, places: int) -> Iterator[Problem]:
        """Yield a warning for each period and segment whose movements do not add up.

        A year to date that does not has a period in it that does not.
        """
        periods = [each for each in ledger.totals if (each.start, each.end) != ledger.year]
        found = [text for totals in periods for text in self._differences(totals)]
        found += self._gaps(periods)
        hint = "ask who keeps the counts which number is wrong"
        for at, text in enumerate(found[:places], start=1):
            problem = self._warn((*HERE, self._shape), "CX701", f"customers: {text}", hint)
            more = len(found) - at if at == places else 0
            yield replace(problem, more=more)

    def _differences(self, totals: LedgerTotals) -> Iterator[str]:
        heads, worth = totals.heads, totals.worth
        if heads.difference:
            parts = [f"{heads.opening}", f"+ {heads.new}"]
            parts += [f"+ {heads.returned}"] if heads.returned else []
            sum_ = " ".join([*parts, f"− {heads.lost}"])
            yield (
                f"{self._named(totals)}: {sum_} is {heads.opening + heads.moved}, and closing is "
                f"{heads.closing} ({_by(heads.difference)})"
            )
        if worth is not None and worth.difference:
            made = worth.opening + worth.moved
            yield (
                f"{self._named(totals)}: the value comes to {made:f}, and closing is "
                f"{worth.closing:f} ({_by(worth.difference)})"
            )

    def _gaps(self, periods: Sequence[LedgerTotals]) -> Iterator[str]:
        """Yield where a period does not open with what the one before closed with."""
        calendar = self._definition.calendar
        closed = {(each.end, each.by, each.segment): each for each in periods}
        for totals in periods:
            before = closed.get((totals.start - timedelta(days=1), totals.by, totals.segment))
            period = calendar.period_of(totals.start)
            if before is None or period is None:
                continue
            pairs: list[tuple[str, Decimal | int, Decimal | int]] = [
                ("", totals.heads.opening, before.heads.closing)
            ]
            if totals.worth is not None and before.worth is not None:
                pairs.append((" in value", totals.worth.opening, before.worth.closing))
            for what, opening, closing in pairs:
                if opening - closing:
                    yield (
                        f"{self._named(totals)} opens with {_plain(opening)}{what}, and the period "
                        f"before closed with {_plain(closing)} ({_by(opening - closing)})"
                    )

    def untold(self, counts: LedgerCounts, ledger: LedgerMeasured) -> Iterator[Problem]:
        """Yield that the period at hand cannot be told, and why."""
        if any(not totals.by for totals in ledger.totals) or counts.first is None:
            return
        where: Where = (*HERE, self._shape)
        text = f"customers: no period can be told, as rows begin on {counts.first}"
        hint = "give rows of the year before the first period"
        if self._customers.purchases is not None:
            days = self._customers.purchases.active_for
            hint = f"give rows of the {plural(days, 'day')} (active_for) before the first period"
        elif self._customers.snapshots is not None:
            text = "customers: no period can be told, as there is no snapshot at both of its ends"
            hint = "give the snapshot before, or say with 'new' who was no customer then"
        yield self._warn(where, "CX714", text, hint)

    def cut_off(
        self, counts: LedgerCounts, ledger: LedgerMeasured, reported: Period
    ) -> Iterator[Problem]:
        """Yield that the rows stop before the period *reported*, or within it."""
        whole = [each for each in ledger.totals if not each.by]
        own = [each for each in whole if (each.start, each.end) == (reported.start, reported.end)]
        covered = counts.covered
        if not whole or covered is None:
            return
        where: Where = (*HERE, self._shape)
        if not own and covered.last < reported.start:
            text = f"customers: {reported.id} cannot be told, as rows end on {covered.last}"
            yield self._warn(where, "CX714", text, "give the rows up to the end of the period")
        elif own and self._shape == "spells" and counts.lacks_days_of((own[0].start, own[0].end)):
            # Of the other shapes the dataset's own days say so.
            text = f"customers: rows stop on {covered.last}: {reported.id} is partial and left out"
            yield self._warn(where, "CX233", f"{text} of limits and comparisons", "")

    def _named(self, totals: LedgerTotals) -> str:
        calendar = self._definition.calendar
        period = calendar.period_of(totals.end)
        days = f"{totals.start} to {totals.end}"
        is_one = period is not None and (period.start, period.end) == (totals.start, totals.end)
        name = period.id if period is not None and is_one else days
        cut = ", ".join(
            f"{column} {segment or 'blank'}"
            for column, segment in zip(totals.by, totals.segment, strict=True)
        )
        return f"{name} ({cut})" if cut else name

    def _warn(self, where: Where, code: str, text: str, hint: str) -> Problem:
        return self._definition.origin.problem(where, code, text, hint, Severity.WARNING)


def _by(difference: Decimal | int) -> str:
    return f"{_plain(max(difference, -difference))} {'more' if difference > 0 else 'less'}"


def _plain(number: Decimal | int) -> str:
    return f"{number:f}" if isinstance(number, Decimal) else f"{number}"
