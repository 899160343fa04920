"""Definitions and targets that are not as they were told, in words."""

from collections.abc import Iterator, Mapping, Sequence

from cxscore.model.definition_parts import Part
from cxscore.model.plain import Plain
from cxscore.model.since_close import DefinitionChange, KeyChange, SinceClose, TargetChange
from cxscore.rendering.words.grammar import listed, named
from cxscore.rendering.words.terms import Terms

MOST_NAMED = 4
"""KPIs that are named where several changed alike."""
LONGEST = 60
"""Letters of what a key said that are printed; the JSON has it whole."""
_PARTS = {
    Part.NUMBER: "what is counted",
    Part.JUDGEMENT: "how it is judged",
    Part.METHOD: "how its chart is drawn",
    Part.PEOPLE: "who answers for it",
    Part.WORDS: "its words",
}


def definitions_said(
    changes: Sequence[DefinitionChange], terms: Terms, *, full: bool
) -> Iterator[str]:
    """Yield a sentence a part, with the keys and, if *full*, what they said and say.

    A target has a sentence of its own.
    """
    for part, names in _by_part(changes):
        if not full:
            yield f"Changed in {_PARTS[part]}: {named([terms.name(n) for n in names], MOST_NAMED)}"
            continue
        for change in (each for each in changes if each.part is part and each.kpi in names):
            keys = listed([_key(each.key, each.before, each.after) for each in _told_keys(change)])
            yield f"Changed in {_PARTS[part]}: {terms.name(change.kpi)}, {keys}"


def _by_part(changes: Sequence[DefinitionChange]) -> Iterator[tuple[Part, list[str]]]:
    for part in Part:
        names = [each.kpi for each in changes if each.part is part and _told_keys(each)]
        if names:
            yield part, names


def _told_keys(change: DefinitionChange) -> list[KeyChange]:
    return [each for each in change.keys if each.key != "target"]


def _key(key: str, before: Plain, after: Plain) -> str:
    return f"{key} {_text(before)} → {_text(after)}"


def _text(value: Plain) -> str:
    """Return what a key said, on one line and not too long of it."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case str():
            text = value
        case float() if value == int(value):
            text = str(int(value))
        case Mapping():
            text = ", ".join(f"{key}: {_text(each)}" for key, each in value.items())
        case list():
            text = ", ".join(map(_text, value))
        case _:
            text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def target_said(change: TargetChange, terms: Terms) -> str:
    """Return from what to what a target changed, for which periods, and the reason given."""
    return f"The target of {terms.name(change.kpi)}{_target_change(change, terms)}"


def changed_parts(kpi: str | None, since: SinceClose | None) -> str:
    """Return which parts of the definition of *kpi* are not as they were told."""
    changes = since.definition_changed if since else ()
    return listed([_PARTS[each.part] for each in changes if each.kpi == kpi])


def target_changes(kpi: str | None, since: SinceClose | None, terms: Terms) -> str:
    """Return that the target of *kpi* is not as it was told.

    ``the target to come was 90% and is 92% (Board plan)``
    """
    changes = [each for each in since.target_changed if each.kpi == kpi] if since else []
    return "; ".join(f"the target{_target_change(each, terms)}" for each in changes)


def _target_change(change: TargetChange, terms: Terms) -> str:
    """Return what became of a target, as it goes on after its name."""
    before, after = (terms.target(change.kpi, each) for each in (change.before, change.after))
    if change.first is None:
        when = " to come"
    elif change.first == change.last:
        when = f" for {terms.period(change.first)}"
    else:
        when = f" for {terms.period(change.first)} to {terms.period(change.last or '')}"
    reason = change.reason or "no reason given"
    if before == after:
        return f"{when} is written otherwise ({reason})"
    return f"{when} was {before} and is {after} ({reason})"
