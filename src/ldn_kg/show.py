"""Everything the graph says of one thing, in sections, each row with its place in the source.

The sections come from the query files in ``queries/show/``, so that what is shown can be changed
without code. Where to go instead: `ldn_kg.search` finds things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ldn_kg.catalog import read_folder
from ldn_kg.prefixes import expand
from ldn_kg.search import resolve
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from ldn_kg.store import Store


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown of one thing.

    Args:
        node: Its CURIE.
        sections: Tables with a title; only those that have rows.
    """

    node: str
    sections: tuple[Table, ...]

    def __str__(self) -> str:
        return "\n\n".join([self.node, *map(str, self.sections)])

    def _repr_html_(self) -> str:
        return f"<h3>{self.node}</h3>" + "".join(t._repr_html_() for t in self.sections)

    def records(self) -> dict[str, object]:
        """The page as JSON-ready values: rows by section title."""
        sections = {table.title: table.records() for table in self.sections}
        return {"id": self.node, "sections": sections}


def show(store: Store, folder: Path, name: str) -> Page:
    """The page of an entity, study or claim.

    Args:
        store: An open store.
        folder: Folder with the query files, ``queries/show``.
        name: A key, CURIE, label or synonym.

    Raises:
        NotFoundError: When nothing, or more than one thing, goes by that name.
    """
    node = resolve(store, name)
    iri = NamedNode(expand(node))
    tables = []
    for question in read_folder(folder).values():
        result = store.query(question.text, {"node": iri})
        if result.rows:
            tables.append(Table.from_result(result, question.header.title))
    return Page(node, tuple(tables))


def triples(store: Store, node: str) -> list[ox.Triple]:
    """Every triple of which a thing is the subject, for ``--format ttl``."""
    iri = NamedNode(expand(node))
    return list(
        store.query("CONSTRUCT { ?node ?p ?o } WHERE { ?node ?p ?o }", {"node": iri}).triples
    )
