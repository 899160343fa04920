"""A whole pack or the earlier one."""

import errno
import multiprocessing
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxscore.cli import output
from cxscore.cli.output import Busy, clear_up, write_pack
from cxscore.cli.signals import SIGNALS, Stopped

NAMES = ("a.html", "a.pdf", "a.json")


def pack(folder: Path, word: str) -> dict[Path, bytes]:
    return {folder / name: f"{word} {name}".encode() for name in NAMES}


def read(folder: Path) -> dict[str, bytes]:
    """Return everything that lies in *folder*."""
    return {p.name: p.read_bytes() if p.is_file() else b"a folder" for p in folder.iterdir()}


def whole(word: str) -> dict[str, bytes]:
    return {name: f"{word} {name}".encode() for name in NAMES}


@pytest.fixture(autouse=True)
def signals_as_before():
    SIGNALS.code, SIGNALS.done = None, False
    yield
    SIGNALS.code, SIGNALS.done = None, False


def test_files_appear_whole_and_nothing_else_stays(tmp_path):
    folder = tmp_path / "new" / "scorecard"
    write_pack(pack(folder, "first"))
    write_pack(pack(folder, "second"))
    assert read(folder) == whole("second")


def test_names_change_in_the_order_given(tmp_path, monkeypatch):
    seen = []
    replace = output.Path.replace
    monkeypatch.setattr(
        output.Path, "replace", lambda self, to: (seen.append(to.name), replace(self, to))
    )
    write_pack({tmp_path / "b.html": b"1", tmp_path / "a.json": b"2"})
    assert seen == ["b.html", "a.json"]


def test_a_full_disk_keeps_the_earlier_pack(tmp_path, monkeypatch):
    write_pack(pack(tmp_path, "good"))

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_pack(pack(tmp_path, "half"))
    assert read(tmp_path) == whole("good")


def test_a_folder_that_was_made_for_nothing_is_taken_away(tmp_path, monkeypatch):
    def refused(self, to):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(output.Path, "replace", refused)
    with pytest.raises(OSError, match="Input/output"):
        write_pack(pack(tmp_path / "scorecard", "new"))
    assert list(tmp_path.iterdir()) == []


class TestNamesThatCannotBeChanged:
    """What was changed already is changed back."""

    @pytest.fixture(params=["all", "some", "none"])
    def before(self, request, tmp_path):
        """The folder, with all, some or none of the files in it."""
        kept = {"all": NAMES, "some": NAMES[1:], "none": ()}[request.param]
        for name in kept:
            (tmp_path / name).write_bytes(f"earlier {name}".encode())
        return read(tmp_path)

    @pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
    @pytest.mark.parametrize("at", [1, 2, 3])
    @pytest.mark.parametrize("mended", [True, False], ids=["once", "from then on"])
    def test_at_any_of_them(self, tmp_path, monkeypatch, before, number, at, mended):
        calls = []
        replace = os.replace

        def failing(source, target, **rest):
            calls.append(target)
            if len(calls) == at or (len(calls) > at and not mended):
                raise OSError(number, os.strerror(number), str(target))
            replace(source, target, **rest)

        monkeypatch.setattr(output.os, "replace", failing)
        with pytest.raises(OSError, match=os.strerror(number)):
            write_pack(pack(tmp_path, "new"))
        assert read(tmp_path) == before

    @pytest.mark.parametrize("name", NAMES)
    def test_because_a_folder_is_in_the_way(self, tmp_path, before, name):
        (tmp_path / name).unlink(missing_ok=True)
        (tmp_path / name).mkdir()
        with pytest.raises(IsADirectoryError, match=name):
            write_pack(pack(tmp_path, "new"))
        assert read(tmp_path) == before | {name: b"a folder"}

    def test_where_the_disk_has_no_links(self, tmp_path, monkeypatch, before):
        def no_links(*args, **rest):
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(output.os, "link", no_links)
        self.test_at_any_of_them(tmp_path, monkeypatch, before, errno.EIO, 3, mended=True)


class TestAKilledRun:
    """What it left half done is undone by the next."""

    def kill_at(self, folder: Path, at: int, step: str) -> None:
        """Write a pack in a process that kills itself before the *at*-th call of *step*."""
        code = (
            "import os, signal\n"
            "from pathlib import Path\n"
            "from cxscore.cli import output\n"
            f"calls, real = [], output.os.{step}\n"
            "def step(*args, **rest):\n"
            "    calls.append(1)\n"
            f"    if len(calls) == {at}: os.kill(os.getpid(), signal.SIGKILL)\n"
            "    return real(*args, **rest)\n"
            f"output.os.{step} = step\n"
            f"output.write_pack({{Path({str(folder)!r}) / name: b'half'"
            f" for name in {NAMES!r}}})\n"
        )
        done = subprocess.run([sys.executable, "-c", code], check=False)
        assert done.returncode == -9

    @pytest.mark.parametrize(
        ("step", "at"),
        [("fsync", 1), ("fsync", 3), ("link", 1), ("link", 3)]
        + [("replace", at) for at in (1, 2, 3)],
    )
    @pytest.mark.parametrize("earlier", [True, False])
    def test_before_a_step(self, tmp_path, step, at, earlier):
        if step == "link" and not earlier:
            pytest.skip("there is nothing to link to")
        if earlier:
            write_pack(pack(tmp_path, "good"))
        before = read(tmp_path)
        self.kill_at(tmp_path, at, step)
        assert read(tmp_path) != before
        clear_up(tmp_path)
        assert read(tmp_path) == before

    def test_the_next_pack_takes_its_place(self, tmp_path):
        write_pack(pack(tmp_path, "good"))
        self.kill_at(tmp_path, 2, "replace")
        write_pack(pack(tmp_path, "next"))
        assert read(tmp_path) == whole("next")

    def test_what_is_the_users_own_is_left_alone(self, tmp_path):
        (tmp_path / ".cxscore-writing-notes").mkdir()
        (tmp_path / ".scorecard.html.old").write_bytes(b"mine")
        write_pack(pack(tmp_path, "good"))
        clear_up(tmp_path)
        assert set(read(tmp_path)) - set(NAMES) == {
            ".cxscore-writing-notes",
            ".scorecard.html.old",
        }


class TestASignal:
    """It stops a run in time, or not at all."""

    def test_before_the_first_name_the_earlier_pack_stands(self, tmp_path, monkeypatch):
        write_pack(pack(tmp_path, "good"))
        monkeypatch.setattr(SIGNALS, "done", False)
        monkeypatch.setattr(output, "write_synced", self.then_signalled(output.write_synced))
        with pytest.raises(Stopped):
            write_pack(pack(tmp_path, "new"))
        assert read(tmp_path) == whole("good")

    def test_after_the_first_name_it_comes_too_late(self, tmp_path, monkeypatch):
        write_pack(pack(tmp_path, "good"))
        SIGNALS.done = False
        monkeypatch.setattr(output.os, "replace", self.then_signalled(os.replace))
        write_pack(pack(tmp_path, "new"))
        assert read(tmp_path) == whole("new")
        assert SIGNALS.code is None

    @staticmethod
    def then_signalled(real):
        def wrapped(*args, **rest):
            real(*args, **rest)
            SIGNALS._receive(15, None)

        return wrapped


def test_new_files_follow_the_users_mask_and_old_ones_keep_their_mode(tmp_path):
    kept = tmp_path / "kept.html"
    kept.write_bytes(b"")
    kept.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_pack({kept: b"1", tmp_path / "new.html": b"2"})
    finally:
        os.umask(before)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "new.html").stat().st_mode) == 0o640


class TestTwoRuns:
    """They are kept apart."""

    def test_the_second_waits_and_gives_up(self, tmp_path):
        with output._locked(tmp_path, 0), pytest.raises(Busy, match="another run is writing"):
            write_pack({tmp_path / "a.html": b""}, patience=0.1)
        write_pack({tmp_path / "a.html": b"now"}, patience=0.1)
        assert read(tmp_path) == {"a.html": b"now"}

    def test_nothing_is_cleared_from_under_one_that_is_writing(self, tmp_path):
        with output._locked(tmp_path, 0):
            (tmp_path / ".cxscore-writing-abcdefgh").mkdir()
            clear_up(tmp_path)
            assert (tmp_path / ".cxscore-writing-abcdefgh").is_dir()
        clear_up(tmp_path)
        assert read(tmp_path) == {}

    def test_many_at_once_leave_one_pack(self, tmp_path):
        context = multiprocessing.get_context("spawn")
        runs = [context.Process(target=_write_often, args=(tmp_path, n)) for n in range(4)]
        for run in runs:
            run.start()
        until = time.monotonic() + 60
        while any(run.is_alive() for run in runs) and time.monotonic() < until:
            time.sleep(0.01)
        assert [run.exitcode for run in runs] == [0] * 4
        assert read(tmp_path) in [whole(f"run {n}") for n in range(4)]


def _write_often(folder: Path, number: int) -> None:
    for _ in range(20):
        write_pack(pack(folder, f"run {number}"))


def test_where_folders_cannot_be_opened_files_are_written_all_the_same(tmp_path, monkeypatch):
    """Windows: the lock file is closed before it is removed, and folders have no fsync."""
    monkeypatch.setattr(output, "WINDOWS", True)
    write_pack({tmp_path / "a.html": b"page"})
    assert read(tmp_path) == {"a.html": b"page"}
