"""Users' expressions: one scalar, parsed, held to an allow-list, typed; never passed on as text."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError, SqlglotError

from cxscore.composed import composed
from cxscore.corrections import day_hint
from cxscore.frozen import frozen
from cxscore.measure.queries.expression_hints import unquoted_day
from cxscore.model.column_type import ColumnType

LONGEST = 2000
"""Characters an expression may have: deeper ones exhaust the parser."""

FUNCTIONS = (
    "+ - * /, comparisons, and, or, not, in, between, like, is null, case, coalesce, nullif, "
    "lower, upper, trim, abs, round, days, hours, workdays, has"
)
"""What may be called, as it is listed to the user."""

SPANS = ("days", "hours", "workdays")

TEXT_OF = "text_of"
"""Stands around a column whose text is meant, whatever its type."""

_NUMBER, _TEXT, _DATE, _TRUTH = (
    ColumnType.NUMBER,
    ColumnType.TEXT,
    ColumnType.DATE,
    ColumnType.BOOLEAN,
)

_WORDS = {
    exp.Subquery: "a query",
    exp.Select: "a query",
    exp.Cast: "a cast",
    exp.Mod: "%",
    exp.DPipe: "||",
    exp.Star: "*",
    exp.Placeholder: "a placeholder",
    exp.Parameter: "a parameter",
    exp.Interval: "interval",
    exp.Alias: "a name given with 'as'",
    exp.Escape: "escape",
    exp.ILike: "ilike",
    exp.Concat: "text put together",
    exp.Dot: "a dotted name",
    exp.Lambda: "a lambda",
    exp.Array: "a list in brackets",
    exp.Bracket: "brackets",
    exp.Window: "a window",
    exp.Distinct: "distinct",
}


class Refused(Exception):  # noqa: N818 (it is a refusal, told to the user, not an error of ours)
    """What an expression may not say; the text is the problem's, without its place."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint


@frozen
class Scalar:
    """An expression over a dataset's columns, by the names that KPIs use."""

    tree: exp.Expr
    type: ColumnType | None
    """None for a bare column whose type nothing says."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, each once, as they come."""
        return tuple(dict.fromkeys(c.name for c in self.tree.find_all(exp.Column)))


Typed = Callable[[str], ColumnType | None]
"""The type of a column as far as it is known; raises Refused for an unknown column."""
Meets = Callable[[str, ColumnType], None]
"""Told that a column, whose type nothing said, meets something of a type."""


def read_expression(text: str, typed: Typed, meets: Meets) -> Scalar:
    """Return *text* as a checked scalar; raise Refused with the reason otherwise."""
    if len(text) > LONGEST:
        raise Refused(f"the expression is longer than {LONGEST} characters")
    if comment := _comment(text):
        raise Refused(
            f"has a comment in it ({comment}), behind which the rest would not count",
            "take it out; notes go on lines of their own that begin with #",
        )
    if day := unquoted_day(text):
        raise Refused(f"holds the day {day} without quotes", f"write '{day}'")
    try:
        trees = sqlglot.parse(text)
    except (SqlglotError, RecursionError) as error:
        raise Refused(_reason(error)) from None
    if len(trees) != 1 or trees[0] is None:
        raise Refused("is not one expression", "join conditions with and, or")
    reader = _Reader(typed, meets)
    try:
        return Scalar(*reader.read(trees[0]))
    except RecursionError:
        raise Refused("is nested too deeply") from None


_COMMENT = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|(--|/\*|\*/|#)""")


def _comment(text: str) -> str:
    """Return the sign that begins a comment in *text*, outside of quotes; "" where none does."""
    return next((found[1] for found in _COMMENT.finditer(text) if found[1]), "")


def _reason(error: SqlglotError | RecursionError) -> str:
    """Return where the parser gave up, in the user's own words."""
    details = error.errors[0] if isinstance(error, ParseError) and error.errors else {}
    where = str(details.get("highlight") or "").strip("'")
    incomplete = "Required" in str(details.get("description"))
    return f"cannot be read at '{where}'" if where and not incomplete else "is not complete"


_Read = tuple[exp.Expr, ColumnType | None]


class _Reader:
    """One walk over a parsed tree: builds a new tree from what is allowed and nothing else."""

    def __init__(self, typed: Typed, meets: Meets) -> None:
        self._typed = typed
        self._meets = meets

    def read(self, node: exp.Expr) -> _Read:
        """Return the allowed tree for *node*, and its type."""
        for kind, how in _READERS:
            if isinstance(node, kind):
                return how(self, node)
        raise Refused(f"uses {_name(node)}, which is not allowed", f"use only {FUNCTIONS}")

    # -- leaves

    def column(self, node: exp.Expr) -> _Read:
        if not isinstance(node.this, exp.Identifier) or len(node.parts) > 1:  # type: ignore[attr-defined]  # a Column has parts
            raise Refused(
                f"uses the dotted name {node.sql()}, which is not allowed",
                f'a column of that name is written "{node.sql()}"',
            )
        return exp.column(exp.to_identifier(node.name, quoted=True)), self._typed(node.name)

    def literal(self, node: exp.Expr) -> _Read:
        if node.args.get("is_string"):
            return exp.Literal.string(composed(node.this)), _TEXT
        return exp.Literal.number(node.this), _NUMBER

    def boolean(self, node: exp.Expr) -> _Read:
        return exp.Boolean(this=bool(node.this)), _TRUTH

    def null(self, _: exp.Expr) -> _Read:
        return exp.Null(), None

    # -- what holds other expressions

    def paren(self, node: exp.Expr) -> _Read:
        inner, type_ = self.read(node.this)
        return exp.Paren(this=inner), type_

    def truths(self, node: exp.Expr) -> _Read:
        left, right = self._as(node.this, _TRUTH), self._as(node.expression, _TRUTH)
        return type(node)(this=left, expression=right), _TRUTH

    def negation(self, node: exp.Expr) -> _Read:
        return exp.Not(this=exp.Paren(this=self._as(node.this, _TRUTH))), _TRUTH

    def comparison(self, node: exp.Expr) -> _Read:
        if isinstance(node.this, exp.Null) or isinstance(node.expression, exp.Null):
            raise Refused(
                "compares with null, which is never true", "write is null, or is not null"
            )
        (left, right), _ = self._alike([node.this, node.expression])
        return type(node)(this=left, expression=right), _TRUTH

    def arithmetic(self, node: exp.Expr) -> _Read:
        left, right = self._as(node.this, _NUMBER), self._as(node.expression, _NUMBER)
        if isinstance(node, exp.Div):
            right = exp.Nullif(this=right, expression=exp.Literal.number(0))
            return exp.Div(this=left, expression=right, typed=False, safe=False), _NUMBER
        return type(node)(this=left, expression=right), _NUMBER

    def minus(self, node: exp.Expr) -> _Read:
        return exp.Neg(this=exp.Paren(this=self._as(node.this, _NUMBER))), _NUMBER

    def within(self, node: exp.Expr) -> _Read:
        if node.args.get("query") or node.args.get("unnest") or not node.expressions:
            raise Refused("uses a query after in, which is not allowed", "list the values")
        (first, *rest), _ = self._alike([node.this, *node.expressions])
        return exp.In(this=first, expressions=rest), _TRUTH

    def between(self, node: exp.Expr) -> _Read:
        if node.args.get("symmetric"):
            raise Refused("uses between symmetric, which is not allowed")
        (this, low, high), _ = self._alike([node.this, node.args["low"], node.args["high"]])
        return exp.Between(this=this, low=low, high=high), _TRUTH

    def like(self, node: exp.Expr) -> _Read:
        left, right = self._as(node.this, _TEXT), self._as(node.expression, _TEXT)
        return exp.Like(this=left, expression=right), _TRUTH

    def blank(self, node: exp.Expr) -> _Read:
        if not isinstance(node.expression, exp.Null):
            raise Refused(
                f"uses is {node.expression.sql().lower()}, which is not allowed",
                "write is null, or compare with =",
            )
        return exp.Is(this=self.read(node.this)[0], expression=exp.Null()), _TRUTH

    def case(self, node: exp.Expr) -> _Read:
        branches: list[exp.Expr] = node.args["ifs"]
        default = node.args.get("default")
        subject = node.args.get("this")
        if subject is not None:
            (first, *rest), _ = self._alike([subject, *(b.this for b in branches)])
            conditions: list[exp.Expr] = [exp.EQ(this=first.copy(), expression=r) for r in rest]
        else:
            conditions = [self._as(branch.this, _TRUTH) for branch in branches]
        results = [branch.args["true"] for branch in branches]
        values, type_ = self._alike([*results, *([default] if default is not None else [])])
        ifs = [exp.If(this=c, true=v) for c, v in zip(conditions, values, strict=False)]
        return exp.Case(ifs=ifs, default=values[-1] if default is not None else None), type_

    # -- functions

    def wording(self, node: exp.Expr) -> _Read:
        if any(node.args.get(more) for more in ("position", "expression", "collation")):
            raise Refused("uses trim with more than the text, which is not allowed")
        return type(node)(this=self._as(node.this, _TEXT)), _TEXT

    def size(self, node: exp.Expr) -> _Read:
        return exp.Abs(this=self._as(node.this, _NUMBER)), _NUMBER

    def rounded(self, node: exp.Expr) -> _Read:
        decimals = node.args.get("decimals")
        if decimals is not None and not _is_whole(decimals):
            raise Refused("rounds to something that is not a whole number of decimals")
        if decimals is not None and not _is_few(decimals):
            raise Refused(
                "rounds to more decimals than a number has",
                f"from -{MOST_DECIMALS} to {MOST_DECIMALS}",
            )
        if node.args.get("truncate") is not None:
            raise Refused("uses round with three arguments, which is not allowed")
        return exp.Round(this=self._as(node.this, _NUMBER), decimals=decimals), _NUMBER

    def coalesce(self, node: exp.Expr) -> _Read:
        (first, *rest), type_ = self._alike([node.this, *node.expressions])
        return exp.Coalesce(this=first, expressions=rest), type_

    def nullif(self, node: exp.Expr) -> _Read:
        (left, right), type_ = self._alike([node.this, node.expression])
        return exp.Nullif(this=left, expression=right), type_

    def span(self, node: exp.Expr) -> _Read:
        name = node.name.lower()
        if name == "has":
            return self.among(node)
        if name not in SPANS:
            raise Refused(f"uses {node.name}(), which is not allowed", f"use only {FUNCTIONS}")
        if len(node.expressions) != 2:
            raise Refused(f"{name}() takes two dates", f"as in {name}(opened, closed)")
        first, last = (self._as(part, _DATE) for part in node.expressions)
        return exp.Anonymous(this=name, expressions=[first, last]), _NUMBER

    def among(self, node: exp.Expr) -> _Read:
        """Return whether a word is one of several answers in a cell."""
        words = [part for part in node.expressions[1:] if _is_word(part)]
        if len(node.expressions) != 2 or not words:
            raise Refused("has() takes a column and a word", "as in has(reasons, 'price')")
        cell = self._as(node.expressions[0], _TEXT)
        word = exp.Literal.string(composed(words[0].this))
        return exp.Anonymous(this="has", expressions=[cell, word]), _TRUTH

    # -- types

    def _as(self, node: exp.Expr, type_: ColumnType) -> exp.Expr:
        """Return the tree of *node*, which has to be of *type_*."""
        tree, found = self.read(node)
        if found is None:
            for column in _undecided(tree):
                self._meets(column, type_)
        elif not _fits(tree, found, type_):
            raise Refused(f"{_said(node)} is {article(found)} where {article(type_)} is needed")
        return tree

    def _alike(self, nodes: list[exp.Expr]) -> tuple[list[exp.Expr], ColumnType | None]:
        """Return the trees of *nodes*, which have to be of one type, and the type.

        A text beside a date is read as a date.
        """
        read = [self.read(node) for node in nodes]
        known = [type_ for _, type_ in read if type_ is not None]
        if not known:
            return [tree for tree, _ in read], None
        whole = next((t for t in known if t in _DATES), known[0])
        for node, (tree, found) in zip(nodes, read, strict=True):
            if found is None:
                for column in _undecided(tree):
                    self._meets(column, whole)
            elif not _fits(tree, found, whole):
                quoted = whole is _TRUTH and found is _TEXT
                hint = "write true and false without quotes" if quoted else ""
                beside = f"{article(found)}, but stands beside {article(whole)}"
                raise Refused(f"{_said(node)} is {beside}", hint)
        return [tree for tree, _ in read], whole


_DATES = (ColumnType.DATE, ColumnType.DATETIME)


def _fits(tree: exp.Expr, found: ColumnType, needed: ColumnType) -> bool:
    if found is needed or (found in _DATES and needed in _DATES):
        return True
    if needed in _DATES and isinstance(tree, exp.Literal) and tree.args.get("is_string"):
        if is_date(tree.this):
            return True
        hint = day_hint(tree.this, otherwise="dates are written like '2026-04-03'")
        raise Refused(f"'{tree.this}' is not a date", hint)
    return False


def is_date(text: str) -> bool:
    """Return whether *text* is an ISO 8601 day, or a day with a time."""
    try:
        return datetime.fromisoformat(text).tzinfo is None and text[4:5] == "-"
    except ValueError:
        return False


def _undecided(tree: exp.Expr) -> Iterator[str]:
    """Yield the columns that *tree*, whose type nothing says, is the value of."""
    match tree:
        case exp.Column():
            yield tree.name
        case exp.Paren():
            yield from _undecided(tree.this)
        case exp.Coalesce():
            for part in (tree.this, *tree.expressions):
                yield from _undecided(part)
        case exp.Nullif():
            yield from _undecided(tree.this)
            yield from _undecided(tree.expression)
        case exp.Case():
            for branch in tree.args["ifs"]:
                yield from _undecided(branch.args["true"])
            if tree.args.get("default") is not None:
                yield from _undecided(tree.args["default"])
        case _:
            return


def article(type_: ColumnType) -> str:
    """Return a type as a sentence names it: ``a number``."""
    if type_ is _TRUTH:
        return "true or false"
    return "text" if type_ is _TEXT else f"a {'date' if type_ in _DATES else type_.value}"


def _said(node: exp.Expr) -> str:
    if isinstance(node, exp.Literal) and node.args.get("is_string"):
        return f"'{node.this}'"
    return node.sql().replace('"', "")


def _is_word(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and bool(node.args.get("is_string")) and bool(node.this)


def _is_whole(node: exp.Expr) -> bool:
    literal = node.this if isinstance(node, exp.Neg) else node
    return isinstance(literal, exp.Literal) and literal.is_int


MOST_DECIMALS = 15
"""Digits that a number holds."""


def _is_few(node: exp.Expr) -> bool:
    digits = str((node.this if isinstance(node, exp.Neg) else node).this).lstrip("0")
    return len(digits) <= 2 and int(digits or 0) <= MOST_DECIMALS


def _name(node: exp.Expr) -> str:
    for kind, word in _WORDS.items():
        if type(node) is kind:
            return word
    if isinstance(node, exp.Func):
        return f"{node.sql_name().lower()}()"
    return str(node.key)


_READERS: tuple[tuple[tuple[type[exp.Expr], ...], Callable[[_Reader, exp.Expr], _Read]], ...] = (
    ((exp.Column,), _Reader.column),
    ((exp.Literal,), _Reader.literal),
    ((exp.Boolean,), _Reader.boolean),
    ((exp.Null,), _Reader.null),
    ((exp.Paren,), _Reader.paren),
    ((exp.And, exp.Or), _Reader.truths),
    ((exp.Not,), _Reader.negation),
    ((exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE), _Reader.comparison),
    ((exp.Add, exp.Sub, exp.Mul, exp.Div), _Reader.arithmetic),
    ((exp.Neg,), _Reader.minus),
    ((exp.In,), _Reader.within),
    ((exp.Between,), _Reader.between),
    ((exp.Like,), _Reader.like),
    ((exp.Is,), _Reader.blank),
    ((exp.Case,), _Reader.case),
    ((exp.Lower, exp.Upper, exp.Trim), _Reader.wording),
    ((exp.Abs,), _Reader.size),
    ((exp.Round,), _Reader.rounded),
    ((exp.Coalesce,), _Reader.coalesce),
    ((exp.Nullif,), _Reader.nullif),
    ((exp.Anonymous,), _Reader.span),
)
