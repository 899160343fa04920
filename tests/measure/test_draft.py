"""A kpis.yaml drafted from the user's own file: a proposal that checks, with its doubts said."""

import gzip

import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.measure.guess import guess_column, name_of
from cxscore.model.dataset import ColumnType

EXPORT = (
    "Respondent;Q1 score;Region;Completed;Pleased;Paid\n"
    + "\n".join(f"r{n};{n % 11};{'NS'[n % 2]};{14 + n}.03.2026;yes;{n},5" for n in range(12))
    + "\n"
)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, arguments)


def test_a_draft_checks_and_builds_as_it_is(here):
    (here / "export.csv").write_text(EXPORT)
    result = run("init", "--from", "export.csv")
    assert result.exit_code == 0
    text = (here / "kpis.yaml").read_text()
    assert 'file: "export.csv"' in text
    assert 'delimiter: ";"' in text
    assert 'decimal: ","' in text
    assert 'q1_score: {from: "Q1 score", type: number, scale: [0, 10]}' in text
    assert 'date: {column: completed, format: "%d.%m.%Y"}' in text
    assert "measure: {nps: q1_score}" in text
    assert run("check", "--as-of", "2026-04-10").exit_code == 0
    built = run("build", "-f", "json", "-o", "-", "--as-of", "2026-04-10")
    assert built.exit_code == 0
    assert '"id": "2026-03"' in built.stdout


def test_where_the_day_could_be_the_month_both_are_proposed_and_neither_taken(here):
    (here / "export.csv").write_text("when,n\n01/02/2026,1\n03/04/2026,2\n")
    run("init", "--from", "export.csv")
    text = (here / "kpis.yaml").read_text()
    assert '# date: {column: when, format: "%d/%m/%Y"}' in text
    assert '# date: {column: when, format: "%m/%d/%Y"}' in text
    assert run("check").exit_code == 1


def test_what_is_not_utf_8_is_proposed_as_cp1252(here):
    (here / "export.csv").write_bytes("day,city\n2026-01-01,Malmö\n".encode("cp1252"))
    run("init", "--from", "export.csv")
    assert "encoding: cp1252" in (here / "kpis.yaml").read_text()
    assert run("check").exit_code == 0


def test_compressed_files_are_read_too_and_without_an_answer_rows_are_counted(here):
    (here / "a.csv.gz").write_bytes(gzip.compress(b"day,who\n2026-01-01,x\n2026-01-02,y\n"))
    result = run("init", "out", "--from", "a.csv.gz")
    assert f"cd out && cxscore check --allow-path {here}" in result.stderr
    text = (here / "out" / "kpis.yaml").read_text()
    assert "measure: {count: rows}" in text
    assert str(here / "a.csv.gz") in text


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        pytest.param(b"", 1, "CX", id="empty"),
        pytest.param(b"day,n\n", 1, "no rows to draft from", id="header-only"),
        pytest.param(None, 2, "there is no file", id="missing"),
    ],
)
def test_a_file_that_cannot_be_drafted_from(here, content, code, says):
    if content is not None:
        (here / "export.csv").write_bytes(content)
    result = run("init", "--from", "export.csv")
    assert result.exit_code == code
    assert says in result.stderr
    assert not (here / "kpis.yaml").exists()


def test_what_is_there_already_is_not_overwritten(here):
    (here / "export.csv").write_text(EXPORT)
    (here / "kpis.yaml").write_text("mine")
    result = run("init", "--from", "export.csv")
    assert result.exit_code == 2
    assert (here / "kpis.yaml").read_text() == "mine"


@pytest.mark.parametrize(
    ("cells", "type_", "measure", "says"),
    [
        pytest.param(["0", "7", "10", None], "number", "nps", "from 0 to 10", id="nps"),
        pytest.param(["1", "5", "3", "3"], "number", "top_box", "confirm the scale", id="csat"),
        pytest.param(["1", "7", "3", "3"], "number", "mean", "from 1 to 7", id="seven"),
        pytest.param(["101", "102", "103"], "text", "", "an identifier?", id="id"),
        pytest.param(["1.5", "2"], "number", "mean", "from 1.5 to 2", id="number"),
        pytest.param(["1,5", "2"], "number", "", "confirm", id="decimal-comma"),
        pytest.param(["2026-01-31", ""], "date", "", "; 1 blank", id="iso"),
        pytest.param(["2026-01-31T10:00:00+01:00"], "datetime", "", "2026-01-31", id="datetime"),
        pytest.param(["31/01/2026"], "date", "", "such as 31/01/2026", id="day-first"),
        pytest.param(["01/02/2026"], "date", "", "day or month first?", id="ambiguous"),
        pytest.param(["31/01/2026", "2026-01-31"], "text", "", "more than one format", id="mixed"),
        pytest.param(["Yes", "no"], "boolean", "", "no, yes", id="boolean"),
        pytest.param(["a", "b", "a"], "text", "", "2 different: a, b", id="category"),
        pytest.param([f"x{n}" for n in range(40)], "text", "", "40 different", id="text"),
        pytest.param(["", None, "N/A"], "text", "", "empty in every row", id="empty"),
        pytest.param(["a\tb"], "text", "", "a b", id="unprintable"),
    ],
)
def test_guesses_rest_on_every_cell_and_say_so(cells, type_, measure, says):
    guess = guess_column(cells)
    assert guess.type is ColumnType(type_)
    assert guess.measure == measure
    assert says in guess.evidence


def test_names_need_no_quotes_and_are_different():
    taken = set()
    headers = ["Q1  ", "q1", "2nd answer", "Größe (cm)", "%"]
    assert [name_of(h, taken) for h in headers] == ["q1", "q1_2", "c_2nd_answer", "gr_e_cm", "c"]
