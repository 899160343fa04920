"""What customers say in their own words: the themes, which of them rise, fall or are new."""

from collections.abc import Iterator, Sequence

from cxscore.calendar import Period
from cxscore.frozen import frozen
from cxscore.model.comment_scores import Direction, ScoredComments, ScoredTheme, ThemeChange
from cxscore.rendering.numbers import Numbers
from cxscore.rendering.words import periods
from cxscore.rendering.words.grammar import be, capital, counted, listed, named, sentence, sentences
from cxscore.rendering.words.paper import Paper

MOST_NAMED = 4
"""Themes named in a sentence; the rest are counted."""
UNPRINTED = "No words of customers are printed: of none is it said that they may be."
_WAYS = {Direction.RISER: "rose", Direction.FALLER: "fell"}


@frozen
class QuoteSaid:
    """What one customer said, whole and masked."""

    text: str
    moment: str
    """The name of the moment that it is about; empty where that is not known."""


@frozen
class ChangeSaid:
    """A theme against another period."""

    text: str
    """``+4.1``: points; ``–`` where nothing can be compared."""
    interval: str
    """``+1.2 to +7.0``; empty where there is none."""
    way: str
    """``rose``, ``fell``; empty where it is no more than chance."""


@frozen
class ThemeSaid:
    """A theme in words and numbers."""

    id: str
    name: str
    count: str
    share: str
    """``24.2%``; ``–`` where the base is too small."""
    interval: str
    """``22.9% to 25.5%``; empty where there is none."""
    previous: ChangeSaid
    year_ago: ChangeSaid
    negative: str
    """Who complained, of those with the theme: ``62%``; empty where no column says so."""
    note: str
    """``new``; may be empty."""
    quotes: tuple[QuoteSaid, ...] = ()


@frozen
class CommentsSaid:
    """All that is said of customers' comments."""

    claim: str
    """The conclusion, without a full stop."""
    sentence: str
    """Who said something, which theme leads, and which rise, fall or are new."""
    base: str
    """``4,129 of 4,466 respondents said something, in 6,205 of 7,908 rows.``"""
    themes: tuple[ThemeSaid, ...]
    """Those that anybody named in the period or the year before, the most named first."""
    none: ThemeSaid
    """Respondents without any theme."""
    others: str
    """Themes that nobody named; empty where there are none."""
    previous: str
    """The name of the period before; empty where none is compared. ``year_ago`` likewise."""
    year_ago: str
    notes: tuple[str, ...]
    """How it was counted and tested, and what is printed."""
    lead: str = ""
    """What of the sentence paper has: nothing that a row of the table says."""
    printed: tuple[str, ...] = ()
    """What of the notes paper has."""


def comments_said(paper: Paper) -> CommentsSaid | None:
    """Return what is said of customers' comments; None where nothing is kept of them."""
    comments = paper.scorecard.comments
    return None if comments is None else _Telling(comments, paper).said()


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


class _Telling:
    """The comments of the period reported, with what writes their numbers."""

    def __init__(self, comments: ScoredComments, paper: Paper) -> None:
        self.comments, self.paper = comments, paper
        self.numbers: Numbers = paper.numbers
        period = paper.scorecard.period
        self.names = {
            each.period: self._named(each.period, period)
            for theme in comments.themes
            for each in (theme.previous, theme.year_ago)
            if each is not None
        }
        first = next(iter(comments.themes), None)
        self.previous = self.names[first.previous.period] if first and first.previous else ""
        self.year_ago = self.names[first.year_ago.period] if first and first.year_ago else ""
        stages = paper.scorecard.journey
        self.moments = {each.id: each.name for stage in stages for each in stage.moments}

    @staticmethod
    def _named(text: str, period: Period) -> str:
        found = periods.like(period, text)
        return periods.name(found) if found else text

    def said(self) -> CommentsSaid:
        """Return all the words."""
        comments = self.comments
        met = [theme for theme in comments.themes if not theme.rare]
        unmet = [theme.id for theme in comments.themes if theme.rare]
        return CommentsSaid(
            claim=self._claim(),
            sentence=self._sentence(),
            base=self._base(),
            themes=tuple(self._theme(theme) for theme in met),
            none=self._none(),
            others=sentence(f"Named by nobody in a year: {named(unmet, 12)}") if unmet else "",
            previous=self.previous,
            year_ago=self.year_ago,
            notes=tuple(self._notes()),
            lead=self._lead(),
            printed=tuple(self._printed()),
        )

    # -- sentences

    def _claim(self) -> str:
        """Return what matters most: what moved, what is new, else what is named most."""
        moved = self._moved("previous") or self._moved("year_ago")
        if moved:
            risers = [each.id for each in moved if self._way(each) is Direction.RISER]
            fallers = [each.id for each in moved if self._way(each) is Direction.FALLER]
            up = f"More customers speak of {named(risers, 2)}" if risers else ""
            down = f"ewer speak of {named(fallers, 2)}" if fallers else ""
            return f"{up}, f{down}" if up and down else up or f"F{down}"
        new = [theme.id for theme in self.comments.themes if theme.is_new]
        if new:
            return f"Customers speak of something new: {named(new, 2)}"
        top = [theme.id for theme in self._top()]
        if not top:
            return "What customers say fits no theme"
        return f"{named(top, 2)} {be(len(top))} what customers speak of most"

    def _way(self, theme: ScoredTheme) -> Direction | None:
        changes = (theme.previous, theme.year_ago)
        return next((each.direction for each in changes if each and each.direction), None)

    def _top(self) -> list[ScoredTheme]:
        """Return the theme that most named; those that as many did; none where nobody did."""
        most = max((theme.count for theme in self.comments.themes), default=0)
        return [theme for theme in self.comments.themes if most and theme.count == most]

    def _sentence(self) -> str:
        comments, plain = self.comments, self.numbers.plain
        period = periods.name(self.paper.scorecard.period)
        if not comments.base:
            return f"Nobody said anything in {period}."
        top = self._top()
        names = named([theme.id for theme in top], MOST_NAMED)
        people = f"{plain(comments.base)} {self._people(comments.base)}"
        if comments.base_too_small:
            least = f"fewer than {plain(comments.minimum_base)}, so that there are no shares"
            most = f"{names} {_were(len(top))} named most, by {plain(top[0].count)}" if top else ""
            most += " each" if len(top) > 1 else ""
            return sentences(f"{people} said something in {period}, {least}", most)
        whole = f"{people} said something in {period}"
        if not top:
            return sentences(f"{whole}, and named no theme")
        of = "each of " if len(top) > 1 else ""
        whole = f"{whole}: {self._share(top[0])} named {of}{names}, the most"
        return sentences(
            whole,
            *self._compared("previous", self.previous, comments.tested),
            *self._compared("year_ago", self.year_ago, comments.tested_year_ago),
            self._uncompared(),
            self._new(),
        )

    def _lead(self) -> str:
        """Return who said something and what was tested, and what no row of the table says."""
        comments, plain = self.comments, self.numbers.plain
        if not comments.base or comments.base_too_small or not self._top():
            return self._sentence()
        people = self._of_respondents() or f"{plain(comments.base)} {self._people(comments.base)}"
        tested = listed(list(self._tested()))
        return sentences(
            f"{people} said something in {periods.name(self.paper.scorecard.period)}",
            f"Themes tested: {tested}; what is not marked may have moved by chance"
            if tested
            else "",
            *self._mixed(self._moved("previous"), "previous", self.previous),
            *self._mixed(self._moved("year_ago"), "year_ago", self.year_ago),
            self._uncompared(),
        )

    def _people(self, number: int) -> str:
        if self.comments.per_person:
            return "respondent" if number == 1 else "respondents"
        return "row" if number == 1 else "rows"

    def _share(self, theme: ScoredTheme) -> str:
        if theme.share is None or theme.low is None or theme.high is None:
            return self.numbers.plain(theme.count)
        low, high = self._percent(theme.low), self._percent(theme.high)
        return f"{self._percent(theme.share)} ({low} to {high})"

    def _percent(self, number: float) -> str:
        return self.numbers.percent(number, 1)

    def _moved(self, against: str) -> list[ScoredTheme]:
        """Return the themes that moved beyond chance, what moved most first."""
        found = [
            theme
            for theme in self.comments.themes
            if (change := getattr(theme, against)) is not None and change.direction is not None
        ]
        return sorted(found, key=lambda theme: -abs(getattr(theme, against).change))

    def _compared(self, against: str, period: str, tested: int) -> Iterator[str]:
        """Yield what moved since *period*, or that nothing did of all that was tested."""
        if not period:
            return
        moved, themes = self._moved(against), counted(tested, "theme")
        if not moved:
            if tested:
                yield f"None of {themes} tested rose or fell beyond chance since {period}"
            return
        told = []
        for direction, way in _WAYS.items():
            each = [
                f"{theme.id} ({self._points(change)})"
                for theme in moved
                if (change := getattr(theme, against)).direction is direction
            ]
            told += [f"{named(each, MOST_NAMED)} {way}"] if each else []
        yield f"{', and '.join(told)} since {period}; {themes} {_were(tested)} tested"
        yield from self._mixed(moved, against, period)

    def _uncompared(self) -> str:
        """Return which periods are not compared as they are not whole; empty where all are."""
        period = self.paper.scorecard.period
        cut = self.comments.partial
        names = listed([self._named(each, period) for each in cut])
        return f"{names} {be(len(cut))} partial, and not compared" if cut else ""

    def _points(self, change: ThemeChange) -> str:
        before = change.base_share + change.change
        return f"from {self._percent(change.base_share)} to {self._percent(before)}"

    def _mixed(self, moved: Sequence[ScoredTheme], against: str, period: str) -> Iterator[str]:
        """Yield what shares would be if the mix of a column had stayed as it was."""
        for theme in moved[:MOST_NAMED]:
            mix = getattr(theme, against).mix
            if mix is not None:
                column = mix.by.replace("_", " ")
                share = self._percent(mix.share)
                yield f"{theme.id} would have been {share} with the mix of {column} of {period}"

    def _new(self) -> str:
        new = [theme for theme in self.comments.themes if theme.is_new]
        told = [f"{theme.id} ({self.numbers.plain(theme.count)})" for theme in new]
        return f"New, named by nobody in the year before: {named(told, MOST_NAMED)}" if told else ""

    def _base(self) -> str:
        comments, plain = self.comments, self.numbers.plain
        rows = f"{plain(comments.said)} of {plain(comments.rows)} rows"
        if not comments.per_person:
            return sentence(f"{rows} say something; each counts as a respondent")
        return sentence(f"{self._of_respondents()} said something, in {rows}; each counts once")

    def _of_respondents(self) -> str:
        """Return how many of all respondents said something; empty where rows are counted."""
        comments, plain = self.comments, self.numbers.plain
        if not comments.per_person:
            return ""
        return f"{plain(comments.base)} of {plain(comments.respondents)} respondents"

    def _notes(self) -> Iterator[str]:
        comments, plain = self.comments, self.numbers.plain
        yield from self._unnamed()
        if tested := list(self._tested()):
            yield (
                "Tested are themes that 5 or more named in both periods together: "
                f"{listed(tested)}; what is not marked may have moved by chance."
            )
        if comments.may_print is None:
            yield UNPRINTED
        elif any(theme.verbatims for theme in comments.themes):
            yield (
                f"Printed are whole comments of 40 to 300 characters, chosen by rule from "
                f"{plain(comments.may_print)} that may be: at most two a theme, in an order that "
                "nobody picks. E-mail addresses, numbers and postcodes are masked; names in the "
                "text are not found by it."
            )

    def _printed(self) -> Iterator[str]:
        """Yield of that what paper says below the table."""
        comments = self.comments
        yield from self._unnamed()
        if comments.may_print is None:
            yield UNPRINTED
        elif any(theme.verbatims for theme in comments.themes):
            yield (
                "Comments are chosen by rule; e-mail addresses, numbers and postcodes are masked, "
                "names in the text are not."
            )

    def _unnamed(self) -> Iterator[str]:
        if self.comments.unnamed:
            rows = counted(self.comments.unnamed, "row")
            yield sentence(f"{capital(rows)} without a respondent; each counts as one")

    def _tested(self) -> Iterator[str]:
        if self.previous:
            yield f"{self.comments.tested} against {self.previous}"
        if self.year_ago:
            yield f"{self.comments.tested_year_ago} against {self.year_ago}"

    # -- rows

    def _theme(self, theme: ScoredTheme) -> ThemeSaid:
        negative = theme.negative_share
        return ThemeSaid(
            id=theme.id,
            name=theme.id,
            count=self.numbers.plain(theme.count),
            share="–" if theme.share is None else self._percent(theme.share),
            interval=self._range(theme.low, theme.high),
            previous=self._change(theme.previous),
            year_ago=self._change(theme.year_ago),
            negative="" if negative is None else self.numbers.part(negative / 100.0),
            note="new" if theme.is_new else "",
            quotes=tuple(
                QuoteSaid(each.text, self.moments.get(each.moment or "", ""))
                for each in theme.verbatims
            ),
        )

    def _none(self) -> ThemeSaid:
        comments = self.comments
        low, high = comments.no_theme_interval or (None, None)
        share = comments.no_theme_share
        return ThemeSaid(
            id="",
            name="No theme",
            count=self.numbers.plain(comments.no_theme),
            share="–" if share is None else self._percent(share),
            interval=self._range(low, high),
            previous=ChangeSaid("", "", ""),
            year_ago=ChangeSaid("", "", ""),
            negative="",
            note="",
        )

    def _range(self, low: float | None, high: float | None) -> str:
        if low is None or high is None:
            return ""
        return f"{self._percent(low)} to {self._percent(high)}"

    def _change(self, change: ThemeChange | None) -> ChangeSaid:
        if change is None:
            return ChangeSaid("–", "", "")
        low, high = (self.numbers.plain(end, 1, signed=True) for end in (change.low, change.high))
        way = _WAYS[change.direction] if change.direction else ""
        return ChangeSaid(
            self.numbers.plain(change.change, 1, signed=True), f"{low} to {high}", way
        )
