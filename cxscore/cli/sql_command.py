"""Print what a build asks of tables: the command ``sql``."""

from datetime import date
from pathlib import Path

import click

from cxscore.cli import report
from cxscore.cli.console import Console, console_options
from cxscore.cli.definition_file import ids_and_definition
from cxscore.cli.handler import command
from cxscore.cli.options import (
    OneOf,
    allow_path_option,
    as_of_option,
    definition_option,
    dialect_names,
    kpi_arguments,
)


@command()
@kpi_arguments("[KPI]...")
@definition_option
@click.option(
    "--dialect",
    type=OneOf(dialect_names),
    required=True,
    help="Whose words: postgres, clickhouse, spark, duckdb; snowflake, bigquery, redshift, "
    "databricks or trino, which no test has run.",
)
@as_of_option
@allow_path_option
@console_options
def sql(
    *,
    kpis: tuple[str, ...],
    definition: Path,
    dialect: str,
    as_of: date | None,
    allow_path: tuple[Path, ...],
    console: Console,
) -> None:
    """Print the SELECTs that a build asks.

    Of all KPIs, or of those that are named; in any dialect. Nothing is asked, no file of data
    is opened, no address is needed and no driver. What kpis.yaml does not say of a column is
    assumed, in a comment. A dataset of files, which cxscore reads itself, is written as a table
    of its rows.
    """
    from cxscore.cli.sql_text import sql_text
    from cxscore.pipeline import statements

    ids, path = ids_and_definition(kpis, definition)
    console.step("Writing SQL")
    found = statements(path, dialect, allow=allow_path, as_of=as_of, kpis=ids)
    console.done()
    if all(table.in_files for table in found.tables):
        console.say("No dataset is a table: nothing is asked of an engine elsewhere.")
    click.echo(report.visible_sql(sql_text(found)), nl=False)
