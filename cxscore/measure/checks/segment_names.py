"""Segments that are one and the same in other letters, and a whole that is none of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cxscore.measure.checks.kpi_totals import Totals
from cxscore.measure.facts import total_rows
from cxscore.measure.queries.parts import Part
from cxscore.measure.wording import folded, names_listed
from cxscore.model.statistic import Statistic
from cxscore.problems import Problem, Severity

GRAND_TOTALS = frozenset(
    (
        *("total", "totals", "grand total", "overall total", "sub total", "subtotal", "sum"),
        *("ytd", "year to date", "summe", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt"),
        *("total général", "total general", "totale", "totaal", "razem", "suma", "итого"),
    )
)
"""What files call a row that adds up the others."""
MAYBE_TOTALS = frozenset(("all", "overall", "alle", "tous", "todos"))
"""What may be a total, or a segment of its own that everybody belongs to."""


def is_total(name: str) -> bool:
    """Return whether *name* surely stands for a sum of others."""
    return folded(name).rstrip(" :.") in GRAND_TOTALS


def may_be_total(name: str) -> bool:
    """Return whether *name* stands for a sum of others, or for something of its own."""
    return is_total(name) or folded(name).rstrip(" :.") in MAYBE_TOTALS


def names_alike(every: Sequence[Totals]) -> list[Problem]:
    """Return a warning for each column of a dataset whose segments differ in case alone."""
    if not _are_alike(every):
        return []
    definition = every[0].horizon.definition
    problems = []
    for (dataset, column), counts in _counted(every).items():
        groups: dict[str, list[str]] = {}
        for name, _ in counts.most_common():
            groups.setdefault(folded(name), []).append(name)
        several = [names for names in groups.values() if len(names) > 1]
        if several:
            problems.append(
                definition.origin.problem(
                    ("datasets", dataset, "columns", column),
                    "CX272",
                    f"datasets.{dataset}: {column} holds {_alike(several)}: segments that differ "
                    f"in {_differ(several)} alone",
                    f"rename: {{{_renames(several)}}} under datasets.{dataset}.columns.{column}",
                    Severity.WARNING,
                )
            )
    return problems


def _counted(every: Iterable[Totals]) -> Mapping[tuple[str, str], Counter[str]]:
    """Return how many rows the segments of each column of a dataset have."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for totals in every:
        for result in totals.results:
            for dimensions, rows in result.rows.items():
                for (_, _, segment), row in rows.items():
                    for column, name in zip(dimensions, segment, strict=True):
                        if name is not None:
                            counts = found.setdefault((result.dataset, column), Counter())
                            counts[name] += int(row.get(Part.BASE) or 1)
    return found


def _are_alike(every: Iterable[Totals]) -> bool:
    """Return whether any column has such segments: most have none, and then nothing is counted."""
    found: dict[tuple[str, str], set[str | None]] = {}
    for totals in every:
        for result in totals.results:
            for dimensions, rows in result.rows.items():
                segments = {segment for _, _, segment in rows}
                for column, names in zip(dimensions, zip(*segments, strict=True), strict=False):
                    found.setdefault((result.dataset, column), set()).update(names)
    return any(
        len({folded(name) for name in names if name is not None}) < len(names - {None})
        for names in found.values()
    )


def _alike(several: Sequence[Sequence[str]]) -> str:
    return names_listed([" and ".join(f"'{name}'" for name in names) for names in several])


def _differ(several: Sequence[Sequence[str]]) -> str:
    spaces = any(len({" ".join(name.split()) for name in names}) < len(names) for names in several)
    return "case or spaces" if spaces else "case"


def _renames(several: Sequence[Sequence[str]]) -> str:
    pairs = [f"{_key(old)}: {_key(names[0])}" for names in several for old in names[1:]]
    return names_listed(pairs)


def _key(name: str) -> str:
    """Return *name* as it is written in a YAML mapping on one line."""
    plain = name.replace(" ", "").replace("-", "").isalnum() and not name[:1].isdigit()
    return name if plain and name == name.strip() else f'"{name}"'


def doubtful_wholes(totals: Totals) -> Iterator[Problem]:
    """Yield a warning where a given value has segments in every row, and none is the whole."""
    kpi = totals.kpi
    if kpi.statistic is not Statistic.GIVEN or not kpi.dimension_sets:
        return
    result = totals.results[0]
    if total_rows(kpi, result) or not any(result.rows.values()):
        return
    columns = list(
        dict.fromkeys(column for dimensions in kpi.dimension_sets for column in dimensions)
    )
    named = " and ".join(columns)
    text = f"kpis.{kpi.id}: every row names a {named}, and none is the whole, which has no value"
    hint = f"add rows in which {named} is blank"
    for dimensions, rows in result.rows.items():
        for _, _, segment in rows:
            for column, name in zip(dimensions, segment, strict=True):
                if name is not None and may_be_total(name):
                    place = f"datasets.{result.dataset}.columns.{column}"
                    hint = f"set missing: [{_key(name)}] under {place}: a blank is the whole"
                    yield totals.warning("CX273", text, hint, "measure")
                    return
    yield totals.warning("CX273", text, hint, "measure")
