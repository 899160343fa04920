"""``python -m cxscore``."""

from cxscore.cli.process import run

if __name__ == "__main__":
    run()
