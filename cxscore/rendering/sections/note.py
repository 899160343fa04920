"""A paragraph of the method page, for screens and for paper."""

from collections.abc import Sequence

from cxscore.frozen import frozen
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.words.grammar import named


@frozen
class Note:
    """A paragraph of the method page."""

    title: str
    text: str
    of_chapter: bool = False
    """It is about a chapter, which says on paper itself how it counts."""
    brief: str | None = None
    """What paper has of it, empty for nothing; None where that is all of it."""

    @property
    def printed(self) -> str:
        """The text that paper has: what is particular to these data, and no textbook."""
        if self.of_chapter:
            return ""
        return self.text if self.brief is None else self.brief


def names_of(kpis: Sequence[ScoredKpi]) -> str:
    """Return the names of *kpis*, the first five of them."""
    return named([k.kpi.name for k in kpis], 5)
