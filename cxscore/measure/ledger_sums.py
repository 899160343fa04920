"""From what is counted of customers' moves, step by step, to the ledger of each span of days.

A step is one of the days that spans begin after or end on, told by its place among them, with the
days after the one before it.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from cxscore.measure.horizon import Span
from cxscore.measure.ledger_counts import tidy
from cxscore.model.customers import Customers
from cxscore.model.ledger_totals import Heads, LedgerTotals, Worth
from cxscore.model.measured import Segment

Counted = Mapping[str, Any]
"""What is counted of the moves of one step: by the names in :data:`COUNTED`."""
Steps = dict[int, Counted]
"""The same, by the step's place."""
Places = tuple[int, int]
"""Where a span opens and where it closes, among the days that are looked at."""
COUNTED = (
    *("step", "v_step", "new", "returned", "lost", "came_and_went", "recommended"),
    *("v_new", "v_returned", "v_lost", "v_grown", "v_shrunk"),
)
"""How many more customers there are, what they are worth more, and of which moves that is made."""
_NOTHING: Counted = dict.fromkeys(COUNTED, 0)
_FLOWS = ("new", "returned", "lost", "grown", "shrunk")
"""What makes the closing value of that at the opening."""


def ledgers_of(
    customers: Customers,
    asked: Mapping[Span, Places],
    dimensions: tuple[str, ...],
    daily: Mapping[Segment, Steps],
    longer: Mapping[Places, Mapping[Segment, Steps]],
) -> Iterator[LedgerTotals]:
    """Yield the ledger over the spans *asked*, a segment of *dimensions* after the other.

    *daily* is what was counted of every step; *longer* of the spans that are more than one, by
    their places and then by that at which they close.
    """
    known = daily if dimensions or () in daily else {**daily, (): {}}
    for segment in sorted(known, key=_order):
        there = _running(known[segment])
        for span, places in asked.items():
            steps = longer.get(places, known)
            moved = steps.get(segment, {}).get(places[1], _NOTHING)
            ends = there(places[0]), there(places[1])
            yield _of_span(customers, span, dimensions, segment, ends, moved)


def _of_span(
    customers: Customers,
    span: Span,
    dimensions: tuple[str, ...],
    segment: Segment,
    ends: tuple[tuple[int, Decimal], tuple[int, Decimal]],
    row: Counted,
) -> LedgerTotals:
    opening, closing = ends
    heads = Heads(opening[0], int(row["new"]), int(row["returned"]), int(row["lost"]), closing[0])
    flows = {name: tidy(row[f"v_{name}"]) for name in _FLOWS}
    worth = Worth(opening=opening[1], closing=closing[1], **flows)
    totals = LedgerTotals(
        *span,
        dimensions,
        segment,
        heads,
        None if customers.value is None else worth,
        None if customers.recommended is None else int(row["recommended"]),
        int(row["came_and_went"]),
    )
    assert totals.balances, f"the ledger of {span[0]} to {span[1]} does not add up"
    return totals


def _running(steps: Steps) -> Callable[[int], tuple[int, Decimal]]:
    """Return how many are there, and what they are worth, after the step at a place."""
    known, heads, worth = {}, 0, Decimal(0)
    for place in range(max(steps, default=-1) + 1):
        row = steps.get(place, _NOTHING)
        heads, worth = heads + int(row["step"]), worth + Decimal(row["v_step"])
        known[place] = heads, tidy(worth)
    return lambda place: known.get(place, (heads, tidy(worth)))


def _order(segment: Segment) -> tuple[tuple[bool, str], ...]:
    return tuple((name is not None, name or "") for name in segment)
