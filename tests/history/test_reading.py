"""From a chain of closes to what the board was told."""

from dataclasses import replace

import pytest

import cxscore
from cxscore.history.chain import read_chain
from cxscore.history.reading import told_of
from cxscore.problems import Problems
from tests import closed
from tests.closed import close


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    return tmp_path


def test_without_a_close_nothing_was_told():
    assert told_of((), cxscore.read("kpis.yaml")) is None


def test_the_last_close_tells_the_kpis_that_there_are():
    close("2026-04", "2026-05-06")
    close("2026-05", "2026-06-05")
    definition = cxscore.read("kpis.yaml")
    told = told_of(read_chain(definition), definition)
    assert (told.period, told.history) == ("2026-05", 12)
    assert set(told.kpis) == {"happy", "complaints_rate"}


def test_a_file_that_is_no_close_is_named_with_what_to_do():
    close("2026-05", "2026-06-05")
    definition = cxscore.read("kpis.yaml")
    (link,) = read_chain(definition)
    broken = replace(link, text=link.text.replace(b'"kpis"', b'"other"'))
    with pytest.raises(Problems) as raised:
        told_of((broken,), definition)
    (problem,) = raised.value.found
    assert (problem.code, problem.path) == ("CX601", "history/2026-05.json")
    assert "is no close of cxscore's" in problem.text
    assert problem.hint
