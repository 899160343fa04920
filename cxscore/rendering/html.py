"""The HTML page: one file that needs no script, no network and no other file."""

from cxscore.rendering.filling import fill_templates
from cxscore.rendering.pack import Pack


def render_html(pack: Pack) -> bytes:
    """Return the page as one HTML file, in UTF-8.

    Templates and the style sheet are looked up in the pack's folder first.
    Raises Problems where those have a fault.
    """
    return fill_templates(pack, for_paper=False).encode()
