"""The Pythons that are at hand on this machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

LOWEST = (3, 11)
_NAMED = re.compile(r"^python3\.(\d+)$")


def at_hand() -> dict[tuple[int, int], Path]:
    """Return the Pythons that start, from 3.11 on, by their version."""
    folders = [Path(each) for each in os.environ.get("PATH", "").split(os.pathsep) if each]
    folders += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    found = {sys.version_info[:2]: Path(sys.executable)}
    for folder in folders:
        for path in sorted(folder.glob("python3.*")) if folder.is_dir() else ():
            name = _NAMED.match(path.name)
            version = (3, int(name[1])) if name else (0, 0)
            if version >= LOWEST and version not in found and _starts(path):
                found[version] = path
    return dict(sorted(found.items()))


def oldest_and_newest() -> list[Path]:
    """Return the Python of the lowest version that is promised, and the newest at hand.

    Raises:
        SystemExit: where the lowest is not at hand.
    """
    found = at_hand()
    if LOWEST not in found:
        sys.exit("Python 3.11 is needed, to try what setup.cfg promises")
    return [found[each] for each in sorted({LOWEST, max(found)})]


def _starts(path: Path) -> bool:
    done = subprocess.run(
        [path, "-c", "import venv, ensurepip"], capture_output=True, check=False, timeout=60
    )
    return done.returncode == 0
