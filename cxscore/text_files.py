"""The bytes of a small file as text, whatever Unicode they are in."""

from cxscore.problems import Problem

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ARCHIVE = b"PK\x03\x04"


def decode(raw: bytes, path: str, code: str) -> str | Problem:
    """Return the text in *raw*, or the problem of *code* that keeps it from being read.

    Without a byte-order mark, where zeros stand tells UTF-16 and UTF-32
    (YAML 1.2, section 5.2): what is read here begins with an ASCII letter.
    """
    if raw.startswith(_ARCHIVE):
        says = f"{path} is a workbook or another archive, not text"
        return Problem(path, 0, 0, code, says, hint="save it as text, in UTF-8")
    encoding = _encoding(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "ignore")
        line, column = position(before, len(before))
        said = "UTF-8" if encoding == "utf-8-sig" else encoding[:6].upper()
        says = f"byte 0x{raw[error.start]:02X} is not {said}"
        return Problem(path, line, column, code, says, hint="save the file as UTF-8")


def position(text: str, index: int) -> tuple[int, int]:
    """Return the line and the column of *index* in *text*, from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _encoding(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    match [byte != 0 for byte in raw[:4]]:
        case [True, False, False, False]:
            return "utf-32-le"
        case [False, False, False, True]:
            return "utf-32-be"
        case [True, False, True, False]:
            return "utf-16-le"
        case [False, True, False, True]:
            return "utf-16-be"
    return "utf-8-sig"
