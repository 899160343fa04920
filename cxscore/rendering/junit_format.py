"""junit.xml: what the gate says, for the test reports of build servers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cxscore.frozen import frozen
from cxscore.gate.asking import everywhere
from cxscore.gate.judging import judge
from cxscore.model.findings import Target
from cxscore.model.gate import Objection
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.model.verdicts import Status
from cxscore.rendering.pack import Pack
from cxscore.rendering.words.gate import objection_said
from cxscore.rendering.words.kpi import KpiSaid
from cxscore.rendering.words.paper import Paper

WITHOUT_GATE = ("off-target", "no-data")
"""The conditions that a pack is held to here where it has no gate."""
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document can hold, not even escaped."""


@frozen
class Case:
    """A test case: a KPI, or a row of the registers that is about none of the KPIs shown."""

    suite: str
    classname: str
    name: str
    failures: tuple[Objection, ...]
    skipped: str = ""
    """Why nothing can be said of it; empty where something can."""
    properties: tuple[tuple[str, str], ...] = ()
    told: str = ""


def render_junit(pack: Pack) -> bytes:
    """Return junit.xml: a suite a group, a case a KPI, a failure each objection of the gate.

    Without a gate KPIs off target and without data fail. Elements and attributes are those
    of Jenkins' schema, which GitLab and GitHub's actions read as well. Nothing takes time: the
    same scorecard gives the same bytes.
    """
    scorecard, paper = pack.scorecard, Paper.of(pack.scorecard)
    cases = [*_cases(scorecard, pack.said.kpis)]
    root = Element("testsuites", _counts(pack.said.masthead.document_title, cases))
    for name in dict.fromkeys(case.suite for case in cases):
        own = [case for case in cases if case.suite == name]
        skipped = str(sum(bool(case.skipped) for case in own))
        suite = SubElement(root, "testsuite", {**_counts(name, own), "skipped": skipped})
        for case in own:
            _write(suite, case, paper)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _counts(name: str, cases: Sequence[Case]) -> dict[str, str]:
    failures = str(sum(bool(case.failures) for case in cases))
    tests = str(len(cases))
    return {"name": _text(name), "tests": tests, "failures": failures, "errors": "0", "time": "0"}


def _cases(scorecard: Scorecard, said: Mapping[str, KpiSaid]) -> Iterator[Case]:
    """Yield the KPIs in the order of their groups, those of none then, and rows at last."""
    objections = _objections(scorecard)
    groups = {group.id: group.name for group in scorecard.groups}
    order = [*groups, None]
    for scored in sorted(scorecard.kpis, key=lambda each: order.index(each.kpi.group)):
        own = tuple(each for each in objections if each.kpi == scored.kpi.id)
        nothing = scored.status is Status.NO_DATA and not own
        told = said[scored.kpi.id]
        group = scored.kpi.group
        yield Case(
            suite=groups[group] if group else scorecard.heading.title,
            classname=group or "scorecard",
            name=scored.kpi.id,
            failures=own,
            skipped=" ".join(told.notices) if nothing else "",
            properties=tuple(_properties(scored)),
            told=" ".join((told.sentence, *told.accepted)),
        )
    shown = {scored.kpi.id for scored in scorecard.kpis}
    rows = [each for each in objections if each.kpi not in shown]
    for name in dict.fromkeys(_place(each) for each in rows):
        own = tuple(each for each in rows if _place(each) == name)
        yield Case("Registers", "registers", name, own)


def _place(objection: Objection) -> str:
    """Return what an objection that is about no KPI is told of: a row, else the customers."""
    return objection.row or "customers"


def _objections(scorecard: Scorecard) -> tuple[Objection, ...]:
    if scorecard.gate.conditions:
        return scorecard.gate.objections
    return judge(scorecard, [everywhere(name) for name in WITHOUT_GATE]).objections


def _properties(scored: ScoredKpi) -> Iterator[tuple[str, str]]:
    """Yield what a program may want of a KPI, numbers as they stand in the JSON."""
    yield "owner", scored.kpi.owner
    yield "value", "" if scored.value is None else json.dumps(scored.value)
    yield "target", _target(scored.target)
    yield "period", scored.period.id if scored.period else ""


def _target(target: Target | None) -> str:
    if target is None:
        return ""
    if target.value is not None:
        return json.dumps(target.value)
    edges = (("at least", target.low), ("at most", target.high))
    return ", ".join(f"{word} {json.dumps(edge)}" for word, edge in edges if edge is not None)


def _write(suite: Element, case: Case, paper: Paper) -> None:
    names = {"classname": _text(case.classname), "name": _text(case.name), "time": "0"}
    written = SubElement(suite, "testcase", names)
    _write_properties(written, case.properties)
    for found in case.failures:
        about = {"type": found.condition, "message": _text(objection_said(found, paper))}
        SubElement(written, "failure", about)
    if case.skipped:
        SubElement(written, "skipped", {"message": _text(case.skipped)})
    if case.told:
        SubElement(written, "system-out").text = _text(case.told)


def _write_properties(written: Element, properties: Iterable[tuple[str, str]]) -> None:
    if properties:
        every = SubElement(written, "properties")
        for name, value in properties:
            SubElement(every, "property", {"name": name, "value": _text(value)})


def _text(text: str) -> str:
    return NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
