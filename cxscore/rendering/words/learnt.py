"""Failures and blockers taken together, in words: who found them, how many, and how long."""

from cxscore.model.accountability import SpansCompared
from cxscore.rendering.words.grammar import sentence
from cxscore.rendering.words.paper import Paper


def failures_said(paper: Paper) -> tuple[str, ...]:
    """Return ``13 of 18 failures were found by our own people (72%, 49% to 88%).``, and how many.

    Of one failure there is nothing more to say than its row does.
    """
    found, numbers = paper.scorecard.accountability.failures, paper.numbers
    if found is None:
        return ()
    told = []
    if found.interval is not None and found.told > 1:
        share, *ends = (
            numbers.percent(100.0 * part) for part in (found.by_staff / found.told, *found.interval)
        )
        every = "" if found.told == found.count else " whose finder is known"
        told.append(
            f"{numbers.plain(found.by_staff)} of {numbers.plain(found.told)} failures{every} were "
            f"found by our own people ({share}, {' to '.join(ends)})"
        )
    if found.spans is not None:
        told.append(_spans(found.spans, paper))
    return tuple(map(sentence, told))


def _spans(spans: SpansCompared, paper: Paper) -> str:
    plain = paper.numbers.plain
    failures = "failure" if spans.count == 1 else "failures"
    verdict = "no more than chance brings"
    if spans.significant:
        verdict = f"a {'rise' if spans.count > spans.before else 'fall'} beyond chance"
    return (
        f"{plain(spans.count)} {failures} in the last {spans.months} months, after "
        f"{plain(spans.before)} in the {spans.months} before: {verdict}"
    )


def cleared_said(paper: Paper) -> str:
    """Return ``2 blockers were cleared in the last 12 months, by the median after 41 days.``."""
    cleared, plain = paper.scorecard.accountability.cleared, paper.numbers.plain
    if cleared is None:
        return ""
    one, days = cleared.count == 1, cleared.median_days
    after = f"{plain(days, 0 if days == int(days) else 1)} {'day' if days == 1 else 'days'}"
    which = "1 blocker was" if one else f"{plain(cleared.count)} blockers were"
    middle = "" if one else "by the median "
    return sentence(f"{which} cleared in the last 12 months, {middle}after {after}")
