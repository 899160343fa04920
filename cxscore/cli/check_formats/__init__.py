"""What ``check`` found, for programs: a module a format, and the mapping that lists them."""

import json
from collections.abc import Callable, Mapping, Sequence

from cxscore.cli.report import github_lines, json_lines, visible_json
from cxscore.problems import Problem

Write = Callable[[Sequence[Problem], str], str]
"""Takes what was found and the path of kpis.yaml, and returns a text that ends with a line."""


def _github(found: Sequence[Problem], _: str) -> str:
    from cxscore.cli.check_formats.places import from_the_root

    return "".join(f"{line}\n" for line in github_lines(from_the_root(found)))


def _json(found: Sequence[Problem], _: str) -> str:
    document = json.dumps([each.as_json() for each in found], indent=2, ensure_ascii=False)
    return f"{visible_json(document)}\n"


def _jsonl(found: Sequence[Problem], _: str) -> str:
    return "".join(f"{line}\n" for line in json_lines(found))


def _junit(found: Sequence[Problem], kpis_yaml: str) -> str:
    from cxscore.cli.check_formats.junit import junit_text
    from cxscore.cli.check_formats.places import from_the_root, path_from_the_root

    return junit_text(from_the_root(found), path_from_the_root(kpis_yaml))


def _gitlab(found: Sequence[Problem], _: str) -> str:
    from cxscore.cli.check_formats.gitlab import gitlab_text
    from cxscore.cli.check_formats.places import from_the_root

    return gitlab_text(from_the_root(found))


def _sarif(found: Sequence[Problem], _: str) -> str:
    from cxscore.cli.check_formats.places import from_the_root
    from cxscore.cli.check_formats.sarif import sarif_text

    return sarif_text(from_the_root(found))


FORMATS: Mapping[str, Write] = {
    "github": _github,
    "json": _json,
    "jsonl": _jsonl,
    "junit": _junit,
    "gitlab": _gitlab,
    "sarif": _sarif,
}
"""The formats for programs by their names; ``text`` is the console's own."""
LISTING = ("json", "jsonl")
"""Those that list every place: programs can count."""
