"""Runs the command line: the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys

from ldn_kg.cli import (  # they register their commands
    ask,  # noqa: F401
    curate,  # noqa: F401
    enrich,  # noqa: F401
    exchange,  # noqa: F401
    explore,  # noqa: F401
    link,  # noqa: F401
    mechanisms,  # noqa: F401
    prefixes,  # noqa: F401
    suggest,  # noqa: F401
    trace,  # noqa: F401
)
from ldn_kg.cli.app import app, say
from ldn_kg.errors import InputError, LdnKgError

BAD_INPUT = 2


def main() -> None:
    """Runs the command line."""
    # Text of the data is Unicode whatever the terminal's locale says.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except InputError as error:
        for problem in error.problems:
            say(str(problem))
        count = len(error.problems)
        say(f"{count} problem{'' if count == 1 else 's'}; nothing was changed")
        sys.exit(BAD_INPUT)
    except LdnKgError as error:
        say(f"ldn-kg: {error}")
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        # Whoever read our output had enough; Python would complain again while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        # What can still fail is our own output: a full disk, a closed terminal.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        say(f"ldn-kg: cannot write the output: {error.strerror or error}")
        sys.exit(BAD_INPUT)
