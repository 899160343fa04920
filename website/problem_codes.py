"""The reference of problems: each code with what to do, and as the program says it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

ROW = re.compile(r"^\| `?(CX\d{3})`? \|(.*?)\|(.*)\|(.*)\|$", re.MULTILINE)
SAID = re.compile(r"^.*\b(?:error|warning): (CX\d{3}): .*$", re.MULTILINE)
HEAD = """# Problems one by one

Every code that the program says, with an example of it word for word.
[Problems](../docs/problems.md) has them in one table.

"""


def problems_page(table: Path, faults: Path) -> str:
    """Return the page of the codes in *table*, with what folders of *faults* show, as Markdown."""
    examples = examples_of(faults)
    rows = ROW.findall(table.read_text(encoding="utf-8"))
    return HEAD + "\n".join(_section(row, examples) for row in rows)


def examples_of(faults: Path) -> dict[str, str]:
    """Return what the program says for each code that *faults* bring about.

    The shortest line with a hint is taken, which stands behind a semicolon.
    """
    lines: dict[str, list[str]] = {}
    for path in sorted(faults.glob("*/expected.txt")):
        for said in SAID.finditer(path.read_text(encoding="utf-8")):
            lines.setdefault(said[1], []).append(said[0])
    return {
        code: min(there, key=lambda line: ("; " not in line, len(line)))
        for code, there in lines.items()
    }


def _section(row: tuple[str, str, str, str], examples: Mapping[str, str]) -> str:
    return "\n".join(_lines(row, examples))


def _lines(row: tuple[str, str, str, str], examples: Mapping[str, str]) -> Iterator[str]:
    code, severity, says, remedy = (cell.strip() for cell in row)
    yield f"({code.lower()})=\n## {code}\n"
    yield f"**{severity.capitalize()}.** {_outside(says)}\n"
    yield f"**What to do:** {_outside(remedy)}\n"
    if code in examples:
        yield f"```text\n{examples[code]}\n```\n"


def _outside(cell: str) -> str:
    """Return a cell's text as it is written outside of a table."""
    return re.sub(r"\]\((?!https?:|#)([^)]+)\)", r"](../docs/\1)", cell.replace("\\|", "|"))
