#!/usr/bin/env python3
"""Send a pack: to the board the first page with the PDF, to each owner a mail of their own.

    send.py PACK [ADDRESS ...]

The addresses are the board's. PACK is what this wrote:

    cxscore build -f mail,pdf,json --by-owner -o PACK

The environment says SMTP_HOST (localhost), SMTP_PORT (25), MAIL_FROM, SMTP_USER and SMTP_PASSWORD.
"""

import json
import os
import smtplib
import ssl
import sys
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path


def letter(folder: Path, to: list[str], subject: str) -> EmailMessage:
    """Return the mail of *folder*: its page, and its PDF where there is one."""
    message = EmailMessage()
    message["From"], message["To"] = os.environ["MAIL_FROM"], ", ".join(to)
    message["Subject"] = subject
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid()
    message.set_content((folder / "mail.html").read_text(encoding="utf-8"), "html", cte="base64")
    if (folder / "scorecard.pdf").exists():
        pdf = (folder / "scorecard.pdf").read_bytes()
        message.add_attachment(pdf, "application", "pdf", filename="scorecard.pdf")
    return message


pack, board = Path(sys.argv[1]), sys.argv[2:]
scorecard = json.loads((pack / "scorecard.json").read_text(encoding="utf-8"))
title = f"{scorecard['title']}, {scorecard['period']['id']}"
letters = [letter(pack, board, title)] if board else []
for owner in scorecard["owners"]:
    own = pack / "owners" / owner["id"]
    if owner["email"] and own.is_dir():
        letters.append(letter(own, [owner["email"]], f"{title}: {owner['name']}"))

host, port = os.environ.get("SMTP_HOST", "localhost"), int(os.environ.get("SMTP_PORT", "25"))
with smtplib.SMTP(host, port, timeout=60) as server:
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=ssl.create_default_context())
    if "SMTP_USER" in os.environ:
        server.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
    for each in letters:
        server.send_message(each)
