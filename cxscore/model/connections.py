"""The places where rows live that no file holds: warehouses and lakes."""

import re
from typing import Annotated

from cxscore.frozen import frozen
from cxscore.model.annotations import BeforeValidator, Field
from cxscore.model.checked import fault, shape, shown

VARIABLE_HINT = "name an environment variable that holds it, as CX_WAREHOUSE_URL"
"""What to write where an address or a password stands: nothing of either belongs in kpis.yaml."""
LONGEST_TIMEOUT = 86_400.0
"""Seconds of a day, the longest that one statement may take."""
MOST_DAYS = 3660
_SECONDS = {"s": 1, "sec": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600}
_DAYS = {"d": 1, "day": 1, "week": 7}
_PART = r"(?!.*--)[\w$-]{1,128}"
_TABLE = re.compile(rf"{_PART}(?:\.{_PART}){{0,2}}")


def open_connection(value: object) -> object:
    """Return a connection without its id, which stands beside it; an address is not repeated."""
    if isinstance(value, str):
        hint = "write {url_from: CX_WAREHOUSE_URL}, with a variable's name"
        raise fault("CX127", "{} is a text, and not a mapping of keys", hint)
    if not isinstance(value, dict):
        return value
    return {key: part for key, part in value.items() if key != "*id" and not is_secret(key)}


def is_secret(key: str) -> bool:
    """Return whether *key* is one that people write an address or a password under."""
    return key.lower() in _SECRETS


def is_variable(value: object) -> bool:
    """Return whether *value* can be the name of an environment variable."""
    return isinstance(value, str) and re.fullmatch(r"[A-Z_][A-Z0-9_]{0,254}", value) is not None


def open_variable(value: object) -> object:
    """Return *value* if it can be the name of an environment variable; nothing else is repeated.

    Capital letters are asked for, so that a password is no name.
    """
    if isinstance(value, str) and not is_variable(value):
        address = "://" in value
        says = "{} is an address" if address else "{} is not the name of an environment variable"
        hint = "leave $, % and brackets around the name out"
        odd = re.fullmatch(r"[$%{(]+[A-Z_][A-Z0-9_]*[)}%]*", value)
        raise fault("CX127", says, hint if odd else VARIABLE_HINT)
    return value


def open_timeout(value: object) -> object:
    """Return how many seconds *value*, such as ``300 s`` or ``5 min``, are."""
    seconds = _amount(value, _SECONDS)
    if seconds is None:
        raise fault("CX110", "{} is not a length of time", "write it as 300 s, or as 5 min")
    if not 0.001 <= seconds <= LONGEST_TIMEOUT:
        hint = "it must be more than 0, and at most 24 h"
        raise fault("CX112", f"{{}} is {shown(value)}", hint)
    return seconds


def open_days(value: object) -> object:
    """Return how many days *value*, such as ``45 days`` or ``6 weeks``, are."""
    days = _amount(value, _DAYS)
    if days is None or not days.is_integer():
        says = f"{{}} is {shown(value)}, not a number of days"
        raise fault("CX110", says, "write it as 45 days")
    if not 1 <= days <= MOST_DAYS:
        hint = f"it must be at least 1 day, and at most {MOST_DAYS} days"
        raise fault("CX112", f"{{}} is {shown(value)}", hint)
    return int(days)


def open_table(value: object) -> object:
    """Return *value* if it can be the name of a table: up to three parts, nothing to be run."""
    if isinstance(value, str) and not _TABLE.fullmatch(value):
        says = f"{{}} is {shown(value)}, not the name of a table"
        hint = "write up to three names with dots between them, as cx.surveys"
        if re.search(r"""["'`\[\]]""", value):
            hint = "write it without quotes and brackets, as cx.surveys"
        elif re.match(r"\s*(select|with)\s", value, re.IGNORECASE):
            hint = "put a SELECT into a file of its own, and name that: query: surveys.sql"
        raise fault("CX128", says, hint)
    return value


def open_connection_id(value: object) -> object:
    """Return *value* if it is no address; what is none of the ids is said elsewhere."""
    if isinstance(value, str) and "://" in value:
        raise fault("CX127", "{} is an address", "name one of 'connections' by its id")
    return value


def _amount(value: object, units: dict[str, int]) -> float | None:
    """Return *value*, a number or a text with a unit, in the first of *units*."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        # A number beyond every double is no length of time either.
        return float(value) if abs(value) < 1e15 else None
    found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?) ?([a-z]*)", str(value).strip().lower())
    if not isinstance(value, str) or found is None:
        return None
    unit = found[2] if found[2] in units else found[2].removesuffix("s")
    return float(found[1]) * units[unit] if unit in units else None


_SECRETS = {
    *("url", "uri", "dsn", "address", "connection_string", "connectionstring", "jdbc", "remote"),
    *("host", "hostname", "server", "port", "database", "account", "driver", "user", "username"),
    *("password", "passwd", "pwd", "pass", "passphrase", "secret", "token", "access_token"),
    *("key", "api_key", "apikey", "private_key", "credentials"),
}

_Variable = Annotated[str, Field(pattern=r"^[A-Z_][A-Z0-9_]*$")]
_Table = Annotated[str, Field(pattern=r"^[\w$-]+(\.[\w$-]+){0,2}$")]
Variable = Annotated[
    str,
    Field(min_length=1),
    BeforeValidator(open_variable, json_schema_input_type=_Variable),
]
Seconds = Annotated[float, BeforeValidator(open_timeout, json_schema_input_type=str | float)]
DaysLong = Annotated[int, BeforeValidator(open_days, json_schema_input_type=str | int)]
TableName = Annotated[
    str,
    Field(min_length=1),
    BeforeValidator(open_table, json_schema_input_type=_Table),
]
ConnectionId = Annotated[
    str, Field(min_length=1), BeforeValidator(open_connection_id, json_schema_input_type=str)
]


@frozen
class Connection:
    """Where rows live, named by the environment variable that says how it is reached."""

    __pydantic_config__ = shape("a connection")

    url_from: Variable | None = None
    """The environment variable that holds an SQLAlchemy URL."""
    spark: Variable | None = None
    """The environment variable that holds the address of a Spark Connect server."""
    timeout: Seconds = 300.0
    """How long one statement may take: ``300 s``, ``5 min``, or a number of seconds."""
