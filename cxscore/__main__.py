"""``python -m cxscore``."""

from cxscore.cli import main

if __name__ == "__main__":
    main()
