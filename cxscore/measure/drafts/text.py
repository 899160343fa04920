"""The draft as YAML: every guess marked, so that its reader confirms or corrects it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from cxscore.frozen import frozen
from cxscore.measure.drafts.columns import Role
from cxscore.measure.drafts.layout import Layout
from cxscore.measure.drafts.number_marks import Doubt, NumberMarks
from cxscore.measure.drafts.proposals import Column, Proposal

OWNER = "owner"


@frozen
class Drafted:
    """What was found in one file."""

    dataset: str
    """The id that it gets."""
    path: str
    """As kpis.yaml names it."""
    rows: int
    whole: bool
    """Whether the guesses rest on all of its rows."""
    layout: Layout
    columns: tuple[Column, ...]
    marks: NumberMarks
    proposals: tuple[Proposal, ...]
    delimiter: str | None = None
    other_delimiter: str = ""
    """What a second reader takes for it, where that is something else."""
    encoding: str | None = None
    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()

    @property
    def has_offsets(self) -> bool:
        """Whether a date says how far it is from Greenwich, so that a time zone is needed."""
        return any(column.guess.has_offsets for column in self.columns)


def whole_text(drafted: Sequence[Drafted]) -> str:
    """Return a kpis.yaml for everything that was *drafted*."""
    files = ", ".join(Path(each.path).name for each in drafted)
    lines = [
        f"# A draft from {files}, resting on {_rows(drafted)}.",
        "# Confirm or correct every line that says so, then run: cxscore check",
        "version: 1",
        "scorecard:",
        "  title: Customer experience scorecard",
        *timezone_lines(drafted),
        "owners:",
        f"  {OWNER}: {{name: Name of the accountable person}}      # confirm: one for each KPI",
        "datasets:",
        *dataset_lines(drafted),
        "kpis:",
        *kpi_lines(drafted),
    ]
    return "\n".join(lines) + "\n"


def timezone_lines(drafted: Sequence[Drafted]) -> list[str]:
    """Return the lines of the calendar: a time zone where cells carry offsets."""
    if not any(each.has_offsets for each in drafted):
        return []
    return [
        "calendar:",
        "  timezone: UTC      # confirm: times carry offsets; whose midnight ends a day, "
        "as Europe/London",
    ]


def dataset_lines(drafted: Iterable[Drafted]) -> list[str]:
    """Return the lines below ``datasets:``."""
    return [line for each in drafted for line in _dataset(each)]


def kpi_lines(drafted: Iterable[Drafted], owner: str = OWNER) -> list[str]:
    """Return the lines below ``kpis:``, every KPI of *owner*."""
    return [line for each in drafted for kpi in each.proposals for line in _kpi(kpi, each, owner)]


def quoted(text: str) -> str:
    """Return *text* as a YAML scalar that means just that."""
    escaped = "".join(
        {'"': '\\"', "\\": "\\\\"}.get(sign, sign if sign.isprintable() else f"\\u{ord(sign):04x}")
        for sign in text
    )
    return f'"{escaped}"'


def _rows(drafted: Sequence[Drafted]) -> str:
    count = sum(each.rows for each in drafted)
    first = "" if all(each.whole for each in drafted) else "the first "
    return f"{first}{count:,} {'row' if count == 1 else 'rows'}"


def _dataset(drafted: Drafted) -> list[str]:
    lines = [f"  {drafted.dataset}:", f"    file: {quoted(drafted.path)}", *_reading(drafted)]
    if drafted.layout.months:
        return lines
    return [*lines, "    columns:", *map(_column, drafted.columns), *_date(drafted.columns)]


def _reading(drafted: Drafted) -> list[str]:
    layout, marks, lines = drafted.layout, drafted.marks, []
    if drafted.sheet is not None:
        others = _plain(", ".join(drafted.other_sheets))
        lines.append(f"    sheet: {quoted(drafted.sheet)}      # confirm; there is: {others}")
    if drafted.other_delimiter or drafted.delimiter not in (None, ","):
        doubt = f"confirm; or {quoted(drafted.other_delimiter)}" if drafted.other_delimiter else ""
        text = quoted(str(drafted.delimiter))
        lines.append(f"    delimiter: {text}      # {doubt or 'as in its header'}")
    if drafted.encoding is not None:
        lines.append(f"    encoding: {drafted.encoding}      # confirm: it is not UTF-8")
    if len(layout.header) > 1:
        listed = ", ".join(map(str, layout.header))
        lines.append(f"    header: {{lines: [{listed}]}}      # confirm: names stand on both")
    elif layout.header and layout.header[0] > 1:
        lines.append(f"    header: {layout.header[0]}      # confirm: the line of the names")
    if layout.skip:
        what = "line is" if layout.skip == 1 else "lines are"
        lines.append(
            f"    skip_after_header: {layout.skip}      # confirm: the next {what} not rows"
        )
    if layout.footer:
        listed = ", ".join(map(quoted, layout.footer))
        lines.append(f"    footer: [{listed}]      # confirm: these rows are left out")
    return [*lines, *_marks(marks), *_wide(layout, drafted)]


def _marks(marks: NumberMarks) -> list[str]:
    if marks.doubt is Doubt.ALL_OF_THREE:
        mark = "," if "," in marks.example else "."
        return [
            f"    # Does {_plain(marks.example)} mean thousands? Keep the line that is right.",
            f"    # thousands: {quoted(mark)}",
            f"    # decimal: {quoted(mark)}",
        ]
    if marks.doubt is Doubt.BOTH:
        return ["    # confirm: some numbers are written like 1.5 and some like 1,5: make them one"]
    lines = []
    if marks.decimal != ".":
        lines.append(f"    decimal: {quoted(marks.decimal)}      # confirm: numbers are like 3,5")
    if marks.thousands:
        lines.append(f"    thousands: {quoted(marks.thousands)}      # confirm")
    return lines


def _wide(layout: Layout, drafted: Drafted) -> list[str]:
    if not layout.months:
        return []
    label = drafted.columns[0].header
    rows = [f"        {c.name}: {quoted(c.header)}" for c in drafted.columns[1:]]
    return [
        "    wide:      # months across the columns",
        f"      label: {quoted(label)}",
        f"      months: {quoted(layout.months)}",
        "      rows:",
        *rows,
    ]


def _column(column: Column) -> str:
    guess = column.guess
    parts = []
    if column.position:
        parts.append(f"from: {column.position}")
    elif column.name != column.header:
        parts.append(f"from: {quoted(column.header)}")
    parts.append(f"type: {guess.type.value}")
    parts += [f"{key}: {value}" for key, value in guess.options.items()]
    evidence = _plain(guess.evidence)
    if column.position and column.header.strip():
        evidence = f"the one of that place called {_plain(column.header.strip())}; {evidence}"
    return f"      {column.name}: {{{', '.join(parts)}}}      # {evidence}"


def _date(columns: Sequence[Column]) -> list[str]:
    dated = [column for column in columns if column.guess.formats]
    parts = {column.guess.role: column.name for column in columns}
    if not dated and {Role.YEAR, Role.MONTH} <= parts.keys():
        return [
            f"    date: {{year: {parts[Role.YEAR]}, month: {parts[Role.MONTH]}}}      # confirm"
        ]
    if not dated:
        return ["    # confirm: no column looks like a date; name one: date: its_name"]
    first, *others = dated
    formats = first.guess.formats
    note = (
        f"      # confirm; or {', '.join(c.name for c in others)}" if others else "      # confirm"
    )
    if formats == ("",):
        return [f"    date: {first.name}{note}"]
    lines = [
        f"    {'' if len(formats) == 1 else '# '}date: "
        f"{{column: {first.name}, format: {quoted(form)}}}{note}"
        for form in formats
    ]
    if len(formats) > 1:
        lines.insert(
            0, "    # Day or month first? The rows allow both: keep the line that is right."
        )
    return lines


def _kpi(kpi: Proposal, drafted: Drafted, owner: str) -> list[str]:
    polarity, other = "higher_is_better", "lower_is_better"
    if kpi.lower_is_better:
        polarity, other = other, polarity
    return [
        f"  {kpi.id}:",
        f"    name: {quoted(kpi.name)}      # confirm: as the board is to read it",
        f"    owner: {owner}",
        f"    dataset: {drafted.dataset}",
        f"    measure: {kpi.measure}      # confirm",
        *([f"    unit: {kpi.unit}"] if kpi.unit else []),
        f"    polarity: {polarity}      # confirm; or {other}, in_range, neutral",
        *([f"    # by: [{', '.join(kpi.segments)}]"] if kpi.segments else []),
        "    # target: 40",
    ]


def _plain(text: str) -> str:
    """Return *text* as it can stand in a comment: on one line."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
