"""What became of the members of a year ago: whose parcels came late, and who left."""

from datetime import date
from random import Random

from tests.samples import members
from tests.samples.story import dice

HEADER = ["member", "region", "monthly_fee", "late_twice", "left", "spent"]
BEFORE, NOW = date(2025, 6, 30), date(2026, 6, 30)
LATE = {"North": 0.4, "Scotland": 0.16}
"""Of those who say nothing of deliveries, who had two late parcels; elsewhere one in ten."""


def files() -> dict[str, list[list[str]]]:
    """Return a row for everybody who was a member on 30 June 2025, a header first."""
    rng, found = dice("a year on"), {}
    (table,) = members.files().values()
    for member, region, started, ended, fee, reason, _ in table[1:]:
        if _is_one(started, ended, BEFORE):
            found[member] = [member, region, fee, reason]
        elif member in found and reason:
            found[member][3] = reason
    there = {row[0] for row in table[1:] if _is_one(row[2], row[3], NOW)}
    rows = [_row(*each, left=each[0] not in there, rng=rng) for _, each in sorted(found.items())]
    return {"members_a_year_on.csv": [HEADER, *rows]}


def _is_one(started: str, ended: str, day: date) -> bool:
    return started <= str(day) and (not ended or ended > str(day))


def _row(member: str, region: str, fee: str, reason: str, *, left: bool, rng: Random) -> list[str]:
    late = rng.random() < LATE.get(region, 0.1) or (left and reason == "Deliveries late")
    spent = min(2400, round(rng.lognormvariate(6.0, 0.55)))
    return [member, region, fee, str(late).lower(), str(left).lower(), str(spent)]
