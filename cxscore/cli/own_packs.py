"""A pack of each owner's own, in folders beside the pack: owners/amara/scorecard.html."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cxscore.cli.chosen import Chosen
from cxscore.cli.page_files import PAGE, outdated_beside
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from cxscore.model.definition import Definition
    from cxscore.model.scorecard import Scorecard

FOLDER = "owners"
RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""What no folder can be called on Windows."""


def must_have_folders(output: Path, folder: Path | None, owners: Sequence[str]) -> None:
    """Refuse packs of everybody's own where they cannot be laid beside the pack.

    Raises:
        WrongUsage: where *owners* are named, or where *output* is not the *folder* of the pack.
    """
    if owners:
        raise WrongUsage("--by-owner makes a pack for every owner; leave --owner out")
    if folder != output:
        raise WrongUsage("--by-owner writes a folder for each owner; name a folder with -o")


def own_scorecards(
    definition: "Definition", chosen: Chosen, score: "Callable[..., Scorecard]"
) -> "Iterator[tuple[Path, Scorecard]]":
    """Yield the scorecard of each owner who has something in it, and the folder that it goes to.

    It is what *score* makes for these ``kpis`` and ``owners``. An owner without a KPI may have
    something in the registers; where KPIs or groups are *chosen*, only who owns one of these
    has a pack.

    Raises:
        WrongUsage: where an owner's id can be no folder's name.
    """
    _must_be_folders([owner.id for owner in definition.owners])
    for owner in definition.owners:
        kpis = Chosen((owner.id,), chosen.kpis, chosen.groups).ids(definition)
        if not kpis and (chosen.kpis or chosen.groups):
            continue
        own = score(kpis=kpis, owners=(owner.id,))
        if own.kpis or own.log or own.agreements or own.commentary:
            yield Path(FOLDER, owner.id), own


def _must_be_folders(owners: Sequence[str]) -> None:
    seen: dict[str, str] = {}
    for owner in owners:
        if owner.lower() in RESERVED:
            raise WrongUsage(f"--by-owner: no folder can be called '{owner}' on Windows")
        other = seen.setdefault(owner.lower(), owner)
        if other != owner:
            raise WrongUsage(
                f"--by-owner: '{other}' and '{owner}' are one folder where capitals do not count"
            )


def outdated_in(output: Path, written: Collection[Path]) -> list[Path]:
    """Return the files of earlier packs of people's own, below *output*, that are not *written*.

    What is not called as a file of a pack is somebody else's, and stays.
    """
    from cxscore.rendering import FORMATS

    names, homes = {each.file_name for each in FORMATS.values()}, (output / FOLDER).glob("*")
    found = [
        path
        for path in sorted((output / FOLDER).glob("*/*"))
        if path.name in names and path not in written and not path.is_dir()
    ]
    # Of a page that stays, what it has beside it is known when that is written.
    gone = [home for home in sorted(homes) if home / PAGE not in written]
    return [*found, *(path for home in gone for path in outdated_beside(home, ()))]
