"""What is written together: a scorecard and what is made of it, each made once."""

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from cxscore.model.scorecard import Scorecard
    from cxscore.rendering.words import Said

Made = TypeVar("Made")


class Form(Enum):
    """What the HTML page is to be."""

    WHOLE = "whole"
    """One file, for itself."""
    FRAGMENT = "fragment"
    """One section, for a page of somebody else's."""
    SPLIT = "split"
    """A page with its style sheet and pictures in files beside it."""


class Pack:
    """A scorecard on its way to its files.

    Words and the page are made when the first format asks for them, and kept
    for the others; a format that needs neither loads neither.
    """

    def __init__(
        self,
        scorecard: "Scorecard",
        templates: Path | None = None,
        form: Form = Form.WHOLE,
        pptx_template: Path | None = None,
    ) -> None:
        """Take *templates*, a folder looked up before the built-in ones, and the page's *form*.

        Slides are set with the master of *pptx_template*; with our own where it is None.
        """
        self.scorecard = scorecard
        self.templates = templates
        self.form = form
        self.pptx_template = pptx_template
        self.files: Mapping[str, bytes] = {}
        """What has been rendered by now, by the names of the files."""
        self.beside: Mapping[str, bytes] = {}
        """What the page needs beside it, by paths from there; empty until it is rendered."""
        self._made: dict[Callable[[Pack], Any], Any] = {}

    @cached_property
    def said(self) -> "Said":
        """Everything that any page says."""
        from cxscore.rendering.words import say

        return say(self.scorecard)

    def once(self, make: "Callable[[Pack], Made]") -> Made:
        """Return what *make* makes of this pack, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        made: Made = self._made[make]
        return made
