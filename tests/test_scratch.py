"""Folders that are removed for certain."""

import os
import tempfile

import pytest

from cxscore import scratch
from cxscore.file_lock import lock_file
from cxscore.scratch import open_scratch


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_is_empty_and_ours_alone_and_is_removed(here):
    with pytest.raises(KeyError), open_scratch() as folder:
        assert list(folder.iterdir()) == []
        (folder / "copy.csv").write_text("secret")
        assert folder.parent.stat().st_mode & 0o077 == 0
        raise KeyError
    assert list(here.iterdir()) == []


def abandon(here, name="cxscore-scratch-ab12cd_9", mode=0o700):
    folder = here / name
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "copy.csv").write_text("secret")
    folder.chmod(mode)
    return folder


def test_abandoned_ones_are_removed(here):
    abandoned = abandon(here)
    with open_scratch():
        assert not abandoned.exists()


def test_those_in_use_are_not(here):
    with open_scratch() as folder, open_scratch() as other:
        assert folder.is_dir()
        assert other.is_dir()


@pytest.mark.parametrize(
    ("name", "mode"),
    [("cxscore-scratch-data", 0o700), ("cxscore-scratch-ab12cd_9", 0o755), ("cxscore-x", 0o700)],
)
def test_what_only_looks_alike_is_left_alone(here, name, mode):
    folder = abandon(here, name, mode)
    with open_scratch():
        pass
    assert (folder / "files" / "copy.csv").is_file()


def test_so_is_what_is_another_users(here, monkeypatch):
    folder = abandon(here)
    mine = os.geteuid()
    monkeypatch.setattr(scratch.os, "geteuid", lambda: mine + 1)
    with open_scratch():
        pass
    assert folder.is_dir()


def test_a_link_is_not_followed(here, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "kept").write_text("")
    (here / "cxscore-scratch-ab12cd_9").symlink_to(outside)
    with open_scratch():
        pass
    assert (outside / "kept").is_file()


def test_one_that_was_taken_away_before_it_was_locked_is_made_anew(here, monkeypatch):
    made = []
    real = scratch.mkdtemp

    def taken(**options):
        made.append(real(**options))
        if len(made) == 1:
            os.rmdir(made[0])  # noqa: PTH106
        return made[-1]

    monkeypatch.setattr(scratch, "mkdtemp", taken)
    with open_scratch() as folder:
        assert str(folder.parent) == made[1]


@pytest.mark.skipif(os.name == "nt", reason="there a library locks")
@pytest.mark.parametrize("refusal", [None, BlockingIOError, PermissionError])
def test_what_another_run_holds_is_not_locked(here, monkeypatch, refusal):
    held = lock_file(here / "lock", 0o600)
    if refusal is not None:

        def refusing(*_):
            raise refusal

        monkeypatch.setattr("fcntl.flock", refusing)
    assert lock_file(here / "lock", 0o600) is None
    monkeypatch.undo()
    os.close(held)
    held = lock_file(here / "lock", 0o600)
    assert held is not None
    os.close(held)


def test_where_the_disk_has_no_locks_it_goes_without(here, monkeypatch):
    def none(handle):
        raise OSError(37, "No locks available")

    abandoned = abandon(here)
    monkeypatch.setattr("cxscore.file_lock._lock", none)
    with open_scratch() as folder:
        assert folder.is_dir()
    # Nobody can tell there whether a run is at work.
    assert list(here.iterdir()) == [abandoned]


def test_it_may_lie_elsewhere_and_what_was_abandoned_there_goes(here):
    elsewhere = here / "elsewhere"
    abandoned = abandon(elsewhere)
    with open_scratch(elsewhere) as folder:
        assert folder.parent.parent == elsewhere
        assert not abandoned.exists()
    assert list(elsewhere.iterdir()) == []
