"""Circles among rows that are about one another."""

from collections.abc import Iterator, Mapping, Sequence


def circles_in(about: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield circles of *about*, until what is in none of them has none.

    Each way is gone once, so that 50 000 rows in 25 000 circles take no longer than in none.

    Args:
        about: what each is about, by id; who is about nothing may be left out.
    """
    seen: set[str] = set()
    for start in about:
        path: list[str] = []
        places: dict[str, int] = {}
        ahead: list[Iterator[str]] = [iter((start,))]
        while ahead:
            following = next(ahead[-1], None)
            if following is None:
                ahead.pop()
                if path:
                    del places[path.pop()]
            elif following in places:
                at = places[following]
                yield path[at:]
                for gone in path[at:]:
                    del places[gone]
                del path[at:], ahead[at + 1 :]
            elif following in about and following not in seen:
                seen.add(following)
                places[following] = len(path)
                path.append(following)
                ahead.append(iter(about[following]))
