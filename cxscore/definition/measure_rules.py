"""Which parts of a measure go together."""

from cxscore.definition.findings import Findings
from cxscore.documents import Where, spell
from cxscore.model.kpi import Kpi
from cxscore.model.measures import LowBox, Mean, Nps, Ratio, RatioPart, TopBox, Within


def check_measure(kpi: Kpi, findings: Findings) -> None:
    """Note what is too much or too little in the measure of *kpi*."""
    before = findings.errors
    here: Where = ("kpis", kpi.id, "measure")
    match kpi.measure:
        case Nps():
            _check_nps(kpi.measure, (*here, "nps"), findings)
        case TopBox():
            _check_top_box(kpi.measure, (*here, "top_box"), findings)
        case LowBox(at_most=most, scale=(low, high)):
            where = (*here, "low_box")
            _check_scale(where, ("at_most", most), (low, high), findings)
        case Mean():
            _check_mean(kpi.measure, (*here, "mean"), findings)
        case Ratio():
            for side in ("numerator", "denominator"):
                part: RatioPart = getattr(kpi.measure, side)
                _check_part(part, (*here, "ratio", side), findings)
        case Within(days=days, hours=hours, workdays=workdays):
            if sum(limit is not None for limit in (days, hours, workdays)) != 1:
                _say((*here, "within"), "takes exactly one of: days, hours, workdays", findings)
    if findings.errors > before:
        findings.broken.add(kpi.id)


def _say(where: Where, text: str, findings: Findings, hint: str = "") -> None:
    findings.say_at_key(where, "CX137", f"{spell(where)} {text}", hint)


def _check_nps(nps: Nps, here: Where, findings: Findings) -> None:
    counts = (nps.promoters, nps.passives, nps.detractors)
    given = sum(count is not None for count in counts)
    if (nps.column is None) == (given == 0) or given not in (0, 3):
        _say(here, "takes a column, or all of: promoters, passives, detractors", findings)


def _check_top_box(box: TopBox, here: Where, findings: Findings) -> None:
    if (box.at_least is None) == (not box.good):
        _say(here, "takes either 'at_least' or 'good'", findings)
        return
    if box.of and not box.good:
        _say((*here, "of"), "goes with 'good'", findings, "remove it, or use 'good'")
    if box.scale and box.at_least is None:
        _say((*here, "scale"), "goes with 'at_least'", findings, "name the answers under 'of'")
    elif box.scale:
        assert box.at_least is not None
        _check_scale(here, ("at_least", box.at_least), box.scale, findings)
    strange = [answer for answer in box.good if box.of and answer not in box.of]
    if strange:
        _say((*here, "good"), f"holds '{strange[0]}', which 'of' does not", findings)


def _check_scale(
    here: Where, edge: tuple[str, float], scale: tuple[float, float], findings: Findings
) -> None:
    """Note an *edge*, its key and its answer, that does not divide the answers of *scale*."""
    (key, answer), (low, high) = edge, scale
    whole = {"at_least": (low, "lowest", "good"), "at_most": (high, "highest", "low")}
    end, called, sort = whole[key]
    if low > high:
        says = f"{spell((*here, 'scale'))} runs from {low:g} to {high:g}"
        findings.say((*here, "scale"), "CX112", says, "write the lowest answer first")
    elif not low <= answer <= high:
        _say((*here, key), f"is outside the scale from {low:g} to {high:g}", findings)
    elif answer == end:
        says = f"{spell((*here, key))} is the {called} answer, so every answer is a {sort} one"
        findings.warn((*here, key), "CX117", says)


def _check_mean(mean: Mean, here: Where, findings: Findings) -> None:
    pair = (mean.sum is not None) + (mean.count is not None)
    if (mean.column is None) == (pair == 0) or pair == 1:
        _say(here, "takes a column, or both of: sum, count", findings)
    elif mean.weight is not None and mean.column is None:
        _say((*here, "weight"), "goes with 'column'", findings)


def _check_part(part: RatioPart, here: Where, findings: Findings) -> None:
    if (part.sum is None) == (not part.count_rows):
        _say(here, "takes either 'sum' or 'count: rows'", findings)
