"""Comments of a theme, and without any, for whoever writes the words of themes."""

import json

import pytest
from click.testing import CliRunner

from cxscore.cli.commands import main

DEFINITION = """\
version: 1
scorecard: {title: Customer experience, as_of: 2026-07-06}
owners: {amara: {name: Amara Osei}}
datasets: {surveys: {file: surveys.csv, date: answered}}
comments:
  dataset: surveys
  text: said
  themes: {words: {waiting: [wait*, queue], kindness: [kind]}}
  publish: may = 'Y'
kpis:
  nps:
    name: Net promoter score
    owner: amara
    dataset: surveys
    measure: {nps: score}
    polarity: higher_is_better
"""
ROWS = """\
answered,score,said,may
2026-05-04,9,I waited for an hour in the rain and wrote to me@example.com about it.,Y
2026-06-03,10,They were kind to me and did what they could on the day.,Y
2026-06-12,4,The queue was out of the door again and nobody was there.,N
2026-06-14,5,The box was crushed and half of what I had ordered was lost.,Y
"""


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kpis.yaml").write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "surveys.csv").write_text(ROWS, encoding="utf-8")


def explain(*words):
    return CliRunner().invoke(main, ["explain", *words])


def test_comments_with_the_word_that_told_the_theme_and_without_any():
    result = explain("comments", "waiting")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "waiting: 1 of the comments that have it",
        "- I waited for an hour in the rain and wrote to [e-mail] about it. [waited]",
        "",
        "Without any theme: 1",
        "- The box was crushed and half of what I had ordered was lost.",
        "",
        "Chosen by rule, and masked; names in the text are not found by it.",
    ]


def test_the_same_as_json():
    found = json.loads(explain("comments", "kindness", "--format", "json").stdout)
    assert [each["word"] for each in found["met"]] == ["kind"]
    assert len(found["without"]) == 1
    assert found["theme"] == "kindness"


def test_no_more_are_listed_than_asked_for(tmp_path):
    more = "".join(
        f"2026-06-2{at},9,I had to wait {at} days for it and that was too long.,Y\n"
        for at in range(8)
    )
    (tmp_path / "surveys.csv").write_text(ROWS + more, encoding="utf-8")
    lines = explain("comments", "waiting", "--sample", "3").stdout.splitlines()
    assert sum(line.endswith(("[wait]", "[waited]")) for line in lines) == 3


def test_without_consent_none_is_printed(tmp_path):
    silent = DEFINITION.replace("  publish: may = 'Y'\n", "")
    (tmp_path / "kpis.yaml").write_text(silent, encoding="utf-8")
    said = explain("comments", "waiting").stdout
    assert said.startswith("No comment may be printed: 'comments' has no 'publish'")
    assert "waited" not in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("comments", "waitng"), "there is no 'waitng'; did you mean 'waiting'?"),
        (("comments", "waiting", "kindness"), "name one theme, as in: cxscore explain comments"),
        (("comments",), "name one theme, as in: cxscore explain comments"),
        (("comments", "waiting", "--by", "may=Y"), "--by means nothing with 'comments'"),
        (("comments", "waiting", "--period", "2026-05"), "--period means nothing with 'comments'"),
        (("nps", "waiting"), "name one KPI, as in: cxscore explain nps"),
    ],
)
def test_what_is_no_theme_is_wrong_usage(words, says):
    result = explain(*words)
    assert result.exit_code == 2
    assert says in result.stderr


def test_where_nothing_is_kept_of_what_customers_say(tmp_path):
    start, end = DEFINITION.index("comments:"), DEFINITION.index("kpis:")
    bare = DEFINITION[:start] + DEFINITION[end:]
    (tmp_path / "kpis.yaml").write_text(bare, encoding="utf-8")
    result = explain("comments", "waiting")
    assert result.exit_code == 2
    assert "kpis.yaml has no 'comments', so there are none to explain" in result.stderr


OF_A_THEME = """\
  waiting:
    name: Waiting
    owner: amara
    measure: {comments: waiting}
    polarity: lower_is_better
"""


@pytest.mark.parametrize("respondent", ["", "  respondent: may\n"])
class TestKpiOfATheme:
    @pytest.fixture(autouse=True)
    def with_it(self, tmp_path, respondent):
        text = DEFINITION.replace("  text: said\n", f"  text: said\n{respondent}") + OF_A_THEME
        (tmp_path / "kpis.yaml").write_text(text, encoding="utf-8")

    @pytest.mark.parametrize("options", [(), ("--period", "2026-05")])
    def test_it_says_why_no_select_is_written(self, options):
        result = explain("waiting", *options)
        assert result.exit_code == 0
        assert "Comments are counted by cxscore itself, so no SELECT is written" in result.stdout

    def test_as_json_there_is_none(self):
        found = json.loads(explain("waiting", "--format", "json").stdout)
        assert found["sql"] == []
        assert found["no_sql"].startswith("Comments are counted by cxscore itself")
        assert json.loads(explain("nps", "--format", "json").stdout)["no_sql"] is None

    @pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
    def test_sql_says_it_and_writes_that_of_others(self, dialect):
        result = CliRunner().invoke(main, ["sql", "--dialect", dialect])
        assert result.exit_code == 0
        assert "-- surveys: comments are counted by cxscore itself" in result.stdout
        assert "of waiting" in result.stdout
        assert "totals by answered, of nps" in result.stdout
