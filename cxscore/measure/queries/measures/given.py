"""Values that somebody else worked out: one row a period and segment."""

from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import Asker, Question
from cxscore.measure.queries.trees import known
from cxscore.model.measures import Value


def ask(measure: Value, asker: Asker) -> list[Question]:
    """Return what a given value asks: how many rows there are, and what stands in them."""
    value = asker.number(measure.column, "value")
    present = known(value)
    ends = asker.ends(value, present)
    return [
        asker.question({Part.BASE: asker.counted(present), Part.VALUE: ends[Part.HIGHEST], **ends})
    ]
