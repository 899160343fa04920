"""Comments in a table say what they say in a file, to the last sign of the JSON."""

import csv
import json
from datetime import date

import pytest

import cxscore
from cxscore.problems import Problems
from tests import said
from tests.measure.patients import FIRST_THEME, header_and_rows, page_of
from tests.measure.patients import built as real
from tests.said import LONG
from tests.servers import load

COLUMNS = {
    "day": "date",
    "person": "text",
    "said": "text",
    "waiting": "boolean",
    "kind": "boolean",
    "mood": "integer",
    "touchpoint": "text",
    "branch": "text",
    "consent": "text",
}
THEME = {
    "waiting": {
        "name": "Waiting",
        "owner": "ada",
        "measure": {"comments": "waiting"},
        "polarity": "lower_is_better",
        "target": 20,
        "by": ["branch"],
    }
}
FLAGS = {"columns": ["waiting", "kind"]}
LIST = {"column": "touchpoint"}
WORDS = {"words": {"waiting": ["wait*", "очеред*", "café"], "kind": ["kind", "不错", "so kind"]}}
WAYS = pytest.mark.parametrize("themes", [FLAGS, LIST, WORDS], ids=["flags", "list", "words"])
JANUARY, DECEMBER, YEAR_AGO = date(2026, 1, 5), date(2025, 12, 9), date(2025, 1, 7)


def row(day=JANUARY, person="p", said=LONG, *flags, mood=None, listed=None, branch="North", ok="Y"):
    """A row of the columns above."""
    waiting, kind = (*flags, None, None)[:2]
    return [day, person, said, waiting, kind, mood, listed, branch, ok]


@pytest.fixture
def of_table(server, tmp_path, monkeypatch):
    """Load rows, and return how a page asks for them instead of a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(server.variable, server.url)
    key = "spark" if server.connection.spark else "url_from"

    def asked(page, rows, columns=COLUMNS):
        (id_,) = page["datasets"]
        there = {"connection": "warehouse", "table": load(server, "answers", columns, rows)}
        told = {key: told for key, told in page["datasets"][id_].items() if key != "file"}
        return page | {
            "connections": {"warehouse": {key: server.variable}},
            "datasets": {id_: there | told},
        }

    return asked


@pytest.fixture
def built(of_table, tmp_path):
    """Build the same page of the rows in a file and in a table: both scorecards."""

    def build(rows, more=None, columns=COLUMNS, as_of="2026-02-05", period=None, **comments):
        with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(columns), *rows])
        page = said.page(more, **comments)
        return [
            cxscore.build(cxscore.read(each), as_of=as_of, period=period)
            for each in (page, of_table(page, rows, columns))
        ]

    return build


@pytest.fixture
def refused(of_table):
    """Build a page of a table that cannot be built; the problems."""

    def build(rows, more=None, columns=COLUMNS, **comments):
        page = of_table(said.page(more, **comments), rows, columns)
        with pytest.raises(Problems) as caught:
            cxscore.build(cxscore.read(page), as_of="2026-02-05")
        return [each for each in caught.value.found if each.code != "CX292"]

    return build


def same(file, table, *besides):
    """Say that both scorecards tell the same of comments and KPIs, to the last sign.

    Warnings name the file or the table; *besides* are other keys of KPIs that differ.
    """
    ours, theirs = (json.loads(cxscore.render(each, "json")) for each in (file, table))
    assert ours["comments"]
    assert theirs["comments"] == ours["comments"]
    for one, other in zip(ours["kpis"], theirs["kpis"], strict=True):
        assert {key for key in one if one[key] != other[key]} <= {"warnings", *besides}
    codes = [[p.code for p in each.problems if p.code != "CX292"] for each in (file, table)]
    assert codes[0] == codes[1]


@WAYS
def test_the_same_as_of_a_file(built, themes):
    rows = [
        *(row(YEAR_AGO, f"o{n}", "Waited", n < 3, listed="kind") for n in range(40)),
        *(row(DECEMBER, f"d{n}", f"I waited {n}", n < 9, n > 30, 4) for n in range(40)),
        *(row(person=f"p{n}", said=f"{LONG} {n}", listed="waiting; kind") for n in range(40)),
        *(row(person=f"p{n}", said="kind, so kind", branch="South", listed="") for n in range(60)),
    ]
    file, table = built(
        rows,
        {"kpis": said.page()["kpis"] | THEME},
        themes=themes,
        publish="consent = 'Y'",
        no_comment=["did not answer"],
        sentiment={"column": "mood", "negative": [4, 5]},
        by=["branch"],
        moment={"column": "touchpoint", "map": {"kind": "call"}},
    )
    same(file, table)


@pytest.mark.parametrize("limit", ["MOST_BROUGHT", "MOST_BYTES"])
def test_more_comments_than_may_be_brought(refused, monkeypatch, limit):
    from cxscore.measure.engines.warehouse import brought

    rows = [row(person=f"p{n}", said=f"I waited {n}") for n in range(50)]
    monkeypatch.setattr(brought, limit, 49)
    (problem,) = refused(rows, themes=WORDS)
    assert problem.code == "CX721"
    assert "its comments are more than 5 000 000 rows or 1 GB of text, too many" in problem.text
    assert problem.hint.startswith("narrow them with 'where'")


class TestCells:
    """What people write, and what their questionnaires make of it, is the same wherever it is."""

    SAID = (
        "I waited",
        '=HYPERLINK("http://x.example","a") <script>alert(1)</script> 😡𝒳 wait, wait, wait',
        "Долгая ОЧЕРЕДЬ, а потом ещё одна, и ещё",
        "das Cafe\u0301 war wirklich gut, und alle waren nett zu uns",
        "CAFÉ",
        "服务不错",
        "안녕",
        "มันช้ามาก",
        "did not answer",
        "DID NOT ANSWER",
        " Did  Not Answer",
        "\u00a0Did Not Answer\u00a0",
        "\u3000did not answer\u2003",
        "d\u200bid not answer",
        "DİD NOT ANSWER",
        "did not answer!",
        "None",
        "n/a",
        "N/A",
        "\u200b",
        "\u00a0",
        "\u3000",
        "...",
        "👏🏻",
        "k",
        "two\nlines, and I waited",
        "a tab\there; and 'quotes' \"too\" \\ \\n {{7*7}} %s % $1 :x ?",
        "x" * 39,
        "wait " * 60,
        "wait " * 61,
        "",
        None,
    )

    @WAYS
    @pytest.mark.parametrize("respondent", ["person", None])
    def test_whatever_is_written(self, built, themes, respondent):
        rows = [
            row(person=None if n % 5 == 4 else f"p{n % 11}", said=text, mood=n % 6, listed=listed)
            for n, text in enumerate(self.SAID)
            for listed in ("waiting; kind", None)
        ]
        rows += [
            [*each[:3], n % 3 == 0 or None, n % 4 == 0, *each[5:7], branch, consent]
            for n, each in enumerate(rows)
            for branch, consent in (("South\u00a0", None), ("Wales", "y"), (None, "Y"))
        ]
        file, table = built(
            rows,
            {
                "kpis": said.page()["kpis"]
                | {"waiting": THEME["waiting"] | {"where": "consent = 'Y' or mood > 3"}},
                "datasets": {"answers": {"file": "answers.csv", "date": "day", "missing": ["n/a"]}},
            },
            themes=themes,
            respondent=respondent,
            minimum_base=0,
            publish="lower(consent) = 'y' and mood <> 5",
            no_comment=["Did not answer", "none"],
            sentiment={"column": "mood", "negative": [4, 5]},
            by=["branch"],
            moment={"column": "touchpoint", "map": {"waiting; kind": "call"}},
        )
        same(file, table)
        assert file.comments.base < file.comments.rows
        assert any(each.verbatims for each in file.comments.themes)

    @pytest.mark.parametrize("kind", ["boolean", "integer", "text"])
    def test_flags_of_any_type(self, built, kind):
        cells = {"boolean": (True, False, None), "integer": (1, 0, None), "text": ("Yes", "0", "")}
        rows = [row(DECEMBER, "a", "Fine", None, None)]
        rows += [row(JANUARY, f"p{n}", "Fine", c, None) for n, c in enumerate(cells[kind])]
        columns = COLUMNS | {"waiting": kind, "kind": kind}
        file, table = built(rows, columns=columns, minimum_base=0)
        same(file, table)
        assert said.theme(table, "waiting").count == 1

    def test_a_flag_that_is_none(self, refused):
        (problem,) = refused(
            [row(JANUARY, "a", "Fine", "maybe")], columns=COLUMNS | {"waiting": "text"}
        )
        assert problem.code == "CX204"


@pytest.fixture(scope="module")
def patients(request):
    """The patients' comments: the columns' types, the header, and rows of typed cells."""
    header, rows = header_and_rows(request.getfixturevalue("real_data"))
    flags = header.index(FIRST_THEME)
    at = header.index("Date")
    columns = {name: "boolean" if n >= flags else "text" for n, name in enumerate(header)}
    typed = [
        [cell or None for cell in each[:flags]] + [cell == "1" for cell in each[flags:]]
        for each in rows
    ]
    return columns | {"Date": "date"}, header, rows, typed, at


class TestPatients:
    """7 908 rows of two trusts, whose numbers are known."""

    def test_all_of_them(self, of_table, patients, tmp_path):
        columns, header, rows, typed, at = patients
        there = of_table(page_of(header, {}), [_dated(each, at) for each in typed], columns)
        table = cxscore.build(cxscore.read(there), as_of="2022-12-31")
        same(real(tmp_path, header, rows), table)
        found = table.comments
        assert (found.rows, found.said, found.base, found.no_theme) == (7908, 6205, 4129, 135)
        manner, timely, parking = (
            said.theme(table, name)
            for name in ("Staff manner & personal attributes", "Timeliness of care", "Parking")
        )
        assert [manner.count, timely.count, parking.count] == [1358, 998, 1]
        assert (manner.share, manner.low, manner.high) == pytest.approx(
            (32.889319, 31.472793, 34.337655), abs=5e-7
        )
        (kpi,) = table.kpis
        assert (kpi.n, kpi.numerator) == (4129, 1358)

    @pytest.mark.parametrize("period", ["2022-Q2", "2022-Q3"])
    def test_quarters_of_one_trust(self, of_table, patients, tmp_path, period):
        columns, header, rows, typed, at = patients
        trust = header.index("Trust")
        plain = [
            n for n, r in enumerate(rows) if r[trust] == "NEAS" and int(r[at].split("/")[0]) > 12
        ]
        there = of_table(
            page_of(header, {}, period),
            [_dated(typed[n], at) for n in plain],
            columns,
        )
        there["datasets"]["fft"]["date"] = "Date"
        table = cxscore.build(cxscore.read(there), period=period, as_of="2022-12-31")
        file = real(tmp_path, header, [rows[n] for n in plain], period)
        # The definition says how the dates of the file are written.
        same(file, table, "definition")
        assert table.comments.base == {"2022-Q2": 581, "2022-Q3": 486}[period]
        if period == "2022-Q2":
            change = said.theme(table, "Referals & continuity of care").previous
            assert (table.comments.tested, round(change.p_value, 6)) == (25, 0.018146)
            assert round(change.q_value, 6) == 0.453655


def _dated(row, at):
    """*row* with its day as a date; one that cannot be read in one way alone is of 2022."""
    day, month, year = (int(part) for part in row[at].split("/"))
    return [*row[:at], date(year, month, day) if month <= 12 else date(2022, 6, 30), *row[at + 1 :]]
