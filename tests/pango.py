"""Whether the library is here that lays out the PDF's text."""

import pytest

from cxscore.rendering.pdf import REMEDY
from cxscore.rendering.quietly import quietly


def is_here() -> bool:
    try:
        with quietly():
            import weasyprint  # noqa: F401 (it is loaded, or it is not)
    except OSError:
        return False
    return True


needs_pango = pytest.mark.skipif(
    not is_here(), reason=f"Pango is not on this machine, or not whole: {REMEDY}"
)
