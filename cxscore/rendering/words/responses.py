"""Who was asked and who answered, in words: the method statement of each survey, and a fall."""

from collections.abc import Iterator, Mapping

from cxscore.frozen import frozen
from cxscore.model.listening_scores import ModeShare, ScoredAsked
from cxscore.model.scorecard import Scorecard
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, counted, listed, sentence, sentences
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.rates import rate_said

MOST_MODES = 5
"""Ways of answering that a statement names; the rest are counted."""


@frozen
class AskedSaid:
    """The method statement of one survey."""

    name: str
    statement: str
    """Asked, answered, how, weights, who was left out, and the margin."""
    printed: str
    """The same as paper has it: held against the year before only where it changed."""
    fall: str
    """That fewer answer than in the year before; empty where that is no more than chance."""


def asked_said(scored: ScoredAsked, paper: Paper) -> AskedSaid:
    """Return what is said of who was asked in one survey."""
    numbers, asked = paper.numbers, scored.asked
    how = (
        _modes(scored, numbers),
        _margin(scored, numbers),
        f"Weighted by {asked.weighting}" if asked.weighting else "",
        f"Left out: {asked.excluded}" if asked.excluded else "",
    )
    answered, before = _answered(scored, paper), _held_against(scored, paper)
    return AskedSaid(
        dataset_name(scored.dataset, paper.scorecard),
        sentences(answered, before, *how),
        sentences(answered, before if _is_changed(scored) else "", *how),
        fall_said(scored, paper),
    )


def fall_said(scored: ScoredAsked, paper: Paper) -> str:
    """Return that fewer answer than in the year before; empty where nothing of the kind is known.

    It stands beside every KPI of the survey.
    """
    if not scored.fell or scored.rate is None or scored.before is None:
        return ""
    percent = paper.numbers.percent
    return sentence(
        f"Fewer of those asked answer: {percent(scored.rate.value, 1)}, after "
        f"{percent(scored.before.rate, 1)} in {_span(scored, paper)}"
    )


def falls_beside(datasets: frozenset[str], paper: Paper) -> Iterator[str]:
    """Yield what is said of falls beside a KPI of these *datasets*."""
    for scored in paper.scorecard.asked:
        if scored.dataset in datasets and (said := fall_said(scored, paper)):
            yield said


def dataset_name(dataset: str, scorecard: Scorecard) -> str:
    """Return what a dataset is called: as its first source is, else its id in words."""
    sources = scorecard.listening.sources if scorecard.listening else ()
    named: Mapping[str | None, str] = {each.dataset: each.name for each in reversed(sources)}
    return named.get(dataset) or capital(dataset.replace("_", " "))


def _answered(scored: ScoredAsked, paper: Paper) -> str:
    """Return how many were asked and answered."""
    numbers, period = paper.numbers, periods.name(paper.scorecard.period)
    answered = numbers.plain(scored.answered)
    if scored.invited is None:
        told = "" if scored.asked.invited is None else "; how many were asked then is not known"
        return f"{answered} answered in {period}{told}"
    invited = numbers.plain(scored.invited)
    if scored.rate is None:
        return f"{answered} answered in {period} and {invited} were asked: no rate can be told"
    rate = rate_said(scored.rate, numbers)
    return f"{invited} were asked in {period}, and {answered} answered: {rate}"


def _held_against(scored: ScoredAsked, paper: Paper) -> str:
    """Return whether as many answered before; empty where nothing is known of that."""
    if scored.before is None or scored.rate is None or scored.p_value is None:
        return ""
    way = "no change"
    if _is_changed(scored):
        way = "fewer" if scored.fell else "more"
    level = paper.numbers.percent(scored.before.rate, 1)
    return f"In {_span(scored, paper)} it was {level}: {way} beyond chance"


def _is_changed(scored: ScoredAsked) -> bool:
    return scored.fell or (scored.p_value is not None and scored.p_value < 0.05)


def _span(scored: ScoredAsked, paper: Paper) -> str:
    """Return the periods that a rate is held against: ``the 12 months before``."""
    before, period = scored.before, paper.scorecard.period
    assert before is not None, "something is held against them"
    if before.first == before.last:
        known = periods.like(period, before.last)
        return periods.name(known) if known else before.last
    return f"the {counted(before.periods, periods.noun(period.grain))} before"


def _modes(scored: ScoredAsked, numbers: Numbers) -> str:
    """Return how those who answered did: ``How they answered: Online 61% (16.2% of 1,200)``."""
    known = [_mode(each, numbers) for each in scored.modes[:MOST_MODES]]
    rest = len(scored.modes) - len(known)
    if rest > 0:
        known.append(f"{counted(rest, 'other way', 'other ways')}")
    return f"How they answered: {listed(known)}" if known else ""


def _mode(mode: ModeShare, numbers: Numbers) -> str:
    name = "not told" if mode.mode is None else mode.mode
    text = f"{name} {numbers.part(mode.share / 100.0)}"
    if mode.rate is None or mode.invited is None:
        return text
    return f"{text} ({numbers.percent(mode.rate.value, 1)} of {numbers.plain(mode.invited)})"


def _margin(scored: ScoredAsked, numbers: Numbers) -> str:
    """Return how sure a share is: half of its interval at 50 %, which is the widest."""
    if scored.margin is None:
        return ""
    text = f"Margin of a share: ±{numbers.plain(scored.margin, 1)} points at most (95%)"
    population = scored.asked.population
    if population is None:
        return text
    return f"{text}, among {numbers.plain(population)} who could be asked"
