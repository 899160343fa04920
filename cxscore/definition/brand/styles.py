"""A style sheet of the house's own: text that stands on its own behind ours."""

from cxscore.model.brand import HouseStyle
from cxscore.problems import Problem
from cxscore.style_sheets import flaws_of
from cxscore.text_files import decode

CODE = "CX185"


def read_style(raw: bytes, path: str) -> tuple[HouseStyle | None, list[Problem]]:
    """Return the style sheet *raw*, from the file printed as *path*, or what is wrong in it."""
    css = decode(raw, path, CODE)
    if isinstance(css, Problem):
        return None, [css]
    flaws = flaws_of(css)
    problems = [
        Problem(path, flaw.line, flaw.column, CODE, flaw.text, hint=flaw.hint) for flaw in flaws
    ]
    return (None, problems) if problems else (HouseStyle(css), [])
