"""The silo of the complaints team and of the general counsel: complaints, rulings, breaches."""

import random
from collections.abc import Mapping
from datetime import timedelta

from tests.samples.fulfilment import orders_of
from tests.samples.story import (
    COURIER,
    EXPORTED,
    MONTHS,
    Month,
    dice,
    hits,
    path,
    shares_out,
    steps_from,
)

PER_1000 = path(
    "complaints",
    steps_from(2.84, 2.86, 3.42, COURIER),
    0.09,
    {"2025-09": 2.77, "2026-05": 3.28, "2026-06": 3.53},
)
IN_FIVE_DAYS = path(
    "closed", steps_from(91.6, 91.4, 83.6, COURIER), 0.9, {"2026-05": 84.0, "2026-06": 83.2}
)
REASONS = {
    "Late delivery": 0.26,
    "Damaged": 0.24,
    "Wrong item": 0.16,
    "Refund": 0.2,
    "Service": 0.14,
}
REASONS_SINCE = {
    "Late delivery": 0.4,
    "Damaged": 0.2,
    "Wrong item": 0.12,
    "Refund": 0.17,
    "Service": 0.11,
}


def files() -> dict[str, list[list[str]]]:
    """Return three files, a header first."""
    complaints = [["complaint", "opened_on", "closed_on", "region", "reason", "goodwill"]]
    rulings = [["case", "decided_on", "outcome"]]
    breaches = [["month", "reported_breaches"]]
    for month in MONTHS:
        complaints += _complaints(month, len(complaints))
        rulings += _rulings(month, len(rulings))
        breaches.append([month.id, "0"])
    return {"complaints.csv": complaints, "ombudsman.csv": rulings, "breaches.csv": breaches}


def _complaints(month: Month, number: int) -> list[list[str]]:
    rng, rows = dice("complaints", month.id), []
    after = month.at >= COURIER
    for region, reason, in_time in _kinds(month, rng):
        opened = month.day(rng.randint(1, month.days))
        length = rng.randint(0, 5) if in_time else rng.randint(6, 24 if after else 15)
        closed = opened + timedelta(days=length)
        paid = rng.random() < (0.64 if reason == "Late delivery" else 0.5)
        goodwill = f"{rng.choice((15, 20, 25, 30, 40, 50, 60))}.00" if paid else "0.00"
        shown = f"{closed}" if closed < EXPORTED else ""
        rows.append([f"{opened}", shown, region, reason, goodwill])
    rows.sort(key=lambda row: row[0])
    return [[f"C{200_000 + number + place}", *row] for place, row in enumerate(rows)]


def _kinds(month: Month, rng: random.Random) -> list[tuple[str, str, bool]]:
    """Return region, reason and "closed in time" of each complaint of *month*."""
    after, orders = month.at >= COURIER, orders_of(month)
    count = round(PER_1000[month.at] * sum(orders.values()) / 1000)
    weights = {r: n * (1.75 if after and r == "North" else 1.0) for r, n in orders.items()}
    total = sum(weights.values())
    regions = _each(shares_out(count, {r: w / total for r, w in weights.items()}, rng))
    # The north comes early, and late deliveries are dealt out first: that is where they are.
    regions.sort(key=lambda region: rng.random() * (0.45 if after and region == "North" else 1))
    reasons = shares_out(count, REASONS_SINCE if after else REASONS, rng)
    kinds: list[tuple[str, str, bool]] = []
    for reason, size in reasons.items():
        slow = after and reason == "Late delivery"
        share = IN_FIVE_DAYS[month.at] + ((-8.4 if slow else 5.6) if after else 0.0)
        in_time = hits(share / 100, size, rng)
        places = regions[len(kinds) : len(kinds) + size]
        kinds += [(region, reason, ok) for region, ok in zip(places, in_time, strict=True)]
    return kinds


def _each(parts: Mapping[str, int]) -> list[str]:
    return [name for name, size in parts.items() for _ in range(size)]


def _rulings(month: Month, number: int) -> list[list[str]]:
    rng = dice("rulings", month.id)
    count = rng.randint(5, 11) if month.at < 33 else (6, 5, 6)[month.at - 33]
    rows = []
    for _ in range(count):
        outcome = rng.choices(
            ["Upheld", "Partly upheld", "Not upheld", "Withdrawn"], [0.17, 0.13, 0.64, 0.06]
        )[0]
        rows.append([f"{month.day(rng.randint(1, month.days))}", outcome])
    rows.sort()
    return [[f"O{number + place:04}", *row] for place, row in enumerate(rows)]
