"""What ``cxscore init`` writes: a sample, or a draft from the user's own file."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.resources import find
from cxscore.wrong_usage import WrongUsage

STARTER = "kpis.yaml", "samples"
TRADES = "nhs", "saas", "retail"
"""The small samples: three KPIs each, on the calendar and the measures of a trade."""
SCHEMA = "kpis.schema.json"
"""What the starter's first line points editors to."""
REGISTERS = "registers"
"""The folder of the files that people write."""


def write_starter(folder: Path, trade: str | None = None) -> Path:
    """Copy the working starter into *folder*, which must be new or empty.

    That is the sample company; with *trade*, one of ``TRADES``, the small sample of it.

    Raises:
        WrongUsage: where something is in it already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUsage(
            f"{'this folder' if folder == Path() else folder} is not empty; "
            "name a new one: cxscore init demo"
        )
    folder.mkdir(parents=True, exist_ok=True)
    sources = (
        [find(name) for name in STARTER] if trade is None else find(f"trades/{trade}").iterdir()
    )
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, folder / source.name)
        else:
            shutil.copyfile(source, folder / source.name)
    (folder / SCHEMA).write_text(schema_text(), encoding="utf-8")
    return folder / "kpis.yaml"


def schema_text() -> str:
    """Return the JSON Schema of kpis.yaml as a file's text."""
    from cxscore.definition import json_schema

    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def write_draft(folder: Path, exports: Sequence[Path], sheet: str | None) -> Path:
    """Write a kpis.yaml drafted from *exports* into *folder*.

    Raises:
        WrongUsage: where there is a kpis.yaml already, or no such file.
        Problems: where a file cannot be read.
    """
    from cxscore.measure.drafts import draft_files, whole_text

    target = folder / "kpis.yaml"
    if target.exists():
        raise WrongUsage(
            f"{target} is there already; add --add to see what would be added to it, "
            "or name a new folder"
        )
    _must_be_files(exports)
    text = whole_text(draft_files(exports, folder, sheet))
    folder.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8") as file:
        file.write(text)
    return target


def write_registers(folder: Path) -> tuple[tuple[Path, ...], str]:
    """Write a file with a header for each register that *folder* does not have yet.

    Returns:
        the files that were written, and the lines of kpis.yaml that name them.
    """
    from cxscore.registers.starters import STARTERS

    (folder / REGISTERS).mkdir(parents=True, exist_ok=True)
    written, lines = [], ["registers:"]
    for name, starter in STARTERS.items():
        target = folder / REGISTERS / starter.file
        lines.append(f"  {name}: {REGISTERS}/{starter.file}")
        if not target.exists():
            target.write_text(starter.text, encoding="utf-8")
            written.append(target)
    return tuple(written), "\n".join(lines)


@frozen
class Addition:
    """What a draft adds to a kpis.yaml that is there."""

    target: Path
    before: str
    parts: Mapping[str, Sequence[str]]
    """The lines that go under ``datasets``, ``kpis`` and, if need be, ``calendar``."""

    @property
    def text(self) -> str:
        """The lines, each below the part that they go under."""
        return "\n".join(
            line for part, lines in self.parts.items() if lines for line in (f"{part}:", *lines)
        )

    def write(self) -> None:
        """Put the lines into the file, which appears whole or stays as it was.

        Raises:
            WrongUsage: where the file has no place for them.
        """
        from cxscore.definition.additions import NoPlace, with_lines

        try:
            after = with_lines(self.before, self.parts)
        except NoPlace as part:
            raise WrongUsage(
                f"{self.target} writes '{part}' in braces, where no lines can be added; "
                "leave --write out, and paste what is printed"
            ) from None
        beside = self.target.with_name(f".{self.target.name}.added")
        beside.write_text(after, encoding="utf-8")
        beside.replace(self.target)


def draft_addition(place: Path, exports: Sequence[Path], sheet: str | None) -> Addition:
    """Return what a draft of *exports* adds to the kpis.yaml at, or in, *place*.

    Raises:
        WrongUsage: where there is no kpis.yaml, or it cannot be read, or no such file.
        Problems: where a file cannot be read.
    """
    from yaml import YAMLError

    from cxscore.definition.additions import ids_in
    from cxscore.measure.drafts import Taken, dataset_lines, draft_files, kpi_lines, timezone_lines
    from cxscore.measure.drafts.text import OWNER

    target = place / "kpis.yaml" if place.is_dir() else place
    if not target.is_file():
        raise WrongUsage(f"there is no {target} to add to; leave --add out to begin one")
    _must_be_files(exports)
    try:
        before = target.read_text(encoding="utf-8")
        known = {part: ids_in(before, part) for part in ("datasets", "kpis", "owners", "calendar")}
    except (YAMLError, UnicodeDecodeError):
        raise WrongUsage(f"{target} cannot be read; see: cxscore check {target}") from None
    taken = Taken(set(known["datasets"]), set(known["kpis"]))
    drafted = draft_files(exports, target.parent, sheet, taken)
    owner = next(iter(known["owners"]), OWNER)
    zone = timezone_lines(drafted)[1:] if "timezone" not in known["calendar"] else []
    lines = {
        "datasets": dataset_lines(drafted),
        "kpis": kpi_lines(drafted, owner),
        "calendar": zone,
    }
    return Addition(target, before, lines)


def _must_be_files(exports: Sequence[Path]) -> None:
    for export in exports:
        if not export.is_file():
            raise WrongUsage(f"--from: there is no file {export}")
