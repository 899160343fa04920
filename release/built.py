"""Wheel and sdist of what git knows, whose bytes follow from the sources alone."""

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build_twice(epoch: int) -> Mapping[str, bytes]:
    """Return wheel and sdist by their names, built in two folders to the same bytes.

    Raises:
        SystemExit: where the two differ, or the sources cannot be built.
    """
    with tempfile.TemporaryDirectory() as folder:
        copies = Path(folder, "one"), Path(folder, "another")
        _copy(copies[0])
        shutil.copytree(*copies)
        first, second = (build(copy, epoch) for copy in copies)
    for name, content in first.items():
        if second.get(name) != content:
            sys.exit(f"{name} has other bytes when it is built once more")
    return first


def build(source: Path, epoch: int) -> dict[str, bytes]:
    """Return wheel and sdist of *source* by their names; *epoch* is the moment of their files."""
    with tempfile.TemporaryDirectory() as folder:
        dist = Path(folder, "dist")
        done = subprocess.run(
            [sys.executable, "-m", "build", "--outdir", str(dist), str(source)],
            env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"cannot be built:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        return {
            path.name: repacked(path.read_bytes(), epoch)
            if path.suffix == ".gz"
            else path.read_bytes()
            for path in sorted(dist.iterdir())
        }


def repacked(archive: bytes, epoch: int) -> bytes:
    """Return a .tar.gz with its files in order, of nobody, and of the moment *epoch*.

    setuptools leaves in it when each file was copied, and by whom.
    """
    plain = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(archive)) as there,
        tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as made,
    ):
        for member in sorted(there.getmembers(), key=lambda each: each.name):
            member.mtime, member.mode = epoch, 0o755 if member.isdir() else 0o644
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.pax_headers = {}
            made.addfile(member, there.extractfile(member) if member.isfile() else None)
    return gzip.compress(plain.getvalue(), mtime=epoch)


def last_change() -> int:
    """Return SOURCE_DATE_EPOCH, or the moment of the last commit, in seconds since 1970."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    return int(_git("log", "-1", "--format=%ct"))


def _copy(folder: Path) -> None:
    """Copy the files that git knows, or would know, and no others, with the same rights for all."""
    named = _git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in named:
        if name and (ROOT / name).is_file():
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy)
            copy.chmod(0o644)


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
