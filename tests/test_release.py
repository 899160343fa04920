"""What is released: the same bytes twice, every licence, and a wheel that works where it may."""

import io
import json
import subprocess
import sys
import tarfile
import zipfile

import pytest

from release import materials, ranges
from release.built import build_twice, repacked
from release.contents import LICENCES, missing_licences
from release.pythons import oldest_and_newest
from release.smoke import VERSIONS, smoke
from tests.conftest import ROOT

EPOCH = 1_780_000_000


def archive(*members):
    """Return a .tar.gz of (name, content, moment, owner)."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        for name, content, moment, owner in members:
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.uname, info.uid = len(content), moment, owner, 1000
            tar.addfile(info, io.BytesIO(content))
    return made.getvalue()


def test_an_archive_does_not_tell_when_and_by_whom_it_was_made():
    first = archive(("b", b"2", 5, "ada"), ("a", b"1", 6.5, "ada"))
    second = archive(("a", b"1", 7, "ben"), ("b", b"2", 8, "ben"))
    assert first != second
    assert repacked(first, EPOCH) == repacked(second, EPOCH)
    with tarfile.open(fileobj=io.BytesIO(repacked(first, EPOCH))) as tar:
        assert {each.name: tar.extractfile(each).read() for each in tar} == {"a": b"1", "b": b"2"}
        assert {each.mtime for each in tar} == {EPOCH}


def test_the_lowest_versions_are_those_of_setup_cfg():
    found = ranges.lowest()
    assert (
        "weasyprint==70" in found and "XlsxWriter==3.2" in found and "python-pptx==1.0.2" in found
    )
    assert not [each for each in found if "<" in each or "[" in each]


def test_a_range_without_a_lower_end_is_refused():
    with pytest.raises(ValueError, match="'click<9' says no version that is the lowest"):
        ranges._pinned("click<9")


def test_the_bill_names_the_fonts_with_their_licence():
    fonts = {font["name"]: font for font in materials._fonts()}
    assert sorted(fonts) == ["Inter", "Source Serif"]
    assert all(font["licenses"] == [{"license": {"id": "OFL-1.1"}}] for font in fonts.values())
    named = " ".join(font["description"] for font in fonts.values())
    folder = ROOT / "cxscore" / "fonts"
    assert [path.name for path in folder.glob("*.*tf*") if path.name not in named] == []


def test_what_is_new_is_told_under_the_version_that_is_released():
    version = next(
        line.partition("=")[2].strip()
        for line in (ROOT / "setup.cfg").read_text(encoding="utf-8").splitlines()
        if line.startswith("version =")
    )
    assert f"\n## [{version}] - 20" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Wheel and sdist, built twice to the same bytes."""
    folder = tmp_path_factory.mktemp("dist")
    for name, content in build_twice(EPOCH).items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    (found,) = dist.glob("*.whl")
    return found


@pytest.mark.slow
def test_both_are_as_an_index_wants_them(dist):
    names = sorted(path.suffix for path in dist.iterdir())
    assert names == [".gz", ".whl"]
    check = [sys.executable, "-m", "twine", "check", "--strict", *map(str, dist.iterdir())]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_no_licence_is_left_out(wheel, tmp_path):
    assert missing_licences(wheel) == []
    bare = tmp_path / "bare.whl"
    with zipfile.ZipFile(bare, "w") as archive:
        archive.writestr("cxscore-1.dist-info/licenses/LICENSE", "")
    assert missing_licences(bare) == list(LICENCES[1:])


@pytest.mark.slow
def test_the_bill_of_materials_has_what_the_wheel_needs(wheel):
    bill = json.loads(materials.materials(wheel, EPOCH))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "cxscore")
    parts = {part["name"].lower(): part for part in bill["components"]}
    assert {"duckdb", "weasyprint", "inter", "source serif"} <= set(parts)
    assert not {"pip", "setuptools", "pytest"} & set(parts)
    assert all(part.get("licenses") for part in parts.values())
    refs = {part["bom-ref"] for part in parts.values()} | {"cxscore==" + version_of(bill)}
    assert {ref for each in bill["dependencies"] for ref in each.get("dependsOn", ())} <= refs


def version_of(bill):
    return bill["metadata"]["component"]["version"]


@pytest.mark.slow
@pytest.mark.parametrize("versions", VERSIONS)
@pytest.mark.parametrize("at", [0, -1], ids=["oldest-python", "newest-python"])
def test_it_works_in_a_fresh_environment(wheel, at, versions):
    said = smoke(wheel, oldest_and_newest()[at], versions)
    assert "init, check, build (html, json," in said
