"""What the methods cannot tell: every reason has words, or is silent on purpose."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import cxscore.score
from cxscore.model.choices import ChartKind
from cxscore.model.kpi import Break, TargetStep
from cxscore.model.measured import Parts
from cxscore.model.measures import Mean, Nps, Percentile, Ratio, RatioPart, Share
from cxscore.model.verdicts import Method, Unsaid
from cxscore.problems import Problem, Severity
from cxscore.rendering.sections.maintenance import maintenance_of
from cxscore.rendering.words import drivers, intervals, say
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.unsaid import TOPIC, WORDS, unsaid_line
from tests.rendering.builders import notes_in, page_of
from tests.score import made
from tests.score.methods.test_outlook import calm, scored

SCORE = Path(cxscore.score.__file__).parent
DOCS = Path(__file__).parents[2] / "docs"
MODULE = {
    "methods/intervals": Method.INTERVAL,
    "charts/series": Method.CHART,
    "methods/seasons": Method.SEASON,
    "methods/trends": Method.TREND,
    "methods/forecasts": Method.FORECAST,
    "methods/movements": Method.MOVEMENT,
    "methods/drivers": Method.DRIVERS,
    "methods/gaps": Method.GAP,
}
"""Where in score a method says why it says nothing."""
SPOKEN = [
    pytest.param(method, why, id=f"{method.value}-{why.value}")
    for method, reasons in WORDS.items()
    for why, words in reasons.items()
    if words is not None
]


def given_by(module):
    names = re.findall(r"\bUnsaid\.([A-Z_]+)", module.read_text(encoding="utf-8"))
    return {Unsaid[name] for name in names}


def test_score_gives_reasons_where_these_tests_look():
    paths = [path.relative_to(SCORE) for path in SCORE.rglob("*.py") if given_by(path)]
    giving = {path.with_suffix("").as_posix() for path in paths}
    assert giving == set(MODULE)


@pytest.mark.parametrize(("module", "method"), MODULE.items(), ids=list(MODULE))
def test_every_reason_has_words_or_is_silent_on_purpose(module, method):
    given = given_by(SCORE / f"{module}.py")
    # What measuring finds wrong with a column is handed on as it is.
    given |= set(drivers.DROPPED) if method is Method.DRIVERS else set()
    assert given == set(WORDS[method])


def test_reasons_without_a_topic_have_a_sentence_of_their_own():
    speaking = {method for method, reasons in WORDS.items() if any(reasons.values())}
    assert set(WORDS) == set(Method)
    assert speaking == set(TOPIC)
    assert set(WORDS[Method.DRIVERS]) == {*drivers.SILENT, *drivers.DROPPED}


@pytest.mark.parametrize(("method", "why"), SPOKEN)
def test_every_reason_reads_well(method, why):
    told = unsaid_line(replace(scored(calm(24)), unsaid={method: why}))
    assert re.fullmatch(rf"Not told: {TOPIC[method]} \([^{{}}()]+\)", told)


@pytest.mark.parametrize("method", list(Method))
def test_silence(method):
    one = scored(calm(24))
    for why in (why for why, words in WORDS[method].items() if words is None):
        assert unsaid_line(replace(one, unsaid={method: why})) == ""


def test_all_stands_in_one_line_for_whoever_maintains_the_report():
    one = made.kpi(by=(("region",),))
    card = made.scorecard(made.definition(one), made.values("2026-06", calm(5)))
    said = say(card)
    assert not any("told" in text for text in said.kpis["k"].findings)
    assert page_of(card).method.maintenance == (
        "K: not told: the trend (fewer than 12 months count); "
        "why it moved (its segments do not add up to it).",
        "K: years are not compared: over_time would say how months add up to one.",
    )


def test_what_is_said_of_many_kpis_is_said_once():
    one = made.kpi(by=(("region",),))
    card = made.scorecard(made.definition(one), made.values("2026-06", calm(5)))
    (scored_one,) = card.kpis
    many = tuple(
        replace(scored_one, kpi=replace(scored_one.kpi, id=f"k{at}", name=f"K{at}"))
        for at in range(8)
    )
    years = maintenance_of(Paper.of(replace(card, kpis=many)))[-1]
    assert years == (
        "K0, K1, K2, K3, K4, K5 and 2 others: years are not compared: "
        "over_time would say how months add up to one."
    )


@pytest.mark.parametrize(
    ("values", "more"),
    [
        pytest.param(calm(24), {}, id="nothing is refused"),
        pytest.param([None] * 5, {}, id="no value at all"),
        pytest.param([5.0] * 24, {}, id="the signal says that it is constant"),
        pytest.param(calm(5), {"target": (TargetStep(value=10.0),)}, id="the forecast says it"),
    ],
)
def test_nothing_is_said_twice(values, more):
    assert unsaid_line(scored(values, **more)) == ""


def test_a_trend_that_no_other_sentence_refuses():
    one = scored([5.0] * 24, chart=ChartKind.NONE)
    assert unsaid_line(one) == "Not told: the trend (every value is the same)"


def test_a_base_that_is_too_small_is_said_once():
    one = replace(scored(calm(24)), unsaid={Method.MOVEMENT: Unsaid.BASE_TOO_SMALL})
    assert unsaid_line(one) == "Not told: why it moved (a base is too small)"
    assert unsaid_line(replace(one, base_too_small=True)) == ""


def test_a_break_between():
    fair = made.kpi(
        Share("s"), by=(("region",),), breaks=(Break("2026-06", "Anew", comparable=False),)
    )
    parts = [made.share_parts(50, 100)] * 13
    found = made.scored(fair, made.monthly("2026-06", parts))
    assert "why it moved (a break lies between)" in unsaid_line(found)


@pytest.mark.parametrize(
    ("measure", "parts", "told"),
    [
        (Nps("s"), Parts(5, 0.0, 0.0), "the weights of its answers add up to 0"),
        (Mean("s", "w"), Parts(5, 0.0, 0.0), "the weights of its answers add up to 0"),
        (Ratio(RatioPart("e"), RatioPart("o")), Parts(5, 3.0, 0.0), "its denominator adds up to 0"),
        (Share("s"), Parts(0, 0.0, 0.0), ""),
        (Share("s"), made.share_parts(5, 10), ""),
    ],
)
def test_rows_that_weigh_nothing_make_no_value(measure, parts, told):
    one = made.kpi(measure)
    card = made.scorecard(made.definition(one), made.monthly("2026-06", [parts]))
    found = [text for text in say(card).kpis["k"].findings if text.startswith("There is no value")]
    assert found == ([f"There is no value: {told}."] if told else [])


# The methods of intervals.

RATE = Parts(20, 20.0, 1000.0, events=True)
RANKED = Parts(100, value=5.0, rank_low=4.0, rank_high=6.0)
INTERVALS = {
    "adjusted_wald": (Nps("s"), made.nps_parts(60, 20, 20)),
    "wilson": (Share("s"), made.share_parts(60, 100)),
    "poisson": (Ratio(RatioPart("e"), RatioPart("o")), RATE),
    "t": (Mean("s"), made.mean_parts([1.0, 2.0, 4.0] * 10)),
    "order_statistics": (Percentile("s", 50), RANKED),
}


def test_every_method_of_an_interval_has_words_and_stands_in_the_documentation():
    source = "".join(
        (SCORE / name).read_text(encoding="utf-8")
        for name in ("methods/intervals.py", "methods/gaps.py")
    )
    given = set(re.findall(r', "([a-z_]+)"\)?$', source, re.MULTILINE))
    rows = (DOCS / "scorecard-json.md").read_text(encoding="utf-8").splitlines()
    row = next(row for row in rows if row.startswith("| `interval` | `low`"))
    listed = row.split("`method` (")[1].split(")")[0]
    assert given == set(intervals.METHODS) == set(re.findall(r"`(\w+)`", listed))
    assert given == {*INTERVALS, "difference"}


@pytest.mark.parametrize(("method", "case"), INTERVALS.items(), ids=list(INTERVALS))
def test_a_method_is_said(method, case):
    measure, parts = case
    card = made.scorecard(made.definition(made.kpi(measure)), made.monthly("2026-06", [parts]))
    assert card.kpis[0].interval.method == method
    assert intervals.METHODS[method] in method_note(card)


def test_the_interval_of_a_gap_is_said():
    one = made.kpi(Share("late"), gap_between="region")
    found = [
        fact
        for region, good in (("North", 60), ("South", 20))
        for fact in made.monthly(
            "2026-06", [made.share_parts(good, 100)], by=("region",), segment=(region,)
        )
    ]
    card = made.scorecard(made.definition(one), found)
    assert card.kpis[0].interval.method == "difference"
    assert "of a difference for gaps between segments" in method_note(card)


def method_note(card):
    return notes_in(page_of(card))["Intervals"]


def test_breaks_that_are_proposed_stand_in_one_line():
    """`cxscore check` says each with its line: the report names all of them together."""
    up, down = [10.0, 11.0, 9.0] * 5, [15.0, 16.0, 14.0] * 3
    kpis = (
        made.kpi(id="a", name="Waiting", decimals=0),
        made.kpi(id="b", name="Moaning", decimals=0),
        made.kpi(id="c", name="Level", decimals=0),
    )
    found = [
        *made.values("2026-06", [*up, *down], "a"),
        *made.values("2026-06", [*down, *up[:9]], "b"),
        *made.values("2026-06", up, "c"),
    ]
    card = made.scorecard(made.definition(*kpis), found)
    assert [each.proposal is not None for each in card.kpis] == [True, True, False]
    late = Problem("d.csv", 3, 1, "CX231", "a day is missing", Severity.WARNING)
    proposed = [
        Problem("kpis.yaml", at, 3, "CX151", f"kpis.{key} is higher", Severity.WARNING)
        for at, key in ((9, "a"), (19, "b"))
    ]
    card = replace(card, problems=(proposed[0], late, proposed[1]))
    told = page_of(card).method.maintenance
    assert told[:2] == (
        "Lasting changes, where a break may be due with its reason: "
        "Waiting from 2025-10 and Moaning from 2025-10",
        "d.csv:3:1: a day is missing",
    )
    assert not any("is higher" in line for line in told)
    quiet = page_of(replace(card, problems=(late,))).method.maintenance
    assert quiet[0] == "d.csv:3:1: a day is missing"
