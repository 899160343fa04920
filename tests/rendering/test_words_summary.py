"""The first page and the claims of the others, for papers of every kind."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.choices import Polarity
from cxscore.model.findings import Target
from cxscore.model.kpi import Break, Ignored
from cxscore.model.log import LogStatus
from cxscore.model.measured import Source
from cxscore.model.outline import Group, Heading
from cxscore.model.registers import Comment
from cxscore.model.scorecard import ScoredSource, StatusCount
from cxscore.model.since_close import StatusChange
from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.problems import Problem, Severity
from cxscore.rendering.words import say
from tests.rendering.builders import (
    AS_OF,
    CALENDAR,
    JUNE,
    make_action,
    make_kpi,
    make_scorecard,
    notes_in,
    page_of,
)

WAVE = [50.0, 51.0, 49.0, 50.5, 49.5] * 3


def plain(text):
    """Return *text* with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def kpi(name, status="on_target", variation="steady", capability=None, group=None, **more):
    """Return a KPI of that name with that status and signal."""
    scored = make_kpi(name.lower().replace(" ", "_"), WAVE, name=name, target=50.0, **more)
    signal = replace(
        scored.signal,
        variation=Variation(variation),
        capability=Capability(capability) if capability else None,
    )
    return replace(
        scored, kpi=replace(scored.kpi, group=group), status=Status(status), signal=signal
    )


def paper(*kpis, **more):
    return say(make_scorecard(kpis, **more))


def page(*kpis, **more):
    return page_of(make_scorecard(kpis, **more))


BAD = {"status": "off_target", "variation": "worsening"}
GOOD = {"variation": "improving"}


@pytest.mark.parametrize(
    ("kpis", "text"),
    [
        ([kpi("A"), kpi("B")], "Both KPIs are on target, and none got better or worse."),
        (
            [kpi("A"), kpi("B", "off_target")],
            "1 of 2 KPIs is off target, and none got better or worse.",
        ),
        (
            [kpi("A"), kpi("B", "at_risk"), kpi("C", "at_risk")],
            "2 of 3 KPIs are at risk and none is off target, and none got better or worse.",
        ),
        (
            [kpi("A"), kpi("B", "no_target"), kpi("C")],
            "Both KPIs with a status are on target, and none got better or worse.",
        ),
        (
            [kpi("A"), kpi("B", "no_target")],
            "The one KPI with a status is on target, and none got better or worse.",
        ),
        (
            [kpi("A", "no_target"), kpi("B", "no_target")],
            "No KPI has a target, and none got better or worse.",
        ),
        (
            [make_kpi("a", [None]), make_kpi("b", [None])],
            "No KPI has data for June 2026.",
        ),
        (
            [kpi("A", **BAD), kpi("B")],
            "A worsened to 49.5% against a target of 50.0%. 1 of 2 KPIs is off target.",
        ),
        (
            [kpi("A", **GOOD), kpi("B", **GOOD), kpi("C", **GOOD), kpi("D", **GOOD)],
            "Four KPIs are getting better: A, B and 2 others. All 4 KPIs are on target.",
        ),
        (
            [kpi("A", **BAD), kpi("B", **GOOD), kpi("C", **GOOD)],
            "A worsened to 49.5% against a target of 50.0%. "
            "Two are getting better, led by B (49.5%, target 50.0%).",
        ),
        (
            [kpi("A", **BAD), kpi("B", **BAD), kpi("C", **GOOD), kpi("D", **GOOD)],
            "Two KPIs are getting worse: A and B. "
            "Two are getting better, led by C (49.5%, target 50.0%).",
        ),
    ],
)
def test_headlines(kpis, text):
    assert paper(*kpis, matters_most=()).headline == text


def test_long_names_give_way_to_counts():
    long = "The share of customers who say that they would gladly come back to us again "
    assert paper(
        kpi(f"{long}1", **BAD), kpi(f"{long}2", **GOOD), kpi(f"{long}3", **GOOD)
    ).headline == (
        f"{long}1 worsened to 49.5% against a target of 50.0%. Two KPIs are getting better."
    )
    longer = long * 3
    assert paper(kpi(longer, **GOOD), kpi("B")).headline == (
        f"{longer} improved to 49.5% against a target of 50.0%. Both KPIs are on target."
    )


@pytest.mark.parametrize(
    ("scored", "text"),
    [
        (
            kpi("Net promoter score", **GOOD),
            "Net promoter score stood at 49.5% in June 2026, met the target of 50.0% and improved.",
        ),
        (
            make_kpi("a", WAVE, name="Backlog", unit="count", decimals=0),
            "Backlog stood at 50 in June 2026 and held steady.",
        ),
        (
            make_kpi("a", [3.0], name="Calls"),
            "Calls stood at 3.0% in June 2026; it is too early to tell whether it is changing.",
        ),
        (
            kpi("Calls", "at_risk"),
            "Calls stood at 49.5% in June 2026 and missed the target of 50.0%, within its margin; "
            "it held steady.",
        ),
        (make_kpi("a", [None], name="Calls"), "Calls: no data for June 2026."),
    ],
)
def test_a_paper_of_one_kpi(scored, text):
    said = paper(scored)
    assert said.headline == text
    assert page(scored).summary.grid.title.startswith("Where the KPI stands")
    assert said.masthead.description.startswith("Board scorecard of 1 customer-experience KPI to")


def test_two_hundred_kpis():
    said = paper(*(kpi(f"K{at}", **BAD, group=f"g{at % 3}") for at in range(200)))
    assert said.headline == (
        "200 KPIs are getting worse: K0, K1 and 198 others. 200 of 200 KPIs are off target."
    )
    assert len(said.needs_to_know) == 3
    assert said.needs_to_know[0].lead == "K0, K3, K6 and 64 others worsened."
    assert said.needs_to_know[0].rest.endswith("No action is open for any of them.")


def test_nothing_to_tell():
    said = paper(kpi("A"), kpi("B"))
    assert [(k.lead, k.rest, k.kpi_id) for k in said.needs_to_know] == [
        (
            "Nothing needs the board’s attention.",
            "No target was missed and nothing changed by more than chance.",
            None,
        )
    ]
    nothing = paper(make_kpi("a", [None]), make_kpi("b", [None]))
    assert nothing.needs_to_know[0].lead == "No KPI has data for June 2026."


@pytest.mark.parametrize(
    ("kpis", "lead", "rest"),
    [
        (
            [kpi("A"), kpi("B", "no_target")],
            "Nothing that could be judged needs the board’s attention.",
            "No target was missed and nothing changed by more than chance. B has no target.",
        ),
        (
            [kpi("A", "no_target"), kpi("B", "no_target")],
            "Nothing can be held against a target.",
            "No KPI has a target.",
        ),
        (
            [kpi("A"), kpi("C", "no_target"), make_kpi("b", [None], name="B")],
            "Nothing that could be judged needs the board’s attention.",
            "No target was missed and nothing changed by more than chance. B has no data for June "
            "2026. C has no target.",
        ),
        (
            [make_kpi("a", [3.0, 4.0], name="A"), make_kpi("b", [3.0], name="B", target=1.0)],
            "Nothing that could be judged needs the board’s attention.",
            "No target was missed. A has no target. "
            "It is too early to tell whether A and B are changing.",
        ),
        (
            [kpi("A"), make_kpi("b", WAVE, name="B", base=3, minimum_base=30, target=50.0)],
            "Nothing that could be judged needs the board’s attention.",
            "No target was missed and nothing changed by more than chance. B has too few answers "
            "to be judged.",
        ),
    ],
)
def test_what_cannot_be_judged_does_not_look_like_what_is_in_order(kpis, lead, rest):
    (told,) = paper(*kpis, matters_most=()).needs_to_know
    assert (told.lead, told.rest) == (lead, rest)


@pytest.mark.parametrize(
    ("kpis", "text"),
    [
        (
            [
                kpi("A", "no_target"),
                make_kpi("b", WAVE, base=3, minimum_base=30, target=50.0),
                kpi("C"),
            ],
            "of 3 KPIs; 1 without a target and 1 with too few answers.",
        ),
        ([kpi("A"), make_kpi("b", [None])], "of 2 KPIs; 1 without data."),
        ([kpi("A", "no_target")], "The only KPI: without a target."),
        ([kpi("A")], "of 1 KPI."),
    ],
)
def test_the_caption_says_why_a_kpi_has_no_status(kpis, text):
    scorecard = make_scorecard(kpis)
    summary = replace(scorecard.summary, before=StatusCount(), before_period=None)
    assert page_of(replace(scorecard, summary=summary)).summary.mix_caption == text


def test_what_is_said_of_each():
    said = paper(
        kpi("A", "off_target", capability="misses"),
        kpi("B", "off_target"),
        kpi("C", "at_risk"),
        kpi("D", "off_target", "improving", "misses"),
        kpi("E", "no_target"),
        matters_most=(),
    )
    assert [key.lead for key in said.needs_to_know] == [
        "A will miss the target without a change.",
        "B missed the target.",
        "D improved.",
        "C missed the target, within its margin.",
    ]


def test_an_improvement_keeps_the_last_place():
    bad = [kpi(name, **BAD) for name in "ABCDEF"]
    told = paper(*bad, kpi("Z", **GOOD)).needs_to_know
    assert [key.lead[0] for key in told] == ["A", "B", "C", "D", "Z"]
    assert [key.lead[0] for key in paper(*bad).needs_to_know] == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("actions", "text"),
    [
        ([], "No action is open for either."),
        (["a"], "No action is open for B."),
        (["a", "b"], "49.5% against 50.0%. Owner: Amara Osei."),
        (["late a", "b"], "1 action is overdue."),
        (["late a", "late b"], "2 actions are overdue."),
    ],
)
def test_gaps_between_what_is_wrong_and_what_is_done(actions, text):
    made = tuple(
        make_action(
            each, each[-1], "t", (date(2026, 6, 1),) if "late" in each else (date(2026, 9, 1),)
        )
        for each in actions
    )
    kpis = [kpi(name, **BAD, group="g") for name in "AB"]
    said = paper(*kpis, actions=made, groups=(Group("g", "G"),))
    assert said.needs_to_know[0].rest.endswith(text)


def test_several_without_an_action():
    kpis = [kpi(name, **BAD, group="g") for name in "ABC"]
    said = paper(*kpis, actions=(make_action("1", "a", "t"),))
    assert said.needs_to_know[0].rest.endswith("No action is open for 2 of them.")


def test_the_owners_account_is_quoted():
    comment = Comment("a", "2026-06", "", None, "What", "The courier changed. And more.", "Next")
    said = paper(kpi("A", **BAD), commentary=(comment,))
    assert "Amara Osei: “The courier changed.” No action is open." in said.needs_to_know[0].rest
    silent = replace(comment, why=" ")
    assert "“" not in paper(kpi("A", **BAD), commentary=(silent,)).needs_to_know[0].rest


@pytest.mark.parametrize(
    ("polarity", "variation", "now", "told"),
    [
        (Polarity.HIGHER_IS_BETTER, "improving", 55.0, True),
        (Polarity.HIGHER_IS_BETTER, "improving", 45.0, False),
        (Polarity.LOWER_IS_BETTER, "improving", 45.0, True),
        (Polarity.LOWER_IS_BETTER, "worsening", 45.0, False),
        (Polarity.LOWER_IS_BETTER, "worsening", 55.0, True),
        (Polarity.HIGHER_IS_BETTER, "steady", 45.0, True),
    ],
)
def test_a_year_ago_is_told_unless_it_speaks_against_the_signal(polarity, variation, now, told):
    scored = make_kpi("a", [50.0, *WAVE[:11], now], polarity=polarity, target=60.0)
    scored = replace(
        scored,
        status=Status.OFF_TARGET,
        signal=replace(scored.signal, variation=Variation(variation)),
    )
    rest = paper(scored).needs_to_know[0].rest
    assert ("after 50.0% a year ago" in rest) == told


def test_as_a_year_ago():
    scored = make_kpi("a", [50.0, *WAVE[:11], 50.0], target=60.0)
    assert "50.0% against a target of 60.0%, as a year ago." in paper(scored).needs_to_know[0].rest


def test_a_kpi_that_worsens_without_a_target():
    scored = make_kpi("a", [*WAVE, 20.0], baseline=15)
    assert (
        paper(scored)
        .needs_to_know[0]
        .rest.startswith("20.0%, after 50.5% a year ago. Owner: Amara Osei. No action is open.")
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ([], "No status has changed."),
        ([("off_target", "on_target")], "Better: A."),
        ([("on_target", "at_risk"), ("at_risk", "off_target")], "Worse: A and B."),
        ([("no_data", "on_target")], "Now with data: A."),
        ([("on_target", "no_target")], "Newly judged or no longer: A."),
    ],
)
def test_changes_of_status(changes, text):
    scorecard = make_scorecard([kpi("A"), kpi("B")])
    made = tuple(
        StatusChange(key, Status(before), Status(after))
        for key, (before, after) in zip("ab", changes, strict=False)
    )
    summary = replace(scorecard.summary, changes=made)
    assert page_of(replace(scorecard, summary=summary)).summary.changes.sentence == text


def test_a_first_paper_has_nothing_to_compare_with():
    scorecard = make_scorecard([kpi("A"), kpi("B")])
    summary = replace(scorecard.summary, before=StatusCount(), before_period=None)
    told = page_of(replace(scorecard, summary=summary)).summary
    assert told.mix_caption == "of 2 KPIs."
    assert told.changes.sentence == "There is no earlier period to compare with."


@pytest.mark.parametrize(
    ("period", "before", "name"),
    [
        (JUNE, "2026-05", "May"),
        (CALENDAR.parse("2026-01"), "2025-12", "December 2025"),
        (Calendar(Grain.QUARTER).parse("2026-Q2"), "2026-Q1", "Q1 2026"),
        (Calendar(Grain.WEEK).parse("2026-W41"), "2026-W40", "week 40 of 2026"),
        (
            Period("P7", date(2026, 6, 1), date(2026, 6, 28), Grain.LISTED, 2026, 7),
            "P6",
            "P6",
        ),
    ],
)
def test_the_period_before(period, before, name):
    scorecard = make_scorecard([kpi("A"), kpi("B")], period=period)
    summary = replace(scorecard.summary, before_period=before)
    told = page_of(replace(scorecard, summary=summary)).summary
    assert f"In {name}: 2 on target" in told.mix_caption


@pytest.mark.parametrize(
    ("kpis", "text"),
    [
        ([kpi("A"), kpi("B")], "Both KPIs are on target; none is improving or worsening."),
        (
            [kpi("A", **GOOD), kpi("B", "off_target")],
            "1 on target and 1 off target, of 2 KPIs; 1 improving and none worsening.",
        ),
        (
            [kpi("A", "no_target"), kpi("B", "no_target")],
            "No KPI has a target, and none is improving or worsening.",
        ),
    ],
)
def test_the_claim_of_the_scorecard(kpis, text):
    assert page(*kpis).scorecard.claim == text


@pytest.mark.parametrize(
    ("kpis", "acted", "text"),
    [
        ([kpi("A")], "", "One person answers for 1 KPI; it is not off target."),
        (
            [kpi("A", "off_target")],
            "",
            "One person answers for 1 KPI; it is off target, with no action open.",
        ),
        (
            [kpi("A", "off_target")],
            "a",
            "One person answers for 1 KPI; it is off target, and it has an open action.",
        ),
        (
            [kpi("A", "off_target"), kpi("B", "off_target", owner="jonas")],
            "a",
            "Two people answer for 2 KPIs; two of the KPIs are off target, of which one has no "
            "open action.",
        ),
        (
            [kpi("A", "off_target"), kpi("B", "off_target")],
            "ab",
            "One person answers for 2 KPIs; two of the KPIs are off target, and each has an open "
            "action.",
        ),
    ],
)
def test_the_claim_of_accountability(kpis, acted, text):
    actions = tuple(make_action(f"A{key}", key, "t") for key in acted)
    assert page(*kpis, actions=actions).accountability.claim == text


@pytest.mark.parametrize(
    ("actions", "text"),
    [
        ([], "No action is recorded."),
        ([make_action("a", "a", "t", status=LogStatus.DONE)], "No action is open."),
        ([make_action("a", "a", "t")], "One action is open, and it is not overdue."),
        (
            [make_action("a", "a", "t", (date(2026, 6, 1),))],
            "One action is open, and it is overdue.",
        ),
        (
            [make_action("a", "a", "t", status=LogStatus.BLOCKED)],
            "One action is open, and it is blocked.",
        ),
        (
            [make_action("a", "a", "t"), make_action("b", "a", "t")],
            "Two actions are open; none is overdue.",
        ),
        (
            [make_action("a", "a", "t", (date(2026, 6, 1),)), make_action("b", "a", "t")],
            "Two actions are open; one is overdue.",
        ),
    ],
)
def test_the_claim_of_the_actions(actions, text):
    assert page(kpi("A"), actions=tuple(actions)).actions.claim == text


def test_a_bare_masthead():
    said = paper(kpi("A"), heading=Heading("Scores", sponsor="stranger", number_format="en_US"))
    head = said.masthead
    assert (head.eyebrow, head.meeting, head.purpose, head.running) == (
        "", "", "", "Scores, June 2026",
    )  # fmt: skip
    assert (head.sponsor, head.sponsor_role) == ("stranger", "")
    assert plain(head.footer) == "Data to June 30, 2026, as of July 6, 2026"
    assert paper(kpi("A"), heading=Heading("Scores")).masthead.sponsor == ""


def test_data_do_not_reach_beyond_the_day_of_the_paper():
    july = CALENDAR.parse("2026-07")
    said = paper(kpi("A"), period=july)
    assert plain(said.masthead.footer) == "Data to 6 July 2026, as of 6 July 2026"
    assert date(2026, 7, 6) == AS_OF


def notes(*kpis, **more):
    return notes_in(page(*kpis, **more))


def test_the_method_without_targets_and_charts():
    told = notes(make_kpi("a", [1.0, 2.0], unit="count"))
    assert told["Status"] == "No KPI has a target, so none has a status."
    assert told["Control charts"] == "No KPI has enough values for a control chart."
    assert set(told) == {"Status", "Control charts", "Comparisons"}
    assert page(make_kpi("a", [1.0, 2.0])).method.claim == "1 KPI from 1 file."
    assert page(kpi("A")).method.claim == "1 KPI from 1 file; 1 has control limits."


def test_the_method_names_what_was_left_out():
    scored = make_kpi("a", [*WAVE, None, 50.0], name="Calls", target=Target(50.0))
    first = replace(scored.series[0], left_out=1200, unknown=3)
    scored = replace(scored, series=(first, *scored.series[1:]), complete=False)
    small = make_kpi("b", WAVE, name="Trust", base=3, minimum_base=30, target=50.0)
    told = notes(scored, small, skipped={"surveys": {"region: North": 12}, "calls": {}})
    assert told["Data quality"] == (
        "Bad rows of surveys were skipped: 12 of region: North. Rows that lack a part of a measure "
        "are left out of both its sides: 1,200 of Calls. Rows in which a comparison met a blank "
        "are left out: 3 of Calls. Not complete: Calls. Periods without rows are gaps, never zero; "
        "there are some in Calls."
    )
    assert "Too small a base: Trust." in told["Status"]
    assert "No KPI has an at-risk margin" in told["Status"]


def test_the_method_without_a_break_or_with_one_only():
    scored = make_kpi("a", WAVE, name="Calls")
    broken = replace(scored, kpi=replace(scored.kpi, breaks=(Break("2026-01", "Moved"),)))
    assert notes(broken)["Breaks and ignored periods"] == (
        "Limits start again for Calls from 2026-01: the charts say why."
    )
    ignored = replace(scored, kpi=replace(scored.kpi, ignore=(Ignored("2026-01", "Strike"),)))
    assert notes(ignored)["Breaks and ignored periods"] == (
        "Drawn and not counted: Calls in 2026-01."
    )


def test_sources_that_came_late():
    source = Source("calls", "calls.csv", "ab" * 32, 5, 4, 1, None, None)
    late = page(kpi("A"), sources=(ScoredSource(source, stale=True),))
    row = late.method.sources[0]
    assert (row.span, row.note, row.rows_skipped) == ("", "late", "1")
    assert notes_in(late)["Data quality"] == "Late: calls.csv."


def test_the_warnings_of_the_paper():
    warning = Problem("calls.csv", 3, 1, "CX231", "a day is missing", Severity.WARNING, "add it")
    assert page(kpi("A"), problems=(warning,)).method.problems == (
        "calls.csv:3:1: a day is missing; add it",
    )


def test_a_value_of_a_part_of_a_period_is_no_finding():
    rising = make_kpi("rise", [50.0] * 12 + [51.0, 50.0] * 6 + [90.0], target=60.0)
    assert rising.signal.variation is Variation.IMPROVING
    part = replace(rising, complete=False)
    alone = say(make_scorecard([part]))
    assert alone.headline.endswith("in June 2026, which is not complete.")
    steady = make_kpi("steady", [70.0, 71.0] * 6, target=60.0)
    two = say(make_scorecard([part, steady]))
    assert "improved" not in two.headline
    assert two.headline.endswith("1 value is of a period that is not complete.")
    assert all("improved" not in key.lead for key in two.needs_to_know)
