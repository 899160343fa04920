"""Formulas over other KPIs' values: parsed behind an allow-list, never run as code."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

LONGEST = 1000
"""Characters of a formula."""
DEEPEST = 50
"""Brackets within brackets."""

_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_FUNCTIONS: dict[str, Callable[..., float]] = {"abs": abs, "min": min, "max": max}
_REFUSED: dict[type[ast.AST], str] = {
    ast.Pow: "'**'",
    ast.Mod: "'%'",
    ast.FloorDiv: "'//'",
    ast.Compare: "a comparison",
    ast.BoolOp: "and/or",
    ast.IfExp: "if/else",
    ast.Attribute: "a name with a dot",
    ast.Subscript: "a name with brackets",
    ast.Lambda: "lambda",
}


_NAMES = re.compile(r"""'[^']*'|"[^"]*"|\w+\b(?!\s*\()""")
"""What may be the id of a KPI: a text, or a word that is no function."""


class FormulaError(ValueError):
    """What is wrong with a formula, in words."""


def names_used(expression: str) -> tuple[str, ...]:
    """Return the ids of the KPIs in *expression*, each once, in order.

    Raises:
        FormulaError: where it is no formula.
    """
    return tuple(dict.fromkeys(_names(_parse(expression))))


def with_ids(expression: str, ids: Mapping[str, str]) -> str:
    """Return *expression* with the KPIs in it by other ids, the new by the old in *ids*."""

    def named(found: re.Match[str]) -> str:
        id_ = ids.get(found[0].strip("'\""))
        if id_ is None:
            return found[0]
        return id_ if id_.isidentifier() else f"'{id_}'"

    return _NAMES.sub(named, expression)


def evaluate(expression: str, values: Mapping[str, float]) -> float | None:
    """Return the value of *expression* for the *values* of the KPIs in it.

    None where it divides by zero or grows beyond all numbers.

    Raises:
        FormulaError: where it is no formula.
        KeyError: where a KPI in it has no value.
    """
    try:
        value = _value(_parse(expression), values)
    except (ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) else None


@lru_cache(maxsize=256)
def _parse(expression: str) -> ast.expr:
    if len(expression) > LONGEST:
        raise FormulaError(f"it has more than {LONGEST} characters")
    depth = 0
    for letter in expression:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth > DEEPEST:
            raise FormulaError(f"it has more than {DEEPEST} brackets within brackets")
    try:
        tree = ast.parse(" ".join(expression.split()), mode="eval").body
        _check(tree)
    except FormulaError:
        raise
    except OverflowError:
        raise FormulaError("it holds a number beyond all numbers") from None
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaError("it is no arithmetic") from None
    return tree


def _check(node: ast.expr) -> None:
    """Refuse, by name, what is not arithmetic over KPIs and numbers."""
    match node:
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC:
            pass
        case ast.UnaryOp(op=ast.USub() | ast.UAdd()) | ast.Name():
            pass
        case ast.Call(func=ast.Name(id=name), args=[_, *rest], keywords=[]):
            if name not in _FUNCTIONS:
                raise FormulaError(f"there is no function {name}(); there are: abs, max, min")
            if name == "abs" and rest:
                raise FormulaError("abs() takes one number")
        case ast.Constant(value=str() | int() | float() as value) if not isinstance(value, bool):
            if not isinstance(value, str) and not math.isfinite(float(value)):
                raise FormulaError("it holds a number beyond all numbers")
        case _:
            raise FormulaError(f"{_named(node)} is not allowed; there are + - * / ( ) abs min max")
    for part in _parts(node):
        _check(part)


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Call(args=arguments):
            return arguments
    return []


def _named(node: ast.expr) -> str:
    kind = type(node.op) if isinstance(node, ast.BinOp) else type(node)
    return _REFUSED.get(kind, f"'{ast.unparse(node)[:30]}'")


def _names(node: ast.expr) -> list[str]:
    match node:
        case ast.Name(id=name) | ast.Constant(value=str(name)):
            return [name]
    return [name for part in _parts(node) for name in _names(part)]


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            return _ARITHMETIC[type(op)](_value(left, values), _value(right, values))
        case ast.UnaryOp(op=op, operand=operand):
            value = _value(operand, values)
            return -value if isinstance(op, ast.USub) else value
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return _FUNCTIONS[name](*(_value(argument, values) for argument in arguments))
        case ast.Name(id=name) | ast.Constant(value=str(name)):
            return values[name]
        case ast.Constant(value=int() | float() as number):
            return float(number)
    raise AssertionError(ast.dump(node))
