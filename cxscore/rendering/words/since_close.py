"""What is not as it was told: numbers restated, definitions and targets changed, in words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from pathlib import PurePath

from cxscore.calendar import Calendar, Grain
from cxscore.frozen import frozen
from cxscore.model.definition_parts import Part
from cxscore.model.edges import Edges
from cxscore.model.plain import Plain
from cxscore.model.since_close import (
    Cause,
    DefinitionChange,
    KeyChange,
    Restated,
    SinceClose,
    TargetChange,
    ToldDifferently,
)
from cxscore.model.told import Told, ToldKpi
from cxscore.model.verdicts import Variation
from cxscore.rendering.numbers import NONE, Numbers, Quantity, telling_apart
from cxscore.rendering.words import judgements, periods
from cxscore.rendering.words.grammar import be, counted, listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name

MOST_RESTATED = 2
"""Restated numbers that the first page has by name; the others are counted there."""
MOST_PERIODS = 3
"""Periods of one KPI that are told one by one."""
MOST_NAMED = 4
LONGEST = 60
"""Letters of what a key said that are printed; the JSON has it whole."""
NO_NUMBER = "No number, no definition and no target is otherwise than it was told."
NOTHING = "Nothing is otherwise than it was told."
_BOARD = (Part.NUMBER, Part.JUDGEMENT)
"""Parts of a definition that a board hears of; the others stand on the method page."""
_PARTS = {
    Part.NUMBER: "what is counted",
    Part.JUDGEMENT: "how it is judged",
    Part.METHOD: "how its chart is drawn",
    Part.PEOPLE: "who answers for it",
    Part.WORDS: "its words",
}
_CAUSES = {
    Cause.DEFINITION: "what is counted is defined in another way",
    Cause.PROGRAM: "another version of cxscore worked it out",
    Cause.UNKNOWN: "neither data nor definition nor version changed",
}


@frozen
class Term:
    """How a KPI is called and its values are written."""

    name: str
    quantity: Quantity
    decimals: int


@frozen
class Terms:
    """What the words about two packs need: the KPIs of both, and how periods are called."""

    kpis: Mapping[str, Term]
    first_month: int = 1
    """Of the fiscal year."""

    @classmethod
    def of_paper(cls, paper: Paper) -> "Terms":
        """Return the terms of a scorecard."""
        kpis = {
            each.kpi.id: Term(
                each.kpi.name,
                _quantity(paper.numbers, each.unit, each.defined),
                each.decimals,
            )
            for each in paper.scorecard.kpis
        }
        return cls(kpis, periods.first_month(paper.scorecard.period))

    @classmethod
    def of_packs(cls, numbers: Numbers, first_month: int, *packs: Told) -> "Terms":
        """Return the terms of *packs*; what the last one calls a KPI counts."""
        known: dict[str, ToldKpi] = {}
        for pack in packs:
            known |= pack.left
            known |= pack.kpis
        kpis = {
            id_: Term(kpi.name, _quantity(numbers, kpi.unit, kpi.defined), kpi.decimals)
            for id_, kpi in known.items()
        }
        return cls(kpis, first_month)

    def name(self, kpi: str) -> str:
        """Return what a KPI is called; its id where nobody knows it."""
        return self.kpis[kpi].name if kpi in self.kpis else kpi

    def period(self, id_: str) -> str:
        """Return the name of the period with this id; the id where it is listed in a file."""
        for grain in Grain:
            found = None if grain is Grain.LISTED else Calendar(grain, self.first_month).parse(id_)
            if found is not None:
                return periods.name(found)
        return id_

    def value(
        self, kpi: str, value: float | None, decimals: int | None = None, *, brief: bool = False
    ) -> str:
        """Return a value of *kpi*, *brief* without its noun; a dash where there is none."""
        if value is None:
            return NONE
        if kpi not in self.kpis:
            return str(value)
        term = self.kpis[kpi]
        write = term.quantity.without_noun if brief else term.quantity.value
        return write(value, term.decimals if decimals is None else decimals)

    def target(self, kpi: str, target: Edges | None) -> str:
        """Return a target in full."""
        if target is None:
            return "none"
        value, *range_ = target
        if value is not None:
            return self._edge(kpi, value)
        ends = [None if end is None else self._edge(kpi, end) for end in range_]
        if ends[0] and ends[1]:
            return f"{ends[0]} to {ends[1]}"
        return f"at least {ends[0]}" if ends[0] else f"at most {ends[1]}"

    def _edge(self, kpi: str, value: float) -> str:
        decimals = self.kpis[kpi].decimals if kpi in self.kpis else 0
        whole = 0 if value == round(value) else max(1, decimals)
        return self.value(kpi, value, whole)


def _quantity(numbers: Numbers, unit: str, defined: Mapping[str, Plain]) -> Quantity:
    return Quantity(numbers, unit, "nps" in defined.get("measure", {}) and unit == "points")


@frozen
class SinceSaid:
    """What is not as it was told."""

    title: str
    """``Since the last meeting (May 2026).``"""
    board: str
    """What the first page says besides the changes of status; empty where nothing moved."""
    brief: str
    """The same in numbers alone, where there is less room."""
    lines: tuple[str, ...]
    """All of it, a sentence a fact; one that says so where nothing is otherwise than told."""
    method: str
    """What stands nowhere else on the paper: all but statuses and due dates."""

    @property
    def sentence(self) -> str:
        """All of it, for programs and for the method page."""
        return " ".join(self.lines)


def since_said(since: SinceClose, terms: Terms) -> SinceSaid:
    """Return what *since* says, in three lengths."""
    shown = _restated_lines(since.shown, terms)
    named_ = _restated_lines([each for each in since.shown if not each.by], terms, brief=True)
    hidden = _hidden(since.hidden)
    board = [change for change in since.definition_changed if change.part in _BOARD]
    rest = [change for change in since.definition_changed if change.part not in _BOARD]
    targets = [_target_line(change, terms) for change in since.target_changed]
    told = [_told_line(each, terms) for each in since.told_differently]
    signals = [
        _told_line(each, terms)
        for each in since.told_differently
        # A run takes in points that were steady when they were told: that is no mistake.
        if each.before is not Variation.STEADY
    ]
    come = list(_come_and_gone(since, terms))
    method = [
        *(f"Restated: {line}" for line in shown), hidden,
        *_definitions(board, terms, full=True), *targets, *told, *come,
        *_definitions(rest, terms, full=True),
    ]  # fmt: skip
    lines = [*_statuses(since, terms), *method, *_moves(since)]
    return SinceSaid(
        title=f"Since the last meeting ({terms.period(since.period)}).",
        board=sentences(
            _first_of(named_), _parts_alone(since.shown),
            *_definitions(board, terms, full=False),
            *targets[:2], _more(len(targets) - 2, "target"),
            *signals[:1], _more(len(signals) - 1, "verdict"), *come,
        ),
        brief=_counts(since, board, signals),
        lines=tuple(sentence(line) for line in lines if line) or (NOTHING,),
        method=sentences(*method) or NO_NUMBER,
    )  # fmt: skip


def restated_said(kpi: str, paper: Paper) -> tuple[str, ...]:
    """Return what was told of *kpi* and is another number now: a sentence, or none.

    ``May 2026 was told as 68.0%; it is 66.2% now.``, the latest of them alone where there are
    several.
    """
    since = paper.scorecard.since_close
    own = [each for each in since.shown if each.kpi == kpi and not each.by] if since else []
    if not own:
        return ()
    last, terms = own[-1], Terms.of_paper(paper)
    before, after = last.before.value, last.after.value
    known = [value for value in (before, after) if value is not None]
    decimals = telling_apart(terms.kpis[kpi].decimals, [*pairwise(known)])
    now = "it is gone" if after is None else f"it is {terms.value(kpi, after, decimals)} now"
    as_ = "without a value" if before is None else f"as {terms.value(kpi, before, decimals)}"
    told = f"{terms.period(last.period)} was told {as_}; {now}"
    rest = len(own) - 1
    more = f", and {counted(rest, 'earlier period')} {be(rest)} restated, too" if rest else ""
    return (sentence(told + more),)


def _statuses(since: SinceClose, terms: Terms) -> Iterator[str]:
    for each in since.status_changes:
        before, after = (judgements.STATUS[status].lower() for status in (each.before, each.after))
        yield f"{terms.name(each.kpi)} was {before} and is {after}"


def _first_of(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    more = len(lines) - MOST_RESTATED
    rest = f"; and of {counted(more, 'other KPI')}" if more > 0 else ""
    return f"Restated: {'; '.join(lines[:MOST_RESTATED])}{rest}"


def _more(number: int, noun: str) -> str:
    return f"{counted(number, f'more {noun}')} changed" if number > 0 else ""


def _parts_alone(found: Sequence[Restated]) -> str:
    """Return how many numbers of segments moved where the whole did not."""
    wholes = {each.kpi for each in found if not each.by}
    number = sum(each.kpi not in wholes for each in found)
    return f"Restated: {counted(number, 'number')} of segments" if number else ""


def _restated_lines(found: Sequence[Restated], terms: Terms, *, brief: bool = False) -> list[str]:
    """Return a line a KPI, its segments counted where it moved as well; no causes if *brief*."""
    lines = []
    for kpi, group in groupby(found, key=lambda each: each.kpi):
        rows = list(group)
        wholes = [each for each in rows if not each.by]
        parts = [each for each in rows if each.by]
        first = wholes or parts
        told = ", ".join(_path(each, terms) for each in first)
        if len(first) > MOST_PERIODS:
            kind = "period" if wholes else "number of its segments"
            kinds = "periods" if wholes else "numbers of its segments"
            told = f"{counted(len(first), kind, kinds)}, the last {_path(first[-1], terms)}"
        if wholes and parts:
            told += f", and {counted(len(parts), 'number')} of its segments"
        why = "" if brief else f" ({_because(first[-1])})"
        lines.append(f"{terms.name(kpi)}, {told}{why}")
    return lines


def _path(each: Restated, terms: Terms) -> str:
    """Return ``April 2026 76.4% → 76.2%``, with all that was told of it on the way."""
    values = [told.value for told in (*each.path, each.after)]
    known = [value for value in values if value is not None]
    term = terms.kpis.get(each.kpi)
    decimals = telling_apart(term.decimals if term else 0, [*pairwise(known)])
    where = f" in {segment_name(each.segment)}" if each.by else ""
    told = " → ".join(
        terms.value(each.kpi, value, decimals, brief=at + 1 < len(values))
        for at, value in enumerate(values)
    )
    if each.after.value is None:
        told = f"{terms.value(each.kpi, each.before.value)}, which is gone"
    return f"{terms.period(each.period)}{where} {told}"


def _because(each: Restated) -> str:
    if each.because in _CAUSES:
        return _CAUSES[each.because]
    said = _source(each)
    return f"{said}, and {_CAUSES[Cause.DEFINITION]}" if each.because is Cause.BOTH else said


def _source(each: Restated) -> str:
    """Return what is otherwise in the files: ``complaints.csv has 1 row more``."""
    if len(each.source) > 1:
        return f"{counted(len(each.source), 'source')} changed"
    source = each.source[0]
    name = PurePath(source.path).name
    if source.rows_before is None:
        return f"{name} is new"
    if source.rows_after is None:
        return f"{name} is gone"
    more = source.rows_after - source.rows_before
    if not more:
        return f"{name} changed"
    return f"{name} has {counted(abs(more), 'row')} {'more' if more > 0 else 'less'}"


def _hidden(number: int) -> str:
    if not number:
        return ""
    return f"{counted(number, 'further number')} moved in digits not shown"


def _definitions(changes: Sequence[DefinitionChange], terms: Terms, *, full: bool) -> Iterator[str]:
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


def _target_line(change: TargetChange, terms: Terms) -> str:
    before, after = (terms.target(change.kpi, each) for each in (change.before, change.after))
    if change.first is None:
        when = " to come"
    elif change.first == change.last:
        when = f" for {terms.period(change.first)}"
    else:
        when = f" for {terms.period(change.first)} to {terms.period(change.last or '')}"
    reason = change.reason or "no reason given"
    if before == after:
        return f"The target of {terms.name(change.kpi)}{when} is written otherwise ({reason})"
    return f"The target of {terms.name(change.kpi)}{when} was {before} and is {after} ({reason})"


_DID = {
    Variation.IMPROVING: "improving",
    Variation.WORSENING: "worsening",
    Variation.UP: "up by more than chance",
    Variation.DOWN: "down by more than chance",
    Variation.STEADY: "steady",
}


def _told_line(each: ToldDifferently, terms: Terms) -> str:
    """Return ``For May 2026 the board was told that … was worsening; with today's limits …``."""
    name, when = terms.name(each.kpi), terms.period(each.period)
    told = f"For {when} the board was told that {name} was {_DID[each.before]}"
    if each.before is Variation.STEADY and each.after in _DID:
        return f"{told}; with today's limits it was {_DID[each.after]}"
    if each.after is Variation.NO_SIGNAL_POSSIBLE:
        return f"{told}; today its chart cannot tell"
    return f"{told}; with today's limits it was not"


def _come_and_gone(since: SinceClose, terms: Terms) -> Iterator[str]:
    if since.new:
        yield f"New: {named([terms.name(kpi) for kpi in since.new], MOST_NAMED)}"
    if since.gone:
        yield f"No longer measured: {named([kpi.name for _, kpi in since.gone], MOST_NAMED)}"


def _moves(since: SinceClose) -> Iterator[str]:
    for each in since.moved:
        now = "has no due date" if each.after is None else f"is due on {each.after}"
        yield f"“{each.title}” was due on {each.before} and {now}"


def _counts(since: SinceClose, board: Sequence[DefinitionChange], signals: Sequence[str]) -> str:
    """Return how much is otherwise than told, without names."""
    said = [
        (len(since.shown), "number restated", "numbers restated"),
        (len({each.kpi for each in board}), "definition changed", "definitions changed"),
        (len(since.target_changed), "target changed", "targets changed"),
        (len(signals), "verdict changed", "verdicts changed"),
        (len(since.new), "new KPI", "new KPIs"),
        (len(since.gone), "KPI gone", "KPIs gone"),
    ]
    told = [counted(number, one, many) for number, one, many in said if number]
    return sentence(f"{listed(told)}; the method page has each") if told else ""
