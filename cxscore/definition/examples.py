"""What to type where a value is of the wrong type: an example to paste, made of what was typed."""

import re
from collections.abc import Callable, Mapping

from cxscore.corrections import plain_number, plain_truth
from cxscore.documents import Where

_TEXT, _LIST, _MAPPING = str, list, dict
_NUMBER = (int, float)

_EXAMPLES: tuple[tuple[str, type | tuple[type, ...], str], ...] = (
    ("scorecard", _TEXT, "write scorecard: {{title: {value}}}"),
    ("scorecard.*", _LIST, "write one text"),
    ("calendar", _TEXT, "write calendar: {{period: {value}}}"),
    ("registers", (str, list), "write registers: {{actions: {first}}}"),
    ("owners", _LIST, "write each under an id, as owners: {{ana: {{name: Ana Diaz}}}}"),
    ("owners.*", _TEXT, "write {key}: {{name: {value}}}"),
    ("groups", _MAPPING, "write a list: groups: [{{id: {first}, name: …}}]"),
    ("groups.*", _TEXT, "write {{id: {id}, name: {value}}}"),
    ("journey", _MAPPING, "write a list: journey: [{{id: {first}, name: …}}]"),
    ("journey.*", _TEXT, "write {{id: {id}, name: {value}}}"),
    ("journey.*.moments.*", _TEXT, "write {{id: {id}, name: {value}}}"),
    (
        "connections",
        (str, list),
        "write each under an id, as connections: {{warehouse: {{url_from: CX_WAREHOUSE_URL}}}}",
    ),
    ("connections.*", _LIST, "write {key}: {{url_from: CX_WAREHOUSE_URL}}, with a variable's name"),
    ("datasets", _LIST, "write each under an id, as datasets: {{surveys: {{file: …, date: …}}}}"),
    ("datasets.*", (str, list), "write {key}: {{file: {first}, date: …}}"),
    ("datasets.*.columns", _LIST, "write each under its name, as {first}: {{from: …}}"),
    ("datasets.*.columns.*", _TEXT, "write {key}: {{from: {value}}}"),
    (
        "datasets.*.columns.*.scale",
        (str, int, float, dict),
        "write the lowest and highest: {range}",
    ),
    ("datasets.*.columns.*.rename", _LIST, "write old to new, as {{Nth: North}}"),
    ("datasets.*.date", _LIST, "write {{year: …, month: …}}, each with its column"),
    ("datasets.*.header", bool, "write the number of the header's line, as header: 3"),
    ("datasets.*.survey_weight", _NUMBER, "name the column that holds it"),
    ("datasets.*.frequency", _NUMBER, "name the column that holds it"),
    ("value_at_stake", _MAPPING, "write a list: value_at_stake: [{{id: {first}, name: …}}]"),
    ("kpis", _LIST, "write each under its id: '{first}:' in the place of '- id: {first}'"),
    ("kpis.*.owner", _LIST, "exactly one person answers for it: owner: {first}; {others}"),
    ("kpis.*.owner", _MAPPING, "name an id of owners, as owner: ana"),
    ("kpis.*.contributors", (str, list), "write whom, and for what: {{{first}: …}}"),
    ("kpis.*.dataset", _LIST, "write one id, as dataset: {first}"),
    ("kpis.*.where", _LIST, "write one condition: {joined}"),
    ("kpis.*.where", _MAPPING, "write a condition, as {first} = '…'"),
    ("kpis.*.by", _MAPPING, "write a list of columns, as by: [{first}]"),
    ("kpis.*.drivers", _TEXT, "write a list: drivers: [{value}]"),
    ("kpis.*.target.*", _NUMBER, "write {{from: 2026-01, value: {value}}}, or one number alone"),
    ("kpis.*.breaks", (str, int), "write a list: breaks: [{{from: {value}, reason: …}}]"),
    ("kpis.*.breaks", _MAPPING, "write a list: breaks: [{{from: …, reason: …}}]"),
    ("kpis.*.breaks.*", (str, int), "write {{from: {value}, reason: …}}"),
    ("kpis.*.ignore", (str, int), "write a list: ignore: [{{period: {value}, reason: …}}]"),
    ("kpis.*.ignore", _MAPPING, "write a list: ignore: [{{period: …, reason: …}}]"),
    ("kpis.*.ignore.*", (str, int), "write {{period: {value}, reason: …}}"),
    ("kpis.*.level", _TEXT, "write a share of 1, as level: 0.95"),
    ("kpis.*.benchmark", (str, int, float), "write {{value: {value}, source: …}}"),
    ("kpis.*.measure.count", (bool, list), "write {{count: rows}}, or one column"),
    ("kpis.*.measure.ratio", _TEXT, "write {{ratio: {{numerator: {over}, denominator: {under}}}}}"),
    ("kpis.*.measure.ratio", _LIST, "write {{ratio: {{numerator: …, denominator: …}}}}"),
    ("kpis.*.measure.share", _TEXT, "write {{share: {{that: {value}}}}}"),
    ("kpis.*.measure.top_box", _TEXT, "write {{top_box: {{column: {value}, at_least: 4}}}}"),
    ("kpis.*.measure.low_box", _TEXT, "write {{low_box: {{column: {value}, at_most: 2}}}}"),
    ("kpis.*.measure.within", (str, int), "write {{within: {{from: …, to: …, days: {number}}}}}"),
    ("kpis.*.measure.percentile", _NUMBER, "write {{percentile: {{of: …, p: {value}}}}}"),
    ("kpis.*.measure.percentile", _TEXT, "write {{percentile: {{of: {value}, p: 90}}}}"),
    ("kpis.*.measure.open_at_end", _TEXT, "write {{open_at_end: {{opened: …, closed: …}}}}"),
)
"""Parts of kpis.yaml, what stands there by mistake, and what to write instead."""


def example(where: Where, value: object, wanted: str) -> str:
    """Return the hint for *value* at *where*, where something *wanted* belongs; empty if none fits.

    *wanted* is as the message says it: ``a number``, ``true or false``.
    """
    for pattern, types, text in _EXAMPLES:
        if isinstance(value, types) and _fits(pattern, where):
            if isinstance(value, bool) and types is not bool and bool not in _each(types):
                continue
            return text.format_map(_parts(where, value))
    return _by_type(value, wanted)


def _by_type(value: object, wanted: str) -> str:
    match wanted:
        case "true or false":
            meant = plain_truth(value)
            return f"write {meant}, without quotes" if meant else "write true or false"
        case "a number" | "a whole number" if isinstance(value, str):
            number = plain_number(value)
            # A part of a number is no whole one.
            fits = number and (wanted == "a number" or "." not in number)
            return (
                f"write {number}" + (", without quotes" if number == value else "") if fits else ""
            )
        case "a whole number" if isinstance(value, float) and value.is_integer():
            return f"write {value:.0f}"
        case "text" if isinstance(value, bool | int | float):
            return "put it in quotes"
    return ""


def _fits(pattern: str, where: Where) -> bool:
    steps = pattern.split(".")
    return len(steps) == len(where) and all(
        step in ("*", found) for step, found in zip(steps, where, strict=True)
    )


def _each(types: type | tuple[type, ...]) -> tuple[type, ...]:
    return types if isinstance(types, tuple) else (types,)


def _parts(where: Where, value: object) -> Mapping[str, str]:
    """Return what the examples are made of."""
    makers: Mapping[str, Callable[[], str]] = {
        "key": lambda: str(where[-1]),
        "value": lambda: _written(value),
        "first": lambda: _first(value),
        "id": lambda: re.sub(r"[^a-z0-9]+", "_", str(value).lower()).strip("_"),
        "range": lambda: f"[{', '.join(re.findall(r'[0-9]+', str(value))[:2])}]",
        "joined": lambda: " and ".join(map(str, value)) if isinstance(value, list) else "",
        "others": lambda: _others(value),
        "number": lambda: plain_number(str(value)) or "5",
        "over": lambda: _sides(value)[0],
        "under": lambda: _sides(value)[1],
    }
    return {name: make() for name, make in makers.items()}


def _first(value: object) -> str:
    match value:
        case [{"id": str(id_)}, *_] | [str(id_), *_]:
            return id_
        case dict() if value:
            return str(next(iter(value)))
        case str():
            return value
    return "nps" if value == [] else "…"


def _sides(value: object) -> tuple[str, str]:
    over, _, under = str(value).partition("/")
    return over.strip(), under.strip() or "…"


def _others(value: object) -> str:
    others = [str(part) for part in value[1:]] if isinstance(value, list) else []
    return f"the others are contributors: {{{', '.join(f'{name}: …' for name in others)}}}"


def _written(value: object) -> str:
    """Return *value* as it can stand within braces."""
    text = str(value)
    plain = re.fullmatch(r"[\w./(][^,:#{}\[\]'\"]*", text)
    return text if plain else "'" + text.replace("'", "''") + "'"
