"""Sentences that count months count those of the series; a level that has changed is not judged."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxscore.model.choices import ChartKind, Polarity
from cxscore.model.kpi import Baseline, Break, Ignored, TargetStep
from cxscore.model.measures import Share
from cxscore.model.verdicts import Capability, Outlook, PointType, Status, Variation
from cxscore.rendering.sections import lay_out_page
from cxscore.rendering.sections.verdicts import CAPABILITY_CSS
from cxscore.rendering.words import say, verdicts
from tests.score import made

WAVE = [81.0, 81.8, 82.6, 81.4, 82.2, 80.6]
COUNT = re.compile(
    r"(met|missed) in (all|both|none|\d+) (?:of the (?:last )?|of )?(\d+) "
    r"months(?: that count)?( since)?"
)


def paper(values, target=80.0, **more):
    steps = target if isinstance(target, tuple) else (TargetStep(value=target),)
    one = made.kpi(target=steps, unit="percent", decimals=1, name="Pleased", **more)
    card = made.scorecard(made.definition(one), made.values("2026-06", values))
    return card, say(card)


def only(values, target=80.0, **more):
    card, words = paper(values, target, **more)
    return card.kpis[0], words.kpis["k"]


@pytest.mark.parametrize(
    ("values", "more", "claim", "sentence"),
    [
        (
            WAVE * 6,
            {},
            "Pleased held steady and met the target, as in all of the last 36 months",
            "The target of 80.0% was met in all of the last 36 months; "
            "the limits reach just below it.",
        ),
        (
            [*WAVE * 5, 81.0, 79.5, 82.6, 79.9, 82.2, 81.0],
            {},
            "Pleased held steady and met the target, as in 34 of the last 36 months",
            "The target of 80.0% was met in 34 of the last 36 months; "
            "the limits reach just below it.",
        ),
        (
            [*WAVE * 5, 81.0, 79.5, 82.6, None, 82.2, 81.0],
            {},
            "Pleased held steady and met the target, as in 34 of the last 35 months that count",
            "The target of 80.0% was met in 34 of the last 35 months that count; "
            "the limits reach just below it.",
        ),
        (
            [*WAVE * 5, 81.0, 40.0, 82.6, 81.4, 82.2, 81.0],
            {"ignore": (Ignored("2026-02", "Strike"),)},
            "Pleased held steady and met the target, as in all of the last 35 months that count",
            "The target of 80.0% was met in all of the last 35 months that count; "
            "the limits reach just below it.",
        ),
        # Each month against the target that it was held against: only those of today's count.
        (
            WAVE * 6,
            {"target": (TargetStep(value=84.0), TargetStep(start="2026-03", value=80.0))},
            "Pleased held steady and met the target, as in all of the last 4 months",
            "The target of 80.0% was met in all of the last 4 months; "
            "the limits reach just below it.",
        ),
        (
            WAVE * 6,
            {"target": 83.2},
            "Pleased held steady and missed the target, as in all of the last 36 months",
            "The target of 83.2% was met in none of the last 36 months; "
            "the limits reach just above it.",
        ),
        (
            WAVE * 6,
            {"target": 95.0},
            "Pleased held steady and keeps missing the target",
            "Without a change the target of 95.0% will be missed.",
        ),
        (
            WAVE * 6,
            {"target": 70.0},
            "Pleased held steady and met the target, as it should every month",
            "At this level the target of 70.0% should be met every month.",
        ),
    ],
    ids=[
        "all", "most", "a-gap", "ignored", "a-new-target", "none", "misses", "hits",
    ],
)  # fmt: skip
def test_months_are_counted(values, more, claim, sentence):
    _, said = only(values, **{"target": 80.0, **more})
    assert said.claim == claim
    assert said.sentence.endswith(sentence)


CHANGED = [*WAVE * 4, *WAVE[:3], *[value - 8 for value in [*WAVE, *WAVE[:3]]]]


def test_a_lasting_change_is_not_judged_by_limits_that_it_has_left():
    card, words = paper(CHANGED)
    scored, said = card.kpis[0], words.kpis["k"]
    assert scored.signal.limits_left_since == "2025-10"
    assert scored.signal.capability is Capability.HIT_AND_MISS
    assert said.capability.short == "Not judged"
    assert said.capability.long == ("Not judged: target missed in all 9 months since October 2025")
    assert said.sentence.endswith(
        "a worsening since October 2025. The target of 80.0% was missed in all 9 months since."
    )
    assert scored.forecast.verdict is Outlook.CANNOT_SAY
    assert said.forecast_sentence == "No forecast: it changed in October 2025."


def test_grid_table_and_panel_agree_that_nothing_is_judged():
    card, words = paper(CHANGED)
    page = lay_out_page(card, words)
    row, panel = page.scorecard.groups[0].rows[0], page.panels[0]
    assert (row.capability.css, row.capability.short) == ("none", "Not judged")
    assert panel.capability == row.capability
    grid = page.summary.grid
    assert [column.short for column in grid.columns][-1] == "Not judged"
    named = [[link.name for cell in row.cells[3:] for link in cell.kpis] for row in grid.rows]
    assert named == [[], [], ["Pleased"]]


def test_a_break_restarts_the_limits_and_the_judgement():
    scored, said = only(CHANGED, breaks=(Break("2025-10", "New courier"),))
    assert scored.signal.limits_left_since is None
    assert said.capability.short == "Not judged"
    assert said.capability.long.startswith("Not judged: too early to tell, 9 months count since")
    assert said.variation.short == "Too early"


def test_met_since_a_change_for_the_worse():
    _, said = only(CHANGED, target=70.0)
    assert said.capability.long.endswith("target met in all 9 months since October 2025")
    steps = (TargetStep(value=70.0), TargetStep(start="2026-05", value=74.0))
    _, stepped = only(CHANGED, target=steps)
    assert stepped.sentence.endswith("The target of its time was met in 8 of the 9 months since.")


def test_limits_of_a_baseline_are_left_without_being_mixed():
    base = Baseline("2024-01", "2024-12", "before the move")
    card, words = paper(CHANGED, baseline=base)
    scored, said = card.kpis[0], words.kpis["k"]
    assert scored.signal.limits_left_since == "2025-10"
    assert scored.proposal is None
    assert said.sentence.endswith(
        "The target of 80.0% was missed in all 9 months since. "
        "Limits come from 2024-01 to 2024-12 alone: before the move."
    )
    assert said.forecast_sentence == "No forecast: it changed in October 2025."


def test_a_point_or_two_outside_is_no_change_that_lasts():
    scored, said = only([*WAVE * 5, 60.0])
    assert scored.signal.limits_left_since is None
    assert said.capability.long.endswith("by its limits so far")


@st.composite
def histories(draw):
    """Values around a target, with gaps, an ignored month, a break and a step of the target."""
    size = draw(st.integers(3, 36))
    level = draw(st.sampled_from([76.0, 80.0, 80.6, 90.0]))
    step = draw(st.sampled_from([0.0, 0.0, 6.0, -7.0]))
    at = draw(st.integers(1, size))
    noise = draw(st.lists(st.floats(-1.5, 1.5), min_size=size, max_size=size))
    gaps = draw(st.sets(st.integers(0, size - 1), max_size=2))
    values = [
        None if place in gaps else level + noise[place] + step * (place >= at)
        for place in range(size)
    ]
    steps = [TargetStep(value=80.0)]
    if draw(st.booleans()):
        steps.append(TargetStep(start="2025-12", value=draw(st.sampled_from([79.0, 81.0]))))
    one = made.kpi(
        draw(st.sampled_from([None, Share("good")])),
        name="Pleased",
        unit="percent",
        polarity=draw(st.sampled_from([Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER])),
        target=tuple(steps),
        at_risk_within=draw(st.sampled_from([0.0, 2.0])),
        chart=draw(st.sampled_from([ChartKind.XMR, ChartKind.XMR, ChartKind.P_PRIME])),
        ignore=draw(st.sampled_from([(), (Ignored("2026-01", "Strike"),)])),
        breaks=draw(st.sampled_from([(), (), (Break("2025-08", "New courier"),)])),
    )
    return one, values


def parts_of(one, value):
    if value is None:
        return None
    if isinstance(one.measure, Share):
        return made.share_parts(round(value * 10), 1000)
    return made.value_parts(value)


def counted_in(text):
    """Yield what a text says of months: the verb, how many, of how many, and whether since."""
    for verb, number, of, since in COUNT.findall(text):
        whole = int(of)
        yield (
            verb,
            {"all": whole, "both": whole, "none": 0}.get(number)
            if (number in ("all", "both", "none"))
            else int(number),
            whole,
            bool(since),
        )


@given(histories())
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
def test_a_sentence_that_counts_months_agrees_with_the_series(history):
    one, values = history
    facts = made.monthly("2026-06", [parts_of(one, value) for value in values])
    card = made.scorecard(made.definition(one), facts, as_of=date(2026, 7, 6))
    words = say(card)
    scored, said = card.kpis[0], words.kpis["k"]
    counted = [
        p
        for p in scored.series
        if p.point not in (None, PointType.IGNORED) and p.period.end <= scored.period.end
    ]
    left = scored.signal.limits_left_since
    for text in (said.sentence, said.capability.long, said.claim):
        for verb, number, of, since in counted_in(text):
            those = counted[-of:]
            met = sum(point.status is Status.ON_TARGET for point in those)
            assert number == (met if verb == "met" else of - met), text
            if since:
                assert those[0].period.id >= left
                assert len([p for p in counted if p.period.id >= left]) == of
            else:
                assert {point.target.value for point in those} == {scored.target.value}
    if left is not None:
        since_then = [p for p in counted if p.period.id >= left]
        assert len({point.point for point in since_then}) == 1
        assert said.capability.short in ("Not judged", "")
        assert "At this level" not in said.sentence
        assert "Without a change" not in said.sentence
    judged = said.capability.short not in ("Not judged", "")
    css = lay_out_page(card, words).panels[0].capability.css
    assert css == (CAPABILITY_CSS[scored.signal.capability] if judged else "none")
    if scored.signal.variation is Variation.STEADY and not scored.signal.trial and judged:
        assert (
            "as in" in said.claim
            or scored.signal.capability is not Capability.HIT_AND_MISS
            or (scored.trend is not None and scored.trend.established)
            or len([p for p in counted if p.target == scored.target]) < 2
        )


def test_a_panel_with_a_comment_says_how_often_the_target_was_met_since_the_change():
    scored, said = only(CHANGED)
    assert said.since_change == "Target missed in all 9 months since October 2025."
    assert only(CHANGED, target=70.0)[1].since_change == (
        "Target met in all 9 months since October 2025."
    )
    assert only(WAVE * 6)[1].since_change == ""
    assert only(CHANGED, target=None, polarity=Polarity.NEUTRAL)[1].since_change == ""
    unjudged = tuple(replace(p, status=Status.NO_TARGET) for p in scored.series)
    assert verdicts.since_change(replace(scored, series=unjudged)) == (
        "It has changed since October 2025."
    )
