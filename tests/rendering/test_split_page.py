"""html --assets split, as Jenkins shows it: no style, font or picture within the page counts."""

import re
from dataclasses import replace
from functools import lru_cache, partial
from html import escape, unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image

from cxscore.rendering import render_in
from cxscore.rendering.pack import Form, Pack
from cxscore.rendering.split_page import SplitPage, split_page
from tests.rendering.builders import sample
from tests.rendering.papers import northwind

NAME = re.compile(r"scorecard_files/(scorecard\.css|(chart|image|font)-[0-9a-f]{16}\.\w+)")
POLICY = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"
"""What Jenkins sends with every report."""


@lru_cache(maxsize=1)
def split():
    pack = Pack(northwind(), form=Form.SPLIT)
    return SplitPage(render_in(pack, "html").decode(), pack.beside)


def css():
    return split().files["scorecard_files/scorecard.css"].decode()


def test_the_page_has_no_style_no_drawing_and_no_data():
    html = split().html
    assert not re.search(r" style=|<style|<svg|data:", html)
    assert html.count('<link rel="stylesheet" href="scorecard_files/scorecard.css"/>') == 1
    whole = render_in(Pack(northwind()), "html").decode()
    titles = [unescape(each) for each in re.findall(r"<svg[^>]*><title>(.*?)</title>", whole)]
    shown = [unescape(each) for each in re.findall(r'srcset="[^"]*" alt="([^"]*)"', html)]
    assert shown == titles
    assert len(shown) > 50


def test_every_file_is_asked_for_and_every_one_asked_for_is_there():
    files, asked = split().files, set()
    asked |= set(re.findall(r'(?:src|href)="(scorecard_files/[^"]*)"', split().html))
    asked |= {f"scorecard_files/{name}" for name in re.findall(r'url\("([^"]*)"\)', css())}
    assert asked == set(files)
    assert all(NAME.fullmatch(name) for name in files)
    assert "data:" not in css()


def test_pictures_are_twice_as_sharp_as_they_are_shown():
    for src, width, height in re.findall(
        r'src="([^"]*)" srcset="[^"]* 2x" alt="[^"]*" width="(\d+)" height="(\d+)"', split().html
    ):
        picture = Image.open(BytesIO(split().files[src]))
        assert picture.size == pytest.approx((2 * int(width), 2 * int(height)), abs=1.1)
        assert len(picture.getcolors(1 << 20)) > 2


def test_the_same_pack_has_the_same_files():
    pack = Pack(northwind(), form=Form.SPLIT)
    assert render_in(pack, "html").decode() == split().html
    assert pack.beside == split().files


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page where a server sends Jenkins' policy with it."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "scorecard_files").mkdir()
    (folder / "scorecard.html").write_text(split().html)
    for name, content in split().files.items():
        (folder / name).write_bytes(content)

    class Jenkins(SimpleHTTPRequestHandler):
        def end_headers(self):
            self.send_header("Content-Security-Policy", POLICY)
            super().end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Jenkins, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/scorecard.html"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [1280, 900, 390])
def test_under_jenkins_policy_all_but_fonts_is_shown(browser, address, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    refused = []
    page.on("requestfailed", lambda request: refused.append(request.url))
    page.goto(address)
    assert [each for each in refused if not each.endswith(".woff2")] == []
    broken = "[...document.images].filter(i => !(i.complete && i.naturalWidth)).length"
    assert page.evaluate(broken) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # What was an element's own style is a class that weighs as much.
    bars = "[...document.querySelectorAll('.bar i')].map(i => i.getBoundingClientRect().width)"
    assert len(set(page.evaluate(bars))) > (2 if width > 1250 else 0)
    chart, spark = (
        page.evaluate(
            "selector => { const i = [...document.querySelectorAll(selector)].find(i =>"
            " i.getBoundingClientRect().width); const b = i.getBoundingClientRect();"
            " return [b.width, b.height, i.naturalWidth / i.naturalHeight] }",
            selector,
        )
        for selector in (".fig img", ".sc .trend img")
    )
    page.close()
    assert 300 < chart[0] < width
    assert spark[0] < 160
    for shown_width, height, ratio in (chart, spark):
        assert shown_width / height == pytest.approx(ratio, rel=0.03)


def test_a_screen_in_the_dark_shows_it_light():
    assert "prefers-color-scheme" not in css()
    assert 'name="color-scheme" content="light"' in split().html


def test_names_of_people_and_kpis_are_in_no_path():
    name = '../../etc/<x>"|?*'
    card = sample()
    named = replace(card.kpis[0], kpi=replace(card.kpis[0].kpi, name=name))
    pack = Pack(replace(card, kpis=(named, *card.kpis[1:])), form=Form.SPLIT)
    html = render_in(pack, "html").decode()
    assert all(NAME.fullmatch(each) for each in pack.beside)
    assert f'alt="{escape(name)}: the last' in html or f"chart of {escape(name)}" in html


def test_a_drawing_of_somebody_elses_stays_as_it_is():
    theirs = '<svg viewBox="0 0 9 9"><circle r="4"/></svg>'
    page = split_page(f'<style>svg, .svg > svg.a {{ top: 0 }}</style><p style="top: 1px">{theirs}')
    assert theirs in page.html
    assert '<p class="own-1">' in page.html
    sheet = page.files["scorecard_files/scorecard.css"].decode()
    assert "img, .svg > img.a {" in sheet
    assert ".own-1.own-1.own-1.own-1.own-1.own-1 { top: 1px }" in sheet


def test_a_house_keeps_its_brand(tmp_path):
    (tmp_path / "summary.html").write_text(
        '<h1 class="mast" style="color: red">{{ page.summary.headline }}</h1>'
    )
    pack = Pack(northwind(), tmp_path, Form.SPLIT)
    assert '<h1 class="mast own-1">Eight KPIs' in render_in(pack, "html").decode()


def test_letters_that_our_font_lacks_are_not_lost():
    texts = '<svg class="x" width="9pt" height="9pt" viewBox="0 0 9 9"><title>T</title>{}</svg>'
    text = '<text x="1" y="8" font-size="8" fill="#000000" text-anchor="start">{}</text>'
    ours, theirs = (texts.format(text.format(name)) for name in ("Zürich", "北京"))
    page = split_page(f"<style></style>{ours}{theirs}").html
    assert 'alt="T"' in page
    assert ours not in page
    assert theirs in page
