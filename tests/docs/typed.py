"""The lines that pages show to be typed, and how they are typed here: in this process."""

import os
import re
import shlex
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from cxscore.cli import main
from tests.docs.fences import GONE_THROUGH, PAGES, fences_of

_PROSE = re.compile(r"(?<!`)`(cxscore [^`\n]+)`(?!`)")
_INDENTED = re.compile(r"^    (?:[\d*/]+ ){0,5}.*\bcxscore .*$", re.MULTILINE)
_OURS = re.compile(r"(?:^|&& |\s)(?:\.venv/bin/)?cxscore (?P<words>[^|>&#]+)(?P<rest>.*)$")


@dataclass(frozen=True)
class Line:
    """A line to type, of a page."""

    page: Path
    text: str


def lines_typed() -> list[Line]:
    """Return each line of every page that nothing else goes through, where it is shown first."""
    found: dict[str, Line] = {}
    for page in PAGES:
        if page in GONE_THROUGH or page.name == "CHANGELOG.md":
            continue
        text = page.read_text(encoding="utf-8")
        shell = [each.text for each in fences_of(page) if each.language == "sh"]
        shown = [line for block in shell for line in block.splitlines()]
        shown += [line.strip() for line in _INDENTED.findall(text)]
        shown += _PROSE.findall(text)
        found = {line: Line(page, line) for line in shown} | found
    return [*found.values()]


def ours(line: str) -> list[str] | None:
    """Return the words behind ``cxscore`` of *line*; None where it is another program's."""
    found = _OURS.search(line)
    return shlex.split(re.split(r"  +", found["words"].strip())[0]) if found else None


def run(line: str, folder: Path) -> tuple[int, str]:
    """Type *line* in *folder*, which is all there is of the disk; return exit code and output."""
    words = [_within(folder, word) for word in ours(line) or ()]
    surroundings = {"HOME": str(folder), "COLUMNS": "90", "GITHUB_STEP_SUMMARY": "summary.md"}
    with chdir(folder):
        result = CliRunner(env=surroundings).invoke(main, words, prog_name="cxscore")
        found = _OURS.search(line)
        for into in re.findall(r">>? *\"?\$?([\w.]+)", found["rest"] if found else ""):
            Path(os.path.expandvars(into)).write_bytes(result.stdout_bytes)
    return result.exit_code, result.output


def _within(folder: Path, word: str) -> str:
    """Return *word* for a disk on which *folder* is the root, and everybody's home; no paper is
    printed, which tests of the rendering do."""
    if word.startswith(("/srv/", "~/")):
        return str(folder / word.lstrip("~/"))
    return word.replace("html,pdf", "html").replace(",pdf", "")
