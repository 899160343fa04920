"""Comments to hold a theme against: some that have it, with the word, and some without any."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import date

from cxscore.measure.database import open_database, open_workspace
from cxscore.measure.engines.duckdb.comments import FileComments
from cxscore.measure.engines.duckdb.scan import scan
from cxscore.measure.files.open import open_files
from cxscore.measure.masking import masked
from cxscore.measure.queries.plan import all_problems, ask_all
from cxscore.model.comment_totals import CommentSample, SampledComment
from cxscore.model.definition import Definition
from cxscore.problems import Problems, has_errors, in_order


def comments_sampled(definition: Definition, theme: str, most: int, as_of: date) -> CommentSample:
    """Return what :func:`cxscore.measure.sample_comments` promises."""
    comments = definition.comments
    assert comments is not None, "who has no comments is not asked"
    dataset = definition.datasets[comments.dataset]
    alone = replace(definition, datasets={dataset.id: dataset}, kpis=())
    with ExitStack() as stack:
        workspace = stack.enter_context(open_workspace())
        opened, problems = open_files(alone, dataset, workspace, None)
        asked = ask_all(alone, {dataset.id: opened}, as_of)
        problems = [*problems, *all_problems(asked)]
        paths = [path for file in opened for path in file.paths]
        connection = stack.enter_context(open_database(paths, workspace))
        readable = asked[dataset.id].schema.sources
        scanned = scan(connection, dataset.id, asked[dataset.id]) if readable else None
        problems += scanned.problems if scanned else []
        if has_errors(problems) or scanned is None:
            raise Problems(in_order(problems, definition.origin.path))
        comment_query = asked[dataset.id].comments
        assert comment_query is not None, "it would be a problem"
        found = FileComments(connection, scanned.rows, comment_query)
        met, without, may_print = found.sampled(theme, most)
    return CommentSample(
        theme,
        tuple(SampledComment(masked(text), word) for text, word in met),
        tuple(SampledComment(masked(text), "") for text in without),
        may_print,
    )
