"""The Python face: open the graph, ask it, see it.

>>> import ldn_kg
>>> kg = ldn_kg.open()
>>> kg.show("tlr4").node
'entity:tlr4'
"""

from __future__ import annotations

import warnings
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from ldn_kg.catalog import Question, named, read_folder
from ldn_kg.doubts import doubts
from ldn_kg.prefixes import expand
from ldn_kg.search import resolve, search
from ldn_kg.show import Page, show
from ldn_kg.store import Store
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    import rdflib

_FORMS = ("select", "ask", "construct", "describe", "prefix", "base")


class KnowledgeGraph:
    """A read-only view of one build.

    Args:
        folder: The build's folder.
        queries: Folder with the shipped query files.
    """

    def __init__(self, folder: Path, queries: Path) -> None:
        self.folder = folder
        self._queries = queries
        self.store = Store.open(folder / "ldn-kg.nq")

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The shipped questions by name."""
        return read_folder(self._queries / "questions")

    def query(self, question: str, **params: str) -> Table:
        """Asks a shipped question, or any SPARQL query.

        Args:
            question: Name of a shipped question, or SPARQL text (the prefixes are known).
            params: Parameters of a shipped question, as text.

        Returns:
            The rows.

        Raises:
            NotFoundError: When there is no such question.
            QueryError: When the query or a parameter is wrong.

        Warns:
            UserWarning: For a term of our vocabulary that does not exist or that no fact uses.

        Example:
            >>> import ldn_kg
            >>> kg = ldn_kg.open()
            >>> kg.query("SELECT ?label { entity:ogfr rdfs:label ?label }").column("label")
            ['opioid growth factor receptor']
        """
        if _is_sparql(question):
            for doubt in doubts(self.store, question):
                warnings.warn(doubt, stacklevel=2)
            return Table.from_result(self.store.query(question))
        found = named(self.questions, question)
        result = self.store.query(found.text, found.bind(params))
        return Table.from_result(result, found.header.title)

    def search(self, text: str) -> Table:
        """What a text may mean, best first."""
        return search(self.store, text)

    def show(self, name: str) -> Page:
        """Everything that is said of an entity, study or claim.

        Args:
            name: A key, CURIE, label or synonym.

        Raises:
            NotFoundError: When nothing, or more than one thing, goes by that name.
        """
        return show(self.store, self._queries / "show", name)

    def network(
        self, focus: str | None = None, disease: str | None = None, hops: int = 1
    ) -> nx.MultiDiGraph[str]:
        """The claims as a networkx graph; see `ldn_kg.network.network`.

        Args:
            focus: Name of an entity to look around.
            disease: Name of a disease to limit the claims to.
            hops: How far to go.
        """
        from ldn_kg.network import network

        return network(
            self.store,
            focus=focus and resolve(self.store, focus, ["entity"]),
            disease=disease and resolve(self.store, disease, ["entity"]),
            hops=hops,
        )

    def label(self, name: str) -> str:
        """The preferred name of an entity, by any of its names."""
        node = resolve(self.store, name, ["entity"])
        iri = NamedNode(expand(node))
        rows = self.store.query(
            "SELECT ?node ?label { ?node rdfs:label ?label }", {"node": iri}
        ).rows
        return getattr(rows[0][1], "value", name)

    @property
    def graph(self) -> rdflib.Graph:
        """The union of all graphs as an rdflib graph that refuses to be changed."""
        from ldn_kg.rdflib_view import read_only_graph

        return read_only_graph(self.store)

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.folder}: {len(self.store)} quads>"

    def _repr_html_(self) -> str:
        count, names = len(self.store), ", ".join(self.questions)
        return (
            f"<p><b>LDN-KG</b>, {count} quads. Questions: {names}.</p>"
            "<p>Research use, not medical advice.</p>"
        )


def _is_sparql(text: str) -> bool:
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return any(first.lower().startswith(form) for form in _FORMS) and (" " in first or "{" in text)


def open_graph(
    build: str | Path | None = None, *, progress: Callable[[str], None] = lambda _: None
) -> KnowledgeGraph:
    """Opens the last build; makes one first where there is none.

    Args:
        build: Folder that holds builds; the default is found by `ldn_kg.resources.home`.
        progress: Told each step, when a build has to be made.

    Raises:
        LdnKgError: When there is no build and none can be made.
    """
    from ldn_kg.pipeline import build_graph, last_build
    from ldn_kg.resources import home

    folders = home(build=Path(build).expanduser() if build is not None else None)
    # A build that was asked for by name is used as it is, whatever the shipped data say by now.
    named = last_build(folders.build) if build is not None else None
    done = named or build_graph(folders, progress=progress)
    return KnowledgeGraph(done.folder, folders.queries)
