"""From a definition to what is measured: open, ask, scan, roll up, say what is wrong."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

from cxscore.calendar import Period
from cxscore.measure.anew import Anew
from cxscore.measure.asking import Asked, all_problems, ask_all
from cxscore.measure.facts import Answer, facts_of
from cxscore.measure.files import open_files
from cxscore.measure.locked import open_database, open_workspace
from cxscore.measure.questions import Question
from cxscore.measure.scanned import Scanned, scan
from cxscore.measure.spans import Horizon, reported_period
from cxscore.measure.tally import Tally, cuts
from cxscore.model.dataset import BadRows
from cxscore.model.definition import Definition
from cxscore.model.measured import Coverage, Measured, Source
from cxscore.problems import Problem, Problems, has_errors, in_order

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def answer(
    definition: Definition,
    as_of: date,
    period: Period | None,
    bad_rows: BadRows | None,
) -> Measured:
    """Return what is measured; see :func:`cxscore.measure.measure_kpis`."""
    problems: list[Problem] = []
    with ExitStack() as stack:
        workspace = stack.enter_context(open_workspace())
        opened = {}
        for id_, dataset in definition.datasets.items():
            opened[id_], found = open_files(definition, dataset, workspace)
            problems += found
        asked = ask_all(definition, opened, as_of)
        problems += all_problems(asked)
        paths = [path for files in opened.values() for file in files for path in file.paths]
        connection = stack.enter_context(open_database(paths, workspace))
        scanned = {
            id_: scan(connection, id_, one) for id_, one in asked.items() if one.sheet.files
        }
        for one in scanned.values():
            problems += one.problems
        if has_errors(problems):
            raise Problems(in_order(problems, definition.origin.path))
        return _measured(definition, as_of, period, asked, scanned, connection, problems)


def _measured(definition, as_of, period, asked, scanned, connection, problems):
    days = {day for one in scanned.values() for day in one.days}
    reported = period or reported_period(definition.calendar, days, as_of)
    assert reported is not None
    horizon = Horizon(definition, reported, as_of)
    answers = answers_of(horizon, asked, scanned, connection)
    facts = [
        fact
        for kpi in definition.kpis
        if kpi.id in answers
        for fact in facts_of(kpi, answers[kpi.id], horizon)
    ]
    coverage = {
        kpi: tuple(
            dict.fromkeys(
                _coverage(scanned[one.question.sheet.id])
                for one in found
            )
        )
        for kpi, found in answers.items()
    }
    return Measured(reported, tuple(facts), coverage, problems=tuple(problems),
                    sources=tuple(s for id_, one in scanned.items() for s in sources_of(id_, one)))


def _coverage(one: Scanned) -> Coverage:
    return Coverage(one.rows.sheet.id, one.first, one.last, len(one.days))


def sources_of(id_, one):
    for number, file in enumerate(one.rows.sheet.files):
        groups = [g for g in one.groups if g.file == number]
        used = [g for g in one.used if g.file == number]
        yield Source(id_, file.shown, file.sha256, sum(g.rows for g in groups),
                     sum(g.rows for g in used), sum(g.rows for g in groups if g.faults),
                     min((g.first for g in used), default=None), max((g.last for g in used), default=None))


def answers_of(horizon, asked, scanned, connection):
    found: dict[str, list[Answer]] = {}
    for id_, one in scanned.items():
        if not one.used:
            continue
        for tally in one.tallies:
            for number, answer in _of_tally(horizon, one, tally, connection).items():
                found.setdefault(tally.questions[number].kpi.id, []).append(answer)
    return found


def _of_tally(horizon: Horizon, one: Scanned, tally: Tally, connection) -> dict[int, Answer]:
    blocks = [g.block for g in tally.groups() if g.block is not None]
    answers = {n: Answer(q, one.first, one.last) for n, q in enumerate(tally.questions)}
    for calendar in {horizon.definition.period_length(q.kpi): 0 for q in tally.questions}:
        periods = horizon.periods(calendar, blocks)
        starts = {block: period.start for block, period in periods.items()}
        ends = {period.start: period.end for period in periods.values()}
        for cut in {cut: 0 for q in tally.questions for cut in cuts(q)}:
            for number, rolled in tally.roll_up(cut, calendar, starts).items():
                answers[number].rows[cut] = {
                    (r.start, ends[r.start], r.segment): r.row for r in rolled
                }
        for answer in answers.values():
            q = answer.question
            if q.anew and horizon.definition.period_length(q.kpi) == calendar:
                spans = [(p.start, p.end) for p in periods.values()]
                spans += horizon.longer(q.kpi, periods.values())
                anew = Anew(connection, tally.rows, sum(g.rows for g in one.groups))
                for cut in cuts(q):
                    answer.rows[cut] = anew.ask(q, cut, spans)
    return answers
