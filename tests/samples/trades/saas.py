"""Tallowbrook, an invented maker of rostering software: its accounts and their tickets."""

from datetime import date, datetime, timedelta
from random import Random

from tests.samples.story import MONTHS, at, dice

EXPORTED = date(2026, 7, 1)
"""The day of both exports: June 2026 is whole in them."""
BEGAN = date(2022, 1, 1)
FEES = {"Starter": (39, 59, 79), "Team": (190, 240, 320), "Business": (780, 960, 1450)}
"""What accounts pay a month, by plan."""
PLANS = {"Starter": 0.52, "Team": 0.36, "Business": 0.12}
LEAVES = {"Starter": 0.019, "Team": 0.009, "Business": 0.004}
"""The share of a plan's accounts that leave in an ordinary month."""
NEW_PRICES = date(2026, 4, 17)
"""From then on Starter costs more, and more of it leaves."""
SOURCES = {"search": 0.44, "referral": 0.24, "event": 0.14, "partner": 0.18}
REASONS = {
    "Closed down": 0.24,
    "Missing feature": 0.22,
    "Went to a competitor": 0.2,
    "Not used": 0.34,
}
CHANNELS = {"Email": 0.5, "Chat": 0.36, "Phone": 0.14}
MINUTES = {"Email": 345, "Chat": 24, "Phone": 12}
"""The median until somebody answers."""
CHAT_TEAM = at("2025-05")
"""Since then chat and email are answered by one team."""


def files() -> dict[str, list[list[str]]]:
    """Return the accounts and the tickets, a header first."""
    return {"accounts.csv": _accounts(), "tickets.csv": _tickets()}


def _accounts() -> list[list[str]]:
    header = ["account", "plan", "started", "ended", "monthly_fee", "close_reason", "source"]
    rows, rng = [], dice("accounts")
    months = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(54)]
    for place, month in enumerate(months):
        joining = rng.randint(26, 32) if place < 8 else rng.randint(11, 17)
        rows += [_account(month + timedelta(rng.randrange(28)), rng) for _ in range(joining)]
    rows.sort(key=lambda row: row[2])
    return [header, *([f"T{at:05}", *row[1:]] for at, row in enumerate(rows, start=1001))]


def _account(started: date, rng: Random) -> list[str]:
    plan = rng.choices(list(PLANS), weights=list(PLANS.values()))[0]
    ended, reason = "", ""
    month = started
    while month < EXPORTED:
        dearer = plan == "Starter" and month >= NEW_PRICES
        if rng.random() < LEAVES[plan] * (4.4 if dearer else 1):
            left = month + timedelta(rng.randint(1, 30))
            if left < EXPORTED:
                ended, reason = str(left), _reason(rng, dearer=dearer)
            break
        month += timedelta(30)
    source = rng.choices(list(SOURCES), weights=list(SOURCES.values()))[0]
    fee = rng.choice(FEES[plan])
    return ["", plan, str(started), ended, str(fee), reason, source]


def _reason(rng: Random, *, dearer: bool) -> str:
    """Return what was said at the end; one in five says nothing."""
    if rng.random() < 0.2:
        return ""
    if rng.random() < (0.6 if dearer else 0.1):
        return "Price"
    return rng.choices(list(REASONS), weights=list(REASONS.values()))[0]


def _tickets() -> list[list[str]]:
    rows = [["ticket", "opened_at", "answered_at", "channel", "easy"]]
    for month in MONTHS[12:]:
        rng = dice("tickets", month.at)
        for _ in range(round(64 + 0.6 * month.at + rng.gauss(0, 4))):
            day = datetime.fromisoformat(f"{month.day(rng.randint(1, month.days))}")
            opened = day + timedelta(minutes=rng.randint(8 * 60, 18 * 60))
            channel = rng.choices(list(CHANNELS), weights=list(CHANNELS.values()))[0]
            rows.append(["", *_answered(opened, channel, month.at, rng)])
    rows[1:] = sorted(rows[1:], key=lambda row: row[1])
    return [rows[0], *([f"{n}", *row[1:]] for n, row in enumerate(rows[1:], start=48_210))]


def _answered(opened: datetime, channel: str, month: int, rng: Random) -> list[str]:
    usual = MINUTES[channel] * (0.58 if month >= CHAT_TEAM else 1.0)
    minutes = max(1, round(usual * rng.lognormvariate(0, 0.45)))
    easier = 0.35 if month >= CHAT_TEAM else 0.0
    rated = min(7, max(1, round(rng.gauss(5.15 + easier - 0.35 * (minutes > usual), 1.2))))
    told = str(rated) if rng.random() < 0.8 else ""
    answered = opened + timedelta(minutes=minutes)
    return [f"{opened:%Y-%m-%d %H:%M}", f"{answered:%Y-%m-%d %H:%M}", channel, told]
