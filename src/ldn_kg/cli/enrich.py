"""link enrich: vocabularies brought in, each as a layer of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ldn_kg.cli.app import say
from ldn_kg.cli.link import link_app
from ldn_kg.cli.options import BuildFolder, DataFolder, opened
from ldn_kg.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ldn_kg.link.enriching import Enrichment
    from ldn_kg.store import Store

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
    from ldn_kg.files import LAYERS
    from ldn_kg.layers import write_layer
    from ldn_kg.resources import home
    from ldn_kg.tables import Table, render

    layers = _enriched(_mappings(data, build), ontology or [], name, relation or [])
    folder = home(build=build).build / LAYERS
    columns = COLUMNS[:-1] if format_ == "table" else COLUMNS
    rows = []
    for layer in layers:
        for warning in layer.warnings:
            say(warning)
        write_layer(folder, layer.name, layer.quads, layer.report)
        rows.append((layer.name, *(_cell(layer.report[column]) for column in columns)))
    typer.echo(render(Table(("layer", *columns), tuple(rows)), format_))
    say(f"in {folder}; each is read with --with, or by the questions over it")


def _cell(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def _mappings(data: Path | None, build: Path | None) -> Store:
    """The graph of the mappings: of the last build, or of the tables of a data folder."""
    from ldn_kg.store import Store

    if data is None:
        return opened(build).store
    from ldn_kg.build import mapping_quads
    from ldn_kg.mappings import read_tables

    tables = read_tables(data)
    return Store(quad for table in tables.values() for quad in mapping_quads(table))


def _enriched(
    store: Store, ontologies: Sequence[str], name: str | None, relations: Sequence[str]
) -> list[Enrichment]:
    """Every layer, before any is written."""
    from ldn_kg.link.enriching import enrich
    from ldn_kg.link.mapped import mapped_terms
    from ldn_kg.link.sources import open_sources

    mapped = mapped_terms(store)
    vocabularies = open_sources(ontologies, mapped).vocabularies
    if name is not None and len(vocabularies) != 1:
        message = f"--name names one layer; give one --ontology, not {len(vocabularies)}"
        raise QueryError(message)
    layers = [
        enrich(vocabulary, mapped, name=name or "", relations=relations)
        for vocabulary in vocabularies
    ]
    names = [layer.name for layer in layers]
    if len(set(names)) < len(names):
        message = f"two ontologies would be one layer ({', '.join(names)}); name one with --name"
        raise QueryError(message)
    return layers
