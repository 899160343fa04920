"""Themes of comments: their base, what rises and falls, what is new, and the mix."""

import pytest

import cxscore
from cxscore.model.comment_scores import Direction
from cxscore.score.statistics.proportions import fisher, newcombe, p_of_counts, wilson
from tests import said
from tests.said import many, row, theme

MONTHS = [f"2025-{month:02}-10" for month in range(1, 13)]


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Build a scorecard of these rows."""
    monkeypatch.chdir(tmp_path)

    def build(rows, more=None, as_of="2026-02-05", **comments):
        said.write(tmp_path, rows)
        return cxscore.build(cxscore.read(said.page(more, **comments)), as_of=as_of)

    return build


class TestBase:
    def test_rows_of_one_person_count_once(self, built):
        rows = [row("2026-01-05", f"p{n}", waiting="1") for n in range(6)]
        rows += [row("2026-01-06", "p0", kind="1"), row("2026-01-07", "p1", waiting="1")]
        found = built(rows).comments
        assert (found.rows, found.said, found.respondents, found.base) == (8, 8, 6, 6)
        assert theme(built(rows), "waiting").count == 6
        assert theme(built(rows), "kind").share == pytest.approx(100 / 6)

    def test_without_a_respondent_each_row_is_one(self, built):
        rows = [row("2026-01-05", "p", waiting="1"), row("2026-01-06", "p", waiting="1")]
        found = built(rows, respondent=None, minimum_base=0).comments
        assert (found.base, found.themes[0].count, found.per_person) == (2, 2, False)

    def test_a_blank_respondent_is_a_person_of_its_own_and_counted(self, built):
        rows = [row("2026-01-05", ""), row("2026-01-05", ""), row("2026-01-05", "a")]
        found = built(rows, minimum_base=0).comments
        assert (found.base, found.unnamed) == (3, 2)

    def test_who_says_nothing_is_no_base(self, built):
        silent = ["", " ", "Did Not Answer", "did not answer "]
        rows = [row("2026-01-05", f"q{n}", text, waiting="1") for n, text in enumerate(silent)]
        rows += [row("2026-01-05", "a", "Nothing."), row("2026-01-05", "b", "None")]
        found = built(rows, no_comment=["did not answer"], minimum_base=0).comments
        assert (found.rows, found.said, found.respondents, found.base) == (6, 2, 6, 2)
        assert (found.no_theme, found.no_theme_share) == (2, 100.0)
        assert theme(built(rows, no_comment=["did not answer"]), "waiting").count == 0

    def test_fewer_than_the_minimum_are_counted_without_shares(self, built):
        rows = many("2025-12-10", 20, waiting=5) + many("2026-01-10", 4, waiting=2)
        found = theme(built(rows), "waiting")
        assert (found.count, found.share, found.low, found.previous) == (2, None, None, None)
        assert built(rows).comments.base_too_small

    def test_complaints_are_of_those_with_the_theme(self, built):
        rows = [row("2026-01-05", f"p{n}", waiting="1", mood=str(n)) for n in range(1, 6)]
        sentiment = {"column": "mood", "negative": [4, 5], "positive": [1]}
        assert theme(built(rows, sentiment=sentiment), "waiting").negative_share == 40.0
        assert theme(built(rows), "waiting").negative_share is None


class TestChange:
    def test_a_riser_and_a_faller_as_the_formulas_have_them(self, built):
        rows = many("2025-12-10", 200, waiting=20, kind=90) + many(
            "2026-01-10", 180, waiting=50, kind=30
        )
        scorecard = built(rows)
        rose, fell = (theme(scorecard, name).previous for name in ("waiting", "kind"))
        one, two = 50 / 180, 20 / 200
        low, high = newcombe(one, wilson(one, 180, 0.95), two, wilson(two, 200, 0.95))
        assert (rose.low, rose.high) == pytest.approx((100 * low, 100 * high))
        p_value = p_of_counts((50, 180), (20, 200))
        assert rose.p_value == pytest.approx(p_value)
        assert rose.q_value == pytest.approx(p_value)
        assert (rose.direction, fell.direction) == (Direction.RISER, Direction.FALLER)
        assert scorecard.comments.tested == 2

    def test_fewer_than_five_in_both_are_not_tested(self, built):
        rows = many("2025-12-10", 50, waiting=1, kind=3) + many("2026-01-10", 50, waiting=3, kind=3)
        scorecard = built(rows)
        assert theme(scorecard, "waiting").previous.p_value is None
        assert theme(scorecard, "kind").previous.p_value is not None
        assert scorecard.comments.tested == 1

    def test_an_interval_without_zero_is_not_enough(self, tmp_path, monkeypatch):
        """Of many themes one differs by chance; it is corrected for how many were tested."""
        monkeypatch.chdir(tmp_path)
        columns = [f"t{n}" for n in range(25)]
        header = f"{said.HEADER},{','.join(columns)}"

        def rows(day, many_of_first):
            for n in range(300):
                flags = ["1" if n < (many_of_first if at == 0 else 30) else "0" for at in range(25)]
                yield f"{row(day, f'{day}{n}')},{','.join(flags)}"

        every = [*rows("2025-12-10", 12), *rows("2026-01-10", 27)]
        said.write(tmp_path, every, header)
        page = said.page(themes={"columns": columns})
        scorecard = cxscore.build(cxscore.read(page), as_of="2026-02-05")
        found = theme(scorecard, "t0").previous
        assert scorecard.comments.tested == 25
        assert found.low > 0
        assert found.p_value < 0.05 < found.q_value
        assert found.direction is None

    def test_a_year_ago_is_the_same_period_of_the_year_before(self, built):
        rows = many("2025-01-10", 60, waiting=40) + many("2026-01-10", 60, waiting=10)
        scorecard = built(rows)
        found = theme(scorecard, "waiting")
        assert (found.previous, found.year_ago.period) == (None, "2025-01")
        assert found.year_ago.direction is Direction.FALLER
        assert scorecard.comments.tested_year_ago == 1

    def test_the_mix_is_taken_out_by_the_midpoint(self, built):
        """North and South name it as before; there is more of South now."""
        before = many("2025-12-10", 300, waiting=30) + many(
            "2025-12-10", 100, waiting=60, branch="South"
        )
        now = many("2026-01-10", 100, waiting=10) + many(
            "2026-01-10", 300, waiting=180, branch="South"
        )
        found = theme(built(before + now, by=["branch"]), "waiting").previous
        assert found.direction is Direction.RISER
        assert found.change == pytest.approx(25.0)
        assert (found.mix.by, found.mix.share) == ("branch", pytest.approx(22.5))
        assert theme(built(before + now), "waiting").previous.mix is None


class TestNew:
    def test_nobody_named_it_in_the_year_before(self, built):
        rows = [line for day in MONTHS for line in many(day, 10, kind=2)]
        now = many("2026-01-10", 10, waiting=3, kind=3)
        scorecard = built(rows + now)
        assert theme(scorecard, "waiting").is_new
        assert not theme(scorecard, "kind").is_new

    @pytest.mark.parametrize(("count", "first"), [(2, 0), (3, 1)], ids=["two", "no whole year"])
    def test_two_are_not_enough_nor_is_less_than_a_year(self, built, count, first):
        rows = [line for day in MONTHS[first:] for line in many(day, 10, kind=2)]
        assert not theme(built(rows + many("2026-01-10", 10, waiting=count)), "waiting").is_new


class TestExactly:
    """scipy is the oracle."""

    @pytest.mark.parametrize(
        ("one", "two"), [((1, 10), (8, 12)), ((0, 40), (5, 38)), ((3, 2000), (1, 900))]
    )
    def test_fisher(self, one, two):
        from scipy.stats import fisher_exact

        table = [[one[0], one[1] - one[0]], [two[0], two[1] - two[0]]]
        assert fisher(one, two) == pytest.approx(fisher_exact(table).pvalue, rel=1e-9)

    def test_it_is_taken_where_less_than_five_are_to_be_expected(self):
        assert p_of_counts((1, 10), (8, 12)) == fisher((1, 10), (8, 12))
        assert p_of_counts((30, 100), (45, 120)) != pytest.approx(fisher((30, 100), (45, 120)))
        assert p_of_counts((0, 10), (0, 12)) is None
