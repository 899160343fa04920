"""What of the registers paper has, and what stands on the page for screens alone."""

import re
from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.agreements import Agreement, AgreementState, Keeping, ScoredAgreement, Threshold
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.since_close import SinceClose
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections.settled import is_live, last_meeting
from tests.rendering.builders import make_action, make_kpi, make_scorecard, page_of, wave

KPI = make_kpi("k", wave(85, 0), target=80.0)
CLOSE = SinceClose("2026-05", date(2026, 6, 8), "2026-05.json", "0")


def row(key, kind, status=LogStatus.DONE, closed=None):
    scored = make_action(key, "k", f"Title {key}", status=status)
    return replace(scored, row=replace(scored.row, kind=kind, closed=closed))


@pytest.mark.parametrize(
    ("status", "closed", "live"),
    [
        (LogStatus.OPEN, None, True),
        (LogStatus.BLOCKED, None, True),
        (LogStatus.DONE, date(2026, 6, 8), True),
        (LogStatus.DONE, date(2026, 6, 7), False),
        (LogStatus.CANCELLED, None, False),
    ],
)
def test_what_is_open_or_was_settled_since_the_last_close(status, closed, live):
    card = make_scorecard([KPI], since_close=CLOSE)
    assert is_live(row("A1", LogKind.ACTION, status, closed), card) is live


def test_without_a_close_the_period_that_is_reported_counts():
    assert last_meeting(make_scorecard([KPI], since_close=CLOSE)) == date(2026, 6, 8)
    assert last_meeting(make_scorecard([KPI])) == date(2026, 6, 1)


def sections(card):
    """Return the log's section on paper, and on a screen."""
    pages = (fill_templates(Pack(card), for_paper=paper) for paper in (True, False))
    return [re.search(r'<section id="log".*?</section>', page, re.DOTALL)[0] for page in pages]


def test_paper_counts_the_rows_of_the_log_that_are_settled():
    log = (
        row("D1", LogKind.DECISION, closed=date(2026, 1, 9)),
        row("B1", LogKind.BLOCKER, LogStatus.OPEN),
        row("B2", LogKind.BLOCKER, closed=date(2026, 2, 9)),
        row("F1", LogKind.FAILURE, closed=date(2026, 6, 20)),
    )
    card = make_scorecard([KPI], log=log, since_close=CLOSE)
    paper, screen = sections(card)
    assert [key for key in ("D1", "B1", "B2", "F1") if f"Title {key}" in paper] == ["B1", "F1"]
    assert "2 rows settled before the last meeting are in scorecard.json." in paper
    assert all(f"Title {key}" in screen for key in ("D1", "B1", "B2", "F1"))
    assert "settled before" not in screen


def promise(key, keeping, *, state=AgreementState.AGREED, streak=6, closed=None):
    agreement = Agreement(
        key, "amara", "jonas", f"Title {key}", state=state, kpi="k",
        threshold=Threshold(80.0, at_least=True), closed=closed,
    )  # fmt: skip
    return ScoredAgreement(agreement, keeping, "2026-06", 85.0, (12, 12), streak)


def test_paper_names_the_promises_that_are_kept_as_before():
    agreements = (
        promise("P1", Keeping.BROKEN),
        promise("P2", Keeping.KEPT),
        promise("P3", Keeping.KEPT, streak=1),
        promise("P4", Keeping.KEPT, state=AgreementState.CONTESTED),
        promise("P5", Keeping.KEPT, closed=date(2026, 6, 9)),
        promise("P6", Keeping.ENDED, closed=date(2026, 5, 9)),
    )
    card = make_scorecard([KPI], agreements=agreements, since_close=CLOSE)
    live = {each.said.id for each in page_of(card).promises.rows if each.live}
    assert live == {"P1", "P3", "P4", "P5"}
    paper = fill_templates(Pack(card), for_paper=True)
    assert "Kept as before or settled earlier: " in paper
    assert "P2 “Title P2”" in paper
    assert "Kept as before" not in fill_templates(Pack(card), for_paper=False)


def test_a_matrix_of_few_people_stands_in_halves_on_paper():
    kpis = [replace(make_kpi(f"k{at}", wave(85, 0), target=80.0)) for at in range(13)]
    found = page_of(make_scorecard(kpis)).accountability
    assert found.in_halves
    assert not page_of(make_scorecard(kpis[:11])).accountability.in_halves
    paper = fill_templates(Pack(make_scorecard(kpis)), for_paper=True)
    halves = re.search(r'<div class="halves">(.*?)</div>', paper, re.DOTALL)[1]
    assert [table.count('scope="row"') for table in halves.split("</table>")[:2]] == [7, 6]
    screen = fill_templates(Pack(make_scorecard(kpis)), for_paper=False)
    assert 'class="halves"' not in screen
