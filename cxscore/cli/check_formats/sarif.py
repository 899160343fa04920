"""Problems as SARIF 2.1.0, the interchange format of static analysis."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cxscore.cli.report import visible
from cxscore.problems import Problem, Severity
from cxscore.resources import version

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
ROOT = "%SRCROOT%"
"""The root of the repository, in the words of the systems that read it."""


def sarif_text(found: Sequence[Problem]) -> str:
    """Return a log of one run, with a rule a code."""
    codes = list(dict.fromkeys(problem.code for problem in found))
    run = {
        "tool": {
            "driver": {
                "name": "cxscore",
                "version": version(),
                "rules": [{"id": code} for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in found],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return f"{json.dumps(document, indent=2, ensure_ascii=False)}\n"


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    message = visible(problem.message)
    place: dict[str, Any] = {"artifactLocation": _artifact(problem.path)}
    if problem.line:
        place["region"] = {"startLine": problem.line}
        if problem.column:
            place["region"]["startColumn"] = problem.column
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": LEVELS[problem.severity],
        "message": {"text": f"row {problem.row}: {message}" if problem.row else message},
        "locations": [{"physicalLocation": place}],
    }


def _artifact(path: str) -> dict[str, str]:
    """Return where a file is: below the root, or anywhere at all."""
    whole = Path(path)
    if whole.is_absolute():
        return {"uri": f"file://{quote(whole.as_posix(), errors='backslashreplace')}"}
    uri = quote(path, errors="backslashreplace")
    return {"uri": uri} if path.startswith("..") else {"uri": uri, "uriBaseId": ROOT}
