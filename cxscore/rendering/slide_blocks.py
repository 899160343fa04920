"""Texts, tables and pictures as shapes of a slide, in the colours of its master."""

import io
from collections.abc import Mapping
from typing import Any

from cxscore.rendering.printable import printable
from cxscore.rendering.sections.verdicts import Judgement
from cxscore.rendering.slides.blocks import EMU, Block, Box, Cell, Paragraph, Picture, Table, Words
from cxscore.rendering.slides.fitting import LEADING, PADDING_X, PADDING_Y

PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of tables without colours and lines, by the number that PowerPoint has for it."""
SIGNS: Mapping[str, tuple[str, str]] = {
    "on": ("●", "1B8A7A"),
    "watch": ("▲", "C98A00"),
    "off": ("■", "C8442F"),
    "up": ("▲", "2A7CC0"),
    "down": ("▼", "CC5A2A"),
}
"""A sign and its colour, which stands out on white and on black, by the kind of verdict."""
NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ACCENT = '<a:schemeClr val="accent1"/>'
FAINT_TEXT = '<a:schemeClr val="tx1"><a:lumMod val="35000"/><a:lumOff val="65000"/></a:schemeClr>'
FAINT = 0.35
"""How much lighter, or darker, what is said beside is than the text."""


def put(shapes: Any, block: Block, place: Box) -> None:  # noqa: ANN401 (python-pptx has no types)
    """Add *block* to the *shapes* of a slide, whose room is at *place*."""
    box = [
        round(each * EMU)
        for each in (
            place.left + block.box.left,
            place.top + block.box.top,
            block.box.width,
            block.box.height,
        )
    ]
    match block:
        case Words():
            _words(shapes.add_textbox(*box), block)
        case Table():
            _table(shapes, box, block)
        case Picture():
            _picture(shapes, box, block)


def _words(shape: Any, words: Words) -> None:  # noqa: ANN401 (as above)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, paragraph in enumerate(words.paragraphs):
        made = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        _paragraph(made, paragraph)


def _paragraph(made: Any, paragraph: Paragraph) -> None:  # noqa: ANN401 (as above)
    from pptx.util import Pt

    made.space_after = Pt(paragraph.after)
    made.line_spacing = 1.0
    if paragraph.bullet:
        _bullet(made)
    for text, bold in ((paragraph.lead, True), (paragraph.text, False)):
        if text:
            run = _run(made, f"{text} " if bold and paragraph.text else text, paragraph.size)
            run.font.bold = bold
            if paragraph.faint:
                run.font.color.brightness = FAINT


def _run(made: Any, text: str, size: float) -> Any:  # noqa: ANN401 (as above)
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    run = made.add_run()
    run.text = printable(text).replace("\n", " ").replace("\t", " ")
    run.font.size = Pt(size)
    run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    return run


def _bullet(made: Any) -> None:  # noqa: ANN401 (as above)
    from pptx.oxml import parse_xml

    properties = made._p.get_or_add_pPr()
    properties.set("marL", str(14 * EMU))
    properties.set("indent", str(-14 * EMU))
    properties.append(parse_xml(f'<a:buChar {NAMESPACE} char="•"/>'))


def _picture(shapes: Any, box: list[int], picture: Picture) -> None:  # noqa: ANN401 (as above)
    made = shapes.add_picture(io.BytesIO(picture.png), *box)
    _describe(made, picture.text)


def _describe(shape: Any, text: str) -> None:  # noqa: ANN401 (as above)
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", printable(text))


def _table(shapes: Any, box: list[int], table: Table) -> None:  # noqa: ANN401 (as above)
    rows = [table.head, *table.rows] if table.head else list(table.rows)
    frame = shapes.add_table(len(rows), len(table.widths), *box)
    _describe(frame, table.name)
    made = frame.table
    made.first_row, made.horz_banding = bool(table.head), False
    made._tbl.tblPr.find("{*}tableStyleId").text = PLAIN
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = round(width * table.box.width * EMU)
    for row, height in zip(made.rows, table.heights, strict=True):
        row.height = round(height * EMU)
    for down, cells in enumerate(rows):
        is_head = down == 0 and bool(table.head)
        for across, cell in enumerate(cells):
            _cell(made.cell(down, across), cell, table.size, bold=is_head)


def _cell(made: Any, cell: Cell, size: float, *, bold: bool) -> None:  # noqa: ANN401 (as above)
    from pptx.util import Pt

    made.margin_left = made.margin_right = Pt(PADDING_X)
    made.margin_top = made.margin_bottom = Pt(PADDING_Y)
    frame = made.text_frame
    frame.word_wrap = True
    _rule(made, strong=bold)
    if isinstance(cell, Judgement):
        _verdict(frame.paragraphs[0], cell, size)
        return
    for at, line in enumerate(cell.split("\n")):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.line_spacing = Pt(size * LEADING)
        _run(paragraph, line, size).font.bold = bold


def _verdict(paragraph: Any, verdict: Judgement, size: float) -> None:  # noqa: ANN401 (as above)
    from pptx.util import Pt

    paragraph.line_spacing = Pt(size * LEADING)
    if verdict.css in SIGNS:
        sign, colour = SIGNS[verdict.css]
        _run(paragraph, f"{sign} ", size).font.color.rgb = _rgb(colour)
    _run(paragraph, verdict.short, size).font.bold = True


def _rgb(colour: str) -> Any:  # noqa: ANN401 (as above)
    from pptx.dml.color import RGBColor

    return RGBColor(*bytes.fromhex(colour))  # type: ignore[no-untyped-call]  # it has no types


def _rule(cell: Any, *, strong: bool) -> None:  # noqa: ANN401 (as above)
    """Draw a line below *cell*: of the accent below the head, faint below the others."""
    from pptx.oxml import parse_xml

    width = round((1.5 if strong else 0.5) * EMU)
    colour = ACCENT if strong else FAINT_TEXT
    line = f'<a:lnB {NAMESPACE} w="{width}"><a:solidFill>{colour}</a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().append(parse_xml(line))
