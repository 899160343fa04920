"""How a number of a table came about: the SQL is in the engine's words, and runs there."""

import json
from datetime import date

from click.testing import CliRunner

from cxscore.cli import main
from tests.servers import load

KPIS = """\
version: 1
scorecard: {{title: T, as_of: 2026-07-06}}
owners: {{ada: {{name: Ada}}}}
connections: {{warehouse: {{{connection}}}}}
datasets:
  answers: {{connection: warehouse, table: {table}, date: day, unique: id}}
kpis:
  pleased:
    {{name: Pleased, owner: ada, dataset: answers, measure: {{share: {{that: score >= 4}}}},
     polarity: higher_is_better, target: 90, by: [shop]}}
"""


def test_explain_of_a_table(server, tmp_path):
    rows = [
        [at, date(2026, 1 + at % 6, 1 + at // 6), at % 5 + 1, "North" if at % 3 else "South"]
        for at in range(120)
    ]
    columns = {"id": "integer", "day": "date", "score": "integer", "shop": "text"}
    table = load(server, "explained", columns, rows)
    key = "spark" if server.connection.spark else "url_from"
    text = KPIS.format(table=table, connection=f"{key}: {server.variable}")
    (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")
    asked = ["explain", "pleased", str(tmp_path), "--format", "json"]
    result = CliRunner(env=server.environment).invoke(main, asked)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    june = [row for row in rows if row[1].month == 6]
    assert found["n"] == len(june)
    assert found["numerator"] == sum(row[2] >= 4 for row in june)
    (source,) = found["sources"]
    assert (source["sha256"], source["rows"]) == (None, len(rows))
    (sql,) = found["sql"]
    assert (sql["dialect"], sql["in_files"]) == (server.dialect, False)
    answers = server.engine().fetch(sql["sql"]).rows
    assert sum(row[[*_names(sql["sql"])].index("rows")] for row in answers) == len(rows)
    missing = found["what_it_takes"]["answers"]
    assert (found["numerator"] + missing) / found["n"] >= 0.9


def _names(sql):
    """The names of the columns of the outermost SELECT."""
    import sqlglot

    return sqlglot.parse_one(sql, read="postgres" if '"rows"' in sql else "spark").named_selects
