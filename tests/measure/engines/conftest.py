"""The engines under test, one a server; nothing else of them differs between tests."""

import pytest

from cxscore.measure.engines.engine import Engine
from tests.servers import Server


@pytest.fixture
def engine(server: Server) -> Engine:
    """An engine on the server, open; the fixture ``server`` closes it."""
    return server.engine()
