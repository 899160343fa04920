"""Machines with something amiss: a folder that nobody may write to, a disk that is full."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SCRIPT = """\
set -eu
{mounts}
exec "$@"
"""


def with_mounts(mounts: str, command: Sequence[str | Path]) -> list[str]:
    """Return *command* as it runs after the shell's *mounts*, which nothing else sees."""
    words = [str(word) for word in command]
    return ["unshare", "--mount", "sh", "-c", SCRIPT.format(mounts=mounts), "sh", *words]


def _can_mount() -> bool:
    if os.name == "nt" or shutil.which("unshare") is None or os.geteuid() != 0:
        return False
    tried = with_mounts("mount -t tmpfs -o size=64k tmpfs /tmp", ["true"])
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


can_mount = pytest.mark.skipif(
    not _can_mount(), reason="only root on Linux may mount a disk for a test"
)
