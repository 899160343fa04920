"""Write the sample's metric files: ``python -m tests.samples.make_samples [DIR]``.

The same seed gives the same bytes. What people write (actions, commentary, events,
kpis.yaml) is not made here: people wrote it.
"""

import csv
import gzip
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.samples import (
    a_year_on,
    callbacks,
    comments,
    complaints,
    digital,
    fulfilment,
    listening,
    members,
    service,
    stores,
    surveys,
)

HERE = Path(__file__).resolve().parents[2] / "samples"


def make() -> dict[str, bytes]:
    """Return every metric file of the sample by its name."""
    tables = {
        name: rows
        for silo in (
            *(surveys, callbacks, members, a_year_on, comments, listening, service, stores),
            *(digital, fulfilment, complaints),
        )
        for name, rows in silo.files().items()
    }
    tables["regions.csv"] = [["old", "new"]] + [
        [old, new] for new, old in surveys.OLD_REGIONS.items()
    ]
    return {name: as_bytes(name, rows) for name, rows in tables.items()}


def as_bytes(name: str, rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    data = text.getvalue().encode()
    return gzip.compress(data, mtime=0) if name.endswith(".gz") else data


def main() -> None:
    """Write the files into the folder given, or into the sample's own."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in make().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
