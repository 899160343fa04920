"""From metric files and a page of definitions to the paper a board reads.

>>> import cxscore
>>> definition = cxscore.read("kpis.yaml")            # doctest: +SKIP
>>> scorecard = cxscore.build(definition)             # doctest: +SKIP
>>> page = cxscore.render(scorecard, "html")          # doctest: +SKIP

These three, :class:`Problems` and the nouns they hand out are public; the
rest of the package is not.
"""

from cxscore.pipeline import build, read, render
from cxscore.problems import Problem, Problems

__all__ = ["Problem", "Problems", "build", "read", "render"]
