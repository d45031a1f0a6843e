"""The only place that opens a store: an N-Quads file into memory, read-only, default graph = union.

The graph of a build is small enough to load in a fraction of a second, and a file that is loaded
whole cannot be locked, half written or changed by a query. Where to go instead: `ldn_kg.catalog`
reads query files; `ldn_kg.knowledge_graph` is the Python face.
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.errors import BuildError, QueryError
from ldn_kg.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: A cell of a result: a term, or None where the query left the variable unbound.
Cell = Term | None
#: A function that a query calls by its IRI, on one term.
Function = Callable[[Term], Cell]

#: From this length on a text may nest so deeply that the engine needs a large stack (bytes).
_DEEP, _ROOM = 2_000, 1 << 30
_LONGEST = 300_000
_STACK = threading.Lock()
_SERVICE = "service"
_STAYS = "SERVICE would call another server; the word may not stand in a query, even in a text"
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_XSD = PREFIXES["xsd"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a query returned.

    Args:
        columns: Names of the columns; empty for a graph.
        rows: Rows of terms; for an ASK query one row with one boolean.
        triples: For CONSTRUCT and DESCRIBE: the triples.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    triples: tuple[ox.Triple, ...] = ()


class Store:
    """A read-only graph store.

    Args:
        quads: Every quad; each is also put into the default graph, once, so that a query without
            GRAPH sees the union without duplicates.

    Example:
        >>> import pyoxigraph as ox
        >>> node = ox.NamedNode("https://w3id.org/ldn-kg/id/entity/tlr4")
        >>> label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
        >>> store = Store([ox.Quad(node, label, ox.Literal("TLR4"), node)])
        >>> store.query("SELECT ?label { entity:tlr4 rdfs:label ?label }").rows[0][0].value
        'TLR4'
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self._store = ox.Store()
        self.grow(quads)

    def grow(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads while a graph is being made; a graph that is open for readers never grows."""
        quads = list(quads)
        self._store.bulk_extend(quads)
        self._store.bulk_extend(
            [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
        )

    @classmethod
    def open(cls, *paths: Path) -> Store:
        """Loads N-Quads files.

        Args:
            *paths: The file of a build, and those of imported layers.

        Raises:
            BuildError: When a file cannot be read.
        """
        quads: list[ox.Quad] = []
        for path in paths:
            try:
                quads += ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)
            except (OSError, SyntaxError) as error:
                message = f"{path}: {error}; make it again"
                raise BuildError(message) from error
        return cls(quads)

    @property
    def backend(self) -> ox.Store:
        """The store underneath, for views of other libraries that only read."""
        return self._store

    def __len__(self) -> int:
        """How many quads, counted once a named graph."""
        return sum(1 for _ in self.quads())

    def quads(self, graph: ox.NamedNode | None = None) -> Iterable[ox.Quad]:
        """Every quad of the named graphs, or of one of them."""
        graphs = [graph] if graph is not None else list(self._store.named_graphs())
        for name in graphs:
            yield from self._store.quads_for_pattern(None, None, None, name)

    def union(self) -> Iterable[ox.Triple]:
        """Every triple of the union, once."""
        for quad in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            yield quad.triple

    def query(
        self,
        text: str,
        bindings: Mapping[str, Term] | None = None,
        functions: Mapping[str, Function] | None = None,
    ) -> Result:
        """Runs a SPARQL query.

        Args:
            text: The query; the prefixes of `ldn_kg.prefixes.PREFIXES` need not be declared.
            bindings: Values for variables, as terms: they are never pasted into the text. In a
                SELECT query a bound variable must be one of the columns.
            functions: What the text may call in an expression, by IRI.

        Raises:
            QueryError: When the text does not parse, is no read, or calls another server.
        """
        if calls_out(text):
            message = _STAYS
            raise QueryError(message)
        if len(text) > _LONGEST:
            message = f"the query has {len(text)} characters; at most {_LONGEST} are read"
            raise QueryError(message)
        values = {ox.Variable(name): value for name, value in (bindings or {}).items()}
        calls = {ox.NamedNode(iri): call for iri, call in (functions or {}).items()}

        def run() -> Result:
            answer = self._store.query(
                text, prefixes=PREFIXES, substitutions=values, custom_functions=calls
            )
            return _result(answer)

        try:
            return run() if len(text) < _DEEP else _with_room(run)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(_explain(text, error)) from error


def _with_room(run: Callable[[], Result]) -> Result:
    """Runs a query on a large stack.

    The engine reads a query by recursion, and thousands of nested groups would end the process.
    Only the address space is taken; memory follows as the stack grows.
    """
    found: list[Result] = []
    failed: list[Exception] = []

    def keep() -> None:
        try:
            found.append(run())
        except Exception as error:  # noqa: BLE001 - raised again below, in the caller's thread
            failed.append(error)

    with _STACK:
        usual = threading.stack_size(_ROOM)
        thread = threading.Thread(target=keep, daemon=True)
        thread.start()
        threading.stack_size(usual)
    thread.join()
    if failed:
        raise failed[0]
    return found[0]


def calls_out(text: str) -> bool:
    r"""Whether a query may call another server: whether the word SERVICE stands anywhere in it.

    Strings, comments and names count too. Telling them apart would need the very parser that runs
    the query, and any other one can be deceived where the two differ.

    Args:
        text: The query; escapes such as ``\u0053`` count as the characters they stand for
            (SPARQL 1.1, section 19.2), and so do escapes made of escapes.

    Example:
        >>> calls_out("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
        True
        >>> calls_out("SELECT * { ?s ?p ?o }")
        False
    """
    plain = ""
    while plain != text:
        if _SERVICE in text.lower():
            return True
        plain, text = text, _ESCAPE.sub(_character, text)
    return False


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1) or found.group(2), 16)
    return chr(code) if code <= sys.maxunicode else "\ufffd"


def _result(answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    if isinstance(answer, ox.QuerySolutions):
        names = tuple(variable.value for variable in answer.variables)
        return Result(names, tuple(tuple(row[name] for name in names) for row in answer))
    if isinstance(answer, ox.QueryBoolean):
        word = "true" if answer else "false"
        boolean = ox.Literal(word, datatype=ox.NamedNode(_XSD + "boolean"))
        return Result(("answer",), ((boolean,),))
    return Result((), (), tuple(answer))


def _explain(text: str, error: Exception) -> str:
    first = text.lstrip().split(None, 1)[0].upper() if text.strip() else ""
    if not first:
        return "the query is empty"
    if first in {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}:
        return f"{first} would change the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE run"
    if "in its SELECT projection" in str(error):
        return f"a parameter must be a column of the query, so that each row shows it: {error}"
    return f"the query does not run: {error}"


def python_value(cell: Cell) -> str | int | Decimal | bool | None:
    """A term as the nearest Python value; an IRI as a CURIE where a prefix covers it.

    Example:
        >>> import pyoxigraph as ox
        >>> python_value(ox.NamedNode("https://w3id.org/ldn-kg/id/study/frech-2011"))
        'study:frech-2011'
    """
    if isinstance(cell, ox.Literal):
        return _literal_value(cell)
    if isinstance(cell, ox.NamedNode):
        return short(cell.value)
    return None if cell is None else str(cell)


def _literal_value(literal: ox.Literal) -> str | int | Decimal | bool:
    kind = literal.datatype.value.removeprefix(_XSD)
    try:
        if kind == "integer":
            return int(literal.value)
        if kind == "decimal":
            return Decimal(literal.value)
    except (ValueError, InvalidOperation):
        return literal.value  # not a number, whatever its datatype says
    return literal.value == "true" if kind == "boolean" else literal.value


def short(iri: str) -> str:
    """The CURIE of an IRI by the longest prefix, or the IRI."""
    best = max((uri for uri in PREFIXES.values() if iri.startswith(uri)), key=len, default="")
    if not best:
        return iri
    prefix = next(name for name, uri in PREFIXES.items() if uri == best)
    return f"{prefix}:{iri[len(best) :]}"
