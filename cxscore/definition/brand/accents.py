"""Whether a colour can be read on the page, and the nearest one that can.

Contrast is that of WCAG 2.2: (lighter + 0.05) / (darker + 0.05), of relative
luminances; 4.5 is what text needs (success criterion 1.4.3).
"""

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

from cxscore.model.brand import Accent
from cxscore.model.checked import fault, shown

CODE = "CX183"
ENOUGH = 4.5
LIGHT = ("#ffffff", "#f5f7f9")
DARK = ("#0f161e", "#17202a")
"""What the accent stands upon in either theme: ``--paper`` and ``--wash`` of our style sheet."""
STEPS = 2000
"""How finely lightness is tried, from black to white."""


def read_accent(text: str) -> Accent:
    """Return the colour *text*, ``#7a1fa2`` or ``#72a``, with its tint for dark screens.

    The tint is the colour itself where it can be read on dark, else the
    nearest lighter one of its hue that can.

    Raises:
        PydanticCustomError: where it is no colour, or cannot be read on light.
    """
    found = re.fullmatch(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})", text)
    if found is None:
        says = f"{{}} is {shown(text)}, not a colour"
        raise fault(CODE, says, 'write its red, green and blue in quotes, as "#7a1fa2"')
    if not text.startswith("#"):
        raise fault(CODE, f"{{}} is '{text}', without its #", f'write it in quotes, as "#{text}"')
    digits = found[1].lower()
    colour = f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"
    ratio = least_contrast(colour, LIGHT)
    if ratio < ENOUGH:
        # Never rounded up to what would pass.
        told = int(ratio * 100) / 100
        shade = min(LIGHT, key=lambda ground: contrast(colour, ground))
        says = (
            f"{{}} is '{text}', which has a contrast of {told:.2f}:1"
            f" to {shade}, a ground of the page"
        )
        hint = (
            f'it needs {ENOUGH}:1; the nearest that has it is "{nearest_readable(colour, LIGHT)}"'
        )
        raise fault(CODE, says, hint)
    return Accent(colour, nearest_readable(colour, DARK))


def nearest_readable(colour: str, grounds: Iterable[str]) -> str:
    """Return *colour*, its lightness moved as little as it takes to be read on all *grounds*.

    Hue and saturation are kept, as HLS has them. On grounds that are light it
    gets darker, on dark ones lighter; black or white always can be read.
    """
    grounds = tuple(grounds)
    hue, lightness, saturation = rgb_to_hls(*_parts(colour))
    onto_light = luminance(grounds[0]) > 0.5
    nearer = colour
    at = round(lightness * STEPS)
    while least_contrast(nearer, grounds) < ENOUGH:
        at += -1 if onto_light else 1
        nearer = _hex(*hls_to_rgb(hue, at / STEPS, saturation))
    return nearer


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """Return the contrast of *colour* to that of *grounds* that it stands out from least."""
    return min(contrast(colour, ground) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast between two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of *colour*, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
