"""One walk over the tree of a query: what in it is not allowed, and where it stands."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from cxscore.measure.queries.select_words import (
    CALLED,
    FILE_FORMATS,
    FUNCTIONS,
    PARTS,
    PLAIN,
    REFUSED_IN,
    REFUSED_KINDS,
    REFUSED_PARTS,
    SPECIAL_NAMES,
    TYPES,
    WRITING,
)

_ONLY_READ = "only a SELECT is run; take it out"
_WITHOUT = "take it out"
_IN_VIEW = "take it out, or make a view of it in the warehouse"
_LONGEST_PAD = 1000
_LONGEST_NAME = 255
_BY_NAME = (exp.Anonymous, exp.AnonymousAggFunc, exp.ParameterizedAgg)
"""Functions that the parser knows by their names alone."""
_NAMES = ("catalog", "db", "this")
_JOINS = ("", "INNER", "CROSS", "OUTER", "SEMI", "ANTI", "LEFT", "RIGHT", "FULL")
_ODD = re.compile(r"[\x00-\x1f\x7f\\\"'`]|\$\{")
"""What no name may hold: engines part over where such a name ends."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong at a place of the text, counted in characters from 0."""

    start: int
    code: str
    text: str
    hint: str = ""


def faults_in(tree: exp.Expr, text: str, tokens: Sequence[Token], dialect: str) -> list[Fault]:
    """Return what in *tree*, read from *text*, is not allowed; nothing below such a part is said.

    Hints (``/*+ … */``), which are comments to the reader, are taken out of *tree*.
    """
    walk = _Walk(text, tokens, dialect)
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.Select):
            node.set("hint", None)
        if not walk.refuses(node):
            waiting.extend(_allowed_below(node))
    return sorted(set(walk.faults))


def _allowed_below(node: exp.Expr) -> Iterator[exp.Expr]:
    """Yield what *node* is made of, without parts that are refused already."""
    parts = PARTS.get(type(node))
    for child in node.iter_expressions(reverse=True):
        if parts is None or child.arg_key in parts:
            yield child


class _Walk:
    """Holds what is needed to judge a node and to say where it stands."""

    def __init__(self, text: str, tokens: Sequence[Token], dialect: str) -> None:
        self.text = text
        self.tokens = tokens
        self.dialect = dialect
        self.refused = REFUSED_IN.get(dialect, {})
        self.faults: list[Fault] = []

    def refuses(self, node: exp.Expr) -> bool:
        """Note what is wrong with *node*; return whether it is that as a whole."""
        kind = type(node)
        if kind in PARTS:
            self._check_parts(node, kind)
        found = len(self.faults)
        if kind in WRITING:
            word = _word_of(node)
            self._say(node, "CX161", f"{word} stands in the query", _ONLY_READ, word)
        elif isinstance(node, _BY_NAME):
            self._check_call(node)
        elif kind in REFUSED_KINDS:
            said, signs = REFUSED_KINDS[kind]
            self._say(node, "CX162", f"the query has {said}", _hint_for(node), signs=signs)
        elif kind in self.refused:
            says = f"{_name_of(node)}() would be written anew as another function"
            self._say(node, "CX162", says, self.refused[kind], _name_of(node))
        elif not (kind in PARTS or kind in PLAIN or kind in FUNCTIONS):
            self._refuse(node)
        if len(self.faults) == found:
            self._check_words(node)
            self._check_kind(node)
        return len(self.faults) > found

    def _check_call(self, node: exp.Expr) -> None:
        name = node.this if isinstance(node.this, str) else node.name
        if name.lower() not in CALLED[self.dialect] or isinstance(node.this, exp.Identifier):
            self._say_function(node, name)

    def _check_parts(self, node: exp.Expr, kind: type[exp.Expr]) -> None:
        """Refuse a part that such a node may have elsewhere, and none here."""
        for name, value in node.args.items():
            if value and name not in PARTS[kind]:
                word = REFUSED_PARTS.get(name, name.strip("_").upper())
                said = "FOR UPDATE or another lock" if name == "locks" else word
                code = "CX161" if name in ("into", "locks") else "CX162"
                hint = _ONLY_READ if code == "CX161" else _IN_VIEW
                self._say(node, code, f"the query has {said}", hint, word)

    def _check_words(self, node: exp.Expr) -> None:
        """Refuse words that are written as they are, and could be more than a word."""
        for name, value in node.args.items():
            for word in value if isinstance(value, list) else [value]:
                own = name == "this" and isinstance(node, exp.Literal | exp.Identifier)
                if isinstance(word, str) and not own and not re.fullmatch(r"[\w .-]*", word):
                    self._refuse(node)

    def _check_kind(self, node: exp.Expr) -> None:
        """Refuse what is wrong with the one or other kind of node that may stand there."""
        for kinds, check in _CHECKS:
            if isinstance(node, kinds):
                check(self, node)

    def check_called(self, node: exp.Expr) -> None:
        """Refuse a function in quotes, which the parser takes for that without them."""
        start = node.meta.get("start")
        if isinstance(start, int) and self.text[start : start + 1] in ('"', "`"):
            self._say_function(node, _name_of(node))

    def check_join(self, node: exp.Expr) -> None:
        kind = f"{node.args.get('kind') or ''}".upper()
        if kind not in _JOINS:
            self._say(node, "CX162", f"the query has the join {kind}", _IN_VIEW, kind)

    def check_type(self, node: exp.Expr) -> None:
        if node.this not in TYPES:
            said = node.sql(dialect=self.dialect)[:40]
            hint = "cast to a number, a text, a date or true and false"
            self._say(node, "CX162", f"the query has the type {said}", hint, said)

    def check_dotted(self, node: exp.Expr) -> None:
        if not isinstance(node.expression, exp.Identifier):
            # The name of a schema is before it: pg_catalog.pg_sleep(1).
            self._say_function(node, node.sql(dialect=self.dialect).split("(")[0])

    def check_name(self, node: exp.Expr) -> None:
        name = str(node.this)
        if not name or len(name) > _LONGEST_NAME or _ODD.search(name):
            says = "this name has a sign in it that engines read in different ways"
            self._say(node, "CX162", says, "rename it in a view")
        elif not node.args.get("quoted") and not re.fullmatch(r"[\w$@#-]+", name):
            self._say(node, "CX162", f"the name {name[:40]} is none", "put it in quotes")

    def check_literal(self, node: exp.Expr) -> None:
        value = str(node.this)
        if not node.is_string and not re.fullmatch(r"[0-9.]+(?:[eE][+-]?[0-9]+)?", value):
            self._say(node, "CX162", f"{value[:40]} is no number", "write digits")
        elif node.is_string and ("\0" in value or (self.dialect == "spark" and "${" in value)):
            # Spark puts settings and variables of the environment in its place.
            self._say(node, "CX162", "a text holds '${'", "take it out")

    def check_table(self, node: exp.Expr) -> None:
        if not isinstance(node.this, exp.Identifier):
            inner = node.this
            name = inner.name if isinstance(inner, exp.Anonymous) else _name_of(inner)
            schema = ".".join(part.name for part in (node.args.get("db"),) if part is not None)
            self._say_function(inner, f"{schema}.{name}" if schema else name, table=True)
            return
        names = [node.args[key].name.lower() for key in _NAMES if node.args.get(key) is not None]
        if self.dialect == "spark" and len(names) > 1 and FILE_FORMATS & set(names[:-1]):
            says = f"{'.'.join(names)} reads a file"
            self._say(node, "CX162", says[:100], "name a table")
        elif any(re.search(r"[/:*?]", name) for name in names):
            self._say(node, "CX162", "the query names a file or an address", "name a table")

    def check_column(self, node: exp.Expr) -> None:
        name = node.this
        if not isinstance(name, exp.Identifier | exp.Star):
            self._say(node, "CX162", "the query has a part of a tuple", _IN_VIEW)
        elif name.name.lower() in SPECIAL_NAMES and not name.args.get("quoted"):
            word = name.name.upper()
            self._say(node, "CX162", f"{word} is no column", "put the name in quotes", word)

    def check_query(self, node: exp.Expr) -> None:
        """Refuse a part in brackets that is no query, as ``(DELETE …)``, or stands for one."""
        inner = node.this
        if (
            isinstance(inner, exp.Select | exp.SetOperation | exp.Subquery)
            or type(inner) in WRITING
        ):
            return
        if isinstance(inner, exp.Table | exp.Values) and isinstance(node, exp.Subquery):
            return
        self._refuse(inner if isinstance(inner, exp.Expr) else node)

    def check_pad(self, node: exp.Expr) -> None:
        size = node.expression
        if not (isinstance(size, exp.Literal) and size.is_int and int(size.this) <= _LONGEST_PAD):
            says = f"a text is filled up to something else than a number below {_LONGEST_PAD}"
            self._say(node, "CX162", says, "write the number")

    def _refuse(self, node: exp.Expr) -> None:
        """Refuse *node*, which is none of those that are allowed, by its name."""
        if isinstance(node, exp.Func):
            self._say_function(node, _name_of(node))
        else:
            word = _word_of(node)
            self._say(node, "CX162", f"the query has {word}", _IN_VIEW, word)

    def _say_function(self, node: exp.Expr, name: str, *, table: bool = False) -> None:
        said = f"{name[:80]}()" + (" as a table" if table else "")
        hint = "name a table" if table else "only the usual functions are; make a view with it"
        self._say(node, "CX162", f"the query calls {said}, which is not allowed", hint)

    def _say(
        self,
        node: exp.Expr,
        code: str,
        text: str,
        hint: str,
        word: str = "",
        signs: tuple[TokenType, ...] = (),
    ) -> None:
        """Note a fault at *node*: at the *word* or one of the *signs* that it is written with."""
        word = word.split(" ", maxsplit=1)[0].upper()
        places = [t.start for t in self.tokens if t.token_type in signs or t.text.upper() == word]
        first = min(_starts(node), default=None)
        if first is None and not places:
            first = min(_starts(node.parent or node), default=0)
        elif places and first is not None:
            # The word is before what it is of, as in DELETE FROM surveys.
            first = max((place for place in places if place <= first), default=places[0])
        self.faults.append(Fault(places[0] if first is None else first, code, text, hint))


_CHECKS: tuple[tuple[tuple[type[exp.Expr], ...], Callable[[_Walk, exp.Expr], None]], ...] = (
    ((exp.Func,), _Walk.check_called),
    ((exp.Identifier,), _Walk.check_name),
    ((exp.Literal,), _Walk.check_literal),
    ((exp.Table,), _Walk.check_table),
    ((exp.Column,), _Walk.check_column),
    ((exp.Dot,), _Walk.check_dotted),
    ((exp.CTE, exp.Subquery, exp.Lateral), _Walk.check_query),
    ((exp.Join,), _Walk.check_join),
    ((exp.DataType,), _Walk.check_type),
    ((exp.Pad,), _Walk.check_pad),
)
"""What is looked at in kinds of nodes that may stand there."""


def _starts(node: exp.Expr) -> Iterator[int]:
    """Yield where the words of *node* stand that the parser has noted."""
    for part in node.walk():
        start = part.meta.get("start")
        if isinstance(start, int):
            yield start


def _word_of(node: exp.Expr) -> str:
    """Return the word that *node* is written with, as far as one tells."""
    if isinstance(node, exp.Command):
        return str(node.this).upper()
    named = {"TruncateTable": "TRUNCATE", "LoadData": "LOAD"}
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__)
    return named.get(type(node).__name__, spaced.upper())


def _name_of(node: exp.Expr) -> str:
    """Return the name of a function, as SQL has it."""
    return node.sql_name().lower() if isinstance(node, exp.Func) else _word_of(node).lower()


def _hint_for(node: exp.Expr) -> str:
    if isinstance(node, exp.Placeholder | exp.Parameter | exp.SessionParameter):
        return "write the value itself"
    quoted = (exp.RawString, exp.ByteString, exp.UnicodeString, exp.National)
    return "write it between single quotes" if isinstance(node, quoted) else _WITHOUT
