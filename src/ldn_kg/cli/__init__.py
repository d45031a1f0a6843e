"""The command line: thin, one short function a command, in the panels of ``ldn-kg --help``.

`ask` (search, show, query), `explore` (explore, draw), `curate` (check, build, verify, locate,
coverage). Data goes to standard output, progress to standard error. Exit code 0: done; 1: findings;
2: bad input.
"""

from ldn_kg.cli.main import main

__all__ = ["main"]
