"""What of a pack is held to the gate: ``off-target``, ``nps:off-target``, ``service:worsening``."""

from collections.abc import Collection, Iterable, Mapping

from cxscore.frozen import frozen
from cxscore.gate.conditions import CONDITIONS, Condition
from cxscore.model.definition import Definition
from cxscore.model.gate import NO_GATE
from cxscore.nearest import nearest, suggestion


class Misnamed(Exception):  # noqa: N818 (it says what is wrong)
    """A condition, a KPI or a group that does not exist, or that two things may be meant by."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(f"{text}; {hint}" if hint else text)
        self.text = text
        self.hint = hint


@frozen
class Asked:
    """A condition, and the KPIs that it is asked of."""

    text: str
    """As it was written."""
    condition: Condition
    kpis: frozenset[str] | None = None
    """None where it is asked of all, and of the rows that are about none."""


def asked_of(definition: Definition, words: Iterable[str] | None) -> tuple[Asked, ...]:
    """Return what *words* ask, what *definition* does where they are None; none for no gate.

    Raises:
        Misnamed: where one of them names what does not exist.
    """
    asked = words_asked(definition.fail_on if words is None else words)
    kpis, groups = [kpi.id for kpi in definition.kpis], definition.members
    found = tuple(read_condition(text, kpis, groups) for text in asked)
    for each in found:
        must_be_able(each, definition)
    return found


def must_be_able(asked: Asked, definition: Definition) -> None:
    """Refuse what could never object, so that no gate seems to watch what it does not.

    Raises:
        Misnamed: where *definition* lacks what it is about.
    """
    needs = asked.condition.needs
    if needs and getattr(definition, needs) is None:
        text = f"'{asked.text}' could never object: kpis.yaml has no '{needs}'"
        raise Misnamed(text, "leave it out, or add it")


def read_condition(
    text: str, kpis: Collection[str], groups: Mapping[str, Collection[str]]
) -> Asked:
    """Return what *text* asks of the *kpis*, and of *groups* with the KPIs in each.

    Raises:
        Misnamed: where that cannot be told.
    """
    where, parted, name = text.rpartition(":")
    condition = condition_named(name.strip())
    if not parted:
        return Asked(text, condition)
    must_be_of_a_kpi(condition)
    return Asked(text, condition, frozenset(_kpis_named(where.strip(), kpis, groups)))


def must_be_of_a_kpi(condition: Condition) -> None:
    """Refuse to ask of one KPI, or to accept of it, what is about none.

    Raises:
        Misnamed: where *condition* is.
    """
    if condition.needs:
        text = f"'{condition.name}' is about '{condition.needs}' as a whole, and about no KPI"
        raise Misnamed(text, "name it alone, under 'fail_on'")


def everywhere(name: str) -> Asked:
    """Return the condition *name*, asked of all."""
    return Asked(name, condition_named(name))


def condition_named(name: str) -> Condition:
    """Return the condition that is called *name*.

    Raises:
        Misnamed: where none is.
    """
    if name in CONDITIONS:
        return CONDITIONS[name]
    hint = suggestion(name.replace("_", "-"), CONDITIONS)
    raise Misnamed(f"there is no condition '{name}'", hint or f"there are: {', '.join(CONDITIONS)}")


def _kpis_named(
    where: str, kpis: Collection[str], groups: Mapping[str, Collection[str]]
) -> Iterable[str]:
    if where in kpis and where in groups:
        text = f"'{where}' is the id of a KPI and of a group: nobody can tell which is meant"
        raise Misnamed(text, "give one of them another id")
    if where in kpis:
        return (where,)
    if where in groups:
        return groups[where]
    near = nearest(where, [*kpis, *groups])
    hint = f"did you mean '{near}'?" if near else "name one of them before the colon"
    raise Misnamed(f"there is no KPI and no group '{where}'", hint)


def words_asked(words: Iterable[str]) -> tuple[str, ...]:
    """Return the conditions in *words*, each once; none where their only word switches it off.

    Raises:
        Misnamed: where the word that switches it off stands beside others.
    """
    asked = tuple(dict.fromkeys(words))
    if NO_GATE not in asked:
        return asked
    if len(asked) > 1:
        raise Misnamed(f"'{NO_GATE}' switches the gate off", "leave the other conditions out")
    return ()
