"""What happened at Northwind Home: the monthly paths that the sample's rows follow.

A new courier took over the north in October 2025: parcels come late there,
customers complain more, complaints take longer to close because the courier
is slow to send evidence, and agents who cannot see its tracking solve fewer
contacts at once. Meanwhile a welcome journey and a better app made customers
elsewhere recommend the company more, and call-back ended most of the waiting.
"""

import random
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

SEED = 20260706
EXPORTED = date(2026, 7, 6)
"""The day the files were taken: nothing later is in them."""

REGIONS = {"North": 0.30, "Midlands": 0.25, "South": 0.30, "Scotland": 0.15}
SEASON = (0.88, 0.90, 0.96, 0.98, 1.02, 0.96, 0.93, 0.92, 0.98, 1.04, 1.32, 1.38)
"""January to December against the average month."""


@dataclass(frozen=True)
class Month:
    """A month of the sample and its place in it, from 0."""

    at: int
    year: int
    number: int

    @property
    def days(self) -> int:
        return monthrange(self.year, self.number)[1]

    def day(self, number: int) -> date:
        return date(self.year, self.number, number)

    @property
    def id(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def season(self) -> float:
        return SEASON[self.number - 1]


MONTHS = tuple(Month(at, 2023 + (at + 6) // 12, (at + 6) % 12 + 1) for at in range(36))


def at(month: str) -> int:
    """Return the place of *month* (``2025-10``) in the sample."""
    year, number = month.split("-")
    return (int(year) - 2023) * 12 + int(number) - 7


COURIER, WELCOME, CALL_BACK = at("2025-10"), at("2025-09"), at("2025-03")
HELP_CENTRE, STRIKE, NO_TAGS = at("2025-05"), at("2024-12"), at("2024-11")


def dice(*name: object) -> random.Random:
    """Return dice of their own for one purpose, so that files do not disturb each other."""
    return random.Random(f"{SEED}:{':'.join(map(str, name))}")


def path(
    name: str,
    knots: Sequence[tuple[int, float]],
    spread: float,
    fixed: Mapping[str, float] | None = None,
) -> list[float]:
    """Return 36 monthly values: straight lines between *knots*, with ordinary variation.

    *spread* is the standard deviation, cut off at 1.7 of it; *fixed* months
    are as given, because the story needs them so.
    """
    rng = dice("path", name)
    values = [
        _line(knots, month) + spread * max(-1.7, min(1.7, rng.gauss(0, 1))) for month in range(36)
    ]
    for month, value in (fixed or {}).items():
        values[at(month)] = value
    return values


def _line(knots: Sequence[tuple[int, float]], month: int) -> float:
    before = max((knot for knot in knots if knot[0] <= month), default=knots[0])
    after = min((knot for knot in knots if knot[0] >= month), default=knots[-1])
    if before[0] == after[0]:
        return before[1]
    return before[1] + (after[1] - before[1]) * (month - before[0]) / (after[0] - before[0])


def shares_out(total: int, weights: Mapping[str, float], rng: random.Random) -> dict[str, int]:
    """Return *total* cut into whole parts close to *weights*, which add up to 1."""
    parts, position, given = {}, rng.random(), 0
    for name, weight in weights.items():
        position += total * weight
        parts[name] = int(position) - given
        given = int(position)
    parts[name] += total - given
    return parts


def hits(share: float, count: int, rng: random.Random) -> list[bool]:
    """Return *count* answers of which *share* hold, to within one, in random order."""
    yes = int(share * count + rng.random())
    answers = [place < yes for place in range(count)]
    rng.shuffle(answers)
    return answers


def steps_from(start: float, before: float, after: float, change: int) -> list[tuple[int, float]]:
    """Return the knots of a path that goes from *start* to *before* and then steps to *after*."""
    return [(0, start), (change - 1, before), (change, after), (35, after)]
