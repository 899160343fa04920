"""What a paper may read while it is printed: itself, and the program's fonts."""

from weasyprint.urls import URLFetcher, URLFetcherResponse

from cxscore.rendering.faces import FACES, PROGRAMS_OWN
from cxscore.resources import find

FONTS = {f"{PROGRAMS_OWN}:{name}.ttf": f"{name}.ttf" for name in FACES.values()}


class Fetcher(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Answers ``data:`` addresses and the names of our fonts, and refuses all others."""

    def __init__(self) -> None:
        """Allow no network and no files, whatever a template says."""
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what *url* names; raise ValueError where it may not be read."""
        if url in FONTS:
            font = (find("fonts") / FONTS[url]).read_bytes()
            return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
        return super().fetch(url, headers)
