"""The tables of datasets: their connections opened, each once, and what is to be said of them."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from sqlglot import exp

from cxscore.calendar import DAY
from cxscore.documents import Where
from cxscore.measure.basis import surroundings
from cxscore.measure.engines.connecting import (
    connect,
    has_versions,
    place_asked,
    unverified_engine,
)
from cxscore.measure.engines.duckdb.scan import Scanned
from cxscore.measure.engines.engine import Engine, EngineFailed, Unknown
from cxscore.measure.engines.warehouse.opening import OpenTable, open_table, table_named
from cxscore.measure.engines.warehouse.rows import Table
from cxscore.measure.engines.warehouse.tally import TableTally
from cxscore.measure.engines.warehouse.unverified_dialects import EVERY
from cxscore.measure.queries.select import query_in
from cxscore.measure.queries.select_words import DIALECTS
from cxscore.measure.settled_totals import SettledTotals
from cxscore.measure.wording import plural
from cxscore.model.dataset import Dataset
from cxscore.model.dates import DateColumn
from cxscore.model.definition import Definition
from cxscore.model.tallies import Tallies
from cxscore.nearest import suggestion
from cxscore.paths import Refused, printed, resolve
from cxscore.problems import Problem, Problems, Severity


@dataclass(slots=True)
class Tables:
    """The tables that datasets name, by the dataset's id; connections are made where needed."""

    definition: Definition
    workspace: Path
    stack: ExitStack
    """Gives the connections back at its end."""
    as_of: date
    tallies: Tallies | None = None
    """Where answers about settled days are kept, if anywhere."""
    by_dataset: dict[str, Table] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)

    def open(self, dataset: Dataset) -> tuple[list[OpenTable], list[Problem]]:
        """Return the table of *dataset* and what is wrong with it.

        Raises:
            EngineFailed: where the engine does not answer.
            WrongUsage: where the environment does not say how it is reached.
            MissingLibrary: where its driver is not installed.
        """
        assert dataset.connection is not None, "a table has a connection"
        engine, problems = self._engine(dataset.connection)
        try:
            relation = self._relation(dataset, engine)
            opened, table = open_table(dataset, engine, relation, self.workspace)
        except Problems as error:
            return [], [*problems, *error.found]
        except Refused as refused:
            where: Where = ("datasets", dataset.id, "query")
            problem = self.definition.origin.problem(
                where, refused.code, refused.text, refused.hint
            )
            return [], [*problems, problem]
        except Unknown as error:
            return [], [*problems, self._unknown(dataset, engine, error)]
        self.by_dataset[dataset.id] = replace(table, settled=self._settled(dataset))
        return [opened], problems

    def _engine(self, name: str) -> tuple[Engine, list[Problem]]:
        """Return the engine of the connection *name*; of a new one also what is to be said."""
        if name in self._engines:
            return self._engines[name], []
        origin, connection = self.definition.origin, self.definition.connections[name]
        engine = connect(name, connection, os.environ, unverified=origin.unverified)
        self.stack.callback(engine.close)
        self._engines[name] = engine
        where: Where = ("connections", name)
        problems = []
        if unverified := unverified_engine(connection, os.environ):
            text = f"connections.{name}: cxscore is not verified on {unverified}"
            text += ", as no test has run it there"
            hint = "hold its numbers against counts of your own"
            problems.append(origin.problem(where, "CX296", text, hint, Severity.WARNING))
        if engine.may_write():
            text = f"connections.{name}: its role may change rows"
            hint = "give it a role that may only read; nothing but SELECT is asked besides"
            problems.append(origin.problem(where, "CX292", text, hint, Severity.WARNING))
        return engine, problems

    def _relation(self, dataset: Dataset, engine: Engine) -> exp.Expr:
        """Return what stands after FROM: the table, or the query in its file.

        Raises:
            Refused: where the file may not be read.
            Problems: where it is in words that are not read, or with what is wrong in it.
        """
        if dataset.table is not None:
            return table_named(dataset.table)
        assert dataset.query is not None, "what is no table is a query"
        origin = self.definition.origin
        if engine.dialect not in DIALECTS:
            where: Where = ("datasets", dataset.id, "query")
            text = f"a query in the words of {engine.dialect} is not read"
            hint = "make it a view there, and name that as the table"
            raise Problems([origin.problem(where, "CX297", text, hint)])
        (path,) = resolve(dataset.query, origin.folder, origin.allowed)
        query = query_in(path.read_bytes(), printed(path), engine.dialect)
        return exp.Subquery(this=query)

    def _unknown(self, dataset: Dataset, engine: Engine, error: Unknown) -> Problem:
        """Return that there is no such table, or that the query cannot be run."""
        key = "table" if dataset.table is not None else "query"
        hint = "look at it in the engine's own client" if dataset.table is None else ""
        if dataset.table is not None:
            hint = suggestion(dataset.table, engine.tables(), "there are", most=8)
        where: Where = ("datasets", dataset.id, key)
        return self.definition.origin.problem(where, "CX291", str(error), hint)

    def _settled(self, dataset: Dataset) -> SettledTotals | None:
        """Return where answers about the settled days of *dataset* are kept.

        None where nobody asks for it, no period is settled, or the place that is asked cannot
        be told from another.
        """
        tallies, days = self.tallies, dataset.settled_after
        if tallies is None or days is None or not isinstance(dataset.date, DateColumn):
            return None
        assert dataset.connection is not None, "a table has a connection"
        # Of a day to come no rows are there yet, whatever day the paper is for.
        today = min(self.as_of, tallies.today or self.as_of)
        period = self.definition.calendar.latest_ended(today - timedelta(days=days) - DAY)
        place = place_asked(self.definition.connections[dataset.connection], os.environ)
        if period is None or place is None:
            return None
        origin = self.definition.origin
        identity = (origin.folder / Path(origin.path).name, dataset.id, dataset.connection, place)
        basis = sha256(repr((identity, surroundings())).encode(errors="surrogatepass")).digest()
        number = sha256(repr(identity).encode(errors="surrogatepass")).hexdigest()
        path = tallies.folder / f"settled-{dataset.id[:60]}-{number[:12]}.json"
        return SettledTotals(path, period.end + DAY, basis, tallies.rescan)

    def keep_settled(self) -> Iterator[Problem]:
        """Write what is kept of settled days; yield what is to be said of it."""
        for table in self.by_dataset.values():
            if table.settled is not None:
                yield from table.settled.save()

    def version(self, dataset: Dataset) -> str | None:
        """Return what changes with the rows of the table of *dataset*; None where nobody knows."""
        assert dataset.connection is not None, "a table has a connection"
        connection = self.definition.connections[dataset.connection]
        place = place_asked(connection, os.environ)
        if place is None or not has_versions(connection, os.environ):
            return None
        engine, _ = self._engine(dataset.connection)
        relation = EVERY[engine.dialect]().sql(self._relation(dataset, engine))
        found = engine.version(relation)
        if found is None:
            return None
        columns = engine.describe(relation)
        return sha256(repr((place, relation, columns, found)).encode()).hexdigest()

    def changed(self, scanned: Mapping[str, Scanned]) -> Iterator[Problem]:
        """Yield an error for each table whose rows came or went between two statements.

        Where an engine has one snapshot for them all, none can.
        """
        for id_, table in self.by_dataset.items():
            if table.engine.snapshot or id_ not in scanned or not scanned[id_].tallies:
                continue
            tally = scanned[id_].tallies[0]
            assert isinstance(tally, TableTally), "a table is tallied as one"
            before, now = tally.fresh_rows, tally.table_rows.count(tally.fresh)
            if now != before:
                file = scanned[id_].rows.schema.sources[0]
                text = f"{plural(before, 'row')} at first, {now} at the end: it was written to"
                where: Where = ("datasets", id_, "table")
                origin = self.definition.origin
                hint = "build it again; or ask a copy that nobody writes to"
                yield origin.problem(where, "CX294", f"{file.shown}: {text}", hint)


def versions_of(definition: Definition) -> Mapping[str, str] | None:
    """Return what changes with the rows of each table of *definition*, by the dataset's id.

    None where that cannot be told of all of them.

    Raises:
        WrongUsage: where the environment does not say how one is reached.
        MissingLibrary: where its driver is not installed.
    """
    found = {}
    with ExitStack() as stack:
        tables = Tables(definition, Path(), stack, date.max)
        for id_, dataset in definition.datasets.items():
            if not dataset.is_table:
                continue
            try:
                version = tables.version(dataset)
            except (EngineFailed, Problems, Refused):  # measuring says it, with its place
                version = None
            if version is None:
                return None
            found[id_] = version
    return found
