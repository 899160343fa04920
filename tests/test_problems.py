"""Problems: what they are about, and how those that read alike are told apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

import cxscore
from cxscore.problems import Problem, Severity, distinct_lines, in_order, subject_at

PAGE = """\
version: 1
scorecard: {{title: T, as_of: 2026-02-05}}
owners: {{ann: {{name: Ann Lee}}}}
datasets:
  s: {{{files}, date: day}}
  other: {{file: other.csv, date: day}}
kpis:
  effort: {{name: Effort, owner: ann, dataset: s, measure: {{mean: v}}, polarity: lower_is_better}}
  orders: {{name: Orders, owner: ann, dataset: other, measure: {{sum: v}}, polarity: neutral}}
"""


@pytest.mark.parametrize(
    ("where", "subject"),
    [
        (("kpis", "nps", "target", 0), ("kpis", "nps")),
        (("datasets", "calls"), ("datasets", "calls")),
        (("kpis",), None),
        (("owners", "ann"), None),
        (("kpis", 3), None),
        ((), None),
    ],
)
def test_a_place_in_kpis_yaml_tells_the_subject(where, subject):
    assert subject_at(where) == subject


def test_what_reads_alike_is_printed_but_once():
    """Two datasets that read one file have the same to say of it, each to its own KPIs."""
    one = Problem("a.csv", 0, 0, "CX231", "1 day is missing", subject=("datasets", "a"))
    same = replace(one, subject=("datasets", "b"))
    warning = replace(one, severity=Severity.WARNING)
    assert in_order([one, same, one]) == [one, same]
    assert [str(p) for p in distinct_lines([one, same, warning])] == [str(one), str(warning)]
    assert str(cxscore.Problems([one, same])) == str(one)


@pytest.mark.parametrize("files", ["file: s.csv", "files: [h1.csv, h2.csv]"])
def test_a_warning_reaches_its_kpi_in_however_many_files_the_rows_lie(tmp_path, files):
    gone = date(2025, 11, 10), date(2025, 11, 11)
    days = [date(2025, 9, 1) + timedelta(n) for n in range(153)]
    rows = [f"{day},{5 + n % 2}\n" for n, day in enumerate(days) if day not in gone]
    texts = {
        "s.csv": rows,
        "h1.csv": rows[:80],
        "h2.csv": rows[80:],
        "other.csv": [f"{day},1\n" for day in days],
    }
    for name, lines in texts.items():
        (tmp_path / name).write_text("day,v\n" + "".join(lines), encoding="utf-8")
    (tmp_path / "kpis.yaml").write_text(PAGE.format(files=files), encoding="utf-8")
    effort, orders = cxscore.build(cxscore.read(tmp_path / "kpis.yaml")).kpis
    (said,) = effort.warnings
    assert said.code == "CX231"
    assert "2 days are missing: 2025-11-10 to 2025-11-11" in said.text
    assert orders.warnings == ()


def test_a_column_that_is_named_like_a_kpi_puts_no_warning_on_it(tmp_path):
    """What a problem is about is carried along, and never read from its words."""
    page = PAGE.format(files="file: s.csv").replace(
        "measure: {sum: v}", """where: "\\"kpis.effort\\" = 'far'", measure: {sum: v}"""
    )
    days = [date(2025, 9, 1) + timedelta(n) for n in range(153)]
    texts = {
        "s.csv": "day,v\n" + "".join(f"{day},{5 + n % 2}\n" for n, day in enumerate(days)),
        "other.csv": "day,v,kpis.effort\n" + "".join(f"{day},1,near\n" for day in days),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "kpis.yaml").write_text(page, encoding="utf-8")
    effort, orders = cxscore.build(cxscore.read(tmp_path / "kpis.yaml")).kpis
    assert effort.warnings == ()
    assert any("kpis.effort" in warning.text for warning in orders.warnings)


def test_one_fault_that_two_kpis_share_is_one_line():
    shared = [
        Problem("k.yaml", 3, 5, "CX111", f"kpis.{id_}.polarity is 'up'", subject=("kpis", id_))
        for id_ in ("nps", "effort")
    ]
    assert distinct_lines(shared) == shared[:1]
    apart = [replace(shared[0], line=4), shared[1]]
    assert distinct_lines(apart) == apart
    warned = [replace(problem, severity=Severity.WARNING) for problem in shared]
    assert distinct_lines(warned) == warned


def test_a_problem_is_one_line_whatever_it_quotes():
    problem = Problem("a\x1b[31m.yaml", 1, 1, "CX145", "there is no file 'a\nb'")
    assert str(problem) == r"a\x1b[31m.yaml:1:1: error: CX145: there is no file 'a\nb'"
