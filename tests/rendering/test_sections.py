"""The one list of sections: it makes the page, its contents and its body."""

import dataclasses
import re

import pytest

from cxscore.rendering import render
from cxscore.rendering.sections import SECTIONS, Page
from cxscore.resources import find
from tests.rendering.builders import make_kpi, make_scorecard, page_of, sample

FRAME = {"version", "masthead", "organisation", "lang", "paper", "for_paper", "as_of", "program"}
FRAME |= {"css", "fonts", "sections", "logo", "segment_pages", "segments_claim", "valued", "events"}
FRAME |= {"panel_rows", "quiet_title", "segments_printed", "segments_unsaid", "segments_unsaid_in"}


def body(scorecard):
    """Return the ids of the sections of the page, in their order."""
    return re.findall(r'<section id="([^"]+)"', render(scorecard, "html").decode())


def test_every_field_of_the_page_is_a_section_or_belongs_to_its_frame():
    fields = {field.name for field in dataclasses.fields(Page)}
    assert fields == FRAME | {part.field for part in SECTIONS}


@pytest.mark.parametrize("part", SECTIONS, ids=lambda part: part.field)
def test_a_sections_template_begins_it_by_its_anchor(part):
    source = (find("templates") / part.section.template).read_text(encoding="utf-8")
    assert f'<section id="{part.section.anchor}"' in source


def test_contents_and_body_name_the_same_sections_in_the_same_order():
    everything = page_of(sample())
    assert [section.anchor for section in everything.sections] == body(sample())
    assert {"segments", "actions"} <= {section.anchor for section in everything.sections}
    bare = make_scorecard([make_kpi("a", [1.0, 2.0])])
    anchors = [section.anchor for section in page_of(bare).sections]
    assert anchors == ["summary", "scorecard", "detail", "owners", "method"] == body(bare)
