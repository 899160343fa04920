"""The names under which things stand on the way from rows of customers to their ledger.

No column of a table has such a name, and none is given twice on the way: ClickHouse takes a column
for whatever has its name.
"""

from sqlglot import exp

from cxscore.measure.engines.warehouse.dialects import Tree, column, number
from cxscore.measure.queries.ledger_query import LedgerQuery

WHO, EDGE, BEGINS, WORTH = "$who", "$edge", "$begins", "$worth"
"""Of an end of a stint: whose, its day as a number, 1 where it begins, and what it is worth."""
CAME, IS_NEW, REASON = "$came", "$is new", "$reason"
"""What its row says besides: 1 where recommended, 1 where new, and why it ended."""
STEP, N, V, N_AFTER, V_AFTER = "$step", "$n", "$v", "$n after", "$v after"
"""A step, by how many rows and in value it changes what is there, and what is there after it."""
FIRST_STEP, NEXT_STEP = "$first step", "$next step"
"""A customer's first step of all, and the one after this."""
SINCE, UNNAMED, OPENED, WHY = "$since", "$unnamed", "$opened", "$why"
"""The first day of a stint, and of one that nobody recommended; how many are new; why one ended."""
FIRST, LAST = "$first", "$last"
"""The places of a span of several steps."""
WAS, IS, V_WAS, V_IS = "$was", "$is", "$v was", "$v is"
"""How many rows a customer has at both ends, and what they are worth."""
FRESH, NAMED, TOLD = "$fresh", "$named", "$told"
"""1 where a customer was never seen before, and was recommended; why it was lost."""


def segments(query: LedgerQuery) -> list[str]:
    """Return the names under which the columns stand that customers are cut by."""
    return [f"$segment {at}" for at, _ in enumerate(query.columns)]


def own_segment(name: str) -> str:
    """Return the name under which the segment *name* stands, with its day before it."""
    return f"{name} own"


def cut(name: str) -> str:
    """Return the name under which the segment *name* of a move stands."""
    return f"{name} of"


def positive(name: str) -> Tree:
    """Return whether the number called *name* is more than 0."""
    return exp.GT(this=column(name), expression=number(0))


def equal(name: str, value: int) -> Tree:
    """Return whether the number called *name* is *value*."""
    return exp.EQ(this=column(name), expression=number(value))
