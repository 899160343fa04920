"""The forms of a key that tables list, each a row: measures, targets, dates, rows of customers."""

import re

import yaml

from cxscore.model.measures import NAMES
from tests.docs.completing import BASE, Keys, keys_of, schema
from tests.docs.fences import ROOT
from website.snippets import PlainDates, fitting

PAGE = ROOT / "docs" / "kpis-yaml.md"
_FIRST_CELL = re.compile(r"^\| ((?:[^|\\]|\\.)*) \|", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


def forms() -> list[str]:
    """Return each form that a table of docs/kpis-yaml.md has in its first column."""
    found = _FIRST_CELL.findall(PAGE.read_text(encoding="utf-8"))
    spans = [span for cell in found for span in _CODE.findall(cell) if ": " in span]
    return [span for span in spans if isinstance(yaml.load(span, PlainDates), dict)]


def part_of(form: str) -> tuple[Keys, str]:
    """Return the keys in which *form* is at its place, and the noun that has them."""
    keys, base = keys_of(form), keys_of(BASE.read_text(encoding="utf-8"))
    (name,) = [*keys][:1]
    if len(keys) == 1 and name in NAMES:
        dataset = {} if name in _WITHOUT else {"dataset": _OF.get(name, "surveys")}
        kpi = {"name": form, "owner": "amara", "measure": keys, "polarity": "neutral", **dataset}
        return {"kpis": {"shown": kpi}}, ""
    nouns = {noun for noun, _ in fitting(yaml.load(form, PlainDates), schema())}
    if "Customers" in nouns:
        return {"customers": {"dataset": "subscriptions", **keys}}, ""
    if "Themes" in nouns:
        return {"comments": base["comments"] | {"themes": keys}}, ""
    if "Kpi" in nouns and name == "target" and "low" in str(keys):
        return keys | {"polarity": "in_range"}, "Kpi"
    known = [noun for noun in ("Dataset", "Kpi") if noun in nouns]
    assert known, f"{form} is a form of {nouns}: say here where it stands"
    return keys, known[0]


_WITHOUT = {"formula", "ledger", "comments"}
"""Measures that name no dataset of their own."""
_OF = {"value": "ratings"}
"""Datasets of measures that need another kind of rows."""
