"""Nouns that do not change: whatever a frozen dataclass of the library does, they do."""

import copy
import pickle
import sys
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace
from typing import ClassVar

import pytest

from cxscore.frozen import changed, frozen, numerous

like_the_librarys = dataclass(frozen=True, slots=True)


def nouns(make):
    """Return nouns of each kind there is, made by the decorator *make*."""

    @make
    class Empty:
        """Nothing in it."""

    @make
    class Word:
        """One field."""

        text: str

    @make
    class Noun:
        """Defaults, a factory, and fields apart."""

        name: str
        value: float | None = None
        parts: list[int] = field(default_factory=list)
        place: int = field(default=0, compare=False)
        secret: str = field(default="", repr=False)
        unit: str = field(default="points", kw_only=True)
        told: int = field(default=7, init=False)

        def twice(self):
            return 2 * self.value

    @make
    class Longer(Noun):
        """It inherits."""

        more: str = ""

    @make
    class Checked:  # noqa: PLW1641 (the decorator gives it one)
        """It looks at what it was given, and says itself what is equal."""

        size: int

        def __post_init__(self):
            if self.size < 0:
                raise ValueError("below 0")

        def __eq__(self, other):
            return abs(self.size - other.size) < 2

        def __repr__(self):
            return "checked"

    @make
    class Shared:
        """What all of them have is no field."""

        kind: ClassVar = "shared"
        size: int = 0

    @make
    class Quoted:
        """As Shared, with its type as text."""

        kind: "ClassVar[str]" = "shared"
        size: int = 0

    made = (Empty, Word, Noun, Longer, Checked, Shared, Quoted)
    return {each.__name__: each for each in made}


OURS, THEIRS = nouns(frozen), nouns(like_the_librarys)
MADE = {
    "nothing": ("Empty", (), {}),
    "one": ("Word", ("a",), {}),
    "least": ("Noun", ("nps",), {}),
    "all": ("Noun", ("nps", 4.5, [1]), {"place": 3, "secret": "x", "unit": "%"}),
    "inherited": ("Longer", ("nps", 1.0), {"more": "x"}),
    "own equality": ("Checked", (3,), {}),
    "shared": ("Shared", (3,), {}),
    "quoted": ("Quoted", (3,), {}),
}


@pytest.fixture(params=MADE)
def both(request):
    name, given, named = MADE[request.param]
    return OURS[name](*given, **named), THEIRS[name](*given, **named)


def test_the_same_fields_values_and_words(both):
    ours, theirs = both
    assert repr(ours) == repr(theirs)
    assert asdict(ours) == asdict(theirs)
    assert [*map(repr, fields(ours))] == [*map(repr, fields(theirs))]
    assert ours.__match_args__ == theirs.__match_args__
    assert type(ours).__doc__ == type(theirs).__doc__
    assert not hasattr(ours, "__dict__")


@pytest.mark.parametrize("name", MADE)
def test_what_is_equal_is_equal_and_hashes_alike(name):
    kind, given, named = MADE[name]
    ours, again = (OURS[kind](*given, **named) for _ in range(2))
    theirs = THEIRS[kind](*given, **named)
    assert ours == again
    assert _hash(ours) == _hash(again) == _hash(theirs)


def _hash(noun):
    try:
        return hash(noun)
    except TypeError as error:
        return str(error)


def test_another_class_is_never_equal():
    assert OURS["Word"]("a") != THEIRS["Word"]("a")
    assert OURS["Longer"]("nps", 1.0) != OURS["Noun"]("nps", 1.0)
    assert OURS["Word"]("a") != "a"


def test_fields_that_are_not_compared_have_no_say_and_all_others_have():
    noun = OURS["Noun"]("nps", 1.0)
    assert replace(noun, place=9) == noun
    assert all(
        replace(noun, **other) != noun for other in ({"name": "x"}, {"value": 2}, {"unit": ""})
    )


def test_not_a_number_is_itself():
    value = float("nan")
    # From 3.13 on Python's own compare field by field, and nan with nothing.
    for made in (OURS, *([THEIRS] if sys.version_info < (3, 13) else [])):
        assert made["Noun"]("nps", value) == made["Noun"]("nps", value)
        assert made["Word"](value) == made["Word"](value)


def test_each_has_a_list_of_its_own():
    one, other = (OURS["Noun"]("nps") for _ in range(2))
    one.parts.append(1)
    assert other.parts == []


@pytest.mark.parametrize("name", ["name", "value", "told", "never heard of"])
def test_nothing_can_be_set_or_deleted(name):
    noun = OURS["Noun"]("nps")
    with pytest.raises(FrozenInstanceError, match=name):
        setattr(noun, name, "x")
    with pytest.raises(FrozenInstanceError, match=name):
        delattr(noun, name)
    assert noun == OURS["Noun"]("nps")


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), {}),
        (("a",) * 9, {}),
        (("a",), {"name": "b"}),
        (("a",), {"nmae": 1}),
        (("a",), {"told": 1}),
    ],
)
def test_wrong_arguments_are_refused_in_the_same_words(given, named):
    with pytest.raises(TypeError) as theirs:
        THEIRS["Noun"](*given, **named)
    with pytest.raises(TypeError) as ours:
        OURS["Noun"](*given, **named)
    assert str(ours.value) == str(theirs.value)


def test_after_it_is_made_it_is_checked():
    with pytest.raises(ValueError, match="below 0"):
        OURS["Checked"](-1)
    assert repr(OURS["Checked"](1)) == "checked"
    assert OURS["Checked"](1) == OURS["Checked"](2)


@pytest.mark.parametrize("make", [frozen, like_the_librarys])
def test_a_default_that_can_change_is_refused(make):
    class Loose:
        """All would have the same list."""

        parts: list[int] = []  # noqa: RUF012

    with pytest.raises(ValueError, match="mutable default"):
        make(Loose)


def test_methods_and_patterns():
    assert OURS["Noun"]("nps", 2.0).twice() == 4.0
    match Point(1, 2):
        case Point(1, y):
            assert y == 2
        case _:
            pytest.fail("it is not matched by place")


@frozen
class Point:
    x: int
    y: int = 0


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))]
)
def test_copies_are_equal(again):
    point = Point(1, 2)
    assert again(point) == point
    assert again(point) is not point


def test_a_noun_that_holds_itself_can_be_said():
    noun = OURS["Word"]([])
    noun.text.append(noun)
    assert repr(noun) == f"{type(noun).__qualname__}(text=[...])"


def test_changed_is_what_replace_makes():
    @frozen
    class Row:
        """A noun all of whose fields are arguments."""

        name: str
        size: float | None = None
        place: int = field(default=0, compare=False)

        def __post_init__(self):
            if self.size == -1:
                raise ValueError("below 0")

    one = Row("a", 1.0, 7)
    for changes in ({}, {"size": 2.0}, {"name": "b", "place": 8}):
        found = changed(one, **changes)
        assert found == replace(one, **changes)
        assert found.place == replace(one, **changes).place
    assert one == Row("a", 1.0)
    with pytest.raises(KeyError):
        changed(one, unknown=1)
    with pytest.raises(ValueError, match="below 0"):
        changed(one, size=-1)


def test_of_those_there_are_many_each_is_as_any_other():
    def made(make):
        @make
        class Row:
            """What a register has by the thousand."""

            id: str
            day: int | None = None
            more: dict[str, str] = field(default_factory=dict)
            place: int = field(default=0, compare=False)

            @property
            def dated(self):
                return self.day is not None

        return Row

    ours, theirs = made(numerous), made(frozen)
    for given in (("a",), ("a", 3), ("a", 3, {"x": "y"}, 7)):
        one, other = ours(*given), theirs(*given)
        assert type(one) is ours
        assert (asdict(one), repr(one), hash(one.id)) == (
            asdict(other),
            repr(other),
            hash(other.id),
        )
        assert one == ours(*given[:3], place=9)
        assert one.dated is other.dated
        assert changed(one, day=5) == replace(one, day=5) == ours(given[0], 5, one.more)
        with pytest.raises(FrozenInstanceError):
            one.id = "b"
    assert ours("a").more is not ours("a").more
    with pytest.raises(TypeError, match=r"Row\.__init__"):
        ours()


@pytest.mark.parametrize(
    "body",
    [
        {"__annotations__": {"a": int}, "__post_init__": lambda self: None},
        {"__annotations__": {"a": int}, "a": field(default=1, init=False)},
        {"__annotations__": {"a": int}, "a": field(default=1, kw_only=True)},
    ],
)
def test_numerous_nouns_have_plain_arguments_alone(body):
    with pytest.raises(TypeError, match="plain arguments"):
        numerous(type("Row", (), {"__doc__": "A row.", **body}))


@pytest.mark.skipif(sys.version_info < (3, 13), reason="copy.replace came with Python 3.13")
def test_copy_can_replace_fields():
    assert copy.replace(OURS["Noun"]("nps"), name="ces").name == "ces"
