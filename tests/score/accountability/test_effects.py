"""Whether an action worked: on the sample's series, on real ones, and at each edge of a verdict."""

import csv
from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.calendar import Calendar
from cxscore.model.choices import Polarity
from cxscore.model.effects import Because, EffectMethod, LevelChange, Outcome
from cxscore.model.verdicts import Rule
from cxscore.score.accountability.effects import effect_of, effect_to_come
from cxscore.score.accountability.observed import Observed, Series, difference
from cxscore.score.values.counting import counts
from tests.rendering.papers import northwind

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
MONTHS = Calendar()
FIRST = date(2024, 1, 1)


def observed(values, first=FIRST, **flags):
    """The *values* of a row of months; None where one does not count."""
    period = MONTHS.period_of(first)
    marks = {int(place[1:]): mark for place, mark in flags.items()}
    found = []
    for place, value in enumerate(values):
        found.append(Observed(period, value, **marks.get(place, {})))
        period = MONTHS.shift(period, 1)
    return found


def series(values, polarity=HIGHER, first=FIRST, **flags):
    return Series(observed(values, first, **flags), polarity)


@pytest.fixture(scope="module")
def sample():
    scorecard = northwind()

    def of(kpi):
        scored = next(each for each in scorecard.kpis if each.kpi.id == kpi)
        points = [
            Observed(p.period, p.value if counts(p) else None, bool(p.breaks))
            for p in scored.series
        ]
        return Series(points, scored.kpi.polarity)

    return of


def detectable(series, opened, due):
    return effect_to_come(series, opened, due, 1.0).detectable


def near(value):
    return pytest.approx(value, abs=1e-6)


def half(effect):
    return (effect.high - effect.low) / 2


def test_a_welcome_journey_that_kept_its_promise(sample):
    found = effect_of(sample("nps"), date(2025, 4, 14), date(2025, 9, 1), 6.0)
    assert found.outcome is Outcome.WORKED and found.because is None
    before = found.before
    assert (before.first, before.last, before.points) == ("2023-07", "2025-03", 21)
    assert (before.alpha, before.level) == (0, near(35.803345))
    limits = before.limits
    assert (limits.mean, limits.lower, limits.upper) == (
        near(35.803345), near(31.175784), near(40.430905),
    )  # fmt: skip
    assert (found.after.first, found.after.last, found.after.points) == ("2025-10", "2026-06", 9)
    assert (found.change, half(found)) == (near(6.358432), near(1.272624))
    assert found.line_change is None and found.method is EffectMethod.SMOOTHING
    assert Rule.OUTSIDE in found.rules


def test_a_break_from_the_action_on_moves_nothing(sample):
    found = effect_of(sample("abandoned"), date(2025, 2, 3), date(2025, 3, 28))
    assert found.outcome is Outcome.WORKED
    assert (found.before.points, found.before.alpha, found.after.points) == (18, 0, 15)
    assert found.before.level == near(6.424241 - 1e-6)
    assert (found.change, half(found)) == (near(-3.330117), near(0.201583))


def test_training_is_not_blamed_for_what_fell_before_it(sample):
    found = effect_of(sample("fcr"), date(2025, 11, 10), date(2026, 2, 20), 2.0)
    assert (found.outcome, found.because) == (Outcome.CANNOT_TELL, Because.LEVEL_JUST_CHANGED)
    assert (found.before.points, found.before.limits.mean) == (24, near(76.649394))
    assert found.change == near(-5.504788)
    assert found.level_change == LevelChange("2025-10", rose=False, began=Rule.OUTSIDE)


def test_of_a_run_it_is_not_said_when_the_level_changed(sample):
    """Its periods lie on one side of the mean; which of them was the first of it is not known."""
    found = effect_of(sample("effort"), date(2025, 9, 15), date(2026, 3, 20))
    assert found.because is Because.LEVEL_JUST_CHANGED
    assert found.level_change == LevelChange("2025-02", rose=True, began=Rule.RUN)


@pytest.mark.parametrize(
    ("expected", "verdict"),
    [
        (None, (Outcome.NO_EFFECT_SEEN, None)),
        (4.0, (Outcome.CANNOT_TELL, Because.TOO_SMALL_TO_SEE)),
        (6.0, (Outcome.NO_EFFECT_SEEN, None)),
    ],
)
def test_what_was_rising_already_is_no_effect(sample, expected, verdict):
    """A mean frozen before would have called the same months an effect of 4.4 points."""
    found = effect_of(sample("effort"), date(2025, 5, 12), date(2025, 6, 20), expected)
    assert (found.outcome, found.because) == verdict
    assert (found.before.alpha, found.before.level) == (
        pytest.approx(0.433323, abs=2e-6), near(71.030535),
    )  # fmt: skip
    assert (found.change, half(found)) == (near(2.242262), near(3.395090))
    assert found.after.points == 12 and found.line_change is not None
    assert found.after.mean - found.before.limits.mean == near(4.383191)


@pytest.mark.parametrize(
    ("kpi", "opened", "due", "size"),
    [
        ("nps", date(2025, 4, 14), date(2025, 9, 1), 1.39),
        ("effort", date(2025, 5, 12), date(2025, 4, 30), 2.56),
        ("fcr", date(2025, 11, 10), date(2026, 2, 20), 1.55),
    ],
)
def test_what_seven_months_could_show(sample, kpi, opened, due, size):
    assert detectable(sample(kpi), opened, due) == pytest.approx(size, abs=5e-3)


def test_a_level_that_just_changed_is_no_usual_swing(sample):
    fell = effect_to_come(sample("fcr"), date(2025, 11, 10), date(2026, 2, 20), 2.0)
    assert fell.level_change.since == "2025-10"
    steady = effect_to_come(sample("nps"), date(2025, 4, 14), date(2025, 9, 1), 6.0)
    assert steady.level_change is None


def test_a_later_due_date_hides_more_of_what_wanders(sample):
    ease = sample("effort")
    soon, late = (
        detectable(ease, date(2025, 5, 1), day) for day in (date(2025, 5, 1), date(2026, 1, 1))
    )
    assert late > soon
    steady = sample("nps")
    assert detectable(steady, date(2025, 4, 1), date(2025, 5, 1)) == detectable(
        steady, date(2025, 4, 1), date(2026, 5, 1)
    )


def vancouver(folder):
    months = defaultdict(lambda: [0.0, 0.0])
    path = folder / "data" / "vancouver-311-contact-centre.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            month = months[row["Date"][:7]]
            month[0] += float(row["CallsAbandoned"] or 0)
            month[1] += float(row["CallsOffered"] or 0)
    return {name: 100 * part / whole for name, (part, whole) in months.items()}


def test_vancouver_saw_nothing_where_nothing_was_done(real_data):
    known = vancouver(real_data)
    names = [p.id for p in MONTHS.between(MONTHS.parse("2021-09"), MONTHS.parse("2024-04"))]
    calls = series([known[name] for name in names], LOWER, date(2021, 9, 1))
    found = effect_of(calls, date(2023, 9, 1), date(2023, 9, 30))
    assert found.outcome is Outcome.NO_EFFECT_SEEN
    assert (found.before.points, found.before.alpha, found.before.level) == (24, 0, near(5.738646))
    assert (found.change, half(found)) == (near(0.079726), near(1.576874))


def emergency(folder, wanted):
    """Shares seen within four hours at one hospital and at all the others, by month."""
    months = defaultdict(lambda: [[0.0, 0.0], [0.0, 0.0]])
    with (folder / "data" / "nhs-ae-attendances.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "1":
                sums = months[row["period"]][row["org_code"] != wanted]
                sums[0] += float(row["attendances"]) - float(row["breaches"])
                sums[1] += float(row["attendances"])
    return [
        [100 * within / seen for within, seen in (months[month][rest] for month in sorted(months))]
        for rest in (False, True)
    ]


@pytest.mark.parametrize(
    ("against", "alpha", "change", "width"),
    [(False, 0.739968, 5.430150, 18.605830), (True, 0.489856, 0.016086, 10.884701)],
    ids=["alone", "against all others"],
)
def test_an_emergency_department(real_data, against, alpha, change, width):
    one, rest = (observed(values, date(2016, 4, 1)) for values in emergency(real_data, "RWA"))
    found = effect_of(
        Series(difference(one, rest) if against else one, HIGHER),
        date(2018, 3, 1),
        date(2018, 3, 31),
    )
    assert found.outcome not in (Outcome.WORKED, Outcome.WORKED_IN_PART, Outcome.WORSE_SINCE)
    assert found.before.alpha == pytest.approx(alpha, abs=2e-6)
    assert (found.change, half(found)) == (near(change), near(width))
    if not against:
        assert found.after.mean - found.before.limits.mean == near(-3.255982)


QUIET = [50.0, 52.0, 49.0, 51.0, 50.5, 48.5, 51.5, 49.5, 50.0, 52.0, 49.0, 51.0]
"""A year without a signal; its mean is 50.3."""
OPENED, CLOSED = date(2025, 1, 6), date(2025, 1, 28)
"""Within the month after it."""


def told(after, polarity=HIGHER, expected=None, before=QUIET, **flags):
    found = effect_of(series([*before, 50.0, *after], polarity, **flags), OPENED, CLOSED, expected)
    return found.outcome, found.because


@pytest.mark.parametrize(
    ("after", "expected", "verdict"),
    [
        ([], None, Outcome.TOO_EARLY),
        ([50.0] * 6, None, Outcome.TOO_EARLY),
        ([50.0, 51.0] * 4, None, Outcome.NO_EFFECT_SEEN),
        ([60.0, 61.0, 60.5], None, Outcome.WORKED),
        ([60.0, 61.0, 60.5], 9.0, Outcome.WORKED),
        ([60.0, 61.0, 60.5], 20.0, Outcome.WORKED_IN_PART),
        ([60.0, 61.0, 60.5, 61.0, 50.0, 50.1, 49.9], None, Outcome.DID_NOT_LAST),
        ([60.0, 61.0, 60.5, 61.0, 50.0, 50.1, 51.0], None, Outcome.WORKED),
        ([40.0, 41.0, 40.5], None, Outcome.WORSE_SINCE),
        ([40.0, 41.0, 40.5], 5.0, Outcome.WORSE_SINCE),
        ([50.0, 51.0] * 4, 30.0, Outcome.NO_EFFECT_SEEN),
        ([52.0] * 6, None, Outcome.TOO_EARLY),
        ([58.0, *[50.0] * 6, 51.0], None, Outcome.NO_EFFECT_SEEN),
        ([52.0, 52.0, 52.0, 50.0, 52.0, 52.0, 52.0, 52.0], 1.5, Outcome.NO_EFFECT_SEEN),
    ],
)
def test_the_first_verdict_that_fits(after, expected, verdict):
    """Neither a rule alone nor an interval alone makes an effect; the last three are one each."""
    assert told(after, expected=expected) == (verdict, None)


def test_what_is_better_goes_by_the_polarity():
    assert told([40.0, 41.0, 40.5], LOWER)[0] is Outcome.WORKED
    assert told([60.0, 61.0, 60.5], LOWER)[0] is Outcome.WORSE_SINCE
    assert told([40.0, 41.0, 40.5], LOWER, -9.0)[0] is Outcome.WORKED
    assert told([40.0, 41.0, 40.5], LOWER, -20.0)[0] is Outcome.WORKED_IN_PART


def test_a_promise_that_chance_alone_would_hide():
    assert told([50.0, 51.0] * 4, expected=0.5) == (
        Outcome.CANNOT_TELL,
        Because.TOO_SMALL_TO_SEE,
    )


def refused(found):
    assert found.outcome is Outcome.CANNOT_TELL and found.change is None
    return found.because


def test_why_nothing_can_be_told():
    whole = series([*QUIET, 50.0, *[60.0] * 9])
    assert refused(effect_of(whole, None, CLOSED)) is Because.NO_START
    assert (
        refused(effect_of(series(QUIET, Polarity.NEUTRAL), OPENED, CLOSED)) is Because.NO_DIRECTION
    )
    rolling = Series(whole.observed, HIGHER, charted=False)
    assert refused(effect_of(rolling, OPENED, CLOSED)) is Because.NO_CHART
    assert refused(effect_of(series([5.0] * 22), OPENED, CLOSED)) is Because.NO_CHART
    assert refused(effect_of(whole, date(2024, 8, 31), CLOSED)) is Because.TOO_FEW_BEFORE
    assert effect_of(whole, date(2024, 9, 1), CLOSED).before.points == 8


def test_a_break_that_cannot_be_compared_ends_what_is_looked_at():
    other = {"comparable": False, "restarts": True}
    assert told([60.0, 61.0], _12=other) == (Outcome.CANNOT_TELL, Because.NOT_COMPARABLE)
    changed = series([*QUIET, 50.0, 60.0, 61.0, 60.0, 20.0, 20.0, 20.0], _16=other)
    found = effect_of(changed, OPENED, CLOSED)
    assert (found.outcome, found.after.points, found.after.last) == (Outcome.WORKED, 3, "2025-04")


def test_a_break_before_the_action_starts_what_was_before():
    found = effect_of(series([*QUIET, 50.0, 60.0], _2={"restarts": True}), OPENED, CLOSED)
    assert (found.before.first, found.before.points) == ("2024-03", 10)


def test_before_are_the_last_24_that_count():
    values = [*QUIET, None, *QUIET, *QUIET, 50.0, 60.0]
    found = effect_of(series(values), date(2027, 2, 1), date(2027, 2, 20))
    assert (found.before.points, found.before.first, found.before.last) == (
        24,
        "2025-02",
        "2027-01",
    )


def test_periods_between_are_not_judged():
    loud = [*QUIET, 500.0, 50.0, 51.0]
    quiet = [*QUIET, None, 50.0, 51.0]
    one, other = (effect_of(series(each), OPENED, CLOSED) for each in (loud, quiet))
    assert one == other


JUST_FELL = [*QUIET, 40.0, 40.5]


def test_a_level_that_had_just_changed():
    """Whatever the months after are, unless they lie beyond what was ever usual."""

    def then(after, polarity=HIGHER):
        opened, closed = date(2025, 3, 3), date(2025, 3, 30)
        found = effect_of(series([*JUST_FELL, 45.0, *after], polarity), opened, closed)
        return found.outcome, found.because

    assert then([40.0] * 8) == (Outcome.CANNOT_TELL, Because.LEVEL_JUST_CHANGED)
    assert then([50.0, 49.0] * 4)[1] is Because.CAME_BACK
    assert then([70.0, 71.0] * 4) == (Outcome.WORKED, None)
    assert then([20.0, 21.0] * 4, LOWER) == (Outcome.CANNOT_TELL, Because.LEVEL_JUST_CHANGED)


def test_one_month_beyond_the_old_limits_may_be_chance():
    climbed = [51, 52, 50, 50, 52, 53, 54, 54, 55, 55, 57, 56, 58, 44, 44]
    found = effect_of(series([*map(float, climbed), 57.0]), date(2025, 3, 3), date(2025, 3, 30))
    assert found.after.mean > found.before.limits.upper and found.low < 0
    assert (found.outcome, found.because) == (Outcome.CANNOT_TELL, Because.CAME_BACK)


def test_a_level_that_changed_long_before_is_what_was_before():
    values = [*QUIET, *(value + 10 for value in QUIET), 60.0, *[60.0, 61.0] * 4]
    found = effect_of(series(values), date(2026, 1, 5), date(2026, 1, 20))
    assert (found.before.first, found.before.points) == ("2025-01", 12)
    assert found.outcome is Outcome.NO_EFFECT_SEEN


RISING = [49, 49, 51, 50, 51, 50, 51, 52, 52, 53, 52, 55, 51, 54, 53, 54, 54, 54]
WENT_ON = [57, 57, 57, 57, 55, 57, 59, 57, 59]


def test_what_goes_on_along_its_line_has_not_worked():
    """It is beyond where smoothing leads, and rules fire; only the line tells that it went on."""
    opened, closed = date(2025, 7, 7), date(2025, 7, 20)
    for sign, polarity in ((1, HIGHER), (-1, LOWER)):
        values = [float(sign * value) for value in [*RISING, 55, *WENT_ON]]
        found = effect_of(series(values, polarity), opened, closed)
        assert min(sign * found.low, sign * found.high) > 0 and found.rules
        assert sign * found.line_change == pytest.approx(0.98314413)
        assert found.outcome is Outcome.NO_EFFECT_SEEN
    jumped = [float(value) for value in [*RISING, 55, *(value + 4 for value in WENT_ON)]]
    assert effect_of(series(jumped), opened, closed).outcome is Outcome.WORKED


def test_what_went_on_for_the_worse_is_not_worse_since():
    values = [float(value) for value in [*RISING, 55, *WENT_ON]]
    found = effect_of(series(values, LOWER), date(2025, 7, 7), date(2025, 7, 20))
    assert found.outcome is Outcome.NO_EFFECT_SEEN


def test_begun_just_after_the_worst_month():
    worst_last = [*QUIET[:-1], 47.0]
    assert effect_of(series([*worst_last, 50.0, 51.0]), OPENED, CLOSED).regression_possible
    assert not effect_of(series([*QUIET, 50.0, 51.0]), OPENED, CLOSED).regression_possible
    third_last = [*QUIET[:-3], 47.0, 51.0, 50.0]
    assert not effect_of(series([*third_last, 50.0]), OPENED, CLOSED).regression_possible
    best_last = [*QUIET[:-1], 53.0]
    assert effect_of(series([*best_last, 50.0], LOWER), OPENED, CLOSED).regression_possible


@given(
    st.lists(st.integers(40, 60).map(float), min_size=12, max_size=24),
    st.lists(st.integers(30, 70).map(float), min_size=0, max_size=12),
)
def test_a_gain_one_way_is_a_loss_the_other(before, after):
    """Turned upside down, with the other polarity, a series tells the same."""
    opened = MONTHS.shift(MONTHS.period_of(FIRST), len(before)).start
    up = effect_of(series([*before, 50.0, *after]), opened, opened, 5.0)
    down = effect_of(
        series([-value for value in [*before, 50.0, *after]], LOWER), opened, opened, -5.0
    )
    assert (up.outcome, up.because, up.rules) == (down.outcome, down.because, down.rules)
    assert (up.change is None) == (down.change is None)
    if up.change is not None:
        assert up.change == pytest.approx(-down.change, abs=1e-9)


def test_what_gets_better_every_month_has_not_worked_for_being_watched():
    """It soon looks like a level of its own; the line goes through all that was before."""
    random, found = Random(11), Counter()
    for _ in range(60):
        values = [50 + 0.2 * place + random.gauss(0, 1) for place in range(37)]
        found[effect_of(series(values), date(2026, 1, 2), date(2026, 1, 20)).outcome] += 1
    assert found[Outcome.WORKED] <= 3


def test_what_steps_up_by_twice_its_spread_is_found():
    random, found = Random(11), Counter()
    for _ in range(60):
        values = [50 + 2 * (place > 24) + random.gauss(0, 1) for place in range(37)]
        found[effect_of(series(values), date(2026, 1, 2), date(2026, 1, 20)).outcome] += 1
    assert found[Outcome.WORKED] >= 54
