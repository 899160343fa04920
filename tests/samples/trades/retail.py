"""Pellworth's, an invented chain of eight shops with a web shop, in a 4-4-5 calendar."""

from datetime import date, timedelta

from tests.samples.story import dice, hits

FIRST = date(2023, 1, 30)
"""A Monday; the first day of 2023, as the trade counts."""
WEEKS = (4, 4, 5) * 4
YEARS = (2023, 2024, 2025, 2026, 2027)
EXPORTED = date(2026, 6, 21)
"""The last day of the fifth period of 2026."""
SHOPS = {
    "Ashcombe": (5200, 0.83),
    "Brindle Quay": (3900, 0.87),
    "Corrin": (2700, 0.88),
    "Dunmere": (6100, 0.71),
    "Eastlow": (1900, 0.9),
    "Fenwick Green": (2300, 0.86),
    "Garrow": (1500, 0.91),
    "Holmby": (3100, 0.85),
}
"""Visitors of a week, and the share of those asked who are pleased."""
CARRIERS = {"Swiftline": (610, 0.957), "Harrow Post": (420, 0.941)}
"""Parcels of a week, and the share that comes when promised."""
NEW_DEPOT = date(2026, 4, 27)
"""Swiftline moves its depot, and is late more often from then on."""
DEPARTMENTS = {"Clothes": (2650, 0.153), "Shoes": (980, 0.185), "Home": (1500, 0.062)}
"""Items sold on the web in a period of four weeks, and the share that comes back."""
SIZE_GUIDE = date(2025, 8, 25)
"""The day from which a size guide stands beside each garment."""


def files() -> dict[str, list[list[str]]]:
    """Return the calendar and the files of the chain by their names, a header first."""
    parcels = [["week_ending", "carrier", "parcels", "on_time"]]
    items = [["period_ending", "department", "sold", "returned"]]
    visits = [["period_ending", "shop", "score", "answers", "visitors_per_answer"]]
    for start, end in _shown():
        for week in range((end - start).days // 7 + 1):
            parcels += _parcels(start + timedelta(7 * week + 6))
        items += _items(end, (end - start).days + 1)
        visits += _visits(end, (end - start).days + 1)
    return {"periods.csv": _periods(), "parcels.csv": parcels} | {
        "items.csv": items,
        "shops.csv": visits,
    }


def _spans() -> list[tuple[int, int, date, date]]:
    """Return year, number, first and last day of every period of the calendar."""
    spans, start = [], FIRST
    for year in YEARS:
        for number, weeks in enumerate(WEEKS, start=1):
            end = start + timedelta(7 * weeks - 1)
            spans.append((year, number, start, end))
            start = end + timedelta(1)
    return spans


def _shown() -> list[tuple[date, date]]:
    return [(start, end) for _, _, start, end in _spans() if end <= EXPORTED][-36:]


def _periods() -> list[list[str]]:
    rows = [["period", "start", "end", "year", "number", "quarter"]]
    for year, number, start, end in _spans():
        quarter = str((number + 2) // 3)
        rows.append([f"{year}-P{number:02}", f"{start}", f"{end}", f"{year}", f"{number}", quarter])
    return rows


def _parcels(ending: date) -> list[list[str]]:
    rows = []
    for carrier, (usual, share) in CARRIERS.items():
        rng = dice("parcels", ending, carrier)
        busy = 1.6 if ending.month == 12 else 1.2 if ending.month == 11 else 1.0
        parcels = round(usual * busy * (1 + rng.gauss(0, 0.05)))
        late = 0.038 if carrier == "Swiftline" and ending >= NEW_DEPOT else 0.0
        came = sum(hits(min(0.995, share - late + rng.gauss(0, 0.008)), parcels, rng))
        rows.append([str(ending), carrier, str(parcels), str(came)])
    return rows


def _items(ending: date, days: int) -> list[list[str]]:
    rows = []
    for department, (usual, share) in DEPARTMENTS.items():
        rng = dice("items", ending, department)
        sold = round(
            usual * days / 28 * (1.35 if ending.month in (11, 12) else 1) * rng.gauss(1, 0.04)
        )
        better = 0.024 if department != "Home" and ending >= SIZE_GUIDE else 0.0
        back = sum(hits(share - better + rng.gauss(0, 0.0045), sold, rng))
        rows.append([str(ending), department, str(sold), str(back)])
    return rows


def _visits(ending: date, days: int) -> list[list[str]]:
    """Return answers by shop and score; busy shops have more visitors behind each answer."""
    rows = []
    for shop, (usual, pleased) in SHOPS.items():
        rng = dice("visits", ending, shop)
        asked = rng.randint(24, 32)
        weight = round(usual * days / 7 * rng.gauss(1, 0.03) / asked)
        good = sum(hits(pleased + rng.gauss(0, 0.012), asked, rng))
        five = round(good * rng.uniform(0.5, 0.62))
        three = round((asked - good) * 0.55)
        two = (asked - good - three + 1) // 2
        counts = {5: five, 4: good - five, 3: three, 2: two, 1: asked - good - three - two}
        rows += [
            [str(ending), shop, str(score), str(count), str(weight)]
            for score, count in counts.items()
            if count
        ]
    return rows
