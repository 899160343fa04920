"""Calls back to detractors: when they were called, and whether they stay."""

from datetime import date

from tests.samples import surveys
from tests.samples.fulfilment import workdays_after
from tests.samples.story import dice

BEGAN, EXPORTED = "2026-01-01", date(2026, 7, 3)
"""The first answer that is called back, and the day of the export: later calls are not in it."""
HEADER = ["respondent_id", "region", "answered_on", "called_on", "kept"]


def files() -> dict[str, list[list[str]]]:
    """Return the detractors since January 2026, a header first."""
    answers = surveys.files()["surveys-from-april-2025.csv"]
    at = {name: answers[0].index(name) for name in answers[0]}
    rows = [HEADER]
    for answer in answers[1:]:
        day, says = answer[at["responded_on"]], answer[at["recommend"]]
        if day >= BEGAN and says and int(says) <= 6:
            respondent, region = answer[at["respondent_id"]], answer[at["region"]]
            rows.append([respondent, region, day, *_called(respondent, region, day)])
    return {"detractors.csv": rows}


def _called(respondent: str, region: str, day: str) -> tuple[str, str]:
    """Return when a detractor was called, and whether they stay; blank where nobody called.

    In the north the answer waits for the courier, and fewer are won back.
    """
    rng = dice("callbacks", respondent)
    north = region == "North"
    in_time = rng.random() < (0.7 if north else 0.88)
    after = rng.randint(1, 2) if in_time else rng.randint(3, 8)
    called = workdays_after(date.fromisoformat(day), after)
    kept = rng.random() < (0.3 if north else 0.62)
    told, forgotten = rng.random() < 0.9, not in_time and rng.random() < 0.25
    if forgotten or called > EXPORTED:
        return "", ""
    return f"{called}", str(kept).lower() if told else ""
