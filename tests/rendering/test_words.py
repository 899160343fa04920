"""The words of the sample paper, and laws that hold for the words of any."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from cxscore.model.chart_lines import Limits
from cxscore.model.choices import Polarity
from cxscore.model.findings import Comparison, Target
from cxscore.model.verdicts import Status
from cxscore.rendering.numbers import EQUAL_WITHIN, MINUS, rounded_to
from cxscore.rendering.words import say
from tests.rendering.builders import make_kpi, make_scorecard, notes_in, page_of, sample

TOLERANCE = Decimal("1e-9")
NUMBER = re.compile(rf"[{MINUS}+]?\d[\d,]*(?:\.\d+)?")


def plain(text):
    """Return *text* with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def numbers_in(text):
    """Return the numbers of *text*, as a reader takes them."""
    return [
        Decimal(found.replace(MINUS, "-").replace(",", ""))
        for found in NUMBER.findall(text.replace("£", ""))
    ]


def number_in(text):
    """Return the first number of *text*."""
    return numbers_in(text)[0]


def texts(found):
    """Yield every text of what is said."""
    if isinstance(found, str):
        if not isinstance(found, Markup):  # what is drawn is no text
            yield found
    elif dataclasses.is_dataclass(found) and type(found).__name__ != "Numbers":
        for field in dataclasses.fields(found):
            yield from texts(getattr(found, field.name))
    elif isinstance(found, Mapping):
        for each in found.values():
            yield from texts(each)
    elif isinstance(found, tuple):
        for each in found:
            yield from texts(each)


def only(scored):
    """Return what is said of a KPI that is alone on its paper."""
    return say(make_scorecard([scored])).kpis[scored.kpi.id]


@pytest.fixture(scope="module")
def said():
    return say(sample())


@pytest.fixture(scope="module")
def page():
    return page_of(sample())


def test_the_headline_tells_what_changed(said, page):
    assert said.headline == (
        "Three KPIs are getting worse, all since June 2026: Complaints per 1,000 orders, Resolved "
        "in five days and 1 other. Three are getting better, led by Net promoter score (+45, "
        "target +42.0)."
    )
    assert page.summary.mix_caption == (
        "of 11 KPIs; 1 without a target and 1 without data. "
        "In May: 5 on target, 3 at risk, 2 off target."
    )


def test_what_the_board_needs_to_know(said):
    told = [(plain(key.lead), plain(key.rest), key.kpi_id) for key in said.needs_to_know]
    assert told == [
        (
            "Complaints per 1,000 orders and Resolved in five days worsened in June 2026.",
            "3.53 complaints against a target of 3.00; 83.2% against 90.0%. "
            "Daniel Achebe: “Courier evidence now takes 6.1 days.” "
            "No action is open for Complaints per 1,000 orders.",
            "complaints",
        ),
        (
            "First contact resolution worsened in June 2026.",
            "71.2% against a target of 78.0%, after 75.5% a year ago. Owner: Jonas Lindqvist. "
            "No action is open.",
            "fcr",
        ),
        (
            "Net promoter score and Customer effort: easy improved in June 2026.",
            "+45 against a target of +42.0; 74.96% against 75.00%. Owner: Amara Osei.",
            "nps",
        ),
        (
            "Refund cycle time improved in June 2026.",
            "5.45 days against a target of 5.0, after 5.9 days a year ago. Owner: Jonas Lindqvist.",
            "refund",
        ),
        ("App store rating has no data for June 2026.", "", "rating"),
    ]


def test_changes_of_status(page):
    changes = page.summary.changes
    assert changes.title == "Status since May 2026."
    assert changes.sentence == (
        "Worse: First contact resolution and Refund cycle time. Now without data: App store rating."
    )
    assert [c.kpi_id for c in changes.worse] == ["fcr", "refund"]
    assert (changes.worse[0].before, changes.worse[0].after) == ("At risk", "Off target")


def test_each_page_states_its_conclusion(page):
    assert page.scorecard.claim == (
        "4 on target, 1 at risk, 4 off target, 1 not judged and 1 without data, of 11 KPIs; "
        "3 improving and 3 worsening."
    )
    assert page.accountability.claim == (
        "Three people answer for 11 KPIs; four of the KPIs are off target, of which two have no "
        "open action."
    )
    assert page.actions.claim == "Three actions are open; one is overdue and one is blocked."
    assert page.method.claim == "11 KPIs from 1 file; 9 have control limits."


def test_the_masthead(said):
    head = said.masthead
    assert head.eyebrow == "Northwind Home, Board of Directors, item 7"
    assert head.document_title == "Customer experience scorecard, June 2026"
    assert head.running == "Customer experience scorecard, June 2026"
    assert plain(head.footer) == "Data to 30 June 2026, as of 6 July 2026"
    assert plain(head.meeting) == "Board meeting 23 July 2026"
    assert (head.purpose, head.sponsor) == ("For assurance", "Amara Osei")


def test_a_kpi_in_a_sentence(said):
    nps = said.kpis["nps"]
    assert nps.claim == "Net promoter score improved and met the target"
    assert plain(nps.sentence) == (
        "Net promoter score stood at +45 in June 2026, 3 points above the target of +42.0: "
        "on target. "
        "June 2026 lies above the upper limit of +42.5: an improvement. "
        "The limits so far, +30 to +42.5, take in the target of +42.0."
    )
    assert nps.chart_description == (
        "Control chart of Net promoter score, 36 months. Latest +45, mean +36, "
        "limits +30 to +42.5, target +42.0. Of 36 points, 4 better than usual beyond chance."
    )
    assert nps.measure == "Promoters (9 to 10) less detractors (0 to 6), in points of all answers"
    assert nps.span == "monthly, July 2023 to June 2026"
    assert (nps.base, nps.interval) == ("n = 1,204", "+43 to +47 (95%)")
    assert (nps.benchmark, nps.target_reason) == ("+38, UKCSI July 2026", "Board plan")
    assert nps.journey == "Checking out"
    assert nps.contributors == (("Jonas Lindqvist", "keeps deliveries on time"),)


@pytest.mark.parametrize(
    ("key", "claim"),
    [
        (
            "effort",
            "Customer effort: easy improved but missed the target, within its margin",
        ),
        ("trust", "Trust score met the target; too early to tell whether it is changing"),
        ("rating", "App store rating: no data for June 2026"),
        ("fcr", "First contact resolution worsened and missed the target"),
        ("refund", "Refund cycle time improved but missed the target"),
        ("contacts", "Contacts received rose"),
        ("coverage", "Stores covered stayed within the target range"),
    ],
)
def test_claims(said, key, claim):
    assert said.kpis[key].claim == claim


def test_a_quarterly_kpi_in_a_monthly_paper_says_its_quarter(said):
    trust = said.kpis["trust"]
    assert (trust.period, trust.period_note) == ("Q2 2026", "Q2 2026")
    assert trust.sentence.startswith("Trust score stood at 71.8% in Q2 2026, ")
    assert said.kpis["nps"].period_note == ""


def test_a_value_just_short_of_its_target_does_not_read_as_the_target(said):
    effort = said.kpis["effort"]
    assert (effort.value, effort.target, effort.gap) == ("74.96%", "75.00%", f"{MINUS}0.04")
    assert effort.status.short == "At risk"


def test_marks_and_notes_on_the_chart(said):
    nps = said.kpis["nps"]
    assert [(mark.id, mark.text) for mark in nps.marks] == [
        ("2025-10", "Limits start again in October 2025: New welcome journey."),
        ("2025-12", "December 2025 is not counted: Strike."),
    ]
    assert [(mark.sign, mark.kind) for mark in nps.marks] == [("A", "break"), ("B", "ignored")]
    notes = {point.id: (point.note, point.point) for point in nps.points}
    assert notes["2025-10"][0] == "limits start again: New welcome journey"
    assert notes["2025-12"] == ("not counted: Strike", "")
    assert nps.points[-1].tick == "Jun ’26"


def test_segments(said):
    region, crossing = said.kpis["nps"].segments
    assert (region.title, crossing.title) == ("By region", "By region and channel")
    assert region.sentence == "From +38 (North) to +49 (South)."
    assert [row.name for row in region.rows] == ["North", "South", "(blank)"]
    assert region.rows[2].status.short == "Small base" and region.rows[2].small
    assert (region.rows[0].share, region.rows[0].interval) == ("33%", "+34 to +42")
    assert (crossing.rows[0].name, crossing.sentence) == ("North, App", "")


def test_registers(said, page):
    actions = [row.action for row in page.actions.rows]
    assert [action.id for action in actions] == ["A1", "A2", "A4", "A3"]
    first = actions[0]
    assert first.timeliness.long == "Overdue by 12 days, due date moved once"
    assert plain(first.due) == "24 June"
    assert actions[2].timeliness.long == "Slipping, blocked, no due date"
    comment = said.kpis["closed"].comment
    assert plain(comment.by) == "3 July"
    assert said.kpis["effort"].comment_missing == "No comment from Amara Osei on June 2026."
    assert said.kpis["nps"].comment_missing == ""
    owner = page.accountability.owners[1].owner
    assert owner.gaps == ("No action is open for First contact resolution. 2 comments missing.")
    assert (owner.longest_off_target, owner.deputy) == ("3 months", "Amara Osei")


def test_the_method_says_what_was_used(page):
    notes = notes_in(page)
    assert "Trial limits, from fewer than 12 points: Trust score." in notes["Control charts"]
    assert "Without limits: App store rating and Stores covered." in notes["Control charts"]
    assert "up to 36 periods" in notes["Control charts"]
    assert "95% intervals: Wilson score for shares" in notes["Intervals"]
    assert notes["Breaks and ignored periods"] == (
        "Limits start again for Net promoter score from 2025-10: the charts say why. "
        "Drawn and not counted: Net promoter score in 2025-12."
    )
    source = page.method.sources[0]
    assert (source.digest_short, source.rows) == ("ab" * 6, "43,200")
    assert plain(source.span) == "1 July 2023 to 30 June 2026"


VALUES = st.floats(-200, 200, allow_nan=False).map(lambda x: round(x, 4))


@st.composite
def kpis(draw):
    """Return a KPI whose value lies anywhere near its target, its margin and its limits."""
    target = draw(VALUES)
    step = draw(st.sampled_from([0.0, 1e-10, 1e-6, 0.004, 0.04, 0.049, 0.4, 3.0, 3.04, 40.0]))
    value = target + draw(st.sampled_from([-1, 1])) * step
    mean, width = draw(VALUES), draw(st.sampled_from([0.01, 0.3, 5.0, 60.0]))
    polarity = draw(st.sampled_from(list(Polarity)))
    ranged = polarity is Polarity.IN_RANGE
    scored = make_kpi(
        "k",
        [mean, mean + width, mean - width, mean, value],
        polarity=polarity,
        target=Target(low=target, high=target + 50) if ranged else target,
        within=draw(st.sampled_from([0.0, 0.04, 3.0, 3.02])),
        unit=draw(st.sampled_from(["percent", "days", "count", "stars", "currency"])),
        decimals=draw(st.integers(0, 2)),
        baseline=4,
    )
    if draw(st.booleans()):
        # Limits that value and target all but touch.
        edge = draw(st.sampled_from([value, target])) + draw(st.sampled_from([-0.004, 0.0, 0.04]))
        limits = Limits(edge - width, edge - 2 * width, edge)
        outside = not limits.lower <= value <= limits.upper
        rules = scored.signal.rules if outside else ()
        signal = replace(scored.signal, limits=limits, rules=rules)
        scored = replace(scored, signal=signal)
    return scored


@settings(max_examples=150, deadline=None)
@given(kpis())
def test_rounded_numbers_agree_with_the_status_and_the_gap(scored):
    said = only(scored)
    value, gap = number_in(said.value), number_in(said.gap)
    edges = numbers_in(said.target)
    if scored.kpi.polarity is Polarity.NEUTRAL:
        assert said.status.short == "No target"
        return
    short = {
        Polarity.HIGHER_IS_BETTER: value < edges[0],
        Polarity.LOWER_IS_BETTER: value > edges[0],
        Polarity.IN_RANGE: not edges[0] <= value <= edges[-1],
    }[scored.kpi.polarity]
    assert short == (scored.status is not Status.ON_TARGET)
    exact = 0 if abs(scored.gap) <= EQUAL_WITHIN else scored.gap
    assert (gap > 0, gap < 0) == (exact > 0, exact < 0)
    if short and said.at_risk_within:
        within = number_in(said.at_risk_within)
        assert (abs(gap) <= within) == (scored.status is Status.AT_RISK)


@settings(max_examples=150, deadline=None)
@given(kpis())
def test_the_sentence_agrees_with_its_numbers(scored):
    said = only(scored)
    text = plain(said.sentence)
    value = number_in(said.value)
    if scored.status is not Status.NO_TARGET:
        word = {"on_target": "on target", "at_risk": "at risk", "off_target": "off target"}
        assert f": {word[scored.status.value]}." in text
        place = "above" if scored.gap > 0 else "below"
        other = "below" if scored.gap > 0 else "above"
        first = text.partition(": ")[0]
        assert f" {other} the target" not in first
        assert f" {place} the target" in first or abs(scored.gap) <= EQUAL_WITHIN
    limits = scored.signal.limits
    if limits is None:
        assert "Change cannot be judged" in text or "It has been" in text
        return
    # What is level with a limit but for the last bits is shown as level with it.
    assume(all(abs(scored.value - x) > EQUAL_WITHIN for x in (limits.lower, limits.upper)))
    lower, upper = number_in(said.lower), number_in(said.upper)
    if "above the upper limit" in text:
        assert value > upper or ("just above the upper limit" in text and value == upper)
    if "below the lower limit" in text:
        assert value < lower or ("just below the lower limit" in text and value == lower)
    if "within the limits" in text:
        assert lower <= value <= upper
    changed = scored.signal.variation.value not in ("steady", "no_signal_possible")
    outcome = r": (an improvement|a worsening|a rise|a fall)( since [\w ]+)?\."
    assert bool(re.search(outcome, said.signal_sentence)) == changed
    assert bool(re.match("K (improved|worsened|rose|fell)", said.claim)) == changed


@settings(max_examples=200, deadline=None)
@given(VALUES, st.sampled_from([0.0, 1e-10, 1e-5, 0.004, 0.04, 0.06, 2.0, -0.004, -0.06, -7.0]))
def test_a_change_agrees_with_the_values_beside_it(base, step):
    value = base + step
    relative = None if base == 0 else 100 * step / abs(base)
    compared = Comparison(
        "2026-06", value, 9, "2026-05", base, 9, value - base, relative, True, 0.01
    )
    scored = make_kpi("k", [base, value], unit="days")
    found = replace(scored.comparisons, previous=compared)
    row = only(replace(scored, comparisons=found)).comparisons[0]
    left, right = number_in(row.value), number_in(row.base)
    if abs(value - base) <= EQUAL_WITHIN:
        assert (row.change, row.verdict) == ("no change", "")
        return
    change = number_in(row.change)
    assert (left > right) == (value > base) and left != right
    assert change != 0 and (change > 0) == (value > base)
    assert (row.verdict, row.beyond) == ("beyond sampling error", True)
    if "%" in row.change:
        assert numbers_in(row.change)[1] != 0


@settings(max_examples=60, deadline=None)
@given(st.lists(kpis(), min_size=1, max_size=4), st.text(max_size=60))
def test_nothing_unsaid_shows_through(scored, name):
    named = [
        replace(each, kpi=replace(each.kpi, id=f"k{at}", name=f"{name}K{at}"))
        for at, each in enumerate(scored)
    ]
    card = make_scorecard(named)
    said = say(card)
    for text in (*texts(said), *texts(page_of(card))):
        bare = text
        for at in range(len(named)):
            bare = bare.replace(f"{name}K{at}", "K")
        assert "None" not in bare and "nan" not in bare.lower().split()
        assert "  " not in bare and "{" not in bare and "!" not in bare
        assert ".." not in bare and " ," not in bare
    assert said.headline.endswith(".")
    assert len(said.headline) <= 400


def test_agreement_of_the_rows_of_the_chart():
    scored = make_kpi("k", [50.0, 89.96, 90.04], target=90.0, within=1.0)
    rows = only(scored).points
    assert [(row.value, row.target, row.status) for row in rows] == [
        ("50.0%", "90.0%", "Off target"),
        ("89.96%", "90.00%", "At risk"),
        ("90.04%", "90.00%", "On target"),
    ]
    assert rounded_to(90.04, 1) == Decimal("90.0")
