"""The days of the rows of all datasets, and which of them speak for what."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.measure.coverage import Spread
from cxscore.measure.queries.query import KpiQuery

if TYPE_CHECKING:
    pass


@frozen
class Spreads:
    """The days of the rows of each dataset, by each of its dates."""

    by_dataset: Mapping[str, Sequence[Spread]]

    def __getitem__(self, id_: str) -> Sequence[Spread]:
        """Return those of the dataset *id_*."""
        return self.by_dataset[id_]

    def all(self) -> Iterator[Spread]:
        """Yield those of all datasets."""
        for spreads in self.by_dataset.values():
            yield from spreads

    def of(self, kpi_query: KpiQuery) -> Spread:
        """Return the days of the rows that *kpi_query* asks."""
        every = self.by_dataset[kpi_query.schema.id]
        return next(spread for spread in every if spread.tally.date == kpi_query.date)

    def by_own_date(self, id_: str) -> Spread:
        """Return the days of the rows of a dataset, by its own date where it has one."""
        spreads = self.by_dataset[id_]
        return next((each for each in spreads if each.tally.date is None), spreads[0])

    def asked(self) -> list[Spread]:
        """Return the days that speak for each dataset: by its own date, if a KPI goes by it."""
        return [
            next((spread for spread in found if spread.tally.kpi_queries), found[0])
            for found in self.by_dataset.values()
            if found
        ]
