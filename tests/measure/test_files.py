import gzip
import hashlib
import os
from pathlib import Path

import pytest

from cxscore.measure.places import Place
from cxscore.model.choices import Polarity
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import Column, DataFile, Reading
from cxscore.model.dates import DateColumn, DateParts
from cxscore.model.kpi import Kpi
from cxscore.model.measures import Nps, Share
from tests.measure.opened import opened


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(name, content):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def compressed(text):
    return gzip.compress(text.encode(), mtime=0)


TWO_ROWS = [("1", "2"), ("3", "é")]
SAME = [
    pytest.param("a.csv", "a,b\n1,2\n3,é\n".encode(), {}, id="plain"),
    pytest.param("a.csv", "a,b\n1,2\n3,é".encode(), {}, id="no final newline"),
    pytest.param("a.csv", "\ufeffa,b\n1,2\n3,é\n".encode(), {}, id="byte-order mark"),
    pytest.param("a.csv", "\ufeffa;b\r\n1;2\r\n3;é\r\n".encode(), {}, id="semicolon, mark, CRLF"),
    pytest.param("a.csv", "a\tb\n1\t2\n3\té\n".encode(), {}, id="tab"),
    pytest.param("a.csv", "a|b\n1|2\n3|é\n".encode(), {"delimiter": "|"}, id="delimiter given"),
    pytest.param("a.csv", "a,b\r1,2\r3,é\r".encode(), {}, id="lone CR"),
    pytest.param("a.csv", "a,b\r\n1,2\n3,é\n".encode(), {}, id="CRLF in the header alone"),
    pytest.param("a.csv", "a,b\n1,2\n3,é\r\n".encode(), {}, id="CRLF further down"),
    pytest.param("a.csv", "a,b\n1,2\r3,é\n".encode(), {}, id="a CR further down"),
    pytest.param("a.csv", "a,b\n\n1,2\n  \n3,é\n\n\n".encode(), {}, id="blank lines"),
    pytest.param("a.csv", "\n\na,b\n1,2\n3,é\n".encode(), {}, id="blank lines first"),
    pytest.param("a.csv", "a,b\n1,2,\n3,é,,\n".encode(), {}, id="trailing delimiters"),
    pytest.param("a.csv", 'a,b\n"1","2"\n3,"é"\n'.encode(), {}, id="quotes"),
    pytest.param("a.csv", "a,b\n1,2\n3,é\n".encode("utf-16"), {}, id="utf-16 with a mark"),
    pytest.param(
        "a.csv", "a,b\n1,2\n3,é\n".encode("utf-16-le"), {"encoding": "utf-16-le"}, id="utf-16-le"
    ),
    pytest.param(
        "a.csv", "a,b\n1,2\n3,é\n".encode("latin-1"), {"encoding": "latin-1"}, id="latin-1"
    ),
    pytest.param(
        "a.csv", "a,b\r\n1,2\r\n3,é\r\n".encode("cp1252"), {"encoding": "cp1252"}, id="cp1252"
    ),
    pytest.param("a.csv", "Report\n\na,b\n1,2\n3,é\n".encode(), {"header": (3,)}, id="preamble"),
    pytest.param(
        "a.csv", '"Report\r\n\r\na,b\n1,2\n3,é\n'.encode(), {"header": (3,)}, id="odd preamble"
    ),
    pytest.param("a.csv.gz", compressed("a,b\n1,2\n3,é\n"), {}, id="compressed"),
    pytest.param("A.CSV.GZ", compressed("a,b\n1,2\r\n3,é\n"), {}, id="compressed, mixed line ends"),
    pytest.param("it's [1] *.csv", "a,b\n1,2\n3,é\n".encode(), {}, id="odd name"),
]


@pytest.mark.parametrize(("name", "content", "reading"), SAME)
def test_the_same_rows_however_they_are_written(name, content, reading):
    put(name, content)
    with opened(".", DataFile(name, reading=Reading(**reading)), read=["a", "b"]) as it:
        assert it.said() == []
        assert it.rows() == TWO_ROWS
        assert [file.header for file in it.files] == [("a", "b")]
        assert it.files[0].sha256 == hashlib.sha256(content).hexdigest()
        assert it.files[0].broken_rows == 0


@pytest.mark.parametrize(("name", "content", "reading"), SAME)
def test_cells_are_found_where_they_stand(name, content, reading):
    put(name, content)
    with opened(".", DataFile(name, reading=Reading(**reading)), read=["a", "b"]) as it:
        text = gzip.decompress(content) if name.lower().endswith("gz") else content
        encoding = reading.get("encoding") or ("utf-16" if text[:2] == b"\xff\xfe" else "utf-8-sig")
        lines = text.decode(encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        (last, first) = it.files[0].locate([1, 0], "c2")
        assert (last.text, first.text) == ("é", "2")
        assert lines[last.line - 1][last.column - 1 :].strip('"').startswith("é")


def test_quoted_newlines_and_the_lines_behind_them():
    put("a.csv", 'a,b\n"x\ny",2\nz,"3"\n')
    with opened(".", "a.csv") as it:
        assert it.rows() == [("x\ny", "2"), ("z", "3")]
        assert it.files[0].locate([0, 1], "c2") == [Place(3, 4, text="2"), Place(4, 3, text="3")]


def test_newlines_within_a_cell_of_a_file_that_mixes_line_ends():
    put("a.csv", 'a,b\r\n"x\r\ny\rz",2\n3,4\n')
    with opened(".", "a.csv", read=["a", "b"]) as it:
        assert it.said() == []
        assert it.rows() == [("x\ny\nz", "2"), ("3", "4")]
        assert it.files[0].locate([1], "c1") == [Place(5, 1, text="3")]


def test_one_column():
    put("a.csv", "a\n1\n\n2\n")
    with opened(".", "a.csv") as it:
        assert it.rows() == [("1",), ("2",)]
        assert it.files[0].locate([1], "c1") == [Place(4, 1, text="2")]


def test_a_cell_of_five_million_letters():
    put("a.csv", "a,b\n1," + "x" * 5_000_000 + "\n3,4\n")
    with opened(".", "a.csv", read=["a"]) as it:
        assert it.said() == []
        assert it.rows(columns="c1, length(c2)::VARCHAR") == [("1", "5000000"), ("3", "1")]


def test_a_header_over_two_lines():
    put("a.csv", 'a,"b\nc"\n1,2\n')
    with opened(".", "a.csv") as it:
        assert it.files[0].header == ("a", "b\nc")
        assert it.rows() == [("1", "2")]


def test_only_a_header():
    put("a.csv", "a,b\n")
    with opened(".", "a.csv", read=["a"]) as it:
        assert it.said() == []
        assert it.rows() == []


def test_names_are_matched_exactly_else_trimmed():
    put("a.csv", " Q1 ,Q1,Q2  \n1,2,3\n")
    with opened(".", "a.csv") as it:
        file = it.files[0]
        assert [file.column(name) for name in ("Q1", " Q1 ", "Q2", "Q2  ", "q1", "Q3")] == [
            "c2",
            "c1",
            "c3",
            "c3",
            None,
            None,
        ]


@pytest.mark.parametrize(
    ("header", "name", "said"),
    [
        pytest.param(
            "scroe,region",
            "score",
            "a.csv:1:1: error: CX211: there is no column 'score', which kpis.yaml:9:5 names; "
            "did you mean 'scroe'?",
            id="did you mean",
        ),
        pytest.param(
            "Score,region",
            "score",
            "a.csv:1:1: error: CX211: there is no column 'score', which kpis.yaml:9:5 names; "
            "did you mean 'Score'?",
            id="another case",
        ),
        pytest.param(
            "a,b",
            "score",
            "a.csv:1:1: error: CX211: there is no column 'score', which kpis.yaml:9:5 names; "
            "it has: a, b",
            id="few columns",
        ),
        pytest.param(
            "Report",
            "score",
            "a.csv:1:1: error: CX211: there is no column 'score', which kpis.yaml:9:5 names; "
            "it has only 'Report': set 'header' or 'delimiter' if there are more",
            id="one column",
        ),
        pytest.param(
            ",".join(f"q{n}x" for n in range(30)),
            "score",
            "a.csv:1:1: error: CX211: there is no column 'score', which kpis.yaml:9:5 names",
            id="many columns",
        ),
        pytest.param(
            "a,score, score,score",
            "score ",
            "a.csv:1:9: error: CX212: the header has 'score' more than once, and kpis.yaml:9:5 "
            "names it; give each its own name, or name one by its place: from: 3",
            id="repeated",
        ),
    ],
)
def test_a_column_that_is_not_there(header, name, said):
    put("a.csv", header + "\n")
    with opened(".", "a.csv") as it:
        assert it.files[0].column(name) is None
        assert str(it.files[0].missing(name, "kpis.yaml:9:5")) == said


def test_a_header_that_is_not_utf8_asks_for_its_encoding():
    put("a.csv", "Größe,b\n1,2\n".encode("cp1252"))
    with opened(".", "a.csv") as it:
        hint = it.files[0].missing("Größe", "kpis.yaml:9:5").hint
    assert hint == "the header is not UTF-8; set 'encoding' to that of the file, such as cp1252"


def test_a_header_that_is_not_what_it_is_said_to_be():
    put("a.csv", "Ø,b\n1,2\n".encode("utf-16-be"))
    with opened(".", "a.csv", reading=Reading(encoding="utf-16-le")) as it:
        hint = it.files[0].missing("Ø", "kpis.yaml:9:5").hint
    assert hint == (
        "the header is not UTF-16-LE; set 'encoding' to that of the file, such as cp1252"
    )


@pytest.mark.parametrize(
    ("content", "said", "rows"),
    [
        pytest.param(
            b"a,b\n1,2\n3\n5,6\n",
            [
                "a.csv:3:1: error: CX213: this row has 1 cell, the header 2; "
                "add what is missing, or take the row out"
            ],
            [("1", "2"), ("5", "6")],
            id="too few",
        ),
        pytest.param(
            b"a,b\n1,2\n3,4,5\n",
            [
                "a.csv:3:5: error: CX213: this row has 3 cells, the header 2; "
                "put cells that hold the delimiter in quotes"
            ],
            [("1", "2")],
            id="too many",
        ),
        pytest.param(
            b'a,b\n1,2\n3,"4\n5,6\n',
            [
                "a.csv:3:3: error: CX214: the quote that opens here is never closed; "
                "close it, or write a quote that is meant as one twice"
            ],
            [("1", "2"), ("5", "6")],
            id="never closed",
        ),
        pytest.param(
            b'a,b\n1,2\n3,"4"x\n5,6\n',
            [
                "a.csv:3:3: error: CX214: text follows the quoted cell that begins here: x; "
                "write a quote inside a quoted cell twice"
            ],
            [("1", "2"), ("5", "6")],
            id="text behind a quote",
        ),
        pytest.param(
            b"a,b\n1,2\n3,caf\xe9\n5,6\n",
            [
                "a.csv:3:6: error: CX215: byte 0xE9 is not UTF-8; "
                "set 'encoding' to that of the file, such as cp1252, or mend the cell"
            ],
            [("1", "2"), ("5", "6")],
            id="a byte that is not UTF-8",
        ),
        pytest.param(
            b'a,b\n1,"x\n\ncaf\xe9"\n5,6\n',
            [
                "a.csv:4:4: error: CX215: byte 0xE9 is not UTF-8; "
                "set 'encoding' to that of the file, such as cp1252, or mend the cell"
            ],
            [("5", "6")],
            id="a byte behind a newline in quotes",
        ),
    ],
)
def test_broken_rows_are_said_and_the_others_read(content, said, rows):
    put("a.csv", content)
    with opened(".", "a.csv", read=["a", "b"]) as it:
        assert it.said() == said
        assert it.rows() == rows
        assert it.files[0].broken_rows == len(said)
        assert it.files[0].locate([len(rows) - 1], "c1")[0].text == rows[-1][0]


def test_a_header_that_fits_no_row_is_said_once():
    put("a.csv", "Report\n\na,b\n1,2\n")
    with opened(".", "a.csv", read=[]) as it:
        assert it.said() == []
    with opened(".", "a.csv", read=["Report"]) as it:
        assert it.said() == [
            "a.csv:1:1: error: CX213: no row has as many cells as the header, 1; "
            "set 'header' to the line the names stand on, or 'delimiter'"
        ]


def test_a_bad_byte_goes_unnoticed_where_nobody_reads():
    put("a.csv", b"a,b\n1,2\n3,caf\xe9\n")
    with opened(".", "a.csv", read=["a"]) as it:
        assert it.said() == []
        assert it.rows(columns="c1") == [("1",), ("3",)]


@pytest.mark.parametrize(
    ("encoding", "content", "said"),
    [
        ("ascii", "a,b\n1,é\n".encode("latin-1"), "byte 0xE9 is not ASCII"),
        ("ascii", "a,b\n1,é\n".encode(), "byte 0xC3 is not ASCII"),
        ("cp1252", b"a,b\n1,x\x81\n", "byte 0x81 is not CP1252"),
        ("big5", b"a,b\n1,x\xff\n", "byte 0xFF is not BIG5"),
        ("iso2022_jp", b"a,b\n1,x\x1b(Zq\n", "byte 0x1B is not ISO2022_JP"),
        ("utf-7", b"a,b\n1,x+\xff\n", "is not UTF-7"),
        (
            "utf-16-le",
            "a,b\n1,x".encode("utf-16-le") + b"\x00\xd8\n\x00",
            "what stands here is not UTF-16-LE",
        ),
    ],
)
def test_bytes_that_mean_nothing_in_the_encoding_given(encoding, content, said):
    put("a.csv", content)
    with opened(".", "a.csv", read=["b"], reading=Reading(encoding=encoding)) as it:
        assert len(it.said()) == 1
        assert said in it.said()[0]


def test_a_bad_byte_behind_a_broken_row_nobody_reads():
    put("a.csv", b"a,b\n1,caf\xe9\n2\n3,x\n")
    with opened(".", "a.csv", read=["a"]) as it:
        assert it.said() == [
            "a.csv:3:1: error: CX213: this row has 1 cell, the header 2; "
            "add what is missing, or take the row out"
        ]
        assert it.rows() == [("1", "caf?"), ("3", "x")]


def test_at_most_five_of_a_kind_are_kept():
    put("a.csv", "a,b\n" + "1\n" * 9 + '1,"x"y\n')
    with opened(".", "a.csv", read=["a"]) as it:
        assert [(p.line, p.code, p.more) for p in it.problems] == [
            (2, "CX213", 0),
            (3, "CX213", 0),
            (4, "CX213", 0),
            (5, "CX213", 0),
            (6, "CX213", 4),
            (11, "CX214", 0),
        ]
        assert it.files[0].broken_rows == 10


@pytest.mark.parametrize(
    ("name", "content", "reading", "said"),
    [
        pytest.param(
            "a.csv",
            b"",
            {},
            "a.csv: error: CX212: the file is empty; its first line should be a header",
            id="empty",
        ),
        pytest.param(
            "a.csv",
            b"a,b\n\n1,2\n",
            {"header": (2,)},
            "a.csv: error: CX212: there is no header on line 2; "
            "set 'header' to the line the names stand on",
            id="blank header line",
        ),
        pytest.param(
            "a.csv",
            b"a,b\n",
            {"header": (9,)},
            "a.csv: error: CX212: there is no header on line 9; "
            "set 'header' to the line the names stand on",
            id="no such line",
        ),
        pytest.param(
            "a.csv",
            b'a,"b\n1,2\n',
            {},
            "a.csv:1:3: error: CX214: the header has a quote that is not closed where its cell "
            "ends; write a quote inside a quoted name twice",
            id="quote in the header",
        ),
        pytest.param(
            "a.csv",
            "a,b\n1,2\n".encode("utf-16-le"),
            {},
            "a.csv:1:1: error: CX215: the header has NUL bytes in it: this is not UTF-8; "
            "set 'encoding: utf-16', or save the file as UTF-8",
            id="utf-16 without a mark",
        ),
        pytest.param(
            "a.csv",
            gzip.compress(b"a,b\n1,2\n"),
            {},
            "a.csv:1:1: error: CX215: this is a file that gzip has made; "
            "give it a name that ends with .csv.gz",
            id="compressed under another name",
        ),
        pytest.param(
            "a.csv",
            b"a,b\n1,2\n",
            {"encoding": "utf-16"},
            "a.csv:1:1: error: CX215: this is not UTF-16: it does not start with a byte-order "
            "mark; set 'encoding' to that of the file, such as utf-8 or utf-16-le",
            id="utf-8 said to be utf-16",
        ),
        pytest.param(
            "a.csv",
            "a,b\n1,2\n".encode("utf-32-le"),
            {"encoding": "utf-32"},
            "a.csv:1:1: error: CX215: this is not UTF-32: it does not start with a byte-order "
            "mark; set 'encoding' to that of the file, such as utf-8 or utf-32-le",
            id="utf-32 without a mark",
        ),
        pytest.param(
            "a.csv",
            "a,b\n1,é\n".encode(),
            {"encoding": "utf-16-le"},
            "a.csv:1:1: error: CX215: this is not UTF-16-LE: it has no NUL bytes; "
            "set 'encoding' to that of the file, such as utf-8 or cp1252",
            id="utf-8 said to be utf-16-le",
        ),
        pytest.param(
            "a.csv",
            "a,b\n1,2\n".encode("utf-16-le"),
            {"encoding": "latin-1"},
            "a.csv:1:1: error: CX215: the header has NUL bytes in it: this is not LATIN-1; "
            "set 'encoding: utf-16', or save the file as UTF-8",
            id="utf-16 said to be latin-1",
        ),
        pytest.param(
            "a.csv",
            b"",
            {"encoding": "utf-16"},
            "a.csv: error: CX212: the file is empty; its first line should be a header",
            id="empty utf-16",
        ),
        pytest.param(
            "a.csv",
            b"x;y,z\n1;2,3\n",
            {},
            "a.csv:1:1: error: CX216: it cannot be told what separates the columns; "
            "set 'delimiter' of the dataset",
            id="delimiter",
        ),
        pytest.param(
            "a.csv.gz",
            b"a,b\n1,2\n",
            {},
            "a.csv.gz: error: CX218: the file cannot be read: "
            "it is no gzip file, or a damaged one; save or fetch it again",
            id="not compressed",
        ),
        pytest.param(
            "a.csv.gz",
            compressed("a,b\n1,2\n")[:-12],
            {},
            "a.csv.gz: error: CX218: the file cannot be read: it ends too early; "
            "save or fetch it again",
            id="cut short",
        ),
        pytest.param(
            "a.doc",
            b"",
            {},
            "kpis.yaml:1:1: error: CX218: 'a.doc' is not a kind of file that is read; "
            "save it as .csv, .csv.gz, .parquet, .xlsx, .xls, .xlsb or .ods",
            id="kind",
        ),
        pytest.param(
            "a.csv",
            b"a\n",
            {"encoding": "klingon"},
            "kpis.yaml:1:1: error: CX215: there is no encoding 'klingon'; "
            "for example utf-8, cp1252, latin-1 or utf-16",
            id="encoding",
        ),
        pytest.param(
            "a.csv",
            b"a\n",
            {"encoding": "rot13"},
            "kpis.yaml:1:1: error: CX215: there is no encoding 'rot13'; "
            "for example utf-8, cp1252, latin-1 or utf-16",
            id="an encoding that is not one of text",
        ),
    ],
)
def test_files_that_cannot_be_read(name, content, reading, said):
    put(name, content)
    with opened(".", DataFile(name, reading=Reading(**reading)), read=[]) as it:
        assert it.said() == [said]
        assert it.files == []


def test_a_compressed_file_damaged_further_down():
    rows = "".join(f"{n},{n * n}\n" for n in range(200_000))
    raw = compressed("a,b\n" + rows)
    put("a.csv.gz", raw[: len(raw) // 2])
    with opened(".", "a.csv.gz", read=["a"]) as it:
        assert [problem.code for problem in it.problems] == ["CX218"]
        assert it.files == []


def test_a_file_that_may_not_be_read_is_somebody_elses_failure(monkeypatch):
    put("a.csv", "a\n1\n")

    def forbidden(path, *_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    # Root may read everything, so the system's refusal is played.
    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(PermissionError), opened(".", "a.csv"):
        pass


def test_a_folder_is_no_file():
    Path("a.csv").mkdir()
    with opened(".", "a.csv") as it:
        assert [problem.code for problem in it.problems] == ["CX146"]


def test_the_place_of_a_file_that_is_not_there():
    places = {("datasets", "d", "files", 1): (7, 9)}
    put("a.csv", "a\n")
    with opened(".", "a.csv", "b.csv", places=places) as it:
        (problem,) = it.problems
        assert (problem.path, problem.line, problem.column) == ("kpis.yaml", 7, 9)


def test_the_place_of_the_only_file():
    places = {("datasets", "d", "file"): (5, 3)}
    with opened(".", "b*.csv", places=places) as it:
        assert (it.problems[0].line, it.problems[0].column) == (5, 3)


def test_the_place_of_an_option():
    put("a.csv", "a\n")
    where = ("datasets", "d", "encoding")
    with opened(".", "a.csv", places={where: (6, 3)}, reading=Reading(encoding="x")) as it:
        assert (it.problems[0].line, it.problems[0].column) == (6, 3)
    where = ("datasets", "d", "files", 0, "encoding")
    with opened(".", "a.csv", places={where: (8, 5)}, reading=Reading(encoding="x")) as it:
        assert (it.problems[0].line, it.problems[0].column) == (8, 5)


def test_a_file_named_twice():
    put("s/a.csv", "a\n1\n")
    put("s/b.csv", "a\n2\n")
    with opened(".", "s/b.csv", "s/*.csv") as it:
        assert [file.shown for file in it.files] == ["s/b.csv", "s/a.csv"]
        assert it.said() == [
            "kpis.yaml:1:1: error: CX219: s/b.csv is read twice: 's/b.csv' names it already; "
            "name each file once"
        ]


@pytest.mark.parametrize(
    ("header", "options", "expected"),
    [
        pytest.param("Date;a,b", {"date": DateColumn("Date")}, ";", id="the date's column"),
        pytest.param("y|m,x|z", {"date": DateParts("y", "z")}, "|", id="the date's parts"),
        pytest.param("Q1\tx,y", {"columns": {"score": Column(source="Q1")}}, "\t", id="from"),
        pytest.param("u;x,y", {"unique": ("u",)}, ";", id="unique"),
        pytest.param("score,x;y", {}, ",", id="a measure"),
        pytest.param("late day;x,y", {}, ";", id="an expression"),
        pytest.param("area;x,y", {}, ";", id="a segment"),
        pytest.param('"x;y";"area"', {}, ";", id="quoted"),
        pytest.param("u,x", {"columns": {"n": Column(source="u,x")}}, None, id="no delimiter"),
        pytest.param("x|y", {}, "|", id="only one occurs"),
        pytest.param("x", {}, ",", id="none occurs"),
    ],
)
def test_the_delimiter_is_told_by_the_names_asked_for(header, options, expected):
    kpis = (
        Kpi("k", "K", "o", Nps("score"), Polarity.NEUTRAL, by=(("area",),)),
        Kpi("l", "L", "o", Share('"late day" > 3'), Polarity.NEUTRAL),
    )
    put("a.csv", header + "\n")
    with opened(".", "a.csv", kpis=kpis, **options) as it:
        if expected is None:
            assert it.files[0].header == ("u,x",)
        else:
            assert it.files[0].reading.delimiter == expected


def test_each_file_has_its_own_options_and_columns():
    put("a.csv", "Q1,d\n1,2\n")
    put("b.csv", "Export\nQ1  ;d\n1;2\n")
    own = DataFile(
        "b.csv",
        columns={"score": Column(source="Q1  ")},
        date=DateColumn("d", "%Y"),
        reading=Reading(header=(2,), decimal=","),
    )
    columns = {"score": Column(source="Q1", type=ColumnType.NUMBER, scale=(0, 10))}
    with opened(".", "a.csv", own, columns=columns, date=DateColumn("d")) as it:
        first, second = it.files
        assert first.columns == columns
        assert second.columns["score"] == Column("Q1  ", ColumnType.NUMBER, (0, 10))
        assert (first.date, second.date) == (DateColumn("d"), DateColumn("d", "%Y"))
        assert second.reading == Reading(delimiter=";", header=(2,), decimal=",")
        assert (first.header_line, second.header_line) == (1, 2)


def test_the_real_export_is_read_without_being_edited():
    data = os.environ.get("CXSCORE_TEST_DATA")
    if not data:
        pytest.skip("CXSCORE_TEST_DATA does not say where the real data is")
    name = "vancouver-311-contact-centre.csv"
    put("v.csv", (Path(data) / "data" / name).read_bytes())
    with opened(".", "v.csv", date=DateColumn("Date"), read=["Date", "CallsOffered"]) as it:
        assert it.said() == []
        assert it.files[0].reading.delimiter == ";"
        assert len(it.rows()) == 5585
        assert it.files[0].locate([0, 5584], "c2")[0] == Place(2, 12, text="478")
