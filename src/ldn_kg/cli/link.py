"""link: identifiers elsewhere."""

from __future__ import annotations

import typer

from ldn_kg.cli.app import CURATE, app

link_app = typer.Typer(
    help="Identifiers elsewhere: verify, suggest, bring in.", no_args_is_help=True
)
app.add_typer(link_app, name="link", rich_help_panel=CURATE)
