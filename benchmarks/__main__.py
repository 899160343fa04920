"""Run the benchmarks: all of them, or those that are named."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.made import (
    DATA,
    answers,
    contact_definition,
    contacts,
    many_kpis,
    sample_with_log,
    survey_definition,
)
from benchmarks.processes import CXSCORE, ROOT, compare, python, run, seconds_to_first_line

if TYPE_CHECKING:
    from benchmarks.placebo import Tally

LIBRARIES = "import duckdb, sqlglot, pandas, jinja2, matplotlib.figure"
"""The yardstick: it stays what it was, so that figures of different years can be compared."""
ROWS = 10_000_000
LOG = 50_000
LEAST_COVERAGE = 0.88
"""What 95 % intervals of forecasts have to hold at least, on series that nobody here made."""
_CHECK = """
import sys
from cxscore.cli import main

try:
    main(["check", "-q"])
except SystemExit as done:
    assert not done.code, "the sample has errors"
heavy = {"pandas", "jinja2"} & set(sys.modules)
assert not heavy, f"check imports {heavy}"
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: str
    limit: str
    met: bool


def ratio(what: str, found: float, limit: float, ours: float, base: float) -> Figure:
    """Return the line of a ratio that should not exceed *limit*."""
    value = f"{found:.2f} × ({ours:.2f} s to {base:.2f} s)"
    return Figure(what, value, f"≤ {limit} ×", found <= limit)


def start() -> list[Figure]:
    """Starting up: what a command costs that does nothing."""
    help_ = compare((*CXSCORE, "--help"), python("import click"), times=11)
    run(python(_CHECK))
    return [
        ratio("`cxscore --help` to `import click`", help_.ratio, 2.5, *help_.seconds),
        Figure("`cxscore check` on the sample", "imports neither", "no pandas, jinja2", True),
    ]


def sample() -> list[Figure]:
    """The sample: every chart, and the paper."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for formats, limit in (("html,json", 1.8), ("html,json,pdf", 5)):
            ours = (*CXSCORE, "build", "-q", "-f", formats, "-o", folder)
            pair = compare(ours, python(LIBRARIES), times=7)
            what = f"`build -f {formats}` on the sample to importing the libraries"
            lines.append(ratio(what, pair.ratio, limit, *pair.seconds))
    return lines


def texts() -> list[Figure]:
    """The formats of text, of which all together cost little more than one."""
    with tempfile.TemporaryDirectory() as folder:
        build = (*CXSCORE, "build", "-q", "-o", folder, "-f")
        pair = compare((*build, "md,csv,json,junit,badge"), (*build, "json"), times=7)
    what = "CPU time of `build -f md,csv,json,junit,badge` on the sample, to `-f json`"
    return [ratio(what, pair.cpu[0] / pair.cpu[1], 1.3, *pair.cpu)]


_SHOWN = """
import contextlib, io, sys
from cxscore.cli import main

with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(["show", *sys.argv[1:]])
print(*(name for name in sys.modules if name != "__main__"))
"""
_IMPORTS = """
import contextlib, importlib

for name in {names!r}:
    with contextlib.suppress(ImportError):  # a module that others make as they load
        importlib.import_module(name)
"""


def show() -> list[Figure]:
    """The scorecard in the terminal: its first line, and all of it, to importing what it needs."""
    with tempfile.TemporaryDirectory() as folder:
        kept = ("--tallies", str(Path(folder) / "kept"))
        run((*CXSCORE, "show", *kept))
        known, anew = (
            compare((*CXSCORE, "show", *options), _imports_of_show(*options), times=7).cpu
            for options in (kept, ())
        )
    what = "CPU time of `cxscore show"
    found = f"{anew[0] / anew[1]:.2f} × ({anew[0]:.2f} s to {anew[1]:.2f} s)"
    return [
        _first_line(),
        ratio(f"{what} --tallies` on the sample to its imports", known[0] / known[1], 1.5, *known),
        Figure(f"{what}`, which reads the data, likewise", found, "told only", True),
    ]


def _first_line() -> Figure:
    imports = _imports_of_show()
    turns = [(seconds_to_first_line((*CXSCORE, "show")), run(imports).seconds) for _ in range(8)][
        1:
    ]
    ours, base = (statistics.median(each) for each in zip(*turns, strict=True))
    found = statistics.median(line / imported for line, imported in turns)
    return ratio("the first line of `cxscore show` to all its imports", found, 1.5, ours, base)


def _imports_of_show(*options: str) -> tuple[str | Path, ...]:
    """Return the command that imports what ``cxscore show`` imports, and does nothing else."""
    command = [sys.executable, "-c", _SHOWN, *options]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return python(_IMPORTS.format(names=done.stdout.split()))


def tallies() -> list[Figure]:
    """What was measured before: only scoring and rendering are left."""
    with tempfile.TemporaryDirectory() as folder:
        kept = ("--tallies", Path(folder) / "kept")
        ours = (*CXSCORE, "build", "-q", "-f", "json", "-o", folder)
        again = compare((*ours, *kept), python(LIBRARIES), times=7)
        first = compare((*ours, *kept, "--rescan"), ours, times=7)
        survey = _build(survey_definition(ROWS, 16))
        large = compare((*survey, *kept), survey, times=3)
    what = "`build -f json` with `--tallies`"
    unchanged = f"{what}, the sample unchanged, to importing the libraries"
    return [
        ratio(unchanged, again.ratio, 1.2, *again.seconds),
        ratio(f"{what} and `--rescan` on the sample to without", first.ratio, 1.3, *first.seconds),
        ratio(f"{what}, 10 M rows unchanged, to without", large.ratio, 0.7, *large.seconds),
    ]


def survey() -> list[Figure]:
    """Ten million answers against a query by hand, and many KPIs against few."""
    csv = answers(ROWS)
    few, many = (survey_definition(ROWS, kpis) for kpis in (3, 16))
    by_hand = (sys.executable, "-m", "benchmarks.by_hand", csv)
    hand = compare(_build(few), by_hand, times=5)
    wide = compare(_build(many), _build(few), times=3)
    return [
        ratio("10 M rows, 3 KPIs × 2 segments, to a query by hand", hand.ratio, 1.4, *hand.seconds),
        ratio("10 M rows, 16 KPIs × 4 segment sets, to 3 KPIs", wide.ratio, 3, *wide.seconds),
    ]


_CONTACTS_BY_HAND = """
import duckdb
duckdb.sql('''
    SELECT month, region, channel, avg(minutes), sum(amount), count(*),
        quantile_cont(minutes, 0.5), quantile_cont(wait, 0.9), count(DISTINCT customer)
    FROM (SELECT *, date_trunc('month', opened_at) AS month FROM read_csv('{path}'))
    GROUP BY GROUPING SETS ((month), (region, month), (channel, month))
''').fetchall()
"""


def contacts_all_different() -> list[Figure]:
    """Rows of which no two are alike: nothing can be put together before cells are read."""
    definition = contact_definition(300_000)
    by_hand = python(_CONTACTS_BY_HAND.replace("{path}", str(contacts(300_000))))
    pair = compare(_build(definition), by_hand, times=5)
    what = "300 000 rows all different, 13 KPIs × 2 segments, to a typed query by hand"
    return [ratio(what, pair.ratio, 12, *pair.seconds)]


def warehouse() -> list[Figure]:
    """Ten million answers that stay in ClickHouse: what comes over, and a query by hand."""
    from benchmarks import warehouse as rows

    folder = rows.folder_of(ROWS)
    definition = rows.definition_of(ROWS, survey_definition(ROWS, 3))
    pairs = [
        (rows.told(definition, folder=folder), rows.told("by hand", folder, folder=folder))
        for _ in range(3)
    ]
    ours, hand = (min(pair[side]["seconds"] for pair in pairs) for side in (0, 1))
    crossed = pairs[0][0]
    what = "10 M rows in ClickHouse, 3 KPIs × 2 segments"
    over = (
        f"{crossed['selects']} statements, {crossed['bytes'] / 1e3:.0f} kB "
        f"for {crossed['facts']} totals ({pairs[0][1]['bytes'] / 1e3:.0f} kB by hand)"
    )
    return [
        Figure(f"{what}: what comes over", over, "< 1 MB", crossed["bytes"] < 1e6),
        Figure(
            f"{what}, asked and checked, to a query by hand",
            f"{ours / hand:.1f} × ({ours:.2f} s to {hand:.2f} s)", "told only", True,
        ),
    ]  # fmt: skip


def memory() -> list[Figure]:
    """The most memory held, at ten and at fifty million rows."""
    small, large = (
        max(run(_build(survey_definition(rows, 16))).peak_mb for _ in range(2))
        for rows in (ROWS, 5 * ROWS)
    )
    # What a scheduler and an allocator do differently from run to run is no growth.
    steady = large <= 1.1 * small
    return [
        Figure("peak memory, 10 M rows, 16 KPIs", f"{small:.0f} MB", "< 700 MB", small < 700),
        Figure("peak memory, 50 M rows, 16 KPIs", f"{large:.0f} MB", "does not grow", steady),
    ]


def many() -> list[Figure]:
    """Two hundred KPIs over 60 months: the time a KPI, to that at twenty."""
    pair = compare(_build(many_kpis(200), "html,json"), _build(many_kpis(20), "html,json"), times=3)
    ours, base = (seconds / kpis for seconds, kpis in zip(pair.seconds, (200, 20), strict=True))
    what = "a KPI's time, 200 KPIs × 60 months × 5 segments to 20 KPIs"
    return [ratio(what, pair.ratio / 10, 1, ours, base)]


def backtest() -> list[Figure]:
    """Forecasts 1 to 6 periods ahead, against what came: how often intervals held it."""
    from benchmarks.backtest import WHERE, on_real, on_sample

    found = {"the sample": on_sample()}
    for title, seasonal in (("", False), (", season taken out", True)):
        found |= {f"{name}{title}": each for name, each in on_real(seasonal=seasonal).items()}
    if len(found) == 1:
        print(f"real data left out: {WHERE} is not set", file=sys.stderr)
    lines = []
    for name, tally in found.items():
        for said, calm in (("", False), (", no special cause but a trend's by then", True)):
            made = sum(tally.made.values()) if not calm else tally.made[True]
            lower, upper = (tally.coverage(level, undisturbed=calm) for level in (0.8, 0.95))
            # The sample tells a story of changes, which no forecast made before can know.
            judged = calm or name != "the sample"
            lines.append(
                Figure(
                    f"80 and 95 % intervals of forecasts on {name}{said}",
                    f"hold {lower:.1%} and {upper:.1%} of {made} values"
                    + ("" if calm else f"; {tally.unsaid} times nothing was foretold"),
                    "≥ 88 % of the latter" if judged else "told only",
                    upper >= LEAST_COVERAGE or not judged,
                )
            )
    return lines


def placebo() -> list[Figure]:
    """Actions that were none: how often they are said to have worked, and what is found."""
    from benchmarks import placebo as drawn
    from benchmarks.backtest import WHERE

    real = (
        ("months of a call centre, a year later", drawn.on_vancouver(12), 0.03),
        ("months of a call centre, 7 months later", drawn.on_vancouver(7), 0.03),
        ("emergency departments against the rest", drawn.on_departments(), 0.10),
    )
    if any(tally is None for _, tally, _ in real):
        print(f"real data left out: {WHERE} is not set", file=sys.stderr)
    lines = [
        _worked(f"dates at which nothing was done: {name}", tally, at_most=limit)
        for name, tally, limit in real
        if tally is not None
    ]
    months = "made months of a steady process"
    return [
        *lines,
        _worked("dates drawn on the sample, in which things were done", drawn.on_sample()),
        _worked(months, drawn.on_made(), at_most=0.03),
        _worked(f"{months}, an effect of 2σ", drawn.on_made(effect=drawn.SIGMAS), at_least=0.9),
        _worked("made months with a season of ± 1σ", drawn.on_made(swing=1.0)),
        _worked("made months with a season of ± 2σ", drawn.on_made(swing=2.0)),
        _worked(
            "made months with a season of ± 2σ, an effect of 2σ",
            drawn.on_made(swing=2.0, effect=drawn.SIGMAS),
        ),
        _worked("made months that get better by 0.2σ each", drawn.on_made(drift=0.2), at_most=0.03),
    ]


def _worked(what: str, tally: "Tally", *, at_most: float = 1.0, at_least: float = 0.0) -> Figure:
    limit = f"≥ {at_least:.0%}" if at_least else f"≤ {at_most:.0%}" if at_most < 1 else "told only"
    met = at_least <= tally.worked <= at_most
    return Figure(f"“worked” of {what}", f"{tally.worked:.1%} of {tally.made}", limit, met)


def closes() -> list[Figure]:
    """A build with 120 closes behind it, to one without."""
    from benchmarks.made import closed_sample

    build = (*CXSCORE, "build", "-q", "-f", "json")
    pair = compare(build, build, times=9, cwd=closed_sample(120), base_cwd=closed_sample(0))
    ours, base = pair.cpu
    what = "CPU time of `build -f json` on the sample with 120 closes, to without"
    return [ratio(what, ours / base, 1.10, ours, base)]


def log() -> list[Figure]:
    """A log of 50 000 rows: read, judged and counted, to importing the libraries."""
    check, imports = (*CXSCORE, "check", "-q"), python(LIBRARIES)
    long, short = (
        compare(check, imports, times=5, cwd=sample_with_log(rows)).cpu for rows in (LOG, 0)
    )
    ours, base = long[0] - short[0], (long[1] + short[1]) / 2
    rows = f"{LOG:,} rows of its log".replace(",", " ")
    what = f"CPU time of `check` on the sample with {rows}, less that with 27"
    return [
        ratio(f"{what}, to importing the libraries", ours / base, 1.4, ours, base),
        _log_written(rows),
    ]


def _log_written(rows: str) -> Figure:
    """Return what the same log costs until the page and the JSON are written."""
    with tempfile.TemporaryDirectory() as folder:
        build = (*CXSCORE, "build", "-q", "-f", "html,json", "-o", folder)
        pair = compare(build, build, times=5, cwd=sample_with_log(LOG), base_cwd=sample_with_log(0))
    what = f"CPU time of `build -f html,json` on the sample with {rows}, to that with 27"
    return ratio(what, pair.cpu[0] / pair.cpu[1], 2, *pair.cpu)


def _build(definition: Path, formats: str = "json") -> tuple[str | Path, ...]:
    return (*CXSCORE, "build", "-q", definition, "-f", formats, "-o", DATA / "scorecard")


PARTS: dict[str, Callable[[], list[Figure]]] = {
    part.__name__: part
    for part in (
        *(start, sample, texts, show, tallies, survey, contacts_all_different, warehouse),
        *(memory, many, closes, log),
        *(backtest, placebo),
    )
}


def main(names: list[str]) -> int:
    """Run the parts named, print their table and keep it; 1 where a limit is not met."""
    if unknown := set(names) - set(PARTS):
        sys.exit(f"there is no {', '.join(sorted(unknown))}; there are: {', '.join(PARTS)}")
    DATA.mkdir(exist_ok=True)
    figures: list[Figure] = []
    for name in names or PARTS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        figures += PARTS[name]()
    rows = [f"| {f.what} | {f.value} | {f.limit} | {'yes' if f.met else 'NO'} |" for f in figures]
    table = "\n".join(("| figure | found | limit | met |", "|---|---|---|---|", *rows))
    print(table)
    report = DATA / "report.md"
    report.write_text(table + "\n", encoding="utf-8")
    print(f"Kept in {report.relative_to(ROOT)}", file=sys.stderr)
    return 0 if all(figure.met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
