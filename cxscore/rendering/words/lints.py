"""What whoever keeps the registers may do better, in words: a line each, and a line a kind."""

from collections.abc import Iterator
from functools import cache

from cxscore.frozen import frozen
from cxscore.model.lints import Lack, Lint, Linted
from cxscore.model.scorecard import Scorecard
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed, named
from cxscore.rendering.words.paper import Paper

CODES = {
    Lint.NO_ACTION: "CX501",
    Lint.BARE_ACTION: "CX502",
    Lint.TARGET_MOVED: "CX507",
    Lint.TOO_EASY: "CX508",
    Lint.NEW_WHERE_BASICS_FAIL: "CX512",
    Lint.OLD_BENCHMARK: "CX704",
    Lint.UNSOURCED_BENCHMARK: "CX704",
    Lint.NOT_HEARD: "CX703",
}
_HINTS = {
    Lint.NO_ACTION: "add an action, or decide that there is none and say why",
    Lint.BARE_ACTION: "fill it in: what came of the action is told by these",
    Lint.TARGET_MOVED: "write why, as target: [{from: …, value: …, reason: …}]",
    Lint.TOO_EASY: "stretch it, or retire the KPI",
    Lint.NEW_WHERE_BASICS_FAIL: "see that what is there works first",
    Lint.OLD_BENCHMARK: "look for a newer one, or take it out",
    Lint.UNSOURCED_BENCHMARK: "write who says so, under source",
    Lint.NOT_HEARD: "name a source that hears customers there, or take it off the journey",
}
_LACKS = {Lack.OPENED: "opening day", Lack.DUE: "due day", Lack.SIZE: "size promised"}
_TOGETHER = {
    Lint.NO_ACTION: "Off target without an open action",
    Lint.BARE_ACTION: "Actions without a day opened, a due day or a size promised",
    Lint.TOO_EASY: "On the same target for a year and more, to stretch or to retire",
    Lint.NEW_WHERE_BASICS_FAIL: "New things where a target is missed",
    Lint.OLD_BENCHMARK: "Benchmarks older than 18 months",
    Lint.UNSOURCED_BENCHMARK: "Benchmarks without a source",
    Lint.NOT_HEARD: "Moments at which nobody listens to customers",
}
TOLD_TOGETHER = frozenset(CODES[lint] for lint in _TOGETHER)
"""Codes of which the page has one line each."""
MOST_NAMED = 6
"""What is named in a line of a kind; the rest are counted."""


@frozen
class LintSaid:
    """One finding: where it stands, its code, a text and a hint."""

    linted: Linted
    code: str
    text: str
    hint: str


def lints_said(scorecard: Scorecard) -> Iterator[LintSaid]:
    """Yield each finding; it is read on a terminal."""
    for each in scorecard.accountability.lints:
        yield LintSaid(each, CODES[each.lint], _text(each, scorecard), _HINTS[each.lint])


def lint_lines(paper: Paper) -> Iterator[str]:
    """Yield a line for each kind of finding, with the names of what it is about."""
    found = paper.scorecard.accountability.lints
    for lint, said in _TOGETHER.items():
        names = [_name(each, paper) for each in found if each.lint is lint]
        if names:
            yield f"{said}: {named(list(dict.fromkeys(names)), MOST_NAMED)}"


def _name(each: Linted, paper: Paper) -> str:
    if each.row is not None:
        return each.row
    if each.kpi is None:
        return _moment(each.moment, paper.scorecard)
    return paper.names.get(each.kpi or "", each.kpi or "")


@cache
def _lacking(lacks: tuple[Lack, ...]) -> str:
    return listed([f"no {_LACKS[lack]}" for lack in lacks])


def _running(each: Linted, scorecard: Scorecard) -> str:
    """Return for how many periods in a row it has been so, in words."""
    grain = next((kpi.grain for kpi in scorecard.kpis if kpi.kpi.id == each.kpi), None)
    return counted(each.periods, periods.noun(grain)) if grain is not None else ""


def _text(each: Linted, scorecard: Scorecard) -> str:
    match each.lint:
        case Lint.BARE_ACTION:  # of a long log most are of this kind
            return f"action '{each.row}' has {_lacking(each.lacks)}"
        case Lint.NO_ACTION:
            running = _running(each, scorecard)
            return f"kpis.{each.kpi} is off target for {running}, and no action on it is open"
        case Lint.TARGET_MOVED:
            return f"kpis.{each.kpi}.target is another one than was told, without a reason"
        case Lint.TOO_EASY:
            return f"kpis.{each.kpi} has been on target for {_running(each, scorecard)} running"
        case Lint.NEW_WHERE_BASICS_FAIL:
            moment = _moment(each.moment, scorecard)
            at = f"'{each.row}' makes something new at '{moment}'"
            return f"{at}, where kpis.{each.kpi} misses its target"
        case Lint.OLD_BENCHMARK:
            return f"the benchmark of {each.row} for kpis.{each.kpi} is older than 18 months"
        case Lint.UNSOURCED_BENCHMARK:
            return f"the benchmark of {each.row} for kpis.{each.kpi} has no source"
        case Lint.NOT_HEARD:
            return f"{_unheard(each.moment, scorecard)} at '{_moment(each.moment, scorecard)}'"


def _unheard(id_: str | None, scorecard: Scorecard) -> str:
    """Return that nobody was heard, or since when nobody was."""
    listening = scorecard.listening
    known = {each.id: each.whole.last for each in listening.moments} if listening else {}
    last = known.get(id_ or "")
    return "nobody listens to customers" if last is None else f"nobody was heard since {last}"


def _moment(id_: str | None, scorecard: Scorecard) -> str:
    names = {stage.id: stage.name for stage in scorecard.journey}
    names |= {m.id: m.name for stage in scorecard.journey for m in stage.moments}
    return names.get(id_ or "", id_ or "")
