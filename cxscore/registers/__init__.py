"""Reads what people write, row by row: the log, agreements, commentary, events, benchmarks."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cxscore.documents import Where
from cxscore.model.definition import Definition
from cxscore.model.heard import Invited
from cxscore.model.registers import Written
from cxscore.problems import Problem
from cxscore.registers.agreements import read_agreements
from cxscore.registers.benchmarks import read_benchmarks
from cxscore.registers.commentary import read_commentary
from cxscore.registers.events import read_events
from cxscore.registers.invitations import read_invitations
from cxscore.registers.listening import read_listening
from cxscore.registers.log import KINDS, read_log
from cxscore.registers.opening import open_register
from cxscore.tables import Table
from cxscore.uncollected import without_collection

Read = Callable[[Table, Definition, list[Problem]], tuple[Any, ...]]
REGISTERS: Mapping[str, Read] = {
    "agreements": read_agreements,
    "benchmarks": read_benchmarks,
    "commentary": read_commentary,
    "events": read_events,
    "listening": read_listening,
}
"""What reads each register besides the log, by its key and its field in ``Written``."""


@without_collection()
def read_registers(definition: Definition) -> Written:
    """Return the registers that *definition* names, with everything that is wrong in them.

    Rows that have an error are left out.

    Raises:
        OSError: where a register cannot be read for its permissions.
    """
    problems: list[Problem] = []
    logs = [
        (table, KINDS[name])
        for name, where, path in _named(definition)
        if (table := open_register(definition, where, path, problems)) is not None
    ]
    tables = {
        name: open_register(
            definition, ("registers", name), getattr(definition.registers, name), problems
        )
        for name in REGISTERS
    }
    log = read_log(logs, definition, problems)
    found = {
        name: REGISTERS[name](table, definition, problems)
        for name, table in tables.items()
        if table is not None
    }
    invited = tuple(_invited(definition, problems))
    return Written(log=log, **found, invited=invited, problems=tuple(problems))


def _invited(definition: Definition, problems: list[Problem]) -> Iterator[Invited]:
    """Yield who was invited to the answers of each dataset that says so."""
    for id_, dataset in definition.datasets.items():
        asked = dataset.asked
        where: Where = ("datasets", id_, "asked", "invited")
        if asked is not None and asked.invited is not None:
            table = open_register(definition, where, asked.invited, problems)
            if table is not None:
                yield from read_invitations(table, id_, asked, definition, problems)


def _named(definition: Definition) -> Iterator[tuple[str, Where, str]]:
    """Yield the files of the log: the register's name, its place in kpis.yaml, and the path."""
    for name in KINDS:
        written = getattr(definition.registers, name)
        paths = (written,) if isinstance(written, str) else written or ()
        for at, path in enumerate(paths):
            place: Where = ("registers", name, at)
            known = place in definition.origin.places
            yield name, place if known else ("registers", name), path
