"""What a wheel has to hold besides the program."""

import zipfile
from pathlib import Path

LICENCES = ("LICENSE", "NOTICE", "OFL-Inter.txt", "OFL-SourceSerif4.txt")


def missing_licences(wheel: Path) -> list[str]:
    """Return which of the licences of the program and of its fonts *wheel* does not hold."""
    with zipfile.ZipFile(wheel) as archive:
        there = {Path(name).name for name in archive.namelist() if "/licenses/" in name}
    return [name for name in LICENCES if name not in there]
