"""``python -m website [FOLDER]``: builds the documentation's site; a warning is an error."""

import shutil
import sys
from pathlib import Path

from website.staging import ROOT, stage


def build(target: Path, source: Path) -> int:
    """Build the site into *target*, by way of the folder *source*, and return Sphinx's exit code.

    Both are written anew. Whatever Sphinx warns of fails the build: a link that leads nowhere,
    a page that no contents name, a docstring that cannot be read.
    """
    from sphinx.cmd.build import main as sphinx

    stage(source)
    shutil.rmtree(target, ignore_errors=True)
    doctrees = source.parent / f"{source.name}-doctrees"
    shutil.rmtree(doctrees, ignore_errors=True)
    code = sphinx(["-q", "-W", "-n", "-b", "html", "-d", str(doctrees), str(source), str(target)])
    if code == 0:
        shutil.copytree(source / "pack", target / "pack")
    return code


def run(arguments: list[str]) -> int:
    """Build into the folder that *arguments* name, ``build/site`` where there is none."""
    target = Path(arguments[0]).resolve() if arguments else ROOT / "build" / "site"
    code = build(target, target.with_name(f"{target.name}-source"))
    if code == 0:
        sys.stdout.write(f"The site: {target / 'index.html'}\n")
    return code


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
