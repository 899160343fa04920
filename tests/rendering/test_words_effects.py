"""What came of an action, in words and as a row of “Did it work?”."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.effects import (
    After,
    Because,
    Before,
    Effect,
    EffectMethod,
    LevelChange,
    Outcome,
)
from cxscore.model.log import LogStatus
from cxscore.model.verdicts import Rule
from cxscore.rendering import render
from cxscore.rendering.words import say
from cxscore.rendering.words.effect_advice import advice_said
from tests.rendering.builders import make_action, make_kpi, make_scorecard, page_of

BEFORE = Before("2025-01", "2025-12", 12, 60.0, Limits(60.0, 56.0, 64.0), 0.0, 60.0)
AFTER = After("2026-03", "2026-06", 4, 66.4)
MOVED = Effect(
    outcome=Outcome.WORKED,
    before=BEFORE,
    after=AFTER,
    change=6.4,
    low=5.1,
    high=7.6,
    method=EffectMethod.SMOOTHING,
    expected=6.0,
)
LITTLE = replace(MOVED, change=2.2, low=-1.2, high=5.6, expected=4.0)
FELL = LevelChange("2025-12", rose=False)
CANNOT = Outcome.CANNOT_TELL


def card(effect, *, key="A1", polarity=Polarity.HIGHER_IS_BETTER, **written):
    """A scorecard of one KPI, Ease, with one action on it."""
    done = LogStatus.OPEN if effect.outcome is None else LogStatus.DONE
    made = make_action(key, "ease", "Ask twice", status=done)
    action = replace(
        made.row, opened=date(2026, 1, 5), closed=date(2026, 2, 20), outcome="", **written
    )
    scored = replace(made, row=action, effect=effect)
    values = [60.0 + (n % 3) for n in range(14)] + [66.0, 66.5, 66.5, 66.6]
    kpi = replace(make_kpi("ease", values, polarity=polarity), actions=(scored,))
    return make_scorecard([kpi], actions=(scored,))


def said(effect, **more):
    return say(card(effect, **more)).effects["A1"]


@pytest.mark.parametrize(
    ("effect", "sentence"),
    [
        (
            MOVED,
            "“Ask twice” worked: Ease stood 6.4 points above where it would have been (5.1 to "
            "7.6); +6 was promised.",
        ),
        (
            replace(MOVED, expected=None, change=-6.4, low=-7.6, high=-5.1),
            "“Ask twice” worked: Ease stood 6.4 points below where it would have been (5.1 to "
            "7.6).",
        ),
        (
            replace(MOVED, outcome=Outcome.WORKED_IN_PART, expected=9.5),
            "“Ask twice” worked in part: Ease stood 6.4 points above where it would have been (5.1 "
            "to 7.6); +9.5 was promised.",
        ),
        (
            replace(MOVED, outcome=Outcome.DID_NOT_LAST),
            "“Ask twice” did not last: Ease got better, and in the latest three months was no "
            "better than before.",
        ),
        (
            replace(MOVED, outcome=Outcome.WORSE_SINCE, change=-6.4, low=-7.6, high=-5.1),
            "Worse since “Ask twice”: Ease stood 6.4 points below where it would have been (5.1 to "
            "7.6), which need not be its doing.",
        ),
        (
            replace(LITTLE, outcome=Outcome.TOO_EARLY),
            "Too early to tell: 4 months of the seven that a change takes to show have ended.",
        ),
        (
            replace(LITTLE, outcome=Outcome.TOO_EARLY, after=replace(AFTER, points=1)),
            "Too early to tell: 1 month of the seven that a change takes to show has ended.",
        ),
        (
            Effect(outcome=Outcome.TOO_EARLY, before=BEFORE),
            "Too early to tell: no month has ended since.",
        ),
        (
            replace(LITTLE, outcome=Outcome.NO_EFFECT_SEEN),
            "No effect seen: Ease moved by no more than chance; +2.2 points (−1.2 to +5.6).",
        ),
        (
            replace(LITTLE, outcome=Outcome.NO_EFFECT_SEEN, line_change=-0.5),
            "No effect seen: Ease had been rising already; +2.2 points (−1.2 to +5.6).",
        ),
        (
            replace(LITTLE, outcome=Outcome.NO_EFFECT_SEEN, line_change=12.0),
            "No effect seen: Ease moved by no more than chance; +2.2 points (−1.2 to +5.6).",
        ),
        (
            replace(LITTLE, outcome=Outcome.NO_EFFECT_SEEN, low=0.02),
            "No effect seen: no month of Ease was out of the usual; +2.20 points (+0.02 to +5.60).",
        ),
        (
            replace(LITTLE, outcome=CANNOT, because=Because.TOO_SMALL_TO_SEE),
            "Cannot be told: +4 was promised, and a change of +2.2 points (−1.2 to +5.6) may be "
            "all of it or nothing.",
        ),
        (
            replace(MOVED, outcome=CANNOT, because=Because.LEVEL_JUST_CHANGED, level_change=FELL),
            "Cannot be told: Ease had fallen in December 2025, a month before the action began.",
        ),
        (
            replace(
                MOVED,
                outcome=CANNOT,
                because=Because.CAME_BACK,
                level_change=LevelChange("2025-10", rose=True),
            ),
            "Cannot be told: Ease had risen in October 2025, three months before the action began, "
            "and came back.",
        ),
        (
            replace(
                MOVED,
                outcome=CANNOT,
                because=Because.LEVEL_JUST_CHANGED,
                level_change=replace(FELL, began=Rule.RUN),
            ),
            "Cannot be told: Ease had stood below its usual level since December 2025, a month "
            "before the action began.",
        ),
        (
            replace(
                MOVED,
                outcome=CANNOT,
                because=Because.CAME_BACK,
                level_change=LevelChange("2025-10", rose=True, began=Rule.TREND),
            ),
            "Cannot be told: Ease had been rising since October 2025, three months before the "
            "action began, and came back.",
        ),
        (
            replace(
                MOVED,
                outcome=CANNOT,
                because=Because.LEVEL_JUST_CHANGED,
                level_change=LevelChange("2023-10", rose=True),
            ),
            "Cannot be told: Ease had risen in October 2023, before the action began.",
        ),
        (
            replace(
                MOVED,
                outcome=CANNOT,
                because=Because.TOO_FEW_BEFORE,
                method=EffectMethod.POOLED_COUNTS,
            ),
            "Cannot be told: fewer than eight months of Ease were known before it. On average it "
            "moved by +6.4 points (+5.1 to +7.6); what would have happened anyway is not known.",
        ),
        (
            Effect(outcome=CANNOT, because=Because.TOO_FEW_BEFORE),
            "Cannot be told: fewer than eight months of Ease were known before it.",
        ),
        (
            Effect(outcome=CANNOT, because=Because.NO_START),
            "Cannot be told: nobody wrote when it began.",
        ),
        (
            Effect(outcome=CANNOT, because=Because.NO_DIRECTION),
            "Cannot be told: Ease has no direction that is better.",
        ),
        (
            Effect(outcome=CANNOT, because=Because.NO_CHART),
            "Cannot be told: Ease has no limits to judge by.",
        ),
        (
            Effect(outcome=CANNOT, because=Because.NOT_COMPARABLE),
            "Cannot be told: Ease is measured in another way since.",
        ),
    ],
)
def test_a_verdict_and_its_reason(effect, sentence):
    assert said(effect).verdict.long.replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_what_else_may_have_done_it_is_said_of_what_moved_only():
    doubtful = replace(MOVED, regression_possible=True, shared_with=("A1", "Prices raised"))
    assert said(doubtful).notes == (
        "It began just after the worst of 12 months, after which most things get better.",
        "What it did cannot be told apart from “Ask twice” and “Prices raised”.",
    )
    unmoved = replace(doubtful, outcome=Outcome.NO_EFFECT_SEEN)
    assert said(unmoved).notes == ()
    worse = replace(doubtful, outcome=Outcome.WORSE_SINCE)
    assert len(said(worse).notes) == 1, "nothing that got worse came back by itself"


def test_an_action_under_way_has_no_row():
    open_ = card(Effect(expected=4.0, detectable=1.0))
    assert say(open_).effects == {}
    assert "Did it work?" not in [section.name for section in page_of(open_).sections]
    assert 'id="effects"' not in render(open_, "html").decode()


def test_a_row_has_a_chart_where_there_is_something_to_compare():
    (row,) = page_of(card(MOVED)).effects.rows
    assert row.verdict.css == "on" and row.chart.count("<path") >= 4
    assert row.said.sentence in row.chart
    (bare,) = page_of(card(Effect(outcome=CANNOT, because=Because.NO_START))).effects.rows
    assert (bare.chart, bare.verdict.css) == ("", "nodata")
    pooled = replace(MOVED, before=replace(BEFORE, limits=None, alpha=None, level=None))
    assert page_of(card(pooled)).effects.rows[0].chart == ""
    long_ago = replace(MOVED, before=replace(BEFORE, last="2020-12"))
    assert page_of(card(long_ago)).effects.rows[0].chart == ""


def many(*effects):
    one = card(MOVED)
    actions = tuple(
        replace(
            one.actions[0],
            row=replace(one.actions[0].row, id=f"A{n}", closed=date(2026, 1, 1 + n % 28)),
            effect=effect,
        )
        for n, effect in enumerate(effects)
    )
    return make_scorecard([replace(one.kpis[0], actions=actions)], actions=actions)


def test_the_claim_counts_what_worked_and_what_cannot_be_told():
    assert page_of(many(MOVED)).effects.claim == "The one closed action worked"
    failed = replace(MOVED, outcome=Outcome.WORSE_SINCE)
    early = Effect(outcome=Outcome.TOO_EARLY)
    in_part = replace(MOVED, outcome=Outcome.WORKED_IN_PART)
    found = page_of(many(MOVED, in_part, failed, early)).effects
    assert found.claim == "Two of four closed actions worked; of one it is too early to tell"
    cannot = Effect(outcome=Outcome.CANNOT_TELL, because=Because.NO_START)
    assert page_of(many(cannot, cannot, early)).effects.claim == (
        "None of three closed actions worked; of two it cannot be told and of one it is too early "
        "to tell"
    )
    assert page_of(many(early)).effects.claim == (
        "It is too early to tell whether the one closed action worked"
    )
    assert page_of(many(failed)).effects.claim == "The one closed action did not work"
    assert [row.action.id for row in found.rows] == ["A3", "A2", "A1", "A0"], "the latest first"


def test_more_than_fifty_are_counted():
    found = many(*[MOVED] * 53)
    assert (len(page_of(found).effects.rows), page_of(found).effects.earlier) == (50, 3)
    assert "3 closed earlier are not shown." in render(found, "html").decode()


def advice(effect, check_on=None, **more):
    found = card(effect, **more)
    (kpi,) = found.kpis
    actions = tuple(replace(each, check_on=check_on) for each in kpi.actions)
    return [
        advice[2] for advice in advice_said(replace(found, kpis=(replace(kpi, actions=actions),)))
    ]


def test_promises_that_are_worth_a_second_look():
    assert advice(Effect(expected=-4.0, detectable=1.0)) == ["CX513"]
    assert advice(Effect(expected=-4.0, detectable=1.0), polarity=Polarity.LOWER_IS_BETTER) == []
    assert advice(replace(MOVED, expected=-4.0)) == ["CX513"]
    assert advice(Effect(expected=1.0, detectable=1.4)) == ["CX515"]
    assert advice(Effect(expected=1.4, detectable=1.4)) == []
    assert advice(Effect(expected=1.0)) == []
    assert advice(Effect(expected=1.0, detectable=1.4, level_change=FELL)) == ["CX515"]


def test_an_outcome_is_asked_for_from_the_day_after_the_check():
    assert advice(MOVED, date(2026, 7, 5)) == ["CX514"]
    assert advice(MOVED, date(2026, 7, 6)) == [], "the paper is of that day"
    assert advice(Effect(expected=1.0, detectable=0.5), date(2026, 7, 5)) == []


def test_a_promise_and_what_hides_it_never_look_the_same():
    (*_, text, _), *_ = advice_said(card(Effect(expected=1.4, detectable=1.44)))
    assert text.endswith("promises +1.4 points, which could not be seen in 7 months: the usual "
                         "swing hides up to 1.44")  # fmt: skip
