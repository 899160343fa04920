"""Where an explained number comes from, and how it is worked out."""

from collections.abc import Iterator

from cxscore.model.explanation import Explanation
from cxscore.model.scorecard import Point, ScoredKpi, ScoredSource
from cxscore.rendering.numbers import NONE, Numbers
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import counted, listed, sentence
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.shown import Shown


def sources_told(explanation: Explanation, here: ScoredKpi, paper: Paper) -> Iterator[str]:
    """Yield the sources of a number, and what of them was left out."""
    for source in explanation.sources:
        yield _source(source, paper.numbers)
    if explanation.left_out:
        number = counted(explanation.left_out, "row")
        why = "without a customer or a day, or ending before beginning"
        yield sentence(f"{number} of these left out of the ledger: {why}")
    if explanation.scored.parts:
        names = listed([part.name for part in explanation.scored.parts])
        yield sentence(f"Worked out of {names}, on the same paper")
    point = _point_of(here)
    if explanation.segment is None and point is not None:
        yield from _left_out(point)
    datasets = {each.source.dataset for each in explanation.sources}
    for dataset, by_segment in explanation.scorecard.skipped.items():
        if dataset in datasets and by_segment:
            whose = listed([f"{rows} of {name}" for name, rows in by_segment.items()])
            yield sentence(f"Rows of {dataset} skipped for bad cells: {whose}")


def working_told(scored: ScoredKpi, shown: Shown) -> Iterator[str]:
    """Yield the numbers that a value is worked out of, and the value as it came out."""
    numbers = shown.quantity.numbers
    told = [
        f"{label} {_number(value, numbers)}"
        for label, value in (
            ("numerator", scored.numerator),
            ("denominator", scored.denominator),
            ("n", scored.n),
        )
        if value is not None
    ]
    if told:
        text = ", ".join(told)
        yield sentence(text if text.startswith("n ") else text[:1].upper() + text[1:])
    for part in scored.parts:
        value = NONE if part.value is None else _number(part.value, numbers)
        yield sentence(f"{part.name} ({part.kpi}): {value}")
    if scored.value is not None:
        yield sentence(f"Value {shown.value(scored.value)}, unrounded {scored.value!r}")


def counted_rows(rows: int, numbers: Numbers) -> str:
    """Return ``1 row`` or ``12,000 rows``."""
    return "1 row" if rows == 1 else f"{numbers.plain(rows)} rows"


def _source(scored: ScoredSource, numbers: Numbers) -> str:
    source = scored.source
    reasons = (
        (source.rows_skipped, "skipped for bad cells"),
        (source.rows_left_out, "the file’s own totals"),
        (source.rows_elsewhere, "left out by where"),
        (source.rows_repeated, "repeats of another row"),
    )
    why = "; ".join(f"{numbers.plain(rows)} {reason}" for rows, reason in reasons if rows)
    rows = f"{counted_rows(source.rows, numbers)} read, {numbers.plain(source.rows_used)} used"
    span = ""
    if source.first is not None and source.last is not None:
        span = f", {numbers.day(source.first)} to {numbers.day(source.last)}"
    digest = f"sha256 {source.sha256}" if source.sha256 else "No digest: it is no file."
    late = " It is late." if scored.stale else ""
    told = sentence(f"{source.dataset}: {source.path}, {rows}{f' ({why})' if why else ''}{span}")
    return f"{told}{late}\n{digest}"


def _point_of(scored: ScoredKpi) -> Point | None:
    return next((point for point in scored.series if point.period == scored.period), None)


def _left_out(point: Point) -> Iterator[str]:
    name = periods.name(point.period)
    if point.left_out:
        yield sentence(f"{counted(point.left_out, 'row')} of {name} left out, lacking a part")
    if point.unknown:
        yield sentence(f"{counted(point.unknown, 'row')} of {name} left out, a blank compared")


def _number(value: float, numbers: Numbers) -> str:
    """Return a number with as many decimals as it has, six at most."""
    for decimals in range(6):
        if abs(round(value, decimals) - value) < 1e-9:
            return numbers.plain(value, decimals)
    return numbers.plain(value, 6)
