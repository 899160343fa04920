"""Every sentence of the sample's paper: kept to be read, without words that boards trip over."""

import ast
import re
from pathlib import Path

import pytest

import cxscore
from cxscore.rendering.html import fill_templates
from cxscore.rendering.pack import Pack
from cxscore.rendering.sections import page_of
from tests.rendering.papers import northwind

WORDS = Path(cxscore.__file__).parent / "rendering" / "words"
AVOIDED = (
    "really",
    "foretold",
    "foretell",
    "for want of",
    "by more than chance explains",
    "corrected for",
    " tests",
    "put together",
    "nothing says",
    "a break there",
    "kpis.yaml",
    "over_time",
)
READ_BY_BOARDS = (
    "summary",
    "scorecard",
    "comments",
    "hassles",
    "portfolio",
    "listening",
    "detail",
    "segments",
    "drivers",
    "value",
    "owners",
    "effects",
    "actions",
    "log",
)
OF_THE_METHOD = {("intervals.py", "corrected for")}
"""Said where the methods are explained, and nowhere else."""


@pytest.fixture(scope="module")
def pack():
    return Pack(northwind())


def told(title, *sentences):
    """Return the sentences below their title, a line each; nothing where there are none."""
    found = [f"  {each}" for each in sentences if each]
    return [title, *found] if found else []


def of_the_first_page(pack):
    page = pack.once(page_of)
    changes = page.summary.changes
    yield told("Headline", page.summary.headline)
    yield told(
        "Needs to know", *(f"{key.lead} {key.rest}" for key, _ in page.summary.needs_to_know)
    )
    yield told("The sponsor's word", page.summary.word)
    yield told("Below the counts", page.summary.mix_caption)
    yield told("Chapters", *(line.name for line in page.summary.chapters))
    yield told("Changes", f"{changes.title} {changes.sentence}")
    decisions = page.summary.decisions
    yield told("Decisions", *(f"{each.title}. {each.owner} {each.due}" for each in decisions))
    yield told("Asked", page.summary.asked)
    yield told("Grid", page.summary.grid.title)
    yield told("Claim of the scorecard", page.scorecard.claim)
    yield told("Claim of the segments", page.segments_claim)
    yield told("Claim of the drivers", page.drivers[0].title)
    yield told("What customers value", page.valued.said.sentence)
    stakes = page.value_at_stake
    yield told("Value at stake", stakes.said.claim, stakes.said.lead)
    yield told("Rows of it", *(f"{row.said.sentence} {row.said.note}" for row in stakes.rows))
    yield told("Claim of accountability", page.accountability.claim)
    yield told("Claim of what came of actions", page.effects.claim)
    yield told("Claim of the actions", page.actions.claim)
    yield told("Claim of the promises", page.promises.claim)
    yield told("Claim of the log", page.log.claim)
    yield told("Failures and blockers", *page.log.together, page.log.cleared)
    yield told("Closed loop", *(each.sentence for each in page.log.loops))
    yield told("On paper", *(each.line for each in page.log.loops))
    yield told("Claim of the method", page.method.claim)
    yield told("Events", *(f"{mark.sign} {mark.text}" for mark in page.events))


def of_a_panel(panel):
    kpi = panel.kpi
    yield told("Claim", kpi.claim)
    yield told("In a sentence", kpi.sentence)
    yield told("What the chart says", kpi.signal_sentence)
    yield told("Since the change", kpi.since_change)
    yield told("Verdicts", *(word.long for word in (kpi.status, kpi.variation, kpi.capability)))
    yield told(
        "Compared",
        *(" ".join(filter(None, (row.brief, row.step, "from", row.base_bare, row.verdict,
                                 row.interval))) for row in kpi.compared),
        *kpi.not_compared,
        *kpi.restated,
    )  # fmt: skip
    yield told("Among others", kpi.rank, *kpi.breaches)
    yield told("Findings", *kpi.findings)
    yield told("Marks", *(f"{mark.sign} {mark.text}" for mark in kpi.marks if not mark.shared))
    yield told("Why it moved", panel.moved.said.sentence if panel.moved else "")
    yield told("Held to", kpi.answers)
    yield told("Escalated", kpi.escalation)
    if not panel.quiet:
        yield told("On paper", panel.printed.about, *panel.printed.found)
    yield told("Notices", *kpi.notices, kpi.comment_missing, kpi.comment_remark)


def of_segments(block):
    for table in block.tables:
        funnel = (table.funnel.said.title, table.funnel.said.sentence) if table.funnel else ()
        yield told(table.title, *table.notes, table.differing, *funnel)
        if table.printed:
            names = ", ".join(row.name for row in table.printed)
            yield told("On paper", names, table.few, *table.printed_notes)


def of_drivers(block):
    yield told("Claim", block.title)
    yield told("Sentence", block.said.sentence, block.said.base)
    yield told("Notes", *block.said.notes)


def of_an_effect(row):
    said = row.said
    numbers = "; ".join(filter(None, (said.promised, said.change, said.interval)))
    yield told(row.action.title, said.verdict.short, numbers, said.verdict.long, *said.notes)


def of_the_log(log):
    for line in (*log.decisions, *log.blockers, *log.failures):
        row = line.row
        yield told(f"{row.title} ({row.about})", line.state.long, row.cause, row.words)


def of_the_customers(chapter):
    said = chapter.said
    yield told("Claim", said.claim)
    yield told("Notes", *said.notes)
    yield told("On paper", *said.printed)
    yield told("Why they left", said.reasons_note)
    yield told("Drawings", *(fall.description for fall in said.falls), said.in_out_description)


def of_the_journey(journey):
    yield told("Claim", journey.claim)
    for row in journey.rows:
        yield told(row.name, row.verdict.short, *row.told)
        if row.printed != row.told:
            yield told(f"{row.name}, on paper", *row.printed)
    yield told("On paper", journey.plain)


def of_those_off_target(rows):
    for row in rows:
        said = row.said
        action = ", ".join(filter(None, (said.action, said.action_id, said.action_due)))
        yield told(row.link.name, said.off_target_for, action, said.comment, said.escalation)


def of_comments(said):
    yield told("Claim", said.claim)
    yield told("In a sentence", said.sentence)
    yield told("Notes", said.base, said.others, *said.notes)
    yield told("On paper", said.lead, *said.printed)


def of_others(others):
    yield told("Claim", others.claim)
    yield told("Notes", *others.notes)
    yield told("On paper", others.aside)
    for row in others.rows:
        named = (*row.ahead.texts, "–", *row.behind.texts, "–", *row.beside.texts)
        yield told(row.kpi.name, row.rank.place, row.rank.between, *named)
    for line in others.lines:
        yield told(line.kpi.name, line.who, line.verdict.short, line.counted)


def of_the_hassles(said):
    yield told("Claim", said.claim)
    yield told("In a sentence", said.sentence)
    for row in said.rows:
        counted = (row.of, row.customers, row.cases, row.before, row.way, row.actions)
        yield told(row.name, "; ".join((row.share, row.interval, row.cumulative, *counted)))
    yield told("Notes", *said.notes)
    yield told("On paper", said.lead, *said.printed)


def of_the_portfolio(said):
    yield told("Claim", said.claim)
    yield told("In a sentence", said.sentence)
    yield told("Stretch or retire", said.stretch)


def of_who_is_heard(said):
    yield told("Claim", said.claim)
    yield told("In a sentence", said.sentence)
    for each in said.asked:
        yield told(each.name, each.statement, each.fall)
    yield told("Learned", *(f"{each.text} {each.about}" for each in said.learned))
    yield told("Notes", *said.notes)
    asked = (f"{each.name}. {each.printed}" for each in said.asked)
    yield told("On paper", said.under, said.heard, *said.printed, *asked)


def of_the_promises(promises):
    for row in promises.rows:
        said = row.said
        between = f"{said.giver} to {said.receiver}, for {said.serves}"
        yield told(said.promise, between, said.measure, row.state.long, said.note)
    yield told("Gaps", *promises.gaps)


def every_sentence(pack):
    """Return all that the paper says in sentences, section by section and KPI by KPI."""
    page = pack.once(page_of)
    chapters = [("SUMMARY AND CLAIMS", of_the_first_page(pack))]
    chapters += [("CUSTOMERS", of_the_customers(page.ledger))]
    chapters += [("THE JOURNEY", of_the_journey(page.journey))]
    chapters += [(f"PANEL: {panel.kpi.name}", of_a_panel(panel)) for panel in page.panels]
    chapters += [(f"SEGMENTS: {block.kpi.name}", of_segments(block)) for block in page.segments]
    chapters += [(f"DRIVERS: {block.kpi.name}", of_drivers(block)) for block in page.drivers]
    chapters += [("WHAT CUSTOMERS SAY", of_comments(page.comments.said))]
    chapters += [("AGAINST OTHERS AND THE LAW", of_others(page.others))]
    chapters += [("WHAT LETS CUSTOMERS DOWN", of_the_hassles(page.hassles.said))]
    chapters += [("RELIABILITY AND INNOVATION", of_the_portfolio(page.portfolio.said))]
    chapters += [("LISTENING", of_who_is_heard(page.listening.said))]
    worked = (part for row in page.effects.rows for part in of_an_effect(row))
    people = of_those_off_target(page.accountability.off_target)
    method = page.method
    notes, printed = (
        [told(note.title, note.text) for column in columns for note in column]
        for columns in (method.notes, method.printed)
    )
    chapters += [("ACCOUNTABILITY", people), ("DID IT WORK?", worked)]
    chapters += [("PROMISES", of_the_promises(page.promises))]
    chapters += [("DECISIONS AND LEARNING", of_the_log(page.log)), ("METHOD", notes)]
    chapters += [("METHOD, ON PAPER", printed)]
    chapters += [("MAINTENANCE", [told("For the maintainer", *page.method.maintenance)])]
    lines = []
    for title, parts in chapters:
        found = [line for part in parts for line in part]
        lines += [title, *found, ""] if found else []
    return "\n".join(lines)


def test_every_sentence_of_the_sample(pack, golden):
    text = every_sentence(pack)
    golden("sentences.txt", text)
    for said in (pack.said.headline, *(kpi.claim for kpi in pack.said.kpis.values())):
        assert said in text
    assert "  " not in re.sub(r"(?m)^  ", "", text), "no sentence has a hole"
    assert not re.search(r"\.\.|,,| ,| \.|\bnan\b", text)


def read_by_boards(pack):
    """Return the text of each section that boards read, by its anchor."""
    html = fill_templates(pack, for_paper=False)
    sections = re.findall(r'<section id="([^"]+)"(.*?)</section>', html, re.DOTALL)
    return {anchor: re.sub(r"<[^>]+>", "", text) for anchor, text in sections}


@pytest.fixture(scope="module")
def sections(pack):
    return read_by_boards(pack)


@pytest.mark.parametrize("anchor", READ_BY_BOARDS)
def test_boards_read_none_of_the_words_to_avoid(sections, anchor):
    assert len(sections[anchor]) > 200, "the sample has something to say in it"
    assert [word for word in AVOIDED if word in sections[anchor]] == []


def written_in(path):
    """Return the texts of a module that could be printed: docstrings are none of them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            yield node.value


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.py")), ids=lambda path: path.stem)
def test_no_sentence_is_written_with_the_words_to_avoid(path):
    found = {(path.name, word) for text in written_in(path) for word in AVOIDED if word in text}
    assert found <= OF_THE_METHOD


def test_there_are_sentences_to_look_at():
    texts = [text for path in WORDS.glob("*.py") for text in written_in(path)]
    assert any("too early to tell whether it is changing" in text for text in texts)
    assert not any(text.startswith("Return ") for text in texts)
