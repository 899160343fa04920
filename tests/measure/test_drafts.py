"""A kpis.yaml drafted from the user's own files: a proposal that checks, with its doubts said."""

import gzip
import json

import pytest
import yaml
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.measure.drafts.columns import guess_column, name_of
from cxscore.measure.drafts.grid import grid_of, grid_of_text
from cxscore.measure.drafts.layout import layout_of
from cxscore.measure.drafts.number_marks import Doubt, number_marks
from cxscore.model.column_type import ColumnType
from tests.exports import made

EXPORT = (
    "Respondent;Q1 score;Region;Completed;Pleased;Paid\n"
    + "\n".join(f"r{n};{n % 11};{'NS'[n % 2]};{2 + 2 * n:02}.03.2026;yes;{n},5" for n in range(15))
    + "\n"
)
DAY = ("--as-of", "2026-04-10")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def drafted(folder, *exports):
    """The draft of *exports*, which passes its own check without a warning."""
    result = run("init", *(part for export in exports for part in ("--from", export)))
    assert result.exit_code == 0, result.output
    checked = run("check", *DAY)
    assert checked.output == "kpis.yaml: no errors, no warnings\n"
    assert checked.exit_code == 0
    return yaml.safe_load((folder / "kpis.yaml").read_text(encoding="utf-8"))


# -- six kinds of tools

DATASETS = {
    "survey": {"skip_after_header": 2},
    "survey_wide": {"header": {"lines": [1, 2]}},
    "tickets": {},
    "telephony": {
        "delimiter": ";",
        "encoding": "cp1252",
        "header": 4,
        "decimal": ",",
        "thousands": ".",
        "footer": ["Summe"],
    },
    "orders": {"sheet": "Data"},
    "customers": {},
}
KPIS = {
    "survey": [
        ("Net promoter score", {"nps": "q1"}, "higher_is_better"),
        (
            "How satisfied were you with your last order?",
            {"top_box": {"column": "q2", "at_least": 4, "scale": [1, 5]}},
            "higher_is_better",
        ),
    ],
    "survey_wide": [
        (
            "How satisfied are you with: Delivery",
            {
                "top_box": {
                    "column": "how_satisfied_are_you_with_delivery",
                    "at_least": 4,
                    "scale": [1, 5],
                }
            },
            "higher_is_better",
        )
    ],
    "tickets": [("First reply time (min)", {"median": "first_reply_time_min"}, "lower_is_better")],
    "telephony": [
        (
            "Angenommen, as a share of angeboten",
            {"share": {"that": "angenommen", "of": "angeboten"}},
            "higher_is_better",
        ),
        (
            "Ø Wartezeit (Sekunden)",
            {"mean": {"column": "wartezeit_sekunden", "weight": "angenommen"}},
            "lower_is_better",
        ),
    ],
    "orders": [
        (
            "Delivered on time, as a share of orders",
            {"share": {"that": "delivered_on_time", "of": "orders"}},
            "higher_is_better",
        )
    ],
    "customers": [("Rows of customers", {"count": "rows"}, "higher_is_better")],
}


@pytest.mark.parametrize("export", made.EXPORTS, ids=lambda export: export.__name__)
def test_the_export_of_each_kind_of_tool_gives_a_draft_that_checks(here, export):
    path = export(here)
    page = drafted(here, path.name)
    ((name, dataset),) = page["datasets"].items()
    reading = {key: dataset[key] for key in dataset.keys() - {"file", "columns", "date"}}
    assert reading == DATASETS[name]
    found = [(kpi["name"], kpi["measure"], kpi["polarity"]) for kpi in page["kpis"].values()]
    assert found == KPIS[name]


def test_all_six_go_into_one_kpis_yaml_with_eight_kpis(here):
    page = drafted(here, *(export(here).name for export in made.EXPORTS))
    assert list(page["datasets"]) == list(DATASETS)
    assert len(page["kpis"]) == 8
    assert page["calendar"] == {"timezone": "UTC"}
    built = run("build", "-f", "json", "-o", "-", *DAY)
    values = {kpi["id"]: kpi["value"] for kpi in json.loads(built.stdout)["kpis"]}
    assert None not in values.values()
    # By hand, from the rows of March: what the totals row says does not count.
    offered = [1204 + 37 * (n % 9) for n, day in enumerate(made.DAYS) if day.month == 3]
    answered = [
        1204 + 37 * (n % 9) - 60 - n % 25 for n, day in enumerate(made.DAYS) if day.month == 3
    ]
    assert values["angenommen_of_angeboten"] == pytest.approx(100 * sum(answered) / sum(offered))


# -- one file


def test_a_draft_checks_and_builds_as_it_is(here):
    (here / "export.csv").write_text(EXPORT)
    page = drafted(here, "export.csv")
    dataset = page["datasets"]["export"]
    assert (dataset["file"], dataset["delimiter"], dataset["decimal"]) == ("export.csv", ";", ",")
    score = {"from": "Q1 score", "type": "number", "scale": [0, 10]}
    assert dataset["columns"]["q1_score"] == score
    assert dataset["date"] == {"column": "completed", "format": "%d.%m.%Y"}
    assert page["kpis"]["nps"]["measure"] == {"nps": "q1_score"}
    built = run("build", "-f", "json", "-o", "-", *DAY)
    assert built.exit_code == 0
    assert '"id": "2026-03"' in built.stdout


def test_where_the_day_could_be_the_month_both_are_proposed_and_neither_taken(here):
    (here / "export.csv").write_text("when,n\n01/02/2026,1\n03/04/2026,2\n")
    run("init", "--from", "export.csv")
    text = (here / "kpis.yaml").read_text()
    assert '# date: {column: when, format: "%d/%m/%Y"}' in text
    assert '# date: {column: when, format: "%m/%d/%Y"}' in text
    assert "Day or month first?" in text
    assert run("check").exit_code == 1


def test_where_a_day_is_no_month_nothing_is_asked(here):
    (here / "export.csv").write_text("when,n\n13/02/2026,1\n03/04/2026,2\n")
    run("init", "--from", "export.csv")
    text = (here / "kpis.yaml").read_text()
    assert 'date: {column: when, format: "%d/%m/%Y"}' in text
    assert "Day or month first?" not in text


def test_where_the_mark_could_part_thousands_or_decimals_both_are_proposed(here):
    (here / "export.csv").write_text("day;n\n2026-01-01;1.204\n2026-01-02;1.331\n")
    run("init", "--from", "export.csv")
    text = (here / "kpis.yaml").read_text()
    assert "Does 1.204 mean thousands? Keep the line that is right." in text
    assert '# thousands: "."' in text


def test_what_is_not_utf_8_is_proposed_as_cp1252(here):
    (here / "export.csv").write_bytes("day,city\n2026-01-01,Malmö\n".encode("cp1252"))
    assert drafted(here, "export.csv")["datasets"]["export"]["encoding"] == "cp1252"


def test_compressed_files_are_read_too_and_without_an_answer_rows_are_counted(here):
    (here / "a.csv.gz").write_bytes(gzip.compress(b"day,who\n2026-01-01,x\n2026-01-02,y\n"))
    result = run("init", "out", "--from", "a.csv.gz")
    assert f"cd out && cxscore check --allow-path {here}" in result.stderr
    page = yaml.safe_load((here / "out" / "kpis.yaml").read_text())
    assert page["kpis"]["rows_of_a"]["measure"] == {"count": "rows"}
    assert page["datasets"]["a"]["file"] == str(here / "a.csv.gz")


def test_columns_with_the_same_name_are_told_by_their_place(here):
    (here / "export.csv").write_text("day,score,score,\n2026-01-01,9,1,x\n2026-01-02,10,2,y\n")
    columns = drafted(here, "export.csv")["datasets"]["export"]["columns"]
    assert {name: column.get("from") for name, column in columns.items()} == {
        "day": None,
        "score": 2,
        "score_2": 3,
        "column_4": 4,
    }


def test_a_date_may_stand_in_two_columns(here):
    months = [(2025 + n // 12, 1 + n % 12) for n in range(9, 15)]
    lines = [f"{year},{month},{40 + month % 3}" for year, month in months]
    (here / "export.csv").write_text("\n".join(["Year,Month,Orders", *lines]) + "\n")
    page = drafted(here, "export.csv")
    assert page["datasets"]["export"]["date"] == {"year": "year", "month": "month"}
    assert page["kpis"]["orders"]["measure"] == {"sum": "orders"}


def test_counts_of_which_one_is_a_part_are_totals_even_where_rows_are_numbered(here):
    lines = [f"2026-03-{n:02},{n},{90 + n % 7},{80 + n % 5}" for n in range(1, 32)]
    (here / "export.csv").write_text("\n".join(["day,row_id,offered,handled", *lines]) + "\n")
    (kpi,) = drafted(here, "export.csv")["kpis"].values()
    assert kpi["measure"] == {"share": {"that": "handled", "of": "offered"}}


@pytest.mark.parametrize(("length", "proposed"), [(30, True), (31, False)])
def test_words_that_fit_a_table_are_proposed_to_cut_by(here, length, proposed):
    reasons = "x" * length, "price"
    rows = "".join(f"2026-03-{day:02},{reasons[day % 2]},{day % 7}\n" for day in range(1, 29))
    (here / "d.csv").write_text(f"day,reason,score\n{rows}")
    assert run("init", "--from", "d.csv").exit_code == 0
    assert ("# by: [reason]" in (here / "kpis.yaml").read_text(encoding="utf-8")) is proposed


def test_a_draft_is_a_beginning_of_two_kpis(here):
    """Recommendation, satisfaction and a wait could be three: answers come first."""
    rows = "".join(f"2026-03-{n:02},{n % 11},{1 + n % 5},{30 + n * 7 % 31}\n" for n in range(1, 32))
    text = "day,recommend,satisfied,wait in minutes\n" + rows
    (here / "s.csv").write_text(text, encoding="utf-8")
    kpis = drafted(here, here / "s.csv")["kpis"]
    assert [kpi["name"] for kpi in kpis.values()] == ["Net promoter score", "satisfied"]


@pytest.mark.parametrize("title", ["", "Report of June\n"], ids=["table-alone", "title"])
def test_the_delimiter_is_that_which_cuts_most_rows_into_as_many_cells(here, title):
    path = here / "a.csv"
    path.write_text(title + "day;n\n" + "2026-03-01;4\n" * 3, encoding="utf-8")
    assert grid_of_text(path).delimiter == ";"


def test_months_across_the_columns_become_rows(here):
    lines = (
        "Warehouse,Jan-26,Feb-26,Mar-26",
        '"Orders, total",1200,1300,1250',
        "Picked right,1180,1290,1247",
    )
    (here / "export.csv").write_text("\n".join(lines) + "\n")
    page = drafted(here, "export.csv")
    assert page["datasets"]["export"]["wide"] == {
        "label": "Warehouse",
        "months": "%b-%y",
        "rows": {"orders_total": "Orders, total", "picked_right": "Picked right"},
    }
    (kpi,) = page["kpis"].values()
    assert kpi["measure"] == {"share": {"that": "picked_right", "of": "orders_total"}}


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        pytest.param(b"", 1, "CX217: it is empty", id="empty"),
        pytest.param(b"day,n\n", 1, "no rows to draft from", id="header-only"),
        pytest.param(None, 2, "there is no file", id="missing"),
        pytest.param(b"2026-01-01,3\n2026-01-02,4\n", 1, "the first line looks like data", id="no"),
    ],
)
def test_a_file_that_cannot_be_drafted_from(here, content, code, says):
    if content is not None:
        (here / "export.csv").write_bytes(content)
    result = run("init", "--from", "export.csv")
    assert result.exit_code == code
    assert says in result.stderr
    assert not (here / "kpis.yaml").exists()


def test_every_file_that_cannot_be_drafted_from_is_said_at_once(here):
    (here / "a.csv").write_text("")
    (here / "b.csv").write_text("day,n\n")
    result = run("init", "--from", "a.csv", "--from", "b.csv")
    assert [line.split(":")[0] for line in result.stderr.splitlines()[:2]] == ["a.csv", "b.csv"]


def test_what_is_there_already_is_not_overwritten(here):
    (here / "export.csv").write_text(EXPORT)
    (here / "kpis.yaml").write_text("mine")
    result = run("init", "--from", "export.csv")
    assert result.exit_code == 2
    assert "add --add to see what would be added to it" in result.stderr
    assert (here / "kpis.yaml").read_text() == "mine"


# -- sheets


def test_the_sheet_with_the_rows_is_proposed_and_the_others_named(here):
    made.orders(here)
    run("init", "--from", "orders.xlsx")
    assert 'sheet: "Data"      # confirm; there is: Cover' in (here / "kpis.yaml").read_text()


@pytest.mark.parametrize(
    ("sheet", "code", "says"),
    [
        pytest.param("Data", 0, "Wrote", id="there"),
        pytest.param("Date", 1, "it has no sheet 'Date'; its sheets are Cover, Data", id="not"),
    ],
)
def test_a_sheet_can_be_named(here, sheet, code, says):
    made.orders(here)
    result = run("init", "--from", "orders.xlsx", "--sheet", sheet)
    assert result.exit_code == code
    assert says in result.stderr


# -- adding to a kpis.yaml that is there


BEFORE = """\
# Our scorecard.
version: 1
scorecard: {title: T}
owners:
  ann: {name: Ann Lee}    # since May
datasets:
  surveys:
    file: surveys.csv
    date: day
    # The last comment of this part.

kpis:
  nps:
    name: Net promoter score
    owner: ann
    dataset: surveys
    measure: {nps: score}
    polarity: higher_is_better
    description: |
      On two
      lines.
"""


@pytest.fixture
def there(here):
    (here / "kpis.yaml").write_text(BEFORE, encoding="utf-8")
    (here / "surveys.csv").write_text("day,score\n2026-03-01,9\n", encoding="utf-8")
    made.tickets(here)
    made.survey(here)
    return here


def test_what_would_be_added_is_printed_and_nothing_written(there):
    result = run("init", "--from", "tickets.csv", "--add")
    assert result.exit_code == 0
    assert result.stdout.startswith("datasets:\n  tickets:\n")
    assert "calendar:\n  timezone: UTC" in result.stdout
    assert "Nothing was written" in result.stderr
    assert (there / "kpis.yaml").read_text() == BEFORE


def test_what_is_added_leaves_the_rest_as_it_was(there):
    result = run("init", "--from", "tickets.csv", "--from", "survey.csv", "--add", "--write")
    assert result.exit_code == 0, result.output
    after = (there / "kpis.yaml").read_text()
    assert [line for line in after.splitlines() if line in BEFORE.splitlines()][:10] == (
        BEFORE.splitlines()[:10]
    )
    page = yaml.safe_load(after)
    assert list(page["datasets"]) == ["surveys", "tickets", "survey"]
    # The second score gets an id of its own, and all are the first owner's.
    assert list(page["kpis"]) == ["nps", "first_reply_time_min", "nps_2", "q2"]
    assert {kpi["owner"] for kpi in page["kpis"].values()} == {"ann"}
    assert page["kpis"]["nps"]["description"] == "On two\nlines.\n"
    assert run("check", *DAY).exit_code == 0


def test_a_part_in_braces_takes_no_lines(there):
    text = BEFORE.replace("kpis:\n", "kpis: {}\n# kpis\n").split("  nps:")[0]
    (there / "kpis.yaml").write_text(text, encoding="utf-8")
    result = run("init", "--from", "tickets.csv", "--add", "--write")
    assert result.exit_code == 2
    assert "writes 'kpis' in braces" in result.stderr
    assert (there / "kpis.yaml").read_text() == text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--add",), "--add goes with --from"),
        (("--sheet", "A"), "--sheet goes with --from"),
        (("--from", "tickets.csv", "--write"), "--write goes with --add"),
        (("nowhere.yaml", "--from", "tickets.csv", "--add"), "there is no nowhere.yaml to add to"),
    ],
)
def test_options_that_mean_nothing_alone_are_refused(there, arguments, says):
    result = run("init", *arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_a_kpis_yaml_that_cannot_be_read_is_not_added_to(there):
    (there / "kpis.yaml").write_text("a: [", encoding="utf-8")
    result = run("init", "--from", "tickets.csv", "--add")
    assert result.exit_code == 2
    assert "cannot be read; see: cxscore check" in result.stderr


# -- what the parts are made of


def laid_out(*lines, whole=True):
    rows = [tuple(line.split(",")) for line in lines]
    return layout_of(grid_of(list(enumerate(rows, start=1)), whole))


@pytest.mark.parametrize(
    ("lines", "header", "skip", "footer"),
    [
        pytest.param(["day,n", "2026-01-01,3", "2026-01-02,4"], (1,), 0, (), id="plain"),
        pytest.param(["Report", "", "day,n", "2026-01-01,3"], (3,), 0, (), id="title"),
        pytest.param(["city,who", "Leeds,Ann", "York,Bo"], (1,), 0, (), id="words-only"),
        pytest.param(
            ["a,b,c", "when,what,how", "2026-01-01,3,4", "2026-01-02,3,4"], (1,), 1, (), id="texts"
        ),
        pytest.param(
            ["day,score,,x", ",North,South,", "2026-01-01,3,4,5", "2026-01-02,3,4,5"],
            (1, 2),
            0,
            (),
            id="two-lines",
        ),
        pytest.param(
            ["day,a,b", "2026-01-01,3,1", "2026-01-02,4,1", "Total:,7,2", "Source: us"],
            (1,),
            0,
            ("Total:", "Source: us"),
            id="total-and-note",
        ),
        pytest.param(["day,n", "2026-01-01,3", "2026-01-02,", ",5"], (1,), 0, (), id="holes"),
    ],
)
def test_the_layout_of_a_file(lines, header, skip, footer):
    found = laid_out(*lines)
    assert (found.header, found.skip, found.footer) == (header, skip, footer)


def test_only_a_whole_file_has_an_end_to_look_at():
    lines = ["day,a,b", "2026-01-01,3,1", "2026-01-02,4,1", "Total,7,2"]
    assert laid_out(*lines, whole=False).footer == ()


@pytest.mark.parametrize(
    ("cells", "delimiter", "decimal", "thousands", "doubt"),
    [
        pytest.param(["1.5", "2"], ",", ".", "", Doubt.NONE, id="point"),
        pytest.param(["1.204", "93,6"], ";", ",", ".", Doubt.NONE, id="one-decision"),
        pytest.param(["1,204"], ",", ".", ",", Doubt.NONE, id="quoted-thousands"),
        pytest.param(["1,204"], ";", ".", "", Doubt.ALL_OF_THREE, id="cannot-be-told"),
        pytest.param(["1.204"], ",", ".", "", Doubt.NONE, id="three-decimals"),
        pytest.param(["1.204"], ";", ".", "", Doubt.ALL_OF_THREE, id="point-cannot-be-told"),
        pytest.param(["123.456"], ";", ".", "", Doubt.ALL_OF_THREE, id="two-groups-of-three"),
        pytest.param(["1234.567"], ";", ".", "", Doubt.NONE, id="four-digits-before-it"),
        pytest.param(["0.125"], ";", ".", "", Doubt.NONE, id="below-one"),
        pytest.param(["1.204.331"], ";", ",", ".", Doubt.NONE, id="millions"),
        pytest.param(["1,204.50"], ";", ".", ",", Doubt.NONE, id="both-marks"),
        pytest.param(["1.5", "1,5"], ";", ".", "", Doubt.BOTH, id="mixed"),
        pytest.param(["1 204", "3,5"], ";", ",", " ", Doubt.NONE, id="spaces"),
        pytest.param(["1'204"], ";", ".", "'", Doubt.NONE, id="apostrophe"),
        pytest.param(["a,b", "2026-01-01", "12"], ",", ".", "", Doubt.NONE, id="none"),
    ],
)
def test_one_decision_for_a_file_about_its_marks(cells, delimiter, decimal, thousands, doubt):
    found = number_marks(cells, delimiter)
    assert (found.decimal, found.thousands, found.doubt) == (decimal, thousands, doubt)


@pytest.mark.parametrize(
    ("name", "cells", "type_", "role", "says"),
    [
        pytest.param("", ["0", "7", "10", None], "number", "ANSWER_0_10", "from 0 to 10", id="nps"),
        pytest.param("", ["1", "5", "3", "3"], "number", "ANSWER_1_5", "the scale", id="csat"),
        pytest.param("", ["1", "7", "3", "3"], "number", "NUMBER", "from 1 to 7", id="seven"),
        pytest.param("Id", ["101", "103", "102"], "text", "IDENTIFIER", "identifier?", id="id"),
        pytest.param("Nr.", ["101", "103"], "text", "IDENTIFIER", "identifier?", id="number"),
        pytest.param("calls", ["101", "102", "103"], "number", "COUNT", "101 to 103", id="count"),
        pytest.param(
            "", [str(n) for n in range(500, 530)], "text", "IDENTIFIER", "identifier?", id="rising"
        ),
        pytest.param(
            "", [str(500 + n * 7 % 30) for n in range(30)], "number", "COUNT", "500", id="falling"
        ),
        pytest.param("", ["-3", "4"], "number", "NUMBER", "from -3 to 4", id="negative"),
        pytest.param("", ["1.5", "2"], "number", "NUMBER", "from 1.5 to 2", id="decimals"),
        pytest.param("", ["93.6 %", "90%"], "number", "NUMBER", "from 90", id="percent"),
        pytest.param("", ["£1.50", "(2)"], "number", "NUMBER", "from", id="money"),
        pytest.param("", ["0:03:44", "0:00:10"], "number", "DURATION", "10 to 224", id="duration"),
        pytest.param("Date", ["46174", "46175"], "date", "DATE", "spreadsheets", id="serial"),
        pytest.param("", ["2026-01-31", ""], "date", "DATE", "; 1 blank", id="iso"),
        pytest.param("", ["2026-01-31T10:00+01:00"], "datetime", "DATE", "2026-01-31", id="offset"),
        pytest.param("", ["31/01/2026"], "date", "DATE", "such as 31/01/2026", id="day-first"),
        pytest.param("", ["01/02/2026"], "date", "DATE", "day or month first?", id="ambiguous"),
        pytest.param("", ["01/31/2026 10:00:05 AM"], "datetime", "DATE", "confirm", id="am"),
        pytest.param("", ["31.01.2026 10:00"], "datetime", "DATE", "confirm", id="dotted"),
        pytest.param("", ["2026-01"], "date", "DATE", "confirm", id="month"),
        pytest.param("", ["Jan-26"], "date", "DATE", "confirm", id="short-month"),
        pytest.param(
            "", ["31/01/2026", "2026-01-31"], "text", "OTHER", "more than one format", id="mixed"
        ),
        pytest.param("", ["Yes", "no"], "boolean", "OTHER", "no, yes", id="boolean"),
        pytest.param("", ["a", "b", "a"], "text", "CATEGORY", "2 different: a, b", id="category"),
        pytest.param(
            "", [f"x{n}" for n in range(40)], "text", "IDENTIFIER", "40, all different", id="codes"
        ),
        pytest.param(
            "", [f"it is {n}" for n in range(40)], "text", "OTHER", "40 different", id="text"
        ),
        pytest.param("", ["", None, "N/A"], "text", "OTHER", "empty in every row", id="empty"),
        pytest.param("", ["a\tb"], "text", "CATEGORY", "a b", id="unprintable"),
    ],
)
def test_guesses_rest_on_every_cell_and_say_so(name, cells, type_, role, says):
    guess = guess_column(cells, name)
    assert guess.type is ColumnType(type_)
    assert guess.role.name == role
    assert says in guess.evidence


def test_names_need_no_quotes_and_are_different():
    taken = set()
    headers = ["Q1  ", "q1", "2nd answer", "Größe (cm)", "%"]
    assert [name_of(h, taken) for h in headers] == ["q1", "q1_2", "c_2nd_answer", "gr_e_cm", "c"]
