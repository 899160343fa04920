"""From values to places on the page: a linear scale, round ticks, labels kept apart."""

import math
from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.rendering.charts.house import house

NICE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@frozen
class Scale:
    """Values from *low* to *high* laid from *start* to *stop*, in units of the page."""

    low: float
    high: float
    start: float
    stop: float

    def at(self, value: float) -> float:
        """Return the place of *value*."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.stop - self.start)


def scale_to(values: Sequence[float], start: float, stop: float, margin: float = 0.06) -> Scale:
    """Return a scale that shows all *values* with some air; a constant lies in its middle.

    Nothing but zeros lie at its foot: what has never happened is no less than 0.
    """
    low, high = min(values), max(values)
    if low == high == 0:
        return Scale(-margin, 1.0, start, stop)
    # Less than a billionth of the size is rounding of floating-point numbers, not a difference.
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        air = abs(low) * 0.05 or 1.0
    else:
        air = (high - low) * margin
    return Scale(low - air, high + air, start, stop)


def nice_ticks(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Return some *about* round numbers between *low* and *high*, evenly spaced."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * power for nice in NICE_STEPS if nice * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    # A multiple of the step is rounded to the step's own digits: 0.3, not 0.30000000000000004.
    digits = max(0, 1 - math.floor(math.log10(step)))
    return tuple(round(number * step, digits) + 0.0 for number in range(first, last + 1))


def spread(places: Sequence[float], apart: float, low: float, high: float) -> tuple[float, ...]:
    """Return *places*, moved as little as needed to lie *apart* and from *low* to *high*.

    Neighbours that meet are put together and shifted as one, so that a
    crowd stays around its middle; the order never changes.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    crowds: list[list[float]] = []  # each: sum of wished-for starts, number of labels
    for index in order:
        crowds.append([places[index], 1])
        while len(crowds) > 1 and _top(crowds[-2], apart) > crowds[-1][0] / crowds[-1][1]:
            total, count = crowds.pop()
            before, number = crowds[-1]
            crowds[-1] = [before + total - number * count * apart, number + count]
    moved = [0.0] * len(places)
    position = 0
    floor = low
    for total, count in crowds:
        room = high - (len(places) - position - 1) * apart
        start = max(floor, min(total / count, room))
        for step in range(int(count)):
            moved[order[position]] = start + step * apart
            position += 1
        floor = start + count * apart
    return tuple(moved)


def _top(crowd: list[float], apart: float) -> float:
    """Return where the next label may start after *crowd*."""
    return crowd[0] / crowd[1] + crowd[1] * apart


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide *text* is at *size*, in the house's font; on the safe side in Inter."""
    at_hand = house()
    known = (at_hand.bold_widths if bold else {}) or at_hand.widths
    if known:
        units = sum(known[letter] if letter in known else _INTER[letter] for letter in text)
    else:
        units = sum(map(_INTER.__getitem__, text))
    return units * size * (1.06 if bold and not at_hand.bold_widths else 1.0)


def shortened(text: str, size: float, room: float, bold: bool = False) -> str:
    """Return *text*, cut with an ellipsis where it is wider than *room*; a table has it in full."""
    if text_width(text, size, bold) <= room:
        return text
    while text and text_width(f"{text}…", size, bold) > room:
        text = text[:-1]
    return f"{text.rstrip(' ,.;:')}…"


class _Widths(dict[str, float]):
    """How wide letters are, each worked out when it is first met."""

    def __missing__(self, letter: str) -> float:
        """Work it out."""
        self[letter] = found = _width(letter)
        return found


def _width(letter: str) -> float:
    if letter in "\u00a0\u202f ,.:;'’|!iljIftr()-·/":
        return 0.34
    if letter in "mwMW%—@":
        return 0.95
    return 0.68 if letter.isupper() or letter.isdigit() or letter in "+−" else 0.59


_INTER = _Widths()
