"""What is asked of customers' comments: who said something, with which theme, meant how."""

import re
import unicodedata
from dataclasses import replace

from sqlglot import exp

from cxscore.measure.queries.query import CommentQuery, QueryBuilder
from cxscore.measure.queries.schema import Schema
from cxscore.measure.queries.trees import both, fill, known
from cxscore.model.choices import Polarity
from cxscore.model.column_type import ColumnType
from cxscore.model.customer_comments import CustomerComments
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Count

_LETTER = r"[\p{L}\p{M}\p{N}_]"
"""A sign of which words are made; an accent may be a sign of its own."""


def ask_comments(schema: Schema, comments: CustomerComments, as_of: str) -> CommentQuery:
    """Return what *comments* ask of the rows of *schema*; faults are noted there."""
    builder = _builder(schema, as_of)
    reading = CommentColumns(builder, comments)
    sentiment, moment = comments.sentiment, comments.moment
    negative = publish = None
    if sentiment is not None:
        cell = builder.text(sentiment.column, "sentiment", "column")
        negative = _is_one_of(cell, sentiment.negative)
    if comments.publish is not None:
        condition = builder.truth(comments.publish, "comments", "publish")
        publish = fill("COALESCE(:x, FALSE)", x=condition)
    for at, column in enumerate(comments.by):
        schema.group_by(column, ("comments", "by", at), None)
    return CommentQuery(
        schema,
        text=reading.text,
        said=reading.said,
        person=reading.person,
        themes={name: reading.has(name) for name in comments.themes.names or ()},
        listed=reading.listed,
        separator=comments.themes.separator,
        negative=negative,
        moment=builder.text(moment.column, "moment", "column")
        if moment is not None and moment.column is not None
        else None,
        publish=publish,
        by=comments.by,
        words={name: reading.word(name) for name in comments.themes.words or ()},
    )


class CommentColumns:
    """The columns of comments, as *builder* reads them."""

    def __init__(self, builder: QueryBuilder, comments: CustomerComments) -> None:
        self._builder, self._comments = builder, comments
        self.text = builder.text(comments.text, "text")
        silent = tuple(cell.strip().lower() for cell in comments.no_comment)
        says = fill("NOT COALESCE(:x, FALSE)", x=_is_one_of(_lower(self.text), silent))
        self.said = both(known(self.text), says if silent else None)
        person = comments.respondent
        self.person = None if person is None else builder.text(person, "respondent")
        column = comments.themes.column
        self.listed = None if column is None else builder.text(column, "themes", "column")

    def has(self, theme: str) -> exp.Expr:
        """Return whether a comment has *theme*: never blank."""
        themes = self._comments.themes
        if self.listed is not None:
            found = _matches(self.listed, _among(theme, themes.separator))
        elif themes.words is not None:
            found = _matches(_composed(self.text), words_pattern(themes.words[theme]))
        else:
            at = themes.columns.index(theme)
            path = ("themes", "columns", at)
            self._builder.schema.meet(theme, ColumnType.BOOLEAN, (*self._builder.path, *path))
            found = self._builder.schema.use(
                theme, (*self._builder.path, *path), self._builder.where
            )
        return fill("COALESCE(:x, FALSE)", x=found)

    def word(self, theme: str) -> exp.Expr:
        """Return the word of a comment by which it has *theme*; "" where it has not."""
        words = (self._comments.themes.words or {})[theme]
        pattern = exp.Literal.string(words_pattern(words))
        found = [_composed(self.text), pattern, exp.Literal.number(2)]
        return exp.Anonymous(this="REGEXP_EXTRACT", expressions=found)


def of_comments(builder: QueryBuilder) -> QueryBuilder:
    """Return *builder* for the columns that ``comments`` names, which is where faults are."""
    return replace(builder, place=("comments",))


def words_pattern(words: tuple[str, ...]) -> str:
    """Return the pattern, of RE2, that finds one of *words* as a whole word.

    It is for texts in small letters, composed, with straight apostrophes.
    """
    found = []
    for word in words:
        bare = prepared(word.strip())
        stem = r"\s+".join(re.escape(part) for part in bare.removesuffix("*").split())
        found.append(stem + (f"{_LETTER}*" if bare.endswith("*") else ""))
    either = "|".join(found)
    return rf"(^|[^\p{{L}}\p{{M}}\p{{N}}_])({either})($|[^\p{{L}}\p{{M}}\p{{N}}_])"


def prepared(text: str) -> str:
    """Return *text* in small letters, composed, with straight apostrophes, as texts are read."""
    return unicodedata.normalize("NFC", text.lower()).replace("’", "'")


def _builder(schema: Schema, as_of: str) -> QueryBuilder:
    kpi = Kpi(
        "comments",
        "comments",
        owner="",
        measure=Count(),
        polarity=Polarity.NEUTRAL,
        dataset=schema.id,
    )
    return QueryBuilder(schema, kpi, as_of, {schema.id: schema}, place=("comments",))


def _lower(text: exp.Expr) -> exp.Expr:
    return exp.Lower(this=text.copy())


def _composed(text: exp.Expr) -> exp.Expr:
    composed = exp.Anonymous(this="NFC_NORMALIZE", expressions=[_lower(text)])
    signs = [exp.Literal.string("’"), exp.Literal.string("'")]
    return exp.Anonymous(this="REPLACE", expressions=[composed, *signs])


def _is_one_of(cell: exp.Expr, words: tuple[str, ...]) -> exp.Expr:
    """Return whether *cell* is one of *words*."""
    if not words:
        return exp.false()
    return exp.paren(exp.In(this=cell.copy(), expressions=[exp.Literal.string(w) for w in words]))


def _matches(text: exp.Expr, pattern: str) -> exp.Expr:
    return exp.Anonymous(
        this="REGEXP_MATCHES", expressions=[text.copy(), exp.Literal.string(pattern)]
    )


def _among(theme: str, separator: str) -> str:
    """Return the pattern that finds *theme* in a list with *separator* between themes."""
    edge = re.escape(separator)
    return rf"(^|{edge}) *{re.escape(theme.strip())} *({edge}|$)"
