"""The folder in which what a page shows is run: data, registers, the files that it shows."""

import json
import shutil
from pathlib import Path

from tests.docs import workbooks
from tests.docs.completing import Keys, files_of
from tests.docs.fences import fences_of
from tests.docs.rows import rows_of

FILES = Path(__file__).with_name("files")


def folder_of(page: Path, whole: Keys, folder: Path) -> Path:
    """Fill *folder* with *whole* as its kpis.yaml, and with the files that it may name."""
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    for fence in fences_of(page):
        if fence.title:
            (folder / fence.title).write_text(fence.text, encoding="utf-8")
    for name in files_of(whole):
        path = folder / name.replace("*", "05")
        if not path.exists():
            _write(path)
    (folder / "kpis.yaml").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return folder


def _write(path: Path) -> None:
    if path.suffix == ".csv":
        path.write_text(rows_of(path.name), encoding="utf-8")
    else:
        workbooks.write(path)
