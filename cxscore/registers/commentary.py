"""The register of commentary: what owners say about a KPI in a period."""

from dataclasses import replace
from datetime import date

from cxscore.model.definition import Definition
from cxscore.model.registers import WHOLE, Comment
from cxscore.problems import Problem
from cxscore.registers.rows import Reader
from cxscore.tables import Row, Table

REQUIRED = ("kpi", "period")
SAYS = ("what", "why", "next")
COLUMNS = (*REQUIRED, "author", "written", *SAYS)


def read_commentary(
    table: Table, definition: Definition, problems: list[Problem]
) -> tuple[Comment, ...]:
    """Return the sound comments in *table*; add what is wrong with the others to *problems*.

    One that nobody signed is its KPI's owner's; on the whole, the sponsor's.
    """
    reader = Reader(table, definition, problems)
    if reader.lacks(REQUIRED):
        return ()
    if not set(SAYS) & set(table.header):
        says = "there is no column 'what', 'why' or 'next'"
        problems.append(Problem(table.path, table.header_line, 1, "CX301", says))
        return ()
    owners = {kpi.id: kpi.owner for kpi in definition.kpis}
    owners[WHOLE] = definition.heading.sponsor or ""
    comments: list[Comment] = []
    lines: dict[tuple[str, str], int] = {}
    for row in table.rows:
        if reader.is_total(row, REQUIRED):
            continue
        before = len(problems)
        key = row["kpi"], row["period"]
        if key in lines and all(key):
            says = f"{row['kpi']} has a comment on {row['period']} already"
            reader.say(row, "kpi", "CX307", says, f"it is on line {lines[key]}")
        lines.setdefault(key, row.line)
        comment = _read(row, reader, definition)
        if len(problems) == before:
            author = comment.author or owners.get(comment.kpi, "")
            comments.append(replace(comment, author=author))
    return tuple(comments)


def _read(row: Row, reader: Reader, definition: Definition) -> Comment:
    reader.blanks(row, REQUIRED)
    if row["kpi"] != WHOLE:
        reader.kpi(row)
    _check_period(row, reader, definition)
    if not any(row[name] for name in SAYS):
        name = next(name for name in SAYS if name in reader.table.header)
        reader.say(row, name, "CX309", "the comment says nothing")
    return Comment(
        kpi=row["kpi"],
        period=row["period"],
        author=row["author"],
        written=reader.day(row, "written"),
        what=row["what"],
        why=row["why"],
        next=row["next"],
        more=reader.more(row, COLUMNS),
        place=(reader.table.path, row.line),
    )


def _check_period(row: Row, reader: Reader, definition: Definition) -> None:
    """Note a period that the KPI does not have."""
    kpi = next((kpi for kpi in definition.kpis if kpi.id == row["kpi"]), None)
    text, whole = row["period"], row["kpi"] == WHOLE
    if not text or (kpi is None and not whole):
        return
    calendar = definition.period_length(kpi) if kpi is not None else definition.calendar
    if calendar.parse(text) is not None:
        return
    example = calendar.listed[-1] if calendar.listed else calendar.period_of(date(2026, 4, 15))
    hint = f"write it like {example.id}" if example else ""
    reader.say(row, "period", "CX308", f"'{text}' is not a period of {row['kpi']}", hint)
