"""Who is heard at which moment, which channels are under-heard, and who was asked."""

from datetime import date
from math import isclose, sqrt

import pytest
from statsmodels.stats.proportion import proportion_confint, proportions_ztest

import cxscore
from cxscore.model.heard import VoiceKind
from cxscore.model.listening_scores import Grade
from cxscore.score.methods.rates import rate_of
from cxscore.score.methods.responses import margin_of
from tests import listeners

TALKS = {"registers": {"listening": "talks.csv"}}


@pytest.fixture
def scored(tmp_path, monkeypatch):
    """Build the company that listens, of these rows."""
    monkeypatch.chdir(tmp_path)

    def of(answers, contacts="2026-06-20,Phone\n", talks="", more=None, period="2026-06", **keys):
        listeners.write(tmp_path, answers, contacts, talks)
        definition = cxscore.read(listeners.page({**TALKS, **(more or {})}, **keys))
        return cxscore.build(definition, period=period, as_of="2026-07-06")

    return of


def grades(scorecard):
    return {each.id: each.grade for each in scorecard.listening.moments}


def rows(day, number, touchpoint="Till", channel="Phone"):
    return f"{day},9,{touchpoint},{channel}\n" * number


class TestGrades:
    def test_each_moment_has_its_own(self, scored):
        found = scored(
            rows("2026-06-03", 3) + rows("2026-06-04", 1, "Desk"),
            "2026-06-20,Phone\n" * 2,
            "panel,paying,,2026-06-05,2,Late\n",
        )
        assert grades(found) == {
            "checkout": Grade.ONE_KIND,
            "paying": Grade.THIN,
            "call": Grade.HEARD,
        }
        assert [each.id for each in found.listening.blind] == ["paying"]
        assert found.listening.unheard == ()

    def test_nothing_and_what_is_too_old_are_not_heard(self, scored):
        found = scored(rows("2025-06-30", 9) + rows("2026-06-03", 1, "Elsewhere"))
        moments = {each.id: each for each in found.listening.moments}
        assert moments["checkout"].grade is moments["paying"].grade is Grade.NOT_HEARD
        assert moments["checkout"].whole.last == date(2025, 6, 30)
        assert moments["paying"].whole.last is None
        # One day later is within the twelve months.
        within = scored(rows("2025-07-01", 9) + rows("2026-06-03", 1, "Elsewhere"))
        assert grades(within)["checkout"] is Grade.ONE_KIND

    def test_heard_within_fewer_periods_than_a_year(self, scored):
        answers = rows("2026-03-31", 9) + rows("2026-06-03", 1, "Elsewhere")
        assert grades(scored(answers, heard_within=3))["checkout"] is Grade.NOT_HEARD
        assert grades(scored(answers, heard_within=4))["checkout"] is Grade.ONE_KIND

    def test_what_comes_after_the_period_is_not_looked_at(self, scored):
        found = scored(
            rows("2026-05-03", 3), period="2026-05", talks="panel,paying,,2026-06-01,9,x\n"
        )
        assert grades(found)["paying"] is Grade.NOT_HEARD
        assert grades(found)["call"] is Grade.NOT_HEARD

    def test_behaviour_alone_is_seen_and_not_asked(self, scored):
        sources = [
            {"id": "log", "kind": "behaviour", "dataset": "contacts", "moment": "checkout"},
            {
                "id": "survey",
                "kind": "survey",
                "dataset": "answers",
                "moment": {"column": "touchpoint"},
            },
        ]
        seen = scored(rows("2026-06-03", 1, "paying"), "2026-06-20,Phone\n" * 9, sources=sources)
        assert grades(seen)["checkout"] is Grade.BEHAVIOUR_ONLY
        # One answer beside nine visits: what is only seen is no number heard.
        few = scored(rows("2026-06-03", 1, "checkout"), "2026-06-20,Phone\n" * 9, sources=sources)
        assert grades(few)["checkout"] is Grade.THIN
        heard = scored(rows("2026-06-03", 3, "checkout"), "2026-06-20,Phone\n" * 9, sources=sources)
        assert grades(heard)["checkout"] is Grade.HEARD

    def test_a_stage_stands_for_itself_where_a_source_names_it(self, scored):
        sources = [{"id": "survey", "kind": "survey", "dataset": "answers", "moment": "help"}]
        found = scored(rows("2026-06-03", 3), sources=sources)
        assert list(grades(found)) == ["checkout", "paying", "help", "call"]

    def test_a_stage_of_which_no_source_speaks_is_heard_at_its_moments(self, scored):
        kpis = listeners.page()["kpis"]
        stage = {"kpis": {**kpis, "nps": kpis["nps"] | {"journey": "buy"}}}
        found = scored(rows("2026-06-03", 3), more=stage)
        assert grades(found)["buy"] is Grade.ONE_KIND
        (buy,) = (each for each in found.listening.moments if each.id == "buy")
        assert (buy.whole.n, buy.channels) == (3, {"Phone": 3})
        assert [each.id for each in scored("", more=stage).listening.unheard][:1] == ["buy"]


class TestCounts:
    def test_by_kind_channel_and_team(self, scored):
        found = scored(
            rows("2026-06-03", 3, "Desk", "App") + rows("2026-05-03", 2, "Desk", ""),
            "2026-06-20,Phone\n" * 4,
            "panel,call;paying,Video,2026-06-05,7,Late\npanel,call,,2026-06-06,,Later\n",
        )
        call = {each.id: each for each in found.listening.moments}["call"]
        assert {kind: voices.n for kind, voices in call.kinds.items()} == {
            VoiceKind.SURVEY: 5,
            VoiceKind.CONTACTS: 4,
            VoiceKind.RESEARCH: 8,
        }
        assert call.kinds[VoiceKind.RESEARCH].people == 7
        assert call.kinds[VoiceKind.SURVEY].people is None
        assert call.channels == {"App": 3, "Phone": 4, "Video": 7, None: 3}
        # The steward of the contacts' KPI is of the desk; nobody is known to keep the panel.
        assert call.silos == {"Insight": 5, "Desk": 4, "": 8}
        assert [each.learned for each in found.listening.learned] == ["Later", "Late"]

    def test_rows_that_stand_for_several(self, tmp_path, scored):
        sources = [
            {"id": "s", "kind": "reviews", "dataset": "answers", "moment": "call", "count": "score"}
        ]
        found = scored("2026-06-03,4,Till,App\n2026-06-09,8,Till,App\n", sources=sources)
        call = {each.id: each for each in found.listening.moments}["call"]
        assert (call.whole.n, call.channels) == (12, {"App": 12})

    def test_rows_about_no_moment_are_counted(self, scored):
        found = scored(rows("2026-06-03", 3) + rows("2026-06-03", 2, "Elsewhere"))
        survey = found.listening.sources[0]
        assert (survey.n, survey.unplaced) == (5, 2)


class TestChannels:
    def test_the_worked_number(self, scored):
        """36 of 600 answers, 22 % of contacts: under-heard, its upper limit at 0.37 of that."""
        found = scored(
            rows("2026-06-03", 36) + rows("2026-06-03", 564, channel="App"),
            "2026-06-20,Phone\n" * 22 + "2026-06-20,App\n" * 78,
        )
        app, phone = found.listening.channels
        assert (phone.channel, phone.answers, phone.contacts) == ("Phone", 36, 22)
        low, high = proportion_confint(36, 600, method="wilson")
        assert (phone.share.low, phone.share.high) == pytest.approx((100 * low, 100 * high))
        assert (
            f"{phone.share.value:.0f} {phone.share.low:.2f} {phone.share.high:.2f}" == "6 4.37 8.19"
        )
        assert phone.contact_share == 22
        assert f"{phone.ratio:.2f}" == "0.37"
        assert (phone.under_heard, app.under_heard) == (True, False)

    def test_half_as_many_is_not_yet_under_heard(self, scored):
        found = scored(
            rows("2026-06-03", 5) + rows("2026-06-03", 45, channel="App"),
            "2026-06-20,Phone\n" * 22 + "2026-06-20,App\n" * 78,
        )
        assert [each.under_heard for each in found.listening.channels] == [False, False]

    def test_a_channel_without_answers(self, scored):
        found = scored(
            rows("2026-06-03", 50, channel="App"), "2026-06-20,Phone\n" * 5 + "2026-06-20,App\n" * 5
        )
        phone = {each.channel: each for each in found.listening.channels}["Phone"]
        assert (phone.answers, phone.under_heard) == (0, True)

    def test_a_dataset_of_several_sources_counts_once(self, scored):
        twice = [*listeners.SOURCES[:1], {**listeners.SOURCES[0], "id": "again"}]
        found = scored(rows("2026-06-03", 4), sources=twice)
        assert found.listening.channels[0].answers == 4

    def test_answers_of_the_sources_that_are_named(self, scored):
        exposure = {"dataset": "contacts", "by": "channel", "answers": ["desk"]}
        found = scored(rows("2026-06-03", 4), "2026-06-20,Phone\n" * 3, exposure=exposure)
        assert found.listening.channels[0].answers == 3

    def test_none_without_an_exposure_or_without_answers(self, scored):
        assert scored(rows("2026-06-03", 4), exposure=None).listening.channels == ()
        only = [listeners.SOURCES[1]]
        assert scored(rows("2026-06-03", 4), sources=only).listening.channels == ()


def test_the_rate_of_the_worked_number():
    """240 of 1 900 asked: 12.63 % (11.21 to 14.20)."""
    rate = rate_of(240, 1900)
    low, high = proportion_confint(240, 1900, method="wilson")
    assert (rate.low, rate.high) == pytest.approx((100 * low, 100 * high))
    assert f"{rate.value:.2f} {rate.low:.2f} {rate.high:.2f}" == "12.63 11.21 14.20"


ASKED = {"mode": "touchpoint", "invited": "invited.csv", "population": 8120}


class TestAsked:
    @pytest.fixture
    def asked(self, tmp_path, scored):
        def of(answers, invited, **keys):
            (tmp_path / "invited.csv").write_text(invited)
            page = listeners.page()
            page["datasets"]["answers"]["asked"] = {**ASKED, **keys}
            found = scored(answers, more={"datasets": page["datasets"]})
            (one,) = found.asked
            return one

        return of

    def test_a_fall_beyond_chance(self, asked):
        found = asked(
            rows("2026-05-03", 60) + rows("2026-06-03", 30),
            "period,invited\n2026-05,200\n2026-06,200\n",
        )
        assert (found.answered, found.invited, found.rate.value) == (30, 200, 15)
        assert (found.before.answered, found.before.invited, found.before.rate) == (60, 200, 30)
        assert found.p_value == pytest.approx(proportions_ztest([30, 60], [200, 200])[1])
        assert found.fell

    def test_a_rise_and_what_is_no_more_than_chance_are_no_fall(self, asked):
        for now in (28, 60):
            found = asked(
                rows("2026-05-03", 30) + rows("2026-06-03", now),
                "period,invited\n2026-05,200\n2026-06,200\n",
            )
            assert not found.fell

    def test_the_year_before_is_put_together(self, asked):
        found = asked(
            "".join(rows(f"2026-0{month}-03", 10) for month in (3, 4, 5, 6)),
            "date,invited\n2026-03-01,50\n2026-04-30,70\n2026-06-01,90\n2026-06-30,10\n",
        )
        # Of May nobody says how many were invited, so its answers do not count.
        assert (found.before.first, found.before.last, found.before.periods) == (
            "2026-03",
            "2026-04",
            2,
        )
        assert (found.before.invited, found.before.answered) == (120, 20)
        assert found.invited == 100

    def test_more_answers_than_invitations_have_no_rate(self, asked):
        found = asked(rows("2026-06-03", 3), "period,invited\n2026-06,2\n")
        assert (found.rate, found.p_value, found.fell) == (None, None, False)

    def test_nobody_says_how_many(self, asked):
        found = asked(rows("2026-06-03", 3), "period,invited\n2026-05,2\n")
        assert (found.invited, found.rate) == (None, None)

    def test_modes_with_those_invited_so(self, asked):
        found = asked(
            rows("2026-06-03", 3) + rows("2026-06-03", 1, "Desk") + rows("2026-06-03", 1, ""),
            "period,touchpoint\n2026-06,Till\n2026-06,Till\n2026-06,Till\n2026-06,Till\n2026-06,Desk\n",
        )
        assert found.invited == 5
        assert [(each.mode, each.answered, each.share, each.invited) for each in found.modes] == [
            ("Till", 3, 60, 4),
            ("Desk", 1, 20, 1),
            (None, 1, 20, None),
        ]
        assert found.modes[0].rate.value == 75

    def test_margin_of_a_finite_population(self, asked):
        found = asked(rows("2026-06-03", 240), "period,invited\n2026-06,1900\n")
        known = 100 * 1.959964 * sqrt(0.25 / 240) * sqrt((8120 - 240) / 8119)
        assert isclose(found.margin, known, rel_tol=1e-6)


@pytest.mark.parametrize(
    ("answered", "population", "margin"),
    [
        (0, None, None),
        (100, None, 9.79982),
        (100, 100, 0.0),
        (100, 101, 0.979982),
        (100, 50, 9.79982),
    ],
)
def test_margin(answered, population, margin):
    assert margin_of(answered, population) == (margin and pytest.approx(margin, rel=1e-5))


def test_papers_of_some_kpis_hear_of_nobody_but_of_who_answered(scored, tmp_path):
    listeners.write(tmp_path, rows("2026-06-03", 3))
    page = listeners.page()
    page["datasets"]["answers"]["asked"] = {}
    found = cxscore.build(cxscore.read(page), kpis=["nps"], as_of="2026-07-06")
    assert found.listening is None
    assert len(found.asked) == 1
    assert cxscore.render(found, "json").count(b'"listening": null') == 1
