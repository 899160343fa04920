"""Customers' comments: which periods are counted, and which few are printed, by rule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from cxscore.calendar import Period
from cxscore.measure.coverage import Spread
from cxscore.measure.engines.duckdb.comments import FileComments, Printable, TooManyThemes
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.engine import TooMuch
from cxscore.measure.engines.too_much import too_many
from cxscore.measure.horizon import Horizon, Span, periods_between
from cxscore.measure.masking import masked
from cxscore.measure.queries.query import CommentQuery, KpiQuery
from cxscore.model.comment_totals import CommentCounts, CommentTotals, Verbatim
from cxscore.model.customer_comments import CustomerComments
from cxscore.model.definition import Definition
from cxscore.nearest import suggestion
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_PRINTED = 2
"""Comments of one theme that are printed."""
Bring = Callable[[Rows, CommentQuery, Sequence[KpiQuery], tuple[Span | None, date]], Rows]
"""The way to rows that are counted; see ``engines.ways.comments_of``."""


def comment_rows(
    bring: Bring,
    asked: CommentQuery,
    spreads: Sequence[Spread],
    own: Spread,
    horizon: Horizon,
) -> tuple[Rows | None, list[Problem]]:
    """Return the rows of comments to count, and what is wrong; none where none are asked for.

    *spreads* are all days of their dataset, *own* those by its own date. Those of a table are
    brought here by *bring*: of the periods that are counted, or of all days where KPIs are themes,
    which look back to the first row and may go by another date.
    """
    if own.rows.in_files:
        return own.rows, []
    themes = [q for each in spreads for q in each.tally.kpi_queries if q.people is not None]
    periods = _periods(own, horizon)
    if not any(each.days for each in spreads) or not (periods or themes):
        return None, []
    span = None if themes else (periods[0].start, periods[-1].end)
    try:
        rows = bring(own.rows, asked, themes, (span, horizon.reported.start))
    except TooMuch:
        return None, [too_many(horizon.definition, own.dataset)]
    return rows, []


def count_comments(
    connection: "DuckDBPyConnection",
    rows: Rows,
    asked: CommentQuery,
    spread: Spread,
    horizon: Horizon,
) -> tuple[CommentTotals | None, list[Problem]]:
    """Return what customers said, period by period up to the one reported, and what is wrong.

    There is nothing where no row is there by then, or where a list holds no themes. *rows* are
    those of :func:`comment_rows`, *spread* their days.
    """
    definition = horizon.definition
    comments = definition.comments
    periods = _periods(spread, horizon)
    if comments is None or not periods:
        return None, []
    faulty = any(group.faults for group in spread.every)
    counted = FileComments(connection, rows, asked, faulty).counted(periods)
    if isinstance(counted, TooManyThemes):
        says = f"comments.themes.column: {comments.themes.column} holds {counted.count} themes"
        hint = "name a column of themes, and the 'separator' between them"
        where = ("comments", "themes", "column")
        return None, [definition.origin.problem(where, "CX723", says, hint)]
    kept = _kept(counted.totals.counts, periods[-1], definition.calendar.year_ago(periods[-1]))
    chosen = _chosen(counted.printable, _last(kept, periods[-1]), comments)
    totals = replace(
        counted.totals,
        counts=kept,
        verbatims=tuple(chosen),
        partial=frozenset(_partial(periods, spread, horizon.as_of)),
    )
    return totals, list(_never_met(kept, min(spread.days), horizon))


def periods_counted(horizon: Horizon) -> int:
    """Return how many periods are counted at most: those shown, and those compared with them."""
    year = len(horizon.definition.calendar.trailing_year(horizon.reported))
    return max(horizon.definition.heading.history, 2 * year + 1)


def themes_unmet(
    connection: "DuckDBPyConnection", rows: Rows, asked: CommentQuery, definition: Definition
) -> dict[str, Problem]:
    """Return by KPI that no row of any day lists its theme, where rows tell which there are.

    Nobody can tell then whether there is such a theme: it is no 0 %.
    """
    themes = {kpi.id: kpi.measure.theme for kpi in definition.kpis if kpi.measure.theme}
    if asked.listed is None or not themes:
        return {}
    met = FileComments(connection, rows, asked).ever()
    return {
        id_: definition.origin.problem(
            ("kpis", id_, "measure", "comments"),
            "CX705",
            f"no row has the theme '{theme}', so kpis.{id_} has no data",
            suggestion(theme, sorted(met), "there are", most=8),
            Severity.WARNING,
        )
        for id_, theme in themes.items()
        if theme.strip() not in met
    }


def _never_met(counts: Sequence[CommentCounts], first: date, horizon: Horizon) -> Iterator[Problem]:
    """Yield a warning for each theme that nobody named in a year, where there was a year."""
    definition, comments = horizon.definition, horizon.definition.comments
    year = definition.calendar.trailing_year(horizon.reported)
    if comments is None or not year or first > year[0].end:
        return
    within = [each for each in counts if each.by is None and each.start >= year[0].start]
    met = {theme for each in within for theme in each.themes}
    key = "words" if comments.themes.words is not None else "columns"
    for at, theme in enumerate(comments.themes.names or ()):
        if theme not in met:
            where = ("comments", "themes", key, theme if key == "words" else at)
            says = f"nobody named '{theme}' in the year to {horizon.reported.id}"
            hint = "look at its words" if key == "words" else "look whether the column is filled"
            yield definition.origin.problem(where, "CX705", says, hint, Severity.WARNING)


def _partial(periods: Sequence[Period], spread: Spread, as_of: date) -> Iterator[date]:
    """Yield the first days of the *periods* that are not whole."""
    cover = spread.coverage
    for period in periods:
        if period.end > as_of or (cover is not None and cover.cuts(period)):
            yield period.start


def _periods(spread: Spread, horizon: Horizon) -> list[Period]:
    """Return the periods that are counted: those shown, and those that they are compared with."""
    definition, days = horizon.definition, spread.days
    calendar, reported = definition.calendar, horizon.reported
    if not days or min(days) > reported.end:
        return []
    first = min(days)
    every = [p for p in periods_between(calendar, first, reported.end) if p.end <= reported.end]
    return every[-periods_counted(horizon) :]


def _kept(
    counts: Sequence[CommentCounts], reported: Period, year_ago: Period | None
) -> tuple[CommentCounts, ...]:
    """Return the whole of all periods, and segments where they are compared: no others are told."""
    before = max((each.start for each in counts if each.start < reported.start), default=None)
    starts = {reported.start, before, year_ago and year_ago.start}
    return tuple(each for each in counts if each.by is None or each.start in starts)


def _last(counts: Sequence[CommentCounts], reported: Period) -> CommentCounts | None:
    whole = (each for each in counts if each.by is None and each.start == reported.start)
    return next(whole, None)


def _chosen(
    printable: Sequence[Printable], counts: CommentCounts | None, comments: CustomerComments
) -> Iterator[Verbatim]:
    """Yield the comments to print: those at moments first, in the order of their digests.

    The theme that most people named comes first; what is printed for one is not for another.
    """
    people = {} if counts is None else counts.themes
    told: set[str] = set()
    for theme in sorted(people, key=lambda name: (-people[name], name)):
        found = [
            Verbatim(theme, each.text, comments.moment.of(each.cell) if comments.moment else None)
            for each in printable
            if each.theme == theme and each.text not in told
        ]
        found.sort(key=lambda each: (each.moment is None, sha256(each.text.encode()).hexdigest()))
        for each in found[:MOST_PRINTED]:
            told.add(each.text)
            yield Verbatim(theme, masked(each.text), each.moment)
