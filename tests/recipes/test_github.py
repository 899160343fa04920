"""The action for GitHub: its own steps are run, against what stands for a runner and for GitHub."""

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import pytest
import yaml

from tests import company
from tests.recipe import ACTION, RECIPES, ROOT, done, install, linted, needs
from tests.recipes.composite import BASH, Job

WORKFLOWS = ["github.yml", "github-close.yml"]
OFF_TARGET = company.KPIS + "    target: 50\n"
PYTHON = f"""\
#!/bin/sh
[ "$1" = -m ] || exec "{sys.executable}" "$@"
if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"
else printf '%s\\n' "$@" > "$RUNNER_TEMP/pip"; cp "$STANDS_FOR" "$RUNNER_TEMP/cxscore/bin/"; fi
"""
"""Stands for the runner's Python: what pip is asked for is written down, and is there."""
needs_md = needs("md")


class GitHub(ThreadingHTTPServer):
    """Comments of pull requests, as GitHub's API gives and takes them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.comments = [{"id": n, "body": f"No. {n}"} for n in range(1, 131)]
        self.refuses = 0
        self.asked: list[str] = []

    @property
    def own(self):
        return [each for each in self.comments if each["body"].startswith("<!-- cxscore")]


class Answer(BaseHTTPRequestHandler):
    """One of its answers."""

    def _answer(self, method: str) -> None:
        self.server.asked.append(f"{method} {urlparse(self.path).path}")
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length) or b"null")
        assert self.headers["Authorization"] == "Bearer secret"
        comments = self.server.comments
        if self.server.refuses and method != "GET":
            return self._send(self.server.refuses, {"message": "Resource not accessible"})
        if method == "GET":
            asked = parse_qs(urlparse(self.path).query)
            size, page = int(asked["per_page"][0]), int(asked["page"][0])
            return self._send(200, comments[size * (page - 1) : size * page])
        if method == "POST":
            comments.append({"id": len(comments) + 1, **body})
            return self._send(201, comments[-1])
        (changed,) = [each for each in comments if self.path.endswith(f"/{each['id']}")]
        changed |= body
        return self._send(200, changed)

    def _send(self, code: int, found: object) -> None:
        self.send_response(code)
        self.end_headers()
        self.wfile.write(json.dumps(found).encode())

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_PATCH(self) -> None:
        self._answer("PATCH")

    def log_message(self, format, *args) -> None:  # noqa: A002 (as above)
        pass


@pytest.fixture
def github():
    with GitHub() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def job(tmp_path, github):
    """Make a job in a checkout whose definitions lie in board/."""
    for name in ("tmp", "bin", "work/board", "work/.git"):
        (tmp_path / name).mkdir(parents=True)
    company.write(tmp_path / "work" / "board")
    for name, text in (
        ("python", PYTHON),
        ("sudo", '#!/bin/sh\necho "$@" >> "$RUNNER_TEMP/sudo"\n'),
    ):
        (tmp_path / "bin" / name).write_text(text)
        (tmp_path / "bin" / name).chmod(0o755)

    def make(**inputs):
        return Job(
            ACTION,
            tmp_path / "work",
            tmp_path / "tmp",
            {"kpis": "board/kpis.yaml"}
            | {name.replace("_", "-"): value for name, value in inputs.items()},
            {"event_name": "pull_request", "event.pull_request.number": "7", "token": "secret"},
            {
                "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
                "STANDS_FOR": str(install(tmp_path / "own") / "cxscore"),
                "GITHUB_API_URL": f"http://127.0.0.1:{github.server_port}",
                "GITHUB_REPOSITORY": "northwind/scorecard",
            },
        )

    return make


class TestTheAction:
    def test_it_installs_itself_with_the_versions_that_are_pinned(self, job, tmp_path):
        run = job(extras="xlsx", formats="html,pdf").run()
        asked = (tmp_path / "tmp" / "pip").read_text().splitlines()
        assert asked[:2] == ["-m", "pip"]
        source, extras = asked[-1].removesuffix("]").split("[")
        assert (extras, (ROOT / source).resolve()) == ("xlsx", ROOT)
        assert (ROOT / asked[asked.index("--constraint") + 1]).resolve() == ROOT / "constraints.txt"
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        pango = re.search(r"^PANGO := (.*)$", makefile, re.MULTILINE)[1]
        assert pango in (tmp_path / "tmp" / "sudo").read_text()
        assert run.used[0] == ("actions/setup-python@v6", {"python-version": "3.13"})

    def test_what_is_wrong_is_marked_where_it_stands(self, job, tmp_path):
        company.write(tmp_path / "work" / "board", surveys=company.ROWS + "2026-03-30,eleven\n")
        run = job().run()
        assert (run.failed, run.code) == ("Check definitions and data", 1)
        assert "::error file=board/surveys.csv,line=32,col=12,title=CX205::score is" in run.said

    @needs("--output-file", command="check")
    def test_so_it_is_where_a_step_works_in_a_folder_below(self, job, tmp_path):
        """``working-directory: board`` changes nothing of where GitHub finds a file."""
        board = tmp_path / "work" / "board"
        company.write(board, surveys=company.ROWS + "2026-03-30,eleven\n")
        check = [install(tmp_path / "own") / "cxscore", "check", "--format", "github"]
        assert "::error file=board/surveys.csv,line=32," in done(check, cwd=board).stdout

    @needs_md
    def test_a_pull_request_gets_summary_artifact_and_comment(self, job, tmp_path, github):
        run = job(formats="html,json").run()
        assert (run.failed, run.code) == ("", 0)
        built = tmp_path / "work" / "scorecard"
        assert sorted(path.name for path in built.iterdir()) == [
            "scorecard.html",
            "scorecard.json",
            "scorecard.md",
        ]
        page = (built / "scorecard.md").read_text(encoding="utf-8")
        assert run.file("STEP_SUMMARY").read_text(encoding="utf-8") == page
        assert run.used[1:] == [
            ("actions/upload-artifact@v6", {"name": "scorecard", "path": "scorecard"})
        ]
        assert [each["body"] for each in github.own] == [
            f"<!-- cxscore board/kpis.yaml -->\n{page}"
        ]

    @needs("md", "--fail-on")
    def test_the_gate_says_no_when_everything_else_is_done(self, job, tmp_path, github):
        company.write(tmp_path / "work" / "board", OFF_TARGET)
        run = job(fail_on="off-target").run()
        assert (run.failed, run.code) == ("Ask the gate", 3)
        assert re.search(
            r"^::error title=Gate::nps off-target: .*\(Ada Field\)$", run.said, re.MULTILINE
        )
        assert len(github.own) == 1 and len(run.used) == 2
        assert job(fail_on="none").run().code == 0

    @needs_md
    def test_a_period_can_be_named(self, job, tmp_path):
        job(period="2026-02", output="out").run()
        written = json.loads((tmp_path / "work" / "out" / "scorecard.json").read_bytes())
        assert written["period"]["id"] == "2026-02"
        assert job(period="2027-01").run().failed == "Build the scorecard"

    def test_nothing_that_others_write_is_a_part_of_a_script(self):
        """A branch may be called ``$(rm -rf .)``; the runner of these tests refuses it as well."""
        for text in [(ACTION / "action.yml"), *(RECIPES / name for name in WORKFLOWS)]:
            document = yaml.safe_load(text.read_text(encoding="utf-8"))
            jobs = document.get("jobs", {}).values()
            steps = [
                step for each in (*jobs, document.get("runs", {})) for step in each.get("steps", ())
            ]
            assert steps
            assert not [step for step in steps if "${{" in step.get("run", "")]


def test_the_closing_job_commits_and_pushes(tmp_path):
    """The workflow's own last step, on the artifact of the run that the board was given."""
    workflow = yaml.safe_load((RECIPES / "github-close.yml").read_text(encoding="utf-8"))
    step = workflow["jobs"]["close"]["steps"][-1]
    assert set(re.findall(r"\$(\w+)", step["run"])) <= {*step["env"], "closed"}
    who = dict.fromkeys((name for name in step["env"] if name.startswith("GIT_")), "a@example.com")
    environment = {
        "PATH": f"{install(tmp_path / 'bin')}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "PERIOD": "2026-03",
        **who,
    }
    checkout = tmp_path / "checkout"

    def run(*lines):
        ended = done([*BASH, "-c", "\n".join(lines)], cwd=checkout, env=environment)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    checkout.mkdir()
    company.write(checkout)
    run(
        "git init --quiet --bare ../origin; git init --quiet --initial-branch main",
        "git remote add origin ../origin; git add .; git commit --quiet --message Begin",
        "git push --quiet --set-upstream origin main; cxscore build -q -f json",
    )
    run(step["run"])
    shown = run("git -C ../origin show --format=%s --name-only main")
    assert shown == "Close 2026-03\n\nhistory/2026-03.json\n"


class TestTheComment:
    @pytest.fixture
    def write(self, tmp_path, github):
        def write(text, kpis="kpis.yaml"):
            (tmp_path / "scorecard.md").write_text(text, encoding="utf-8")
            environment = {
                "GITHUB_API_URL": f"http://127.0.0.1:{github.server_port}",
                "GITHUB_REPOSITORY": "northwind/scorecard",
                "PULL_REQUEST": "7",
                "TOKEN": "secret",
            }
            command = [sys.executable, ACTION / "comment.py", kpis, tmp_path / "scorecard.md"]
            return done(command, env=environment)

        return write

    def test_it_is_changed_and_not_repeated(self, write, github):
        assert write("# First ▁▂▃").returncode == 0
        github.comments += [{"id": 500 + n, "body": "and so on"} for n in range(100)]
        assert write("# Second").returncode == 0
        assert [each["body"] for each in github.own] == ["<!-- cxscore kpis.yaml -->\n# Second"]
        assert github.asked[-1] == "PATCH /repos/northwind/scorecard/issues/comments/131"

    def test_two_scorecards_have_one_each(self, write, github):
        write("# One")
        write("# Two", "stores/kpis.yaml")
        write("# One, again")
        assert [each["body"].split("\n")[1] for each in github.own] == ["# One, again", "# Two"]

    @pytest.mark.parametrize("code", [403, 404])
    def test_where_it_may_not_be_written_that_is_said(self, write, github, code):
        github.refuses = code
        ended = write("# First")
        assert ended.returncode == 0
        assert ended.stdout.startswith(f"::notice::The comment could not be written ({code}): ")

    def test_any_other_failure_is_one(self, write, github):
        github.refuses = 500
        assert write("# First").returncode == 1


class TestLinted:
    @pytest.mark.parametrize("name", WORKFLOWS)
    def test_actionlint(self, name):
        linted("actionlint", RECIPES / name)

    def test_shellcheck(self, tmp_path):
        document = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
        for number, step in enumerate(document["runs"]["steps"]):
            if "run" in step:
                script = tmp_path / f"{number}.sh"
                script.write_text(step["run"], encoding="utf-8")
                linted("shellcheck", "--shell=bash", script)

    @pytest.mark.parametrize(
        ("schema", "path"),
        [
            ("vendor.github-actions", ACTION / "action.yml"),
            *(("vendor.github-workflows", RECIPES / name) for name in WORKFLOWS),
            ("vendor.gitlab-ci", RECIPES / "gitlab-ci.yml"),
        ],
        ids=lambda found: getattr(found, "name", found),
    )
    def test_their_makers_schema(self, schema, path):
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path]
        ended = done(command)
        assert ended.returncode == 0, ended.stdout

    def test_the_workflow_gives_what_the_action_takes(self):
        inputs = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))["inputs"]
        workflow = yaml.safe_load((RECIPES / "github.yml").read_text(encoding="utf-8"))
        given = workflow["jobs"]["scorecard"]["steps"][-1]["with"]
        assert {"kpis", "formats", "fail-on", "period"} <= set(inputs)
        assert set(given) <= set(inputs)
