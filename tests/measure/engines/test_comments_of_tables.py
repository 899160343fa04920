"""Comments in a table say what they say in a file, to the last sign of the JSON."""

import csv
import json
from datetime import UTC, date, datetime, timedelta

import pandas
import pytest
import yaml
from click.testing import CliRunner

import cxscore
from cxscore.cli import main
from cxscore.measure import sample_comments
from cxscore.measure.engines.engine import EngineFailed, TooLong
from cxscore.problems import Problems
from tests import said
from tests.measure.patients import FIRST_THEME, header_and_rows, page_of
from tests.measure.patients import built as real
from tests.said import LONG
from tests.servers import load

COLUMNS = {
    "day": "date",
    "person": "text",
    "said": "text",
    "waiting": "boolean",
    "kind": "boolean",
    "mood": "integer",
    "touchpoint": "text",
    "branch": "text",
    "consent": "text",
}
THEME = {
    "waiting": {
        "name": "Waiting",
        "owner": "ada",
        "measure": {"comments": "waiting"},
        "polarity": "lower_is_better",
        "target": 20,
        "by": ["branch"],
    }
}
FLAGS = {"columns": ["waiting", "kind"]}
LIST = {"column": "touchpoint"}
WORDS = {"words": {"waiting": ["wait*", "очеред*", "café"], "kind": ["kind", "不错", "so kind"]}}
WAYS = pytest.mark.parametrize("themes", [FLAGS, LIST, WORDS], ids=["flags", "list", "words"])
JANUARY, DECEMBER, YEAR_AGO = date(2026, 1, 5), date(2025, 12, 9), date(2025, 1, 7)


def row(day=JANUARY, person="p", said=LONG, *flags, mood=None, listed=None, branch="North", ok="Y"):
    """A row of the columns above."""
    waiting, kind = (*flags, None, None)[:2]
    return [day, person, said, waiting, kind, mood, listed, branch, ok]


@pytest.fixture
def of_table(server, tmp_path, monkeypatch):
    """Load rows, and return how a page asks for them instead of a file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(server.variable, server.url)
    key = "spark" if server.connection.spark else "url_from"

    def asked(page, rows, columns=COLUMNS):
        (id_,) = page["datasets"]
        there = {"connection": "warehouse", "table": load(server, "answers", columns, rows)}
        told = {key: told for key, told in page["datasets"][id_].items() if key != "file"}
        return page | {
            "connections": {"warehouse": {key: server.variable}},
            "datasets": {id_: there | told},
        }

    return asked


@pytest.fixture
def built(of_table, tmp_path):
    """Build the same page of the rows in a file and in a table: both scorecards."""

    def build(rows, more=None, columns=COLUMNS, as_of="2026-02-05", period=None, **comments):
        with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(columns), *rows])
        page = said.page(more, **comments)
        return [
            cxscore.build(cxscore.read(each), as_of=as_of, period=period)
            for each in (page, of_table(page, rows, columns))
        ]

    return build


@pytest.fixture
def refused(of_table):
    """Build a page of a table that cannot be built; the problems."""

    def build(rows, more=None, columns=COLUMNS, **comments):
        page = of_table(said.page(more, **comments), rows, columns)
        with pytest.raises(Problems) as caught:
            cxscore.build(cxscore.read(page), as_of="2026-02-05")
        return [each for each in caught.value.found if each.code != "CX292"]

    return build


def same(file, table, *besides):
    """Say that both scorecards tell the same of comments and KPIs, to the last sign.

    Warnings name the file or the table; *besides* are other keys of KPIs that differ.
    """
    ours, theirs = (json.loads(cxscore.render(each, "json")) for each in (file, table))
    assert ours["comments"]
    assert theirs["comments"] == ours["comments"]
    for one, other in zip(ours["kpis"], theirs["kpis"], strict=True):
        assert {key for key in one if one[key] != other[key]} <= {"warnings", *besides}
    codes = [[p.code for p in each.problems if p.code != "CX292"] for each in (file, table)]
    assert codes[0] == codes[1]


@WAYS
def test_the_same_as_of_a_file(built, themes):
    rows = [
        *(row(YEAR_AGO, f"o{n}", "Waited", n < 3, listed="kind") for n in range(40)),
        *(row(DECEMBER, f"d{n}", f"I waited {n}", n < 9, n > 30, 4) for n in range(40)),
        *(row(person=f"p{n}", said=f"{LONG} {n}", listed="waiting; kind") for n in range(40)),
        *(row(person=f"p{n}", said="kind, so kind", branch="South", listed="") for n in range(60)),
    ]
    file, table = built(
        rows,
        {"kpis": said.page()["kpis"] | THEME},
        themes=themes,
        publish="consent = 'Y'",
        no_comment=["did not answer"],
        sentiment={"column": "mood", "negative": [4, 5]},
        by=["branch"],
        moment={"column": "touchpoint", "map": {"kind": "call"}},
    )
    same(file, table)


@pytest.mark.parametrize("limit", ["MOST_BROUGHT", "MOST_BYTES"])
def test_more_comments_than_may_be_brought(refused, monkeypatch, limit):
    from cxscore.measure.engines.warehouse import brought

    rows = [row(person=f"p{n}", said=f"I waited {n}") for n in range(50)]
    monkeypatch.setattr(brought, limit, 49)
    (problem,) = refused(rows, themes=WORDS)
    assert problem.code == "CX721"
    assert "its comments are more than 5 000 000 rows or 1 GB of text, too many" in problem.text
    assert problem.hint.startswith("narrow them with 'where'")


class TestCells:
    """What people write, and what their questionnaires make of it, is the same wherever it is."""

    SAID = (
        "I waited",
        '=HYPERLINK("http://x.example","a") <script>alert(1)</script> 😡𝒳 wait, wait, wait',
        "Долгая ОЧЕРЕДЬ, а потом ещё одна, и ещё",
        "das Cafe\u0301 war wirklich gut, und alle waren nett zu uns",
        "CAFÉ",
        "服务不错",
        "안녕",
        "มันช้ามาก",
        "did not answer",
        "DID NOT ANSWER",
        " Did  Not Answer",
        "\u00a0Did Not Answer\u00a0",
        "\u3000did not answer\u2003",
        "d\u200bid not answer",
        "DİD NOT ANSWER",
        "did not answer!",
        "None",
        "n/a",
        "N/A",
        "\u200b",
        "\u00a0",
        "\u3000",
        "...",
        "👏🏻",
        "k",
        "two\nlines, and I waited",
        "a tab\there; and 'quotes' \"too\" \\ \\n {{7*7}} %s % $1 :x ?",
        "x" * 39,
        "wait " * 60,
        "wait " * 61,
        "",
        None,
    )

    @WAYS
    @pytest.mark.parametrize("respondent", ["person", None])
    def test_whatever_is_written(self, built, themes, respondent):
        rows = [
            row(person=None if n % 5 == 4 else f"p{n % 11}", said=text, mood=n % 6, listed=listed)
            for n, text in enumerate(self.SAID)
            for listed in ("waiting; kind", None)
        ]
        rows += [
            [*each[:3], n % 3 == 0 or None, n % 4 == 0, *each[5:7], branch, consent]
            for n, each in enumerate(rows)
            for branch, consent in (("South\u00a0", None), ("Wales", "y"), (None, "Y"))
        ]
        file, table = built(
            rows,
            {
                "kpis": said.page()["kpis"]
                | {"waiting": THEME["waiting"] | {"where": "consent = 'Y' or mood > 3"}},
                "datasets": {"answers": {"file": "answers.csv", "date": "day", "missing": ["n/a"]}},
            },
            themes=themes,
            respondent=respondent,
            minimum_base=0,
            publish="lower(consent) = 'y' and mood <> 5",
            no_comment=["Did not answer", "none"],
            sentiment={"column": "mood", "negative": [4, 5]},
            by=["branch"],
            moment={"column": "touchpoint", "map": {"waiting; kind": "call"}},
        )
        same(file, table)
        assert file.comments.base < file.comments.rows
        assert any(each.verbatims for each in file.comments.themes)

    @pytest.mark.parametrize("missing", ["nothing", "Ⱥⱥ", "ПУСТО", "é" * 250])
    def test_the_longest_of_the_cells_that_say_nothing(self, built, missing):
        cells = (missing, missing.upper(), missing.lower(), f"{missing}.", missing[:-1])
        rows = [row(person=f"p{n}", said=text, ok=None) for n, text in enumerate(cells)]
        file, table = built(rows, no_comment=[missing], minimum_base=0)
        same(file, table)
        assert table.comments.said == 2

    def test_a_number_that_says_nothing_with_zeros_behind_it(self, built):
        cells = ("99", "99.0", "99.000000000000", "99.5", "990", "99.0!")
        rows = [row(person=f"p{n}", said=text, ok=None) for n, text in enumerate(cells)]
        answers = {"file": "answers.csv", "date": "day", "missing": [99]}
        file, table = built(rows, {"datasets": {"answers": answers}}, minimum_base=0)
        same(file, table)
        assert table.comments.said == 3

    @pytest.mark.parametrize("kind", ["boolean", "integer", "text"])
    def test_flags_of_any_type(self, built, kind):
        cells = {"boolean": (True, False, None), "integer": (1, 0, None), "text": ("Yes", "0", "")}
        rows = [row(DECEMBER, "a", "Fine", None, None)]
        rows += [row(JANUARY, f"p{n}", "Fine", c, None) for n, c in enumerate(cells[kind])]
        columns = COLUMNS | {"waiting": kind, "kind": kind}
        file, table = built(rows, columns=columns, minimum_base=0)
        same(file, table)
        assert said.theme(table, "waiting").count == 1

    def test_a_flag_that_is_none(self, refused):
        (problem,) = refused(
            [row(JANUARY, "a", "Fine", "maybe")], columns=COLUMNS | {"waiting": "text"}
        )
        assert problem.code == "CX204"


@pytest.fixture(scope="module")
def patients(request):
    """The patients' comments: the columns' types, the header, and rows of typed cells."""
    header, rows = header_and_rows(request.getfixturevalue("real_data"))
    flags = header.index(FIRST_THEME)
    at = header.index("Date")
    columns = {name: "boolean" if n >= flags else "text" for n, name in enumerate(header)}
    typed = [
        [cell or None for cell in each[:flags]] + [cell == "1" for cell in each[flags:]]
        for each in rows
    ]
    return columns | {"Date": "date"}, header, rows, typed, at


@pytest.mark.slow
class TestPatients:
    """7 908 rows of two trusts, whose numbers are known."""

    def test_all_of_them(self, of_table, patients, tmp_path):
        columns, header, rows, typed, at = patients
        there = of_table(page_of(header, {}), [_dated(each, at) for each in typed], columns)
        table = cxscore.build(cxscore.read(there), as_of="2022-12-31")
        same(real(tmp_path, header, rows), table)
        found = table.comments
        assert (found.rows, found.said, found.base, found.no_theme) == (7908, 6205, 4129, 135)
        manner, timely, parking = (
            said.theme(table, name)
            for name in ("Staff manner & personal attributes", "Timeliness of care", "Parking")
        )
        assert [manner.count, timely.count, parking.count] == [1358, 998, 1]
        assert (manner.share, manner.low, manner.high) == pytest.approx(
            (32.889319, 31.472793, 34.337655), abs=5e-7
        )
        (kpi,) = table.kpis
        assert (kpi.n, kpi.numerator) == (4129, 1358)

    @pytest.mark.parametrize("period", ["2022-Q2", "2022-Q3"])
    def test_quarters_of_one_trust(self, of_table, patients, tmp_path, period):
        columns, header, rows, typed, at = patients
        trust = header.index("Trust")
        plain = [
            n for n, r in enumerate(rows) if r[trust] == "NEAS" and int(r[at].split("/")[0]) > 12
        ]
        there = of_table(
            page_of(header, {}, period),
            [_dated(typed[n], at) for n in plain],
            columns,
        )
        there["datasets"]["fft"]["date"] = "Date"
        table = cxscore.build(cxscore.read(there), period=period, as_of="2022-12-31")
        file = real(tmp_path, header, [rows[n] for n in plain], period)
        # The definition says how the dates of the file are written.
        same(file, table, "definition")
        assert table.comments.base == {"2022-Q2": 581, "2022-Q3": 486}[period]
        if period == "2022-Q2":
            change = said.theme(table, "Referals & continuity of care").previous
            assert (table.comments.tested, round(change.p_value, 6)) == (25, 0.018146)
            assert round(change.q_value, 6) == 0.453655


def _dated(row, at):
    """*row* with its day as a date; one that cannot be read in one way alone is of 2022."""
    day, month, year = (int(part) for part in row[at].split("/"))
    return [*row[:at], date(year, month, day) if month <= 12 else date(2022, 6, 30), *row[at + 1 :]]


@pytest.fixture
def crossed(monkeypatch):
    """The rows that are brought of a table, and the SELECTs that bring them."""
    from cxscore.measure import tables

    connect, rows, selects = tables.connect, [], []

    def connecting(*arguments, **options):
        engine = connect(*arguments, **options)
        bring = engine.bring

        def bringing(select, take):
            selects.append(select)
            bring(select, lambda lot: (rows.extend(lot), take(lot)))

        monkeypatch.setattr(engine, "bring", bringing)
        return engine

    monkeypatch.setattr(tables, "connect", connecting)
    return rows, selects


class TestWhatCrosses:
    """Of a customer's words no more comes over than the chapter needs."""

    ROWS = (
        row(date(2020, 1, 5), "z", "Years ago, long before anything that is shown", True),
        row(DECEMBER, "a", f"{LONG} before", True),
        row(JANUARY, "a", f"{LONG} which may be shown", True),
        row(JANUARY, "b", f"{LONG} which may not", True, ok="N"),
        row(JANUARY, "c", "n/a"),
        row(JANUARY, "d", "did not answer", ok="N"),
        row(JANUARY, "e", "Поезд опоздал на целый час", ok="N"),
    )

    def texts(self, of_table, crossed, **comments):
        page = said.page(no_comment=["did not answer"], minimum_base=0, **comments)
        scorecard = cxscore.build(cxscore.read(of_table(page, self.ROWS)), as_of="2026-02-05")
        assert scorecard.comments.base == 4
        rows, selects = crossed
        assert len(selects) == 1
        return {cell for each in rows for cell in each if isinstance(cell, str) and " " in cell}

    def test_with_flags_and_no_consent_none_but_those_that_may_say_nothing(self, of_table, crossed):
        assert self.texts(of_table, crossed) == {"did not answer"}
        assert "n/a" in {cell for each in crossed[0] for cell in each}

    def test_with_flags_and_consent_what_may_be_printed_of_the_last_period(self, of_table, crossed):
        found = self.texts(of_table, crossed, publish="consent = 'Y'")
        assert found == {"did not answer", f"{LONG} which may be shown"}

    def test_with_words_all_of_the_periods_that_are_counted(self, of_table, crossed):
        found = self.texts(of_table, crossed, themes=WORDS)
        assert found == {each[2] for each in self.ROWS[1:] if " " in each[2]}

    def test_a_theme_as_a_kpi_goes_back_to_the_first_row(self, of_table, crossed):
        page = said.page({"kpis": THEME}, themes=WORDS)
        cxscore.build(cxscore.read(of_table(page, self.ROWS)), as_of="2026-02-05")
        assert len(crossed[0]) == len(self.ROWS)
        assert len(crossed[1]) == 1

    def test_columns_of_conditions_stay_there(self, of_table, crossed):
        self.texts(of_table, crossed, publish="consent = 'Y' and branch = 'North'")
        cells = {cell for each in crossed[0] for cell in each}
        assert not cells & {"Y", "North"}


class TestKpis:
    """Themes as KPIs, however they are looked at."""

    LATER = date(2026, 3, 4)
    ROWS = (
        *(
            row(date(2024, at, 7), f"p{n}", "Waiting", n < at, listed="kind")
            for at in range(1, 13)
            for n in range(6)
        ),
        *(
            row(date(2025, at, 7), f"p{n}", "Waiting", n < at, n > 3)
            for at in range(1, 13)
            for n in range(9)
        ),
        *(row(JANUARY, f"p{n}", "Wait", n < 5, branch=None, listed="waiting") for n in range(9)),
        row(LATER, "late", "Later", listed="lift"),
    )

    @pytest.mark.slow
    @WAYS
    @pytest.mark.parametrize("respondent", ["person", None])
    def test_windows_formulas_and_longer_periods(self, built, themes, respondent):
        theme = THEME["waiting"]
        kpis = {
            "waiting": theme | {"window": 3},
            "by_year": {**theme, "period": "quarter", "by": []},
            "both": {
                "name": "Both",
                "owner": "ada",
                "measure": {"formula": "waiting + by_year"},
                "polarity": "neutral",
                "period": "year",
            },
        }
        file, table = built(
            self.ROWS, {"kpis": kpis}, themes=themes, respondent=respondent, as_of="2026-03-05"
        )
        same(file, table)

    def test_by_another_date_than_the_rows(self, built):
        columns = COLUMNS | {"written": "date"}
        rows = [[*each, each[0].replace(day=28)] for each in self.ROWS]
        rows.append([*row(date(2025, 12, 31), "x", "Late", True), date(2026, 1, 2)])
        kpi = THEME["waiting"] | {"date": "written"}
        same(*built(rows, {"kpis": {"waiting": kpi}}, columns))

    @pytest.mark.parametrize("name", ["lift", "waitng"])
    def test_a_theme_that_is_listed_later_or_never(self, built, name):
        kpi = THEME["waiting"] | {"measure": {"comments": name}}
        file, table = built(
            self.ROWS,
            {"kpis": said.page()["kpis"] | {"waiting": kpi}},
            themes=LIST,
            period="2026-01",
        )
        same(file, table)
        assert (table.kpis[1].value is None) is (name == "waitng")


class TestAmiss:
    """What cannot be counted is refused, with its place."""

    def test_a_column_that_is_not_there(self, of_table, tmp_path):
        path = tmp_path / "kpis.yaml"
        page = of_table(said.page(text="sayd"), [row()])
        path.write_text(yaml.safe_dump(page, sort_keys=False), encoding="utf-8")
        line = path.read_text(encoding="utf-8").split("text: sayd")[0].count("\n") + 1
        with pytest.raises(Problems) as caught:
            cxscore.build(cxscore.read(path), as_of="2026-02-05")
        (problem,) = [each for each in caught.value.found if each.code != "CX292"]
        assert problem.code == "CX211"
        assert problem.path.startswith("warehouse: ")
        assert f"there is no column 'sayd', which kpis.yaml:{line}:9 names" in problem.text
        assert "said" in problem.hint

    def test_a_column_of_another_type(self, refused):
        columns = COLUMNS | {"waiting": "date"}
        (problem,) = refused([row(JANUARY, "a", "Fine", JANUARY)], columns=columns)
        assert problem.code in {"CX133", "CX293"}
        assert "waiting" in problem.text

    def test_an_empty_table(self, of_table):
        page = of_table(said.page({"kpis": said.page()["kpis"] | THEME}), [])
        with pytest.raises(Problems) as caught:
            cxscore.build(cxscore.read(page), as_of="2026-02-05")
        assert "CX236" in {each.code for each in caught.value.found}

    def test_no_list_of_themes(self, refused):
        rows = [row(person=f"p{n}", listed=f"theme {n}") for n in range(501)]
        (problem,) = refused(rows, themes=LIST)
        assert problem.code == "CX723"

    def test_what_takes_too_long_is_told_with_its_dataset(self, of_table, monkeypatch):
        from cxscore.measure import tables

        connect = tables.connect

        def connecting(*arguments, **options):
            engine = connect(*arguments, **options)

            def bring(select, take):
                raise TooLong("warehouse: a statement took longer than 1 s")

            monkeypatch.setattr(engine, "bring", bring)
            return engine

        monkeypatch.setattr(tables, "connect", connecting)
        page = of_table(said.page(), [row()])
        with pytest.raises(TooLong, match=r"^datasets\.answers: warehouse: a statement took"):
            cxscore.build(cxscore.read(page), as_of="2026-02-05")


class TestSample:
    """What ``explain comments`` shows of a theme, and brings for it."""

    ROWS = (
        row(date(2020, 1, 5), "a", "I waited, and waited"),
        row(JANUARY, "b", "The QUEUE was long; call 020 7946 0958", listed="waiting"),
        row(JANUARY, "c", "A queue, which nobody may see", ok="N"),
        row(JANUARY, "d", "So kind", False, True),
        row(JANUARY, "e", "Nothing"),
        row(JANUARY, "f", None),
    )

    @pytest.mark.parametrize(
        "themes",
        [FLAGS, LIST, {"words": {"waiting": ["wait*", "queue"], "kind": ["kind"]}}],
        ids=["flags", "list", "words"],
    )
    @pytest.mark.parametrize("publish", ["consent = 'Y'", None])
    def test_the_same_as_of_a_file(self, of_table, tmp_path, crossed, themes, publish):
        with (tmp_path / "answers.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([list(COLUMNS), *self.ROWS])
        page = said.page(themes=themes, publish=publish)
        found = [
            sample_comments(cxscore.read(each), "waiting", date(2026, 2, 5))
            for each in (page, of_table(page, self.ROWS))
        ]
        assert found[0] == found[1]
        cells = {cell for each in crossed[0] for cell in each}
        assert ("So kind" in cells) is (publish is not None)
        assert "A queue, which nobody may see" not in cells


class TestAround:
    """What goes around a build: SQL that is shown, tallies, time zones, secrets."""

    ROWS = tuple(
        row(
            date(2026, month, 1 + n),
            f"p{n}",
            "I waited",
            n < month,
            branch=("North", "South")[n % 2],
        )
        for month in range(1, 7)
        for n in range(12)
    )
    PAGE = said.page({"kpis": said.page()["kpis"] | THEME}, publish="consent = 'Y'")

    @pytest.fixture
    def here(self, of_table, tmp_path):
        """A folder with a kpis.yaml of the table."""

        def write(page):
            path = tmp_path / "kpis.yaml"
            path.write_text(yaml.safe_dump(of_table(page, self.ROWS)), encoding="utf-8")
            return path

        return write

    def test_sql_shows_what_is_asked(self, here, server, crossed):
        path = here(self.PAGE)
        cxscore.build(cxscore.read(path), as_of="2026-07-05")
        shown = CliRunner(env=server.environment).invoke(
            main, ["sql", "--dialect", server.dialect, str(path), "--as-of", "2026-07-05"]
        )
        assert shown.exit_code == 0, shown.output
        assert "rows of comments, which cxscore counts itself" in shown.stdout
        assert "for their chapter, and for waiting" in shown.stdout
        assert "no SELECT is written" not in shown.stdout
        (asked,) = crossed[1]
        (shown,) = [each for each in shown.stdout.split(";") if "rows of comments" in each]
        columns = [f"$brought {at} here" for at in range(5)]
        assert all(name in shown and name in asked for name in columns)

    def test_explain_shows_what_brings_them(self, here, server):
        asked = ["explain", "waiting", str(here(self.PAGE)), "--format", "json"]
        result = CliRunner(env=server.environment).invoke(main, [*asked, "--as-of", "2026-07-05"])
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)
        assert (found["numerator"], found["n"], found["no_sql"]) == (6, 12, None)
        (sql,) = found["sql"]
        assert (sql["dialect"], sql["in_files"]) == (server.dialect, False)
        assert sql["purpose"].startswith("rows of comments, which cxscore counts itself")
        assert len(server.engine().fetch(sql["sql"]).rows) == len(self.ROWS)

    def test_explain_comments_lists_them(self, here, server):
        asked = ["explain", "comments", "waiting", str(here(self.PAGE))]
        result = CliRunner(env=server.environment).invoke(main, [*asked, "--sample", "5"])
        assert result.exit_code == 0, result.output
        assert "waiting: 1 of the comments that have it" in result.stdout

    @pytest.mark.parametrize("settled", [False, True])
    def test_tallies_keep_what_was_counted_and_no_row(
        self, here, server, tmp_path, crossed, settled
    ):
        page = self.PAGE
        if settled:
            answers = page["datasets"]["answers"] | {"settled_after": "30 days"}
            page = page | {"datasets": {"answers": answers}}
        path, kept = here(page), tmp_path / "kept"
        kept.mkdir()
        first, again = (
            cxscore.build(cxscore.read(path), as_of="2026-07-05", tallies=kept) for _ in range(2)
        )
        assert first.comments == again.comments
        assert [each.series for each in first.kpis] == [each.series for each in again.kpis]
        # What has a version is not asked at all; the others bring the rows again.
        assert len(crossed[1]) == (1 if server.dialect == "clickhouse" else 2)
        written = "".join(each.read_text(encoding="utf-8") for each in kept.iterdir())
        assert "I waited" not in written
        assert server.url not in written

    def test_papers_of_a_theme_alone(self, here):
        definition = cxscore.read(here(self.PAGE))
        alone, whole = (
            cxscore.build(definition, as_of="2026-07-05", kpis=kpis) for kpis in (["waiting"], None)
        )
        assert alone.comments is None
        assert alone.kpis[0].series == whole.kpis[1].series

    @pytest.mark.parametrize("respondent", ["person", None])
    def test_rows_in_memory_stand_in_for_the_table(self, of_table, respondent):
        page = of_table(said.page({"kpis": THEME}, respondent=respondent), self.ROWS)
        frame = pandas.DataFrame(self.ROWS[-12:], columns=list(COLUMNS))
        found = cxscore.build(
            cxscore.read(page), as_of="2026-07-05", frames={"answers": frame.astype({"day": "str"})}
        )
        assert (found.kpis[0].n, found.comments.base) == (12, 12)
        assert found.kpis[0].numerator == said.theme(found, "waiting").count == 6

    def test_moments_of_a_zone(self, built):
        columns = COLUMNS | {"day": "timestamptz"}
        late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
        rows = [
            [late + timedelta(minutes=n), *row(person=f"p{n}", said="I waited")[1:]]
            for n in range(40)
        ]
        zone = {"calendar": {"timezone": "Europe/Paris"}}
        file, table = built(rows, zone, columns, minimum_base=0)
        same(file, table)
        assert table.comments.base == 40
        (file, table) = built(rows, zone | {"kpis": THEME}, columns, minimum_base=0)
        same(file, table)

    def test_no_message_has_the_address(self, here, server, monkeypatch):
        from cxscore.measure.engines.warehouse.comment_rows import CommentRows

        path = here(self.PAGE)
        select = CommentRows.select

        def failing(self, *asked):
            return select(self, *asked).where("no_such_function(1) = 1")

        monkeypatch.setattr(CommentRows, "select", failing)
        with pytest.raises(EngineFailed, match=r"warehouse: ") as failed:
            cxscore.build(cxscore.read(path), as_of="2026-07-05")
        assert failed.value.__context__ is None
        for part in ("secret", "reader-secret", server.url):
            assert part not in str(failed.value)


class TestClickHouseTypes:
    """Columns as ClickHouse has them."""

    @pytest.fixture
    def server(self, chdb):
        yield chdb
        chdb.close()

    def of(self, of_table, server, type_, value, **comments):
        page = of_table(said.page(minimum_base=0, **comments), [])
        server.run(f"ALTER TABLE {server.schema}.answers DROP COLUMN touchpoint")
        server.run(f"ALTER TABLE {server.schema}.answers ADD COLUMN touchpoint {type_}")
        server.run(
            f"INSERT INTO {server.schema}.answers (day, person, said, touchpoint)"
            f" VALUES ('2026-01-05', 'a', 'Fine', {value}), ('2026-01-05', 'b', 'Fine', DEFAULT)"
        )
        return cxscore.build(cxscore.read(page), as_of="2026-02-05")

    @pytest.mark.parametrize(
        ("type_", "value"),
        [
            ("LowCardinality(String)", "'call; letter'"),
            ("LowCardinality(Nullable(String))", "'letter'"),
            ("Enum8('' = 0, 'call;letter' = 1)", "'call;letter'"),
            ("FixedString(12)", "'letter'"),
            ("String", "'letter'"),
        ],
    )
    def test_lists(self, of_table, server, type_, value):
        found = self.of(of_table, server, type_, value, themes={"column": "touchpoint"})
        assert said.theme(found, "letter").count == 1
        assert found.comments.no_theme == 1

    def test_an_array_is_refused_by_its_name(self, of_table, server):
        with pytest.raises(Problems) as caught:
            self.of(of_table, server, "Array(String)", "['call']", themes={"column": "touchpoint"})
        (problem,) = [each for each in caught.value.found if each.code != "CX292"]
        assert problem.code == "CX293"
        assert "touchpoint is Array(String)" in problem.text
        assert problem.hint == "cast it in a query"
