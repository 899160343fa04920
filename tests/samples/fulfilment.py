"""The silos of the warehouse and of finance: deliveries, picking, orders, returns."""

from datetime import date, timedelta

from tests.samples.story import (
    COURIER,
    EXPORTED,
    MONTHS,
    REGIONS,
    Month,
    dice,
    hits,
    path,
    shares_out,
    steps_from,
)

ELSEWHERE = path("on time elsewhere", [(0, 95.8), (35, 95.9)], 0.6)
NORTH = path(
    "on time north",
    steps_from(95.2, 95.3, 84.6, COURIER),
    1.2,
    {"2026-04": 85.0, "2026-05": 87.5, "2026-06": 83.3},
)
PICKED = path("picked", [(0, 99.62), (35, 99.65)], 0.03)
REFUNDED = path("refunded", [(0, 83.4), (35, 83.2)], 1.2, {"2026-06": 82.6})
ORDERED = path("ordered", [(0, 0.0), (35, 0.0)], 0.012)


def files() -> dict[str, list[list[str]]]:
    """Return four files, a header first."""
    parcels = [["parcel", "region", "courier", "promised_on", "delivered_on", "state"]]
    orders = [["year", "month", "region", "orders"]]
    returns = [["return_id", "received_on", "refunded_on", "way_back"]]
    for month in MONTHS:
        parcels += _parcels(month, len(parcels))
        orders += [
            [str(month.year), str(month.number), region, str(count)]
            for region, count in orders_of(month).items()
        ]
        returns += _returns(month, len(returns))
    return {
        "deliveries.csv": parcels,
        "picking.csv": _picking(),
        "orders.csv": orders,
        "returns.csv": returns,
    }


def orders_of(month: Month) -> dict[str, int]:
    """Return the orders of *month* by region: growing by 3 % a year, high before Christmas."""
    level = 38_500 * 1.03 ** (month.at / 12) * month.season * (1 + ORDERED[month.at])
    return shares_out(round(level), REGIONS, dice("orders", month.id))


def _parcels(month: Month, number: int) -> list[list[str]]:
    rng, rows = dice("parcels", month.id), []
    count = int(262 * month.season**0.5)
    for region, size in shares_out(count, REGIONS, rng).items():
        north = region == "North"
        share = (NORTH if north else ELSEWHERE)[month.at] / 100
        courier = "Fleetline" if north and month.at >= COURIER else "Parcelway"
        for in_time in hits(share, size, rng):
            promised = month.day(rng.randint(1, month.days))
            late = rng.choice((0, 0, 0, -1)) if in_time else rng.choice((1, 1, 1, 2, 2, 3, 5))
            delivered = promised + timedelta(days=late)
            rows.append([region, courier, f"{promised}", f"{delivered}", "delivered"])
        if rng.random() < 0.5:
            rows.append([region, courier, f"{month.day(15)}", "", "cancelled"])
    rows.sort(key=lambda row: row[2])
    return [[f"P{700_000 + number + place}", *row] for place, row in enumerate(rows)]


def _picking() -> list[list[str]]:
    """Return a table as spreadsheets have it: one row a measure, one column a month."""
    headers = [f"{date(month.year, month.number, 1):%b-%y}" for month in MONTHS]
    plans = ["99.30" if month.id < "2025-04" else "99.50" for month in MONTHS]
    values = [f"{value:.2f}" for value in PICKED]
    return [["Warehouse", *headers], ["Orders picked right, %", *values], ["Plan, %", *plans]]


def _returns(month: Month, number: int) -> list[list[str]]:
    rng, rows = dice("returns", month.id), []
    count = int(105 * month.season**0.5)
    for in_time in hits(REFUNDED[month.at] / 100, count, rng):
        received = _workday(month.day(rng.randint(1, month.days)))
        if received.month != month.number:
            received = _workday(month.day(10))
        refunded = workdays_after(received, rng.randint(1, 3) if in_time else rng.randint(4, 9))
        paid = f"{refunded}" if refunded < EXPORTED else ""
        rows.append([f"{received}", paid, rng.choice(("Courier", "Store"))])
    rows.sort(key=lambda row: row[0])
    return [[f"B{300_000 + number + place}", *row] for place, row in enumerate(rows)]


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def workdays_after(day: date, count: int) -> date:
    """Return the day that lies *count* working days after *day*."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
