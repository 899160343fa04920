"""What nouns are checked by is what pydantic makes of them."""

from pathlib import Path
from typing import Annotated

import pytest

import cxscore
from cxscore.definition import layout
from cxscore.definition.core_schema import adapter_of, core_schema_of
from cxscore.definition.layout import PARTS
from cxscore.model.annotations import BeforeValidator, Field

PAGE = Path(__file__).parents[2] / "kpis.yaml"
FOR_WRITING = {"metadata", "ref", "json_schema_input_schema", "serialization_alias"}
"""What a JSON Schema is written from, and what nouns are written by."""


def plainly(schema, known=None):
    """Return *schema* with each definition where it is meant, for checking alone."""
    if isinstance(schema, list | tuple):
        return [plainly(each, known) for each in schema]
    if not isinstance(schema, dict):
        # Two functions that are written in one place are the same.
        return getattr(schema, "__code__", schema)
    if schema.get("type") == "definitions":
        return plainly(schema["schema"], {each["ref"]: each for each in schema["definitions"]})
    if schema.get("type") == "definition-ref":
        return plainly(known[schema["schema_ref"]], known)
    kept = {key: each for key, each in schema.items() if key not in FOR_WRITING}
    kept.pop("computed_fields", None)
    return {key: plainly(each, known) for key, each in kept.items()}


@pytest.mark.parametrize("part", PARTS)
def test_pydantic_makes_the_same(part):
    theirs = plainly(adapter_of(PARTS[part]).core_schema)
    assert plainly(core_schema_of(PARTS[part])) == theirs


@pytest.mark.parametrize("hint", [complex, Path, type(None)])
def test_a_type_that_no_noun_has_is_unknown(hint):
    with pytest.raises(TypeError, match="no checks are known"):
        core_schema_of(hint)


def test_another_core_gets_what_pydantic_makes(monkeypatch, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(PAGE.read_text(encoding="utf-8").replace("polarity:", "polarty:", 1))
    known, told = cxscore.read(PAGE), _faults(wrong)
    monkeypatch.setattr(layout, "core_version", "3.0.0")
    monkeypatch.setattr(layout, "core_schema_of", lambda _: pytest.fail("ours is asked"))
    layout.checker.cache_clear()
    try:
        assert cxscore.read(PAGE) == known
        assert _faults(wrong) == told
    finally:
        layout.checker.cache_clear()
    assert "polarity" in told


def test_the_core_that_is_locked_is_known():
    assert layout.core_version.startswith(layout.KNOWN_CORE), "hold the two against each other"


def test_a_limit_that_nobody_would_look_at_is_refused():
    opened = Annotated[str, BeforeValidator(str.strip), Field(max_length=4)]
    with pytest.raises(TypeError, match="would not be looked at"):
        core_schema_of(opened)


def _faults(page):
    with pytest.raises(cxscore.Problems) as raised:
        cxscore.read(page)
    return str(raised.value)
