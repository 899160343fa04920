"""A close as text: a pack that was issued, frozen as JSON, a KPI a line, sealed by its digest."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from hashlib import sha256
from typing import Any

from cxscore.frozen import frozen
from cxscore.model.definition_parts import digests_of

Json = dict[str, Any]
FORMAT = 1
"""Raised when a close can no longer be read by a program that knows the one before."""
HEAD = (
    *("format", "period", "as_of", "meeting", "organisation", "title", "cxscore_version"),
    *("again", "previous"),
)
"""Keys that stand first, a line each: what a chain is checked by."""
BEGINNING = b'{\n"format": '
"""What every close begins with, whatever its format."""
_KPIS = b'\n"kpis": [\n'
_LOG, _AGREEMENTS = b'\n"log": ', b',\n"agreements": '
_SEAL = re.compile(rb'\n"sha256": "([0-9a-f]{64})"\n\}\n?\Z')


class NotAClose(Exception):  # noqa: N818 (it says what it is)
    """A file that no close of ours looks like; says in words what is amiss."""


class NewerFormat(Exception):  # noqa: N818 (as above)
    """A close of a format that is not known yet."""


@frozen
class Head:
    """The first lines of a close, and its seal."""

    period: str
    as_of: str
    meeting: str | None
    organisation: str | None
    title: str
    version: str
    again: str | None
    previous: tuple[str, str] | None
    """The name of the close before, and its digest."""
    sha256: str


@frozen
class Before:
    """What the closes before have to say in the next one."""

    previous: tuple[str, str] | None = None
    """The name of the last, and its digest."""
    told: Sequence[Any] = ()
    """Of numbers that were restated: the number, and all that was told of it."""
    since: Mapping[tuple[str, str], tuple[float | None, str]] = field(default_factory=dict)
    """Of a KPI in a period: the value that was told last, and in which pack first."""
    left: Mapping[str, str] = field(default_factory=dict)
    """KPIs that the last close has no more: the name of the last that has."""
    settled: Json = field(default_factory=dict)
    """Verdicts on actions and the periods in which they were settled, by the action's id."""


def close_text(
    pack: Json, files: Mapping[str, str], before: Before, again: str | None = None
) -> bytes:
    """Return the close of *pack*, a scorecard.json; the same bytes for the same pack.

    Args:
        pack: the document.
        files: the digests of the files of the pack, by name.
        before: what earlier closes say.
        again: why the period is closed once more; None where it is closed for the first time.
    """
    previous = before.previous and dict(zip(("file", "sha256"), before.previous, strict=True))
    head = _head(pack, {"again": again, "previous": previous})
    lines = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    lines += [f"{_json(key)}: {text}" for key, text in _body(pack, files, before)]
    lines.append(f'"log": {_lines(list(_log(pack)))}')
    lines.append(f'"agreements": {_lines(list(_agreements(pack)))}')
    lines.append(f'"effects": {_lines(list(_effects(pack, before.settled)))}')
    if left_out := pack["registers"].get("left_out"):
        # Closes of a log that is listed as a whole are as they always were.
        rows = {kind: sum(counts.values()) for kind, counts in left_out["rows"].items()}
        lines.append(f'"log_left_out": {_json(rows)}')
    lines.append(f'"told": {_lines(list(before.told))}')
    lines.append(f'"left": {_lines(dict(before.left))}')
    unsealed = "{\n" + ",\n".join(lines) + ",\n"
    return f'{unsealed}"sha256": "{_digest(unsealed.encode())}"\n}}\n'.encode()


def begins_as_a_close(text: bytes) -> bool:
    """Return whether *text*, the first bytes of a file, are those of a close."""
    return unified(text).startswith(BEGINNING)


def read_head(text: bytes) -> Head:
    """Return the head of a close, whose digest fits.

    Windows' line ends count as the others do.

    Raises:
        NewerFormat: where it is of a format that is not known yet.
        NotAClose: where it is none, or was changed after it was written.
    """
    text = unified(text)
    lines = text.split(b"\n", len(HEAD) + 1)
    try:
        first = json.loads(b"{" + lines[1].removesuffix(b",") + b"}")
        if set(first) != {"format"} or type(first["format"]) is not int:
            raise NotAClose("this is not a close of cxscore's, or its first line was changed")
        if first["format"] > FORMAT:
            raise NewerFormat(
                f"this close is of format {first['format']}, and this cxscore reads {FORMAT}"
            )
        found = json.loads(b"{" + b"".join(lines[1 : len(HEAD) + 1]).removesuffix(b",") + b"}")
        seal = _SEAL.search(text)
        if seal is None:
            raise NotAClose("this close was cut short, or its last line was changed")
        if seal[1].decode() != _digest(text[: seal.start() + 1]):
            raise NotAClose("this close was changed after it was written")
        previous = found["previous"]
        return Head(
            period=found["period"],
            as_of=found["as_of"],
            meeting=found["meeting"],
            organisation=found["organisation"],
            title=found["title"],
            version=found["cxscore_version"],
            again=found["again"],
            previous=previous and (previous["file"], previous["sha256"]),
            sha256=seal[1].decode(),
        )
    except (IndexError, KeyError, TypeError, ValueError) as fault:
        raise NotAClose(
            "this is not a close of cxscore's, or its first lines were changed"
        ) from fault


def read_body(text: bytes) -> Json:
    """Return the whole document of a close whose head has been read.

    Raises:
        NotAClose: where it is no JSON, for all that its digest fits.
    """
    try:
        found: Json = json.loads(unified(text))
    except ValueError as fault:
        raise NotAClose("it is not JSON") from fault
    return found


def segments_in(text: bytes) -> Iterator[tuple[str, str | None, list[Any]]]:
    """Yield the KPIs of a close: the id, the period at hand, and the segments.

    They stand a KPI a line, the series last; without reading these it takes a tenth of the time.

    Raises:
        NotAClose: where they do not stand so.
    """
    text = unified(text)
    try:
        start = text.index(_KPIS) + len(_KPIS)
        for line in text[start : text.index(b"\n]", start)].split(b"\n"):
            kpi = json.loads(line[: line.index(b',"series":[')] + b"}")
            yield kpi["id"], kpi["period"], kpi["segments"]
    except (KeyError, TypeError, ValueError) as fault:
        raise NotAClose("its KPIs are not a line each") from fault


def log_in(text: bytes) -> list[Json]:
    """Return the rows of the log of a close, without reading the rest of it.

    Raises:
        NotAClose: where they do not stand where they are written.
    """
    text = unified(text)
    try:
        # A KPI may be called log or agreements: its definition stands before the KPIs.
        start = text.index(_LOG, text.index(_KPIS)) + len(_LOG)
        end = text.index(_AGREEMENTS, start)
        rows: list[Json] = json.loads(text[start:end])
    except ValueError as fault:
        raise NotAClose("its log is not where it is written") from fault
    return rows


def unified(text: bytes) -> bytes:
    """Return *text* as it was written, where Git or an editor gave it Windows' line ends."""
    return text.replace(b"\r\n", b"\n")


def _digest(unsealed: bytes) -> str:
    """Return the SHA-256 of a close without its last line but one, which holds that."""
    return sha256(unsealed + b"}\n").hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _lines(value: object) -> str:
    """Return *value* with each item of a list, or each key, on a line of its own."""
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(_json, value)) + "\n]"
    if isinstance(value, dict) and value:
        inner = ",\n".join(f"{_json(key)}: {_json(each)}" for key, each in value.items())
        return "{\n" + inner + "\n}"
    return _json(value)


def _head(pack: Json, rest: Json) -> Json:
    found = {
        "format": FORMAT,
        "period": pack["period"]["id"],
        "as_of": pack["as_of"],
        "meeting": pack["meeting"],
        "organisation": pack["organisation"],
        "title": pack["title"],
        "cxscore_version": pack["cxscore_version"],
        **rest,
    }
    return {key: found[key] for key in HEAD}


def _body(pack: Json, files: Mapping[str, str], before: Before) -> Iterator[tuple[str, str]]:
    keys = ("dataset", "path", "sha256", "rows", "rows_used")
    yield "history", _json(pack["history"])
    yield "files", _lines(dict(files))
    yield "sources", _lines([{key: source[key] for key in keys} for source in pack["sources"]])
    defined = _lines({kpi["id"]: _definition(kpi) for kpi in pack["kpis"]})
    yield "definition", f'{{"sha256": {_json(pack["built_from"]["sha256"])}, "kpis": {defined}}}'

    def since(kpi: str, point: Json) -> str:
        value, told_in = before.since.get((kpi, point["period"]), (None, ""))
        return told_in if told_in and value == point["value"] else str(pack["period"]["id"])

    yield "kpis", _lines([_kpi(kpi, since) for kpi in pack["kpis"]])


def _definition(kpi: Json) -> Json:
    parts = digests_of(kpi["definition"])
    return {**{part.value: found for part, found in parts.items()}, "text": kpi["definition"]}


def _kpi(kpi: Json, since: Callable[[str, Json], str]) -> Json:
    keys = ("id", "unit", "decimals", "owner", "target", "status")
    return {
        **{key: kpi[key] for key in keys},
        "variation": kpi["signal"]["variation"],
        "capability": kpi["signal"]["capability"],
        "period": kpi["period"],
        "segments": [
            [each[key] for key in ("by", "segment", "value", "n", "status")]
            for each in kpi["segments"]
            if kpi["complete"]
        ],
        # Last, so that whoever asks for segments alone can leave it out unread.
        "series": [
            [*(point[key] for key in _POINT), since(kpi["id"], point)]
            for point in kpi["series"]
            if point["complete"]
        ],
    }


_POINT = ("period", "value", "n", "numerator", "denominator", "target", "status", "point")


def _log(pack: Json) -> Iterator[Json]:
    keys = ("id", "kind", "title", "opened", "due", "status", "closed", "sha256")
    for row in pack["registers"]["log"]:
        yield {key: row[key] for key in keys}


def _agreements(pack: Json) -> Iterator[Json]:
    for row in pack["registers"].get("agreements", ()):
        yield {key: row.get(key) for key in ("id", "state", "kept")}


_NOT_YET = ("cannot_tell", "too_early")
"""Verdicts that settle nothing."""


def _effects(pack: Json, settled: Json) -> Iterator[Json]:
    """Yield the verdicts; one whose day of checking has passed is settled, for good."""
    for row in pack["registers"]["log"]:
        verdict = row["effect"] and row["effect"]["verdict"]
        if verdict is None:
            continue
        due = row["check_on"] is not None and row["check_on"] <= pack["as_of"]
        due = due and verdict not in _NOT_YET
        found = settled.get(row["id"]) or {"verdict": verdict, "settled": None}
        if found["settled"] is None:
            found = {"verdict": verdict, "settled": pack["period"]["id"] if due else None}
        yield {"id": row["id"], **found}
