"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from ldn_kg.knowledge_graph import KnowledgeGraph

BuildFolder = Annotated[
    Path | None, typer.Option("--build", help="Folder that holds builds.", show_default=False)
]
DataFolder = Annotated[
    Path | None, typer.Option("--data", help="Another data folder.", show_default=False)
]
SourceFile = Annotated[
    Path, typer.Option("--source", help="The text of the source, as a file you have.")
]
OptionalSource = Annotated[
    Path | None,
    typer.Option("--source", help="Also check locators against this text.", show_default=False),
]
Hops = Annotated[int, typer.Option("--hops", min=1, max=6, help="How many claims to go.")]
Layers = Annotated[
    list[str] | None,
    typer.Option("--with", help="A layer to read beside it: drugmechdb, mondo."),
]
Services = Annotated[
    list[str] | None,
    typer.Option(
        "--service",
        help="A server that the query may call: wikidata, uniprot, or NAME=ADDRESS of a mirror.",
    ),
]
TableFormat = Annotated[
    Literal["table", "json", "jsonl", "csv", "tsv", "ttl"],
    typer.Option("--format", help="How to print."),
]


def opened(
    build: Path | None, layers: list[str] | None = None, services: list[str] | None = None
) -> KnowledgeGraph:
    """The graph of the last build; made first, with progress, where there is none."""
    from ldn_kg.cli.app import say
    from ldn_kg.opening import open_graph

    return open_graph(build, layers=layers or (), services=services or (), progress=say)
