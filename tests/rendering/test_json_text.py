"""JSON as text: a row a line, and a row that stands in several places written once."""

import json
from datetime import UTC, date, datetime
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxscore.rendering.json_text import SharedRow, json_bytes


class Colour(Enum):
    RED = "red"
    FIRST = 1


def text(value):
    return json_bytes(value).decode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        (0.1, "0.1"),
        (1e-7, "1e-07"),
        ("£ “a”\n", r'"£ “a”\n"'),
        (date(2026, 7, 6), '"2026-07-06"'),
        (datetime(2026, 7, 6, 9, tzinfo=UTC), '"2026-07-06T09:00:00+00:00"'),
        (Colour.RED, '"red"'),
        (Colour.FIRST, '"1"'),
        ([], "[]"),
        ((), "[]"),
        ({}, "{}"),
        ([1, "a", None], '[1, "a", null]'),
        ({"a": 1, "b": (1, 2), "c": {}}, '{"a": 1, "b": [1, 2], "c": {}}'),
        ({"a": {"b": 1}}, '{\n  "a": {"b": 1}\n}'),
        ({"a": 1, "b": {"c": 1}, "d": 2}, '{\n  "a": 1,\n  "b": {"c": 1},\n  "d": 2\n}'),
        ([{"a": 1}, {"a": []}], '[\n  {"a": 1},\n  {"a": []}\n]'),
        ([[1], []], "[\n  [1],\n  []\n]"),
    ],
    ids=str,
)
def test_rows_are_lines(value, written):
    assert text(value) == written


@pytest.mark.parametrize(
    "wrong", [float("nan"), float("inf"), [float("-inf")], {"a": {"b": 1e999}}]
)
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_bytes(wrong)


def test_an_unknown_noun_is_a_bug():
    with pytest.raises(TypeError, match="Path has no place"):
        json_bytes({"a": [type("Path", (), {})()]})


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda each: st.lists(each) | st.dictionaries(st.text("ab\n"), each),
        max_leaves=20,
    )
)  # fmt: skip
def test_it_is_read_back_as_it_was(value):
    assert json.loads(json_bytes(value)) == value


def test_a_shared_row_is_written_once_and_stands_wherever_it_belongs(monkeypatch):
    row = SharedRow(id="A1", title="Two\nlines", effect={"before": {"n": 2}}, more={})
    alone = {"rows": [dict(row)], "deeper": {"down": [dict(row)]}}
    shared = {"rows": [row], "deeper": {"down": [row]}}
    assert text(shared) == text(alone)
    row["id"] = "another"
    assert text(shared) == text(alone), "its text was made the first time"
