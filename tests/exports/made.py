"""Exports as six kinds of tools write them, of an invented company, each small enough to read."""

from datetime import date, time, timedelta
from pathlib import Path

REGIONS = ("North", "South", "West")
DAYS = [date(2026, 1, 2) + timedelta(n) for n in range(0, 87, 2)]


def survey(folder: Path) -> Path:
    """Write a survey tool's export: short names, question texts, then its own import ids."""
    names = "StartDate,EndDate,Status,Progress,Finished,ResponseId,Q1,Q2,Region"
    texts = (
        "Start Date,End Date,Response Type,Progress,Finished,Response ID,"
        '"How likely are you to recommend us to a friend, or a colleague?",'
        '"How satisfied were you with your last order?",Region'
    )
    ids = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in names.split(","))
    rows = []
    for n, day in enumerate(DAYS):
        start = f"{day} 10:{n % 60:02}:41"
        recommend, satisfied = (n * 7) % 11, 1 + n % 5
        region = REGIONS[n % 3]
        rows.append(
            f"{start},{day} 11:02:09,IP Address,100,True,R_{n:04}x,{recommend},{satisfied},{region}"
        )
    return _write(folder / "survey.csv", "\n".join([names, texts, ids, *rows]))


def survey_wide(folder: Path) -> Path:
    """Write a survey tool's other export: one question over several columns, two header lines."""
    first = "Respondent ID,Collector ID,Start Date,How satisfied are you with:,,,Anything else?"
    second = ",,,Delivery,Staff,Price,Open-Ended Response"
    rows = []
    for n, day in enumerate(DAYS):
        clock = time(8 + n % 10, n % 60, 5).strftime("%I:%M:%S %p")
        answers = f"{1 + n % 5},{1 + (n * 3) % 5},{1 + (n * 2) % 5}"
        comment = '"Fine, thanks"' if n % 4 == 0 else ""
        rows.append(f"{114000 + n},501,{day:%m/%d/%Y} {clock},{answers},{comment}")
    return _write(folder / "survey-wide.csv", "\n".join([first, second, *rows]))


def tickets(folder: Path) -> Path:
    """Write a help desk's tickets: moments with offsets, times in minutes."""
    rows = ["Ticket ID,Created at,Solved at,Channel,First reply time (min),Tags"]
    for n, day in enumerate(DAYS):
        solved = f"{day + timedelta(2)}T09:00:00+00:00" if n % 7 else ""
        channel = ("Email", "Chat", "Phone")[n % 3]
        rows.append(
            f'{80000 + n},{day}T08:{n % 60:02}:00+00:00,{solved},{channel},{4 + n % 13},"a, b"'
        )
    return _write(folder / "tickets.csv", "\n".join(rows))


def telephony(folder: Path) -> Path:
    """Write a telephone system's report: titles, semicolons, decimal commas and a row of totals."""
    rows = [
        "Anrufstatistik;;;;;",
        "Zeitraum: 01.01.2026 - 31.03.2026;;;;;",
        ";;;;;",
        "Datum;Gruppe;Angeboten;Angenommen;Ø Wartezeit (Sekunden);Erreichbarkeit %",
    ]
    for n, day in enumerate(DAYS):
        group = ("Verkauf", "Service")[n % 2]
        offered = 1204 + 37 * (n % 9)
        answered = offered - 60 - n % 25
        share = f"{100 * answered / offered:.1f}".replace(".", ",")
        wait = f"{31 + n % 17},{n % 10}"
        rows.append(f"{day:%d.%m.%Y};{group};{_dotted(offered)};{_dotted(answered)};{wait};{share}")
    rows.append("Summe;;58.236;55.100;;94,6")
    return _write(folder / "telephony.csv", "\n".join(rows), encoding="cp1252")


def orders(folder: Path) -> Path:
    """Write a workbook of the warehouse's: a cover sheet, then a table by month and region."""
    from openpyxl import Workbook

    book = Workbook()
    cover = book.active
    cover.title = "Cover"
    cover.append(["Orders and deliveries"])
    cover.append(["Prepared for", "The board"])
    sheet = book.create_sheet("Data")
    sheet.append(["Month", "Region", "Orders", "Delivered on time"])
    for month in range(1, 4):
        for n, region in enumerate(REGIONS):
            orders = 400 + 31 * month + 17 * n
            sheet.append([date(2026, month, 1), region, orders, orders - 22 - 3 * n])
    path = folder / "orders.xlsx"
    book.save(path)
    return path


def customers(folder: Path) -> Path:
    """Write a table of customers out of a billing system."""
    rows = ["customer_id,joined_on,plan,region,monthly_value,status"]
    for n, day in enumerate(DAYS):
        status = "cancelled" if n % 9 == 4 else "active"
        plan = ("basic", "plus")[n % 2]
        value = f"{19 + n % 3}.90"
        rows.append(f"C-{1000 + n},{day},{plan},{REGIONS[n % 3]},{value},{status}")
    return _write(folder / "customers.csv", "\n".join(rows))


EXPORTS = (survey, survey_wide, tickets, telephony, orders, customers)


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text + "\n", encoding=encoding)
    return path
