"""Each line of ours that a page shows to be typed is typed, and ends as the page says."""

import shutil

import pytest

from tests.docs import typed, workbooks
from tests.docs.completing import BASE
from tests.docs.completing import company as company_keys
from tests.docs.fences import ROOT
from tests.docs.folder import folder_of

LINES = typed.lines_typed()
NAMES = {"sql", "close", "explain KPI", "close PERIOD", "0.1.0"}
"""What names a command and leaves out what it is told, or is a version."""
MAY_OBJECT = ("--fail-on",)
"""With these a scorecard may be written and the gate say no."""
SILENT = {"-q", "github", "jsonl"}
"""With these nothing is printed where nothing is wrong."""
OTHERS = {
    "make": "tests/test_docs.py holds that the Makefile has it",
    "python3": "the environment in which tests run was made so",
    ".venv/bin/pip": "the environment in which tests run was made so",
    ".venv/bin/pytest": "it is running",
    "sudo": "tests/test_docs.py holds it against the Makefile",
    "brew": "there is no such machine here",
    "cd": "it leads into the folder of the line before",
    "pip": "tests/test_release.py installs what is packed",
}
"""Programs of others, with what stands for typing them."""


def test_there_is_no_other_program_that_nobody_thought_of():
    others = {line.text.split()[0] for line in LINES if typed.ours(line.text) is None}
    assert others == set(OTHERS) & others


OURS = {
    " ".join(words): line
    for line in LINES
    if (words := typed.ours(line.text)) and "[" not in line.text and " ".join(words) not in NAMES
}


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """A folder with the definition of ``kpis.yaml``, two closes, and exports to begin from."""
    folder = tmp_path_factory.mktemp("company")
    folder_of(BASE, company_keys(), folder)
    for name in ("export", "survey", "tickets", "telephony"):
        shutil.copy(ROOT / "docs" / "tutorial" / "answers.csv", folder / f"{name}.csv")
    workbooks.write(folder / "orders.xlsx")
    workbooks.write(folder / "brand.pptx")
    (folder / "house").mkdir()
    for period in ("2026-04", "2026-05"):
        for line in (f"cxscore build -f json --period {period}", f"cxscore close {period}"):
            code, printed = typed.run(line, folder)
            assert code == 0, printed
    return folder


@pytest.mark.parametrize("line", OURS.values(), ids=[*OURS])
def test_it_is_typed(line, company, tmp_path):
    folder = shutil.copytree(company, tmp_path / "company")
    words = typed.ours(line.text)
    if words[0] == "init" and "--add" not in words:
        folder = _to_begin_in(folder, words)
    if words[0] == "close":
        assert typed.run("cxscore build -f html,json -o /srv/board/scorecard", folder)[0] == 0
        shutil.copytree(folder / "srv" / "board", folder, dirs_exist_ok=True)
    code, printed = typed.run(line.text, folder)
    allowed = {0, 3} if "--fail-on" in words else {0}
    assert code in allowed, printed
    assert printed or SILENT & {*words}


def _to_begin_in(folder, words):
    """Return a folder without a definition; of a sample one in which there is nothing at all."""
    (folder / "kpis.yaml").unlink()
    empty = folder / "empty"
    empty.mkdir()
    return empty if "--sample" in words else folder
