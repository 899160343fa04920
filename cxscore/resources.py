"""Where the program's own files lie: templates, fonts, samples of several trades."""

from functools import lru_cache
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent


def find(name: str) -> Path:
    """Return the file or folder *name* that belongs to the program.

    A wheel carries it within the package (kpis.yaml, samples and trades in
    its folder ``starter``); a checkout and an editable install have it beside the
    package. Raises FileNotFoundError where it is
    in neither place, which only a broken installation can bring about.
    """
    for folder in (HERE, HERE / "starter", HERE.parent):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"cxscore is not installed completely: {name} is missing")


@lru_cache(maxsize=1)
def version() -> str:
    """Return the program's version, from its metadata; a bare checkout has it in setup.cfg."""
    try:
        return metadata.version("cxscore")
    except metadata.PackageNotFoundError:
        from configparser import ConfigParser

        settings = ConfigParser()
        settings.read(find("setup.cfg"), encoding="utf-8")
        return settings["metadata"]["version"]
