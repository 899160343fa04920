"""What scorecard.json is written with and what its schema says: the same keys and words."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cxscore import build, read
from cxscore.model.accountability import (
    Accountability,
    ClearedBlockers,
    FailureSummary,
    SpansCompared,
)
from cxscore.model.benchmarks import Origin, Side, Unplaced, Unranked
from cxscore.model.choices import BenchmarkKind, ChartKind, Kind, Polarity, RulePreset
from cxscore.model.comment_scores import Direction
from cxscore.model.definition_parts import Part
from cxscore.model.dues import DueKind
from cxscore.model.effects import Because, EffectMethod, Outcome
from cxscore.model.heard import VoiceKind
from cxscore.model.kpi import Baseline
from cxscore.model.listening_scores import Grade
from cxscore.model.log import CauseTag, LogStatus
from cxscore.model.measured import Estimate
from cxscore.model.scorecard import Listing
from cxscore.model.since_close import (
    Cause,
    DefinitionChange,
    KeyChange,
    Restated,
    SinceClose,
    SourceChange,
    TargetChange,
)
from cxscore.model.told import ToldNumber
from cxscore.model.verdicts import (
    Capability,
    Outlook,
    PointType,
    Rule,
    Status,
    Timeliness,
    Variation,
    Withheld,
)
from cxscore.rendering import render
from cxscore.rendering.json_format import read_schema
from tests import said
from tests.rendering.builders import make_kpi, make_scorecard
from tests.rendering.ledgers import make_ledger

ROOT = Path(__file__).parents[2]
SCHEMA = read_schema()
ENUMS = {
    "status": Status,
    "rule": Rule,
    "comparison.withheld_because": Withheld,
    "signal.variation": Variation,
    "signal.capability": Capability,
    "signal.chart": ChartKind,
    "signal.preset": RulePreset,
    "point.point": PointType,
    "due.kind": DueKind,
    "log_row.status": LogStatus,
    "log_row.timeliness": Timeliness,
    "effect.verdict": Outcome,
    "effect.because": Because,
    "effect.method": EffectMethod,
    "kpi.kind": Kind,
    "kpi.polarity": Polarity,
    "forecast.verdict": Outlook,
    "part.variation": Variation,
    "restated.because": Cause,
    "theme_change.direction": Direction,
    "hassle_cause.cause": CauseTag,
    "told.point": PointType,
    "benchmark.kind": BenchmarkKind,
    "benchmark.written_in": Origin,
    "benchmark.theirs_is": Side,
    "benchmark.not_ranked_because": Unranked,
    "kpi.rank_withheld_because": Unplaced,
    "voice_kind": VoiceKind,
    "listening_grade": Grade,
}
"""Where the schema lists the words of an alternative."""


def shapes(schema=SCHEMA, name=""):
    """Yield every object of the schema whose keys it names, with where it stands."""
    if "properties" in schema:
        yield name, schema
    for key, inner in {**schema.get("properties", {}), **schema.get("$defs", {})}.items():
        yield from shapes(inner, f"{name}.{key}".lstrip("."))
    for inner in [
        schema.get("items"),
        schema.get("additionalProperties"),
        *schema.get("anyOf", ()),
    ]:
        if isinstance(inner, dict):
            yield from shapes(inner, name)


OF_LONG_LOGS = ("registers.left_out",)
"""Keys that are there only where not all rows of the log are listed."""


def choices(schema):
    """Yield what *schema* may be, references and alternatives followed."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    yield schema
    for inner in schema.get("anyOf", ()):
        yield from choices(inner)


def objects(found, schema=SCHEMA):
    """Yield every object of a document with the shape that the schema has for it."""
    for shape in choices(schema):
        if isinstance(found, list) and "items" in shape:
            for each in found:
                yield from objects(each, shape["items"])
        elif isinstance(found, dict) and "properties" in shape:
            yield found, shape
            for key, value in found.items():
                yield from objects(value, shape["properties"].get(key, {}))
        elif isinstance(found, dict) and isinstance(shape.get("additionalProperties"), dict):
            for value in found.values():
                yield from objects(value, shape["additionalProperties"])


def _changed():
    """Return a scorecard of which everything is otherwise than it was told."""
    number, gone = ToldNumber(1.0, 10, told_in="2026-05"), ToldNumber(told_in="2026-06")
    source = SourceChange("surveys", "surveys.csv", None, 3)
    moved = Restated(
        "a", "2026-05", ("region", "channel"), ("North", None), number, gone, (number,),
        Cause.BOTH, (source,), shown=True,
    )  # fmt: skip
    target = TargetChange("a", "2026-05", "2026-05", (1.0, None, None), (None, 1.0, 2.0), "")
    since = SinceClose(
        "2026-05",
        date(2026, 6, 8),
        "history/2026-05.json",
        "0.1.0",
        restated=(moved,),
        definition_changed=(DefinitionChange("a", Part.NUMBER, (KeyChange("where", None, "x"),)),),
        target_changed=(target,),
    )
    return replace(make_scorecard([make_kpi("a", [1.0, 2.0])]), since_close=since)


def _commented(folder):
    """Return a scorecard of comments: one may be printed, and the mix of their branches moved."""
    now, before = "2026-01-10", "2025-12-10"
    rows = [
        *said.many(before, 90, waiting=9),
        *said.many(before, 10, waiting=6, branch="South"),
        *said.many(now, 10, waiting=1),
        *said.many(now, 90, waiting=54, branch="South"),
        said.row(now, "p", waiting="1", consent="Y"),
    ]
    said.write(folder, rows)
    page = said.page(publish="consent = 'Y'", by=["branch"])
    page["datasets"]["answers"]["file"] = str(folder / "answers.csv")
    return build(read(page, allow=[folder]), as_of="2026-02-05")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return every object of the sample and of others with what it lacks, with their shapes."""
    scored = make_kpi("a", [1.0, 2.0])
    since = Baseline("2025-01", "2025-12", "Before the move")
    signal, estimate = (
        replace(scored.signal, baseline=since),
        Estimate("DuckDB", "t-digest", "none"),
    )
    named = replace(scored, signal=signal, estimate=estimate)
    learnt = Accountability(
        failures=FailureSummary(
            12, 0, 0, None, 0, 12, None, spans=SpansCompared(12, 9, 3, 0.145996, significant=False)
        ),
        cleared=ClearedBlockers(2, 41.0),
    )
    plain = make_scorecard([named], accountability=learnt)
    sample = build(read(ROOT / "kpis.yaml"), fail_on=["off-target", "overdue-action"])
    cards = [sample, plain, _changed(), replace(plain, listing=Listing((), frozenset(), {}))]
    cards.append(replace(make_scorecard([make_kpi("a", [1.0, 2.0])]), ledger=make_ledger()))
    cards.append(_commented(tmp_path_factory.mktemp("comments")))
    files = {"kpis.csv": b"of the same pack"}
    documents = [json.loads(render(card, "json", files=files)) for card in cards]
    return [pair for document in documents for pair in objects(document)]


def test_every_object_has_the_keys_of_its_shape_in_their_order(written):
    names = {id(shape): name for name, shape in shapes()}
    for found, shape in written:
        kept = [key for key in shape["properties"] if key in {*shape["required"], *found}]
        assert list(found) == kept, names[id(shape)]


def test_every_key_has_a_text():
    bare = [
        f"{name}.{key}"
        for name, shape in shapes()
        for key, part in shape["properties"].items()
        if not part.get("description", "").strip()
    ]
    assert bare == []


def test_no_shape_is_one_that_nothing_was_held_against(written):
    held = {id(shape) for _, shape in written}
    assert [name for name, shape in shapes() if id(shape) not in held] == []


@pytest.mark.parametrize(("name", "shape"), [pytest.param(*each, id=each[0]) for each in shapes()])
def test_every_key_is_promised(name, shape):
    kept = [key for key in shape["properties"] if f"{name}.{key}" not in OF_LONG_LOGS]
    assert shape["required"] == kept


@pytest.mark.parametrize("place", ENUMS)
def test_words_are_those_of_the_alternative(place):
    name, _, key = place.partition(".")
    shape = SCHEMA["$defs"][name]
    listed = shape["properties"][key]["enum"] if key else shape["enum"]
    assert set(listed) - {None} == {each.value for each in ENUMS[place]}
