"""Listening: sources that are there, the moments that they are about, and who was asked."""

from collections.abc import Mapping
from dataclasses import replace

from cxscore.definition.faults import is_said, missing_key
from cxscore.definition.findings import Findings
from cxscore.definition.told_rows import check_dated, check_moment
from cxscore.documents import Where, spell
from cxscore.model.definition import Definition
from cxscore.model.listening import Listening, ListeningSource
from cxscore.nearest import suggest_id

HERE: Where = ("listening",)
_OF_ROWS = ("moment", "channel", "count")
"""Keys of a source that are about the rows of its dataset."""


def check_listening(definition: Definition, findings: Findings) -> Definition:
    """Note what is wrong with ``listening``, and with who was asked; return what can be used.

    Where something is wrong with it, nobody listens.
    """
    for id_, dataset in definition.datasets.items():
        if dataset.asked is not None:
            check_dated(id_, ("datasets", id_, "asked"), definition, findings)
    listening, before = definition.listening, findings.errors
    if listening is None:
        _warn_of_register(definition, findings)
        return definition
    _check_sources(listening, definition, findings)
    if listening.exposure is not None:
        where = (*HERE, "exposure", "dataset")
        check_dated(listening.exposure.dataset, where, definition, findings)
        _check_answers(listening, findings)
    _warn_of_silence(listening, findings)
    if findings.errors == before:
        return definition
    return replace(definition, listening=None)


def _check_sources(listening: Listening, definition: Definition, findings: Findings) -> None:
    moments, seen = _moments(definition), set[str]()
    counted = dict[_Rows, str]()
    if findings.wrote("journey") is None and not is_said(("journey",), findings.document):
        hint = "name the stages and moments at which customers are to be heard"
        findings.problems.append(missing_key(("journey",), findings.document, hint))
    for at, source in enumerate(listening.sources):
        where = (*HERE, "sources", at)
        if source.id in seen:
            says = f"'{source.id}' is the id of a source a second time"
            findings.say((*where, "id"), "CX108", says)
        seen.add(source.id)
        _check_source(source, where, definition, findings)
        if source.moment is not None and moments:
            check_moment(source.moment, (*where, "moment"), moments, findings)
        again = [rows for rows in _rows_of(source) if rows in counted]
        if again:
            says = f"'{counted[again[0]]}' counts the same rows of '{source.dataset}' there too"
            hint = "they would be heard twice: remove one of the two"
            findings.warn((*where, "moment"), "CX735", says, hint)
        counted |= {rows: source.id for rows in _rows_of(source) if rows not in counted}


_Rows = tuple[str, str | None, str | None, str | None, str | None]
"""A dataset, how many a row is, the column and the cell that tell the moment, and the moment."""


def _rows_of(source: ListeningSource) -> list[_Rows]:
    """Return which rows a source counts at which moment: with another's they would count twice."""
    dataset, count, told = source.dataset, source.count, source.moment
    if dataset is None or told is None:
        return []
    if told.column is None:
        return [(dataset, count, None, None, told.id)]
    if not told.map:
        return [(dataset, count, told.column, None, None)]
    return [(dataset, count, told.column, cell, moment) for cell, moment in told.map.items()]


def _moments(definition: Definition) -> Mapping[str, str]:
    """Return the names of what can be listened to, stages with their moments, by id."""
    found = {}
    for stage in definition.journey:
        found[stage.id] = stage.name
        found |= {moment.id: moment.name for moment in stage.moments}
    return found


def _check_source(
    source: ListeningSource, where: Where, definition: Definition, findings: Findings
) -> None:
    """Note a source without rows, or whose rows are about nothing; and who is no owner."""
    if source.dataset is not None:
        check_dated(source.dataset, (*where, "dataset"), definition, findings)
        if source.moment is None and not is_said((*where, "moment"), findings.document):
            hint = "name a moment, or {column: …, map: …}, which tells it of each row"
            problem = missing_key((*where, "moment"), findings.document, hint)
            findings.problems.append(problem)
    for key in _OF_ROWS if source.dataset is None else ():
        if findings.wrote(*where, key) is not None:
            says = f"{spell((*where, key))} means nothing without 'dataset'"
            hint = "remove it: each row of registers.listening says it of itself"
            findings.say_at_key((*where, key), "CX116", says, hint)
    owners = {owner.id: owner.name for owner in definition.owners}
    if source.steward is not None and owners and source.steward not in owners:
        says = f"there is no owner '{source.steward}'"
        hint = suggest_id(source.steward, owners)
        findings.say((*where, "steward"), "CX120", says, hint)


def _check_answers(listening: Listening, findings: Findings) -> None:
    """Note sources of answers that are not there, or whose answers no dataset has."""
    assert listening.exposure is not None, "answers are held against something"
    sources = {each.id: each for each in listening.sources}
    for at, name in enumerate(listening.exposure.answers):
        where: Where = (*HERE, "exposure", "answers")
        if isinstance(findings.wrote(*where), list):
            where = (*where, at)
        if name not in sources:
            hint = suggest_id(name, {each.id: each.title for each in listening.sources})
            findings.say(where, "CX731", f"there is no source '{name}'", hint)
        elif sources[name].dataset is None:
            says = f"the source '{name}' has no dataset, and so no answers to count"
            findings.say(where, "CX731", says, "name a source with a dataset")


def _warn_of_silence(listening: Listening, findings: Findings) -> None:
    """Note a source that would have its rows in the register where there is none."""
    by_hand = [at for at, each in enumerate(listening.sources) if each.dataset is None]
    if by_hand and findings.wrote("registers", "listening") is None:
        source = listening.sources[by_hand[0]]
        says = f"the source '{source.id}' has neither a dataset nor rows in a register"
        hint = "name the dataset, or the file of its rows under registers.listening"
        findings.warn((*HERE, "sources", by_hand[0]), "CX730", says, hint)


def _warn_of_register(definition: Definition, findings: Findings) -> None:
    if definition.registers.listening is not None and findings.wrote("listening") is None:
        where = ("registers", "listening")
        says = f"{spell(where)} has no effect without 'listening'"
        findings.warn(where, "CX117", says, "add it at the top, with the sources of the rows")
