"""The panels of paper: what they say, how their charts are labelled, and which share a row."""

import re
from dataclasses import replace

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.commentary import CommentNeed, CommentState
from cxscore.model.findings import Comparison, Forecast, Season, Target, Trend
from cxscore.model.outline import Heading, Paper
from cxscore.model.registers import Comment
from cxscore.model.verdicts import Outlook, Variation
from cxscore.rendering.charts.sizes import PANEL_PRINTED, PANEL_WIDTH
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.first_page import MILLIMETRE
from cxscore.rendering.sections.panel_charts import HEIGHT, TALL
from tests.rendering.builders import make_action, make_kpi, make_scorecard, page_of, wave

SHORT = make_kpi("k", wave(77, 0), target=80.0)
BETTER = make_kpi("k", [*wave(80, 0, 28), *[88.0 + at % 2 for at in range(8)]], target=75.0)
BETTER = replace(
    BETTER, signal=replace(BETTER.signal, since="2025-11", limits_left_since="2025-11")
)
"""On target, and improved by more than chance: it calls for a panel, and for nobody's words."""


def panels(*kpis, **more):
    return page_of(make_scorecard([*kpis], **more)).panels


def panel_of(kpi):
    """Return the panel of *kpi* with all that was found out of it as it is."""
    (panel,) = page_of(replace(make_scorecard([kpi]), kpis=(kpi,))).panels
    return panel


def paper_of(*kpis, **more):
    """Return the section of the panels on paper."""
    html = fill_templates(Pack(make_scorecard([*kpis], **more)), for_paper=True)
    return re.search(r'<section id="detail".*?</section>', html, re.DOTALL)[0]


def commented(**texts):
    return [Comment("k", "2026-06", "amara", **texts)]


class TestCharts:
    @pytest.mark.parametrize("paper", list(Paper))
    def test_all_have_one_height_on_paper_and_another_on_a_screen(self, paper):
        kpis = [make_kpi(f"k{at}", wave(77, 0), target=80.0) for at in range(13)]
        for panel in panels(*kpis, heading=Heading("T", paper=paper)):
            assert f'viewBox="0 0 342 {HEIGHT:g}"' in panel.chart
            assert f'viewBox="0 0 342 {TALL:g}"' in panel.tall

    def test_limits_that_span_the_chart_are_two_centimetres_apart(self):
        signs, head, axis, air = 13.0, 3.0, 14.0, 6.0
        band = (HEIGHT - signs - head - axis - air) * PANEL_PRINTED / PANEL_WIDTH
        assert band >= 20 * MILLIMETRE

    def test_paper_has_limits_as_numbers_and_no_number_of_the_mean(self):
        (panel,) = panels(SHORT)
        low, high = panel.kpi.lower, panel.kpi.upper
        written = re.findall(r">([^<>]+)</text>", panel.chart)
        assert {low, high, f"Target {panel.kpi.target_brief}"} <= set(written)
        assert not [text for text in written if re.match("Limit|Mean", text)]
        assert f"Limit {low}" in panel.tall
        assert f"Mean {panel.kpi.mean}" in panel.tall
        assert [line.text.split()[0] for line in panel.lines].count("Limit") == 2

    def test_the_centre_of_a_chart_without_a_band_keeps_its_name(self):
        signal = replace(SHORT.signal, limits=None, median=77.0)
        series = tuple(replace(p, limits=None, median=77.0) for p in SHORT.series)
        (panel,) = panels(replace(SHORT, signal=signal, series=series))
        assert "Mean 77.0%" in panel.chart


class TestWords:
    def test_a_year_ago_and_the_longest_beyond_sampling_error(self):
        def moved(beyond):
            return Comparison("2026-06", 77.0, 400, "2025-06", 75.0, 400, 2.0, 2.7, beyond, 0.01)

        def compared(previous, year_ago, to_date, trailing):
            found = replace(
                SHORT.comparisons,
                previous=replace(moved(previous), base_period="2026-05"),
                year_ago=moved(year_ago),
                fiscal_ytd=replace(moved(to_date), base_value=74.0),
                trailing_year=replace(moved(trailing), base_value=73.0),
            )
            (panel,) = panels(replace(SHORT, comparisons=found))
            return [row.brief for row in panel.printed.compared]

        assert compared(True, True, True, True) == ["Year ago", "Trailing year"]
        assert compared(True, True, True, False) == ["Year ago", "Year to date"]
        assert compared(True, False, False, False) == ["Month before", "Year ago"]
        assert compared(True, True, False, False) == ["Year ago"]

    def test_within_a_range_there_is_no_gap_to_tell(self):
        target = Target(low=60.0, high=99.0)
        within = make_kpi("k", wave(77, 0), polarity=Polarity.IN_RANGE, target=target)
        assert panel_of(within).printed.gap == ""
        assert ", gap" not in paper_of(within)
        beyond = make_kpi("k", wave(50, 0), polarity=Polarity.IN_RANGE, target=target)
        assert panel_of(beyond).printed.gap == "−9.0"

    def test_without_target_and_comparison_there_is_no_empty_table(self):
        assert '<table class="kv">' not in paper_of(make_kpi("k", wave(77, 0, 5)))

    def test_the_forecast_is_a_sentence(self):
        found = Forecast(
            Outlook.IN_DOUBT, "2027-03", Target(80.0), 79.0, 77.0, 81.0, "limits",
            step_required=3.0, best_step=4.0,
        )  # fmt: skip
        (panel,) = panels(replace(SHORT, forecast=found))
        assert panel.printed.found == (panel.kpi.outlook_brief,)
        assert "It needs a rise" in panel.kpi.forecast_sentence
        assert panel.kpi.forecast_sentence in panel.kpi.findings, "on a screen"

    def test_a_trend_that_the_forecast_goes_by_is_not_told_beside_it(self):
        found = Trend(-2.0, -4.0, -1.0, 0.001, True, "mann_kendall", 36, "2023-07", "2026-06")
        ahead = Forecast(Outlook.IN_DOUBT, "2027-03", Target(80.0), 79.0, 77.0, 81.0, "trend")
        (panel,) = panels(replace(SHORT, trend=found, forecast=ahead))
        assert panel.kpi.trend_sentence in panel.kpi.findings
        assert panel.printed.found == (panel.kpi.outlook_brief,)

    def test_the_pattern_of_a_year_is_told_where_nobody_comments(self):
        yearly = replace(SHORT, season=Season(detected=True, p_value=0.001, highest=12, lowest=1))
        (alone,) = panels(yearly)
        assert alone.kpi.season_sentence.startswith("Each year it is highest in March")
        assert alone.kpi.season_sentence in alone.printed.found
        (told,) = panels(yearly, commentary=commented(what="Fewer vans."))
        assert told.kpi.season_sentence not in told.printed.found

    def test_what_its_owner_says_needs_no_heading_and_no_chart_in_words(self):
        said = commented(what="Fewer vans.", why="A strike.")
        paper = paper_of(BETTER, commentary=said)
        assert '<div class="said">Fewer vans.' in paper
        assert "<b>Why.</b> A strike." in paper
        assert "It has improved since" not in paper
        screen = fill_templates(Pack(make_scorecard([BETTER], commentary=said)), for_paper=False)
        assert "<b>What happened.</b> Fewer vans." in screen

    def test_where_nobody_comments_it_says_since_when_and_how_often_the_target_was_met(self):
        (panel,) = panels(BETTER)
        told = "It has improved since November 2025; target met in all 8 months since."
        assert panel.printed.found == (told,)
        assert panel.kpi.signal_sentence not in paper_of(BETTER)
        assert panels(SHORT)[0].kpi.signal_brief == "", "ordinary variation is seen"


class TestTheChartInALine:
    def brief(self, kpi, **signal):
        return panel_of(replace(kpi, signal=replace(kpi.signal, **signal))).kpi.signal_brief

    def test_a_change_that_the_title_tells_is_not_told_again(self):
        assert self.brief(BETTER, since="2026-06", limits_left_since=None) == ""
        assert self.brief(BETTER, since=None) == ""

    def test_the_target_may_be_counted_from_another_month(self):
        told = "It has improved since January 2026; target met in all 8 months since November 2025."
        assert self.brief(BETTER, since="2026-01") == told
        assert self.brief(BETTER, limits_left_since=None) == "It has improved since November 2025."

    @pytest.mark.parametrize(
        ("variation", "verb"),
        [
            (Variation.WORSENING, "worsened"),
            (Variation.UP, "risen"),
            (Variation.DOWN, "fallen"),
        ],
    )
    def test_each_way_has_its_verb(self, variation, verb):
        assert self.brief(BETTER, variation=variation).startswith(f"It has {verb} since")

    def test_what_cannot_be_told_is_said_in_full(self):
        few = panel_of(make_kpi("k", wave(85, 0, 6), target=80.0)).kpi
        assert few.signal_brief == few.signal_sentence != ""


class TestRows:
    def rows(self, *kpis, **more):
        page = page_of(make_scorecard([*kpis], **more))
        return [[panel.kpi.id for panel in row] for row in page.panel_rows]

    def kpis(self, *ids, of=BETTER):
        return [replace(of, kpi=replace(of.kpi, id=key, name=key)) for key in ids]

    def test_two_that_nobody_comments_on_share_a_row_after_the_others(self):
        kpis = self.kpis("a", "b", "c")
        assert self.rows(kpis[0], SHORT, *kpis[1:]) == [["a"], ["k"], ["b", "c"]]
        assert self.rows(kpis[0], SHORT, kpis[1]) == [["k"], ["a", "b"]]
        assert self.rows(kpis[0], SHORT) == [["a"], ["k"]], "one alone has its place"

    @pytest.mark.parametrize(
        "kpi",
        [
            pytest.param(SHORT, id="short of its target"),
            pytest.param(
                replace(BETTER, comment_state=CommentState(CommentNeed.DUE_BY)), id="to be said"
            ),
            pytest.param(
                replace(BETTER, actions=(make_action("A1", "k", "Do it"),)), id="to be done"
            ),
        ],
    )
    def test_what_somebody_has_to_act_on_has_a_row_of_its_own(self, kpi):
        assert not panel_of(kpi).is_brief
        assert panel_of(BETTER).is_brief

    def test_what_is_commented_on_has_one_too(self):
        assert not panels(BETTER, commentary=commented(what="Fewer vans."))[0].is_brief

    def test_a_pair_says_all_that_a_panel_says(self):
        one, two = self.kpis("a", "b")
        paper = paper_of(one, two)
        assert paper.count('<div class="paired">') == 1
        for panel in panels(one, two):
            assert f'id="{panel.anchor}"' in paper
            for text in (panel.kpi.claim, *panel.printed.found, panel.kpi.target_brief):
                assert text in paper
        width = float(re.search(r'viewBox="0 0 ([\d.]+) 88"', panels(one)[0].narrow)[1])
        assert 200 < width < 342 / 1.2
