"""Who is heard: invitations to the relationship survey, and what is asked after a contact.

A third of the panel is asked each month. After a contact a link is sent to whoever left an
address: those who call seldom do, and are hardly heard.
"""

from tests.samples.story import MONTHS, dice, shares_out

PANEL = 3000
CHANNELS = {"Chat": 0.565, "Email": 0.375, "Phone": 0.06}
ASKED = 34
"""Answers after a contact in an average month."""


def files() -> dict[str, list[list[str]]]:
    """Return the two files, a header first."""
    return {"invitations.csv": _invitations(), "after_contact.csv": _answers()}


def _invitations() -> list[list[str]]:
    numbers = (PANEL // 3 - dice("invited", month.id).randint(0, 40) for month in MONTHS)
    rows = [[month.id, str(n)] for month, n in zip(MONTHS, numbers, strict=True)]
    return [["period", "invited"], *rows]


def _answers() -> list[list[str]]:
    rows = [["answered_on", "channel", "mode", "solved"]]
    for month in MONTHS:
        rng = dice("after contact", month.id)
        count = round(ASKED * rng.uniform(0.9, 1.1))
        answers = [
            channel for channel, n in shares_out(count, CHANNELS, rng).items() for _ in range(n)
        ]
        for day, channel in zip(
            sorted(rng.randint(1, month.days) for _ in answers),
            rng.sample(answers, len(answers)),
            strict=True,
        ):
            in_chat = channel == "Chat" and rng.random() < 0.55
            mode = "Link in chat" if in_chat else "Link by e-mail"
            solved = "yes" if rng.random() < 0.72 else "no"
            rows.append([f"{month.day(day)}", channel, mode, solved])
    return rows
