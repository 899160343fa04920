"""The shops' silo: how many customers pressed a button at the till, and which one."""

from tests.samples.story import MONTHS, dice, path

STORES = {
    "Aberdeen": (210, 0.0),
    "Bath": (150, 0.9),
    "Bradford": (260, -1.0),
    "Brighton": (230, 0.4),
    "Cambridge": (190, 1.2),
    "Carlisle": (165, -17.0),
    "Derby": (175, -0.8),
    "Dundee": (90, 0.7),
    "Edinburgh": (380, 0.3),
    "Exeter": (140, -0.4),
    "Hawick": (17, -4.0),
    "Leeds": (520, -0.6),
    "Leicester": (300, 0.2),
    "Manchester": (640, 0.6),
    "Newquay": (22, 5.0),
    "Norwich": (155, -0.2),
    "Southampton": (280, -1.1),
    "York": (330, 9.0),
}
"""Presses in an average month, and points above the mean of all: two stand out, two are small."""
PLEASED = path("pleased", [(0, 82.0), (35, 82.0)], 0.4)
LUCK = 1.5
"""How far a store lies from its own level by more than chance, in points (who was at the till)."""


def files() -> dict[str, list[list[str]]]:
    """Return one file, a header first."""
    rows = [["month", "store", "pressed", "pleased"]]
    for month in MONTHS:
        rng = dice("tills", month.id)
        for store, (size, apart) in STORES.items():
            pressed = int(size * month.season * rng.uniform(0.92, 1.08))
            share = PLEASED[month.at] + apart + LUCK * max(-1.7, min(1.7, rng.gauss(0, 1)))
            pleased = sum(rng.random() < share / 100 for _ in range(pressed))
            rows.append([month.id, store, str(pressed), str(pleased)])
    return {"stores.csv": rows}
