"""Questions whose answers do not add up: each span of days is asked of the rows anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxscore.measure.cells import quoted
from cxscore.measure.questions import Question
from cxscore.measure.rows import FAULTS, KEEP, Rows
from cxscore.measure.spans import Span
from cxscore.measure.spread import day_of
from cxscore.measure.tally import Cut, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.facts import Key

ROWS_AT_ONCE = 10_000_000
"""Values that the engine holds at once: percentiles are exact, and need them all."""


@dataclass(frozen=True, slots=True)
class Anew:
    """Questions about one dataset that are asked span by span."""

    connection: "DuckDBPyConnection"
    rows: Rows
    size: int
    """How many rows there are."""

    def ask(self, question: Question, cut: Cut, spans: Iterable[Span]) -> "dict[Key, Row]":
        """Return the totals of *question* over each of *spans*, by *cut*."""
        found: dict[Key, Row] = {}
        for batch in self._batches(sorted(set(spans))):
            found |= self._ask(question, cut, batch)
        return found

    def _batches(self, spans: Sequence[Span]) -> list[list[Span]]:
        """Cut *spans* into lots that take so many rows at once, at most."""
        layers: list[list[Span]] = []
        for span in spans:
            free = next((layer for layer in layers if layer[-1][1] < span[0]), None)
            if free is None:
                layers.append([span])
            else:
                free.append(span)
        together = max(1, ROWS_AT_ONCE // max(1, self.size))
        return [
            [span for layer in layers[at : at + together] for span in layer]
            for at in range(0, len(layers), together)
        ]

    def _ask(self, question: Question, cut: Cut, spans: Sequence[Span]) -> "dict[Key, Row]":
        texts = [quoted(self.rows.text(column)) for column in cut]
        totals = ", ".join(
            f"{self.rows.engine(total.tree)} AS {quoted(part)}"
            for part, total in question.totals.items()
        )
        keys = ", ".join(["start", '"end"', *texts])
        found = self.connection.execute(
            f"SELECT {keys}, {totals} FROM ({self._placed(question.date, spans)}) "  # noqa: S608 (names are quoted)
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} GROUP BY {keys} ORDER BY {keys}"
        ).fetchall()
        width = len(cut) + 2
        return {
            (row[0], row[1], tuple(row[2:width])): dict(
                zip(question.totals, row[width:], strict=True)
            )
            for row in found
        }

    def _placed(self, column: str | None, spans: Sequence[Span]) -> str:
        """Return a query for the rows, each once for every span that its day falls into."""
        day = day_of(self.rows, column)
        listed = ", ".join(f"(DATE '{start}', DATE '{end}')" for start, end in spans)
        days = (
            'SELECT start, "end", CAST(UNNEST(GENERATE_SERIES(start, "end", INTERVAL 1 DAY)) '  # noqa: S608 (days only)
            f'AS DATE) AS "$a day" FROM (VALUES {listed}) AS spans(start, "end")'
        )
        return (
            f"SELECT * FROM ({self.rows.judged()}) AS judged JOIN ({days}) AS days "  # noqa: S608 (names are quoted)
            f'ON {day} = "$a day"'
        )
