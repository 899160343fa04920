"""The numbers that KPIs are made from, by the names that rows of totals have for them."""

from enum import StrEnum
from functools import cached_property


class Part(StrEnum):
    """One number that a KPI asks of the rows; its text is the name of the column that holds it."""

    BASE = "n"
    """How many answers there are, or what is divided by; the ranks of a percentile go by it."""
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    """A number that is asked or given whole, and not divided."""
    PROMOTERS = "promoters"
    DETRACTORS = "detractors"
    SQUARES = "squares"
    WEIGHT_SQUARES = "weight_squares"
    LOWEST = "lowest"
    HIGHEST = "highest"
    """What a measure's numbers, answer by answer, lie between."""
    RANK_LOW = "rank_low"
    RANK_HIGH = "rank_high"
    """The two values that a percentile of the whole lies between."""
    LEFT_OUT = "left_out"
    """Rows that count but lack a part."""
    UNWEIGHTED = "unweighted"
    """Of these, rows that lack a weight or a frequency, and nothing else."""
    UNKNOWN = "unknown"
    """Rows of which a comparison with a blank cannot tell whether they are meant."""
    DIVIDED = "divided"
    """Rows whose amounts or weights are what is divided by."""
    NO_EVENTS = "no_events"
    """Rows whose numerator is no number of events: broken, or below zero.

    In a share of numbers, one that is no part of its whole either.
    """
    WORTH = "worth"
    """What customers are worth, added up."""
    WORTHLESS = "worthless"
    """Of these, the ones of whom nobody knows it."""
    LOWEST_TARGET = "lowest_target"
    HIGHEST_TARGET = "highest_target"
    LOWEST_POPULATION = "lowest_population"
    HIGHEST_POPULATION = "highest_population"

    @cached_property
    def rest(self) -> str:
        """The name of what lies behind this number's decimal point, which stands beside it."""
        return self + "_rest"
