"""The stages in their order, for the command line and for Python users."""

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from cxscore.problems import Problem, Problems, Severity, has_errors, in_order

if TYPE_CHECKING:
    from cxscore.calendar import Period
    from cxscore.model.dataset import BadRows
    from cxscore.model.definition import Definition
    from cxscore.model.measured import Measured
    from cxscore.model.registers import Written
    from cxscore.model.scorecard import Scorecard

Step = Callable[[str], None]
"""Is told, in a few words, what is being done now."""


class WrongUsage(ValueError):  # noqa: N818 (it names what the user did)
    """What was asked for does not exist: a period, a KPI, an owner, a group."""


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


def read(path: str | os.PathLike[str], *, allow: Sequence[str | Path] = ()) -> "Definition":
    """Return what *path*, a kpis.yaml, defines.

    Files outside its folder are read only below the folders *allow*.

    Raises:
        Problems: with every fault of the definition.
        FileNotFoundError: where there is no such file.
    """
    from cxscore.definition import examine

    examined = examine(Path(path), tuple(Path(folder) for folder in allow))
    if examined.definition is None or has_errors(examined.problems):
        raise Problems(in_order(examined.problems, os.fspath(path)))
    return examined.definition


def build(
    definition: "Definition",
    *,
    period: str | None = None,
    as_of: date | None = None,
    bad_rows: "BadRows | None" = None,
    kpis: Collection[str] | None = None,
) -> "Scorecard":
    """Return the scorecard of *period*, as known on the day *as_of*.

    Args:
        definition: from :func:`read`.
        period: an id such as ``2026-06``; the latest that ended before
            *as_of* and holds any rows where None.
        as_of: decides what is complete, overdue and stale; the definition's
            ``as_of``, else the day of SOURCE_DATE_EPOCH, else today.
        bad_rows: for every dataset that does not say so itself.
        kpis: ids of those to show; all where None.

    Raises:
        Problems: with every fault of data and registers.
        WrongUsage: where the calendar has no such period, or it no rows.
    """
    day = as_of or day_of(definition)
    gathered = gather(definition, day, period=period, bad_rows=bad_rows)
    if has_errors(gathered.problems):
        raise Problems(gathered.problems)
    return score(gathered, day, kpis=kpis)


def render(
    scorecard: "Scorecard",
    format: str = "html",  # noqa: A002 (the option's own name)
    *,
    templates: str | Path | None = None,
) -> bytes:
    """Return *scorecard* as a file's bytes: ``html``, ``pdf`` or ``json``.

    Args:
        scorecard: from :func:`build`.
        format: one of :data:`cxscore.rendering.FORMATS`.
        templates: a folder looked up before the built-in templates.

    Raises:
        MissingLibrary: where the format needs what is not installed.
        ValueError: where there is no such format.
    """
    from cxscore.rendering import render as render_as

    return render_as(scorecard, format, Path(templates) if templates is not None else None)


def prepare(formats: Sequence[str]) -> None:
    """Begin to load what scoring and *formats* draw on, while the engine is at work."""

    def load() -> None:
        import_module("scipy.special")
        import_module("cxscore.rendering").load(formats)

    Thread(target=load).start()


def day_of(definition: "Definition | None") -> date:
    """Return the day a scorecard is built for where nobody says so."""
    if definition is not None and definition.heading.as_of is not None:
        return definition.heading.as_of
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return datetime.now().astimezone().date()


def gather_all(
    path: Path,
    *,
    allow: Sequence[Path] = (),
    as_of: date | None = None,
    period: str | None = None,
    bad_rows: "BadRows | None" = None,
    step: Step = lambda _: None,
) -> tuple[Gathered, date]:
    """Read everything there is from *path* on, and every fault in one pass.

    What of the definition is sound is held against the data even where
    other parts of it are not.

    Returns:
        what was gathered, and the day it is seen from.

    Raises:
        WrongUsage: as :func:`build`.
    """
    from cxscore.definition import examine

    step(f"Reading {path.name}")
    examined = examine(path, tuple(allow))
    definition = examined.definition
    day = as_of or day_of(definition)
    if definition is None:
        return Gathered(None, None, None, tuple(in_order(examined.problems))), day
    gathered = gather(definition, day, period=period, bad_rows=bad_rows, step=step)
    found = in_order((*examined.problems, *gathered.problems), definition.origin.path)
    return replace(gathered, problems=tuple(found)), day


def gather(
    definition: "Definition",
    as_of: date,
    *,
    period: str | None = None,
    bad_rows: "BadRows | None" = None,
    step: Step = lambda _: None,
) -> Gathered:
    """Measure the data of *definition* and read its registers.

    Raises:
        WrongUsage: as :func:`build`.
    """
    from cxscore.definition.outdated import without_outdated
    from cxscore.measure import measure_kpis
    from cxscore.registers import read_registers

    definition, outdated = without_outdated(definition, as_of)
    wanted = _period(definition, period)
    kpis, datasets = len(definition.kpis), len(definition.datasets)
    step(f"Measuring {_count(kpis, 'KPI')} on {_count(datasets, 'dataset')}")
    measured, found = None, [*definition.warnings, *outdated]
    try:
        measured = measure_kpis(definition, as_of, period=wanted, bad_rows=bad_rows)
    except Problems as problems:
        found += problems.found
    else:
        found += measured.problems
        if wanted is not None:
            _check_rows(measured, wanted)
    step("Reading registers")
    written = read_registers(definition)
    found += written.problems
    ordered = tuple(in_order(found, definition.origin.path))
    return Gathered(definition, measured, written, ordered)


def score(gathered: Gathered, as_of: date, *, kpis: Collection[str] | None = None) -> "Scorecard":
    """Return the scorecard of what was gathered without an error.

    Its problems are those gathered, and the breaks that are proposed.
    """
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
    every = in_order((*gathered.problems, *proposed), origin.path)
    return replace(scorecard, problems=tuple(every))


def findings(gathered: Gathered, as_of: date) -> tuple[Problem, ...]:
    """Return everything that is wrong, or worth a thought, with what was gathered.

    Steps near an event are looked for only where there are events, and no errors.
    """
    if has_errors(gathered.problems) or gathered.written is None or not gathered.written.events:
        return gathered.problems
    return score(gathered, as_of).problems


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _period(definition: "Definition", text: str | None) -> "Period | None":
    if text is None:
        return None
    found = definition.calendar.parse(text)
    if found is None:
        raise WrongUsage(
            f"'{text}' is not a period of this calendar; "
            f"its periods are written like {_example(definition)}"
        )
    return found


def _example(definition: "Definition") -> str:
    calendar = definition.calendar
    period = calendar.listed[-1] if calendar.listed else calendar.period_of(date(2026, 10, 1))
    assert period is not None
    return period.id


def _check_rows(measured: "Measured", wanted: "Period") -> None:
    spans = [c for coverage in measured.coverage.values() for c in coverage]
    if any(c.first <= wanted.end and c.last >= wanted.start for c in spans):
        return
    if not spans:
        raise WrongUsage(f"{wanted.id} has no rows: no dataset has any")
    first, last = min(c.first for c in spans), max(c.last for c in spans)
    raise WrongUsage(f"{wanted.id} has no rows; the data run from {first} to {last}")
