"""explore, draw."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from ldn_kg.cli.app import EXPLORE, app, say
from ldn_kg.cli.options import BuildFolder, Hops, opened
from ldn_kg.errors import DataError, Problem, Where

#: What a newcomer sees first: the disease with the most studies.
_FIRST_VIEW = "fibromyalgia"


@app.command(rich_help_panel=EXPLORE)
def explore(
    build: BuildFolder = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open a browser.")] = True,
) -> None:
    """Build if needed, draw the network around fibromyalgia, and open it."""
    from ldn_kg.draw import draw as draw_network

    kg = opened(build)
    path = kg.folder.parent / f"{_FIRST_VIEW}.html"
    draw_network(kg.network(disease=_FIRST_VIEW), f"Low-dose naltrexone in {_FIRST_VIEW}", path)
    typer.echo(path.resolve().as_uri())
    if open_ and not webbrowser.open(path.resolve().as_uri()):
        say("no browser here; open the file above in one")


@app.command(rich_help_panel=EXPLORE)
def draw(
    output: Annotated[Path, typer.Option("-o", "--output", help=".html, .svg or .graphml")],
    focus: Annotated[
        str | None, typer.Option("--focus", help="Entity to look around.", show_default=False)
    ] = None,
    disease: Annotated[
        str | None, typer.Option("--disease", help="Disease to look at.", show_default=False)
    ] = None,
    hops: Hops = 1,
    build: BuildFolder = None,
) -> None:
    """Draw the claims around an entity or a disease."""
    from ldn_kg.draw import draw as draw_network

    name = focus or disease
    if name is None or (focus and disease):
        message = "give either --focus ENTITY or --disease DISEASE"
        raise DataError([Problem(Where("draw"), "usage", message, "a whole graph is a hairball")])
    kg = opened(build)
    graph = kg.network(focus=focus, disease=disease, hops=hops)
    label = kg.label(name)
    draw_network(graph, f"Claims about {label}" if focus else f"Claims in {label}", output)
    typer.echo(f"{output}: {len(graph)} entities, {graph.size()} claims")
