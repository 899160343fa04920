"""Blocks of a page that are no definition: Python and SQL are run, files are read by name."""

import re
from contextlib import chdir
from pathlib import Path

import duckdb
import pytest

from cxscore.pipeline import statements
from tests.docs.completing import company, completed
from tests.docs.fences import GONE_THROUGH, PAGES, fences, fences_of
from tests.docs.folder import folder_of

BY_WHAT = {
    "yaml": "test_definitions_shown",
    "python": "test_python_is_run",
    "sql": "test_a_query_is_asked",
    "sh": "test_lines_shown",
    "csv": "test_a_file_is_read",
    "css": "test_a_file_is_read",
    "text": "tests/test_docs.py, TestLinesShown",
    "yml": "tests/recipes: keys of others' files, GitHub's and pre-commit's",
}
"""What runs the blocks of each language."""
READ_ELSEWHERE = {"README": "tests/test_docs.py, test_readme_twelve_lines_build"}


def test_there_is_no_language_that_nobody_thought_of():
    pages = [page for page in PAGES if page not in GONE_THROUGH]
    shown = {fence.language for page in pages for fence in fences_of(page)}
    assert shown == set(BY_WHAT)


@pytest.mark.parametrize("fence", [pytest.param(each, id=each.id) for each in fences("python")])
def test_python_is_run(fence, tmp_path):
    """As it stands, beside a definition, ``definition``, and what was built of it."""
    import cxscore

    with chdir(folder_of(fence.page, company(), tmp_path)):
        known = {"cxscore": cxscore, "definition": cxscore.read("kpis.yaml")}
        written = Path("scorecard", "scorecard.json")
        written.parent.mkdir()
        written.write_bytes(cxscore.render(cxscore.build(known["definition"]), "json"))
        before = set(known)
        exec(compile(fence.text, fence.id, "exec"), known)
    assert {name for name in known if name not in before} - {"__builtins__"}


@pytest.mark.parametrize("fence", [pytest.param(each, id=each.id) for each in fences("csv", "css")])
def test_a_file_is_read(fence):
    """It lies in the folder of the page's definitions, which are built; one of them names it."""
    if fence.page.stem in READ_ELSEWHERE:
        return
    named = " ".join(each.text for each in fences_of(fence.page) if each.language == "yaml")
    assert fence.title
    assert re.search(rf"(?<![\w-]){re.escape(fence.title)}\b", named)


@pytest.mark.parametrize("fence", [pytest.param(each, id=each.id) for each in fences("sql")])
def test_a_query_is_asked(fence, tmp_path):
    """It is allowed, it is written for every engine, and it finds the answers that it speaks of."""
    shown = {
        "connections": {"warehouse": {"url_from": "CX_WAREHOUSE_URL"}},
        "datasets": {
            "asked": {"connection": "warehouse", "query": fence.title, "date": "answered_on"}
        },
    }
    with chdir(folder_of(fence.page, completed(shown), tmp_path)):
        for dialect in ("postgres", "clickhouse", "spark"):
            (table,) = statements(Path("kpis.yaml"), dialect).tables
            assert table.statements
    with duckdb.connect() as database:
        database.execute("CREATE SCHEMA cx")
        database.execute(
            "CREATE TABLE cx.surveys (customer_id INT, answered_on DATE, recommend INT)"
        )
        database.execute("CREATE TABLE cx.customers (customer_id INT, region TEXT)")
        database.execute("INSERT INTO cx.customers VALUES (1, 'North'), (2, 'South')")
        database.execute(
            "INSERT INTO cx.surveys VALUES"
            " (1, '2026-05-01', 3), (1, '2026-06-01', 9), (2, '2026-06-02', 7)"
        )
        rows = database.execute(fence.text).fetchall()
    assert sorted((answer, region) for _, answer, region in rows) == [(7, "South"), (9, "North")]
