"""The terms of one vocabulary as quads of one named graph.

Labels, notations, direct superclasses, chosen relations, obsolescence, and where a definition was
taken from; the words of definitions are not copied. Where to go instead: `ldn_kg.link.enriching`
chooses the terms; `ldn_kg.layers` saves what is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ldn_kg import iris
from ldn_kg.prefixes import PREFIXES, converter, expand
from ldn_kg.vocab import RDF, RDFS, SKOS, XSD, ClosedNamespace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.vocabularies.terms import Term, Vocabulary

OWL = ClosedNamespace(PREFIXES["owl"], "Class deprecated versionInfo")
DCT = ClosedNamespace(PREFIXES["dcterms"], "description license source title")
PART_OF = "BFO:0000050"
#: Relations that are brought in unasked, with the names that RO (release 2025-12-17) gives them:
#: those by which people ask for a class of things.
RELATIONS = {
    PART_OF: "part of",
    "RO:0000087": "has role",
    "RO:0002202": "develops from",
    "RO:0004026": "disease has location",
}
#: The installed package follows rdfs:subClassOf and "part of some" alike, so a parent may be a kind
#: or a whole. Whatever we map to of its other vocabularies has no whole of the same vocabulary.
_MIXED = frozenset({"UBERON"})
_REPLACED_BY = NamedNode("http://purl.obolibrary.org/obo/IAO_0100001")
#: IAO's "definition source": what a definition cites. OBO files say this on the text of the
#: definition, which is not brought in; dcterms:source would say it of the whole term.
DEFINITION_SOURCE = NamedNode("http://purl.obolibrary.org/obo/IAO_0000119")
_TRUE = Literal("true", datatype=XSD.boolean)
_DESCRIPTION = (
    "Made by others and brought in unchanged, as much of it as our mappings reach; no part of the "
    "curated data. A relation between two classes stands as one triple where the source says that "
    "each of the first has it to some of the second."
)
_WHOLES = (
    " This source lists kinds and wholes together, so each step up stands as part of, which holds "
    "of both: everything is part of itself."
)


def release(vocabulary: Vocabulary) -> str:
    """Its version; where its source states none, the beginning of the digest of its file.

    Args:
        vocabulary: A vocabulary.
    """
    return vocabulary.version or f"sha256:{vocabulary.digest[:12]}"


def address_of(curie: str) -> NamedNode | None:
    """The address of a term; nothing where we know of none, as for a relation without a prefix.

    Example:
        >>> address_of("RO:0000087").value
        'http://purl.obolibrary.org/obo/RO_0000087'
        >>> address_of("part_of")
    """
    iri = converter().expand(curie) if ":" in curie else None
    try:
        return NamedNode(iri) if iri is not None else None
    except ValueError:  # an identifier with a blank in it, say
        return None


class LayerWriter:
    """Writes terms into the graph of a layer.

    Args:
        vocabulary: Where the terms are from.
        prefix: What the vocabulary is called by.
        name: What the layer is called.
        relations: CURIEs of the relations to write.
    """

    def __init__(
        self, vocabulary: Vocabulary, prefix: str, name: str, relations: Sequence[str]
    ) -> None:
        self._vocabulary, self._prefix, self._relations = vocabulary, prefix, relations
        self._graph = iris.graph(name)
        # A vocabulary that was read from no file comes from the package.
        self._mixed = prefix in _MIXED and not vocabulary.digest
        self._unknown: set[str] = set()

    def about(self) -> Iterator[Quad]:
        """Release, licence and source of the layer, and that it is not ours."""
        vocabulary = self._vocabulary
        title = f"{self._prefix} {release(vocabulary)} (in part)"
        description = _DESCRIPTION + (_WHOLES if self._mixed else "")
        yield self._quad(self._graph, RDFS.label, Literal(title))
        yield self._quad(self._graph, DCT.title, Literal(title))
        yield self._quad(self._graph, DCT.description, Literal(description, language="en"))
        yield self._quad(self._graph, OWL.versionInfo, Literal(release(vocabulary)))
        for property_, address in (
            (DCT.license, vocabulary.licence),
            (DCT.source, vocabulary.iri),
        ):
            if address:
                yield self._quad(self._graph, property_, _address(address))

    def names_of(self, relations: Iterable[str]) -> Iterator[Quad]:
        """What relations are called, by the vocabulary or by RO."""
        for curie in relations:
            relation = self._node(curie)
            label = self._vocabulary.labels.get(curie) or RELATIONS.get(curie)
            if relation is not None and label:
                yield self._quad(relation, RDFS.label, Literal(label))

    def term(self, term: Term) -> Iterator[Quad]:
        """One term: what it is called, what it is a kind of, what it is related to."""
        node = self._node(term.id)
        if node is None:
            return
        yield self._quad(node, RDF.type, OWL.Class)
        yield self._quad(node, SKOS.notation, Literal(term.id))
        if term.label:
            yield self._quad(node, RDFS.label, Literal(term.label))
        if term.obsolete:
            yield self._quad(node, OWL.deprecated, _TRUE)
        for source in term.definition_sources:
            yield self._quad(node, DEFINITION_SOURCE, _address(source))
        up = NamedNode(expand(PART_OF)) if self._mixed else RDFS.subClassOf
        yield from self._links(node, up, term.parents)
        yield from self._links(node, _REPLACED_BY, term.replaced_by)
        for curie, target in term.relations:
            relation = self._node(curie) if curie in self._relations else None
            if relation is not None:
                yield from self._links(node, relation, (target,))

    def left_out(self) -> Iterator[str]:
        """What has no address that we know of."""
        if self._unknown:
            prefixes = ", ".join(sorted(self._unknown))
            yield f"left out, since their addresses are not known: {prefixes}"

    def _links(
        self, node: NamedNode, property_: NamedNode, curies: Sequence[str]
    ) -> Iterator[Quad]:
        for curie in curies:
            other = self._node(curie)
            if other is not None:
                yield self._quad(node, property_, other)

    def _node(self, curie: str) -> NamedNode | None:
        node = address_of(curie)
        if node is None:
            self._unknown.add(curie.partition(":")[0])
        return node

    def _quad(self, subject: NamedNode, property_: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, property_, value, self._graph)


def _address(text: str) -> NamedNode | Literal:
    """A link where the text is an address; else the text as it is."""
    if text.startswith(("http://", "https://")):
        try:
            return NamedNode(text)
        except ValueError:
            pass
    return Literal(text)
