"""The ranges of setup.cfg, and the lowest version that each of them promises."""

import configparser
import re

from release.built import ROOT

EXTRAS = ("xlsx", "pptx")
"""Extras that need no server to be tried."""
_RANGE = re.compile(r"^(?P<name>[\w.-]+)(?:\[[\w,]+\])?\s*>=\s*(?P<lowest>[\w.]+)")


def lowest() -> list[str]:
    """Return ``click==8.4`` and so on: what is needed always, and what `EXTRAS` need besides.

    Raises:
        ValueError: where a requirement has no lower end.
    """
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    needed = [settings["options"]["install_requires"]]
    needed += [settings["options.extras_require"][extra] for extra in EXTRAS]
    return [_pinned(line) for text in needed for line in text.splitlines() if line.strip()]


def _pinned(requirement: str) -> str:
    found = _RANGE.match(requirement.strip())
    if found is None:
        raise ValueError(f"{requirement!r} says no version that is the lowest")
    return f"{found['name']}=={found['lowest']}"
