"""What people promise one another across silos: contested and broken promises first."""

from itertools import islice

from markupsafe import Markup

from cxscore.frozen import frozen
from cxscore.model.agreements import AgreementState, EdgeState, Keeping, ScoredAgreement
from cxscore.rendering.charts import Network, Tie, TieLook, draw_network
from cxscore.rendering.sections.facts import Facts
from cxscore.rendering.sections.settled import last_meeting
from cxscore.rendering.sections.verdicts import Judgement, judgement
from cxscore.rendering.words.agreements import (
    AgreementSaid,
    agreement_said,
    gaps_said,
    in_order,
    promises_claim,
)
from cxscore.rendering.words.silos import EDGE, SilosSaid, network_said, silos_said

SHORT = 4
"""How many rows the table may have to be kept together."""
MOST = 50
"""Promises that are listed; the others are counted."""
SILOS_AT_MOST = 12
"""How many columns of teams fit the width of a page."""
GIVERS_AT_MOST = 40
"""How many rows of teams fit the height of a page, as does the drawing of them."""
WIDTH = 270.0
"""Of the drawing, in points: half a page of paper, and a phone's width."""
CSS = {
    Keeping.KEPT: "on",
    Keeping.BROKEN: "off",
    Keeping.NOT_YET_DUE: "none",
    Keeping.NOT_MEASURED: "nodata",
    Keeping.ENDED: "none",
}
EDGE_CSS = {
    EdgeState.BROKEN: "off",
    EdgeState.CONTESTED: "watch",
    EdgeState.SILENT: "watch",
    EdgeState.KEPT: "on",
    EdgeState.OPEN: "none",
    EdgeState.UNPROMISED: "no",
}


@frozen
class PromiseRow:
    """A promise and its state."""

    said: AgreementSaid
    state: Judgement
    live: bool = True
    """It is not kept month by month, nor was it settled before the last meeting: paper has it."""


@frozen
class SiloCell:
    """What one team promises another: ``1 broken, 2 kept``, and ``css`` of the worst of it."""

    css: str
    text: str


@frozen
class SiloRow:
    """A team that promises or contributes, and a cell for each team that depends on it."""

    name: str
    cells: tuple[SiloCell, ...]


@frozen
class Promises:
    """The agreements, and how it stands between teams."""

    claim: str
    rows: tuple[PromiseRow, ...]
    gaps: tuple[str, ...]
    """A sentence for each KPI off target behind which every promise is kept."""
    receivers: tuple[str, ...]
    """The teams that are the columns of ``silos``."""
    silos: tuple[SiloRow, ...]
    left_out: str
    """That there are more teams than ``silos`` has; empty where there are not."""
    network: Markup
    """The same as a drawing, SVG; empty where there is no table."""
    short: bool
    """Few enough to stay together and to share a page of paper."""
    others: int
    """Promises that are not listed."""


def view(facts: Facts) -> Promises:
    """Return the promises, contested and broken ones first, and the table of teams."""
    agreements = facts.scorecard.agreements
    rows = tuple(_row(each, facts) for each in islice(in_order(agreements), MOST))
    silos = silos_said(facts.paper, SILOS_AT_MOST, GIVERS_AT_MOST)
    return Promises(
        promises_claim(facts.paper),
        rows,
        gaps_said(facts.paper),
        silos.names,
        tuple(
            SiloRow(
                name,
                tuple(SiloCell(EDGE_CSS[state] if state else "", text) for text, state in cells),
            )
            for name, cells in silos.rows
        ),
        silos.left_out,
        _network(silos),
        len(rows) <= SHORT,
        len(agreements) - len(rows),
    )


def _network(silos: SilosSaid) -> Markup:
    """Return the drawing of the table."""
    ties = [
        Tie(giver, receiver, TieLook[state.name])
        for giver, (_, cells) in enumerate(silos.rows)
        for receiver, (_, state) in enumerate(cells)
        if state is not None
    ]
    there = {tie.look for tie in ties}
    key = [(TieLook[state.name], word or "contributes") for state, word in EDGE.items()]
    network = Network(
        network_said(silos),
        tuple(name for name, _ in silos.rows),
        silos.names,
        tuple(ties),
        tuple((look, word) for look, word in key if look in there),
    )
    return Markup(draw_network(network, WIDTH))  # noqa: S704 (drawn and escaped by the chart module)


def is_empty(promises: Promises) -> bool:
    """Return whether nobody has promised anybody anything."""
    return not promises.rows


def _row(scored: ScoredAgreement, facts: Facts) -> PromiseRow:
    said = agreement_said(scored, facts.paper)
    agreed = scored.agreement.state is AgreementState.AGREED or scored.keeping is Keeping.ENDED
    css = CSS[scored.keeping] if agreed else "watch"
    return PromiseRow(said, judgement(css, said.state), _is_live(scored, facts))


def _is_live(scored: ScoredAgreement, facts: Facts) -> bool:
    closed = scored.agreement.closed
    if closed is not None:
        return closed >= last_meeting(facts.scorecard)
    kept = scored.keeping is Keeping.KEPT and scored.agreement.state is AgreementState.AGREED
    return not (kept and scored.streak > 1)
