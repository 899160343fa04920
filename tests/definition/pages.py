"""A sound page to spoil, and a way to examine what came of it."""

from pathlib import Path

from cxscore.definition import examine

PAGE = """\
version: 1
scorecard: {title: Customer experience, as_of: 2026-07-06}
owners:
  amara: {name: Amara Osei}
  jonas: {name: Jonas Lindqvist}
datasets:
  surveys:
    file: surveys.csv
    date: answered
kpis:
  nps:
    name: Net promoter score
    owner: amara
    dataset: surveys
    measure: {nps: score}
    polarity: higher_is_better
"""


def examined(text=PAGE, *, allowed=(), **files):
    """Examine *text* as the kpis.yaml of the working directory, beside *files*."""
    raw = text if isinstance(text, bytes) else text.encode()
    Path("kpis.yaml").write_bytes(raw)
    for name, content in files.items():
        Path(f"{name}.csv").write_text(content)
    return examine(Path("kpis.yaml"), allowed)


def lines(found):
    """Return the problem lines of what was examined."""
    return [str(problem) for problem in found.problems]


def page(*kpi, old="", new="", top=""):
    """Return the page with *kpi* lines added to its KPI, *old* replaced, *top* at its end."""
    assert old in PAGE
    text = PAGE.replace(old, new, 1) if old else PAGE
    return text + "".join(f"    {line}\n" for line in kpi) + top


def kpi_of(*kpi, **more):
    """Return the KPI that the page with these changes defines."""
    found = examined(page(*kpi, **more))
    assert lines(found) == []
    return found.definition.kpis[0]
