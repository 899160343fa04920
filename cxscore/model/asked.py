"""Who was asked in a survey: what its method statement says besides what can be counted."""

from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import Field
from cxscore.model.checked import shape
from cxscore.model.shorthand import CellText, Whole, Words


@frozen
class Asked:
    """Who was asked for answers, how, and who was not (``asked``)."""

    __pydantic_config__ = shape("who was asked")

    invited: Words | None = None
    """A file of who was invited, with period and invited; without invited each row is one."""
    mode: Words | None = None
    """The column of how somebody answered, as online or by post; the file may have it as well."""
    population: Annotated[Whole, Field(ge=1)] | None = None
    """How many customers there are who could be asked."""
    weighting: CellText = ""
    """By what answers are weighted, printed as given."""
    excluded: CellText = ""
    """Who is left out, and why, printed as given."""
