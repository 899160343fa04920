"""What a KPI is for, what it is held to, and who answers for it besides its owner."""

from datetime import date, timedelta

from cxscore.model.choices import Assurance
from cxscore.model.kpi import Kpi, Standard, Verified
from cxscore.rendering.numbers import written_decimals
from cxscore.rendering.words.grammar import capital
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown

A_YEAR = timedelta(days=366)
"""After so long a verification is said to be old."""


def answers_said(kpi: Kpi, shown: Shown, paper: Paper) -> str:
    """Return all of it in sentences without the last full stop; empty where nothing is given."""
    told = (
        *_purpose(kpi, shown, paper),
        f"Target set by {paper.person(kpi.target_setter)}" if kpi.target_setter else "",
        f"Data kept by {paper.person(kpi.steward)}" if kpi.steward else "",
        _since(kpi.owner, kpi.since, paper) if kpi.since else "",
        _verified(kpi.verified, paper) if kpi.verified else "",
    )
    return ". ".join(text for text in told if text)


def answers_brief(kpi: Kpi, shown: Shown, paper: Paper) -> str:
    """Return what it is for and held to, and whether its number is in doubt.

    Who set the target, keeps the data and has looked at the number is not in it, nor since when
    its owner answers for it: a verification is told where it is old or not in full.
    """
    found = kpi.verified
    doubted = found is not None and (
        found.level is not Assurance.ASSURED or _is_old(found.on, paper.scorecard.as_of)
    )
    told = (*_purpose(kpi, shown, paper), _verified(found, paper) if found and doubted else "")
    return ". ".join(text for text in told if text)


def _purpose(kpi: Kpi, shown: Shown, paper: Paper) -> tuple[str, ...]:
    return (
        standard_said(kpi.standard, shown),
        f"Objective: {kpi.objective}" if kpi.objective else "",
        f"Risk: {kpi.risk}" if kpi.risk else "",
        f"Serves {paper.names.get(kpi.serves, kpi.serves)}" if kpi.serves else "",
        f"Not at the price of {paper.names.get(kpi.guard, kpi.guard)}" if kpi.guard else "",
    )


def _since(owner: str, first: date, paper: Paper) -> str:
    who, day = paper.person(owner), paper.numbers.day(first)
    if first > paper.scorecard.as_of:
        return f"{who} answers for it from {day}"
    return f"{who} has answered for it since {day}"


def standard_said(standard: Standard | None, shown: Shown) -> str:
    """Return ``Standard: 95.0%, NHS Constitution``; empty where there is none."""
    if standard is None:
        return ""
    decimals = max(shown.decimals, written_decimals(standard.value))
    return f"Standard: {shown.quantity.value(standard.value, decimals)}, {standard.source}"


def _verified(found: Verified, paper: Paper) -> str:
    how = {
        Assurance.ASSURED: "the number is assured",
        Assurance.LIMITED: "the number is assured with limits",
        Assurance.NONE: "the number is not assured",
    }[found.level]
    old = ", more than a year ago" if _is_old(found.on, paper.scorecard.as_of) else ""
    return f"{capital(found.by)} on {paper.numbers.day(found.on)}{old}: {how}"


def _is_old(day: date, as_of: date) -> bool:
    return day + A_YEAR < as_of
