"""Customers heard, as they are counted beside the KPIs of a dataset."""

from datetime import date, timedelta

import cxscore
from cxscore.measure import measure_kpis
from tests import listeners

DAYS = [date(2026, 1, 1) + timedelta(days=at) for at in range(181)]


def measured(folder, contacts):
    listeners.write(folder, "2026-06-03,9,Till,App\n", contacts)
    page = listeners.page()
    for dataset in page["datasets"].values():
        dataset["file"] = str(folder / dataset["file"])
    definition = cxscore.read(page, allow=[folder])
    return measure_kpis(definition, date(2026, 7, 6))


def test_a_channel_that_stops_makes_no_period_of_a_kpi_partial(tmp_path):
    """No KPI is cut by it: it is the listening alone that looks at channels."""
    rows = "".join(
        f"{day},Phone\n" + (f"{day},App\n" if day < date(2026, 6, 10) else "") for day in DAYS
    )
    found = measured(tmp_path, rows)
    (coverage,) = found.coverage["handled"]
    assert coverage.ended == ()


def test_the_last_day_of_each_channel_up_to_the_period_reported(tmp_path):
    found = measured(tmp_path, "2026-05-02,App\n2026-06-20,Phone\n2026-07-02,App\n")
    (contacts,) = (each for each in found.voices if each.dataset == "contacts")
    last = {each.segment: each.day for each in contacts.last}
    assert last == {
        (): date(2026, 6, 20),
        ("App",): date(2026, 5, 2),
        ("Phone",): date(2026, 6, 20),
    }
    assert {each.start for each in contacts.counts} == {date(2026, 5, 1), date(2026, 6, 1)}


def test_channels_beyond_counting_are_heard_last_in_their_period(tmp_path):
    rows = "".join(f"2026-06-0{1 + at % 9},C{at}\n" for at in range(600))
    found = measured(tmp_path, rows)
    (contacts,) = (each for each in found.voices if each.dataset == "contacts")
    last = {each.segment: each.day for each in contacts.last}
    assert last["C7",] == date(2026, 6, 30)
    assert last[()] == date(2026, 6, 9)
