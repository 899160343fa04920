"""Options where they meet, two by two, against a calculation of its own in plain Python."""

import itertools
import random
from collections import defaultdict
from math import erfc, sqrt
from pathlib import Path
from statistics import NormalDist, fmean, median

import pytest

from cxscore import build, read
from cxscore.model.kpi import Break, TargetStep
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Outlook
from tests.score import made

Z = NormalDist().inv_cdf(0.975)
HEAD = """\
version: 1
scorecard: {title: Customer experience, as_of: 2026-07-06}
owners:
  amara: {name: Amara Osei}
datasets:
  answers: {file: answers.csv, date: day%s}
kpis:
  k:
    name: K
    owner: amara
    dataset: answers
    polarity: higher_is_better
"""


def built(folder: Path, kpi: str, columns: str, rows, dataset: str = "") -> ScoredKpi:
    """The KPI that *kpi* defines, lines indented by 4, over *rows* of texts."""
    lines = "".join(f"    {line}\n" for line in kpi.strip().splitlines())
    (folder / "kpis.yaml").write_text(HEAD % dataset + lines, encoding="utf-8")
    text = "".join(",".join(str(cell) for cell in row) + "\n" for row in rows)
    (folder / "answers.csv").write_text(f"day,{columns}\n{text}", encoding="utf-8")
    return build(read(folder / "kpis.yaml")).kpis[0]


# Population and net promoter score.


def finite(n, size):
    return sqrt((size - n) / (size - 1))


@pytest.mark.parametrize("size", [100, 160, 100_000])
def test_population_and_net_promoter_score(tmp_path, size):
    months = {"2026-05": (50, 20, 30), "2026-06": (56, 20, 20)}
    rows = [
        (f"{month}-{1 + at % 30:02}", score)
        for month, counts in months.items()
        for score, count in zip((9, 7, 3), counts, strict=True)
        for at in range(count)
    ]
    found = built(tmp_path, f"measure: {{nps: s}}\npopulation: {size}", "s", rows)

    def parts(counts):
        n = sum(counts)
        p, d = counts[0] / n, counts[2] / n
        return n, p - d, (p + d - (p - d) ** 2) / n

    n, score, variance = parts(months["2026-06"])
    n_before, score_before, variance_before = parts(months["2026-05"])
    p, d = (56 + 0.75) / (n + 3), (20 + 0.75) / (n + 3)
    half = Z * sqrt((p + d - (p - d) ** 2) / (n + 3))
    ends = [score + finite(n, size) * (p - d + side * half - score) for side in (-1, 1)]
    assert (found.interval.low, found.interval.high) == pytest.approx([100 * end for end in ends])
    both = finite(n, size) ** 2 * variance + finite(n_before, size) ** 2 * variance_before
    moved, compared = score - score_before, found.comparisons.previous
    assert compared.p_value == pytest.approx(erfc(abs(moved) / sqrt(2 * both)))
    assert compared.change_low == pytest.approx(100 * (moved - Z * sqrt(both)))
    assert compared.change_high == pytest.approx(100 * (moved + Z * sqrt(both)))


# Survey weights and the base of a share.


def wilson(p, n):
    centre, half = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (centre - half) / (1 + Z * Z / n), (centre + half) / (1 + Z * Z / n)


def weighted(count, seed):
    chance = random.Random(seed)
    return [
        (chance.choice([0.5, 1.0, 1.5, 4.0]), chance.choice(["yes", "no"]), chance.choice("abc"))
        for _ in range(count)
    ]


@pytest.mark.parametrize("of", ["kind <> 'c'", None], ids=["some", "all"])
def test_survey_weight_and_the_base_of_a_share(tmp_path, of):
    answers = weighted(200, 7)
    rows = [(f"2026-06-{1 + at % 28:02}", *row) for at, row in enumerate(answers)]
    measure = "good = 'yes'" if of is None else f'"good = \'yes\'", of: "{of}"'
    form = (
        f'measure: {{share: {{that: "{measure}"}}}}'
        if of is None
        else (f"measure: {{share: {{that: {measure}}}}}")
    )
    found = built(tmp_path, form, "w,good,kind", rows, ", survey_weight: w")
    asked = [(w, good) for w, good, kind in answers if of is None or kind != "c"]
    whole = sum(w for w, _ in asked)
    share = sum(w for w, good in asked if good == "yes") / whole
    base = whole**2 / sum(w * w for w, _ in asked)
    assert found.value == pytest.approx(100 * share)
    assert found.n == len(asked)
    assert (found.interval.low, found.interval.high) == pytest.approx(
        [100 * end for end in wilson(share, base)]
    )


# Suppression and an earlier month.


def test_suppression_and_an_earlier_month(tmp_path):
    sizes = {
        "2026-05": {"North": 200, "South": 5, "East": 40, "West": 90},
        "2026-06": {"North": 210, "South": 60, "East": 50, "West": 20},
    }
    good = {
        "2026-05": {"North": 180, "South": 2, "East": 20, "West": 30},
        "2026-06": {"North": 120, "South": 11, "East": 13, "West": 4},
    }
    rows = [
        (f"{month}-{1 + at % 30:02}", region, int(at < good[month][region]))
        for month, regions in sizes.items()
        for region, size in regions.items()
        for at in range(size)
    ]
    kpi = 'measure: {share: {that: "y = 1"}}\nby: region\nminimum_base: 30\nsuppress: true'
    found = built(tmp_path, kpi, "region,y", rows)

    def gone(month):
        """The small ones, and the next smallest where one alone would follow from the total."""
        ranked = sorted(sizes[month], key=sizes[month].get)
        small = [region for region in ranked if sizes[month][region] < 30]
        return set(small if len(small) != 1 else ranked[:2])

    assert {s.segment[0] for s in found.segments if s.suppressed} == gone("2026-06")
    for segment in found.segments:
        region = segment.segment[0]
        told = [
            None if region in gone(month) else 100 * good[month][region] / sizes[month][region]
            for month in sizes
        ]
        assert [point.value for point in segment.series] == pytest.approx(told)
    moved = next(each for each in found.movement if each.base == "previous")
    hidden = gone("2026-05") | gone("2026-06")
    (together,) = [each for each in moved.segments if each.withheld]
    assert together.withheld == len(hidden)
    assert {each.segment[0] for each in moved.segments if not each.withheld} == (
        set(sizes["2026-05"]) - hidden
    )

    def weighed(month, regions):
        n, all_of = sum(sizes[month][r] for r in regions), sum(sizes[month].values())
        return n / all_of, 100 * sum(good[month][r] for r in regions) / n

    (share_before, before), (share, now) = (weighed(month, hidden) for month in sizes)
    assert (together.base_value, together.value) == pytest.approx((before, now))
    assert together.rate == pytest.approx((share_before + share) / 2 * (now - before))


# Bad rows and percentiles.


def type_7(values, p):
    ranked = sorted(values)
    place = (len(ranked) - 1) * p / 100
    low = int(place)
    high = min(low + 1, len(ranked) - 1)
    return ranked[low] + (place - low) * (ranked[high] - ranked[low])


@pytest.mark.parametrize("p", [10, 50, 90])
@pytest.mark.parametrize("reported", [1, 12])
def test_bad_rows_and_percentile(tmp_path, p, reported):
    chance, rows, sound = random.Random(p), [], defaultdict(list)
    for at in range(600):
        month = 1 + at % reported if reported == 1 else 1 + at % 6
        value = round(chance.lognormvariate(3, 1), 2)
        bad = chance.random() < 0.1
        rows.append((f"2026-{month:02}-{1 + at % 28:02}", "eleven" if bad else value))
        if not bad:
            sound[month].append(value)
    kpi = f"measure: {{percentile: {{of: m, p: {p}}}}}"
    columns = ", bad_rows: skip, columns: {m: {type: number}}"
    found = built(tmp_path, kpi, "m", rows, columns)
    last = max(sound)
    assert found.value == pytest.approx(type_7(sound[last], p))
    assert found.n == len(sound[last])
    year = [value for values in sound.values() for value in values]
    if last == 6:
        assert found.comparisons.fiscal_ytd.value == pytest.approx(type_7(year, p))
        assert found.comparisons.fiscal_ytd.n == len(year)


# A break and a forecast; a season that nobody asked to take out.


def spread_ahead(series, ahead):
    """The variance of a value *ahead* of the last of *series*, neighbours without a gap.

    Half the mean squared differences by distance, up to half of the series; a line through
    them, weighed by the number of pairs, with neither part below 0.
    """
    n = len(series)
    found = []
    for apart in range(1, n // 2 + 1):
        pairs = [(series[i + apart] - series[i]) ** 2 for i in range(n - apart)]
        found += [(apart, fmean(pairs) / 2)] * len(pairs)
    far, mean = fmean(a for a, _ in found), fmean(h for _, h in found)
    slope = sum((a - far) * (h - mean) for a, h in found) / sum((a - far) ** 2 for a, _ in found)
    slope = max(slope, 0.0)
    noise = mean - slope * far
    if noise < 0:
        noise, slope = 0.0, sum(a * h for a, h in found) / sum(a * a for a, _ in found)
    lag = 2 * ahead + (n - 1) - (n * n - 1) / (3 * n)
    return noise * (1 + 1 / n) + slope * lag


def limits_of(series):
    ranges = [abs(b - a) for a, b in itertools.pairwise(series)]
    kept = [r for r in ranges if r <= 3.267 * fmean(ranges)]
    return fmean(series) - 2.66 * fmean(kept), fmean(series) + 2.66 * fmean(kept)


def wild_then_calm():
    """Eighteen months that jump about, then sixteen that do not, on another level."""
    chance = random.Random(3)
    before = [40 + chance.choice((-9.0, 9.0)) * chance.random() for _ in range(18)]
    return before, [60 + chance.gauss(0, 1) for _ in range(16)]


@pytest.mark.parametrize("comparable", [True, False])
def test_break_and_forecast(comparable):
    before, since = wild_then_calm()
    one = made.kpi(
        breaks=(Break("2025-03", "New courier", comparable=comparable),),
        target=(TargetStep(value=65.0),),
    )
    found = made.scored(one, made.values("2026-06", before + since)).forecast
    assert (found.method, found.ahead, found.by) == ("limits", 6, "2026-12")
    half = Z * sqrt(spread_ahead(since, 6))
    assert found.expected == pytest.approx(fmean(since))
    assert (found.low, found.high) == pytest.approx((fmean(since) - half, fmean(since) + half))
    _lower, upper = limits_of(since)
    assert found.verdict is (
        Outlook.WILL_BE_MISSED if max(upper, found.high) < 65 else Outlook.IN_DOUBT
    )
    every = before + since
    steps = [
        every[at + 6] - every[at]
        for at in range(len(every) - 6)
        if comparable or not at < len(before) <= at + 6
    ]
    assert found.best_step == pytest.approx(max(steps))
    assert found.best_rate == pytest.approx(2 * max(steps))
    assert found.step_required == pytest.approx(65 - since[-1])


def test_what_was_before_a_break_would_tell_otherwise():
    """The figures of the test before this one do not come out without the break."""
    before, since = wild_then_calm()
    assert spread_ahead(before + since, 6) > 4 * spread_ahead(since, 6)
    every, steps = before + since, range(len(before) + len(since) - 6)
    best = max(steps, key=lambda at: every[at + 6] - every[at])
    assert best < len(before) <= best + 6


WAVE = [1.08, 1.1, 1.08, 1.04, 1.0, 0.96, 0.92, 0.9, 0.92, 0.96, 1.0, 1.04]


def without_season(values):
    """Ratios to the average over a year around each month, by month; and the values without them.

    At both ends the average goes on along its median slope.
    """
    centred = {
        at: (sum(values[at - 5 : at + 6]) + (values[at - 6] + values[at + 6]) / 2) / 12
        for at in range(6, len(values) - 6)
    }
    places = sorted(centred)
    slopes = [
        (centred[b] - centred[a]) / (b - a) for i, a in enumerate(places) for b in places[i + 1 :]
    ]
    slope, first, last = median(slopes), places[0], places[-1]
    ratios = defaultdict(list)
    for at, value in enumerate(values):
        near = min(max(at, first), last)
        ratios[at % 12].append(value / (centred[near] + slope * (at - near)))
    means = {month: fmean(found) for month, found in ratios.items()}
    whole = fmean(means.values())
    factors = {month: mean / whole for month, mean in means.items()}
    return factors, [value / factors[at % 12] for at, value in enumerate(values)]


@pytest.mark.parametrize("asked", [False, True], ids=["not-asked-for", "asked-for"])
def test_season_and_a_forecast_whether_or_not_it_is_taken_out(asked):
    chance = random.Random(11)
    values = [WAVE[at % 12] * (100 + chance.gauss(0, 2)) for at in range(36)]
    factors, plain = without_season(values)
    # Values begin in July, so December is the sixth of each year.
    factor, scale = factors[5], (36 / 12 + 1) / (36 / 12 - 1)
    lower, upper = (factor * end for end in limits_of(plain))
    # Out of reach in December, and within limits that know nothing of the time of the year.
    goal = (upper + limits_of(plain)[1]) / 2
    assert upper < goal < limits_of(plain)[1] < limits_of(values)[1]
    goals = (TargetStep(value=80.0), TargetStep(start="2026-12", value=goal))
    found = made.scored(made.kpi(seasonal=asked, target=goals), made.values("2026-06", values))
    assert (found.season.detected, found.season.adjusted) == (True, asked)
    told = found.forecast
    assert (told.method, told.by) == ("limits", "2026-12")
    half = Z * sqrt(scale * spread_ahead(plain, 6))
    assert told.expected == pytest.approx(factor * fmean(plain))
    assert told.low == pytest.approx(factor * (fmean(plain) - half))
    assert told.high == pytest.approx(factor * (fmean(plain) + half))
    assert told.high < goal
    assert told.verdict is Outlook.WILL_BE_MISSED
    # Without the season no month is like the last; what widens the interval are the factors.
    assert factor * (fmean(plain) - Z * sqrt(spread_ahead(plain, 6))) > lower > told.low
    assert told.wanders is False


def test_a_season_asked_for_or_not_gives_the_same_forecast():
    chance = random.Random(5)
    values = [WAVE[at % 12] * (100 + chance.gauss(0, 1)) for at in range(48)]
    one, other = (
        made.scored(
            made.kpi(seasonal=asked, target=(TargetStep(value=95.0),)),
            made.values("2026-06", values),
        ).forecast
        for asked in (False, True)
    )
    assert one == other
    assert one.method == "limits"
