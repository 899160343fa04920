"""Comments in files: themes by flags, lists and words; who is counted, and what is printed."""

import unicodedata
from datetime import date
from hashlib import sha256
from typing import ClassVar

import pandas as pd
import pytest
import yaml

import cxscore
from cxscore.measure import sample_comments
from cxscore.measure.masking import masked
from tests import said
from tests.said import LONG, many, row, theme


@pytest.fixture
def built(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def build(rows, more=None, as_of="2026-02-05", **comments):
        said.write(tmp_path, rows)
        return cxscore.build(cxscore.read(said.page(more, **comments)), as_of=as_of)

    return build


def texts(*every):
    return [row("2026-01-05", f"p{n}", text) for n, text in enumerate(every)]


class TestWords:
    @pytest.mark.parametrize(
        ("words", "text", "found"),
        [
            (["wait*"], "I WAITED an hour", True),
            (["wait*"], "await", False),
            (["wait"], "waiting", False),
            (["wait"], "Why (wait)?", True),
            (["cant"], "can’t", False),
            (["can't"], "you CAN’T park", True),
            (["well cared for"], "well  cared for", True),
            (["café"], unicodedata.normalize("NFD", "das Café"), True),
            ([unicodedata.normalize("NFD", "café")], "CAFÉ!", True),
            (["cafe"], "café", False),
            (["cafe"], unicodedata.normalize("NFD", "café"), False),
            (["очеред*"], "Долгая ОЧЕРЕДЬ", True),
            (["c++"], "c++ is fun", True),
            (["a.c"], "abc", False),
        ],
    )
    def test_whole_words_in_any_case(self, built, words, text, found):
        scorecard = built(texts(text, "other"), themes={"words": {"t": words}}, minimum_base=0)
        assert theme(scorecard, "t").count == int(found)


class TestLists:
    def test_each_theme_of_a_list_once_a_person(self, built):
        rows = [
            row("2026-01-05", "a", touchpoint="price; waiting"),
            row("2026-01-05", "a", touchpoint="price;price"),
            row("2026-01-05", "b", touchpoint=" waiting ;"),
            row("2026-01-05", "c"),
        ]
        found = built(rows, themes={"column": "touchpoint"}, minimum_base=0).comments
        assert {each.id: each.count for each in found.themes} == {"waiting": 2, "price": 1}
        assert found.no_theme == 1

    def test_another_separator(self, built):
        rows = [row("2026-01-05", "a", touchpoint="price|a;b")]
        themes = {"column": "touchpoint", "separator": "|"}
        found = built(rows, themes=themes, minimum_base=0).comments
        assert {each.id for each in found.themes} == {"price", "a;b"}


class TestThemesAsKpis:
    MORE: ClassVar = {
        "kpis": {
            "waiting": {
                "name": "Waiting",
                "owner": "ada",
                "measure": {"comments": "waiting"},
                "polarity": "lower_is_better",
                "target": 20,
                "by": ["branch"],
            }
        }
    }
    WAYS = pytest.mark.parametrize(
        "themes",
        [
            {"columns": ["waiting", "kind"]},
            {"column": "touchpoint"},
            {"words": {"waiting": ["wait*"]}},
        ],
        ids=["flags", "list", "words"],
    )
    ROWS = (
        *(row("2025-12-05", f"p{n}", waiting="1", touchpoint="waiting") for n in range(4)),
        *(row("2025-12-06", f"p{n}", "Nothing to say") for n in range(9)),
        row("2026-01-05", "a", waiting="1", touchpoint="kind; waiting"),
        row("2026-01-06", "a", waiting="1", touchpoint="waiting", branch="South"),
        row("2026-01-06", "b", "Never in time", touchpoint="kind", branch="South"),
        row("2026-01-06", "", "So slow", touchpoint="kind", branch="South"),
        row("2026-01-06", "c", "did not answer", waiting="1", touchpoint="waiting"),
    )

    @WAYS
    @pytest.mark.parametrize("respondent", ["person", None])
    def test_they_are_what_the_comments_say(self, built, themes, respondent):
        scorecard = built(
            self.ROWS,
            self.MORE,
            themes=themes,
            respondent=respondent,
            no_comment=["did not answer"],
            minimum_base=0,
        )
        (kpi,) = scorecard.kpis
        found = theme(scorecard, "waiting")
        base = scorecard.comments.base
        assert (kpi.n, kpi.numerator, kpi.value) == (base, found.count, found.share)
        assert (kpi.interval.low, kpi.interval.high) == pytest.approx((found.low, found.high))
        assert [(point.n, point.value) for point in kpi.series[-2:]] == [
            (point.base, point.share) for point in found.series[-2:]
        ]
        assert kpi.n == (3 if respondent else 4)

    @pytest.mark.parametrize("theme_listed", ["waitng", "lift"])
    def test_a_theme_that_no_row_lists_is_no_0_percent(self, built, theme_listed):
        kpi = self.MORE["kpis"]["waiting"] | {"measure": {"comments": theme_listed}}
        themes = {"column": "touchpoint"}
        scorecard = built(self.ROWS, {"kpis": {"waiting": kpi}}, themes=themes)
        (found,) = scorecard.kpis
        assert (found.status.value, found.value) == ("no_data", None)
        (problem,) = [each for each in scorecard.problems if each.code == "CX705"]
        near = "did you mean 'waiting'?" if theme_listed == "waitng" else "there are: kind, waiting"
        no_row = f"no row has the theme '{theme_listed}', so kpis.waiting has no data"
        assert str(problem.message) == f"kpis.waiting.measure.comments: {no_row}; {near}"
        for form in ("html", "json"):
            assert cxscore.render(scorecard, form)

    def test_a_theme_of_another_year_is_0_percent(self, built):
        rows = [row("2023-01-05", "z", touchpoint="lift; kind"), *self.ROWS]
        kpi = self.MORE["kpis"]["waiting"] | {"measure": {"comments": "lift"}}
        scorecard = built(rows, {"kpis": {"waiting": kpi}}, themes={"column": "touchpoint"})
        assert scorecard.kpis[0].value == 0
        assert "CX705" not in {each.code for each in scorecard.problems}

    def test_papers_of_some_kpis_say_nothing_of_all_comments(self, built):
        more = {"kpis": self.MORE["kpis"] | said.page()["kpis"]}
        assert built(self.ROWS, more).comments is not None
        for kpi in more["kpis"]:
            narrowed = cxscore.build(cxscore.read(said.page(more)), as_of="2026-02-05", kpis=[kpi])
            assert narrowed.comments is None

    def test_it_has_a_status_segments_and_words(self, built):
        scorecard = built(self.ROWS, self.MORE, no_comment=["did not answer"], minimum_base=0)
        (kpi,) = scorecard.kpis
        assert kpi.status.value == "off_target"
        assert {each.segment: (each.n, each.value) for each in kpi.segments} == {
            ("North",): (1, 100.0),
            ("South",): (3, pytest.approx(100 / 3)),
        }
        assert "named “waiting”" in cxscore.render(scorecard, "html").decode()


class TestPrinted:
    def test_nothing_without_consent(self, built):
        rows = [row("2026-01-05", f"p{n}", f"{LONG} {n}", waiting="1") for n in range(9)]
        scorecard = built(rows)
        assert theme(scorecard, "waiting").verbatims == ()
        assert LONG not in cxscore.render(scorecard, "html").decode()
        assert LONG not in cxscore.render(scorecard, "json").decode()

    def test_two_a_theme_those_at_moments_first_then_by_their_digests(self, built):
        rows = [
            row("2026-01-05", f"p{n}", f"{LONG} {n}", waiting="1", consent="Y") for n in range(9)
        ]
        rows.append(row("2026-01-05", "m", f"{LONG}!", waiting="1", consent="Y", touchpoint="c"))
        rows.append(row("2025-12-05", "o", f"{LONG}?", waiting="1", consent="Y", touchpoint="c"))
        found = theme(
            built(
                rows,
                publish="consent = 'Y'",
                moment={"column": "touchpoint", "map": {"c": "call"}},
            ),
            "waiting",
        ).verbatims
        first = min(
            (f"{LONG} {n}" for n in range(9)), key=lambda text: sha256(text.encode()).hexdigest()
        )
        assert [(each.text, each.moment) for each in found] == [
            (f"{LONG}!", "call"),
            (first, None),
        ]

    @pytest.mark.parametrize("size", [39, 301])
    def test_neither_short_nor_long_ones(self, built, size):
        rows = [row("2026-01-05", "a", "x" * size, waiting="1", consent="Y")]
        kept = [row("2026-01-05", "b", "y" * 40, waiting="1", consent="Y")]
        found = theme(built(rows + kept, publish="consent = 'Y'"), "waiting")
        assert [each.text for each in found.verbatims] == ["y" * 40]

    def test_a_comment_stands_but_once(self, built):
        rows = [row("2026-01-05", "a", LONG, waiting="1", kind="1", consent="Y")]
        scorecard = built(rows, publish="consent = 'Y'")
        assert sum(len(each.verbatims) for each in scorecard.comments.themes) == 1

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("write to ann.b+c@mail.example.org, please", "write to [e-mail], please"),
            ("ask jane@localhost.", "ask [e-mail]."),
            ("JANE@EXAMPLE。COM or jane＠example．com", "[e-mail] or [e-mail]"),
            ("5 @ the shop, @home", "5 @ the shop, [name]"),
            ("call +44 (0)20 7946-0958 or 4111 1111 1111 1111", "call [number] or [number]"),
            ("at SW1A 1AA and sw1a1aa", "at [postcode] and [postcode]"),
            ("ask @ann_b about 80331", "ask [name] about [number]"),
            ("in 1012 AB, K1A 0B6 and D02 X285", "in [postcode], [postcode] and [postcode]"),
            ("10.30 pm, 3 times, 24/7, £1,200", "10.30 pm, 3 times, 24/7, £1,200"),
            ("a\x00b\x1b[31m\u202e\r\nc\td", "ab[31m c d"),
            ("fine 👏🏻 ❤️", "fine 👏🏻 ❤️"),
        ],
    )
    def test_what_tells_a_person_is_masked(self, text, kept):
        assert masked(text) == kept

    def test_what_is_printed_is_masked_in_every_format(self, built):
        text = f"{LONG}; call me on 020 7946 0958"
        rows = [row("2026-01-05", f"p{n}", text, waiting="1", consent="Y") for n in range(5)]
        scorecard = built(rows, publish="consent = 'Y'")
        for format_ in ("html", "json", "csv"):
            written = cxscore.render(scorecard, format_).decode()
            assert "7946" not in written
            assert ("call me on [number]" in written) is (format_ != "csv")

    def test_scripts_formulas_and_four_byte_signs_are_harmless(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        hostile = '=HYPERLINK("http://x.example","a")<script>alert(1)</script> {{ page }} 😡𝒳 & "q"'
        rows = [row("2026-01-05", f"p{n}", hostile, waiting="1", consent="Y") for n in range(6)]
        name = "<b>&{{7*7}}"
        header = said.HEADER.replace("waiting", name)
        said.write(tmp_path, rows, header)
        page = said.page(publish="consent = 'Y'", themes={"columns": [name]})
        scorecard = cxscore.build(cxscore.read(page), as_of="2026-02-05")
        assert theme(scorecard, name).verbatims[0].text == hostile
        html = cxscore.render(scorecard, "html").decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ page }} 😡𝒳" in html
        assert "<b>&{{7*7}}" not in html
        assert cxscore.render(scorecard, "pdf").startswith(b"%PDF")
        assert hostile.encode() not in cxscore.render(scorecard, "csv")


def test_a_dataset_that_no_kpi_asks_is_counted_all_the_same(built, tmp_path):
    (tmp_path / "other.csv").write_text("day\n2026-01-05\n", encoding="utf-8")
    more = {
        "datasets": {
            "answers": {"file": "answers.csv", "date": "day"},
            "other": {"file": "other.csv", "date": "day"},
        }
    }
    page = said.page(more)
    page["kpis"]["rows"]["dataset"] = "other"
    said.write(tmp_path, many("2026-01-10", 10, waiting=4))
    scorecard = cxscore.build(cxscore.read(page), as_of="2026-02-05")
    assert (scorecard.comments.base, theme(scorecard, "waiting").count) == (10, 4)


def test_rows_in_memory_whatever_their_flags_are():
    answers = pd.DataFrame(
        {
            "day": pd.to_datetime(["2026-01-05"] * 4),
            "person": [1, 1, 2, 3],
            "said": ["So slow", "Again", "Fine", None],
            "waiting": [True, None, True, None],
            "kind": [True, False, False, True],
            "whole": [1, 0, 0, 1],
        }
    )
    page = said.page(minimum_base=0, themes={"columns": ["waiting", "kind", "whole"]})
    scorecard = cxscore.build(cxscore.read(page), as_of="2026-02-05", frames={"answers": answers})
    assert scorecard.comments.base == 2
    assert {each.id: each.count for each in scorecard.comments.themes} == {
        "waiting": 2,
        "kind": 1,
        "whole": 1,
    }


def test_a_period_without_comments(built):
    rows = [row("2026-01-05", f"p{n}", "") for n in range(3)]
    scorecard = built(rows)
    assert scorecard.comments.base == 0
    assert "Nobody said anything in January 2026." in cxscore.render(scorecard, "html").decode()


def test_totals_that_are_kept_say_the_same(built, tmp_path):
    rows = [row("2026-01-05", f"p{n}", f"{LONG} {n}", waiting="1", consent="Y") for n in range(9)]
    said.write(tmp_path, rows)
    path = tmp_path / "kpis.yaml"
    path.write_text(yaml.safe_dump(said.page(publish="consent = 'Y'")), encoding="utf-8")
    kept = tmp_path / "kept"
    kept.mkdir()
    first, again = (
        cxscore.build(cxscore.read(path), as_of="2026-02-05", tallies=kept) for _ in range(2)
    )
    assert first.comments == again.comments
    assert first.comments.themes[0].verbatims
    assert list(kept.iterdir())


class TestSample:
    """What ``explain comments`` shows of a theme."""

    ROWS = (
        row("2026-01-05", "a", "I waited, and waited", consent="Y"),
        row("2026-01-06", "b", "The QUEUE was long; call 020 7946 0958", consent="Y"),
        row("2026-01-07", "c", "A queue, which nobody may see"),
        row("2026-01-08", "d", "So kind", consent="Y"),
        row("2026-01-08", "e", "Nothing", consent="Y"),
        row("2026-01-09", "f", "", consent="Y"),
    )
    THEMES: ClassVar = {"words": {"waiting": ["wait*", "queue"], "kindness": ["kind"]}}

    @pytest.fixture
    def sampled(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        said.write(tmp_path, self.ROWS)

        def sample(theme, most=20, **comments):
            definition = cxscore.read(said.page(**comments))
            return sample_comments(definition, theme, date(2026, 2, 5), most=most)

        return sample

    def test_comments_with_their_word_and_without_any_theme(self, sampled):
        found = sampled("waiting", themes=self.THEMES, publish="consent = 'Y'")
        assert {(each.text, each.word) for each in found.met} == {
            ("I waited, and waited", "waited"),
            ("The QUEUE was long; call [number]", "queue"),
        }
        assert [each.text for each in found.without] == ["Nothing"]
        assert found.may_print == 4

    def test_so_many_in_an_order_that_nobody_picks(self, sampled):
        found = sampled("waiting", 1, themes=self.THEMES, publish="consent = 'Y'")
        texts = ("I waited, and waited", "The QUEUE was long; call 020 7946 0958")
        first = min(texts, key=lambda text: sha256(text.encode()).hexdigest())
        assert [each.text[:9] for each in found.met] == [first[:9]]

    def test_none_without_consent(self, sampled):
        found = sampled("waiting", themes=self.THEMES)
        assert (found.met, found.without, found.may_print) == ((), (), None)

    def test_flags_have_no_words(self, sampled):
        found = sampled("waiting", publish="consent = 'Y'")
        assert (found.met, len(found.without)) == ((), 4)
