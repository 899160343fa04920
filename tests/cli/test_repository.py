"""Paths as the repository has them."""

import pytest

from cxscore.cli.repository import WORKSPACES, from_root


@pytest.fixture
def board(tmp_path, monkeypatch):
    """The working directory, two folders below the root of what was checked out."""
    for name in WORKSPACES:
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "checkout" / "board" / "cx"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_they_begin_where_git_is(board, tmp_path, kind):
    """In a worktree or a submodule ``.git`` is a file."""
    git = tmp_path / "checkout" / ".git"
    git.mkdir() if kind == "folder" else git.write_text("gitdir: elsewhere")
    assert from_root("kpis.yaml") == "board/cx/kpis.yaml"
    assert from_root("../data/calls.csv") == "board/data/calls.csv"
    assert from_root(str(board / "kpis.yaml")) == "board/cx/kpis.yaml"
    elsewhere = str(tmp_path / "elsewhere.csv")
    assert from_root(elsewhere) == elsewhere


@pytest.mark.parametrize("name", WORKSPACES)
def test_without_git_where_the_environment_says(board, tmp_path, monkeypatch, name):
    monkeypatch.setenv(name, str(tmp_path / "checkout"))
    assert from_root("kpis.yaml") == "board/cx/kpis.yaml"


def test_else_they_stay_as_they_are(board, tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "another"))
    assert from_root("kpis.yaml") == "kpis.yaml"
