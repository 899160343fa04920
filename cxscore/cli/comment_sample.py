"""Some of what customers said, for whoever writes the words of a theme."""

import json
from typing import TYPE_CHECKING

import click

from cxscore.cli.report import visible, visible_json
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cxscore.model.comment_totals import CommentSample
    from cxscore.model.definition import Definition


def must_be_of_all(by: tuple[str, ...], period: str | None) -> None:
    """Refuse what ``explain comments`` does not heed: comments of all periods are listed.

    Raises:
        WrongUsage: where a segment or a period is named.
    """
    for option, given in (("--by", by), ("--period", period)):
        if given:
            raise WrongUsage(f"{option} means nothing with 'comments': those of all are listed")


def theme_named(definition: "Definition", words: tuple[str, ...]) -> str:
    """Return the theme that *words* name, behind ``explain comments``.

    Raises:
        WrongUsage: where kpis.yaml has no comments, no such theme, or none is named.
    """
    if definition.comments is None:
        raise WrongUsage("kpis.yaml has no 'comments', so there are none to explain")
    if len(words) != 1:
        raise WrongUsage('name one theme, as in: cxscore explain comments "Late delivery"')
    known = definition.comments.themes.names
    if known is not None:
        must_know("explain comments", words, known)
    return words[0]


def print_sample(sample: "CommentSample", form: str) -> None:
    """Print comments with a theme, and some without any, as ``text`` or ``json``."""
    if form == "json":
        told = {
            "theme": sample.theme,
            "may_print": sample.may_print,
            "met": [{"text": each.text, "word": each.word or None} for each in sample.met],
            "without": [each.text for each in sample.without],
        }
        text = json.dumps(told, indent=2, ensure_ascii=False)
        click.echo(visible_json(f"{text}\n"), nl=False)
        return
    for line in _lines(sample):
        click.echo(visible(line))


def _lines(sample: "CommentSample") -> "Iterator[str]":
    if sample.may_print is None:
        yield "No comment may be printed: 'comments' has no 'publish', which says whose may be."
        return
    yield f"{sample.theme}: {len(sample.met)} of the comments that have it"
    for each in sample.met:
        yield f"- {each.text}{f' [{each.word}]' if each.word else ''}"
    yield ""
    yield f"Without any theme: {len(sample.without)}"
    for each in sample.without:
        yield f"- {each.text}"
    yield ""
    yield "Chosen by rule, and masked; names in the text are not found by it."
