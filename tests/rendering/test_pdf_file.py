"""The bytes of a PDF."""

from io import BytesIO

import pypdf
import pytest

pydyf = pytest.importorskip("pydyf")

from cxscore.rendering.pdf_file import write  # noqa: E402 (it needs pydyf)


def paper():
    """Return a PDF of one page, with a stream as it is and one to be compressed."""
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("Zürich")
    content = pydyf.Stream([b"q", b"1 0 0 rg 10 10 50 50 re f", b"Q"] * 40, compress=True)
    picture = pydyf.Stream([b"\x00endstream\x01"], {"Type": "/Metadata"})
    pdf.add_object(content)
    pdf.add_object(picture)
    page = {"Type": "/Page", "MediaBox": pydyf.Array([0, 0, 100, 100])}
    page |= {"Contents": content.reference, "Metadata": picture.reference}
    pdf.add_page(pydyf.Dictionary({**page, "Parent": pdf.pages.reference}))
    pdf.add_object(removed := pydyf.Dictionary({"Old": 1}))
    removed.free = "f"
    return pdf


def read(way):
    output = BytesIO()
    way(output, version="1.7", identifier=b"ours", compress=True)
    return output.getvalue(), pypdf.PdfReader(output, strict=True)


def test_it_holds_what_pydyf_writes():
    ours, theirs = (
        read(lambda output, **how: write(paper(), output, **how))[1],
        read(paper().write)[1],
    )
    assert ours.metadata == theirs.metadata == {"/Title": "Zürich"}
    assert len(ours.pages) == len(theirs.pages) == 1
    for reader in (ours, theirs):
        page = reader.pages[0]
        assert page.get_contents().get_data().count(b"50 50 re") == 40
        assert page["/Metadata"].get_data() == b"\x00endstream\x01"
        assert page["/MediaBox"] == [0, 0, 100, 100]
    assert ours.trailer["/ID"][0] == theirs.trailer["/ID"][0] == "ours"


def test_the_same_paper_is_the_same_bytes_and_another_has_another_identifier():
    def other(output, **how):
        pdf = paper()
        pdf.info["Title"] = pydyf.String("Genève")
        write(pdf, output, **how)

    once, reader = read(lambda output, **how: write(paper(), output, **how))
    again, _ = read(lambda output, **how: write(paper(), output, **how))
    assert once == again
    assert read(other)[1].trailer["/ID"][1] != reader.trailer["/ID"][1]
