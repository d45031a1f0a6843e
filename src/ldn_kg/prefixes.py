"""The one prefix map and the strict converter between CURIEs and IRIs.

Where to go instead: `ldn_kg.iris` mints the IRIs of our own records; `ldn_kg.vocab` lists the
terms of our ontology.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curies import Converter

BASE = "https://w3id.org/ldn-kg/"
VOCAB = BASE + "vocab/"
THING = BASE + "id/"
GRAPH = BASE + "graph/"

#: Kinds of things that have IRIs, each with a prefix of its own, so that `entity:tlr4` can be
#: written in a query without escaping a slash.
THING_KINDS = (
    "arm",
    "axiom",
    "claim",
    "design",
    "dose",
    "drugmechdb",
    "edge",
    "entity",
    "finding",
    "group",
    "harm",
    "line",
    "locator",
    "name",
    "printed",
    "proof",
    "publication",
    "quantity",
    "regimen",
    "review",
    "rule",
    "search",
    "source",
    "statement",
    "study",
    "term",
)

PREFIXES: dict[str, str] = {
    "bibo": "http://purl.org/ontology/bibo/",
    "biolink": "https://w3id.org/biolink/vocab/",
    "dcterms": "http://purl.org/dc/terms/",
    "doi": "https://doi.org/",
    "graph": GRAPH,
    "ldn": VOCAB,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "pubmed": "http://www.ncbi.nlm.nih.gov/pubmed/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "RO": "http://purl.obolibrary.org/obo/RO_",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "SEPIO": "http://purl.obolibrary.org/obo/SEPIO_",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{kind: f"{THING}{kind}/" for kind in THING_KINDS},
}


@cache
def converter() -> Converter:
    """The strict CURIE converter over `PREFIXES`.

    Example:
        >>> converter().expand("entity:tlr4", strict=True)
        'https://w3id.org/ldn-kg/id/entity/tlr4'
    """
    from curies import Converter

    return Converter.from_prefix_map(PREFIXES)


def expand(curie: str) -> str:
    """The IRI of a CURIE.

    Raises:
        curies.api.ExpansionError: When the prefix is not in `PREFIXES`.

    Example:
        >>> expand("ldn:Claim")
        'https://w3id.org/ldn-kg/vocab/Claim'
    """
    return converter().expand(curie, strict=True)


def contract(iri: str) -> str:
    """The CURIE of an IRI, or the IRI itself where no prefix covers it.

    Example:
        >>> contract("https://w3id.org/ldn-kg/id/study/jackson-2021")
        'study:jackson-2021'
        >>> contract("http://example.org/x")
        'http://example.org/x'
    """
    return converter().compress(iri) or iri
