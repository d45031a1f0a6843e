"""Brings vocabularies in as layers beside the build, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.errors import QueryError
from ldn_kg.files import LAYERS
from ldn_kg.mappings import read_tables
from ldn_kg.resources import home

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from ldn_kg.link.enriching import Enrichment
    from ldn_kg.store import Store


def _quiet(_message: str) -> None:
    return


def enrich(
    *ontology: str,
    name: str = "",
    relations: Sequence[str] = (),
    data: Path | None = None,
    build: Path | None = None,
    progress: Callable[[str], None] = _quiet,
) -> list[Enrichment]:
    """Brings in what ontologies say of the terms that we map to, each as a layer beside the build.

    Args:
        *ontology: Files, or prefixes of shipped vocabularies; else each that is shipped and that we
            map to.
        name: What to call the layer of one ontology; else its prefix in small letters.
        relations: CURIEs of further relations to bring in.
        data: A data folder whose mappings to use; else those of the last build.
        build: Folder that holds builds.
        progress: Told what is missing or given up there.

    Returns:
        The layers, which `ldn_kg.open` reads by their names.

    Raises:
        InputError: With every problem of the files.
        QueryError: When one name is given to several ontologies.
        BuildError: When the extra ``links`` is not installed, or a file cannot be written.
    """
    from ldn_kg.layers import write_layer

    folder = home(build=build).build / LAYERS
    layers = _enriched(_mapping_graph(data, build, progress), ontology, name, relations)
    for layer in layers:
        for warning in layer.warnings:
            progress(warning)
        write_layer(folder, layer.name, layer.quads, layer.report)
    progress(f"in {folder}; each is read with --with, or by the questions over it")
    return layers


def _mapping_graph(data: Path | None, build: Path | None, progress: Callable[[str], None]) -> Store:
    """The graph of the mappings: of the last build, or of the tables of a data folder."""
    from ldn_kg.build import mapping_quads
    from ldn_kg.opening import open_graph
    from ldn_kg.store import Store

    if data is None:
        return open_graph(build, progress=progress).store
    tables = read_tables(data)
    return Store(quad for table in tables.values() for quad in mapping_quads(table))


def _enriched(
    store: Store, ontologies: Sequence[str], name: str, relations: Sequence[str]
) -> list[Enrichment]:
    """Every layer, before any is written."""
    from ldn_kg.link.enriching import enrich as verb
    from ldn_kg.link.mapped import mapped_terms
    from ldn_kg.vocabularies.sources import open_sources

    mapped = mapped_terms(store)
    vocabularies = open_sources(ontologies, mapped).vocabularies
    if name and len(vocabularies) != 1:
        message = f"--name names one layer; give one --ontology, not {len(vocabularies)}"
        raise QueryError(message)
    layers = [
        verb(vocabulary, mapped, name=name, relations=relations) for vocabulary in vocabularies
    ]
    names = [layer.name for layer in layers]
    if len(set(names)) < len(names):
        message = f"two ontologies would be one layer ({', '.join(names)}); name one with --name"
        raise QueryError(message)
    return layers
