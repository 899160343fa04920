"""Who is a member of Northwind Plus, since when, and why no more."""

from datetime import date, timedelta
from random import Random

from tests.samples.story import COURIER, EXPORTED, MONTHS, REGIONS, WELCOME, dice

HEADER = ["member", "region", "started", "ended", "monthly_fee", "close_reason", "source"]
BEGAN = date(2022, 1, 1)
"""The first membership: the register was begun eighteen months before the sample's first month."""
FEES = ("3.95", "3.95", "3.95", "6.95")
SOURCES = {"web": 0.46, "store": 0.26, "friend": 0.16, "mail": 0.12}
REASONS = {"Costs too much": 0.42, "Orders too rarely": 0.25, "Moved away": 0.18, "Other": 0.15}
STAYS = 0.978
"""Of the members of a month, those who are there a month later."""
NORTH = 0.952
"""The same in the north since the new courier."""


def files() -> dict[str, list[list[str]]]:
    """Return the memberships up to the export, a header first."""
    rows, rng = [], dice("members")
    months = [date(2022, month, 1) for month in range(1, 13)]
    months += [date(2023, month, 1) for month in range(1, 7)]
    months += [month.day(1) for month in MONTHS]
    number = 0
    for at, month in enumerate(months, start=-18):
        for _ in range(_joining(at, rng)):
            number += 1
            region = rng.choices(list(REGIONS), weights=list(REGIONS.values()))[0]
            rows += _memberships(f"M{number:05}", region, _day_in(month, rng), rng)
    return {"members.csv": [HEADER, *sorted(rows, key=lambda row: (row[2], row[0]))]}


def _joining(at: int, rng: Random) -> int:
    """Return how many join in a month: many at first, more with the welcome journey."""
    usual = 190 if at < -12 else 62 if at < WELCOME else 70
    return usual + rng.randint(-8, 8)


def _day_in(month: date, rng: Random) -> date:
    return month + timedelta(rng.randrange(28))


def _memberships(member: str, region: str, started: date, rng: Random) -> list[list[str]]:
    """Return the memberships of one member: one in six who leave changes it or comes back."""
    source = rng.choices(list(SOURCES), weights=list(SOURCES.values()))[0]
    fee, found = rng.choice(FEES), []
    while started <= EXPORTED:
        ended = _end(region, started, rng)
        gone = ended <= EXPORTED
        reason = _reason(region, ended, rng) if gone else ""
        told = str(ended) if gone else ""
        found.append([member, region, str(started), told, fee, reason, source])
        if not gone or rng.random() > 0.16:
            break
        # Half change to the other membership on the day, half come back after some months.
        changes = rng.random() < 0.5
        fee = ("6.95" if fee == "3.95" else "3.95") if changes else fee
        found[-1][5] = "" if changes else found[-1][5]
        started = ended if changes else ended + timedelta(rng.randint(40, 240))
    return found


def _end(region: str, started: date, rng: Random) -> date:
    """Return the day on which a membership ends, be it long after the export."""
    day, changed = started, MONTHS[COURIER].day(1)
    while day <= EXPORTED:
        day += timedelta(30)
        stays = NORTH if region == "North" and day >= changed else STAYS
        if rng.random() > stays:
            return day - timedelta(rng.randrange(28))
    return day


def _reason(region: str, ended: date, rng: Random) -> str:
    """Return what was said at the end; three in ten say nothing."""
    if rng.random() < 0.3:
        return ""
    late = 0.62 if region == "North" and ended >= MONTHS[COURIER].day(1) else 0.12
    if rng.random() < late:
        return "Deliveries late"
    return rng.choices(list(REASONS), weights=list(REASONS.values()))[0]
