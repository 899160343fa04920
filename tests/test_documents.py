"""YAML as plain values with places, and every way in which it can be unreadable."""

import pytest
import yaml

from cxscore import documents, scalars
from cxscore.documents import read_document, spell


def said(text):
    raw = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in read_document(raw, "k.yaml").problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("+3", 3),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("2026-07-23", "2026-07-23"),
        ("2025-04", "2025-04"),
        ("1e3", 1000.0),
        ("-.5", -0.5),
        ("TRUE", True),
        ("false", False),
        ("'7'", "7"),
        ("!!str 7", "7"),
        ("=", "="),
        (".inf", float("inf")),
        ("-.INF", float("-inf")),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text, value):
    read = read_document(f"a: {text}\n".encode(), "k.yaml")
    assert read.problems == []
    assert read.data == {"a": value}
    assert type(read.data["a"]) is type(value)


def test_every_part_has_its_place():
    read = read_document(b"kpis:\n  nps:\n    by: [a, [b]]\n    owner: x\n", "k.yaml")
    assert read.values["kpis",] == (1, 1)
    assert read.values["kpis", "nps"] == (2, 3)
    assert read.keys["kpis", "nps", "by"] == (3, 5)
    assert read.values["kpis", "nps", "by", 1, 0] == (3, 14)
    assert read.locate(("kpis", "nps", "measure", "by", "x")) == ("kpis", "nps", "by")
    assert str(read.problem(("kpis", "nps", "owner"), "CX1", "t")) == "k.yaml:4:12: error: CX1: t"
    assert read.problem_at_key(("kpis", "nps", "owner"), "CX1", "t").column == 5
    assert read.problem_at_key(("kpis", "nps", "by", 0), "CX1", "t").column == 10


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "k.yaml:1:1: error: CX100: k.yaml is empty"),
        ("a:\n\t- b\n", "k.yaml:2:1: error: CX102: a tab indents this line; "),
        ('a: "x\n', "k.yaml:1:4: error: CX102: the quote that opens here is never closed"),
        ("a: b: c\n", "k.yaml:1:5: error: CX102: a second ':' stands in this line; put text"),
        ("k: [a,\nb: 1\n", "k.yaml:1:4: error: CX102: the list that opens here is not closed"),
        ("k: {a: 1\nb: 1\n", "k.yaml:1:4: error: CX102: the braces that open here"),
        ("k: [a,", "k.yaml:2:1: error: CX102: the line ends where a value should stand"),
        ("a: *no\n", "k.yaml:1:4: error: CX102: this alias names no anchor; "),
        ("a: @x\n", "k.yaml:1:4: error: CX102: text cannot start with '@'; put it in quotes"),
        ("a: - b\n", "k.yaml:1:4: error: CX102: a '-' stands here where none can; put text"),
        ("a: 1\nb\n", "k.yaml:2:1: error: CX102: this line has no ':'"),
        ("a:\n  b: 1\n c: 2\n", "k.yaml:3:2: error: CX102: this line is not indented"),
        ("a: 1\n---\nb: 1\n", "k.yaml:2:1: error: CX102: a second document starts here; "),
        ("%YAML 3.0\n---\na: 1\n", "k.yaml:1:1: error: CX102: this is not YAML: "),
        ("a: \x01\n", "k.yaml:1:4: error: CX100: the invisible character U+0001 stands here; "),
        ("[" * 5000, "k.yaml:1:61: error: CX105: this is nested more than 60 levels deep"),
        ("a: &x [*x]\n", "k.yaml:1:4: error: CX105: this alias stands for a part that it is"),
        ("a: !foo 1\n", "k.yaml:1:4: error: CX106: the tag '!foo' is not read; remove it"),
        ("a: !!int x\n", "k.yaml:1:4: error: CX106: the tag 'tag:yaml.org,2002:int' is not"),
        ("a: " + "9" * 400, "k.yaml:1:4: error: CX112: a number of 400 digits stands here; none"),
        ("a: {<<: b}\n", "k.yaml:1:9: error: CX106: '<<' takes a mapping; name the anchor of a"),
        ("? [a]\n: b\n", "k.yaml:1:3: error: CX102: a key is one word"),
        ("a: 1\na: 2\n", "k.yaml:2:1: error: CX103: 'a' stands here a second time; the first is"),
        ("a:\n", "k.yaml:1:1: error: CX110: a is empty; give it a value or remove the key"),
        ("- ~\n", "k.yaml:1:3: error: CX110: [0] is empty; "),
        (b"a: caf\xe9\n", "k.yaml:1:7: error: CX100: byte 0xE9 is not UTF-8; save the file as"),
        (b"\xff\xfea", "k.yaml:1:1: error: CX100: byte 0x61 is not UTF-16; "),
        (b"#" * 4_000_001, "k.yaml: error: CX100: k.yaml has 4,000,001 bytes; "),
    ],
)
def test_says_what_cannot_be_read(text, line):
    assert len(said(text)) == 1
    assert said(text)[0].startswith(line)


def test_aliases_that_grow_without_end_are_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    read = read_document("\n".join(lines).encode(), "k.yaml")
    assert read.data is None
    assert [problem.code for problem in read.problems] == ["CX105"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read(encoding):
    assert read_document("a: é\r\n".encode(encoding), "k.yaml").data == {"a": "é"}


def test_aliases_stand_for_what_they_name():
    assert read_document(b"a: &x [1]\nb: *x\n", "k.yaml").data == {"a": [1], "b": [1]}


def test_loader_in_plain_python_says_the_same(monkeypatch):
    class Plain(yaml.SafeLoader):
        yaml_implicit_resolvers = scalars.Loader.yaml_implicit_resolvers

    monkeypatch.setattr(documents, "Loader", Plain)
    assert read_document(b"a: no\nb: [010]\n", "k.yaml").data == {"a": "no", "b": [10]}
    assert "CX102: the quote that opens here" in said('a: "x\n')[0]
    assert "CX102: a second ':' stands in this line" in said("a: b: c\n")[0]
    assert "CX102: this alias names no anchor" in said("a: *no\n")[0]
    assert "CX102: text cannot start with '@'" in said("a: @x\n")[0]


@pytest.mark.parametrize(
    ("where", "words"),
    [(("kpis", "nps", "by", 0), "kpis.nps.by[0]"), ((), ""), ((0, "kpi"), "[0].kpi")],
)
def test_paths_are_spelt(where, words):
    assert spell(where) == words


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("b: &b {x: 1, y: 2}\na: {<<: *b, y: 3}\n", {"x": 1, "y": 3}),
        ("b: &b {x: 1, y: 2}\na: {y: 3, <<: *b}\n", {"x": 1, "y": 3}),
        ("b: &b {x: 1}\nc: &c {x: 2, y: 2}\na: {<<: [*b, *c]}\n", {"x": 1, "y": 2}),
        ("b: &b {x: 1}\nc: &c {<<: *b, y: 2}\na: {<<: *c}\n", {"x": 1, "y": 2}),
        ("b: &b {x: 1}\na: {<<: *b, '<<': 2}\n", {"x": 1, "<<": 2}),
    ],
)
def test_merges(text, value):
    read = read_document(text.encode(), "k.yaml")
    assert read.problems == []
    assert read.data["a"] == value


def test_a_merged_key_stands_where_it_is_written():
    read = read_document(b"b: &b\n  x: 1\n  y: 2\na:\n  <<: *b\n  y: 3\n", "k.yaml")
    assert read.keys["a", "x"] == (2, 3)
    assert read.values["a", "x"] == (2, 6)
    assert read.keys["a", "y"] == (6, 3)
    assert read.at(("a", "x")) == 1
    assert read.at(("a", "z")) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("b: &b {x: 1}\na: {<<: *b, <<: *b}\n", "k.yaml:2:13: error: CX103: '<<' stands here a"),
        ("a: &a {<<: *a}\n", "k.yaml:1:8: error: CX105: this alias stands for a part that it"),
        ("b: &b {x: 1, x: 2}\na: {<<: *b}\n", "k.yaml:1:14: error: CX103: 'x' stands here a"),
        ("a: {<<: [{x: 1}, 2]}\n", "k.yaml:1:18: error: CX106: '<<' takes a mapping"),
        (
            "a0: &a0 {x: 1}\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 700)),
            "k.yaml:1:1: error: CX105: its aliases stand for parts that are nested more than 60",
        ),
        (
            "a0: &a0 {x: 1}\n"
            + "".join(f"a{i}: &a{i} {{<<: [*a{i - 1}, *a{i - 1}]}}\n" for i in range(1, 50)),
            "k.yaml:1:1: error: CX105: its aliases stand for more than 200,000 parts",
        ),
    ],
)
def test_merges_that_cannot_be(text, line):
    assert len(said(text)) == 1
    assert said(text)[0].startswith(line)


@pytest.mark.parametrize("text", ["a: x #note\n", "a: x # 1\n", "a: 'x' #1\n", "a: 5 #1\n"])
def test_comments_that_are_meant_are_let_be(text):
    assert said(text) == []


def test_a_comment_that_may_be_text_is_a_warning():
    (line,) = said("a: Plan #1 of two\n")
    assert line == (
        "k.yaml:1:4: warning: CX158: '#1 of two' is a comment, and no part of a; "
        'put it in quotes: "Plan #1 of two"; or leave a space behind the #'
    )
