"""Customers' comments, in files or brought here: read once, counted by people, period, theme."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.measure.database import grouping_sets, literal, quoted
from cxscore.measure.engines.duckdb.rows import DAY, FAULTS, KEEP, Rows
from cxscore.measure.queries.query import CommentQuery
from cxscore.model.comment_totals import CommentCounts, CommentTotals

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHORTEST, LONGEST = 40, 300
"""Characters of a comment that is printed."""
MOST_PRINTED = 400
"""Comments a theme that are looked at for the ones to print."""
MOST_THEMES = 500
"""Different themes that a list may hold."""
_TABLE = quoted("$comments")


@frozen
class TooManyThemes:
    """A column that lists themes holds too many to be any."""

    count: int


@frozen
class Printable:
    """A comment that may be printed, as it stands."""

    theme: str
    text: str
    cell: str | None
    """What tells its moment."""


@frozen
class CountedComments:
    """What was counted, and what may be printed of the last period."""

    totals: CommentTotals
    printable: tuple[Printable, ...]


@frozen
class FileComments:
    """The comments of one dataset, in files or in rows that were brought of a table."""

    connection: "DuckDBPyConnection"
    rows: Rows
    asked: CommentQuery
    faulty: bool = True
    """Whether any row is skipped as bad; to know which takes long to ask."""

    def counted(self, periods: Sequence[Period]) -> CountedComments | TooManyThemes:
        """Return what was said in each of *periods*, the last of which is the one reported."""
        by = [quoted(self.rows.text(column)) for column in self.asked.by]
        listed = ", ".join(f"(DATE '{p.start}', DATE '{p.end}')" for p in periods)
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {_TABLE} AS {self._read(by, listed)}"
        )
        try:
            found = self._themes()
            if found is not None and found > MOST_THEMES:
                return TooManyThemes(found)
            counts = tuple(self._counts(by, periods))
            return CountedComments(
                CommentTotals(counts, (), *self._last(periods[-1])),
                tuple(self._printable()) if self.asked.publish is not None else (),
            )
        finally:
            self.connection.execute(f"DROP TABLE {_TABLE}")

    def ever(self) -> frozenset[str]:
        """Return the themes that any row lists, of whatever day."""
        query = (
            f"SELECT DISTINCT TRIM(UNNEST({self._list()})) "  # noqa: S608 (names are quoted)
            f"FROM ({self.rows.judged()}) WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)}"
        )
        found = self.connection.execute(query).fetchall()
        return frozenset(theme for (theme,) in found if theme)

    def sampled(self, theme: str, most: int) -> tuple[list[tuple[str, str]], list[str], int | None]:
        """Return comments with *theme* and its word, some without any, and how many may be shown.

        They are in the order of the digests of their texts; none where nobody says which may.
        """
        asked, engine = self.asked, self.rows.engine
        if asked.publish is None:
            return [], [], None
        word = "''" if theme not in asked.words else engine(asked.words[theme])
        rows = (
            f'SELECT {engine(asked.text)} AS "$text", {word} AS "$word", '  # noqa: S608 (names are quoted)
            f'LIST_TRANSFORM({self._list()}, LAMBDA x: TRIM(x)) AS "$themes" '
            f"FROM ({self.rows.judged()}) WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)} "
            f"AND {engine(asked.said)} AND {engine(asked.publish)}"
        )
        ordered = f'GROUP BY "$text" ORDER BY SHA256("$text") LIMIT {int(most)}'
        has = f'LIST_CONTAINS("$themes", {literal(theme)})'
        without = """NOT LIST_BOOL_OR(LIST_TRANSFORM("$themes", LAMBDA x: x <> ''))"""
        met = self.connection.execute(
            f'SELECT "$text", MIN("$word") FROM ({rows}) WHERE {has} {ordered}'  # noqa: S608 (of ours)
        ).fetchall()
        others = self.connection.execute(
            f'SELECT "$text" FROM ({rows}) WHERE COALESCE({without}, TRUE) {ordered}'  # noqa: S608 (of ours)
        ).fetchall()
        (count,) = self.connection.execute(f"SELECT COUNT(*) FROM ({rows})").fetchone() or (0,)  # noqa: S608 (of ours)
        return [(text, word or "") for text, word in met], [text for (text,) in others], int(count)

    def _read(self, by: Sequence[str], periods: str) -> str:
        """Return the query that reads the rows: of each what counting needs, and no more.

        What was said goes along only where it may be printed, in the last period.
        """
        asked, engine = self.asked, self.rows.engine
        person = "NULL" if asked.person is None else engine(asked.person)
        negative = (
            "NULL" if asked.negative is None else f"COALESCE({engine(asked.negative)}, FALSE)"
        )
        moment = "NULL" if asked.moment is None else engine(asked.moment)
        text = engine(asked.text)
        may = "FALSE" if asked.publish is None else engine(asked.publish)
        whole = f'{may} AND {engine(asked.said)} AND "$last"'
        fits = f"LENGTH({text}) BETWEEN {SHORTEST} AND {LONGEST}"
        picked = ", ".join(
            [
                *by,
                'start AS "$start"',
                '"$last"',
                f'CAST({person} AS VARCHAR) AS "$person"',
                f'{engine(asked.said)} AS "$said"',
                f'{negative} AS "$negative"',
                f'{self._list()} AS "$themes"',
                f'({whole}) AS "$may"',
                f'CASE WHEN {whole} AND {fits} THEN {text} END AS "$text"',
                f'CASE WHEN {whole} AND {fits} THEN {moment} END AS "$moment"',
            ]
        )
        spans = (
            'SELECT start, start = MAX(start) OVER () AS "$last", '  # noqa: S608 (days only)
            'CAST(UNNEST(GENERATE_SERIES(start, "end", INTERVAL 1 DAY)) AS DATE) AS "$a day" '
            f'FROM (VALUES {periods}) AS spans(start, "end")'
        )
        looked_for = None if self.faulty else self.rows.faults[:1]
        return (
            f"SELECT {picked} "  # noqa: S608 (names are quoted)
            f"FROM ({self.rows.judged(faults=looked_for)}) AS judged JOIN ({spans}) AS spans "
            f'ON {quoted(DAY)} = "$a day" '
            f"WHERE {quoted(FAULTS)} = 0 AND {quoted(KEEP)}"
        )

    def _list(self) -> str:
        """Return SQL for the themes of a row, as a list of their names; blanks are none."""
        asked, engine = self.asked, self.rows.engine
        if asked.listed is not None:
            return f"STRING_SPLIT({engine(asked.listed)}, {literal(asked.separator)})"
        each = [
            f"CASE WHEN {engine(tree)} THEN {literal(name)} END"
            for name, tree in asked.themes.items()
        ]
        return f"[{', '.join(each)}]"

    def _themes(self) -> int | None:
        """Return how many themes the rows tell; None where kpis.yaml says which there are."""
        if self.asked.listed is None:
            return None
        query = f'SELECT COUNT(DISTINCT "$theme") FROM ({_LONG})'  # noqa: S608 (of ours)
        (found,) = self.connection.execute(query).fetchone() or (0,)
        return int(found)

    def _counts(self, by: Sequence[str], periods: Sequence[Period]) -> Iterator[CommentCounts]:
        """Yield what was counted: the whole of each period, then each column's segments."""
        ends = {period.start: period.end for period in periods}
        themes = self._by_key(by, _THEME_COUNTS, ('"$theme"',))
        whole = self._by_key(by, _BASE_COUNTS, ())
        with_theme = {key: row[0][0] for key, row in self._by_key(by, _WITH_THEME, ()).items()}
        for key in sorted(
            whole, key=lambda key: (key[1] or "", key[2] is not None, key[2] or "", key[0])
        ):
            start, column, segment = key
            rows, said, respondents, base = whole[key][0]
            met = themes.get(key, [])
            yield CommentCounts(
                start,
                ends[start],
                rows=rows,
                said=said,
                respondents=respondents,
                base=base,
                no_theme=base - with_theme.get(key, 0),
                themes={name: people for name, people, _ in met},
                negative={name: many for name, _, many in met if many},
                by=column,
                segment=segment,
            )

    def _by_key(
        self, by: Sequence[str], query: str, more: Sequence[str]
    ) -> Mapping[tuple[Any, str | None, str | None], list[tuple[Any, ...]]]:
        """Return the rows of *query* by the period, and the column and value of a segment."""
        sets = grouping_sets(['"$start"', *more], [[], *([one] for one in by)])
        grouped = [f"GROUPING({column})" for column in by]
        picked = ", ".join(['"$start"', *grouped, *by])
        filled = query.replace(":keys", picked)
        rows = self.connection.execute(
            f"{filled} GROUP BY GROUPING SETS ({sets}) ORDER BY ALL"
        ).fetchall()
        width = 1 + 2 * len(by)
        found: dict[tuple[Any, str | None, str | None], list[tuple[Any, ...]]] = {}
        for row in rows:
            left_out, values = row[1 : 1 + len(by)], row[1 + len(by) : width]
            at = next((n for n, out in enumerate(left_out) if not out), None)
            key = (row[0], None, None) if at is None else (row[0], self.asked.by[at], values[at])
            found.setdefault(key, []).append(row[width:])
        return found

    def _last(self, period: Period) -> tuple[int, int | None]:
        """Return how many rows of the last period have no name, and how many may be printed."""
        query = (
            'SELECT COUNT(*) FILTER ("$person" IS NULL), COUNT(*) FILTER ("$may") '  # noqa: S608 (of ours)
            f'FROM {_TABLE} WHERE "$last"'
        )
        nobody, may = self.connection.execute(query).fetchone() or (0, 0)
        return (
            0 if self.asked.person is None else int(nobody),
            None if self.asked.publish is None else int(may),
        )

    def _printable(self) -> Iterator[Printable]:
        """Yield comments that may be printed, by theme, in the order of their digests."""
        query = (
            'SELECT "$theme", "$text", MIN("$moment") FROM '  # noqa: S608 (of ours)
            f'({_LONG}) WHERE "$text" IS NOT NULL GROUP BY "$theme", "$text" '
            'QUALIFY ROW_NUMBER() OVER (PARTITION BY "$theme" '
            f'ORDER BY MIN("$moment") IS NULL, SHA256("$text")) <= {MOST_PRINTED} '
            'ORDER BY "$theme", MIN("$moment") IS NULL, SHA256("$text")'
        )
        for theme, text, cell in self.connection.execute(query).fetchall():
            yield Printable(theme, text, cell)


_PERSON = """COALESCE('p' || "$person", 'r' || rowid)"""
"""A row without anybody's name is a person of its own."""
_MET = (
    f'SELECT * EXCLUDE ("$themes"), {_PERSON} AS "$who", TRIM(UNNEST("$themes")) AS "$theme" '  # noqa: S608 (of ours)
    f'FROM {_TABLE} WHERE "$said"'
)
_LONG = f"""SELECT * FROM ({_MET}) WHERE "$theme" <> ''"""  # noqa: S608 (of ours)
"""A row for each theme of each comment."""
_BASE_COUNTS = (
    f'SELECT :keys, COUNT(*), COUNT(*) FILTER ("$said"), COUNT(DISTINCT {_PERSON}), '  # noqa: S608 (of ours)
    f'COUNT(DISTINCT {_PERSON}) FILTER ("$said") FROM {_TABLE}'
)
_THEME_COUNTS = (
    'SELECT :keys, "$theme", COUNT(DISTINCT "$who"), COUNT(DISTINCT "$who") '  # noqa: S608 (of ours)
    f'FILTER ("$negative") FROM ({_LONG})'
)
_WITH_THEME = f'SELECT :keys, COUNT(DISTINCT "$who") FROM ({_LONG})'  # noqa: S608 (of ours)
