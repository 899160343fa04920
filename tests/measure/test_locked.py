import duckdb
import pytest

from cxscore.measure.database import FEW_BYTES, literal, open_database, open_workspace


@pytest.fixture
def database(tmp_path):
    (tmp_path / "mine.csv").write_text("a\n1\n")
    (tmp_path / "other.csv").write_text("a\n2\n")
    with open_workspace() as workspace, open_database([tmp_path / "mine.csv"], workspace) as it:
        yield it


def read(path):
    options = "columns = {'a': 'VARCHAR'}, header = false, skip = 1, auto_detect = false"
    return f"SELECT * FROM read_csv({literal(path)}, {options})"


def test_it_reads_what_it_is_told_of(database, tmp_path):
    assert database.execute(read(tmp_path / "mine.csv")).fetchall() == [("1",)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('{folder}/other.csv')",
        "SELECT * FROM '{folder}/other.csv'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_csv('{folder}/*.csv')",
        "ATTACH '{folder}/new.db'",
        "COPY (SELECT 1) TO '{folder}/new.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET threads = 1",
        "RESET lock_configuration",
        "SELECT * FROM here",
    ],
)
def test_it_reaches_nothing_else(database, tmp_path, query):
    here = [(1,)]
    assert here
    with pytest.raises(duckdb.Error):
        database.execute(query.replace("{folder}", str(tmp_path))).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.csv", "other.csv"]


def test_the_workspace_is_removed_whatever_happens():
    with pytest.raises(KeyError), open_workspace() as workspace:
        (workspace / "a").write_text("x")
        raise KeyError
    assert not workspace.exists()


def test_it_spills_rather_than_fails(database):
    query = "SELECT count(*) FROM (SELECT DISTINCT hash(i) || 'x' FROM range(3000000) t(i))"
    assert database.execute(query).fetchall() == [(3_000_000,)]


def test_quotes_in_a_text_are_doubled():
    assert literal("it's") == "'it''s'"


def test_cursors_are_locked_as_well(database):
    cursor = database.cursor()
    query = "SELECT current_setting('python_enable_replacements')"
    assert cursor.execute(query).fetchall() == [(False,)]
    with pytest.raises(duckdb.Error):
        cursor.execute("SET python_enable_replacements = true")


@pytest.mark.parametrize(
    ("begin", "size", "few"),
    [
        (b"a", FEW_BYTES, True),
        (b"a", FEW_BYTES + 1, False),
        (b"PAR1", FEW_BYTES // 10, True),
        (b"PAR1", FEW_BYTES // 9, False),
        (b"\x1f\x8b", FEW_BYTES // 9, False),
        (b"", 0, True),
    ],
)
def test_one_thread_where_there_is_little_to_read(tmp_path, begin, size, few):
    (tmp_path / "d").write_bytes(begin.ljust(size, b"1"))
    assert threads(tmp_path / "d") == (1 if few else USUAL)


def test_nobody_knows_how_much_will_come_of_a_table(tmp_path):
    assert threads(tmp_path / "totals.csv") == USUAL


def threads(path):
    with open_workspace() as workspace, open_database([path], workspace) as connection:
        return threads_of(connection)


def threads_of(connection):
    ((found,),) = connection.execute("SELECT current_setting('threads')").fetchall()
    return found


USUAL = threads_of(duckdb.connect())
