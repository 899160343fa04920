"""Digests of large files, begun before the program is loaded: one core would be idle meanwhile."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread

from cxscore.frozen import frozen
from cxscore.paths import Refused, resolve

LARGE = 64_000_000
"""Bytes from which on it is worth a thread of its own."""
_BLOCK = 8 << 20
"""Bytes that are read at once: the thread waits for the interpreter after each of them."""
_GZIP = b"\x1f\x8b"


@frozen
class _Begun:
    """A file that is being hashed, and how it was told from others then."""

    size: int
    changed: int
    sha256: Future[str]


_begun: dict[Path, _Begun] = {}


def begin(page: object, folder: Path, allowed: Iterable[Path] = ()) -> None:
    """Begin to hash the large files of data that *page*, a kpis.yaml in *folder*, names.

    Nothing of *page* has been checked: what is not as it should be is passed over, and told by
    whoever checks it. So are compressed files, whose bytes are looked at in another way.
    """
    _begun.clear()
    for text in dict.fromkeys(_named(page)):
        with suppress(Refused, OSError, ValueError):
            for path in resolve(text, folder, allowed):
                if path.stat().st_size >= LARGE and not _is_compressed(path):
                    _begun[path] = _Begun(*_state(path), Future())
    if _begun:
        Thread(target=_hash_all, args=[dict(_begun)], name="sha256", daemon=True).start()


def sha256_of(path: Path) -> str | None:
    """Return the digest of all bytes of *path* if it was begun, once it is there; else None.

    None, too, where the file has changed since, or could not be read.
    """
    begun = _begun.get(path)
    if begun is None:
        return None
    with suppress(OSError, MemoryError):
        found = begun.sha256.result()
        if _state(path) == (begun.size, begun.changed):
            return found
    return None


def _named(page: object) -> Iterator[str]:
    datasets = page.get("datasets") if isinstance(page, Mapping) else None
    for dataset in datasets.values() if isinstance(datasets, Mapping) else ():
        if isinstance(dataset, Mapping):
            files = dataset.get("files")
            for each in (dataset, *(files if isinstance(files, list) else ())):
                text = each.get("file") if isinstance(each, Mapping) else each
                if isinstance(text, str):
                    yield text


def _is_compressed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(_GZIP)) == _GZIP


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _hash_all(files: Mapping[Path, _Begun]) -> None:
    for path, begun in files.items():
        try:
            begun.sha256.set_result(_hashed(path))
        except BaseException as fault:  # noqa: BLE001 (whoever waits must not wait for ever)
            begun.sha256.set_exception(fault)


def _hashed(path: Path) -> str:
    found, block = sha256(), memoryview(bytearray(_BLOCK))
    with path.open("rb", buffering=0) as stream:
        while size := stream.readinto(block):
            found.update(block[:size])
    return found.hexdigest()
