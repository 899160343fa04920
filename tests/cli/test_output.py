"""Whole files or none."""

import os
import stat

import pytest

from cxscore.cli import output
from cxscore.cli.output import Busy, write_pack


def test_files_appear_whole_and_nothing_else_stays(tmp_path):
    folder = tmp_path / "new" / "scorecard"
    write_pack({folder / "a.html": b"page", folder / "a.json": b"{}"})
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        "a.html": b"page",
        "a.json": b"{}",
    }


def test_names_change_in_the_order_given(tmp_path, monkeypatch):
    seen = []
    replace = output.Path.replace
    monkeypatch.setattr(
        output.Path, "replace", lambda self, to: (seen.append(to.name), replace(self, to))
    )
    write_pack({tmp_path / "b.html": b"1", tmp_path / "a.json": b"2"})
    assert seen == ["b.html", "a.json"]


def test_a_failure_keeps_the_earlier_pack(tmp_path, monkeypatch):
    (tmp_path / "a.html").write_bytes(b"good")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_pack({tmp_path / "a.html": b"half"})
    assert [p.name for p in tmp_path.iterdir()] == ["a.html"]
    assert (tmp_path / "a.html").read_bytes() == b"good"


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


def test_two_runs_are_kept_apart(tmp_path):
    with output._locked(tmp_path, 0), pytest.raises(Busy, match="another run is writing"):
        write_pack({tmp_path / "a.html": b""}, patience=0.1)
    write_pack({tmp_path / "a.html": b"now"}, patience=0.1)
    assert (tmp_path / "a.html").read_bytes() == b"now"


def test_without_flock_files_are_written_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "fcntl", None)
    write_pack({tmp_path / "a.html": b"page"})
    assert (tmp_path / "a.html").read_bytes() == b"page"
