"""The bill of materials (CycloneDX): what a wheel brings along, with versions and licences."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from release.built import ROOT
from release.smoke import environment

_FAMILY = re.compile(r"\| (?P<family>[A-Z][\w ]+?) (?P<version>[\d.]+), (?P<url>https://\S+) \|")
_FILES = {"Inter": "Inter-*", "Source Serif": "ScorecardSerif-*"}


def materials(wheel: Path, epoch: int) -> bytes:
    """Return the bill of *wheel* and of the libraries that it was tested with, as JSON.

    They are those of constraints.txt, so that the same sources have the same bill. The fonts that
    lie in the wheel are named with theirs.
    """
    with tempfile.TemporaryDirectory() as folder:
        constraints = str(ROOT / "constraints.txt")
        scripts = environment(Path(folder, "venv"), Path(sys.executable), wheel, constraints)
        listed = subprocess.run(
            [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible",
             "--spec-version", "1.6", "--output-format", "JSON", str(scripts / "python")],
            env=os.environ | {"SOURCE_DATE_EPOCH": str(epoch)},
            capture_output=True,
            check=False,
        )  # fmt: skip
    if listed.returncode:
        sys.exit(f"no bill of materials:\n{listed.stderr.decode(errors='replace')[-4000:]}")
    return _ours(json.loads(listed.stdout))


def _ours(bill: dict[str, Any]) -> bytes:
    """Return *bill* as one of cxscore, with its fonts, and without what made the environment."""
    named = {part["name"]: part for part in bill["components"]}
    cxscore = named.pop("cxscore") | {"type": "application"}
    # It was read from a file here, whose place is nobody's business.
    cxscore.pop("externalReferences", None)
    left = [part for name, part in named.items() if name not in {"pip", "setuptools", "wheel"}]
    kept = {part["bom-ref"] for part in left} | {cxscore["bom-ref"]}
    fonts = _fonts()
    bill["metadata"]["component"] = cxscore
    bill["components"] = [*left, *fonts]
    bill["dependencies"] = [each for each in bill["dependencies"] if each["ref"] in kept] + [
        {"ref": font["bom-ref"]} for font in fonts
    ]
    for each in bill["dependencies"]:
        # Of what a library is said to need, what made the environment or tests need is not there.
        needed = [ref for ref in each.pop("dependsOn", ()) if ref in kept]
        if each["ref"] == cxscore["bom-ref"]:
            needed += [font["bom-ref"] for font in fonts]
        if needed:
            each["dependsOn"] = needed
    return (json.dumps(bill, indent=2, ensure_ascii=False) + "\n").encode()


def _fonts() -> list[dict[str, Any]]:
    """Return the families whose files lie in the wheel, as their table lists them."""
    folder = ROOT / "cxscore" / "fonts"
    return [
        {
            "type": "file",
            "bom-ref": f"font:{found['family']}@{found['version']}",
            "name": found["family"],
            "version": found["version"],
            "description": "Subset, in "
            + ", ".join(sorted(path.name for path in folder.glob(_FILES[found["family"]]))),
            "licenses": [{"license": {"id": "OFL-1.1"}}],
            "externalReferences": [{"type": "website", "url": found["url"]}],
        }
        for found in _FAMILY.finditer((folder / "README.md").read_text(encoding="utf-8"))
    ]
