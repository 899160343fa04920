"""What customers say, as it stands in scorecard.json."""

from typing import Any

from cxscore.model.comment_scores import ScoredComments, ScoredTheme, ThemeChange
from cxscore.rendering.words.themes import CommentsSaid

Json = dict[str, Any]


def comments_json(comments: ScoredComments, said: CommentsSaid) -> Json:
    """Return the comments of the period reported, the theme that most named first."""
    ends = comments.no_theme_interval
    return {
        "period": comments.period,
        "dataset": comments.dataset,
        "rows": comments.rows,
        "said": comments.said,
        "respondents": comments.respondents,
        "base": comments.base,
        "base_too_small": comments.base_too_small,
        "no_theme": comments.no_theme,
        "no_theme_share": comments.no_theme_share,
        "no_theme_low": ends and ends[0],
        "no_theme_high": ends and ends[1],
        "tested": comments.tested,
        "tested_year_ago": comments.tested_year_ago,
        "may_print": comments.may_print,
        "themes": [_theme(theme) for theme in comments.themes],
        "sentence": said.sentence,
    }


def _theme(theme: ScoredTheme) -> Json:
    return {
        "id": theme.id,
        "count": theme.count,
        "share": theme.share,
        "low": theme.low,
        "high": theme.high,
        "change": {"previous": _change(theme.previous), "year_ago": _change(theme.year_ago)},
        "is_new": theme.is_new,
        "negative_share": theme.negative_share,
        "series": [
            {
                "period": point.period,
                "count": point.count,
                "base": point.base,
                "share": point.share,
            }
            for point in theme.series
        ],
        "verbatims": [{"text": each.text, "moment": each.moment} for each in theme.verbatims],
    }


def _change(change: ThemeChange | None) -> Json | None:
    if change is None:
        return None
    mix = change.mix
    return {
        "period": change.period,
        "base_share": change.base_share,
        "change": change.change,
        "low": change.low,
        "high": change.high,
        "p_value": change.p_value,
        "q_value": change.q_value,
        "direction": change.direction,
        "same_mix": mix and {"by": mix.by, "share": mix.share},
    }
