"""What the review says of itself, to quads: searches, remarks, aggregate statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.quantity import quantity_quads
from ldn_kg.build.terms import Scope, english, individual, integer, text
from ldn_kg.vocab import LDN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import NamedNode, Quad

    from ldn_kg.model.review import Remark, Search, SearchTerm, Statement


def search_quads(scope: Scope, record: Search) -> Iterator[Quad]:
    """A literature search as one section describes it."""
    node = iris.thing("search", scope.layer, record.id)
    at = [*(place for use in record.databases for place in use.at)]
    at += [*(record.period_to_at or ()), *(record.language_at or ())]
    yield from scope.node(node, LDN.Search, f"Search as described in the {record.section}", at)
    yield scope.quad(node, LDN.section, text(record.section))
    for index, use in enumerate(record.databases, 1):
        name = iris.thing("search", scope.layer, record.id, f"database-{index}")
        yield scope.quad(node, LDN.searchedDatabase, iris.thing("entity", use.database))
        yield scope.quad(node, LDN.databaseUse, name)
        yield from scope.node(name, LDN.DatabaseUse, use.printed, use.at)
        yield scope.quad(name, LDN.printed, text(use.printed))
        yield scope.quad(name, LDN.denotes, iris.thing("entity", use.database))
    parts = (scope.layer, record.id, "from")
    yield from quantity_quads(scope, node, LDN.periodFrom, record.period_from, *parts)
    if record.period_to is not None:
        yield scope.quad(node, LDN.periodTo, text(record.period_to))
    if record.language_restriction is not None:
        yield scope.quad(node, LDN.languageRestriction, text(record.language_restriction))
    for position, term in enumerate(record.terms, 1):
        yield from _term_quads(scope, node, term, position)


def _term_quads(scope: Scope, search: NamedNode, term: SearchTerm, position: int) -> Iterator[Quad]:
    node = iris.thing("term", scope.layer, term.id)
    yield scope.quad(search, LDN.hasTerm, node)
    yield from scope.node(node, LDN.SearchTerm, term.printed, term.at)
    yield scope.quad(node, LDN.printed, text(term.printed))
    yield scope.quad(node, LDN.block, integer(term.block))
    yield scope.quad(node, LDN.position, integer(position))
    if term.entity is not None:
        yield scope.quad(node, LDN.denotes, iris.thing("entity", term.entity))
    if term.note is not None:
        yield scope.quad(node, RDFS.comment, english(term.note))


def remark_quads(scope: Scope, record: Remark) -> Iterator[Quad]:
    """A remark of the source on its own making."""
    node = iris.thing("review", scope.layer, record.id)
    yield from scope.node(node, LDN.Remark, record.says, record.at)
    yield scope.quad(node, LDN.remarkKind, text(record.kind))
    yield scope.quad(node, LDN.hedge, individual(record.hedge))
    yield from scope.links(node, LDN.person, map(text, record.persons))
    yield from scope.links(node, LDN.about, (iris.thing("entity", key) for key in record.about))
    cited = (iris.thing("publication", key) for key in record.cites)
    yield from scope.links(node, LDN.cites, cited)


def statement_quads(graph: NamedNode, said: Scope, record: Statement) -> Iterator[Quad]:
    """An aggregate statement, without verdict."""
    scope = Scope(graph, said.layer, said.source)
    node = iris.thing("statement", scope.layer, record.id)
    yield from scope.node(node, LDN.Statement, record.says, record.at)
    yield scope.quad(node, LDN.key, text(record.id))
    yield scope.quad(node, LDN.quantifier, text(record.quantifier))
    if record.printed is not None:
        yield scope.quad(node, LDN.printed, text(record.printed))
    yield scope.quad(node, LDN.scope, text(record.scope))
    yield scope.quad(node, LDN.hedge, individual(record.hedge))
    if record.direction is not None:
        yield scope.quad(node, LDN.statedDirection, text(record.direction))
    yield from scope.links(node, LDN.about, (iris.thing("entity", key) for key in record.about))
    cited = (iris.thing("publication", key) for key in record.cites)
    yield from scope.links(node, LDN.cites, cited)
    for predicate, quantity, name in (
        (LDN.quantity, record.quantity, "quantity"),
        (LDN.outOf, record.of, "out-of"),
    ):
        parts = (scope.layer, record.id, name)
        yield from quantity_quads(scope, node, predicate, quantity, *parts)
