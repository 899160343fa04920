"""The SQL that the sample's scans run: what is asked of the files, to be read and compared."""

import re
from datetime import date
from pathlib import Path

import pytest
import sqlglot

import cxscore
from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.engines.duckdb.preaggregation import Alike
from cxscore.measure.engines.duckdb.rows import Rows
from cxscore.measure.engines.duckdb.tally import Tally
from cxscore.measure.files.open import open_files
from cxscore.measure.queries.plan import ask_all
from cxscore.measure.queries.query import dimension_sets
from tests.measure.measured import define, rows

DATASETS = tuple(cxscore.read(Path(__file__).parents[2] / "kpis.yaml").datasets)


def scans(root, id_, *, alike, day_file=None, plans=None):
    """The queries of the dataset's scans, without what is particular to this machine.

    Where rows that are *alike* are put together first, those of *day_file* are so by their days
    as they stand.

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
        dates = dict.fromkeys(kpi_query.date for kpi_query in one.kpi_queries)
        every = Rows(one.schema, one.where, [day for day in dates if day is not None])
        found = []
        with open_database(paths, workspace) as database:
            for at, day in enumerate(dates):
                kpi_queries = [q for q in one.kpi_queries if q.date == day]
                tally = Tally(database, every, kpi_queries, day, f"tally_{at}")
                tally._alike = Alike(tally._unit, day_file) if alike else None
                tally.count()
                found.append(tally.sql())
                if plans is not None:
                    plans += database.execute(f"EXPLAIN {found[-1]}").fetchall()
        said = "\n\n".join(_shown(query) for query in found) + "\n"
        for place, shown in ((workspace, "(workspace)"), (root, ".")):
            said = said.replace(str(place), shown)
    return re.sub(r"\(workspace\)/\d+-", "(workspace)/", said)


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


def test_scan_of_rows_that_are_alike_by_days_as_they_stand(root, golden):
    golden("sql/alike_by_days.sql", scans(root, "surveys", alike=True, day_file=1))


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


class Counting:
    """A connection that keeps what it is asked."""

    def __init__(self, connection):
        self.connection, self.asked = connection, []

    def execute(self, query, *rest):
        self.asked.append(query)
        return self.connection.execute(query, *rest)


REGIONS = (
    "2026-05-01,North,web,9",
    "2026-05-02,North,app,8",
    "2026-05-02,,web,3",
    "2026-06-01,West,,7",
)
BOTH_WAYS = "[region, channel, [region, channel], [channel, region]]"


def test_totals_of_all_cuts_are_added_up_in_one_statement(tmp_path):
    """They are those that one statement a cut gives, of rows counted apart for each."""
    kpi = (
        "kpis:\n  k: {name: K, owner: amara, dataset: d, polarity: higher_is_better, "
        f"measure: {{mean: score}}, by: {BOTH_WAYS}}}\n"
    )
    text = rows("day,region,channel,score", *REGIONS)
    define(tmp_path, f"datasets:\n  d: {{file: d.csv, date: day}}\n{kpi}", d=text)
    definition = cxscore.read(tmp_path / "kpis.yaml")
    with open_workspace() as workspace:
        opened = {"d": open_files(definition, definition.datasets["d"], workspace)[0]}
        one = ask_all(definition, opened, date(2026, 7, 1))["d"]
        with open_database([tmp_path / "d.csv"], workspace) as database:
            whole, apart = (
                Tally(Counting(database), Rows(one.schema, None, []), one.kpi_queries, None, name)
                for name in ("whole", "apart")
            )
            apart._apart = tuple(dict.fromkeys([(), *dimension_sets(one.kpi_queries[0])]))
            blocks = {date(2026, month, 1): date(2026, month, 1) for month in (5, 6)}
            found = []
            for tally, statements in ((whole, 1), (apart, 5)):
                tally.count()
                tally.groups()
                tally.connection.asked.clear()
                found.append(tally.roll_up(definition.calendar, blocks))
                assert len(tally.connection.asked) == statements
                tally.groups()
                assert len(tally.connection.asked) == statements, "groups are asked once"
    assert found[0] == found[1]
    in_both = [(each.start.month, each.segment) for each in found[0]["region", "channel"][0]]
    assert in_both[:3] == [(5, (None, "web")), (5, ("North", "app")), (5, ("North", "web"))]
    assert [segment for _, (*segment,) in in_both[3:]] == [["West", None]]
