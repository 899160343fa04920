"""The stages in their order, for the command line and for Python users."""

import os
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore import background_imports
from cxscore.asked_times import Spanned, asked_day, asked_period, day_of
from cxscore.background_closing import closing_in_background
from cxscore.frozen import frozen
from cxscore.problems import (
    SHOWN_PER_FILE,
    Problem,
    Problems,
    has_errors,
    in_order,
)
from cxscore.reading import read
from cxscore.uncollected import without_collection
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from cxscore.calendar import Period
    from cxscore.gate.asking import Asked
    from cxscore.measure.statements import Statements
    from cxscore.model.dataset import BadRows
    from cxscore.model.definition import Definition
    from cxscore.model.measured import Measured
    from cxscore.model.registers import Written
    from cxscore.model.scorecard import Scorecard
    from cxscore.model.tallies import Tallies
    from cxscore.model.told import Told
    from cxscore.notebook import Scorecard as ForPython

Step = Callable[[str], None]
"""Is told, in a few words, what is being done now."""


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
    background_imports.ask_for(lambda: _load_with(formats))


_AFTER_MEASURING = (
    "cxscore.score.scoring",
    "cxscore.gate.judging",
    "cxscore.history.reading",
    "cxscore.definition.target_reasons",
    "cxscore.rendering.words.lints",
    "cxscore.rendering.words.effect_advice",
    "cxscore.rendering.words.proposals",
)
"""What every scorecard needs when its data are measured: one core would wait for it then."""


def _load_with(formats: Sequence[str]) -> None:
    for module in _AFTER_MEASURING:
        import_module(module)
    import_module("cxscore.rendering").load(formats)


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
    sound: Callable[["Definition"], None] = lambda _: None,
) -> tuple[Gathered, date]:
    """Read everything there is from *path* on, and every fault in one pass.

    What of the definition is sound is held against the data even where
    other parts of it are not. Of each fault of data the first *places* in a
    file are told. A definition without an error is handed to *sound* before
    any data are read.

    Returns:
        what was gathered, and the day it is seen from.

    Raises:
        WrongUsage: where the calendar has no such period.
    """
    from cxscore.definition import examine
    from cxscore.early_digests import begin

    step(f"Reading {path.name}")
    examined = examine(path, tuple(allow), begin)
    definition = examined.definition
    day = as_of or day_of(definition)
    if definition is None:
        return Gathered(None, None, None, tuple(in_order(examined.problems))), day
    wanted = asked_period(definition, period)
    if not has_errors(examined.problems):
        sound(definition)
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
    from cxscore.remarks import period_without_rows

    definition, outdated = without_outdated(definition, as_of)
    origin = replace(definition.origin, unverified=unverified)
    definition = replace(definition, origin=origin)
    if background_imports.are_asked_for() and any(kpi.drivers for kpi in definition.kpis):
        background_imports.ask_for(lambda: import_module("numpy"))  # it will be scored
    kpis, datasets = len(definition.kpis), len(definition.datasets)
    step(f"Measuring {_count(kpis, 'KPI')} on {_count(datasets, 'dataset')}")
    measured, found = None, [*definition.warnings, *outdated]
    with closing_in_background() as close:
        try:
            measured = measure_kpis(
                definition,
                as_of,
                period=period,
                bad_rows=bad_rows,
                places=places,
                frames=frames,
                tallies=tallies,
                close=close,
            )
        except Problems as problems:
            found += problems.found
        else:
            if measured.recalled_from:
                step(f"Nothing was measured: {measured.recalled_from} has it")
            found += measured.problems
            if period is not None:
                found += period_without_rows(definition, measured, period)
        step("Reading registers")
        written = read_registers(definition)
        found += written.problems
        reported = period if measured is None else measured.reported
        told, remarkable = _told(definition, as_of, period, reported)
        found += remarkable
    ordered = tuple(in_order(found, definition.origin.path))
    return Gathered(definition, measured, written, ordered, told)


def _told(
    definition: "Definition", as_of: date, asked: "Period | None", reported: "Period | None"
) -> "tuple[Told | None, list[Problem]]":
    """Return what the board was told up to the period *reported*, and what is wrong with it."""
    from cxscore.history.chain import of_periods_until, read_chain
    from cxscore.history.reading import told_of
    from cxscore.remarks import seen_earlier

    try:
        closed = read_chain(definition)
        earlier = of_periods_until(closed, reported, definition.calendar) if reported else closed
        told = told_of(earlier, definition)
    except Problems as problems:
        return None, [*problems.found]
    # Whoever asks for a period knows that later ones may be closed.
    return told, [*seen_earlier(closed if asked is None else earlier, as_of)]


@without_collection()
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
    from cxscore.gate.asking import asked_of
    from cxscore.gate.judging import judge
    from cxscore.remarks import remarks_on
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
    remarkable = remarks_on(scorecard, gathered.definition, gathered.written, as_of)
    every = in_order((*gathered.problems, *remarkable), gathered.definition.origin.path)
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


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
