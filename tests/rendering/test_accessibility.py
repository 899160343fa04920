"""Everybody can read the page: with a screen reader, a keyboard, other colours, on any width.

axe-core, which comes with ``axe-playwright-python``, goes over the page in a
real browser; what it cannot know is asked here.
"""

import re
from collections import defaultdict
from html import unescape
from io import BytesIO
from itertools import groupby, product

import pikepdf
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from cxscore.rendering import render
from cxscore.resources import find
from tests.pango import needs_pango
from tests.rendering import papers
from tests.rendering.builders import sample
from tests.rendering.test_html import Reader, contrast

pytestmark = pytest.mark.no_cover
"""Other tests reach the same lines without a whole company's data."""
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced light": {"color_scheme": "light", "forced_colors": "active"},
    "forced dark": {"color_scheme": "dark", "forced_colors": "active"},
}
PHONE, TABLET, DESK = 390, 768, 1280
HEIGHT = 900
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All of axe's, and the one that it does not run unless it is asked to."""


@pytest.fixture
def opened(browser, shared):
    """Return a function that opens a paper at a width, in a look."""
    contexts = []

    def open_page(name, width, look="light"):
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, **LOOKS[look])
        contexts.append(context)
        page = context.new_page()
        page.goto((papers.written(name, shared) / "page.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def reader():
    return Reader(render(sample(), "html").decode())


def variables(scheme):
    """Return the style sheet's colours in a scheme."""
    css = (find("templates") / "scorecard.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark.partition("/* a chart")[0]))
    return found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("name", ["twelve", pytest.param("sample", marks=pytest.mark.slow)])
def test_axe_finds_nothing(opened, name, width, look):
    page = opened(name, width, look)
    # What is closed is not looked at; all of the tables would be many thousands of alike cells.
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 3).map(d => d.open = true)")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []


def test_tables_have_names_of_their_own():
    html = render(sample(), "html").decode()
    names = re.findall(r'<table[^>]*>\s*<caption class="hid">([^<]+)</caption>', html)
    assert len(names) == len(re.findall("<table", html)) > 25
    assert len(set(names)) == len(names)


@needs_pango
def test_tables_on_paper_have_their_names_as_attributes():
    names = re.findall('<caption class="hid">([^<]+)<', render(sample(), "html").decode())
    with pikepdf.open(BytesIO(render(sample(), "pdf"))) as pdf:
        tables = [
            made
            for made in pdf.objects
            if isinstance(made, pikepdf.Dictionary) and made.get("/S") == "/Table"
        ]
        assert len(tables) > 15
        assert all(table.A.O == "/Table" for table in tables)
        shown = [str(table.A.Summary) for table in tables]
    # A table that paper has in halves is one on the screen.
    whole = {name.removesuffix(", continued") for name in shown}
    assert whole <= {unescape(name) for name in names}
    # A table has the same name on each of its pages.
    assert len(set(shown)) == len([name for name, _ in groupby(shown)])


def test_links_that_sound_alike_lead_to_the_same_place(left_open):
    page = left_open("sample", DESK)
    targets = defaultdict(set)
    # Asked one by one, all links would be looked for again for each.
    links = page.get_by_role("link").evaluate_all(
        "all => all.map(link => [link.innerText, link.getAttribute('href')])"
    )
    for text, target in links:
        targets[text].add(target)
    assert len(targets) > 30
    # A section's name in the navigation and in the contents is the same link.
    assert {name: found for name, found in targets.items() if len(found) > 1} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ring_of_the_focus_and_the_line_under_links_stand_out(scheme):
    """WCAG 2.2 asks for 3 to 1 (1.4.11, 2.4.13)."""
    colours = variables(scheme)
    for ground in ("paper", "wash", "good-bg", "bad-bg"):
        assert contrast(colours[ground], colours["ink"]) >= 3, ground
        assert contrast(colours[ground], colours["cue"]) >= 3, ground


def test_the_focus_is_ringed_in_the_colour_of_the_text_and_links_are_underlined(opened):
    page = opened("sample", DESK)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    ring, ink = page.evaluate(
        "[getComputedStyle(document.activeElement), getComputedStyle(document.documentElement)]"
        ".map((style, at) => at ? style.color : style.outlineColor)"
    )
    assert ring == ink
    lines = page.eval_on_selector_all(
        "main a", "all => all.map(a => getComputedStyle(a).textDecorationLine)"
    )
    assert set(lines) == {"underline"}


@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_what_can_be_hit_is_24_pixels_high(left_open, width):
    page = left_open("sample", width)
    low = page.eval_on_selector_all(
        "main a, nav a, summary",
        "all => all.map(e => [e.innerText, Math.min(...[...e.getClientRects()]"
        ".filter(r => r.width > 1).map(r => r.height))]).filter(([, high]) => high < 23.99)",
    )
    assert low == []


STATUSES = ("on", "watch", "off", "none", "nodata")
ICONS = (*STATUSES, "up", "down", "flat", "high", "low", "hit", "mixed", "miss")
WITHOUT = {("span.v.v-", "none"), ("td.v.v-", "none")}
"""Words that have no icon."""


def colours_at(page, place):
    """Return the colours of an icon's picture: of an element, or of what it is indented by."""
    place.evaluate("e => e.scrollIntoView({block: 'center'})")
    clip = place.bounding_box()
    indent = float(place.evaluate("e => getComputedStyle(e).paddingLeft").rstrip("px"))
    picture = Image.open(BytesIO(page.screenshot(clip=clip | {"width": indent or clip["width"]})))
    return picture.convert("RGB").getcolors(9999)


@pytest.mark.parametrize("look", LOOKS)
def test_icons_are_seen_in_any_colours(left_open, look):
    """The place of each icon shows more than one colour; where there is none, there is no gap."""
    page = left_open("sample", DESK, **LOOKS[look])
    seen = set()
    for kind, css in product(("span.st.st-", "span.v.v-", "td.st.st-", "td.v.v-", ".ic-"), ICONS):
        place = page.locator(f"{kind}{css}").first
        if place.count() and (kind, css) not in WITHOUT:
            assert len(colours_at(page, place)) > 3, (kind, css)
            seen.add(css)
    assert {"on", "watch", "off", "up", "down", "flat", "hit", "mixed", "miss"} <= seen
    plain = page.locator(".v-none").first
    assert float(plain.evaluate("e => getComputedStyle(e).paddingLeft").rstrip("px")) < 8


@pytest.mark.parametrize("look", ["forced light", "forced dark"])
def test_charts_keep_their_lines_in_forced_colours(left_open, look):
    page = left_open("sample", DESK, **LOOKS[look])
    for part in ("s-line", "s-limit", "s-ink", "s-point"):
        paths = page.locator(f".fig .{part}")
        assert paths.count() > 0
        stroke, ground = paths.first.evaluate(
            "e => [getComputedStyle(e).stroke, getComputedStyle(document.body.parentNode)"
            ".backgroundColor]"
        )
        light = [sum(map(float, re.findall(r"[\d.]+", colour)[:3])) for colour in (stroke, ground)]
        assert abs(light[0] - light[1]) > 300, (part, stroke, ground)


def test_on_a_phone_the_key_follows_its_heading_and_lines_have_their_numbers(left_open):
    page = left_open("sample", PHONE)
    heading, key = page.locator("#detail h2"), page.locator("#detail .legend")
    assert key.bounding_box()["y"] >= heading.bounding_box()["y"] + heading.bounding_box()["height"]
    lines = page.locator("#kpi-nps .lines li")
    assert lines.all_inner_texts() == [
        "Limit +43",
        "Target +42",
        "Mean +37",
        "Limit +32",
    ]
    assert all(line.is_visible() for line in lines.all())
    assert not left_open("sample", DESK).locator("#kpi-nps .lines").is_visible()


def test_a_tablet_has_tables_and_values_beside_their_labels(left_open):
    page = left_open("sample", TABLET)
    assert page.evaluate("document.documentElement.scrollWidth") == TABLET
    row = page.locator(".sc tbody tr:not(.grp)").first
    assert row.evaluate("e => getComputedStyle(e).display") == "table-row"
    for label in page.locator(".kv th").all():
        value = label.locator("xpath=following-sibling::td").bounding_box()
        box = label.bounding_box()
        assert value["x"] + value["width"] - box["x"] <= 320
        assert abs(value["y"] - box["y"]) < 8


@pytest.mark.parametrize("width", [320, PHONE, 641, TABLET, 1024, DESK])
@pytest.mark.parametrize("name", ["sample", "bare"])
def test_nothing_scrolls_sideways(left_open, name, width):
    page = left_open(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@needs_pango
def test_a_browser_prints_panels_registers_and_method_in_full_and_the_rest_as_paper_has_it(opened):
    """Without the interval in figures, which paper has no room for."""
    page = opened("sample", DESK)
    printed = pypdf.PdfReader(
        BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)), strict=False
    )
    # Panels are three a page; what the maintainer is told stands on screens alone.
    assert len(printed.pages) <= 25
    page.emulate_media(media="print")
    assert page.locator(".iv").count() > 20
    assert page.locator(".iv >> visible=true").count() == 0
    for kind in (".go", ".onscreen", ".marks .shared"):
        assert page.locator(kind).count() > 10
        assert page.locator(f"{kind} >> visible=true").count() == 0
    letters = [len(sheet.extract_text()) for sheet in printed.pages]
    assert min(letters) > 600, "no page is nearly empty"
