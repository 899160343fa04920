"""The SELECT in a .sql file: read, held to an allow-list, written anew; never passed on as text."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise

import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError
from sqlglot.tokenizer_core import Token, TokenType

from cxscore.measure.queries.select_tree import Fault, faults_in
from cxscore.measure.queries.select_words import DIALECTS, GRAMMAR, RENAMED, STATEMENTS
from cxscore.problems import Problem, Problems
from cxscore.text_files import decode, position

LONGEST = 100_000
"""Characters of a query; more is taken for a mistake."""
MOST_NODES = 5000
DEEPEST = 60
"""Brackets within one another: the parser takes long for more."""

Query = exp.Select | exp.SetOperation
"""A SELECT, or several that UNION, INTERSECT or EXCEPT join."""

_ONE = "the file holds one SELECT and nothing else"


def query_in(raw: bytes, shown: str, dialect: str) -> Query:
    """Return the query in *raw*, the bytes of a file printed as *shown*.

    Raises:
        Problems: where it is no text, or as :func:`read_select` does.
    """
    text = decode(raw, shown, "CX160")
    if isinstance(text, Problem):
        raise Problems((text,))
    return read_select(text, dialect, shown)


def read_select(text: str, dialect: str, shown: str = "the query") -> Query:
    """Return *text*, one SELECT in the words of *dialect*, as a tree without its comments.

    Args:
        text: of the file; comments and a semicolon at its end are allowed.
        dialect: ``postgres``, ``clickhouse`` or ``spark``.
        shown: the file's path, as it is printed in problems.

    Raises:
        Problems: where it is not one SELECT, or says what is not allowed, each at its place.
        ValueError: for another dialect.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"there is no dialect '{dialect}'")
    text = text.removeprefix("\ufeff")
    try:
        with _quietly():
            tree, faults = _read(text, dialect)
    except RecursionError:
        tree, faults = None, [Fault(0, "CX161", "this is nested too deeply", "part it into views")]
    if tree is None or faults:
        raise Problems(tuple(_problem(fault, text, shown) for fault in sorted(faults)))
    return tree


def written(query: Query, dialect: str) -> str:
    """Return the SQL of *query* in the words of *dialect*, on one line and without comments."""
    with _quietly():
        return query.sql(dialect=dialect, comments=False, unsupported_level=ErrorLevel.RAISE)


def _read(text: str, dialect: str) -> tuple[Query | None, list[Fault]]:
    fault = _sized(text)
    if fault is not None:
        return None, [fault]
    try:
        tokens = sqlglot.tokenize(text, read=dialect)
    except SqlglotError:
        return None, [Fault(0, "CX161", "a quote or a comment is never closed", _ONE)]
    fault = _whole(tokens)
    if fault is not None:
        return None, [fault]
    try:
        tree, *_ = sqlglot.parse(text, read=dialect)
    except SqlglotError as error:
        return None, [_unread(error, text, tokens)]
    while isinstance(tree, exp.Subquery) and tree.is_wrapper:
        tree = tree.this
    if not isinstance(tree, exp.Select | exp.SetOperation):
        return None, [Fault(tokens[0].start, "CX161", "this is no SELECT", _ONE)]
    if len(list(tree.walk())) > MOST_NODES:
        says = f"the query has more than {MOST_NODES} parts"
        return None, [Fault(0, "CX161", says, "put some of it into a view")]
    faults = faults_in(tree, text, tokens, dialect)
    if faults:
        return None, faults
    return _anew(tree, tokens, dialect)


def _sized(text: str) -> Fault | None:
    if len(text) > LONGEST:
        says = f"the query has {len(text):,} characters; at most {LONGEST:,} are read"
        return Fault(0, "CX161", says.replace(",", " "), "put some of it into a view")
    if "\0" in text:
        return Fault(text.index("\0"), "CX161", "an invisible character stands here", "remove it")
    return None


def _whole(tokens: Sequence[Token]) -> Fault | None:
    """Return what keeps *tokens* from being one statement that begins like a SELECT."""
    rest = tokens[:-1]
    if all(token.token_type is TokenType.SEMICOLON for token in tokens):
        return Fault(0, "CX160", "the file holds no query", "write one SELECT into it")
    ends = [token for token in rest if token.token_type is TokenType.SEMICOLON]
    if ends:
        says = "a second statement stands behind this ';'"
        return Fault(ends[0].start, "CX161", says, _ONE)
    first = next((t for t in tokens if t.token_type is not TokenType.L_PAREN), tokens[0])
    if first.token_type not in (TokenType.SELECT, TokenType.WITH):
        word = first.text[:40].upper() if first.text.isidentifier() else first.text[:40]
        return Fault(first.start, "CX161", f"'{word}' begins no SELECT", _ONE)
    depth = 0
    for token in tokens:
        depth += (token.token_type in _OPENING) - (token.token_type in _CLOSING)
        if depth > DEEPEST:
            says = f"this is nested more than {DEEPEST} brackets deep"
            return Fault(token.start, "CX161", says, "put some of it into a view")
    return None


_OPENING = (TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE)
_CLOSING = (TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END)


def _unread(error: SqlglotError, text: str, tokens: Sequence[Token]) -> Fault:
    """Return where the parser gave up: at what is no SELECT, or at the word it stopped at."""
    statement = next((token for token in tokens if _is_statement(token)), None)
    if statement is not None:
        says = f"{statement.text.upper()} stands in the query"
        return Fault(statement.start, "CX161", says, "only a SELECT is run; take it out")
    details = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
    word = str(details.get("highlight") or "")
    before = str(details.get("start_context") or "")
    at = text.find(before + word) + len(before) if word else -1
    if at < len(before):
        return Fault(0, "CX161", "the query cannot be read", "try it in the warehouse first")
    says = f"the query cannot be read at '{word[:40]}'"
    return Fault(at, "CX161", says, "try it in the warehouse first")


def _anew(tree: Query, before: Sequence[Token], dialect: str) -> tuple[Query | None, list[Fault]]:
    """Return *tree* as it is read from what it is written as, if that is the same to the letter.

    Where reading and writing do not agree, nobody knows what the engine would
    be asked.
    """
    strange = [
        Fault(0, "CX162", "the query says what cannot be written anew safely", "simplify it")
    ]
    try:
        text = written(tree, dialect)
        again, *more = sqlglot.parse(text, read=dialect)
        if more or not isinstance(again, exp.Select | exp.SetOperation):
            return None, strange
        tokens = sqlglot.tokenize(text, read=dialect)
        same = written(again, dialect) == text and not _texts(tree) - _texts(again)
    except SqlglotError:
        return None, strange
    if not same or faults_in(again, text, tokens, dialect):
        return None, strange
    other = sorted(_called(tokens) - _called(before) - RENAMED[dialect])
    if other:
        becomes = f"the query would be written anew with {other[0]}(), which may be another number"
        return None, [Fault(0, "CX162", becomes, "call that, or make a view in the warehouse")]
    if any(_is_statement(token) for token in tokens):
        start, word = next(
            ((t.start, t.text) for t in before if _is_statement(t)), (0, "of a part")
        )
        named = f"the name {word} begins a statement elsewhere"
        return None, [Fault(start, "CX162", named, "put it in quotes, or rename it")]
    return again, []


def _texts(tree: exp.Expr) -> Counter[str]:
    """Return the texts and numbers in *tree*, which writing must not change."""
    return Counter(str(literal.this) for literal in tree.find_all(exp.Literal))


def _called(tokens: Sequence[Token]) -> set[str]:
    """Return the names of functions that are called in *tokens*."""
    pairs = pairwise(tokens)
    names = {a.text.lower() for a, b in pairs if b.token_type is TokenType.L_PAREN}
    return {name for name in names if re.fullmatch(r"[a-z_]\w*", name)} - GRAMMAR


def _is_statement(token: Token) -> bool:
    quoted = (TokenType.STRING, TokenType.IDENTIFIER)
    return token.token_type not in quoted and token.text.upper() in STATEMENTS


def _problem(fault: Fault, text: str, shown: str) -> Problem:
    line, column = position(text, fault.start)
    return Problem(shown, line, column, fault.code, fault.text, hint=fault.hint)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the parser's own warnings off the console: what is wrong is said as a problem."""
    logger = logging.getLogger("sqlglot")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
