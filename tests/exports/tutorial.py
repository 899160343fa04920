"""The two exports of the tutorial, of an invented company: ``python -m tests.exports.tutorial``."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "docs" / "tutorial"
FIRST, LAST = date(2025, 1, 1), date(2026, 6, 30)
REGIONS = ("North", "South", "West")
NAMES = "StartDate,EndDate,Status,Finished,ResponseId,Q1,Q2,Region"
TEXTS = (
    "Start Date,End Date,Response Type,Finished,Response ID,"
    '"How likely are you to recommend us to a friend, or a colleague?",'
    '"How satisfied were you with your last order?",Region'
)
IDS = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in NAMES.split(","))


def survey() -> str:
    """Return a survey tool's export: the North gets worse from February 2026 on."""
    dice = random.Random(11)
    return "\n".join([NAMES, TEXTS, IDS, *_answers(dice)]) + "\n"


def _answers(dice: random.Random) -> Iterator[str]:
    for day in _days():
        for _ in range(dice.choice((1, 1, 2))):
            region = dice.choice(REGIONS)
            low = region == "North" and day >= date(2026, 2, 1)
            likely = min(10, max(0, round(dice.gauss(4.8 if low else 8.7, 1.5))))
            satisfied = min(5, max(1, round(dice.gauss(2.3 if low else 4.2, 0.8))))
            answers = (likely, satisfied if dice.random() > 0.06 else "", region)
            kind = "Survey Preview" if dice.random() < 0.01 else "IP Address"
            yield _line(dice, day, kind, answers)


def _line(dice: random.Random, day: date, kind: str, answers: tuple[object, ...]) -> str:
    hour, minute = dice.randrange(8, 21), dice.randrange(50)
    start, end = f"{day} {hour:02}:{minute:02}:12", f"{day} {hour:02}:{minute + 4:02}:40"
    name = f"R_{dice.randrange(16**8):08x}"
    return ",".join(map(str, (start, end, kind, "True", name, *answers)))


def calls() -> str:
    """Return a telephone system's report: titles, semicolons, decimal commas and a total."""
    dice = random.Random(12)
    rows = ["Daily report;;;", "Queue: Customers;;;", ";;;", "Day;Offered;Answered;Wait (s)"]
    offered = answered = 0
    for day in _days():
        if day.weekday() < 5:
            came = dice.randrange(180, 260)
            taken = round(came * dice.gauss(0.93, 0.015))
            offered, answered = offered + came, answered + taken
            wait = f"{dice.gauss(41, 6):.1f}".replace(".", ",")
            rows.append(f"{day:%d.%m.%Y};{came};{taken};{wait}")
    return "\n".join([*rows, f"Total;{offered};{answered};"]) + "\n"


def _days() -> Iterator[date]:
    return (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))


if __name__ == "__main__":
    (FOLDER / "answers.csv").write_text(survey(), encoding="utf-8")
    (FOLDER / "calls.csv").write_text(calls(), encoding="utf-8")
