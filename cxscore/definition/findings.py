"""What the checks beyond single keys have found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cxscore.composed import composed
from cxscore.documents import Document, Where
from cxscore.problems import Problem, Severity
from cxscore.tables import Table


@dataclass(slots=True)
class Findings:
    """Problems with their places, and the KPIs that cannot be measured for them."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    """KPIs whose measure is a stand-in for a faulty one."""
    misread: set[str] = field(default_factory=set)
    """Datasets whose rows cannot be judged for their own faults."""
    unreachable: set[str] = field(default_factory=set)
    """Connections that cannot be used for their own faults."""
    maps: Mapping[str, Table] = field(default_factory=dict)
    """Files of old and new that it names, by their paths as written."""

    @property
    def errors(self) -> int:
        """How many faults there are so far that keep something from being measured."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    def say(self, where: Where, code: str, text: str, hint: str = "") -> None:
        """Note an error at the value of *where*."""
        self.problems.append(self.document.problem(where, code, text, hint))

    def say_of_map(self, where: Where, old: str, code: str, text: str, hint: str = "") -> None:
        """Note an error at what *old* is mapped to: in the file that *where* names, or below it."""
        written = self.wrote(*where)
        table = self.maps.get(written) if isinstance(written, str) else None
        rows = table.rows if table is not None else ()
        row = next((row for row in rows if composed(row["old"]) == old), None)
        if table is None or row is None:
            self.say((*where, old), code, text, hint)
        else:
            self.problems.append(table.problem(row, "new", code, text, hint))

    def say_at_key(self, where: Where, code: str, text: str, hint: str = "") -> None:
        """Note an error at the key of *where*."""
        self.problems.append(self.document.problem_at_key(where, code, text, hint))

    def warn(self, where: Where, code: str, text: str, hint: str = "") -> None:
        """Note a warning at the key of *where*."""
        problem = self.document.problem_at_key(where, code, text, hint)
        self.problems.append(replace(problem, severity=Severity.WARNING))

    def wrote(self, *where: str | int) -> object:
        """Return what the document holds at *where*; None where it holds nothing."""
        return self.document.at(where)
