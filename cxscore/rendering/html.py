"""The HTML page: one file that needs no script, no network and no other file."""

import base64
import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cxscore.rendering.brand import branded, font_face, within_style
from cxscore.rendering.compiled_templates import CompiledTemplates
from cxscore.rendering.faces import FACES, PROGRAMS_OWN
from cxscore.rendering.pack import Form, Pack
from cxscore.rendering.printable import printable
from cxscore.rendering.sections import Page, page_of
from cxscore.rendering.sheet import sheet_for_paper
from cxscore.rendering.template_addresses import check_addresses, check_sheet
from cxscore.rendering.template_faults import faults_told
from cxscore.rendering.user_templates import Bounded, UserFolder, limits
from cxscore.rendering.words.grammar import cut
from cxscore.rendering.words.marked import as_html
from cxscore.resources import find, version
from cxscore.uncollected import without_collection

ENTRY = "scorecard.html"
SHEET = "scorecard.css"
OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
"""How templates are read: they escape what they show and stop at a name that does not exist."""


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

            split = split_page(fill_templates(pack, for_paper=False))
            pack.beside = split.files
            return split.html.encode()


def fill_templates(
    pack: Pack,
    *,
    for_paper: bool,
    entry: str = ENTRY,
    changed: Callable[[Page], Page] = lambda page: page,
) -> str:
    """Return the HTML of the page, for the screen or for paper, as the template *entry* sets it.

    Templates and the style sheet are looked up in the pack's folder first; what they are filled
    with is *changed* before. Raises Problems where they have a fault.
    """
    templates = pack.templates
    with faults_told(templates), without_collection():
        folder = templates and templates.absolute()
        names = frozenset(path.name for path in folder.iterdir()) if folder else frozenset()
        environment = open_templates(folder, names)
        assert environment.loader is not None
        sheet, place, _ = environment.loader.get_source(environment, SHEET)
        if folder is not None and Path(str(place)).parent == folder:
            check_sheet(sheet, folder / SHEET)
        heading = pack.scorecard.heading
        css = branded(sheet, heading)
        css = sheet_for_paper(css) if for_paper else css
        # Paper with our own templates is read as XML; a page is not, and no text may end its style.
        as_xml = for_paper and templates is None
        fonts = font_faces(for_paper=for_paper)
        for face in heading.font:
            fonts += Markup(f"\n{font_face(face)}")  # noqa: S704 (letters and digits)
        page = replace(
            pack.once(page_of),
            css=Markup(within_style(css, as_xml=as_xml)),  # noqa: S704 (a style sheet)
            fonts=fonts,
            program=f"cxscore {version()}",
            for_paper=for_paper,
        )
        with nullcontext() if templates is None else limits():
            html = fill(environment, changed(page), entry)
        if templates is not None:
            check_addresses(html, templates)
        return html


def fill(environment: Environment, page: Page, entry: str = ENTRY) -> str:
    """Return *page* as the templates of *environment* set it, beginning with *entry*."""
    return printable(environment.get_template(entry).render(page=page))


@lru_cache(maxsize=4)
def open_templates(templates: Path | None, names: frozenset[str] = frozenset()) -> Environment:
    """Return the templates: those of the user's folder first, then our own.

    With those of a user all run in a sandbox, ours alone need none. HTML and PDF
    share them, compiled once; a file that has
    changed since is read again, as are all where the *names* in the folder
    have: one of ours that is compiled does not notice that it is replaced.
    """
    ours = FileSystemLoader(find("templates"))
    if templates is None:
        compiled = CompiledTemplates(OPTIONS)
        environment = Environment(**OPTIONS, loader=ours, bytecode_cache=compiled)  # noqa: S701 (it escapes)
    else:
        environment = Bounded(**OPTIONS, loader=ChoiceLoader([UserFolder(templates), ours]))
    environment.filters |= {"css_string": css_string, "marked": as_html, "brief": cut}
    return environment


@lru_cache(maxsize=2)
def font_faces(*, for_paper: bool) -> Markup:
    """Return the ``@font-face`` rules: with the fonts in them, or with their names for paper.

    A PDF is written here, where the files are, and takes what it shows of
    them into itself.
    """
    rules = []
    for (family, weight), name in FACES.items():
        source = f"{PROGRAMS_OWN}:{name}.ttf" if for_paper else _embedded(f"{name}.woff2")
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;'
            f"src:url({source})}}"
        )
    return Markup("\n".join(rules))  # noqa: S704 (our own fonts)


def _embedded(name: str) -> str:
    data = base64.b64encode((find("fonts") / name).read_bytes()).decode()
    return f"data:font/woff2;base64,{data}"


def css_string(text: str) -> Markup:
    """Return *text* as a CSS string that neither a style sheet nor HTML can be left from."""
    escaped = re.sub(r"[^A-Za-z0-9 ]", lambda match: f"\\{ord(match[0]):x} ", text)
    return Markup(f'"{escaped}"')  # noqa: S704 (nothing but letters, digits and escapes is left)
