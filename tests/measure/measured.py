"""Measuring small pages of definitions and files, for the tests."""

from datetime import date, timedelta
from textwrap import dedent, indent

from cxscore.definition import examine
from cxscore.measure import measure_kpis
from cxscore.problems import Problems

HEAD = """\
version: 1
scorecard: {title: T, history: 36}
owners:
  amara: {name: Amara}
"""


def define(folder, page, **files):
    """The definition on *page* (below the head), beside *files*: names of CSV files and texts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(dedent(text), encoding="utf-8")
    path = folder / "kpis.yaml"
    path.write_text(HEAD + dedent(page), encoding="utf-8")
    examined = examine(path)
    assert examined.definition is not None, [str(p) for p in examined.problems]
    assert not examined.problems, [str(p) for p in examined.problems]
    return examined.definition


def page(measure, dataset="date: day", kpi="", top=""):
    """A page of one dataset, ``d``, and one KPI, ``k``."""
    return (
        f"{dedent(top)}\ndatasets:\n  d:\n    file: d.csv\n{indent(dedent(dataset), '    ')}\n"
        "kpis:\n  k:\n    name: K\n    owner: amara\n    dataset: d\n"
        "    polarity: higher_is_better\n"
        f"    measure: {measure}\n{indent(dedent(kpi), '    ')}\n"
    )


def measure(folder, text, as_of="2026-07-06", period=None, **files):
    """What is measured of the page *text*."""
    definition = define(folder, text, **files)
    wanted = definition.calendar.parse(period) if period else None
    return measure_kpis(definition, date.fromisoformat(as_of), period=wanted)


def said(folder, text, as_of="2026-07-06", **files):
    """The codes and messages of what is wrong, errors or not."""
    try:
        problems = measure(folder, text, as_of, **files).problems
    except Problems as error:
        problems = error.found
    return [f"{problem.code}: {problem.message}" for problem in problems]


def parts(measured, kpi="k", by=(), segment=()):
    """The parts of *kpi*'s facts, by the first day and the last."""
    return {
        (fact.start.isoformat(), fact.end.isoformat()): fact.parts
        for fact in measured.facts
        if (fact.kpi, fact.by, fact.segment) == (kpi, by, segment)
    }


def days(first, last, but=()):
    """The days from *first* to *last*, as text, but some."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    found = []
    while day <= end:
        if day.isoformat() not in but:
            found.append(day.isoformat())
        day += timedelta(days=1)
    return found


def rows(header, *lines):
    """The text of a CSV file."""
    return "\n".join([header, *lines]) + "\n"
