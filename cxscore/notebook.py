"""The scorecard as Python users hold it: tables for pandas, and a summary for a notebook."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from html import escape
from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.model import scorecard
from cxscore.model.findings import Target
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import PointType, Status, Timeliness, Variation
from cxscore.problems import MissingLibrary
from cxscore.wrong_usage import must_know

if TYPE_CHECKING:
    import pandas

    from cxscore.rendering.words.kpi import KpiSaid

Row = dict[str, object]
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


def _values(card: Scorecard) -> Iterator[Row]:
    for scored in card.kpis:
        interval = scored.interval
        yield {
            "kpi": scored.kpi.id,
            "name": scored.kpi.name,
            "owner": scored.kpi.owner,
            "group": scored.kpi.group,
            "period": scored.period and scored.period.id,
            "start": scored.period and scored.period.start,
            "complete": scored.complete,
            "value": scored.value,
            "unit": scored.unit,
            "n": scored.n,
            "numerator": scored.numerator,
            "denominator": scored.denominator,
            "low": interval and interval.low,
            "high": interval and interval.high,
            **_target(scored.target),
            "gap": scored.gap,
            "status": scored.status,
            "variation": scored.signal.variation,
            "stale": scored.stale,
        }


def _series(card: Scorecard) -> Iterator[Row]:
    for scored in card.kpis:
        for point in scored.series:
            limits = point.limits
            yield {
                "kpi": scored.kpi.id,
                "period": point.period.id,
                "start": point.period.start,
                "complete": point.complete,
                "value": point.value,
                "n": point.n,
                "numerator": point.numerator,
                "denominator": point.denominator,
                **_target(point.target),
                "status": point.status,
                "point": point.point,
                "mean": limits and limits.mean,
                "lower": limits and limits.lower,
                "upper": limits and limits.upper,
            }


def _segments(card: Scorecard) -> Iterator[Row]:
    for scored in card.kpis:
        for score, own, whole in scored.over_segments():
            at_hand = whole.period == scored.period
            yield {
                "kpi": scored.kpi.id,
                "by": " × ".join(score.by),
                "segment": " × ".join(part or "" for part in score.segment),
                "period": own.period,
                "start": whole.period.start,
                "complete": whole.complete,
                "value": own.value,
                "n": own.n,
                "numerator": own.numerator,
                "denominator": own.denominator,
                "status": score.status if at_hand else None,
                "suppressed": score.suppressed if at_hand else False,
            }


def _owners(card: Scorecard) -> Iterator[Row]:
    for score in card.owners:
        yield {
            "owner": score.owner.id,
            "name": score.owner.name,
            "role": score.owner.role,
            "team": score.owner.team,
            **{name: getattr(score, name) for name in OF_AN_OWNER},
        }


def _actions(card: Scorecard) -> Iterator[Row]:
    for scored in card.actions:
        action = scored.row
        yield {
            "action": action.id,
            "kpi": action.kpi,
            "title": action.title,
            "owner": action.owner,
            "status": action.status.value,
            "opened": action.opened,
            "due": action.due[-1] if action.due else None,
            "closed": action.closed,
            "progress": action.progress,
            "timeliness": scored.timeliness,
            "overdue": scored.overdue,
            "days_late": scored.days_late,
            "times_moved": scored.times_moved,
        }


def _target(target: Target | None) -> Row:
    return {
        "target": target and target.value,
        "target_low": target and target.low,
        "target_high": target and target.high,
    }


OF_AN_OWNER = (
    *("on_target", "at_risk", "off_target", "no_data", "improving", "worsening"),
    *("actions_open", "actions_overdue", "commentary_missing"),
    *("off_target_without_action", "longest_off_target"),
)
TARGETS = dict.fromkeys(("target", "target_low", "target_high"), "number")
COUNTED = dict.fromkeys(("value", "n", "numerator", "denominator"), "number")
PERIOD = {"period": "text", "start": "day", "complete": "truth"}
TABLES: Mapping[str, tuple[Mapping[str, str], Callable[[Scorecard], Iterable[Row]]]] = {
    "values": (
        {
            **dict.fromkeys(("kpi", "name", "owner", "group"), "text"),
            **PERIOD,
            "value": "number",
            "unit": "text",
            **COUNTED,
            **dict.fromkeys(("low", "high"), "number"),
            **TARGETS,
            "gap": "number",
            **dict.fromkeys(("status", "variation"), "category"),
            "stale": "truth",
        },
        _values,
    ),
    "series": (
        {
            "kpi": "text",
            **PERIOD,
            **COUNTED,
            **TARGETS,
            **dict.fromkeys(("status", "point"), "category"),
            **dict.fromkeys(("mean", "lower", "upper"), "number"),
        },
        _series,
    ),
    "segments": (
        {
            **dict.fromkeys(("kpi", "by", "segment"), "text"),
            **PERIOD,
            **COUNTED,
            "status": "category",
            "suppressed": "truth",
        },
        _segments,
    ),
    "owners": (
        {
            **dict.fromkeys(("owner", "name", "role", "team"), "text"),
            **dict.fromkeys(OF_AN_OWNER, "number"),
        },
        _owners,
    ),
    "actions": (
        {
            **dict.fromkeys(("action", "kpi", "title", "owner", "status"), "text"),
            **dict.fromkeys(("opened", "due", "closed"), "day"),
            "progress": "number",
            "timeliness": "category",
            "overdue": "truth",
            **dict.fromkeys(("days_late", "times_moved"), "number"),
        },
        _actions,
    ),
}
"""The tables: their columns with the kind of each, and what gives their rows."""
