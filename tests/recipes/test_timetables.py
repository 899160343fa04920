"""The crontab, the systemd timer, and the job after the meeting."""

import json
import re
import shlex
import shutil
import subprocess
from configparser import RawConfigParser

import pytest

from tests import company
from tests.pango import needs_pango
from tests.recipe import RECIPES, done, install, linted


@pytest.fixture
def srv(tmp_path):
    """What stands for /srv: a company with its environment, and the board's folder."""
    home = tmp_path / "srv" / "scorecard"
    install(home / ".venv" / "bin")
    company.write(home)
    (tmp_path / "srv" / "board").mkdir()
    return tmp_path / "srv"


class TestCrontab:
    TEXT = (RECIPES / "crontab").read_text(encoding="utf-8")

    def command(self, srv):
        (line,) = re.findall(r"^[0-9*].*$", self.TEXT, re.MULTILINE)
        fields, command = line.split(maxsplit=5)[:5], line.split(maxsplit=5)[5]
        assert all(re.fullmatch(r"\*|\d{1,2}", field) for field in fields)
        assert "%" not in command, "cron ends the line there"
        return command.replace("/srv/", f"{srv}/")

    def run(self, srv):
        cron = {"HOME": str(srv), "LOGNAME": "cxscore", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
        return done(["/bin/sh", "-c", self.command(srv)], env=cron, cwd=srv)

    @needs_pango
    def test_mail_means_that_something_is_wrong(self, srv):
        assert re.search(r"^MAILTO=\S+@\S+$", self.TEXT, re.MULTILINE)
        ended = self.run(srv)
        assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")
        board = srv / "board" / "scorecard"
        before = {path.name: path.read_bytes() for path in board.iterdir()}
        assert sorted(before) == ["scorecard.html", "scorecard.json", "scorecard.pdf"]
        with (srv / "scorecard" / "surveys.csv").open("a", encoding="utf-8") as surveys:
            surveys.write("2026-03-30,eleven\n")
        ended = self.run(srv)
        assert ended.returncode == 1
        assert ended.stderr.startswith("surveys.csv:32:12: error: CX205: score is 'eleven'")
        assert {path.name: path.read_bytes() for path in board.iterdir()} == before

    def test_the_page_shows_this_line(self):
        page = (RECIPES.parent / "cron-and-ci.md").read_text(encoding="utf-8")
        assert all(f"    {line}" in page for line in self.TEXT.splitlines() if line[0] != "#")


class TestSystemd:
    @pytest.fixture
    def units(self, srv, tmp_path):
        for name in ("cxscore.service", "cxscore.timer"):
            text = (RECIPES / name).read_text(encoding="utf-8")
            (tmp_path / name).write_text(text.replace("/srv/", f"{srv}/"), encoding="utf-8")
        return tmp_path

    @staticmethod
    def read(path):
        unit = RawConfigParser(strict=False)
        unit.optionxform = str
        unit.read(path, encoding="utf-8")
        return unit

    @pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
    def test_systemd_takes_them(self, units):
        names = [units / "cxscore.service", units / "cxscore.timer"]
        ended = done(["systemd-analyze", "verify", *names])
        assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")
        when = self.read(names[1])["Timer"]["OnCalendar"]
        assert done(["systemd-analyze", "calendar", when]).returncode == 0

    @needs_pango
    def test_the_service_builds(self, units, srv):
        service = self.read(units / "cxscore.service")["Service"]
        ended = done(
            shlex.split(service["ExecStart"]), cwd=service["WorkingDirectory"], env={"PATH": "/bin"}
        )
        assert (ended.returncode, ended.stdout + ended.stderr) == (0, "")
        written = srv / "board" / "scorecard"
        assert (written / "scorecard.pdf").is_file()
        assert written.is_relative_to(service["ReadWritePaths"])


@pytest.mark.parametrize("path", sorted(RECIPES.glob("*.sh")), ids=lambda path: path.name)
def test_shellcheck(path):
    linted("shellcheck", path)


def test_the_closing_job_commits_what_the_board_was_given(srv, monkeypatch):
    """And nothing else of what lies changed in the working tree."""
    home = srv / "scorecard"
    path = f"{home / '.venv' / 'bin'}:/usr/bin:/bin"
    git = {"PATH": path, "HOME": str(srv), "GIT_CONFIG_NOSYSTEM": "1"}
    git |= {
        f"GIT_{who}_{what}": "ada@example.com"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    issued = srv / "board" / "scorecard"

    def run(*command):
        ended = done(list(command), cwd=home, env=git)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    run("git", "init", "--quiet")
    run("git", "add", "kpis.yaml", "surveys.csv")
    run("git", "commit", "--quiet", "--message", "Begin")
    run("cxscore", "build", "-q", "-f", "json", "-o", issued)
    (home / "surveys.csv").write_text(company.ROWS.replace(",9\n", ",8\n"), encoding="utf-8")
    run("sh", RECIPES / "close.sh", "2026-03", issued)
    shown = run("git", "show", "--format=%s", "--name-only")
    assert shown.split("\n\n") == ["Close 2026-03", "history/2026-03.json\n"]
    closed = json.loads((home / "history" / "2026-03.json").read_bytes())
    told = json.loads((issued / "scorecard.json").read_bytes())
    assert closed["kpis"][0]["series"][-1][1] == told["kpis"][0]["value"]
    refused = subprocess.run(
        ["sh", RECIPES / "close.sh", "2026-03", issued],
        cwd=home,
        env=git,
        capture_output=True,
        check=False,
    )
    assert refused.returncode != 0, "it is closed already"
