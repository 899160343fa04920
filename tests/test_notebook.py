"""Tables for pandas, and what a notebook shows."""

import re
from datetime import date

import pandas as pd
import pytest

import cxscore
from cxscore.wrong_usage import WrongUsage
from tests import company


@pytest.fixture
def scorecard(tmp_path):
    company.write(tmp_path)
    return cxscore.build(cxscore.read(tmp_path), as_of="2026-04-06")


def test_values_have_types(scorecard):
    table = scorecard.to_frame()
    assert list(table["kpi"]) == [scored.kpi.id for scored in scorecard.kpis]
    kinds = {name: str(kind) for name, kind in table.dtypes.items()}
    assert {kinds[name] for name in ("value", "n", "low", "high", "target", "gap")} == {"float64"}
    assert kinds["start"].startswith("datetime64")
    assert kinds["complete"] == kinds["stale"] == "bool"
    assert table["status"].cat.ordered
    assert list(table["status"].cat.categories)[:3] == ["off_target", "at_risk", "on_target"]
    (first, *_) = scorecard.kpis
    assert table["value"][0] == first.value
    assert table["start"][0].date() == first.period.start


def test_missing_is_na(scorecard):
    table = scorecard.to_frame("values")
    without = [scored.target is None for scored in scorecard.kpis]
    assert list(table["target"].isna() & table["target_low"].isna()) == without


def test_series_and_segments_say_what_the_scorecard_holds(scorecard):
    series = scorecard.to_frame("series")
    assert len(series) == sum(len(scored.series) for scored in scorecard.kpis)
    (first, *_) = scorecard.kpis
    mine = series[series["kpi"] == first.kpi.id]
    assert [None if pd.isna(v) else v for v in mine["value"]] == [p.value for p in first.series]
    segments = scorecard.to_frame("segments")
    assert len(segments) == sum(
        len(score.series) for scored in scorecard.kpis for score in scored.segments
    )


def test_owners_and_actions(scorecard):
    owners = scorecard.to_frame("owners")
    assert list(owners["owner"]) == [score.owner.id for score in scorecard.owners]
    assert str(owners["on_target"].dtype) == "float64"
    actions = scorecard.to_frame("actions")
    assert len(actions) == len(scorecard.actions)
    assert str(actions["due"].dtype).startswith("datetime64")
    assert actions["timeliness"].cat.ordered


def test_an_unknown_table_is_refused_with_the_nearest(scorecard):
    with pytest.raises(WrongUsage, match="did you mean 'segments'"):
        scorecard.to_frame("segment")


def test_without_pandas_the_line_to_type(scorecard, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(cxscore.MissingLibrary, match="pip install pandas"):
        scorecard.to_frame()


def test_a_notebook_shows_headline_and_kpis(scorecard):
    html = scorecard._repr_html_()
    said = re.sub("<[^>]+>", " ", html)
    for scored in scorecard.kpis:
        assert scored.kpi.name in said
    assert "Status" in said
    assert html.count("<tr>") == len(scorecard.kpis) + 1


def test_what_people_wrote_is_text_and_no_markup(tmp_path):
    company.write(tmp_path, company.KPIS.replace("name: Net", "name: <b>Net</b> & so, Net"))
    shown = cxscore.build(cxscore.read(tmp_path), as_of=date(2026, 4, 6))._repr_html_()
    assert "&lt;b&gt;Net" in shown
    assert "<b>Net" not in shown


def test_it_is_the_scorecard_that_render_takes(scorecard):
    assert isinstance(scorecard, cxscore.Scorecard)
    assert cxscore.render(scorecard, "json").startswith(b"{")
