"""What the paper says of numbers, definitions and targets that are not as they were told."""

from dataclasses import replace
from datetime import date

import pytest

from cxscore.model.definition_parts import Part
from cxscore.model.log import LogKind
from cxscore.model.since_close import (
    Cause,
    DefinitionChange,
    KeyChange,
    Moved,
    Restated,
    SinceClose,
    SourceChange,
    StatusChange,
    TargetChange,
    ToldDifferently,
)
from cxscore.model.told import ToldKpi, ToldNumber
from cxscore.model.verdicts import Status, Variation
from cxscore.rendering.numbers import Numbers, Quantity
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.summary import view
from cxscore.rendering.words import say
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.restated import restated_said
from cxscore.rendering.words.since_close import since_said
from cxscore.rendering.words.terms import Term, Terms
from tests.rendering.builders import make_kpi, make_scorecard

TERMS = Terms(
    {
        "fcr": Term("First contact resolution", Quantity(Numbers(), "percent"), 1),
        "nps": Term("Net promoter score", Quantity(Numbers(), "points", is_nps=True), 0),
    }
)
NOTHING = SinceClose("2026-05", date(2026, 6, 8), "history/2026-05.json", "0.1.0")
FILE = SourceChange("contacts", "data/contacts.csv", 100, 103)


def moved(kpi="fcr", period="2026-04", values=(76.4, 76.2), **rest):
    *told, now = (ToldNumber(value, 100, told_in="2026-05") for value in values)
    known = {"by": (), "segment": (), "because": Cause.DATA, "source": (FILE,), "shown": True}
    return Restated(
        kpi=kpi, period=period, before=told[-1], after=now, path=tuple(told), **(known | rest)
    )


def said(**found):
    return since_said(replace(NOTHING, **found), TERMS)


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (moved(), "April 2026 76.4% → 76.2% (contacts.csv has 3 rows more)"),
        (moved(values=(84.1, 83.6, 83.4)), "April 2026 84.1% → 83.6% → 83.4% (contacts.csv has"),
        (moved(values=(76.4, None)), "April 2026 76.4%, which is gone (contacts.csv has"),
        (moved(values=(76.41, 76.42)), "April 2026 76.41% → 76.42% ("),
        (
            moved(because=Cause.DEFINITION, source=()),
            "76.2% (what is counted is defined in another way)",
        ),
        (
            moved(because=Cause.BOTH),
            "(contacts.csv has 3 rows more, and what is counted is defined in another way)",
        ),
        (moved(because=Cause.PROGRAM, source=()), "(another version of cxscore worked it out)"),
        (moved(because=Cause.UNKNOWN, source=()), "(neither data nor definition nor version"),
        (moved(source=(replace(FILE, rows_after=99),)), "(contacts.csv has 1 row less)"),
        (moved(source=(replace(FILE, rows_after=100),)), "(contacts.csv changed)"),
        (moved(source=(replace(FILE, rows_before=None),)), "(contacts.csv is new)"),
        (moved(source=(replace(FILE, rows_after=None),)), "(contacts.csv is gone)"),
        (moved(source=(FILE, FILE)), "(2 sources changed)"),
        (moved(by=("region",), segment=("North",)), "April 2026 in North 76.4% → 76.2% ("),
    ],
)
def test_a_number_is_said_with_its_path_and_its_cause(row, line):
    found = said(restated=(row,)).sentence
    assert found.startswith("Restated: First contact resolution, ")
    assert line in found


def test_many_periods_are_counted_and_segments_as_well():
    rows = [moved(period=f"2026-0{month}") for month in range(1, 5)]
    rows.append(moved(by=("region",), segment=("North",)))
    assert said(restated=tuple(rows)).lines == (
        "Restated: First contact resolution, 4 periods, the last April 2026 76.4% → 76.2%, and 1 "
        "number of its segments (contacts.csv has 3 rows more).",
    )


def test_what_nobody_sees_is_counted():
    found = said(restated=(moved(shown=False), moved(period="2026-03", shown=False)))
    assert found.lines == ("2 further numbers moved in digits not shown.",)
    assert found.board == ""


def test_the_first_page_has_two_kpis_by_name():
    terms = {f"k{at}": Term(f"KPI {at}", Quantity(Numbers(), "count"), 0) for at in range(4)}
    since = replace(NOTHING, restated=tuple(moved(f"k{at}", values=(1.0, 2.0)) for at in range(4)))
    found = since_said(since, Terms(terms))
    assert found.title == "Since the last meeting (May 2026)."
    assert found.board == (
        "Restated: KPI 0, April 2026 1 → 2; KPI 1, April 2026 1 → 2; and of 2 other KPIs."
    )
    assert found.brief == "4 numbers restated; the method page has each."


def test_segments_alone_are_counted_on_the_first_page():
    found = said(restated=(moved(by=("region",), segment=("North",)),))
    assert found.board == "Restated: 1 number of segments."


@pytest.mark.parametrize(
    ("locale", "days", "line"),
    [
        (
            *("en_GB", (date(2026, 7, 31), date(2026, 9, 30))),
            "was due on 31 July 2026 and is due on 30 September 2026.",
        ),
        ("sv_SE", (date(2026, 7, 31), None), "was due on 2026-07-31 and has no due date."),
        ("en_US", (None, date(2026, 9, 30)), "had no due date and is due on September 30, 2026."),
    ],
)
def test_days_are_written_as_on_the_page(locale, days, line):
    moved_row = Moved("A1", LogKind.ACTION, "Shorter letters", *days)
    terms = replace(TERMS, numbers=Numbers.of(locale, None))
    (found,) = since_said(replace(NOTHING, moved=(moved_row,)), terms).lines
    assert found.replace("\xa0", " ") == f"“Shorter letters” {line}"


def changed(part, key, before, after):
    return DefinitionChange("fcr", part, (KeyChange(key, before, after),))


@pytest.mark.parametrize(
    ("change", "line", "board"),
    [
        (
            changed(Part.NUMBER, "where", None, "channel = 'app'"),
            "Changed in what is counted: First contact resolution, where none → channel = 'app'.",
            "Changed in what is counted: First contact resolution.",
        ),
        (
            changed(Part.JUDGEMENT, "at_risk_within", 5.0, 4.5),
            "Changed in how it is judged: First contact resolution, at_risk_within 5 → 4.5.",
            "Changed in how it is judged: First contact resolution.",
        ),
        (
            changed(Part.METHOD, "seasonal", None, True),
            "Changed in how its chart is drawn: First contact resolution, seasonal none → true.",
            "",
        ),
        (
            changed(Part.PEOPLE, "contributors", {"a": "x"}, {"a": "x", "b": "y"}),
            "Changed in who answers for it: First contact resolution, contributors a: x → a: x, "
            "b: y.",
            "",
        ),
        (
            changed(Part.WORDS, "description", "a" * 80, "b"),
            f"Changed in its words: First contact resolution, description {'a' * 60} … → b.",
            "",
        ),
    ],
)
def test_a_definition_says_its_keys_and_a_board_hears_of_number_and_judgement(change, line, board):
    found = said(definition_changed=(change,))
    assert (found.lines, found.board) == ((line,), board)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (
            TargetChange(
                "fcr", "2026-03", "2026-05", (78.0, None, None), (80.5, None, None), "Plan"
            ),
            "for March 2026 to May 2026 was 78% and is 80.5% (Plan).",
        ),
        (
            TargetChange("fcr", "2026-05", "2026-05", None, (None, 70.0, 80.0), ""),
            "for May 2026 was none and is 70% to 80% (no reason given).",
        ),
        (
            TargetChange("fcr", None, None, (None, 70.0, None), (None, None, 80.0), ""),
            "to come was at least 70% and is at most 80% (no reason given).",
        ),
        (
            TargetChange("fcr", None, None, (78.0, None, None), (78.0, None, None), "Plan"),
            "to come is written otherwise (Plan).",
        ),
    ],
)
def test_a_target_says_of_which_periods_and_why(change, line):
    found = said(target_changed=(change,))
    assert found.lines == (f"The target of First contact resolution {line}",)
    assert found.board == found.lines[0]


@pytest.mark.parametrize(
    ("before", "after", "line", "first_page"),
    [
        (Variation.WORSENING, Variation.STEADY, "worsening; with today's limits it was not.", True),
        (Variation.IMPROVING, Variation.STEADY, "was improving; with today's limits", True),
        (Variation.IMPROVING, Variation.NO_SIGNAL_POSSIBLE, "today its chart cannot tell.", True),
        (Variation.STEADY, Variation.NO_SIGNAL_POSSIBLE, "today its chart cannot tell.", False),
        (Variation.STEADY, Variation.DOWN, "was steady; with today's limits it was down by", False),
    ],
)  # fmt: skip
def test_what_was_told_of_a_signal(before, after, line, first_page):
    found = said(told_differently=(ToldDifferently("fcr", "2026-05", before, after),))
    told = "For May 2026 the board was told that First contact resolution "
    assert found.sentence.startswith(told)
    assert line in found.sentence
    assert bool(found.board) is first_page


def test_what_came_and_went_and_what_became_of_statuses():
    left = ToldKpi("Old one", "count", 0, "ada", Status.ON_TARGET, Variation.STEADY, "2026-05")
    found = said(
        new=("nps",),
        gone=(("old", left),),
        status_changes=(StatusChange("fcr", Status.AT_RISK, Status.OFF_TARGET),),
    )
    assert found.lines == (
        "First contact resolution was at risk and is off target.",
        "New: Net promoter score.",
        "No longer measured: Old one.",
    )
    assert found.board == "New: Net promoter score. No longer measured: Old one."
    assert "was at risk" not in found.method  # the first page has that


def test_nothing_is_said_so():
    found = said()
    assert (found.board, found.brief) == ("", "")
    assert found.lines == ("Nothing is otherwise than it was told.",)


def page(since, kpis=1):
    card = make_scorecard([make_kpi(f"k{at}", [1.0, 2.0]) for at in range(kpis)])
    card = replace(card, since_close=since)
    return view(Facts(card, say(card)))


def test_the_first_page_is_of_the_last_close():
    found = page(replace(NOTHING, restated=(moved("k0", values=(1.0, 2.0)),))).changes
    assert found.title == "Since the last meeting (May 2026)."
    assert found.sentence.startswith("No status has changed. Restated: ")
    assert page(NOTHING).changes.sentence == "No status has changed, and no number that was told."


def test_restated_numbers_stay_by_name_where_names_of_statuses_do_not():
    statuses = tuple(
        StatusChange(f"k{at}", Status.ON_TARGET, Status.OFF_TARGET) for at in range(30)
    )
    long = replace(NOTHING, status_changes=statuses, restated=(moved("k0", values=(1.0, 2.0)),))
    card = make_scorecard(
        [
            make_kpi(f"k{at}", [1.0, 2.0], name=f"A name that is rather long {at}")
            for at in range(30)
        ]
    )
    card = replace(card, since_close=long)
    found = view(Facts(card, say(card))).changes
    assert "Restated: A name that is rather long 0, April 2026" in found.sentence


@pytest.mark.parametrize(
    ("restated", "text"),
    [
        ((moved(),), "April 2026 was told as 76.4%; it is 76.2% now."),
        ((moved(values=(76.41, 76.42)),), "April 2026 was told as 76.41%; it is 76.42% now."),
        ((moved(values=(None, 76.2)),), "April 2026 was told without a value; it is 76.2% now."),
        ((moved(values=(76.4, None)),), "April 2026 was told as 76.4%; it is gone."),
        (
            (moved(period="2026-03"), moved()),
            "April 2026 was told as 76.4%; it is 76.2% now, and 1 earlier period is restated, too.",
        ),
        ((moved(by=("region",), segment=("North",)),), ""),
        ((moved("nps"),), ""),
        ((moved(shown=False),), ""),
        ((), ""),
    ],
)
def test_the_panel_of_a_kpi_says_what_was_told_of_it(restated, text):
    kpi = make_kpi("fcr", [76.4, 76.2], name="First contact resolution")
    since = replace(NOTHING, restated=restated)
    paper = Paper.of(replace(make_scorecard([kpi]), since_close=since))
    assert " ".join(restated_said("fcr", paper)) == text
    assert say(paper.scorecard).kpis["fcr"].restated == restated_said("fcr", paper)
    assert restated_said("fcr", Paper.of(make_scorecard([kpi]))) == ()
