"""The digital silo: what visitors solve by themselves, and how they rate the app."""

from tests.samples.story import HELP_CENTRE, MONTHS, NO_TAGS, dice, path

SOLVED = path(
    "solved",
    [(0, 54.6), (HELP_CENTRE - 1, 55.6), (HELP_CENTRE, 62.4), (31, 64.4), (35, 66.9)],
    0.8,
    {"2026-05": 66.2, "2026-06": 66.9},
)
STARS = {
    "iOS": path("ios", [(0, 4.36), (24, 4.38), (30, 4.58), (35, 4.62)], 0.03),
    "Android": path("android", [(0, 4.24), (24, 4.26), (30, 4.46), (35, 4.50)], 0.03),
}


def files() -> dict[str, list[list[str]]]:
    """Return two files, a header first; the tags counted nothing in November 2024."""
    visits = [["month", "device", "started", "solved"]]
    ratings = [["month", "store", "stars", "ratings"]]
    for month in MONTHS:
        rng = dice("digital", month.id)
        for device, size, offset in (("Mobile", 13_800, -1.2), ("Desktop", 8_200, 2.0)):
            started = int(size * month.season * rng.uniform(0.97, 1.03))
            solved = round(started * (SOLVED[month.at] + offset) / 100)
            if month.at != NO_TAGS:
                visits.append([month.id, device, str(started), str(solved)])
        for store, stars in STARS.items():
            count = rng.randint(260, 420)
            ratings.append([month.id, store, f"{stars[month.at]:.2f}", str(count)])
    return {"self_service.csv": visits, "app_ratings.csv": ratings}
