"""What only all bytes of a file tell."""

import gzip
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.measure.files import digest as digests
from cxscore.measure.files.digest import digest
from tests.measure.measuring import NPS, said, write


def test_one_byte_of_a_stored_block_is_an_error(tmp_path):
    text = "answered,score\n" + "2026-06-01,9\n" * 50
    raw = bytearray(gzip.compress(text.encode(), 0, mtime=0))
    at = raw.index(b",9\n") + 1
    raw[at : at + 1] = b"3"
    write(tmp_path, "file: s.csv.gz\ndate: answered", {"s.csv.gz": bytes(raw)}, NPS)
    assert said(tmp_path) == [
        "s.csv.gz: error: CX218: the file cannot be read: it is no gzip file, or a damaged one; "
        "save or fetch it again"
    ]


@given(text=st.binary(max_size=200), block=st.integers(3, 40))
def test_the_digest_is_that_of_all_bytes_however_the_file_is_cut(tmp_path_factory, text, block):
    path = tmp_path_factory.mktemp("law") / "a.csv"
    path.write_bytes(text)
    patch = pytest.MonkeyPatch()
    patch.setattr(digests, "_BLOCK", block)
    try:
        found = digest(path)
    finally:
        patch.undo()
    assert found.sha256 == hashlib.sha256(text).hexdigest()


def test_a_row_that_is_too_long_is_one_fault(tmp_path):
    text = b"answered,score,comment\n2026-06-01,9," + b"x" * 17_000_000 + b"\n2026-06-02,9,fine\n"
    write(tmp_path, "file: s.csv\ndate: answered", {"s.csv": text}, NPS)
    assert said(tmp_path) == [
        "s.csv:2:1: error: CX256: this row is longer than 16 777 216 characters; "
        "mend it, or take it out"
    ]


def test_a_file_that_vanishes_while_it_is_read(tmp_path, monkeypatch):
    from cxscore.measure import measuring

    write(tmp_path, "file: s.csv\ndate: answered", {"s.csv": "answered,score\n2026-06-01,9\n"}, NPS)
    scan_all = measuring.scan_all

    def scan_without(*arguments):
        (tmp_path / "s.csv").unlink()
        return scan_all(*arguments)

    monkeypatch.setattr(measuring, "scan_all", scan_without)
    with pytest.raises(FileNotFoundError, match="vanished or was changed while it was read"):
        said(tmp_path)
    assert not Path(tmp_path / "s.csv").exists()
