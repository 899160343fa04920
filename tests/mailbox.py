"""A mail server on this machine, and what it receives."""

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Received:
    """Mails as they came in."""

    def __init__(self) -> None:
        self.envelopes = []
        self.port = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the library's name)
        assert max(map(len, envelope.content.split(b"\r\n"))) <= 998, "RFC 5322 has no longer line"
        self.envelopes.append(envelope)
        return "250 OK"

    def letters(self):
        """Return by recipients what they were sent."""
        return {
            tuple(each.rcpt_tos): email.message_from_bytes(
                each.content, policy=email.policy.default
            )
            for each in self.envelopes
        }


class AnyPort(Controller):
    """A server on whichever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def opened() -> Iterator[Received]:
    """Yield what a server receives that listens, at ``port`` of this machine, meanwhile."""
    handler = Received()
    server = AnyPort(handler, hostname="127.0.0.1", port=0)
    server.start()
    handler.port = server.port
    try:
        yield handler
    finally:
        server.stop()
