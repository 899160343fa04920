"""What every test can ask for: golden files, real data, a browser, the root of the project."""

import gc
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests import servers

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"

# The same examples at every run, and no clock: a slow machine is not a fault.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew from what the program says now",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage among the tests: ten thousand of them and what they import stay.

    Each look would go over all of it, while they are collected and in every long test.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is slow first, and trace no property.

    Of two processes none has then a minute left to do when the other has ended, and none waits
    for a paper that the other prints. Hundreds of examples of a property take up to three times
    as long where they are traced, and reach no more lines than the tests beside them.
    """
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.fixture(scope="session", autouse=True)
def _printing_is_loaded() -> None:
    """Load WeasyPrint before any test: looking for its libraries copies the environment, and
    doing so beside a test that ends, whose name pytest keeps there, fails now and then."""
    with suppress(ImportError, OSError):
        import weasyprint  # noqa: F401 (it is loaded, and that is all)


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> None:
    """What is ignored here, as behind ``nohup`` or ``&``, the programs that tests start would
    ignore as well."""
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root, with kpis.yaml, samples and templates."""
    return ROOT


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/<name>, or write it with --update-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        assert path.is_file(), f"{path.relative_to(ROOT)} is missing; `make golden` writes it"
        expected = path.read_bytes().decode()
        assert text == expected, f"{name} differs; if it should, `make golden` writes it anew"

    return compare


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data and large reference files, named by CXSCORE_TEST_DATA."""
    folder = os.environ.get("CXSCORE_TEST_DATA", "")
    if not folder:
        pytest.skip("CXSCORE_TEST_DATA is not set, so there is no real data to read")
    return Path(folder)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's Chromium, for Playwright's ``executable_path``."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("CXSCORE_TEST_BROWSER") == "required":
        pytest.fail("Chromium is promised here and is missing")
    pytest.skip("Chromium is not installed")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The system's Chromium, started, without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium)
        yield started
        started.close()


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of one run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def postgres(shared: Path) -> Iterator[servers.Server]:
    """A PostgreSQL server."""
    yield from servers.postgres(shared)


@pytest.fixture(scope="session")
def chdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """ClickHouse in this process."""
    yield from servers.clickhouse(tmp_path_factory.mktemp("clickhouse"))


@pytest.fixture(scope="session")
def spark(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """A Spark Connect server."""
    yield from servers.spark(shared, tmp_path_factory.mktemp("spark"))


@pytest.fixture(params=["postgres", "chdb", "spark"])
def server(request: pytest.FixtureRequest) -> Iterator[servers.Server]:
    """Each of the places where rows may live; what was opened there is closed at the end."""
    found: servers.Server = request.getfixturevalue(request.param)
    yield found
    found.close()
