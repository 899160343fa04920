"""Where it hurts and where it shines on the customer's path."""

from dataclasses import replace

import pytest

import cxscore
from cxscore.model.choices import Kind, Polarity
from cxscore.model.journey import SILO
from cxscore.model.kpi import Benchmark
from cxscore.model.measures import Nps
from cxscore.model.outline import Heading, Moment, Owner, Stage
from cxscore.model.scorecard import SegmentScore
from cxscore.model.verdicts import Capability, Status, Variation
from cxscore.score import journey as journeys
from cxscore.score import scoring
from cxscore.score.journey import moments_of, trailing_interval
from tests.rendering.builders import make_kpi
from tests.score import made

JOURNEY = (Stage("buy", "Buying", (Moment("till", "At the till", 4.0),)), Stage("after", "After"))
OWNERS = (Owner("amara", "Amara Osei", team="Shops"), Owner("jonas", "Jonas Lindqvist"))


def kpi(id_="k", status=Status.OFF_TARGET, variation=Variation.STEADY, **more):
    found = make_kpi(id_, [40.0, 41.0], target=50.0)
    own = {"journey": "till", "kind": Kind.OUTCOME} | more.pop("kpi", {})
    signal = replace(found.signal, variation=variation, capability=more.pop("capability", None))
    return replace(found, kpi=replace(found.kpi, **own), status=status, signal=signal, **more)


def segment(value, by="region", status=Status.OFF_TARGET, share=0.3, differs=True, n=90, **more):
    return SegmentScore(
        (by,), (value,), 30.0, n, None, status, False, share, differs=differs, **more
    )


def moments(*kpis, lenses=(), journey=JOURNEY):
    defined = replace(
        made.definition(), journey=journey, owners=OWNERS, heading=Heading("S", lenses=lenses)
    )
    return {each.id: each for each in moments_of(defined, kpis, readings=None)}


@pytest.fixture(scope="module")
def seen():
    """The sample's scorecard, with its readings."""
    kept = []

    def keep(definition, kpis, readings):
        kept.extend((kpis, readings))
        return moments_of(definition, kpis, readings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "moments_of", keep)
        scorecard = cxscore.build(cxscore.read("kpis.yaml"))
    return scorecard, *kept


class TestSample:
    def test_hot_spots(self, seen):
        found = [each.id for each in seen[0].moments if each.hot]
        assert found == ["doorstep", "help", "refund", "complaint"]

    def test_hidden_ones_hold_a_tenth_of_the_base(self, seen):
        found = {
            each.id: [
                (spot.kpi, spot.segment, round(spot.share_of_base, 3)) for spot in each.hidden
            ]
            for each in seen[0].moments
            if each.hidden
        }
        # Carlisle is worse off than Manchester, and 4 % of the answers.
        assert found == {
            "order": [("store_service", "Manchester", 0.143)],
            "online": [("self_service", "Mobile", 0.412)],
        }

    def test_the_signature_moment(self, seen):
        assert [each.id for each in seen[0].moments if each.signature] == ["welcome"]

    def test_the_year_is_held_against_the_benchmark(self, seen):
        _, kpis, readings = seen
        interval = trailing_interval(next(k for k in kpis if k.kpi.id == "nps"), readings)
        assert (interval.low, interval.high) == pytest.approx((38.4334, 43.1518), abs=1e-4)

    def test_the_furthest_apart_come_first(self, seen):
        found = {each.id: each.uneven for each in seen[0].moments}
        (help_,) = found["help"]
        assert (help_.kpi, help_.highest.segment, help_.lowest.segment) == (
            "effort",
            "Store",
            "Phone",
        )
        assert help_.gap == pytest.approx(help_.highest.value - help_.lowest.value)
        assert help_.low < help_.gap < help_.high


class TestHot:
    def test_a_kpi_off_target_that_worsens(self):
        assert moments(kpi(variation=Variation.WORSENING))["till"].hot == ("k",)

    def test_one_that_misses_by_its_limits(self):
        assert moments(kpi(capability=Capability.MISSES))["till"].hot == ("k",)

    @pytest.mark.parametrize("capability", [None, Capability.HIT_AND_MISS])
    def test_a_single_bad_month_is_none(self, capability):
        assert moments(kpi(capability=capability))["till"].hot == ()

    def test_worsening_within_its_margin_is_none(self):
        found = moments(kpi(status=Status.AT_RISK, variation=Variation.WORSENING))
        assert found["till"].hot == ()


class TestHidden:
    def spots(self, *segments, status=Status.ON_TARGET, other=None):
        kpis = [kpi(status=status, segments=segments), *([other] if other else [])]
        return moments(*kpis)["till"].hidden

    def test_a_part_that_misses_where_the_whole_does_not(self):
        (spot,) = self.spots(segment("North"), segment("South", status=Status.ON_TARGET))
        assert (spot.kpi, spot.by, spot.segment, spot.share_of_base) == (
            "k",
            "region",
            "North",
            0.3,
        )

    @pytest.mark.parametrize(
        "more",
        [
            {"share": 0.09},
            {"share": None},
            {"differs": False},
            {"differs": None},
            {"status": Status.AT_RISK},
        ],
    )
    def test_no_other_part_is(self, more):
        assert self.spots(segment("North", **more)) == ()

    def test_a_tenth_is_enough(self):
        assert len(self.spots(segment("North", share=0.1))) == 1

    def test_none_where_a_kpi_there_is_off_target_as_a_whole(self):
        assert self.spots(segment("North"), other=kpi("l")) == ()

    def test_a_crossing_is_none(self):
        crossed = replace(segment("North"), by=("region", "channel"), segment=("North", "App"))
        assert self.spots(crossed) == ()


class TestSignature:
    def shines(self, *kpis):
        return moments(*kpis)["till"].signature

    def good(self, id_="k", **more):
        return kpi(id_, Status.ON_TARGET, **({"variation": Variation.IMPROVING} | more))

    def test_all_on_target_and_one_improving(self):
        assert self.shines(self.good(), self.good("l", variation=Variation.STEADY))

    def test_or_one_that_hits_its_target(self):
        hits = {"variation": Variation.STEADY, "capability": Capability.HITS}
        assert self.shines(self.good(**hits))

    def test_nothing_remarkable_is_none(self):
        assert not self.shines(self.good(variation=Variation.STEADY))

    def test_one_at_risk(self):
        assert not self.shines(self.good(), kpi("l", Status.AT_RISK))

    def test_one_worsening_on_target(self):
        assert not self.shines(self.good(), self.good("l", variation=Variation.WORSENING))

    def test_one_without_a_target_says_nothing(self):
        assert self.shines(self.good(), kpi("l", Status.NO_TARGET))
        assert not self.shines(kpi("l", Status.NO_TARGET, Variation.IMPROVING))

    def test_none_of_them_is_an_outcome(self):
        assert not self.shines(self.good(kpi={"kind": Kind.OUTPUT}))

    def test_too_small_a_base(self):
        assert not self.shines(self.good(base_too_small=True))

    def test_a_hidden_hot_spot(self):
        assert not self.shines(self.good(segments=(segment("North"),)))

    @pytest.mark.parametrize(
        ("polarity", "level", "shines"),
        [
            (Polarity.HIGHER_IS_BETTER, 38, True),
            (Polarity.HIGHER_IS_BETTER, 40, False),
            (Polarity.LOWER_IS_BETTER, 38, False),
            (Polarity.LOWER_IS_BETTER, 44, True),
        ],
    )
    def test_the_whole_interval_is_beyond_the_benchmark(
        self, monkeypatch, seen, polarity, level, shines
    ):
        _, kpis, readings = seen
        nps = next(k for k in kpis if k.kpi.id == "nps")
        held = trailing_interval(nps, readings)
        monkeypatch.setattr(journeys, "trailing_interval", lambda *_: held)
        own = {"benchmark": Benchmark(level, "others"), "polarity": polarity, "measure": Nps("s")}
        assert self.shines(self.good(kpi=own)) is shines

    def test_a_benchmark_that_nothing_can_be_held_against(self, monkeypatch):
        monkeypatch.setattr(journeys, "trailing_interval", lambda *_: None)
        assert not self.shines(self.good(kpi={"benchmark": Benchmark(1, "others")}))


class TestCells:
    def test_the_worst_by_status_then_by_variation(self):
        cells = moments(
            kpi("a", Status.ON_TARGET, segments=(segment("North", status=Status.ON_TARGET),)),
            kpi("b", Status.AT_RISK, segments=(segment("North", status=Status.OFF_TARGET),)),
            lenses=("region",),
        )["till"].cells
        (north,) = [cell for cell in cells if cell.lens == "region"]
        assert (north.kpi, north.segment, north.status) == ("b", "North", Status.OFF_TARGET)

    def test_of_a_team_the_worst_of_the_whole(self):
        cells = moments(
            kpi("a", Status.OFF_TARGET),
            kpi("b", Status.OFF_TARGET, Variation.WORSENING, kpi={"contributors": ("jonas",)}),
            lenses=("region",),
        )["till"].cells
        teams = {cell.segment: cell.kpi for cell in cells if cell.lens == SILO}
        assert teams == {"Shops": "b", "Jonas Lindqvist": "b"}

    def test_what_can_be_judged_comes_before_a_small_base(self):
        small = replace(segment("North"), base_too_small=True)
        cells = moments(
            kpi("a", segments=(small,)),
            kpi("b", segments=(segment("North", status=Status.ON_TARGET),)),
            lenses=("region",),
        )["till"].cells
        assert [cell.kpi for cell in cells if cell.lens == "region"] == ["b"]

    def test_what_is_withheld_is_in_none(self):
        hidden = replace(segment("North"), suppressed=True, value=None)
        cells = moments(kpi(segments=(hidden,)), lenses=("region",))["till"].cells
        assert [cell for cell in cells if cell.lens == "region"] == []

    def test_without_lenses_there_is_the_whole_alone(self):
        cells = moments(kpi(segments=(segment("North"),)))["till"].cells
        assert [(cell.lens, cell.segment) for cell in cells] == [(None, None)]


def test_a_stage_stands_among_them_where_kpis_name_it():
    on_the_stage = kpi("b", kpi={"journey": "buy"})
    assert list(moments(kpi())) == ["till", "after"]
    assert list(moments(kpi(), on_the_stage)) == ["buy", "till", "after"]
    assert moments(kpi())["till"].importance == 4.0


def test_a_narrowed_pack_judges_no_moment(seen):
    """What is left out may be what hurts."""
    definition = cxscore.read("kpis.yaml")
    narrowed = cxscore.build(definition, kpis=["nps"])
    assert narrowed.moments == ()
    assert seen[0].moments
