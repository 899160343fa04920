"""Why customers answered as they did, in their own words: what went well, and what did not."""

import random

from tests.samples import surveys
from tests.samples.story import COURIER, at, dice

HEADER = ["respondent_id", "region", "said_on", "why", "may_be_quoted"]
PRAISE = {
    "delivery": (
        "The parcel came on the day that you had promised",
        "Delivered early, and the driver waited while I opened it",
        "Delivery was quick and I could follow it all the way",
    ),
    "staff": (
        "The lady in the shop took her time and was very helpful",
        "Your staff were kind when I had ordered the wrong size",
        "Friendly people, who did what they had said",
    ),
    "price": ("Good value for what it is", "Fair prices, and no surprise at the end"),
    "app": ("The app is easy now", "Changed my address in the app, done in a minute"),
}
COMPLAINT = {
    "late": (
        "It came two days late and nobody told me",
        "Third late parcel this year, and I had taken the day off for it",
        "The delivery was late again, I was told a time that meant nothing",
    ),
    "evening": (
        "They only try at noon, when everybody is at work",
        "Nobody delivers in the evening any more, so I fetched it myself",
    ),
    "waiting": (
        "I waited twenty minutes on the phone before anybody answered",
        "Waiting in the queue took longer than the repair",
    ),
    "packaging": (
        "The box was crushed and half of it empty",
        "Far too much packaging for a lamp",
    ),
    "refund": ("Still waiting for my money after three weeks", "The refund took far too long"),
    "price": ("Cheaper elsewhere, and they pay the return",),
    "app": ("The app logged me out twice before I could pay",),
}
BRIEF = ("Fine.", "Nothing.", "All good", "no comment", "", "")
"""What many write; the last two nothing at all."""
MORE = (
    "",
    "",
    "",
    " Please call me on 0161 496 0123.",
    " Otherwise I am content.",
    " I have been a customer for years.",
)


def files() -> dict[str, list[list[str]]]:
    """Return what customers wrote since April 2025, a header first."""
    answers = surveys.files()["surveys-from-april-2025.csv"]
    column = {name: answers[0].index(name) for name in answers[0]}
    rows = [HEADER]
    for answer in answers[1:]:
        respondent, region, day, delivery, satisfied = (
            answer[column[name]]
            for name in ("respondent_id", "region", "responded_on", "delivery", "satisfied")
        )
        rng = dice("comments", respondent)
        if rng.random() < 0.7:
            late = region == "North" and at(day[:7]) >= COURIER and int(delivery) <= 3
            said = _said(rng, late=late, content=int(satisfied) >= 4)
            quoted = "yes" if said and rng.random() < 0.6 else "no"
            rows.append([respondent, region, day, said, quoted])
    return {"comments.csv": rows}


def _said(rng: random.Random, *, late: bool, content: bool) -> str:
    """Return what a customer wrote: one or two things, and perhaps how to be reached."""
    if rng.random() < 0.25 and not late:
        return rng.choice(BRIEF)
    parts = PRAISE if content else COMPLAINT
    weights = [4 if name in ("delivery", "staff", "waiting") else 2 for name in parts]
    names = rng.choices(list(parts), weights, k=2 if rng.random() < 0.3 else 1)
    if late:
        names = ["late", *(["evening"] if rng.random() < 0.35 else [])]
        parts = COMPLAINT
    texts = [rng.choice(parts[name]) for name in dict.fromkeys(names)]
    return ". ".join(texts) + "." + rng.choice(MORE)
