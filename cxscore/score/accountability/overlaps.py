"""What else went on while an action did: other actions on its KPI, and events."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from cxscore.model.log import LogRow, LogStatus
from cxscore.model.registers import Event

AT_MOST = 20
"""Of the actions that overlap with one so many are told, and of the events, the latest.

A log of 50 000 rows would else name every row with every other.
"""

NEAR = 64
"""So many spans are looked at one by one, before they are by halves."""


class Overlaps:
    """The actions on a KPI and the events that concern it, by their days."""

    def __init__(
        self,
        actions: Sequence[LogRow],
        events: Sequence[Event],
        as_of: date,
        since: date = date.min,
    ) -> None:
        """Take *actions* in the order of the log; those that are open went on until *as_of*.

        Nothing is asked of the days before *since*.
        """
        spans = sorted(
            (row.opened, row.closed or as_of, place, row.id)
            for place, row in enumerate(actions)
            if (row.closed is None or row.closed >= since)
            and row.opened is not None
            and row.status is not LogStatus.CANCELLED
        )
        self._begun = [begun for begun, *_ in spans]
        self._ends = [over for _, over, *_ in spans]
        self._named = [(place, id_) for *_, place, id_ in spans]
        """Where in the log each of them stands, and its id."""
        self._latest: list[date | None] = []
        """The latest of the ends by halves, once somebody looks further back."""
        self._windows: dict[int, tuple[date, frozenset[str], tuple[str, ...]]] = {}
        self._titles: dict[tuple[int, int], tuple[str, ...]] = {}
        self._events = sorted(events, key=lambda event: event.date)
        self._days = [event.date for event in self._events]

    def sharing(self, action: LogRow, opened: date, closed: date) -> tuple[str, ...]:
        """Return the ids of the actions, and the titles of the events, between these days.

        An event of the same title is the action itself.
        """
        return self._others(action, opened, closed) + self._happened(action, opened, closed)

    def _others(self, action: LogRow, opened: date, closed: date) -> tuple[str, ...]:
        """Return the ids of the other actions between these days, in the order of the log."""
        before = bisect_right(self._begun, closed)
        soonest, latest, ids = self._window(before)
        # Of a long log the 20 that began last all last that long, and the action began earlier.
        if soonest >= opened and action.id not in latest:
            return ids
        lasting = islice(self._lasting(before, opened), AT_MOST + 1)
        others = [self._named[at] for at in lasting if self._named[at][1] != action.id]
        return _ids(others[:AT_MOST])

    def _window(self, before: int) -> tuple[date, frozenset[str], tuple[str, ...]]:
        """Return of the 20 spans below the place *before* the soonest end, the ids, and in order.

        Where there are not so many, no end is soon enough.
        """
        if before not in self._windows:
            first = max(0, before - AT_MOST)
            ids = _ids(self._named[first:before])
            ends = self._ends[first:before]
            soonest = min(ends) if len(ends) == AT_MOST else date.min
            self._windows[before] = soonest, frozenset(ids), ids
        return self._windows[before]

    def _happened(self, action: LogRow, opened: date, closed: date) -> tuple[str, ...]:
        """Return the titles of the events between these days but for that of *action*."""
        span = bisect_left(self._days, opened), bisect_right(self._days, closed)
        if span not in self._titles:
            self._titles[span] = tuple(event.title for event in self._events[slice(*span)])
        titles = self._titles[span]
        if action.title in titles:
            titles = tuple(title for title in titles if title != action.title)
        return titles[-AT_MOST:]

    def _lasting(self, before: int, day: date) -> Iterator[int]:
        """Yield the places below *before* whose span lasts until *day* or longer, last first.

        Most that began last still last, and are found one by one. Further back, the halves of
        the list in which none does are passed over as a whole, so that the first 20 take some
        20 · log n steps.
        """
        near = max(0, before - NEAR)
        for at in range(before - 1, near - 1, -1):
            if self._ends[at] >= day:
                yield at
        if not near:
            return
        before, self._latest = near, self._latest or _latest_ends(self._ends)
        halves = [(1, 0, len(self._latest) // 2)]
        while halves:
            node, low, high = halves.pop()
            end = self._latest[node]
            if low >= before or end is None or end < day:
                continue
            if high - low == 1:
                yield low
                continue
            middle = (low + high) // 2
            halves += [(2 * node, low, middle), (2 * node + 1, middle, high)]


def _ids(named: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    """Return the ids of what is *named*, in the order of the log."""
    return tuple(id_ for _, id_ in sorted(named))


def _latest_ends(ends: Sequence[date]) -> list[date | None]:
    """Return the latest of *ends* by halves: that of all at 1, those of its halves at 2 and 3."""
    size = 1 << max(0, len(ends) - 1).bit_length()
    tree: list[date | None] = [None] * size + [*ends] + [None] * (size - len(ends))
    for node in range(size - 1, 0, -1):
        tree[node] = max((end for end in tree[2 * node : 2 * node + 2] if end), default=None)
    return tree
