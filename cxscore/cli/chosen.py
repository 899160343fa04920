"""Which KPIs are asked for."""

from typing import TYPE_CHECKING

from cxscore.frozen import frozen
from cxscore.wrong_usage import WrongUsage, must_know

if TYPE_CHECKING:
    from cxscore.model.definition import Definition


@frozen
class Chosen:
    """The KPIs asked for, by owner, id or group; all where nothing is named."""

    owners: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def of(self, definition: "Definition") -> tuple[str, ...] | None:
        """Return the ids of the KPIs chosen; None for all.

        Raises:
            WrongUsage: where a name is unknown, or no KPI is left.
        """
        if not (self.owners or self.kpis or self.groups):
            return None
        must_know("--owner", self.owners, [owner.id for owner in definition.owners])
        must_know("--kpi", self.kpis, [kpi.id for kpi in definition.kpis])
        must_know("--group", self.groups, [group.id for group in definition.groups])
        ids = self.ids(definition)
        # Of an owner without a KPI the registers may have something to tell.
        if not ids and (self.kpis or self.groups):
            raise WrongUsage("no KPI is left with this choice of --owner, --kpi and --group")
        return ids

    def ids(self, definition: "Definition") -> tuple[str, ...]:
        """Return the ids of the KPIs that every list which names something holds."""
        return tuple(
            kpi.id
            for kpi in definition.kpis
            if (not self.owners or kpi.owner in self.owners)
            and (not self.kpis or kpi.id in self.kpis)
            and (not self.groups or kpi.group in self.groups)
        )
