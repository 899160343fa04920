"""Writing numbers and dates as the paper's locale does, rounded without contradicting anything."""

from collections.abc import Callable, Iterable
from dataclasses import field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache

from cxscore.frozen import frozen
from cxscore.model.number_formats import (
    CURRENCY_SIGNS,
    NO_BREAK,
    NUMBER_FORMATS,
    DateOrder,
    NumberFormat,
)

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
"""What stands in a cell that has nothing to say."""
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
EQUAL_WITHIN = 1e-9
"""Numbers no further apart are the same; the rule that statuses are given by."""
MOST_DECIMALS = 12
_EXACT = Context(prec=400)
"""Digits enough for any float: the default, 28, is too few for 1e20 with 9 decimals."""
_SINGULAR = {"days": "day", "hours": "hour", "minutes": "minute", "points": "point"}
_SIGNS = {"days": "d", "hours": "h", "minutes": "min", "seconds": "s"}


@frozen
class Numbers:
    """A way of writing numbers, amounts and dates."""

    format: NumberFormat = field(default_factory=NumberFormat)
    currency: str | None = None

    @classmethod
    def of(cls, name: str, currency: str | None) -> "Numbers":
        """Return the writing of the locale *name*; an unknown one is written as in Britain."""
        return cls(NUMBER_FORMATS.get(name, NumberFormat()), currency)

    def plain(self, number: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return *number* with so many decimals: ``1,204.5``, ``−3``, ``+3`` where signed.

        Halves are rounded away from zero, as readers do; zero has no sign.
        """
        sign, whole, part = _digits(number, decimals)
        text = self._grouped(whole) if len(whole) >= self.format.group_from else whole
        if part:
            text = f"{text}{self.format.decimal}{part}"
        if sign < 0:
            return MINUS + text
        return f"+{text}" if signed and sign else text

    def percent(self, number: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return ``83.2%``, with the locale's gap before the sign."""
        return f"{self.plain(number, decimals, signed=signed)}{self.format.percent_gap}%"

    def level(self, level: float) -> str:
        """Return how sure an interval is, from 0 to 1: ``95%`` or ``99.9%``."""
        percent = round(100 * level, 6)
        return self.percent(percent, written_decimals(percent))

    def part(self, share: float, *, brief: bool = False) -> str:
        """Return a part, from 0 to 1, in whole per cent; with a sign for "under" if *brief*.

        What is not nothing is not 0%, and what is not all is not 100%.
        """
        if 0 < share < 0.005:
            return f"{'<' if brief else 'under '}{self.percent(1)}"
        if 0.995 <= share < 1 - 1e-9:
            return f"{'>' if brief else 'over '}{self.percent(99)}"
        return self.percent(100 * share)

    def amount(self, number: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return an amount of the paper's currency: ``£1,204``, ``1.204 €``, ``CHF 1’204``."""
        if self.currency is None:
            return self.plain(number, decimals, signed=signed)
        sign = CURRENCY_SIGNS.get(self.currency, self.currency)
        gap = NO_BREAK if sign == self.currency else self.format.currency_gap
        text = self.plain(number, decimals, signed=signed)
        if not self.format.currency_first:
            return f"{text}{gap}{sign}"
        before = text[0] if text[0] in f"{MINUS}+" else ""
        return f"{before}{sign}{gap}{text[len(before) :]}"

    def day(self, day: date) -> str:
        """Return ``6 July 2026``, ``July 6, 2026`` or ``2026-07-06``."""
        if self.format.date is DateOrder.ISO:
            return day.isoformat()
        month = MONTHS[day.month - 1]
        if self.format.date is DateOrder.MONTH_FIRST:
            return f"{month}{NO_BREAK}{day.day}, {day.year}"
        return f"{day.day}{NO_BREAK}{month} {day.year}"

    def day_of_year(self, day: date) -> str:
        """Return ``6 July``, ``July 6`` or ``2026-07-06``: where the year goes without saying."""
        if self.format.date is DateOrder.ISO:
            return day.isoformat()
        parts = (str(day.day), MONTHS[day.month - 1])
        return NO_BREAK.join(parts[::-1] if self.format.date is DateOrder.MONTH_FIRST else parts)

    def _grouped(self, digits: str) -> str:
        head, size = digits[:-3], self.format.further_groups
        first = len(head) % size
        groups = [head[:first]] if first else []
        groups += [head[at : at + size] for at in range(first, len(head), size)]
        return self.format.group.join([*groups, digits[-3:]])


@frozen
class Quantity:
    """A way of writing the values of one KPI: number and unit."""

    numbers: Numbers
    unit: str
    is_nps: bool = False
    """Written with its sign and without a unit: ``+45``."""

    @property
    def is_percent(self) -> bool:
        """Whether values are per cent, so that changes are in points."""
        return self.unit == "percent"

    def value(self, number: float, decimals: int) -> str:
        """Return a value: ``83.2%``, ``+45``, ``5.2 days``, ``£3.10``, ``1,204``."""
        if self.is_nps:
            return self.numbers.plain(number, decimals, signed=True)
        if self.is_percent:
            return self.numbers.percent(number, decimals)
        return self._with_unit(number, decimals, signed=False)

    def brief(self, number: float, decimals: int) -> str:
        """Return a value for a column or an axis: ``83.2%``, ``5.2 d``, ``3.53``."""
        if self.is_nps or self.is_percent or self.unit == "currency":
            return self.value(number, decimals)
        sign = _SIGNS.get(self.unit)
        text = self.numbers.plain(number, decimals)
        return f"{text}{NO_BREAK}{sign}" if sign else text

    def without_noun(self, number: float, decimals: int) -> str:
        """Return a value whose unit has just been named: ``83.2%``, ``5.2``."""
        if self.is_nps or self.is_percent or self.unit == "currency":
            return self.value(number, decimals)
        return self.numbers.plain(number, decimals)

    def step(self, number: float, decimals: int) -> str:
        """Return how far it moved, unsigned: ``2.4 points``, ``0.2 days``, ``£0.20``."""
        return self._step(abs(number), decimals, signed=False)

    def change(self, number: float, decimals: int) -> str:
        """Return a change with its sign: ``+2.4 points``, ``−0.2 days``."""
        return self._step(number, decimals, signed=True)

    def bare(self, number: float, decimals: int) -> str:
        """Return a difference without its unit, for a column of them: ``−6.8``."""
        if self.unit == "currency":
            return self.numbers.amount(number, decimals, signed=True)
        return self.numbers.plain(number, decimals, signed=True)

    def size(self, number: float, decimals: int) -> str:
        """Return how far it moved where the unit has just been named: ``2.4``, ``£0.20``."""
        if self.unit == "currency":
            return self.numbers.amount(abs(number), decimals)
        return self.numbers.plain(abs(number), decimals)

    def _step(self, number: float, decimals: int, *, signed: bool) -> str:
        if self.is_nps or self.is_percent:
            text = self.numbers.plain(number, decimals, signed=signed)
            return _with_noun(text, "points")
        return self._with_unit(number, decimals, signed=signed)

    def _with_unit(self, number: float, decimals: int, *, signed: bool) -> str:
        if self.unit == "currency":
            return self.numbers.amount(number, decimals, signed=signed)
        text = self.numbers.plain(number, decimals, signed=signed)
        match self.unit:
            case "count" | "":
                return text
            case "seconds":
                return f"{text}{NO_BREAK}s"
            case noun:
                return _with_noun(text, noun)


@lru_cache(maxsize=16384)
def rounded_to(number: float, decimals: int) -> Decimal:
    """Return *number* to so many decimals, halves away from zero; never a negative zero."""
    rounded = Decimal(repr(number)).quantize(_place(decimals), ROUND_HALF_UP, _EXACT)
    return rounded.copy_abs() if rounded == 0 else rounded


@lru_cache(maxsize=16384)
def _digits(number: float, decimals: int) -> tuple[int, str, str]:
    """Return of *number* to so many decimals the sign, 0 of a zero, and the digits on each side."""
    rounded = rounded_to(number, decimals)
    whole, _, part = f"{rounded.copy_abs():f}".partition(".")
    return (rounded > 0) - (rounded < 0), whole, part


@cache
def _place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def keeps_order(one: float, other: float, decimals: int, other_decimals: int) -> bool:
    """Return whether two numbers still stand in the same order once they are rounded.

    Numbers within ``EQUAL_WITHIN`` of each other are the same and have to
    look the same.
    """
    apart = abs(one - other)
    # Rounding cannot bring together what is more than a unit of the last place apart.
    if apart > EQUAL_WITHIN and apart > 1.001 * 10.0 ** -min(decimals, other_decimals):
        return True
    left, right = rounded_to(one, decimals), rounded_to(other, other_decimals)
    if apart <= EQUAL_WITHIN:
        return left == right
    return left != right and (left < right) == (one < other)


def fewest_decimals(start: int, fits: Callable[[int], bool]) -> int:
    """Return the fewest decimals from *start* that *fits*, ``MOST_DECIMALS`` where none does."""
    return next((d for d in range(start, MOST_DECIMALS) if fits(d)), MOST_DECIMALS)


def telling_apart(start: int, pairs: Iterable[tuple[float, float]]) -> int:
    """Return the fewest decimals from *start* that keep each pair, and its difference, apart.

    89.96 beside 90 needs two: with one, both would read 90.0. So does a
    difference of 0.04, which must not read 0.0.
    """
    return _telling_apart(start, tuple(pairs))


@lru_cache(maxsize=4096)
def _telling_apart(start: int, pairs: tuple[tuple[float, float], ...]) -> int:
    def fits(decimals: int) -> bool:
        return all(
            keeps_order(a, b, decimals, decimals)
            and (abs(a - b) <= EQUAL_WITHIN or keeps_order(a - b, 0, decimals, decimals))
            for a, b in pairs
        )

    return fewest_decimals(start, fits)


def written_decimals(number: float) -> int:
    """Return how many decimals *number* needs to be written in full."""
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _with_noun(text: str, noun: str) -> str:
    """Return ``1 day`` and ``5.2 days``."""
    number = text.lstrip(f"{MINUS}+")
    return f"{text}{NO_BREAK}{_SINGULAR.get(noun, noun) if number == '1' else noun}"
