"""Sentence, icon, chart, table and JSON of the same KPI agree, whatever its series is."""

import json
import re
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxscore.model.choices import ChartKind, Polarity, RulePreset
from cxscore.model.kpi import Break, TargetStep
from cxscore.model.measures import Nps, Share, Value
from cxscore.model.verdicts import Outlook, PointType, Rule, Status, Variation
from cxscore.rendering import render
from cxscore.rendering.charts.history import Look
from cxscore.rendering.numbers import EQUAL_WITHIN, MINUS
from cxscore.rendering.plotted import LOOKS, history_of
from cxscore.rendering.sections import lay_out_page
from cxscore.rendering.sections.verdicts import STATUS_CSS, VARIATION_CSS
from cxscore.rendering.words import say
from tests.score import made

NUMBER = re.compile(rf"[{MINUS}+]?\d[\d,]*(?:\.\d+)?")
LOOKING = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
GOOD_WORDS, BAD_WORDS = ("improved", "improvement"), ("worsened", "worsening")
ORDINARY = (PointType.COMMON_CAUSE, PointType.IGNORED)
VERDICTS = {
    Outlook.ON_COURSE: "On course",
    Outlook.IN_DOUBT: "is in doubt",
    Outlook.WILL_BE_MISSED: "will be missed",
    Outlook.CANNOT_SAY: "No forecast",
}


def stands_since(signal, series, point):
    """Return whether *point* belongs to the signal that the last point stands in."""
    if signal.since is None:
        return False
    ids = [each.period.id for each in series]
    last = [p for p in series if p.point not in (None, PointType.IGNORED)][-1]
    at = ids.index(point.period.id)
    return ids.index(signal.since) <= at and point.point is last.point


def number_in(text):
    return Decimal(NUMBER.search(text)[0].replace(MINUS, "-").replace(",", "").replace("+", ""))


def decimals_of(text):
    return len(NUMBER.search(text)[0].partition(".")[2])


@st.composite
def series(draw):
    """Levels that drift, step, repeat a season, or stay; with gaps."""
    size = draw(st.integers(1, 40))
    slope = draw(st.sampled_from([0.0, 0.0, 0.05, -0.3, 0.7]))
    step = draw(st.sampled_from([0.0, 0.0, 4.0, -9.0]))
    season = draw(st.sampled_from([0.0, 0.0, 5.0]))
    noise = draw(st.lists(st.floats(-2, 2), min_size=size, max_size=size))
    gaps = draw(st.sets(st.integers(0, size - 1), max_size=2))
    values = []
    for at in range(size):
        level = 50 + slope * at + step * (at > size * 2 // 3) + season * ((at % 12) in (0, 1, 2))
        values.append(None if at in gaps else level + noise[at])
    return values


@st.composite
def kpis(draw):
    """A KPI of ready values, shares or promoters, with or without a target near its level."""
    measure = draw(st.sampled_from([Value("v"), Share("good"), Nps("score")]))
    polarity = draw(st.sampled_from(list(Polarity)))
    edge = draw(st.sampled_from([None, 40.0, 49.95, 50.0, 55.0, 80.0]))
    steps = ()
    if edge is not None:
        steps = (TargetStep(value=edge),)
        if polarity is Polarity.IN_RANGE:
            steps = (TargetStep(low=edge - 2, high=edge + 2),)
        elif draw(st.booleans()):
            steps = (*steps, TargetStep(start="2027-01", value=edge + draw(st.integers(-5, 5))))
    return made.kpi(
        measure,
        polarity=polarity,
        target=steps or None,
        at_risk_within=draw(st.sampled_from([0.0, 0.04, 3.0])),
        decimals=draw(st.sampled_from([None, 0, 1])),
        breaks=draw(st.sampled_from([(), (Break("2025-06", "New courier"),)])),
        rules=draw(st.sampled_from(list(RulePreset))),
        chart=draw(st.sampled_from([ChartKind.XMR, ChartKind.XMR, *ChartKind])),
        seasonal=draw(st.booleans()),
        minimum_base=draw(st.sampled_from([0, 0, 150])),
    )


def parts_of(measure, value):
    if value is None:
        return None
    match measure:
        case Share():
            return made.share_parts(round(min(max(value, 0), 100) * 2), 200)
        case Nps():
            promoters = round((100 + value) / 2)
            return made.nps_parts(promoters, 0, 200 - promoters)
        case _:
            return made.value_parts(value)


def paper_of(kpi, values):
    facts = made.monthly("2026-06", [parts_of(kpi.measure, value) for value in values])
    card = made.scorecard(made.definition(kpi), facts)
    return card, say(card)


@given(kpis(), series())
@LOOKING
def test_status_value_and_target(kpi, values):
    card, words = paper_of(kpi, values)
    scored, said = card.kpis[0], words.kpis["k"]
    page = lay_out_page(card, words)
    document = json.loads(render(card, "json"))["kpis"][0]
    css = STATUS_CSS[scored.status]
    assert document["status"] == scored.status.value
    assert page.panels[0].status.css == css
    assert page.scorecard.groups[0].rows[0].status.css == css
    if scored.base_too_small:
        assert said.status.short == "Small base"
        assert scored.status is Status.NO_TARGET
        return
    if scored.status in (Status.ON_TARGET, Status.AT_RISK, Status.OFF_TARGET):
        assert scored.status.value.replace("_", " ") in said.sentence
        assert document["gap"] == scored.gap
    if scored.kpi.polarity in (Polarity.IN_RANGE, Polarity.NEUTRAL) or scored.target is None:
        return
    if scored.status is Status.NO_DATA:
        return
    shown, target = number_in(said.value), number_in(said.target)
    higher = scored.kpi.polarity is Polarity.HIGHER_IS_BETTER
    if scored.status is Status.ON_TARGET:
        assert shown >= target if higher else shown <= target
    else:
        assert shown < target if higher else shown > target


@given(kpis(), series())
@LOOKING
def test_variation_rules_and_points(kpi, values):
    card, words = paper_of(kpi, values)
    scored, said = card.kpis[0], words.kpis["k"]
    page = lay_out_page(card, words)
    document = json.loads(render(card, "json"))["kpis"][0]
    signal = scored.signal
    assert document["signal"]["variation"] == signal.variation.value
    early = signal.trial and signal.variation is Variation.STEADY
    css = "none" if early else VARIATION_CSS[signal.variation]
    assert page.panels[0].variation.css == css
    assert not early or "held steady" not in f"{said.claim} {said.sentence} {words.headline}"
    told = f"{said.claim} {said.sentence}"
    if signal.variation is Variation.IMPROVING:
        assert not any(word in told for word in BAD_WORDS)
        assert "improv" in told
    elif signal.variation is Variation.WORSENING:
        assert not any(word in told for word in GOOD_WORDS)
        assert "worsen" in told
    else:
        assert not any(word in told for word in (*GOOD_WORDS, *BAD_WORDS))
    if signal.variation in (Variation.UP, Variation.DOWN):
        assert ("rise" if signal.variation is Variation.UP else "fall") in said.sentence
    looks = [mark.look for mark in history_of(scored, said, words.numbers).marks]
    rows = document["series"]
    assert len(looks) == len(rows) == len(said.points) == len(scored.series)
    for point, look, row, told_point in zip(scored.series, looks, rows, said.points, strict=True):
        assert row["point"] == (point.point.value if point.point else None)
        assert row["rules"] == [rule.value for rule in point.rules]
        if point.base_too_small or point.point is None:
            continue
        signals = point.point not in (PointType.COMMON_CAUSE, PointType.IGNORED)
        assert bool(told_point.point) == signals
        if point.point is PointType.IGNORED:
            assert look is Look.GHOST
            continue
        in_force = signals and stands_since(signal, scored.series, point)
        marked = signals and (in_force or Rule.OUTSIDE in point.rules)
        assert look is (LOOKS[point.point] if marked else Look.ORDINARY)
        assert told_point.point.startswith("Earlier signal") == (signals and not marked)
    assert said.chart_description in str(page.panels[0].chart) or not page.panels[0].chart


@given(kpis(), series())
@LOOKING
def test_limits(kpi, values):
    card, words = paper_of(kpi, values)
    scored, said = card.kpis[0], words.kpis["k"]
    limits = scored.signal.limits
    if limits is None or scored.value is None:
        return
    sides = {side.text for side in history_of(scored, said, words.numbers).sides}
    assert {f"Limit {said.lower}", f"Limit {said.upper}"} <= sides
    value, lower, upper = (number_in(text) for text in (said.value, said.lower, said.upper))
    most = max(decimals_of(said.value), scored.decimals + 1)
    assert all(decimals_of(text) <= most for text in (said.lower, said.mean, said.upper))
    for limit, shown in ((limits.lower, lower), (limits.upper, upper)):
        if abs(scored.value - limit) > EQUAL_WITHIN:
            assert value <= shown if scored.value < limit else value >= shown
    if re.search("lies (above|below) the (upper|lower) limit", said.sentence):
        assert value < lower or value > upper, "else it lies just above or below"
    if "within the limits" in said.sentence:
        assert lower <= value <= upper


@given(kpis(), series())
@LOOKING
def test_changes(kpi, values):
    card, words = paper_of(kpi, values)
    scored, said = card.kpis[0], words.kpis["k"]
    found = scored.comparisons
    compared = (found.previous, found.year_ago, found.fiscal_ytd, found.trailing_year)
    document = json.loads(render(card, "json"))["kpis"][0]["comparisons"]
    for comparison, row, published in zip(
        compared, said.comparisons, document.values(), strict=True
    ):
        assert row.withheld == (comparison.change is None)
        assert published["change"] == comparison.change
        if comparison.change is None:
            continue
        if row.change == "no change":
            assert abs(comparison.change) < 1e-6
            continue
        shown = number_in(row.change)
        assert shown != 0
        assert (shown > 0) == (comparison.change > 0)
        base, value = number_in(row.base), number_in(row.value)
        assert value != base
        assert (value > base) == (comparison.change > 0)
        verdict = {True: "beyond sampling error", False: "within sampling error", None: ""}
        assert row.verdict == verdict[comparison.significant]
        assert row.beyond == (comparison.significant is True)


@given(kpis(), series())
@LOOKING
def test_trend_and_forecast(kpi, values):
    card, words = paper_of(kpi, values)
    scored, said = card.kpis[0], words.kpis["k"]
    document = json.loads(render(card, "json"))["kpis"][0]
    told = " ".join(said.findings)
    rising, falling = "It has risen by" in told, "It has fallen by" in told
    trend = scored.trend
    established = trend is not None and trend.established
    assert (rising or falling) == established
    if scored.signal.variation is Variation.STEADY and not scored.base_too_small:
        steady = "held steady" in said.claim
        unknown = scored.status is Status.NO_DATA or scored.signal.trial
        assert steady == (not established and not unknown)
        if scored.signal.trial and scored.status is not Status.NO_DATA:
            assert "too early to tell" in said.claim
        elif established:
            wrong = {Polarity.HIGHER_IS_BETTER: falling, Polarity.LOWER_IS_BETTER: rising}
            assert ("crept the wrong way" in said.claim) == wrong.get(kpi.polarity, False)
            assert ("crept up" in said.claim) == (rising and not wrong.get(kpi.polarity, False))
    if established:
        assert rising == (trend.slope_per_year > 0)
        sentence = next(t for t in said.findings if t.startswith(("It has risen", "It has fallen")))
        assert number_in(sentence) != 0
        assert document["trend"]["established"] is True
        assert (document["trend"]["slope_per_year"] > 0) == rising
        assert trend.p_value < 1 - kpi.level
    forecast = scored.forecast
    assert (forecast is None) == (document["forecast"] is None)
    if forecast is None:
        assert not any(word in told for word in VERDICTS.values())
        return
    assert document["forecast"]["verdict"] == forecast.verdict.value
    cannot_say = forecast.verdict is Outlook.CANNOT_SAY
    assert (document["forecast"]["sentence"] in told) is not cannot_say
    assert bool(said.outlook.short) is not cannot_say
    for verdict, word in VERDICTS.items():
        assert (word in document["forecast"]["sentence"]) == (verdict is forecast.verdict)
    if forecast.expected is not None:
        assert forecast.low <= forecast.expected <= forecast.high


@given(
    st.lists(
        st.tuples(st.integers(20, 200), st.floats(0.05, 0.95), st.floats(0.05, 0.95)),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([0, 60]),
    st.booleans(),
)
@LOOKING
def test_segments_movement_and_gaps(regions, least, gap):
    kpi = made.kpi(
        Share("good"),
        target=(TargetStep(value=50.0),),
        minimum_base=least,
        by=() if gap else (("region",),),
        gap_between="region" if gap else None,
    )
    months, facts = [[0, 0], [0, 0]], []
    for at, (size, before, after) in enumerate(regions):
        counts = [(round(size * share), size) for share in (before, after)]
        parts = [made.share_parts(*each) for each in counts]
        facts += made.monthly("2026-06", parts, by=("region",), segment=(f"R{at}",))
        for month, (good, of) in zip(months, counts, strict=True):
            month[0] += good
            month[1] += of
    facts += made.monthly("2026-06", [made.share_parts(*month) for month in months])
    card = made.scorecard(made.definition(kpi), facts)
    scored, said = card.kpis[0], say(card).kpis["k"]
    document = json.loads(render(card, "json"))["kpis"][0]
    told = " ".join(said.findings)
    if scored.interval is not None:
        assert scored.interval.low <= scored.value <= scored.interval.high
        assert document["interval"]["low"] == scored.interval.low
    assert bool(said.interval) == (scored.interval is not None)
    if gap:
        ends = document["gap_ends"]
        assert (ends is None) == (scored.value is None) == ("No gap: " in told)
        if ends is not None:
            assert ends["highest"]["value"] - ends["lowest"]["value"] == scored.value
            assert ("more than chance" in told) == bool(ends["significant"])
        return
    rows = [row for table in said.segments for row in table.rows]
    assert [row.name for row in rows] == [each["segment"] for each in document["segments"]]
    for row, each in zip(rows, document["segments"], strict=True):
        word = each["status"].replace("_", " ")
        assert row.status.short.lower() == ("small base" if each["base_too_small"] else word)
        assert bool(row.differs) == bool(each["differs"])
        low, high = each["interval"]["low"], each["interval"]["high"]
        assert low <= each["value"] <= high
    for moved in document["movement"]:
        parts = moved["rate"] + moved["mix"] + moved["remainder"]
        assert abs(parts - moved["change"]) < 1e-9
        compared = document["comparisons"][moved["base"]]
        assert moved["change"] == compared["change"]
        assert (moved["sentence"] is not None) == bool(compared["significant"])
