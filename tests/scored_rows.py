"""Rows of the log, scored by themselves."""

from cxscore.score.accountability.log import RowScoring


def scored_log(log, as_of, told=None):
    """Each row of *log* as it stands on *as_of*, without what came of it."""
    scoring = RowScoring(log, as_of, told or {})
    return tuple(scoring.scored(row, None, row.check_on) for row in log)
