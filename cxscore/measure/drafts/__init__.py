"""A kpis.yaml drafted from files of the user's own: a proposal, every guess marked."""

from cxscore.measure.drafts.drafting import Taken, draft_files
from cxscore.measure.drafts.text import dataset_lines, kpi_lines, timezone_lines, whole_text

__all__ = ["Taken", "dataset_lines", "draft_files", "kpi_lines", "timezone_lines", "whole_text"]
