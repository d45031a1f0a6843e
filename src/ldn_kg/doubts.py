"""What in a query looks like a mistake: terms that do not exist, and terms that no fact uses.

SPARQL answers a misspelt property with no rows, which looks like "there are no such data". In a
graph where silence is not a value that must not pass unseen. Where to go instead: `ldn_kg.store`
runs queries; `ldn_kg.vocab` closes the vocabulary for our own code.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ldn_kg.prefixes import VOCAB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.store import Store

_TERM = re.compile(r"(?<![\w:])ldn:([A-Za-z]\w*)")
_NOT_CODE = re.compile(r"#[^\n]*|\"[^\"\n]*\"|'[^'\n]*'")
_DECLARED = "SELECT DISTINCT ?term { GRAPH graph:ontology { ?term a ?kind } }"
_USED = """
SELECT DISTINCT ?term {
  { GRAPH ?g { { ?s ?term ?o } UNION { ?s ?p ?term } } FILTER (?g != graph:ontology) }
  UNION { GRAPH graph:ontology { { ?individual a ?term } UNION { ?property ?term ?value } } }
  FILTER (isIRI(?term) && STRSTARTS(STR(?term), STR(ldn:)))
}
"""


def doubts(store: Store, text: str) -> Iterator[str]:
    """Remarks on terms of our vocabulary in a query, in the order of the alphabet.

    Args:
        store: An open store.
        text: SPARQL text that uses the prefix ``ldn``.

    Example:
        >>> from ldn_kg.store import Store
        >>> list(doubts(Store([]), "SELECT * { ?s rdfs:label ?o }"))
        []
    """
    names = sorted(set(_TERM.findall(_NOT_CODE.sub(" ", text))))
    if not names:
        return
    declared = _names(store, _DECLARED)
    used = _names(store, _USED)
    for name in names:
        if name not in declared:
            near = get_close_matches(name, sorted(declared), 1)
            hint = f"; did you mean ldn:{near[0]}?" if near else ""
            yield f"ldn:{name} is no term of the ontology{hint}"
        elif name not in used:
            yield f"no fact uses ldn:{name}"


def _names(store: Store, query: str) -> set[str]:
    iris = (getattr(row[0], "value", "") for row in store.query(query).rows)
    return {iri.removeprefix(VOCAB) for iri in iris if iri.startswith(VOCAB)}
