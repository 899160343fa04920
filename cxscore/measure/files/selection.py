"""Which rows of a file are data: its own totals are left out, and blanks take the value above."""

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.database import literal, open_database
from cxscore.measure.places import readable

_AT, _FOOTER = '"$at"', '"$footer"'
_SPACES = " \t\u00a0"


@frozen
class Words:
    """Words of one column (from 0) that mark a row as a total of others."""

    column: int
    words: tuple[str, ...]
    """As :func:`plain` gives them."""

    def sql(self) -> str:
        """Return SQL that is true for such a row."""
        cell = f"LOWER(NFC_NORMALIZE(TRIM(c{self.column + 1}, {literal(_SPACES)})))"
        listed = ", ".join(literal(word) for word in self.words)
        return f"COALESCE({cell} IN ({listed}), FALSE)"

    def met_in(self, cells: Sequence[str]) -> bool:
        """Return whether *cells*, of a row that may be broken, are such a row."""
        return self.column < len(cells) and plain(cells[self.column]) in self.words


def plain(word: str) -> str:
    """Return *word* as it is compared: trimmed, in small letters, composed."""
    return unicodedata.normalize("NFC", word.strip(_SPACES)).lower()


@frozen
class Selection:
    """What is done to the rows of a file before anything else sees them."""

    width: int = 0
    footer: tuple[Words, ...] = ()
    totals: tuple[Words, ...] = ()
    filled: tuple[int, ...] = ()
    """The columns (from 0) in which a blank takes the value above it."""

    @property
    def leaves_out(self) -> bool:
        """Whether rows may be left out."""
        return bool(self.footer or self.totals)

    def relation(self, table: str) -> str:
        """Return what stands after FROM for the rows of *table* that are data, in its order."""
        if not self.leaves_out and not self.filled:
            return table
        cells = ", ".join(f"c{at}" for at in range(1, self.width + 1))
        order = f" ORDER BY {_AT}" if self.filled else ""
        return f"(SELECT {cells} FROM {self._marked(table)} WHERE NOT ({self._out()}){order})"  # noqa: S608 (names are ours)

    def counted(self, table: str) -> str:
        """Return a query for how many rows of *table* are left out."""
        return f"SELECT COUNT(*) FROM {self._marked(table)} WHERE {self._out()}"  # noqa: S608 (names are ours)

    def is_footer(self, cells: Sequence[str]) -> bool:
        """Return whether *cells*, of a row that may be broken, are a footer."""
        return any(words.met_in(cells) for words in self.footer)

    def originals(
        self, rows: Sequence[int], table: str, paths: Sequence[Path], workspace: Path
    ) -> Mapping[int, int]:
        """Return the numbers in *table* of *rows* of the relation, both from 0.

        Args:
            rows: numbers of rows that are data.
            table: as for :meth:`relation`.
            paths: the files that *table* reads.
            workspace: a folder to spill to.
        """
        if not self.leaves_out:
            return {row: row for row in rows}
        wanted = ", ".join(str(int(row)) for row in rows) or "NULL"
        query = (
            f"SELECT ROW_NUMBER() OVER (ORDER BY {_AT}) - 1 AS now, {_AT} "  # noqa: S608 (see above)
            f"FROM {self._marked(table)} WHERE NOT ({self._out()}) QUALIFY now IN ({wanted})"
        )
        with open_database(paths, workspace) as database:
            return dict(database.execute(query).fetchall())

    def _marked(self, table: str) -> str:
        """Return *table* with its rows numbered, its footers marked and its blanks filled."""
        footer = " OR ".join(words.sql() for words in self.footer) or "FALSE"
        marked = f"SELECT *, ROW_NUMBER() OVER () - 1 AS {_AT}, {footer} AS {_FOOTER} FROM {table}"  # noqa: S608 (see above)
        if not self.filled:
            return f"({marked})"
        above = f"OVER (ORDER BY {_AT} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
        cells = ", ".join(
            f"LAST_VALUE(NULLIF(TRIM(c{at + 1}, {literal(_SPACES)}), '') IGNORE NULLS) {above} "
            f"AS c{at + 1}"
            for at in self.filled
        )
        return f"(SELECT * REPLACE ({cells}) FROM ({marked}))"  # noqa: S608 (see above)

    def _out(self) -> str:
        return " OR ".join([_FOOTER, *(words.sql() for words in self.totals)])


def shown_words(words: Sequence[str]) -> str:
    """Return *words* as a message lists them."""
    return ", ".join(f"'{readable(word)}'" for word in words)
