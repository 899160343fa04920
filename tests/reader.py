"""Goes through a page of docs/ as its reader would: writes its files, types its lines, looks."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from cxscore.cli import main

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r"title=(\S+)")
AUTHOR = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Amara Osei"), ("EMAIL", "amara.osei@example.com"))
} | {"GIT_CONFIG_GLOBAL": os.devnull}
DAY = "1783332000"
"""The 6th of July 2026, the day on which readers of these pages live."""


@dataclass
class Reader:
    """Somebody in a folder of theirs, with a clone of the repository in their home."""

    home: Path
    folder: Path
    code: int = 0
    """That of the last line typed."""
    seen: list[str] = field(default_factory=list)

    def reads(self, page: Path) -> None:
        """Do what *page* says, block by block, and hold what is seen against what it shows."""
        for info, text in blocks_of(page):
            language, title = info.split(maxsplit=1)[0], TITLE.search(info)
            if language == "console":
                self.types(text)
            elif language == "diff" and title:
                self.changes(title[1], text)
            elif title:
                self.writes(title[1], text)
            elif language == "yaml":
                self.finds("kpis.yaml", text)
        assert self.code == 0, f"{page.name} ends with exit code {self.code}: {self.seen[-1]}"

    def types(self, text: str) -> None:
        """Type each line behind a ``$``; the lines below it have to be seen, in their order."""
        for line, shown in _session(text):
            if line != "echo $?":
                assert self.code == 0, f"exit code {self.code} is not said: {self.seen[-1]}"
            printed = self.seen[-1] if self.seen else ""
            printed = f"{self.code}\n" if line == "echo $?" else self.run(line)
            self.code = 0 if line == "echo $?" else self.code
            self.seen.append(printed)
            _held(line, shown, printed)

    def run(self, line: str) -> str:
        """Run a line, ours in this process and others in a shell, and return what it prints."""
        if line.startswith("cxscore ") and not re.search("[|>;&]", line):
            return self._ours(shlex.split(line.removeprefix("cxscore ")))
        if line.startswith("cd "):
            self.folder = self.folder / line.removeprefix("cd ").replace("~", str(self.home))
            assert self.folder.is_dir()
            return ""
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=self.folder,
            env={**os.environ, **self._surroundings(), **AUTHOR, "PATH": programs},
            capture_output=True,
            text=True,
            check=False,
        )
        self.code = done.returncode
        return done.stdout + done.stderr

    def _ours(self, arguments: list[str]) -> str:
        runner = CliRunner(env=self._surroundings())
        with chdir(self.folder):
            result = runner.invoke(main, arguments, prog_name="cxscore")
        self.code = result.exit_code
        return result.output

    def _surroundings(self) -> dict[str, str]:
        return {"COLUMNS": "90", "SOURCE_DATE_EPOCH": DAY, "HOME": str(self.home)}

    def writes(self, name: str, text: str) -> None:
        """Put a file there, whole."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def finds(self, name: str, text: str) -> None:
        """Assert that a file holds what is shown of it, line by line."""
        assert text in (self.folder / name).read_text(encoding="utf-8"), f"{name} has not:\n{text}"

    def changes(self, name: str, difference: str) -> None:
        """Change a file as a difference shows it; what it leaves stands there exactly once."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        for part in re.split(r"^@@.*\n", difference, flags=re.MULTILINE):
            lines = part.splitlines()
            before = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
            after = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
            assert text.count(before) == 1, f"{name} does not have once:\n{before}"
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")


def blocks_of(page: Path) -> list[tuple[str, str]]:
    """Return the fenced blocks of *page*: what stands behind the fence, and the text."""
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [(block["info"] or "text", block["text"]) for block in found]


def at_home(home: Path) -> Reader:
    """Return a reader in an empty home with a clone of the repository."""
    shutil.copytree(ROOT / "docs", home / "cxscore" / "docs")
    return Reader(home, home)


def _session(text: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        line, *shown = part.splitlines()
        yield line, [each for each in shown if each.strip() not in ("", "…")]


def _held(line: str, shown: list[str], printed: str) -> None:
    """Assert that the lines *shown* are *printed* in their order; a … at the end is any rest."""
    there = iter([" ".join(each.split()) for each in printed.splitlines()])
    for each in shown:
        wanted = " ".join(each.split())
        start = wanted.removesuffix("…")
        fits = str.__eq__ if start == wanted else str.startswith
        assert any(fits(one, start) for one in there), (
            f"$ {line}\nshows no line\n{wanted}\nbut\n{printed}"
        )
