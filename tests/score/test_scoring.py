"""The stage as a whole: what goes in comes out, and only what was asked for."""

from datetime import date

from cxscore.calendar import Calendar, Grain, Period
from cxscore.model.kpi import TargetColumn, TargetStep
from cxscore.model.log import LogStatus
from cxscore.model.measured import Source
from cxscore.model.outline import Group, Stage
from cxscore.model.registers import Comment, Written
from cxscore.model.verdicts import Status
from cxscore.problems import Problem, Severity
from tests.log_rows import an_action
from tests.score import made

TARGET = (TargetStep(value=10.0, reason="Plan"),)
TWO = made.kpi(id="nps", target=TARGET), made.kpi(id="nps-web", dataset="e")
FOUND = [*made.values("2026-06", [9.0], "nps"), *made.values("2026-06", [9.0], "nps-web")]
ACTIONS = tuple(an_action(f"a-{k}", k, "Do", "amara", LogStatus.OPEN) for k in ("nps", "nps-web"))
SAID = tuple(Comment(k, "2026-06", what=k) for k in ("nps", "nps-web"))


def warning(text, path="kpis.yaml", line=1, about=None):
    return Problem(path, line, 1, "CX199", text, Severity.WARNING, subject=about)


def test_the_definition_and_the_day_are_handed_on():
    defined = made.definition(
        *TWO, groups=(Group("g", "G"),), journey=(Stage("s", "S"),), currency="GBP"
    )
    card = made.scorecard(defined, FOUND, skipped={"d": {"region: North": 2}})
    assert (card.heading, card.groups, card.journey) == (
        defined.heading,
        defined.groups,
        defined.journey,
    )
    assert (card.currency, card.built_from, card.as_of) == ("GBP", "abc", date(2026, 7, 6))
    assert (card.period.id, card.complete) == ("2026-06", True)
    assert card.skipped == {"d": {"region: North": 2}}


def test_only_the_chosen_are_shown():
    written = Written(ACTIONS, SAID)
    card = made.scorecard(
        made.definition(*TWO), FOUND, written=written, chosen=frozenset({"nps-web"})
    )
    assert [one.kpi.id for one in card.kpis] == ["nps-web"]
    assert [one.row.id for one in card.actions] == ["a-nps-web"]
    assert [one.kpi for one in card.commentary] == ["nps-web"]
    assert [one.kpis for one in card.owners] == [("nps-web",), ()]
    assert card.summary.now.no_target == 1


def test_actions_and_comments_go_to_their_kpi():
    card = made.scorecard(made.definition(*TWO), FOUND, written=Written(ACTIONS, SAID))
    for one in card.kpis:
        assert [scored.row.kpi for scored in one.actions] == [one.kpi.id]
        assert one.commentary is not None
        assert one.commentary.what == one.kpi.id


def test_warnings_go_to_the_kpis_they_are_about():
    """By what a problem is about, whatever its words: a column may be called ``kpis.nps``."""
    about_nps = warning("thin", about=("kpis", "nps"))
    about_web = warning("1 row lacks kpis.nps", about=("kpis", "nps-web"))
    about_data = warning("2 days are missing", "d.csv", about=("datasets", "d"))
    about_none = warning("hm", "a.csv")
    defined = made.definition(*TWO, warnings=(about_web, about_nps))
    card = made.scorecard(
        defined,
        FOUND,
        written=Written(problems=(about_none,)),
        problems=(about_data,),
        sources=(Source("d", "d.csv", "0", 1, 1, 0, None, None),),
    )
    assert set(card.problems) == {about_web, about_nps, about_none, about_data}
    assert set(card.kpis[0].warnings) == {about_nps, about_data}
    assert card.kpis[1].warnings == (about_web,)


def test_a_target_column_is_in_force_period_by_period():
    one = made.kpi(target=TargetColumn("plan"))
    card = made.scorecard(
        made.definition(one),
        made.values("2026-06", [9.0, 9.0]),
        targets={"k": {date(2026, 5, 1): 9.0, date(2026, 6, 1): 9.5}},
    )
    scored = card.kpis[0]
    assert [point.status for point in scored.series] == [Status.ON_TARGET, Status.OFF_TARGET]
    assert scored.gap == -0.5


def test_a_quarterly_status_does_not_change_within_the_quarter():
    quarters = Calendar(Grain.QUARTER)
    one = made.kpi(period=Grain.QUARTER, target=TARGET)
    found = made.facts(quarters, "2026-Q2", [made.value_parts(v) for v in (9.0, 11.0, 9.0)])
    for reported, before, changes in (
        ("2026-06", Status.ON_TARGET, 1),
        ("2026-05", Status.ON_TARGET, 0),
        ("2026-04", Status.ON_TARGET, 0),
        ("2026-03", Status.OFF_TARGET, 1),
    ):
        card = made.scorecard(made.definition(one), found, reported)
        assert card.kpis[0].status_before is before
        assert len(card.summary.changes) == changes


def test_the_period_before_may_end_on_the_first_day_of_the_data():
    fair = tuple(
        Period(f"day-{number}", day, day, Grain.LISTED, 2026, number)
        for number, day in enumerate((date(2026, 6, 1), date(2026, 6, 2)), start=1)
    )
    calendar = Calendar(Grain.LISTED, 1, fair)
    found = made.facts(calendar, "day-2", [made.value_parts(v) for v in (9.0, 11.0)])
    defined = made.definition(made.kpi(target=TARGET), calendar=calendar)
    assert made.scorecard(defined, found, "day-2").kpis[0].status_before is Status.OFF_TARGET


def test_the_first_period_of_a_calendar_has_none_before_it():
    listed = Calendar(Grain.LISTED, 1, made.MONTHS.up_to(made.MONTHS.parse("2026-06"), 1))
    card = made.scorecard(
        made.definition(made.kpi(), calendar=listed), made.values("2026-06", [9.0])
    )
    assert (card.summary.before_period, card.kpis[0].status_before) == (None, None)


def test_the_same_input_gives_the_same_scorecard():
    defined = made.definition(*TWO)
    assert made.scorecard(defined, FOUND) == made.scorecard(defined, FOUND[::-1])
