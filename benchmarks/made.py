"""What the benchmarks read: made once, kept in benchmarks/data."""

import random
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from benchmarks.processes import CXSCORE, ROOT, run
from cxscore.closed_packs import close

DATA = Path(__file__).resolve().parent / "data"

_ANSWERS = """
    COPY (
        SELECT printf('R%012d-%s', i, substr(md5(i::VARCHAR), 1, 12)) AS respondent_id,
               (DATE '2023-07-01' + (i * 1096 // {rows})::INTEGER) AS answered_on,
               CASE i * 7 % 11 % 5 WHEN 0 THEN 'North' WHEN 1 THEN 'South' WHEN 2 THEN 'East'
                    WHEN 3 THEN 'West' ELSE 'Midlands' END AS region,
               CASE hash(i) % 4 WHEN 0 THEN 'app' WHEN 1 THEN 'web' WHEN 2 THEN 'phone'
                    ELSE 'store' END AS channel,
               CASE hash(i + 1) % 3 WHEN 0 THEN 'sofa' WHEN 1 THEN 'table'
                    ELSE 'lamp' END AS product,
               10 - hash(i + 2) % 11 * (hash(i + 3) % 3) // 2 AS recommend,
               5 - hash(i + 4) % 9 // 2 AS satisfaction
        FROM range({rows}) AS numbers(i)
    ) TO '{path}' (HEADER, DELIMITER ',')
"""

_CONTACTS = """
    COPY (
        SELECT printf('C%09d', i) AS contact_id,
               printf('P%07d', hash(i) % {rows} // 3) AS customer,
               opened_at,
               CASE WHEN hash(i + 1) % 50 > 0
                    THEN opened_at + INTERVAL (hash(i + 2) % 300000) SECOND END AS closed_at,
               CASE hash(i + 3) % 4 WHEN 0 THEN 'North' WHEN 1 THEN 'South' WHEN 2 THEN 'East'
                    ELSE 'West' END AS region,
               CASE hash(i + 4) % 4 WHEN 0 THEN 'app' WHEN 1 THEN 'web' WHEN 2 THEN 'phone'
                    ELSE 'store' END AS channel,
               CASE WHEN hash(i + 5) % 3 > 0
                    THEN 10 - hash(i + 6) % 11 * (hash(i + 7) % 3) // 2 END AS recommend,
               round(hash(i + 8) % 100000 / 3000, 2) AS minutes,
               round(hash(i + 9) % 100000 / 700, 1) AS wait,
               round(hash(i + 10) % 10000000 / 17, 2) AS amount,
               1 + hash(i + 11) % 40 AS orders,
               hash(i + 12) % 3 AS complaints,
               CASE WHEN hash(i + 13) % 3 > 0 THEN 'yes' ELSE 'no' END AS solved
        FROM (SELECT i, TIMESTAMP '2023-07-01' + INTERVAL (i * 94694400 // {rows}) SECOND
                        AS opened_at FROM range({rows}) AS numbers(i))
    ) TO '{path}' (HEADER, DELIMITER ',', TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S')
"""
_OF_CONTACTS = (
    ("points", "{nps: recommend}"),
    ("percent", "{top_box: {column: recommend, at_least: 9, scale: [0, 10]}}"),
    ("minutes", "{mean: minutes}"),
    ("currency", "{mean: amount}"),
    ("percent", "{share: {that: solved}}"),
    (None, "{ratio: {numerator: complaints, denominator: orders, per: 1000}}"),
    ("currency", "{sum: amount}"),
    ("count", "{count: rows}"),
    ("percent", "{within: {from: opened_at, to: closed_at, hours: 24}}"),
    ("percent", "{within: {from: opened_at, to: closed_at, workdays: 2}}"),
    ("minutes", "{median: minutes}"),
    ("seconds", "{percentile: {of: wait, p: 90}}"),
    ("count", "{distinct: customer}"),
)
"""Unit and measure of 13 KPIs: with each, nearly every row of a contact has another value."""

_HEAD = """\
version: 1
scorecard: {title: Benchmark, as_of: 2026-07-06}
owners: {amara: {name: Amara Osei}}
"""


def answers(rows: int) -> Path:
    """Return a CSV of so many survey answers over 36 months, 7 columns, about 59 bytes a row."""
    return _made("answers", _ANSWERS, rows)


def contacts(rows: int) -> Path:
    """Return a CSV of so many contacts over 36 months, 13 columns, no two rows alike."""
    return _made("solved-contacts", _CONTACTS, rows)


def _made(name: str, query: str, rows: int) -> Path:
    path = DATA / f"{name}-{rows}.csv"
    if not path.exists():
        DATA.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        # In a process of its own: the system says of none that it took less than its parent holds.
        code = "import duckdb, sys; duckdb.connect().execute(sys.argv[1])"
        made = [sys.executable, "-c", code, query.format(rows=rows, path=part)]
        subprocess.run(made, check=True)
        part.rename(path)
    return path


def contact_definition(rows: int) -> Path:
    """Return a kpis.yaml over :func:`contacts` of *rows*: 13 KPIs, all by one date."""
    lines = [
        _HEAD + "currency: GBP\ndatasets:",
        f"  contacts: {{file: {contacts(rows).name}, date: opened_at, "
        "columns: {solved: {type: boolean}}}",
        "kpis:",
    ]
    for number, (unit, measure) in enumerate(_OF_CONTACTS):
        named = f"unit: {unit}, " if unit else ""
        lines.append(
            f"  k{number}: {{name: KPI {number}, owner: amara, dataset: contacts, {named}"
            f"measure: {measure}, polarity: higher_is_better, by: [region, channel]}}"
        )
    path = DATA / f"contacts-{rows}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def survey_definition(rows: int, kpis: int) -> Path:
    """Return a kpis.yaml over :func:`answers` of *rows*.

    The first 3 of its KPIs have 2 segment sets, the first 16 have 4.
    """
    by = "[region, channel]" if kpis <= 3 else "[region, channel, product, [region, channel]]"
    lines = [
        _HEAD + "datasets:",
        f"  surveys: {{file: {answers(rows).name}, date: answered_on}}",
        "kpis:",
    ]
    for number, (unit, measure, where) in enumerate(_survey_measures()[:kpis]):
        condition = f', where: "{where}"' if where else ""
        lines.append(
            f"  k{number}: {{name: KPI {number}, owner: amara, dataset: surveys, unit: {unit}, "
            f"measure: {measure}, polarity: higher_is_better, by: {by}{condition}}}"
        )
    path = DATA / f"surveys-{rows}-{kpis}.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _survey_measures() -> list[tuple[str, str, str]]:
    """Return unit, measure and condition of 16 KPIs; the first 3 stand for the usual page."""
    nps = ("points", "{nps: recommend}")
    satisfied = "{top_box: {column: satisfaction, at_least: 4, scale: [1, 5]}}"
    top = ("percent", satisfied)
    mean = ("score", "{mean: satisfaction}")
    delighted = ("percent", satisfied.replace("4", "5", 1))
    low = ("percent", '{share: {that: "recommend <= 3"}}')
    likely = ("score", "{mean: recommend}")
    everywhere = [(*each, "") for each in (nps, top, mean, delighted, low, likely)]
    count = [("count", "{count: rows}", "")]
    app = [(*each, "channel = 'app'") for each in (nps, top, mean)]
    sofa = [(*each, "product = 'sofa'") for each in (nps, top, mean)]
    rest = [(*each, "region <> 'North'") for each in (nps, top, mean)]
    return [*everywhere, *count, *app, *sofa, *rest]


def many_kpis(kpis: int, months: int = 60) -> Path:
    """Return a kpis.yaml of so many KPIs by 5 segments over so many months, 20 from a file."""
    folder = DATA / f"many-{kpis}-by-5"
    folder.mkdir(parents=True, exist_ok=True)
    measures = (
        ("points", "{nps: recommend}"),
        ("score", "{mean: recommend}"),
        ("percent", '{share: {that: "recommend >= 7"}}'),
        ("percent", "{ratio: {numerator: late, denominator: orders}}"),
    )
    files = range((kpis + 19) // 20)
    lines = [_HEAD + "datasets:"]
    for number in files:
        _write_months(folder / f"file-{number}.csv", months, number)
        lines.append(f"  d{number}: {{file: file-{number}.csv, date: day}}")
    lines.append("kpis:")
    for number in range(kpis):
        unit, measure = measures[number % len(measures)]
        lines.append(
            f"  k{number}: {{name: KPI {number}, owner: amara, dataset: d{number // 20}, "
            f'where: "part = {number % 20 // 4}", unit: {unit}, measure: {measure}, '
            f"polarity: {'lower' if 'late' in measure else 'higher'}_is_better, target: 20, "
            "by: place}"
        )
    path = folder / "kpis.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _write_months(path: Path, months: int, seed: int) -> None:
    chance = random.Random(seed)
    rows = ["day,part,place,recommend,late,orders"]
    for month in range(months):
        year, number = divmod(2021 * 12 + 6 + month, 12)
        for part in range(5):
            for day in range(1, 29):
                orders = chance.randint(80, 120)
                late = chance.randint(5, 15)
                score = chance.choice((10, 9, 9, 8, 7, 3))
                rows.append(
                    f"{year}-{number + 1:02}-{day:02},{part},P{day % 5},{score},{late},{orders}"
                )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


LOG = ("actions", "decisions", "blockers", "failures")
"""The files of the sample's log."""


def sample_with_log(rows: int) -> Path:
    """Return the sample in a folder of its own, whose log has about so many rows.

    They are the sample's own over and over, each time some days earlier, those that are about
    one another together; none more where *rows* are as many as it has, or fewer.
    """
    folder = _sample(f"log-{rows}")
    files = [folder / "samples" / f"{name}.csv" for name in LOG]
    heads, own = {}, {}
    for file in files:
        heads[file], *own[file] = file.read_text(encoding="utf-8").splitlines()
    times = max(1, rows // sum(map(len, own.values())))
    for file in files:
        lines = (_earlier(line, at) for at in range(times) for line in own[file])
        file.write_text("\n".join((heads[file], *lines, "")), encoding="utf-8")
    return folder


def _earlier(line: str, times: int) -> str:
    """Return a row of the log once more: its id and those it names are others, its days earlier."""
    if not times:
        return line

    def earlier(day: re.Match[str]) -> str:
        return str(date.fromisoformat(day[0]) - timedelta(days=1 + times * 7 % 720))

    line = re.sub(r"\b[ABDF]\d\d\b", rf"\g<0>-{times}", line)
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", earlier, line)


def _sample(name: str) -> Path:
    """Return the sample, copied into a folder of that *name*."""
    folder = DATA / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "kpis.yaml", folder)
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder


def closed_sample(count: int) -> Path:
    """Return the sample in a folder of its own, its June closed so many times, once a day."""
    folder = _sample(f"closed-{count}")
    shutil.rmtree(folder / "samples" / "history", ignore_errors=True)
    run((*CXSCORE, "build", "-q", "-f", "json"), cwd=folder)
    for number in range(count):
        again = f"count {number}" if number else None
        closing = close(folder / "kpis.yaml", "2026-06", folder / "scorecard", again=again)
        closing.path.parent.mkdir(exist_ok=True)
        closing.path.write_bytes(closing.text)
    return folder
