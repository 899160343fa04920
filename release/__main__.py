"""Make what is released in ``dist``: ``python -m release [--without-smoke] [DIR]``."""

import subprocess
import sys
from pathlib import Path

from release.built import ROOT, build_twice, last_change
from release.contents import missing_licences
from release.materials import materials
from release.pythons import oldest_and_newest
from release.smoke import VERSIONS, smoke


def main(arguments: list[str]) -> None:
    """Build, check and list into a folder, which only what passes gets into; then try it."""
    trying = "--without-smoke" not in arguments
    named = [each for each in arguments if each != "--without-smoke"]
    dist = Path(named[0]) if named else ROOT / "dist"
    epoch = last_change()
    built = build_twice(epoch)
    dist.mkdir(parents=True, exist_ok=True)
    for old in dist.glob("cxscore-*"):
        old.unlink()
    for name, content in built.items():
        (dist / name).write_bytes(content)
    (wheel,) = dist.glob("*.whl")
    if missing := missing_licences(wheel):
        sys.exit(f"{wheel.name} has no {', '.join(missing)}")
    archives = sorted(map(str, dist.glob("cxscore-*")))
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *archives], check=True)
    bill = dist / f"{'-'.join(wheel.name.split('-')[:2])}.cdx.json"
    bill.write_bytes(materials(wheel, epoch))
    for path in sorted(dist.glob("cxscore-*")):
        print(f"{path}  {path.stat().st_size:,} bytes")
    for python in oldest_and_newest() if trying else ():
        for versions in VERSIONS:
            print(smoke(wheel.resolve(), python, versions), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
