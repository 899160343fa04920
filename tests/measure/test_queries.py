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
from tests.measure.measured import define, rows

DATASETS = tuple(cxscore.read(Path(__file__).parents[2] / "kpis.yaml").datasets)


def scans(root, id_, *, alike, plans=None):
    """The queries of the dataset's scans, without what is particular to this machine.

    The engine's plans of them are added to the list *plans*.
    """
    definition = cxscore.read(root / "kpis.yaml")
    with open_workspace() as workspace:
        opened, paths = {}, []
        for dataset in definition.datasets.values():
            opened[dataset.id], problems = open_files(definition, dataset, workspace)
            paths += [path for file in opened[dataset.id] for path in file.paths]
            assert problems == []
        one = ask_all(definition, opened, definition.heading.as_of or date.max)[id_]
        dates = dict.fromkeys(question.date for question in one.questions)
        every = Rows(one.sheet, one.where, [day for day in dates if day is not None])
        found = []
        with open_database(paths, workspace) as database:
            for at, day in enumerate(dates):
                questions = [q for q in one.questions if q.date == day]
                tally = Tally(database, every, questions, day, f"tally_{at}")
                tally._alike = alike
                tally.count()
                found.append(tally.sql())
                if plans is not None:
                    plans += database.execute(f"EXPLAIN {found[-1]}").fetchall()
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


MEASURES = (
    "{share: {that: urgent}}",
    "{mean: minutes}",
    "{sum: wait}",
    "{within: {from: opened, to: closed, hours: 24}}",
)


def test_cells_are_cleaned_once_in_the_plan(tmp_path):
    """What is worked out for a column has a name in the engine's plan, and totals use the name.

    An engine that folds the steps into one writes it out wherever a total needs it, and works
    it out as often: DuckDB 2 does where it makes a join of a list of words, such as those that
    are true.
    """
    kpis = "".join(
        f"  k{at}: {{name: K, owner: amara, dataset: d, polarity: higher_is_better, "
        f"measure: {each}}}\n"
        for at, each in enumerate(MEASURES)
    )
    dataset = "{file: d.csv, date: opened, columns: {urgent: {type: boolean}}}"
    text = rows("opened,closed,urgent,minutes,wait", "2026-06-01,2026-06-02,yes,1.5,2")
    define(tmp_path, f"datasets:\n  d: {dataset}\nkpis:\n{kpis}", d=text)
    plans = []
    scans(tmp_path, "d", alike=False, plans=plans)
    ((_, plan),) = plans
    assert "cast of minutes" in plan
    assert not re.findall("try_cast|regexp_full_match", plan.lower())


def test_each_cell_is_trimmed_in_one_place(root):
    """What a cell means is made of its bare text by name: written out wherever that is needed,
    it made statements three times as long, and to plan them is most of what a small file costs.
    """
    (surveys,) = scans(root, "surveys", alike=False).split("\n\n")
    files = surveys.count("read_csv")
    columns = set(re.findall(r'AS "bare of ([^"]+)"', surveys))
    assert {"recommend", "satisfied", "trust", "region", "$day"} <= columns
    for column in columns:
        trimmed = re.findall(rf'ELSE TRIM\("raw of {re.escape(column)}"\) END', surveys)
        words = column in {"region", "channel", "easy"}
        assert len(trimmed) == files * (2 if words else 1), column
