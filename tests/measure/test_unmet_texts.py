"""Texts that an expression, a renaming or a marker names and no row has."""

import pytest

from tests.measure.measured import page, rows, said

TEXT = rows("day,r,v", "2026-06-01,Email,1", "2026-06-02,Phone,2", "2026-06-03,Test,3")


def told(folder, where="", measure="{sum: v}", dataset="", text=TEXT):
    kpi = f'where: "{where}"' if where else ""
    return said(folder, page(measure, f"date: day\n{dataset}", kpi), d=text)


NO = "CX271: kpis.k.where: "


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("r = 'email'", "'email' stands in no row of r; did you mean 'Email'?"),
        ("'email' = r", "'email' stands in no row of r; did you mean 'Email'?"),
        ("r = 'Emial'", "'Emial' stands in no row of r; did you mean 'Email'?"),
        ("r = 'Letter'", "'Letter' stands in no row of r; it holds Email, Phone, Test"),
        ("r in ('Email', 'phone')", "'phone' stands in no row of r; did you mean 'Phone'?"),
        ("r like 'e%'", "no row of r is like 'e%'; it holds Email, Phone, Test"),
        ("lower(r) = 'Email'", "'Email' stands in no row of lower(r); did you mean 'email'?"),
        ("r <> 'test'", "'test' stands in no row of r; did you mean 'Test'?"),
        ("not (r = 'test')", "'test' stands in no row of r; did you mean 'Test'?"),
        (
            "case r when 'email' then 1 else 0 end = 0",
            "'email' stands in no row of r; did you mean 'Email'?",
        ),
    ],
)
def test_texts_that_no_row_has(tmp_path, where, line):
    found = told(tmp_path, where)
    assert found[0] == f"{NO}{line}"
    assert [each for each in found[1:] if each.startswith("CX271")] == []


@pytest.mark.parametrize(
    "where",
    [
        "r = 'Email'",
        "r in ('Email', 'Phone')",
        "r like 'E%'",
        "upper(r) = 'EMAIL'",
        "r <> 'Nonsense'",
        "r not in ('Email', 'Nonsense')",
        "coalesce(r, 'none') <> 'none'",
        "coalesce(r, 'none') = 'none' or r = 'Email'",
        "not not (r = 'Email')",
        "v = 7 or v < 3",
    ],
)
def test_what_is_there_or_only_kept_out_is_no_doubt(tmp_path, where):
    assert told(tmp_path, where) == []


def test_the_wheres_of_the_dataset_and_of_measures(tmp_path):
    (line,) = told(tmp_path, dataset="where: r <> 'TEST'")
    assert line == "CX271: datasets.d.where: 'TEST' stands in no row of r; did you mean 'Test'?"
    found = told(tmp_path, measure="{share: {that: r = 'phone'}}")
    assert found[0].startswith("CX271: kpis.k.measure.share.that: 'phone' stands in no row of r")


def test_rows_that_where_drops_are_rows(tmp_path):
    assert told(tmp_path, "r = 'Test' or v > 0", dataset="where: r <> 'Test'") == []


def test_it_is_looked_for_in_all_files(tmp_path):
    how = page("{sum: v}", "date: day", "where: r = 'Letter'").replace(
        "file: d.csv", "files: [d.csv, e.csv]"
    )
    more = rows("day,r,v", "2026-05-01,Letter,1")
    assert said(tmp_path, how, d=TEXT, e=more) == []


def test_good_answers_in_other_letters(tmp_path):
    found = told(tmp_path, measure="{top_box: {column: r, good: [email, Letter, Phone]}}")
    assert found == [
        "CX271: kpis.k.measure.top_box.good: 'email' stands in no row of r; did you mean 'Email'?"
    ]


def columns(rename="", missing=""):
    return f"columns: {{r: {{rename: {{{rename}}}, missing: [{missing}]}}}}"


@pytest.mark.parametrize(
    ("rename", "missing", "key", "word", "hint"),
    [
        ("email: Mail", "", "rename", "email", "did you mean 'Email'?"),
        ("Email: Mail, Fone: Phone", "", "rename", "Fone", "did you mean 'Phone'?"),
        ("", "Not Asked", "missing", "Not Asked", "it holds Email, Phone, Test"),
        ("Email: Mail, EMAIL: Mail", "test", "", "", ""),
        ("", 'N/A, "99", "11", "", unknown', "", "", ""),
    ],
)
def test_keys_and_markers_that_meet_nothing(tmp_path, rename, missing, key, word, hint):
    found = told(tmp_path, measure="{count: r}", dataset=columns(rename, missing))
    line = f"CX271: datasets.d.columns.r.{key}: '{word}' stands in no cell of r; {hint}"
    assert found == ([line] if key else [])


def test_a_list_of_renamings_in_a_file_may_hold_more(tmp_path):
    how = page("{count: r}", "date: day\ncolumns: {r: {rename: names.csv}}")
    names = "old,new\nEmail,Mail\nLetter,Mail\n"
    assert said(tmp_path, how, d=TEXT, names=names) == []


def test_a_file_of_its_own_words(tmp_path):
    how = page("{count: r}", "date: day").replace(
        "file: d.csv",
        "files: [{file: d.csv, columns: {r: {rename: {Letter: Mail}}}}, e.csv]",
    )
    (line,) = said(tmp_path, how, d=TEXT, e=rows("day,r,v", "2026-05-01,Letter,1"))
    assert line.startswith("CX271: datasets.d.files.0.columns.r.rename: 'Letter' stands in no cell")


def test_a_kpi_without_a_value_in_any_period(tmp_path):
    assert told(tmp_path, "v > 5", "{mean: v}") == [
        "CX276: kpis.k: no row gives it a value in any period; "
        "look at its measure, its 'where' and its dates"
    ]
    assert told(tmp_path, "v > 2", "{mean: v}") == []
    assert [line[:6] for line in told(tmp_path, "r = 'email'", "{mean: v}")] == ["CX271:"]
