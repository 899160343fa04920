"""Nobody can work out what is withheld, from anything that scorecard.json says."""

import json
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from cxscore.model.measured import Parts
from cxscore.model.measures import Count, Mean, Nps, Ratio, RatioPart, Share, Sum, Value
from cxscore.rendering import render
from cxscore.score.methods.suppression import withheld
from cxscore.score.values.readings import Readings
from cxscore.score.values.value import pooled
from tests.score import made

LEAST = 30
REGION, CHANNEL, BOTH = ("region",), ("channel",), ("channel", "region")
SHARE = made.kpi(Share("s"), minimum_base=LEAST, suppress=True)


def by_region(segments, one=SHARE, **more):
    """Return who is withheld of *segments* by region, in one month."""
    facts = made.monthly("2026-06", [pooled(segments.values())])
    for name, parts in segments.items():
        facts += made.monthly("2026-06", [parts], by=REGION, segment=(name,))
    one = replace(one, by=(REGION,), **more)
    return {segment[0] for segment in asked(one, facts, REGION)}


def asked(one, facts, by, period="2026-06"):
    defined = made.definition(one)
    month = defined.calendar.parse(period)
    readings = Readings(defined, made.measured(month, facts), date(2026, 7, 6))
    return withheld(one, readings, month, by)


def share(n):
    return made.share_parts(n / 2, n)


@pytest.mark.parametrize(
    ("bases", "gone"),
    [
        pytest.param({"A": 100, "B": 40, "C": 60}, set(), id="none is small"),
        pytest.param({"A": 100, "B": 29, "C": 60, "D": 30}, {"B", "D"}, id="the next smallest"),
        pytest.param({"A": 100, "B": 29, "C": 20}, {"B", "C"}, id="two small ones"),
        pytest.param({"A": 100, "B": 20, None: 40, "C": 50}, {"B", None}, id="a blank"),
        pytest.param({"A": 100, "B": 20, "C": 0, "D": 50}, {"B", "D"}, id="nobody hides nobody"),
        pytest.param({"B": 20}, {"B"}, id="alone"),
        pytest.param({"B": 20, "A": 35}, {"A", "B"}, id="all there are"),
    ],
)
def test_a_small_one_takes_the_next_smallest_with_it(bases, gone):
    assert by_region({name: share(n) for name, n in bases.items()}) == gone


def test_only_where_it_is_asked_for():
    segments = {"A": share(100), "B": share(3)}
    assert by_region(segments, suppress=False) == set()
    assert by_region(segments, minimum_base=0) == set()


def test_given_values_have_no_base():
    segments = {"A": made.value_parts(1.0), "B": made.value_parts(2.0)}
    assert by_region(segments, replace(SHARE, measure=Value("v"))) == set()


MIXED = {
    Share: made.share_parts(50, 100),
    Nps: made.nps_parts(50, 30, 20),
    Mean: made.mean_parts([1.0, 4.0] * 50),
    Ratio: Parts(100, 7.0, 100.0),
    Sum: Parts(100, 5.0),
    Count: Parts(100, 100.0),
}
RATIO = Ratio(RatioPart(sum="a"), RatioPart(sum="b"))


@pytest.mark.parametrize(
    ("measure", "small", "alike"),
    [
        (Share("s"), (made.share_parts(0, 10), made.share_parts(0, 8)), True),
        (Share("s"), (made.share_parts(10, 10), made.share_parts(8, 8)), True),
        (Share("s"), (made.share_parts(10, 10), made.share_parts(0, 8)), False),
        (Share("s"), (made.share_parts(1, 1), made.share_parts(0, 1)), True),
        (Nps("s"), (made.nps_parts(4, 0, 0), made.nps_parts(9, 0, 0)), True),
        (Nps("s"), (made.nps_parts(0, 4, 0), made.nps_parts(0, 3, 0)), True),
        (Nps("s"), (made.nps_parts(4, 1, 0), made.nps_parts(2, 0, 1)), False),
        (Mean("s"), (made.mean_parts([4.0] * 5), made.mean_parts([4.0] * 3)), True),
        (Mean("s"), (made.mean_parts([4.0, 5.0]), made.mean_parts([4.0] * 3)), False),
        (RATIO, (Parts(9, 0.0, 9.0), Parts(7, 0.0, 7.0)), True),
        (RATIO, (Parts(9, 1.0, 9.0), Parts(7, 0.0, 7.0)), False),
        (Sum("s"), (Parts(9, 0.0), Parts(7, 0.0)), True),
        (Sum("s"), (Parts(9, None), Parts(7, 0.0)), False),
        (Count("rows"), (Parts(9, 9.0), Parts(7, 7.0)), False),
    ],
)
def test_two_that_are_alike_are_told_together(measure, small, alike):
    """Their sum is known from the total; where it says all of each, a third goes with them."""
    large = [MIXED[type(measure)], MIXED[type(measure)]]
    segments = dict(zip("ABCD", (*small, *large), strict=True))
    gone = by_region(segments, replace(SHARE, measure=measure))
    assert {"A", "B"} <= gone
    assert (len(gone) > 2) is alike


def test_columns_in_another_order_are_the_same_crossing():
    facts = table([[50, 60, 70], [80, 5, 90], [50, 60, 90]], BOTH)
    flipped = [replace(f, by=BOTH[::-1], segment=f.segment[::-1]) for f in facts if f.by == BOTH]
    one = replace(SHARE, by=(BOTH, BOTH[::-1]))
    straight = asked(one, [*facts, *flipped], BOTH)
    assert {segment[::-1] for segment in straight} == asked(one, [*facts, *flipped], BOTH[::-1])
    assert ("c1", "R1") in straight


def test_crossings_that_share_a_column_tell_each_other():
    """By region nothing is published, and yet both crossings add up to it."""
    facts = table([[100, 5], [90, 80]], BOTH)
    other = ("product", "region")
    facts += [
        fact
        for region, n in (("R0", 105), ("R1", 170))
        for name, part in (("p", 50), ("q", n - 50))
        for fact in made.monthly("2026-06", [share(part)], by=other, segment=(name, region))
    ]
    alone = asked(replace(SHARE, by=(BOTH,)), facts, BOTH)
    assert len(alone) == 2
    together = asked(replace(SHARE, by=(BOTH, other)), facts, BOTH)
    assert ("c1", "R0") in together
    assert ("c0", "R0") in together, "else the total of R0 by product would tell c1"


def test_a_window_with_a_gap_is_withheld_too():
    """It has no value of its own, and would follow from the window of the whole."""
    months = {"A": [share(60)] * 2, "B": [share(50)] * 2, "C": [None, share(6)]}
    whole = [
        pooled(parts[at] for parts in months.values() if parts[at] is not None) for at in (0, 1)
    ]
    facts = made.monthly("2026-06", whole)
    for name, parts in months.items():
        facts += made.monthly("2026-06", parts, by=REGION, segment=(name,))
    one = replace(SHARE, by=(REGION,), window=2)
    assert asked(one, facts, REGION) == {("B",), ("C",)}


def table(counts, *cuts, good=None):
    """Facts of one month, regions down and channels across, by each of *cuts*."""
    cells = {
        (f"c{column}", f"R{row}"): made.share_parts(
            good[row][column] if good else counts[row][column] // 2, counts[row][column]
        )
        for row, column in product(range(len(counts)), range(len(counts[0])))
        if counts[row][column]
    }
    facts = made.monthly("2026-06", [pooled(cells.values())]) if cells else []
    for by in cuts:
        folded = {}
        for (channel, region), parts in cells.items():
            names = {"channel": channel, "region": region}
            folded.setdefault(tuple(names[column] for column in by), []).append(parts)
        for segment, many in folded.items():
            facts += made.monthly("2026-06", [pooled(many)], by=by, segment=segment)
    return facts


def published(one, facts):
    card = made.scorecard(made.definition(one), facts)
    (kpi,) = json.loads(render(card, "json"))["kpis"]
    return kpi


class Attacker:
    """Knows scorecard.json, and that tables add up."""

    def __init__(self, kpi, cuts):
        self.cells = {}
        for row in kpi["segments"]:
            columns = [row["by"]] if isinstance(row["by"], str) else row["by"]
            values = row["segment"] if isinstance(row["segment"], list) else [row["segment"]]
            self.cells[tuple(columns), tuple(values)] = row
        self.cells[(), ()] = kpi
        self.lines = [
            (whole, [c for c in self.cells if c[0] == by and self.within(c, whole)])
            for by in cuts
            for whole in self.cells
            if set(whole[0]) < set(by)
        ]
        self.hidden = [c for c, row in self.cells.items() if c[0] and row["suppressed"]]

    @staticmethod
    def within(cell, whole):
        named = dict(zip(*cell, strict=True))
        return all(named[column] == value for column, value in zip(*whole, strict=True))

    def equations(self, number):
        """Unknown numbers of the hidden cells, from what is known of all the others."""
        rows, known = [], []
        for whole, parts in self.lines:
            if not parts:
                continue
            rows.append([(c in parts) - (c == whole) for c in self.hidden])
            right = 0 if whole in self.hidden else number(self.cells[whole])
            known.append(right - sum(number(self.cells[c]) for c in parts if c not in self.hidden))
        return np.array(rows, dtype=float), np.array(known, dtype=float)

    def follows(self):
        """Return the cells whose number is the same in every solution."""
        matrix, _ = self.equations(lambda row: row["n"] or 0)
        _, sizes, null = np.linalg.svd(matrix)
        free = null[int((sizes > 1e-9).sum()) :]
        return [c for at, c in enumerate(self.hidden) if np.abs(free[:, at]).max(initial=0) < 1e-9]

    def bounds(self, number, low):
        """Return the least and the most that each hidden number can be, none below *low*."""
        matrix, known = self.equations(number)
        found = []
        for at in range(len(self.hidden)):
            wish = np.eye(len(self.hidden))[at]
            ends = [
                linprog(sign * wish, A_eq=matrix, b_eq=known, bounds=(low, None)).fun
                for sign in (1, -1)
            ]
            found.append((ends[0], -ends[1]))
        return found


SIZES = st.integers(0, 80)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(SIZES, st.floats(0, 1)), min_size=2, max_size=7))
@example([(1, 0.0), (30, 0.0), (30, 0.0)])
def test_no_segment_can_be_worked_out(drawn):
    counts = [[n] for n, _ in drawn]
    good = [[round(n * part)] for n, part in drawn]
    facts = table(counts, REGION, good=good)
    if not facts:
        return
    kpi = published(replace(SHARE, by=(REGION,)), facts)
    attacker = Attacker(kpi, [REGION])
    if not attacker.hidden:
        assert all(n == 0 or n >= LEAST for n, _ in drawn)
        return
    if len(attacker.hidden) == sum(n > 0 for n, _ in drawn) < 3:
        # All there are: what is left of the total is the total.
        return
    everything_gone = all(
        row["suppressed"] or not row["n"] for c, row in attacker.cells.items() if c[0]
    )
    for low, high in attacker.bounds(lambda row: row["n"] or 0, 1):
        assert everything_gone or high > low + 0.5, "a base can be worked out"
    assert everything_gone or not attacker.follows()
    if kpi["value"] == 0:
        # Then the whole itself says that of everybody.
        return
    numerators = attacker.bounds(lambda row: (row["value"] or 0) * (row["n"] or 0) / 100, 0)
    for low, high in numerators:
        assert everything_gone or high > low + 0.5, "nothing but noughts is left"


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 120), min_size=width, max_size=width), min_size=2, max_size=5
        )
    )
)
def test_no_cell_of_a_crossing_can_be_worked_out(counts):
    cuts = [REGION, CHANNEL, BOTH]
    facts = table(counts, *cuts)
    if not facts:
        return
    kpi = published(replace(SHARE, by=tuple(cuts)), facts)
    attacker = Attacker(kpi, cuts)
    if not attacker.hidden:
        return
    for cell in attacker.follows():
        beside = [
            other
            for whole, parts in attacker.lines
            if cell == whole or cell in parts
            for other in (whole, *parts)
        ]
        shown = [c for c in beside if c[0] and c not in attacker.hidden and attacker.cells[c]["n"]]
        assert not shown, f"{cell} follows from {shown}"


def rowed(rows, cuts, least):
    """The published KPI of *rows*, (a, b, c, how many, their score), by each of *cuts*."""
    facts = made.monthly("2026-06", [made.mean_parts([s for *_, n, s in rows for _ in range(n)])])
    for by in cuts:
        folded = {}
        for *names, n, score in rows:
            named = dict(zip("abc", names, strict=True))
            folded.setdefault(tuple(named[column] for column in by), []).extend([score] * n)
        for segment, scores in folded.items():
            facts += made.monthly("2026-06", [made.mean_parts(scores)], by=by, segment=segment)
    one = made.kpi(Mean("s"), minimum_base=least, suppress=True, by=cuts)
    return published(one, facts)


class Outsider:
    """Knows scorecard.json, and looks at who may have answered, not at how tables add up."""

    def __init__(self, kpi):
        self.shown, self.hidden = {}, []
        for row in kpi["segments"]:
            by = (row["by"],) if isinstance(row["by"], str) else tuple(row["by"])
            segment = row["segment"] if isinstance(row["segment"], list) else [row["segment"]]
            cell = tuple(sorted(zip(by, segment, strict=True)))
            if row["suppressed"]:
                self.hidden.append(cell)
            elif row["n"]:
                self.shown[cell] = row
        cells = [*self.shown, *self.hidden]
        tables = {tuple(column for column, _ in cell) for cell in cells}
        values = [sorted({v for c in cells for k, v in c if k == name} or {None}) for name in "abc"]
        people = (dict(zip("abc", names, strict=True)) for names in product(*values))
        # A cell that is in no table has nobody in it.
        self.people = [
            person
            for person in people
            if all(tuple((k, person[k]) for k in table) in cells for table in tables)
        ]

    def told(self, shown):
        """Return the hidden cells that follow from the total and those *shown*."""
        known = np.array([self.who(cell) for cell in ((), *shown)])
        rank = np.linalg.matrix_rank(known)
        return {
            cell
            for cell in self.hidden
            if np.linalg.matrix_rank(np.vstack([known, self.who(cell)])) == rank
        }

    def who(self, cell):
        return [float(all(person[k] == v for k, v in cell)) for person in self.people]

    def leaks(self):
        """Return the hidden cells that follow, but for those that are all there is."""
        return self.told(self.shown) - self.told(())


A, AB, AC, BC = ("a",), ("a", "b"), ("a", "c"), ("b", "c")


def cells(*names):
    """The cells that *names* say, such as a=B,c=P."""
    return {tuple(tuple(each.split("=")) for each in name.split(",")) for name in names}


def test_a_margin_nobody_published_tells_no_cell_of_a_crossing():
    """The whole of A by b would give B, by what is left of the total, and so (B, P)."""
    rows = [("A", "X", "P", 6, 10), ("A", "X", "Q", 6, 10), ("B", "X", "P", 2, 3)]
    outsider = Outsider(rowed([*rows, ("B", "Y", "P", 2, 3)], (AB, AC), 5))
    assert not outsider.leaks()
    assert cells("a=B,c=P", "a=A,b=X") <= set(outsider.hidden)
    assert len(outsider.shown) == 1, "one of the two that A has by c need not be hidden"


def test_a_margin_nobody_published_tells_no_cell_beside_a_table_of_one_column():
    rows = [("A", "X", "P", 6, 1), ("A", "Y", "P", 7, 2), ("B", "Y", "Q", 8, 3)]
    outsider = Outsider(rowed([*rows, ("C", "Z", "P", 2, 4)], (A, AB, BC), 3))
    assert not outsider.leaks()
    assert cells("a=C", "a=C,b=Z", "b=Z,c=P") < set(outsider.hidden)
    assert outsider.shown


def test_two_that_are_alike_are_told_by_a_margin_nobody_published():
    """By c all of B is known: six answers with one score, which is that of both by b."""
    rows = [("A", "X", "P", 20, 1), ("A", "Y", "Q", 20, 5), ("A", "Y", "P", 20, 7)]
    alike = [("B", "X", "P", 3, 4), ("B", "Y", "P", 3, 4)]
    outsider = Outsider(rowed([*rows, *alike], (AB, AC), 5))
    assert cells("a=B,b=X", "a=B,b=Y", "a=B,c=P") < set(outsider.hidden)


def test_all_that_is_left_of_the_total_is_looked_at_past_a_margin_nobody_published():
    """Small ones of A and of B have one score, which the total less all others gives."""
    rows = [("A", "X", "Q", 20, 1), ("B", "X", "Q", 20, 5)]
    alike = [("A", "Y", "P", 3, 0), ("B", "Y", "P", 3, 0)]
    outsider = Outsider(rowed([*rows, *alike], (AB, AC), 5))
    by_b = [cell for cell in outsider.hidden if cell[1][0] == "b"]
    assert len(by_b) > 2


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"),
            st.sampled_from("XYZ"),
            st.sampled_from("PQR"),
            st.integers(1, 12),
            st.integers(0, 10),
        ),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from(
        [(AB, AC), (A, AB, BC), (AB, BC), (AB, AC, ("b",)), (A, AB, AC), (AB, AC, ("c",))]
    ),
    st.sampled_from([3, 5, 9]),
)
def test_no_cell_of_crossings_that_overlap_can_be_worked_out(rows, cuts, least):
    assert not Outsider(rowed(rows, cuts, least)).leaks()


def test_nothing_else_in_the_document_tells_them():
    segments = {"North": 400, "South": 17, "East": 43, "West": 300}
    facts = made.monthly("2026-06", [share(sum(segments.values()))] * 3)
    for name, n in segments.items():
        facts += made.monthly(
            "2026-06", [share(400), share(300), share(n)], by=REGION, segment=(name,)
        )
    kpi = published(replace(SHARE, by=(REGION,)), facts)
    gone = [row for row in kpi["segments"] if row["suppressed"]]
    assert {row["segment"] for row in gone} == {"South", "East"}
    for row in gone:
        # Months in which it was large enough are no secret.
        assert row.pop("series")[-1] == {"period": "2026-06", "value": None, "n": None}
        told = {key: value for key, value in row.items() if value not in (None, False)}
        assert told == {
            "by": "region",
            "segment": row["segment"],
            "status": "no_target",
            "suppressed": True,
        }
    for movement in kpi["movement"]:
        assert not {"South", "East"} & {str(row["segment"]) for row in movement["segments"]}
    assert "0.0223" not in json.dumps(kpi), "17 of 760, a share of the base"
