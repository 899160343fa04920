"""The customer's path: each moment with its KPIs, where it hurts and where it shines."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cxscore.frozen import frozen
from cxscore.model.journey import SILO, Cell, MomentScore
from cxscore.model.scorecard import ScoredKpi
from cxscore.rendering.numbers import NONE
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.scores import Link
from cxscore.rendering.sections.verdicts import HOT, STATUS_CSS, Judgement
from cxscore.rendering.words import judgements
from cxscore.rendering.words.journey import (
    is_asked_for,
    journey_claim,
    lens_name,
    on_one_source,
    plain_said,
    standing,
    told_of,
)
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.track_record import JUDGED

HIDDEN = Judgement("watch", "Hidden", "Hidden hot spot: off target for a part of the customers")
SIGNATURE = Judgement(
    "on", "Signature", "Signature moment: all is on target, one better than usual"
)
PLAIN = Judgement("none", "", "")
MOST_COLUMNS = 10
"""Of a table of lenses; more stand in a table of their own."""


@frozen
class JourneyCell:
    """A KPI at a moment, as a whole or in a segment."""

    status: Judgement
    """What its icon says."""
    kpi: Link
    value: str
    n: str
    """Its base; empty where nobody knows it."""
    small: bool
    standing: str = ""
    """Its target where it misses that, and where it moves; empty of segments."""


@frozen
class MomentRow:
    """One moment, in the order of the path."""

    name: str
    stage: str
    """The name of its stage, at the first of its moments; else empty."""
    importance: str
    verdict: Judgement
    kpis: tuple[JourneyCell, ...]
    one_source: bool
    """Whether what is said of it rests on one kind of source."""
    told: tuple[str, ...]
    """What stands out there, a sentence each."""
    printed: tuple[str, ...] = ()
    """What of that paper has: nothing that the tables of lenses show."""
    plain: bool = False
    """Whether paper only names it: it is nothing remarkable, and nothing stands out."""


@frozen
class LensTable:
    """The moments by the values of one lens or several."""

    title: str
    of_teams: bool
    lenses: tuple[tuple[str, int], ...]
    """The headings, and how many columns each has."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[JourneyCell | None, ...]], ...]
    """A moment's name, and a cell a column; None where nothing is measured."""
    shared: tuple[str, ...] = ()
    """A KPI's name a row, which paper has once, beside the moment's; empty where no two cells
    show the same."""


@frozen
class Journey:
    """The customer's path; without rows where nobody asked for it."""

    claim: str = ""
    source: str = ""
    """Who stated how important moments are."""
    rows: tuple[MomentRow, ...] = ()
    tables: tuple[LensTable, ...] = ()
    plain: str = ""
    """The moments that paper only names, in a line; empty where there are none."""


def view(facts: Facts) -> Journey:
    """Return the path, where ``lenses`` or ``importance`` ask for it."""
    scorecard = facts.scorecard
    heading, moments = scorecard.heading, scorecard.moments
    if not is_asked_for(scorecard):
        return Journey()
    stages = {stage.id: stage.name for stage in scorecard.journey}
    kpis = dict(facts.by_id)
    rows, plain, before = list[MomentRow](), list[MomentScore](), ""
    for each in moments:
        told = told_of(each, facts.paper, kpis)
        if not told and verdict_of(each) is PLAIN:
            plain.append(each)
        rows.append(
            MomentRow(
                name=each.name,
                stage=stages[each.stage] if each.stage not in (before, each.id) else "",
                importance=NONE if each.importance is None else f"{each.importance:g}",
                verdict=verdict_of(each),
                kpis=tuple(_cell(cell, kpis, facts) for cell in each.cells if cell.lens is None),
                one_source=on_one_source(each, scorecard),
                told=told,
                printed=told_of(each, facts.paper, kpis, _mapped(each, heading.lenses)),
                plain=each in plain,
            )
        )
        before = each.stage
    return Journey(
        claim=journey_claim(facts.paper),
        source=heading.importance_from or "",
        rows=tuple(rows),
        tables=tuple(_tables(moments, heading.lenses, facts)),
        plain=plain_said(plain),
    )


def is_empty(journey: Journey) -> bool:
    """Return whether there is nothing to say in it."""
    return not journey.rows


def verdict_of(moment: MomentScore) -> Judgement:
    """Return what a moment is: hot, hidden, a signature moment, or nothing remarkable."""
    if moment.hot:
        return HOT
    if moment.hidden:
        return HIDDEN
    return SIGNATURE if moment.signature else PLAIN


def _mapped(moment: MomentScore, lenses: Sequence[str]) -> set[tuple[str, str]]:
    """Return the KPIs that the tables show at *moment*, each with the lens that shows it."""
    return {(cell.kpi, cell.lens) for cell in moment.cells if cell.lens and cell.lens in lenses}


def _cell(cell: Cell, kpis: dict[str, ScoredKpi], facts: Facts) -> JourneyCell:
    scored = kpis[cell.kpi]
    shown = Shown.of(scored, facts.paper.numbers)
    word = judgements.STATUS[cell.status]
    return JourneyCell(
        status=Judgement(STATUS_CSS[cell.status], word, word),
        kpi=facts.link(cell.kpi),
        value=shown.value(cell.value),
        n="" if cell.n is None else facts.paper.numbers.plain(cell.n),
        small=cell.small,
        standing=standing(scored, facts.paper) if cell.lens is None else "",
    )


def _tables(
    moments: Sequence[MomentScore], lenses: Iterable[str], facts: Facts
) -> Iterable[LensTable]:
    """Yield the tables of *lenses*, as many in one as fit side by side, then that of teams."""
    together: list[tuple[str, list[str | None]]] = []
    for lens in lenses:
        values = _values(moments, lens)
        if not values:
            continue
        wide = sum(len(each) for _, each in together) + len(values)
        if together and wide > MOST_COLUMNS:
            yield _table(moments, together, facts)
            together = []
        together.append((lens, values))
    if together:
        yield _table(moments, together, facts)
    teams = _values(moments, SILO)
    if len(teams) > 1:
        yield _table(moments, [(SILO, teams)], facts)


def _values(moments: Iterable[MomentScore], lens: str) -> list[str | None]:
    """Return the values of *lens* in order; rows without one come last."""
    found = {cell.segment: None for each in moments for cell in each.cells if cell.lens == lens}
    if lens == SILO:
        return list(found)
    return sorted(found, key=lambda value: (value is None, value or ""))


def _table(
    moments: Sequence[MomentScore],
    lenses: Sequence[tuple[str, list[str | None]]],
    facts: Facts,
) -> LensTable:
    kpis = dict(facts.by_id)
    rows, shared = list[tuple[str, tuple[JourneyCell | None, ...]]](), list[str]()
    for each in moments:
        by_place = {(cell.lens, cell.segment): cell for cell in each.cells}
        found = [by_place.get((lens, value)) for lens, values in lenses for value in values]
        # What nothing judges has no place on a map of where it hurts.
        if any(cell is not None and cell.status in JUDGED for cell in found):
            cells = (None if cell is None else _cell(cell, kpis, facts) for cell in found)
            rows.append((each.name, tuple(cells)))
            shared.append(_shared(rows[-1][1]))
    return LensTable(
        title=", ".join(lens_name(lens) for lens, _ in lenses),
        of_teams=lenses[0][0] == SILO,
        lenses=tuple((lens_name(lens), len(values)) for lens, values in lenses),
        columns=tuple(segment_name((value,)) for _, values in lenses for value in values),
        rows=tuple(rows),
        shared=tuple(shared),
    )


def _shared(cells: Iterable[JourneyCell | None]) -> str:
    """Return the KPI that most of *cells* show; empty where each shows another."""
    names = Counter(cell.kpi.name for cell in cells if cell is not None)
    (name, number), *_ = names.most_common(1) or [("", 0)]
    return name if number > 1 else ""
