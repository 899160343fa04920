"""What the methods found out about a KPI, a sentence each."""

from cxscore.model.scorecard import ScoredKpi
from cxscore.model.verdicts import Outlook
from cxscore.rendering.words.comparing import left_out_sentence
from cxscore.rendering.words.gaps import gap_sentence
from cxscore.rendering.words.grammar import sentence
from cxscore.rendering.words.intervals import no_interval
from cxscore.rendering.words.outlook import forecast_sentence, season_sentence, trend_sentence
from cxscore.rendering.words.parts import parts_sentence
from cxscore.rendering.words.shown import Shown
from cxscore.rendering.words.unsaid import no_value


def findings_said(scored: ScoredKpi, shown: Shown) -> tuple[str, ...]:
    """Return what there is to say beyond value, target and chart, in the order of the panel.

    A forecast that cannot be made is no news to a board: the JSON says why.
    """
    told = (
        no_value(scored),
        no_interval(scored, shown),
        gap_sentence(scored, shown),
        parts_sentence(scored),
        left_out_sentence(scored),
        season_sentence(scored),
        trend_sentence(scored, shown),
        forecast_sentence(scored, shown) if _is_foretold(scored) else "",
    )
    return tuple(sentence(text) for text in told if text)


def _is_foretold(scored: ScoredKpi) -> bool:
    return scored.forecast is not None and scored.forecast.verdict is not Outlook.CANNOT_SAY
