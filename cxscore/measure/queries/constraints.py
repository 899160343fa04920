"""What an answer has to be: a number within bounds, a whole one, one of some words."""

from sqlglot import exp

from cxscore.frozen import frozen


@frozen
class Check:
    """What the answers in a column have to be, in the rows that a KPI counts.

    Either a range of numbers or the words that there are.
    """

    column: str
    low: float | None = None
    high: float | None = None
    whole: bool = False
    words: tuple[str, ...] = ()
    when: exp.Expr | None = None
    """Which rows are meant; all of the dataset's where None."""
    advice: str = ""
    """What to do where a number does not pass."""

    @property
    def said(self) -> str:
        """What a cell is not, in words."""
        if self.words:
            return f"one of {', '.join(self.words)}"
        number = "a whole number" if self.whole else "a number"
        if self.low is not None and self.high is not None:
            return f"{number} from {self.low:g} to {self.high:g}"
        return f"{number} of {self.low:g} or more" if self.low is not None else number
