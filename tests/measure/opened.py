"""Opening the files of a dataset as the measure stage does, for the tests."""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cxscore.calendar import Calendar
from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.files.open import open_files, repair_files
from cxscore.model.dataset import DataFile, Dataset
from cxscore.model.definition import Definition, Origin
from cxscore.model.outline import Heading


@dataclass
class Opened:
    """Files, what is wrong with them, and a database that reads them."""

    files: list
    problems: list
    database: object

    def said(self):
        """The problems as they are printed."""
        return [str(problem) for problem in self.problems]

    def rows(self, at=0, columns="*"):
        """The rows of a file, blanks as empty texts."""
        query = f"SELECT {columns} FROM {self.files[at].relation()}"
        return [tuple(c or "" for c in row) for row in self.database.execute(query).fetchall()]


def define(folder, files, kpis=(), places=(), **options):
    """A definition of one dataset, ``d``, of *files*: paths or DataFiles."""
    specs = tuple(DataFile(f) if isinstance(f, str) else f for f in files)
    dataset = Dataset("d", specs, **options)
    origin = Origin("kpis.yaml", Path(folder), "0" * 64, dict(places))
    return Definition(1, Heading("T"), Calendar(), (), {"d": dataset}, tuple(kpis), origin)


@contextmanager
def opened(folder, *files, read=None, kpis=(), places=(), **options):
    """Open *files*; with *read*, a list of names, mend those that DuckDB refuses."""
    definition = define(folder, files, kpis, places, **options)
    with open_workspace() as workspace:
        found, problems = open_files(definition, definition.datasets["d"], workspace)
        paths = [path for file in found for path in file.paths]
        with open_database(paths, workspace) as database:
            if read is not None:
                found, more = repair_files(
                    database, found, lambda file: [file.column(name) for name in read]
                )
                problems = [*problems, *more]
            yield Opened(found, problems, database)
