"""The short forms that kpis.yaml allows, opened before the nouns are checked."""

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from cxscore.corrections import day_hint, plain_number
from cxscore.frozen import frozen
from cxscore.model.annotations import AfterValidator, BeforeValidator, Field
from cxscore.model.checked import fault, shape, shown
from cxscore.model.number_formats import NUMBER_FORMATS

if TYPE_CHECKING:
    from pydantic import ValidationInfo


class Files(Protocol):
    """Opens the small files that a definition names; handed over as the context."""

    def renames(self, path: str) -> Mapping[str, str]:
        """Return old categories to new ones from the CSV file *path*."""
        ...

    def targets(self, path: str) -> Sequence[Mapping[str, Any]]:
        """Return the steps of a target from the CSV file *path*."""
        ...


def open_day(value: object) -> object:
    """Return the date that *value*, text such as ``2026-07-23``, means."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            says = f"{{}} is '{value}', a day that does not exist"
            raise fault("CX113", says, day_hint(value, otherwise="")) from None
    hint = day_hint(str(value))
    raise fault("CX113", f"{{}} is {shown(value)}, not a day", hint)


def open_period(value: object) -> object:
    """Return a period as text; a bare year is a number in YAML."""
    return str(value) if type(value) is int else value


def open_cell(value: object) -> object:
    """Return what stands in a cell as text; codes such as 11 and 9.99 are numbers in YAML."""
    number = type(value) is int or (type(value) is float and math.isfinite(value))
    return str(value) if number else value


def open_list(value: object) -> list[object]:
    """Return a list, where one item may stand alone."""
    return value if isinstance(value, list) else [value]


def open_by(value: object) -> object:
    """Return lists of columns, where a column may stand alone."""
    return [open_list(item) for item in open_list(value)]


def open_rename(value: object, info: "ValidationInfo") -> object:
    """Return old to new categories, where a CSV file may hold them."""
    if not isinstance(value, str):
        return value
    if not is_path(value):
        hint = "write {Nth: North}, old to new, or the path of a CSV file with old,new"
        raise fault("CX110", f"{{}} is '{value}', neither new names nor a file", hint)
    return value if info.context is None else info.context.renames(value)


def is_path(text: str) -> bool:
    """Return whether *text* looks like the path of a file, and not like names or an arrow."""
    return "->" not in text and re.search(r"[./\\*?]", text) is not None


def open_steps(value: object, info: "ValidationInfo") -> object:
    """Return the steps of a target written as a number, a range, a list or a file."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if set(value) == {"file"} and isinstance(value["file"], str) and info.context is not None:
            return info.context.targets(value["file"])
        _check_dated(value)
        return [value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [{"value": value}]
    number = plain_number(value) if isinstance(value, str) else None
    quoted = ", without quotes" if number == value else ""
    hint = f"write {number}{quoted}" if number else _TARGETS
    raise fault("CX140", f"{{}} is {shown(value)}, not a target", hint)


def _check_dated(value: Mapping[str, object]) -> None:
    """Refuse a mapping of periods to targets, with the list that says the same."""
    if value and all(re.match(r"(FY)?\d{4}", key) for key in value):
        steps = ", ".join(
            f"{{from: {key}, value: {step}}}"
            for key, step in value.items()
            if isinstance(step, int | float)
        )
        hint = f"write a list: [{steps}]" if steps else _TARGETS
        raise fault("CX140", "{} has periods as its keys", hint)


_TARGETS = (
    "give a number, {low: …, high: …}, a list of {from: …, value: …}, {column: …} or {file: …}"
)


def open_targets_by_segment(value: object) -> object:
    """Return targets by segment with those of the named ones put together."""
    assert isinstance(value, dict)
    own = ("by", "whole", "rest")
    opened = {key: part for key, part in value.items() if key in own}
    opened["*named"] = {key: part for key, part in value.items() if key not in own}
    return opened


def tell_target(value: object) -> str:
    """Return which kind of target *value* is."""
    if not isinstance(value, dict):
        return "*steps"
    return "*segments" if "by" in value else "*column" if "column" in value else "*steps"


def open_bad_rows(value: object) -> object:
    """Return the share of bad rows that may be skipped."""
    if value in ("error", "skip"):
        return {"*up_to": 1.0 if value == "skip" else 0.0}
    if isinstance(value, dict) and set(value) == {"skip_up_to"}:
        return {"*up_to": open_percent(value["skip_up_to"])}
    hint = "write error, skip or {skip_up_to: 1%}"
    raise fault("CX111", f"{{}} is {shown(value)}", hint)


def open_percent(value: object) -> float:
    """Return ``1%`` as 0.01."""
    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,9})?) ?%", value) if isinstance(value, str) else None
    at = ("skip_up_to",)
    if found is None:
        raise fault("CX111", f"{{}} is {shown(value)}, not a percentage", "write it as 1%", at)
    if float(found[1]) > 100:
        raise fault("CX112", f"{{}} would skip up to {value}", "it must be at most 100%", at)
    return float(found[1]) / 100


def open_population(value: object) -> object:
    """Return a population written as a number or as the column that holds it."""
    number = plain_number(value) if isinstance(value, str) else None
    if number and re.fullmatch(r"[\d.,_ '’]+", str(value)):
        raise fault("CX110", f"{{}} is '{value}', which is text", f"write {number}")
    if isinstance(value, str):
        return {"column": value}
    if isinstance(value, int) and not isinstance(value, bool):
        return {"size": value}
    if isinstance(value, dict) and value and not {"size", "column"} <= value.keys():
        return value
    hint = "give a whole number, or the column that holds it"
    says = f"{{}} is {shown(value)}, not how many customers there are"
    raise fault("CX110", says, hint)


def open_count(value: object) -> object:
    """Return the column that is counted; none for ``rows``."""
    return {} if value == "rows" else {"column": value}


def open_median(value: object) -> object:
    """Return the percentile that the median of *value*, an expression, is."""
    return {"of": value, "p": 50.0}


def open_count_rows(value: object) -> bool:
    """Return True for ``rows``."""
    if value == "rows":
        return True
    raise fault("CX137", "{} counts rows only", "write count: rows, or sum with an expression")


COARSER = ("month", "quarter", "year")


def open_coarser(value: object) -> object:
    """Return *value* if it is a length of periods that a KPI may ask for."""
    if value in COARSER:
        return value
    raise fault("CX111", f"{{}} is {shown(value)}", near=(str(value), COARSER))


def check_unit(value: str) -> str:
    """Return *value* if it is no other way to write one of the units that mean more than a word."""
    if value.strip().lower() in ("%", "pct", "percentage", "percents", "per cent", "prozent"):
        raise fault("CX111", f"{{}} is '{value}', a word without a meaning", "write percent")
    return value


def check_locale(value: str) -> str:
    """Return *value* if it is a locale whose numbers can be written."""
    if value not in NUMBER_FORMATS:
        says, hint = f"there is no number format '{value}'", "name one as en_GB"
        raise fault("CX115", says, hint, near=(value, tuple(NUMBER_FORMATS)))
    return value


def check_email(value: str) -> str:
    """Return *value* if it can be an email address."""
    if re.fullmatch(r"[^@\s]+@[^@\s]+", value) is None:
        raise fault("CX115", f"{{}} is '{value}', not an email address")
    return value


def check_id(value: str) -> str:
    """Return *value* if it can be an id."""
    if not is_id(value):
        raise fault("CX107", f"'{value}' cannot be an id", ID_HINT)
    return value


ID_HINT = "an id is a letter, then letters, digits, '_' and '-'"


def is_id(value: str) -> bool:
    """Return whether *value* can be an id."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", value) is not None


@frozen
class SkipUpTo:
    """How ``bad_rows`` names a share, for the schema."""

    __pydantic_config__ = shape("bad_rows")

    skip_up_to: Annotated[str, Field(pattern=r"^0*(100(\.0+)?|\d{1,2}(\.\d+)?) ?%$")]
    """The part of rows that may be bad, as 1%."""


@frozen
class TargetFile:
    """How a target names a file, for the schema."""

    __pydantic_config__ = shape("a target file")

    file: str
    """A CSV file with from,value: a target a line."""


MOST = 1_000_000_000_000_000
"""The largest whole number; every double below it is exact."""

Words = Annotated[str, Field(min_length=1)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True, le=MOST)]
NotNegative = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
Flag = Annotated[bool, Field(strict=True)]
Unit = Annotated[Words, AfterValidator(check_unit)]
Id = Annotated[
    str,
    AfterValidator(check_id),
    Field(json_schema_extra={"pattern": r"^[A-Za-z][A-Za-z0-9_-]*$"}),
]
Locale = Annotated[
    str, AfterValidator(check_locale), Field(json_schema_extra={"enum": list(NUMBER_FORMATS)})
]
Email = Annotated[str, AfterValidator(check_email)]
Coarser = Literal["month", "quarter", "year"]
Day = Annotated[date, BeforeValidator(open_day, json_schema_input_type=str)]
PeriodText = Annotated[Words, BeforeValidator(open_period, json_schema_input_type=str | int)]
CellText = Annotated[str, BeforeValidator(open_cell, json_schema_input_type=str | int | float)]
CellTexts = Annotated[
    tuple[CellText, ...],
    BeforeValidator(open_list, json_schema_input_type=str | int | list[str | int]),
]
Renames = Annotated[
    Mapping[str, CellText],
    BeforeValidator(open_rename, json_schema_input_type=str | dict[str, str | int]),
]
ByColumns = Annotated[
    tuple[tuple[Words, ...], ...],
    BeforeValidator(open_by, json_schema_input_type=str | list[str | list[str]]),
]
Columns = Annotated[list[str], Field(min_length=1)]
BadRowsInput = Literal["error", "skip"] | SkipUpTo
