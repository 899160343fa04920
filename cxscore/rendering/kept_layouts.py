"""Lines of text that stay laid out until they are drawn.

WeasyPrint throws the layout of each line away once it is measured, and makes
it anew to draw it, which saves memory in books: a paper has some thousand
lines, and shaping them twice takes a twentieth of its time.
"""

from functools import lru_cache
from typing import Protocol

from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

SEPARATORS = ("\n", "\r", "\u2029")
"""What ends a paragraph."""


class Laid(Protocol):
    """A line that is laid out."""

    layout: object
    style: object
    justification_spacing: float


@lru_cache(maxsize=1)
def keep_layouts() -> None:
    """Have every line keep its layout from now on."""
    set_text, reactivate = Layout.set_text, Layout.reactivate

    def kept_text(self: Laid, text: str, justify: bool = False) -> None:
        set_text(self, text, justify)
        # Drawing sets this, too; set late, it would throw the layout away.
        is_line = not any(separator in text for separator in SEPARATORS)
        pango.pango_layout_set_single_paragraph_mode(self.layout, is_line)

    def keep(self: Laid) -> None:
        """Forget nothing."""

    def kept(self: Laid, style: object) -> None:
        if self.justification_spacing or style is not self.style:
            reactivate(self, style)

    Layout.set_text, Layout.deactivate, Layout.reactivate = kept_text, keep, kept
