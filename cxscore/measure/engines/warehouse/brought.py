"""Rows of comments brought here from a table, once: words are matched by rules of ours alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from cxscore.frozen import frozen
from cxscore.measure.database import quoted
from cxscore.measure.engines.duckdb.casts import bare_of, text_of_bare
from cxscore.measure.engines.duckdb.holistic import FileHolistic
from cxscore.measure.engines.duckdb.rows import FAULTS, KEEP, Rows
from cxscore.measure.engines.engine import MOST_BROUGHT, MOST_BYTES, TooMuch
from cxscore.measure.engines.warehouse.comment_rows import Brought, CommentRows, Kind
from cxscore.measure.engines.warehouse.rows import TableRows
from cxscore.measure.horizon import Span
from cxscore.measure.queries.holistic import Holistic
from cxscore.measure.queries.query import CommentQuery, Dimensions, Key, KpiQuery, Row
from cxscore.model.dataset import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TABLE = quoted("$brought")
_TYPES = {Kind.DAY: "DATE", Kind.TEXT: "VARCHAR", Kind.TRUTH: "BOOLEAN"}


@dataclass(slots=True)
class BroughtRows(Rows):
    """Rows in a table of the database here; what their engine worked out is not worked out again.

    They are those that count: kept, sound and dated.
    """

    table: str = field(kw_only=True)
    names: Sequence[str] = field(kw_only=True)
    """The columns of the table, quoted."""
    answers: Mapping[exp.Expr, exp.Expr] = field(kw_only=True)
    """What stands for a tree over the columns that KPIs use, in columns of the table."""

    def judged(self, *_: object, **__: object) -> str:
        """Return a query for all rows."""
        return f"SELECT *, TRUE AS {quoted(KEEP)}, 0 AS {quoted(FAULTS)} FROM {self.table}"  # noqa: S608 (ours)

    @property
    def columns(self) -> list[str]:
        """The names, quoted, of all that a row may be asked for."""
        return list(self.names)

    def placed(self, tree: exp.Expr) -> exp.Expr:
        """Return *tree* over the columns of the table."""

        def answered(node: exp.Expr) -> exp.Expr:
            known = self.answers.get(node)
            return node if known is None else known.copy()

        return tree.copy().transform(answered)


def bring_comments(
    connection: "DuckDBPyConnection",
    rows: Rows,
    asked: CommentQuery,
    themes: Sequence[KpiQuery],
    days: tuple[Span | None, date],
) -> BroughtRows:
    """Return the *rows* of comments brought to a table of *connection*, once.

    See :func:`cxscore.measure.engines.ways.comments_of`.

    Raises:
        TooMuch: where there is more than may be brought.
        TooLong: with the dataset's name, where the engine took longer than it may.
        EngineFailed: where it does not answer.
    """
    assert isinstance(rows, TableRows), "what is in no file is in a table"
    wanted = CommentRows(rows, asked, themes)
    return _brought(connection, wanted, rows, wanted.select(*days))


def bring_printable(
    connection: "DuckDBPyConnection", rows: TableRows, asked: CommentQuery
) -> BroughtRows:
    """Return those of all *rows* whose comments may be shown, brought like them."""
    wanted = CommentRows(rows, asked, sample=True)
    return _brought(connection, wanted, rows, wanted.select(None, None))


def people_in(
    connection: "DuckDBPyConnection", comments: Rows, size: int, besides: Holistic
) -> "PeopleApart":
    """Return the way to people in rows of *comments* that were brought, and to all *besides*."""
    assert isinstance(comments, BroughtRows), "those of files are asked as files are"
    return PeopleApart(FileHolistic(connection, comments, size, comments.table), besides)


@frozen
class PeopleApart:
    """What does not add up of a table, but for people, who are counted here."""

    people: Holistic
    besides: Holistic

    @contextmanager
    def keeping(
        self, asked: Sequence[tuple[KpiQuery, Dimensions]], name: str
    ) -> "Iterator[PeopleApart]":
        """Keep nothing more: the rows of people are here already."""
        yield self

    def ask(
        self,
        kpi_query: KpiQuery,
        dimensions: Dimensions,
        spans: Iterable[Span],
        at_hand: tuple[Span | None, Iterable[int]] = (None, ()),
    ) -> dict[Key, Row]:
        """Return the totals of *kpi_query* over each of *spans*, by *dimensions*."""
        way = self.besides if kpi_query.people is None else self.people
        return way.ask(kpi_query, dimensions, spans, at_hand)


def _brought(
    connection: "DuckDBPyConnection", wanted: CommentRows, rows: TableRows, select: exp.Select
) -> BroughtRows:
    taking = _Taking(connection, rows, wanted.columns)
    taking.begin()
    rows.bring(select, taking.take)
    names = [quoted(each.name) for each in wanted.columns]
    return BroughtRows(
        rows.schema, None, rows.dates, table=_TABLE, names=names, answers=wanted.answers
    )


@frozen
class _Taking:
    """The way of rows into the table, a lot at a time."""

    connection: "DuckDBPyConnection"
    rows: TableRows
    columns: Sequence[Brought]
    so_far: list[int] = field(default_factory=lambda: [0, 0])
    """Rows, and bytes of texts."""

    def begin(self) -> None:
        """Make the table."""
        described = ", ".join(f"{quoted(c.name)} {_TYPES[c.kind]}" for c in self.columns)
        self.connection.execute(f"CREATE OR REPLACE TABLE {_TABLE} ({described})")

    def take(self, lot: Sequence[tuple[Any, ...]]) -> None:
        """Take a lot of rows; texts are cleaned as those of files are.

        Raises:
            TooMuch: where they are more than may be brought.
        """
        cells = [list(column) for column in zip(*lot, strict=True)]
        for at, column in enumerate(self.columns):
            if column.kind is Kind.TEXT:
                self.so_far[1] += sum(len(text.encode()) for text in cells[at] if text)
            elif column.kind is Kind.TRUTH:
                cells[at] = [bool(truth) for truth in cells[at]]
        self.so_far[0] += len(lot)
        if self.so_far[0] > MOST_BROUGHT or self.so_far[1] > MOST_BYTES:
            raise TooMuch(self.rows.table.engine.name)
        self.connection.execute(self._insert(), cells)

    def _insert(self) -> str:
        """Return the statement that takes one list of values a column."""
        lists, bares, cleans = [], ["*"], []
        schema = self.rows.schema
        missing, file = schema.dataset.missing, schema.sources[0]
        for at, column in enumerate(self.columns):
            lists.append(f"UNNEST(?::{_TYPES[column.kind]}[]) AS c{at}")
            if column.kind is not Kind.TEXT:
                cleans.append(f"c{at}")
                continue
            described: Column = schema.described(file, column.of)
            bares.append(f"{bare_of(f'c{at}', described, missing)} AS b{at}")
            cleans.append(text_of_bare(f"b{at}", described, missing))
        return (
            f"INSERT INTO {_TABLE} SELECT {', '.join(cleans)} FROM "  # noqa: S608 (names are ours)
            f"(SELECT {', '.join(bares)} FROM (SELECT {', '.join(lists)}))"
        )
