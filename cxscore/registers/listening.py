"""The register of listening: talks with customers, and what was learned from them."""

import re

from cxscore.model.definition import Definition
from cxscore.model.heard import Heard
from cxscore.nearest import suggest_id, suggestion
from cxscore.problems import Problem
from cxscore.registers.rows import Reader, listed_in, moments_of
from cxscore.tables import Row, Table

REQUIRED = ("source", "moment", "on")
COLUMNS = ("source", "moment", "channel", "on", "people", "learned")


def read_listening(
    table: Table, definition: Definition, problems: list[Problem]
) -> tuple[Heard, ...]:
    """Return the sound rows in *table*, by day; add what is wrong with the others to *problems*.

    Nothing is read where kpis.yaml has no sound ``listening``, which names the sources.
    """
    reader, listening = Reader(table, definition, problems), definition.listening
    if listening is None or reader.lacks(REQUIRED):
        return ()
    sources = {each.id: each.dataset for each in listening.sources}
    moments = moments_of(definition)
    found: list[Heard] = []
    for row in table.rows:
        if reader.is_total(row, REQUIRED):
            continue
        before = len(problems)
        heard = _read(row, reader, moments)
        _check_source(row, reader, sources)
        if heard is not None and len(problems) == before:
            found.append(heard)
    return tuple(sorted(found, key=lambda each: each.on))


def _read(row: Row, reader: Reader, moments: dict[str, str] | None) -> Heard | None:
    reader.blanks(row, REQUIRED)
    about = listed_in(row, "moment")
    for moment in about:
        if moments is not None and moment not in moments:
            hint = suggest_id(moment, moments)
            reader.say(row, "moment", "CX314", f"there is no stage or moment '{moment}'", hint)
    day, people = reader.day(row, "on"), None
    if row["people"] and re.fullmatch(r"\d{1,9}", row["people"]) and int(row["people"]):
        people = int(row["people"])
    elif row["people"]:
        says = f"people is '{row['people']}', not a whole number from 1"
        reader.say(row, "people", "CX306", says, "write how many were heard; a blank counts as one")
    if day is None:
        return None
    return Heard(row["source"], about, day, row["channel"], people, row["learned"])


def _check_source(row: Row, reader: Reader, sources: dict[str, str | None]) -> None:
    """Note a source that is not there, or whose customers are counted in a dataset."""
    name = row["source"]
    if not name:
        return
    if name not in sources:
        hint = suggestion(name, sources, "there are")
        reader.say(row, "source", "CX731", f"there is no source '{name}'", hint)
    elif sources[name] is not None:
        says = f"the customers of '{name}' are counted in dataset '{sources[name]}'"
        hint = "name a source without a dataset, or they would count twice"
        reader.say(row, "source", "CX731", says, hint)
