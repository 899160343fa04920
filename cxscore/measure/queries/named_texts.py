"""Texts that expressions compare columns with, to be looked for in the rows."""

from collections.abc import Iterator

from sqlglot import exp

from cxscore.documents import Where
from cxscore.frozen import frozen


@frozen
class NamedText:
    """A text that something made of one column is compared with."""

    path: Where
    """The place in kpis.yaml."""
    operand: exp.Expr
    """What is compared: a column, or a function of it."""
    text: str
    pattern: bool = False
    """Whether it is what follows ``like``."""
    precaution: bool = False
    """Whether rows with it are to be kept out: there may well be none."""

    @property
    def column(self) -> str:
        """The column that it should stand in."""
        return next(self.operand.find_all(exp.Column)).name

    @property
    def met(self) -> exp.Expr:
        """What is true of a row that has it."""
        kind = exp.Like if self.pattern else exp.EQ
        return kind(this=self.operand.copy(), expression=exp.Literal.string(self.text))

    @property
    def said(self) -> str:
        """What is compared, as the user would write it."""
        return (
            self.operand.sql("duckdb")
            .replace('"', "")
            .replace("TRIM(", "trim(")
            .replace("LOWER(", "lower(")
            .replace("UPPER(", "upper(")
        )


def texts_named(tree: exp.Expr, path: Where) -> Iterator[NamedText]:
    """Yield the texts that columns are compared with in *tree*, which stands at *path*."""
    for node in tree.find_all(exp.EQ, exp.NEQ, exp.In, exp.Like, exp.Nullif, bfs=False):
        out = _is_denied(node) or isinstance(node, exp.NEQ | exp.Nullif)
        if isinstance(node, exp.In):
            pairs = [(node.this, other) for other in node.expressions]
        else:
            pairs = [(node.this, node.expression), (node.expression, node.this)]
        for operand, other in pairs:
            if _is_text(other) and len(list(operand.find_all(exp.Column))) == 1:
                # What coalesce puts into the blanks need not stand in any cell.
                own = {part.this for part in operand.find_all(exp.Literal)}
                if other.this not in own:
                    pattern = isinstance(node, exp.Like)
                    yield NamedText(path, operand.unnest().copy(), other.this, pattern, out)


def _is_text(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and bool(node.args.get("is_string"))


def _is_denied(node: exp.Expr) -> bool:
    """Return whether *node* stands below an odd number of nots."""
    denied, above = False, node.parent
    while above is not None:
        denied ^= isinstance(above, exp.Not)
        above = above.parent
    return denied
