"""How countries write numbers, amounts and dates (their words stay English)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


class DateOrder(Enum):
    """The order of a date's parts."""

    DAY_FIRST = "day_first"
    """6 July 2026"""
    MONTH_FIRST = "month_first"
    """July 6, 2026"""
    ISO = "iso"
    """2026-07-06"""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The conventions of one locale."""

    decimal: str = "."
    group: str = ","
    """What stands between thousands."""
    group_from: int = 4
    """The least number of whole digits that are grouped."""
    percent_gap: str = ""
    """What stands between a number and its per cent sign."""
    currency_first: bool = True
    currency_gap: str = ""
    """What stands between an amount and the currency's sign."""
    date: DateOrder = DateOrder.DAY_FIRST
    further_groups: int = 3
    """How many digits stand between the separators before the last three: ``12,34,567`` has 2."""


_US = NumberFormat(date=DateOrder.MONTH_FIRST)
_BRITISH = NumberFormat()
_INDIAN = NumberFormat(further_groups=2)
_GERMAN = NumberFormat(",", ".", 4, NO_BREAK, currency_first=False, currency_gap=NO_BREAK)
_SWISS = NumberFormat(".", APOSTROPHE, 4, "", currency_gap=NO_BREAK)
_DUTCH = NumberFormat(",", ".", 4, "", currency_gap=NO_BREAK)
_ITALIAN = NumberFormat(",", ".", 4, "", currency_first=False, currency_gap=NO_BREAK)
_FRENCH = NumberFormat(",", THIN, 4, THIN, currency_first=False, currency_gap=NO_BREAK)
_SPACED = NumberFormat(",", NO_BREAK, 4, NO_BREAK, currency_first=False, currency_gap=NO_BREAK)
_SPACED_LATE = NumberFormat(",", NO_BREAK, 5, NO_BREAK, currency_first=False, currency_gap=NO_BREAK)
_SPANISH = NumberFormat(",", ".", 5, NO_BREAK, currency_first=False, currency_gap=NO_BREAK)

NUMBER_FORMATS: Mapping[str, NumberFormat] = {
    "da_DK": _GERMAN,
    "de_AT": _GERMAN,
    "de_CH": _SWISS,
    "de_DE": _GERMAN,
    "en_AU": _BRITISH,
    "en_CA": NumberFormat(date=DateOrder.MONTH_FIRST),
    "en_GB": _BRITISH,
    "en_IE": _BRITISH,
    "en_IN": _INDIAN,
    "en_NZ": _BRITISH,
    "en_SG": _BRITISH,
    "en_US": _US,
    "en_ZA": _BRITISH,
    "es_ES": _SPANISH,
    "fi_FI": _SPACED,
    "fr_BE": _FRENCH,
    "fr_CA": NumberFormat(
        ",", NO_BREAK, 4, NO_BREAK, currency_first=False, currency_gap=NO_BREAK, date=DateOrder.ISO
    ),
    "fr_CH": _SWISS,
    "fr_FR": _FRENCH,
    "hi_IN": _INDIAN,
    "it_CH": _SWISS,
    "it_IT": _ITALIAN,
    "nb_NO": _SPACED,
    "nl_BE": _DUTCH,
    "nl_NL": _DUTCH,
    "pl_PL": _SPACED_LATE,
    "pt_BR": NumberFormat(",", ".", 4, "", currency_gap=NO_BREAK),
    "pt_PT": NumberFormat(",", NO_BREAK, 5, "", currency_first=False, currency_gap=NO_BREAK),
    "sv_SE": NumberFormat(
        ",", NO_BREAK, 4, NO_BREAK, currency_first=False, currency_gap=NO_BREAK, date=DateOrder.ISO
    ),
}
"""The locales that ``number_format`` takes."""

CURRENCY_SIGNS: Mapping[str, str] = {
    "EUR": "€",
    "GBP": "£",
    "INR": "₹",
    "JPY": "¥",
    "USD": "$",
}
"""Signs that readers know; any other currency is written with its code."""
