"""The page as a whole: which keys stand at its top, and the checkers of its parts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter

from cxscore.model.checked import fault, shape
from cxscore.model.dataset import Dataset
from cxscore.model.dataset_forms import open_dataset
from cxscore.model.definition import Group, Heading, Owner, Registers, Stage
from cxscore.model.kpi import Kpi
from cxscore.model.shorthand import Whole, Words

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
    said = f"'{value}'" if isinstance(value, str) else "no word"
    near = (str(value), MONTHS)
    raise fault("CX111", f"{{}} is {said}, not a month", "write its name, as april", near=near)


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
    said = f"'{value}'" if isinstance(value, str) else "no word"
    hint = f"it must be one of: {', '.join(LENGTHS)}, or {{file: periods.csv}}"
    raise fault("CX111", f"{{}} is {said}", hint)


def _check_zone(value: str) -> str:
    import zoneinfo

    zones = zoneinfo.available_timezones()
    if zones and value not in zones:
        near = (value, tuple(zones))
        says = f"there is no time zone '{value}'"
        raise fault("CX115", says, "name one as Europe/London", near=near)
    return value


def _check_version(value: int) -> int:
    if value != 1:
        raise fault("CX112", f"{{}} is {value}", "this cxscore reads version 1")
    return value


def _check_currency(value: str) -> str:
    if re.fullmatch(r"[A-Z]{3}", value) is None:
        raise fault("CX115", f"{{}} is '{value}'", "write its three letters, as GBP")
    return value


Version = Annotated[Whole, AfterValidator(_check_version), Field(json_schema_extra={"const": 1})]
LENGTHS = ("week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class PeriodFile:
    """How a calendar names its file, for the schema."""

    __pydantic_config__ = shape("a file of periods")

    file: Words


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    currency: Annotated[str, AfterValidator(_check_currency)] | None = None
    """The currency of money, as GBP."""
    journey: tuple[Stage, ...] = ()
    """The customer's path, in order."""
    groups: tuple[Group, ...] = ()
    """Sections of the scorecard, in order."""
    registers: Registers = field(default_factory=Registers)
    """The files that people write."""


PARTS: Mapping[str, Any] = {
    "version": Version,
    "scorecard": Heading,
    "owners": Owner,
    "datasets": Annotated[Dataset, BeforeValidator(open_dataset)],
    "kpis": Kpi,
    "calendar": CalendarKeys,
    "currency": Annotated[str, AfterValidator(_check_currency)],
    "journey": tuple[Stage, ...],
    "groups": tuple[Group, ...],
    "registers": Registers,
}
"""What stands under each key at the top; under owners, datasets and kpis, by id."""
REQUIRED = ("version", "scorecard", "owners", "datasets", "kpis")
BY_ID = ("owners", "datasets", "kpis")


@cache
def checker(part: str) -> "TypeAdapter[Any]":
    """Return what checks a part of the page, made when it is first needed."""
    return TypeAdapter(PARTS[part])
