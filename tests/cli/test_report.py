"""Problems as lines."""

import json

import click

from cxscore.cli import report
from cxscore.problems import Problem, Severity


def plain(found):
    return [click.unstyle(line) for line in report.text_lines(found)]


BAD = Problem("a.csv", 2, 3, "CX205", "score is 'eleven', not a whole number from 0 to 10")
WARN = Problem("b.csv", 0, 0, "CX231", "2 days are missing", Severity.WARNING, "look")
SHEET = Problem("c.xlsx", 0, 0, "CX201", "score is 'x'", row=7)


def test_a_line_names_place_severity_code_text_and_hint():
    assert plain([BAD, WARN, SHEET]) == [
        "a.csv:2:3: error: CX205: score is 'eleven', not a whole number from 0 to 10",
        "b.csv: warning: CX231: 2 days are missing; look",
        "c.xlsx: row 7: error: CX201: score is 'x'",
    ]


def test_after_five_of_a_kind_in_a_file_the_rest_is_counted():
    many = [
        Problem("a.csv", line, 1, "CX205", "bad", more=1200 if line == 2 else 0)
        for line in range(2, 11)
    ]
    lines = plain([*many, WARN])
    assert lines[:5] == [f"a.csv:{line}:1: error: CX205: bad" for line in range(2, 7)]
    assert lines[5:] == [
        "a.csv: … and 1 204 more CX205; to list them: cxscore check --all",
        "b.csv: warning: CX231: 2 days are missing; look",
    ]


def test_what_a_terminal_would_obey_is_shown_instead():
    problem = Problem("a.csv", 1, 1, "CX205", "score is '\x1b[2J\nx'")
    assert plain([problem]) == [r"a.csv:1:1: error: CX205: score is '\x1b[2J\nx'"]


def test_github_annotations_escape_their_own_signs():
    problem = Problem("a,b:c.csv", 2, 3, "CX205", "50% of\nit")
    assert list(report.github_lines([problem, SHEET])) == [
        "::error file=a%2Cb%3Ac.csv,line=2,col=3,title=CX205::50%25 of%0Ait",
        "::error file=c.xlsx,title=CX201::row 7: score is 'x'",
    ]


def test_json_has_null_where_a_place_does_not_apply():
    first, second = (json.loads(line) for line in report.json_lines([BAD, SHEET]))
    assert (first["line"], first["column"], first["row"]) == (2, 3, None)
    assert (second["line"], second["column"], second["row"], second["hint"]) == (
        None,
        None,
        7,
        None,
    )
