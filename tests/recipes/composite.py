"""A runner of composite actions: as much of GitHub's as the action of this project needs."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
"""How a runner starts ``shell: bash``."""
_NAME = re.compile(r"\b(?:inputs|github|steps)[.\w-]+")


@dataclass
class Job:
    """A job that uses an action: what its steps see, and what became of them."""

    action: Path
    workspace: Path
    temp: Path
    inputs: Mapping[str, str] = field(default_factory=dict)
    github: Mapping[str, str] = field(default_factory=dict)
    environment: Mapping[str, str] = field(default_factory=dict)
    used: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """The actions that its steps use, with their inputs."""
    said: str = ""
    failed: str = ""
    """The name of the step that failed; no step runs after it."""
    code: int = 0
    _known: dict[str, str] = field(default_factory=dict)

    def run(self) -> "Job":
        """Run the steps, on a runner that has run none before."""
        for name in ("PATH", "OUTPUT", "STEP_SUMMARY"):
            self.file(name).write_text("")
        document = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        self._known = {f"github.{name}": value for name, value in self.github.items()}
        self._known["github.action_path"] = str(self.action)
        for name, told in document["inputs"].items():
            self._known[f"inputs.{name}"] = self.inputs.get(name, self._filled(told["default"]))
        for step in document["runs"]["steps"]:
            if not self._is_met(step.get("if", "true")):
                continue
            if "uses" in step:
                given = {name: self._filled(value) for name, value in step["with"].items()}
                self.used.append((step["uses"], given))
            elif not self._run(step):
                self.failed = step["name"]
                break
        return self

    def file(self, name: str) -> Path:
        """Return the file that the runner names in GITHUB_*name*."""
        path = self.temp / name
        path.touch()
        return path

    def _run(self, step: Mapping[str, Any]) -> bool:
        assert "${{" not in step["run"], "what others wrote must not become a part of a script"
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        paths = self.file("PATH").read_text(encoding="utf-8").splitlines()
        environment = {
            **self.environment,
            "PATH": os.pathsep.join([*reversed(paths), self.environment["PATH"]]),
            "RUNNER_TEMP": str(self.temp),
            **{
                f"GITHUB_{name}": str(self.file(name))
                for name in ("PATH", "OUTPUT", "STEP_SUMMARY")
            },
            **{name: self._filled(value) for name, value in step.get("env", {}).items()},
        }
        ended = subprocess.run(
            [*BASH, str(script)],
            cwd=self.workspace,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        self.said += ended.stdout + ended.stderr
        self.code = ended.returncode
        for line in self.file("OUTPUT").read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            self._known[f"steps.{step.get('id')}.outputs.{name}"] = value
        self.file("OUTPUT").write_text("")
        return ended.returncode == 0

    def _filled(self, text: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: self._known.get(found[1], ""), text)

    def _is_met(self, condition: str) -> bool:
        terms = [term.strip() for term in condition.split("&&")]
        return all(self._is_equal(term) for term in terms)

    def _is_equal(self, term: str) -> bool:
        if term == "true":
            return True
        left, _, right = term.partition(" == ")
        assert _NAME.fullmatch(left), f"this runner does not know {term}"
        return self._known.get(left, "") == right.strip("'")
