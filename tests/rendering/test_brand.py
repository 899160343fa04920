"""The brand on the page and on paper: logo, accent, font and style, in HTML, PDF and charts."""

import base64
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

import cxscore
from cxscore.definition.brand import read_accent, read_font, read_logo, read_style
from cxscore.model.outline import Heading
from cxscore.problems import Problems
from cxscore.rendering import render
from cxscore.rendering.brand import FAMILY, house_of
from cxscore.rendering.charts.house import drawn_for
from cxscore.rendering.charts.palette import Colour
from cxscore.rendering.charts.scale import text_width
from cxscore.rendering.charts.svg import Sheet
from cxscore.rendering.sections.logo import logo_of
from cxscore.resources import find
from tests import brands
from tests.pango import needs_pango
from tests.rendering.builders import sample
from tests.rendering.test_html import Reader
from tests.rendering.test_pdf import tags

PURPLE = read_accent("#7a1fa2")
OURS = Colour.ACCENT.value


def logo(raw):
    return read_logo(raw, "logo")[0]


def face(**how):
    return read_font(brands.font(**how), "font")[0]


def style(css):
    return read_style(css.encode(), "house.css")[0]


def branded(**brand):
    """Return the sample's scorecard with a brand."""
    scorecard = sample()
    return replace(scorecard, heading=replace(scorecard.heading, **brand))


def page_of(**brand):
    return render(branded(**brand), "html").decode()


def paper_of(**brand):
    return render(branded(**brand), "pdf")


def drawn(accent=None):
    """Return a chart with a badge, a line and a letter in the accent's colour."""
    with drawn_for(house_of(Heading("X", accent=accent))):
        sheet = Sheet(20, 10)
        sheet.dots([(5, 5)], Colour.ACCENT, 4, square=False)
        sheet.box(1, 1, 2, 2, Colour.ACCENT)
        sheet.text(5, 5, "1", Colour.ACCENT)
        sheet.text(5, 5, "2", Colour.GOOD)
        return sheet.svg("a chart", "xmr")


# ---------- logo ----------


@pytest.mark.parametrize(
    ("box", "size"),
    [
        ("0 0 300 40", (40, 5.33)),
        ("0 0 30 60", (6, 12)),
        ("0 0 100 100", (12, 12)),
        ("0 0 120 36", (40, 12)),
    ],
)
def test_a_logo_is_as_large_as_there_is_room_for(box, size):
    shown = logo_of(Heading("X", logo=logo(brands.svg(box=box))))
    assert (shown.width, shown.height) == size


@pytest.mark.parametrize("raw", [brands.svg(), brands.png()], ids=["svg", "png"])
def test_the_page_holds_the_logo_itself(raw):
    (image,) = Reader(page_of(logo=logo(raw))).all("img")
    kind, _, data = image["src"].partition(";base64,")
    assert kind == ("data:image/png" if raw.startswith(b"\x89PNG") else "data:image/svg+xml")
    assert base64.b64decode(data) == raw
    assert image["alt"] == "Northwind Home"
    assert "height: 1" in image["style"] or "height: 12" in image["style"]


def test_without_an_organisation_it_is_the_titles():
    assert logo_of(Heading("Our title", logo=logo(brands.svg()))).alt == "Our title"


def test_what_stands_in_the_name_cannot_leave_the_attribute():
    html = page_of(logo=logo(brands.svg()), organisation='"><script>alert(1)</script>')
    assert "<script" not in html
    assert Reader(html).all("img")[0]["alt"] == '"><script>alert(1)</script>'


def test_without_a_brand_nothing_is_said_of_one():
    html = page_of()
    assert not Reader(html).all("img")
    assert FAMILY not in html
    assert "marked" not in re.sub(r"(?s)<style>.*?</style>", "", html)


# ---------- accent ----------


def test_a_chart_is_drawn_in_the_accent_and_keeps_its_classes():
    ours, theirs = drawn(), drawn(PURPLE)
    assert ours.count(OURS) == 3
    assert theirs == ours.replace(OURS, "#7a1fa2")
    assert theirs.count("-accent") == 3
    assert drawn() == ours, "the next is ours again"


def test_an_accent_like_another_colour_of_charts_stays_the_accent():
    chart = drawn(read_accent(Colour.GOOD.value))
    assert re.findall(r'class="f-(\w+)"', chart) == re.findall(r'class="f-(\w+)"', drawn())


def test_our_accent_is_nowhere_on_a_page_of_another():
    html = page_of(accent=PURPLE)
    sheet, _, rest = html.partition("</style>")
    assert OURS not in rest
    assert "%2312436d" not in sheet, "icons carry their colours within them"
    # The last one of either theme counts.
    assert re.findall(r"--accent: (#\w+)", sheet)[-2:] == [PURPLE.light, PURPLE.dark]
    assert "m-event" in html


def test_icons_of_ours_are_those_of_the_palette():
    sheet = (find("templates") / "scorecard.css").read_text(encoding="utf-8")
    assert f"%23{OURS[1:]}" in sheet


# ---------- font ----------


def test_labels_are_measured_in_the_houses_font():
    regular, bold = face(wide=700), face(wide=900, weight=700)
    with drawn_for(house_of(Heading("X", font=(regular, bold)))):
        assert text_width("abc", 10) == pytest.approx(21)
        assert text_width("abc", 10, bold=True) == pytest.approx(27)
        missing = text_width("ж", 10)
    with drawn_for(house_of(Heading("X", font=(regular,)))):
        assert text_width("abc", 10, bold=True) > 21, "browsers make the one face bold"
    assert missing == text_width("ж", 10), "which is Inter's"


def test_the_page_and_its_charts_are_set_in_it():
    regular, bold = face(), face(weight=700)
    html = page_of(font=(regular, bold))
    sheet = html.partition("</style>")[0]
    for each in (regular, bold):
        data = base64.b64encode(each.data).decode()
        rule = f'@font-face{{font-family:"{FAMILY}";font-weight:{each.weight};font-style:normal;'
        assert f"{rule}src:url(data:font/ttf;base64,{data})}}" in sheet
    assert re.findall(r"--sans: (.*?),", sheet)[-1] == f'"{FAMILY}"'
    charts = re.findall(r'<svg class="(?:xmr|spk)".*?>', html)
    assert charts
    assert all(f"font-family=\"'{FAMILY}',Inter,sans-serif\"" in chart for chart in charts)


# ---------- style ----------


def test_house_rules_come_after_ours_and_cannot_leave_their_element():
    html = page_of(
        style=style('h1 { color: red } /* </style><script> */ p::after { content: "</b>" }')
    )
    assert html.index("h1 { color: red }") > html.index("--watch-fill")
    sheet = re.search(r"(?s)<style>(.*?)</style>", html)[1]
    assert r"<\/style><script>" in sheet
    assert "size: A4 landscape" in sheet.partition("color: red")[2]
    assert not Reader(html).all("script")


# ---------- paper ----------


@pytest.fixture(scope="module")
def everything():
    return {
        "logo": logo(brands.svg('<rect width="120" height="40" fill="#010203"/>')),
        "accent": PURPLE,
        "font": (face(), face(weight=700, kind="otf")),
        "style": style(
            ':root { --rule: #abcdef; --x: url("data:image/png;base64,AA=="); orphans: 3 }\n'
            'h1 { color: #040506 } .mast > div::after { content: "</style> & ]]> <b>" }'
        ),
    }


@pytest.fixture(scope="module")
def written(everything):
    return paper_of(**everything)


@pytest.fixture(scope="module")
def pdf(written):
    with pikepdf.open(BytesIO(written)) as opened:
        yield opened


@needs_pango
def test_the_logo_is_a_figure_with_its_name(pdf):
    figures = [tag for kind, tag, _ in tags(pdf.Root.StructTreeRoot) if kind == "Figure"]
    assert str(figures[0].Alt) == "Northwind Home"


@needs_pango
def test_colours_of_logo_accent_and_style_are_painted(pdf):
    painted = colours(pdf)
    assert {"#010203", "#7a1fa2", "#040506", "#abcdef"} <= painted
    assert OURS not in painted


@needs_pango
def test_what_looks_like_the_end_of_the_style_is_its_text(written):
    text = pypdf.PdfReader(BytesIO(written)).pages[0].extract_text()
    assert "</style> & ]]> <b>" in " ".join(text.split())


@needs_pango
def test_it_is_set_in_the_font_and_lacks_come_from_ours(pdf, everything):
    names = fonts(pdf)
    assert any("Scorecard-Brand" in name for name in names)
    lacking = face(letters=brands.LETTERS.replace("e", ""))
    with pikepdf.open(BytesIO(paper_of(font=(lacking,)))) as other:
        assert any("Inter" in name for name in fonts(other))
    assert not any("Serif" in name for name in names)


@needs_pango
def test_the_same_bytes_at_every_run(written, everything):
    assert paper_of(**everything) == written


@needs_pango
def test_a_png_is_shown():
    with pikepdf.open(BytesIO(paper_of(logo=logo(brands.png())))) as pdf:
        sizes = {
            (int(each.Width), int(each.Height))
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        }
    assert (8, 4) in sizes


def colours(pdf):
    """Return every colour that is filled or stroked with, as hexadecimal digits."""
    found = set()
    for each in pdf.objects:
        if (
            isinstance(each, pikepdf.Stream)
            and each.get("/Subtype") != "/Image"
            and "/Length1" not in each
        ):
            numbers = rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b"
            for parts in re.findall(numbers, each.read_bytes()):
                found.add("#" + "".join(f"{round(float(part) * 255):02x}" for part in parts))
    return found


def fonts(pdf):
    return {
        str(each.BaseFont)
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
    }


# ---------- templates ----------


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("method.html", '<p>\n<img src="">', {2: "<img src> is empty"}),
        ("method.html", '<img\n alt="x"\n src="a.png"/>', {3: "<img src> asks for 'a.png'"}),
        ("method.html", "\n<img src='{{ page.lang }}.png'>", {2: "'en-GB.png'"}),
        (
            "method.html",
            '<img src="data:,"\n srcset="data:image/png;base64,A= 1x, a.png 2x, data:,">',
            {2: "'a.png'"},
        ),
        ("method.html", '<link rel="icon" href="https://example.com/a.ico">', {1: "<link href>"}),
        ("method.html", '<script src="/a.js"></script>', {1: "put what it holds into the page"}),
        (
            "method.html",
            '<video poster="a.png">\n<source src="a.mp4"></video>',
            {1: "<video poster>", 2: "<source src>"},
        ),
        ("method.html", '\n<svg><use xlink:href="a.svg#b"/></svg>', {2: "<use xlink:href>"}),
        ("method.html", '<a href="more.html">', {1: "<a href> leads to 'more.html'"}),
        ("method.html", '<a href="javascript:x">', {1: "<a href> leads to 'javascript:x'"}),
        (
            "method.html",
            '<p>\n<i style="background: url(a.png)">',
            {2: "<i style> asks for 'a.png'"},
        ),
        ("method.html", "<style>\np { a: url(b.png) }</style>", {2: "'b.png'"}),
        ("scorecard.css", "p { }\nq { a: url(b.png) }", {2: "'b.png'"}),
        (
            "scorecard.css",
            '{% include "scorecard.css" %}\np { }',
            {1: "a style sheet is no template"},
        ),
        ("scorecard.css", "p {\n  a: {{ page.paper }} }", {2: "a style sheet is no template"}),
    ],
)
def test_an_address_outside_the_page_is_told_with_its_line(
    tmp_path, monkeypatch, name, text, places
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / name).write_text(text, encoding="utf-8")
    with pytest.raises(Problems) as raised:
        render(sample(), "html", Path("house"))
    said = {problem.line: str(problem) for problem in raised.value.found}
    for line, part in places.items():
        assert said[line].startswith(f"house/{name}:{line}")
        assert ": error: CX407: " in said[line]
        assert part in said[line]


def test_what_a_page_may_ask_for(tmp_path):
    text = (
        '<a href="#summary">a</a><a href="https://example.com">b</a>'
        '<a href="mailto:a@example.com">c</a>'
        '<img src="data:image/png;base64,AA==" srcset="data:image/png;base64,AA== 2x" alt="d"/>'
        '<!-- <img src="e.png"> --><i style="background: url(data:,)">f</i>'
        '<svg><use href="#g"/></svg><script>let h = "<img src=i.png>"</script>'
        '{% if page.logo %}<img src="{{ page.logo.source }}" alt="{{ page.logo.alt }}"/>{% endif %}'
    )
    (tmp_path / "method.html").write_text(text, encoding="utf-8")
    html = render(branded(logo=logo(brands.svg())), "html", tmp_path).decode()
    assert "e.png" in html
    assert len(Reader(html).all("img", alt="Northwind Home")) == 2


def test_a_style_sheet_of_the_users_takes_the_brand_as_ours_does(tmp_path):
    (tmp_path / "scorecard.css").write_text(
        ":root { --accent: #123456 } p { x: y }", encoding="utf-8"
    )
    html = render(branded(accent=PURPLE, style=style("q { z: a }")), "html", tmp_path).decode()
    sheet = html.partition("</style>")[0]
    assert re.findall(r"--accent: (#\w+)", sheet) == ["#123456", PURPLE.light, PURPLE.dark]
    assert sheet.index("p { x: y }") < sheet.index(PURPLE.light) < sheet.index("q { z: a }")


# ---------- the example of the documentation ----------


@needs_pango
def test_the_example_of_docs_templates_builds(tmp_path, monkeypatch):
    text = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    section = re.search(r"(?ms)^## Brand$(.*?)^## ", text)[1]
    css = re.search(r"(?ms)^```css[^\n]*\n(.*?)^```", section)[1]
    keys = re.search(r"(?ms)^```yaml\n(.*?)^```", section)[1]
    monkeypatch.chdir(tmp_path)
    Path("house.css").write_text(css, encoding="utf-8")
    Path("surveys.csv").write_text("day,score\n2026-05-01,9\n2026-06-01,9\n", encoding="utf-8")
    Path("kpis.yaml").write_text(
        "version: 1\nowners: {a: {name: A}}\ndatasets: {d: {file: surveys.csv, date: day}}\n"
        "kpis: {k: {name: K, owner: a, dataset: d, measure: {nps: score},"
        " polarity: higher_is_better}}\n" + keys,
        encoding="utf-8",
    )
    scorecard = cxscore.build(cxscore.read("kpis.yaml"), as_of="2026-07-06")
    assert css.strip() in cxscore.render(scorecard, "html").decode()
    with pikepdf.open(BytesIO(cxscore.render(scorecard, "pdf"))) as pdf:
        painted = colours(pdf)
    assert {"#7a1fa2", "#d9cfe3"} <= painted
    assert OURS not in painted
