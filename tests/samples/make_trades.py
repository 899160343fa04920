"""Write the data of the small samples: ``python -m tests.samples.make_trades [DIR]``.

The same seed gives the same bytes. What people write (kpis.yaml and the registers)
is not made here.
"""

import sys
from pathlib import Path

from tests.samples.make_samples import as_bytes
from tests.samples.trades import nhs, retail, saas

HERE = Path(__file__).resolve().parents[2] / "trades"
TRADES = {"nhs": nhs, "saas": saas, "retail": retail}


def make() -> dict[str, bytes]:
    """Return every data file by its path below the folder of the trades."""
    return {
        f"{trade}/data/{name}": as_bytes(name, rows)
        for trade, module in TRADES.items()
        for name, rows in module.files().items()
    }


def main() -> None:
    """Write the files into the folder given, or where the samples lie."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, data in make().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
