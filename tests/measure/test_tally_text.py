"""Totals as JSON and back: exactly what they were, or not at all."""

import hmac
import json
import pickle
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxscore.calendar import Grain, Period
from cxscore.measure import tally_text as module
from cxscore.measure.tally_text import NotATally, tally_text, totals_in
from cxscore.model.measured import Coverage, Crossed, Driven, Ended, Fact, Measured, Parts, Source
from cxscore.problems import Problem, Severity

BASIS, OTHER = b"b" * 32, b"o" * 32
DAY, LATER = date(2026, 1, 1), date(2026, 1, 31)

FULL = Measured(
    reported=Period("2026-01", DAY, LATER, Grain.MONTH, 2026, 1, quarter=1),
    facts=(
        Fact("nps", (), (), DAY, LATER, Parts(3, numerator=-1.0, denominator=3.0, squares=1e-300)),
        Fact("nps", ("a", "b"), ("Nörd \u2028\\\"'", None), DAY, LATER, Parts(0, value=0.1 + 0.2)),
        Fact("sum", ("a",), (None,), DAY, LATER, Parts(7, 1.7e308, left_out=2, events=True)),
    ),
    coverage={
        "nps": (
            Coverage(
                "d", DAY, LATER, 31, DAY, None, (Ended("a North", DAY, LATER),), ((DAY, DAY),)
            ),
        )
    },
    targets={"sum": {DAY: 90.0, LATER: 91.5}},
    sources=(Source("d", "d.csv", "ab" * 32, 9, 7, 1, None, LATER, rows_left_out=1),),
    skipped={"d": {"region: North": 1}},
    problems=(
        Problem("d.csv", 2, 3, "CX241", "a row", Severity.WARNING, "look", subject=("kpis", "nps")),
        Problem("e.xlsx", 0, 0, "CX241", "a row", Severity.ERROR, row=8, more=3),
    ),
    driven={
        "nps": Driven(
            *(DAY, LATER, 5, 2),
            buckets=(Crossed(1.0, (0.5,), ((0.25,),)),),
            best=(None, 0.5),
            faults={"food": "no_value"},
            effective=4.5,
        )
    },
)


@pytest.fixture
def text():
    found = tally_text(FULL, BASIS)
    assert found is not None
    return found


def sealed(totals: bytes) -> bytes:
    """A tally of *totals*, whatever they are, as somebody could make it who has all the data."""
    head = module._HEAD % (module.name_in(BASIS), module.seal_of(totals, BASIS))
    return head + totals + module._END


def test_what_is_read_is_what_was_kept(text):
    # By their spelling: 1 and 1.0 are equal, and are not written the same on the page.
    assert repr(totals_in(text, BASIS)) == repr(FULL)


def test_it_is_a_document_of_json(text):
    document = json.loads(text)
    assert list(document) == ["cxscore_tally", "basis", "seal", "measured"]
    assert document["measured"]["facts"][1]["segment"] == ["Nörd \u2028\\\"'", None]


FINITE = st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
COUNTS = st.integers(0, 10**12)
PARTS = st.builds(
    Parts,
    COUNTS,
    *[st.none() | FINITE] * 7,
    left_out=COUNTS,
    rank_low=st.none() | FINITE,
    events=st.booleans(),
)
FACTS = st.builds(
    Fact,
    *(TEXTS, st.lists(TEXTS, max_size=2).map(tuple)),
    st.lists(st.none() | TEXTS, max_size=2).map(tuple),
    *(st.dates(), st.dates(), PARTS),
)


@settings(max_examples=50)
@given(st.lists(FACTS, max_size=3), st.dictionaries(TEXTS, st.dictionaries(st.dates(), FINITE)))
def test_any_totals_come_back_as_they_were(facts, targets):
    measured = replace(FULL, facts=tuple(facts), targets=targets)
    text = tally_text(measured, BASIS)
    assert text is not None
    assert repr(totals_in(text, BASIS)) == repr(measured)


@pytest.mark.parametrize(
    "parts",
    [
        Parts(1, numerator=float("nan")),
        Parts(1, numerator=float("inf")),
        Parts(1, numerator=3),
        Parts(1.0),
        Parts("1"),
    ],
    ids=["nan", "infinite", "whole", "fraction", "text"],
)
def test_what_would_not_come_back_as_it_is_is_not_kept(parts):
    assert tally_text(replace(FULL, facts=(replace(FULL.facts[0], parts=parts),)), BASIS) is None


def test_nor_is_a_text_that_no_unicode_holds():
    source = replace(FULL.sources[0], path="d\udcff.csv")
    assert tally_text(replace(FULL, sources=(source,)), BASIS) is None


def test_one_of_other_data_is_none_of_these(text):
    assert totals_in(text, OTHER) is None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b'{"cxscore_tally": 2}',
        pickle.dumps(FULL),
        b'{"cxscore_tally": 1, "basis": "", "seal": "", "measured":\n{}\n}\n',
    ],
    ids=["empty", "object", "null", "deep", "binary", "version", "pickle", "blanks"],
)
def test_what_is_no_tally_is_refused(text):
    with pytest.raises(NotATally, match="not written by this program"):
        totals_in(text, BASIS)


@pytest.mark.parametrize("kept", [250, 251, 1000, -1, -2, -3, -4])
def test_what_is_cut_short_is_refused(text, kept):
    with pytest.raises(NotATally, match="cut short or changed"):
        totals_in(text[:kept], BASIS)


def test_what_goes_on_behind_its_end_is_refused(text):
    for more in (b" ", b"\n}\n", b"\0"):
        with pytest.raises(NotATally):
            totals_in(text + more, BASIS)


def test_whatever_sign_is_changed_it_is_refused_or_of_other_data(text):
    for at in range(len(text)):
        changed = text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :]
        with suppress(NotATally):
            assert totals_in(changed, BASIS) is None


def test_a_number_edited_by_hand_is_refused(text):
    edited = text.replace(b'"numerator":-1.0', b'"numerator":11.0')
    assert edited != text
    with pytest.raises(NotATally, match="cut short or changed"):
        totals_in(edited, BASIS)


TOTALS = tally_text(FULL, BASIS).split(b"\n")[1]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"n":3,', b'"n":3,"extra":1,'),
        (b'"n":3,', b'"n":"3",'),
        (b'"n":3,', b'"n":3.0,'),
        (b'"n":3,', b'"n":true,'),
        (b'"n":3,', b'"n":null,'),
        (b'"n":3,', b""),
        (b'"n":3,', b'"n":3,"n":4,'),
        (b'"n":3,', b'"n": 3,'),
        (b'"numerator":-1.0', b'"numerator":NaN'),
        (b'"numerator":-1.0', b'"numerator":-Infinity'),
        (b'"numerator":-1.0', b'"numerator":-1'),
        (b'"numerator":-1.0', b'"numerator":1e999'),
        (b'"start":"2026-01-01"', b'"start":20260101'),
        (b'"start":"2026-01-01"', b'"start":"2026-01-32"'),
        (b'"grain":"month"', b'"grain":"eon"'),
        (b'"segment":[]', b'"segment":{}'),
        (b'"segment":[]', b'"segment":' + b"[" * 5000 + b"]" * 5000),
        (b'{"reported"', b'[{"reported"'),
    ],
)
def test_even_under_its_seal_json_is_read_strictly(before, after):
    assert totals_in(sealed(TOTALS), BASIS) == FULL
    changed = TOTALS.replace(before, after, 1)
    assert changed != TOTALS
    with pytest.raises(NotATally):
        totals_in(sealed(changed), BASIS)


def test_the_seal_needs_what_stands_nowhere_in_the_text(text):
    assert BASIS not in text
    assert BASIS.hex().encode() not in text
    name = text.split(b'"')[5]
    for key in (name, bytes.fromhex(name.decode()), b"", b"seal"):
        seal = hmac.new(key, TOTALS, "sha256").hexdigest().encode()
        with pytest.raises(NotATally):
            totals_in(module._HEAD % (name, seal) + TOTALS + module._END, BASIS)
