"""What a measure makes of a single row: of these a KPI's value is the mean."""

from dataclasses import dataclass, replace

from sqlglot import exp

from cxscore.measure.kinds.cases import timely
from cxscore.measure.kinds.share import is_condition
from cxscore.measure.kinds.top_box import good_answers
from cxscore.measure.questions import Asker, Drivers, Question, both, fill, product
from cxscore.model.measures import Mean, Measure, Nps, Share, TopBox, Within


@dataclass(frozen=True, slots=True)
class RowValue:
    """The value of a row, over the names that KPIs use; a blank where the row has none."""

    value: exp.Expr
    rows: exp.Expr
    """Which rows are asked for one."""
    columns: tuple[str, ...] = ()
    """The columns of the expressions it is made from."""
    weight: exp.Expr | None = None
    """A weight of the measure's own."""


def with_drivers(question: Question, asker: Asker) -> Question:
    """Return *question* with what it takes to see which columns go with the value of a row.

    Most has been checked with the definition: what a share adds up is only known here.
    """
    kpi, sheet = asker.kpi, asker.sheet
    here = ("kpis", kpi.id, "drivers")
    of_row = row_value(kpi.measure, asker)
    if of_row is None:
        if isinstance(kpi.measure, Share):
            text = f"kpis.{kpi.id}.drivers means nothing for a share of amounts"
            hint = "it takes a share of rows: 'that' and 'of' have to be conditions"
            sheet.problems.append(sheet.definition.origin.problem(here, "CX116", text, hint))
        return question
    for at, column in enumerate(kpi.drivers):
        where = (*here, at)
        if column in of_row.columns:
            text = f"{column} is what kpis.{kpi.id} measures, and no driver of it"
            problem = sheet.definition.origin.problem(where, "CX116", text, "remove it")
            sheet.problems.append(problem)
        sheet.wish(column, where, asker.where)
    drivers = Drivers(
        kpi.drivers,
        of_row.value,
        of_row.rows,
        product(asker.weight, of_row.weight),
        product(asker.frequency),
    )
    return replace(question, drivers=drivers)


def row_value(measure: Measure, asker: Asker) -> RowValue | None:
    """Return what *measure* makes of a row, on its own scale; None where it makes nothing."""
    where = both(asker.where)
    match measure:
        case Nps(column=str(column)):
            score = asker.number(column, "nps")
            scored = "CASE WHEN :x >= 9 THEN 100 WHEN :x <= 6 THEN -100 WHEN :x < 9 THEN 0 END"
            return RowValue(fill(scored, x=score), where)
        case TopBox():
            _, good = good_answers(measure, asker)
            return RowValue(_hundred(good), where)
        case Mean(column=str(column)):
            value = asker.amount(column, "mean", "column")
            weight = measure.weight and asker.number(measure.weight, "mean", "weight")
            return RowValue(value, where, weight=weight or None)
        case Within():
            present, due, in_time = timely(measure, asker)
            value = fill("CASE WHEN :present THEN :value END", present=present, value=in_time)
            return RowValue(_hundred(value), both(where, due))
        case Share():
            return _of_share(measure, asker, where)
        case _:
            return None


def _of_share(measure: Share, asker: Asker, where: exp.Expr) -> RowValue | None:
    """Return whether the share's condition holds; None where an amount is added up."""
    that = asker.scalar(measure.that, "share", "that")
    of = asker.scalar(measure.of, "share", "of") if measure.of is not None else None
    scalars = [scalar for scalar in (that, of) if scalar is not None]
    if not all(map(is_condition, scalars)):
        return None
    columns = tuple(column for scalar in scalars for column in scalar.columns)
    base = fill("COALESCE(:of, FALSE)", of=exp.paren(of.tree)) if of is not None else None
    return RowValue(_hundred(exp.paren(that.tree)), both(where, base), columns)


def _hundred(condition: exp.Expr) -> exp.Expr:
    """Return 100 where *condition* holds, 0 where not, and a blank where nobody knows."""
    return fill("CASE WHEN :x THEN 100 WHEN NOT :x THEN 0 END", x=exp.paren(condition))
