"""The scorecard as Python users hold it: tables for pandas, and a summary for a notebook."""

from collections.abc import Mapping
from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.model import scorecard
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import PointType, Status, Timeliness, Variation
from cxscore.problems import MissingLibrary
from cxscore.rendering.tabled import TABLES
from cxscore.wrong_usage import must_know

if TYPE_CHECKING:
    import pandas

    from cxscore.rendering.words.kpi import KpiSaid

WORST_FIRST: Mapping[str, tuple[Enum, ...]] = {
    "status": (
        Status.OFF_TARGET,
        Status.AT_RISK,
        Status.ON_TARGET,
        Status.NO_TARGET,
        Status.NO_DATA,
    ),
    "variation": (
        *(Variation.WORSENING, Variation.STEADY, Variation.IMPROVING),
        *(Variation.DOWN, Variation.UP, Variation.NO_SIGNAL_POSSIBLE),
    ),
    "point": tuple(PointType),
    "timeliness": tuple(Timeliness),
}
"""The words of the columns that have an order, in that order."""
COLOURS = {"on_target": "#1a7f4b", "at_risk": "#9a6700", "off_target": "#b3261e"}
CELL = "padding:2px 12px 2px 0;text-align:left;vertical-align:top"


@frozen
class Scorecard(scorecard.Scorecard):
    """A scorecard: all that is known, and ways to look at it from Python."""

    def to_frame(self, table: str = "values") -> "pandas.DataFrame":
        """Return one of its tables: ``values``, ``series``, ``segments``, ``owners``, ``actions``.

        Numbers are float64 and missing ones NaN, days are datetime64, yes and
        no are bool; status, variation and the kind of a point are ordered
        categories, the worst first. A period stands by its id and its first day.

        Raises:
            WrongUsage: where there is no such table.
            MissingLibrary: where pandas is not installed.
        """
        must_know("table", [table], list(TABLES))
        try:
            import pandas
        except ImportError as error:
            raise MissingLibrary("a table", "pip install pandas") from error
        columns, rows = TABLES[table]
        found = list(rows(self))
        cells = {name: [_plain(row.get(name)) for row in found] for name in columns}
        return pandas.DataFrame(
            {
                name: pandas.Series(cells[name], dtype=_type(name, kind))
                for name, kind in columns.items()
            }
        )

    def _repr_html_(self) -> str:
        """Return the summary that a notebook shows: the headline and a row a KPI."""
        from cxscore.rendering.pack import Pack

        said = Pack(self).said
        head = "".join(f"<th style='{CELL}'>{name}</th>" for name in HEAD)
        rows = "".join(_row(scored, said.kpis[scored.kpi.id]) for scored in self.kpis)
        return (
            f"<div class='cxscore'><p><b>{escape(self.heading.title)}</b>, "
            f"{escape(said.masthead.period)}</p><p>{escape(said.headline)}</p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


HEAD = ("KPI", "Value", "Target", "Status", "Owner")


def _row(scored: ScoredKpi, said: "KpiSaid") -> str:
    colour = COLOURS.get(scored.status.value, "inherit")
    status = f"<span style='color:{colour}'>{escape(said.status.short)}</span>"
    cells = (escape(said.name), escape(said.value), escape(said.target), status)
    every = (*cells, escape(said.owner))
    return "<tr>" + "".join(f"<td style='{CELL}'>{cell}</td>" for cell in every) + "</tr>"


def _plain(cell: object) -> object:
    return cell.value if isinstance(cell, Enum) else cell


def _type(name: str, kind: str) -> object:
    """Return the pandas type of a column of *kind*."""
    import pandas

    if kind == "category":
        return pandas.CategoricalDtype([each.value for each in WORST_FIRST[name]], ordered=True)
    return {"number": "float64", "day": "datetime64[s]", "truth": "bool", "text": "str"}[kind]
