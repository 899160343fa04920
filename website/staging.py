"""The folder that Sphinx reads: the pages of the repository, and those that are made."""

import json
import re
import shutil
from contextlib import suppress
from pathlib import Path

import cxscore
from cxscore.definition import json_schema
from cxscore.rendering import FORMATS
from website import gallery
from website.commands import commands_page
from website.contents import chapters_of, trees, with_more
from website.keys import KeyReference
from website.problem_codes import problems_page
from website.python_names import python_page
from website.registers import registers_page
from website.scorecard_json import json_page
from website.snippets import examples_in

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")
"""Pages at the root that the contents name."""
BESIDE = (
    "LICENSE",
    "kpis.yaml",
    "constraints.txt",
    "action",
    "cxscore/rendering/scorecard.schema.json",
)
"""What pages lead to besides pages: it can be downloaded."""
MADE = {
    "Reference": (
        "/reference/keys/index",
        "/reference/commands",
        "/reference/registers",
        "/reference/scorecard-json",
        "/reference/problems",
        "/reference/python",
    ),
    "Start": ("/gallery",),
}
"""Pages that are made, by the chapter of the contents that they stand in."""
SCHEMA = ROOT / "cxscore" / "rendering" / "scorecard.schema.json"
TITLED = re.compile(r"^```(\w+) title=(\S+)(?: [^\n]*)?$", re.MULTILINE)


def stage(folder: Path) -> None:
    """Put everything that the site is made of into *folder*, which is written anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("*.pyc"))
    for name in (*PAGES, *BESIDE):
        _copy(ROOT / name, folder / name)
    _copy(Path(__file__).parent / "house.css", folder / "_static" / "house.css")
    _copy(Path(__file__).parent / "conf.py", folder / "conf.py")
    files = build_sample(folder / "pack")
    for name, text in {**_made(folder), **_gallery(folder, files)}.items():
        _write(folder / name, text)
    for path in (folder / "docs").rglob("*.md"):
        _write(path, captioned(path.read_text(encoding="utf-8")))
    _recipes(folder)
    _index(folder)


def captioned(text: str) -> str:
    """Return *text* with the name of each block's file as its caption."""
    return TITLED.sub(r"```{code-block} \1\n:caption: \2\n", text)


def build_sample(folder: Path) -> list[str]:
    """Build the sample company's scorecard into *folder*, and return the names of its files."""
    folder.mkdir(parents=True)
    definition = cxscore.read(ROOT / "kpis.yaml")
    scorecard = cxscore.build(definition)
    files: dict[str, bytes] = {}
    for name, known in FORMATS.items():
        with suppress(cxscore.MissingLibrary):
            files[known.file_name] = cxscore.render(scorecard, name)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return list(files)


def _made(folder: Path) -> dict[str, str]:
    """Return the pages of the reference, by their paths."""
    schema = json_schema()
    first = DOCS / "kpis-yaml.md"
    pages = [first, *sorted({*DOCS.rglob("*.md")} - {first}), ROOT / "kpis.yaml"]
    keys = KeyReference(schema, examples_in(pages, ROOT, schema)).pages()
    promised = json.loads(SCHEMA.read_text(encoding="utf-8"))
    sample = json.loads((folder / "pack" / "scorecard.json").read_text(encoding="utf-8"))
    return {
        **{f"reference/keys/{name}.md": text for name, text in keys.items()},
        "reference/commands.md": commands_page(),
        "reference/registers.md": registers_page(
            DOCS / "kpis-yaml.md", cxscore.read(ROOT / "kpis.yaml")
        ),
        "reference/scorecard-json.md": json_page(promised, sample),
        "reference/problems.md": problems_page(DOCS / "problems.md", ROOT / "tests" / "faults"),
        "reference/python.md": python_page(),
    }


def _gallery(folder: Path, files: list[str]) -> dict[str, str]:
    pictures = folder / "pictures"
    pictures.mkdir()
    taken = gallery.take_pictures(folder / "pack" / "scorecard.html", pictures)
    paper = gallery.picture_of_paper(folder / "pack" / "scorecard.pdf", pictures / "paper.jpg")
    what = gallery.what_files_are(DOCS / "formats.md")
    shown = {file: what.get(file, "") for file in files}
    return {"gallery.md": gallery.gallery_page(taken, shown, paper=paper)}


def _index(folder: Path) -> None:
    """Make the first page of the table of contents, and have links to that lead there."""
    contents = DOCS / "README.md"
    text = contents.read_text(encoding="utf-8")
    chapters = with_more(chapters_of(text), DOCS)
    moved = re.sub(r"\]\((?!https?:|#|\.\./)", "](docs/", text).replace("](../", "](")
    (folder / "docs" / "README.md").unlink()
    for path in folder.glob("*.md"):
        _write(path, path.read_text(encoding="utf-8").replace("(docs/README.md", "(index.md"))
    for path in (folder / "docs").glob("*.md"):
        _write(path, path.read_text(encoding="utf-8").replace("(README.md", "(../index.md"))
    _write(folder / "index.md", f"{moved}\n{''.join(trees(chapters, MADE))}")


def _recipes(folder: Path) -> None:
    """Show the recipes themselves below the page that lists them."""
    page = folder / "docs" / "recipes" / "README.md"
    files = sorted(path for path in page.parent.iterdir() if path.suffix != ".md")
    shown = [
        f"## {path.name}\n\n```{{literalinclude}} {path.name}\n:language: {_language(path)}\n```\n"
        for path in files
    ]
    _write(page, page.read_text(encoding="utf-8") + "\n" + "\n".join(shown))


LANGUAGES = {".yml": "yaml", ".py": "python", ".sh": "bash", ".service": "ini", ".timer": "ini"}


def _language(path: Path) -> str:
    return {"Dockerfile": "docker", "Jenkinsfile": "groovy"}.get(
        path.name, LANGUAGES.get(path.suffix, "text")
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
