"""Moments at which nobody listens to customers."""

from dataclasses import replace

import pytest

from cxscore import render
from cxscore.gate.asking import Asked, Misnamed, asked_of
from cxscore.gate.conditions import CONDITIONS
from cxscore.gate.judging import judge
from cxscore.model.listening import Listening
from cxscore.model.listening_scores import Grade, GradedMoment, ScoredListening, Voices
from cxscore.rendering.words.gate import objection_said
from cxscore.rendering.words.paper import Paper
from tests.rendering.builders import make_kpi, make_scorecard
from tests.score import made

ASKED = (Asked("listening-gap", CONDITIONS["listening-gap"]),)


def with_moments(*grades):
    """A scorecard with a moment of each of these grades, called A, B and so on."""
    moments = tuple(
        GradedMoment(name, name, name, grade, Voices(), {})
        for name, grade in zip("ABCDEF", grades, strict=False)
    )
    listening = ScoredListening(moments, (), (), (), (), 30, 12)
    return replace(make_scorecard([make_kpi("a", [1.0])]), listening=listening)


def test_it_objects_once_to_all_moments_at_which_nobody_listens():
    scorecard = with_moments(*[Grade.NOT_HEARD] * 2, Grade.HEARD, *[Grade.NOT_HEARD] * 3)
    (found,) = judge(scorecard, ASKED).objections
    assert (found.kpi, found.row, found.owner) == (None, None, None)
    said = objection_said(found, Paper.of(scorecard))
    assert said == ("customers listening-gap: nobody listens to customers at A, B, D and 2 others")


def test_too_few_and_one_source_are_no_gap():
    others = [grade for grade in Grade if grade is not Grade.NOT_HEARD]
    assert judge(with_moments(*others), ASKED).passed
    assert judge(make_scorecard([make_kpi("a", [1.0])]), ASKED).passed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["listening-gap"], "'listening-gap' could never object: kpis.yaml has no 'listening'"),
        (["k:listening-gap"], "'listening-gap' is about 'listening' as a whole, and about no KPI"),
    ],
)
def test_it_is_refused_where_it_could_never_object(words, says):
    with pytest.raises(Misnamed, match=says):
        asked_of(made.definition(made.kpi()), words)
    (asked,) = asked_of(replace(made.definition(), listening=Listening(())), ["listening-gap"])
    assert asked.kpis is None


def test_junit_has_it_as_a_failure():
    scorecard = with_moments(Grade.NOT_HEARD)
    text = render(replace(scorecard, gate=judge(scorecard, ASKED)), "junit").decode()
    assert "nobody listens to customers at A" in text
    assert 'failures="1"' in text
