"""html as a part of another page: neither touches the other, nor do two of them."""

import re
from dataclasses import replace

import pytest
import tinycss2

import cxscore
from cxscore.model.brand import Accent, HouseStyle
from cxscore.rendering import render
from cxscore.rendering.pack import Form
from cxscore.rendering.scoped_sheet import scoped_sheet
from tests.rendering.builders import sample
from tests.rendering.papers import northwind

FOREIGN = """
html { font-size: 22px } * { letter-spacing: .2em; font-family: fantasy }
.muted, #summary, .kpi { display: none }
body { font-family: cursive; color: green; line-height: 2; text-transform: uppercase;
  text-align: right }
h1, h2, h3 { color: red; font-size: 60px; border: 3px dashed red }
section { float: left; width: 30%; background: pink } p { margin: 40px; color: blue }
table { border: 4px solid purple } td, th { padding: 20px; background: yellow; font-size: 24px }
svg { border: 2px solid red } li { list-style: square; margin: 1em } b { color: magenta }
"""
PLACES = """part => [...part.querySelectorAll('*:not(style)')].map(e => {
  const box = e.getBoundingClientRect(), own = part.getBoundingClientRect(), s = getComputedStyle(e)
  return [e.tagName, box.x - own.x, box.y - own.y, box.width, box.height,
    s.color, s.backgroundColor, s.fontFamily, s.fontSize, s.letterSpacing, s.textTransform] })"""


def part_of(card):
    return render(card, "html", form=Form.FRAGMENT).decode()


def id_of(part):
    return re.search(r'<div id="(cx[0-9a-f]{8})"', part)[1]


def selectors_of(css):
    """Yield every selector of a sheet, however deep its rule."""
    rules = css if isinstance(css, list) else tinycss2.parse_stylesheet(css, True, True)
    for rule in rules:
        assert rule.type != "error", rule
        if rule.type == "qualified-rule":
            yield from (
                tinycss2.serialize(rule.prelude).split(",")
                if "(" not in (text := tinycss2.serialize(rule.prelude))
                else [text]
            )
        elif rule.lower_at_keyword in ("media", "container", "supports"):
            yield from selectors_of(tinycss2.parse_rule_list(rule.content, True, True))
        else:
            assert rule.lower_at_keyword == "font-face"


def test_it_is_one_section_and_all_its_rules_are_under_it():
    part = part_of(northwind())
    assert part.startswith('<section class="cxscore">\n<style>')
    assert part.endswith("</section>\n")
    assert part.count('class="cxscore"') == 1
    assert not re.search(r"<(html|head|body|main|nav class=\"side\"|link|script)\b", part)
    (css,) = re.findall(r"<style>(.*?)</style>", part, re.DOTALL)
    selectors = [each.strip() for each in selectors_of(css)]
    assert len(selectors) > 400
    assert {each for each in selectors if not each.startswith(".cxscore")} == set()
    assert part == part_of(northwind())


def test_ids_are_its_own_and_links_find_them():
    part = part_of(northwind())
    own = id_of(part)
    ids = re.findall(r'<[^>]* id="([^"]*)"', part)
    assert len(ids) == len(set(ids)) > 30
    assert {each for each in ids if not each.startswith(own)} == set()
    links = re.findall(r'href="#([^"]*)"', part)
    assert links
    assert set(links) <= set(ids)
    assert id_of(part_of(sample())) != own


def test_what_people_write_is_no_id():
    card = northwind()
    name = 'x id="y" href="#z" font-family="w"'
    first = replace(card.kpis[0], kpi=replace(card.kpis[0].kpi, name=name))
    part = part_of(replace(card, kpis=(first, *card.kpis[1:])))
    # Within drawings quotes stand as they are.
    assert f"<title>{name}: the last 25 periods" in part or f"Control chart of {name}" in part


def shown(browser, html, width=1300):
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(html)
    page.evaluate("document.fonts.ready")
    return page


def host(*parts, css=FOREIGN, width=1200):
    boxes = "".join(f'<div style="width:{width}px">{part}</div>' for part in parts)
    return (
        f"<!doctype html><meta charset=utf-8><style>{css}</style><h1>Theirs</h1>{boxes}"
        f'<p class="muted kpi" id="late">Theirs</p><section>Theirs</section>'
    )


def test_it_looks_alike_on_any_page(browser):
    part = part_of(sample())
    places = []
    for css in ("", FOREIGN):
        page = shown(browser, host(part, css=css))
        places.append(page.eval_on_selector(".cxscore", PLACES))
        page.close()
    assert len(places[0]) > 500
    for plain, foreign in zip(*places, strict=True):
        assert foreign[:1] + foreign[5:] == plain[:1] + plain[5:]
        if plain[3:5] != [0, 0]:
            assert foreign[1:5] == pytest.approx(plain[1:5], abs=1), foreign


def test_it_leaves_the_page_alone(browser):
    looks = """[...document.querySelectorAll('h1, p#late, body > section')].filter(
      e => !e.closest('.cxscore')).map(e => { const s = getComputedStyle(e);
      return [e.tagName, s.color, s.display, s.float, s.fontFamily, s.fontSize, s.padding] })"""
    alone, with_part = (
        shown(browser, html) for html in (host(), host(part_of(sample()), part_of(northwind())))
    )
    assert alone.evaluate(looks) == with_part.evaluate(looks)
    assert len(alone.evaluate(looks)) == 3
    alone.close()
    with_part.close()


def test_two_of_them_do_not_meet(browser):
    card = sample()
    other = replace(
        card,
        heading=replace(
            card.heading,
            title="Another",
            accent=Accent("#7a1fa2", "#c99be0"),
            style=HouseStyle("h1 { color: rgb(1, 2, 3) } main > * { outline: 0 }"),
        ),
    )
    page = shown(browser, host(part_of(card), part_of(other)))
    assert (
        page.evaluate(
            "(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')]"
            ".map(e => e.id))"
        )
        == 0
    )
    colours = page.evaluate(
        "[...document.querySelectorAll('.cxscore')].map(e => [getComputedStyle(e.querySelector("
        "'h1')).color, getComputedStyle(e.querySelector('.eyebrow')).color])"
    )
    assert colours == [
        ["rgb(22, 32, 44)", "rgb(18, 67, 109)"],
        ["rgb(1, 2, 3)", "rgb(122, 31, 162)"],
    ]
    second = page.locator(".cxscore").nth(1)
    second.locator("a[href$='-scorecard']").first.click()
    top = second.locator("[id$='-scorecard']").bounding_box()["y"]
    assert abs(top) < 100
    page.close()


def test_its_layout_goes_by_its_own_width(browser):
    part = part_of(sample())
    wide, narrow = (shown(browser, host(part, css="", width=width)) for width in (1250, 380))
    heads = "getComputedStyle(document.querySelector('.sc thead')).position"
    assert wide.evaluate(heads) == "static"
    assert narrow.evaluate(heads) == "absolute"
    assert narrow.evaluate(
        "document.querySelector('.cxscore').scrollWidth <= 380"
        " && document.querySelector('.cxscore').clientWidth === 380"
    )
    wide.close()
    narrow.close()


@pytest.mark.parametrize(
    ("css", "written"),
    [
        ("html body p, :root { color: red }", ".c #p p, .c #p {color: red }"),
        ("* , a:hover{}", ".c #p *, .c #p a:hover{}"),
        (
            "#log .x { margin: -1.5rem .2em }",
            ".c #p #p-log .x {margin: calc(-1.5 * var(--rem)) .2em }",
        ),
        ("html { font-size: 15px }", ".c #p {font-size: 15px ; --rem: 15px}"),
        ("@page { margin: 0 } @import 'x'; @charset 'y';", ""),
        (
            "@media screen and (min-width: 10rem) and (max-width: 20em) { p { top: 0 } }",
            "@media screen { @container (min-width: 160px) and (max-width: 320px) {\n"
            ".c #p p {top: 0 }\n} }",
        ),
        ("@media print { p { top: 0 } }", "@media print {\n.c #p p {top: 0 }\n}"),
        ("@media screen and (prefers-color-scheme: dark) { p { top: 0 } }", ""),
        (
            '@font-face { font-family: "A B" } p { font: 1px "A B", Inter }',
            '@font-face {font-family: "p A B" }\n.c #p p {font: 1px "p A B", Inter }',
        ),
        ("p { content: 'a,b' } q { } }} r { left: 0 }", None),
    ],
)
def test_a_sheet_within_its_scope(css, written):
    sheet = scoped_sheet(css, ".c", "p").split("\n", 5)[-1]
    spaces = re.compile(r"\s+(?=[{}])|(?<=[{}])\s+|\s+$|^\s+")
    if written is None:
        assert all(".c #p" in line for line in sheet.splitlines() if "{" in line)
    else:
        assert spaces.sub("", sheet) == spaces.sub("", written)


def test_from_python():
    card = northwind()
    assert cxscore.render(card, fragment=True).startswith(b'<section class="cxscore">')
    with pytest.raises(cxscore.WrongUsage, match="fragment is for the format html"):
        cxscore.render(card, "md", fragment=True)
