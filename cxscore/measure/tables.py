"""The tables of datasets: their connections opened, each once, and their columns held to types."""

import os
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from sqlglot import exp

from cxscore.documents import Where
from cxscore.measure.engines.connecting import connect
from cxscore.measure.engines.engine import Engine, Unknown
from cxscore.measure.engines.warehouse.opening import open_table, table_named
from cxscore.measure.engines.warehouse.rows import Table
from cxscore.measure.files.file import OpenFile
from cxscore.model.dataset import Dataset
from cxscore.model.definition import Definition
from cxscore.problems import Problem


@dataclass(slots=True)
class Tables:
    """The tables that datasets name, by the dataset's id; connections are made where needed."""

    definition: Definition
    workspace: Path
    stack: ExitStack
    tables: dict[str, Table] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)

    def open(self, dataset: Dataset) -> tuple[list[OpenFile], list[Problem]]:
        """Return the table of *dataset* in the shape of a file, or what is wrong with it.

        Raises:
            EngineFailed: where the engine does not answer.
            WrongUsage: where the environment does not say how it is reached.
            MissingLibrary: where its driver is not installed.
        """
        assert dataset.connection is not None, "a table has a connection"
        engine = self._engine(dataset.connection)
        key = "table" if dataset.table is not None else "query"
        where: Where = ("datasets", dataset.id, key)
        relation, problems = self._relation(dataset, engine, where)
        if relation is None:
            return [], problems
        try:
            opened, table = open_table(dataset, engine, relation, self.workspace)
        except Unknown as error:
            return [], [self.definition.origin.problem(where, "CX291", str(error))]
        self.tables[dataset.id] = table
        return [opened], problems

    def _engine(self, name: str) -> Engine:
        if name not in self._engines:
            engine = connect(name, self.definition.connections[name], os.environ)
            self.stack.callback(engine.close)
            self._engines[name] = engine
        return self._engines[name]

    def _relation(
        self, dataset: Dataset, engine: Engine, where: Where
    ) -> tuple[exp.Expr | None, list[Problem]]:
        if dataset.table is not None:
            return table_named(dataset.table), []
        raise NotImplementedError
