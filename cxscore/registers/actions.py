"""The register of actions: what somebody has promised to do about a KPI."""

import re

from cxscore.corrections import plain_number
from cxscore.model.definition import Definition
from cxscore.model.registers import Action, ActionStatus
from cxscore.nearest import suggestion
from cxscore.problems import Problem, Severity
from cxscore.registers.rows import Reader
from cxscore.tables import Row, Table

REQUIRED = ("id", "kpi", "title", "owner", "status")
COLUMNS = (
    *REQUIRED,
    "cause",
    "opened",
    "due",
    "progress",
    "closed",
    "expected_effect",
    "check_on",
    "outcome",
)


def read_actions(
    table: Table, definition: Definition, problems: list[Problem]
) -> tuple[Action, ...]:
    """Return the sound actions in *table*; add what is wrong with the others to *problems*."""
    reader = Reader(table, definition, problems)
    if reader.lacks(REQUIRED):
        return ()
    actions: list[Action] = []
    lines: dict[str, int] = {}
    for row in table.rows:
        if reader.is_total(row, REQUIRED):
            continue
        before = len(problems)
        if row["id"] in lines:
            says = f"action '{row['id']}' stands here a second time"
            reader.say(row, "id", "CX307", says, f"the first is on line {lines[row['id']]}")
        elif row["id"]:
            lines[row["id"]] = row.line
        action = _read(row, reader)
        if len(problems) == before and action is not None:
            _warn(row, action, reader)
            actions.append(action)
    return tuple(actions)


def _read(row: Row, reader: Reader) -> Action | None:
    reader.blanks(row, REQUIRED)
    reader.kpi(row)
    reader.owner(row)
    status = _status(row, reader)
    action = Action(
        id=row["id"],
        kpi=row["kpi"],
        title=row["title"],
        owner=row["owner"],
        status=status or ActionStatus.OPEN,
        cause=row["cause"],
        opened=reader.day(row, "opened"),
        due=reader.days(row, "due"),
        progress=_progress(row, reader),
        closed=reader.day(row, "closed"),
        expected_effect=row["expected_effect"],
        check_on=reader.day(row, "check_on"),
        outcome=row["outcome"],
        more=reader.more(row, COLUMNS),
    )
    if action.opened and action.closed and action.closed < action.opened:
        says = f"closed on {action.closed}, before it was opened on {action.opened}"
        reader.say(row, "closed", "CX310", says)
    return action


def _status(row: Row, reader: Reader) -> ActionStatus | None:
    words = [status.value for status in ActionStatus]
    text = row["status"].lower()
    if not text:
        return None
    if text not in words:
        hint = suggestion(text, words, "it must be one of")
        reader.say(row, "status", "CX305", f"status is '{row['status']}'", hint)
        return None
    return ActionStatus(text)


def _progress(row: Row, reader: Reader) -> float | None:
    text = row["progress"]
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,6})?) ?%?", text)
    if found is None or float(found[1]) > 100:
        says = f"progress is '{text}', not a percentage from 0 to 100"
        number = plain_number(text)
        hint = f"write {number}" if number and number != text and 0 <= float(number) <= 100 else ""
        reader.say(row, "progress", "CX306", says, hint)
        return None
    return float(found[1])


def _warn(row: Row, action: Action, reader: Reader) -> None:
    """Note, as a warning, a status that its dates contradict."""
    says = ""
    if action.status is ActionStatus.DONE and action.closed is None:
        says = f"action '{action.id}' is done, and 'closed' is blank"
    elif action.status in (ActionStatus.OPEN, ActionStatus.BLOCKED) and action.closed:
        says = f"action '{action.id}' is {action.status.value}, and closed on {action.closed}"
    if says:
        place = row.place("status")
        problem = Problem(reader.table.path, *place, "CX311", says, Severity.WARNING)
        reader.problems.append(problem)
