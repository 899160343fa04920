"""Failures and blockers taken together, in words."""

import pytest

from cxscore.model.accountability import (
    Accountability,
    ClearedBlockers,
    FailureSummary,
    SpansCompared,
)
from cxscore.model.log import LogKind, LogRow, LogStatus
from tests.rendering.builders import AS_OF, make_kpi, make_scorecard, page_of
from tests.scored_rows import scored_log


def log_page(**found):
    rows = [
        LogRow("f", LogKind.FAILURE, "F", "daniel", LogStatus.OPEN, opened=AS_OF),
        LogRow("b", LogKind.BLOCKER, "B", "daniel", LogStatus.OPEN, opened=AS_OF),
    ]
    told = Accountability(**found)
    actions = scored_log(rows, AS_OF)
    return page_of(
        make_scorecard([make_kpi("nps", [40.0, 41.0])], actions=actions, accountability=told)
    ).log


def failures(by_staff, told, count=None, interval=(0.491273, 0.875002), spans=None):
    return FailureSummary(count or told, told, by_staff, interval, 0, told, None, spans=spans)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, ()),
        (failures(1, 1), ()),
        (failures(0, 0, 3, None), ()),
        (
            failures(13, 18),
            ("13 of 18 failures were found by our own people (72%, 49% to 88%).",),
        ),
        (
            failures(13, 18, 19),
            (
                "13 of 18 failures whose finder is known were found by our own people "
                "(72%, 49% to 88%).",
            ),
        ),
        (
            failures(1, 1, spans=SpansCompared(12, 9, 3, 0.145996, significant=False)),
            (
                "9 failures in the last 12 months, after 3 in the 12 before: no more than "
                "chance brings.",
            ),
        ),
        (
            failures(1, 1, spans=SpansCompared(6, 1, 9, 0.02, significant=True)),
            ("1 failure in the last 6 months, after 9 in the 6 before: a fall beyond chance.",),
        ),
        (
            failures(1, 1, spans=SpansCompared(6, 9, 1, 0.02, significant=True)),
            ("9 failures in the last 6 months, after 1 in the 6 before: a rise beyond chance.",),
        ),
    ],
)
def test_failures(found, said):
    assert log_page(failures=found).together == said


@pytest.mark.parametrize(
    ("cleared", "said"),
    [
        (None, ""),
        (ClearedBlockers(1, 1), "1 blocker was cleared in the last 12 months, after 1 day."),
        (
            ClearedBlockers(2, 40.5),
            "2 blockers were cleared in the last 12 months, by the median after 40.5 days.",
        ),
        (
            ClearedBlockers(3, 41.0),
            "3 blockers were cleared in the last 12 months, by the median after 41 days.",
        ),
    ],
)
def test_blockers(cleared, said):
    assert log_page(cleared=cleared).cleared == said
