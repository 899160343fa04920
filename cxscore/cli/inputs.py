"""What a scorecard is made from: files that nothing is written over."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.paths import Refused, resolve
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from cxscore.model.definition import Definition


def must_spare_inputs(
    outputs: Iterable[Path | None], kpis_yaml: Path, definition: "Definition | None", option: str
) -> None:
    """Refuse *outputs* that would take the place of what is read: there is no other copy of it.

    Args:
        outputs: where files go; None is standard output.
        kpis_yaml: the definition's own file.
        definition: as far as it could be read; its data files and registers are spared too.
        option: the option that says where files go.

    Raises:
        WrongUsage: with the file that is read.
    """
    there = {os.path.realpath(path): path for path in outputs if path and path.exists()}
    if not there:
        return
    for path in _inputs(kpis_yaml, definition):
        if path in there:
            shown = there[path]
            raise WrongUsage(
                f"{shown} is read, and would be written over; name another place with {option}"
            )


def _inputs(kpis_yaml: Path, definition: "Definition | None") -> Iterator[str]:
    yield os.path.realpath(kpis_yaml)
    if definition is None:
        return
    origin = definition.origin
    for text in _named(definition):
        with suppress(Refused):  # it is said with its place in kpis.yaml
            yield from map(str, resolve(text, origin.folder, origin.allowed))


def _named(definition: "Definition") -> Iterator[str]:
    """Yield the paths of data files and registers, as they stand in kpis.yaml."""
    for dataset in definition.datasets.values():
        if not dataset.is_table:
            yield from (file.path for file in dataset.files)
    for each in fields(definition.registers):
        named = getattr(definition.registers, each.name)
        yield from (named,) if isinstance(named, str) else named or ()
