"""Lines of the terminal: widths, signs, what is left out, and what stands in them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cxscore
from cxscore.rendering.pack import Pack
from cxscore.rendering.terminal.history import history
from cxscore.rendering.terminal.lines import Piece, Tone, text_of, wrapped
from cxscore.rendering.terminal.overview import overview, spark_of
from cxscore.rendering.terminal.signs import BARS, Signs, padded, width
from cxscore.rendering.terminal.table import Column, tabled
from tests import company
from tests.rendering.papers import northwind

UTF_8, ASCII = Signs(), Signs("ascii")


@pytest.fixture(scope="module")
def sample():
    card = northwind()
    return card, Pack(card).said


def lines(found):
    return [text_of(each) for each in found]


class TestSigns:
    @pytest.mark.parametrize(
        ("text", "columns"),
        [("NPS", 3), ("顧客", 4), ("é", 1), ("e\u0301", 1), ("ﾊﾝｶｸ", 4), ("배송", 4), ("", 0)],
    )
    def test_columns(self, text, columns):
        assert width(text) == columns
        assert width(padded(text, 6)) == 6
        assert padded(text, 6, right=True).endswith(text)

    @pytest.mark.parametrize(
        ("text", "plain"),
        [
            ("−6.8", "-6.8"),
            ("6.0–9.0\N{NO-BREAK SPACE}min", "6.0-9.0 min"),
            ("≈ £1,049 “so” …", '~ GBP 1,049 "so" ...'),
            ("Résolution, Straße, Łódź", "Resolution, Strasse, Lodz"),
            ("顧客", "??"),
            ("\x1b[31m", r"\x1b[31m"),
        ],
    )
    def test_what_stands_in_their_place(self, text, plain):
        assert ASCII.shown(text) == plain

    def test_what_an_encoding_has_is_kept(self):
        assert Signs("latin-1").shown("£é−") == "£é-"
        assert UTF_8.shown("−\N{NO-BREAK SPACE}£顧") == "− £顧"

    def test_a_name_of_other_letters_gives_way_to_the_id(self):
        assert ASCII.name("顧客満足度", "csat") == "csat"
        assert ASCII.name("Zufriedenheit (顧客)", "csat") == "Zufriedenheit (??)"
        assert ASCII.name("Why?", "why") == "Why?"
        assert UTF_8.name("顧客", "csat") == "顧客"

    def test_bars(self):
        assert UTF_8.bars([0.0, None, 7.0, 3.0]) == "▁ █▄"
        assert ASCII.bars([0.0, None, 7.0, 3.0]) == "_ #-"
        assert UTF_8.bars([2.0, 2.0]) == "▅▅"
        assert UTF_8.bars([-1.7e308, 1.7e308]) == "▁█"
        assert UTF_8.bars([]) == ""

    @given(st.text(max_size=40), st.integers(1, 30))
    def test_what_is_cut_fits(self, text, room):
        for signs in (UTF_8, ASCII):
            shown = signs.shown(text.replace("\n", " "))
            assert width(signs.fitted(shown, room)) <= max(room, width(signs.shown("…")))
            shown.encode(signs.encoding)


@given(st.text(alphabet="ab 顧 é", max_size=200), st.integers(8, 40))
def test_paragraphs_keep_their_words_and_the_width(text, room):
    found = wrapped(text, room)
    assert all(width(line) <= room for line in found)
    assert "".join("".join(found).split()) == "".join(text.split())


class TestTable:
    def columns(self, **rest):
        cells = (Piece("A long name indeed"), Piece("短い名前"))
        return [
            Column("Name", cells, least=8),
            Column("Owner", (Piece("Ada Field"), Piece("Bo")), goes=1),
            Column("Value", (Piece("83.2%"), Piece("7", Tone.BAD)), right=True, **rest),
        ]

    def test_columns_are_aligned_whatever_the_letters(self):
        found = lines(tabled(self.columns(), 60, UTF_8))
        assert found == [
            "Name                Owner      Value",
            "A long name indeed  Ada Field  83.2%",
            "短い名前            Bo             7",
        ]

    def test_what_can_be_spared_goes_before_names_are_short(self):
        assert lines(tabled(self.columns(), 25, UTF_8))[0] == "Name                Value"
        assert lines(tabled(self.columns(), 20, UTF_8))[1:] == [
            "A long name…   83.2%",
            "短い名前           7",
        ]

    def test_no_space_is_left_at_the_end(self):
        assert not [x for x in lines(tabled(self.columns(), 60, UTF_8)) if x != x.rstrip()]

    def test_a_column_that_wraps(self):
        wraps = [Column("Name", (Piece("one two three"),), least=5, wraps=True)]
        assert lines(tabled(wraps, 8, UTF_8))[1:] == ["one two", "three"]


class TestOverview:
    @pytest.mark.parametrize("room", [64, 70, 80, 100, 120, 200])
    @pytest.mark.parametrize("signs", [UTF_8, ASCII])
    def test_it_fits(self, sample, room, signs):
        found = lines(overview(*sample, signs, room))
        assert max(map(width, found)) <= room
        for line in found:
            line.encode(signs.encoding)

    @pytest.mark.parametrize(
        ("room", "headings"),
        [
            (120, "KPI Owner Value Target Gap Status Change Last 13"),
            (100, "KPI Value Target Gap Status Change Last 13"),
            (88, "KPI Value Target Status Change Last 13"),
            (80, "KPI Value Target Status Change Last 7"),
            (72, "KPI Value Target Status Change"),
        ],
    )
    def test_owner_goes_then_gap_then_sparkline(self, sample, room, headings):
        (head,) = [x for x in lines(overview(*sample, UTF_8, room)) if x.startswith("  KPI")]
        assert " ".join(head.split()) == headings

    def test_a_line_a_kpi_under_its_group(self, sample):
        card, said = sample
        found = lines(overview(card, said, UTF_8, 130))
        for kpi in said.kpis.values():
            (line,) = [x for x in found if x.startswith(f"  {kpi.name} ")]
            for text in (
                kpi.owner,
                kpi.value_brief,
                kpi.gap,
                kpi.status.short,
                kpi.variation.short,
            ):
                assert text.replace("\N{NO-BREAK SPACE}", " ") in line
        groups = [group.name for group in card.groups]
        assert [line for line in found if line in groups] == groups

    def test_the_words_are_those_of_the_paper(self, sample):
        _, said = sample
        text = " ".join(" ".join(lines(overview(*sample, UTF_8, 80))).split())
        assert said.headline in text
        for key in said.needs_to_know:
            assert key.lead.replace("\N{NO-BREAK SPACE}", " ") in text

    def test_tones_say_no_more_than_words(self, sample):
        pieces = [piece for line in overview(*sample, UTF_8, 120) for piece in line]
        bad = {piece.text for piece in pieces if piece.tone is Tone.BAD}
        good = {piece.text for piece in pieces if piece.tone is Tone.GOOD}
        assert bad == {"Off target", "Worsening"}
        assert good == {"On target", "Improving"}


def test_sparks_end_with_the_value_at_hand_and_show_gaps(sample):
    card, _ = sample
    by_id = {scored.kpi.id: scored for scored in card.kpis}
    nps = by_id["nps"]
    spark = spark_of(nps, 13, UTF_8)
    assert len(spark) == 13
    values = [point.value for point in nps.series][-13:]
    assert spark[values.index(max(values))] == BARS[-1]
    missing = replace(
        nps, series=(*nps.series[:-2], replace(nps.series[-2], value=None), nps.series[-1])
    )
    assert spark_of(missing, 13, UTF_8)[-2] == " "
    short = replace(nps, series=nps.series[-3:])
    assert spark_of(short, 13, UTF_8)[:10] == " " * 10


class TestHistory:
    def of(self, sample, kpi, room=100):
        card, said = sample
        scored = next(each for each in card.kpis if each.kpi.id == kpi)
        return scored, lines(history(scored, said, UTF_8, room))

    def test_a_row_a_period_with_what_the_page_says(self, sample):
        scored, found = self.of(sample, "nps")
        rows = {line.split()[0]: line for line in found if line[:4].isdigit()}
        assert list(rows) == [point.period.id for point in scored.series]
        assert rows["2026-06"].split()[1:4] == ["+45", "307", "+42"]
        assert "better (outside, run)" in rows["2026-06"]
        assert "+32 to +43" in rows["2026-06"]
        assert "earlier (run)" in rows["2023-07"]
        assert any(line.startswith("run: 7 or more in a row") for line in found)

    def test_breaks_and_what_is_ignored_are_said(self, sample):
        _, found = self.of(sample, "abandoned", 200)
        (strike,) = [line for line in found if line.startswith("2024-12")]
        assert "not counted: Strike at the contact centre" in strike
        (begun,) = [line for line in found if line.startswith("2025-03")]
        assert "limits start again: Call-back offered" in begun

    def test_comment_and_actions(self, sample):
        _, found = self.of(sample, "backlog")
        at = found.index("Comment")
        assert found[at + 1].startswith("What: Twice as many as a year ago")
        assert "Actions" in found[at:]
        assert "overdue by 24 days" in " ".join(found[at:])
        _, plain = self.of(sample, "breaches")
        assert "Comment" not in plain

    def test_a_comment_that_is_missing_is_said(self, sample):
        card, _ = sample
        missing = next(each for each in card.kpis if each.comment_state.is_missing)
        _, found = self.of(sample, missing.kpi.id)
        assert found[found.index("Comment") + 1].startswith("No comment from ")

    @pytest.mark.parametrize("room", [60, 80, 120])
    def test_it_fits(self, sample, room):
        for scored in sample[0].kpis:
            _, found = self.of(sample, scored.kpi.id, room)
            assert max(map(width, found)) <= max(room, 70), scored.kpi.id

    def test_a_kpi_without_any_data(self, tmp_path):
        text = company.KPIS.replace("    polarity", "    where: day < '2000-01-01'\n    polarity")
        card = cxscore.build(cxscore.read(company.write(tmp_path, text)))
        found = lines(history(card.kpis[0], Pack(card).said, UTF_8, 80))
        assert found == [
            "nps; owner Ada Field",
            "",
            "Net promoter score: no data for March 2026.",
        ]
