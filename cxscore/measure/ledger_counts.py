"""What counting customers gives: totals by days, dimensions and segment, and rows left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cxscore.frozen import frozen
from cxscore.measure.horizon import Span
from cxscore.model.ledger_totals import LedgerTotals, ReasonTotals
from cxscore.model.measured import Coverage


@frozen
class LeftOut:
    """How many rows say nothing of a customer, or something strange."""

    nobody: int = 0
    """Their customer is blank."""
    undated: int = 0
    """Their day is blank."""
    backwards: int = 0
    """They end before they begin."""
    negative: int = 0
    """They are worth less than nothing, and are counted."""
    unvalued: int = 0
    """Their value is blank, and counts as none."""

    @property
    def rows(self) -> int:
        """How many rows count for no customer."""
        return self.nobody + self.undated + self.backwards


@dataclass(slots=True)
class LedgerCounts:
    """The ledger of one dataset over all the spans that anything asks for."""

    spans: dict[Span, dict[tuple[str, ...], list[LedgerTotals]]] = field(default_factory=dict)
    """Those that can be told."""
    left_out: LeftOut = field(default_factory=LeftOut)
    reasons: tuple[ReasonTotals, ...] = ()
    first: date | None = None
    """The first day with rows."""
    too_many: bool = False
    """More totals than may come from the engine of a table."""
    too_large: bool = False
    """A value is more than the engine can hold."""
    closing: int | None = None
    """Customers at the end of the period reported, where who came and who left is not known."""
    covered: Coverage | None = None
    """The days that the rows speak of: up to the period reported, unless they stop before."""

    def add(self, dimensions: tuple[str, ...], totals: Iterable[LedgerTotals]) -> None:
        """Note the *totals* of spans, those of each segment of *dimensions*."""
        for each in totals:
            known = self.spans.setdefault((each.start, each.end), {})
            known.setdefault(dimensions, []).append(each)

    def lacks_days_of(self, span: Span) -> bool:
        """Return whether rows stop within *span*, and more of them were due in it."""
        covered = self.covered
        due = covered.due_after if covered is not None else None
        if covered is None or due is None:
            return False
        return span[0] <= covered.last <= span[1] and due <= span[1]


def tidy(number: Decimal | int) -> Decimal:
    """Return *number* as a decimal without noughts at its end."""
    exact = Decimal(number)
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
