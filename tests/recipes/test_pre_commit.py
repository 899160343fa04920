"""The hook, as pre-commit itself runs it."""

import os
import sys

import pytest
import yaml

from tests import company
from tests.recipe import ROOT, done, install

HOOK = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]


@pytest.fixture
def repository(tmp_path):
    """A repository with definitions and data, and a pre-commit with a cache of its own."""
    folder = tmp_path / "repository"
    folder.mkdir()
    company.write(folder)
    (folder / "notes.txt").write_text("nothing to check\n")
    environment = os.environ | {
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
        "PATH": f"{install(tmp_path / 'bin')}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def run(*command):
        return done([*command], cwd=folder, env=environment)

    assert run("git", "init", "--quiet").returncode == 0
    run("git", "add", ".")
    run.folder = folder
    return run


def as_local(hook):
    """Return the hook as one of the repository's own, which installs nothing."""
    return {"repos": [{"repo": "local", "hooks": [hook | {"language": "system"}]}]}


@pytest.fixture
def hook(repository):
    (hook,) = yaml.safe_load(HOOK.read_text(encoding="utf-8"))
    config = repository.folder / ".pre-commit-config.yaml"
    config.write_text(yaml.safe_dump(as_local(hook)), encoding="utf-8")
    return lambda *files: repository(*PRE_COMMIT, "run", "--files", *files)


def test_pre_commit_takes_the_manifest():
    assert done([*PRE_COMMIT, "validate-manifest", HOOK]).returncode == 0


def test_a_fault_keeps_a_commit_back(hook, repository):
    assert hook("kpis.yaml").returncode == 0
    with (repository.folder / "surveys.csv").open("a", encoding="utf-8") as surveys:
        surveys.write("2026-03-30,eleven\n")
    ended = hook("surveys.csv")
    assert ended.returncode == 1
    assert "surveys.csv:32:12: error: CX205" in ended.stdout


def test_it_runs_where_definitions_or_data_change_alone(hook):
    assert "no files to check" in hook("notes.txt").stdout


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="these sources are no repository")
def test_pre_commit_installs_it_from_the_repository(repository, tmp_path):
    """Needs PyPI, from which pre-commit takes what the program needs."""
    clone = tmp_path / "clone"
    assert repository("git", "clone", "--quiet", ROOT, clone).returncode == 0
    ended = repository(*PRE_COMMIT, "try-repo", clone, "cxscore-check", "--files", "kpis.yaml")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Passed" in ended.stdout
