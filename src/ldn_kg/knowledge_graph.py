"""The Python face: ask the graph, see it.

>>> import ldn_kg
>>> kg = ldn_kg.open()
>>> kg.show("tlr4").node
'entity:tlr4'
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Unpack
from warnings import warn

from pyoxigraph import NamedNode

from ldn_kg.asking import files_for, is_sparql, remarks, require_layers
from ldn_kg.catalog import Question, named, read_folder
from ldn_kg.doubts import doubts
from ldn_kg.elsewhere import with_identifiers
from ldn_kg.federation import ask
from ldn_kg.files import LAYERS
from ldn_kg.notice import NOTICE
from ldn_kg.prefixes import expand
from ldn_kg.search import resolve, search
from ldn_kg.show import Page, show
from ldn_kg.store import Store
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import networkx as nx
    import rdflib

    from ldn_kg.explain.why import Why
    from ldn_kg.failing.answers import WhyNot
    from ldn_kg.federation import Endpoint
    from ldn_kg.infer import Rule
    from ldn_kg.store import Term
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.tracing import Filters, Trace


class KnowledgeGraph:
    """A read-only view of one build.

    Args:
        folder: The build's folder.
        queries: Folder with the shipped query files.
        layers: Imported layers to read beside it, each an N-Quads file.
        services: Endpoints that a query may call, by name.
    """

    def __init__(
        self,
        folder: Path,
        queries: Path,
        layers: Iterable[Path] = (),
        services: Mapping[str, Endpoint] | None = None,
    ) -> None:
        self.folder = folder
        self._queries = queries
        self._files = tuple(layers)
        self.services = dict(services or {})

    @cached_property
    def store(self) -> Store:
        """The build and the layers, read when they are first asked."""
        return Store.open(self.folder / "ldn-kg.nq", *self._files)

    @property
    def layers(self) -> list[str]:
        """Names of the layers that are read beside the build."""
        return [path.stem for path in self._files]

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The shipped questions by name; last those that ask other servers too."""
        here, elsewhere = self._queries / "questions", self._queries / "federated"
        return read_folder(here) | read_folder(elsewhere)

    def query(self, question: str, **params: str) -> Table:
        """Asks a shipped question, or any SPARQL query.

        Args:
            question: Name of a shipped question, or SPARQL text (the prefixes are known).
            params: Parameters of a shipped question, as text.

        Returns:
            The rows.

        Raises:
            NotFoundError: When there is no such question.
            QueryError: When the query or a parameter is wrong, or a layer that the question reads
                is not open.

        Warns:
            UserWarning: For what may be a mistake: a term of our vocabulary that does not exist or
                that no fact uses, a value that is nowhere in the graph, an outdated layer.

        Example:
            >>> import ldn_kg
            >>> kg = ldn_kg.open()
            >>> kg.query("SELECT ?label { entity:ogfr rdfs:label ?label }").column("label")
            ['opioid growth factor receptor']
        """
        if is_sparql(question):
            for doubt in doubts(self.store, question):
                warn(doubt, stacklevel=2)
            return Table.from_result(ask(self.store, question, {}, self.services, doubt=warn))
        found = named(self.questions, question)
        require_layers(found, self.layers)
        bound = found.bind(params)
        for remark in self.remarks(found, bound):
            warn(remark, stacklevel=2)
        result = ask(self.store, found.text, bound, self.services, doubt=warn)
        return Table.from_result(result, found.header.title)

    def reading(self, question: Question) -> KnowledgeGraph:
        """This graph with the layers that a question reads, or itself where they are open.

        Raises:
            QueryError: When one of them was not brought in; says how to do so.
        """
        files = files_for(question, self.layers, self.folder.parent / LAYERS)
        if not files:
            return self
        return KnowledgeGraph(self.folder, self._queries, [*self._files, *files], self.services)

    def remarks(self, question: Question, bound: Mapping[str, Term]) -> Iterator[str]:
        """What may make the answer to a question emptier than the truth."""
        return remarks(self.store, question, bound, self._files)

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

    def with_identifiers(self, table: Table) -> Table:
        """A table with what its entities are in other vocabularies, each with its relation.

        Args:
            table: What `query` or `search` returned.

        Returns:
            The table with a column more behind each column that holds entities.

        Example:
            >>> import ldn_kg
            >>> kg = ldn_kg.open()
            >>> found = kg.with_identifiers(kg.search("naloxone"))
            >>> found.column("id elsewhere")[0].split("; ")[0]
            'CHEBI:7459 (exact match)'
        """
        return with_identifiers(self.store, table)

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

    @cached_property
    def _facts(self) -> Facts:
        from ldn_kg.trace.facts import Facts

        return Facts(self.store)

    @cached_property
    def _rules(self) -> list[Rule]:
        from ldn_kg.infer import read_rules

        return read_rules(self._queries / "rules")

    def paths(
        self,
        source: str,
        target: str,
        *,
        bound: int = 6,
        damping: float | None = None,
        **filters: Unpack[Filters],
    ) -> Trace:
        """Mechanism paths from one thing to another, best first.

        Args:
            source: An entity by any of its names, or a class: ``any cytokine``.
            target: Likewise: ``fibromyalgia``, ``any pain outcome``.
            bound: At most so many hops, 1 to 10.
            damping: Rank by degree-weighted path counts with this exponent, 0 to 1.
            **filters: Which evidence counts: ``species``, ``agent``, ``regimen``, ``layer``,
                ``min_certainty``.

        Raises:
            NotFoundError: With near names.
            QueryError: When a number is out of range, or both names mean the same thing.

        Example:
            >>> import ldn_kg
            >>> kg = ldn_kg.open()
            >>> found = kg.paths("low_dose_naltrexone", "any pain outcome")
            >>> found.paths[0].certainty
            'stated'
        """
        from ldn_kg.trace.tracing import Wanted, selection_of, trace

        wanted = Wanted(source, target, bound, damping)
        return trace(self._facts, self._rules, wanted, selection_of(self._facts, **filters))

    def why(self, first: str, last: str | None = None, *, every: bool = False) -> Why:
        """Why a claim stands as it does, or why something follows between two things.

        Args:
            first: A claim, an edge, or the entity at which edges start.
            last: The entity at which they end.
            every: Every proof, not only the shortest of each edge.

        Raises:
            NotFoundError: With near names; or when nothing follows from the one to the other.

        Example:
            >>> import ldn_kg
            >>> str(ldn_kg.open().why("tlr4", "microglia")).partition(",")[0]
            'Toll-like receptor 4 is found in microglial cells'
        """
        from ldn_kg.explain.why import why

        return why(self._facts, first, last, every=every)

    def why_not(
        self,
        source: str,
        target: str,
        *,
        bound: int = 6,
        signed: bool = False,
        limit: int = 10,
        **filters: Unpack[Filters],
    ) -> WhyNot:
        """The nearest chains that fail, what stops each, and what evidence would close it.

        Args:
            source: An entity by any of its names, or a class.
            target: Likewise.
            bound: At most so many hops, 1 to 10.
            signed: Whether a chain without a net sign fails as well.
            limit: At most so many chains.
            **filters: Which evidence counts, as for `paths`.

        Raises:
            NotFoundError: With near names.
            QueryError: When a number is out of range, or both names mean the same thing.

        Example:
            >>> import ldn_kg
            >>> found = ldn_kg.open().why_not("nitric_oxide", "sickness_behaviour")
            >>> [gate.kind for _, gate in found.chains[0].stops]
            ['no evidence for this hop']
        """
        from ldn_kg.failing.why_not import why_not
        from ldn_kg.trace.tracing import selection_of

        return why_not(
            self._facts,
            self._rules,
            source,
            target,
            selection_of(self._facts, **filters),
            bound=bound,
            signed=signed,
            limit=limit,
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
        return f"<p><b>LDN-KG</b>, {count} quads. Questions: {names}.</p><p>{NOTICE}</p>"
