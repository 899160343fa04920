"""What a table answered about days whose rows no longer change: kept, and not asked again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from cxscore.measure.horizon import Span
from cxscore.measure.tally_files import keep, not_used, text_of
from cxscore.measure.tally_text import NotATally, name_in, seal_of
from cxscore.problems import Problem

Row = tuple[Any, ...]
"""Of str, int, Decimal, float, bool, date and None alone, as an engine answers."""

_HEAD = '{"cxscore_settled": 1, "answers": [\n'
_END = "\n]}\n"


@dataclass(slots=True)
class SettledTotals:
    """What one dataset's table answered about settled days, by what it was asked.

    A question is a SELECT in the engine's words as it is without any range of days: whatever
    is asked of a row stands in it. Its answer holds under the *basis* alone: the place that was
    asked, and the versions. Totals of days add up; what does not is kept by its span.
    """

    path: Path
    until: date
    """The first day whose rows may still change."""
    basis: bytes
    rescan: bool = False
    """Whether everything is asked all the same."""
    asides: list[Problem] = field(default_factory=list)
    """What is said of a file that is not used, or cannot be kept."""
    _read: dict[str, Any] | None = None
    """Answers by the names of their questions, as the file has them."""
    _kept: dict[str, Any] = field(default_factory=dict)
    """Answers to what this build has asked."""

    def totals(self, question: str) -> tuple[date, list[Row]] | None:
        """Return the first day that is not in the totals kept for *question*, and these."""
        found = self._answer(question)
        if found is None:
            return None
        return _value(found["until"]), [tuple(map(_value, row)) for row in found["rows"]]

    def keep_totals(self, question: str, until: date, rows: Iterable[Row]) -> None:
        """Keep *rows* as the totals of all days before *until*."""
        self._kept[question] = {
            "until": _text(until),
            "rows": [[_text(value) for value in row] for row in rows],
        }

    def spans(self, question: str) -> dict[Span, list[Row]]:
        """Return the rows kept for *question* by their spans of days, without these."""
        found = self._answer(question)
        return {
            (_value(first), _value(last)): [tuple(map(_value, row)) for row in rows]
            for first, last, rows in (found["spans"] if found is not None else ())
        }

    def keep_spans(self, question: str, spans: Mapping[Span, Sequence[Row]]) -> None:
        """Keep the rows of *spans*, which end before :attr:`until` or ended before a former one."""
        self._kept[question] = {
            "spans": [
                [_text(first), _text(last), [[_text(value) for value in row] for row in rows]]
                for (first, last), rows in sorted(spans.items())
            ]
        }

    def save(self) -> list[Problem]:
        """Write what is kept in place of what was there; return what is to be said of it."""
        lines = []
        try:
            for question, answer in self._kept.items():
                key, told = self._key(question), _json(answer)
                seal = seal_of(told.encode(), key).decode()
                name = name_in(key).decode()
                lines.append(f'{{"question": "{name}", "seal": "{seal}", "answer": {told}}}')
            text = (_HEAD + ",\n".join(lines) + _END).encode()
        except ValueError:  # a number without bounds, a text that is no Unicode
            return [*self.asides, *keep(self.path, None)]
        return [*self.asides, *(keep(self.path, text) if lines else [])]

    def _key(self, question: str) -> bytes:
        return sha256(self.basis + question.encode(errors="surrogatepass")).digest()

    def _answer(self, question: str) -> Any:  # noqa: ANN401 (JSON)
        """Return what the file has for *question*; None where that is nothing, or not ours."""
        if question in self._kept:
            return self._kept[question]
        if self.rescan:
            return None
        if self._read is None:
            self._read = self._answers()
        key = self._key(question)
        found = self._read.get(name_in(key).decode())
        if found is None:
            return None
        if found["seal"] != seal_of(_json(found["answer"]).encode(), key).decode():
            self._say("it was cut short or changed")
            return None
        return found["answer"]

    def _answers(self) -> dict[str, Any]:
        """Return the file's answers by their names; none, and it is said, where it is not ours."""
        try:
            text = text_of(self.path)
            return {} if text is None else _listed(text)
        except NotATally as reason:
            self._say(str(reason))
            return {}

    def _say(self, reason: str) -> None:
        said = not_used(self.path, reason)
        if said not in self.asides:
            self.asides.append(said)


def _listed(text: bytes) -> dict[str, Any]:
    """Return the answers in *text*, each with its seal, by the names of their questions.

    Raises:
        NotATally: where it has another form.
    """
    if not text.startswith(_HEAD.encode()):
        raise NotATally("it was not written by this program, or its first line was changed")
    try:
        found = json.loads(text)["answers"]
        named = {each["question"]: each for each in found if each["seal"] and each["answer"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        named = None
    if named is None:
        raise NotATally("it was cut short or changed")
    return named


def _json(answer: object) -> str:
    return json.dumps(answer, allow_nan=False, separators=(",", ":"))


def _text(value: object) -> object:
    """Return *value* as JSON has it: what it has no type for, by its name."""
    match value:
        case Decimal():
            return {"decimal": str(value)}
        case date():
            return {"day": value.isoformat()}
    return value


def _value(told: object) -> Any:  # noqa: ANN401 (of several types)
    match told:
        case {"decimal": str(digits)}:
            return Decimal(digits)
        case {"day": str(day)}:
            return date.fromisoformat(day)
    return told
