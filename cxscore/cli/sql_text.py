"""The SELECTs that tables are asked, as a text to read: each under what it is for."""

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxscore.measure.statements import AskedOfTable, Statements

_WIDTH = 97


def sql_text(found: "Statements") -> str:
    """Return *found* as a text: a comment a KPI, and a semicolon after each statement."""
    return "\n".join(
        [*_head(found), *(line for each in found.tables for line in _table(each, found))]
    )


def _head(found: "Statements") -> Iterator[str]:
    if found.verified:
        yield from _comment(f"What cxscore asks of tables, in the words of {found.dialect}.")
    else:
        yield from _comment(
            f"What cxscore would ask of tables, in the words of {found.dialect}: written by its "
            "manual, and run by no test. A build refuses it without --unverified."
        )
    yield from _comment(
        "Names stand here letter by letter as they do in kpis.yaml, in quotes. Periods are those "
        "that history shows; percentiles are asked for the ranks around them as well, once it is "
        "known of how many answers."
    )
    yield ""
    yield from (f"{statement};" for statement in found.session)
    yield ""


def _table(asked: "AskedOfTable", found: "Statements") -> Iterator[str]:
    if asked.in_files:
        yield from _comment(
            f'{asked.dataset}: files, which cxscore reads itself; "{asked.relation}" stands for a '
            "table of their rows, its columns called as kpis.yaml calls them"
        )
    for name, taken in asked.assumed.items():
        yield from _comment(f"{asked.dataset}: {name} is taken for {taken}")
    if not asked.reads_query:
        yield from _comment(
            f'{asked.dataset}: "{asked.relation}" stands for the SELECT in that file'
        )
    for kpi in asked.of_comments:
        yield from _comment(
            f"{asked.dataset}: comments are counted by cxscore itself, so no SELECT is written "
            f"of {kpi}"
        )
    yield ""
    for statement in asked.statements:
        yield from _comment(f"{asked.dataset}: {statement.purpose}")
        for kpi in statement.kpis:
            if kpi in found.about:
                yield from _comment(f"{kpi}: {found.about[kpi]}")
        yield statement.sql if statement.sql.startswith("--") else f"{statement.sql};"
        yield ""


def _comment(text: str) -> Iterator[str]:
    # A name could hold a line's end, and what follows it would be run.
    return (f"-- {line}" for line in wrap(" ".join(text.split()), _WIDTH))
