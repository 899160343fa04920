"""Write a scorecard as the comment of a pull request: one comment, which every later run changes.

    comment.py KPIS_YAML SCORECARD_MD

The environment is a step's of GitHub Actions, with TOKEN and PULL_REQUEST, its number. Where the
token may not write comments, as in a pull request from a fork, that is said and is no failure.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PER_PAGE = 100
"""The most that GitHub gives in one answer."""
MAY_NOT = (401, 403, 404)


def main(kpis: str, page: str) -> None:
    """Write the file *page* as the comment about *kpis*."""
    # It shows nowhere, and tells this comment from any other, and from that of other definitions.
    mark = f"<!-- cxscore {kpis} -->"
    body = {"body": f"{mark}\n{Path(page).read_text(encoding='utf-8')}"}
    repository = f"repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    comments = f"{repository}/{os.environ['PULL_REQUEST']}/comments"
    try:
        own = next((each for each in _all(comments) if each["body"].startswith(mark)), None)
        if own is None:
            _ask("POST", comments, body)
        else:
            _ask("PATCH", f"{repository}/comments/{own['id']}", body)
    except HTTPError as refused:
        if refused.code not in MAY_NOT:
            raise
        why = "it needs the permission pull-requests: write, which a fork has not"
        _say(f"::notice::The comment could not be written ({refused.code}): {why}")


def _all(comments: str) -> Iterator[dict[str, Any]]:
    page = 1
    while found := _ask("GET", f"{comments}?per_page={PER_PAGE}&page={page}"):
        yield from found
        page += 1


def _ask(method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 (JSON)
    request = Request(  # noqa: S310 (GitHub's own address)
        f"{os.environ.get('GITHUB_API_URL', 'https://api.github.com')}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        method=method,
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            "Content-Type": "application/json",
            "X-GitHub-Api-Version": "2022-11-28",
        },
    )
    with urlopen(request, timeout=30) as answer:  # noqa: S310 (as above)
        return json.load(answer)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
