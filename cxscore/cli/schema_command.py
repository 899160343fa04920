"""Print the schema of kpis.yaml: the command ``schema``."""

import click

from cxscore.cli.handler import command


@command()
def schema() -> None:
    """Print the JSON Schema of kpis.yaml, for editors to complete and check it."""
    from cxscore.cli.starter import schema_text

    click.echo(schema_text(), nl=False)
