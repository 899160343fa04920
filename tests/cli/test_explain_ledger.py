"""explain of a line of the customer ledger: what was counted, and nothing that was not."""

from click.testing import CliRunner

from cxscore.cli import main

KPIS = """\
version: 1
scorecard: {title: T, as_of: 2026-07-06}
owners: {ada: {name: Ada}}
datasets: {s: {file: s.csv, date: began}}
customers: {dataset: s, spells: {customer: who, from: began, to: ended}}
kpis:
  churn: {name: Churn, owner: ada, measure: {ledger: churn}, polarity: lower_is_better, target: 0}
  kept: {name: Kept, owner: ada, measure: {ledger: retention}, target: 100,
         polarity: higher_is_better}
  bad: {name: Bad, owner: ada, dataset: s, date: began, measure: {share: {that: "who > 'a'"}},
        polarity: lower_is_better, target: 1}
"""
ROWS = "who,began,ended\nz,2024-01-01,\na,2024-02-01,2026-06-10\nb,2026-06-02,\n"
ROWS += ",2026-06-02,\nc,2026-06-05,2026-06-01\n"


def run(folder, *arguments):
    (folder / "kpis.yaml").write_text(KPIS, encoding="utf-8")
    (folder / "s.csv").write_text(ROWS, encoding="utf-8")
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def explained(folder, kpi):
    return run(folder, "explain", kpi, str(folder))


def test_rows_of_no_customer_are_said_to_be_left_out(tmp_path):
    assert "2 rows of these left out of the ledger" in explained(tmp_path, "churn")


def test_no_select_is_made_up_for_what_none_asks(tmp_path):
    for told in (
        explained(tmp_path, "churn"),
        run(tmp_path, "sql", "--dialect", "duckdb", str(tmp_path)),
    ):
        assert "-- counted by cxscore itself, in one grouped scan of its rows" in told
        assert "rows;" not in told
    assert "SELECT" not in explained(tmp_path, "churn")


def test_what_it_takes_calls_the_lost_lost(tmp_path):
    assert "that is 1 fewer lost of 2" in explained(tmp_path, "churn")
    assert "that is 1 more kept of 2" in explained(tmp_path, "kept")


def test_a_share_that_should_be_low_has_no_good_ones(tmp_path):
    told = explained(tmp_path, "bad")
    assert "good one" not in told
    assert "fewer that count of" in told
