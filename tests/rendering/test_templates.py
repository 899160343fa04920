"""The templates: a user's own come first, run in a sandbox, and see what is documented."""

import dataclasses
import importlib
import pkgutil
import re
import resource
import threading
import typing
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from cxscore import resources
from cxscore.problems import Problems
from cxscore.rendering import render, sections, user_templates
from cxscore.rendering.html import open_templates
from cxscore.rendering.sections import first_column, first_page, segment_columns
from cxscore.rendering.template_faults import faults_told
from cxscore.resources import find
from tests.rendering.builders import sample

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "templates.md"


@pytest.fixture
def own(tmp_path):
    """Return a function that writes a template and gives the page set with it."""

    def build(**files):
        for name, text in files.items():
            (tmp_path / name.replace("__", ".")).write_text(text, encoding="utf-8")
        return render(sample(), "html", tmp_path).decode()

    return build


def test_one_partial_is_overridden_and_the_rest_stays(own):
    html = own(
        method__html='<section id="method"><h2>Our method</h2>'
        "{% for row in page.method.kpis %}<p>{{ row.kpi.name }}: {{ row.kpi.measure }}</p>"
        "{% endfor %}</section>"
    )
    assert "<h2>Our method</h2>" in html
    assert "<p>Refund cycle time: Mean of refund days</p>" in html
    assert "Data sources" not in html, "which stood in the partial that was replaced"
    assert "What the board needs to know" in html
    assert 'class="xmr"' in html


def test_one_that_is_added_later_is_noticed(own):
    assert "<h2>Our actions</h2>" not in own(notes__html="-")
    assert "<h2>Our actions</h2>" in own(actions__html="<h2>Our actions</h2>")


def test_the_style_sheet_is_overridden_like_a_partial(own):
    html = own(scorecard__css="/* house style */ body { color: #000 }")
    assert "/* house style */" in html
    assert "--watch-fill" not in html.partition("</style>")[0]


def test_a_partial_may_build_on_ours(own):
    html = own(actions__html='{% from "macros.html" import status %}<section id="actions">'
               "{{ status(page.actions.rows[0].status) }}</section>")  # fmt: skip
    assert 'class="st st-off"' in html


@pytest.mark.parametrize(
    ("text", "line", "code", "said"),
    [
        ("\n{{ page.nothing_like_it }}", 2, "CX403", "nothing_like_it"),
        ("\n\n{% if %}", 3, "CX401", "the template cannot be read: Expected an expression"),
        ("{% for x in y %}", 1, "CX401", "endfor"),
        ('<p>\n{% include "none.html" %}', 2, "CX402", "there is no template 'none.html'"),
        ('{% include "../../../etc/passwd" %}', 1, "CX402", "../../../etc/passwd"),
        ("{% include [] %}", 1, "CX402", "there is no template of that name"),
        ("{{ ''.__class__ }}", 1, "CX404", "templates may not do this"),
        ("{{ cycler.__init__.__globals__ }}", 1, "CX404", "__init__"),
        ("{% set x = page.panels.append(1) %}", 1, "CX403", "append"),
        ("{{ page.sections.sort() }}", 1, "CX403", "sort"),
        ("\n{{ page.panels|length + 'x' }}", 2, "CX406", "unsupported operand"),
        ("{{ 1 / 0 }}", 1, "CX406", "division by zero"),
        ('{% include "actions.html" %}', 1, "CX406", "calls itself without end"),
        (
            "{% set r = range(99999) %}\n{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}",
            2,
            "CX172",
            "it takes more than 3 seconds: a loop without end?",
        ),
        ("\n{{ 'x' | center(10 ** 9) }}", 2, "CX172", "it takes too much memory"),
        ("\n{{ 'x' * 10 ** 10 }}", 2, "CX172", "it takes too much memory"),
        ("{{ 9 ** (9 ** 9) }}", 1, "CX172", "a number of more than 10000 bits"),
    ],
)
@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_a_fault_in_a_template_has_a_place_and_a_code(
    tmp_path, monkeypatch, kind, text, line, code, said
):
    monkeypatch.chdir(tmp_path)
    if "seconds" in said:
        render(sample(), "html")  # what it imports takes time of its own
        monkeypatch.setattr(user_templates, "MOST_SECONDS", 3)
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "actions.html").write_text(text, encoding="utf-8")
    with pytest.raises(Problems) as raised:
        render(sample(), kind, Path("ours"))
    (problem,) = raised.value.found
    assert problem.place == f"ours/actions.html:{line}"
    assert problem.code == code
    assert said in problem.text


@pytest.mark.parametrize("kind", ["html", "css"])
def test_a_link_to_elsewhere_is_refused(tmp_path, monkeypatch, kind):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    (tmp_path / "ours").mkdir()
    name = {"html": "actions.html", "css": "scorecard.css"}[kind]
    (tmp_path / "ours" / name).symlink_to("../secret")
    with pytest.raises(Problems) as raised:
        render(sample(), "html", Path("ours"))
    (problem,) = raised.value.found
    assert (problem.code, problem.place) == ("CX171", f"ours/{name}")
    assert str(tmp_path / "secret") in problem.text


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "mine.html").write_text("OUR OWN", encoding="utf-8")
    (tmp_path / "ours" / "actions.html").symlink_to("mine.html")
    (tmp_path / "linked").symlink_to("ours")
    assert b"OUR OWN" in render(sample(), "html", tmp_path / "linked")


def test_limits_are_lifted_again(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_AS), threading.active_count()
    (tmp_path / "actions.html").write_text("{{ 'x' * 10 ** 10 }}", encoding="utf-8")
    with pytest.raises(Problems):
        render(sample(), "html", tmp_path)
    assert (resource.getrlimit(resource.RLIMIT_AS), threading.active_count()) == before


def test_a_file_that_lacks_what_ours_need_is_told(tmp_path):
    (tmp_path / "macros.html").write_text("{% macro icon(x) %}{% endmacro %}", encoding="utf-8")
    with pytest.raises(Problems, match=r"templates/summary.html:\d+: error: CX403: .*macros.html"):
        render(sample(), "html", tmp_path)


def test_a_template_that_is_not_utf_8_is_named(tmp_path):
    (tmp_path / "actions.html").write_bytes(b"<p>\n\xe9</p>")
    (tmp_path / "notes.txt").write_bytes(b"\xe9")
    with pytest.raises(Problems, match=r"actions\.html:2: error: CX405"):
        render(sample(), "html", tmp_path)


@pytest.mark.parametrize(
    "fault", [UndefinedError("ours"), UnicodeDecodeError("utf-8", b"x", 0, 1, "")]
)
def test_a_fault_of_our_own_keeps_its_traceback(tmp_path, fault):
    for folder in (None, tmp_path):
        with pytest.raises(type(fault)), faults_told(folder):
            raise fault


def test_what_is_shown_is_escaped(own):
    html = own(actions__html="{{ '<b>' ~ page.masthead.title ~ '&' }}")
    assert "&lt;b&gt;Customer experience scorecard&amp;" in html


def test_every_template_compiles_and_says_what_it_is():
    environment = open_templates(None)
    names = environment.list_templates(extensions=["html"])
    assert {"scorecard.html", "summary.html", "kpi.html", "macros.html"} <= set(names)
    for name in names:
        environment.get_template(name)
        source = (find("templates") / name).read_text(encoding="utf-8")
        assert source.startswith("{#"), f"{name} has a caption"


def blocks():
    """Return the dataclasses of the page by name."""
    names = [each.name for each in pkgutil.iter_modules(sections.__path__, f"{sections.__name__}.")]
    # Two modules make what is on the page, and are not on it; so is a part of the program.
    makers = {first_column.__name__, first_page.__name__, segment_columns.__name__}
    modules = [sections, *(importlib.import_module(name) for name in names if name not in makers)]
    return {
        name: found
        for module in modules
        for name, found in vars(module).items()
        if isinstance(found, type)
        and dataclasses.is_dataclass(found)
        and found.__module__ == module.__name__
        and found is not sections.Part
    }


def test_the_page_is_frozen():
    assert sections.PAGE_VERSION == 1
    for found in blocks().values():
        assert found.__setattr__ is not object.__setattr__
        assert "__slots__" in vars(found)


@pytest.mark.parametrize("name", sorted(blocks()))
def test_every_name_of_the_page_is_documented(name):
    text = DOCUMENTATION.read_text(encoding="utf-8")
    section = re.search(rf"(?ms)^### {name}\b.*?(?=^##|\Z)", text)
    assert section, f"docs/templates.md has no heading for {name}"
    for field in dataclasses.fields(blocks()[name]):
        assert f"`{field.name}`" in section[0], f"{name}.{field.name}"


def test_the_page_is_reached_as_a_whole():
    found, left = set(), [sections.Page]
    while left:
        block = left.pop()
        found.add(block.__name__)
        for kind in typing.get_type_hints(block).values():
            parts = [kind, *typing.get_args(kind)]
            parts += [inner for part in parts for inner in typing.get_args(part)]
            left += [
                p for p in parts if dataclasses.is_dataclass(p)
                and p.__name__ in blocks() and p.__name__ not in found
            ]  # fmt: skip
    assert found == set(blocks())


def test_the_programs_files_are_found_beside_the_package_and_within_it(tmp_path, monkeypatch):
    package = tmp_path / "cxscore"
    (package / "templates").mkdir(parents=True)
    (tmp_path / "samples").mkdir()
    monkeypatch.setattr(resources, "HERE", package)
    assert find("templates") == package / "templates", "as in a wheel"
    assert find("samples") == tmp_path / "samples", "as in a checkout"
    with pytest.raises(FileNotFoundError, match="not installed completely: fonts"):
        find("fonts")


def test_the_version_is_known_without_an_installation(monkeypatch):
    def missing(name):
        raise resources.metadata.PackageNotFoundError(name)

    resources.version.cache_clear()
    monkeypatch.setattr(resources.metadata, "version", missing)
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", resources.version())
    resources.version.cache_clear()
