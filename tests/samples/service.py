"""The contact centre's silo: daily call counts, and contacts with opening and closing times."""

import random
from datetime import datetime, time, timedelta
from statistics import NormalDist

from tests.samples.story import (
    CALL_BACK,
    COURIER,
    EXPORTED,
    MONTHS,
    REGIONS,
    STRIKE,
    Month,
    dice,
    hits,
    path,
    shares_out,
    steps_from,
)

ANSWERED = path("answered", [(0, 78.6), (35, 79.2)], 1.2, {"2026-05": 80.4, "2026-06": 78.7})
WINTER = {1: 1.2, 2: 2.4, 3: 1.4, 7: 0.6, 8: 1.4, 10: -1.2, 11: -4.4, 12: -3.2}
"""Points more than in an ordinary month: before Christmas there are more calls than agents."""
ABANDONED = path(
    "abandoned", steps_from(6.4, 6.6, 3.1, CALL_BACK), 0.28, {"2024-12": 14.2, "2026-06": 2.9}
)
OTHER_FIRST = path("other first time", [(0, 78.6), (35, 78.6)], 1.0)
DELIVERY_FIRST = path("delivery first time", steps_from(73.0, 73.0, 57.0, COURIER), 1.6)
MINUTES = path("minutes", [(0, 7.5), (35, 7.3)], 0.2)


def files() -> dict[str, list[list[str]]]:
    """Return calls by day and contacts one by one, a header first."""
    calls = [["day", "offered", "handled", "answered_in_60s", "abandoned"]]
    contacts = [
        [
            "contact_id",
            "opened_at",
            "closed_at",
            "channel",
            "region",
            "topic",
            "minutes",
            "first_time",
        ]
    ]
    number = 500_000
    for month in MONTHS:
        calls += _calls(month)
        for contact in sorted(_contacts(month), key=lambda row: row[0]):
            number += 1
            contacts.append([f"K{number}", *contact])
    return {"calls.csv": calls, "contacts.csv.gz": contacts}


def _calls(month: Month) -> list[list[str]]:
    rng, rows = dice("calls", month.id), []
    in_time, lost, spare, spare_lost = _answered(month), ABANDONED[month.at], 0.0, 0.0
    for number in range(1, month.days + 1):
        day = month.day(number)
        weekday = (1.25, 1.12, 1.05, 1.02, 1.04, 0.72, 0.48)[day.weekday()]
        offered = int(420 * month.season * weekday * rng.uniform(0.92, 1.08))
        if (day.month, day.day) == (12, 25):
            offered = rng.randint(18, 26)
        # What a day lacks is made up by the next, so that the month comes out as planned.
        spare += offered * in_time / 100
        spare_lost += offered * lost / 100
        answered = min(offered, max(0, round(spare + offered * rng.gauss(0, 0.02))))
        abandoned = min(
            offered - answered, max(0, round(spare_lost + offered * rng.gauss(0, 0.006)))
        )
        spare, spare_lost = spare - answered, spare_lost - abandoned
        rows.append(
            [f"{day}"] + [str(n) for n in (offered, offered - abandoned, answered, abandoned)]
        )
    return rows


def _answered(month: Month) -> float:
    return 51.0 if month.at == STRIKE else ANSWERED[month.at] + WINTER.get(month.number, 0.0)


def _contacts(month: Month) -> list[list[str]]:
    rng = dice("contacts", month.id)
    after = month.at >= COURIER
    delivery = (0.36 if after else 0.28) + rng.uniform(-0.02, 0.02)
    others = {"Returns": 0.38, "Product": 0.36, "Account": 0.26}
    topics = {"Delivery": delivery} | {t: w * (1 - delivery) for t, w in others.items()}
    count = int(215 * month.season**0.6 * (1.08 if after else 1.0))
    rows: list[list[str]] = []
    for topic, size in shares_out(count, topics, rng).items():
        share = (DELIVERY_FIRST if topic == "Delivery" else OTHER_FIRST)[month.at] / 100
        regions = dict(REGIONS)
        if after and topic == "Delivery":
            regions = {"North": 0.48, "Midlands": 0.19, "South": 0.22, "Scotland": 0.11}
        places = [r for r, part in shares_out(size, regions, rng).items() for _ in range(part)]
        rng.shuffle(places)
        minutes = _minutes(MINUTES[month.at] + (0.3 if topic == "Returns" else 0.0), size, rng)
        for first, region, spent in zip(hits(share, size, rng), places, minutes, strict=True):
            rows.append(_contact(month, topic, region, spent, first, rng))
    return rows


def _minutes(median: float, count: int, rng: random.Random) -> list[float]:
    """Return *count* handling times around *median*, evenly over their distribution."""
    offset = rng.random()
    quantiles = [NormalDist().inv_cdf((place + offset) / count or 1e-3) for place in range(count)]
    rng.shuffle(quantiles)
    return [median * 2.718281828 ** (0.42 * quantile) for quantile in quantiles]


def _contact(
    month: Month, topic: str, region: str, minutes: float, first: bool, rng: random.Random
) -> list[str]:
    day = month.day(rng.randint(1, month.days))
    opened = datetime.combine(day, time(rng.randint(8, 19), rng.randint(0, 59)))
    if first:
        length = timedelta(minutes=round(minutes) + rng.randint(1, 40))
    elif topic == "Delivery" and month.at >= COURIER:
        length = timedelta(hours=rng.uniform(8 * 24, 27 * 24))
    else:
        length = timedelta(hours=rng.uniform(3 * 24, 16 * 24))
    closed = opened + length
    channel = rng.choices(["Phone", "Chat", "Email"], [0.5, 0.3, 0.2])[0]
    return [
        f"{opened:%Y-%m-%dT%H:%M}",
        f"{closed:%Y-%m-%dT%H:%M}" if closed.date() < EXPORTED else "",
        channel,
        region,
        topic,
        f"{minutes:.1f}",
        "true" if first else "false",
    ]
