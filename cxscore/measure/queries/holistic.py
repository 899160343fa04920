"""How what does not add up is asked: each span of days by itself."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from cxscore.measure.horizon import Span
from cxscore.measure.queries.query import Dimensions, Key, KpiQuery, Row


class Holistic(Protocol):
    """Holistic aggregates of one dataset: they do not add up over periods."""

    def keeping(
        self, asked: Sequence[tuple[KpiQuery, Dimensions]], name: str
    ) -> "AbstractContextManager[Holistic]":
        """Keep what *asked* needs meanwhile, in a table *name*, where that saves work."""
        ...

    def ask(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Iterable[Span],
        at_hand: tuple[Span | None, Iterable[int]] = (None, ()),
    ) -> dict[Key, Row]:
        """Return the totals of *kpi_query* over each of *spans*, by *dimensions*."""
        ...
