"""What to type instead of what an expression may not say: signs and functions from elsewhere."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"[^"]*\"""")

_SIGNS: tuple[tuple[str, str], ...] = (
    (r"&&", "'and' is written out: a = 1 and b = 2"),
    (r"\|\|", "'or' is written out: a = 1 or b = 2"),
    (
        r"[“”„«»]|[‘’`´](?=\w)|(?<=\w)[‘’`´]",
        "write straight quotes: '…' around text, \"…\" around a column",
    ),
    (r"≥|=>", "write >="),
    (r"≤|=<", "write <="),
    (r"≠|=!|¬=", "write <>"),
    (r"×|(?<=\w) x (?=\w)", "write * between what is multiplied"),
    (r"÷", "write / between what is divided"),
    (r"[−–—]", "write - , the sign on the keyboard"),
    (r"\^|\*\*", "there are no powers; write a * a"),
    (r"~|\b(?:regexp|rlike|matches)\b", "write like, with % for any text: region like 'N%'"),
    (r"^\s*=", "leave the = at the beginning out"),
    (r"\d\s*%", "leave the % out; a share of 5 % is 5, or 0.05, as the column has it"),
    (r"\d,\d{3}\b(?!\s*\))", "a number is written without a mark for thousands: 1000"),
    (r"\d,\d", "the decimal mark is a dot: 1.5"),
    (r"\([^()]*;", "parts are parted by commas: round(a, 2)"),
    (r"\[[^\]]*\]", 'a column whose name has spaces or signs is written "…"'),
    (r"\bis\s+(?:not\s+)?(?:blank|empty|missing|none|nothing)\b", "write is null, or is not null"),
    (r"--|/\*", "put comments behind a # of YAML, on a line of their own"),
)
"""Signs that mean something elsewhere, and what to write here; outside of quotes."""

_OF_ONE_ROW = "the measure adds up, the expression is of one row: sum: amount"
_CALLS: tuple[tuple[str, str], ...] = (
    ("if|iif|ifs|switch", "write case when region = 'North' then a else b end"),
    ("countif|countifs", "write share: {that: score >= 9}, or sum: case when … then 1 else 0 end"),
    ("sumif|sumifs", "write sum: case when region = 'North' then amount else 0 end"),
    ("averageif|averageifs", "write mean, with the condition under where"),
    ("sum|avg|average|mean|count|median|max|min", _OF_ONE_ROW),
    ("and|or", "write a = 1 and b = 2, without a function"),
    ("isblank|isempty|isnull|isna", "write region is null"),
    ("iferror|ifnull|nvl|zn", "write coalesce(a, 0); what is divided by 0 is blank already"),
    ("contains|search|find|instr|position", "write region like '%North%'"),
    ("left|startswith|starts_with|substr|substring|mid", "write region like 'North%'"),
    ("right|endswith|ends_with", "write region like '%North'"),
    ("datedif|datediff|date_diff|networkdays", "write days(opened, closed), hours or workdays"),
    ("today|now|getdate", "compare with a day: '2026-04-03'"),
    ("year|month|day|quarter|week|date_trunc", "the calendar makes periods; compare with days"),
    ("date|to_date|datevalue|timestamp", "write a day as text: '2026-04-03'"),
    ("concat|concatenate|textjoin", "give both columns under by, as by: [[region, channel]]"),
    ("roundup|rounddown|ceiling|ceil|floor|int|trunc", "write round(a, 0)"),
    ("value|cast|convert|to_number", "give the column's type under columns, as type: number"),
    ("proper|clean|replace|substitute", "give new names with rename under columns"),
)
"""Functions of spreadsheets and databases, and what to write for them."""


def hint_for(text: str, columns: Sequence[str]) -> str:
    """Return the hint at what *text*, an expression that is refused, should say; empty if unknown.

    Args:
        text: as it stands in kpis.yaml.
        columns: the names that it may use.
    """
    bare = _QUOTED.sub(lambda found: f"{found[0][0]}{'·' * (len(found[0]) - 2)}{found[0][0]}", text)
    return (
        _unclosed(bare)
        or _spaced_column(bare, columns)
        or _unquoted_text(bare)
        or next((hint for pattern, hint in _SIGNS if re.search(pattern, bare, re.IGNORECASE)), "")
        or next(
            (
                hint
                for names, hint in _CALLS
                if re.search(rf"\b(?:{names})\s*\(", bare, re.IGNORECASE)
            ),
            "",
        )
    )


def hint_for_name(name: str, text: str, columns: Sequence[str]) -> str:
    """Return the hint at a *name* that is no column and is compared as text; empty elsewhere."""
    straight = name.strip("“”„‘’«»`´")
    compared = rf"(?:=|<>|!=|\blike\b|\bin\s*\([^)]*?)\s*\"?{re.escape(name)}\"?(?!\w)"
    if re.search(compared, text, re.IGNORECASE) is None:
        return ""
    close = get_close_matches(straight, columns, n=1, cutoff=0.8)
    meant = f"did you mean '{close[0]}'? " if close else ""
    return f"{meant}text stands in single quotes: '{straight}'"


def _unclosed(bare: str) -> str:
    outside = _QUOTED.sub("", bare)
    if quote := re.search("['\"]", outside):
        return f"the {quote[0]} is never closed"
    opened, closed = outside.count("("), outside.count(")")
    if opened == closed:
        return ""
    return "a ( is never closed" if opened > closed else "a ) closes nothing"


def _spaced_column(bare: str, columns: Sequence[str]) -> str:
    """Return the hint at a column with spaces or signs in its name that stands without quotes."""
    for name in sorted(columns, key=len, reverse=True):
        if not re.fullmatch(r"\w+", name) and name.lower() in bare.lower():
            return _in_quotes(name)
    words = re.search(r"[A-Za-z]\w*(?: \w+)+", bare)
    close = get_close_matches(words[0], columns, n=1, cutoff=0.7) if words else []
    return _in_quotes(close[0]) if close and " " in close[0] else ""


def _in_quotes(name: str) -> str:
    return f"put a name with spaces or signs in double quotes, the whole in single: '\"{name}\"'"


def _unquoted_text(bare: str) -> str:
    words = r"[A-Za-z]\w*(?: (?!and\b|or\b|then\b|else\b|end\b|is\b|in\b)\w+)+"
    found = re.search(rf"(?:=|<>|\blike)\s*({words})", bare, re.IGNORECASE)
    return f"text stands in single quotes: '{found[1]}'" if found else ""


def unquoted_day(text: str) -> str | None:
    """Return the first day in *text* that stands without quotes, which would be subtractions."""
    bare = _QUOTED.sub("", text)
    found = re.search(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])", bare)
    return found[0] if found else None
