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
TableFormat = Annotated[
    Literal["table", "json", "jsonl", "csv", "tsv", "ttl"],
    typer.Option("--format", help="How to print."),
]


def opened(build: Path | None) -> KnowledgeGraph:
    """The graph of the last build; made first, with progress, where there is none."""
    from ldn_kg.cli.app import say
    from ldn_kg.knowledge_graph import KnowledgeGraph
    from ldn_kg.pipeline import build_graph, last_build
    from ldn_kg.resources import home

    folders = home(build=build)
    # A build that was asked for by name is used as it is, whatever the shipped data say by now.
    named = last_build(folders.build) if build is not None else None
    done = named or build_graph(folders, progress=say)
    return KnowledgeGraph(done.folder, folders.queries)
