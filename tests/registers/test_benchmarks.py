"""What others reach, as people write it down."""

from datetime import date

import pytest

from cxscore.definition import examine
from cxscore.model.benchmarks import Origin, Quoted
from cxscore.model.choices import BenchmarkKind
from cxscore.registers import read_registers
from tests.definition.pages import page

HEAD = "kpi,who,value,n,date,source,kind,comparable,segment"


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def of(text, *kpi, name="b.csv"):
        (tmp_path / name).write_text(text)
        top = f"registers: {{benchmarks: {name}}}\n"
        (tmp_path / "kpis.yaml").write_text(page(*kpi, top=top))
        examined = examine(tmp_path / "kpis.yaml")
        assert examined.problems == ()
        return read_registers(examined.definition)

    return of


def test_a_row_with_everything(read):
    row = "nps,Copperline,48.5,980,2026-03,A survey,Competitor,asks by phone,region=North,red"
    found = read(f"{HEAD},colour\n{row}\n", "by: [region]")
    assert found.problems == ()
    assert found.benchmarks == (
        Quoted(
            "nps",
            "Copperline",
            48.5,
            BenchmarkKind.COMPETITOR,
            980,
            "2026-03",
            (date(2026, 3, 1), date(2026, 3, 31)),
            "A survey",
            "asks by phone",
            ("region", "North"),
            Origin.REGISTER,
            {"colour": "red"},
        ),
    )


def test_segments_of_a_kpi_with_faults_of_its_own_are_not_missed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    row = "nps,Copperline,48.5,980,2026-03,A survey,competitor,,region=North"
    (tmp_path / "b.csv").write_text(f"{HEAD}\n{row}\n")
    top = "registers: {benchmarks: b.csv}\n"
    written = page("by: [region]", "minimum_base: many", top=top)
    (tmp_path / "kpis.yaml").write_text(written)
    examined = examine(tmp_path / "kpis.yaml")
    assert [problem.code for problem in examined.problems] == ["CX110"]
    assert read_registers(examined.definition).problems == ()


@pytest.mark.parametrize("text", ["yes", "Yes", "", "y", "true"])
def test_what_is_comparable(read, text):
    row = f"nps,Copperline,48,,2026-03,A survey,competitor,{text},"
    assert read(f"{HEAD}\n{row}\n").benchmarks[0].obstacle == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("48", 48.0),
        ("-12.5", -12.5),
        ("−12.5", -12.5),
        ("+61", 61.0),
        ("74.66623945316672", 74.66623945316672),
        ("48 %", 48.0),
    ],
)
def test_a_value(read, text, value):
    assert read(f"{HEAD}\nnps,A,{text},,2026-03,,sector,,\n").benchmarks[0].value == value


@pytest.mark.parametrize(("text", "n"), [("", None), ("1", 1), ("21289.0", 21289)])
def test_a_base(read, text, n):
    assert read(f"{HEAD}\nnps,A,1,{text},2026-03,,sector,,\n").benchmarks[0].n == n


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_day_or_any_period(read, text, first, last):
    assert read(f"{HEAD}\nnps,A,1,,{text},,best,,\n").benchmarks[0].span == (first, last)


def test_a_line_may_hold_for_good(read):
    assert read(f"{HEAD}\nnps,Law,1,,,,regulator,,\n").benchmarks[0].span is None


def test_columns_that_are_not_needed_may_be_left_out(read):
    found = read("kpi,who,value,kind,date\nnps,A,1,best,2026\n")
    assert (found.problems, len(found.benchmarks)) == ((), 1)


def test_the_same_from_two_sources_are_two(read):
    row = "nps,A,1,,2026-03,{},best,,"
    found = read("\n".join([HEAD, row.format("One"), row.format("Two"), ""]))
    assert (found.problems, len(found.benchmarks)) == ((), 2)


def test_a_yaml_list(read):
    text = "- {kpi: nps, who: A, value: 48, n: 90, date: 2026-03, kind: best, comparable: true}\n"
    (found,) = read(text, name="b.yaml").benchmarks
    assert (found.value, found.n, found.obstacle) == (48.0, 90, "")


def test_words_that_mean_a_kind(read):
    (problem,) = read(f"{HEAD}\nnps,A,1,,2026,,industry,,\n").problems
    assert str(problem) == "b.csv:2:16: error: CX305: kind is 'industry'; did you mean 'sector'?"
