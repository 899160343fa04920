"""What closes told the board, and what the document of a pack tells it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from cxscore.history.chain import Link, latest_of
from cxscore.history.close_text import Json, NotAClose, log_in, read_body, segments_in
from cxscore.model.edges import edges_in
from cxscore.model.log import LogKind, LogStatus
from cxscore.model.told import (
    NumberId,
    Segment,
    Told,
    ToldEffect,
    ToldKpi,
    ToldNumber,
    ToldRow,
    ToldSource,
)
from cxscore.model.verdicts import Capability, PointType, Status, Variation
from cxscore.paths import printed

# To call an enumeration takes twenty times as long, and a close has thousands of words.
_STATUS = {each.value: each for each in Status}
_POINT = {each.value: each for each in PointType}


class Unsound(Exception):  # noqa: N818 (it says what it is)
    """A file in the chain that is no close, for all that its digest fits."""

    def __init__(self, path: Path) -> None:
        super().__init__(printed(path))
        self.path = path


def told_by(
    links: Sequence[Link],
    *,
    history: int,
    kpis: Collection[str] = (),
    former: Mapping[str, str] | None = None,
) -> Told:
    """Return what a chain of closes told: of each number what was told of it last.

    Read is the last close of the latest period. Of those before it the segments are, which
    stand in the close of their own period alone, as far back as *history*, the number of periods
    shown, reaches; the whole of one where the last lacks a KPI of *kpis* that it has, or
    shows fewer periods. The rest of the chain is not opened. *former* has the ids that KPIs
    have now by those that they had.

    Raises:
        Unsound: where a file with a sound digest is no close.
    """
    at, former = latest_of(links), former or {}
    with _opened(links[at]):
        base = read_body(links[at].text)
        whole = history > base["history"]
        wanted = {file for id_, file in base["left"].items() if id_ in kpis or id_ in former}
        held = dict(_kpis_of_close(base))
    # The last of the chain may be one of an earlier period, closed again: it tells the newest.
    with _opened(links[-1]):
        newest = base if at == len(links) - 1 else read_body(links[-1].text)
        paths = dict(_paths(newest["told"], {link.head.period for link in links}))
    opened = {at: base, len(links) - 1: newest}
    numbers, left = _numbers_told(links, at, opened, history=history, wanted=wanted, whole=whole)
    for number, path in paths.items():
        numbers[number] = _as_told(path[-1], numbers.get(number, path[-1]))
    known = _log_before(links, at, base["period"])
    with _opened(links[at]):
        return Told(
            period=base["period"],
            as_of=date.fromisoformat(base["as_of"]),
            version=base["cxscore_version"],
            history=base["history"],
            kpis=held,
            numbers=numbers,
            left={id_: kpi for id_, kpi in left.items() if id_ not in held},
            former=former,
            sources=tuple(_sources(base)),
            rows=dict(_rows(base, known)),
            left_out=frozenset(map(LogKind, base.get("log_left_out", ()))),
            effects={
                each["id"]: ToldEffect(each["verdict"], each["settled"]) for each in base["effects"]
            },
            paths=paths,
            file=printed(links[at].path),
        )


def _numbers_told(
    links: Sequence[Link],
    at: int,
    opened: Mapping[int, Json],
    *,
    history: int,
    wanted: Collection[str],
    whole: bool,
) -> tuple[dict[NumberId, ToldNumber], dict[str, ToldKpi]]:
    """Return each number as it was told last, and the KPIs of closes that are read as a whole.

    Those are the last of the latest period, which stands *at* its place, those told after it, the
    *wanted* ones, and all where the *whole* of each is needed; of the others the segments are.
    """
    numbers: dict[NumberId, ToldNumber] = {}
    left: dict[str, ToldKpi] = {}
    periods: set[str] = set()
    for place in range(len(links) - 1, -1, -1):
        link = links[place]
        if place <= at:
            periods.add(link.head.period)
        if len(periods) > history:
            break
        with _opened(link):
            if place == at:
                found = _cells_of_close(opened[at])
            elif place > at or link.path.name in wanted or whole:
                body = opened[place] if place in opened else read_body(link.text)
                found = _cells_of_close(body)
                left = dict(_kpis_of_close(body)) | left
            else:
                found = _segment_cells(link.head.period, segments_in(link.text))
            for number, each in found:
                if number not in numbers:
                    numbers[number] = _number(*each)
    return numbers, left


def _log_before(links: Sequence[Link], at: int, period: str) -> list[Json]:
    """Return the log of the last close before that *at* a place, of another period than its."""
    for link in reversed(links[:at]):
        if link.head.period != period:
            with _opened(link):
                return log_in(link.text)
    return []


@contextmanager
def _opened(link: Link) -> Iterator[None]:
    """Say of what goes wrong meanwhile that *link* is no close."""
    try:
        yield
    except (AttributeError, IndexError, KeyError, NotAClose, TypeError, ValueError) as fault:
        raise Unsound(link.path) from fault


def _as_told(last: ToldNumber, known: ToldNumber) -> ToldNumber:
    """Return *known* with the value that was told of it *last*.

    What was said of another value was not said of this one, and a close keeps
    of a segment in an earlier period what it came to, and not how it was judged.
    """
    same = (known.value, known.n) == (last.value, last.n)
    return replace(
        known, value=last.value, n=last.n, numerator=last.numerator,
        denominator=last.denominator, told_in=last.told_in,
        status=known.status if same else None, point=known.point if same else None,
    )  # fmt: skip


def told_in(pack: Json) -> Told:
    """Return what the document *pack*, a scorecard.json, tells.

    Raises:
        KeyError, TypeError, ValueError: where it is none of this program's.
    """
    return Told(
        period=pack["period"]["id"],
        as_of=date.fromisoformat(pack["as_of"]),
        version=pack["cxscore_version"],
        history=pack["history"],
        kpis={kpi["id"]: _kpi_of_pack(kpi) for kpi in pack["kpis"]},
        numbers=dict(_numbers_of_pack(pack)),
        former={kpi["was"]: kpi["id"] for kpi in pack["kpis"] if kpi["was"]},
        sources=tuple(_sources(pack)),
        rows={row["id"]: _row(row, None) for row in pack["registers"]["log"]},
    )


def segment_of(by: str | list[str], segment: Any) -> tuple[tuple[str, ...], Segment]:  # noqa: ANN401 (a text, a list or null)
    """Return columns and values; of a single column JSON has them without a list."""
    return ((by,), (segment,)) if isinstance(by, str) else (tuple(by), tuple(segment))


_Cells = Iterator[tuple[NumberId, tuple[Any, ...]]]
"""Each number with what a close has of it, in the order of :func:`_number`."""


def _cells_of_close(body: Json) -> _Cells:
    for kpi in body["kpis"]:
        for point in kpi["series"]:
            yield (kpi["id"], (), (), point[0]), tuple(point[1:])
    parts = ((kpi["id"], kpi["period"], kpi["segments"]) for kpi in body["kpis"])
    yield from _segment_cells(body["period"], parts)


def _segment_cells(period: str, kpis: Iterable[tuple[str, str | None, list[Any]]]) -> _Cells:
    for id_, at_hand, segments in kpis:
        for by, segment, value, n, status in segments:
            number = (id_, *segment_of(by, segment), at_hand or "")
            yield number, (value, n, None, None, None, status, None, period)


def _number(*cells: Any) -> ToldNumber:  # noqa: ANN401 (as JSON has them)
    value, n, numerator, denominator, target, status, point, told_in_ = cells
    return ToldNumber(
        value, n, numerator, denominator, edges_in(target), _STATUS[status],
        None if point is None else _POINT[point], told_in_,
    )  # fmt: skip


def _numbers_of_pack(pack: Json) -> Iterator[tuple[NumberId, ToldNumber]]:
    told_in_ = pack["period"]["id"]
    keys = ("value", "n", "numerator", "denominator", "target", "status", "point")
    for kpi in pack["kpis"]:
        whole = {}
        for point in kpi["series"]:
            found = _number(*(point[key] for key in keys), told_in_)
            whole[point["period"]] = point["complete"]
            id_ = kpi["id"], (), (), point["period"]
            yield id_, replace(found, complete=point["complete"])
        for each in kpi["segments"]:
            for point in each["series"]:
                found = ToldNumber(
                    point["value"], point["n"], told_in=told_in_,
                    complete=whole.get(point["period"], False),
                )  # fmt: skip
                yield (kpi["id"], *segment_of(each["by"], each["segment"]), point["period"]), found


def _kpis_of_close(body: Json) -> Iterator[tuple[str, ToldKpi]]:
    for kpi in body["kpis"]:
        found = _kpi(kpi, kpi["variation"], kpi["capability"])
        defined = body["definition"]["kpis"][kpi["id"]]["text"]
        yield (
            kpi["id"],
            replace(
                found,
                defined=defined,
                name=defined.get("name", kpi["id"]),
                periods=tuple(point[0] for point in kpi["series"]),
            ),
        )


def _kpi_of_pack(kpi: Json) -> ToldKpi:
    found = _kpi(kpi, kpi["signal"]["variation"], kpi["signal"]["capability"])
    return replace(
        found,
        defined=kpi["definition"],
        name=kpi["name"],
        periods=tuple(point["period"] for point in kpi["series"]),
        segments=tuple(segment_of(each["by"], each["segment"]) for each in kpi["segments"]),
    )


def _kpi(kpi: Json, variation: str, capability: str | None) -> ToldKpi:
    return ToldKpi(
        name=kpi["id"],
        unit=kpi["unit"],
        decimals=kpi["decimals"],
        owner=kpi["owner"],
        status=Status(kpi["status"]),
        variation=Variation(variation),
        period=kpi["period"],
        capability=None if capability is None else Capability(capability),
    )


def _sources(document: Json) -> Iterator[ToldSource]:
    for each in document["sources"]:
        yield ToldSource(
            each["dataset"], each["path"], each["sha256"], each["rows"], each["rows_used"]
        )


def _rows(base: Json, before: Iterable[Json]) -> Iterator[tuple[str, ToldRow]]:
    known = {row["id"]: row["sha256"] for row in before}
    for row in base["log"]:
        yield row["id"], _row(row, known.get(row["id"]))


def _row(row: Json, before: str | None) -> ToldRow:
    return ToldRow(
        id=row["id"],
        kind=LogKind(row["kind"]),
        title=row["title"],
        status=LogStatus(row["status"]),
        sha256=row["sha256"],
        opened=_day(row["opened"]),
        due=_day(row["due"]),
        closed=_day(row["closed"]),
        unchanged=row["sha256"] == before,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _paths(
    told: Sequence[Any], periods: Collection[str]
) -> Iterator[tuple[NumberId, tuple[ToldNumber, ...]]]:
    """Yield each number that was restated with what the papers of *periods* told of it.

    A close of an earlier period, closed again, has what later ones told as well.
    """
    for id_, by, segment, period, path in told:
        found: list[ToldNumber] = []
        for value, n, numerator, denominator, in_ in path:
            each = ToldNumber(value, n, numerator, denominator, told_in=in_)
            if in_ in periods and not (found and replace(found[-1], told_in=in_) == each):
                found.append(each)
        if found:
            yield (id_, tuple(by), tuple(segment), period), tuple(found)
