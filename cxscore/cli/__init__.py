"""The command line: options in, files and exit codes out."""

from cxscore.cli.commands import main

__all__ = ["main"]
