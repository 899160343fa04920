"""Lists, plurals and sentences."""

import re
from collections.abc import Sequence

_WORDS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return ``a``, ``a and b`` or ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def named(names: Sequence[str], most: int, noun: str = "other") -> str:
    """Return the names, at most so many; the rest are counted: ``a, b and 3 others``."""
    if len(names) <= most:
        return listed(names)
    return listed([*names[:most], counted(len(names) - most, noun)])


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return ``no action``, ``1 action`` or ``3 actions``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number or 'no'} {(plural or noun + 's') if number else noun}"


def spelled(number: int) -> str:
    """Return a number as a word, up to twelve; in figures above."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def be(number: int) -> str:
    """Return the verb that goes with so many: ``no KPI is``, ``1 KPI is``, ``2 KPIs are``."""
    return "is" if number < 2 else "are"


def sentence(text: str) -> str:
    """Return *text* with a full stop, unless it ends in a mark.

    Its first letter is left as it is: it may be a name's.
    """
    text = text.strip()
    return text + (
        "."
        if text and text[-1] not in ".!?…:;" and text[-2:] not in (".”", "?”", "!”", "…”", ".)")
        else ""
    )


def capital(text: str) -> str:
    """Return *text* with its first letter in capitals; the rest as it is."""
    return text[:1].upper() + text[1:]


def sentences(*parts: str) -> str:
    """Return the parts that are not empty, each as a sentence."""
    return " ".join(sentence(part) for part in parts if part.strip())


def first_sentence(text: str, most: int = 160) -> str:
    """Return the first sentence of what somebody wrote, cut at a word where it is long.

    It ends in a mark. The full stop of "e.g." ends nothing.
    """
    text = " ".join(text.split())
    end = re.search(r"(?<!\b\w)[.!?](?=\s)", text)
    short = text[: end.end()] if end else text
    if len(short) > most:
        return f"{short[:most].rsplit(' ', 1)[0].rstrip(',;:')} …"
    return sentence(short)


def cut(text: str, most: int = 120) -> str:
    """Return *text*, at most so many letters of it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def ordinal(number: int) -> str:
    """Return ``1st``, ``2nd``, ``11th`` or ``111th``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def times(number: int) -> str:
    """Return ``once``, ``twice`` or ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
