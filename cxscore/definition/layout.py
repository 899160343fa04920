"""The page as a whole: which keys stand at its top, and the checkers of its parts."""

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from typing import Annotated, Any, Literal

from pydantic_core import SchemaValidator
from pydantic_core import __version__ as core_version

from cxscore.definition.core_schema import adapter_of, core_schema_of
from cxscore.frozen import frozen
from cxscore.model.annotations import AfterValidator, BeforeValidator, Field
from cxscore.model.checked import fault, shape, shown
from cxscore.model.connections import Connection, open_connection
from cxscore.model.customer_comments import CustomerComments
from cxscore.model.customers import Customers
from cxscore.model.dataset import Dataset
from cxscore.model.dataset_forms import open_dataset
from cxscore.model.decision_rights import DecisionRight
from cxscore.model.escalation import EscalationStep
from cxscore.model.hassles import Hassles
from cxscore.model.kpi import Kpi
from cxscore.model.listening import Listening
from cxscore.model.outline import Group, Heading, Owner, Stage
from cxscore.model.registers import Registers
from cxscore.model.shorthand import Whole, Words, open_list
from cxscore.model.stakes import Stake
from cxscore.nearest import nearest

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


def _open_month(value: object) -> object:
    """Return the number of a month that is given by its name."""
    if isinstance(value, str) and value.lower() in MONTHS:
        return MONTHS.index(value.lower()) + 1
    if type(value) is int and 1 <= value <= 12:
        return value
    near = (str(value), MONTHS if isinstance(value, str) else ())
    says = f"{{}} is {shown(value)}, not a month"
    raise fault("CX111", says, "write its name, as april", near=near)


def _open_length(value: object) -> object:
    """Return the file of a calendar, or the word for the length of its periods."""
    if isinstance(value, dict):
        if set(value) == {"file"} and isinstance(value["file"], str):
            return value["file"]
        raise fault(
            "CX111", "{} is not {file: …}", "name the file of periods, as {file: periods.csv}"
        )
    if value in LENGTHS or (isinstance(value, str) and value.lower().endswith(".csv")):
        return value
    meant = nearest(value, LENGTHS) if isinstance(value, str) else None
    listed = f"it must be one of: {', '.join(LENGTHS)}, or {{file: periods.csv}}"
    raise fault("CX111", f"{{}} is {shown(value)}", f"did you mean '{meant}'?" if meant else listed)


def _check_zone(value: str) -> str:
    import zoneinfo

    zones = zoneinfo.available_timezones()
    if zones and value not in zones:
        says = f"there is no time zone '{value}'"
        offset = re.search(r"[-+]\d", value)
        place = value.strip().replace(" ", "_").lower()
        # Etc/GMT+1 is an hour behind Greenwich: no offset leads there.
        named = () if offset else sorted(zones)
        zone = next((zone for zone in named if zone.lower().endswith(f"/{place}")), None)
        hint = f"did you mean '{zone}'?" if zone else "name one as Europe/London"
        near = ("", ()) if zone or offset else (value, tuple(zones))
        raise fault("CX115", says, hint, near=near)
    return value


def _check_version(value: int) -> int:
    if value != 1:
        raise fault("CX112", f"{{}} is {value}", "this cxscore reads version 1")
    return value


def _check_currency(value: str) -> str:
    if re.fullmatch(r"[A-Z]{3}", value) is None:
        meant = _CURRENCIES.get(value.strip().lower(), "")
        if not meant and re.fullmatch(r"[a-zA-Z]{3}", value.strip()):
            meant = value.strip().upper()
        hint = f"write {meant}" if meant else "write its three letters, as GBP"
        raise fault("CX115", f"{{}} is '{value}'", hint)
    return value


Version = Annotated[Whole, AfterValidator(_check_version), Field(json_schema_extra={"const": 1})]
_CURRENCIES = {"€": "EUR", "euro": "EUR", "£": "GBP", "pound": "GBP", "$": "USD", "dollar": "USD"}
FailOn = Annotated[
    tuple[Words, ...], BeforeValidator(open_list, json_schema_input_type=str | list[str])
]
LENGTHS = ("week", "month", "quarter", "year")


@frozen
class PeriodFile:
    """How a calendar names its file, for the schema."""

    __pydantic_config__ = shape("a file of periods")

    file: Words
    """A CSV file with period,start,end,year,number."""


@frozen
class CalendarKeys:
    """How time is cut into periods."""

    __pydantic_config__ = shape("the calendar")

    period: Annotated[
        str,
        BeforeValidator(
            _open_length,
            json_schema_input_type=Literal["week", "month", "quarter", "year"] | PeriodFile,
        ),
    ] = "month"
    """week (ISO), month, quarter or year, or a file with period,start,end,year,number."""
    fiscal_year_starts: Annotated[
        int, BeforeValidator(_open_month, json_schema_input_type=str | int)
    ] = 1
    """The month in which years start, as april."""
    timezone: Annotated[str, AfterValidator(_check_zone)] | None = None
    """Required where a date column carries offsets, as Europe/London."""
    holidays: Words | None = None
    """A CSV file with date,name: days that workdays leave out."""


@frozen
class Page:
    """The keys at the top of kpis.yaml."""

    __pydantic_config__ = shape("kpis.yaml")

    version: Version
    """Of this format: 1."""
    scorecard: Heading
    """What stands on the paper's head, and how it is set."""
    owners: Annotated[Mapping[str, Owner], Field(min_length=1)]
    """The people who answer for KPIs, by id."""
    datasets: Annotated[Mapping[str, Dataset], Field(min_length=1)]
    """Where the rows come from, by id."""
    kpis: Annotated[Mapping[str, Kpi], Field(min_length=1)]
    """What is measured, by id, in the scorecard's order."""
    calendar: CalendarKeys = CalendarKeys()
    """How time is cut into periods; months where nothing is said."""
    connections: Annotated[Mapping[str, Connection], Field(min_length=1)] = field(
        default_factory=dict
    )
    """Where tables are asked for, by id."""
    currency: Annotated[str, AfterValidator(_check_currency)] | None = None
    """The currency of money, as GBP."""
    closes: Words = "history"
    """The folder of what was closed, from that of kpis.yaml; history where nothing is said."""
    journey: tuple[Stage, ...] = ()
    """The customer's path, in order."""
    groups: tuple[Group, ...] = ()
    """Sections of the scorecard, in order."""
    owners_file: Words | None = None
    """A CSV file or workbook with id,name,role,team,email,deputy,supplier,until: more owners."""
    escalation: tuple[EscalationStep, ...] = ()
    """After how many periods off target a KPI goes to whom."""
    decision_rights: tuple[DecisionRight, ...] = ()
    """Who may decide about how much, and who decides what costs more."""
    fail_on: FailOn = ()
    """Conditions of the gate: a build that breaches one ends with exit code 3."""
    registers: Registers = field(default_factory=Registers)
    """The files that people write."""
    customers: Customers | None = None
    """Who is a customer, from when to when, and at what value: the customer ledger."""
    comments: CustomerComments | None = None
    """What customers say in their own words, counted by theme."""
    hassles: Hassles | None = None
    """What lets customers down, by the seven causes."""
    value_at_stake: tuple[Stake, ...] = ()
    """What customers meet with, how many more of them are lost than of others alike, its value."""
    listening: Listening | None = None
    """Where customers are listened to, and at which moments nobody does."""


PARTS: Mapping[str, Any] = {
    "version": Version,
    "scorecard": Heading,
    "owners": Owner,
    "owners_file": Words,
    "escalation": tuple[EscalationStep, ...],
    "decision_rights": tuple[DecisionRight, ...],
    "connections": Annotated[Connection, BeforeValidator(open_connection)],
    "datasets": Annotated[Dataset, BeforeValidator(open_dataset)],
    "kpis": Kpi,
    "calendar": CalendarKeys,
    "currency": Annotated[str, AfterValidator(_check_currency)],
    "closes": Words,
    "journey": tuple[Stage, ...],
    "groups": tuple[Group, ...],
    "fail_on": FailOn,
    "registers": Registers,
    "customers": Customers,
    "comments": CustomerComments,
    "hassles": Hassles,
    "value_at_stake": tuple[Stake, ...],
    "listening": Listening,
}
"""What stands under each key at the top; under owners, connections, datasets and kpis, by id."""
REQUIRED = ("version", "scorecard", "owners", "datasets", "kpis")
BY_ID = ("owners", "connections", "datasets", "kpis")


KNOWN_CORE = "2.50."
"""The versions of pydantic-core whose schemas are ours; for others pydantic makes them."""


@cache
def checker(part: str) -> SchemaValidator:
    """Return what checks a part of the page, made when it is first needed."""
    # Another core may call a limit something else, and would pass over ours without a word.
    known = core_version.startswith(KNOWN_CORE)
    return SchemaValidator(
        core_schema_of(PARTS[part]) if known else adapter_of(PARTS[part]).core_schema
    )
