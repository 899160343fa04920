"""What kind of number a measure is: scoring goes by that, and never by the measure's name."""

from enum import Enum


class Statistic(Enum):
    """A kind of number: how it is divided, added up, bounded, tested and pooled.

    A method that answers for each of them ends in ``assert_never``, so that
    one more is a fault of the type checker's in every method it needs.
    """

    NET_SHARE = "net_share"
    """Promoters less detractors, in points of all answers."""
    SHARE = "share"
    """Some of a base, in per cent."""
    MEAN = "mean"
    RATIO = "ratio"
    """One sum over another: a rate of events, or an amount per something."""
    TOTAL = "total"
    """Amounts, added up."""
    COUNT = "count"
    """Rows, added up."""
    STOCK = "stock"
    """What there is at the end of a period."""
    DISTINCT = "distinct"
    QUANTILE = "quantile"
    GIVEN = "given"
    """A number that somebody else worked out."""
    FORMULA = "formula"

    @property
    def is_average(self) -> bool:
        """Whether the whole is the mean of its segments, weighted by their denominators."""
        return self in (Statistic.NET_SHARE, Statistic.SHARE, Statistic.MEAN, Statistic.RATIO)

    @property
    def adds_up(self) -> bool:
        """Whether the whole is the sum of its segments."""
        return self in (Statistic.TOTAL, Statistic.COUNT, Statistic.STOCK)

    @property
    def flows(self) -> bool:
        """Whether it adds up over time as well: twice the days hold twice as much."""
        return self in (Statistic.TOTAL, Statistic.COUNT)

    @property
    def is_amount(self) -> bool:
        """Whether a segment has a part of it, for which the target of the whole means nothing."""
        return self.adds_up or self is Statistic.DISTINCT

    @property
    def grows_with_time(self) -> bool:
        """Whether more days hold more of it, added up or not."""
        return self.flows or self is Statistic.DISTINCT

    @property
    def is_sample(self) -> bool:
        """Whether it comes from answers of some that stand for all."""
        return self in (
            Statistic.NET_SHARE,
            Statistic.SHARE,
            Statistic.MEAN,
            Statistic.QUANTILE,
        )

    @property
    def counts_of_a_base(self) -> bool:
        """Whether it may be so many of so many, as p′ and u′ charts need."""
        return self in (Statistic.SHARE, Statistic.RATIO)

    @property
    def in_percent(self) -> bool:
        """Whether it is in per cent whatever kpis.yaml says of its unit."""
        return self is Statistic.SHARE

    @property
    def edges(self) -> tuple[float, float] | None:
        """The lowest and the highest value that there can be; None where nothing ends it."""
        if self is Statistic.NET_SHARE:
            return -100.0, 100.0
        return (0.0, 100.0) if self is Statistic.SHARE else None

    @property
    def asked_again(self) -> bool:
        """Whether a longer span has to be measured on the rows again: its parts tell nothing."""
        return self in (Statistic.QUANTILE, Statistic.DISTINCT)
