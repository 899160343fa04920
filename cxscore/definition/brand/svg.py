"""Whether an SVG is a picture and nothing else: no program, nothing from outside, no end of work.

It is read by expat with its document type refused, so that no entity is ever
opened. What is refused is named with its line.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from cxscore.problems import Problem
from cxscore.style_sheets import outside_addresses, shortened

CODE = "CX182"
NAMESPACE = "http://www.w3.org/2000/svg"
REFUSED = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler"}
"""Elements that bring programs or pages, whatever their namespace."""
ADDRESSES = {"href", "src", "srcset"}
LINKING = {"a", "set", "discard", "animate", "animatemotion", "animatetransform", "mpath"}
"""Elements whose ``href`` draws nothing."""
PICTURES = re.compile(r"data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
"""A picture within the picture; not an SVG, which nobody would have looked into."""
WITHIN = re.compile(r"url\(\s*[\"']?#([^\"')]*)")
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
NAME = re.compile(r"[.#]?[\w-]+")
DEEPEST = 100
MOST_SHAPES = 100_000
"""Elements drawn, those that are used again counted each time."""
MOST_TOLD = 20


class _Enough(Exception):  # noqa: N818 (it says what happened)
    """Nothing behind this place is to be read."""


@dataclass(slots=True)
class _Element:
    """An element: where it stands, what stands in it, and which others it draws."""

    line: int
    column: int
    names: set[str] = field(default_factory=set)
    """Its kind, ``.class`` and ``#id``, by which a style sheet speaks of it."""
    inner: list["_Element"] = field(default_factory=list)
    draws: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Svg:
    """What was found in an SVG: its size in units of its own, or what is wrong with it."""

    path: str
    width: float = 0.0
    height: float = 0.0
    problems: list[Problem] = field(default_factory=list)

    def say(self, line: int, column: int, text: str, hint: str = "") -> None:
        """Note a fault."""
        self.problems.append(Problem(self.path, line, column, CODE, text, hint=hint))


def read_svg(raw: bytes, path: str) -> Svg:
    """Return the size of the SVG *raw*, printed as *path*, and what of it is refused."""
    found = Svg(path)
    _Reader(found, raw).read()
    del found.problems[MOST_TOLD:]
    return found


class _Reader:
    """Goes through an SVG once, from front to back."""

    def __init__(self, found: Svg, raw: bytes) -> None:
        self.found = found
        self.raw = raw
        self.open: list[_Element] = []
        self.root: _Element | None = None
        self.ids: dict[str, _Element] = {}
        self.style: list[str] | None = None
        """The text of the style sheet that is open."""
        self.style_at = (0, 0)
        self.rules: list[tuple[set[str], list[str]]] = []
        """What elements are called that style sheets let draw others, and the ids of those."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self) -> None:
        try:
            self.parser.Parse(self.raw, True)
        except _Enough:
            return
        except expat.ExpatError as error:
            text = f"the SVG cannot be read: {expat.ErrorString(error.code)}"
            self.found.say(error.lineno, error.offset + 1, text, "save it from a drawing program")
            return
        assert self.root is not None  # or it would not have been well-formed
        if not self.found.problems:
            self._weigh(self.root)

    def _say(self, text: str, hint: str = "") -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.found.say(line, column, text, hint)

    def _doctype(self, *_: object) -> None:
        # It is told of where it ends.
        at = self.raw.rfind(b"<!DOCTYPE", 0, self.parser.CurrentByteIndex + 1)
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        if at >= 0:
            line, column = self.raw.count(b"\n", 0, at) + 1, at - self.raw.rfind(b"\n", 0, at)
        text = "a logo may have no DOCTYPE, which can bring entities"
        self.found.say(line, column, text, "remove it")
        raise _Enough

    def _instruction(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self._say("a logo may ask for no style sheet", "put its rules into <style>")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.style is not None:
            self._say(f"there is a <{local}> within <style>, which holds text alone")
            raise _Enough
        element = _Element(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        if self.root is None:
            self.root = element
            self._check_root(space, local, attributes)
        else:
            self.open[-1].inner.append(element)
        self.open.append(element)
        if len(self.open) > DEEPEST:
            self._say(f"a logo's elements may be no more than {DEEPEST} within one another")
            raise _Enough
        if local.lower() in REFUSED:
            self._say(f"a logo may have no <{local}>", "remove it, or save the logo as PNG")
        element.names = {local, *(f".{each}" for each in attributes.get("class", "").split())}
        for key, value in attributes.items():
            self._check_attribute(element, local, key.rpartition(" ")[2], value)
        if local.lower() == "style":
            self.style = []

    def _check_root(self, space: str, local: str, attributes: Mapping[str, str]) -> None:
        if (space, local) != (NAMESPACE, "svg"):
            hint = f'its first element is <svg xmlns="{NAMESPACE}">'
            self._say(f"this is <{local}>, not an SVG", hint)
            raise _Enough
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        if not attributes.get("viewBox"):
            sizes = [_number(attributes.get(side, "")) for side in ("width", "height")]
            width, height = (f"{size:g}" if size > 0 else "…" for size in sizes)
            hint = f'add viewBox="0 0 {width} {height}"'
            self._say("the SVG has no viewBox, so that it cannot be made smaller", hint)
            return
        sides = [_number(side) for side in box[2:]] if len(box) == 4 else [0.0]
        if min(sides) <= 0:
            text = f"viewBox is '{shortened(attributes['viewBox'])}'"
            self._say(text, 'it must be four numbers, as "0 0 120 40"')
            return
        self.found.width, self.found.height = sides

    def _check_attribute(self, element: _Element, local: str, name: str, value: str) -> None:
        lower = name.lower()
        if lower.startswith("on"):
            self._say(f"a logo may run no program, as {name} does", f"remove {name}")
        elif lower == "id":
            self.ids.setdefault(value, element)
            element.names.add(f"#{value}")
        elif lower in ADDRESSES or (lower == "attributename" and "href" in value.lower()):
            if not _is_within(value):
                text = f"a logo may ask for nothing outside itself, as {name}='{shortened(value)}'"
                self._say(text, "embed it, as data:image/png;base64,…, or remove it")
            elif value.strip().startswith("#") and local.lower() not in LINKING:
                element.draws.append(value.strip()[1:])
        elif "(" in value or "\\" in value:
            for flaw in outside_addresses(value, allowed=_is_within):
                self._say(flaw.text.replace("the style sheet", name, 1), flaw.hint)
            element.draws += WITHIN.findall(value)

    def _check_style(self, css: str) -> None:
        line, column = self.style_at
        for flaw in outside_addresses(css, allowed=_is_within):
            at = flaw.column + (column - 1 if flaw.line == 1 else 0)
            self.found.say(line + flaw.line - 1, at, flaw.text, flaw.hint)
        for selectors, body in RULE.findall(COMMENT.sub(" ", css)):
            if drawn := WITHIN.findall(body):
                lasts = [part.split()[-1] for part in selectors.split(",") if part.strip()]
                self.rules += [({*NAME.findall(last)}, drawn) for last in lasts]

    def _text(self, text: str) -> None:
        if self.style is not None:
            if not self.style:
                self.style_at = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            self.style.append(text)

    def _end(self, _: str) -> None:
        self.open.pop()
        if self.style is not None:
            self._check_style("".join(self.style))
            self.style = None

    def _weigh(self, root: _Element) -> None:
        """Refuse what draws itself, or more than anybody could wait for."""
        weights: dict[int, int] = {}
        on_the_way: set[int] = set()
        left = [(root, False)]
        while left:
            element, is_done = left.pop()
            drawn = self._drawn_by(element)
            if is_done:
                on_the_way.discard(id(element))
                weights[id(element)] = 1 + sum(weights.get(id(each), 0) for each in drawn)
                if weights[id(element)] > MOST_SHAPES:
                    text = (
                        f"a logo may have no more than {MOST_SHAPES} shapes, repeated ones counted"
                    )
                    return self.found.say(element.line, element.column, text, "make it simpler")
            elif id(element) in on_the_way:
                return self.found.say(element.line, element.column, "this is drawn within itself")
            elif id(element) not in weights:
                on_the_way.add(id(element))
                left.append((element, True))
                left += [(each, False) for each in drawn]
        return None

    def _drawn_by(self, element: _Element) -> list[_Element]:
        """Return what is in *element*, and what it draws by naming it."""
        names = [*element.draws]
        for called, drawn in self.rules:
            names += drawn if called <= element.names else ()
        return [*element.inner, *(self.ids[name] for name in names if name in self.ids)]


def _is_within(address: str) -> bool:
    return address.strip().startswith("#") or PICTURES.match(address.strip()) is not None


def _number(text: str) -> float:
    """Return the number that *text* begins with; 0 where it is none."""
    found = re.match(r"\+?(\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?", text.strip(), re.IGNORECASE)
    number = float(found[0]) if found and "%" not in text else 0.0
    return number if math.isfinite(number) else 0.0
