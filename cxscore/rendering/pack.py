"""What is written together: a scorecard, its words and its page, each made once."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxscore.model.scorecard import Scorecard
    from cxscore.rendering.sections import Page
    from cxscore.rendering.words import Said


class Pack:
    """A scorecard on its way to its files.

    Words and charts are made when the first format asks for them, and kept
    for the others; a format that needs neither loads neither.
    """

    def __init__(self, scorecard: "Scorecard", templates: Path | None = None) -> None:
        """Take *templates*, a folder looked up before the built-in ones."""
        self.scorecard = scorecard
        self.templates = templates
        self.files: Mapping[str, bytes] = {}
        """What has been rendered by now, by the names of the files."""

    @cached_property
    def said(self) -> "Said":
        """Everything that any page says."""
        from cxscore.rendering.words import say

        return say(self.scorecard)

    @cached_property
    def page(self) -> "Page":
        """The page, charts drawn."""
        from cxscore.rendering.sections import lay_out_page

        return lay_out_page(self.scorecard, self.said)
