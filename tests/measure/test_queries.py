"""The SQL that the sample's scans run: what is asked of the files, to be read and compared."""

import re
from datetime import date
from pathlib import Path

import pytest
import sqlglot

import cxscore
from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.tally import Tally
from cxscore.measure.files.open import open_files
from cxscore.measure.queries.plan import ask_all

DATASETS = tuple(cxscore.read(Path(__file__).parents[2] / "kpis.yaml").datasets)


def scans(root, id_, *, alike):
    """The queries of the dataset's scans, without what is particular to this machine."""
    definition = cxscore.read(root / "kpis.yaml")
    with open_workspace() as workspace:
        opened, paths = {}, []
        for dataset in definition.datasets.values():
            opened[dataset.id], problems = open_files(definition, dataset, workspace)
            paths += [path for file in opened[dataset.id] for path in file.paths]
            assert problems == []
        one = ask_all(definition, opened, definition.heading.as_of or date.max)[id_]
        dates = dict.fromkeys(question.date for question in one.questions)
        rows = Rows(one.sheet, one.where, [day for day in dates if day is not None])
        found = []
        with open_database(paths, workspace) as database:
            for at, day in enumerate(dates):
                questions = [q for q in one.questions if q.date == day]
                tally = Tally(database, rows, questions, day, f"tally_{at}")
                tally._alike = alike
                tally.count()
                found.append(tally.sql())
        said = "\n\n".join(_shown(query) for query in found) + "\n"
        for place, shown in ((workspace, "(workspace)"), (root, ".")):
            said = said.replace(str(place), shown)
    return re.sub(r"\(workspace\)/tmp\w+", "(workspace)", said)


def _shown(query):
    """The query with a line for each of its steps."""
    return re.sub(r" (FROM|GROUP BY|UNION ALL|JOIN) ", r"\n\1 ", query)


@pytest.mark.parametrize("id_", DATASETS)
def test_scans_of_the_sample(root, golden, id_):
    text = scans(root, id_, alike=False)
    assert str(root) not in text
    golden(f"sql/{id_}.sql", text)
    for query in text.split("\n\n"):
        assert len(sqlglot.parse(query, dialect="duckdb")) == 1


def test_scan_of_rows_that_are_alike(root, golden):
    golden("sql/alike.sql", scans(root, "surveys", alike=True))
