"""Which cells of tables have to stay empty so that none of the small ones can be worked out.

Tables of counts tell their cells twice: in themselves, and in the totals
that they add up to. A cell that is left out (suppressed) needs others left
out besides it (complementary suppression) wherever totals are published;
Cox (1980), "Suppression methodology and statistical disclosure control",
Journal of the American Statistical Association 75.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from cxscore.frozen import frozen

Cell = tuple[tuple[str, ...], tuple[str | None, ...]]
"""The columns that a table is cut by, and the values that a cell has in them."""
Row = dict[Cell, int]

PRIME = 2**61 - 1
"""Equations are solved modulo this prime: exactly, and with numbers that do not grow."""
THINNED_AT_MOST = 50
"""Cells that are looked at again: each costs the equations once more."""


@frozen
class Line:
    """A total and the cells that add up to it."""

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The parts, then the whole."""
        return (*self.parts, self.whole)


def protected(
    bases: Mapping[Cell, int],
    small: frozenset[Cell],
    lines: Sequence[Line],
    tells_each: Callable[[Sequence[Cell]], bool],
    beyond: Sequence[Line] = (),
) -> frozenset[Cell]:
    """Return *small* and the cells that have to be left out with them.

    *bases* has the base of each cell that would be published and may be left
    out instead; cells of *lines* without one are known to nobody. The next
    smallest cell of a line is added until no cell that is left out follows
    from those published, nor from what is told of several together:
    *tells_each* says whether their sum gives each of them away. Lines
    *beyond* follow from *lines*: they add up past tables nobody knows.
    """
    named = {cell for line in lines for cell in line.cells if cell[0]}
    nowhere = frozenset(named.difference(bases))
    tables = _Tables(bases, lines, nowhere, tells_each, (*lines, *beyond))
    hidden = small
    while more := tables.complements(hidden):
        hidden |= more
    return _thinned(tables, hidden, small)


def worked_out(lines: Sequence[Line], unknown: frozenset[Cell]) -> frozenset[Cell]:
    """Return which of the *unknown* cells follow from all the others.

    *lines* are equations. A cell follows where every solution of the
    equations without their known parts has a nought for it; one solution
    with free cells chosen at random shows that, for a nought by accident has
    a chance of 2⁻⁶¹.
    """
    solved = _solved(_equations(lines, unknown))
    free = (cell for cell in sorted(unknown, key=in_order) if cell not in solved)
    values = {cell: pow(at + 12345, 65537, PRIME) for at, cell in enumerate(free)}
    for pivot, row in reversed(solved.items()):
        values[pivot] = -sum(times * values[cell] for cell, times in row.items()) % PRIME
    return frozenset(cell for cell, value in values.items() if value == 0)


def in_order(cell: Cell) -> tuple[tuple[str, ...], list[tuple[bool, str]]]:
    """Return what cells are sorted by: their columns, then their values, blanks last."""
    by, segment = cell
    return by, [(value is None, value or "") for value in segment]


@frozen
class _Tables:
    """Tables that share totals, and what may be left out of them."""

    bases: Mapping[Cell, int]
    lines: Sequence[Line]
    nowhere: frozenset[Cell]
    """Cells that no published table has."""
    tells_each: Callable[[Sequence[Cell]], bool]
    sums: Sequence[Line]
    """All lines, and those that follow from them and whose parts may be told together."""

    def complements(self, hidden: frozenset[Cell]) -> frozenset[Cell]:
        """Return the next cells to be left out; none where all is safe, or nothing is left."""
        told = self.told(hidden)
        if not told:
            return frozenset()
        through, unknown = self._through(), self.nowhere | hidden
        untouched = (line for line in self.lines if unknown.isdisjoint(line.cells))
        opens = Counter(cell for line in untouched for cell in line.cells)

        def worth(line: Line, cell: Cell) -> tuple[object, ...]:
            """A total last; then what opens the fewest lines that are whole; then the smallest."""
            return cell == line.whole, opens[cell], self.bases[cell], in_order(cell)

        def next_of(lines: Iterable[Line]) -> frozenset[Cell]:
            telling = [line for line in lines if self._choice(line, hidden)]
            found: set[Cell] = set()
            # Where a cell alone is left out that line tells it, else several lines do together.
            for line in [x for x in telling if _left(x, unknown) == 1] or telling:
                # One more in each line at a time: it may serve several cells.
                if found.isdisjoint(line.cells):
                    found.add(min(self._choice(line, hidden), key=partial(worth, line)))
            return frozenset(found)

        if near := next_of(line for line in self.lines if not told.isdisjoint(line.cells)):
            return near
        # What tells them is told in other lines, through cells that are left out or nowhere.
        for cells in _farther(told, through, unknown):
            if opened := [found for cell in cells if (found := next_of(through[cell]))]:
                return min(opened, key=lambda found: sum(self.bases[cell] for cell in found))
        # Nothing that is connected is left: no table with such a cell is shown at all.
        columns = {by for by, _ in told}
        return frozenset(cell for cell in self.bases if cell[0] in columns) - hidden

    def told(self, hidden: frozenset[Cell]) -> frozenset[Cell]:
        """Return which *hidden* cells follow from what is published."""
        unknown = self.nowhere | hidden
        follow = worked_out(self.lines, unknown)
        unknown -= follow
        found = set(follow & hidden)
        for line in self.sums:
            left = [cell for cell in line.parts if cell in unknown]
            known = line.whole not in unknown and hidden.issuperset(left)
            if left and known and self.tells_each(left):
                found.update(left)
        return frozenset(found)

    def follow(self, hidden: frozenset[Cell]) -> frozenset[Cell]:
        """Return which *hidden* cells have one solution, whatever is in them."""
        return worked_out(self.lines, self.nowhere | hidden) & hidden

    def _choice(self, line: Line, hidden: frozenset[Cell]) -> list[Cell]:
        return [cell for cell in line.cells if cell in self.bases and cell not in hidden]

    def _through(self) -> dict[Cell, list[Line]]:
        through: dict[Cell, list[Line]] = {}
        for line in self.lines:
            for cell in line.cells:
                through.setdefault(cell, []).append(line)
        return through


def _thinned(tables: _Tables, hidden: frozenset[Cell], small: frozenset[Cell]) -> frozenset[Cell]:
    """Return *hidden* without those cells, largest first, that turned out not to be needed."""
    added = sorted(hidden - small, key=lambda cell: (-tables.bases[cell], in_order(cell)))
    if len(added) < 2:
        return hidden
    told, follow = tables.told(hidden), tables.follow(hidden)
    for cell in added[:THINNED_AT_MOST]:
        fewer = hidden - {cell}
        if tables.told(fewer) <= told and tables.follow(fewer) <= follow:
            hidden = fewer
    return hidden


def _farther(
    told: Iterable[Cell], through: Mapping[Cell, Sequence[Line]], unknown: frozenset[Cell]
) -> Iterator[list[Cell]]:
    """Yield the *unknown* cells in the lines of those *told*, then those in their lines, so on."""
    seen, last = set(told), sorted(told, key=in_order)
    while last:
        lines = (line for cell in last for line in through.get(cell, ()))
        fresh = {cell for line in lines for cell in line.cells if cell in unknown} - seen
        seen |= fresh
        last = sorted(fresh, key=in_order)
        yield last


def _left(line: Line, unknown: frozenset[Cell]) -> int:
    return len(unknown.intersection(line.cells))


def _equations(lines: Iterable[Line], unknown: frozenset[Cell]) -> Iterator[Row]:
    for line in lines:
        row = {cell: 1 for cell in line.parts if cell in unknown}
        if line.whole in unknown:
            row[line.whole] = PRIME - 1
        if row:
            yield row


def _solved(equations: Iterable[Row]) -> dict[Cell, Row]:
    """Return a cell of each independent equation with what it is, negated, made of.

    A cell is made of free cells and of such as follow it in the result.
    """
    solved: dict[Cell, Row] = {}
    place: dict[Cell, int] = {}
    for row in equations:
        while known := [cell for cell in row if cell in place]:
            pivot = min(known, key=place.__getitem__)
            _take_out(row, row.pop(pivot), solved[pivot])
        if row:
            pivot, inverse = next(iter(row)), pow(row.pop(next(iter(row))), -1, PRIME)
            solved[pivot] = {cell: times * inverse % PRIME for cell, times in row.items()}
            place[pivot] = len(place)
    return solved


def _take_out(row: Row, times: int, other: Row) -> None:
    """Subtract *other*, *times* over, from *row*."""
    for cell, factor in other.items():
        left = (row.get(cell, 0) - times * factor) % PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
