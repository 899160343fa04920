"""Answers about settled days, in a file: every value as it was, for their own question alone."""

from datetime import date
from decimal import Decimal

import pytest

from cxscore.measure.settled_totals import SettledTotals

UNTIL = date(2026, 5, 1)
ROWS = [
    (0, True, 2**60, date(2026, 4, 1), None, 'Łódź "x"', Decimal("1.50"), 0.1, -3),
    (0, None, 0, None, "", "a\nb", Decimal(-7), 1e300, 0),
]
SPAN = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def opened(tmp_path):
    def opened(basis=b"basis", **options):
        return SettledTotals(tmp_path / "kept" / "settled.json", UNTIL, basis, **options)

    return opened


def test_values_come_back_as_they_were(opened):
    first = opened()
    assert first.totals("asked") is None
    assert first.spans("besides") == {}
    first.keep_totals("asked", UNTIL, ROWS)
    first.keep_spans("besides", {SPAN: [("N", Decimal("2.0"))], (UNTIL, UNTIL): []})
    assert first.save() == []
    again = opened()
    assert repr(again.totals("asked")) == repr((UNTIL, ROWS))
    spans = {SPAN: [("N", Decimal("2.0"))], (UNTIL, UNTIL): []}
    assert repr(again.spans("besides")) == repr(spans)
    assert again.asides == []


def test_another_question_or_basis_or_a_rescan_has_none(opened):
    first = opened()
    first.keep_totals("asked", UNTIL, ROWS)
    first.save()
    for other, question in (
        (opened(), "another"),
        (opened(b"other"), "asked"),
        (opened(rescan=True), "asked"),
    ):
        assert other.totals(question) is None
        assert other.asides == []


def test_what_this_build_keeps_is_known_within_it(opened):
    first = opened(rescan=True)
    first.keep_spans("asked", {SPAN: [(1,)]})
    assert first.spans("asked") == {SPAN: [(1,)]}


def test_what_is_not_asked_any_more_goes(opened):
    first = opened()
    first.keep_totals("asked", UNTIL, ROWS)
    first.save()
    second = opened()
    second.keep_totals("another", UNTIL, ROWS)
    second.save()
    assert opened().totals("asked") is None


def test_where_nothing_was_asked_nothing_is_written(opened):
    first = opened()
    assert first.save() == []
    assert not first.path.exists()


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_no_json_can_hold_is_not_kept_and_said(opened, value):
    first = opened()
    first.keep_totals("asked", UNTIL, [(value,)])
    assert [p.code for p in first.save()] == ["CX174"]


@pytest.mark.parametrize("text", ["", "[]", '{"cxscore_settled": 1, "answers": [\n3]}\n'])
def test_what_is_not_ours_is_said_once(opened, text):
    first = opened()
    first.path.parent.mkdir()
    first.path.write_text(text)
    assert first.totals("asked") is None
    assert first.spans("besides") == {}
    assert [p.code for p in first.asides] == ["CX173"]
