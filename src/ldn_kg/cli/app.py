"""The application object, its panels, and how it speaks to the person."""

from __future__ import annotations

import typer

from ldn_kg.notice import NOTICE

app = typer.Typer(
    name="ldn-kg",
    help="What is claimed of low-dose naltrexone in rheumatic disease, by whom, and how surely.",
    epilog=NOTICE,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

ASK, EXPLORE, CURATE = "Ask", "Explore", "Curate"


def say(message: str) -> None:
    """Progress and remarks: to standard error, so that data can be piped."""
    typer.echo(message, err=True)
