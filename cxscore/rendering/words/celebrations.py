"""Whom the board may thank, and what for."""

from cxscore.model.accountability import Celebrated, Occasion
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, counted, listed, sentence, spelled
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.period_names import name_of


def celebrations_said(paper: Paper) -> tuple[str, ...]:
    """Return a sentence for each success, with the people to thank."""
    every = paper.scorecard.accountability.celebrate
    return tuple(sentence(f"{_what(each, paper)}: {_thanks(each, paper)}") for each in every)


def celebrated_clause(paper: Paper) -> str:
    """Return ``two successes to celebrate``; empty where there is none."""
    number = len(paper.scorecard.accountability.celebrate)
    what = "success" if number == 1 else "successes"
    return f"{spelled(number)} {what} to celebrate" if number else ""


def _what(each: Celebrated, paper: Paper) -> str:
    scorecard = paper.scorecard
    match each.occasion:
        case Occasion.IMPROVEMENT:
            kpi = next(scored for scored in scorecard.kpis if scored.kpi.id == each.kpi)
            since = f" since {name_of(kpi, kpi.signal.since)}" if kpi.signal.since else ""
            return f"{capital(kpi.kpi.name)} is better by more than chance{since}"
        case Occasion.WORKED:
            row = next(scored.row for scored in scorecard.log if scored.row.id == each.row)
            return f"“{row.title}” worked"
        case Occasion.REPEAT_ENDED:
            row = next(scored.row for scored in scorecard.log if scored.row.id == each.row)
            assert row.closed is not None, "it led to a change"
            changed = paper.numbers.day(row.closed)
            return f"Nothing like “{row.title}” has come back since the change of {changed}"
        case _:
            kept = next(a for a in scorecard.agreements if a.agreement.id == each.row)
            scored = (
                *scorecard.kpis,
                *scorecard.also,
            )  # in a pack of one's own it may be another's
            kpi = next(s for s in scored if s.kpi.id == kept.agreement.kpi)
            spent = counted(each.periods, periods.noun(kpi.grain))
            return f"“{kept.agreement.promise}” has been kept for {spent} running"


def _thanks(each: Celebrated, paper: Paper) -> str:
    return f"thanks to {listed([paper.person(id_) for id_ in each.people])}"
