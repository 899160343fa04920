"""Digests that are begun before a definition is checked: of what, and what becomes of them."""

import gzip
import os
from hashlib import sha256

import pytest

from cxscore import early_digests
from cxscore.measure.basis import _sha256
from cxscore.measure.files.digest import digest

ROWS = b"day,score\n" + b"2026-06-01,9\n" * 20


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch):
    """Have files of a few bytes taken for large ones."""
    monkeypatch.setattr(early_digests, "LARGE", 100)


def begun(folder, datasets):
    early_digests.begin({"datasets": datasets}, folder)
    return {path.name for path in early_digests._begun}


def test_large_files_of_every_form_are_begun(tmp_path):
    for name in ("a.csv", "b-1.csv", "b-2.csv", "c.csv", "d.csv", "e.csv"):
        (tmp_path / name).write_bytes(ROWS)
    (tmp_path / "small.csv").write_bytes(ROWS[:50])
    (tmp_path / "packed.csv.gz").write_bytes(gzip.compress(os.urandom(500)))
    found = begun(
        tmp_path,
        {
            "one": {"file": "a.csv"},
            "many": {"files": ["b-*.csv", {"file": "c.csv"}]},
            "not": {"files": ["small.csv", "packed.csv.gz", "missing.csv", "../outside.csv"]},
        },
    )
    assert found == {"a.csv", "b-1.csv", "b-2.csv", "c.csv"}
    for name in found:
        assert early_digests.sha256_of(tmp_path / name) == sha256(ROWS).hexdigest()
    assert early_digests.sha256_of(tmp_path / "small.csv") is None


@pytest.mark.parametrize(
    "page",
    [
        None, [], "datasets", {"datasets": None}, {"datasets": [1]}, {"datasets": {"a": 1}},
        {"datasets": {"a": {"file": 1, "files": {"b": 2}}}}, {"datasets": {"a": {"files": [None]}}},
        {"datasets": {"a": {"file": ""}, "b": {"file": "\0"}, "c": {"file": "https://x/y.csv"}}},
        {"datasets": {"a": {"file": "[" * 5000}}},
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_passed_over(tmp_path, page):
    early_digests.begin(page, tmp_path)
    assert early_digests._begun == {}


def test_a_digest_is_taken_only_of_the_bytes_that_are_there(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS)
    begun(tmp_path, {"one": {"file": "a.csv"}})
    assert early_digests.sha256_of(path) == sha256(ROWS).hexdigest()
    path.write_bytes(ROWS + b"2026-06-02,1\n")
    assert early_digests.sha256_of(path) is None
    assert digest(path).sha256 == _sha256(path) == sha256(path.read_bytes()).hexdigest()


def test_a_file_that_cannot_be_read_is_told_by_whoever_asks(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS)

    def refuse(size):
        raise OSError(size)

    monkeypatch.setattr(early_digests, "memoryview", refuse, raising=False)
    begun(tmp_path, {"one": {"file": "a.csv"}})
    assert early_digests.sha256_of(path) is None
    assert digest(path).sha256 == sha256(ROWS).hexdigest()


def test_files_and_what_was_kept_of_them_draw_on_what_was_begun(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS)
    begun(tmp_path, {"one": {"file": "a.csv"}})
    early_digests.sha256_of(path)
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("it was read again"))
    monkeypatch.setattr("pathlib.Path.open", lambda *_: pytest.fail("it was read again"))
    assert digest(path).sha256 == _sha256(path) == sha256(ROWS).hexdigest()


def test_the_next_run_begins_anew(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS)
    assert begun(tmp_path, {"one": {"file": "a.csv"}}) == {"a.csv"}
    assert begun(tmp_path, {}) == set()
