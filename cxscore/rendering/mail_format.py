"""mail.html: the first page and the scorecard as mail programs keep them, in tables."""

import re
from collections.abc import Callable
from dataclasses import replace

from cxscore.rendering.pack import Pack
from cxscore.rendering.printable import printable
from cxscore.rendering.sections import Page
from cxscore.rendering.words.grammar import cut
from cxscore.rendering.words.standing import on_target_count

Change = Callable[[Page], Page]
Fill = Callable[[Change], str]
"""Returns the mail as its template sets it, its page changed before."""
MOST = 100_000
"""Bytes: what is longer is cut off by mail programs."""
LONGEST_LINE = 900
"""Characters of a line; a server may refuse 1 000 (RFC 5322, 2.1.1)."""


def render_mail(pack: Pack, fill: Fill) -> bytes:
    """Return mail.html in UTF-8, under ``MOST`` bytes: of many KPIs as many as it has room for."""
    every = len(pack.scorecard.kpis)
    mail = _with_rows(fill, every)
    fits, too_many = 0, every
    while len(mail) >= MOST and too_many - fits > 1:
        tried = (fits + too_many) // 2
        shorter = _with_rows(fill, tried)
        fits, too_many = (fits, tried) if len(shorter) >= MOST else (tried, too_many)
    return mail if len(mail) < MOST else _with_rows(fill, fits)


def render_message(pack: Pack, fill: Fill) -> bytes:
    """Return the mail with the head that a program like msmtp sends it by, to whom it is told.

    It names no address. Its body is plain ASCII, which every server passes on as it is.
    """
    # A build that sends no mail does without the package.
    from email.message import EmailMessage

    body = render_mail(pack, fill).decode().encode("ascii", "xmlcharrefreplace").decode()
    body = re.sub(rf"(?=.{{{LONGEST_LINE}}})(.{{1,{LONGEST_LINE}}}) ", r"\1\n", body)
    fits = all(len(line) <= LONGEST_LINE for line in body.split("\n"))
    message = EmailMessage()
    title = f"{pack.said.masthead.document_title}: {on_target_count(pack.scorecard)}"
    message["Subject"] = " ".join(printable(cut(title, 200)).split())
    message.set_content(body, subtype="html", cte="7bit" if fits else "quoted-printable")
    return message.as_bytes()


def _with_rows(fill: Fill, rows: int) -> bytes:
    """Return the mail with so many *rows* of the scorecard at most."""
    return fill(lambda page: _cut(page, rows)).encode()


def _cut(page: Page, rows: int) -> Page:
    """Return *page* with so many *rows* of its scorecard, the others counted."""
    table, groups, left = page.scorecard, [], rows
    for group in table.groups:
        if left > 0:
            groups.append(replace(group, rows=group.rows[:left]))
        left -= len(group.rows)
    return replace(page, scorecard=replace(table, groups=tuple(groups), others=max(0, -left)))
