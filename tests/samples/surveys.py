"""Survey answers: one file before April 2025 and one after, each with its own headers."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from math import sqrt
from statistics import NormalDist

from tests.samples.story import (
    COURIER,
    MONTHS,
    REGIONS,
    WELCOME,
    Month,
    at,
    dice,
    path,
    shares_out,
    steps_from,
)

CHANNELS = {"Online": 0.52, "Phone": 0.30, "Store": 0.18}
OLD_REGIONS = {"North": "Nth", "Midlands": "Mids", "South": "Sth", "Scotland": "Scot"}
OLD_CHANNELS = {"Online": "Web", "Phone": "Tel", "Store": "Shop"}
AGREE = (
    "Strongly disagree",
    "Disagree",
    "Somewhat disagree",
    "Neither",
    "Somewhat agree",
    "Agree",
    "Strongly agree",
)
RATED = ("delivery", "staff", "app", "packaging", "value")
"""What customers rate from 1 to 5, and what may go with how satisfied they are."""
OLD_HEADER = ["Respondent", "Completed", "Region", "Channel", *(f"Q{n}" for n in range(1, 10))]
QUESTIONS = ["recommend", "satisfied", "easy", "trust", *RATED]
NEW_HEADER = ["respondent_id", "responded_on", "region", "channel", *QUESTIONS]
Answer = tuple[date, str, str, int, int, str, int, tuple[int, ...]]
"""When, region, channel, recommend, satisfied, easy, trust, and what is rated."""


def files() -> dict[str, list[list[str]]]:
    """Return the two survey files, a header first."""
    old, new = [OLD_HEADER], [NEW_HEADER]
    number = 100_000
    for month in MONTHS:
        for answer in _answers(month):
            number += 1
            if month.at < at("2025-04"):
                old.append(_old_row(number, answer))
            else:
                new.append(_new_row(number, answer))
    old += [
        [f"T{day:%y%m%d}", f"{day:%d/%m/%Y}", "Test", "Test", "11", "99", *[""] * 7]
        for day in (date(2023, 7, 3), date(2024, 4, 2), date(2024, 11, 4))
    ]
    return {"surveys-to-march-2025.csv": old, "surveys-from-april-2025.csv": new}


def _old_row(number: int, answer: Answer) -> list[str]:
    day, region, channel, recommend, satisfied, easy, trust, rated = answer
    rng = dice("old", number)
    asked = str(satisfied) if rng.random() > 0.04 else "99"
    trusted = str(trust) if rng.random() > 0.05 else "N/A"
    return [
        f"R{number}",
        f"{day:%d/%m/%Y}",
        OLD_REGIONS[region],
        OLD_CHANNELS[channel],
        str(recommend),
        asked,
        easy,
        trusted,
        *(str(rating) for rating in rated),
    ]


def _new_row(number: int, answer: Answer) -> list[str]:
    day, region, channel, recommend, satisfied, easy, trust, rated = answer
    trusted = str(trust) if dice("new", number).random() > 0.05 else ""
    answers = [str(recommend), str(satisfied), easy, trusted, *(str(rating) for rating in rated)]
    return [f"R{number}", f"{day}", region, channel, *answers]


NPS = path(
    "nps",
    [(0, 34.5), (WELCOME - 1, 36.5), (WELCOME + 2, 42.6), (35, 44.5)],
    1.5,
    {"2025-08": 35.4, "2026-05": 41.2, "2026-06": 45.0},
)
CSAT = path("csat", [(0, 83.6), (35, 83.4)], 1.0, {"2026-06": 83.6})
EASY = path("easy", [(0, 66.5), (35, 74.2)], 0.9, {"2026-05": 73.2, "2026-06": 74.5})
TRUST = path("trust", [(0, 7.12), (WELCOME, 7.2), (35, 7.32)], 0.05)
NORTH_GAP = path("north", steps_from(0.0, 0.0, -13.0, COURIER), 1.0)
"""How far the north lies from the other regions in NPS; in full there."""


def _answers(month: Month) -> list[Answer]:
    rng = dice("answers", month.id)
    count = int(318 * month.season**0.35 + rng.uniform(-14, 14))
    answers: list[Answer] = []
    for region, size in shares_out(count, REGIONS, rng).items():
        answers += _of_region(month, region, size, rng)
    return sorted(answers, key=lambda answer: answer[0])


def _of_region(month: Month, region: str, size: int, rng: random.Random) -> list[Answer]:
    channels = [c for c, part in shares_out(size, CHANNELS, rng).items() for _ in range(part)]
    mood = {"Online": 0.06, "Phone": -0.22, "Store": 0.20}
    content = [mood[channel] + rng.gauss(0, 1) for channel in channels]
    gap = NORTH_GAP[month.at]
    nps = NPS[month.at] + (gap * 0.7 if region == "North" else -gap * 0.3)
    slump = gap / 6 if region == "North" else -gap * 0.3 / 4.2
    satisfied = _satisfied_shares((CSAT[month.at] + slump) / 100)
    columns = (
        _ranked(content, _nps_shares(nps / 100), rng),
        _ranked(content, satisfied, rng),
        _ranked(content, _easy_shares(EASY[month.at] / 100), rng),
        _ranked(content, _trust_shares(TRUST[month.at]), rng),
    )
    late = LATE if region == "North" and month.at >= COURIER else 0.0
    rated = _rated(columns[1], satisfied, late, dice("rated", month.id, region))
    days = [month.day(rng.randint(1, month.days)) for _ in channels]
    return [
        (day, region, channel, recommend, s + 1, AGREE[e], trust, ratings)
        for day, channel, recommend, s, e, trust, ratings in zip(
            days, channels, *columns, rated, strict=True
        )
    ]


MATTERS = {"delivery": 0.58, "staff": 0.46, "app": 0.17, "value": 0.0}
"""How what is rated goes with being satisfied: correlations, packaging's only through delivery."""
WITH_DELIVERY = 0.35
"""How packaging goes with delivery."""
CUTS = {
    "delivery": (-1.9, -1.35, -0.75, 0.25),
    "staff": (-2.1, -1.6, -0.95, 0.15),
    "app": (-1.9, -1.3, -0.6, 0.45),
    "packaging": (-2.0, -1.5, -0.8, 0.3),
    "value": (-1.6, -0.9, -0.1, 0.9),
}
"""From which mood on customers give 2, 3, 4 and 5."""
LATE = -0.8
"""What the new courier does to the rating of the delivery."""


def _rated(
    satisfied: Sequence[int], shares: Sequence[float], late: float, rng: random.Random
) -> list[tuple[int, ...]]:
    """Return ratings that correlate with the answers *satisfied* as they should.

    Each answer stands for a mood, drawn from its part of the normal
    distribution. Ratings are drawn without regard to it, with a mood of
    their own, and then moved by how far the two moods are apart: that is
    how they are distributed given the answer.
    """
    ends = [0.0, *accumulate(shares)]
    rest = sqrt(1 - sum(part**2 for part in MATTERS.values()))
    rows = []
    for answer in satisfied:
        place = rng.uniform(ends[answer], ends[answer + 1])
        mood = NormalDist().inv_cdf(min(max(place, 1e-4), 1 - 1e-4))
        felt = {name: rng.gauss(0, 1) for name in MATTERS}
        own = sum(part * felt[name] for name, part in MATTERS.items()) + rest * rng.gauss(0, 1)
        felt = {name: felt[name] + part * (mood - own) for name, part in MATTERS.items()}
        felt["packaging"] = WITH_DELIVERY * felt["delivery"] + sqrt(1 - WITH_DELIVERY**2) * (
            rng.gauss(0, 1)
        )
        felt["delivery"] += late
        rows.append(tuple(1 + bisect_right(CUTS[name], felt[name]) for name in RATED))
    return rows


def _ranked(content: Sequence[float], shares: Sequence[float], rng: random.Random) -> list[int]:
    """Return an answer for each respondent: the shares hold, the content answer higher."""
    mixed = [(value + rng.gauss(0, 0.8), place) for place, value in enumerate(content)]
    offset, answers = rng.random(), [0] * len(content)
    for rank, (_, place) in enumerate(sorted(mixed)):
        position, answer = (rank + offset) / len(content), 0
        total = shares[0]
        while position >= total and answer < len(shares) - 1:
            answer += 1
            total += shares[answer]
        answers[place] = answer
    return answers


def _nps_shares(nps: float) -> list[float]:
    detractors = (1 - nps) * 0.26
    promoters = nps + detractors
    passives = 1 - promoters - detractors
    low = [0.04, 0.03, 0.05, 0.08, 0.11, 0.29, 0.40]
    return [detractors * part for part in low] + [
        passives * 0.4,
        passives * 0.6,
        promoters * 0.46,
        promoters * 0.54,
    ]


def _satisfied_shares(top: float) -> list[float]:
    rest = 1 - top
    return [rest * 0.16, rest * 0.27, rest * 0.57, top * 0.56, top * 0.44]


def _easy_shares(top: float) -> list[float]:
    rest = 1 - top
    return [rest * 0.12, rest * 0.20, rest * 0.28, rest * 0.40, top * 0.28, top * 0.42, top * 0.30]


def _trust_shares(mean: float) -> list[float]:
    """Return shares of 0 to 10 whose mean is *mean*, between a doubtful and a trusting crowd."""
    doubtful = [0.04, 0.04, 0.06, 0.08, 0.10, 0.20, 0.18, 0.14, 0.10, 0.04, 0.02]
    trusting = [0.0, 0.0, 0.01, 0.01, 0.02, 0.05, 0.09, 0.20, 0.28, 0.20, 0.14]
    low, high = (sum(k * s for k, s in enumerate(crowd)) for crowd in (doubtful, trusting))
    weight = (mean - low) / (high - low)
    return [d * (1 - weight) + t * weight for d, t in zip(doubtful, trusting, strict=True)]
