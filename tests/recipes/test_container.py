"""The Dockerfile: linted, and a build under the terms that it is run on."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests import company
from tests.machines import can_mount, with_mounts
from tests.pango import needs_pango
from tests.recipe import RECIPES, ROOT, done, linted

DOCKERFILE = (RECIPES / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (RECIPES / "Dockerfile.dockerignore").read_text(encoding="utf-8")
FLAT = DOCKERFILE.replace("\\\n", " ")
STEPS = re.findall(r"^([A-Z]+) (.*)$", FLAT, re.MULTILINE)
needs_setpriv = pytest.mark.skipif(not shutil.which("setpriv"), reason="setpriv is not here")


class TestLinted:
    def test_hadolint(self):
        """But for the versions of Debian's packages, which go when the next ones come."""
        linted("hadolint", "--ignore", "DL3008", RECIPES / "Dockerfile")

    def test_every_image_has_a_version(self):
        images = [line.split()[0] for step, line in STEPS if step == "FROM"]
        assert images
        assert all(re.fullmatch(r"[\w/.-]+:[\w.-]*\d[\w.-]*", image) for image in images)
        assert "latest" not in FLAT

    def test_it_runs_as_nobody_in_particular(self):
        """A number: a cluster that forbids root cannot tell what a name stands for."""
        (user,) = [line for step, line in STEPS if step == "USER"]
        assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
        assert [step for step, _ in STEPS].index("USER") > [step for step, _ in STEPS].index("RUN")

    def test_versions_are_pinned_and_caches_left_out(self):
        assert "--constraint /src/constraints.txt" in FLAT
        assert "--no-cache-dir" in FLAT
        assert "rm -rf /var/lib/apt/lists" in FLAT
        assert "--no-install-recommends" in FLAT
        assert not [line for step, line in STEPS if step == "ADD"]

    def test_the_command_is_a_list(self):
        """Of a text a shell would be made, which takes no signals on to the program."""
        commands = [line for step, line in STEPS if step in ("ENTRYPOINT", "CMD")]
        assert commands == ['["cxscore"]', '["check"]']

    def test_pango_is_installed_by_the_same_line_as_everywhere(self):
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert re.search(r"^PANGO := (.*)$", makefile, re.MULTILINE)[1] in FLAT

    def test_it_is_run_with_as_little_as_it_says(self):
        run = re.search(r"^#\s+docker run (.*?)\nFROM", DOCKERFILE, re.DOTALL | re.MULTILINE)[1]
        for option in (
            "--network none",
            "--read-only",
            "--tmpfs /tmp",
            "--cap-drop ALL",
            ":/data:ro",
        ):
            assert option in run


@pytest.mark.slow
def test_what_is_copied_into_the_image_makes_the_same_wheel(tmp_path):
    """No file of the program is among those that are left out."""
    context = tmp_path / "context"
    context.mkdir()
    for name in re.findall(r"^!(.+)$", IGNORED, re.MULTILINE):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, context / name)
    assert wheel_of(context, tmp_path / "image") == wheel_of(ROOT, tmp_path / "clone")


def wheel_of(source, folder):
    """Return the names in the wheel of *source*, which stays as it is."""
    wanted = ("cxscore", "templates", "samples")
    copied = folder / "source"
    shutil.copytree(
        source,
        copied,
        ignore=lambda home, names: [
            name
            for name in names
            if name == "__pycache__"
            or (str(home) == str(source) and (source / name).is_dir() and name not in wanted)
        ],
    )
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(copied)], check=True)
    (wheel,) = folder.glob("*.whl")
    return sorted(zipfile.ZipFile(wheel).namelist())


@pytest.mark.slow
def test_where_there_is_a_builder_the_image_is_built():
    """And says its version, as nobody in particular, without network. Needs PyPI and Debian."""
    images = [line.split()[0] for step, line in STEPS if step == "FROM"]
    docker = shutil.which("docker")
    if docker is None or done([docker, "image", "inspect", images[0]]).returncode != 0:
        pytest.skip(f"there is no builder here that has {images[0]}")
    tag = "cxscore-of-a-test:1"
    built = done([docker, "build", "-f", RECIPES / "Dockerfile", "-t", tag, ROOT])
    assert built.returncode == 0, built.stderr
    run = [docker, "run", "--rm", "--network", "none", "--read-only", "--tmpfs", "/tmp", tag]
    ended = done([*run, "--version"])
    assert ended.stdout.startswith("cxscore "), ended.stderr


@pytest.fixture
def everybodys():
    """A temporary folder that any user may read; those of pytest are the user's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@can_mount
@needs_setpriv
@needs_pango
def test_a_build_without_network_root_home_or_a_disk_to_write_to(everybodys):
    """The terms of ``docker run`` above, as far as this machine can set them without an image."""
    data, out, tmp = (everybodys / name for name in ("data", "out", "tmp"))
    for folder in (data, out, tmp):
        folder.mkdir()
    company.write(data)
    os.chown(out, 10001, 10001)
    mounts = (
        f"mount --bind {out} {out}; mount -t tmpfs tmpfs {tmp}; chmod 1777 {tmp}; "
        f"mount -o remount,ro,bind /; cd {data}; ! touch {data}/x 2>/dev/null"
    )
    # What lies in root's home, as Python may, can still be read; nothing else is root's.
    as_user = ["setpriv", "--reuid=10001", "--regid=10001", "--clear-groups", "--no-new-privs"]
    read = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]
    build = [sys.executable, "-m", "cxscore", "build", "-f", "html,pdf,json", "-o", out]
    command = with_mounts(mounts, ["unshare", "--net", *as_user, *read, *build])
    ended = subprocess.run(
        command,
        env={"PATH": "/usr/sbin:/usr/bin:/bin", "TMPDIR": str(tmp), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    written = list(out.iterdir())
    assert sorted(path.suffix for path in written) == [".html", ".json", ".pdf"]
    assert {path.stat().st_uid for path in written} == {10001}
