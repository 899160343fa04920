"""However it is installed, the program finds its templates, fonts and starter."""

import configparser
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import pango

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cxscore"
FORMATS = ("html", "pdf", "json") if pango.is_here() else ("html", "json")


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run *command* as on a machine without a checkout at hand."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "CXSCORE"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def files_of(folder: Path) -> set[str]:
    """Return the paths of the files below *folder* that belong to the project."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def starts_and_builds(cxscore: list[str | Path], folder: Path) -> None:
    """Do what the README tells a new user, and look at what comes out."""
    run(*cxscore, "init", "demo", cwd=folder)
    demo = folder / "demo"
    assert files_of(demo / "samples") == files_of(ROOT / "samples")
    run(*cxscore, "build", "-f", ",".join(FORMATS), cwd=demo)
    pack = demo / "scorecard"
    assert sorted(path.name for path in pack.iterdir()) == [
        f"scorecard.{name}" for name in sorted(FORMATS)
    ]
    assert "<svg" in (pack / "scorecard.html").read_text(encoding="utf-8")
    if "pdf" in FORMATS:
        assert (pack / "scorecard.pdf").read_bytes().startswith(b"%PDF-")
    assert len(json.loads((pack / "scorecard.json").read_text(encoding="utf-8"))["kpis"]) >= 15


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from a copy of what is in the working tree."""
    import shutil

    copy = tmp_path_factory.mktemp("source") / "cxscore"
    skipped = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "tests", "benchmarks")
    shutil.copytree(ROOT, copy, ignore=skipped)
    dist = tmp_path_factory.mktemp("dist")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet")
    run(*pip, "--no-deps", "--wheel-dir", dist, copy)
    (built,) = dist.glob("*.whl")
    return built


def environment(folder: Path, *install: str | Path) -> Path:
    """Make an empty environment, install into it, and return its program."""
    run(sys.executable, "-m", "venv", "--without-pip", folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    quiet = ("--disable-pip-version-check", "install", "--quiet")
    run(*pip, *quiet, "--no-compile", "--constraint", ROOT / "constraints.txt", *install)
    return scripts / "cxscore"


def test_setup_cfg_lists_every_package():
    """A package that setup.cfg forgets would be missing from the wheel alone."""
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = set(config["options"]["packages"].split())
    there = {".".join(path.parent.relative_to(ROOT).parts) for path in PACKAGE.rglob("__init__.py")}
    assert listed - {"cxscore.templates", "cxscore.starter"} == there


def test_root_and_samples_hold_no_modules():
    """Both are packages of a wheel, so that a module in them would be installed."""
    assert not list(ROOT.glob("*.py"))
    assert not list((ROOT / "samples").rglob("*.py"))
    assert not list((ROOT / "trades").rglob("*.py"))


@pytest.mark.slow
def test_wheel_holds_what_belongs_to_the_program(wheel):
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
        notices = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    expected = {f"cxscore/{name}" for name in files_of(PACKAGE)}
    expected |= {f"cxscore/templates/{name}" for name in files_of(ROOT / "templates")}
    expected |= {f"cxscore/starter/samples/{name}" for name in files_of(ROOT / "samples")}
    expected |= {f"cxscore/starter/trades/{name}" for name in files_of(ROOT / "trades")}
    expected |= {"cxscore/starter/kpis.yaml"}
    assert inside == expected
    assert notices == {"LICENSE", "NOTICE", "OFL-Inter.txt", "OFL-SourceSerif4.txt"}
    assert "cxscore/py.typed" in inside
    assert any(name.endswith(".woff2") for name in inside)
    assert "cxscore/templates/scorecard.html" in inside


@pytest.mark.slow
def test_wheel_in_an_empty_environment(wheel, tmp_path):
    program = environment(tmp_path / "venv", wheel)
    starts_and_builds([program], tmp_path)


@pytest.mark.slow
def test_editable_install(tmp_path):
    """Needs no dependencies of its own: this environment's are seen through."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv")
    site = next((tmp_path / "venv").rglob("site-packages"))
    scripts = site.parents[2] / "bin"
    (site / "seen.pth").write_text(own_site_packages(), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    quiet = ("--disable-pip-version-check", "install", "--quiet", "--no-deps")
    run(*pip, *quiet, "--ignore-installed", "--editable", ROOT)
    starts_and_builds([scripts / "cxscore"], tmp_path)


@pytest.mark.slow
def test_checkout(tmp_path):
    """Without any installation, the checkout's folder being on the path."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from cxscore.cli import main; main()"
    starts_and_builds([sys.executable, "-c", code], tmp_path)


def own_site_packages() -> str:
    import click

    return str(Path(click.__file__).parents[1])
