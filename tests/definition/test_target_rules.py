"""Baselines and what they may run across."""

import pytest

from tests.definition.pages import examined, lines, page

BASELINE = "baseline: {from: 2025-01, to: 2025-12, reason: Before the move}"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2025-01", []),
        ("2025-02", ["CX154: kpis.nps.baseline runs across the break at 2025-02"]),
        ("2025-12", ["CX154: kpis.nps.baseline runs across the break at 2025-12"]),
        ("2026-01", []),
        ("soon", ["CX141: 'soon' is not a period of this calendar"]),
    ],
)
def test_a_baseline_runs_across_no_break(start, said):
    found = lines(examined(page(BASELINE, f"breaks: [{{from: {start}, reason: Moved}}]")))
    assert [line.split("error: ")[1].split(";")[0] for line in found] == said
