"""One pass over kpis.yaml: what of it is sound, and everything that is not."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError, ValidationError

from cxscore.calendar import Calendar, Grain
from cxscore.definition.comment_rules import check_comments, with_comments
from cxscore.definition.customer_rules import check_customers, with_customers
from cxscore.definition.faults import (
    faulty_parts,
    missing_key,
    own_problem,
    problems_of,
    unknown_key,
    wrong_type,
)
from cxscore.definition.findings import Findings
from cxscore.definition.gate_rules import check_gate
from cxscore.definition.hassle_rules import check_hassles
from cxscore.definition.layout import BY_ID, PARTS, REQUIRED, CalendarKeys, checker
from cxscore.definition.listening_rules import check_listening
from cxscore.definition.named_files import NamedFiles
from cxscore.definition.people_rules import check_people
from cxscore.definition.references import check_references
from cxscore.definition.rules import check_rules
from cxscore.definition.schema import fitting
from cxscore.definition.secrets import without_secrets
from cxscore.definition.stake_rules import check_stakes
from cxscore.documents import Document, Where, read_document
from cxscore.frozen import frozen
from cxscore.model.definition import Definition, Origin
from cxscore.model.outline import Heading, Owner
from cxscore.model.registers import Registers
from cxscore.model.shorthand import ID_HINT, is_id
from cxscore.nearest import nearest
from cxscore.problems import Problem, Severity, in_order

_STAND_INS: Mapping[str, Mapping[str, object]] = {
    "kpis": {"name": "?", "owner": "?", "polarity": "neutral", "measure": {"count": "rows"}},
    "owners": {"name": "?"},
    "scorecard": {"title": "?"},
}
"""What parts go by meanwhile that lack what is required."""
_MEASURED_BY = {"measure", "dataset", "date", "where", "by", "period", "window"}
"""Without these right, a KPI's data cannot be looked at."""


@frozen
class Examined:
    """What came of reading a kpis.yaml.

    ``definition`` holds the parts that are sound; None where too little is.
    """

    definition: Definition | None
    problems: tuple[Problem, ...]


def examine_text(raw: bytes, shown: str, folder: Path, allowed: Iterable[Path] = ()) -> Examined:
    """Return what *raw*, a kpis.yaml printed as *shown*, defines for *folder*, and its faults."""
    return examine_document(read_document(raw, shown), raw, folder, allowed)


def examine_document(
    document: Document, raw: bytes, folder: Path, allowed: Iterable[Path] = ()
) -> Examined:
    """Return what *document*, read from *raw*, defines for *folder*, and its faults."""
    origin = Origin(
        document.path,
        folder,
        hashlib.sha256(raw).hexdigest(),
        document.values,
        tuple(Path(root).absolute() for root in allowed),
    )
    page = _Page(document, origin)
    definition = page.read() if _is_page(document) else None
    found = in_order(document.problems + page.files.problems, first=document.path)
    problems = tuple(without_secrets(found, raw.decode(errors="ignore"), document.path))
    if definition is not None:
        warnings = tuple(found for found in problems if found.severity is Severity.WARNING)
        definition = replace(definition, warnings=warnings)
    return Examined(definition, problems)


def _is_page(document: Document) -> bool:
    """Return whether the document is a mapping of keys; say so where it is not."""
    if document.data is None:
        return False
    if not isinstance(document.data, dict):
        document.problems.append(wrong_type((), document, document.data, "a mapping of keys"))
        return False
    return True


def without(raw: object, faulty: set[Where]) -> object:
    """Return a copy of *raw* without the *faulty* parts, given by their paths in it."""
    if not isinstance(raw, dict):
        return raw
    kept = {}
    for key, value in raw.items():
        if (key,) not in faulty:
            below = {where[1:] for where in faulty if where[0] == key and len(where) > 1}
            kept[key] = without(value, below)
    return kept


class _Page:
    """The parts of a page, checked one by one so that sound ones survive."""

    def __init__(self, document: Document, origin: Origin) -> None:
        self.document = document
        self.origin = origin
        self.files = NamedFiles(origin.folder, origin.allowed)
        self.broken: set[Where] = set()
        """Parts that cannot be relied on, as ``("kpis", "nps", "measure")``."""

    def read(self) -> Definition | None:
        """Return the definition of what is sound."""
        self._check_top()
        self._check("version")
        keys = self._calendar_keys()
        calendar = self._calendar(keys)
        self.files.calendar = calendar or Calendar()
        self.files.kpis = tuple(self._mapping("kpis"))
        definition = Definition(
            version=1,
            heading=self._check("scorecard") or Heading(title="?"),
            calendar=self.files.calendar,
            owners=self._owners(),
            datasets=self._by_id("datasets"),
            kpis=tuple(self._by_id("kpis").values()),
            origin=self.origin,
            groups=self._check("groups") or (),
            journey=self._check("journey") or (),
            escalation=self._check("escalation") or (),
            decision_rights=self._check("decision_rights") or (),
            registers=self._check("registers") or Registers(),
            timezone=keys.timezone if keys else None,
            holidays=self._holidays(keys),
            currency=self._check("currency"),
            closes=self._check("closes") or "history",
            connections=self._by_id("connections"),
            fail_on=self._check("fail_on") or (),
            customers=self._check("customers"),
            comments=self._check("comments"),
            hassles=self._check("hassles"),
            value_at_stake=self._check("value_at_stake") or (),
            listening=self._check("listening"),
        )
        definition = with_comments(with_customers(definition))
        findings = Findings(self.document, self.document.problems, maps=self.files.maps)
        findings.broken |= {str(where[1]) for where in self.broken if where[0] == "kpis"}
        findings.guessed |= {str(where[1]) for where in self.broken if where[2:] == ("measure",)}
        findings.misread |= {str(where[1]) for where in self.broken if where[0] == "datasets"}
        broken = {str(where[1]) for where in self.broken if where[0] == "connections"}
        findings.unreachable |= (
            broken | self._mapping("connections").keys() - definition.connections.keys()
        )
        check_rules(definition, findings, has_calendar=calendar is not None)
        sound = {
            name: dataset
            for name, dataset in definition.datasets.items()
            if name not in findings.misread
        }
        reached = {
            name: connection
            for name, connection in definition.connections.items()
            if name not in findings.unreachable
        }
        definition = replace(definition, datasets=sound, connections=reached)
        check_references(definition, findings, has_calendar=calendar is not None)
        definition = check_customers(definition, findings)
        definition = check_comments(definition, findings)
        definition = check_hassles(definition, findings)
        definition = check_stakes(definition, findings)
        definition = check_listening(definition, findings)
        check_people(definition, findings)
        check_gate(definition, findings)
        kept = tuple(kpi for kpi in definition.kpis if kpi.id not in findings.broken)
        if calendar is None or not kept or ("calendar", "timezone") in self.broken:
            return None
        return replace(definition, kpis=kept)

    def _check_top(self) -> None:
        data, problems = self.document.data, self.document.problems
        unknown = [name for name in data if name not in PARTS]
        meant = {nearest(name, PARTS) for name in unknown}
        for name in unknown:
            problem = unknown_key((name,), self.document)
            if not problem.hint and name in fitting(("scorecard",))[1]:
                meant.add("scorecard")
                problem = replace(problem, hint=f"write it as scorecard: {{{name}: …}}")
            problems.append(problem)
        for name in REQUIRED:
            elsewhere = name == "owners" and "owners_file" in data
            if name not in data and name not in meant and not elsewhere:
                problems.append(missing_key((name,), self.document))
        for name in BY_ID:
            if data.get(name) == {}:
                problems.append(self.document.problem_at_key((name,), "CX110", f"{name} is empty"))

    def _check(self, part: str) -> Any:  # noqa: ANN401 (each part is a noun of its own)
        if part not in self.document.data:
            return None
        return self._read(part, (part,), self.document.data[part])

    def _read(self, part: str, where: Where, raw: object) -> Any:  # noqa: ANN401 (as above)
        """Return the noun at *where*; None where too little of it is sound.

        Faults are noted. What is left without the faulty keys is returned all
        the same, so that the rest of it can be checked in the same pass; it
        counts as broken where the data could not be judged by it.
        """
        try:
            return checker(part).validate_python(raw, context=self.files)
        except ValidationError as error:
            self.document.problems += problems_of(error, where, self.document)
            faulty = faulty_parts(error, where, self.document)
            steps = {str(item["loc"][0]) for item in error.errors() if item["loc"]}
        needed = {meant for step in steps if (meant := nearest(step, _MEASURED_BY))}
        if part in ("datasets", "connections", "calendar"):
            self.broken |= {(*where, step) for step in steps}
        elif part == "kpis":
            self.broken |= {(*where, step) for step in needed}
        return self._read_rest(part, raw, faulty)

    def _read_rest(self, part: str, raw: object, faulty: set[Where]) -> Any:  # noqa: ANN401 (as above)
        rest = without(raw, faulty)
        if not isinstance(rest, dict):
            return None
        try:
            return checker(part).validate_python(
                {**_STAND_INS.get(part, {}), **rest}, context=self.files
            )
        except ValidationError:
            return None

    def _mapping(self, part: str) -> dict[str, Any]:
        found = self.document.data.get(part)
        return found if isinstance(found, dict) else {}

    def _by_id(self, part: str) -> dict[str, Any]:
        """Return the sound nouns of *part* by their ids."""
        raw = self.document.data.get(part)
        if not isinstance(raw, dict):
            if raw is not None:
                problem = wrong_type((part,), self.document, raw, "a mapping of ids")
                self.document.problems.append(problem)
            return {}
        found = {}
        for name, value in raw.items():
            if not is_id(name):
                says = f"'{name}' cannot be an id"
                problem = self.document.problem_at_key((part, name), "CX107", says, ID_HINT)
                self.document.problems.append(problem)
            self.files.kpi = name
            opened = {**value, "*id": name} if isinstance(value, dict) else value
            noun = self._read(part, (part, name), opened)
            if noun is not None and is_id(name):
                found[name] = noun
        return found

    def _owners(self) -> tuple[Owner, ...]:
        """Return the owners of kpis.yaml, then those of their file."""
        found: dict[str, Owner] = self._by_id("owners")
        path = self._check("owners_file")
        if path is not None:
            try:
                found |= self.files.people(path, self._mapping("owners"))
            except PydanticCustomError as error:
                where: Where = ("owners_file",)
                self.document.problems += own_problem(error, where, self.document)
        return tuple(found.values())

    def _calendar_keys(self) -> CalendarKeys | None:
        if "calendar" not in self.document.data:
            return CalendarKeys()
        keys: CalendarKeys | None = self._check("calendar")
        return keys

    def _holidays(self, keys: CalendarKeys | None) -> tuple[date, ...]:
        if keys is None or keys.holidays is None:
            return ()
        try:
            return self.files.holidays(keys.holidays)
        except PydanticCustomError as error:
            where: Where = ("calendar", "holidays")
            self.document.problems += own_problem(error, where, self.document)
            return ()

    def _calendar(self, keys: CalendarKeys | None) -> Calendar | None:
        if keys is None or ("calendar", "period") in self.broken:
            return None
        if keys.period in [grain.value for grain in Grain]:
            return Calendar(Grain(keys.period), keys.fiscal_year_starts)
        try:
            return self.files.periods(keys.period, keys.fiscal_year_starts)
        except PydanticCustomError as error:
            self.document.problems += own_problem(error, ("calendar", "period"), self.document)
            return None
