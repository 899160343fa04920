"""How one number came about: what every page tells of it, and what stands behind that."""

from collections.abc import Sequence
from dataclasses import field

from cxscore.frozen import frozen
from cxscore.model.findings import Needed
from cxscore.model.scorecard import Scorecard, ScoredKpi, ScoredSource, SegmentScore


@frozen
class Asked:
    """A SELECT that the number comes from."""

    dataset: str
    dialect: str
    purpose: str
    sql: str
    """On lines of its own, without a semicolon."""
    in_files: bool = False
    """Whether its rows stand in files, so that the dataset's id stands for a table of them."""
    assumed: tuple[tuple[str, str], ...] = ()
    """What columns are taken for of which kpis.yaml does not say it, with their names."""


@frozen
class Explanation:
    """One KPI, or one segment of it, in one period."""

    scorecard: Scorecard
    """Of this KPI alone."""
    scored: ScoredKpi
    segment: SegmentScore | None = None
    """None for the whole."""
    sources: tuple[ScoredSource, ...] = ()
    """What was read for it."""
    left_out: int = 0
    """Of a line of the customer ledger: rows that count for no customer."""
    needed: Needed | None = None
    """What it would take to meet the target; None where it is met, or there is none."""
    asked: Sequence[Asked] = field(default=())
    unasked: str = ""
    """Why no SELECT can be written; empty where there is one."""
