"""GitLab and Jenkins: what their recipes run is run, and what they collect is there."""

import re

import pytest
import yaml

from tests import company
from tests.pango import needs_pango
from tests.recipe import RECIPES, done, install, needs

GITLAB = yaml.safe_load((RECIPES / "gitlab-ci.yml").read_text(encoding="utf-8"))
JENKINS = (RECIPES / "Jenkinsfile").read_text(encoding="utf-8")


@pytest.fixture
def shell(tmp_path):
    """Run lines in a checkout, as a runner does: each has to end well."""
    install(tmp_path / "bin")
    checkout = tmp_path / "work"
    checkout.mkdir()
    company.write(checkout)

    def run(*lines):
        environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
        return done(
            ["bash", "-eo", "pipefail", "-c", "\n".join(lines)], cwd=checkout, env=environment
        )

    run.checkout = checkout
    return run


def collected(job):
    """Return the files that a job of GitLab's collects."""
    artifacts = job["artifacts"]
    return [*artifacts.get("paths", ()), *artifacts.get("reports", {}).values()]


class TestGitLab:
    @needs("--output-file", command="check")
    def test_the_check_marks_lines_in_the_merge_request(self, shell):
        job = GITLAB["check"]
        assert shell(*job["script"]).returncode == 0
        assert all((shell.checkout / path).exists() for path in collected(job))

    @needs("junit")
    @needs_pango
    def test_the_build_leaves_its_report_and_its_page(self, shell):
        job = GITLAB["scorecard"]
        ended = shell(*job["script"])
        assert ended.returncode == 0, ended.stderr
        assert all((shell.checkout / path).exists() for path in collected(job))
        assert job["allow_failure"] == {"exit_codes": 3}
        pages = GITLAB["pages"]
        assert pages["needs"] == ["scorecard"]
        assert shell(*pages["script"]).returncode == 0
        (public,) = collected(pages)
        page = (shell.checkout / public / "index.html").read_text(encoding="utf-8")
        assert "Small scorecard" in page

    def test_the_entrypoint_of_the_image_is_put_aside(self):
        assert GITLAB["default"]["image"]["entrypoint"] == [""]


class TestJenkins:
    LINES = re.findall(r"\bsh(?: |\(.*?script: )'([^']*)'", JENKINS)

    def test_it_is_a_pipeline(self):
        """As far as can be told without a Jenkins."""
        for opened, closed in ("{}", "()", "[]"):
            assert JENKINS.count(opened) == JENKINS.count(closed)
        assert re.search(r"^pipeline \{\n    agent \{$", JENKINS, re.MULTILINE)
        assert len(self.LINES) == 2

    def test_the_check_runs(self, shell):
        assert shell(self.LINES[0]).returncode == 0

    @needs("junit", "--assets")
    def test_the_build_leaves_what_jenkins_shows(self, shell):
        ended = shell(self.LINES[1])
        assert ended.returncode == 0, ended.stderr
        (junit,) = re.findall(r"testResults: '(.*?)'", JENKINS)
        assert (shell.checkout / junit).is_file()
        (folder,) = re.findall(r"reportDir: '(.*?)'", JENKINS)
        (page,) = re.findall(r"reportFiles: '(.*?)'", JENKINS)
        text = (shell.checkout / folder / page).read_text(encoding="utf-8")
        assert "<style" not in text, "Jenkins would leave it out"
        for link in re.findall(r'(?:href|src)="(scorecard_files/[^"]+)"', text):
            assert (shell.checkout / folder / link).is_file()
        assert "scorecard_files/" in text

    @needs("junit", "--assets", "--fail-on")
    def test_the_gate_makes_it_unstable(self, shell):
        company.write(shell.checkout, company.KPIS + "    target: 50\nfail_on: [off-target]\n")
        assert shell(self.LINES[1]).returncode == 3
        assert re.search(r"if \(code == 3\) \{\s*unstable\(", JENKINS)
