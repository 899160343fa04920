"""The one SELECT for rows of comments: what the chapter needs of each, and no more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum

from sqlglot import exp

from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.rows import DAY
from cxscore.measure.engines.warehouse.dialects import (
    DIALECTS,
    ONE,
    case,
    column,
    named,
    nested,
    number,
    picked,
)
from cxscore.measure.engines.warehouse.rows import Days, DescribedRows
from cxscore.measure.horizon import Span
from cxscore.measure.queries.expressions import TEXT_OF
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import CommentQuery, KpiQuery, dimension_sets
from cxscore.measure.queries.trees import both

Tree = exp.Expr

MOST_SIGNS = 200
"""Signs up to which an engine's patterns count: PostgreSQL's up to 255."""
_SEEN = (
    "!-,/1-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f"
    "\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
)
"""Signs of Latin, Greek, Cyrillic, Chinese, Japanese and Korean that stay signs of their own.

None is a space, unseen, or goes into the one before where a text is composed; and none is one of
those behind whole numbers that are nothing: 99.0 is 99.
"""
_SURE = "$sure"


class Kind(Enum):
    """What a column that is brought holds."""

    DAY = "day"
    TEXT = "text"
    TRUTH = "truth"
    """1 where it is true, else 0."""


@frozen
class Brought:
    """A column that is brought: its name here, and its value there."""

    name: str
    kind: Kind
    value: Tree
    of: str = ""
    """The column whose text it is, where it is one's."""


@frozen
class CommentRows:
    """What is brought of the rows of comments, for the chapter and for KPIs that are themes."""

    rows: DescribedRows
    asked: CommentQuery
    themes: Sequence[KpiQuery] = ()
    """What KPIs of themes ask."""
    sample: bool = False
    """Whether comments are to be read by somebody: nothing is asked but of those that may be."""

    @property
    def columns(self) -> list[Brought]:
        """What is brought, in the order of the SELECT; the comment itself is the last."""
        rows = self.rows
        dates = dict.fromkeys(q.date for q in self.themes if q.date is not None)
        found = [Brought(DAY, Kind.DAY, column(DAY))]
        found += [Brought(rows.value(name), Kind.DAY, rows.day_of(name)) for name in dates]
        for name in self._texts():
            found.append(Brought(rows.text(name), Kind.TEXT, column(rows.bare(name)), name))
        for at, tree in enumerate(self._truths()):
            found.append(Brought(_truth(at), Kind.TRUTH, rows.placed(tree)))
        sure = self._sure()
        if sure is not None:
            found.append(Brought(f"{_SURE} said", Kind.TRUTH, sure))
        return found

    def select(self, days: Span | Days | None, printed_from: date | None) -> exp.Select:
        """Return the query for the rows of *days*.

        What may be printed is brought whole from the day *printed_from* on.
        """
        wanted = []
        for at, each in enumerate(self.columns):
            value = each.value
            if each.kind is Kind.TRUTH:
                value = case((value, ONE), otherwise=number(0))
            elif each.of == self._text and self._sure() is not None:
                value = self._needed(value, printed_from)
            # No name of theirs is that of a column within: ClickHouse takes one for the other.
            wanted.append(named(value, f"$brought {at} here"))
        texts = [name for name in self._texts() if name]
        sound = self.rows.select(span=days, sound=True, bare=texts)
        printable = self.asked.publish if self.sample else None
        where = None if printable is None else self.rows.placed(printable)
        return picked(wanted, nested(sound, "sound"), where)

    @property
    def answers(self) -> Mapping[Tree, Tree]:
        """What stands here for the trees that need not be worked out, or cannot be, once more."""
        rows = self.rows
        texts: dict[Tree, Tree] = {
            _text_of(name): column(rows.text(name)) for name in self._texts()
        }
        found = {tree: column(_truth(at)) for at, tree in enumerate(self._truths())}
        if self._sure() is not None:
            said = self.asked.said.copy().transform(lambda node: texts.get(node, node))
            surely = exp.or_(column(f"{_SURE} said"), said)
            found[self.asked.said] = exp.paren(surely)
        return texts | found

    @property
    def _text(self) -> str:
        """The column of the comment."""
        comments = self.rows.schema.definition.comments
        assert comments is not None, "rows of comments are asked for by them"
        return comments.text

    def _texts(self) -> dict[str, None]:
        """Return the columns whose texts are brought."""
        asked = self.asked
        if self.sample:
            listed = () if asked.listed is None else _named(asked.listed)
            return dict.fromkeys([*listed, self._text])
        trees = (asked.person, asked.listed, asked.negative, asked.moment)
        names = dict.fromkeys(name for tree in trees if tree is not None for name in _named(tree))
        names |= dict.fromkeys(asked.by)
        for query in self.themes:
            names |= dict.fromkeys(name for each in dimension_sets(query) for name in each)
        return names | {self._text: None}

    def _truths(self) -> list[Tree]:
        """Return the conditions that the engine answers: expressions of users, and flags."""
        asked = self.asked
        found: dict[Tree, None] = {}
        if asked.publish is not None:
            found[asked.publish] = None
        if not asked.words and asked.listed is None:
            found |= dict.fromkeys(asked.themes.values())
        for query in self.themes:
            if query.where is not None:
                found[query.where] = None
                found[query.totals[Part.UNKNOWN].rows] = None
        return list(found)

    def _sure(self) -> Tree | None:
        """Return where a comment says something for sure; None where all have to be looked at.

        It has more signs than the longest of the cells that say nothing, each of which is one
        here too. Of these alone nothing but that is needed, unless they are to be printed. What an
        engine takes for a sign is known of those alone that tests run.
        """
        comments, schema = self.rows.schema.definition.comments, self.rows.schema
        assert comments is not None, "as above"
        described = schema.described(schema.sources[0], comments.text)
        tested = self.rows.words.name in DIALECTS
        if self.sample or self.asked.words or described.rename or not tested:
            return None
        silent = (*comments.no_comment, *schema.dataset.missing, *described.missing)
        signs = max((len(composed(cell).strip()) for cell in silent), default=0) + 1
        if signs > MOST_SIGNS:
            return None
        pattern = f"([{_SEEN}][^{_SEEN}]*){{{signs}}}"
        return self.rows.words.matches(column(self.rows.bare(comments.text)), pattern)

    def _needed(self, text: Tree, printed_from: date | None) -> Tree:
        """Return *text* where it is printed, or may say nothing; a blank where it is not needed."""
        words, sure = self.rows.words, self._sure()
        assert sure is not None, "who needs all of them does not ask"
        wanted = [case((sure, number(0)), otherwise=ONE)]
        if self.asked.publish is not None and printed_from is not None:
            late = exp.GTE(this=column(DAY), expression=words.a_day(printed_from))
            printed = both(self.rows.placed(self.asked.publish), late)
            wanted.append(case((printed, ONE), otherwise=number(0)))
        needed = [exp.EQ(this=each, expression=ONE.copy()) for each in wanted]
        return case((exp.or_(*needed), text))


def _truth(at: int) -> str:
    return f"$truth {at} here"


def _text_of(name: str) -> Tree:
    inner = exp.column(exp.to_identifier(name, quoted=True))
    return exp.Anonymous(this=TEXT_OF, expressions=[inner])


def _named(tree: Tree) -> Iterator[str]:
    """Yield the columns whose texts *tree* asks for."""
    calls: Iterable[exp.Anonymous] = tree.find_all(exp.Anonymous)
    yield from (call.expressions[0].name for call in calls if call.name == TEXT_OF)
