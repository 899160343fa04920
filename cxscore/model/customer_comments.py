"""What customers say in their own words: where it stands, and how its themes are told."""

from collections.abc import Mapping
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import Short, shape
from cxscore.model.moment_told import MomentTold
from cxscore.model.shorthand import CellTexts, Whole, Words, open_list

Names = Annotated[
    tuple[Words, ...],
    Field(min_length=1),
    BeforeValidator(open_list, json_schema_input_type=str | list[str]),
]


@frozen
class Themes:
    """How themes are told; exactly one of ``columns``, ``column`` and ``words`` is given."""

    __pydantic_config__ = shape("themes")

    columns: Names = ()
    """Columns of true or false, one a theme; a blank is false."""
    column: Words | None = None
    """A column that lists the themes of a comment."""
    separator: Words = ";"
    """What stands between the themes of a list."""
    words: Annotated[Mapping[str, CellTexts], Field(min_length=1)] | None = None
    """Words by theme: whole words in any case; an asterisk at the end stands for any ending."""

    @property
    def names(self) -> tuple[str, ...] | None:
        """The themes, in kpis.yaml's order; None where only the rows tell which there are."""
        return (*self.columns, *(self.words or ())) if self.column is None else None


@frozen
class Sentiment:
    """The column that says how a comment is meant."""

    __pydantic_config__ = shape("a sentiment")

    column: Words
    """The column that says it."""
    negative: CellTexts
    """Its cells that mean a complaint."""
    positive: CellTexts = ()
    """Its cells that mean praise."""


@frozen
class CustomerComments:
    """The comments of customers (``comments:``)."""

    __pydantic_config__ = shape("comments")

    dataset: Words
    """The dataset whose rows hold them."""
    text: Words
    """The column of what was said."""
    themes: Themes
    """How the themes of a comment are told: flags, a list, or words."""
    respondent: Words | None = None
    """The column of who said it: rows of one person count once; without it each row is one."""
    no_comment: CellTexts = ()
    """Cells that say nothing, whole and in any case, besides the dataset's missing."""
    sentiment: Sentiment | None = None
    """The column that says how a comment is meant."""
    moment: Annotated[MomentTold, Short("id")] | None = None
    """A moment of the journey, or the column that tells which."""
    by: Annotated[
        tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
    ] = ()
    """Columns whose mix may move a theme."""
    publish: Words | None = None
    """Which rows may be printed; without it no word of a customer is."""
    minimum_base: Annotated[Whole, Field(ge=0)] = 30
    """Respondents below which there are counts and no shares."""
