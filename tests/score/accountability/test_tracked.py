"""The actions on a KPI with their effects, from its rows to the scorecard."""

import json
import re
from datetime import date

import pytest

import cxscore
from cxscore.calendar import Calendar, Grain
from cxscore.model.effects import Because, EffectMethod, Outcome
from cxscore.rendering.words.effects import effect_said
from cxscore.rendering.words.paper import Paper
from cxscore.score.accountability.tracked import check_day
from tests import company

SHARE = """\
version: 1
scorecard: {title: Small scorecard, as_of: 2026-04-10, history: 3}
owners:
  ada: {name: Ada Field}
datasets:
  calls: {file: calls.csv, date: month}
kpis:
  kept:
    name: Promises kept
    owner: ada
    dataset: calls
    measure: {share: {that: kept, of: made}}
    unit: percent
    polarity: higher_is_better
registers: {actions: actions.csv, events: events.csv}
"""
HEAD = "id,kpi,title,owner,status,opened,due,closed,expected_effect\n"
EVENTS = "date,kpi,title\n"


def calls(shares, made=200, first=(2025, 1)):
    """Rows of one month each; a share is in whole per cent of the calls."""
    months = [divmod(first[0] * 12 + first[1] - 1 + place, 12) for place in range(len(shares))]
    rows = [
        f"{year}-{month + 1:02}-01,{share * made // 100},{made}"
        for (year, month), share in zip(months, shares, strict=True)
    ]
    return "month,kept,made\n" + "\n".join(rows) + "\n"


def judged(folder, shares, actions, *, events="", kpis=SHARE, made=200):
    company.write(
        folder, kpis, calls=calls(shares, made), actions=HEAD + actions, events=EVENTS + events
    )
    return {a.row.id: a for a in cxscore.build(cxscore.read(folder / "kpis.yaml")).actions}


YEAR = [80, 82, 79, 81, 80, 78, 82, 79, 80, 81]
"""January to October 2025; the months that the paper shows are fewer."""


def test_a_kpi_is_looked_at_further_back_than_the_paper_shows(tmp_path):
    found = judged(
        tmp_path,
        [*YEAR, 80, 95, 96, 95, 96],
        "A1,kept,Ask twice,ada,done,2025-11-03,,2025-11-20,+4\n",
    )["A1"].effect
    assert (found.outcome, found.before.points, found.after.points) == (Outcome.WORKED, 10, 4)
    assert found.expected == 4 and found.before.first == "2025-01"


def test_the_scorecard_and_its_kpi_tell_the_same(tmp_path):
    judged(tmp_path, [*YEAR, 80, 95], "A1,kept,Ask twice,ada,done,2025-11-03,,2025-11-20,\n")
    scorecard = cxscore.build(cxscore.read(tmp_path / "kpis.yaml"))
    assert scorecard.actions == scorecard.kpis[0].actions
    assert scorecard.actions[0].effect is not None


def test_too_few_before_are_two_averages(tmp_path):
    """24 of 200 before and 40 of 200 since: Newcombe's interval of the step."""
    found = judged(tmp_path, [12, 30, 20], "A1,kept,Ask twice,ada,done,2025-02-03,,2025-02-20,\n")[
        "A1"
    ].effect
    assert (found.outcome, found.because) == (Outcome.CANNOT_TELL, Because.TOO_FEW_BEFORE)
    assert found.method is EffectMethod.POOLED_COUNTS
    assert (found.before.mean, found.after.mean, found.change) == (12, 20, 8)
    assert found.low == pytest.approx(0.7925, abs=5e-5)
    assert found.high == pytest.approx(15.1756, abs=5e-5)
    assert found.before.limits is None


def test_two_averages_may_be_the_same_by_chance(tmp_path):
    found = judged(tmp_path, [12, 30, 18], "A1,kept,Ask twice,ada,done,2025-02-03,,2025-02-20,\n")[
        "A1"
    ].effect
    assert (found.low, found.high) == (
        pytest.approx(-1.0383, abs=5e-5),
        pytest.approx(13.0286, abs=5e-5),
    )


def test_at_most_four_periods_a_side_are_pooled(tmp_path):
    shares = [0, 12, 12, 12, 12, 30, 20, 20, 20, 20, 90]
    found = judged(tmp_path, shares, "A1,kept,Ask twice,ada,done,2025-06-03,,2025-06-20,\n")
    effect = found["A1"].effect
    assert (effect.before.mean, effect.after.mean) == (12, 20)
    assert (effect.before.points, effect.after.points) == (4, 4)


def test_nothing_is_pooled_where_nothing_came_after(tmp_path):
    found = judged(tmp_path, [12, 30], "A1,kept,Ask twice,ada,done,2025-02-03,,2025-02-20,\n")
    effect = found["A1"].effect
    assert (effect.because, effect.change) == (Because.TOO_FEW_BEFORE, None)


@pytest.mark.parametrize(
    ("row", "known"),
    [
        ("A1,kept,Ask twice,ada,cancelled,2025-11-03,,2025-11-20,+4", None),
        ("A1,kept,Ask twice,ada,open,2025-11-03,2026-06-30,,Better", None),
        ("A1,kept,Ask twice,ada,open,2025-11-03,2026-06-30,,+4", (None, 4.0, True)),
        ("A1,kept,Ask twice,ada,blocked,2025-11-03,2026-06-30,,+4", (None, 4.0, True)),
        ("A1,kept,Ask twice,ada,open,2025-11-03,,,+4", (None, 4.0, False)),
        ("A1,kept,Ask twice,ada,open,,2026-06-30,,+4", (None, 4.0, False)),
    ],
    ids=["cancelled", "no size", "open", "blocked", "no date due", "no date opened"],
)
def test_what_could_be_seen_of_an_action_under_way(tmp_path, row, known):
    found = judged(tmp_path, [*YEAR, 80, 81], f"{row}\n")["A1"].effect
    told = found and (found.outcome, found.expected, found.detectable is not None)
    assert told == known


def test_what_went_on_at_the_same_time(tmp_path):
    rows = [
        "A1,kept,Ask twice,ada,done,2025-11-03,,2025-11-20,",
        "A2,kept,Before,ada,done,2025-09-01,,2025-11-02,",
        "A3,kept,Into it,ada,done,2025-09-01,,2025-11-03,",
        "A4,kept,Still open,ada,open,2025-11-20,,,",
        "A5,kept,After,ada,open,2025-11-21,,,",
        "A6,kept,Given up,ada,cancelled,2025-11-04,,2025-11-10,",
    ]
    events = "2025-11-10,,Prices raised\n2025-11-20,kept,Ask twice\n2025-11-21,kept,Later\n"
    found = judged(tmp_path, [*YEAR, 80, 95], "\n".join(rows) + "\n", events=events)
    assert found["A1"].effect.shared_with == ("A3", "A4", "Prices raised")


def test_a_run_chart_has_no_limits_to_go_by(tmp_path):
    kpis = SHARE.replace("polarity:", "chart: run\n    polarity:")
    found = judged(
        tmp_path, [*YEAR, 80, 95], "A1,kept,A,ada,done,2025-11-03,,2025-11-20,\n", kpis=kpis
    )
    assert found["A1"].effect.because is Because.NO_CHART


def test_it_is_checked_when_seven_periods_have_ended(tmp_path):
    months, quarters = Calendar(), Calendar(Grain.QUARTER)
    assert check_day(date(2025, 9, 1), months) == date(2026, 4, 30)
    assert check_day(date(2025, 8, 31), months) == date(2026, 3, 31)
    assert check_day(date(2025, 9, 1), quarters) == date(2027, 6, 30)
    found = judged(tmp_path, YEAR, "A1,kept,A,ada,done,2025-08-04,,2025-09-01,\n")
    assert found["A1"].check_on == date(2026, 4, 30)


def test_what_is_measured_in_another_way_since_cannot_be_compared(tmp_path):
    other = "breaks: [{from: 2025-12, reason: Asked anew, comparable: false}]\n    polarity:"
    done = "A1,kept,A,ada,done,2025-11-03,,2025-11-20,\n"
    found = judged(tmp_path, [*YEAR, 80, 95], done, kpis=SHARE.replace("polarity:", other))
    assert found["A1"].effect.because is Because.NOT_COMPARABLE
    alike = other.replace("false", "true")
    found = judged(tmp_path, [*YEAR, 80, 95], done, kpis=SHARE.replace("polarity:", alike))
    assert found["A1"].effect.because is None


def test_the_season_is_no_effect(tmp_path):
    """Spring is always high: an action closed in winter has not brought that about."""
    year = [60, 61, 72, 79, 80, 71, 60, 52, 45, 41, 44, 53]
    months = [share + (place * 2 % 5) for place, share in enumerate(year * 3)]
    kpis = SHARE.replace("polarity:", "seasonal: true\n    polarity:").replace(
        "history: 3", "history: 36"
    )
    kpis = kpis.replace("2026-04-10", "2028-01-10")
    done = "A1,kept,A,ada,done,2027-02-03,,2027-02-20,\n"
    found = judged(tmp_path, months, done, kpis=kpis)["A1"].effect
    assert found.because is None and found.before.points == 24
    assert found.before.limits.upper - found.before.limits.lower < 12, "40 with the season"
    assert abs(found.change) < 3


PARTS = SHARE.replace("polarity:", "by: [region]\n    polarity:")


def regions(**shares):
    """Rows of one month and region each, from January 2025; South has half as many calls."""
    rows = ["month,region,kept,made"]
    for name, many in shares.items():
        made = 100 if name == "South" else 200
        for at, share in enumerate(many):
            month = f"{2025 + at // 12}-{at % 12 + 1:02}-01"
            rows.append(f"{month},{name},{share * made // 100},{made}")
    return "\n".join(rows) + "\n"


def in_part(folder, segment, kpis=PARTS, **shares):
    row = f"A1,kept,Ask twice,ada,done,2025-11-03,,2025-11-20,+4,{segment}\n"
    company.write(
        folder,
        kpis,
        calls=regions(**shares),
        actions=HEAD.replace("\n", ",segment\n") + row,
        events=EVENTS,
    )
    return cxscore.build(cxscore.read(folder / "kpis.yaml"))


ALL_FELL = [61, 60, 62, 59, 62, 61, 58, 60, 62, 59, 60, 62, 61, 60, 63]
NORTH_KEPT = [*[each - 20 for each in YEAR], 60, 76, 75, 74, 77]


def test_a_segment_is_held_against_all_the_others_together(tmp_path):
    shares = {"North": NORTH_KEPT, "South": ALL_FELL, "West": [50, 70] * 7 + [50]}
    effect = in_part(tmp_path, "region=North", **shares).actions[0].effect
    # The calls of South and West are added up before they are divided: 100 and 200 a month.
    rest = [(s + 2 * w) / 3 for s, w in zip(shares["South"], shares["West"], strict=True)]
    less = [n - r for n, r in zip(NORTH_KEPT, rest, strict=True)]
    assert effect.segment == "region=North"
    assert effect.before.points == 10
    assert effect.before.mean == pytest.approx(sum(less[:10]) / 10)
    assert effect.after.mean == pytest.approx(sum(less[11:]) / 4)


def test_what_moves_everywhere_is_no_effect_on_a_segment(tmp_path):
    rose = [*YEAR, 80, 95, 96, 95, 96]
    other = [each + 15 if at > 10 else each for at, each in enumerate(ALL_FELL)]
    found = in_part(tmp_path, "region=North", North=rose, South=other).actions[0].effect
    assert found.outcome is Outcome.TOO_EARLY
    assert found.low < 0 < found.high


def test_the_sentence_names_the_segment(tmp_path):
    scorecard = in_part(tmp_path, "region=North", North=NORTH_KEPT, South=ALL_FELL)
    assert scorecard.actions[0].effect.outcome is Outcome.WORKED
    (action,) = json.loads(cxscore.render(scorecard, "json"))["registers"]["actions"]
    said = action["effect"]["sentence"].replace("\u00a0", " ")
    assert re.match(r"“Ask twice” worked: in North, Promises kept went up by 1\d\.\d points", said)
    assert " points against the rest (" in said


@pytest.mark.parametrize("shares", [{"North": NORTH_KEPT}, {"South": NORTH_KEPT, "Sud": ALL_FELL}])
def test_without_such_a_segment_or_any_other_nothing_is_told(tmp_path, shares):
    scorecard = in_part(tmp_path, "region=North", **shares)
    effect = scorecard.actions[0].effect
    assert (effect.outcome, effect.because) == (Outcome.CANNOT_TELL, Because.NOT_COMPARABLE)
    told = effect_said(scorecard.actions[0], scorecard.kpis[0], Paper.of(scorecard))
    assert told.verdict.long == "Cannot be told: " + (
        "Promises kept has nothing else to hold region=North against."
        if "North" in shares
        else "no row of Promises kept has region=North."
    )
    said = [str(p) for p in scorecard.problems if p.code == "CX313"]
    assert said == (
        []
        if "North" in shares
        else [
            f"{tmp_path / 'actions.csv'}:2:1: warning: CX313: action 'A1' is about region=North, "
            "which no row of kpis.kept has; region is one of: Sud, South"
        ]
    )


def test_what_others_have_together_is_not_known_of_percentiles(tmp_path):
    kpis = PARTS.replace("{share: {that: kept, of: made}}", "{median: kept}")
    kpis = kpis.replace("unit: percent", "unit: calls")
    found = in_part(tmp_path, "region=North", kpis, North=NORTH_KEPT, South=ALL_FELL)
    effect = found.actions[0].effect
    assert (effect.outcome, effect.because) == (Outcome.CANNOT_TELL, Because.NO_CHART)
