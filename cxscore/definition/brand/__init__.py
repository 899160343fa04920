"""The brand of a paper: logo, accent, font and style sheet, each held against what a page needs."""

from cxscore.definition.brand.accents import read_accent
from cxscore.definition.brand.fonts import read_font
from cxscore.definition.brand.logos import read_logo
from cxscore.definition.brand.styles import read_style

__all__ = ["read_accent", "read_font", "read_logo", "read_style"]
