"""--assets split: what a page has beside it comes with it, belongs to it, and goes with it."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from cxscore.cli import output
from tests import closed
from tests.closed import run

AS_OF = ("--period", "2026-06", "--as-of", "2026-07-06")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    closed.lay_out(tmp_path)
    return tmp_path


def build(*more, formats="html"):
    result = run("build", "-f", formats, *AS_OF, *more)
    assert result.exit_code == 0, result.output
    return result


def files(folder="scorecard"):
    root = Path(folder)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_they_come_with_the_page_and_are_not_listed():
    result = build("--assets", "split", formats="html,md")
    assert [Path(line).name for line in result.stdout.split()] == ["scorecard.html", "scorecard.md"]
    beside = {name for name in files() if name.startswith("scorecard_files/")}
    assert "scorecard_files/scorecard.css" in beside
    assert any(name.endswith(".png") for name in beside)
    assert set(files()) == beside | {"scorecard.html", "scorecard.md"}


def test_the_json_names_the_digest_of_each():
    build("--assets", "split", formats="html,json")
    found = files()
    pack = json.loads(found.pop("scorecard.json"))["pack"]
    assert {name: each["sha256"] for name, each in pack.items()} == {
        name: sha256(content).hexdigest() for name, content in found.items()
    }


def test_such_a_pack_can_be_closed():
    build("--assets", "split", formats="html,json")
    assert run("close", "2026-06").exit_code == 0
    held = json.loads(Path("history/2026-06.json").read_text(encoding="utf-8"))["files"]
    assert "scorecard_files/scorecard.css" in held


def test_what_a_page_has_no_more_goes_and_what_is_others_stays():
    build("--assets", "split")
    Path("scorecard/scorecard_files/notes.txt").write_text("mine")
    Path("scorecard/scorecard_files/chart-0123456789abcdef.png").write_bytes(b"old")
    build("--assets", "split")
    assert "scorecard_files/chart-0123456789abcdef.png" not in files()
    build("-q")
    assert set(files()) == {"scorecard.html", "scorecard_files/notes.txt"}


def test_a_folder_that_holds_nothing_any_more_goes():
    build("--assets", "split")
    build()
    assert [path.name for path in Path("scorecard").iterdir()] == ["scorecard.html"]


def test_another_format_leaves_the_page_and_its_files_alone():
    build("--assets", "split")
    before = files()
    build(formats="json,csv")
    build("-o", "scorecard/other.html")
    assert before.items() <= files().items()


@pytest.mark.parametrize("at", [1, 3, 9])
def test_where_one_of_them_cannot_be_put_in_place_the_earlier_pack_stands(monkeypatch, at):
    build("--assets", "split", formats="html,json")
    before, moves = files(), []
    replace = output.Path.replace

    def fails(self, to):
        moves.append(to)
        if len(moves) == at:
            raise OSError(28, "No space left on device")
        return replace(self, to)

    with monkeypatch.context() as patched:
        patched.setattr(output.Path, "replace", fails)
        result = run("build", "-f", "html,json", "--kpi", "happy", "--assets", "split", *AS_OF)
    assert result.exit_code == 4
    assert files() == before


def test_everybodys_own_page_has_its_own_and_they_go_with_it():
    build("--assets", "split", "--by-owner")
    sheets = {f"owners/{owner}/scorecard_files/scorecard.css" for owner in ("ada", "ben")}
    assert sheets <= set(files())
    build("--assets", "split", "--by-owner", formats="html,md")
    assert sheets <= set(files())
    build("--by-owner", formats="md")
    assert not any("owners" in name and "scorecard_files" in name for name in files())
