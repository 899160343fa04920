"""What a new user does, with a wheel in a fresh environment: ``python -m release.smoke WHEEL``.

Each is tried on Python 3.11 and on the newest at hand, with the lowest versions that setup.cfg
allows and with the newest that there are.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from release.pythons import oldest_and_newest
from release.ranges import EXTRAS, lowest

FORMATS = ("html", "json", "pdf", "xlsx", "pptx")
BEGINS = {"pdf": b"%PDF-", "xlsx": b"PK", "pptx": b"PK", "html": b"<!doctype html>", "json": b"{"}
VERSIONS = ("lowest", "newest")


def environment(folder: Path, python: Path, wheel: Path, versions: str) -> Path:
    """Make an environment of *python* in *folder* with *wheel* in it; return its programs."""
    _run(python, "-m", "venv", "--without-pip", folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    wanted = [f"{wheel}[{','.join(EXTRAS)}]"]
    if versions == "lowest":
        (folder / "lowest.txt").write_text("\n".join(lowest()), encoding="utf-8")
        wanted += ["--constraint", str(folder / "lowest.txt")]
    elif versions != "newest":
        wanted += ["--constraint", versions]
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    quiet = ("--disable-pip-version-check", "install", "--quiet")
    # What would have to be compiled first nobody installs.
    _run(*pip, *quiet, "--only-binary", ":all:", "--no-compile", *wanted)
    return scripts


def first_steps(scripts: Path, folder: Path) -> str:
    """Do in *folder* what the README tells; return the formats that were built.

    Raises:
        SystemExit: where a command fails, or leaves out a file.
    """
    cxscore = scripts / "cxscore"
    formats = [each for each in FORMATS if each != "pdf" or _prints(scripts)]
    _run(cxscore, "init", "demo", cwd=folder)
    demo = folder / "demo"
    said = _run(cxscore, "check", cwd=demo)
    _holds("no errors" in said, said)
    _run(cxscore, "build", "-f", ",".join(formats), cwd=demo)
    for name in formats:
        begin = (demo / "scorecard" / f"scorecard.{name}").read_bytes()[:20]
        _holds(begin.lower().startswith(BEGINS[name].lower()), f"scorecard.{name}: {begin!r}")
    shown = _run(cxscore, "show", cwd=demo)
    _holds("Net promoter score" in shown, shown)
    _holds('"$schema"' in _run(cxscore, "schema", cwd=demo), "cxscore schema")
    return ", ".join(formats)


def smoke(wheel: Path, python: Path, versions: str) -> str:
    """Try *wheel* on *python* with the *versions* ``lowest`` or ``newest``; say what was tried."""
    with tempfile.TemporaryDirectory() as folder:
        scripts = environment(Path(folder, "venv"), python, wheel, versions)
        built = first_steps(scripts, Path(folder))
        version = _run(scripts / "python", "-V").strip()
        return f"{version}, {versions} versions: init, check, build ({built}), show"


def _prints(scripts: Path) -> bool:
    """Return whether this machine has Pango, which the PDF needs."""
    code = (scripts / "python", "-W", "ignore", "-c", "import weasyprint")
    return subprocess.run(code, capture_output=True, check=False).returncode == 0


def _holds(true: bool, said: str) -> None:
    if not true:
        sys.exit(f"not as it should be: {said[:2000]}")


def _run(*command: str | Path, cwd: Path | None = None) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "CXSCORE"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=kept,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        words = " ".join(map(str, command))
        sys.exit(f"{words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"[:6000])
    return done.stdout


if __name__ == "__main__":
    for each in oldest_and_newest():
        for which in VERSIONS:
            print(smoke(Path(sys.argv[1]).resolve(), each, which), flush=True)
