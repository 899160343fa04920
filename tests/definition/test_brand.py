"""The brand of a paper: what is taken, what is refused, and where that is said."""

import re
import tracemalloc
import zlib
from pathlib import Path

import pytest

import cxscore
from cxscore.definition import json_schema
from cxscore.definition.brand.accents import DARK, LIGHT, nearest_readable
from cxscore.definition.brand.svg import MOST_SHAPES
from cxscore.model.brand import Accent
from cxscore.problems import Problems
from cxscore.resources import find
from tests import brands
from tests.definition.pages import examined, lines, page

HEAD = "scorecard: {title: Customer experience, as_of: 2026-07-06}"


def branded(*keys, allowed=(), **files):
    """Return what came of a page whose scorecard has *keys*, beside *files*."""
    for name, content in files.items():
        raw = content if isinstance(content, bytes) else content.encode()
        Path(name.replace("__", ".")).write_bytes(raw)
    head = "\n".join(["scorecard:", "  title: Customer experience", *(f"  {key}" for key in keys)])
    return examined(page(old=HEAD, new=head), allowed=allowed)


def heading(*keys, **files):
    found = branded(*keys, **files)
    assert lines(found) == []
    return found.definition.heading


def fault(*keys, **files):
    """Return the only line that is said."""
    (line,) = lines(branded(*keys, **files))
    return line


# ---------- contrast by the formula of WCAG 2.2, written anew ----------


def relative_luminance(colour):
    total = 0.0
    for weight, at in ((0.2126, 1), (0.7152, 3), (0.0722, 5)):
        channel = int(colour[at : at + 2], 16) / 255
        linear = channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        total += weight * linear
    return total


def ratio(one, other):
    low, high = sorted([relative_luminance(one), relative_luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_the_grounds_are_those_of_the_style_sheet():
    sheet = (find("templates") / "scorecard.css").read_text(encoding="utf-8")
    grounds = list(
        zip(
            re.findall(r"--paper: (#\w+)", sheet), re.findall(r"--wash: (#\w+)", sheet), strict=True
        )
    )
    assert grounds == [LIGHT, DARK]


@pytest.mark.parametrize(
    ("text", "light"),
    [
        ("#7a1fa2", "#7a1fa2"),
        ("#72a", "#7722aa"),
        ("#7A1FA2", "#7a1fa2"),
        ("#12436d", "#12436d"),
        ("#000", "#000000"),
    ],
)
def test_a_colour_that_can_be_read_is_taken_as_it_is(text, light):
    accent = heading(f'accent: "{text}"').accent
    assert accent.light == light
    assert all(ratio(accent.light, ground) >= 4.5 for ground in LIGHT)
    assert all(ratio(accent.dark, ground) >= 4.5 for ground in DARK)


def test_a_colour_that_can_be_read_on_dark_stays_what_it_is_there():
    between = "#c9433f"
    assert ratio(between, DARK[1]) < 4.5
    assert nearest_readable("#8ec1ee", DARK) == "#8ec1ee"


@pytest.mark.parametrize(
    "colour", ["#f5a623", "#ffff00", "#ffffff", "#777777", "#00ff7f", "#ff69b4"]
)
def test_one_that_cannot_be_read_is_refused_with_the_nearest_that_can(colour):
    line = fault(f'accent: "{colour}"')
    assert line.startswith(f"kpis.yaml:4:11: error: CX183: scorecard.accent is '{colour}'")
    worst = min(ratio(colour, ground) for ground in LIGHT)
    said = float(re.search(r"contrast of ([\d.]+):1", line)[1])
    assert worst - 0.01 < said <= worst
    nearest = re.search(r'the nearest that has it is "(#\w{6})"', line)[1]
    assert min(ratio(nearest, ground) for ground in LIGHT) >= 4.5
    assert heading(f'accent: "{nearest}"').accent == Accent(
        nearest, nearest_readable(nearest, DARK)
    )


@pytest.mark.parametrize("colour", ["#f5a623", "#777777", "#00ff7f"])
def test_no_more_is_changed_than_it_takes(colour):
    nearest = nearest_readable(colour, LIGHT)
    lighter = "#" + "".join(
        f"{min(255, int(nearest[at : at + 2], 16) + 3):02x}" for at in (1, 3, 5)
    )
    assert min(ratio(lighter, ground) for ground in LIGHT) < 4.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("purple", "CX183: scorecard.accent is 'purple', not a colour"),
        (
            "7a1fa2",
            "CX183: scorecard.accent is '7a1fa2', without its #;"
            ' write it in quotes, as "#7a1fa2"',
        ),
        ('"#7a1fa"', "CX183: scorecard.accent is '#7a1fa', not a colour"),
        ('"#7a1fa2ff"', "not a colour"),
        ('"rgb(1, 2, 3)"', "not a colour"),
        ("123456", "CX110: scorecard.accent is 123456, not text"),
        (
            "#7a1fa2",
            "CX110: scorecard.accent is empty: what starts with # is a comment; put it in quotes,"
            ' as accent: "#7a1fa2"',
        ),
        ('""', "CX110: scorecard.accent is empty"),
        ("[1]", "CX110: scorecard.accent is a list, not text"),
    ],
)
def test_what_is_no_colour(text, said):
    assert said in fault(f"accent: {text}")


# ---------- files ----------


@pytest.mark.parametrize(
    ("key", "named", "said"),
    [
        ("logo", "lgoo.svg", "CX145: there is no file 'lgoo.svg'; did you mean 'logo.svg'?"),
        ("logo", "folder", "CX146: 'folder' is a folder; name a file, as folder/logo.svg"),
        ("style", "folder", "CX146: 'folder' is a folder; name a file, as folder/house.css"),
        ("font", "https://example.com/a.ttf", "CX146: 'https://example.com/a.ttf' is an address"),
        (
            "logo",
            "../logo.svg",
            "CX144: '../logo.svg' lies outside the folder of kpis.yaml; to read it, add --allow",
        ),
        ("logo", '"*.svg"', "CX180: '*.svg' means 2 files; name one"),
        ("logo", "empty.svg", "CX180: 'empty.svg' is empty; save it again"),
        ("logo", "large.svg", "CX180: 'large.svg' has more than 2 000 000 bytes"),
        ("font", "large.svg", "CX184: large.svg is no font"),
        ("style", "large.svg", "CX180: 'large.svg' has more than 1 000 000 bytes"),
        ("logo", "5", "CX110: scorecard.logo is 5, not text"),
        ("logo", '""', "CX110: scorecard.logo is empty"),
        ("font", "[]", "CX110: scorecard.font is empty"),
        ("font", "{a: b}", "CX110: scorecard.font is a mapping, not text"),
    ],
)
def test_what_is_no_file_is_told_at_its_key(key, named, said):
    Path("folder").mkdir()
    Path("empty.svg").write_bytes(b"")
    if key != "logo" or "*" not in named:
        Path("large.svg").write_bytes(b" " * 2_000_001)
    line = fault(f"{key}: {named}", logo__svg=brands.svg())
    assert line.startswith(f"kpis.yaml:4:{len(key) + 5}: error: {said}")


def test_one_that_may_not_be_read(monkeypatch):
    Path("logo.svg").write_bytes(brands.svg())
    opened = Path.open

    def refuse(self, *arguments, **more):
        if self.name == "logo.svg":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", refuse)
    line = fault("logo: logo.svg")
    assert "kpis.yaml:4:9: error: CX180: 'logo.svg' cannot be read: Permission denied" in line


def test_a_folder_that_is_allowed_is_read(tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("brand")
    (elsewhere / "logo.svg").write_bytes(brands.svg())
    assert "CX144" in fault(f"logo: {elsewhere}/logo.svg")
    assert lines(branded(f"logo: {elsewhere}/logo.svg", allowed=[elsewhere])) == []


def test_what_is_sound_beside_it_is_checked_all_the_same():
    found = branded("logo: none.svg", 'accent: "#fff"', "colour: red")
    assert [line.split(": ")[2] for line in lines(found)] == ["CX145", "CX183", "CX101"]
    assert found.definition is not None


def test_the_schema_knows_the_keys():
    keys = json_schema()["$defs"]["Heading"]["properties"]
    assert {keys[name]["type"] for name in ("logo", "accent", "style")} == {"string"}
    assert {choice["type"] for choice in keys["font"]["anyOf"]} == {"string", "array"}
    assert all(keys[name]["description"] for name in ("logo", "accent", "font", "style"))


def test_keys_from_python_are_the_same(tmp_path):
    Path("logo.png").write_bytes(brands.png())
    Path("house.css").write_text("p {}")
    mapping = {
        "version": 1,
        "scorecard": {
            "title": "X",
            "logo": Path("logo.png"),
            "accent": "#7a1fa2",
            "style": "house.css",
        },
        "owners": {"a": {"name": "A"}},
        "datasets": {"d": {"file": "d.csv", "date": "day"}},
        "kpis": {
            "k": {
                "name": "K",
                "owner": "a",
                "dataset": "d",
                "measure": {"nps": "s"},
                "polarity": "higher_is_better",
            }
        },
    }
    read = cxscore.read(mapping).heading
    assert (read.logo.mime, read.accent.light, read.style.css) == ("image/png", "#7a1fa2", "p {}")
    mapping["scorecard"]["accent"] = "#fff"
    with pytest.raises(Problems, match=r"the definition: error: CX183: scorecard\.accent"):
        cxscore.read(mapping)


# ---------- logos ----------


@pytest.mark.parametrize(
    ("raw", "mime", "size"),
    [
        (brands.svg(), "image/svg+xml", (120, 40)),
        (brands.svg(box="-3.5,0 1e2 .5"), "image/svg+xml", (100, 0.5)),
        (
            b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!-- drawn -->" + brands.svg(),
            "image/svg+xml",
            (120, 40),
        ),
        (
            brands.svg(
                '<style>.a{fill:url(#g)}</style><linearGradient id="g"/>'
                '<rect class="a" fill="url(#g)"/><use href="#g"/>'
            ),
            "image/svg+xml",
            (120, 40),
        ),
        (
            brands.svg('<image xlink:href="data:image/png;base64,AAAA"/>'),
            "image/svg+xml",
            (120, 40),
        ),
        (brands.svg("<text>on her url(http://example.com)</text>"), "image/svg+xml", (120, 40)),
        (brands.png(), "image/png", (8, 4)),
        (brands.png(5, 3, depth=1, colour=0, pixels=b"\0\0" * 3), "image/png", (5, 3)),
        (
            brands.png(5, 3, colour=3, pixels=b"\0" * 18, before=brands.part(b"PLTE", b"\1\2\3")),
            "image/png",
            (5, 3),
        ),
        (
            brands.png(3, 3, colour=0, interlaced=1, pixels=b"\0" * (2 + 2 + 3 + 2 * 2 + 4)),
            "image/png",
            (3, 3),
        ),
    ],
)
def test_a_picture_is_told_by_what_is_in_it(raw, mime, size):
    logo = heading("logo: picture", picture=raw).logo
    assert (logo.mime, (logo.width, logo.height), logo.data) == (mime, size, raw)


PICTURES_AND_MORE = [
    ("<script>alert(1)</script>", "<script>"),
    ('<g onload="alert(1)"/>', "onload"),
    ('<g onClick="x"/>', "onClick"),
    ("<foreignObject/>", "<foreignObject>"),
    ('<x:script xmlns:x="http://www.w3.org/1999/xhtml">1</x:script>', "<script>"),
    ('<image href="https://example.com/a.png"/>', "href='https://example.com/a.png'"),
    ('<image xlink:href="a.png"/>', "href='a.png'"),
    ('<image href="file:///etc/passwd"/>', "file:///etc/passwd"),
    ('<a href="javascript:alert(1)"/>', "javascript:alert(1)"),
    ('<image href="data:image/svg+xml;base64,AAAA"/>', "data:image/svg+xml"),
    ('<image href="data:text/html,x"/>', "data:text/html,x"),
    ('<use href=""/>', "href=''"),
    ('<set attributeName="xlink:href" to="https://example.com"/>', "xlink:href"),
    ('<rect style="fill: url(https://example.com/a#b)"/>', "https://example.com/a#b"),
    ('<rect fill="url(&quot;//example.com/a&quot;)"/>', "//example.com/a"),
    (r'<rect fill="u\72 l(//example.com/a)"/>', "//example.com/a"),
    ("<style>.a { fill: url(b.svg#c) }</style>", "b.svg#c"),
    ("<style><![CDATA[@import 'c.css';]]></style>", "imports another"),
    (
        "<style>@font-face { src: url(http://example.com/f.woff) }</style>",
        "http://example.com/f.woff",
    ),
    ("<style><g/>@import 'c.css';</style>", "within <style>"),
    ("<?xml-stylesheet href='a.css'?>", "style sheet"),
    ('<g id="a"><use href="#a"/></g>', "drawn within itself"),
    ('<pattern id="p"><rect fill="url(#p)"/></pattern>', "drawn within itself"),
    (
        '<style>.x{fill:url(#p)}</style><pattern id="p"><rect class="x"/></pattern>',
        "drawn within itself",
    ),
    ("<g>" * 101 + "</g>" * 101, "no more than 100 within one another"),
    ("<g>", "the SVG cannot be read: mismatched tag"),
    ("&nbsp;", "the SVG cannot be read: undefined entity"),
]


@pytest.mark.parametrize(
    ("inner", "said"), PICTURES_AND_MORE, ids=[inner[:30] for inner, _ in PICTURES_AND_MORE]
)
def test_what_is_more_than_a_picture_is_refused_at_its_line(inner, said):
    line = fault("logo: logo.svg", logo__svg=brands.svg(f"\n\n{inner}"))
    assert re.match(r"logo\.svg:3:\d+: error: CX182: ", line)
    assert said in line


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="10"/>',
            "logo.svg:1:1: error: CX182: the SVG has no viewBox, so that it cannot be made smaller;"
            ' add viewBox="0 0 30 10"',
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', 'add viewBox="0 0 … …"'),
        (brands.svg(box="0 0 0 4"), "viewBox is '0 0 0 4'; it must be four numbers"),
        (brands.svg(box="0 0 4"), "viewBox is '0 0 4'"),
        (brands.svg(box="0 0 1e999 4"), "viewBox is"),
        (
            b'<svg viewBox="0 0 1 1"/>',
            "logo.svg:1:1: error: CX182: this is <svg>, not an SVG; its first element is <svg",
        ),
        (b"<html><p>Hello</p></html>", "this is <html>, not an SVG"),
        (
            b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/svg11.dtd">'
            + brands.svg(),
            "logo.svg:1:1: error: CX182: a logo may have no DOCTYPE",
        ),
        (
            brands.svg("\xff".encode("latin-1").decode("latin-1")).decode().encode("latin-1"),
            "not well-formed",
        ),
        (b"plain text", "kpis.yaml:4:9: error: CX181: logo.svg is no picture that is known here"),
        (b"GIF89a", "CX181: logo.svg is a GIF; save the logo as SVG or PNG"),
        (b"\x1f\x8b\x08", "CX181: logo.svg is a compressed file"),
    ],
)
def test_what_is_no_svg(raw, said):
    assert said in fault("logo: logo.svg", logo__svg=raw)


def test_entities_are_never_opened():
    """A billion laughs: were they opened, this would not end."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    raw = f'<!DOCTYPE svg [<!ENTITY l0 "lol">{laughs}]>'.encode() + brands.svg("&l11;")
    assert "logo.svg:1:1: error: CX182: a logo may have no DOCTYPE" in fault(
        "logo: logo.svg", logo__svg=raw
    )


@pytest.mark.parametrize("by", ['href="#a{n}"', 'class="b{n}"'])
def test_shapes_that_repeat_without_end_are_refused(by):
    """Ten of ten of ten: small to read, and nobody could wait for it to be drawn."""
    rules = "".join(f".b{n}{{fill:url(#a{n})}}" for n in range(9))
    inner = f'<style>{rules}</style><g id="a0"><path d="M0 0"/></g>'
    for n in range(1, 9):
        one = by.format(n=n - 1)
        inner += f'<g id="a{n}">{f"<use {one}/>" * 10}</g>'
    line = fault("logo: logo.svg", logo__svg=brands.svg(inner))
    assert f"no more than {MOST_SHAPES} shapes" in line


def spoilt(raw, at, new):
    return raw[:at] + new + raw[at + len(new) :]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (brands.png()[:-20], "it ends too early"),
        (brands.png()[:-12], "it ends too early"),
        (brands.png()[:8], "it does not begin with a header"),
        (spoilt(brands.png(), 45, b"\0\0"), "its part IDAT has a wrong checksum"),
        (brands.png(0, 4), "its header makes no sense"),
        (brands.png(depth=3), "its header makes no sense"),
        (brands.png(9000, 9000, pixels=b""), "9000 by 9000 points"),
        (brands.png(8, 5, pixels=b"\0" * 100), "some of it is missing"),
        (brands.png(8, 4, pixels=b"\0" * 101), "some of it is missing"),
        (brands.png(colour=3, pixels=b"\0" * 36), "it has no colours"),
        (brands.png(3, 3, colour=0, interlaced=1, pixels=b"\0" * 14), "some of it is missing"),
        (
            brands.png(8, 4).replace(zlib.compress(b"\0" + b"\x7a\x1f\xa2" * 8)[:2], b"xx", 1),
            "checksum",
        ),
    ],
)
def test_a_png_that_is_not_whole(raw, said):
    line = fault("logo: logo.png", logo__png=raw)
    assert line.startswith("kpis.yaml:4:9: error: CX181: logo.png is a PNG that cannot be shown: ")
    assert said in line


def test_a_png_that_unpacks_to_more_than_it_says_is_not_unpacked():
    raw = brands.png(1, 1, colour=0, pixels=b"\0" * 50_000_000)
    tracemalloc.start()
    try:
        assert "some of it is missing" in fault("logo: logo.png", logo__png=raw)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


# ---------- fonts ----------


@pytest.mark.parametrize(("kind", "mime"), [("ttf", "font/ttf"), ("otf", "font/otf")])
def test_static_faces_are_taken(kind, mime):
    raw = brands.font(kind=kind, weight=300)
    (face,) = heading("font: Brand", Brand=raw).font
    assert (face.mime, face.weight, face.data) == (mime, 300, raw)


def test_one_face_a_weight():
    two = {"r__ttf": brands.font(), "b__ttf": brands.font(weight=700)}
    assert [face.weight for face in heading("font: [r.ttf, b.ttf]", **two).font] == [400, 700]
    line = fault("font: [r.ttf, r.ttf]")
    assert line.startswith(
        "kpis.yaml:4:9: error: CX184: scorecard.font has two faces of the same weight, 400"
    )
    assert fault("font: [r.ttf, none.ttf]").startswith("kpis.yaml:4:17: error: CX145: ")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (
            brands.font(variable=True),
            "Brand.ttf is a variable font, which makes other bytes at every run; give a",
        ),
        (brands.font()[:-300], "Brand.ttf is a damaged font"),
        (brands.font()[:200], "Brand.ttf is a damaged font"),
        (brands.font(letters="жшщ"), "Brand.ttf is a font without the letters from A to z"),
        (brands.font().replace(b"cmap", b"cmxp", 1), "Brand.ttf is a font without cmap"),
        (brands.font().replace(b"glyf", b"glxf", 1), "Brand.ttf is a font without outlines"),
        (b"wOF2" + b"\0" * 100, "Brand.ttf is a web font; give one face as .ttf or .otf"),
        (b"ttcf" + b"\0" * 100, "Brand.ttf is a collection of fonts"),
        (b"hello", "Brand.ttf is no font"),
    ],
)
def test_what_is_no_font(raw, said):
    line = fault("font: Brand.ttf", Brand__ttf=raw)
    assert line.startswith("kpis.yaml:4:9: error: CX184: ")
    assert said in line


# ---------- styles ----------


@pytest.mark.parametrize(
    "css",
    [
        "h1 { color: red }",
        "a { background: url(data:image/png;base64,AA==) }",
        "a { clip-path: url(#b) } /* url(c.png) @import 'd' */",
        "a::after { content: 'url(b.png)' }",
        "@media print { a { b: c } } /* </style> */ a > b { c: '</style>&amp;' }",
        "\ufeffa {}",
    ],
)
def test_a_style_sheet_that_stands_alone_is_taken(css):
    assert heading("style: house.css", house__css=css).style.css == css.lstrip("\ufeff")


@pytest.mark.parametrize(
    ("css", "place", "said"),
    [
        (
            "a {}\nb { c: url(d.png) }",
            "2:8",
            "the style sheet asks for 'd.png', which is not in it; embed it, as url(data:…)",
        ),
        ("b { c: url( 'https://example.com/d.png' ) }", "1:8", "https://example.com/d.png"),
        (
            "@IMPORT 'd.css';",
            "1:1",
            "the style sheet imports another; put its rules into this file",
        ),
        (r"b { c: \75rl(d.png) }", "1:8", "d.png"),
        ("b { c: image-set('d.png' 1x) }", "1:8", "d.png"),
        ("@font-face { src: url(/d.woff2) }", "1:19", "/d.woff2"),
        ("b { c: url() }", "1:8", "an address that is empty"),
        ("a { b: c }\nd {\n e: f", "2:3", "what begins here is never closed"),
        ("a { b: c } /* d", "1:12", "what begins here is never closed"),
        ("a { b: 'c }", "1:8", "a text that its line does not end"),
        ("a { b: c } }", "1:12", "a '}' that closes nothing"),
    ],
)
def test_what_a_style_sheet_may_not_say(css, place, said):
    line = fault("style: house.css", house__css=css)
    assert line.startswith(f"house.css:{place}: error: CX185: ")
    assert said in line


def test_a_style_sheet_that_is_not_utf_8():
    line = fault("style: house.css", house__css=b"a {}\n/* \xe9 */")
    assert line.startswith("house.css:2:4: error: CX185: byte 0xE9 is not UTF-8")
