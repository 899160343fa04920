"""Comments to hold a theme against: some that have it, with the word, and some without any."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.engines.duckdb.comments import FileComments
from cxscore.measure.engines.duckdb.rows import Rows, files_of
from cxscore.measure.engines.duckdb.scan import scan
from cxscore.measure.engines.engine import TooMuch
from cxscore.measure.engines.too_much import too_many
from cxscore.measure.masking import masked
from cxscore.measure.opening import open_all, tables_of
from cxscore.measure.queries.plan import all_problems, ask_all
from cxscore.measure.queries.query import Asked
from cxscore.model.comment_totals import CommentSample, SampledComment
from cxscore.model.definition import Definition
from cxscore.problems import Problem, Problems, has_errors, in_order

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from cxscore.measure.tables import Tables


def comments_sampled(definition: Definition, theme: str, most: int, as_of: date) -> CommentSample:
    """Return what :func:`cxscore.measure.sample_comments` promises."""
    comments = definition.comments
    assert comments is not None, "who has no comments is not asked"
    dataset = definition.datasets[comments.dataset]
    alone = replace(definition, datasets={dataset.id: dataset}, kpis=())
    with ExitStack() as stack:
        workspace = stack.enter_context(open_workspace())
        tables = tables_of(alone, workspace, stack, as_of, None)
        opened, problems = open_all(alone, workspace, {}, tables)
        asked = ask_all(alone, opened, as_of)[dataset.id]
        problems = [*problems, *all_problems({dataset.id: asked})]
        paths = [path for file in files_of(asked.schema) for path in file.paths]
        connection = stack.enter_context(open_database(paths, workspace))
        rows, found = _rows(connection, asked, tables)
        problems += found
        if has_errors(problems) or rows is None:
            raise Problems(in_order(problems, definition.origin.path))
        assert asked.comments is not None, "it would be a problem"
        met, without, may_print = FileComments(connection, rows, asked.comments).sampled(
            theme, most
        )
    return CommentSample(
        theme,
        tuple(SampledComment(masked(text), word) for text, word in met),
        tuple(SampledComment(masked(text), "") for text in without),
        may_print,
    )


def _rows(
    connection: "DuckDBPyConnection", asked: Asked, tables: "Tables | None"
) -> tuple[Rows | None, Sequence[Problem]]:
    """Return the rows of comments, and what is wrong with them; none where none can be read.

    Of a table nothing is brought that may not be shown.
    """
    id_ = asked.schema.id
    if not asked.schema.sources or asked.comments is None:
        return None, []
    if tables is None:
        scanned = scan(connection, id_, asked)
        return scanned.rows, scanned.problems
    from cxscore.measure.engines.warehouse.brought import bring_printable
    from cxscore.measure.engines.warehouse.rows import TableRows

    rows = TableRows(asked.schema, asked.where, [], asked.own, table=tables.by_dataset[id_])
    if asked.comments.publish is None:
        return rows, []
    try:
        return bring_printable(connection, rows, asked.comments), []
    except TooMuch:
        return None, [too_many(asked.schema.definition, id_)]
