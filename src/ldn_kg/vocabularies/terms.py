"""Terms of other people's vocabularies, in one form whatever file they come from.

Where to go instead: `ldn_kg.vocabularies.reading` makes vocabularies from files,
`ldn_kg.vocabularies.shipped` from an installed package; `ldn_kg.mappings` holds rows that say how
a thing of ours stands to a term.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: How a synonym stands to its term (oboInOwl); empty where the source does not say.
Scope = Literal["exact", "broad", "narrow", "related", ""]


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name of a term.

    Args:
        text: The name.
        scope: How it stands to the term.
    """

    text: str
    scope: Scope = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as its vocabulary has it.

    Args:
        id: Its CURIE, with the prefix as bioregistry prefers it.
        label: Its preferred name; empty where the source gives none.
        synonyms: Its other names.
        obsolete: Whether the vocabulary has given it up.
        replaced_by: CURIEs of what to use instead.
        consider: CURIEs of what may serve instead.
        alternates: CURIEs that were merged into it.
        parents: CURIEs of the terms that it is a kind of, one step up.
        relations: Pairs of the CURIE of a relation and that of its target.
        xrefs: CURIEs of the terms of other vocabularies that it refers to.
        definition_sources: CURIEs and addresses that its definition cites; the definition's words
            are not read.
        namespace: The part of the vocabulary that it belongs to, such as ``biological_process``.
        line: Where it begins in its file; 0 where there are no lines.
    """

    id: str
    label: str
    synonyms: tuple[Synonym, ...] = ()
    obsolete: bool = False
    replaced_by: tuple[str, ...] = ()
    consider: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    xrefs: tuple[str, ...] = ()
    definition_sources: tuple[str, ...] = ()
    namespace: str = ""
    line: int = 0

    def names(self) -> Iterator[Synonym]:
        """Its label and synonyms; the label counts as exact."""
        if self.label:
            yield Synonym(self.label, "exact")
        yield from self.synonyms


@dataclass(frozen=True)
class Vocabulary:
    """A release of a vocabulary, or as much of it as a file holds.

    Args:
        name: The file or package it was read from, as messages call it.
        version: Which release, such as ``2026-05-05``; empty where the source does not say.
        terms: Terms by CURIE.
        complete: Prefixes of which this source has every term, so that an identifier that is not
            there does not exist. A table of mappings is complete for none.
        licence: Address of the licence; empty where the source does not say.
        iri: Address of the vocabulary; empty where the source does not say.
        labels: Names of relations by CURIE, where the source gives them.
        digest: SHA-256 of the file; empty for a package.
        others: Relations and individuals that it declares: they exist, but are no kinds of things.

    Example:
        >>> drug, antagonist = Term("CHEBI:7465", "naltrexone", parents=("CHEBI:1",)), Term(
        ...     "CHEBI:1", "antagonist"
        ... )
        >>> found = Vocabulary("x.obo", "1", {term.id: term for term in (drug, antagonist)})
        >>> found.ancestors("CHEBI:7465")
        {'CHEBI:1': 1}
    """

    name: str
    version: str
    terms: Mapping[str, Term]
    complete: frozenset[str] = frozenset()
    licence: str = ""
    iri: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    others: Mapping[str, Term] = field(default_factory=dict)

    def ancestors(self, curie: str) -> dict[str, int]:
        """Everything that a term is a kind of, with the number of steps on the shortest way up.

        The term itself is not among them, and neither is a parent whose own entry is missing
        left out.

        Args:
            curie: The term.
        """
        steps: dict[str, int] = {}
        queue = deque([(curie, 0)])
        while queue:
            current, distance = queue.popleft()
            term = self.terms.get(current)
            for parent in term.parents if term else ():
                if parent != curie and parent not in steps:
                    steps[parent] = distance + 1
                    queue.append((parent, distance + 1))
        return steps

    def labelled(self) -> Iterator[tuple[str, str, bool]]:
        """Identifier, label, and whether it is obsolete, of every term.

        In a large vocabulary that is several times faster than all that is known of each.
        """
        return ((term.id, term.label, term.obsolete) for term in self.terms.values())

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The prefixes of its terms, and of its relations and individuals."""
        return frozenset(curie.partition(":")[0] for curie in (*self.terms, *self.others))

    @cached_property
    def alternates(self) -> dict[str, str]:
        """The term that each merged identifier now belongs to."""
        return {old: term.id for term in self.terms.values() for old in term.alternates}
