"""Rows that a KPI loses: they lack a part, or a comparison with a blank leaves them open."""

from collections.abc import Collection, Iterable, Sequence

from sqlglot import exp

from cxscore.documents import Where, spell
from cxscore.measure.coverage import Spread
from cxscore.measure.engines.duckdb.tally import Group, rows_in
from cxscore.measure.facts import KpiResult, total_rows
from cxscore.measure.horizon import Span
from cxscore.measure.queries.parts import Part
from cxscore.measure.queries.query import KpiQuery
from cxscore.measure.wording import be, grouped, plural
from cxscore.model.kpi import Kpi
from cxscore.model.statistic import Statistic
from cxscore.problems import Problem, Severity

HINT = "say what a blank means, with 'is null' or coalesce"


def lost_by_kpi(
    kpi: Kpi,
    results: Iterable[tuple[KpiResult, Spread]],
    spans: Collection[Span],
    place: Where = (),
) -> list[Problem]:
    """Return what is said of the rows that *kpi* loses in the periods *spans*.

    Each of *results* comes with the rows that were asked. *place* is where they are
    asked in kpis.yaml, the KPI's measure where none is given.

    An answer that was not given is no loss: the page tells their number.
    What is remarkable is a row with one part of a whole and without the
    other, an answer without a weight, and a row of which nobody can tell whether it is meant.
    """
    problems = []
    named = spell(place or ("kpis", kpi.id))
    place = place or ("kpis", kpi.id, "measure")
    for result, spread in results:
        kpi_query = result.kpi_query
        origin = kpi_query.schema.definition.origin
        rows = [row for key, row in total_rows(kpi, result).items() if key[:2] in spans]
        left_out = sum(int(row.get(Part.LEFT_OUT) or 0) for row in rows)
        unknown = sum(int(row.get(Part.UNKNOWN) or 0) for row in rows)
        unweighted = sum(int(row.get(Part.UNWEIGHTED) or 0) for row in rows)
        left_out -= unweighted
        whole = _whole(result.kpi_query, spread, spans)
        if left_out and (lacking := _lacking(kpi_query, one=left_out == 1)):
            text = f"{named}: {_of(left_out, whole)} {lacking}"
            problems.append(origin.problem(place, "CX243", text, severity=Severity.WARNING))
        if unweighted:
            text = f"{named}: {_of(unweighted, whole)} {_unweighted(kpi_query, unweighted)}"
            problems.append(origin.problem(place, "CX243", text, severity=Severity.WARNING))
        if unknown:
            open_ = kpi_query.totals[Part.UNKNOWN]
            text = f"{named}: {_left_open(unknown, whole, open_.rows, open_.besides)}"
            problems.append(origin.problem(place, "CX244", text, HINT, Severity.WARNING))
    return problems


def lost_by_dataset(spread: Spread) -> list[Problem]:
    """Return what is said of the rows of which the dataset's ``where`` cannot tell."""
    rows, schema = spread.rows, spread.rows.schema
    lost: dict[Where, list[Group]] = {}
    trees: dict[Where, exp.Expr | None] = {}
    for group in spread.every:
        if group.keep is None:
            at = schema.dataset.files.index(schema.sources[group.file].spec)
            own = rows.where is None and at in rows.own
            place = schema.file_path(at, "where") if own else ("datasets", schema.id, "where")
            lost.setdefault(place, []).append(group)
            trees[place] = rows.condition(group.file)
    problems = []
    for place, groups in lost.items():
        left_open = _left_open(rows_in(groups), rows_in(spread.every), trees[place])
        text = f"{spell(place)}: {left_open}"
        origin = schema.definition.origin
        problems.append(origin.problem(place, "CX244", text, HINT, Severity.WARNING))
    return problems


def _whole(kpi_query: KpiQuery, spread: Spread, spans: Collection[Span]) -> int | None:
    """Return how many rows the KPI looked at in *spans*; None where its ``where`` chose some."""
    if kpi_query.where is not None:
        return None
    calendar = kpi_query.schema.definition.period_length(kpi_query.kpi)
    found = []
    for group in spread.groups:
        period = calendar.period_of(group.block) if group.block is not None else None
        if period is not None and (period.start, period.end) in spans:
            found.append(group)
    return rows_in(found)


def _lacking(kpi_query: KpiQuery, *, one: bool) -> str:
    """Return what rows that were left out lack; "" where a blank is an answer not given."""
    measure = kpi_query.kpi.measure
    lack, are = ("lacks", "is") if one else ("lack", "are")
    if measure.case_opened is not None:
        were = "was closed before it was" if one else "were closed before they were"
        return f"{lack} {measure.case_opened} or {were} opened, and {are} left out"
    if measure.statistic is Statistic.QUANTILE:
        return ""
    names = _parts(kpi_query)
    # One column alone is an answer that was not given; a side of a ratio is none.
    alone = measure.statistic is Statistic.RATIO
    divided = any(map(_divides, kpi_query.totals[Part.LEFT_OUT].needs))
    if len(names) < (1 if alone or divided else 2):
        return ""
    if divided:
        divide = "divides" if one else "divide"
        return f"{lack} {_either(names)}, or {divide} by zero, and {are} left out"
    return f"{lack} {_either(names)} and {are} left out"


def _unweighted(kpi_query: KpiQuery, rows: int) -> str:
    """Return what *rows* with an answer lack: what says how much it counts."""
    dataset = kpi_query.schema.dataset
    lacking = {column.name for column in kpi_query.totals[Part.UNWEIGHTED].needs}
    names = [name for name in (dataset.survey_weight, dataset.frequency) if name in lacking]
    lack = "lacks" if rows == 1 else "lack"
    return f"{lack} {_either([n for n in names if n])} and {be(rows)} left out"


def _either(names: Sequence[str]) -> str:
    return " or ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _parts(kpi_query: KpiQuery) -> list[str]:
    """Return the columns of which none may be blank, but for what weights the rows."""
    dataset = kpi_query.schema.dataset
    names: dict[str, None] = {}
    for needed in kpi_query.totals[Part.LEFT_OUT].needs:
        names |= dict.fromkeys(column.name for column in needed.find_all(exp.Column, bfs=False))
    chosen = kpi_query.where.find_all(exp.Column) if kpi_query.where is not None else ()
    weights = {dataset.survey_weight, dataset.frequency, *(column.name for column in chosen)}
    return [name for name in names if name not in weights]


def _divides(tree: exp.Expr) -> bool:
    """Return whether *tree* divides by what may be zero, which gives a blank."""
    return any(node.expression.find(exp.Column) for node in tree.find_all(exp.Div))


def _left_open(rows: int, whole: int | None, *conditions: exp.Expr | None) -> str:
    """Return that *rows* are left out, for one of *conditions* cannot be told of them."""
    why = "because something is compared with a blank"
    if any(_divides(tree) for tree in conditions if tree is not None):
        why += ", or divided by zero"
    return f"{_of(rows, whole)} {be(rows)} left out, {why}"


def _of(rows: int, whole: int | None) -> str:
    return plural(rows, "row") if whole is None else f"{grouped(rows)} of {plural(whole, 'row')}"
