"""A funnel plot in words."""

from dataclasses import dataclass

from cxscore.model.findings import Funnel, FunnelPoint
from cxscore.model.scorecard import ScoredKpi
from cxscore.model.statistic import Statistic
from cxscore.rendering.numbers import telling_apart
from cxscore.rendering.words.grammar import be, counted, listed, named, sentences
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown, between

PLACES = {1: "Above", 0: "Within", -1: "Below"}


@dataclass(frozen=True, slots=True)
class FunnelRow:
    """One segment of a funnel plot in figures."""

    name: str
    base: str
    value: str
    limits: str
    """``41.2% to 88.0%``: the outer limits at its base; empty where it is not judged."""
    place: str
    """``Above``, ``Below``, ``Within`` or ``Not judged``."""


@dataclass(frozen=True, slots=True)
class FunnelSaid:
    """A funnel plot in words and figures."""

    title: str
    """``17 segments by region against chance``"""
    sentence: str
    description: str
    """What somebody who cannot see it is told."""
    base_axis: str
    """What the horizontal axis counts: ``Base (answers)``."""
    centre: str
    rows: tuple[FunnelRow, ...]


def funnel_said(scored: ScoredKpi, funnel: Funnel, shown: Shown) -> FunnelSaid:
    """Return what is said about the funnel of one ``by``."""
    judged = [point for point in funnel.points if not point.base_too_small]
    outside = _outside(funnel)
    small = len(funnel.points) - len(judged)
    return FunnelSaid(
        title=f"{len(judged)} segments by {_columns(funnel)} against chance",
        sentence=sentences(outside, _widened(funnel, shown)),
        description=sentences(
            f"Funnel plot of {scored.kpi.name} by {_columns(funnel)}",
            f"{counted(len(judged), 'segment')} around {shown.value(funnel.centre)}, the value of "
            "the whole, with limits that narrow as the base grows",
            outside,
            f"{small} with a small base {be(small)} drawn grey" if small else "",
        ),
        base_axis=f"{'Base' if scored.kpi.statistic is Statistic.RATIO else 'Base (answers)'}"
        ". Solid: 99.8% limits, dashed: 95%",
        centre=f"All {shown.value(funnel.centre)}",
        rows=tuple(_row(point, shown) for point in funnel.points),
    )


def _columns(funnel: Funnel) -> str:
    return listed([column.replace("_", " ") for column in funnel.by])


def _outside(funnel: Funnel) -> str:
    """Return ``York is higher and Hull lower than chance would make them``."""
    above = [segment_name(p.segment) for p in funnel.points if p.outside > 0]
    below = [segment_name(p.segment) for p in funnel.points if p.outside < 0]
    if not above and not below:
        return "None differs from the rest by more than chance"
    sides = [(names, way) for way, names in (("higher", above), ("lower", below)) if names]
    names, way = sides[0]
    told = [f"{named(names, 4)} {be(len(names))} {way}"]
    told += [f"{named(names, 4)} {way}" for names, way in sides[1:]]
    them = "it" if len(above) + len(below) == 1 else "them"
    return f"{listed(told)} than chance would make {them}"


def _widened(funnel: Funnel, shown: Shown) -> str:
    """Return how far the limits were widened; "" where the segments vary no more than chance."""
    times = float(funnel.overdispersion) ** 0.5
    if times < 1.05:
        return ""
    wide = shown.quantity.numbers.plain(times, 1)
    return f"Limits are widened {wide} times, because the segments vary more than chance"


def _row(point: FunnelPoint, shown: Shown) -> FunnelRow:
    ends = [end for end in (point.low, point.high) if end is not None]
    decimals = telling_apart(shown.decimals, [(point.value, end) for end in ends])
    limits = between(shown.quantity, ends[0], ends[1], decimals) if len(ends) == 2 else ""
    return FunnelRow(
        segment_name(point.segment),
        shown.quantity.numbers.plain(point.base, 0),
        shown.quantity.brief(point.value, decimals),
        limits,
        "Not judged" if point.base_too_small else PLACES[point.outside],
    )
