"""Percentiles of rows that stand for several answers: those of the answers, not held one by one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.measure.engines.duckdb.rows import Rows
from tests.measure.measured import days, measure, page, parts, rows

AS_OF = "2026-07-06"
OFTEN = "date: day\nfrequency: f"


def june(folder, measured_as, header, lines, **options):
    """The parts of one KPI in June, each line of its own day."""
    dated = zip(days("2026-06-01", "2026-06-30"), lines, strict=False)
    text = rows(f"day,{header}", *(f"{day},{line}" for day, line in dated))
    found = parts(measure(folder, page(measured_as, **options), AS_OF, d=text))
    return found["2026-06-01", "2026-06-30"]


@given(
    answers=st.lists(st.tuples(st.integers(-5, 5), st.integers(0, 3)), min_size=1, max_size=8),
    p=st.sampled_from([0, 10, 33.3, 50, 95, 100]),
)
@settings(max_examples=20, deadline=None)
def test_percentile_is_that_of_the_rows_written_out(tmp_path_factory, answers, p):
    folder, how = tmp_path_factory.mktemp("ranked"), f"{{percentile: {{of: v / 8, p: {p}}}}}"
    # A first answer of 0 makes sure that there is one.
    answers = [(0, 1), *answers]
    written_out = [str(value) for value, times in answers for _ in range(times)]
    lines = [f"{value},{times}" for value, times in answers]
    short = june(folder / "a", how, "v,f", lines, dataset=OFTEN)
    whole = june(folder / "b", how, "v", written_out)
    assert short.n == whole.n
    assert short.value == pytest.approx(whole.value, rel=1e-14, abs=1e-14)


def test_value_that_counts_very_often_is_held_once(tmp_path):
    lines = [f"{value},{10**6}" for value in range(1, 30)]
    found = june(tmp_path, "{median: v}", "v,f", lines, dataset=OFTEN)
    assert (found.n, found.value) == (29 * 10**6, 15)


def test_columns_may_be_named_like_ours(tmp_path):
    lines = ["1,1,N", "2,1,N", "5,9,S", ",3,S"]
    dataset = "date: day\nfrequency: $times"
    found = june(tmp_path, "{median: $value}", "$value,$times,$place", lines, dataset=dataset)
    assert (found.n, found.value, found.left_out) == (11, 5, 1)


@pytest.mark.parametrize(
    ("by", "expected"),
    [("[]", {(): 3}), ("[region]", {("N",): 4, ("S",): 3})],
    ids=["whole", "segments"],
)
def test_by_segment_over_a_year(tmp_path, by, expected):
    # Month m has the value m, m times; the even ones lie north.
    lines = [f"2026-{month:02}-05,{month},{month},{'NS'[month % 2]}" for month in range(1, 7)]
    text = page("{percentile: {of: v, p: 25}}", OFTEN, f"by: {by}")
    found = measure(tmp_path, text, AS_OF, d=rows("day,v,f,region", *lines))
    year = (date(2026, 1, 1), date(2026, 6, 30))
    cut = () if by == "[]" else ("region",)
    values = {
        f.segment: f.parts.value for f in found.facts if (f.start, f.end) == year and f.by == cut
    }
    assert values == expected


def test_rows_are_cleaned_once_however_much_is_asked_of_them_again(tmp_path, monkeypatch):
    judged, real = [], Rows.judged

    def counted(rows, *args, **more):
        judged.append(rows)
        return real(rows, *args, **more)

    monkeypatch.setattr(Rows, "judged", counted)
    lines = [f"2026-06-{at:02},{at},{at * 2},{'NS'[at % 2]}" for at in range(1, 29)]
    kpi = "{{name: K, owner: amara, polarity: neutral, dataset: d, by: [{by}], measure: {how}}}"
    found = {}
    for name, kpis in {
        "one": [("region", "{median: v}")],
        "many": [("region", "{median: v}"), ("region", "{distinct: w}"), ("", "{median: w}")],
    }.items():
        text = "datasets: {d: {file: d.csv, date: day}}\nkpis:\n" + "".join(
            f"  k{at}: {kpi.format(by=by, how=how)}\n" for at, (by, how) in enumerate(kpis)
        )
        judged.clear()
        measured = measure(tmp_path / name, text, AS_OF, d=rows("day,v,w,region", *lines))
        found[name] = (len(judged), [fact for fact in measured.facts if fact.kpi == "k0"])
    assert found["many"] == found["one"]


def test_rows_that_are_kept_are_those_that_count(tmp_path):
    """Two percentiles have the sound rows kept: without what is bad, and what ``where`` drops."""
    lines = ["1,10,N", "3,30,N", "100,1000,test", "200,x,N", "300,3000,"]
    dataset = "date: day\nbad_rows: skip\nwhere: region <> 'test'"
    text = page("{median: v}", dataset)
    second = (
        text.partition("kpis:\n")[2].replace("  k:", "  other:").replace("median: v", "median: w")
    )
    dated = [f"2026-06-0{at},{line}" for at, line in enumerate(lines, start=1)]
    found = measure(tmp_path, text + second, AS_OF, d=rows("day,v,w,region", *dated))
    whole = ("2026-06-01", "2026-06-30")
    of_two = [parts(found, name)[whole] for name in ("k", "other")]
    assert [(part.n, part.value) for part in of_two] == [(2, 2), (2, 20)]
