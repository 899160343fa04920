"""From metric files and a page of definitions to the paper a board reads.

>>> import cxscore
>>> definition = cxscore.read("kpis.yaml")            # doctest: +SKIP
>>> scorecard = cxscore.build(definition)             # doctest: +SKIP
>>> page = cxscore.render(scorecard, "html")          # doctest: +SKIP

What ``__all__`` names is public; the rest of the package is not.
"""

from typing import TYPE_CHECKING

from cxscore.pipeline import build, render
from cxscore.problems import MissingLibrary, Problem, Problems
from cxscore.reading import read
from cxscore.wrong_usage import WrongUsage

if TYPE_CHECKING:
    from cxscore.model.definition import Definition
    from cxscore.notebook import Scorecard

    __version__: str

__all__ = [
    "Definition",
    "MissingLibrary",
    "Problem",
    "Problems",
    "Scorecard",
    "WrongUsage",
    "__version__",
    "build",
    "read",
    "render",
]


def __getattr__(name: str) -> object:
    """Return what takes long to import only when it is asked for."""
    match name:
        case "Definition":
            from cxscore.model.definition import Definition

            return Definition
        case "Scorecard":
            from cxscore.notebook import Scorecard

            return Scorecard
        case "__version__":
            from cxscore.resources import version

            return version()
        case _:
            raise AttributeError(f"module 'cxscore' has no attribute '{name}'")
