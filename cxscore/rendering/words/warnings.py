"""Warnings as texts."""

from cxscore.problems import Problem


def warning_said(problem: Problem) -> str:
    """Return a warning with the place it speaks of."""
    return f"{problem.place}: {problem.message}"
