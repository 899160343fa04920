"""The SELECTs that a build asks of tables, in the words of any dialect: nothing is asked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta

from sqlglot import exp

from cxscore.calendar import DAY, Calendar
from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.as_tables import as_table, narrowed
from cxscore.measure.customer_comments import periods_counted
from cxscore.measure.engines.connecting import dialect_of as connection_dialect
from cxscore.measure.engines.duckdb.scan import texts_looked_for
from cxscore.measure.engines.warehouse.comment_rows import CommentRows
from cxscore.measure.engines.warehouse.cross_products import KindsQuery
from cxscore.measure.engines.warehouse.dialects import DIALECTS, Dialect
from cxscore.measure.engines.warehouse.duckdb_dialect import DuckDB
from cxscore.measure.engines.warehouse.holistic import HolisticQuery
from cxscore.measure.engines.warehouse.ledger_statements import ledger_questions
from cxscore.measure.engines.warehouse.open_cases import moves_query
from cxscore.measure.engines.warehouse.opening import described_table, table_named
from cxscore.measure.engines.warehouse.rows import DescribedRows, DescribedTable
from cxscore.measure.engines.warehouse.scan import queries_by_date
from cxscore.measure.engines.warehouse.tally import TotalsQuery
from cxscore.measure.engines.warehouse.unverified_dialects import EVERY, UNVERIFIED
from cxscore.measure.horizon import Horizon, Span, any_period
from cxscore.measure.ledger_book import shown_ledger
from cxscore.measure.queries.plan import all_problems, ask_all
from cxscore.measure.queries.query import Asked, Dimensions, KpiQuery, dimension_sets
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.select import query_in
from cxscore.measure.queries.source import ColumnSource
from cxscore.measure.table_column import TableColumn
from cxscore.model.column_type import ColumnType
from cxscore.model.customers import LEDGER
from cxscore.model.dataset import Column, Dataset
from cxscore.model.dates import DateColumn, DateParts
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.paths import Refused, printed, resolve
from cxscore.problems import Problems, has_errors, in_order

COUNTED_HERE = "-- counted by cxscore itself, in one grouped scan of its rows"
"""Instead of a SELECT."""


@frozen
class Statement:
    """One SELECT, and what it is for."""

    purpose: str
    sql: str
    """On lines of its own, without a semicolon."""
    kpis: tuple[str, ...] = ()
    """The ids of the KPIs whose numbers come from it; none where it is about all rows."""


@frozen
class AskedOfTable:
    """All that is asked of one dataset's table."""

    dataset: str
    relation: str
    """The table's name, or the path of its query."""
    assumed: Mapping[str, str]
    """What the columns are taken for of which kpis.yaml does not say it, by their names."""
    reads_query: bool
    """Whether its query stands within; only its path does in words that are not read."""
    statements: tuple[Statement, ...]
    in_files: bool = False
    """Whether its rows stand in files, so that its id stands for a table of them."""
    of_comments: tuple[str, ...] = ()
    """The ids of the KPIs that are themes of comments: cxscore counts them itself."""


@frozen
class Statements:
    """What a build asks of all tables, in one dialect."""

    dialect: str
    verified: bool
    """Whether tests run the dialect's words on its engine."""
    session: tuple[str, ...]
    """What the session is told before."""
    tables: tuple[AskedOfTable, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    """By KPI: its name; whether it is estimated, where kpis.yaml allows that."""


def dialect_names() -> tuple[str, ...]:
    """Return the dialects that can be written, those that tests run first."""
    return tuple(EVERY)


def dialect_of(definition: Definition, environment: Mapping[str, str]) -> dict[str, str]:
    """Return by dataset in whose words it is asked: a table's engine, DuckDB for files."""
    return {
        id_: connection_dialect(definition.connections[dataset.connection], environment)
        if dataset.is_table and dataset.connection is not None
        else DuckDB.name
        for id_, dataset in definition.datasets.items()
    }


def write_statements(
    definition: Definition,
    dialect: str,
    as_of: date,
    kpis: Collection[str] | None = None,
) -> Statements:
    """Return the SELECTs that a build of *definition* asks of its datasets on the day *as_of*.

    Nothing is asked of any table: columns are what kpis.yaml says of them, or
    else what its KPIs need; periods are those that ``history`` shows. The rows
    of files are asked for as if they stood in a table of the dataset's id.
    Of *kpis* alone it is, all where None.

    Raises:
        Problems: with what is wrong in the definition.
    """
    words = EVERY[dialect]()
    of_files = {id_ for id_, each in definition.datasets.items() if not each.is_table}
    if kpis is not None:
        definition = narrowed(definition, kpis)
    datasets = {id_: as_table(each) for id_, each in definition.datasets.items()}
    definition = replace(definition, datasets=datasets)
    needed = _asked(definition, {}, as_of)
    opened: dict[str, Sequence[ColumnSource]] = {}
    tables: dict[str, DescribedTable] = {}
    assumed: dict[str, Mapping[str, str]] = {}
    for id_, dataset in datasets.items():
        if id_ in needed:
            columns, assumed[id_] = _columns(needed[id_].schema)
            relation = _relation(definition, dataset, dialect)
            source, tables[id_] = described_table(dataset, words, relation, columns)
            opened[id_] = [source]
    asked = _asked(definition, opened, as_of)
    found = []
    for id_, table in tables.items():
        writer = _Writer(asked[id_], table, as_of, whole=kpis is None, in_files=id_ in of_files)
        dataset = datasets[id_]
        found.append(
            AskedOfTable(
                id_,
                dataset.table or dataset.query or "",
                assumed[id_],
                dataset.table is not None or dialect in DIALECTS,
                tuple(writer.statements()),
                in_files=id_ in of_files,
                of_comments=writer.of_comments,
            )
        )
    return Statements(
        dialect,
        dialect not in UNVERIFIED,
        tuple(words.session),
        tuple(found),
        {kpi.id: _about(kpi, words) for kpi in definition.kpis},
    )


def _about(kpi: Kpi, words: Dialect) -> str:
    """Return ``Handling time``, and how it is estimated where it may be."""
    about = kpi.name
    if not kpi.approximate:
        return about
    estimate = words.estimates.get(kpi.statistic)
    if estimate is None:
        return f"{about}, exact: no estimate is asked of this dialect"
    return f"{about}, estimated: {estimate.method}, {estimate.error}"


def _asked(
    definition: Definition, opened: Mapping[str, Sequence[ColumnSource]], as_of: date
) -> dict[str, Asked]:
    asked = ask_all(definition, opened, as_of)
    problems = all_problems(asked)
    if has_errors(problems):
        raise Problems(in_order(problems, definition.origin.path))
    return asked


def _relation(definition: Definition, dataset: Dataset, dialect: str) -> exp.Expr:
    """Return what stands after FROM: of a query in words that are not read, its path as a name."""
    if dataset.table is not None:
        return table_named(dataset.table)
    assert dataset.query is not None, "what is no table is a query"
    if dialect not in DIALECTS:
        return exp.Table(this=exp.to_identifier(dataset.query, quoted=True))
    origin = definition.origin
    try:
        (path,) = resolve(dataset.query, origin.folder, origin.allowed)
    except Refused as refused:
        where = ("datasets", dataset.id, "query")
        problem = origin.problem(where, refused.code, refused.text, refused.hint)
        raise Problems([problem]) from refused
    return exp.Subquery(this=query_in(path.read_bytes(), printed(path), dialect))


# -- columns that nobody has described


def _columns(schema: Schema) -> tuple[dict[str, TableColumn], dict[str, str]]:
    """Return the table's columns as the KPIs of *schema* need them, and which are assumed so."""
    dataset = schema.dataset
    dated = dataset.date.column if isinstance(dataset.date, DateColumn) else None
    parts = dataset.date.columns.values() if isinstance(dataset.date, DateParts) else ()
    used = dict.fromkeys([*([dated] if dated else parts), *schema.used, *dataset.unique])
    found: dict[str, TableColumn] = {}
    assumed = {}
    # What kpis.yaml describes has to be there, whether or not a KPI asks for it.
    for name in dict.fromkeys([*used, *dataset.columns]):
        described = dataset.columns.get(name, Column())
        said = described.type or schema.declared(name)
        type_ = said or (ColumnType.DATE if name == dated else schema.type_of(name))
        if name in parts:
            type_ = ColumnType.NUMBER
        zoned = type_ is ColumnType.DATETIME and schema.definition.timezone is not None
        taken = _TAKEN_FOR[type_] + (" with a time zone" if zoned else "")
        if name in used and (said is None or zoned):
            assumed[name] = taken
        source = str(described.source or name)
        found[source] = TableColumn(composed(source), type_, taken, zoned=zoned)
    return found, assumed


_TAKEN_FOR = {
    ColumnType.NUMBER: "a number",
    ColumnType.TEXT: "a text",
    ColumnType.DATE: "a date",
    ColumnType.DATETIME: "a timestamp",
    ColumnType.BOOLEAN: "a boolean",
}


# -- what is asked of one table


class _Writer:
    """The way from what is asked of a dataset to its SELECTs, in the order in which they go out."""

    def __init__(
        self,
        asked: Asked,
        table: DescribedTable,
        as_of: date,
        *,
        whole: bool = True,
        in_files: bool = False,
    ) -> None:
        self._whole = whole
        self._in_files = in_files
        self._asked = asked
        definition = asked.schema.definition
        reported = any_period(definition.calendar, as_of)
        self._horizon = Horizon(definition, reported, as_of)
        self._themes = [query for query in asked.kpi_queries if query.kpi.measure.theme]
        ids = dict.fromkeys(query.kpi.id for query in self._themes) if in_files else ()
        self.of_comments = tuple(ids)
        # People and words are counted by what no other engine than that of files has.
        self._by_date = {
            column: [query for query in queries if not (in_files and query.kpi.measure.theme)]
            for column, queries in queries_by_date(asked).items()
        }
        dates = [column for column in self._by_date if column is not None]
        self._rows = DescribedRows(asked.schema, asked.where, dates, asked.own, table=table)
        self._words: Dialect = table.dialect

    def statements(self) -> Iterator[Statement]:
        """Yield what is asked: totals, keys, what does not add up, drivers."""
        queries = {
            column: TotalsQuery(
                self._rows,
                [kpi_query for kpi_query in kpi_queries if kpi_query.customers is None],
                column,
                texts_looked_for(self._asked.schema) if at == 0 else (),
            )
            for at, (column, kpi_queries) in enumerate(self._by_date.items())
        }
        for column, query in queries.items():
            named = column or self._date_name()
            adding_up = (q.kpi.id for q in query.kpi_queries if q.people is None)
            about = dict.fromkeys(adding_up)
            ids = ", ".join(about)
            purpose = f"totals by {named}, of {ids}" if ids else f"the days with rows, by {named}"
            totals, _ = query.totals()
            yield self._statement(purpose, query.select(totals), *about)
        yield from self._ledger()
        if self._whole:
            yield from self._keys()
        yield from self._comments()
        for query in queries.values():
            for kpi_query in query.kpi_queries:
                if kpi_query.people is None:
                    yield from self._besides(kpi_query, query.unit)
        for kpi_query in self._asked.kpi_queries:
            if not kpi_query.kpi.measure.theme:
                yield from self._drivers(kpi_query)

    def _statement(self, purpose: str, select: exp.Select, *kpis: str) -> Statement:
        sql = self._words.sql(_without_brackets(select), pretty=True)
        return Statement(purpose, sql, kpis)

    def _date_name(self) -> str:
        own = self._asked.schema.sources[0].date
        return own.column if isinstance(own, DateColumn) else "a fixed day"

    def _keys(self) -> Iterator[Statement]:
        if not self._rows.has_key:
            return
        key = " and ".join(self._asked.schema.dataset.unique)
        yield self._statement(f"rows without {key}", self._rows.without_key())
        select = self._rows.repeated(self._asked.schema.places)
        yield self._statement(f"rows that share their {key}", select)

    def _comments(self) -> Iterator[Statement]:
        """Yield what brings the rows of comments, where they are asked for and in no file."""
        asked, ids = self._asked.comments, dict.fromkeys(q.kpi.id for q in self._themes)
        if asked is None or self._in_files or not (self._whole or ids):
            return
        reported = self._horizon.reported
        first = self._horizon.definition.calendar.up_to(reported, periods_counted(self._horizon))[0]
        span = None if ids else (first.start, reported.end)
        wanted = CommentRows(self._rows, asked, self._themes)
        of = f", and for {', '.join(ids)}" if ids else ""
        purpose = f"rows of comments, which cxscore counts itself, for their chapter{of}"
        yield self._statement(purpose, wanted.select(span, reported.start), *ids)

    def _besides(self, kpi_query: KpiQuery, unit: str) -> Iterator[Statement]:
        """Yield what *kpi_query* asks for that does not add up, or goes by two dates."""
        if kpi_query.is_holistic:
            spans = self._spans(kpi_query)
            query = HolisticQuery(self._rows, unit, tuple(_blocks(spans, unit)))
            for dimensions in dimension_sets(kpi_query):
                select, _ = query.select(kpi_query, dimensions, spans)
                what = "different values" if kpi_query.ranked is None else "percentile"
                purpose = f"{what} of {kpi_query.kpi.id}{_by(dimensions)}"
                yield self._statement(purpose, select, kpi_query.kpi.id)
        if kpi_query.cases is not None:
            columns = tuple(
                dict.fromkeys(
                    name for dimensions in dimension_sets(kpi_query) for name in dimensions
                )
            )
            select = moves_query(self._rows, kpi_query.cases, columns)
            purpose = f"cases of {kpi_query.kpi.id} that come and go{_by(columns)}"
            yield self._statement(purpose, select, kpi_query.kpi.id)

    def _spans(self, kpi_query: KpiQuery) -> list[Span]:
        """Return the spans of days that *kpi_query* is asked over."""
        horizon, kpi = self._horizon, kpi_query.kpi
        calendar = horizon.definition.period_length(kpi)
        periods = list(horizon.shown(calendar))
        under_way = calendar.shift(periods[-1], 1) if periods else None
        if under_way is not None and horizon.wanted(calendar, under_way):
            periods.append(under_way)
        spans = {(period.start, period.end) for period in periods}
        return sorted(spans.union(horizon.longer(kpi, periods)))

    def _ledger(self) -> Iterator[Statement]:
        """Yield what is asked of customers; rows of files are counted by cxscore itself."""
        asked = [query for query in self._asked.kpi_queries if query.customers is not None]
        lines = tuple(dict.fromkeys(q.kpi.id for q in asked if q.kpi.id != LEDGER))
        if isinstance(self._words, DuckDB):
            if lines:
                yield Statement("the customer ledger", COUNTED_HERE, lines)
        elif asked and (self._whole or lines):
            query = shown_ledger(asked, self._horizon)
            for what, select in ledger_questions(self._rows, query, self._horizon.as_of).items():
                yield self._statement(what, select, *lines)

    def _drivers(self, kpi_query: KpiQuery) -> Iterator[Statement]:
        if kpi_query.drivers is None:
            return
        calendar: Calendar = self._horizon.definition.period_length(kpi_query.kpi)
        period = self._horizon.latest(calendar)
        if period is None:
            return
        year = calendar.trailing_year(period) or calendar.year_to_date(period)
        query = KindsQuery(self._rows, kpi_query, (year[0].start, year[-1].end))
        drivers = ", ".join(kpi_query.drivers.columns)
        purpose = f"kinds of rows for the drivers of {kpi_query.kpi.id}: {drivers}"
        yield self._statement(purpose, query.select())


def _without_brackets(select: exp.Select) -> exp.Select:
    """Return *select* without the brackets that stand around one thing alone."""
    for paren in list(select.find_all(exp.Paren)):
        if isinstance(paren.this, _ONE_THING):
            paren.replace(paren.this)
    return select


_ONE_THING = (
    *(exp.Column, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Case, exp.Cast),
    *(exp.Anonymous, exp.Abs, exp.Floor, exp.Coalesce),
)


def _by(dimensions: Dimensions) -> str:
    return f", by {' and '.join(dimensions)}" if dimensions else ""


def _blocks(spans: Sequence[Span], unit: str) -> Iterator[date]:
    """Yield the first day of each *unit* (day, week, month) from the first span to the last."""
    day, last = min(start for start, _ in spans), max(end for _, end in spans)
    if unit == "week":
        day -= timedelta(days=day.weekday())
    while day <= last:
        if unit != "month" or day.day == 1:
            yield day
        day += timedelta(days=7) if unit == "week" else DAY
