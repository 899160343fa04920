"""Templates as they were compiled: taken where they are the same, never where they are not."""

import sys

import pytest
from jinja2 import DictLoader, Environment

from cxscore.rendering.compiled_templates import CompiledTemplates


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the bytecode goes, which Python is asked for."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def filled(source, **options):
    """Return what *source* gives, and how often a template was compiled for it."""
    environment = Environment(
        loader=DictLoader({"t.html": source}),
        bytecode_cache=CompiledTemplates(options),
        **options,
    )
    compiled = []
    generate = environment._generate
    environment._generate = lambda *a, **k: compiled.append(a) or generate(*a, **k)
    return environment.get_template("t.html").render(name="<b>"), len(compiled)


def test_a_template_is_compiled_once(folder):
    assert [filled("a {{ name }}") for _ in range(2)] == [("a <b>", 1), ("a <b>", 0)]
    assert list(folder.rglob("template-*.bytecode"))


def test_other_source_and_other_options_are_compiled_anew(folder):
    assert filled("a {{ name }}") == ("a <b>", 1)
    assert filled("b {{ name }}") == ("b <b>", 1)
    assert filled("b {{ name }}", autoescape=True) == ("b &lt;b&gt;", 1)


@pytest.mark.parametrize("content", [b"", b"j2", b"\xff" * 200])
def test_damaged_bytecode_is_not_used(folder, content):
    filled("a {{ name }}")
    (kept,) = folder.rglob("template-*.bytecode")
    whole = kept.read_bytes()
    kept.write_bytes(content or whole[: len(whole) // 2])
    assert filled("a {{ name }}") == ("a <b>", 1)
    assert kept.read_bytes() == whole


def test_nothing_is_written_where_python_is_told_not_to(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert filled("a {{ name }}") == ("a <b>", 1)
    assert not list(folder.rglob("*"))


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "file"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert filled("a {{ name }}") == ("a <b>", 1)
