"""What the engine may hold, and what is said where that is too little."""

import errno
import random

import pytest

from cxscore.measure import database, opening
from tests.measure.measuring import NPS, said, write


def test_too_little_memory_is_said_with_the_file(tmp_path, monkeypatch):
    draw = random.Random(7)
    names = [f"text{at}" for at in range(12)]
    rows = [",".join(["answered", "score", *names])]
    for _ in range(20_000):
        texts = (f"{draw.getrandbits(64):x}" for _ in names)
        rows.append(",".join(["2026-06-01", str(draw.randint(0, 10)), *texts]))
    cuts = f"by: [{', '.join(names)}]"
    write(
        tmp_path,
        "file: s.csv\ndate: answered",
        {"s.csv": "\n".join(rows) + "\n"},
        f"{NPS}    {cuts}\n",
    )
    for module in (database, opening):
        monkeypatch.setattr(module, "MEMORY_LIMIT", "8MB")
    with pytest.raises(OSError, match="8MB of memory are too little") as caught:
        said(tmp_path)
    assert caught.value.errno == errno.ENOMEM
    assert caught.value.filename.endswith("s.csv")
