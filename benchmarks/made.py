"""What the benchmarks read: made once, kept in benchmarks/data."""

import random
from pathlib import Path

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

_HEAD = """\
version: 1
scorecard: {title: Benchmark, as_of: 2026-07-06}
owners: {amara: {name: Amara Osei}}
"""


def answers(rows: int) -> Path:
    """Return a CSV of so many survey answers over 36 months, 7 columns, about 59 bytes a row."""
    import duckdb

    path = DATA / f"answers-{rows}.csv"
    if not path.exists():
        DATA.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        duckdb.connect().execute(_ANSWERS.format(rows=rows, path=part))
        part.rename(path)
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
