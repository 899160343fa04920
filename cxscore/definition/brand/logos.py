"""A logo: an SVG or a PNG, told by what is in the file and not by its name."""

from cxscore.definition.brand.png import SIGNATURE, Damaged, read_png
from cxscore.definition.brand.svg import read_svg
from cxscore.model.brand import Logo
from cxscore.model.checked import fault
from cxscore.problems import Problem

CODE = "CX181"
_OTHERS = {
    b"\xff\xd8\xff": "a JPEG",
    b"GIF8": "a GIF",
    b"RIFF": "a WebP",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
    b"BM": "a bitmap",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
}


def read_logo(raw: bytes, path: str) -> tuple[Logo | None, list[Problem]]:
    """Return the picture *raw*, read from the file printed as *path*, or what is wrong in it.

    Raises:
        PydanticCustomError: where it is neither SVG nor PNG, or damaged.
    """
    if raw.startswith(SIGNATURE):
        try:
            width, height = read_png(raw)
        except Damaged as why:
            raise fault(
                CODE, f"{path} is a PNG that cannot be shown: {why}", "save it anew"
            ) from None
        return Logo("image/png", width, height, raw), []
    other = next((said for start, said in _OTHERS.items() if raw.startswith(start)), None)
    if other is None and b"<" not in raw[:200].replace(b"\0", b""):
        other = "no picture that is known here"
    if other is not None:
        raise fault(CODE, f"{path} is {other}", "save the logo as SVG or PNG")
    svg = read_svg(raw, path)
    if svg.problems:
        return None, svg.problems
    return Logo("image/svg+xml", svg.width, svg.height, raw), []
