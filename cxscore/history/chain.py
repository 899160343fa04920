"""The folder of what was closed: each file as it was written, each after the one before it."""

import os
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from cxscore.calendar import Calendar, Period
from cxscore.frozen import frozen
from cxscore.history.close_text import (
    BEGINNING,
    Head,
    NewerFormat,
    NotAClose,
    begins_as_a_close,
    read_head,
)
from cxscore.model.definition import Definition
from cxscore.paths import printed
from cxscore.problems import Problem, Problems

PUT_BACK = "take it back from version control as it was written"


@frozen
class Link:
    """A close in the chain."""

    path: Path
    head: Head
    text: bytes


def folder_of(definition: Definition) -> Path:
    """Return the folder in which *definition* has its closes, there or not.

    Raises:
        Problems: where it lies outside the folder of kpis.yaml, and nobody allows that.
    """
    origin = definition.origin
    folder = origin.folder / definition.closes
    roots = [Path(os.path.realpath(root)) for root in (origin.folder, *origin.allowed)]
    if any(Path(os.path.realpath(folder)).is_relative_to(root) for root in roots):
        return folder
    raise Problems(
        [
            origin.problem(
                ("closes",),
                "CX144",
                f"'{definition.closes}' lies outside the folder of kpis.yaml",
                f"to read it, add --allow-path {printed(folder)}",
            )
        ]
    )


def read_chain(definition: Definition) -> tuple[Link, ...]:
    """Return the closes of *definition*, the first one first; none where nothing was closed.

    Every file is held against its own digest, and against the digest that the
    close after it has of it.

    Raises:
        Problems: with what was changed, is missing, of a newer format or somebody else's.
        OSError: where a file cannot be read.
    """
    folder = folder_of(definition)
    if not folder.is_dir():
        _check_free(folder)
        return ()
    links: list[Link] = []
    found: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        if not _is_meant(path, definition):
            continue
        try:
            text = path.read_bytes()
            links.append(Link(path, read_head(text), text))
        except NewerFormat as newer:
            hint = "install the cxscore that wrote it, or a later one"
            found.append(_problem(path, "CX604", str(newer), hint))
        except NotAClose as fault:
            found.append(_problem(path, "CX601", str(fault), PUT_BACK))
    found += _foreign(links, definition)
    if not found:
        found += _breaks(links)
    if found:
        raise Problems(found)
    return tuple(_in_order(links))


def _check_free(folder: Path) -> None:
    """Refuse where something else than a folder stands where closes lie, or are to lie."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not there.is_dir():
        text = "closes lie in a folder of this name, and this is none"
        hint = "move it elsewhere, or name another folder, as in closes: history-of-ours"
        raise Problems([_problem(there, "CX601", text, hint)])


def names_of(period: str) -> Iterator[str]:
    """Yield the names that closes of *period* have, that of the first one first."""
    yield f"{period}.json"
    number = 2
    while True:
        yield f"{period}.{number}.json"
        number += 1


def _is_meant(path: Path, definition: Definition) -> bool:
    """Return whether *path* is to be a close: where nobody names the folder, by name or beginning.

    A folder called history may have been there for something else; and a period may have left
    the list of periods since it was closed.
    """
    if ("closes",) in definition.origin.places:
        return True
    first = re.sub(r"\.[0-9]+$", "", path.stem)
    listed = any(each.id in (path.stem, first) for each in definition.calendar.listed)
    if listed or re.fullmatch(r"(FY)?[0-9]{4}(-[WQ]?[0-9]{1,2})?", first):
        return True
    with path.open("rb") as file:
        return begins_as_a_close(file.read(len(BEGINNING) + 1))


def _problem(path: Path, code: str, text: str, hint: str) -> Problem:
    return Problem(printed(path), 0, 0, code, text, hint=hint)


def _foreign(links: Sequence[Link], definition: Definition) -> Iterator[Problem]:
    """Yield the closes of another organisation; of another paper where none is named."""
    heading = definition.heading
    for link in links:
        theirs, ours = link.head.organisation or "", heading.organisation
        if not (theirs or ours):
            theirs, ours = link.head.title, heading.title
        if theirs != ours:
            yield _problem(
                link.path,
                "CX603",
                f"this is a close of '{theirs or link.head.title}', "
                f"and kpis.yaml is of '{ours or heading.title}'",
                "name another folder, as in closes: history-of-ours",
            )


def _breaks(links: Sequence[Link]) -> Iterator[Problem]:
    """Yield where closes do not make one chain."""
    by_name = {link.path.name: link for link in links}
    followed: dict[str | None, Path] = {}
    for link in links:
        before = link.head.previous
        name = before and before[0]
        if before is not None and before[0] not in by_name:
            text = f"the close before it, {name}, is not there"
            yield _problem(link.path, "CX601", text, PUT_BACK.replace("it", str(name), 1))
        elif before is not None and by_name[before[0]].head.sha256 != before[1]:
            text = f"the close before it, {name}, is not the one that it was written after"
            yield _problem(link.path, "CX601", text, PUT_BACK.replace("it", str(name), 1))
        if name in followed:
            other = followed[name].name
            what = f"follow {name}" if name else "follow no other close"
            text = f"this close and {other} both {what}"
            hint = "keep the one that was closed first, and close the other period again"
            yield _problem(link.path, "CX601", text, hint)
        followed[name] = link.path


def _in_order(links: Sequence[Link]) -> Iterator[Link]:
    """Yield *links*, which make one chain, from its beginning."""
    after = {link.head.previous and link.head.previous[0]: link for link in links}
    name: str | None = None
    while (link := after.get(name)) is not None:
        yield link
        name = link.path.name


def periods_in_order(links: Sequence[Link]) -> list[str]:
    """Return the periods of *links*, a chain from its beginning, the earliest first."""
    return list(dict.fromkeys(link.head.period for link in links))


def of_periods_until(links: Sequence[Link], period: Period, calendar: Calendar) -> tuple[Link, ...]:
    """Return those of *links*, a chain from its beginning, that are of no later period.

    A period that has left *calendar* is as late as those that were closed around it.
    """

    def is_later(id_: str) -> bool:
        known = calendar.parse(id_)
        return id_ != period.id and known is not None and known.start > period.start

    earlier = list(takewhile(lambda id_: not is_later(id_), periods_in_order(links)))
    return tuple(link for link in links if link.head.period in earlier)


def latest_of(links: Sequence[Link]) -> int:
    """Return the place of the last close of the latest period.

    Periods are closed in order, so the latest is the last that was closed for the first time.
    """
    latest = periods_in_order(links)[-1]
    return max(at for at, link in enumerate(links) if link.head.period == latest)
