"""Rows that stay in ClickHouse, in this process: what is asked, what comes over, how long it takes.

``python -m benchmarks.warehouse kpis.yaml`` prints it as JSON; ``by hand FOLDER`` asks what
somebody would ask who wrote the statement themselves.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.made import DATA, answers
from benchmarks.processes import ROOT

VARIABLE = "CXSCORE_BENCH_WAREHOUSE"
TABLE = "bench.surveys"
_COLUMNS = (
    "respondent_id String, answered_on Date, region LowCardinality(String), "
    "channel LowCardinality(String), product LowCardinality(String), "
    "recommend UInt8, satisfaction UInt8"
)
_BY_HAND = f"""
    SELECT toStartOfMonth(answered_on) AS month, region, channel, count() AS asked,
           countIf(recommend >= 9) AS promoters, countIf(recommend <= 6) AS detractors,
           countIf(satisfaction >= 4) AS satisfied, sum(satisfaction) AS total,
           sum(satisfaction * satisfaction) AS squares
    FROM {TABLE} GROUP BY GROUPING SETS ((month), (month, region), (month, channel))
"""


def folder_of(rows: int) -> Path:
    """Return the folder of a ClickHouse with the survey's answers, made once."""
    folder = DATA / f"clickhouse-{rows}"
    if not folder.exists():
        from chdb.session import Session

        part = folder.with_suffix(".part")
        session = Session(str(part))
        session.query("CREATE DATABASE IF NOT EXISTS bench")
        session.query(f"DROP TABLE IF EXISTS {TABLE}")
        session.query(f"CREATE TABLE {TABLE} ({_COLUMNS}) ENGINE = MergeTree ORDER BY answered_on")
        source = f"file('{answers(rows)}', 'CSVWithNames', '{_COLUMNS}')"
        session.query(f"INSERT INTO {TABLE} SELECT * FROM {source}")
        session.close()
        part.rename(folder)
    return folder


def definition_of(rows: int, survey: Path) -> Path:
    """Return the kpis.yaml at *survey* with its rows in ClickHouse instead of the file."""
    text = survey.read_text(encoding="utf-8")
    file = f"file: {answers(rows).name}"
    assert file in text
    path = survey.with_stem(f"{survey.stem}-warehouse")
    text = text.replace(file, f"connection: warehouse, table: {TABLE}")
    head = f"connections: {{warehouse: {{url_from: {VARIABLE}}}}}\ndatasets:"
    path.write_text(text.replace("datasets:", head, 1), encoding="utf-8")
    return path


def measured(definition: Path) -> Mapping[str, float]:
    """Return seconds, SELECTs and bytes that came over, of measuring *definition*."""
    import cxscore
    from cxscore.measure import measure_kpis
    from cxscore.measure.engines import chdb_engine

    read = cxscore.read(definition)
    as_of = read.heading.as_of
    assert as_of is not None
    found = {"selects": 0, "bytes": 0}
    real = chdb_engine.InProcess.ask

    def ask(self: chdb_engine.InProcess, statement: str, settings: Mapping[str, object]) -> bytes:
        answer = real(self, statement, settings)
        found["selects"] += 1
        found["bytes"] += len(answer)
        return answer

    chdb_engine.InProcess.ask = ask
    started = time.perf_counter()
    facts = len(measure_kpis(read, as_of).facts)
    return {**found, "facts": facts, "seconds": time.perf_counter() - started}


def told(*arguments: str | Path, folder: Path) -> Mapping[str, float]:
    """Return what a fresh process of this module prints: each has ClickHouse to itself."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), VARIABLE: f"chdb:///{folder}"}
    command = [sys.executable, "-m", "benchmarks.warehouse", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: Mapping[str, float] = json.loads(done.stdout)
    return found


def _by_hand(folder: Path) -> Mapping[str, float]:
    from chdb.session import Session

    session = Session(str(folder))
    started = time.perf_counter()
    answer = session.query(_BY_HAND, "JSONCompact")
    return {"bytes": len(answer.bytes()), "seconds": time.perf_counter() - started}


if __name__ == "__main__":
    if sys.argv[1:2] == ["by hand"]:
        print(json.dumps(_by_hand(Path(sys.argv[2]))))
    else:
        assert VARIABLE in os.environ
        print(json.dumps(measured(Path(sys.argv[1]))))
