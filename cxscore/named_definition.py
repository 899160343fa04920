"""Which file a KPIS_YAML means, and what lies near where there is none."""

from pathlib import Path

from cxscore.nearest import nearest
from cxscore.wrong_usage import WrongUsage

NAME = "kpis.yaml"
ENDINGS = (".yaml", ".yml")


def find_definition(path: Path) -> Path:
    """Return the file that *path* means: a folder means the kpis.yaml in it.

    Raises:
        WrongUsage: where there is no such file; what lies near is said.
    """
    try:
        wanted = path / NAME if path.is_dir() else path
        if wanted.exists():
            str(wanted.absolute()).encode()
            return wanted
    except OSError as failure:  # a path that no disk could hold
        raise WrongUsage(f"{path} cannot be looked for: {failure.strerror}") from failure
    except UnicodeEncodeError as fault:  # the engine knows no other names
        raise WrongUsage(f"the path {path} is not UTF-8; rename it") from fault
    near = _near(wanted)
    if near is None:
        raise WrongUsage(f"there is no {wanted}; name one, or write a starter with: cxscore init")
    raise WrongUsage(f"there is no {wanted}; {near} is here: name it")


def _near(wanted: Path) -> Path | None:
    """Return the definition that may be meant: beside *wanted*, or in the folder above."""
    beside = [wanted.parent / name for name in _names(wanted.parent)]
    for other in [wanted.with_suffix(ending) for ending in ENDINGS] + beside:
        if other.stem.lower() == wanted.stem.lower() and other.is_file() and other != wanted:
            return other
    likely = nearest(wanted.name, [path.name for path in beside])
    if likely is not None:
        return wanted.parent / likely
    above = [folder / f"kpis{ending}" for folder in _above(wanted) for ending in ENDINGS]
    return next((path for path in above if path.is_file()), None)


def _above(wanted: Path) -> list[Path]:
    return [Path(".."), Path("../..")] if wanted == Path(NAME) else []


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    except OSError:
        return []
