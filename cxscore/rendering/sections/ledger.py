"""Customers as an asset: who was won and lost, the way from the opening to the closing, why."""

from collections.abc import Sequence

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.rendering.charts import Flow, Look, Step, Waterfall, draw_in_out, draw_waterfall
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.words.grammar import capital
from cxscore.rendering.words.ledger import FallSaid, InOut, LedgerRow, LedgerSaid
from cxscore.rendering.words.measures import spelt

SHOWN, PRINTED = 12, 3
"""So many of the latest periods stand in the table, and on paper; the drawing has them all."""
MOST_SEGMENTS = 6
"""So many segments of a column are on paper, the largest."""


@frozen
class Fall:
    """A waterfall with its title."""

    title: str
    chart: Markup


@frozen
class LedgerSegments:
    """The segments of one column."""

    column: str
    rows: tuple[LedgerRow, ...]
    printed: int
    """How many of the rows paper has."""


@frozen
class CustomerLedger:
    """The chapter, drawn."""

    said: LedgerSaid
    falls: tuple[Fall, ...]
    in_out: Markup
    """Empty where nobody came or went."""
    periods: tuple[LedgerRow, ...]
    """The latest first."""
    earlier: int
    """How many periods before these are in scorecard.json alone."""
    printed: int
    """How many of the rows paper has."""
    segments: tuple[LedgerSegments, ...]


def view(facts: Facts) -> CustomerLedger | None:
    """Return the chapter; None where nobody says who is a customer."""
    said = facts.said.ledger
    if said is None:
        return None
    rows = tuple(reversed(said.periods))
    return CustomerLedger(
        said,
        tuple(Fall(fall.title, _drawn(draw_waterfall(_waterfall(fall)))) for fall in said.falls),
        _drawn(_in_out(said, facts)),
        rows[:SHOWN],
        len(rows[SHOWN:]),
        min(PRINTED, len(rows)),
        tuple(
            LedgerSegments(capital(spelt(column)), found, min(MOST_SEGMENTS, len(found)))
            for column, found in said.segments.items()
            if found
        ),
    )


def is_empty(chapter: CustomerLedger | None) -> bool:
    """Return whether there is no chapter."""
    return chapter is None


def _waterfall(fall: FallSaid) -> Waterfall:
    steps: list[Step] = []
    for bar in fall.bars:
        if bar.is_level:
            steps.append(Step(bar.name, bar.text, bar.size, bar.size, is_level=True))
            continue
        start = steps[-1].end
        look = Look.GOOD if bar.size > 0 else Look.BAD if bar.size < 0 else Look.ORDINARY
        steps.append(Step(bar.name, bar.text, start, start + bar.size, look))
    return Waterfall(fall.description, tuple(steps))


def _in_out(said: LedgerSaid, facts: Facts) -> str:
    flows: Sequence[InOut] = said.in_out
    plain = facts.paper.numbers.plain
    last = len(flows) - 1
    return draw_in_out(
        said.in_out_description,
        [
            Flow(
                each.tick,
                each.came,
                each.went,
                plain(each.came) if at == last else "",
                plain(each.went) if at == last else "",
            )
            for at, each in enumerate(flows)
        ],
    )


def _drawn(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 (drawn and escaped by the chart module)
