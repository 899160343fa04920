"""Papers that stay open in the browser, for the tests that only look at them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.rendering import papers

HEIGHT = 900


@pytest.fixture(scope="session")
def left_open(browser: Browser, shared: Path) -> Callable[..., Page]:
    """Return a function that shows a paper at a width, in a look, on the one page it has.

    Loading a paper costs a second, and making its window wider does not. Who asks may scroll,
    and changes nothing else.
    """
    pages: dict[str, Page] = {}

    def show(
        name: str, width: int, *, color_scheme: str = "light", forced_colors: str = "none"
    ) -> Page:
        if name not in pages:
            pages[name] = browser.new_page()
            pages[name].goto((papers.written(name, shared) / "page.html").as_uri())
        page = pages[name]
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=color_scheme, forced_colors=forced_colors)
        return page

    return show
