"""The HTML page: what it shows, that it stands alone, and that everybody can read it."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from cxscore.calendar import Calendar, Grain
from cxscore.model.findings import Target
from cxscore.model.outline import Group, Heading, Owner, Paper
from cxscore.model.verdicts import Status
from cxscore.rendering import render
from cxscore.rendering.html import css_string
from cxscore.rendering.sections.facts import anchors_of, split
from cxscore.resources import find
from tests.rendering.builders import (
    make_action,
    make_kpi,
    make_scorecard,
    owner_score,
    sample,
    wave,
)

VOID = {"meta", "br", "path", "link", "img", "input", "hr"}


class Reader(HTMLParser):
    """What a test asks of a page: its elements with their attributes, its text, its nesting."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open, self.faults, self.text = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def all(self, tag, **wanted):
        return [
            a
            for t, a in self.elements
            if t == tag and all(a.get(k) == v for k, v in wanted.items())
        ]


def page_of(scorecard):
    return render(scorecard, "html").decode()


def flat(html):
    """Return the text of a page on one line."""
    return " ".join("".join(Reader(html).text).split())


@pytest.fixture(scope="module")
def html():
    return page_of(sample())


@pytest.fixture(scope="module")
def reader(html):
    return Reader(html)


def test_every_page_is_there_in_order(html, reader):
    sections = [attributes["id"] for attributes in reader.all("section")]
    assert sections == ["summary", "scorecard", "detail", "segments", "owners", "actions", "method"]
    assert [a["href"] for a in reader.all("a")][:2] == ["#main", "#summary"]
    text = flat(html)
    for part in (
        "What the board needs to know",
        "Northwind Home, Board of Directors, item 7",
        "Board meeting 23 July 2026",
        "Resolved in five days",
        "Courier evidence now takes 6.1 days.",
        "Courier evidence portal",
        "Would you recommend us to a friend or colleague?",
        "ab" * 32,
    ):
        assert part in text.replace("\xa0", " "), part


def test_the_markup_is_sound(html, reader):
    assert html.startswith("<!doctype html>")
    assert not reader.faults
    assert reader.open == []
    ids = [a["id"] for _, a in reader.elements if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {a["href"].removeprefix("#") for a in reader.all("a")}
    assert targets <= set(ids), "no link leads nowhere, and none leads out of the page"


def test_the_page_stands_alone(html, reader):
    assert not reader.all("script")
    assert not reader.all("link")
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", html))
    assert addresses == {"http://www.w3.org/2000/svg"}, "which is a name, not an address"
    assert all(
        url.startswith(("data:", '"data:')) for url in re.findall(r"url\(([^)]{1,12})", html)
    )
    assert html.count("@font-face") == 4


def test_the_page_is_accessible(reader):
    (language,) = [a["lang"] for a in reader.all("html")]
    assert language == "en-GB"
    assert reader.all("main", id="main")
    assert len(reader.all("nav")) == 2
    assert all("aria-label" in nav for nav in reader.all("nav"))
    assert all("scope" in header for header in reader.all("th"))
    levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert all(icon.get("aria-hidden") == "true" for icon in reader.all("i") if "class" in icon)


def test_every_chart_has_a_text_and_a_table(html, reader):
    kpis = len(sample().kpis)
    charts = re.findall(r'<svg class="xmr"[^>]* role="img"[^>]*><title>([^<]+)</title>', html)
    plain = [kpi for kpi in sample().kpis if kpi.kpi.id in ("rating", "coverage")]
    assert len(charts) == kpis - len(plain) == 9, "two have a sentence in place of a chart"
    assert all(len(title) > 40 for title in charts)
    assert len(reader.all("details")) == kpis
    assert len(re.findall(r'<svg class="spk"', html)) == kpis + 5
    assert len(re.findall(r"<tr><th scope=\"row\">June 2026</th>", html)) >= 8


def test_the_same_input_gives_the_same_bytes():
    assert render(sample(), "html") == render(sample(), "html")


def relative_luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = {
    "paper": "ink ink2 ink3 accent on watch off good bad",
    "wash": "ink ink2 ink3 accent on watch off good bad",
    "wash2": "ink ink2",
    "good-bg": "ink ink3",
    "bad-bg": "ink ink3",
    "accent": "on-accent",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(scheme):
    """WCAG 2.2 asks for 4.5 to 1."""
    css = (find("templates") / "scorecard.css").read_text()
    light, _, dark = css.partition("prefers-color-scheme: dark")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark.partition("/* a chart")[0]))
    for ground, inks in TEXT.items():
        for ink in inks.split():
            assert contrast(colours[ground], colours[ink]) >= 4.5, (scheme, ground, ink)


HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param("{{ 7 * 7 }}{% raw %}", id="template"),
    pytest.param("</title></style><b>&amp;", id="tags"),
    pytest.param('" onmouseover="alert(1)', id="attribute"),
    pytest.param("اسم من اليمين إلى اليسار", id="right to left"),
    pytest.param("a\x00b\x0bc\ud800d", id="controls"),
    pytest.param("x" * 300, id="one long word"),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_users_write_stays_text(name):
    kpi = make_kpi("k1", wave(80, 0, 14), name=name, target=85, group="g")
    heading = Heading(name, name, name, name, classification=name)
    action = make_action("A1", "k1", name)
    action = replace(action, row=replace(action.row, more={name: name}))
    scorecard = make_scorecard(
        [kpi], heading=heading, groups=(Group("g", name),), actions=(action,)
    )
    owner = Owner("amara", name, name)
    scorecard = replace(scorecard, owners=(owner_score(owner, scorecard.kpis),))
    html = page_of(scorecard)
    reader = Reader(html)
    assert not reader.faults
    assert not reader.all("script")
    assert not [a for _, a in reader.elements if "onmouseover" in a]
    assert "49" not in flat(html) or "7 * 7" not in name
    clean = " ".join(re.sub("[\x00-\x1f\ud800]", " ", name).split())
    assert clean in flat(html)


def test_one_kpi_without_anything_is_a_page():
    html = page_of(make_scorecard([make_kpi("k", [5.0], target=None)]))
    reader = Reader(html)
    assert [a["id"] for a in reader.all("section")] == [
        "summary",
        "scorecard",
        "detail",
        "owners",
        "method",
    ]
    assert not reader.all("table", **{"class": "va"}), "nothing has a place in the grid"
    assert "No target" in flat(html)


def test_a_kpi_without_values_says_so():
    scorecard = make_scorecard([make_kpi("k", [None, None], name="Empty one", target=3)])
    text = flat(page_of(scorecard))
    assert "It has no value so far." in text
    assert "No data" in text


def test_many_kpis_and_people():
    owners = [Owner(f"o{at}", f"Person {at}", "Director") for at in range(14)]
    kpis = [
        make_kpi(
            f"k{at}", wave(50 + at, 0, 14), name=f"KPI number {at}", owner=f"o{at % 14}", target=55
        )
        for at in range(40)
    ]
    scorecard = make_scorecard(kpis)
    scorecard = replace(scorecard, owners=tuple(owner_score(owner, kpis) for owner in owners))
    html = page_of(scorecard)
    assert len(re.findall(r'<table class="mx narrow">', html)) == 1
    assert len(re.findall(r'<table class="mx', html)) == 2, "12 people beside one another, then 2"
    assert re.search(r"and \d+ more", flat(html)), "the grid names no more than fit the page"


def test_what_is_missing_from_a_page_is_named():
    off = make_kpi("k", wave(50, 0, 14), name="Left alone", target=90)
    text = flat(page_of(make_scorecard([off])))
    assert "No comment from Amara Osei" in text


def test_ranges_small_bases_and_partial_periods():
    kpi = make_kpi(
        "k", wave(5, 0, 14), target=Target(low=4, high=6), base=10, minimum_base=30, unit="days"
    )
    last = kpi.series[-1]
    period = Calendar(Grain.MONTH, 4).shift(last.period, 1)
    kpi = replace(
        kpi, series=(*kpi.series, replace(last, period=period, complete=False, value=9.0))
    )
    html = page_of(make_scorecard([kpi]))
    assert 'class="big faint"' in html
    assert kpi.status is Status.NO_TARGET
    assert "s-paper" in html, "hollow points"


def test_paper_and_numbers_follow_the_heading():
    heading = Heading("T", paper=Paper.LETTER, number_format="en_US", meeting=date(2026, 7, 23))
    html = page_of(make_scorecard([make_kpi("k", [1.0, 2.0])], heading=heading))
    assert 'lang="en-US"' in html
    assert "size: letter landscape" in html
    html = page_of(
        make_scorecard([make_kpi("k", [1.0])], heading=Heading("T", number_format="de_DE"))
    )
    assert 'lang="en"' in html, "words are English"


def test_the_axis_of_amounts_has_a_currency():
    html = page_of(
        make_scorecard([make_kpi("k", wave(5000, 0, 14, 900), unit="currency", decimals=0)])
    )
    assert re.search(r"<text [^>]*>£\d,\d00</text>", html)


def test_anchors_are_unique_and_plain():
    assert anchors_of(["nps", "n p/s", "n p s", "n-p-s"]) == {
        "nps": "kpi-nps",
        "n p/s": "kpi-n-p-s",
        "n p s": "kpi-n-p-s-2",
        "n-p-s": "kpi-n-p-s-3",
    }


@pytest.mark.parametrize(
    ("value", "number", "unit"),
    [
        ("83.2%", "83.2%", ""),
        ("5.2\xa0days", "5.2", "days"),
        ("1\xa0204\xa0€", "1\xa0204\xa0€", ""),
        ("–", "–", ""),
    ],
)
def test_the_unit_is_set_apart_where_it_is_a_word(value, number, unit):
    assert split(value) == (number, unit)


def test_text_in_a_style_sheet_cannot_leave_it():
    escaped = str(css_string('"; } </style> é'))
    assert escaped[0] == escaped[-1] == '"'
    assert not set('<>;}/"') & set(escaped[1:-1])
    assert "\\e9 " in escaped
