"""What ``cxscore init`` writes: the samples, or a draft from the user's own file."""

import json
import shutil
from pathlib import Path

from cxscore.pipeline import WrongUsage
from cxscore.resources import find

STARTER = "kpis.yaml", "samples"
SCHEMA = "kpis.schema.json"
"""What the starter's first line points editors to."""


def write_starter(folder: Path) -> Path:
    """Copy the working starter into *folder*, which must be new or empty.

    Raises:
        WrongUsage: where something is in it already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUsage(
            f"{'this folder' if folder == Path() else folder} is not empty; "
            "name a new one: cxscore init demo"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name in STARTER:
        source = find(name)
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copyfile(source, folder / name)
    (folder / SCHEMA).write_text(schema_text(), encoding="utf-8")
    return folder / "kpis.yaml"


def schema_text() -> str:
    """Return the JSON Schema of kpis.yaml as a file's text."""
    from cxscore.definition import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def write_draft(folder: Path, export: Path) -> Path:
    """Write a kpis.yaml drafted from *export* into *folder*.

    Raises:
        WrongUsage: where there is a kpis.yaml already, or no such file.
        Problems: where the file cannot be read.
    """
    from cxscore.measure.draft import draft

    target = folder / "kpis.yaml"
    if target.exists():
        raise WrongUsage(f"{target} is there already; name a new folder, or move it away")
    if not export.is_file():
        raise WrongUsage(f"--from: there is no file {export}")
    text = draft(export, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as file:
        file.write(text)
    return target
