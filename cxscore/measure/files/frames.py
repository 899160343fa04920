"""Rows in memory as a file: data frames are written as Parquet, and read as any other."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cxscore.measure.database import literal, quoted
from cxscore.model.dataset import Dataset, Reading
from cxscore.model.definition import Definition
from cxscore.wrong_usage import WrongUsage, must_know

Frames = Mapping[str, object]
"""Rows by the ids of the datasets whose files they stand for."""


def with_frames(
    definition: Definition, frames: Frames, folder: Path
) -> tuple[Definition, dict[str, Path]]:
    """Return *definition* with the datasets of *frames* read from Parquet files in *folder*.

    What kpis.yaml says of how text is read (delimiter, encoding, header,
    sheet, months across the columns) means nothing for a frame; columns, date
    and ``where`` hold as they are written.

    Raises:
        WrongUsage: for an unknown dataset, or what is no frame.
    """
    must_know("frames", frames, list(definition.datasets))
    datasets = dict(definition.datasets)
    paths: dict[str, Path] = {}
    for id_, rows in frames.items():
        dataset = definition.datasets[id_]
        datasets[id_] = _dataset(dataset)
        paths[id_] = folder / f"{len(paths)}.parquet"
        _write(id_, rows, paths[id_])
    return replace(definition, datasets=datasets), paths


def _dataset(dataset: Dataset) -> Dataset:
    """Return *dataset* with one file, which is none: the first says what is said of it."""
    spec, *more = dataset.files
    kept = replace(spec, path=f"{dataset.id} (data frame)", reading=Reading())
    if more:
        kept = replace(kept, columns={}, date=None, where=None)
    return replace(dataset, files=(kept,), reading=Reading())


def _write(id_: str, rows: object, path: Path) -> None:
    """Write *rows* as a Parquet file, their types as they are.

    Not-a-number is a blank, as everywhere in a frame; durations are in
    seconds, as those of files are; categories are their texts.
    """
    import duckdb

    if not (hasattr(rows, "__arrow_c_stream__") or _is_pandas(rows)):
        raise WrongUsage(
            f"frames: {id_} is {_article(type(rows).__name__)}; it takes a data frame of pandas, "
            "polars or Arrow: whatever has __arrow_c_stream__"
        )
    names = [str(name) for name in getattr(rows, "columns", ())] if _is_pandas(rows) else []
    for name, times in Counter(names).items():
        if times > 1:
            raise WrongUsage(f"frames: {id_} has the column '{name}' {times} times")
    with duckdb.connect(":memory:") as connection:
        try:
            connection.register("frame", rows)
            described = connection.execute("DESCRIBE frame").fetchall()
            cells = ", ".join(_cell(name, kind) for name, kind, *_ in described)
            connection.execute(
                f"COPY (SELECT {cells} FROM frame) TO {literal(path)} (FORMAT parquet)"  # noqa: S608 (names are quoted)
            )
        except (duckdb.Error, TypeError) as error:
            first = str(error).splitlines()[0]
            raise WrongUsage(f"frames: {id_} cannot be read: {first}") from error


def _cell(name: str, kind: str) -> str:
    value = quoted(name)
    match kind:
        case "INTERVAL":
            value = f"CAST(epoch({value}) AS DOUBLE)"
        case "DOUBLE" | "FLOAT":
            value = f"CASE WHEN isnan({value}) THEN NULL ELSE {value} END"
        case _ if kind.startswith("ENUM"):
            value = f"CAST({value} AS VARCHAR)"
    return f"{value} AS {quoted(name)}"


def _is_pandas(rows: object) -> bool:
    """Return whether *rows* are a frame of pandas, which need not be imported for that."""
    return type(rows).__module__.partition(".")[0] == "pandas" and hasattr(rows, "columns")


def _article(name: str) -> str:
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
