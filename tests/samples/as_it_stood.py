"""The sample as it stood on a day: what had not happened yet stands in none of its files."""

import csv
import gzip
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

Row = dict[str, str]
BEGINS = ("opened_on", "opened_at", "promised_on", "answered_on", "said_on", "day", "started",
          "decided_on", "received_on", "responded_on", "opened", "date", "written")  # fmt: skip
"""Columns that say since when a row is there, one a file."""
ENDS = ("closed_on", "closed_at", "delivered_on", "called_on", "refunded_on", "ended", "closed")
"""Columns that are blank until something has ended."""


def leave(folder: Path, day: date) -> None:
    """Leave in the files of *folder* what was known when *day* ended; months once they are over."""
    for path in sorted(folder.iterdir()):
        if path.name == "picking.csv":
            _written(path, _columns_of(_read(path), day))
        elif path.name.endswith((".csv", ".csv.gz")) and path.name != "regions.csv":
            table = csv.DictReader(io.StringIO(_read(path)))
            known = _judge(table.fieldnames or (), day)
            text = io.StringIO()
            writer = csv.DictWriter(text, table.fieldnames or (), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in table if known(row))
            _written(path, text.getvalue())


def _judge(columns: object, day: date) -> Callable[[Row], bool]:
    """Return what says whether a row was there on *day*, and blanks in it what was not."""
    today, month = day.isoformat(), f"{day:%Y-%m}"
    begins = next((name for name in BEGINS if name in columns), None)

    def known(row: Row) -> bool:
        for name in ENDS:
            if name in row and row[name][:10] > today:
                row[name] = ""
        if "year" in row:
            return f"{row['year']}-{int(row['month']):02}" < month
        if "month" in row:
            return row["month"] < month
        return begins is None or row[begins][:10] <= today

    return known


def _columns_of(text: str, day: date) -> str:
    """Return a table with the months across its columns, without those that were not over."""
    rows = list(csv.reader(io.StringIO(text)))
    first = day.replace(day=1)
    kept = [
        at
        for at, name in enumerate(rows[0])
        if not at or datetime.strptime(name, "%b-%y").date() < first  # noqa: DTZ007 (months)
    ]
    shortened = io.StringIO()
    csv.writer(shortened, lineterminator="\n").writerows([row[at] for at in kept] for row in rows)
    return shortened.getvalue()


def _read(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")


def _written(path: Path, text: str) -> None:
    data = text.encode("utf-8")
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
