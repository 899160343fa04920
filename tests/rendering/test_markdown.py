"""scorecard.md, read by GitHub's own parser: tables are tables, and what people wrote is text."""

from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from unicodedata import category

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from cxscore.model.outline import Group, Heading
from cxscore.rendering import render
from cxscore.rendering.markdown_format import ROOM
from cxscore.rendering.markdown_text import JOINER, TURNS, as_line, as_text, size
from tests.rendering.builders import make_action, make_kpi, make_scorecard, sample, wave
from tests.rendering.papers import northwind

TAGS = {
    *("h1", "h2", "p", "strong", "ol", "ul", "li", "details"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Read(HTMLParser):
    """The elements and the text of rendered Markdown, cells by row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.rows: list[list[str]] = []
        self.text = ""
        self.links: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        self.text += data
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.replace("\n", "")


def text_of(card):
    return render(card, "md").decode()


def test_the_sample_as_github_reads_it():
    text = text_of(northwind())
    read = Read(text)
    assert set(read.tags) == TAGS
    assert read.tags["details"] == 1
    assert size(text) <= ROOM
    (row,) = [row for row in read.rows if row[0] == "Net promoter score"]
    assert row[1:5] == ["Amara Osei", "+45", "+42", "+3"]
    assert row[6:] == ["On target", "Improving"]
    assert len(row[5]) == 13
    assert set(row[5]) <= set("▁▂▃▄▅▆▇█")
    titles = [line for line in text.splitlines() if line.startswith("#")]
    assert titles == [
        "# Customer experience scorecard, June 2026",
        "## What the board needs to know",
        "## Scorecard",
        "## Short of target",
        "## Actions",
        "## Decisions asked",
        "## Restated since the last meeting (May 2026)",
        "## Segments",
    ]
    assert "| D01 | Pay for a second evening hub in the north | Helen Byrne |" in text
    assert text == text_of(northwind())


def test_every_row_of_a_table_has_its_columns():
    lines = text_of(northwind()).split("\n")
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith("|") and before.startswith("|"):
            assert line.replace(r"\|", "").count("|") == before.replace(r"\|", "").count("|"), line


HOSTILE = [
    pytest.param("a | b || c", id="pipes"),
    pytest.param("`code` ``x`` ```", id="backticks"),
    pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)>", id="script"),
    pytest.param("</details><!-- x --> <a@b.c> <http://x.y>", id="tags"),
    pytest.param("*bold* __also__ _x_ ~~gone~~ ~x~", id="emphasis"),
    pytest.param("[x](http://e.vil) ![x](http://e.vil/p.png) [^1] [x]: y", id="links"),
    pytest.param("http://e.vil www.e.vil/x mailto:a@e.vil a@e.vil ftp://e.vil", id="addresses"),
    pytest.param("&amp; &lt;b&gt; &#64;team", id="entities"),
    pytest.param("a\\ \\| \\`", id="backslashes"),
    pytest.param("$x^2$ and $5 to $10", id="formulas"),
    pytest.param("# title", id="title"),
    pytest.param("- item", id="item"),
    pytest.param("12. item", id="number"),
    pytest.param("=== ---", id="rules"),
    pytest.param("🙂🦄 Zürich 北京 اسم", id="four bytes"),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(name):
    action = make_action("A1", "k", name)
    card = make_scorecard(
        [make_kpi("k", wave(50, 0, 3), name=name, target=80, group="g")],
        groups=(Group("g", name),),
        heading=Heading(name, organisation=name),
        actions=(action,),
    )
    read = Read(text_of(card))
    assert set(read.tags) <= TAGS
    shown = read.text.replace(JOINER, "")
    # In the title, in what stands below it, of the group, the KPI and the action.
    assert shown.count(name) >= 6
    assert [name] == [row[0].replace(JOINER, "") for row in read.rows if row[1:2] == ["Amara Osei"]]


@given(st.text())
def test_any_text_in_a_table_is_shown_as_it_was_written(written):
    read = Read(f"| a | b |\n| --- | --- |\n| {as_text(written)} | x |")
    assert read.tags == {"table": 1, "thead": 1, "tbody": 1, "tr": 2, "th": 2, "td": 2}
    (shown, x) = read.rows[1]
    letters = (letter for letter in shown if letter != JOINER)
    assert "".join(letters).split() == printed(written).split()
    assert x == "x"


@given(st.text(alphabet="ab1 #-+=.)>*_~`|<&@:/\\[]!\n\t", max_size=30))
def test_any_text_that_begins_a_line_is_text(written):
    read = Read(f"before\n\n{as_line(written)}\n\nafter")
    assert set(read.tags) == {"p"}
    assert read.text.replace(JOINER, "").split() == ["before", *printed(written).split(), "after"]


def printed(text):
    """Return *text* without what is no letter on paper."""
    odd = (*TURNS, JOINER)
    return "".join(
        " " if letter in odd[:-1] or category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in text
        if letter != JOINER
    )


def test_nobody_is_called_and_no_issue_is_named():
    for said in (as_text, as_line):
        assert said("ask @amara or @org/team about #12") == (
            f"ask @{JOINER}amara or @{JOINER}org/team about #{JOINER}12"
        )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\r\nb\nc\u2028d\x00e\x1b[2J", r"a b c d e \[2J"),
        ("a\u202ebc\u2066d", "a bc d"),
        ("x" * 500, "x" * 399 + "…"),
    ],
)
def test_a_text_is_one_line_of_some_length(text, written):
    assert as_text(text) == written


def test_what_begins_a_line_begins_nothing_else():
    for text in ("# a", "- a", "+ a", "=", "1. a", "2) a", "> a", "    a"):
        read = Read(f"- {as_line(text)}")
        assert read.tags == {"ul": 1, "li": 1}, text
        assert read.text.strip() == text.strip()


def many(count, **more):
    name = "A name that is not short at all 🙂 " * 3
    kpis = [make_kpi(f"k{n}", wave(50, 0, 13), name=f"{name}{n}", **more) for n in range(count)]
    return make_scorecard(kpis)


@pytest.mark.parametrize("count", [100, 1000])
def test_what_there_is_no_room_for_is_on_the_page(count):
    text = text_of(many(count, target=80))
    assert size(text) <= ROOM
    assert len(text) > ROOM / 2
    read = Read(text)
    listed = sum(1 for row in read.rows if len(row) == 8) - 1
    if listed < count:
        assert f"… and {count - listed} more rows: see scorecard.html" in text
    assert set(read.tags) <= TAGS


def test_without_room_for_the_segments_they_are_on_the_page():
    card = northwind()
    (scored, *_) = [one for one in card.kpis if one.segments]
    one = scored.segments[0]
    long = tuple(replace(one, segment=(f"{n} {'x' * 90}",)) for n in range(400))
    text = text_of(replace(card, kpis=(replace(scored, segments=long), *card.kpis[1:])))
    assert text.endswith("… and the segments: see scorecard.html\n")
    assert "<details>" not in text
    assert size(text) <= ROOM


def test_a_pack_of_ones_own_holds_what_is_theirs():
    card = replace(make_scorecard([], period=sample().period), people=("jonas",))
    text = text_of(card)
    assert text.startswith("# Customer experience scorecard, June 2026, Jonas Lindqvist\n")
    assert "Jonas Lindqvist owns no KPI." in text


def test_due_days_come_first_where_they_are_past():
    late = make_action("A2", "k", "Late", due=(date(2026, 1, 1),))
    soon = make_action("A1", "k", "Soon", due=(date(2026, 8, 1),))
    never = make_action("A3", "k", "Whenever", due=())
    card = make_scorecard([make_kpi("k", wave(50, 0, 3))], actions=(never, soon, late))
    read = Read(text_of(card))
    assert [row[0] for row in read.rows if row[0] in ("A1", "A2", "A3")] == ["A2", "A1", "A3"]
