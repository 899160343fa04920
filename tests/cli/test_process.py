import gc
import os
import subprocess
import sys

import pytest

from cxscore.cli import process


@pytest.fixture(autouse=True)
def collection_as_before():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


class Ended(Exception):  # noqa: N818 (it ends a test, and is no error)
    """Stands for the end of the process."""


@pytest.fixture
def ended(monkeypatch):
    codes = []

    def end(code):
        codes.append(code)
        raise Ended

    monkeypatch.setattr(os, "_exit", end)
    return codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [pytest.param(["--version"], 0, id="done"), pytest.param(["bild"], 2, id="wrong usage")],
)
def test_ends_at_once_with_the_commands_code(arguments, code, ended, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["cxscore", *arguments])
    with pytest.raises(Ended):
        process.run()
    assert ended == [code]
    assert any(capsys.readouterr())


def test_words_instead_of_a_code_are_left_to_python_to_print(ended, monkeypatch):
    monkeypatch.setattr(process, "main", lambda: sys.exit("a last word"))
    with pytest.raises(SystemExit, match="a last word"):
        process.run()
    assert ended == []


def test_what_cannot_be_written_any_more_is_left_to_python_to_tell(ended, monkeypatch):
    class Broken:
        def flush(self):
            raise BrokenPipeError

    monkeypatch.setattr(process, "main", lambda: sys.exit(0))
    monkeypatch.setattr(sys, "stdout", Broken())
    with pytest.raises(SystemExit):
        process.run()
    assert ended == []


def test_a_bug_keeps_its_traceback(monkeypatch):
    def bug():
        raise ZeroDivisionError

    monkeypatch.setattr(process, "main", bug)
    with pytest.raises(ZeroDivisionError):
        process.run()


def test_everything_reaches_a_pipe_before_the_process_ends():
    command = [sys.executable, "-m", "cxscore", "schema"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("}")
    assert done.stderr == ""
