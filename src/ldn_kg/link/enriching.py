"""What a vocabulary says of the terms that we map to, as a graph of its own.

A layer holds those terms, everything that they are a kind of, and the targets of chosen relations
with all that these are a kind of. Where to go instead: `ldn_kg.link.terms_as_quads` says what is
written of a term, `ldn_kg.link.mapped` what we map to; `ldn_kg.layers` saves a layer.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.errors import InputError, Problem, QueryError, Where
from ldn_kg.link.mapped import mapped_digest
from ldn_kg.link.terms_as_quads import (
    DEFINITION_SOURCE,
    RELATIONS,
    LayerWriter,
    address_of,
    release,
)
from ldn_kg.vocab import RDF
from ldn_kg.vocabularies.terms import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Quad

    from ldn_kg.vocabularies.terms import Vocabulary

    Mapped = Mapping[str, Sequence[str]]

#: Names of the graphs of a build, and of a layer of another sort; no layer may be called so.
_TAKEN = frozenset(
    {
        "appraisal", "claims", "drugmechdb", "entities", "inferred", "mappings", "metadata",
        "ontology", "proofs", "publications", "statements",
    }
)  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is brought in of one vocabulary.

    Args:
        name: What the layer is called, such as ``mondo``; its graph is ``graph:mondo``.
        quads: The layer, in a fixed order.
        report: Release, licence, digests and counts.
        warnings: Mapped terms that the vocabulary lacks or has given up, and what was left out.
    """

    name: str
    quads: tuple[Quad, ...]
    report: dict[str, object]
    warnings: tuple[str, ...]


def enrich(
    vocabulary: Vocabulary,
    mapped: Mapped,
    *,
    name: str = "",
    relations: Sequence[str] = (),
) -> Enrichment:
    """The layer of a vocabulary.

    Args:
        vocabulary: A release, or as much of it as a file holds.
        mapped: The terms that we map to, with our entities; see `ldn_kg.link.mapped`.
        name: What to call the layer; by default the prefix of the vocabulary, in small letters.
        relations: CURIEs of further relations to bring in, beside `RELATIONS`.

    Raises:
        InputError: When no mapping points to a term of the vocabulary.
        QueryError: When the layer cannot have that name.

    Example:
        >>> from ldn_kg.vocabularies.terms import Vocabulary
        >>> terms = [Term("MONDO:2", "gout", parents=("MONDO:1",)), Term("MONDO:1", "disease")]
        >>> mondo = Vocabulary("x.obo", "2026", {term.id: term for term in terms})
        >>> layer = enrich(mondo, {"MONDO:2": ["entity:gout"]})
        >>> layer.name, layer.report["mapped_terms"], layer.report["terms"]
        ('mondo', 1, 2)
    """
    main = main_prefix(vocabulary)
    name = _checked_name(name or re.sub(r"[^a-z0-9]", "_", main.lower()))
    prefixes = sorted(vocabulary.complete or {main})
    known = [curie for curie in mapped if _found(vocabulary, curie) is not None]
    if not known:
        message = f"no mapping points to a term of it ({', '.join(prefixes)})"
        raise InputError([Problem(Where(vocabulary.name), "nothing-mapped", message)])
    chosen = list(dict.fromkeys([*RELATIONS, *relations]))
    terms = _reached(vocabulary, known, chosen)
    writer = LayerWriter(vocabulary, main, name, chosen)
    quads = {quad for term in terms for quad in writer.term(term)}
    counts = _counts(quads, chosen)
    quads.update(writer.about())
    quads.update(writer.names_of(counts))
    warnings = (
        *_unstated(vocabulary),
        *_given_up(vocabulary, mapped, prefixes),
        *_unused(terms, [curie for curie in relations if curie not in counts]),
        *writer.left_out(),
    )
    report: dict[str, object] = {
        "vocabulary": vocabulary.name,
        "version": release(vocabulary),
        "licence": vocabulary.licence,
        "iri": vocabulary.iri,
        "source_sha256": vocabulary.digest,
        "prefixes": prefixes,
        "mapped_sha256": mapped_digest(mapped, prefixes),
        "mapped_terms": len(known),
        "terms": sum(quad.predicate == RDF.type for quad in quads),
        "obsolete": sum(term.obsolete for term in terms),
        "relations": counts,
        "definition_sources": sum(quad.predicate == DEFINITION_SOURCE for quad in quads),
        "warnings": warnings,
    }
    return Enrichment(name, tuple(sorted(quads, key=str)), report, warnings)


def main_prefix(vocabulary: Vocabulary) -> str:
    """The prefix that most of its terms have; among those of which it has every term, if any.

    Args:
        vocabulary: A vocabulary with terms.
    """
    if len(vocabulary.complete) == 1:
        return next(iter(vocabulary.complete))
    counts = Counter(curie.partition(":")[0] for curie in vocabulary.terms)
    whole = {prefix: counts[prefix] for prefix in vocabulary.complete} or counts
    return min(whole, key=lambda prefix: (-whole[prefix], prefix), default="")


def _checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        message = f"a layer cannot be called {name!r}: small letters, digits and _"
        raise QueryError(message)
    if name in _TAKEN:
        message = f"{name!r} is a graph already; give the layer another name with --name"
        raise QueryError(message)
    return name


def _found(vocabulary: Vocabulary, curie: str) -> Term | None:
    """A term; one that was merged into another counts as obsolete and replaced by it."""
    term = vocabulary.terms.get(curie)
    merged_into = vocabulary.alternates.get(curie)
    if term is None and merged_into is not None:
        return Term(curie, "", obsolete=True, replaced_by=(merged_into,))
    return term


def _reached(vocabulary: Vocabulary, start: Sequence[str], relations: Sequence[str]) -> list[Term]:
    """The terms to start at and everything up from them, in the order of their CURIEs."""
    reached: dict[str, Term] = {}
    waiting = list(start)
    while waiting:
        curie = waiting.pop()
        if curie in reached:
            continue
        # What a file refers to without an entry of its own is a term without a name.
        term = _found(vocabulary, curie) or Term(curie, "")
        reached[curie] = term
        waiting += term.parents
        waiting += term.replaced_by
        waiting += [target for relation, target in term.relations if relation in relations]
    return [reached[curie] for curie in sorted(reached)]


def _counts(quads: set[Quad], relations: Sequence[str]) -> dict[str, int]:
    counts = Counter(quad.predicate.value for quad in quads)
    addresses = {curie: address_of(curie) for curie in relations}
    found = {curie: counts[node.value] for curie, node in addresses.items() if node is not None}
    return {curie: count for curie, count in found.items() if count}


def _unstated(vocabulary: Vocabulary) -> Iterator[str]:
    if not vocabulary.version:
        yield f"{vocabulary.name} states no version; {release(vocabulary)} stands for it"
    if not vocabulary.licence:
        yield f"{vocabulary.name} states no licence; the layer has none"


def _given_up(vocabulary: Vocabulary, mapped: Mapped, prefixes: Sequence[str]) -> Iterator[str]:
    """Mapped terms that are not there, or should no longer be used."""
    source = f"{vocabulary.name} ({release(vocabulary)})"
    for curie, entities in sorted(mapped.items()):
        term, ours = _found(vocabulary, curie), ", ".join(entities)
        if term is None and curie.partition(":")[0] in prefixes:
            yield f"{curie} ({ours}) is not in {source}"
        elif term is not None and term.obsolete:
            instead = ", ".join(term.replaced_by or term.consider)
            hint = f"; use {instead}" if instead else ""
            yield f"{curie} ({ours}) is obsolete in {source}{hint}"


def _unused(terms: Sequence[Term], relations: Sequence[str]) -> Iterator[str]:
    """Relations that were asked for and that no term has."""
    there = sorted({curie for term in terms for curie, _ in term.relations})
    hint = f"; there are {', '.join(there)}" if there else ""
    for curie in relations:
        yield f"no term that was reached has the relation {curie}{hint}"
