"""The stages in their order, for the command line and for Python users."""

import os
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeGuard
from zoneinfo import ZoneInfo

from cxscore import background_imports
from cxscore.frozen import frozen
from cxscore.named_definition import find_definition
from cxscore.nearest import nearest
from cxscore.paths import printed
from cxscore.problems import (
    SHOWN_PER_FILE,
    Problem,
    Problems,
    Severity,
    has_errors,
    in_order,
)
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from cxscore.calendar import Period
    from cxscore.gate.asking import Asked
    from cxscore.history.chain import Link
    from cxscore.history.closing import Closing
    from cxscore.measure.statements import Statements
    from cxscore.model.dataset import BadRows
    from cxscore.model.definition import Definition, Origin
    from cxscore.model.measured import Measured
    from cxscore.model.outline import Stage
    from cxscore.model.registers import Written
    from cxscore.model.scorecard import Scorecard
    from cxscore.model.since_close import SinceClose
    from cxscore.model.tallies import Tallies
    from cxscore.model.told import Told
    from cxscore.notebook import Scorecard as ForPython
    from cxscore.rendering.words.lints import LintSaid
    from cxscore.rendering.words.since_close import SinceSaid as Said

Step = Callable[[str], None]
"""Is told, in a few words, what is being done now."""


class Spanned(Protocol):
    """A stretch of time, as pandas has it."""

    start_time: datetime
    end_time: datetime


@frozen
class Gathered:
    """Everything that was read, and everything that is wrong with it.

    ``measured`` and ``written`` are None where faults kept them from being
    complete; ``definition`` is None where nothing of it is sound.
    """

    definition: "Definition | None"
    measured: "Measured | None"
    written: "Written | None"
    problems: tuple[Problem, ...]
    told: "Told | None" = None
    """What the board was told up to the period reported; None where nothing of it was closed."""

    @property
    def asides(self) -> tuple[Problem, ...]:
        """Warnings that are said and stand on no page."""
        return self.measured.asides if self.measured is not None else ()


def read(
    source: str | os.PathLike[str] | Mapping[str, object],
    *,
    allow: Sequence[str | Path] = (),
) -> "Definition":
    """Return what *source* defines: a kpis.yaml, the folder of one, or a mapping of its keys.

    Files outside its folder, which is the working directory for a mapping,
    are read only below the folders *allow*.

    Raises:
        Problems: with every fault of the definition.
        WrongUsage: where there is no such file; what lies near is said.
        TypeError: where a mapping holds what no kpis.yaml could.
    """
    from cxscore.definition import examine, examine_keys

    allowed = tuple(Path(folder) for folder in allow)
    if isinstance(source, Mapping):
        examined = examine_keys(source, allowed)
    else:
        examined = examine(find_definition(Path(source)), allowed)
    if examined.definition is None or has_errors(examined.problems):
        raise Problems(examined.problems)
    return examined.definition


def build(  # noqa: PLR0913 (one a documented keyword)
    definition: "Definition",
    *,
    period: "str | date | Spanned | None" = None,
    as_of: "str | date | Spanned | None" = None,
    bad_rows: "BadRows | None" = None,
    kpis: str | Collection[str] | None = None,
    frames: Mapping[str, object] | None = None,
    tallies: str | os.PathLike[str] | None = None,
    rescan: bool = False,
    unverified: bool = False,
    fail_on: str | Collection[str] | None = None,
) -> "ForPython":
    """Return the scorecard of *period*, as known on the day *as_of*.

    Args:
        definition: from :func:`read`.
        period: an id such as ``2026-06``, a day in it, or a pandas period;
            the latest that ended before *as_of* and holds any rows where None.
        as_of: decides what is complete, overdue and stale: a day, or its
            text ``2026-07-06``; the definition's ``as_of``, else the day of
            SOURCE_DATE_EPOCH, else today.
        bad_rows: for every dataset that does not say so itself.
        kpis: ids of those to show, or one id; all where None.
        frames: rows in memory, by the ids of the datasets whose files they
            stand for: data frames of pandas, or whatever has ``__arrow_c_stream__``.
        tallies: a folder that keeps what was measured: totals, as JSON. While files, tables,
            definition, period, day and versions are the same, they are not measured again; nor
            are periods of a table that are settled. One that is damaged is not used, which a
            ``UserWarning`` says. With *frames* nothing is kept.
        rescan: measure all the same, and keep that in *tallies*.
        unverified: ask engines, too, that no test has run; the scorecard's problems say so.
        fail_on: conditions of the gate, in place of the definition's: ``["off-target",
            "nps:worsening"]``, or ``"none"``. Nothing is raised where one is breached: the
            scorecard's ``gate`` has ``passed`` and ``objections``.

    Raises:
        Problems: with every fault of data and registers, and where *period*
            has no rows.
        WrongUsage: where the calendar has no such period, the definition no such KPI, *as_of*
            is no day, or *fail_on* names what does not exist, and where a table's engine is one
            that no test has run and not *unverified*.
    """
    chosen = [kpis] if isinstance(kpis, str) else kpis
    if chosen is not None:
        must_know("kpis", chosen, [kpi.id for kpi in definition.kpis])
        if not chosen:
            raise WrongUsage("kpis: nothing is named")
    asked = None if fail_on is None else [fail_on] if isinstance(fail_on, str) else [*fail_on]
    gate = gate_asked(definition, asked, "fail_on")
    day = day_of(definition) if as_of is None else asked_day(as_of)
    wanted = asked_period(definition, period)
    kept = kept_in(None if tallies is None else Path(tallies), rescan=rescan, option="rescan")
    gathered = gather(
        definition,
        day,
        period=wanted,
        bad_rows=bad_rows,
        frames=frames,
        tallies=kept,
        unverified=unverified,
    )
    for aside in gathered.asides:
        warnings.warn(str(aside), stacklevel=2)
    if has_errors(gathered.problems):
        raise Problems(gathered.problems)
    from cxscore.notebook import Scorecard

    found = score(gathered, day, kpis=chosen, gate=gate)
    return Scorecard(**{each.name: getattr(found, each.name) for each in fields(found)})


def render(
    scorecard: "Scorecard",
    format: str = "html",  # noqa: A002 (the option's own name)
    *,
    templates: str | Path | None = None,
    pack: Mapping[str, bytes] | None = None,
    fragment: bool = False,
    pptx_template: str | Path | None = None,
) -> bytes:
    """Return *scorecard* as a file's bytes, in ``html``, ``pdf``, ``json`` or another format.

    Args:
        scorecard: from :func:`build`.
        format: one of :data:`cxscore.rendering.FORMATS`.
        templates: a folder looked up before the built-in templates.
        pack: the files that go with it, by name; the JSON says their digests.
        fragment: of the HTML page one section, to be put into another page.
        pptx_template: the presentation whose master the slides of ``pptx`` get.

    Raises:
        MissingLibrary: where the format needs what is not installed.
        WrongUsage: where there is no such format, no such folder or file, where *fragment* is
            not of a page, or *pptx_template* is no presentation that serves.
        Problems: with what is wrong in *templates*.
    """
    from cxscore.rendering import FORMATS
    from cxscore.rendering import render as render_as
    from cxscore.rendering.pack import Form

    must_know("format", [format], list(FORMATS))
    folder = Path(templates) if templates is not None else None
    if folder is not None and not folder.is_dir():
        raise WrongUsage(f"templates: there is no folder '{folder}'")
    if fragment and format != "html":
        raise WrongUsage("fragment is for the format html")
    master = Path(pptx_template) if pptx_template is not None else None
    if master is not None and not master.is_file():
        raise WrongUsage(f"pptx_template: there is no file '{master}'")
    form = Form.FRAGMENT if fragment else Form.WHOLE
    return render_as(scorecard, format, folder, pack, form, master)


def prepare(formats: Sequence[str]) -> None:
    """Have what *formats* draw on loaded while the engine is at work."""
    background_imports.forget()
    background_imports.ask_for(lambda: import_module("cxscore.rendering").load(formats))


def prepare_terminal() -> None:
    """Have what the terminal's lines are made of loaded while the engine is at work."""
    background_imports.forget()
    background_imports.ask_for(lambda: import_module("cxscore.rendering.terminal.overview"))


def kept_in(folder: Path | None, *, rescan: bool, option: str) -> "Tallies | None":
    """Return the tallies in *folder*, None where none is named.

    Raises:
        WrongUsage: where *option* asks for a *rescan* and there is no folder.
    """
    from cxscore.model.tallies import Tallies

    if folder is not None:
        return Tallies(folder, rescan, datetime.now().astimezone().date())
    if rescan:
        raise WrongUsage(f"{option} goes with {option.replace('rescan', 'tallies')}")
    return None


def day_of(definition: "Definition | None") -> date:
    """Return the day a scorecard is built for where nobody says so.

    It is the calendar's day where its zone is set, whatever the machine's clock shows: at 00:30
    in London on the first of a month, New York has the last of the month before.
    """
    if definition is not None and definition.heading.as_of is not None:
        return definition.heading.as_of
    zone = None
    if definition is not None and definition.timezone is not None:
        zone = ZoneInfo(definition.timezone)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), zone or UTC).date()
    return datetime.now(UTC).astimezone(zone).date()


def gather_all(  # noqa: PLR0913 (as above)
    path: Path,
    *,
    allow: Sequence[Path] = (),
    as_of: date | None = None,
    period: str | None = None,
    bad_rows: "BadRows | None" = None,
    places: int = SHOWN_PER_FILE,
    step: Step = lambda _: None,
    tallies: "Tallies | None" = None,
    unverified: bool = False,
) -> tuple[Gathered, date]:
    """Read everything there is from *path* on, and every fault in one pass.

    What of the definition is sound is held against the data even where
    other parts of it are not. Of each fault of data the first *places* in a
    file are told.

    Returns:
        what was gathered, and the day it is seen from.

    Raises:
        WrongUsage: where the calendar has no such period.
    """
    from cxscore.definition import examine

    step(f"Reading {path.name}")
    examined = examine(path, tuple(allow))
    definition = examined.definition
    day = as_of or day_of(definition)
    if definition is None:
        return Gathered(None, None, None, tuple(in_order(examined.problems))), day
    wanted = asked_period(definition, period)
    gathered = gather(
        definition,
        day,
        period=wanted,
        bad_rows=bad_rows,
        places=places,
        step=step,
        tallies=tallies,
        unverified=unverified,
    )
    found = in_order((*examined.problems, *gathered.problems), definition.origin.path)
    return replace(gathered, problems=tuple(found)), day


def gather(  # noqa: PLR0913 (as above)
    definition: "Definition",
    as_of: date,
    *,
    period: "Period | None" = None,
    bad_rows: "BadRows | None" = None,
    places: int = SHOWN_PER_FILE,
    step: Step = lambda _: None,
    frames: Mapping[str, object] | None = None,
    tallies: "Tallies | None" = None,
    unverified: bool = False,
) -> Gathered:
    """Measure the data of *definition* and read its registers."""
    from cxscore.definition.outdated import without_outdated
    from cxscore.history.chain import of_periods_until, read_chain
    from cxscore.history.reading import told_of
    from cxscore.measure import measure_kpis
    from cxscore.registers import read_registers

    definition, outdated = without_outdated(definition, as_of)
    origin = replace(definition.origin, unverified=unverified)
    definition = replace(definition, origin=origin)
    if background_imports.are_asked_for() and any(kpi.drivers for kpi in definition.kpis):
        background_imports.ask_for(lambda: import_module("numpy"))  # it will be scored
    kpis, datasets = len(definition.kpis), len(definition.datasets)
    step(f"Measuring {_count(kpis, 'KPI')} on {_count(datasets, 'dataset')}")
    measured, found = None, [*definition.warnings, *outdated]
    try:
        measured = measure_kpis(
            definition,
            as_of,
            period=period,
            bad_rows=bad_rows,
            places=places,
            frames=frames,
            tallies=tallies,
        )
    except Problems as problems:
        found += problems.found
    else:
        if measured.recalled_from:
            step(f"Nothing was measured: {measured.recalled_from} has it")
        found += measured.problems
        if period is not None:
            found += _without_rows(definition, measured, period)
    step("Reading registers")
    written = read_registers(definition)
    found += written.problems
    told = None
    try:
        closed = read_chain(definition)
        reported = period if measured is None else measured.reported
        earlier = of_periods_until(closed, reported, definition.calendar) if reported else closed
        told = told_of(earlier, definition)
    except Problems as problems:
        found += problems.found
    else:
        # Whoever asks for a period knows that later ones may be closed.
        found += _seen_earlier(closed if period is None else earlier, as_of)
    ordered = tuple(in_order(found, definition.origin.path))
    return Gathered(definition, measured, written, ordered, told)


def score(
    gathered: Gathered,
    as_of: date,
    *,
    kpis: Collection[str] | None = None,
    owners: Collection[str] = (),
    gate: "Sequence[Asked] | None" = None,
    holds: bool = False,
) -> "Scorecard":
    """Return the scorecard of what was gathered without an error.

    *kpis* are those to show, all where None; of the registers it has what concerns *owners*,
    all where nobody is named. The *gate* is that of the definition where None; where it
    *holds*, a pack that it objects to does not go out. Its problems are those gathered, the
    breaks that are proposed, and what is remarkable of what actions promise and comments say.
    """
    background_imports.finish()
    from cxscore.definition.target_reasons import without_reason
    from cxscore.gate.asking import asked_of
    from cxscore.gate.judging import judge
    from cxscore.rendering.words.comments import commentary_advice
    from cxscore.rendering.words.effect_advice import advice_said
    from cxscore.rendering.words.escalation import silent_owners
    from cxscore.rendering.words.lints import lints_said
    from cxscore.rendering.words.proposals import proposals_said
    from cxscore.score import score_kpis

    assert gathered.definition is not None
    assert gathered.measured is not None
    assert gathered.written is not None
    chosen = None if kpis is None else frozenset(kpis)
    scorecard = score_kpis(
        gathered.definition,
        gathered.measured,
        gathered.written,
        as_of,
        chosen=chosen,
        told=gathered.told,
        people=frozenset(owners),
    )
    origin = gathered.definition.origin
    proposed = [
        origin.problem(("kpis", kpi), "CX151", text, hint, Severity.WARNING)
        for kpi, text, hint in proposals_said(scorecard)
    ]
    promised = [
        Problem(path, line, 1, code, text, Severity.WARNING, hint, subject=("kpis", kpi))
        for kpi, (path, line), code, text, hint in advice_said(scorecard)
    ]
    said = [
        Problem(*place, 1, "CX506", text, Severity.WARNING, hint, subject=("kpis", kpi))
        if place is not None
        else origin.problem(("kpis", kpi), "CX506", text, hint, Severity.WARNING)
        for kpi, place, text, hint in commentary_advice(scorecard)
    ]
    silent = [
        origin.problem(("owners", owner), "CX516", text, hint, Severity.WARNING)
        for owner, text, hint in silent_owners(scorecard)
    ]
    linted = [_lint(origin, each, scorecard.journey) for each in lints_said(scorecard)]
    linted += _later(gathered.written, as_of)
    linted += without_reason(gathered.definition)
    moved = [] if scorecard.since_close is None else _moved_by_program(scorecard.since_close)
    found = (*gathered.problems, *proposed, *promised, *said, *silent, *linted, *moved)
    every = in_order(found, origin.path)
    asked = asked_of(gathered.definition, None) if gate is None else gate
    judged = judge(scorecard, asked, holds=holds)
    return replace(scorecard, problems=tuple(every), gate=judged)


def gate_asked(
    definition: "Definition", words: Sequence[str] | None, option: str
) -> "tuple[Asked, ...]":
    """Return what the gate asks: what *words* say, or *definition* where they are None.

    Raises:
        WrongUsage: where *option* names a condition, a KPI or a group that does not exist.
    """
    from cxscore.gate.asking import Misnamed, asked_of

    try:
        return asked_of(definition, words)
    except Misnamed as fault:
        raise WrongUsage(f"{option}: {fault}") from fault


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
    from cxscore.model.outline import where_is

    where: tuple[str | int, ...] = ("kpis", found.kpi or "")
    if found.place is not None:
        subject = ("kpis", found.kpi) if found.kpi else None
        text, hint = said.text, said.hint
        return Problem(*found.place, 1, said.code, text, Severity.WARNING, hint, subject=subject)
    if found.key:
        here = (*where, found.key)
        return origin.problem(here, said.code, said.text, said.hint, Severity.WARNING)
    if found.kpi is None and found.moment is not None:
        where = where_is(found.moment, journey)
    return origin.problem(where, said.code, said.text, said.hint, Severity.WARNING)


def findings(gathered: Gathered, as_of: date) -> tuple[Problem, ...]:
    """Return everything that is wrong, or worth a thought, with what was gathered.

    What the numbers say of actions, comments, targets and closes is looked at only where there
    are no errors.
    """
    if has_errors(gathered.problems) or gathered.written is None:
        return gathered.problems
    return score(gathered, as_of).problems


def statements(
    path: Path,
    dialect: str,
    *,
    allow: Sequence[Path] = (),
    as_of: date | None = None,
    kpis: Collection[str] = (),
) -> "Statements":
    """Return the SELECTs that a build of *path* asks, in the words of *dialect*.

    Of *kpis* alone, all where none is named. No table is asked for anything, no
    file of data is opened, and no environment variable is read.

    Raises:
        Problems: with what is wrong in the definition.
        WrongUsage: where it has no such KPI.
    """
    from cxscore.measure.statements import write_statements

    definition = read(path, allow=allow)
    must_know("KPI", kpis, [kpi.id for kpi in definition.kpis])
    day = as_of or day_of(definition)
    return write_statements(definition, dialect, day, kpis or None)


def close(
    path: Path,
    period: str,
    pack: Path,
    *,
    again: str | None = None,
    allow: Sequence[Path] = (),
) -> "Closing":
    """Return the close of the pack in the folder *pack*, not written yet; nothing is measured.

    Args:
        path: the kpis.yaml whose closes it joins.
        period: the id of the period that the pack is of.
        pack: the folder that the pack was written to.
        again: why the period is closed once more; None where it is not.
        allow: folders besides that of *path* in which closes may lie.

    Raises:
        Problems: with what is wrong in the definition or in earlier closes.
        WrongUsage: where this pack cannot be closed.
    """
    from cxscore.history.closing import closing_of

    definition = read(path, allow=allow)
    wanted = asked_period(definition, period)
    assert wanted is not None
    return closing_of(definition, wanted, pack, again)


def closes(path: Path, *, allow: Sequence[Path] = ()) -> "tuple[Link, ...]":
    """Return what was closed of the kpis.yaml at *path*, the first close first.

    Raises:
        Problems: with what is wrong in the definition or the closes.
    """
    from cxscore.history.chain import read_chain

    return read_chain(read(path, allow=allow))


def differences(
    path: Path, before: str, after: str, *, allow: Sequence[Path] = ()
) -> "tuple[SinceClose, Said]":
    """Return what of the pack *after* is not as *before* told it, and what is said of that.

    Each is the id of a closed period, the path of a close, or that of a scorecard.json.

    Raises:
        Problems: with what is wrong in the definition or the closes.
        WrongUsage: where there is no such pack.
    """
    from cxscore.history.packs import told_named
    from cxscore.rendering.numbers import Numbers
    from cxscore.rendering.words.since_close import since_said
    from cxscore.rendering.words.terms import Terms
    from cxscore.score.since_close.comparing import compare

    definition = read(path, allow=allow)
    then, now = told_named(definition, before), told_named(definition, after)
    since = compare(then, now)
    numbers = Numbers.of(definition.heading.number_format, definition.currency)
    starts = definition.calendar.first_month
    return since, since_said(since, Terms.of_packs(numbers, starts, then, now))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def asked_day(day: "str | date | Spanned") -> date:
    """Return the day that *day*, from Python, means.

    Raises:
        WrongUsage: where it is none.
    """
    match day:
        case datetime():
            return day.date()
        case date():
            return day
        case str():
            with suppress(ValueError):
                return datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
        case _ if _is_spanned(day):
            first, last = day.start_time.date(), day.end_time.date()
            if first == last:
                return first
    raise WrongUsage(f"as_of: '{day}' is not a day; write it like 2026-07-06")


def asked_period(
    definition: "Definition", period: "str | date | Spanned | None"
) -> "Period | None":
    """Return the period of *definition*'s calendar that *period* means: its id, or a day in it.

    Raises:
        WrongUsage: where the calendar has none such.
    """
    calendar = definition.calendar
    match period:
        case None:
            return None
        case str():
            found = calendar.parse(period)
        case date():
            found = calendar.period_of(asked_day(period))
        case _ if _is_spanned(period):
            first, last = period.start_time.date(), period.end_time.date()
            found = calendar.period_of(first)
            found = found if found and (found.start, found.end) == (first, last) else None
        case _:
            found = None
    if found is None:
        near = _near_period(definition, period) if isinstance(period, str) else None
        written = f"its periods are written like {_example(definition)}"
        raise WrongUsage(
            f"'{period}' is not a period of this calendar; "
            + (f"did you mean '{near}'? {written}" if near else written)
        )
    return found


def _near_period(definition: "Definition", text: str) -> str | None:
    """Return the id of a period shown of late that *text* may have been meant for."""
    calendar = definition.calendar
    last = calendar.period_of(day_of(definition))
    if last is None:
        return None
    return nearest(text, [each.id for each in calendar.up_to(last, definition.heading.history)])


def _is_spanned(value: object) -> TypeGuard[Spanned]:
    return hasattr(value, "start_time") and hasattr(value, "end_time")


def _example(definition: "Definition") -> str:
    calendar = definition.calendar
    period = calendar.listed[-1] if calendar.listed else calendar.period_of(date(2026, 10, 1))
    assert period is not None
    return period.id


def _seen_earlier(links: "Sequence[Link]", as_of: date) -> Iterator[Problem]:
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


def _moved_by_program(since: "SinceClose") -> list[Problem]:
    """Return that closed numbers moved though neither data nor definitions did, if so."""
    from cxscore.model.since_close import Cause
    from cxscore.resources import version

    moved = [each for each in since.restated if each.because is Cause.PROGRAM]
    if not moved:
        return []
    text = (
        f"{_count(len(moved), 'closed number')} moved with the program alone: "
        f"cxscore {since.version} told them, and this is {version()}"
    )
    kpis = ", ".join(dict.fromkeys(each.kpi for each in moved))
    hint = f"its changes are in CHANGELOG.md; of: {kpis}"
    return [Problem(since.file, 0, 0, "CX602", text, Severity.WARNING, hint)]


def _without_rows(
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
