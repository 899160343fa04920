"""The reference of registers: the columns of each, what they mean, and a cell of the sample."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.model.definition import Definition
from cxscore.registers import REGISTERS, log
from cxscore.registers.starters import STARTERS

HEAD = """# Columns of registers

The files that people write, column by column, as the program reads them, each with a cell of the
sample's. How registers are named in `kpis.yaml`, and what is made of them, is told under
[registers](../docs/kpis-yaml.md#registers).

"""
TABLE = re.compile(
    r"^(?:`(?P<name>\w+)`|All columns).*\n(?:.+\n)*\n"
    r"\| column \| meaning \|\n\|---\|---\|\n(?P<rows>(?:\|.*\n)+)",
    re.MULTILINE,
)


@frozen
class Register:
    """A register as its module reads it."""

    names: tuple[str, ...]
    """Its keys under ``registers``: several for the log."""
    columns: tuple[str, ...]
    required: tuple[str, ...]


def registers() -> Iterator[Register]:
    """Yield the log, which has several names, and then the other registers."""
    yield Register(tuple(log.KINDS), log.COLUMNS, log.REQUIRED)
    for name, read in REGISTERS.items():
        module = vars(__import__(read.__module__, fromlist=["COLUMNS"]))
        yield Register((name,), module["COLUMNS"], module["REQUIRED"])


def meanings_in(text: str) -> dict[str, dict[str, str]]:
    """Return what the tables of docs/kpis-yaml.md say of columns, by register."""
    found: dict[str, dict[str, str]] = {}
    for table in TABLE.finditer(text):
        rows = [row.split(" | ", 1) for row in table["rows"].splitlines()]
        found[table["name"] or "log"] = {
            column: _moved(meaning.rstrip("| "))
            for names, meaning in rows
            for column in re.findall(r"`(\w+)`", names)
        }
    return found


def _moved(meaning: str) -> str:
    """Return *meaning* with its links as they lead from the reference."""
    return meaning.replace("](#", "](../docs/kpis-yaml.md#")


def registers_page(page: Path, definition: Definition) -> str:
    """Return the page of all registers, as Markdown.

    *page* is docs/kpis-yaml.md, whose tables say what columns mean; the cells are those of the
    registers that *definition* names.
    """
    meanings = meanings_in(page.read_text(encoding="utf-8"))
    parts = [HEAD]
    for register in registers():
        parts += _section(register, meanings.get(register.names[0], {}), definition)
    return "\n".join(parts)


def _section(
    register: Register, meanings: Mapping[str, str], definition: Definition
) -> Iterator[str]:
    yield f"## {', '.join(register.names)}\n"
    starters = [name for name in register.names if name in STARTERS]
    if starters:
        yield "Columns to begin with, as `cxscore init --registers` writes them:\n"
        yield "\n".join(f"- `{name}`: `{STARTERS[name].text.strip()}`" for name in starters)
        yield ""
    cells = _cells(register, definition)
    yield "| column | meaning | needed | in the sample |\n|---|---|---|---|"
    for column in register.columns:
        needed = "yes" if column in register.required else ""
        cell = f"`{cells[column]}`" if column in cells else ""
        yield f"| `{column}` | {meanings.get(column, '')} | {needed} | {cell} |"
    yield ""


def _cells(register: Register, definition: Definition) -> dict[str, str]:
    """Return the shortest cell that is not blank of each column of the sample's files."""
    found: dict[str, str] = {}
    for name in register.names:
        path = getattr(definition.registers, name)
        for each in [path] if isinstance(path, str) else path or ():
            with (definition.origin.folder / each).open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    for column, cell in row.items():
                        if cell and len(cell) < len(found.get(column, cell + " ")):
                            found[column] = cell
    return {column: cell.replace("|", "\\|").replace("`", "'") for column, cell in found.items()}
