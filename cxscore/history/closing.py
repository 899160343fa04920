"""From a pack that was issued to its close: what may be closed, and what becomes of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from math import isclose
from pathlib import Path
from typing import Any

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.history.chain import Link, folder_of, latest_of, names_of, of_periods_until, read_chain
from cxscore.history.close_text import Before, Json, close_text, read_body
from cxscore.history.reading import told_of
from cxscore.history.told_before import segment_of, told_in
from cxscore.model.definition import Definition
from cxscore.model.told import NumberId, Told, ToldNumber
from cxscore.paths import printed
from cxscore.wrong_usage import WrongUsage

NAME = "scorecard.json"
NEEDED = ("meeting", "history", "narrowed", "since_last_close", "pack", "built_from")
"""Keys that packs have since they can be closed."""


@frozen
class Closing:
    """A close that is to be written."""

    path: Path
    text: bytes
    same_definition: bool
    """Whether the pack was made from kpis.yaml as it is now."""
    beside: frozenset[str]
    """The names of the files in its folder when the chain was read."""

    def check(self) -> None:
        """Refuse where another close was written since: one of the two would break the chain.

        Raises:
            WrongUsage: where the folder holds other files than before.
        """
        if _names_in(self.path.parent) != self.beside:
            raise WrongUsage(
                f"another close was written to {printed(self.path.parent)} meanwhile; "
                "look at cxscore close --list, and close once more"
            )


def read_pack(path: Path) -> Json:
    """Return the document of the pack at *path*: a scorecard.json, or the folder of one.

    Raises:
        WrongUsage: where there is none, or none that can be closed.
    """
    found = path if path.is_file() else path / NAME
    try:
        raw = found.read_bytes()
    except FileNotFoundError:
        raise WrongUsage(f"there is no {printed(found)}; run: cxscore build -f json") from None
    try:
        document = json.loads(raw)
    except ValueError as fault:
        raise WrongUsage(f"{printed(found)} is not JSON; run: cxscore build -f json") from fault
    if not isinstance(document, dict) or "cxscore_version" not in document:
        raise WrongUsage(f"{printed(found)} is no scorecard of cxscore's")
    if any(key not in document for key in NEEDED):
        by = document["cxscore_version"]
        raise WrongUsage(
            f"{printed(found)} was written by cxscore {by}, and does not say enough to be kept; "
            "run: cxscore build -f json"
        )
    return document


def closing_of(
    definition: Definition, period: Period, folder: Path, again: str | None = None
) -> Closing:
    """Return the close of the pack of *period* in *folder*, which was issued.

    Nothing is measured anew: data that arrived since are not what the board was told.

    Args:
        definition: whose closes it joins.
        period: the period that the pack must be of.
        folder: that of the pack.
        again: why a period is closed once more; None where it is closed for the first time.

    Raises:
        WrongUsage: where this pack cannot be closed.
        Problems: where something is wrong with the closes that there are.
    """
    pack = read_pack(folder)
    beside = _names_in(folder_of(definition))
    links = read_chain(definition)
    told = told_of(links, definition)
    earlier = told_of(of_periods_until(links, period, definition.calendar), definition)
    try:
        _check_pack(pack, period, definition)
    except (KeyError, TypeError) as fault:
        raise WrongUsage(f"{printed(folder)} is no scorecard of cxscore's") from fault
    files = _files_of(pack, folder)
    _check_place(pack, period, definition, links, again)
    target = folder_of(definition)
    taken = {link.path.name for link in links}
    name = next(name for name in names_of(period.id) if name not in taken)
    text = close_text(pack, files, _before(pack, links, told, earlier), again)
    same = pack["built_from"]["sha256"] == definition.origin.sha256
    return Closing(target / name, text, same, beside)


def _names_in(folder: Path) -> frozenset[str]:
    return frozenset(path.name for path in folder.glob("*.json"))


def _before(pack: Json, links: Sequence[Link], told: Told | None, earlier: Told | None) -> Before:
    """Return what the closes that there are have to say in that of *pack*.

    Args:
        pack: the document.
        links: the chain.
        told: what all of it told.
        earlier: what its closes up to the period of *pack* told: what is said of the pack itself.
    """
    if told is None:
        return Before()
    ids = {kpi["was"]: kpi["id"] for kpi in pack["kpis"] if kpi["was"]}
    # One of a period before the last that was closed neither shows nor knows the later ones.
    is_late = earlier is not None and earlier.period != told.period
    last = links[-1]
    here = {kpi["id"] for kpi in pack["kpis"]}
    latest = links[latest_of(links)]
    left = read_body(latest.text)["left"] | dict.fromkeys(told.kpis, latest.path.name)
    return Before(
        previous=(last.path.name, last.head.sha256),
        told=_told_late(pack, told) if is_late else _earlier(pack, told),
        since={
            (ids.get(id_, id_), period): (number.value, number.told_in)
            for (id_, by, _, period), number in (earlier.numbers if earlier else {}).items()
            if not by
        },
        left={id_: name for id_, name in left.items() if id_ not in here},
        settled={
            id_: {"verdict": each.verdict, "settled": each.settled}
            for id_, each in (earlier.effects if earlier else {}).items()
        },
    )


def _check_pack(pack: Json, period: Period, definition: Definition) -> None:
    of = pack["period"]["id"]
    if of != period.id:
        build = f"cxscore build -f json --period {period.id}"
        raise WrongUsage(f"the pack is of {of}, not of {period.id}; run: {build}")
    if not pack["period"]["complete"]:
        raise WrongUsage(f"{of} had not ended when its pack was built, on {pack['as_of']}")
    if pack["narrowed"]:
        raise WrongUsage(
            "the pack was narrowed by --kpi, --group or --owner; a close is of all KPIs"
        )
    theirs, ours = pack["organisation"] or "", definition.heading.organisation
    if theirs != ours:
        raise WrongUsage(f"the pack is of '{theirs}', and kpis.yaml of '{ours}'")


def _files_of(pack: Json, folder: Path) -> Mapping[str, str]:
    """Return the digests of the pack's files; refuse a pack whose files do not go together."""
    home = folder if folder.is_dir() else folder.parent
    files = {name: each["sha256"] for name, each in pack["pack"].items()}
    for name, known in files.items():
        try:
            found = sha256((home / name).read_bytes()).hexdigest()
        except FileNotFoundError:
            continue
        if found != known:
            raise WrongUsage(
                f"{printed(home / name)} is not the one that {NAME} was written with; "
                "build both once more, or put the one that was issued back"
            )
    own = home / NAME if folder.is_dir() else folder
    return {**files, NAME: sha256(own.read_bytes()).hexdigest()}


def _check_place(
    pack: Json, period: Period, definition: Definition, links: Sequence[Link], again: str | None
) -> None:
    """Refuse what would not follow the last close."""
    closed = [link for link in links if link.head.period == period.id]
    if closed and again is None:
        raise WrongUsage(
            f"{period.id} is closed already, by {printed(closed[-1].path)}; "
            'to close it once more, say why: --again "reason"'
        )
    if again is not None and not closed:
        raise WrongUsage(f"--again: {period.id} is not closed yet")
    if again is not None and not again.strip():
        raise WrongUsage("--again: say why the period is closed once more")
    if not links:
        return
    last = links[-1].head
    if date.fromisoformat(pack["as_of"]) < date.fromisoformat(last.as_of):
        raise WrongUsage(
            f"the pack was built for {pack['as_of']}, and {last.period} was closed with one "
            f"of {last.as_of}; a close follows the last one"
        )
    latest = links[latest_of(links)].head.period
    known = definition.calendar.parse(latest)
    if not closed and known is not None and period.start < known.start:
        raise WrongUsage(f"{latest} is closed already, and {period.id} comes before it")


def _earlier(pack: Json, told: Told) -> list[Any]:
    """Return what was told of each number that was restated, what this pack tells of it last.

    Of periods that the pack no longer shows nothing is kept.
    """
    shown = {kpi["id"]: {point["period"] for point in kpi["series"]} for kpi in pack["kpis"]}
    ids = {kpi["was"]: kpi["id"] for kpi in pack["kpis"] if kpi["was"]}
    paths: dict[NumberId, list[list[Any]]] = {}
    for number, path in told.paths.items():
        id_ = number[0] if number[0] in shown else ids.get(number[0], number[0])
        if number[3] in shown.get(id_, ()):
            paths[id_, *number[1:]] = [_told(each) for each in path]
    for row in (pack["since_last_close"] or {"restated": ()})["restated"]:
        by, segment = ((), ()) if row["by"] is None else segment_of(row["by"], row["segment"])
        cells = [_cells(each) for each in (*row["told"], row["after"])]
        paths[row["kpi"], by, segment, row["period"]] = cells
    return [[id_, by, segment, at, told_] for (id_, by, segment, at), told_ in paths.items()]


def _told_late(pack: Json, told: Told) -> list[Any]:
    """Return what was told of each number that was restated, or that *pack* has otherwise.

    Kept is what *told* has of periods after that of the pack.
    """
    late = told_in(pack)
    paths: dict[NumberId, list[list[Any]]] = {}
    for number, path in told.paths.items():
        id_ = number[0] if number[0] in late.kpis else late.former.get(number[0], number[0])
        paths[id_, *number[1:]] = [_told(each) for each in path]
    was = {id_: was for was, id_ in late.former.items()}
    for number, now in late.numbers.items():
        last = told.numbers.get(number) or told.numbers.get((was.get(number[0], ""), *number[1:]))
        if last is not None and now.complete and (number in paths or not _is_level(last, now)):
            # Who reads it up to this period alone has not what later papers told in between.
            paths.setdefault(number, [_told(last)]).append(_told(now))
    return [[id_, by, segment, at, path_] for (id_, by, segment, at), path_ in paths.items()]


def _is_level(last: ToldNumber, now: ToldNumber) -> bool:
    """Return whether two numbers are the same, but for what a sum in another order makes."""
    if last.value is None or now.value is None:
        return last.value is now.value
    return last.n == now.n and isclose(last.value, now.value, rel_tol=1e-9, abs_tol=0.0)


def _told(number: ToldNumber) -> list[Any]:
    return [number.value, number.n, number.numerator, number.denominator, number.told_in]


def _cells(number: Json) -> list[Any]:
    return [number[key] for key in ("value", "n", "numerator", "denominator", "in")]
