"""Comments in a table say what they say in a file, to the last sign of the JSON."""

import csv
import json
from datetime import date

import pytest

import cxscore
from cxscore.problems import Problems
from tests import said
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
def built(server, tmp_path, monkeypatch):
    """Build the same page of the rows in a file and in a table: both scorecards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(server.variable, server.url)

    def build(rows, more=None, columns=COLUMNS, as_of="2026-02-05", period=None, **comments):
        table = load(server, "answers", columns, rows)
        with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(columns), *rows])
        page = said.page(more, **comments)
        key = "spark" if server.connection.spark else "url_from"
        there = page | {
            "connections": {"warehouse": {key: server.variable}},
            "datasets": {
                id_: {"connection": "warehouse", "table": table}
                | {key: told for key, told in dataset.items() if key != "file"}
                for id_, dataset in page["datasets"].items()
            },
        }
        return [
            cxscore.build(cxscore.read(each), as_of=as_of, period=period) for each in (page, there)
        ]

    return build


def same(file, table):
    """Say that both scorecards tell the same of comments and KPIs, to the last sign."""
    ours, theirs = (json.loads(cxscore.render(each, "json")) for each in (file, table))
    assert theirs["comments"] == ours["comments"]
    for one, other in zip(ours["kpis"], theirs["kpis"], strict=True):
        # Warnings name the file or the table.
        assert {key for key in one if one[key] != other[key]} <= {"warnings"}
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
def test_more_comments_than_may_be_brought(built, monkeypatch, limit):
    from cxscore.measure.engines.warehouse import brought

    rows = [row(person=f"p{n}", said=f"I waited {n}") for n in range(50)]
    monkeypatch.setattr(brought, limit, 49)
    with pytest.raises(Problems) as caught:
        built(rows, themes=WORDS)
    (problem,) = [each for each in caught.value.found if each.code != "CX292"]
    assert problem.code == "CX721"
    assert (
        "its comments are more than 5 000 000 rows or 1 GB of text, too many to bring"
        in problem.text
    )
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

    def test_a_flag_that_is_none(self, built):
        with pytest.raises(Problems) as caught:
            built(
                [row(flag) for flag in ()] + [row(JANUARY, "a", "Fine", "maybe")],
                columns=COLUMNS | {"waiting": "text"},
            )
        assert "CX204" in {each.code for each in caught.value.found}
