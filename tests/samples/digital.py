"""The digital silo: what visitors solve by themselves, and how they rate the app."""

from tests.samples.story import HELP_CENTRE, MONTHS, NO_TAGS, dice, path

SOLVED = path(
    "solved",
    [(0, 54.6), (HELP_CENTRE - 1, 55.6), (HELP_CENTRE, 62.4), (31, 64.4), (35, 66.9)],
    0.8,
    {"2026-05": 66.2, "2026-06": 66.9},
)
VISITS = 22_000
IN_APP = path(
    "in app", [(0, 0.09), (HELP_CENTRE - 1, 0.12), (HELP_CENTRE, 0.13), (35, 0.33)], 0.004
)
"""The part of all visits that are made in the app: most of what got better is that it grew."""
OF_THE_OTHERS = {"Mobile": 0.62, "Desktop": 0.38}
EASIER = {"Mobile": -4.0, "Desktop": 0.0, "App": 13.0}
"""Points more than on a desktop: who uses the app is known, and the order is at hand."""
STARS = {
    "iOS": path("ios", [(0, 4.36), (24, 4.38), (30, 4.58), (35, 4.62)], 0.03),
    "Android": path("android", [(0, 4.24), (24, 4.26), (30, 4.46), (35, 4.50)], 0.03),
}


def files() -> dict[str, list[list[str]]]:
    """Return two files, a header first; the tags counted nothing in November 2024."""
    visits = [["month", "device", "started", "solved"]]
    ratings = [["month", "store", "stars", "ratings"]]
    for month in MONTHS:
        rng, parts = dice("digital", month.id), _devices(month.at)
        desktop = SOLVED[month.at] - sum(parts[device] * EASIER[device] for device in parts)
        for device, part in parts.items():
            started = int(VISITS * part * month.season * rng.uniform(0.98, 1.02))
            solved = round(started * (desktop + EASIER[device]) / 100)
            if month.at != NO_TAGS:
                visits.append([month.id, device, str(started), str(solved)])
        for store, stars in STARS.items():
            count = rng.randint(260, 420)
            ratings.append([month.id, store, f"{stars[month.at]:.2f}", str(count)])
    return {"self_service.csv": visits, "app_ratings.csv": ratings}


def _devices(at: int) -> dict[str, float]:
    """Return the part of the visits that each device has."""
    others = 1 - IN_APP[at]
    return {device: part * others for device, part in OF_THE_OTHERS.items()} | {"App": IN_APP[at]}
