"""Small data files for whatever the pages name: one row has every column that an example reads."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

MONTHS = [(year, month) for year in range(2023, 2027) for month in range(1, 13)][:42]
"""January 2023 to June 2026."""
EACH_MONTH = 12
MORE = {"answers.csv": 50, "ratings.csv": 1}
"""Files with more rows a month, or one, for examples that need them."""
Cell = Callable[[int, date], object]
"""Makes a cell of the row's number, from 0, and its day."""


def _one_of(*words: object) -> Cell:
    return lambda number, _: words[number % len(words)]


def _later(days: int) -> Cell:
    """Return a day after the row's, and for one row in seven none."""
    return lambda number, day: "" if number % 7 == 6 else day + timedelta(days % (number % 5 + 1))


def _day(_: int, day: date) -> object:
    return day


COLUMNS: Mapping[str, Cell] = {
    **dict.fromkeys(
        ("answered_on", "day", "responded_on", "opened", "started", "sold_on", "month_end"), _day
    ),
    **dict.fromkeys(("called_on", "c"), _later(3)),
    "closed": lambda number, day: day + timedelta(number % 4),
    "promised": lambda _, day: day + timedelta(2),
    "delivered": lambda number, day: day + timedelta(number % 4),
    **dict.fromkeys(
        ("number", "customer", "account", "respondent_id", "loyalty_id"), lambda n, _: n
    ),
    "recommend": _one_of(9, 10, 8, 7, 3, 10, 9, 6, 10),
    "q1": _one_of(9, 10, 8, 7, 3, 10, 9),
    "satisfied": _one_of(5, 4, 4, 3, 2, 5, 1),
    "staff": _one_of(5, 4, 3, 3, 2, 5, 1, 4),
    "food": _one_of(1, 4, 4, 2, 5),
    "wifi": _one_of(2, 3, 5),
    "minutes": _one_of(3, 5, 4.5, 6, 2, 11),
    "region": _one_of("North", "South", "East"),
    "channel": _one_of("phone", "chat", "Store", "mail"),
    "device": _one_of("Telephone", "Computer"),
    "mode": _one_of("mail", "telephone"),
    "answered": _one_of(9, 8, 10, 7),
    "offered": _one_of(10, 9, 12),
    "orders": _one_of(120, 90, 110),
    "calls": _one_of(2, 1, 3),
    "kept": _one_of("yes", "no", "yes"),
    "touchpoint": _one_of("Help line", "Help line", "Shop"),
    "reason": _one_of("Late delivery", "Not delivered", "Billing", "Late delivery", "Test"),
    "internet": _one_of("Fibre", "No", "DSL"),
    "support": _one_of("No", "Yes"),
    "churn": _one_of("Yes", "No", "No", "Yes", "No"),
    "contract": _one_of("Monthly", "Yearly", "Monthly", "Monthly"),
    "monthly_charges": _one_of(30, 45, 62),
    "monthly_fee": _one_of(20, 25, 30, 45),
    "ended": lambda n, day: day + timedelta(200) if n % 3 == 0 and day.year < 2026 else "",
    "close_reason": _one_of("Price", "Moved"),
    "source": _one_of("friend", "advert", "shop"),
    "why": _one_of(
        "Waiting far too long, a late parcel, and nobody called me back", "did not answer", "Kind"
    ),
    "Waiting": _one_of(1, 0, 0),
    "Parking": _one_of(0, 0, 1, 0),
    "mood": _one_of(4, 1, 3, 5),
    "service": _one_of("PTS", "PTS", "Ward"),
    "trust": _one_of("St Agnes", "Hillside"),
    "consent": _one_of("Y", "N"),
    "effort": _one_of(1, 2, 4, 5),
    "easy": _one_of("Agree", "Neither", "Agree", "Disagree"),
    "state": _one_of("sent", "sent", "lost"),
    "stars": _one_of(4.5, 4.2, 4.8),
    "ratings": _one_of(120, 80),
    "seconds": _one_of(300, 240, 800),
    "cost": _one_of(1200.5, 900),
    "goodwill": _one_of(5, 0, 12.5),
    "rating": _one_of(4.1, 4.3),
    "plan": _one_of(40),
    "p": _one_of(60, 58),
    "s": _one_of(20, 25),
    "d": lambda _, day: day.day,
    "m": lambda _, day: day.month,
    "y": lambda _, day: day.year,
    "o": _day,
    "Datum": lambda _, day: f"{day:%d.%m.%Y}",
    "topics": _one_of("Price; Waiting", "Waiting", "Parking"),
}
"""How the cells of each column are made; an example with a new column needs a line here."""
OWN: Mapping[str, Mapping[str, Cell]] = {
    "visits.csv": {"started": _one_of(40, 35, 52)},
    "subscriptions.csv": {
        **{name: _one_of(1) for name in "nrl"},
        **{name: lambda number, _: 100 + number for name in "o"},
        "c": lambda number, _: 101 + number,
        "id": lambda number, _: number % EACH_MONTH,
        "tenure": lambda number, _: number // EACH_MONTH,
        "left": lambda number, _: "Yes" if number == EACH_MONTH * len(MONTHS) - 1 else "No",
    },
    "exports.csv": {
        "Wait time": _one_of("0:03:44", "0:01:02"),
        "Refund": _one_of("£1,049.00", "(12.50)", "£20.00"),
        "Logged": lambda _, day: (day - date(1899, 12, 30)).days + 0.5,
    },
}
"""Columns that mean something else in one file, or stand in one alone."""


@cache
def rows_of(name: str) -> str:
    """Return the text of a file with all columns, of the year that *name* tells, else of all."""
    made = {**COLUMNS, **OWN.get(name, {})}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(made)
    years = {int(year) for year in re.findall(r"20\d\d", name)}
    dated = days(MORE.get(name, EACH_MONTH))
    for number, day in enumerate(day for day in dated if not years or day.year in years):
        writer.writerow([cell(number, day) for cell in made.values()])
    return text.getvalue()


def days(each_month: int) -> list[date]:
    """Return the day of each row, so many of them in a month."""
    return [
        date(year, month, 1 + at * 27 // each_month)
        for year, month in MONTHS
        for at in range(each_month)
    ]
