"""All that measured totals depend on, as one digest: data, what was asked of them, versions."""

import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import file_digest, sha256
from importlib import metadata
from pathlib import Path

from cxscore.calendar import Period
from cxscore.early_digests import sha256_of
from cxscore.frozen import frozen
from cxscore.model.dataset import BadRows
from cxscore.model.definition import Definition
from cxscore.paths import Refused, printed, resolve
from cxscore.resources import HERE, version

LIBRARIES = ("duckdb", "sqlglot", "openpyxl", "xlrd")
"""Those that measuring draws on."""
CODE = (
    *("*.py", "measure/**/*.py", "model/*.py"),
    *("special_functions/*.py", "workbooks/*.py"),
)
"""Our own modules that it draws on, as kpis.yaml is held by what came of it."""

Files = tuple[tuple[str, str, str], ...]
"""Of each file of data: its dataset, its path as it is printed, the digest of its bytes.

Of each table likewise: its dataset, its name, its version.
"""
Versions = Callable[[Definition], Mapping[str, str] | None]
"""What changes with the rows of a definition's tables, by their datasets; None where that cannot
be told of all."""


@frozen
class Asked:
    """What :func:`cxscore.measure.measure_kpis` is asked."""

    definition: Definition
    as_of: date
    period: Period | None
    bad_rows: BadRows | None
    places: int

    @property
    def path(self) -> Path:
        """The kpis.yaml; a name that stands for none where its keys came from Python."""
        origin = self.definition.origin
        return origin.folder / Path(origin.path).name


def digest_of(asked: Asked, files: Files) -> bytes:
    """Return one digest of *asked*, of the bytes of *files*, of versions and the time zone.

    The nouns of a definition are spelt out whole, with the places of its
    parts in kpis.yaml, which warnings name. A spelling that differs from
    run to run would keep a tally from being used, never have it used wrongly.
    """
    return sha256(repr((asked, files, surroundings())).encode(errors="surrogatepass")).digest()


def no_versions(definition: Definition) -> Mapping[str, str] | None:
    """Return None where *definition* has tables: nothing tells whether they are the same."""
    return None if any(dataset.is_table for dataset in definition.datasets.values()) else {}


def files_of(definition: Definition, versions: Versions = no_versions) -> Files | None:
    """Return the data files of *definition* as they are now, and its tables' *versions*.

    None where some cannot be read, or where rows are in no file and no
    table that has a version: then there is nothing to tell whether they are the same.
    """
    if not all(dataset.files for dataset in definition.datasets.values()):
        return None
    known = versions(definition)
    if known is None:
        return None
    try:
        return tuple(_files_of(definition, known))
    except (Refused, OSError):  # measuring says it, with its place
        return None


def _files_of(
    definition: Definition, versions: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    hashed = cache(_sha256)
    for id_, dataset in definition.datasets.items():
        if dataset.is_table:
            yield id_, dataset.files[0].path, versions[id_]
            continue
        for spec in dataset.files:
            origin = definition.origin
            for path in resolve(spec.path, origin.folder, origin.allowed):
                yield id_, printed(path), hashed(path)


def _sha256(path: Path) -> str:
    begun = sha256_of(path)
    if begun is not None:
        return begun
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def surroundings() -> tuple[object, ...]:
    """Return the versions and the machine that numbers may differ by, if by their last digit."""
    libraries = [(name, _version(name)) for name in LIBRARIES]
    machine = (sys.version, sys.platform, platform.machine())
    return version(), _code(), libraries, machine, time.tzname, time.timezone


def _version(library: str) -> str | None:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def _code() -> str:
    """Return the digest of our own modules: a checkout changes without its version."""
    found = sha256()
    for path in sorted(path for pattern in CODE for path in HERE.glob(pattern)):
        found.update(path.read_bytes())
    return found.hexdigest()
