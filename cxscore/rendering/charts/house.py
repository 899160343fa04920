"""What a house gives to the charts of its paper: its colour, its font and how wide that is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field

from cxscore.frozen import frozen
from cxscore.rendering.charts.palette import Colour


@frozen
class House:
    """The accent and the font that charts are drawn with."""

    accent: str = Colour.ACCENT.value
    family: str = "Inter,sans-serif"
    """As SVG names fonts, the first one first."""
    widths: Mapping[str, float] = field(default_factory=dict)
    """How far each letter of its font takes the pen, in sizes of the font."""
    bold_widths: Mapping[str, float] = field(default_factory=dict)
    """The same of its bold face; empty where it has none."""

    def shown(self, colour: str) -> str:
        """Return what *colour*, the value of one of the palette, is for this house."""
        return self.accent if colour == Colour.ACCENT.value else colour


_AT_HAND: ContextVar[House] = ContextVar("house", default=House())  # noqa: B039 (it is frozen)


def house() -> House:
    """Return the house that charts are being drawn for."""
    return _AT_HAND.get()


@contextmanager
def drawn_for(at_hand: House) -> Iterator[None]:
    """Within it, charts are drawn for *at_hand*."""
    token = _AT_HAND.set(at_hand)
    try:
        yield
    finally:
        _AT_HAND.reset(token)
