"""Values as whole millionths: the only decimals that every engine adds up to the same digit."""

from decimal import Decimal

from sqlglot import exp

from cxscore.measure.engines.warehouse.dialects import ONE, Dialect, Tree, case, less, number, own

TOO_MUCH = 1e18
"""How many millionths one row may not be worth: as ``VALUE`` of files has it."""


def millions(words: Dialect, value: Tree) -> Tree:
    """Return how many millionths the number *value* is, before it is rounded to whole ones."""
    return exp.Mul(this=words.double(exp.paren(own(value))), expression=words.double(number(1e6)))


def rounded(words: Dialect, amount: Tree) -> Tree:
    """Return *amount* rounded to a whole number, halves away from zero, as files' decimals are.

    ``Dialect.rounded`` adds a half first, which is too coarse for sixteen digits.
    """
    towards_zero = words.whole(amount)
    rest = less(amount, towards_zero)
    up = exp.GTE(this=rest, expression=number(0.5))
    down = exp.LTE(this=rest, expression=exp.Neg(this=number(0.5)))
    one = words.double(ONE)
    return case(
        (up, exp.Add(this=words.double(towards_zero), expression=one)),
        (down, exp.Sub(this=words.double(towards_zero), expression=own(one))),
        otherwise=words.double(towards_zero),
    )


def whole(words: Dialect, amount: Tree) -> Tree:
    """Return *amount*, which is whole, as a decimal: sums of it have room."""
    return words.decimal(words.integer(amount), 0)


def money(millionths: int | Decimal | None) -> Decimal:
    """Return a sum of millionths, as an engine answers it, as a decimal."""
    return Decimal(f"{int(millionths or 0)}e-6")
