"""Reads what people write about KPIs: actions, commentary and events, row by row."""

from cxscore.model.definition import Definition
from cxscore.model.registers import Written
from cxscore.problems import Problem
from cxscore.registers.actions import read_actions
from cxscore.registers.commentary import read_commentary
from cxscore.registers.events import read_events
from cxscore.registers.rows import open_register


def read_registers(definition: Definition) -> Written:
    """Return the registers that *definition* names, with everything that is wrong in them.

    Rows that have an error are left out.

    Raises:
        OSError: where a register cannot be read for its permissions.
    """
    problems: list[Problem] = []
    paths = definition.registers
    actions = open_register(definition, "actions", paths.actions, problems)
    commentary = open_register(definition, "commentary", paths.commentary, problems)
    events = open_register(definition, "events", paths.events, problems)
    return Written(
        actions=read_actions(actions, definition, problems) if actions else (),
        commentary=read_commentary(commentary, definition, problems) if commentary else (),
        events=read_events(events, definition, problems) if events else (),
        problems=tuple(problems),
    )
