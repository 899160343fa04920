"""The method page on paper: what is particular to the pack, and no textbook."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.kpi import Break
from cxscore.model.measured import Source
from cxscore.model.scorecard import ScoredSource
from cxscore.rendering.html import fill_templates
from cxscore.rendering.numbers import NONE
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of as page_of_pack
from cxscore.rendering.sections.note import Note
from cxscore.rendering.words import periods
from tests.rendering.builders import make_kpi, make_scorecard, page_of, wave
from tests.rendering.papers import northwind


@pytest.fixture(scope="module")
def pack():
    return Pack(northwind())


@pytest.fixture(scope="module")
def paper(pack):
    return method_of(fill_templates(pack, for_paper=True))


def method_of(page):
    return re.search(r'<section id="method".*?</section>', page, re.DOTALL)[0]


def texts(columns):
    return {note.title: note.text for column in columns for note in column}


def test_a_note_of_a_chapter_is_not_on_paper():
    assert Note("Comments", "Wilson.", of_chapter=True).printed == ""
    assert Note("Comments", "Wilson.").printed == "Wilson."
    assert Note("Comments", "Wilson.", brief="").printed == ""


def test_paper_has_less_than_half_of_the_prose_and_every_name_of_a_kpi(pack):
    method = pack.once(page_of_pack).method
    screen, printed = texts(method.notes), texts(method.printed)
    ours = {title: text for title, text in screen.items() if title not in ("Comments", "Causes")}
    assert set(printed) == set(ours)
    assert sum(map(len, printed.values())) < sum(map(len, ours.values())) / 2
    for exception in (
        "Without limits: Reportable data breaches.",
        "Without a control chart, as defined: Complaints upheld by the ombudsman.",
        "(median or percentile): Handling time.",
        "for a finite population: Trust that we put things right.",
        "Limits start again: Calls abandoned from 2025-03 and Self-service success from 2025-05.",
        "314 of Customer satisfaction and 599 of Trust that we put things right.",
        "Restated: Self-service success",
    ):
        assert any(exception in text for text in printed.values()), exception


def test_textbooks_stay_on_the_screen(pack):
    method = pack.once(page_of_pack).method
    printed = " ".join(texts(method.printed).values())
    screen = " ".join(texts(method.notes).values())
    for word in ("Laney", "2.66", "Wilson", "Spiegelhalter", "Benjamini", "Anhøj", "residual"):
        assert word in screen
        assert word not in printed


def test_notes_stand_in_columns_of_which_the_longest_is_short(pack):
    for columns in (pack.once(page_of_pack).method.notes, pack.once(page_of_pack).method.printed):
        lengths = [sum(len(note.text) for note in column) for column in columns]
        assert len(columns) == 3
        assert max(lengths) < 0.45 * sum(lengths)


def test_definitions_say_where_limits_are_from_where_that_is_not_as_of_most(pack, paper):
    method = pack.once(page_of_pack).method
    assert method.limits_from == "36 months"
    assert "Definitions; limits from 36 months unless said otherwise" in paper
    rows = r'<th scope="row">(.*?)</th>\n<td>.*? \((.*?)\)</span></td>'
    said = dict(re.findall(rows, paper.replace("\u00a0", " ")))
    others = {
        row.kpi.name: row.kpi.baseline.removeprefix("36 months, ")
        for row in method.kpis
        if row.kpi.baseline not in ("36 months", NONE)
    }
    assert said == others
    assert said["Refunds paid in 3 working days"] == "Wheeler rules"
    assert said["Calls abandoned"] == "16 months, p′ chart"


def test_where_limits_are_from_is_not_as_of_most_where_no_two_are_alike():
    alone = page_of(make_scorecard([make_kpi("k", wave(85, 0), target=80.0)])).method
    assert alone.kpis[0].kpi.baseline != NONE
    assert alone.limits_from == ""


def test_an_arrow_says_which_way_is_better(paper):
    assert "<td>↑ 3 points</td>" in paper.replace("\u00a0", " ")
    assert "<td>↓ £600</td>" in paper.replace("\u00a0", " ")


@pytest.mark.parametrize(("count", "halves"), [(7, [7]), (9, [5, 4]), (60, [12, 12, 12, 12, 6, 6])])
def test_definitions_stand_in_halves_that_are_lower_than_a_page(count, halves):
    kpis = [make_kpi(f"k{at}", wave(85, 0), target=80.0) for at in range(count)]
    page = method_of(fill_templates(Pack(make_scorecard(kpis)), for_paper=True))
    tables = re.findall(r'<table class="df dn">.*?</table>', page, re.DOTALL)
    assert [table.count('scope="row"') for table in tables] == halves
    captions = re.findall(r'<caption class="hid">(Definitions.*?)</caption>', page)
    assert captions == ["Definitions", *["Definitions, continued"] * (len(halves) - 1)]


def source(name, first, last, **more):
    dated = Source(name, f"data/{name}.csv", "ab" * 32, 9, 9, 0, first, last)
    return ScoredSource(replace(dated, **more), stale=False)


USUAL = (date(2023, 7, 3), date(2026, 6, 30))


def test_days_of_a_file_are_said_where_they_are_not_those_of_most():
    sources = (
        source("a", *USUAL),
        source("b", date(2023, 7, 1), date(2026, 6, 1)),
        source("from", date(2025, 4, 1), date(2026, 6, 30)),
        source("to", date(2023, 7, 1), date(2025, 3, 31)),
        source("own", date(2022, 1, 1), date(2026, 7, 6)),
        source("month", date(2026, 6, 30), date(2026, 6, 30)),
        source("undated", None, None),
    )
    found = page_of(make_scorecard([make_kpi("k", wave(85, 0))], sources=sources)).method
    assert found.months == "Jul 2023 to Jun 2026"
    assert [each.apart for each in found.sources] == [
        "", "", "from Apr 2025", "to Mar 2025", "Jan 2022 to Jul 2026", "Jun 2026", "",
    ]  # fmt: skip
    alone = page_of(make_scorecard([make_kpi("k", wave(85, 0))], sources=sources[:1])).method
    assert (alone.months, alone.sources[0].apart) == ("", "Jul 2023 to Jun 2026")


@pytest.mark.parametrize(
    ("count", "more", "parts"),
    [(7, {}, [7]), (8, {}, [4, 4]), (19, {}, [7, 7, 5]), (19, {"rows_skipped": 2}, [10, 9])],
)
def test_sources_stand_side_by_side(count, more, parts):
    sources = tuple(source(f"f{at}", *USUAL, **more) for at in range(count))
    card = make_scorecard([make_kpi("k", wave(85, 0))], sources=sources)
    page = method_of(fill_templates(Pack(card), for_paper=True))
    tables = re.findall(r'<table class="df so">.*?</table>', page, re.DOTALL)
    assert [table.count('scope="row"') for table in tables] == parts
    assert ("Skipped" in page) is bool(more)
    assert "Data sources in data/, rows used; Jul 2023 to Jun 2026 unless said otherwise" in page
    assert "abababababab" not in page
    assert "ab" * 32 in method_of(fill_templates(Pack(card), for_paper=False))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), "Jun 2026"),
        (date(2026, 1, 1), date(2026, 6, 30), "Jan to Jun 2026"),
        (date(2023, 7, 1), date(2026, 6, 30), "Jul 2023 to Jun 2026"),
    ],
)
def test_months_where_there_is_little_room(first, last, said):
    assert periods.months(first, last) == said


def test_that_the_charts_say_why_limits_start_again_is_left_to_them():
    scored = make_kpi("a", wave(85, 0), name="Calls")
    broken = replace(scored, kpi=replace(scored.kpi, breaks=(Break("2026-01", "Moved"),)))
    method = page_of(make_scorecard([broken])).method
    title = "Breaks and ignored periods"
    assert texts(method.printed)[title] == "Limits start again: Calls from 2026-01."
    assert texts(method.notes)[title].endswith("from 2026-01: the charts say why.")
