"""How deep the program is: the longest chain of imports, of the whole and of each stage."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 18
"""Modules in the longest chain of the program, from its entry to a leaf."""
STAGES = {"definition": 13, "measure": 15, "registers": 9, "score": 13, "rendering": 15}
"""Modules in the longest chain that begins with a stage's package."""


def imports_of(folder, package):
    """Return the modules of *package*, in *folder*, that each of them imports, wherever it does.

    Imports in functions and for typing alone count too: who reads a module has to know them.
    """
    paths = {}
    for path in (folder / package).rglob("*.py"):
        parts = path.relative_to(folder).with_suffix("").parts
        paths[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    found = {}
    for name, path in paths.items():
        named = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                within = {f"{node.module}.{alias.name}" for alias in node.names}
                named |= within & paths.keys()
                named |= {node.module} if within - paths.keys() else set()
            elif isinstance(node, ast.Import):
                named |= {alias.name for alias in node.names}
        found[name] = named & paths.keys() - {name}
    return found


def chain_from(start, imports, known):
    """Return the longest chain of *imports* that begins with *start*; *known* keeps others."""
    if start not in known:
        below = (chain_from(name, imports, known) for name in sorted(imports[start]))
        known[start] = [start, *max(below, key=len, default=[])]
    return known[start]


@pytest.fixture(scope="module")
def chains():
    """The longest chain from each module of the program."""
    imports, known = imports_of(ROOT, "cxscore"), {}
    return {name: chain_from(name, imports, known) for name in imports}


def test_a_chain_is_the_longest_way_down(tmp_path):
    sources = {
        "__init__": "from p import a",
        "a": "from p.b import thing\nfrom p import d",
        "b": "def f():\n    from p.c.e import other",
        "c/__init__": "",
        "c/e": "import p.d",
        "d": "import os",
    }
    for name, text in sources.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / f"{name}.py").write_text(text, encoding="utf-8")
    imports = imports_of(tmp_path, "p")
    assert imports["p.a"] == {"p.b", "p.d"}
    assert chain_from("p", imports, {}) == ["p", "p.a", "p.b", "p.c.e", "p.d"]


def test_no_chain_of_imports_is_longer_than_it_was(chains):
    longest = max(chains.values(), key=len)
    assert len(longest) <= LONGEST, " > ".join(longest)


@pytest.mark.parametrize(("stage", "most"), STAGES.items())
def test_no_stage_is_deeper_than_it_was(chains, stage, most):
    longest = chains[f"cxscore.{stage}"]
    assert len(longest) <= most, " > ".join(longest)
