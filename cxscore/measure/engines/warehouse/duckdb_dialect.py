"""The words of DuckDB, in which the rows of files can be asked for by hand."""

from sqlglot import exp

from cxscore.measure.engines.warehouse.dialects import SPACES, Dialect, Tree, call, less, own, text


class DuckDB(Dialect):
    """The words of DuckDB: texts are compared by their letters, and LIKE knows no sign apart."""

    name = "duckdb"
    session = ("SET TimeZone = 'UTC'",)

    def same_text(self, value: Tree) -> Tree:
        return own(value)

    def trimmed(self, value: Tree) -> Tree:
        return call("TRIM", value, text(SPACES))

    def _cased(self, name: str, value: Tree) -> Tree:
        return call(name, value)

    def matches(self, value: Tree, pattern: str) -> Tree:
        return call("REGEXP_MATCHES", value, text(pattern))

    def like(self, value: Tree, pattern: Tree) -> Tree:
        return exp.Like(this=own(value), expression=own(pattern))

    def seconds(self, first: Tree, last: Tree) -> Tree:
        return less(call("EPOCH", last), call("EPOCH", first))
