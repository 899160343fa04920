"""Which KPIs call for nothing, and how paper shows them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.agreements import Agreement, AgreementState, Keeping, ScoredAgreement
from cxscore.model.commentary import CommentNeed, CommentRemark, CommentState
from cxscore.model.findings import Forecast, FormulaPart, Movement, Target, Trend
from cxscore.model.journey import HiddenHotSpot, MomentScore
from cxscore.model.kpi import Break, Ignored, Standard
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.outline import Group, Paper
from cxscore.model.since_close import SinceClose
from cxscore.model.verdicts import Outlook, PointType, Status, Variation
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.quiet import CALLS, Call, calls_of, is_quiet
from tests.rendering.builders import (
    make_action,
    make_kpi,
    make_scorecard,
    page_of,
    wave,
    with_marks,
)

STEADY = make_kpi("k", wave(85, 0), target=80.0)
MEASURED = Agreement("P1", "amara", "jonas", "Keep it", kpi="k", due=date(2026, 1, 1))


def signal(kpi, **changed):
    return replace(kpi, signal=replace(kpi.signal, **changed))


def constant():
    """Return a KPI of which every value is the same: nothing of it is out of the ordinary."""
    kpi = make_kpi("k", [0.0] * 36, target=0.0)
    return replace(kpi, series=tuple(replace(p, point=PointType.COMMON_CAUSE) for p in kpi.series))


def trend(slope):
    return Trend(slope, slope / 2, slope * 2, 0.001, True, "mann_kendall", 36, "2023-07", "2026-06")


def forecast(verdict, target=80.0):
    return Forecast(verdict, "2027-03", Target(target), 85.0, 83.0, 87.0, "limits")


def part(status):
    return FormulaPart("part", "Part", 1.0, status, Variation.STEADY, base_too_small=False)


MOVED = Movement("year_ago", ("region",), "2025-06", 2.0, 1.0, 1.0, simpson=False, shown=True)
LOUD = [
    (Call.STATUS, make_kpi("k", wave(77, 0), target=80.0, within=5.0)),
    (Call.STATUS, make_kpi("k", [*wave(85, 0, 35), None], target=80.0)),
    (Call.DOUBT, replace(STEADY, stale=True)),
    (Call.DOUBT, replace(STEADY, complete=False)),
    (Call.DOUBT, replace(STEADY, base_too_small=True)),
    (Call.DOUBT, make_kpi("k", wave(85, 0, 6), target=80.0)),
    (Call.SIGNAL, signal(STEADY, variation=Variation.IMPROVING)),
    (Call.SIGNAL, signal(STEADY, variation=Variation.NO_SIGNAL_POSSIBLE)),
    (Call.SIGNAL, replace(STEADY, trend=trend(-2.0))),
    (Call.LIMITS, with_marks(STEADY, breaks=(Break("2026-01", "New courier"),))),
    (Call.LIMITS, with_marks(STEADY, ignore=(Ignored("2025-12", "Strike"),))),
    (Call.OUTLOOK, replace(STEADY, forecast=forecast(Outlook.WILL_BE_MISSED))),
    (Call.OUTLOOK, replace(STEADY, forecast=forecast(Outlook.IN_DOUBT, 86.0))),
    (Call.PART, replace(STEADY, parts=(part(Status.AT_RISK),))),
    (Call.MOVED, replace(STEADY, movement=(MOVED,))),
    (Call.COMMENT, replace(STEADY, comment_state=CommentState(CommentNeed.DUE_BY))),
    (Call.COMMENT, replace(STEADY, comment_state=CommentState(remarks=(CommentRemark.COPIED,)))),
]  # fmt: skip


def calls(kpi, **more):
    """Return what *kpi* calls for, in a paper that has nothing else."""
    return list(calls_of(kpi, replace(make_scorecard([STEADY]), kpis=(kpi,), **more)))


def test_a_kpi_on_target_that_is_steady_calls_for_nothing():
    assert calls(STEADY) == []
    assert is_quiet(STEADY, make_scorecard([STEADY]))


@pytest.mark.parametrize(
    "kpi",
    [
        pytest.param(make_kpi("k", wave(85, 0)), id="without a target"),
        pytest.param(constant(), id="the same every month"),
        pytest.param(replace(STEADY, trend=trend(2.0)), id="slowly better"),
        pytest.param(replace(STEADY, forecast=forecast(Outlook.IN_DOUBT)), id="by chance"),
        pytest.param(replace(STEADY, parts=(part(Status.ON_TARGET),)), id="of good parts"),
    ],
)
def test_what_is_in_order_stays_quiet(kpi):
    assert calls(kpi) == []


@pytest.mark.parametrize(("call", "kpi"), LOUD)
def test_what_is_not_in_order_is_shown_in_full(call, kpi):
    assert call in calls(kpi)


def test_every_call_is_asked_for():
    assert set(CALLS) == set(Call)


def test_a_standard_that_is_not_met_is_no_quiet_matter():
    met, missed = (
        replace(STEADY, kpi=replace(STEADY.kpi, standard=Standard(value, "Code")))
        for value in (80.0, 95.0)
    )
    assert calls(met) == []
    assert calls(missed) == [Call.RULE]


def test_a_part_of_the_customers_calls():
    hidden = (HiddenHotSpot("k", "region", "North", 0.2),)
    moments = (MomentScore("m", "Receive", "m", hidden=hidden),)
    assert calls(STEADY, moments=moments) == [Call.SEGMENT]


@pytest.mark.parametrize("kind", [LogKind.DECISION, LogKind.FAILURE])
@pytest.mark.parametrize(
    ("status", "expected"), [(LogStatus.OPEN, [Call.WORK]), (LogStatus.DONE, [])]
)
def test_rows_about_it_call_while_they_are_open(kind, status, expected):
    row = make_action("D1", "k", "Pay for it", status=status)
    row = replace(row, row=replace(row.row, kind=kind))
    assert calls(STEADY, log=(row,)) == expected


def test_an_action_under_way_calls():
    assert calls(replace(STEADY, actions=(make_action("A1", "k", "Do it"),))) == [Call.WORK]


@pytest.mark.parametrize(
    ("keeping", "state", "expected"),
    [
        (Keeping.KEPT, AgreementState.AGREED, []),
        (Keeping.NOT_YET_DUE, AgreementState.AGREED, []),
        (Keeping.BROKEN, AgreementState.AGREED, [Call.PROMISE]),
        (Keeping.KEPT, AgreementState.CONTESTED, [Call.PROMISE]),
        (Keeping.ENDED, AgreementState.REFUSED, []),
    ],
)
def test_promises_for_it_call_where_they_are_broken_or_contested(keeping, state, expected):
    promise = ScoredAgreement(replace(MEASURED, state=state), keeping)
    assert calls(STEADY, agreements=(promise,)) == expected
    other = ScoredAgreement(replace(MEASURED, kpi="other", state=state), keeping)
    assert calls(STEADY, agreements=(other,)) == []


def test_what_is_not_as_it_was_told_calls():
    since = SinceClose("2026-05", date(2026, 6, 8), "2026-05.json", "0", new=("k",))
    assert calls(STEADY, since_close=since) == [Call.TOLD]
    assert calls(STEADY, since_close=replace(since, new=("other",))) == []


def group_of(number, quiet):
    target = 80.0 if quiet else 99.0
    return make_kpi(f"k{number}", wave(85, 0), target=target, group="g" if number < 5 else "h")


@pytest.fixture
def card():
    kpis = [group_of(number, quiet=number not in (2, 4)) for number in range(6)]
    return make_scorecard(kpis, groups=(Group("g", "One"), Group("h", "Two")))


def test_rows_of_paper_keep_their_order_the_quiet_ones_last(card):
    page = page_of(card)
    rows = [[panel.kpi.id for panel in row] for row in page.panel_rows]
    assert rows == [["k2"], ["k4"], ["k0", "k1", "k3", "k5"]]
    assert [panel.kpi.id for panel in page.panels] == [f"k{at}" for at in range(6)]


def test_four_stand_in_a_row():
    kpis = [make_kpi(f"k{at}", wave(85, 0), target=80.0) for at in range(6)]
    page = page_of(make_scorecard(kpis))
    assert [len(row) for row in page.panel_rows] == [4, 2]
    paper = fill_templates(Pack(make_scorecard(kpis)), for_paper=True)
    assert paper.count('<div class="kpi"></div>') == 2, "the second row keeps its columns"
    assert paper.count(page.quiet_title) == 1, "above the first row alone"


def test_what_stands_above_them_is_true_of_all():
    held = make_kpi("a", wave(85, 0), target=80.0)
    free = make_kpi("b", wave(85, 0))
    assert page_of(make_scorecard([held])).quiet_title == "Steady and on target"
    assert page_of(make_scorecard([held, free])).quiet_title == "Steady"
    loud = make_kpi("a", wave(77, 0), target=80.0)
    assert page_of(make_scorecard([loud])).quiet_title == ""


def test_paper_shows_them_small_and_a_screen_in_full(card):
    paper = fill_templates(Pack(card), for_paper=True)
    detail = re.search(r'<section id="detail".*?</section>', paper, re.DOTALL)[0]
    assert detail.count("<article") == 6
    assert detail.count("Year ago") == 2, "two panels in full"
    assert detail.count('class="quiet"') == 1
    assert "Steady and on target" in detail
    for number in range(6):
        assert detail.count(f'id="kpi-k{number}"') == 1
    screen = fill_templates(Pack(card), for_paper=False)
    detail = re.search(r'<section id="detail".*?</section>', screen, re.DOTALL)[0]
    assert detail.count("Year ago") == 6
    assert "Steady and on target" not in detail


@pytest.mark.parametrize(("paper", "width"), [(Paper.A4, 206.3), (Paper.LETTER, 191.8)])
def test_small_charts_are_low_and_labels_keep_their_size(card, paper, width):
    page = page_of(replace(card, heading=replace(card.heading, paper=paper)))
    small = page.panel_rows[2][0].small
    assert f'viewBox="0 0 {width:g} 54"' in small
    assert set(re.findall(r'font-size="([\d.]+)"', small)) <= set(
        re.findall(r'font-size="([\d.]+)"', page.panel_rows[0][0].chart)
    )
    assert "Target" not in small, "it is said above the chart"
    assert not page.panel_rows[0][0].small
