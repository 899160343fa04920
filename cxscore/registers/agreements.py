"""The register of agreements: what people promise one another, and by what it is measured."""

import re

from cxscore.corrections import plain_number
from cxscore.model.agreements import Agreement, AgreementState, Threshold
from cxscore.model.aim import Aim
from cxscore.model.choices import Polarity
from cxscore.model.definition import Definition
from cxscore.problems import Problem
from cxscore.registers.rows import Reader, chosen, segment_in
from cxscore.tables import Row, Table

REQUIRED = ("id", "giver", "receiver", "promise")
COLUMNS = (
    *("id", "kind", "giver", "receiver", "promise", "kpi", "threshold", "segment", "serves"),
    *("due", "closed", "review", "state"),
)
_THRESHOLD = r"(?P<sign>>=|<=|≥|≤)?\s*(?P<number>[-+−]?\d{1,15}(?:\.\d{1,9})?)\s?%?"


def read_agreements(
    table: Table, definition: Definition, problems: list[Problem]
) -> tuple[Agreement, ...]:
    """Return the sound agreements in *table*; add what is wrong with the others to *problems*."""
    reader = Reader(table, definition, problems)
    if reader.lacks(REQUIRED):
        return ()
    found: list[Agreement] = []
    lines: dict[str, int] = {}
    for row in table.rows:
        if reader.is_total(row, REQUIRED):
            continue
        before = len(problems)
        if row["id"] in lines:
            says = f"agreement '{row['id']}' stands here a second time"
            reader.say(row, "id", "CX307", says, f"the first is on line {lines[row['id']]}")
        elif row["id"]:
            lines[row["id"]] = row.line
        agreement = _read(row, reader)
        if len(problems) == before:
            _warn(row, agreement, reader)
            found.append(agreement)
    return tuple(found)


def _read(row: Row, reader: Reader) -> Agreement:
    reader.blanks(row, REQUIRED)
    for column in ("giver", "receiver"):
        reader.owner(row, column)
    for column in ("kpi", "serves"):
        reader.kpi(row, column)
    if row["giver"] and row["giver"] == row["receiver"]:
        says = f"{row['giver']} would promise something to {row['giver']}"
        reader.say(row, "receiver", "CX315", says, "name who is to receive it")
    kpis = [row["kpi"]] if row["kpi"] else []
    unknown = any(kpi not in reader.kpis for kpi in kpis)
    return Agreement(
        id=row["id"],
        giver=row["giver"],
        receiver=row["receiver"],
        promise=row["promise"],
        kind=chosen(row, "kind", Aim, reader),
        state=chosen(row, "state", AgreementState, reader) or AgreementState.AGREED,
        kpi=row["kpi"] or None,
        threshold=_threshold(row, reader),
        segment=None if unknown else segment_in(row, kpis, reader),
        serves=row["serves"] or None,
        due=reader.day(row, "due"),
        closed=reader.day(row, "closed"),
        review=reader.day(row, "review"),
        more=reader.more(row, COLUMNS),
        place=(reader.table.path, row.line),
    )


def _threshold(row: Row, reader: Reader) -> Threshold | None:
    """Return what the KPI has to reach: at least or at most, as written, else by its polarity."""
    text = row["threshold"]
    if not text:
        return None
    found = re.fullmatch(_THRESHOLD, text)
    if found is None:
        number = plain_number(text)
        hint = f"write {number}" if number else "write it as 95, or as >= 95"
        reader.say(row, "threshold", "CX315", f"threshold is '{text}', not a number", hint)
        return None
    if not row["kpi"]:
        says = f"threshold is {text}, and there is no KPI to measure it by"
        reader.say(row, "threshold", "CX315", says, "name the KPI under kpi")
        return None
    value = float(found["number"].replace("−", "-"))
    if found["sign"]:
        return Threshold(value, found["sign"] in (">=", "≥"))
    polarity = reader.polarity(row["kpi"])
    if polarity in (Polarity.IN_RANGE, Polarity.NEUTRAL):
        says = f"threshold is {text}, and kpis.{row['kpi']} has no better direction"
        reader.say(row, "threshold", "CX315", says, f"write >= {text} or <= {text}")
        return None
    return Threshold(value, polarity is not Polarity.LOWER_IS_BETTER)


def _warn(row: Row, agreement: Agreement, reader: Reader) -> None:
    """Note, as a warning, a promise of which nobody can tell whether it was kept."""
    if agreement.is_measured or agreement.due is not None or agreement.closed is not None:
        return
    lacks = "no threshold" if agreement.kpi else "neither a KPI with a threshold nor a day"
    says = f"agreement '{agreement.id}' has {lacks}: nobody can tell whether it is kept"
    reader.warn(row, "id", "CX511", says, "measure it, or say by when it is done")
