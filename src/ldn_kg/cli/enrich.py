"""link enrich: vocabularies brought in, each as a layer of its own."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ldn_kg.cli.app import say
from ldn_kg.cli.link import link_app
from ldn_kg.cli.options import BuildFolder, DataFolder

#: What is told of a layer; what does not fit a terminal comes last.
COLUMNS = ("version", "mapped_terms", "terms", "licence", "vocabulary")


@link_app.command()
def enrich(
    ontology: Annotated[
        list[str] | None,
        typer.Option(
            "--ontology",
            metavar="FILE|NAME",
            help="A file, or the prefix of a shipped vocabulary such as MONDO; as often as needed. "
            "Without it: each that is shipped and that we map to.",
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="What to call the layer of one ontology.")
    ] = None,
    relation: Annotated[
        list[str] | None,
        typer.Option("--relation", help="A further relation to bring in, such as RO:0002215."),
    ] = None,
    format_: Annotated[
        Literal["table", "json", "jsonl", "csv", "tsv"],
        typer.Option("--format", help="How to print."),
    ] = "table",
    data: DataFolder = None,
    build: BuildFolder = None,
) -> None:
    """Bring in what ontologies say of the terms we map to, each as a graph of its own.

    Ask over them with: ldn-kg query entities_under_class, or query - --with mondo.
    """
    from ldn_kg.linking import enrich as verb
    from ldn_kg.tables import Table, render

    layers = verb(
        *(ontology or ()),
        name=name or "",
        relations=relation or (),
        data=data,
        build=build,
        progress=say,
    )
    columns = COLUMNS[:-1] if format_ == "table" else COLUMNS
    rows = ((one.name, *(_cell(one.report[column]) for column in columns)) for one in layers)
    typer.echo(render(Table(("layer", *columns), tuple(rows)), format_))


def _cell(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)
