"""Movements that somebody else counted, in a table: added up there by day, as those of files."""

from datetime import date
from decimal import Decimal

from sqlglot import exp

from cxscore.composed import composed
from cxscore.frozen import frozen
from cxscore.measure.engines.duckdb.kept_counts import Kept, KeptCounts
from cxscore.measure.engines.duckdb.rows import DAY
from cxscore.measure.engines.warehouse.dialects import (
    Tree,
    case,
    column,
    count_if,
    named,
    nested,
    picked,
)
from cxscore.measure.engines.warehouse.millionths import (
    TOO_MUCH,
    millions,
    money,
    rounded,
    whole,
)
from cxscore.measure.engines.warehouse.rows import DescribedRows, TableRows
from cxscore.measure.ledger_counts import tidy
from cxscore.measure.queries.customers import CustomerRows
from cxscore.measure.queries.query import Dimensions
from cxscore.model.customers import COUNTS, VALUES
from cxscore.model.measured import Segment

_KEYS = (*COUNTS, *VALUES)


@frozen
class TableKeptCounts(KeptCounts):
    """The movements of one table, asked in one SELECT."""

    rows: TableRows

    def _kept(self, columns: Dimensions) -> dict[Segment, list[Kept]] | None:
        customers = self.query.customers
        places = {key: at for at, key in enumerate(_given(customers))}
        width = len(columns)
        sums: dict[Segment, dict[date, tuple[Decimal, ...]]] = {}
        for day, *rest in self.rows.ask(movements_query(self.rows, customers, columns)):
            *numbers, too_large = rest[width:]
            if too_large:
                return None
            segment = tuple(None if each is None else composed(each) for each in rest[:width])
            found = [money(numbers[places[key]]) if key in places else Decimal() for key in _KEYS]
            days = sums.setdefault(segment, {})
            known = days.get(day, (Decimal(),) * len(_KEYS))
            days[day] = tuple(tidy(a + b) for a, b in zip(known, found, strict=True))
        return {segment: sorted(days.items()) for segment, days in sums.items()}


def movements_query(
    rows: DescribedRows, customers: CustomerRows, columns: Dimensions
) -> exp.Select:
    """Return the query for the sums of what was kept, by day and segment, in millionths.

    The last column counts the numbers that are too large to be added up.
    """
    words, given = rows.words, _given(customers)
    keys: list[Tree] = [column(DAY), *(column(rows.text(name)) for name in columns)]
    amounts = [named(millions(words, rows.placed(customers.counts[key])), key) for key in given]
    told = picked([*keys, *amounts], nested(rows.select(sound=True), "sound"))
    near = [named(rounded(words, column(key)), f"$rounded {key}") for key in given]
    read = picked([*keys, *near], nested(told, "told"), words.known(column(DAY)))
    parts: list[Tree] = [column(f"$rounded {key}") for key in given]
    large = [
        exp.GTE(this=exp.Abs(this=part.copy()), expression=exp.Literal.number(TOO_MUCH))
        for part in parts
    ]
    sums = [
        named(
            exp.Sum(this=case((exp.Not(this=exp.paren(is_large.copy())), whole(words, part)))), key
        )
        for key, part, is_large in zip(given, parts, large, strict=True)
    ]
    too_large = named(count_if(exp.or_(*large)), "too large")
    return picked([*keys, *sums, too_large], nested(read, "read"), by=keys)


def _given(customers: CustomerRows) -> list[str]:
    """Return the keys of the columns that there are, in order."""
    return [key for key in _KEYS if key in customers.counts]
