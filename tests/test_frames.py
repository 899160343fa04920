"""Rows in memory instead of a file: the same numbers, whatever their types."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cxscore
from cxscore.problems import Problems
from cxscore.wrong_usage import WrongUsage

KPIS = """version: 1
scorecard: {title: Small}
owners: {ada: {name: Ada Field}}
datasets: {d: {file: d.csv, date: day, columns: {wait: {type: number}, app: {type: boolean}}}}
kpis:
  mean: {name: M, owner: ada, polarity: neutral, dataset: d, by: region, measure: {mean: wait}}
  rows: {name: R, owner: ada, polarity: neutral, dataset: d, measure: {count: rows}}
  app: {name: A, owner: ada, polarity: neutral, dataset: d, measure: {share: {that: app}}}
"""


def read(folder, text=KPIS):
    (folder / "kpis.yaml").write_text(text, encoding="utf-8")
    return cxscore.read(folder)


def values(scorecard):
    return {
        scored.kpi.id: (
            scored.value,
            scored.n,
            [(point.period.id, point.value, point.n) for point in scored.series],
            [(s.segment, s.value, s.n) for s in scored.segments],
        )
        for scored in scorecard.kpis
    }


def frame(days, waits, regions, apps):
    return pd.DataFrame(
        {
            "day": pd.to_datetime(pd.Series(days)),
            "wait": pd.array(waits, dtype="Int64"),
            "region": pd.Categorical(regions),
            "app": pd.array(apps, dtype="boolean"),
        }
    )


ROWS = st.lists(
    st.tuples(
        st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        st.none() | st.integers(-5, 500),
        st.sampled_from(["North", "South", None]),
        st.none() | st.booleans(),
    ),
    min_size=1,
    max_size=30,
)


@given(ROWS)
@settings(max_examples=10, deadline=None)
def test_a_frame_gives_what_its_file_gives(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("frames")
    definition = read(folder)
    table = frame(*map(list, zip(*rows, strict=True)))
    table.to_csv(folder / "d.csv", index=False)
    of_file = cxscore.build(definition, as_of="2026-04-06")
    (folder / "d.csv").unlink()
    arrow = pa.Table.from_pandas(table)
    for rows_in_memory in (table, arrow, Stream(arrow)):
        of_frame = cxscore.build(definition, as_of="2026-04-06", frames={"d": rows_in_memory})
        assert values(of_frame) == values(of_file)


class Stream:
    """What polars and others give: a stream of Arrow, and nothing else."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


DAYS = pd.to_datetime(["2026-03-01", "2026-03-02", "2026-03-03"])


@pytest.mark.parametrize(
    ("waits", "mean"),
    [
        (pd.array([1, None, 4], dtype="Int64"), 2.5),
        ([1.5, float("nan"), 4.5], 3.0),
        (pa.array([1.5, float("nan"), 4.5]), 3.0),
        ([Decimal("1.10"), None, Decimal("2.30")], 1.7),
        (pd.to_timedelta(["3:44:00", None, "0:16:00"]), 7200.0),
        (pd.to_timedelta(["1.5s", "2s", "2.5s"]), 2.0),
        (pa.array([90, None, 30], pa.duration("s")), 60.0),
        (["1.5", None, " 2.5 "], 2.0),
        (pd.Categorical([1, None, 3]), 2.0),
        (pd.array([1, None, 3], dtype="UInt8"), 2.0),
        (pd.array([0.5, None, 1.5], dtype="Float32"), 1.0),
        ([1, "2", None], 1.5),
    ],
    ids=lambda value: getattr(getattr(value, "dtype", None), "name", None),
)
def test_numbers_of_every_type(tmp_path, waits, mean):
    columns = {"day": DAYS, "wait": waits, "region": ["North"] * 3, "app": [True] * 3}
    rows = pa.table(columns) if isinstance(waits, pa.Array) else pd.DataFrame(columns)
    found = cxscore.build(read(tmp_path), as_of="2026-04-06", frames={"d": rows})
    assert found.kpis[0].value == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ([dt.date(2026, 3, 31)], "2026-03"),
        (["2026-03-31"], "2026-03"),
        (pd.to_datetime(["2026-03-31 23:30"]).tz_localize("UTC"), "2026-04"),
        (pd.to_datetime(["2026-03-31 23:30"]), "2026-03"),
    ],
    ids=["date", "text", "zone", "no zone"],
)
def test_days_of_every_type(tmp_path, days, period):
    text = "calendar: {timezone: Europe/London}\n" + KPIS
    rows = pd.DataFrame({"day": days, "wait": [1], "region": ["N"], "app": [True]})
    found = cxscore.build(read(tmp_path, text), as_of="2026-05-06", frames={"d": rows})
    assert [p.period.id for p in found.kpis[0].series if p.n] == [period]


def test_a_bad_cell_has_its_row(tmp_path):
    rows = frame(DAYS, [1, 2, 3], ["North", "South", "North"], [True, True, False])
    rows["wait"] = ["1", "two", "3"]
    with pytest.raises(Problems) as raised:
        cxscore.build(read(tmp_path), as_of="2026-04-06", frames={"d": rows})
    (problem,) = raised.value.found
    assert problem.place == "d (data frame): row 2"
    assert "'two'" in problem.text


def test_what_kpis_yaml_says_of_text_means_nothing_and_the_rest_holds(tmp_path):
    text = KPIS.replace("{file: d.csv, date: day", "{file: d.csv, delimiter: ';', header: 3, "
                        "decimal: ',', where: \"region = 'North'\", date: day")  # fmt: skip
    rows = frame(DAYS, [1, 2, 3], ["North", "South", "North"], [True, True, False])
    found = cxscore.build(read(tmp_path, text), as_of="2026-04-06", frames={"d": rows})
    assert (found.kpis[0].value, found.kpis[0].n) == (2.0, 2)
    (source,) = found.sources
    assert source.source.path == "d (data frame)"


@pytest.mark.parametrize(
    ("frames", "says"),
    [
        ({"e": pd.DataFrame()}, "frames: there is no 'e'; there are: d"),
        ({"d": [1, 2]}, "frames: d is a list; it takes a data frame of pandas"),
        ({"d": "d.csv"}, "frames: d is a str"),
        (
            {"d": pd.DataFrame([[1, 2]], columns=["day", "day"])},
            "frames: d has the column 'day' 2 times",
        ),
        ({"d": pd.DataFrame()}, "frames: d cannot be read"),
    ],
    ids=["unknown", "list", "text", "twice", "empty"],
)
def test_what_is_no_frame_is_refused(tmp_path, frames, says):
    with pytest.raises(WrongUsage) as raised:
        cxscore.build(read(tmp_path), as_of="2026-04-06", frames=frames)
    assert says in str(raised.value)


def test_a_column_that_is_not_there(tmp_path):
    rows = frame(DAYS, [1, 2, 3], ["North", "South", "North"], [True, True, False])
    with pytest.raises(Problems, match=r"d \(data frame\).*there is no column 'wait'"):
        cxscore.build(
            read(tmp_path), as_of="2026-04-06", frames={"d": rows.rename(columns={"wait": "Wait"})}
        )
