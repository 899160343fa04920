"""Break lines of the program on purpose, one operator each, and say which breaks no test notices.

    python -m tests.mutants --count 100 --seed 7 --workers 2

Each break is made in a copy of the project, and the tests are run there: first those named after
the module, then those of its stage, then those that look at whole pages. What survives is printed
with its line, and wants a test, or a word on why it means the same. A break that makes a loop
without end is noticed as well: one test may take five minutes, and one run of tests an hour.

Where it is known which tests reach a line, only these are run, which takes a fraction of the time:

    pytest -n2 -m "not slow" --cov --cov-context=test
    python -m tests.mutants --reached .coverage
"""

import argparse
import ast
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coverage import CoverageData

ROOT = Path(__file__).resolve().parent.parent
STAGES = (
    "cxscore/score",
    "cxscore/measure",
    "cxscore/rendering/words",
    "cxscore/special_functions",
)
TEST_TAKES, RUN_TAKES = 300, 3600
"""Seconds at most: what takes longer is taken for a loop without end."""

COMPARISONS = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
ARITHMETIC = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.Mod: "*",
    ast.Pow: "*",
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sum": "max"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One break: a stretch of a file, and what stands there instead."""

    path: Path
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return (
            f"{self.path.relative_to(ROOT)}:{self.line}: {self.old.strip()} -> {self.new.strip()}"
        )


def main() -> None:
    """Break lines and print what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--reached", help="coverage data with the tests as contexts")
    parser.add_argument("stages", nargs="*", default=STAGES)
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGHUP):
        # What is ignored here, as under nohup, the tests would ignore too, and fail.
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)
    every = [mutant for stage in options.stages for mutant in mutants_of(ROOT / stage)]
    chosen = random.Random(options.seed).sample(every, min(options.count, len(every)))
    reached = None
    if options.reached:
        reached = CoverageData(options.reached)
        reached.read()
    survived = 0
    with ThreadPoolExecutor(options.workers) as pool:
        found = pool.map(partial(is_noticed, reached=reached), chosen)
        for mutant, noticed in zip(chosen, found, strict=True):
            survived += not noticed
            print(f"{noticed or 'SURVIVED'} {mutant}", flush=True)
    print(f"{len(chosen)} lines broken of {len(every)}; {survived} noticed by no test")


def mutants_of(folder: Path) -> Iterator[Mutant]:
    """Yield every break that can be made in the modules below *folder*."""
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        starts = [0]
        for row in text.splitlines(keepends=True):
            starts.append(starts[-1] + len(row.encode()))
        raw = text.encode()
        for node in _nodes(ast.parse(text)):
            for start, end, new in _breaks(node, raw, starts):
                line = raw[:start].count(b"\n") + 1
                yield Mutant(path, line, start, end, raw[start:end].decode(), new)


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of *tree*, decorators left out: a noun that is not frozen reads the same."""
    decorators = {
        part
        for node in ast.walk(tree)
        for decorator in getattr(node, "decorator_list", ())
        for part in ast.walk(decorator)
    }
    return (node for node in ast.walk(tree) if node not in decorators)


def _breaks(node: ast.AST, raw: bytes, starts: list[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of bytes of *node* that can be broken, and what to put there."""

    def at(part: ast.expr, *, end: bool) -> int:
        line = part.end_lineno if end else part.lineno
        column = part.end_col_offset if end else part.col_offset
        return starts[line - 1] + column

    def between(left: ast.expr, right: ast.expr, new: str) -> Iterator[tuple[int, int, str]]:
        start, end = at(left, end=True), at(right, end=False)
        kept = raw[start:end].decode()
        # Brackets and line ends around an operator stay where they are.
        before = kept[: len(kept) - len(kept.lstrip(" )\n"))]
        after = kept[len(kept.rstrip(" (\n")) :]
        if "#" not in kept:
            yield start, end, f"{before} {new} {after}"

    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            yield from between(left, right, COMPARISONS[type(op)])
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            yield from between(left, right, ARITHMETIC[type(op)])
        case ast.BoolOp(op=op, values=[left, right, *_]):
            yield from between(left, right, "or" if isinstance(op, ast.And) else "and")
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield at(node, end=False), at(operand, end=False), ""
        case ast.Call(func=ast.Name(id=name) as func) if name in CALLS:
            yield at(func, end=False), at(func, end=True), CALLS[name]
        case ast.Constant(value=int() as value):
            # True and False are whole numbers too, and turn into each other.
            new = str(not value) if isinstance(value, bool) else str(value + 1)
            yield at(node, end=False), at(node, end=True), new


def is_noticed(mutant: Mutant, reached: CoverageData | None = None) -> str:
    """Return in words whether a test fails once *mutant* is made; nothing where none does."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder) / "project"
        ignored = shutil.ignore_patterns(".git", ".venv", "*.egg-info", "scorecard", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=ignored, symlinks=True)
        target = copy / mutant.path.relative_to(ROOT)
        raw = target.read_bytes()
        target.write_bytes(raw[: mutant.start] + mutant.new.encode() + raw[mutant.end :])
        rounds = _rounds(mutant, copy, _reaching(mutant, reached) if reached else None)
        return next(filter(None, (_fails(copy, tests) for tests in rounds)), "")


def _rounds(mutant: Mutant, copy: Path, reaching: set[str] | None) -> Iterator[list[str]]:
    """Yield the tests to run, the nearest first; those of *reaching* alone, where it is known."""
    stage = mutant.path.relative_to(ROOT / "cxscore").parts[0]
    stem = mutant.path.stem.removeprefix("_")
    near = {str(p.relative_to(copy)) for p in (copy / "tests").rglob(f"test*_{stem}*.py")}
    if reaching is not None:
        named = {test for test in reaching if test.split("::")[0] in near}
        beside = {test for test in reaching - named if test.startswith(f"tests/{stage}/")}
        yield from (sorted(tests) for tests in (named, beside, reaching - named - beside) if tests)
        return
    if near:
        yield sorted(near)
    yield [f"tests/{stage}"]
    others = ("measure", "score", "rendering")
    pages = ["tests/test_samples.py", "tests/test_faults.py", "tests/cli"]
    yield [*(f"tests/{name}" for name in others if name != stage), *pages]


def _reaching(mutant: Mutant, reached: CoverageData) -> set[str]:
    """Return the tests that reach the statement of *mutant*.

    Of a statement that an import runs they are those that reach a line which names what it
    sets. Where there are none they are those that reach any line of the module.
    """
    kept = reached.contexts_by_lineno(str(mutant.path))

    def tests_of(lines: Iterable[int]) -> set[str]:
        contexts = {context for line in lines for context in kept.get(line, ()) if context}
        parted = [context.rpartition("|") for context in contexts]
        # What is set up may be shared by the whole module, and is noted at its first test.
        return {test.split("::" if when == "setup" else "[")[0] for test, _, when in parted}

    return tests_of(_statement(mutant) or _uses(mutant)) or tests_of(kept)


def _statement(mutant: Mutant) -> range | None:
    """Return the lines of the statement within a function that *mutant* stands in."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    within = [
        part
        for function in functions
        for statement in function.body
        for part in ast.walk(statement)
        if isinstance(part, ast.stmt | ast.match_case | ast.ExceptHandler)
    ]
    spans = []
    for part in within:
        first = part.pattern if isinstance(part, ast.match_case) else part
        last = part.body[-1] if isinstance(part, ast.match_case) else part
        if first.lineno <= mutant.line <= last.end_lineno:
            spans.append(range(first.lineno, last.end_lineno + 1))
    return min(spans, key=len, default=None)


def _uses(mutant: Mutant) -> set[int]:
    """Return the lines that name what is set by the statement of a module that *mutant* is in."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    (whole,) = (part for part in tree.body if part.lineno <= mutant.line <= part.end_lineno)
    names = {part for part in ast.walk(tree) if isinstance(part, ast.Name)}
    here = {part for part in ast.walk(whole) if isinstance(part, ast.Name)}
    is_set = {part.id for part in here if isinstance(part.ctx, ast.Store)}
    return {part.lineno for part in names - here if part.id in is_set}


def _fails(copy: Path, tests: list[str]) -> str:
    """Return in words whether one of *tests* fails in *copy*; nothing where none does."""
    listed = copy / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-m", "not slow"]
    limits = [f"faulthandler_timeout={TEST_TAKES}", "faulthandler_exit_on_timeout=true"]
    options = ["-p", "no:cacheprovider", "-o", limits[0], "-o", limits[1], f"@{listed}"]
    said = copy / "said.txt"
    with said.open("wb") as stderr:
        run = subprocess.Popen(
            [*command, *options],
            cwd=copy,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            env={**os.environ, "CI": ""},
            # What it started, and what never ends, can be ended with it.
            start_new_session=True,
        )
    try:
        run.wait(RUN_TAKES)
    except subprocess.TimeoutExpired:
        return "noticed, for it never ended:"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
    if b"Timeout (" in said.read_bytes():
        return "noticed, for a test never ended:"
    # A break that keeps the tests from being collected is noticed as well.
    return "noticed " if run.returncode in (1, 2) else ""


if __name__ == "__main__":
    main()
