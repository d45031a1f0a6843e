"""Answers a query with SERVICE clauses: asks each server once, then runs the query over the rows.

For each clause in turn: the patterns before it in its group are run here, and the values that
they give to the variables of the clause are sent with it, as VALUES after the block (SPARQL 1.1
Federated Query, section 2.4). The clause is then replaced by the rows of the answer. Rows are
handed to the engine as terms, so nothing that a server says becomes text of a query.

By the definition of SERVICE a block is evaluated on its own and joined; sending the values first
leaves out only rows that no row here could be joined to. Where to go instead: `ldn_kg.store` runs
queries that stay here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ldn_kg.errors import QueryError
from ldn_kg.federation.clauses import first_clause
from ldn_kg.federation.endpoints import ENDPOINTS, known
from ldn_kg.store import Store, calls_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ldn_kg.federation.clauses import Clause
    from ldn_kg.federation.endpoints import Endpoint
    from ldn_kg.store import Cell, Function, Result, Term

#: So many values of our own are sent at most, and so many servers are called by one query.
MOST_VALUES, MOST_CALLS = 1_000, 8
#: A longer query is not searched for clauses.
LONGEST = 20_000
_ROW = "ldn_kg_row"
_STRICT = (
    "SERVICE would call another server; it is understood only as SERVICE <address> { … }, and the "
    "word may stand nowhere else in the query, within such braces, or in a text"
)


def ask(  # noqa: PLR0913 - the query, what it may call, and who is told of it
    store: Store,
    text: str,
    bindings: Mapping[str, Term] | None = None,
    services: Mapping[str, Endpoint] | None = None,
    *,
    progress: Callable[[str], None] = lambda _: None,
    doubt: Callable[[str], None] = lambda _: None,
) -> Result:
    """Runs a SPARQL query; one with SERVICE only where each server was allowed.

    Args:
        store: An open store.
        text: The query.
        bindings: Values for variables, as for `ldn_kg.store.Store.query`.
        services: The endpoints that may be called, by name; see
            `ldn_kg.federation.endpoints.allowed`.
        progress: Told which server is called, and with how many values.
        doubt: Told when a server failed whose clause is SILENT.

    Raises:
        QueryError: When the query is no read, calls a server that was not allowed, or a server
            does not answer.

    Example:
        >>> ask(Store([]), "SELECT * { SERVICE <https://query.wikidata.org/sparql> { ?s ?p ?o } }")
        Traceback (most recent call last):
        ldn_kg.errors.QueryError: the query calls Wikidata (https://query.wikidata.org/sparql) \
and would send there what it asks, with identifiers of this graph; nothing was sent; \
to allow it: --service wikidata, or in Python ldn_kg.open(services=["wikidata"])
    """
    from ldn_kg.federation.calling import call

    if not calls_out(text):
        return store.query(text, bindings)
    if len(text) > LONGEST:
        message = f"a query with SERVICE may have {LONGEST} characters; this has {len(text)}"
        raise QueryError(message)
    called = _called(text, services or {})
    here = _Here(store, bindings or {})
    while (clause := first_clause(text)) is not None:
        endpoint = called[clause.address]
        columns = here.columns(clause, clause.block)
        question, values = here.question(clause, columns)
        progress(f"{'asking' if question else 'not asking'} {endpoint}: {values}")
        try:
            instead = here.keep(columns, call(endpoint, question, columns) if question else [])
        except QueryError as error:
            if not clause.silent:
                raise
            doubt(f"{error}; its clause is SILENT, so its part is left empty")
            instead = "{}"
        text = text[: clause.start] + instead + text[clause.end :]
    return store.query(text, bindings, here.functions)


def _called(text: str, services: Mapping[str, Endpoint]) -> dict[str, Endpoint]:
    """The endpoint of each address in a query, once it is sure that all of them may be called."""
    addresses: list[str] = []
    rest = text
    while (clause := first_clause(rest)) is not None and len(addresses) < MOST_CALLS:
        if calls_out(clause.block):
            raise QueryError(_STRICT)
        addresses.append(clause.address)
        rest = rest[: clause.start] + "{}" + rest[clause.end :]
    if clause is not None:
        message = f"the query calls more than {MOST_CALLS} servers"
        raise QueryError(message)
    if calls_out(rest):
        raise QueryError(_STRICT)
    meant = {address: _named(address) for address in addresses}
    missing = {item.name: item for item in meant.values() if item.name not in services}
    if missing:
        raise QueryError(_not_allowed(missing))
    return {address: services[item.name] for address, item in meant.items()}


def _named(address: str) -> Endpoint:
    endpoint = known(address)
    if endpoint is None:
        these = ", ".join(f"{item.name} ({item.address})" for item in ENDPOINTS)
        message = f"the query calls <{address}>; only these can be allowed: {these}"
        raise QueryError(message)
    return endpoint


def _not_allowed(missing: Mapping[str, Endpoint]) -> str:
    titles = " and ".join(map(str, missing.values()))
    options = " ".join(f"--service {name}" for name in missing)
    python = ", ".join(f'"{name}"' for name in missing)
    return (
        f"the query calls {titles} and would send there what it asks, with identifiers of this "
        f"graph; nothing was sent; to allow it: {options}, or in Python "
        f"ldn_kg.open(services=[{python}])"
    )


@dataclass(frozen=True, slots=True)
class _Here:
    """This side of a query: the graph, what is bound, and the answers that came so far."""

    store: Store
    bindings: Mapping[str, Term]
    functions: dict[str, Function] = field(default_factory=dict)

    def columns(self, clause: Clause, pattern: str) -> tuple[str, ...]:
        """The variables that a pattern binds, as the engine sees it."""
        query = f"{clause.prologue}\nSELECT * {{{pattern}\n}}"
        return Store([]).query(query, functions=self.functions).columns

    def question(self, clause: Clause, columns: Sequence[str]) -> tuple[str, str]:
        """What to send, and how many values are in it; nothing where no value can match."""
        if not columns:
            message = f"the SERVICE clause for <{clause.address}> has no variable"
            raise QueryError(message)
        selected = " ".join(f"?{name}" for name in columns)
        asked = f"{clause.declarations}SELECT {selected} WHERE {{{clause.block}\n}}"
        Store([]).query(asked)  # what does not parse is not sent
        names, rows = self._values(clause, columns)
        values = "no values"
        if names and not rows:
            return "", "nothing here matches"
        if names:
            shown = " ".join(f"?{name}" for name in names)
            given = " ".join(f"({' '.join(map(str, row))})" for row in rows)
            asked += f"\nVALUES ({shown}) {{ {given} }}"
            values = f"{len(rows)} value{'' if len(rows) == 1 else 's'} of {shown}"
        return asked, values

    def _values(
        self, clause: Clause, columns: Sequence[str]
    ) -> tuple[list[str], list[tuple[Cell, ...]]]:
        """What the patterns before a clause say of the variables that it shares with them."""
        scope = self.columns(clause, clause.before)
        shared = [name for name in columns if name in scope]
        if not shared:
            return [], []
        bound = {name: term for name, term in self.bindings.items() if name in scope}
        selected = " ".join(f"?{name}" for name in dict.fromkeys([*shared, *bound]))
        query = f"{clause.prologue}\nSELECT DISTINCT {selected} {{{clause.before}\n}}"
        found = self.store.query(query, bound, self.functions).rows
        # A row without a value goes with any row of the server, and so may a blank node.
        sure = [
            place for place in range(len(shared)) if all(_is_plain(row[place]) for row in found)
        ]
        rows = {tuple(row[place] for place in sure) for row in found}
        if len(rows) > MOST_VALUES:
            few = f"{len(rows)} values; at most {MOST_VALUES} are sent"
            message = f"<{clause.address}> would be sent {few}; narrow what stands before SERVICE"
            raise QueryError(message)
        return [shared[place] for place in sure], sorted(rows, key=str)

    def keep(self, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> str:
        """A pattern that gives the rows: each cell comes from a function of the row's number."""
        first = len(self.functions)
        given = []
        for place, name in enumerate(columns):
            iri = f"urn:ldn-kg:answer:{first + place}"
            self.functions[iri] = partial(_cell, [row[place] for row in rows])
            given.append(f"BIND(<{iri}>(?{_ROW}) AS ?{name})")
        numbers = " ".join(map(str, range(len(rows))))
        selected = " ".join(f"?{name}" for name in columns)
        return f"{{ SELECT {selected} {{ VALUES ?{_ROW} {{ {numbers} }} {' '.join(given)} }} }}"


def _is_plain(cell: Cell) -> bool:
    """Whether a server could have the very same term."""
    return isinstance(cell, ox.NamedNode | ox.Literal)


def _cell(cells: Sequence[Cell], number: Term) -> Cell:
    return cells[int(number.value)] if isinstance(number, ox.Literal) else None
