"""Small trees of SQL: templates filled, conditions joined, products."""

from functools import lru_cache

import sqlglot
from sqlglot import exp

ONE = exp.Literal.number(1)


@lru_cache(maxsize=256)
def _template(text: str) -> exp.Expr:
    return sqlglot.parse_one(text)


def fill(template: str, **parts: exp.Expr) -> exp.Expr:
    """Return the tree of *template* with each ``:name`` replaced by the part of that name."""
    copies = {name: part.copy() for name, part in parts.items()}
    # It copies the template itself.
    return exp.replace_placeholders(_template(template), **copies)


def both(*conditions: exp.Expr | None) -> exp.Expr:
    """Return what is true where all of *conditions* are; TRUE where there are none."""
    return _joined([c.copy() for c in conditions if c is not None and c != exp.true()])


def known(*trees: exp.Expr | None) -> exp.Expr:
    """Return what is true where none of *trees* is blank."""
    return _joined(
        [
            exp.Not(this=exp.Is(this=exp.Paren(this=tree.copy()), expression=exp.Null()))
            for tree in trees
            if tree is not None
        ]
    )


def _joined(conditions: list[exp.Expr]) -> exp.Expr:
    """Return what is true where all of *conditions*, which belong to no tree, are."""
    return exp.and_(*conditions, copy=False) if conditions else exp.true()


def product(*factors: exp.Expr | None) -> exp.Expr:
    """Return the product of *factors*; 1 where there are none."""
    found = [factor for factor in factors if factor is not None and factor != ONE]
    tree = found[0].copy() if found else ONE.copy()
    for factor in found[1:]:
        tree = exp.Mul(this=tree, expression=factor.copy())
    return tree
