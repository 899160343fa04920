"""Wexcombe Hospitals, an invented trust with three emergency departments, month by month."""

from datetime import date

from tests.samples.story import MONTHS, Month, at, dice, hits

SITES = {"Wexcombe General": 7400, "St Aldhelm's": 4100, "Northgate": 3300}
"""Attendances of an ordinary month."""
IN_TIME = {"Wexcombe General": 0.655, "St Aldhelm's": 0.735, "Northgate": 0.962}
"""The share seen, treated and gone within four hours, before anything was done about it."""
SAME_DAY_CARE = at("2025-09")
"""Since then more of the General's patients leave in time, and more every month."""
ANSWERS = ("very_good", "good", "neither", "poor", "very_poor", "dont_know")
PLEASED = {"Wexcombe General": 0.765, "St Aldhelm's": 0.815, "Northgate": 0.905}
SUBJECTS = {"Waiting": 0.34, "Communication": 0.24, "Staff manner": 0.17, "Treatment": 0.25}
PER_ATTENDANCE = {"Wexcombe General": 0.00165, "St Aldhelm's": 0.0015, "Northgate": 0.0006}
FULL_ROOMS = at("2026-05")
"""Since then a waiting room of the General is closed for building, and more patients complain."""


def files() -> dict[str, list[list[str]]]:
    """Return the files of the trust by their names, a header first."""
    attendances = [["month", "site", "attendances", "within_four_hours"]]
    answers = [["month", "site", *ANSWERS]]
    complaints = [["complaint", "received", "site", "subject"]]
    for month in MONTHS:
        for site in SITES:
            came = _came(month, site)
            attendances.append(
                [month.id, site, str(came), str(round(came * _in_time(month, site)))]
            )
            answers.append([month.id, site, *_answers(month, site)])
            complaints += _complaints(month, site, came)
    for number, row in enumerate(sorted(complaints[1:], key=lambda row: row[1]), start=1):
        row[0] = f"C{number:04}"
    in_order = [complaints[0], *sorted(complaints[1:])]
    return {"attendances.csv": attendances, "friends-and-family.csv": answers} | {
        "complaints.csv": in_order
    }


def _winter(month: Month) -> float:
    """Return how much of a winter it is, from 0 to 1."""
    return {11: 0.4, 12: 0.9, 1: 1.0, 2: 0.6}.get(month.number, 0.0)


def _came(month: Month, site: str) -> int:
    usual = SITES[site] * (1 + 0.0012 * month.at) * month.days / 30.4
    return round(usual * (1 + dice("came", month.at, site).gauss(0, 0.018)))


def _in_time(month: Month, site: str) -> float:
    usual = IN_TIME[site] - 0.022 * _winter(month)
    if site == "Wexcombe General" and month.at >= SAME_DAY_CARE:
        usual += 0.03 + 0.005 * (month.at - SAME_DAY_CARE)
    return min(0.985, usual + dice("in time", month.at, site).gauss(0, 0.009))


def _answers(month: Month, site: str) -> list[str]:
    rng = dice("friends and family", month.at, site)
    asked = round(SITES[site] * rng.uniform(0.03, 0.04))
    pleased = sum(hits(PLEASED[site] + rng.gauss(0, 0.012), asked, rng))
    very_good = round(pleased * rng.uniform(0.68, 0.74))
    rest = asked - pleased
    neither, poor = round(rest * 0.34), round(rest * 0.22)
    very_poor = round(rest * 0.32)
    counts = [very_good, pleased - very_good, neither, poor, very_poor]
    return [*map(str, counts), str(asked - sum(counts))]


def _complaints(month: Month, site: str, came: int) -> list[list[str]]:
    rng = dice("complaints", month.at, site)
    expected = (
        came
        * PER_ATTENDANCE[site]
        * (2.6 if month.at >= FULL_ROOMS and site == "Wexcombe General" else 1.0)
    )
    count = round(expected + min(1.6, max(-1.6, rng.gauss(0, 1))) * expected**0.5)
    days = sorted(date(month.year, month.number, rng.randint(1, month.days)) for _ in range(count))
    words, weights = list(SUBJECTS), list(SUBJECTS.values())
    return [["", str(day), site, rng.choices(words, weights=weights)[0]] for day in days]
