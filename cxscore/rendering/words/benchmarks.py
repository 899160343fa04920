"""What others reach, our rank among them, and the lines of regulators, in words."""

from collections.abc import Iterable, Sequence

from cxscore.frozen import frozen
from cxscore.model.benchmarks import Origin, ScoredBenchmark, Side, Unplaced, Unranked
from cxscore.model.choices import Polarity
from cxscore.model.scorecard import Scorecard, ScoredKpi
from cxscore.rendering.numbers import NONE, Numbers, telling_apart, written_decimals
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import capital, listed, named, ordinal, sentence
from cxscore.rendering.words.judgements import Word
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.segment_names import segment_name
from cxscore.rendering.words.shown import MOST_FOR_TARGET, Shown

BEYOND = "*"
"""Stands at who is better or worse beyond sampling error."""
MOST_NAMED = 2
"""KPIs that the claim names."""
_QUARTERS = {1: "best quarter", 2: "second quarter", 3: "third quarter", 4: "last quarter"}
_NO_RANK = {
    Unplaced.NO_VALUE: "no value",
    Unplaced.SMALL_BASE: "too small a base",
    Unplaced.NOT_COMPLETE: "the period is not complete",
    Unplaced.NO_DIRECTION: "neither way is better",
    Unplaced.NOBODY: "",
}
OLD = "over 18 months old"


@frozen
class RankSaid:
    """A place among others."""

    place: str
    """``3rd of 5``; ``–`` where there is none."""
    between: str
    """``by chance 1st to 4th``, ``no interval``, or why there is no rank; empty for nobody."""
    quarter: str
    """``last quarter``; empty among fewer than twenty."""


def is_compared(scorecard: Scorecard) -> bool:
    """Return whether a register of benchmarks says anything of the KPIs that are shown."""
    return any(
        each.quoted.origin is Origin.REGISTER
        for scored in scorecard.kpis
        for each in scored.benchmarks
    )


def rank_said(scored: ScoredKpi) -> RankSaid:
    """Return our place among others."""
    found = scored.rank
    if found is None:
        return RankSaid(NONE, _NO_RANK.get(scored.unplaced or Unplaced.NOBODY, ""), "")
    if found.low is None or found.high is None:
        between = "no interval"
    elif found.low == found.high:
        between = f"beyond chance {ordinal(found.low)}"
    else:
        between = f"by chance {ordinal(found.low)} to {ordinal(found.high)}"
    quarter = "" if found.quartile is None else _QUARTERS[found.quartile]
    return RankSaid(f"{ordinal(found.rank)} of {found.of}", between, quarter)


def rank_phrase(scored: ScoredKpi) -> str:
    """Return ``3rd of 5, by chance 1st to 4th``; empty without a rank."""
    said = rank_said(scored)
    parts = (said.place, said.between, said.quarter)
    return "" if scored.rank is None else ", ".join(filter(None, parts))


def benchmark_said(scored: ScoredKpi, shown: Shown) -> str:
    """Return ``+38, UKCSI July 2026``; empty where its definition has none."""
    benchmark = scored.kpi.benchmark
    if benchmark is None:
        return ""
    own = [each for each in scored.benchmarks if each.quoted.origin is Origin.BENCHMARK]
    old = f", {OLD}" if any(each.is_old for each in own) else ""
    decimals = max(shown.decimals, written_decimals(benchmark.value))
    return f"{shown.quantity.value(benchmark.value, decimals)}, {benchmark.source}{old}"


def pair_said(found: ScoredBenchmark, shown: Shown, *, is_named: bool = False) -> tuple[str, str]:
    """Return their value and ours, with as many decimals as tell them apart.

    Where the unit *is_named*, both stand without it, if it is a word.
    """
    theirs, ours = found.quoted.value, found.ours
    written = written_decimals(theirs)
    decimals = max(shown.decimals, written if written <= shown.decimals + MOST_FOR_TARGET else 0)
    write = shown.quantity.without_noun if is_named else shown.quantity.value
    if ours is None:
        return write(theirs, decimals), shown.value(None)
    decimals = telling_apart(decimals, [(theirs, ours)])
    return write(theirs, decimals), write(ours, decimals)


def ranked_on(
    scored: ScoredKpi, shown: Shown, side: Side, most: int
) -> tuple[tuple[str, ...], int]:
    """Return who is ranked on one *side* of us, the best first, and how many more there are.

    Those level with us stand with the worse: nobody of them is ahead. Where ours is not judged
    they are on neither side.
    """
    found = [
        each
        for each in scored.benchmarks
        if each.unranked is None
        and each.side is not None
        and (each.side is Side.BETTER) is (side is Side.BETTER)
    ]
    downwards = scored.kpi.polarity is not Polarity.LOWER_IS_BETTER
    found.sort(key=lambda each: each.quoted.value, reverse=downwards)
    texts = tuple(_named(each, shown) for each in found[:most])
    return texts, max(0, len(found) - most)


def beside_said(scored: ScoredKpi, shown: Shown, most: int) -> tuple[tuple[str, ...], int]:
    """Return what is listed and not ranked, the sector first, and how many more there are.

    All others are among them where our own number is not judged.
    """
    found = [
        each
        for each in scored.benchmarks
        if each.unranked not in (Unranked.NEARER, Unranked.OURSELVES)
        and not (each.unranked is None and each.side is not None)
        and not each.quoted.is_line
    ]
    found.sort(key=lambda each: each.quoted.is_peer)
    return tuple(_beside(each, shown) for each in found[:most]), max(0, len(found) - most)


def _named(found: ScoredBenchmark, shown: Shown) -> str:
    theirs, _ = pair_said(found, shown, is_named=True)
    old = f" ({OLD})" if found.is_old else ""
    return f"{found.quoted.who} {theirs}{BEYOND if found.beyond_chance else ''}{old}"


def _beside(found: ScoredBenchmark, shown: Shown) -> str:
    quoted = found.quoted
    theirs, ours = pair_said(found, shown, is_named=True)
    notes = [quoted.obstacle] if quoted.obstacle else []
    if quoted.segment is not None:
        part = segment_name((quoted.segment[1],))
        notes.append(part if found.ours is None else f"{part}, ours {ours}")
    if found.is_old:
        notes.append(OLD)
    elif found.unranked is Unranked.OTHER_TIME:
        notes.append(f"of {quoted.dated}" if quoted.dated else "nobody says of when")
    note = f" ({'; '.join(notes)})" if notes else ""
    return f"{quoted.who} {theirs}{BEYOND if found.beyond_chance else ''}{note}"


def aside_said(kpis: Sequence[ScoredKpi], numbers: Numbers, most: int) -> str:
    """Return those that nobody is ranked with, in a line: for paper; empty where there are none.

    ``Without a rank: Customer satisfaction 83.4% (Home retail 81.5%).``
    """
    parts = []
    for scored in kpis:
        shown = Shown.of(scored, numbers)
        texts, more = beside_said(scored, shown, most)
        others = ", ".join([*texts, *([f"{more} more"] if more else [])])
        why = "; ".join(filter(None, (rank_said(scored).between, others)))
        parts.append(f"{scored.kpi.name} {shown.value(scored.value)} ({why})")
    return sentence(f"Without a rank: {'; '.join(parts)}") if parts else ""


# -- the lines of regulators


def breach_word(scored: ScoredKpi) -> Word:
    """Return ``Breach`` where a regulator's line is crossed; empty where none is."""
    if not scored.breached:
        return Word("", "")
    return Word("Breach", f"Beyond {listed([each.quoted.who for each in scored.breached])}")


def breaches_said(scored: ScoredKpi, shown: Shown) -> tuple[str, ...]:
    """Return a sentence for each regulator's line that is crossed."""
    return tuple(_breach(each, scored, shown) for each in scored.breached)


def _breach(found: ScoredBenchmark, scored: ScoredKpi, shown: Shown) -> str:
    asked, ours = pair_said(found, shown)
    where = f" in {segment_name((found.quoted.segment[1],))}" if found.quoted.segment else ""
    side = "below" if scored.kpi.polarity is Polarity.HIGHER_IS_BETTER else "above"
    return f"Breach: {ours}{where} is {side} the {asked} of {found.quoted.who}."


def breaches_counted(found: ScoredBenchmark, scored: ScoredKpi) -> str:
    """Return ``7 of the last 12 months``; empty where nothing is counted."""
    if found.breaches_of_12 is None:
        return ""
    beyond, of = found.breaches_of_12
    return f"{beyond or 'none'} of the last {of} {periods.noun(scored.grain)}s"


# -- all of it in one


def benchmarks_claim(paper: Paper) -> str:
    """Return what the comparison comes to: the lines that are crossed, and who is ahead."""
    kpis = paper.scorecard.kpis
    crossed = [each.kpi.name for each in kpis if each.breached]
    ranked = [each for each in kpis if each.rank is not None]
    behind = [each.kpi.name for each in ranked if each.rank and (each.rank.low or 1) > 1]
    first = [each.kpi.name for each in ranked if each.rank and each.rank.high == 1]
    parts = [_crossed(crossed)] if crossed else []
    if behind:
        parts.append(f"others lead in {named(behind, MOST_NAMED)}")
    if first:
        parts.append(f"we lead in {named(first, MOST_NAMED)}")
    if ranked and not behind and not first:
        parts.append("chance may account for every place")
    return capital("; ".join(parts) or "what others reach")


def _crossed(names: Sequence[str]) -> str:
    verb = "breaches" if len(names) == 1 else "breach"
    return f"{named(names, MOST_NAMED)} {verb} the regulator's line"


def notes_said(kpis: Iterable[ScoredKpi]) -> tuple[str, ...]:
    """Return how others were ranked, a sentence each, for the foot of the table."""
    known = list(kpis)
    ranked = [each.rank for each in known if each.rank is not None]
    told = [
        "Ranked: who is measured as we are, within 12 months of the period.",
        f"{BEYOND}: beyond sampling error, pair by pair, uncorrected.",
    ]
    if any(rank.low is None for rank in ranked):
        told.append("No interval: no base is known, or a mean has none.")
    if any(rank.low is not None and rank.untested for rank in ranked):
        told.append("Who gives no base counts as not told apart.")
    return tuple(told)
