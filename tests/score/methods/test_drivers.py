"""Which drivers can be used, what part each has, and where to look first."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from cxscore.model.choices import Polarity
from cxscore.model.findings import Drivers
from cxscore.model.measured import Crossed, Driven
from cxscore.model.verdicts import Method, Unsaid
from cxscore.score.methods.drivers import drivers_of
from tests.score.made import kpi, mean_parts, monthly, scored


def crossed(rows):
    size = range(len(rows[0]))
    return Crossed(
        float(len(rows)),
        tuple(sum(row[i] for row in rows) for i in size),
        tuple(tuple(sum(row[i] * row[j] for row in rows) for j in size) for i in size),
    )


def driven(rows, **more):
    found = Driven(
        start=date(2025, 7, 1),
        end=date(2026, 6, 30),
        n=len(rows),
        left_out=3,
        buckets=tuple(crossed(rows[at::50]) for at in range(min(50, len(rows)))),
        best=(0.2, 0.6, 0.9)[: len(rows[0]) - 1] if rows else (),
        effective=float(len(rows)),
    )
    return replace(found, **more)


def answers(count=400, seed=5):
    """An outcome, what goes with it much, what goes against it, and noise."""
    random = Random(seed)
    found = []
    for _ in range(count):
        a, b, c = (random.random() for _ in range(3))
        found.append((2 * a - b + random.random() / 2, a, b, c))
    return found


def named(*columns, **more):
    return kpi(drivers=columns, **more)


ALL = named("staff", "queue", "noise")


class TestShares:
    def test_add_up_and_have_intervals(self):
        found = drivers_of(ALL, driven(answers()))
        assert [item.column for item in found.items] == ["staff", "queue", "noise"]
        assert sum(item.share for item in found.items) == pytest.approx(1)
        assert all(item.low <= item.share <= item.high for item in found.items)
        assert 0.9 < found.r2 < 1
        assert (found.n, found.left_out, found.level) == (400, 3, 0.95)
        assert found.significant
        assert found.dropped == {}

    def test_have_a_direction_where_it_is_clear(self):
        found = drivers_of(ALL, driven(answers()))
        assert [item.direction for item in found.items] == [1, -1, 0]
        assert [item.performance for item in found.items] == pytest.approx([20, 60, 90])
        assert found.items[2].low < 0.001

    def test_a_higher_level_has_wider_intervals(self):
        usual = drivers_of(ALL, driven(answers())).items
        wide = drivers_of(replace(ALL, level=0.99), driven(answers())).items
        assert all(w.low < u.low < u.high < w.high for w, u in zip(wide, usual, strict=True))

    def test_are_the_same_at_every_run_and_others_for_another_kpi(self):
        one, other = (drivers_of(ALL, driven(answers())) for _ in range(2))
        assert one == other
        another = drivers_of(replace(ALL, id="other"), driven(answers()))
        assert [item.share for item in another.items] == [item.share for item in one.items]
        assert another.items[0].low != one.items[0].low

    def test_the_order_of_the_drivers_changes_nothing_but_their_order(self):
        turned = [(y, c, a, b) for y, a, b, c in answers()]
        found = drivers_of(named("noise", "staff", "queue"), driven(turned))
        before = {item.column: item.share for item in drivers_of(ALL, driven(answers())).items}
        assert {item.column: item.share for item in found.items} == pytest.approx(before)

    def test_chance_is_said(self):
        random = Random(1)
        noise = [tuple(random.random() for _ in range(4)) for _ in range(100)]
        found = drivers_of(ALL, driven(noise))
        assert found.p_value > 0.05
        assert not found.significant
        assert not any(item.look_first for item in found.items)

    def test_without_scales_there_is_no_performance(self):
        found = drivers_of(ALL, driven(answers(), best=(None, None, None)))
        assert [item.performance for item in found.items] == [None, None, None]
        assert not any(item.look_first for item in found.items)
        assert drivers_of(ALL, driven(answers(), best=())).items == found.items


class TestWhereToLookFirst:
    @pytest.mark.parametrize(
        ("polarity", "best", "first"),
        [
            (Polarity.HIGHER_IS_BETTER, (0.2, 0.6, 0.9), ["staff"]),
            (Polarity.HIGHER_IS_BETTER, (0.9, 0.6, 0.2), []),
            (Polarity.LOWER_IS_BETTER, (0.2, 0.6, 0.9), []),
            (Polarity.NEUTRAL, (0.2, 0.6, 0.9), []),
            (Polarity.IN_RANGE, (0.2, 0.6, 0.9), []),
        ],
    )
    def test_by_polarity(self, polarity, best, first):
        found = drivers_of(replace(ALL, polarity=polarity), driven(answers(), best=best))
        assert [item.column for item in found.items if item.look_first] == first


class TestWhatIsDropped:
    def test_constant_collinear_and_faulty_columns_with_their_reasons(self):
        rows = [(y, a, b, 1.0, a + 0.0, 1 - b) for y, a, b, _ in answers()]
        columns = named("note", "staff", "queue", "plan", "again", "against", "empty")
        faults = {"empty": "no_value", "note": "not_a_number"}
        best = (0.1, 0.2, 0.3, 0.4, 0.5)
        found = drivers_of(columns, driven(rows, faults=faults, best=best))
        assert found.dropped == {
            "note": Unsaid.NOT_A_NUMBER,
            "plan": Unsaid.CONSTANT,
            "again": Unsaid.COLLINEAR,
            "against": Unsaid.COLLINEAR,
            "empty": Unsaid.NO_VALUE,
        }
        assert list(found.dropped) == ["note", "plan", "again", "against", "empty"]
        assert [item.column for item in found.items] == ["staff", "queue"]
        assert [item.performance for item in found.items] == pytest.approx([10, 20])
        alone = drivers_of(named("staff", "queue"), driven([row[:3] for row in answers()]))
        assert [item.share for item in found.items] == pytest.approx(
            [item.share for item in alone.items]
        )

    def test_where_none_is_left_there_are_no_items(self):
        rows = [(y, 1.0) for y, *_ in answers()]
        found = drivers_of(named("plan"), driven(rows))
        assert isinstance(found, Drivers)
        assert (found.items, found.dropped) == ((), {"plan": Unsaid.CONSTANT})
        assert not found.significant

    def test_a_driver_that_is_the_value_itself_explains_it_all(self):
        rows = [(y, y) for y, *_ in answers()]
        found = drivers_of(named("same"), driven(rows))
        assert found.r2 == pytest.approx(1)
        assert found.items[0].share == pytest.approx(1)


class TestWhatCannotBeTold:
    @pytest.mark.parametrize(
        ("chosen", "measured", "why"),
        [
            (ALL, None, Unsaid.NO_VALUE),
            (ALL, driven([], n=0), Unsaid.NO_VALUE),
            (ALL, driven(answers(), effective=0.0), Unsaid.NO_VALUE),
            (ALL, driven(answers(29)), Unsaid.TOO_FEW_POINTS),
            (replace(ALL, minimum_base=401), driven(answers()), Unsaid.BASE_TOO_SMALL),
            (named("staff"), driven([(3.0, a) for _, a, *_ in answers()]), Unsaid.CONSTANT),
            (
                named("a"),
                driven([(y, a) for y in (0.0, 1.0) for a in (0.0, 1.0)] * 10),
                Unsaid.NO_ASSOCIATION,
            ),
        ],
        ids=["unmeasured", "no-rows", "no-weight", "few", "base", "constant", "nothing"],
    )
    def test_has_a_reason(self, chosen, measured, why):
        assert drivers_of(chosen, measured) is why

    def test_thirty_rows_do_for_three_drivers(self):
        assert isinstance(drivers_of(ALL, driven(answers(30))), Drivers)

    def test_a_kpi_without_drivers_says_nothing(self):
        assert drivers_of(kpi(), None) is None

    def test_the_reason_stands_with_the_kpi(self):
        facts = monthly("2026-06", [mean_parts([1.0, 2.0])])
        found = scored(ALL, facts)
        assert found.drivers is None
        assert found.unsaid[Method.DRIVERS] is Unsaid.NO_VALUE
