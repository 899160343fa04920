"""Recipes of docs/recipes: their folder, what they run, and what they need of the program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cxscore.cli import main
from cxscore.rendering import FORMATS

ROOT = Path(__file__).parent.parent
RECIPES = ROOT / "docs" / "recipes"
ACTION = ROOT / "action"


def needs(*words: str, command: str = "build") -> pytest.MarkDecorator:
    """Skip a test of a recipe whose options (``--hold``) or formats (``md``) are not there yet."""
    shown = CliRunner().invoke(main, [command, "--help"]).stdout
    missing = [word for word in words if word not in (shown if word[0] == "-" else FORMATS)]
    said = ", ".join(missing)
    return pytest.mark.skipif(bool(missing), reason=f"cxscore {command} does not know {said} yet")


def install(folder: Path) -> Path:
    """Make the command ``cxscore`` of these sources in *folder*; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    command = folder / "cxscore"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cxscore "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return folder


def linted(linter: str, *arguments: str | Path) -> None:
    """Hold that *linter*, from beside this Python or the system's, says nothing of *arguments*."""
    beside = shutil.which(linter, path=str(Path(sys.executable).parent))
    found = beside or shutil.which(linter)
    if found is None:
        pytest.skip(f"{linter} is not here")
    ended = done([found, *arguments])
    assert (ended.returncode, ended.stdout) == (0, "")


def done(command: list[str | Path], **rest: object) -> "subprocess.CompletedProcess[str]":
    """Run *command* with nothing to read; return how it ended."""
    return subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **rest,
    )
