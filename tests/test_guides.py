"""The tutorial and the guides of docs/ are gone through as a reader would."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.exports import tutorial
from tests.pango import needs_pango
from tests.reader import Reader, at_home, blocks_of

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
TUTORIAL = ROOT / "docs" / "tutorial.md"
GUIDES = sorted((ROOT / "docs" / "how-to").glob("*.md"))


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Path:
    """Somebody's home after the tutorial."""
    reader = at_home(tmp_path_factory.mktemp("home"))
    reader.reads(TUTORIAL)
    return reader.home


class TestPagesAreRun:
    """Files are written, lines typed, and what is printed held against what the page shows."""

    @needs_pango
    def test_the_tutorial(self, done):
        written = json.loads((done / "board/scorecard/scorecard.json").read_text("utf-8"))
        nps = written["kpis"][0]
        assert nps["signal"]["variation"] == "worsening"
        assert [row["id"] for row in nps["actions"]] == ["A1"]
        assert "The North decides" in written["summary"]["word"]

    @needs_pango
    @pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
    def test_a_guide(self, guide, done, tmp_path):
        home = shutil.copytree(done, tmp_path / "home")
        Reader(home, home / "board").reads(guide)

    def test_what_is_typed_on_them_is_run(self):
        """In blocks of the console, that is; others pages show no such block."""
        typed = {page for page in PAGES if any(info == "console" for info, _ in blocks_of(page))}
        assert typed == {TUTORIAL, *GUIDES}
        for page in typed:
            others = [text for info, text in blocks_of(page) if info != "console"]
            assert not re.search(r"^(?:    )?cxscore ", "".join(others), re.MULTILINE), page.name

    def test_a_line_that_is_not_printed_is_noticed(self, tmp_path):
        reader = Reader(tmp_path, tmp_path)
        reader.types("$ echo one\none\n")
        with pytest.raises(AssertionError, match="shows no line"):
            reader.types("$ echo one\ntwo\n")
        with pytest.raises(AssertionError, match="exit code 1"):
            reader.types("$ false\n$ echo two\n")


def test_the_exports_are_made_as_they_lie_there():
    for name, made in (("answers.csv", tutorial.survey()), ("calls.csv", tutorial.calls())):
        assert (TUTORIAL.parent / "tutorial" / name).read_text(encoding="utf-8") == made
