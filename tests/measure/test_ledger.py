"""Customers as an asset: who was there, who came and went, worked out by hand."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from textwrap import dedent

import pytest

from cxscore.measure import measure_kpis
from cxscore.model.ledger_totals import Heads, Worth
from cxscore.problems import Problems
from tests.measure.measured import define

AS_OF = date(2026, 7, 6)
EIGHT = """\
    who,sold_on,amount
    a,2026-01-10,100
    a,2026-05-02,60
    b,2026-02-20,50
    c,2025-10-01,40
    c,2026-06-15,30
    d,2026-06-01,80
    e,2026-03-30,20
    e,2026-04-05,30
"""
SPELLS = "spells: {customer: who, from: began, to: ended}"


def page(shape, more="", kpis="", calendar="month", dataset="rows: {file: rows.csv}"):
    head = f"calendar: {{period: {calendar}}}\ndatasets:\n  {dataset}\n"
    customers = "".join(f"  {line}\n" for line in [shape, *more.splitlines()] if line)
    plain = "k: {name: K, owner: amara, polarity: neutral, measure: {ledger: churn}}"
    return f"{head}customers:\n  dataset: rows\n{customers}kpis:\n  {kpis or plain}\n"


def measured(folder, text, rows, period="2026-06", as_of=AS_OF):
    definition = define(folder, text, rows=dedent(rows))
    return measure_kpis(definition, as_of, period=definition.calendar.parse(period))


def ledger(*arguments, **options):
    return measured(*arguments, **options).ledger


def of(found, start, by=(), segment=()):
    """The heads and the worth of the span that starts on a day, the shortest of them."""
    spans = [
        t for t in found.totals if (t.start.isoformat(), t.by, t.segment) == (start, by, segment)
    ]
    return min(spans, key=lambda totals: totals.end)


def heads(found, start, **where):
    each = of(found, start, **where).heads
    return each.opening, each.new, each.returned, each.lost, each.closing


def fact(found, kpi, start="2026-04-01"):
    (parts,) = [
        f.parts for f in found.facts if f.kpi == kpi and f.start.isoformat() == start and not f.by
    ]
    return parts


class TestPurchases:
    SHAPE = "purchases: {customer: who, date: sold_on, active_for: 90}"

    def test_eight_rows(self, tmp_path):
        lines = ("churn", "retention", "grr", "nrr", "net", "closing", "value_new", "value_lost")
        rest = "owner: amara, polarity: neutral"
        kpis = "\n  ".join(
            f"{line}: {{name: {line}, {rest}, measure: {{ledger: {line}}}}}" for line in lines
        )
        text = page(self.SHAPE, "value: amount", kpis, "quarter")
        found = measured(tmp_path, text, EIGHT, "2026-Q2")
        totals = of(found.ledger, "2026-04-01")
        assert totals.heads == Heads(opening=3, new=1, returned=1, lost=1, closing=4)
        assert totals.worth == Worth(*map(Decimal, (170, 80, 30, 50, 10, 40, 200)))
        shares = {line: fact(found, line) for line in lines}
        assert (shares["churn"].numerator, shares["churn"].denominator) == (1, 3)
        assert (shares["retention"].numerator, shares["retention"].n) == (2, 3)
        assert (shares["grr"].numerator, shares["grr"].denominator) == (80, 170)
        assert (shares["nrr"].numerator, shares["nrr"].denominator) == (90, 170)
        assert [shares[line].numerator for line in lines[4:]] == [1, 4, 80, 50]
        assert shares["grr"].amounts
        assert shares["churn"].events

    def test_day_of_the_purchase_is_the_first(self, tmp_path):
        rows = "who,sold_on\na,2026-05-01\na,2026-06-01\nb,2026-05-31\nc,2024-05-01\n"
        shape = "purchases: {customer: who, date: sold_on, active_for: 30}"
        # b is a customer from 31 May to 29 June, a from 1 June to 30 June, and to 30 May before.
        assert heads(ledger(tmp_path, page(shape), rows), "2026-06-01") == (1, 0, 1, 1, 1)

    def test_a_period_before_which_rows_do_not_reach_is_not_told(self, tmp_path):
        rows = "who,sold_on\na,2026-01-10\na,2026-03-01\nb,2026-06-02\n"
        found = ledger(tmp_path, page(self.SHAPE), rows)
        # 90 days after 10 January: what a card was on 30 April can be told, not before.
        assert {t.start for t in found.totals} == {date(2026, 5, 1), date(2026, 6, 1)}
        assert found.first == date(2026, 1, 10)


class TestSpells:
    def test_who_ends_on_a_day_is_gone_at_its_end(self, tmp_path):
        rows = """\
            who,began,ended
            z,2024-01-01,2024-01-02
            a,2024-02-01,2026-05-31
            b,2024-02-01,2026-06-30
            c,2024-02-01,2026-07-01
            d,2026-06-01,
            e,2026-06-30,
            f,2026-07-01,
        """
        assert heads(ledger(tmp_path, page(SPELLS), rows), "2026-06-01") == (2, 2, 0, 1, 3)

    def test_a_customer_is_one_whatever_rows_it_has(self, tmp_path):
        rows = """\
            who,began,ended,fee
            a,2024-01-01,2026-06-10,10.10
            a,2024-03-01,,5
            b,2024-01-01,2026-06-10,7
            b,2026-06-10,,9.5
            c,2024-01-01,2026-06-02,4
            c,2026-06-20,,3
        """
        totals = of(ledger(tmp_path, page(SPELLS, "value: fee"), rows), "2026-06-01")
        assert totals.heads == Heads(3, 0, 0, 0, 3)
        # a paid 15.10 and pays 5; b left and came back within the month, as c did.
        worth = Worth(*map(Decimal, ("26.1", "0", "0", "0", "2.5", "11.1", "17.5")))
        assert totals.worth == worth

    def test_who_came_and_went_is_in_neither_end(self, tmp_path):
        rows = """\
            who,began,ended
            z,2024-01-01,
            a,2026-06-02,2026-06-09
            b,2026-06-02,2026-06-02
            c,2024-01-01,2024-01-09
            c,2026-06-02,2026-06-09
        """
        totals = of(ledger(tmp_path, page(SPELLS), rows), "2026-06-01")
        assert (totals.heads, totals.came_and_went) == (Heads(1, 0, 0, 0, 1), 3)

    def test_who_was_here_for_an_hour_once_returns(self, tmp_path):
        rows = "who,began,ended\nz,2024-01-01,\na,2026-03-02,2026-03-09\na,2026-06-02,\n"
        assert heads(ledger(tmp_path, page(SPELLS), rows), "2026-06-01") == (1, 0, 1, 0, 2)

    def test_year_to_date_is_a_cohort_and_no_sum_of_months(self, tmp_path):
        rows = """\
            who,began,ended
            a,2024-01-01,2026-02-10
            a,2026-04-01,2026-05-10
            b,2024-01-01,2026-02-10
            b,2026-03-01,
            c,2024-01-01,
            d,2026-02-01,2026-05-01
        """
        found = measured(tmp_path, page(SPELLS), rows)
        months = [t.heads.lost for t in found.ledger.totals if t.end - t.start < timedelta(40)]
        assert sum(months) >= 4
        start, end = found.ledger.year
        (year,) = [t for t in found.ledger.totals if (t.start, t.end) == (start, end)]
        assert (start.isoformat(), end.isoformat()) == ("2026-01-01", "2026-06-30")
        assert (year.heads, year.came_and_went) == (Heads(3, 0, 0, 1, 2), 1)
        (parts,) = [f.parts for f in found.facts if (f.start, f.end) == (start, end)]
        assert (parts.numerator, parts.denominator) == (1, 3)

    def test_segments_are_where_the_latest_row_says_and_add_up(self, tmp_path):
        rows = """\
            who,began,ended,region
            a,2024-01-01,2026-06-03,North
            a,2026-06-03,,South
            b,2024-01-01,,North
            c,2024-01-01,2026-06-05,
            d,2026-06-05,,South
        """
        found = ledger(tmp_path, page(SPELLS, "by: [region]"), rows)
        assert heads(found, "2026-06-01") == (3, 1, 0, 1, 3)
        cut = {
            s: heads(found, "2026-06-01", by=("region",), segment=(s,))
            for s in ("North", "South", None)
        }
        assert cut == {"North": (1, 0, 0, 0, 1), "South": (1, 1, 0, 0, 2), None: (1, 0, 0, 1, 0)}

    def test_reasons_are_those_of_the_last_end_and_blank_is_not_known(self, tmp_path):
        rows = """\
            who,began,ended,why,fee
            a,2024-01-01,2026-06-03,Price,5
            b,2024-01-01,2025-06-03,Service,5
            b,2025-06-03,2026-06-09,,5
            c,2024-01-01,2026-06-05,Moved,5
            c,2024-01-01,2026-06-20,Price,5
            d,2024-01-01,2026-06-05,Price,5
            d,2024-01-01,,,5
            e,2026-06-04,2026-06-05,Moved,5
        """
        found = ledger(tmp_path, page(SPELLS, "reason: why\nvalue: fee"), rows)
        told = [(each.reason, each.customers, each.worth) for each in found.reasons]
        assert told == [("Price", 2, 15), (None, 1, 5)]

    def test_recommended_goes_by_the_first_row_of_the_new(self, tmp_path):
        rows = """\
            who,began,ended,source
            z,2024-01-01,,friend
            a,2026-06-03,,friend
            b,2026-06-03,2026-06-08,advert
            b,2026-06-08,,friend
            c,2024-01-01,2024-02-01,advert
            c,2026-06-08,,friend
        """
        totals = of(
            ledger(tmp_path, page(SPELLS, "recommended: source = 'friend'"), rows), "2026-06-01"
        )
        assert (totals.heads.new, totals.heads.returned, totals.recommended) == (2, 1, 1)

    def test_windows_and_longer_periods_are_counted_anew(self, tmp_path):
        rows = "who,began,ended\nz,2024-01-01,\na,2024-01-01,2026-04-10\na,2026-05-10,\n"
        rows += "b,2026-04-02,2026-06-02\n"
        one = "owner: amara, polarity: neutral, measure: {ledger: churn}"
        kpis = f"q: {{name: Q, {one}, period: quarter}}\n  w: {{name: W, {one}, window: 3}}"
        found = measured(tmp_path, page(SPELLS, kpis=kpis), rows)
        for kpi in ("q", "w"):
            (parts,) = [
                f.parts
                for f in found.facts
                if (f.kpi, f.start, f.end) == (kpi, date(2026, 4, 1), date(2026, 6, 30))
            ]
            assert (parts.numerator, parts.denominator) == (0, 2)

    def test_a_month_in_which_somebody_only_went_is_reported(self, tmp_path):
        rows = "who,began,ended\na,2024-01-01,2026-06-10\nb,2024-01-01,2026-07-20\n"
        definition = define(tmp_path, page(SPELLS), rows=rows)
        assert measure_kpis(definition, AS_OF).reported.id == "2026-06"

    def test_a_value_beyond_all_bounds_is_an_error(self, tmp_path):
        rows = "who,began,ended,fee\na,2024-01-01,,5\nb,2024-01-01,,1e13\n"
        with pytest.raises(Problems, match=r"CX206: customers\.value: a value is too large"):
            measured(tmp_path, page(SPELLS, "value: fee"), rows)


class TestSnapshots:
    SHAPE = "snapshots: {customer: who, date: day, new: months = 0, lost: left = 'yes'}"

    def test_telephone_customers(self, tmp_path, real_data):
        shape = "snapshots: {customer: customerID, new: tenure = 0, lost: Churn = 'Yes'}"
        text = page(shape, "value: MonthlyCharges\nby: [Contract]").replace(
            "{file: rows.csv}", "{file: rows.csv, date: {fixed: 2026-06-30}}"
        )
        rows = (real_data / "data" / "telco-churn.csv").read_text(encoding="utf-8")
        totals = of(ledger(tmp_path, text, rows), "2026-06-01")
        assert totals.heads == Heads(7032, 11, 0, 1869, 5174)
        worth = ("455661.00", "455.60", "0", "139130.85", "0", "0", "316985.75")
        assert totals.worth == Worth(*map(Decimal, worth))
        assert round(totals.worth.lost / totals.heads.lost, 6) == Decimal("74.441332")
        stayed = (totals.worth.opening - totals.worth.lost) / (7032 - 1869)
        assert round(stayed, 6) == Decimal("61.307408")

    def test_the_closing_is_the_next_opening(self, tmp_path):
        rows = """\
            who,day,months,left,fee
            a,2026-05-31,3,no,5
            b,2026-05-31,0,no,7
            c,2026-05-31,9,yes,1
            d,2026-05-31,0,yes,2
            a,2026-06-30,4,no,6
            b,2026-06-30,1,yes,7
            e,2026-06-30,0,no,3
            f,2026-06-30,8,no,4
        """
        found = ledger(tmp_path, page(self.SHAPE, "value: fee"), rows)
        may, june = of(found, "2026-05-01"), of(found, "2026-06-01")
        # d is new and lost both: it came and went. f was there before, as its row says.
        assert (may.heads, may.came_and_went) == (Heads(2, 1, 0, 1, 2), 1)
        assert (june.heads, june.came_and_went) == (Heads(2, 1, 1, 1, 3), 0)
        assert june.worth == Worth(*map(Decimal, (12, 3, 4, 7, 1, 0, 13)))

    def test_without_flags_the_snapshot_before_says_who_was_there(self, tmp_path):
        rows = "who,day\na,2026-04-30\nb,2026-04-30\na,2026-05-31\nc,2026-05-31\n"
        rows += "a,2026-06-30\nb,2026-06-30\n"
        found = ledger(tmp_path, page("snapshots: {customer: who, date: day}"), rows)
        assert {t.start.isoformat() for t in found.totals} == {"2026-05-01", "2026-06-01"}
        assert heads(found, "2026-05-01") == (2, 1, 0, 1, 2)
        assert heads(found, "2026-06-01") == (2, 0, 1, 1, 2)

    def test_a_row_of_the_first_snapshot_is_one_row(self, tmp_path):
        rows = "who,day,months,left,fee\na,2026-05-31,3,no,-5\nb,2026-05-31,0,no,\n"
        rows += "a,2026-06-30,4,no,\n,2026-05-31,3,no,-1\n"
        found = measured(tmp_path, page(self.SHAPE, "value: fee"), rows)
        told = [p.text for p in found.problems if p.code in ("CX712", "CX713")]
        assert told == [
            "customers: 1 row with no customer is left out",
            "customers.value: 1 row is worth less than nothing, and counted so",
            "customers.value: 2 rows without a value count as 0",
        ]

    def test_a_month_without_a_snapshot_is_not_told(self, tmp_path):
        rows = "who,day\na,2026-03-31\na,2026-04-30\na,2026-06-30\n"
        found = ledger(tmp_path, page("snapshots: {customer: who, date: day}"), rows)
        assert [t.start.isoformat() for t in found.totals] == ["2026-04-01"]

    def test_a_snapshot_without_the_one_before_says_who_was_there(self, tmp_path):
        rows = "who,day,why\na,2026-03-31,\nd,2026-03-31,x\na,2026-04-30,\nd,2026-04-30,x\n"
        rows += "a,2026-06-30,\nb,2026-06-30,\nc,2026-06-30,\n"
        text = page("snapshots: {customer: who, date: day}", "reason: why")
        found = ledger(tmp_path, text, rows)
        assert (found.closing, found.reasons) == (3, ())
        assert [t.start.isoformat() for t in found.totals] == ["2026-04-01"]
        assert ledger(tmp_path, text, rows, period="2026-05").closing is None


class TestMovements:
    DATASET = "rows: {file: rows.csv, date: day}"
    SHAPE = "movements: {opening: o, new: n, returned: r, lost: l, closing: c}"

    def test_over_several_rows_the_first_opens_and_the_last_closes(self, tmp_path):
        rows = """\
            day,region,o,n,r,l,c
            2026-04-30,North,10,2,0,1,11
            2026-05-31,North,11,3,1,2,13
            2026-06-30,North,13,1,0,4,10
            2026-06-30,South,5,1,0,0,6
        """
        text = page(self.SHAPE, "by: region", calendar="quarter", dataset=self.DATASET)
        found = ledger(tmp_path, text, rows, "2026-Q2")
        assert heads(found, "2026-04-01") == (15, 7, 1, 7, 16)
        assert heads(found, "2026-04-01", by=("region",), segment=("North",)) == (10, 6, 1, 7, 10)
        assert of(found, "2026-04-01").came_and_went is None

    def test_what_does_not_add_up_is_told_with_the_difference(self, tmp_path):
        rows = "day,o,n,r,l,c\n2026-05-31,10,2,0,1,11\n2026-06-30,12,3,1,2,13\n"
        found = measured(tmp_path, page(self.SHAPE, dataset=self.DATASET), rows)
        told = [problem.text for problem in found.problems if problem.code == "CX701"]
        assert told == [
            "customers: 2026-06 opens with 12, and the period before closed with 11 (1 more)",
            "customers: 2026-06: 12 + 3 + 1 − 2 is 14, and closing is 13 (1 less)",
        ]

    def test_a_value_beyond_all_bounds_is_an_error(self, tmp_path):
        keys = ("opening", "new", "lost", "closing")
        values = ", ".join(f"{key}_value: v" for key in keys)
        shape = self.SHAPE.replace("}", f", {values}}}")
        rows = "day,o,n,r,l,c,v\n2026-06-30,10,2,0,1,11,1e13\n"
        with pytest.raises(Problems, match=r"CX206: customers\.movements: a value is too large"):
            measured(tmp_path, page(shape, dataset=self.DATASET), rows)

    def test_half_a_customer_is_a_bad_cell(self, tmp_path):
        rows = "day,o,n,r,l,c\n2026-06-30,10,2.5,0,1,11\n"
        with pytest.raises(Problems, match=r"CX205: n is '2\.5', not a whole number"):
            measured(tmp_path, page(self.SHAPE, dataset=self.DATASET), rows)


def some_spells(seed):
    """Spells of some people, drawn: they overlap, touch, last no day, cost below nothing."""
    drawn = Random(seed)
    yield "z", date(2024, 1, 1), date(2024, 1, 1), Decimal(0), "N"
    for _ in range(150):
        began = date(2024, 1, 1) + timedelta(drawn.randrange(900))
        value = Decimal(drawn.randrange(-300, 900)) / 100
        who, lasted = f"c{drawn.randrange(40)}", timedelta(drawn.choice((0, 1, 30, 90, 200)))
        yield who, began, began + lasted, value, drawn.choice(("N", "S", ""))


@pytest.mark.parametrize("seed", range(4))
def test_any_spells_are_those_of_a_count_by_hand(seed, tmp_path):
    """Every month, whole customers and value, against sets of who was there on each day."""
    spells = list(some_spells(seed))
    lines = [f"{w},{f},{t},{v},{r}" for w, f, t, v, r in spells]
    text = page(SPELLS, "value: fee\nby: [region]")
    found = ledger(tmp_path, text, "\n".join(["who,began,ended,fee,region", *lines, ""]))
    people = {who for who, *_ in spells}

    def there(day):
        worth = defaultdict(Decimal)
        for who, began, ended, value, _ in spells:
            if began <= day < ended:
                worth[who] += value
        return worth

    region = {}
    for person in people:
        named = [(f, r) for w, f, _, _, r in spells if w == person and r]
        region[person] = max(named)[1] if named else None
    assert len(found.totals) > 60
    for totals in found.totals:
        mine = {w for w in people if not totals.by or region[w] == totals.segment[0]}
        before, after = (
            {w: v for w, v in there(day).items() if w in mine}
            for day in (totals.start - timedelta(1), totals.end)
        )
        seen = {w for w, f, *_ in spells if f < totals.start}
        came, gone = after.keys() - before.keys(), before.keys() - after.keys()
        moved = [after[w] - before[w] for w in before.keys() & after.keys()]
        assert totals.heads == Heads(
            len(before), len(came - seen), len(came & seen), len(gone), len(after)
        )
        assert totals.worth == Worth(
            sum(before.values()),
            sum(after[w] for w in came - seen),
            sum(after[w] for w in came & seen),
            sum(before[w] for w in gone),
            sum(m for m in moved if m > 0),
            -sum(m for m in moved if m < 0),
            sum(after.values()),
        )
        within = {w for w, f, *_ in spells if totals.start <= f <= totals.end} & mine
        assert totals.came_and_went == len(within - before.keys() - after.keys())
        assert totals.balances


def daily(first, last):
    """A purchase a day of ten cards in turn."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return "who,day,until\n" + "".join(f"c{n % 10},{d},\n" for n, d in enumerate(days))


class TestRowsThatStop:
    BOUGHT = "purchases: {customer: who, date: day, active_for: 45}"
    LASTING = "spells: {customer: who, from: day, to: until}"

    @pytest.mark.parametrize("shape", [BOUGHT, LASTING])
    def test_nobody_is_lost_for_a_feed_that_stopped_before(self, shape, tmp_path):
        rows = daily(date(2025, 1, 1), date(2026, 5, 31))
        found = measured(tmp_path, page(shape), rows)
        whole = [each for each in found.ledger.totals if not each.by]
        assert max(each.end for each in whole) == date(2026, 5, 31)
        assert all(each.complete for each in whole)
        assert max(f.end for f in found.facts if f.kpi == "k") == date(2026, 5, 31)
        told = [problem.text for problem in found.problems if problem.code == "CX714"]
        assert told == ["customers: 2026-06 cannot be told, as rows end on 2026-05-31"]

    @pytest.mark.parametrize("shape", [BOUGHT, LASTING])
    def test_a_period_within_which_rows_stop_is_partial(self, shape, tmp_path):
        rows = daily(date(2025, 1, 1), date(2026, 6, 11))
        found = measured(tmp_path, page(shape), rows)
        assert not of(found.ledger, "2026-06-01").complete
        assert of(found.ledger, "2026-05-01").complete
        (covered,) = found.coverage["k"]
        calendar = define(tmp_path, page(shape), rows=rows).calendar
        assert covered.cuts(calendar.parse("2026-06"))
        assert not covered.cuts(calendar.parse("2026-05"))
        assert [problem.code for problem in found.problems if problem.code == "CX233"] == ["CX233"]

    def test_quiet_last_days_are_no_end(self, tmp_path):
        # Somebody comes every nine days: the last of June that came is of the 25th.
        days = [date(2025, 1, 1) + timedelta(9 * n) for n in range(61)]
        rows = "who,day,until\n" + "".join(f"c{n},{d},\n" for n, d in enumerate(days))
        found = measured(tmp_path, page(self.LASTING), rows)
        assert of(found.ledger, "2026-06-01").complete
        assert not [p for p in found.problems if p.code in ("CX233", "CX714")]

    def test_who_left_last_is_heard_of_unless_ends_are_known_beforehand(self, tmp_path):
        rows = daily(date(2025, 1, 1), date(2026, 6, 11))
        left = "c1,2025-01-02,2026-06-30\n"
        found = measured(tmp_path, page(self.LASTING), rows + left)
        assert of(found.ledger, "2026-06-01").complete
        planned = "c2,2025-01-02,2026-12-31\n"
        found = measured(tmp_path, page(self.LASTING), rows + left + planned)
        assert not of(found.ledger, "2026-06-01").complete


def test_a_year_of_counts_that_begin_within_it_is_not_told(tmp_path):
    rows = "day,o,n,r,l,c\n2026-04-30,100,10,2,5,107\n2026-05-31,107,10,0,7,110\n"
    rows += "2026-06-30,110,5,0,8,107\n"
    text = page(TestMovements.SHAPE, dataset=TestMovements.DATASET)
    found = ledger(tmp_path, text, rows)
    assert [each.start.month for each in found.totals] == [4, 5, 6]
    whole = "day,o,n,r,l,c\n2026-01-31,90,10,0,0,100\n" + rows.split("\n", 1)[1]
    found = ledger(tmp_path, text, whole)
    year = [each for each in found.totals if (each.start, each.end) == found.year]
    assert [each.heads.opening for each in year] == [90]


def test_reasons_are_masked_and_those_that_read_alike_are_one(tmp_path):
    rows = "who,began,ended,why\nz,2024-01-01,,\n"
    for at, why in enumerate(
        ("ring 07700 900123", "ring 07700 900456", "ann@example.com", "Price")
    ):
        rows += f"c{at},2024-01-01,2026-06-1{at},{why}\n"
    found = ledger(tmp_path, page(SPELLS, "reason: why"), rows)
    assert [(each.reason, each.customers) for each in found.reasons] == [
        ("ring [number]", 2),
        ("Price", 1),
        ("[e-mail]", 1),
    ]
