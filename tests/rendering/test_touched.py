"""A standard beside the target, and an action that touches more KPIs than one."""

from dataclasses import replace

from cxscore.model.choices import StandardKind
from cxscore.model.kpi import Standard
from cxscore.rendering.html import render_html
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.pack import Pack
from cxscore.rendering.plotted import history_of
from cxscore.rendering.words import say
from tests.rendering.builders import make_action, make_kpi, make_scorecard, page_of

NPS = make_kpi("nps", [40.0, 41.0, 42.0], name="Net promoter score", target=45.0)
EFFORT = make_kpi("effort", [70.0, 71.0, 72.0], name="Effort")


def test_a_standard_has_its_label_and_stands_in_the_text_of_the_chart():
    standard = Standard(95.25, "NHS Constitution", StandardKind.REGULATOR)
    scored = replace(NPS, kpi=replace(NPS.kpi, standard=standard))
    words = say(make_scorecard([scored]))
    history = history_of(scored, words.kpis["nps"], Numbers.of("en_GB", None))
    assert history.standards == (95.25,)
    assert [side.text for side in history.sides if side.standard] == ["Standard 95.25%"]
    assert "target 45.0%, standard 95.25%" in history.description
    (panel,) = page_of(make_scorecard([scored])).panels
    assert [line.text for line in panel.lines if line.css == "standard"] == ["Standard 95.25%"]


def test_an_action_is_listed_with_each_kpi_and_says_on_which_it_is_checked():
    action = make_action("A1", "nps", "Ask twice")
    action = replace(action, row=replace(action.row, kpis=("nps", "effort")))
    scorecard = make_scorecard([NPS, EFFORT], actions=[action])
    kpis = tuple(replace(each, actions=(action,)) for each in scorecard.kpis)
    scorecard = replace(scorecard, kpis=kpis)
    page = page_of(scorecard)
    (row,) = page.actions.rows
    assert (row.action.kpi, row.action.also) == ("Net promoter score", "Effort")
    assert [len(panel.actions) for panel in page.panels] == [1, 1]
    html = render_html(Pack(scorecard)).decode()
    assert html.count("checked on Net promoter score") == 1
    assert "also Effort" in html
