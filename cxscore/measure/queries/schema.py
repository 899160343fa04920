"""A dataset as KPIs see it: its columns, what they have to be, and what they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from sqlglot import exp

from cxscore.documents import Where, spell
from cxscore.measure.queries.constraints import Check
from cxscore.measure.queries.expression_hints import hint_for, hint_for_name
from cxscore.measure.queries.expressions import Refused, Scalar, article, read_expression
from cxscore.measure.queries.named_texts import NamedText, texts_named
from cxscore.measure.queries.source import ColumnSource
from cxscore.measure.table_column import TableColumn
from cxscore.model.column_type import ColumnType
from cxscore.model.dataset import Column, Dataset
from cxscore.model.dates import DateColumn, DateParts, DateSpec
from cxscore.model.definition import Definition
from cxscore.problems import SHOWN_PER_FILE, Problem

DATES = (ColumnType.DATE, ColumnType.DATETIME)

_EQUALITIES = (exp.EQ, exp.In, exp.Like)


@dataclass(slots=True)
class Schema:
    """The columns of one dataset, with all that its KPIs ask of them.

    It is filled while the KPIs' measures are read, and then asked for the
    type of each column. What is wrong is collected in ``problems``.
    """

    definition: Definition
    dataset: Dataset
    sources: Sequence[ColumnSource]
    problems: list[Problem] = field(default_factory=list)
    checks: dict[Check, None] = field(default_factory=dict)
    undecided: bool = False
    """Whether the definition contradicts itself about which rows and cells are meant."""
    texts: dict[str, None] = field(default_factory=dict)
    """The columns whose text is asked for: those that KPIs are grouped by, and answers in words."""
    valued: dict[str, None] = field(default_factory=dict)
    """The columns whose value is asked for, be it in an expression."""
    timed: dict[str, None] = field(default_factory=dict)
    """The columns of moments between which hours are counted."""
    exact: dict[str, None] = field(default_factory=dict)
    """The columns whose numbers are added up as they are written, to the last digit."""
    wished: dict[str, None] = field(default_factory=dict)
    """The columns that would be of use as numbers, and are none the worse if they are not."""
    named: list[NamedText] = field(default_factory=list)
    """The texts that expressions compare columns with."""
    places: int = SHOWN_PER_FILE
    """How many places of a fault are told in a file; the others are counted."""
    _met: dict[str, dict[ColumnType, Where]] = field(default_factory=dict)
    _used: dict[str, Where] = field(default_factory=dict)
    _needed: dict[str, None] = field(default_factory=dict)
    """The columns that every file has to have."""
    _needed_by: dict[str, set[int]] = field(default_factory=dict)
    """The columns that single files have to have, by the files' places in the dataset."""
    _when: dict[str, list[exp.Expr | None]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The dataset's id."""
        return self.dataset.id

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that anything reads, in the order in which they were named."""
        return tuple(self._used)

    def column_of(self, file: ColumnSource, name: str) -> str | None:
        """Return the relation's name of column *name* in *file*, or None."""
        return file.column(self.described(file, name).source or name)

    def described(self, file: ColumnSource, name: str) -> Column:
        """Return what is said of column *name* in *file*; the date's format is filled in."""
        return file.columns.get(name, Column())

    # -- asking

    def use(
        self, name: str, path: Where, when: exp.Expr | None = None, *, held: bool = True
    ) -> exp.Expr:
        """Return column *name*, which the key at *path* names, for use in rows where *when*.

        None stands for the rows that the dataset's ``where`` keeps, TRUE for
        all that are in the files. Unless *held* is false, the answers there
        are held to the column's scale.
        """
        self._needed.setdefault(name)
        return self._read(name, path, when, held=held)

    def _read(self, name: str, path: Where, when: exp.Expr | None, *, held: bool) -> exp.Expr:
        self._used.setdefault(name, path)
        self.valued.setdefault(name)
        self._when.setdefault(name, []).append(when)
        if held:
            self.hold(name, when)
        return exp.column(exp.to_identifier(name, quoted=True))

    def wish(self, name: str, path: Where, when: exp.Expr | None) -> None:
        """Note that column *name*, which the key at *path* names, is of use if it holds numbers.

        Some of the files may lack it: a question that was not always asked.
        """
        self._read(name, path, when, held=True)
        self.wished.setdefault(name)
        # Cells that are not numbers are told from blanks by their text.
        self.texts.setdefault(name)

    def group_by(self, name: str, path: Where, when: exp.Expr | None) -> None:
        """Note that totals are grouped by column *name*, which the key at *path* names."""
        self._needed.setdefault(name)
        self._used.setdefault(name, path)
        self._when.setdefault(name, []).append(when)
        self.texts.setdefault(name)
        self.hold(name, when)

    def hold(self, name: str, when: exp.Expr | None) -> None:
        """Hold the answers in column *name* to its scale, if it has one, in rows where *when*.

        Rows that the dataset's ``where`` drops may hold anything: it is often
        there to be rid of them.
        """
        scale = self.scale(name)
        if scale is not None and self.declared(name) is ColumnType.NUMBER:
            rows = None if isinstance(when, exp.Boolean) else when
            self.checks.setdefault(Check(name, scale[0], scale[1], when=rows))

    def meet(self, name: str, type_: ColumnType, path: Where) -> None:
        """Note that column *name* has to be of *type_* at *path*."""
        declared = self.declared(name)
        if declared is None:
            self._met.setdefault(name, {}).setdefault(type_, path)
        elif declared is not type_ and not (declared in DATES and type_ in DATES):
            text = f"{spell(path)} needs {name} to be {article(type_)}"
            hint = f"datasets.{self.id} says that it is {article(declared)}"
            if by_table := self.told_by_table(name):
                hint = f"its column is {article(declared)}: {by_table}"
            self.problems.append(self.definition.origin.problem(path, "CX133", text, hint))
            self.undecided = True

    def told_by_table(self, name: str) -> str:
        """Return what to do where a table says another type of *name*; "" where kpis.yaml does."""
        declared = self.declared(name)
        said = any(column.type is not None for column in self._descriptions(name))
        if said or declared is None or not any(file.types for file in self.sources):
            return ""
        if declared is not ColumnType.TEXT:
            return "cast it in a query"
        return f"cast it in a query, or say {name}: {{type: number}} under columns"

    def declared(self, name: str) -> ColumnType | None:
        """Return the type that the definition gives column *name*, or None."""
        for column in self._descriptions(name):
            if column.type is not None:
                return column.type
        if any(name == f.date.column for f in self.sources if isinstance(f.date, DateColumn)):
            return ColumnType.DATETIME
        if any(column.times != 1.0 or column.scale for column in self._descriptions(name)):
            return ColumnType.NUMBER
        if any((self.described(f, name).source or name) in f.booleans for f in self.sources):
            return ColumnType.BOOLEAN
        for file in self.sources:
            told = file.types.get(str(self.described(file, name).source or name))
            if told is not None:
                return ColumnType.BOOLEAN if self._is_flag(name, told) else told.type
        return None

    def _is_flag(self, name: str, told: TableColumn) -> bool:
        """Return whether *name* is a theme of the comments in a table that says another type.

        Questionnaires write flags as 1 and 0, or as words, and so do their tables.
        """
        comments = self.definition.comments
        if comments is None or comments.dataset != self.id or told.type is None:
            return False
        return name in comments.themes.columns and ColumnType.BOOLEAN in _READ_AS[told.type]

    def scale(self, name: str) -> tuple[float, float] | None:
        """Return the answers that can be given in column *name*, where the dataset says so."""
        return next((c.scale for c in self._descriptions(name) if c.scale is not None), None)

    def _descriptions(self, name: str) -> list[Column]:
        dataset = self.dataset.columns.get(name)
        found = [] if dataset is None else [dataset]
        return found + [file.columns[name] for file in self.sources if name in file.columns]

    def scalar(
        self,
        text: str,
        path: Where,
        when: exp.Expr | None = None,
        *,
        held: bool = True,
        only: int | None = None,
    ) -> Scalar:
        """Return the expression *text* at *path*; a refused one is noted and stands for NULL.

        Its columns are used in rows where *when*; for *held* see :meth:`use`.
        With *only* it is of the dataset's file at that place alone.
        """

        def typed(name: str) -> ColumnType | None:
            # Where no file could be opened, that alone is said.
            if self.sources and name not in self._names():
                hint = hint_for_name(name, text, self._names()) or self._nearest(name)
                raise Refused(f"uses {name}, which is not a column of '{self.id}'", hint)
            return self.declared(name)

        met: list[tuple[str, ColumnType]] = []
        try:
            scalar = read_expression(text, typed, lambda name, type_: met.append((name, type_)))
        except Refused as refused:
            what = (
                f"{spell(path)} {refused.text}"
                if _is_verb(refused.text)
                else (f"{spell(path)}: {refused.text}")
            )
            code = "CX132" if "not a column" in refused.text else "CX131"
            hint = (
                refused.hint if code == "CX132" else hint_for(text, self._names()) or refused.hint
            )
            self.problems.append(self.definition.origin.problem(path, code, what, hint))
            return Scalar(exp.Null(), None)
        for name, type_ in met:
            self.meet(name, type_, path)
        for span in scalar.tree.find_all(exp.Anonymous):
            if span.name == "hours":
                self.timed |= dict.fromkeys(column.name for column in span.find_all(exp.Column))
        for name in scalar.columns:
            if only is None:
                self.use(name, path, when, held=held)
            else:
                self._needed_by.setdefault(name, set()).add(only)
                self._read(name, path, when, held=held)
        self.named += texts_named(scalar.tree, path)
        return scalar

    def knows(self, name: str) -> bool:
        """Return whether KPIs may use a column called *name*."""
        return name in self._names()

    def told_by_words(self, condition: exp.Expr) -> exp.Expr:
        """Return *condition* with a blank that is compared with a word taken for another word.

        Nobody needs to be told that a blank region is not 'North'. Of what is
        not North a blank may be or not, and so may it be of numbers and dates.
        """
        if isinstance(condition, exp.Paren | exp.And | exp.Or):
            copy = condition.copy()
            for part in list(copy.iter_expressions()):
                part.replace(self.told_by_words(part))
            return copy
        first, *rest = (
            condition.iter_expressions() if isinstance(condition, _EQUALITIES) else [None]
        )
        words = rest and all(isinstance(w, exp.Literal) and w.args.get("is_string") for w in rest)
        known = (None, ColumnType.TEXT)
        if words and isinstance(first, exp.Column) and self.declared(first.name) in known:
            return exp.Coalesce(this=condition.copy(), expressions=[exp.false()])
        return condition.copy()

    def _names(self) -> list[str]:
        """Return the names that KPIs may use: those of ``columns``, and the header's others."""
        names = dict.fromkeys(self.dataset.columns)
        for file in self.sources:
            names |= dict.fromkeys(file.columns)
            taken = {column.source for column in file.columns.values() if column.source}
            left = [n for at, n in enumerate(file.header, 1) if not {n, at} & taken]
            names |= dict.fromkeys(left)
            names |= dict.fromkeys(name.strip() for name in left)
        return list(names)

    def _nearest(self, name: str) -> str:
        for known in (c for file in self.sources for c in file.columns.items()):
            if known[1].source == name:
                return f"datasets.{self.id} calls that column '{known[0]}'"
        names = self._names()
        by_case = {known.casefold(): known for known in names}
        if name.casefold() in by_case:
            return f"did you mean '{by_case[name.casefold()]}'?"
        close = get_close_matches(name, names, n=1)
        if close:
            return f"did you mean '{close[0]}'?"
        return f"it has {', '.join(names[:12])}{' …' if len(names) > 12 else ''}"

    # -- once all is asked

    def type_of(self, name: str) -> ColumnType:
        """Return what column *name* is read as."""
        declared = self.declared(name)
        if declared is not None:
            return declared
        met = self._met.get(name, {})
        if ColumnType.DATE in met:
            return ColumnType.DATETIME
        return next(iter(met), ColumnType.NUMBER if name in self.wished else ColumnType.TEXT)

    def is_wish(self, name: str) -> bool:
        """Return whether column *name* is read as numbers though nothing says that it has to be."""
        return name in self.wished and self.declared(name) is None and name not in self._met

    def when(self, name: str) -> list[exp.Expr] | None:
        """Return the conditions under which column *name* counts; None for all rows kept."""
        conditions = self._when.get(name, [])
        always: list[exp.Expr] = [c for c in conditions if isinstance(c, exp.Boolean)]
        if always or None not in conditions:
            return always[:1] or list(dict.fromkeys(c for c in conditions if c is not None))
        return None

    def settle(self) -> None:
        """Note what is wrong with the columns, now that everything has been asked."""
        origin = self.definition.origin
        for name, met in self._met.items():
            if len(met) > 1:
                (one, here), (other, there) = list(met.items())[:2]
                text = (
                    f"{name} is {article(one)} in {spell(here)} "
                    f"and {article(other)} in {spell(there)}"
                )
                hint = f"say which under datasets.{self.id}.columns.{name}.type"
                self.problems.append(origin.problem(there, "CX134", text, hint))
                self.undecided = True
        for file in self.sources:
            headless = file.headless()
            if headless is not None and self._needs_no_names(file):
                self.problems.append(headless)
            for name, path in self._asked_for(file).items():
                if self.column_of(file, name) is None and not self._may_lack(file, name):
                    asked = origin.named(path)
                    source = self.described(file, name).source or name
                    self.problems.append(file.missing(source, asked))
            self._settle_cells(file)
            self._settle_types(file)

    def _needs_no_names(self, file: ColumnSource) -> bool:
        """Return whether no column of *file* is asked for by its name in the header."""
        sources = [self.described(file, name).source or name for name in self._asked_for(file)]
        return not any(isinstance(source, str) for source in sources)

    def _settle_cells(self, file: ColumnSource) -> None:
        """Note what is wrong with the cells of the columns of a workbook that are read."""
        for name in self._asked_for(file):
            at, column = self.column_of(file, name), self.described(file, name)
            if at is None:
                continue
            numbers = name in self._used and self.type_of(name) is ColumnType.NUMBER
            if faults := file.faults_of(at, numbers=numbers, filled=column.fill is not None):
                self.problems += faults
                # What its cells hold is not known, so that none of them can be judged.
                self.undecided = True
            if file.is_in_percent(at) and column.times == 100:
                self._say_times(file, name)

    def _settle_types(self, file: ColumnSource) -> None:
        """Note what is wrong with the types that a table says of the columns that are read."""
        for name, path in self._asked_for(file).items() if file.types else ():
            told = file.types.get(str(self.described(file, name).source or name))
            if told is None:
                continue
            is_date = isinstance(file.date, DateColumn) and name == file.date.column
            wanted = ColumnType.DATETIME if is_date else self.type_of(name)
            hint = "cast it in a query"
            if told.zoned and wanted in DATES and self.definition.timezone is None:
                hint = "set calendar.timezone, which says when a day begins"
            elif told.type is not None and wanted in _READ_AS[told.type]:
                continue
            text = f"{name} is {told.written} in {file.shown}, which is not read as "
            text += article(wanted)
            if told.zoned and wanted in DATES:
                text = f"{name} is {told.written} in {file.shown}, and no time zone is set"
            self.problems.append(self.definition.origin.problem(path, "CX293", text, hint))
            self.undecided = True

    def _say_times(self, file: ColumnSource, name: str) -> None:
        """Note that a column which its file shows in per cent is multiplied by 100 once more."""
        text = f"'{name}' is shown in per cent in {file.shown} and read so: 0.93 as 93"
        hint = "take 'times: 100' away"
        places = self.definition.origin.places
        own = self.file_path(self.dataset.files.index(file.spec), "columns", name, "times")
        path: Where = own if own in places else ("datasets", self.id, "columns", name, "times")
        self.problems.append(self.definition.origin.problem(path, "CX258", text, hint))

    def file_path(self, at: int, *below: str | int) -> Where:
        """Return the place in kpis.yaml of the dataset's file number *at*, or of a key of it."""
        single = ("datasets", self.id, "file")
        known = (*single, *below) in self.definition.origin.places
        return (*single, *below) if known else (*single[:2], "files", at, *below)

    def _may_lack(self, file: ColumnSource, name: str) -> bool:
        """Return whether *file* may lack column *name*: it is wished for, or others need it."""
        if name in self._needed_by and name not in self._needed:
            return self.dataset.files.index(file.spec) not in self._needed_by[name]
        known = any(self.column_of(file, name) is not None for file in self.sources)
        return known and name in self.wished and name not in self._needed

    def _asked_for(self, file: ColumnSource) -> dict[str, Where]:
        """Return the names that *file* should have, and the key that names each most plainly."""
        here: Where = ("datasets", self.id)
        wide = file.reading.wide is not None
        at = self.dataset.files.index(file.spec)
        own: Where = (*here, "files", at)
        places: dict[str, Where] = {}
        for above, columns in ((own, file.spec.columns), (here, self.dataset.columns)):
            for name, column in columns.items() if not wide else ():
                # What a file says of a column may leave its name to the dataset.
                if column.source or name not in self.dataset.columns or above is here:
                    places.setdefault(name, (*above, "columns", name, "from"))
        where = own if file.spec.date is not None else here
        for key, name in _date_columns(file.date):
            places.setdefault(name, (*where, "date", key))
        for at, name in enumerate(self.dataset.unique):
            places.setdefault(name, (*here, "unique", at))
        for name in self.dataset.totals or ():
            places.setdefault(name, (*here, "totals", name))
        return {**self._used, **places}


_READ_AS: dict[ColumnType, frozenset[ColumnType]] = {
    ColumnType.NUMBER: frozenset({ColumnType.NUMBER, ColumnType.TEXT, ColumnType.BOOLEAN}),
    ColumnType.TEXT: frozenset({ColumnType.TEXT, ColumnType.NUMBER, ColumnType.BOOLEAN}),
    ColumnType.BOOLEAN: frozenset({ColumnType.BOOLEAN, ColumnType.TEXT, ColumnType.NUMBER}),
    ColumnType.DATE: frozenset({*DATES, ColumnType.TEXT}),
    ColumnType.DATETIME: frozenset({*DATES, ColumnType.TEXT}),
}
"""As what a table's column may be read, by its own type; files have texts, and all is read."""


def _date_columns(date: DateSpec | None) -> list[tuple[str, str]]:
    """Return the columns that *date* stands in, each after its key."""
    match date:
        case DateColumn(column=column):
            return [("column", column)]
        case DateParts():
            return list(date.columns.items())
        case _:
            return []


def _is_verb(text: str) -> bool:
    verbs = {"uses", "is", "cannot", "rounds", "has", "holds", "compares"}
    return text.split(" ", 1)[0] in verbs
