"""What is remarkable of a paper, as problems at the places that they are about."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cxscore.paths import printed
from cxscore.problems import Problem, Severity

if TYPE_CHECKING:
    from cxscore.calendar import Period
    from cxscore.history.chain import Link
    from cxscore.model.definition import Definition, Origin
    from cxscore.model.measured import Measured
    from cxscore.model.outline import Stage
    from cxscore.model.registers import Written
    from cxscore.model.scorecard import Scorecard
    from cxscore.model.since_close import SinceClose
    from cxscore.rendering.words.lints import LintSaid


def remarks_on(
    scorecard: "Scorecard", definition: "Definition", written: "Written", as_of: date
) -> list[Problem]:
    """Return what is remarkable of *scorecard*, which was made of *definition* and *written*.

    They are the breaks that are proposed, what is remarkable of what actions promise and
    comments say, owners who are silent, lints, rows of later days, targets without a reason,
    and closed numbers that moved with the program alone.
    """
    from cxscore.definition.target_reasons import without_reason
    from cxscore.rendering.words.lints import lints_said

    origin = definition.origin
    found = [*_advice(scorecard, origin)]
    found += [_lint(origin, each, scorecard.journey) for each in lints_said(scorecard)]
    found += _later(written, as_of)
    found += without_reason(definition)
    if scorecard.since_close is not None:
        found += _moved_by_program(scorecard.since_close)
    return found


def seen_earlier(links: "Sequence[Link]", as_of: date) -> Iterator[Problem]:
    """Yield that the last close of the latest period is of a day after *as_of*, if so."""
    from cxscore.history.chain import latest_of

    if not links:
        return
    last = links[latest_of(links)]
    period, day = last.head.period, last.head.as_of
    if as_of.isoformat() < day:
        text = f"{period} was closed as of {day}, and this is seen from {as_of}, before it"
        hint = "has the clock been set back, or is this an earlier paper?"
        yield Problem(printed(last.path), 0, 0, "CX605", text, Severity.WARNING, hint)


def period_without_rows(
    definition: "Definition", measured: "Measured", wanted: "Period"
) -> list[Problem]:
    """Return the problem that no dataset has rows in the period asked for, if so."""
    spans = [c for coverage in measured.coverage.values() for c in coverage]
    if any(c.first <= wanted.end and c.last >= wanted.start for c in spans):
        return []
    text, hint = f"period {wanted.id} has no rows", "no dataset has any"
    if spans:
        first, last = min(c.first for c in spans), max(c.last for c in spans)
        text = f"period {wanted.id} has no rows{' yet' if wanted.start > last else ''}"
        hint = f"the data run from {first} to {last}"
    return [Problem(definition.origin.path, 0, 0, "CX170", text, hint=hint)]


def _advice(scorecard: "Scorecard", origin: "Origin") -> Iterator[Problem]:
    """Yield what could be done: about breaks, promises of actions, comments and silence."""
    from cxscore.rendering.words.comments import commentary_advice
    from cxscore.rendering.words.effect_advice import advice_said
    from cxscore.rendering.words.escalation import silent_owners
    from cxscore.rendering.words.proposals import proposals_said

    for kpi, text, hint in proposals_said(scorecard):
        yield origin.problem(("kpis", kpi), "CX151", text, hint, Severity.WARNING)
    for kpi, (path, line), code, text, hint in advice_said(scorecard):
        yield Problem(path, line, 1, code, text, Severity.WARNING, hint, subject=("kpis", kpi))
    for kpi, place, text, hint in commentary_advice(scorecard):
        subject = ("kpis", kpi)
        if place is None:
            yield origin.problem(subject, "CX506", text, hint, Severity.WARNING)
        else:
            yield Problem(*place, 1, "CX506", text, Severity.WARNING, hint, subject=subject)
    for owner, text, hint in silent_owners(scorecard):
        yield origin.problem(("owners", owner), "CX516", text, hint, Severity.WARNING)


def _later(written: "Written", as_of: date) -> Iterator[Problem]:
    """Yield a warning for each row that is dated after the day of the paper."""
    hint = f"the paper is as of {as_of}; mend the day, or build it with a later --as-of"
    for quoted in written.benchmarks:
        if quoted.span is not None and quoted.span[0] > as_of and quoted.place is not None:
            says = f"the benchmark of {quoted.who} is of {quoted.dated}: it is not in this paper"
            yield Problem(*quoted.place, 1, "CX317", says, Severity.WARNING, hint)
    for row in written.log:
        opened, closed = row.opened, row.closed
        if opened is not None and opened > as_of:
            says = f"{row.kind.value} '{row.id}' was opened on {opened}: it is not in this paper"
        elif closed is not None and closed > as_of:
            says = f"{row.kind.value} '{row.id}' was closed on {closed}: here it is open"
        else:
            continue
        yield Problem(*row.place, 1, "CX317", says, Severity.WARNING, hint)


def _lint(origin: "Origin", said: "LintSaid", journey: "Sequence[Stage]") -> Problem:
    """Return what is said of a row, a promise, a KPI or a moment at its own line."""
    found = said.linted
    if found.place is not None:
        subject = ("kpis", found.kpi) if found.kpi else None
        text, hint = said.text, said.hint
        return Problem(*found.place, 1, said.code, text, Severity.WARNING, hint, subject=subject)
    from cxscore.model.outline import where_is

    where: tuple[str | int, ...] = ("kpis", found.kpi or "")
    if found.key:
        here = (*where, found.key)
        return origin.problem(here, said.code, said.text, said.hint, Severity.WARNING)
    if found.kpi is None and found.moment is not None:
        where = where_is(found.moment, journey)
    return origin.problem(where, said.code, said.text, said.hint, Severity.WARNING)


def _moved_by_program(since: "SinceClose") -> list[Problem]:
    """Return that closed numbers moved though neither data nor definitions did, if so."""
    from cxscore.model.since_close import Cause
    from cxscore.resources import version

    moved = [each for each in since.restated if each.because is Cause.PROGRAM]
    if not moved:
        return []
    text = (
        f"{len(moved)} closed number{'' if len(moved) == 1 else 's'} moved with the program alone: "
        f"cxscore {since.version} told them, and this is {version()}"
    )
    kpis = ", ".join(dict.fromkeys(each.kpi for each in moved))
    hint = f"its changes are in CHANGELOG.md; of: {kpis}"
    return [Problem(since.file, 0, 0, "CX602", text, Severity.WARNING, hint)]
