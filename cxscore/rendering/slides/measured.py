"""How wide texts on slides are: as in our own font, which is wider than Arial, and more so."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from cxscore.model.brand import Font
from cxscore.rendering.brand import widths_of
from cxscore.rendering.charts.house import House, drawn_for
from cxscore.rendering.faces import FACES
from cxscore.resources import find


@contextmanager
def measured(wider: float) -> Iterator[None]:
    """Within it texts are taken for so many times as wide as they are in Inter."""
    with drawn_for(House(widths=_widths(400, wider), bold_widths=_widths(700, wider))):
        yield


@lru_cache(maxsize=8)
def _widths(weight: int, wider: float) -> Mapping[str, float]:
    data = (find("fonts") / f"{FACES['Inter', weight]}.ttf").read_bytes()
    widths = widths_of(Font("font/ttf", weight, data))
    return {letter: wider * width for letter, width in widths.items()}
