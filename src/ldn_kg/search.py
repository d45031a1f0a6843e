"""Finds things by what people call them: labels, synonyms, printed names, keys, other identifiers.

Letters are folded (case, accents, Greek letters, dashes), so that "TNF alpha", "TNF-α" and
"Sjogren" find what they mean. Where to go instead: `ldn_kg.show` says everything of one thing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from ldn_kg.elsewhere import EXACT, GENE, entities_of, identifiers
from ldn_kg.errors import NotFoundError
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.store import Store

_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "μ": "mu", "µ": "mu"}
_NOT_WORD = re.compile(r"[^a-z0-9]+")
#: Below this likeness (0 to 1) two names are not alike.
_ALIKE = 0.72
_LIMIT = 25
#: How well an identifier of another vocabulary finds what is not exactly its thing.
_NOT_EXACT = 0.85

#: What can be found, with its own names; then the names that sources print for entities. Two
#: queries, and keys first in the first one: otherwise they take twenty times as long.
_THINGS = """
SELECT DISTINCT ?node ?key ?label ?kind ?name WHERE {
  ?node ldn:key ?key .
  { GRAPH graph:entities { ?node skos:prefLabel ?label ; a ?class } }
  UNION { VALUES ?class { ldn:Study ldn:Claim ldn:Publication }
          ?node a ?class ; rdfs:label ?label }
  ?class rdfs:label ?kind .
  ?node rdfs:label|skos:altLabel|ldn:key ?name .
} ORDER BY ?node ?kind ?name
"""
_PRINTED = """
SELECT DISTINCT ?node ?name WHERE {
  ?use ldn:denotes ?node ; ldn:printed|ldn:expansion ?name
} ORDER BY ?node ?name
"""


def fold(name: str) -> str:
    """A name as it is compared: lower case, no accents, Greek letters spelt, words apart.

    Example:
        >>> fold("TNF-α"), fold("Sjögren's syndrome")
        ('tnf alpha', 'sjogren s syndrome')
    """
    spelt = "".join(f" {_GREEK[c]} " if c in _GREEK else c for c in name.lower())
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode("ascii")
    return _NOT_WORD.sub(" ", plain).strip()


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that a search found.

    Args:
        node: Its CURIE.
        key: Its key.
        label: Its preferred name.
        kind: What it is.
        name: The name that matched.
        score: From 0 to 1.
    """

    node: str
    key: str
    label: str
    kind: str
    name: str
    score: float


def hits(store: Store, text: str, limit: int | None = None) -> list[Hit]:
    """What a text may mean, best first.

    Args:
        store: An open store.
        text: What a reader types.
        limit: At most so many; all when None.
    """
    wanted = fold(text)
    best: dict[str, Hit] = {}
    if not wanted:
        return []
    for hit in [*_identified(store, text), *_named(store, wanted)]:
        known = best.get(hit.node)
        if hit.score and (known is None or (hit.score, hit.name) > (known.score, known.name)):
            best[hit.node] = hit
    return sorted(best.values(), key=_order)[:limit]


def _named(store: Store, wanted: str) -> Iterator[Hit]:
    for node, key, label, kind, name, folded in _names(store):
        yield Hit(node, key, label, kind, name, _score(wanted, folded))


def _identified(store: Store, text: str) -> Iterator[Hit]:
    """What an identifier of another vocabulary leads to; each hit says by which relation."""
    found = entities_of(store, text)
    if not found:
        return
    things = {node: (key, label, kind) for node, key, label, kind, _, _ in _names(store)}
    for node, relation in found.items():
        score = 1.0 if relation == EXACT else _NOT_EXACT
        yield Hit(node, *things[node], f"{text.strip()} ({relation})", score)


# A store that is open for readers never changes, so its names are read once.
@lru_cache(maxsize=2)
def _names(store: Store) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """Every name of everything that can be found, with the thing's key, label and kind."""
    things: dict[str, tuple[str, str, str]] = {}
    found = []
    for row in Table.from_result(store.query(_THINGS)):
        node, key, label, kind, name = (str(value) for value in row)
        things.setdefault(node, (key, label, kind))
        found.append((node, *things[node], name, fold(name)))
    for row in Table.from_result(store.query(_PRINTED)):
        node, name = (str(value) for value in row)
        if node in things:
            found.append((node, *things[node], name, fold(name)))
    for node, others in identifiers(store).items():
        # What another vocabulary calls exactly the same thing, or its gene, is a name of it.
        names = {one.name for one in others if one.name and one.relation in {EXACT, GENE}}
        found += [(node, *things[node], name, fold(name)) for name in sorted(names)]
    return tuple(found)


def _order(hit: Hit) -> tuple[float, int, str, str]:
    return -hit.score, _rank(hit.node, ()), hit.label, hit.node


def _score(wanted: str, name: str) -> float:
    if wanted == name or wanted.replace(" ", "") == name.replace(" ", ""):
        return 1.0
    words = name.split()
    if all(word in words for word in wanted.split()):
        return 0.9
    if name.startswith(wanted) or all(
        any(word.startswith(part) for word in words) for part in wanted.split()
    ):
        return 0.8
    likeness = SequenceMatcher(None, wanted, name).ratio()
    return likeness * 0.75 if likeness >= _ALIKE else 0.0


def search(store: Store, text: str, limit: int = _LIMIT) -> Table:
    """The hits as a table.

    Args:
        store: An open store.
        text: What a reader types.
        limit: At most so many rows.
    """
    rows = tuple(
        (hit.node, hit.label, hit.kind, hit.name if hit.name != hit.label else None)
        for hit in hits(store, text, limit)
    )
    return Table(("id", "label", "kind", "found as"), rows)


def resolve(store: Store, name: str, kinds: Iterable[str] = ()) -> str:
    """The CURIE that a name stands for, when it stands for exactly one thing.

    Args:
        store: An open store.
        name: A key, a CURIE, a label or a synonym; or an identifier of another vocabulary, which
            stands for what it is exactly, or for the product of a gene.
        kinds: Only ids with these prefixes, the first one preferred; all when empty.

    Raises:
        NotFoundError: When nothing, or more than one thing, goes by that name.
    """
    allowed = tuple(kinds)
    others = entities_of(store, name)
    for relation in (EXACT, GENE):
        same = [node for node, how in others.items() if how == relation]
        if len(same) == 1 and (not allowed or "entity" in allowed):
            return same[0]
    if others:
        kind = "entity that is exactly"
        raise NotFoundError(kind, name, [f"{node} ({how})" for node, how in others.items()][:3])
    found = [hit for hit in hits(store, name.rpartition(":")[2]) if _fits(hit, name, allowed)]
    exact = [hit for hit in found if hit.score == 1.0]
    for choice in (
        [hit for hit in exact if hit.key == name.rpartition(":")[2]],
        [hit for hit in exact if hit.node == name],
        exact,
    ):
        ranked = sorted(choice, key=lambda hit: _rank(hit.node, allowed))
        if ranked and (
            len(ranked) == 1 or _rank(ranked[0].node, allowed) < _rank(ranked[1].node, allowed)
        ):
            return ranked[0].node
    near = [f"{hit.key} ({hit.label})" for hit in (exact or found)[:3]]
    kind = "entity, study or claim"
    raise NotFoundError(kind, name, near)


def _fits(hit: Hit, name: str, allowed: tuple[str, ...]) -> bool:
    prefix = hit.node.partition(":")[0]
    given = name.partition(":")[0] if ":" in name else ""
    return (not allowed or prefix in allowed) and (not given or given == prefix)


def _rank(node: str, allowed: tuple[str, ...]) -> int:
    order = allowed or ("entity", "study", "claim", "publication")
    prefix = node.partition(":")[0]
    return order.index(prefix) if prefix in order else len(order)
