"""Which files may be read, and how paths are printed."""

import os
import sys
from pathlib import Path

import pytest

from cxscore.paths import Refused, Why, printed, resolve


@pytest.fixture
def folder(tmp_path, monkeypatch):
    inside = tmp_path / "pack"
    (inside / "data").mkdir(parents=True)
    for name in ("data/a.csv", "data/b.csv", "kpis.yaml", "odd[1].csv"):
        (inside / name).write_text("x")
    (tmp_path / "out side").mkdir()
    (tmp_path / "out side" / "far.csv").write_text("x")
    (inside / "link.csv").symlink_to(tmp_path / "out side" / "far.csv")
    (inside / "gone.csv").symlink_to(inside / "nowhere.csv")
    os.mkfifo(inside / "pipe.csv")
    monkeypatch.chdir(inside)
    return inside


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("data/a.csv", ["a.csv"]),
        ("./data/../data/a.csv", ["a.csv"]),
        ("data/*.csv", ["a.csv", "b.csv"]),
        ("**/b.csv", ["b.csv"]),
        ("odd[1].csv", ["odd[1].csv"]),
        ("data*/*", ["a.csv", "b.csv"]),
    ],
)
def test_finds(folder, text, names):
    assert [path.name for path in resolve(text, folder)] == names
    assert resolve(str(folder / text), folder) == resolve(text, folder)


@pytest.mark.parametrize(
    ("text", "why", "words"),
    [
        ("../out side/far.csv", Why.OUTSIDE, "add --allow-path '../out side'"),
        ("link.csv", Why.OUTSIDE, "add --allow-path '../out side'"),
        ("../*/far.csv", Why.OUTSIDE, "add --allow-path .."),
        ("/**/*.csv", Why.OUTSIDE, "starts from /, outside the folder of kpis.yaml; name the"),
        ("a/" * 2200 + "x.csv", Why.NOT_A_FILE, "is too long for any file"),
        ("x" * 256, Why.NOT_A_FILE, "is too long for any file"),
        ("..", Why.OUTSIDE, "add --allow-path .."),
        ("../none.csv", Why.OUTSIDE, "add --allow-path .."),
        ("data/aa.csv", Why.MISSING, "did you mean 'data/a.csv'?"),
        ("data/x.parquet", Why.MISSING, "there is no file 'data/x.parquet'"),
        ("nowhere/a.csv", Why.MISSING, "there is no file 'nowhere/a.csv'"),
        ("gone.csv", Why.MISSING, "there is no file 'gone.csv'"),
        ("data/*.xlsx", Why.MISSING, "no name matches it"),
        ("data", Why.NOT_A_FILE, "'data' is a folder; name its files, as in data/*.csv"),
        ("pipe.csv", Why.NOT_A_FILE, "'pipe.csv' is a pipe or a device, no file; save its rows"),
        ("https://example.com/a.csv", Why.NOT_A_FILE, "is an address"),
        ("  ", Why.NOT_A_FILE, "the path is empty"),
        ("a\0b", Why.NOT_A_FILE, "no path"),
    ],
)
def test_refuses(folder, text, why, words):
    with pytest.raises(Refused) as refused:
        resolve(text, folder)
    assert refused.value.why is why
    assert refused.value.code == why.value
    assert words in str(refused.value)


@pytest.mark.skipif(sys.platform != "linux", reason="the system takes no such name")
@pytest.mark.parametrize(
    ("text", "name"), [("b?d*.csv", b"b\xe4d.csv"), ("b*/*.csv", b"b\xe4/a.csv")]
)
def test_a_name_that_is_no_text(folder, text, name):
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")
    with pytest.raises(Refused) as refused:
        resolve(text, folder)
    assert refused.value.why is Why.NOT_A_FILE
    bad = name.split(b"/")[0].decode(errors="backslashreplace")
    assert str(refused.value) == f"'{text}' leads to '{bad}', a name that is not UTF-8; rename it"


def test_an_absolute_path_is_answered_with_an_absolute_folder(folder):
    outside = folder.parent / "out side"
    with pytest.raises(Refused, match=f"--allow-path '{outside}'"):
        resolve(str(outside / "far.csv"), folder)


def test_a_walk_ends_at_the_folders_that_may_be_read(folder, monkeypatch):
    listed = []
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(str(path)) or real(path))
    (folder / "up").symlink_to(folder.parent)
    (folder / "data" / "loop").symlink_to(folder)
    assert [path.name for path in resolve("**/a.csv", folder)] == ["a.csv"]
    assert sorted(os.path.realpath(path) for path in listed) == [
        str(folder),
        str(folder / "data"),
    ]
    for text in ("../*/" * 12 + "*.csv", "/**/*.csv", "../**/far.csv", f"{folder.parent}/**"):
        listed.clear()
        with pytest.raises(Refused) as refused:
            resolve(text, folder)
        assert refused.value.why is Why.OUTSIDE
        assert listed == []


def test_folders_above_a_sign_are_looked_at_once(folder):
    found = resolve("*/../" * 12 + "data/*.csv", folder)
    assert [path.name for path in found] == ["a.csv", "b.csv"]


def test_hidden_files_are_asked_for_by_name(folder):
    (folder / "data" / ".c.csv").write_text("x")
    assert [path.name for path in resolve("data/*", folder)] == ["a.csv", "b.csv"]
    assert [path.name for path in resolve("data/.*", folder)] == [".c.csv"]
    assert [path.name for path in resolve("data/**", folder)] == ["a.csv", "b.csv"]


def test_a_glob_ends_at_a_hundred_thousand_names(folder, monkeypatch):
    monkeypatch.setattr("cxscore.globs.MOST_NAMES", 4)
    with pytest.raises(Refused, match=r"goes over more than 100 000 names; name the folder"):
        resolve("**/*.csv", folder)
    assert len(resolve("data/*.csv", folder)) == 2


def test_allowed_folders_are_read(folder):
    allowed = [folder.parent / "out side"]
    assert [path.name for path in resolve("link.csv", folder, allowed)] == ["far.csv"]
    with pytest.raises(Refused):
        resolve("../other.csv", folder, allowed)


@pytest.mark.parametrize(
    ("path", "shown"),
    [("data/a.csv", "data/a.csv"), ("./data/../kpis.yaml", "kpis.yaml"), ("/etc/x", "/etc/x")],
)
def test_paths_are_printed_from_the_working_directory(folder, path, shown):
    assert printed(path) == shown
    assert printed(folder / path) == shown


def test_a_linked_working_directory_is_one_too(folder, monkeypatch):
    link = folder.parent / "linked"
    link.symlink_to(folder)
    monkeypatch.setenv("PWD", str(link))
    assert printed(link / "data" / "a.csv") == "data/a.csv"


@pytest.mark.parametrize("named", ["elsewhere", "gone", ""])
def test_a_name_of_another_working_directory_is_left_alone(folder, monkeypatch, named):
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "a.csv").write_text("x")
    monkeypatch.setenv("PWD", str(folder.parent / named))
    assert printed(folder / "data" / "a.csv") == "data/a.csv"
    outside = folder.parent / "elsewhere" / "a.csv"
    assert printed(outside) == str(outside)
