"""Which segments paper has: by exception, those unlike the rest, else the one that weighs most."""

from collections.abc import Sequence
from dataclasses import replace

from cxscore.model.scorecard import ScoredKpi, SegmentScore
from cxscore.model.verdicts import SHORT_OF_TARGET, Status
from cxscore.rendering.sections.segment_tables import KpiSegments
from cxscore.rendering.sections.verdicts import STATUS_CSS
from cxscore.rendering.words.grammar import listed, sentences
from cxscore.rendering.words.segments import SegmentsSaid

OUTSIDE = ("Above", "Below")
"""The places of a funnel plot that are told."""
_SHORT = tuple(STATUS_CSS[status] for status in SHORT_OF_TARGET)


def told_of(
    scored: ScoredKpi, tables: Sequence[SegmentsSaid], cuts: Sequence[Sequence[SegmentScore]]
) -> list[set[int]]:
    """Return the places of the segments of each cut that paper has.

    Those are unlike the rest beyond chance; where none of a KPI that is short of its target is,
    it is the one that pulls its total most.
    """
    told = [_unlike(table) for table in tables]
    if scored.status in SHORT_OF_TARGET and not any(told):
        weighed = [
            (at, worst)
            for at, here in enumerate(cuts)
            if (worst := pulling_most(scored, here)) and worst.status is not Status.NO_TARGET
        ]
        if weighed:
            # Of cuts whose worst weigh the same it is the first.
            at, worst = max(weighed, key=lambda each: abs(each[1].contribution or 0.0))
            told[at] = {list(cuts[at]).index(worst)}
        else:
            _add_first(told, tables, cuts)
    return told


def _unlike(table: SegmentsSaid) -> set[int]:
    rows = table.funnel.rows if table.funnel else ()
    outside = {row.name for row in rows if row.place in OUTSIDE}
    return {
        row.place for row in table.rows if not row.small and (row.differs or row.name in outside)
    }


def _add_first(
    told: list[set[int]], tables: Sequence[SegmentsSaid], cuts: Sequence[Sequence[SegmentScore]]
) -> None:
    """Add the first segment that is held to a target: nobody knows which weighs most."""
    for places, table, here in zip(told, tables, cuts, strict=True):
        judged = [row.place for row in table.rows if not row.small]
        # The parts of a sum are held to no target: which is the largest is said in words.
        if any(here[place].status is not Status.NO_TARGET for place in judged):
            places.add(judged[0])
            return


def pulling_most(scored: ScoredKpi, here: Sequence[SegmentScore]) -> SegmentScore | None:
    """Return the segment of a cut that takes the whole furthest from its target.

    None where a segment is all there is, where none does, and of parts that are held to no target.
    """
    gap = scored.gap
    weighed = [each for each in here if each.contribution and not each.base_too_small]
    if not gap or len(weighed) < 2:
        return None
    along = [each for each in weighed if (each.contribution or 0.0) * gap > 0]
    return max(along, key=lambda each: (each.contribution or 0.0) * gap) if along else None


def printed_of(segments: Sequence[KpiSegments]) -> tuple[KpiSegments, ...]:
    """Return what paper has of *segments*: the rows that stand out, and how many more there are."""
    return tuple(
        replace(block, tables=tables)
        for block in segments
        if (
            tables := tuple(
                replace(table, rows=table.printed, notes=table.printed_notes)
                for table in block.tables
                if table.printed
            )
        )
    )


def unsaid_of(segments: Sequence[KpiSegments]) -> str:
    """Return what there is to say where no segment is judged, and where none stands out.

    ``Contacts open: Delivery makes the largest part, 77%. Nothing stands out in Handling time.``
    """
    parts, quiet = [], []
    for block in segments:
        if any(table.printed for table in block.tables):
            continue
        notes = [note for table in block.tables for note in table.notes if table.rows]
        if block.status.css in _SHORT and notes:
            parts.append(f"{block.kpi.name}: {' '.join(notes)}")
        else:
            quiet.append(block.kpi.name)
    return sentences(*parts, f"Nothing stands out in {listed(quiet)}" if quiet else "")
