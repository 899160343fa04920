"""The file of people who answer for KPIs: those of stores, wards and branches."""

import re
from collections.abc import Collection
from datetime import date

from cxscore.corrections import day_hint
from cxscore.model.outline import Owner
from cxscore.model.shorthand import ID_HINT, is_id
from cxscore.nearest import suggest_id
from cxscore.problems import Problem
from cxscore.tables import Row, Table

CODE = "CX163"
REQUIRED = ("id", "name")
COLUMNS = (*REQUIRED, "role", "team", "email", "deputy", "supplier", "until")
YES = ("true", "yes", "x", "1")
NO = ("", "false", "no", "0")


def read_people(table: Table, known: Collection[str]) -> tuple[dict[str, Owner], list[Problem]]:
    """Return the owners in *table* by id, and what is wrong with its rows.

    Args:
        table: whose header has the columns that are required.
        known: ids of the owners in kpis.yaml, which stand there alone.

    A row with a fault is an owner all the same, so that what names it is not wrong as well.
    """
    problems: list[Problem] = list(table.problems)
    found: dict[str, Owner] = {}
    for row in table.rows:
        id_ = row["id"]
        if id_ in found or id_ in known:
            says = f"owner '{id_}' stands here a second time"
            says = f"owner '{id_}' stands in kpis.yaml as well" if id_ in known else says
            problems.append(table.problem(row, "id", CODE, says))
        elif not is_id(id_):
            says = f"'{id_}' cannot be an id" if id_ else "id is blank"
            problems.append(table.problem(row, "id", CODE, says, ID_HINT))
        else:
            found[id_] = _owner(table, row, problems)
    everybody = dict.fromkeys((*known, *found), "")
    for row in table.rows:
        if row["deputy"] and row["deputy"] not in everybody:
            says = f"there is no owner '{row['deputy']}'"
            hint = suggest_id(row["deputy"], everybody)
            problems.append(table.problem(row, "deputy", CODE, says, hint))
    return found, problems


def _owner(table: Table, row: Row, problems: list[Problem]) -> Owner:
    if not row["name"]:
        problems.append(table.problem(row, "name", CODE, "name is blank"))
    if row["email"] and re.fullmatch(r"[^@\s]+@[^@\s]+", row["email"]) is None:
        says = f"email is '{row['email']}', not an email address"
        problems.append(table.problem(row, "email", CODE, says))
    if row["supplier"].lower() not in YES + NO:
        says = f"supplier is '{row['supplier']}', neither yes nor no"
        problems.append(table.problem(row, "supplier", CODE, says))
    return Owner(
        row["id"],
        row["name"] or row["id"],
        row["role"],
        row["team"],
        row["email"],
        row["deputy"] or None,
        supplier=row["supplier"].lower() in YES,
        until=_until(table, row, problems),
    )


def _until(table: Table, row: Row, problems: list[Problem]) -> date | None:
    text = row["until"]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        says = f"until is '{text}', not a day"
        problems.append(table.problem(row, "until", CODE, says, day_hint(text)))
        return None
