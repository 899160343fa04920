"""badge.svg: how many KPIs are on target, as small as a word, for a README or a wall."""

from html import escape

from cxscore.model.scorecard import Scorecard
from cxscore.rendering.charts.svg import clean
from cxscore.rendering.pack import Pack
from cxscore.rendering.words import periods
from cxscore.rendering.words.standing import judged, on_target_count

NAME = "CX"
"""What stands before the count."""
LABEL = "#3d4854"
ON, WATCH, OFF, NEUTRAL = "#00665c", "#7a4a00", "#a3271b", "#56616d"
"""White on each of them has a contrast of 5 to 1 at least."""
HEIGHT, SIZE, MARGIN = 20, 11, 7
BASELINE = 14
FONT = "Verdana,'DejaVu Sans',Geneva,sans-serif"
WIDTHS = {
    **dict.fromkeys("0123456789", 636), " ": 352, ",": 364, "C": 698, "I": 421, "K": 693, "P": 603,
    "X": 685, "a": 601, "d": 623, "e": 596, "f": 352, "g": 623, "j": 344, "l": 274, "n": 633,
    "o": 607, "r": 427, "t": 394, "u": 633,
}  # fmt: skip
"""How far the letters of a badge take the pen in Verdana, in thousandths of its size."""


def render_badge(pack: Pack) -> bytes:
    """Return badge.svg: ``CX 10 of 21 on target``, of those that are judged.

    Red where a KPI is off target, amber where one is at risk, green where all
    are on target; grey where data are late, or nothing is judged. It holds no name of anybody's.
    """
    late = ", data late" if _is_late(pack.scorecard) else ""
    count, colour = on_target_count(pack.scorecard) + late, _colour(pack.scorecard)
    left, right = _width(NAME), _width(count)
    width = left + right
    title = escape(clean(f"{NAME} {count}, {periods.name(pack.scorecard.period)}"))
    places = ((NAME, left / 2), (count, left + right / 2))
    texts = "".join(
        f'<text x="{x:g}" y="{BASELINE}" textLength="{_width(text) - 2 * MARGIN:g}">{text}</text>'
        for text, x in places
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{HEIGHT}"'
        f' viewBox="0 0 {width:g} {HEIGHT}" role="img" aria-labelledby="title">'
        f'<title id="title">{title}</title>'
        f'<rect width="{width:g}" height="{HEIGHT}" rx="3" fill="{colour}"/>'
        f'<path d="M3 0H{left:g}V{HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="{LABEL}"/>'
        f'<g fill="#fff" font-family="{FONT}" font-size="{SIZE}" text-anchor="middle">'
        f"{texts}</g></svg>\n"
    ).encode()


def _is_late(scorecard: Scorecard) -> bool:
    return any(scored.stale for scored in scorecard.kpis)


def _colour(scorecard: Scorecard) -> str:
    now = scorecard.summary.now
    if _is_late(scorecard) or not judged(now):
        return NEUTRAL
    return OFF if now.off_target else WATCH if now.at_risk else ON


def _width(text: str) -> int:
    """Return the width of a half of the badge, its margins with it, in whole pixels."""
    return round(sum(WIDTHS[letter] for letter in text) * SIZE / 1000) + 2 * MARGIN
