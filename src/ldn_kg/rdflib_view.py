"""The union of all graphs as an rdflib graph, for people who think in rdflib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID, ModificationException

from ldn_kg.errors import QueryError
from ldn_kg.prefixes import PREFIXES
from ldn_kg.store import calls_out

if TYPE_CHECKING:
    from rdflib.query import Result

    from ldn_kg.store import Store


class ReadOnlyGraph(Graph):
    """An rdflib graph over an open store that refuses every change."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Result:  # noqa: ANN401
        """Runs a query, unless it would call another server.

        Raises:
            QueryError: When the query has a SERVICE clause.
        """
        if calls_out(str(query_object)):
            message = "SERVICE would call another server; the word may not stand in a query"
            raise QueryError(message)
        return super().query(query_object, *args, **kwargs)

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:  # noqa: ANN401
        raise ModificationException

    add = _refuse
    addN = _refuse  # noqa: N815 - rdflib's name
    remove = _refuse
    set = _refuse
    update = _refuse
    parse = _refuse
    __iadd__ = _refuse
    __isub__ = _refuse


def read_only_graph(store: Store) -> ReadOnlyGraph:
    """The view of a store.

    Args:
        store: An open store.

    Example:
        >>> from ldn_kg.store import Store
        >>> len(read_only_graph(Store([])))
        0
    """
    backend = OxigraphStore(store=store.backend)
    graph = ReadOnlyGraph(store=backend, identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, iri in PREFIXES.items():
        graph.namespace_manager.bind(prefix, iri, replace=True)
    return graph
