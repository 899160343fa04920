"""The whole of kpis.yaml, checked: what is measured, by whom, from what."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from cxscore.calendar import Calendar, Period
from cxscore.frozen import frozen
from cxscore.model.connections import Connection
from cxscore.model.customer_comments import CustomerComments
from cxscore.model.customers import Customers
from cxscore.model.dataset import Dataset
from cxscore.model.decision_rights import DecisionRight
from cxscore.model.escalation import EscalationStep
from cxscore.model.hassles import Hassles
from cxscore.model.kpi import Kpi
from cxscore.model.listening import Listening
from cxscore.model.outline import Group, Heading, Owner, Stage
from cxscore.model.registers import Registers
from cxscore.model.stakes import Stake
from cxscore.problems import Problem, Severity, subject_at


@frozen
class Origin:
    """The file a definition was read from, and where in it each part stands."""

    path: str
    """As it is printed: relative to the working directory where beneath it."""
    folder: Path
    """The folder that relative paths start from."""
    sha256: str
    places: Mapping[tuple[str | int, ...], tuple[int, int]] = field(default_factory=dict)
    """Line and column by path in the document: ``("kpis", "nps", "owner")``."""
    allowed: tuple[Path, ...] = ()
    """Folders besides *folder* that files may be read from."""
    unverified: bool = False
    """Whether engines that no test has run may be asked, too."""

    def problem(
        self,
        where: tuple[str | int, ...],
        code: str,
        text: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """Return a problem at the part *where*, or at the nearest part above it.

        Keys that were given from Python have no lines; then the text names the key.
        """
        line, column = self.place(where)
        if not line:
            text = f"{'.'.join(map(str, where))}: {text}"
        return Problem(
            self.path, line, column, code, text, severity, hint, subject=subject_at(where)
        )

    def named(self, where: tuple[str | int, ...]) -> str:
        """Return the part *where* as messages about other files name it."""
        line, column = self.place(where)
        return f"{self.path}:{line}:{column}" if line else ".".join(map(str, where))

    def place(self, where: tuple[str | int, ...]) -> tuple[int, int]:
        """Return the line and column of *where*, or of the nearest part above it."""
        for length in range(len(where), -1, -1):
            if where[:length] in self.places:
                return self.places[where[:length]]
        return 1, 1


@frozen
class Definition:
    """Everything kpis.yaml says."""

    version: int
    heading: Heading
    calendar: Calendar
    owners: tuple[Owner, ...]
    datasets: Mapping[str, Dataset]
    kpis: tuple[Kpi, ...]
    origin: Origin
    groups: tuple[Group, ...] = ()
    journey: tuple[Stage, ...] = ()
    registers: Registers = field(default_factory=Registers)
    timezone: str | None = None
    holidays: tuple[date, ...] = ()
    """Days that are no workdays, in order."""
    currency: str | None = None
    closes: str = "history"
    """The folder of what was closed, from that of kpis.yaml."""
    escalation: tuple[EscalationStep, ...] = ()
    """Where a KPI goes that has been off target for long."""
    decision_rights: tuple[DecisionRight, ...] = ()
    """Who may decide about how much."""
    fail_on: tuple[str, ...] = ()
    """Conditions of the gate; none where there is none."""
    connections: Mapping[str, Connection] = field(default_factory=dict)
    """Where tables are asked for, by id."""
    customers: Customers | None = None
    """Who is a customer, for the ledger."""
    comments: CustomerComments | None = None
    """What customers say in their own words; None where nobody says where it stands."""
    hassles: Hassles | None = None
    """What lets customers down, by cause; None where nobody says where it stands."""
    value_at_stake: tuple[Stake, ...] = ()
    """What customers meet with, and may be lost by."""
    listening: Listening | None = None
    """Where customers are listened to; None where nobody looks."""
    warnings: tuple[Problem, ...] = ()

    @property
    def former_ids(self) -> Mapping[str, str]:
        """The ids that KPIs have now, by those that they had before."""
        return {kpi.was: kpi.id for kpi in self.kpis if kpi.was is not None}

    @property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the KPIs in each group, by its id."""
        return {
            group.id: tuple(kpi.id for kpi in self.kpis if kpi.group == group.id)
            for group in self.groups
        }

    def period_length(self, kpi: Kpi) -> Calendar:
        """Return the calendar that *kpi* is measured by."""
        return self.calendar if kpi.period is None else self.calendar.coarser(kpi.period)

    def days_of(self, kpi: Kpi, text: str) -> tuple[date, date] | None:
        """Return the first and last day that *text*, a period or day of kpis.yaml, means.

        It may be of *kpi*'s own calendar or of the scorecard's.
        """
        return self.period_length(kpi).span(text) or self.calendar.span(text)

    def baseline_of(self, kpi: Kpi) -> tuple[Period, ...]:
        """Return the whole periods of the stretch that *kpi*'s limits come from; none for none."""
        if kpi.baseline is None:
            return ()
        first, last = (self.days_of(kpi, t) for t in (kpi.baseline.start, kpi.baseline.end))
        if first is None or last is None:
            return ()
        calendar = self.period_length(kpi)
        start, end = calendar.period_of(first[0]), calendar.period_of(last[1])
        if start is None or end is None:
            return ()
        within = calendar.between(start, end)
        return tuple(p for p in within if p.start >= first[0] and p.end <= last[1])
