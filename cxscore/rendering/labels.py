"""Labels of charts on paper: each is laid out and drawn in one piece.

WeasyPrint sets every letter of a drawing's text by itself, twice, and text
that does not begin at its place in a form of its own: a tenth of the time that
a paper takes. Our labels have one place and one style, so on paper they are
elements of another name, which is drawn here.
"""

from math import inf
from typing import TYPE_CHECKING

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_emojis, draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.svg import TAGS
from weasyprint.svg.text import Style, TextBox
from weasyprint.text.line_break import create_layout, line_size

if TYPE_CHECKING:
    from weasyprint.svg import SVG, Node

BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""The part of a label that stands before its place, by its anchor."""


def enable_labels(name: str) -> None:
    """Let WeasyPrint draw elements of this *name* as labels; SVG must have none of it."""
    TAGS[name] = _draw


def _draw(svg: "SVG", node: "Node", size: float) -> None:
    """Draw the label *node*, *size* units high, as WeasyPrint draws an element of a drawing."""
    weight = int(node.get("font-weight", 400))
    style = _style(svg.font_config, node.get("font-family"), weight, size)
    layout = create_layout(node.text, style, svg.context, inf, 0)
    width, _ = line_size(layout.get_first_line()[0], style)
    x = float(node.get("x")) - BEFORE[node.get("text-anchor", "start")] * width
    y = float(node.get("y"))
    fill, stroke = svg.set_graphical_state(node, size)
    svg.stream.begin_text()
    svg.fill_stroke(fill, stroke, text=True)
    emojis = draw_first_line(
        svg.stream, TextBox(layout, style), "none", "none", Matrix(d=-1, e=x, f=y)
    )
    svg.stream.end_text()
    draw_emojis(svg.stream, style, x, y, emojis)


def _style(fonts: object, family: str, weight: int, size: float) -> Style:
    style = Style(INITIAL_VALUES)
    style.font_config = fonts
    style["font_family"] = [name.strip(" \"'") for name in family.split(",")]
    style["font_weight"] = weight
    style["font_size"] = size
    return style
