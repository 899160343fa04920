"""Problems as JUnit's XML: a case each, failed where it is an error."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from cxscore.cli.report import visible
from cxscore.problems import Problem, Severity

SUITE = "cxscore check"


def junit_text(found: Sequence[Problem], kpis_yaml: str) -> str:
    """Return a suite with a case a problem; with one that passed, of *kpis_yaml*, without any.

    A warning is a case that passed and has something to say.
    """
    failures = sum(each.severity is Severity.ERROR for each in found)
    cases = [line for each in found for line in _case(each)] or [_passed(kpis_yaml)]
    counts = f'tests="{len(found) or 1}" failures="{failures}" errors="0"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<testsuites name={quoteattr(SUITE)} {counts}>",
            f'  <testsuite name={quoteattr(SUITE)} {counts} skipped="0" time="0">',
            *(f"    {line}" for line in cases),
            "  </testsuite>",
            "</testsuites>",
            "",
        ]
    )


def _passed(kpis_yaml: str) -> str:
    name = quoteattr(visible(kpis_yaml))
    return f'<testcase classname="cxscore.check" name={name} file={name} time="0"/>'


def _case(problem: Problem) -> Iterator[str]:
    place = visible(problem.place)
    line = f' line="{problem.line}"' if problem.line else ""
    yield (
        f"<testcase classname={quoteattr(visible(problem.path))} "
        f"name={quoteattr(f'{problem.code} {place}')} "
        f'file={quoteattr(visible(problem.path))}{line} time="0">'
    )
    message = visible(problem.message)
    whole = f"{place}: {problem.severity.value}: {problem.code}: {message}"
    if problem.more:
        whole += f" (and {problem.more} more)"
    if problem.severity is Severity.ERROR:
        kind = quoteattr(problem.code)
        yield f"  <failure type={kind} message={quoteattr(message)}>{escape(whole)}</failure>"
    else:
        yield f"  <system-out>{escape(whole)}</system-out>"
    yield "</testcase>"
