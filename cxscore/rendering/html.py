"""The HTML page, which needs no script and no network, in the form that is asked for."""

from cxscore.rendering.filling import fill_templates
from cxscore.rendering.pack import Form, Pack


def render_html(pack: Pack) -> bytes:
    """Return the page in UTF-8: one file, a part of another page, or one with files beside it.

    Those are in the pack's ``beside`` then. Templates and the style sheet are looked up in the
    pack's folder first. Raises Problems where those have a fault.
    """
    pack.beside = {}
    match pack.form:
        case Form.WHOLE:
            return fill_templates(pack, for_paper=False).encode()
        case Form.FRAGMENT:
            from cxscore.rendering.fragment import ENTRY, set_apart

            return set_apart(fill_templates(pack, for_paper=False, entry=ENTRY)).encode()
        case Form.SPLIT:
            from cxscore.rendering.split_page import split_page

            fonts = pack.scorecard.heading.font
            font = min(fonts, key=lambda face: abs(face.weight - 400), default=None)
            split = split_page(fill_templates(pack, for_paper=False), font and font.data)
            pack.beside = split.files
            return split.html.encode()
