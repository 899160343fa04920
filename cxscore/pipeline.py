"""The stages in their order, for the command line and for Python users."""

import os
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeGuard

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
    from cxscore.measure.statements import Statements
    from cxscore.model.dataset import BadRows
    from cxscore.model.definition import Definition
    from cxscore.model.measured import Measured
    from cxscore.model.registers import Written
    from cxscore.model.scorecard import Scorecard
    from cxscore.model.tallies import Tallies
    from cxscore.notebook import Scorecard as ForPython

Step = Callable[[str], None]
"""Is told, in a few words, what is being done now."""


class Spanned(Protocol):
    """A stretch of time, as pandas has it."""

    start_time: datetime
    end_time: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that was read, and everything that is wrong with it.

    ``measured`` and ``written`` are None where faults kept them from being
    complete; ``definition`` is None where nothing of it is sound.
    """

    definition: "Definition | None"
    measured: "Measured | None"
    written: "Written | None"
    problems: tuple[Problem, ...]

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
        FileNotFoundError: where there is no such file.
        TypeError: where a mapping holds what no kpis.yaml could.
    """
    from cxscore.definition import examine, examine_keys

    allowed = tuple(Path(folder) for folder in allow)
    if isinstance(source, Mapping):
        examined = examine_keys(source, allowed)
    else:
        path = Path(source)
        examined = examine(path / "kpis.yaml" if path.is_dir() else path, allowed)
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

    Raises:
        Problems: with every fault of data and registers, and where *period*
            has no rows.
        WrongUsage: where the calendar has no such period, the definition no
            such KPI, or *as_of* is no day, and where a table's engine is one that no
            test has run and not *unverified*.
    """
    chosen = [kpis] if isinstance(kpis, str) else kpis
    if chosen is not None:
        must_know("kpis", chosen, [kpi.id for kpi in definition.kpis])
        if not chosen:
            raise WrongUsage("kpis: nothing is named")
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

    found = score(gathered, day, kpis=chosen)
    return Scorecard(**{each.name: getattr(found, each.name) for each in fields(found)})


def render(
    scorecard: "Scorecard",
    format: str = "html",  # noqa: A002 (the option's own name)
    *,
    templates: str | Path | None = None,
    pack: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return *scorecard* as a file's bytes: ``html``, ``pdf``, ``json`` or ``csv``.

    Args:
        scorecard: from :func:`build`.
        format: one of :data:`cxscore.rendering.FORMATS`.
        templates: a folder looked up before the built-in templates.
        pack: the files that go with it, by name; the JSON says their digests.

    Raises:
        MissingLibrary: where the format needs what is not installed.
        WrongUsage: where there is no such format, or no such folder.
        Problems: with what is wrong in *templates*.
    """
    from cxscore.rendering import FORMATS
    from cxscore.rendering import render as render_as

    must_know("format", [format], list(FORMATS))
    folder = Path(templates) if templates is not None else None
    if folder is not None and not folder.is_dir():
        raise WrongUsage(f"templates: there is no folder '{folder}'")
    return render_as(scorecard, format, folder, pack)


_loading: list[Thread] = []
"""What is being loaded beside the engine; scoring waits for it."""


def prepare(formats: Sequence[str]) -> None:
    """Begin to load what *formats* draw on, while the engine is at work."""
    _beside(lambda: import_module("cxscore.rendering").load(formats))


def _beside(load: Callable[[], object]) -> None:
    _loading.append(Thread(target=load))
    _loading[-1].start()


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
    """Return the day a scorecard is built for where nobody says so."""
    if definition is not None and definition.heading.as_of is not None:
        return definition.heading.as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()


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
    from cxscore.measure import measure_kpis
    from cxscore.registers import read_registers

    definition, outdated = without_outdated(definition, as_of)
    origin = replace(definition.origin, unverified=unverified)
    definition = replace(definition, origin=origin)
    if _loading and any(kpi.drivers for kpi in definition.kpis):  # it will be scored
        _beside(lambda: import_module("numpy"))
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
    ordered = tuple(in_order(found, definition.origin.path))
    return Gathered(definition, measured, written, ordered)


def score(gathered: Gathered, as_of: date, *, kpis: Collection[str] | None = None) -> "Scorecard":
    """Return the scorecard of what was gathered without an error.

    Its problems are those gathered, the breaks that are proposed, and what is remarkable of
    what actions promise and comments say.
    """
    # Two threads that import parts of one package at once may each see half of it.
    while _loading:
        _loading.pop().join()
    from cxscore.paths import printed
    from cxscore.rendering.words.comments import commentary_advice
    from cxscore.rendering.words.effects import advice_said
    from cxscore.rendering.words.escalation import silent_owners
    from cxscore.rendering.words.proposals import proposals_said
    from cxscore.score import score_kpis

    assert gathered.definition is not None
    assert gathered.measured is not None
    assert gathered.written is not None
    chosen = None if kpis is None else frozenset(kpis)
    scorecard = score_kpis(
        gathered.definition, gathered.measured, gathered.written, as_of, chosen=chosen
    )
    origin = gathered.definition.origin
    proposed = [
        origin.problem(("kpis", kpi), "CX151", text, hint, Severity.WARNING)
        for kpi, text, hint in proposals_said(scorecard)
    ]
    register = printed(origin.folder / (gathered.definition.registers.actions or ""))
    promised = [
        Problem(register, 0, 0, code, text, Severity.WARNING, hint, subject=("kpis", kpi))
        for kpi, code, text, hint in advice_said(scorecard)
    ]
    said = [
        origin.problem(("kpis", kpi), "CX506", text, hint, Severity.WARNING)
        for kpi, text, hint in commentary_advice(scorecard)
    ]
    silent = [
        origin.problem(("owners", owner), "CX516", text, hint, Severity.WARNING)
        for owner, text, hint in silent_owners(scorecard)
    ]
    found = (*gathered.problems, *proposed, *promised, *said, *silent)
    every = in_order(found, origin.path)
    return replace(scorecard, problems=tuple(every))


def findings(gathered: Gathered, as_of: date) -> tuple[Problem, ...]:
    """Return everything that is wrong, or worth a thought, with what was gathered.

    Steps near an event are looked for only where there are events, promises weighed only
    where there are actions, comments where there are any, and none of it where there are errors.
    """
    written = gathered.written
    if has_errors(gathered.problems) or written is None:
        return gathered.problems
    if not (written.events or written.actions or written.commentary):
        return gathered.problems
    return score(gathered, as_of).problems


def dialect_names() -> tuple[str, ...]:
    """Return the dialects that :func:`statements` can write."""
    from cxscore.measure.statements import dialect_names as names

    return names()


def statements(
    path: Path, dialect: str, *, allow: Sequence[Path] = (), as_of: date | None = None
) -> "Statements":
    """Return the SELECTs that a build of *path* asks of tables, in the words of *dialect*.

    No table is asked for anything, and no environment variable is read.

    Raises:
        Problems: with what is wrong in the definition.
    """
    from cxscore.measure.statements import write_statements

    definition = read(path, allow=allow)
    return write_statements(definition, dialect, as_of or day_of(definition))


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
        raise WrongUsage(
            f"'{period}' is not a period of this calendar; "
            f"its periods are written like {_example(definition)}"
        )
    return found


def _is_spanned(value: object) -> TypeGuard[Spanned]:
    return hasattr(value, "start_time") and hasattr(value, "end_time")


def _example(definition: "Definition") -> str:
    calendar = definition.calendar
    period = calendar.listed[-1] if calendar.listed else calendar.period_of(date(2026, 10, 1))
    assert period is not None
    return period.id


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
