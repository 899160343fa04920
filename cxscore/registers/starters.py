"""Files to begin registers with: of each the cells that people really fill in, as a header."""

from collections.abc import Mapping

from cxscore.frozen import frozen


@frozen
class Starter:
    """A register that is empty but for its header."""

    file: str
    columns: tuple[str, ...]

    @property
    def text(self) -> str:
        """What stands in the file."""
        return f"{','.join(self.columns)}\n"


def _starter(file: str, columns: str) -> Starter:
    return Starter(file, tuple(columns.split(",")))


STARTERS: Mapping[str, Starter] = {
    "actions": _starter("actions.csv", "id,title,kpi,owner,opened,due,closed,expected"),
    "decisions": _starter("decisions.csv", "id,title,owner,due,closed,outcome"),
    "blockers": _starter("blockers.csv", "id,title,about,owner,opened,closed"),
    "service_failures": _starter(
        "failures.csv", "id,title,kpi,owner,opened,found_by,customers,cause,learning,closed"
    ),
    "agreements": _starter("agreements.csv", "id,kind,giver,receiver,promise,kpi,threshold,due"),
    "commentary": _starter("commentary.csv", "kpi,period,author,written,what,why,next"),
}
"""By their keys under ``registers``, in the order in which kpis.yaml lists them."""
