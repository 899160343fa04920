"""Why a KPI moved, in words and as a waterfall, from the facts to the page."""

import csv
import json
import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore import build, read, render
from cxscore.model.choices import Polarity
from cxscore.model.findings import Movement, SegmentMovement
from cxscore.model.measured import Parts
from cxscore.model.measures import Count, Mean, Nps, Share, Sum
from cxscore.rendering.charts import Look, Step, Waterfall, draw_waterfall
from cxscore.rendering.sections.movements import waterfall_of
from cxscore.rendering.words import say
from cxscore.score.values.value import pooled
from tests.company import KPIS, write
from tests.rendering.builders import page_of
from tests.score import made

REGION = ("home_region",)


def card(cuts, measure=None, **more):
    """A scorecard of one KPI whose whole is the sum of its segments."""
    columns = zip(*cuts.values(), strict=True)
    total = [pooled([p for p in month if p is not None]) for month in columns]
    return told(made.monthly("2026-06", total), cuts, measure, **more)


def told(found, cuts, measure=None, **more):
    for name, parts in cuts.items():
        found = found + made.monthly("2026-06", parts, by=REGION, segment=(name,))
    one = made.kpi(measure or Share("s"), by=(REGION,), **more)
    return made.scorecard(made.definition(one), found)


def shares(*pairs):
    return [None if pair is None else made.share_parts(*pair) for pair in pairs]


def said(scorecard):
    return say(scorecard).kpis["k"].movements[0]


def plain(text):
    """The text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


GREW = {"North": shares((200, 500), (125, 250)), "South": shares((300, 500), (465, 750))}
STONES = {"small": shares((2340, 2700), (810, 870)), "large": shares((550, 800), (1920, 2630))}


@pytest.mark.parametrize(
    ("cuts", "sentence"),
    [
        pytest.param(
            GREW,
            "5.0 of the 9.0 points come from better results, mostly North; 4.0 come from a change "
            "in the mix by home region.",
            id="both the same way",
        ),
        pytest.param(
            {"North": shares((250, 500), (350, 500)), "South": shares((250, 500), (250, 500))},
            "The 10.0 points come from better results, mostly North; a change in the mix by home "
            "region made no difference.",
            id="no mix",
        ),
        pytest.param(
            {"North": shares((250, 500), (351, 501)), "South": shares((255, 500), (255, 500))},
            "The 10.0 points come from better results, mostly North; a change in the mix by home "
            "region made next to no difference.",
            id="next to no mix",
        ),
        pytest.param(
            {"North": shares((80, 100), (720, 900)), "South": shares((360, 900), (40, 100))},
            "Nothing changed within the segments; the 32.0 points come from a change in the mix by "
            "home region.",
            id="no rate",
        ),
        pytest.param(
            {"North": shares((80, 100), (7195, 9000)), "South": shares((360, 900), (400, 1000))},
            "Next to nothing changed within the segments; the 32.0 points come from a change in "
            "the mix by home region.",
            id="next to no rate",
        ),
        pytest.param(
            {"North": shares((400, 500), (450, 500)), "South": shares((200, 500), (600, 1000))},
            "With an unchanged mix it would have risen by 15.8 points, mostly South; a change in "
            "the mix by home region took 5.8 of them away.",
            id="a rise that mix makes less",
        ),
        pytest.param(
            {"North": shares((450, 500), (400, 500)), "South": shares((600, 1000), (200, 500))},
            "With an unchanged mix it would have fallen by 15.8 points, mostly South; a change in "
            "the mix by home region made up for 5.8 of them.",
            id="a fall that mix makes less",
        ),
        pytest.param(
            STONES,
            "Every segment rose, and yet the whole fell (Simpson’s paradox). With an unchanged "
            "mix it would have risen by 5.4 points, mostly small; a change in the mix by home "
            "region turned that into a fall of 4.6 points.",
            id="the paradox",
        ),
        pytest.param(
            STONES | {"huge": shares(None, (1, 2))},
            "Every segment of both months rose, and yet the whole fell (Simpson’s paradox). With "
            "an unchanged mix it would have risen by 5.4 points, mostly small; a change in the mix "
            "by home region turned that into a fall of 4.6 points.",
            id="the paradox beside a new segment",
        ),
        pytest.param(
            {name: list(reversed(parts)) for name, parts in STONES.items()},
            "Every segment fell, and yet the whole rose (Simpson’s paradox). With an unchanged "
            "mix it would have fallen by 5.4 points, mostly small; a change in the mix by home "
            "region turned that into a rise of 4.6 points.",
            id="the paradox the other way",
        ),
        pytest.param(
            {name: shares((200, 400), (240, 400)) for name in ("A", "B", "C", "D", "E")},
            "The 10.0 points come from better results; a change in the mix by home region made no "
            "difference.",
            id="spread over many",
        ),
        pytest.param(
            {name: shares((20, 40), (10, 40)) for name in "AB"} | {"C": shares((20, 40), (20, 40))},
            "The 16.7 points come from worse results, mostly A and B; a change in the mix by home "
            "region made no difference.",
            id="two",
        ),
    ],
)
def test_the_sentence(cuts, sentence):
    assert plain(said(card(cuts)).sentence) == sentence


def test_in_a_survey_the_mix_is_people():
    cuts = {
        "North": [made.nps_parts(200, 200, 100), made.nps_parts(150, 50, 50)],
        None: [made.nps_parts(250, 150, 100), made.nps_parts(450, 200, 100)],
    }
    found = said(card(cuts, Nps("s")))
    assert plain(found.sentence) == (
        "17.9 of the 20.0 points come from better results, mostly (blank); 2.1 come from a change "
        "in who was asked."
    )
    assert [row.name for row in found.rows] == ["North", "(blank)"]
    assert found.title == "Why it moved since May 2026, by home region"
    assert (found.base_tick, found.tick) == ("May ’26", "Jun ’26")


def test_a_change_that_may_be_chance_has_no_sentence():
    scorecard = card({"North": shares((4, 10), (5, 10)), "South": shares((6, 10), (6, 10))})
    assert said(scorecard).sentence == ""
    assert say(scorecard).kpis["k"].movement_sentences == ("",)
    assert page_of(scorecard).panels[0].moved is None


def test_no_change_has_no_sentence():
    cuts = {"North": shares((4, 10), (4, 10)), "South": shares((6, 10), (6, 10))}
    scorecard = card(cuts)
    (moved,) = scorecard.kpis[0].movement
    kpi = replace(scorecard.kpis[0], movement=(replace(moved, significant=None),))
    assert said(replace(scorecard, kpis=(kpi,))).sentence == ""


@pytest.mark.parametrize(
    ("cuts", "sentence"),
    [
        ({"A": (50, 30), "B": (10, 12)}, "The change of −18 is mostly A (−20)."),
        (
            {"A": (50, 60), "B": (10, 20), "C": (10, 15)},
            "The change of +25 is mostly A (+10) and B (+10).",
        ),
        (
            dict.fromkeys("ABCDEF", (10, 20)),
            "The change of +60 comes from several segments.",
        ),
    ],
    ids=["one", "two", "many"],
)
def test_a_sum_names_what_it_comes_from(cuts, sentence):
    parts = {name: [Parts(now, float(now)) for now in pair] for name, pair in cuts.items()}
    found = said(card(parts, Count(), unit="count", decimals=0))
    assert plain(found.sentence) == sentence
    assert "Mix" not in [bar.name for bar in found.bars]


def test_small_and_withheld_segments_are_not_named_as_causes():
    cuts = {"East": shares((2, 20), (20, 20)), "North": shares((500, 1000), (600, 1000))}
    tiny = {"East": shares((0, 29), (29, 29)), "North": shares((500, 1000), (505, 1000))}
    assert "mostly North" in said(card(cuts, minimum_base=30)).sentence
    found = said(card(tiny | {"West": shares((0, 100), (60, 100))}, minimum_base=30))
    assert "mostly" not in found.sentence or "East" not in found.sentence
    assert found.note.endswith("Grey: a base below 30.")
    assert [row.note for row in found.rows] == ["small base", "", ""]
    four = tiny | {"West": shares((5, 100), (60, 100)), "South": shares((200, 500), (201, 500))}
    hidden = said(card(four, minimum_base=30, suppress=True))
    assert [row.name for row in hidden.rows] == ["North", "South", "2 segments withheld"]
    assert hidden.rows[-1].note == ""
    assert "withheld" not in hidden.sentence


def test_what_is_in_no_segment_is_said_and_drawn():
    cuts = {"North": shares((25, 50), (25, 50)), "South": shares((25, 50), (30, 50))}
    found = said(told(made.monthly("2026-06", shares((50, 100), (80, 100))), cuts))
    assert plain(found.sentence) == (
        "Of the change of +30.0 points, +5.0 lie within segments, 0.0 come from a change in the "
        "mix by home region and +25.0 are in no segment."
    )
    assert [(bar.name, bar.text) for bar in found.bars] == [
        ("South", "+5.0"),
        ("North", "0.0"),
        ("Mix", "0.0"),
        ("In no segment", "+25.0"),
    ]
    counts = {"North": [Parts(5, 5.0), Parts(6, 6.0)], "South": [Parts(5, 5.0), Parts(5, 5.0)]}
    loose = told(made.monthly("2026-06", [Parts(20, 20.0), Parts(30, 30.0)]), counts, Count())
    assert plain(said(loose).sentence) == (
        "Of the change of +10, +1 lie within segments and +9 are in no segment."
    )


def test_the_smallest_of_many_stand_together():
    cuts = {name: shares((100, 200), (101 + 5 * at, 200)) for at, name in enumerate("ABCDEFGH")}
    found = said(card(cuts))
    assert [bar.name for bar in found.bars] == ["H", "G", "F", "E", "4 others", "Mix"]
    assert not found.bars[4].judged
    assert len(found.rows) == 8


@cache
def grown(decimals):
    return card(GREW, decimals=decimals)


numbers = st.floats(-30, 30, allow_nan=False).filter(lambda x: abs(x) > 1e-6)


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=9), st.integers(0, 2))
def test_no_sentence_contradicts_its_numbers(effects, decimals):
    base = grown(decimals)
    (moved,) = base.kpis[0].movement
    rate, mix = sum(r for r, _ in effects), sum(m for _, m in effects)
    change = rate + mix
    segments = tuple(
        SegmentMovement((f"S{at}",), r, m, value=50.0, base_value=50.0 - r)
        for at, (r, m) in enumerate(effects)
    )
    moved = replace(moved, change=change, rate=rate, mix=mix, segments=segments)
    compared = replace(
        base.kpis[0].comparisons.previous, change=change, value=50.0 + change, base_value=50.0
    )
    kpi = replace(
        base.kpis[0],
        movement=(moved,),
        comparisons=replace(base.kpis[0].comparisons, previous=compared),
    )
    found = said(replace(base, kpis=(kpi,)))
    text = found.sentence
    amounts = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", re.sub(r"S\d", "", text))]
    if "turned that into a" in text:
        assert ("fall" in text.partition("turned")[2]) == (change < 0)
        assert ("risen" in text) == (rate > 0)
    elif "unchanged mix" in text:
        assert ("risen" in text) == (change > 0) == (rate > 0)
        assert mix * change < 0
    elif " of the " in text and "come from" in text and "difference" not in text:
        assert rate * change > 0
        assert mix * change > 0
        first, whole, rest = amounts
        places = len(re.findall(r"\d+(?:\.(\d+))?", text)[0])
        adds_up = round(first + rest - whole, places + 2) == 0
        assert adds_up == ("bout" not in text)
    for name in re.findall(r"S(\d+)", text):
        assert effects[int(name)][0] * rate > 0, "a cause goes the way of the rate"
    for bar in found.bars:
        shown = float(bar.text.replace("−", "-"))
        assert shown * bar.size >= 0
        assert not (bar.judged and shown == 0), "nothing is neither better nor worse"


@pytest.mark.parametrize(
    ("polarity", "looks"),
    [
        (Polarity.HIGHER_IS_BETTER, [Look.GOOD, Look.BAD]),
        (Polarity.LOWER_IS_BETTER, [Look.BAD, Look.GOOD]),
        (Polarity.IN_RANGE, [Look.NOTABLE, Look.NOTABLE]),
        (Polarity.NEUTRAL, [Look.NOTABLE, Look.NOTABLE]),
    ],
    ids=lambda found: found.value if isinstance(found, Polarity) else "",
)
def test_bars_lead_from_value_to_value_in_the_polaritys_colours(polarity, looks):
    cuts = {"North": shares((200, 500), (350, 500)), "South": shares((300, 500), (275, 500))}
    scorecard = card(cuts, polarity=polarity)
    kpi = scorecard.kpis[0]
    steps = waterfall_of(kpi, kpi.movement[0], said(scorecard)).steps
    assert [step.look for step in steps[1:3]] == looks
    assert [step.is_level for step in steps] == [True, False, False, False, True]
    assert (steps[0].end, steps[-1].start) == (50.0, 62.5)
    assert steps[-2].end == pytest.approx(62.5)
    for before, after in pairwise(steps):
        assert after.start == pytest.approx(before.end)


def test_a_small_base_is_drawn_grey():
    scorecard = card(GREW | {"East": shares((2, 20), (20, 20))}, minimum_base=30)
    kpi = scorecard.kpis[0]
    steps = waterfall_of(kpi, kpi.movement[0], said(scorecard)).steps
    assert {step.name: step.look for step in steps}["East"] is Look.GHOST


def test_a_waterfall_shows_all_of_its_parts():
    steps = (
        Step("May", "50%", 50, 50, is_level=True),
        Step("An evening passenger of the far north", "+5", 50, 55, Look.GOOD),
        Step("Flat", "0", 55, 55),
        Step("Jun", "55%", 55, 55, is_level=True),
    )
    svg = draw_waterfall(Waterfall("From <50> to 55", steps))
    root = ElementTree.fromstring(svg)
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert root[0].text == "From <50> to 55"
    assert {"50%", "+5", "0", "55%", "May", "Jun", "Flat"} <= set(texts)
    assert any(text.startswith("An evening pass") and text.endswith("…") for text in texts)
    assert "f-good" in svg
    assert svg == draw_waterfall(Waterfall("From <50> to 55", steps))
    assert draw_waterfall(Waterfall("Nothing", ())) == ""
    level = Waterfall("All the same", (Step("A", "1", 1, 1), Step("B", "1", 1, 1)))
    assert "nan" not in draw_waterfall(level)


def test_from_a_file_to_the_page_and_the_json(tmp_path):
    rows = [("day", "score", "channel")]
    months = {
        2: {"App": (30, 70), "": (60, 40)},
        3: {"App": (70, 30), "": (95, 15), "Kiosk": (10, 2)},
    }
    for month, counts in months.items():
        for channel, (good, bad) in counts.items():
            answers = [10] * good + [2] * bad
            rows += [
                (f"2026-{month:02}-{at % (28 if month == 2 else 31) + 1:02}", s, channel)
                for at, s in enumerate(answers)
            ]
    with (tmp_path / "answers.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    path = write(tmp_path, f"{KPIS}    by: [channel]\n".replace("surveys.csv", "answers.csv"))
    scorecard = build(read(path))
    document = json.loads(render(scorecard, "json"))
    (moved,) = document["kpis"][0]["movement"]
    assert (moved["base"], moved["by"], moved["shown"]) == ("previous", "channel", True)
    assert moved["rate"] + moved["mix"] == pytest.approx(moved["change"], abs=1e-11)
    segments = {each["segment"]: each for each in moved["segments"]}
    assert list(segments) == ["App", "Kiosk", None]
    assert segments["Kiosk"]["is_new"]
    assert segments["Kiosk"]["rate"] == 0
    html = render(scorecard, "html").decode()
    assert moved["sentence"] in html
    assert "come from better results, mostly App" in moved["sentence"]
    assert "Why it moved since February 2026, by channel" in html
    assert 'class="wf"' in html
    assert "The numbers behind the change" in html
    assert isinstance(scorecard.kpis[0].movement[0], Movement)


def halves(before, now, of=1000):
    """Two regions of one size, the first of which goes from *before* to *now*, of *of*."""
    return {
        "North": shares((before, of), (now, of)),
        "South": shares((of / 2, of), (of / 2, of)),
    }


AMOUNTS = {"North": [Parts(5, 20.0), Parts(5, 23.0)], "South": [Parts(5, 10.0)] * 2}
TENTHS = {
    "North": [Parts(10, 0.0, 10.0), Parts(10, 19.0, 10.0)],
    "South": [Parts(10, 0.0, 10.0)] * 2,
}


@pytest.mark.parametrize(
    ("cuts", "more", "rate", "change"),
    [
        (halves(400, 600), {}, "+10.0", "+10.0 points"),
        (halves(500, 530), {}, "+1.5", "+1.5 points"),
        (halves(500, 510), {}, "+0.50", "+0.50 points"),
        (halves(5000, 5012, 10_000), {}, "+0.060", "+0.060 points"),
        (
            halves(400, 400) | {"South": shares((600, 1000), (600, 1000))},
            {},
            "0.000",
            "0.000 points",
        ),
        (AMOUNTS, {"measure": Sum("v"), "decimals": 0}, "+3", "+3"),
        (TENTHS, {"measure": Mean("v"), "decimals": 1}, "+1.0", "+1.0"),
    ],
    ids=["tens", "units", "tenths", "hundredths", "nothing", "amounts", "just-two-figures"],
)
def test_parts_have_two_figures_of_a_change_of_a_rate(cuts, more, rate, change):
    found = said(card(cuts, **more))
    assert (found.rate, plain(found.change)) == (rate, change)
    assert found.rows[0].rate == rate
