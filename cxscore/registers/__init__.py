"""Reads what people write about KPIs: actions, commentary and events, row by row."""

from collections.abc import Callable, Mapping
from typing import Any

from cxscore.model.definition import Definition
from cxscore.model.registers import Written
from cxscore.problems import Problem
from cxscore.registers.actions import read_actions
from cxscore.registers.commentary import read_commentary
from cxscore.registers.events import read_events
from cxscore.registers.rows import open_register
from cxscore.tables import Table

Read = Callable[[Table, Definition, list[Problem]], tuple[Any, ...]]
REGISTERS: Mapping[str, Read] = {
    "actions": read_actions,
    "commentary": read_commentary,
    "events": read_events,
}
"""What reads each register, by its key under ``registers`` and its field in ``Written``."""


def read_registers(definition: Definition) -> Written:
    """Return the registers that *definition* names, with everything that is wrong in them.

    Rows that have an error are left out.

    Raises:
        OSError: where a register cannot be read for its permissions.
    """
    problems: list[Problem] = []
    tables = {
        name: open_register(definition, name, getattr(definition.registers, name), problems)
        for name in REGISTERS
    }
    found = {
        name: REGISTERS[name](table, definition, problems)
        for name, table in tables.items()
        if table is not None
    }
    return Written(**found, problems=tuple(problems))
