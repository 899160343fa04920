"""What a tally stands for: nothing that numbers depend on may be left out."""

import ast
import dataclasses
import importlib
import pkgutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date

import pytest

from cxscore import calendar, model, problems
from cxscore.definition import examine
from cxscore.measure import basis
from cxscore.measure.basis import Asked, digest_of, files_of
from cxscore.model.dataset import BadRows
from tests import company

NO_SAY = {"pydantic", "pydantic_core", "yaml", "filelock", "tinycss2"}
"""What is imported besides: a definition is compared by what these made of it."""
RICH = """\
version: 1
scorecard: {title: Small scorecard, as_of: 2026-04-10}
owners: {ada: {name: Ada Field}}
datasets: {surveys: {file: "sur*.csv", date: day, columns: {score: {scale: [0, 10]}}}}
kpis:
  nps: {name: N, owner: ada, polarity: neutral, dataset: surveys, by: day, measure: {nps: score}}
  mean: {name: M, owner: ada, polarity: neutral, dataset: surveys, measure: {mean: score * 2}}
  both: {name: B, owner: ada, polarity: neutral, measure: {formula: nps + mean}}
"""


@pytest.fixture
def asked(tmp_path):
    return of(company.write(tmp_path, RICH))


def of(path):
    definition = examine(path).definition
    assert definition is not None
    return Asked(definition, date(2026, 4, 10), None, None, 5)


def digest(asked):
    return digest_of(asked, files_of(asked.definition))


def test_the_same_is_the_same(asked):
    again = of(asked.definition.origin.folder / "kpis.yaml")
    assert digest(asked) == digest(again)


def test_it_is_the_same_in_every_process(asked):
    code = (
        "from tests.measure.test_basis import digest, of\nfrom pathlib import Path\nimport sys\n"
        "print(digest(of(Path(sys.argv[1]))).hex())"
    )
    path = asked.definition.origin.folder / "kpis.yaml"
    command = [sys.executable, "-c", code, path]
    seen = {
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, cwd="."
        ).stdout
        for seed in ("1", "2")
    }
    assert seen == {digest(asked).hex().encode() + b"\n"}


@pytest.mark.parametrize(
    "other",
    [
        {"as_of": date(2026, 4, 11)},
        {"period": calendar.Calendar().parse("2026-02")},
        {"bad_rows": BadRows(up_to=1.0)},
        {"places": 6},
    ],
    ids=lambda other: next(iter(other)),
)
def test_whatever_is_asked_otherwise_tells(asked, other):
    assert digest(replace(asked, **other)) != digest(asked)


@pytest.mark.parametrize(
    ("before", "after"),
    [("ada: {name", "ada: {role: x, name"), ("version: 1\n", "version: 1 # one\n"), ("* 2", "* 3")],
    ids=["key", "comment", "measure"],
)
def test_any_change_of_the_definition_tells(asked, before, after):
    folder = asked.definition.origin.folder
    assert before in RICH
    assert digest(of(company.write(folder, RICH.replace(before, after)))) != digest(asked)


def test_what_a_file_that_the_definition_names_holds_tells(tmp_path):
    text = RICH.replace("version: 1\n", "version: 1\ncalendar: {holidays: free.csv}\n")
    first = of(company.write(tmp_path, text, free="date\n2026-01-01\n"))
    second = of(company.write(tmp_path, text, free="date\n2026-01-02\n"))
    assert digest(first) != digest(second)


def test_a_byte_of_the_data_tells(asked):
    before = digest(asked)
    (asked.definition.origin.folder / "surveys.csv").write_text(company.ROWS + "\n")
    assert digest(asked) != before


def test_so_does_one_more_file_and_its_name(asked):
    folder = asked.definition.origin.folder
    seen = [digest(asked)]
    (folder / "survived.csv").write_text("day,score\n")
    seen.append(digest(asked))
    (folder / "survived.csv").rename(folder / "surveys2.csv")
    seen.append(digest(asked))
    assert len(set(seen)) == 3


def test_so_does_the_place_from_which_paths_are_printed(asked, monkeypatch):
    before = digest(asked)
    monkeypatch.chdir(asked.definition.origin.folder)
    assert digest(asked) != before


@pytest.mark.parametrize("name", basis.LIBRARIES)
def test_so_does_the_version_of_a_library(asked, monkeypatch, name):
    before, real = digest(asked), basis.metadata.version
    monkeypatch.setattr(
        basis.metadata, "version", lambda each: "0.1" if each == name else real(each)
    )
    assert digest(asked) != before


def test_one_that_is_not_installed_is_another(asked, monkeypatch):
    before = digest(asked)

    def missing(name):
        raise basis.metadata.PackageNotFoundError(name)

    basis.version()
    monkeypatch.setattr(basis.metadata, "version", missing)
    assert digest(asked) != before


@pytest.mark.parametrize("name", ["version", "platform"])
def test_so_does_the_python(asked, monkeypatch, name):
    before = digest(asked)
    monkeypatch.setattr(basis.sys, name, "another")
    assert digest(asked) != before


def test_so_does_the_time_zone_of_the_machine(asked, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    before = digest(asked)
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    assert digest(asked) != before
    monkeypatch.undo()
    time.tzset()


def test_so_does_our_own_version_and_our_own_code(asked, monkeypatch, tmp_path):
    seen = [digest(asked)]
    monkeypatch.setattr(basis, "version", lambda: "0.0")
    seen.append(digest(asked))
    (tmp_path / "measure" / "files").mkdir(parents=True)
    monkeypatch.setattr(basis, "HERE", tmp_path)
    seen.append(digest(asked))
    (tmp_path / "measure" / "files" / "csv.py").write_text("")
    (tmp_path / "measure" / "files" / "csv.py").write_text("ROWS = 1")
    seen.append(digest(asked))
    assert len(set(seen)) == 4


def test_a_file_that_is_not_there_leaves_nothing_to_compare(asked):
    (asked.definition.origin.folder / "surveys.csv").unlink()
    assert files_of(asked.definition) is None


def test_nor_does_one_that_cannot_be_read(asked, monkeypatch):
    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(basis, "file_digest", refused)
    assert files_of(asked.definition) is None


def test_rows_that_are_in_no_file_leave_nothing_either(asked):
    definition = asked.definition
    elsewhere = replace(definition.datasets["surveys"], files=())
    both = {**definition.datasets, "elsewhere": elsewhere}
    assert files_of(definition)
    assert files_of(replace(definition, datasets=both)) is None


def test_every_library_that_measuring_imports_is_among_the_versions(root):
    folders = [f"cxscore/{pattern}" for pattern in basis.CODE]
    paths = {path for pattern in folders for path in root.glob(pattern)}
    paths -= {root / "cxscore" / name for name in ("notebook.py", "pipeline.py")}
    # Nothing is kept of tables, so that no driver has a say in it.
    paths -= set((root / "cxscore" / "measure" / "engines").glob("*.py"))
    imported = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).split(".")[0])
    foreign = imported - set(sys.stdlib_module_names) - {"cxscore", "_typeshed"}
    assert foreign - NO_SAY == set(basis.LIBRARIES)


def test_every_field_of_the_nouns_is_spelt_out():
    # Logo, font and style are bytes of the paper, which nothing measured depends on.
    found = [each.name for each in pkgutil.iter_modules(model.__path__) if each.name != "brand"]
    names = [f"cxscore.model.{name}" for name in found]
    modules = [calendar, problems, basis, *map(importlib.import_module, names)]
    kinds = [kind for module in modules for kind in vars(module).values()]
    nouns = {kind for kind in kinds if isinstance(kind, type) and dataclasses.is_dataclass(kind)}
    assert len(nouns) > 50
    assert not {noun for noun in nouns for each in dataclasses.fields(noun) if not each.repr}
