"""What scanned datasets answer to the questions of each KPI."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cxscore.calendar import Calendar, Period
from cxscore.measure.coverage import Spread
from cxscore.measure.engines.duckdb.tally import rows_in
from cxscore.measure.engines.ways import Holistic, holistic, open_cases
from cxscore.measure.facts import Answer
from cxscore.measure.horizon import Horizon, Span
from cxscore.measure.queries.query import Key, Question, Row, cuts

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Answers:
    """The way from one tally to the answers of its questions."""

    connection: "DuckDBPyConnection"
    horizon: Horizon
    spread: Spread

    def all(self) -> list[Answer]:
        """Return the answers to the tally's questions, in their order."""
        answers = [Answer(question, self.spread) for question in self.spread.tally.questions]
        if self.spread.coverage is None:
            return []
        blocks = {group.block for group in self.spread.groups if group.block is not None}
        tally = self.spread.tally
        asked = [(q, cut) for q in tally.questions if q.anew for cut in cuts(q)]
        anew = holistic(self.connection, tally, rows_in(self.spread.groups))
        with anew.keeping(asked, f"sound_{tally.name}") as again:
            for calendar in self.spread.calendars:
                periods = self.horizon.periods(calendar, sorted(blocks))
                self._roll_up(answers, calendar, periods)
                for number, answer in enumerate(answers):
                    if self._calendar(answer.question) == calendar:
                        self._ask_besides(number, answer, periods, again)
        return answers

    def _calendar(self, question: Question) -> Calendar:
        return self.horizon.definition.period_length(question.kpi)

    def _roll_up(
        self, answers: list[Answer], calendar: Calendar, periods: Mapping[date, Period]
    ) -> None:
        """Add up the totals by the periods of *calendar*, cut by cut."""
        starts = {block: period.start for block, period in periods.items()}
        ends = {period.start: period.end for period in periods.values()}
        tally = self.spread.tally
        every = dict.fromkeys(cut for question in tally.questions for cut in cuts(question))
        added_up = tally.roll_up(calendar, starts)
        for cut in every:
            for number, rolled in added_up.get(cut, {}).items():
                answers[number].rows[cut] = {
                    (each.start, ends[each.start], each.segment): each.row for each in rolled
                }

    def _ask_besides(
        self, number: int, answer: Answer, periods: Mapping[date, Period], anew: Holistic
    ) -> None:
        """Ask the rows again for what does not add up, or goes by two dates."""
        question, rows = answer.question, self.spread.rows
        if question.anew:
            known = list(dict.fromkeys(periods.values()))
            spans = [(period.start, period.end) for period in known]
            spans += self.horizon.longer(question.kpi, known)
            at_hand = self._at_hand(question)
            for cut in cuts(question):
                sizes = self.spread.tally.sizes(number, cut, at_hand) if at_hand else set()
                answer.rows[cut] = anew.ask(question, cut, spans, (at_hand, sizes))
        if question.cases is not None:
            cases = open_cases(self.connection, rows, self.horizon)
            counted = cases.ask(question, answer.last)
            for cut in cuts(question):
                rolled = answer.rows.get(cut, {})
                answer.rows[cut] = dict(_merged(counted.get(cut, {}), rolled))

    def _at_hand(self, question: Question) -> Span | None:
        """Return the span whose value has an interval; None where it is no percentile."""
        calendar = self._calendar(question)
        latest = self.horizon.latest(calendar)
        if question.ranked is None or latest is None:
            return None
        window = calendar.up_to(latest, question.kpi.window)
        return window[0].start, window[-1].end


def _merged(counted: Mapping[Key, Row], rolled: Mapping[Key, Row]) -> Iterator[tuple[Key, Row]]:
    """Yield the open cases with what the same rows say besides: losses and targets."""
    for key, row in counted.items():
        yield key, {**rolled.get(key, {}), **row}
