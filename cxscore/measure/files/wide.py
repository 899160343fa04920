"""An unpivoted table, whose months are rows: its copy, and where its cells came from."""

import csv
from collections.abc import Sequence
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.files.delimited import Delimited
from cxscore.measure.files.unpivoted import Unpivoted
from cxscore.measure.places import Place


@frozen
class UnpivotedSource:
    """A table with months across the columns, copied to a CSV file with a row a month."""

    copy: Delimited
    places: tuple[tuple[Place, ...], ...]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that DuckDB has to be let at."""
        return self.copy.paths

    def relation(self) -> str:
        """Return the table function that reads it, all columns text, named c1, c2, ..."""
        return self.copy.relation()

    def locate(self, rows: Sequence[int], column: int) -> list[Place]:
        """Return where the cells of *column* stood before the table was unpivoted."""
        return [self.places[row][column] for row in rows]


def copy_unpivoted(unpivoted: Unpivoted, target: Path) -> UnpivotedSource:
    """Write an unpivoted table to *target*, a CSV file without a header."""
    with target.open("w", encoding="utf-8", errors="replace", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(unpivoted.rows)
    return UnpivotedSource(Delimited.copied(target, len(unpivoted.header)), unpivoted.places)
