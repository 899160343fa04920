"""What follows from totals, and what has to be left out so that nothing does."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.score.statistics.disclosure import Line, protected, worked_out

TOTAL = ((), ())


def never(left):
    return False


def region(name):
    return ("region",), (name,)


def cell(channel, name):
    return ("channel", "region"), (channel, name)


def one_by(**bases):
    cells = {region(name): base for name, base in bases.items()}
    return cells, [Line(TOTAL, tuple(cells))]


def crossed(counts):
    """Tables by region, by channel and by both of *counts*, rows of regions."""
    regions = [f"R{at}" for at in range(len(counts))]
    channels = [f"c{at}" for at in range(len(counts[0]))]
    cells = {
        cell(channel, name): counts[row][column]
        for (row, name), (column, channel) in product(enumerate(regions), enumerate(channels))
        if counts[row][column]
    }
    lines = []
    for at, names in enumerate((channels, regions)):
        columns = ("channel",) if at == 0 else ("region",)
        parts = {
            (columns, (name,)): [
                c for c in cells if c[0] == ("channel", "region") and c[1][at] == name
            ]
            for name in names
        }
        parts = {whole: inner for whole, inner in parts.items() if inner}
        lines += [Line(whole, tuple(inner)) for whole, inner in parts.items()]
        lines.append(Line(TOTAL, tuple(parts)))
        cells |= {whole: sum(cells[c] for c in inner) for whole, inner in parts.items()}
    return cells, lines


def follows(lines, unknown):
    """The unknown cells that have no share in any solution without the known ones (by SVD)."""
    names = sorted(unknown, key=repr)
    matrix = np.array(
        [[(name in line.parts) - (name == line.whole) for name in names] for line in lines],
        dtype=float,
    )
    _, sizes, rows = np.linalg.svd(matrix)
    null = rows[int((sizes > 1e-9).sum()) :]
    return {name for at, name in enumerate(names) if np.abs(null[:, at]).max(initial=0) < 1e-9}


def test_the_next_smallest_goes_with_one_that_is_alone():
    cells, lines = one_by(North=100, South=5, East=40, West=60)
    hidden = protected(cells, frozenset({region("South")}), lines, never)
    assert hidden == {region("South"), region("East")}


def test_two_need_no_other():
    cells, lines = one_by(North=100, South=5, East=6)
    small = frozenset({region("South"), region("East")})
    assert protected(cells, small, lines, never) == small


def test_two_that_are_told_together_need_another():
    cells, lines = one_by(North=100, South=1, East=1, West=50)
    small = frozenset({region("South"), region("East")})
    hidden = protected(cells, small, lines, lambda left: sum(cells[c] for c in left) == len(left))
    assert hidden == {*small, region("West")}


def test_where_nothing_is_left_it_ends():
    cells, lines = one_by(South=5)
    assert protected(cells, frozenset(cells), lines, never) == {region("South")}


def test_a_cell_is_hidden_in_each_line_that_is_published():
    counts = [[100, 90, 80], [70, 5, 60], [50, 40, 45]]
    cells, lines = crossed(counts)
    hidden = protected(cells, frozenset({cell("c1", "R1")}), lines, never)
    assert len(hidden) == 4
    assert all(len(one[0]) == 2 for one in hidden), "no margin need be hidden"


def test_cells_that_follow_from_several_lines_together_are_found():
    # Each row and column has two gaps, and yet the one between the squares follows.
    counts = [[9] * 4 for _ in range(4)]
    _, lines = crossed(counts)
    square = {cell(f"c{c}", f"R{r}") for r, c in product((0, 1), (0, 1))}
    other = {cell(f"c{c}", f"R{r}") for r, c in product((2, 3), (2, 3))}
    bridge = cell("c2", "R1")
    unknown = frozenset({*square, *other, bridge})
    assert worked_out(lines, unknown) == {bridge} == follows(lines, unknown)


def test_a_bridge_between_squares_is_mended():
    cells, lines = crossed([[50] * 4 for _ in range(4)])
    square = {cell(f"c{c}", f"R{r}") for r, c in product((0, 1), (0, 1))}
    other = {cell(f"c{c}", f"R{r}") for r, c in product((2, 3), (2, 3))}
    small = frozenset({*square, *other, cell("c2", "R1")})
    hidden = protected(cells, small, lines, never)
    assert not follows(lines, hidden)
    assert small < hidden


COUNTS = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 90), min_size=width, max_size=width), min_size=2, max_size=5
    )
)


@settings(max_examples=150, deadline=None)
@given(COUNTS)
def test_nothing_follows_but_what_has_nobody_beside_it(counts):
    cells, lines = crossed(counts)
    small = frozenset(one for one, base in cells.items() if base < 30)
    hidden = protected(cells, small, lines, never)
    assert worked_out(lines, hidden) == follows(lines, hidden) if hidden else True
    for one in worked_out(lines, hidden):
        # Then it is all that there is: of the whole, or of a line in which all is hidden.
        assert all(
            other in hidden or other == TOTAL
            for line in lines
            if one in line.parts or one == line.whole
            for other in (*line.parts, line.whole)
        )
