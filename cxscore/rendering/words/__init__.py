"""Facts into words, once, for every format."""

from collections.abc import Mapping

from cxscore.frozen import frozen
from cxscore.model.scorecard import Scorecard
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words.accepted import accepted_counted, accepted_said
from cxscore.rendering.words.celebrations import celebrations_said
from cxscore.rendering.words.comments import word_said
from cxscore.rendering.words.effects import EffectSaid, EffectsSaid
from cxscore.rendering.words.escalation import substance_said
from cxscore.rendering.words.gate import objection_said
from cxscore.rendering.words.hassles import HasslesSaid, hassles_said
from cxscore.rendering.words.headline import headline
from cxscore.rendering.words.kpi import KpiSaid, kpi_said
from cxscore.rendering.words.ledger import LedgerSaid, ledger_said
from cxscore.rendering.words.listening import ListeningSaid, listening_said
from cxscore.rendering.words.loops import LoopSaid, loop_said
from cxscore.rendering.words.masthead import Masthead, masthead
from cxscore.rendering.words.messages import Key, needs_to_know
from cxscore.rendering.words.paper import Paper
from cxscore.rendering.words.portfolio import PortfolioSaid, portfolio_said
from cxscore.rendering.words.since_close import SinceSaid, since_said
from cxscore.rendering.words.stakes import StakesSaid, stakes_said
from cxscore.rendering.words.terms import Terms
from cxscore.rendering.words.themes import CommentsSaid, comments_said
from cxscore.rendering.words.valued import ValuedSaid, valued_said


@frozen
class Said:
    """What is said in more than one format, or of one KPI."""

    numbers: Numbers
    """Writes numbers and dates as the paper does: for axes."""
    masthead: Masthead
    headline: str
    word: str
    """The sponsor's own, or that there is none yet; empty where nobody waits for one."""
    substance: str
    """How far the KPIs have come; empty where nothing is written about them."""
    needs_to_know: tuple[Key, ...]
    kpis: Mapping[str, KpiSaid]
    """By id, in kpis.yaml's order."""
    effects: Mapping[str, EffectSaid]
    """Of the actions that are closed, by id."""
    celebrate: tuple[str, ...] = ()
    """A sentence for each success."""
    loops: tuple[LoopSaid, ...] = ()
    """Of the cases of each dataset that has a closed loop."""
    comments: CommentsSaid | None = None
    """What customers say; None where nothing is kept of it."""
    since: SinceSaid | None = None
    """What is not as it was when a period was closed last; None where none was."""
    accepted: str = ""
    """How many breaches are accepted, until when and by whom; empty where none is."""
    accepted_breaches: tuple[str, ...] = ()
    """A sentence for each of them."""
    objections: tuple[str, ...] = ()
    """What the gate objects to, in the order of the gate's."""
    ledger: LedgerSaid | None = None
    """Customers as an asset; None where nobody says who is one."""
    hassles: HasslesSaid | None = None
    """What lets customers down; None where nobody says where it stands."""
    portfolio: PortfolioSaid | None = None
    """Reliability and innovation; None where nobody says which is which."""
    valued: ValuedSaid | None = None
    """What customers value; None where no driver is known."""
    stakes: StakesSaid | None = None
    """The values at stake; None where kpis.yaml names none."""
    listening: ListeningSaid | None = None
    """Who is heard, and who is not; None where nobody says where customers are listened to."""


def say(scorecard: Scorecard) -> Said:
    """Return what every format may say about *scorecard*."""
    paper, since = Paper.of(scorecard), scorecard.since_close
    return Said(
        numbers=paper.numbers,
        masthead=masthead(paper),
        headline=headline(paper),
        word=word_said(paper),
        substance=substance_said(scorecard),
        needs_to_know=needs_to_know(paper),
        kpis={scored.kpi.id: kpi_said(scored, paper) for scored in scorecard.kpis},
        effects=EffectsSaid(paper),
        celebrate=celebrations_said(paper),
        loops=tuple(loop_said(each, paper) for each in scorecard.accountability.loops),
        comments=comments_said(paper),
        since=None
        if since is None
        else since_said(since, Terms.of_scorecard(scorecard, paper.numbers)),
        accepted=accepted_counted(paper),
        accepted_breaches=tuple(accepted_said(each, paper) for each in scorecard.gate.accepted),
        objections=tuple(objection_said(each, paper) for each in scorecard.gate.objections),
        ledger=None if scorecard.ledger is None else ledger_said(scorecard.ledger, paper),
        hassles=hassles_said(paper),
        portfolio=portfolio_said(paper),
        valued=valued_said(paper),
        stakes=stakes_said(paper),
        listening=listening_said(paper),
    )
