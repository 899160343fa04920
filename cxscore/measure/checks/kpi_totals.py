"""The totals of one KPI, period by period, as the checks of doubtful values look at them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cxscore.calendar import Period
from cxscore.documents import Where
from cxscore.frozen import frozen
from cxscore.measure.facts import KpiResult, exact, total_rows
from cxscore.measure.horizon import Horizon
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Dimensions, KpiQuery, Row
from cxscore.model.dataset import Column
from cxscore.model.kpi import Kpi
from cxscore.model.measured import Segment
from cxscore.problems import Problem, Severity


@frozen
class Totals:
    """The results of one KPI, from each dataset that it asks."""

    kpi: Kpi
    results: Sequence[KpiResult]
    horizon: Horizon

    @property
    def kpi_query(self) -> KpiQuery:
        """The KPI's query; of a ratio of two datasets, the one about its numerator."""
        return self.results[0].kpi_query

    @property
    def is_percentage(self) -> bool:
        """Whether the value is shown in per cent."""
        if self.kpi.gap_between is not None:
            return False
        plain = self.kpi.unit is None and self.kpi.statistic.in_percent
        return plain or self.kpi.unit == "percent"

    def periods(self) -> Iterator[tuple[Period, Row]]:
        """Yield the whole's totals in each period that the paper shows, oldest first."""
        rows = total_rows(self.kpi, self.results[0])
        for period in self._shown():
            row = rows.get((period.start, period.end, ()))
            if row is not None:
                yield period, row

    def segments(self, dimensions: Dimensions) -> Iterator[tuple[Period, Segment, Row]]:
        """Yield the totals of the segments of *dimensions* in each period shown."""
        by_span = {(period.start, period.end): period for period in self._shown()}
        for (start, end, segment), row in self.results[0].rows.get(dimensions, {}).items():
            if (start, end) in by_span:
                yield by_span[start, end], segment, row

    def _shown(self) -> tuple[Period, ...]:
        return self.horizon.shown(self.horizon.definition.period_length(self.kpi))

    def fractions(self) -> Iterator[tuple[Period, Decimal, Decimal]]:
        """Yield numerator and denominator of each period that has a value."""
        for period, row in self.periods():
            above, below = exact(row, Part.NUMERATOR), exact(row, Part.DENOMINATOR)
            if above is not None and below is not None and below > 0:
                yield period, above, below

    def ends(self) -> tuple[float, float] | None:
        """Return the lowest and the highest number, row by row; None without any."""
        lows = [row.get(Part.LOWEST) for _, row in self.periods()]
        highs = [row.get(Part.HIGHEST) for _, row in self.periods()]
        known = [[float(end) for end in ends if end is not None] for ends in (lows, highs)]
        return (min(known[0]), max(known[1])) if all(known) else None

    def columns(self, name: str) -> list[Column]:
        """Return what the definition says of column *name*, file by file."""
        schema = self.kpi_query.schema
        return [schema.described(file, name) for file in schema.sources]

    def place(self, name: str) -> str:
        """Return where kpis.yaml describes column *name*, or should."""
        return f"datasets.{self.kpi_query.schema.id}.columns.{name}"

    def warning(self, code: str, text: str, hint: str = "", *below: str | int) -> Problem:
        """Return a warning at the KPI, or at a key *below* it; *text* follows the key."""
        path: Where = ("kpis", self.kpi.id, *below)
        return self.horizon.definition.origin.problem(path, code, text, hint, Severity.WARNING)


def amount(number: Decimal | float) -> str:
    """Return *number* as a problem says it: up to six digits that matter, thousands apart."""
    rounded = f"{float(number):,.6g}" if abs(float(number)) < 1e6 else f"{float(number):,.0f}"
    return rounded.replace(",", " ")
