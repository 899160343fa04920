"""Scales of answers that contradict each other, and percentiles that were meant in per cent."""

from collections.abc import Mapping

from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.dataset import Column, Dataset
from cxscore.model.definition import Definition
from cxscore.model.kpi import Kpi
from cxscore.model.measures import LowBox, Nps, Percentile, TopBox

NPS_HIGHEST, NPS_LOWEST = 10.0, (0.0, 1.0)
"""Answers of a net promoter score end at 10; some surveys begin to count at 1."""


def check_scales(kpi: Kpi, definition: Definition, findings: Findings) -> None:
    """Note where the measure of *kpi* and its dataset's column speak of different answers."""
    here: Where = ("kpis", kpi.id, "measure")
    before = findings.errors
    match kpi.measure:
        case Nps(column=str(name)):
            _check_nps((*here, "nps"), name, definition.datasets.get(kpi.dataset or ""), findings)
        case TopBox() | LowBox():
            dataset = definition.datasets.get(kpi.dataset or "")
            _check_box(kpi.measure, (*here, kpi.measure_name), dataset, findings)
        case Percentile(p=p) if 0 < p < 1:
            where = (*here, "percentile", "p")
            says = f"{spell(where)} is {p:g}: percentiles are in per cent"
            findings.warn(where, "CX265", says, f"did you mean {100 * p:g}?")
    if findings.errors > before:
        findings.broken.add(kpi.id)


def _check_nps(here: Where, name: str, dataset: Dataset | None, findings: Findings) -> None:
    for there, (low, high) in _scales(name, dataset):
        if high != NPS_HIGHEST or low not in NPS_LOWEST:
            says = f"{spell(here)} needs answers from 0 to 10, and {_said(there, findings)}"
            says += f" runs from {low:g} to {high:g}"
            findings.say_at_key(here, "CX114", says, "use top_box or mean, or mend the scale")


def _check_box(
    box: TopBox | LowBox, here: Where, dataset: Dataset | None, findings: Findings
) -> None:
    key = "at_least" if isinstance(box, TopBox) else "at_most"
    edge = box.at_least if isinstance(box, TopBox) else box.at_most
    for there, (low, high) in _scales(box.column, dataset):
        runs = f"{_said(there, findings)} runs from {low:g} to {high:g}"
        if box.scale is not None and box.scale != (low, high):
            where = (*here, "scale")
            says = f"{spell(where)} runs from {box.scale[0]:g} to {box.scale[1]:g}, and {runs}"
            findings.say_at_key(where, "CX114", says, "put one of them right")
        elif box.scale is None and edge is not None and not low <= edge <= high:
            where = (*here, key)
            says = f"{spell(where)} is {edge:g}, and {runs}"
            findings.say_at_key(where, "CX114", says, "put one of them right")


def _scales(name: str, dataset: Dataset | None) -> list[tuple[Where, tuple[float, float]]]:
    """Return the scale that *dataset* gives column *name*, and those of its files."""
    if dataset is None:
        return []
    here: Where = ("datasets", dataset.id)
    places: list[tuple[Where, Mapping[str, Column]]] = [(here, dataset.columns)]
    places += [((*here, "files", at), file.columns) for at, file in enumerate(dataset.files)]
    found = [
        ((*above, "columns", name, "scale"), columns[name].scale)
        for above, columns in places
        if name in columns
    ]
    # One that is written upside down is said elsewhere.
    return [(where, scale) for where, scale in found if scale is not None and scale[0] <= scale[1]]


def _said(there: Where, findings: Findings) -> str:
    """Return the part *there* of the definition with its line."""
    document = findings.document
    line, column = document.values.get(document.locate(there), (1, 1))
    return f"{spell(there)} ({document.path}:{line}:{column})"
