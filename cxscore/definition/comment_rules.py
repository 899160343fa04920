"""Customers’ comments: a way of telling themes, what goes with it, and KPIs that are themes."""

from dataclasses import replace

from cxscore.definition.findings import Findings
from cxscore.definition.told_rows import check_dated, check_moment
from cxscore.documents import Where, spell
from cxscore.model.customer_comments import CustomerComments, Themes
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.nearest import suggestion

HERE: Where = ("comments",)
_THEMES: Where = (*HERE, "themes")
_WAYS = ("columns", "column", "words")


def with_comments(definition: Definition) -> Definition:
    """Return *definition* with the dataset of the comments at the KPIs that are themes of them."""
    comments = definition.comments
    if comments is None:
        return definition
    kpis = tuple(
        replace(kpi, dataset=kpi.dataset or comments.dataset) if kpi.measure.theme else kpi
        for kpi in definition.kpis
    )
    return replace(definition, kpis=kpis)


def check_comments(definition: Definition, findings: Findings) -> Definition:
    """Note what is wrong with ``comments`` and its KPIs; return *definition* without the faulty.

    Where comments cannot be told, no KPI of a theme can.
    """
    comments, before = definition.comments, findings.errors
    if comments is not None:
        _check_themes(comments.themes, findings)
        check_dated(comments.dataset, (*HERE, "dataset"), definition, findings)
        faulty_journey = not definition.journey and findings.wrote("journey")
        if comments.moment is not None and not faulty_journey:
            moments = [each for stage in definition.journey for each in stage.moments]
            known = {each.id: each.name for each in moments}
            check_moment(comments.moment, (*HERE, "moment"), known, findings)
        _check_sentiment(comments, findings)
    faulty = findings.errors > before
    for kpi in definition.kpis:
        if kpi.measure.theme and kpi.id not in findings.guessed and not faulty:
            _check_kpi(kpi, comments, findings)
    if not faulty:
        return definition
    findings.broken |= {kpi.id for kpi in definition.kpis if kpi.measure.theme}
    return replace(definition, comments=None)


def _check_themes(themes: Themes, findings: Findings) -> None:
    """Note no way of telling themes or two, and what does not go with the one there is."""
    given = [way for way in _WAYS if getattr(themes, way)]
    if len(given) != 1:
        has = f" and has {' and '.join(given)}" if given else ""
        says = f"{spell(_THEMES)} takes exactly one of: {', '.join(_WAYS)}{has}"
        findings.say_at_key((*_THEMES, *given[1:2]), "CX137", says)
    if not themes.column and findings.wrote(*_THEMES, "separator") is not None:
        where = (*_THEMES, "separator")
        says = f"{spell(where)} means nothing without 'column'"
        findings.say_at_key(where, "CX116", says, "remove it")
    for at, name in enumerate(themes.columns):
        if name in themes.columns[:at]:
            says = f"'{name}' stands in 'columns' a second time"
            findings.say((*_THEMES, "columns", at), "CX108", says)
    for theme, words in (themes.words or {}).items():
        _check_words((*_THEMES, "words", theme), words, findings)


def _check_words(where: Where, words: tuple[str, ...], findings: Findings) -> None:
    """Note words by which no comment can be told."""
    if not words:
        findings.say_at_key(where, "CX720", f"{spell(where)} has no words", "name one or more")
    for word in words:
        bare = word.strip().removesuffix("*")
        if not any(sign.isalnum() for sign in bare):
            says = f"'{word}' of {spell(where)} holds no letter and no digit"
            findings.say(where, "CX720", says, "write a word, as queue, or its beginning, as wait*")
        elif "*" in bare:
            says = f"'{word}' of {spell(where)} has a '*' before its end"
            findings.say(where, "CX720", says, "write the beginning of a word, as wait*")


def _check_sentiment(comments: CustomerComments, findings: Findings) -> None:
    """Note a cell that is to mean both praise and a complaint."""
    sentiment = comments.sentiment
    for cell in sentiment.positive if sentiment else ():
        if sentiment and cell in sentiment.negative:
            where = (*HERE, "sentiment", "positive")
            says = f"{spell(where)} holds '{cell}', which 'negative' has as well"
            findings.say(where, "CX137", says, "keep it in one of them")


def _check_kpi(kpi: Kpi, comments: CustomerComments | None, findings: Findings) -> None:
    """Note a KPI of a theme that is not there, or of another dataset."""
    where: Where = ("kpis", kpi.id, "measure", "comments")
    before = findings.errors
    if comments is None:
        if findings.wrote("comments") is None:
            says = f"{spell(where)} is of the comments, and there are none"
            findings.say(where, "CX722", says, "add 'comments' at the top")
        findings.broken.add(kpi.id)
        return
    names = comments.themes.names
    if names is not None and kpi.measure.theme not in names:
        hint = suggestion(str(kpi.measure.theme), names, "there are", most=8)
        findings.say(where, "CX722", f"there is no theme '{kpi.measure.theme}'", hint)
    if kpi.dataset != comments.dataset:
        where = ("kpis", kpi.id, "dataset")
        says = f"{spell(where)} is not '{comments.dataset}', where the comments are"
        findings.say(where, "CX116", says, "remove it")
    if findings.errors > before:
        findings.broken.add(kpi.id)
