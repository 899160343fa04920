"""What the commands about closed periods print."""

import json
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from cxscore.paths import printed

if TYPE_CHECKING:
    from cxscore.history.chain import Link
    from cxscore.history.closing import Closing
    from cxscore.model.since_close import SinceClose
    from cxscore.rendering.words.since_close import SinceSaid


def write(closing: "Closing") -> None:
    """Write a close, whole or not at all, where no other was written meanwhile."""
    from cxscore.cli.output import write_pack

    write_pack({closing.path: closing.text}, check=closing.check)


def closes_text(links: "tuple[Link, ...]") -> str:
    """Return a line a close, the first one first, with why it was closed again if it was."""
    width = max((len(link.head.period) for link in links), default=0)
    return "".join(
        f"{link.head.period:{width}}  as of {link.head.as_of}  {printed(link.path)}"
        f"{f'  again: {link.head.again}' if link.head.again else ''}\n"
        for link in links
    )


def diff_text(since: "SinceClose", said: "SinceSaid", form: str) -> str:
    """Return what differs as ``text``, ``md`` or ``json``."""
    if form == "json":
        from cxscore.rendering.json_memory import since_json

        document = since_json(since, said.sentence)
        return json.dumps(document, ensure_ascii=False, indent=2, default=_plain) + "\n"
    lines = said.lines
    if form == "md":
        title = said.title.removesuffix(".")
        return f"## {title}\n\n" + "".join(f"- {line}\n" for line in lines)
    # On a terminal a space that does not break is only a space that cannot be searched for.
    return "".join(f"{line}\n" for line in lines).replace("\N{NO-BREAK SPACE}", " ")


def _plain(found: object) -> str:
    if isinstance(found, date):
        return found.isoformat()
    assert isinstance(found, Enum)
    return str(found.value)
