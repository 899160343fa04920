"""``python -m cxscore``, and the command of that name."""

from typing import NoReturn

from cxscore.cli.commands import main
from cxscore.cli.process import run


def start() -> NoReturn:
    """Run the command that the arguments name, as the process's only work."""
    run(main)


if __name__ == "__main__":
    start()
