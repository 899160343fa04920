"""What a number, a day, true or false that is written otherwise was meant to be."""

import re
from datetime import date

_TRUTHS = {
    **dict.fromkeys(("yes", "y", "on", "true", "1", "ja", "oui", "x"), "true"),
    **dict.fromkeys(("no", "n", "off", "false", "0", "nein", "non"), "false"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def plain_truth(value: object) -> str | None:
    """Return ``true`` or ``false`` for what *value* says in another way."""
    return _TRUTHS.get(str(value).strip().lower())


def plain_number(text: str) -> str | None:
    """Return the one number in *text*, as YAML writes it: 40 for ``>= 40 %``, 1000 for ``1,000``.

    None where it holds none, or more than one.
    """
    found = re.findall(r"(?:(?<![\w.,])[-−])?\d[\d.,_'’\u00a0\u202f]*", text)
    if len(found) != 1:
        return None
    digits = re.sub(r"[_'’\u00a0\u202f]", "", found[0].replace("−", "-")).rstrip(".,")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", digits):
        return digits.replace(",", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}(,\d+)?|-?\d{1,3}(\.\d{3})+,\d+", digits):
        return digits.replace(".", "").replace(",", ".")
    digits = digits.replace(",", ".") if digits.count(",") == 1 else digits
    return digits if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", digits) else None


def day_hint(text: str, otherwise: str = "write days as in 2026-07-23") -> str:
    """Return the hint at how the day in *text* is written; both ways where it may be two days."""
    days = _days(text.strip())
    if len(days) == 2:
        first, second = days
        return f"write {first} for {_in_words(first)}, or {second} for {_in_words(second)}"
    return f"write it as {days[0]}" if days else otherwise


def date_format(text: str) -> str | None:
    """Return a spreadsheet's date format, such as ``dd/mm/yyyy``, in strftime's letters."""
    letters = {"yyyy": "%Y", "yy": "%y", "mmmm": "%B", "mmm": "%b", "mm": "%m", "m": "%m"}
    letters |= {"dd": "%d", "d": "%d", "hh": "%H", "h": "%H", "ss": "%S"}
    found = re.sub(r"(?<=[hH]:)mm|mm(?=:ss)", "%M", text)
    written = re.sub(
        r"(?<!%)([yYmMdDhHsS])\1*", lambda part: letters.get(part[0].lower(), part[0]), found
    )
    return written if "%" in written and re.fullmatch(r"(%\w|[-/. :T,])+", written) else None


def _days(text: str) -> list[date]:
    """Return the days that *text* may mean, each once: day first, then month first."""
    if found := re.fullmatch(r"(\d{4})(?:(\d\d)|[-/.](\d\d?)[-/.])(\d\d?)(?:[T ].*)?", text):
        year, second, third = (int(part) for part in found.groups() if part)
        return _existing((year, second, third), (year, third, second))[:1]
    if found := re.fullmatch(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})(?: .*)?", text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        orders = [(year, two, one), (year, one, two)]
        return _existing(*(orders[:1] if found[2] == "." else orders))
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b|[,.]", " ", text.lower()).replace("-", " ").split()
    parts = sorted(words, key=lambda word: (word.isalpha(), len(word)))
    if len(parts) == 3 and all(part.isdecimal() for part in parts[:2]) and parts[2][:3] in _MONTHS:
        return _existing((int(parts[1]), _MONTHS.index(parts[2][:3]) + 1, int(parts[0])))
    return []


def _existing(*days: tuple[int, int, int]) -> list[date]:
    found: dict[date, None] = {}
    for year, month, day in days:
        try:
            found.setdefault(date(year, month, day))
        except ValueError:
            continue
    return list(found)


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B}"
