"""Problems as GitLab's code quality report."""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from cxscore.cli.report import visible
from cxscore.problems import Problem, Severity

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def gitlab_text(found: Sequence[Problem]) -> str:
    """Return a list of findings; a fingerprint stays the same where lines above are added."""
    known: Counter[str] = Counter()
    rows = []
    for problem in found:
        what = f"{problem.path}\0{problem.code}\0{problem.text}"
        known[what] += 1
        seen = f"{what}\0{known[what]}"
        message = visible(problem.message)
        rows.append(
            {
                "description": f"row {problem.row}: {message}" if problem.row else message,
                "check_name": problem.code,
                "fingerprint": sha256(seen.encode(errors="backslashreplace")).hexdigest(),
                "severity": SEVERITIES[problem.severity],
                "location": {
                    "path": visible(problem.path),
                    "lines": {"begin": max(problem.line, 1)},
                },
            }
        )
    return f"{json.dumps(rows, indent=2, ensure_ascii=False)}\n"
