"""What is said of each file that was read."""

import hashlib

from tests.measure.measured import measure, page, rows

SUM = "{sum: n}"


def test_rows_read_used_and_skipped(tmp_path):
    files = {
        "d": rows("day,n,c", "2026-06-01,1,y", "2026-06-03,2,x", "2026-06-02,many,y"),
        "e": rows("day,n,c", "2026-05-01,4,y", "2026-05-02,5", "2026-05-09,5,y"),
    }
    dataset = "date: day\nwhere: c = 'y'\nbad_rows: skip"
    text = page(SUM, dataset).replace("file: d.csv", "files: [d.csv, e.csv]")
    one, other = measure(tmp_path, text, **files).sources
    assert (one.rows, one.rows_used, one.rows_skipped) == (3, 1, 1)
    assert (other.rows, other.rows_used, other.rows_skipped) == (3, 2, 1)
    assert (str(one.first), str(one.last)) == ("2026-06-01", "2026-06-01")
    assert (str(other.first), str(other.last)) == ("2026-05-01", "2026-05-09")
    assert one.sha256 == hashlib.sha256((tmp_path / "d.csv").read_bytes()).hexdigest()
    assert [source.dataset for source in (one, other)] == ["d", "d"]
    assert one.path.endswith("d.csv")


def test_file_of_which_no_row_counts_has_no_days(tmp_path):
    files = {"d": rows("day,n", "2026-06-01,1"), "e": "day,n\n"}
    text = page(SUM).replace("file: d.csv", "files: [d.csv, e.csv]")
    _, empty = measure(tmp_path, text, **files).sources
    assert (empty.rows, empty.rows_used, empty.first, empty.last) == (0, 0, None, None)
