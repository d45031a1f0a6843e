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
    "mapping",
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

#: Vocabularies that we link to. Prefixes are spelt as bioregistry prefers them, or else as the
#: field writes them; the addresses are those in which each vocabulary publishes its own RDF,
#: where it does. SEVCO, which bioregistry does not list, has its codes in FHIR R5 ``study-design``.
VOCABULARIES: dict[str, str] = {
    "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_",
    "CL": "http://purl.obolibrary.org/obo/CL_",
    "DOID": "http://purl.obolibrary.org/obo/DOID_",
    "DRUGBANK": "https://go.drugbank.com/drugs/",
    "ECO": "http://purl.obolibrary.org/obo/ECO_",
    "EFO": "http://www.ebi.ac.uk/efo/EFO_",
    "FPLX": "https://sorgerlab.github.io/famplex/",
    "GO": "http://purl.obolibrary.org/obo/GO_",
    "HGNC": "http://identifiers.org/hgnc/",
    "HP": "http://purl.obolibrary.org/obo/HP_",
    "LOINC": "http://loinc.org/rdf/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
    "NCBITaxon": "http://purl.obolibrary.org/obo/NCBITaxon_",
    "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
    "OBI": "http://purl.obolibrary.org/obo/OBI_",
    "PATO": "http://purl.obolibrary.org/obo/PATO_",
    "PR": "http://purl.obolibrary.org/obo/PR_",
    "RXNORM": "http://purl.bioontology.org/ontology/RXNORM/",
    "SEPIO": "http://purl.obolibrary.org/obo/SEPIO_",
    "SEVCO": "http://hl7.org/fhir/study-design#SEVCO:",
    "STATO": "http://purl.obolibrary.org/obo/STATO_",
    "SYMP": "http://purl.obolibrary.org/obo/SYMP_",
    "UBERON": "http://purl.obolibrary.org/obo/UBERON_",
    "UniProt": "http://purl.uniprot.org/uniprot/",
    "UO": "http://purl.obolibrary.org/obo/UO_",
}

#: Other spellings of prefixes; the first is the one that bioregistry files them under.
SYNONYMS: dict[str, tuple[str, ...]] = {
    **{prefix: (prefix.lower(),) for prefix in VOCABULARIES if prefix != prefix.lower()},
    "BFO": ("bfo",),
    "IAO": ("iao",),
    "CHEBI": ("chebi", "ChEBI"),
    "DRUGBANK": ("drugbank", "DrugBank"),
    "MESH": ("mesh", "MeSH"),
    "NCIT": ("ncit", "NCIt"),
    "oboInOwl": ("oboinowl",),
    "RO": ("ro",),
    "RXNORM": ("rxnorm", "RxNorm"),
    "UniProt": ("uniprot", "UniProtKB"),
}

PREFIXES: dict[str, str] = {
    **VOCABULARIES,
    "BFO": "http://purl.obolibrary.org/obo/BFO_",
    "bibo": "http://purl.org/ontology/bibo/",
    "biolink": "https://w3id.org/biolink/vocab/",
    "dcterms": "http://purl.org/dc/terms/",
    "doi": "https://doi.org/",
    "graph": GRAPH,
    "IAO": "http://purl.obolibrary.org/obo/IAO_",
    "ldn": VOCAB,
    "oa": "http://www.w3.org/ns/oa#",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "pubmed": "http://www.ncbi.nlm.nih.gov/pubmed/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "RO": "http://purl.obolibrary.org/obo/RO_",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{kind: f"{THING}{kind}/" for kind in THING_KINDS},
}


@cache
def converter() -> Converter:
    """The strict CURIE converter over `PREFIXES`; it also reads the spellings in `SYNONYMS`.

    Example:
        >>> converter().expand("entity:tlr4", strict=True)
        'https://w3id.org/ldn-kg/id/entity/tlr4'
        >>> converter().standardize_curie("mesh:D009271")
        'MESH:D009271'
    """
    from curies import Converter

    return Converter.from_extended_prefix_map(extended_prefix_map())


def extended_prefix_map() -> list[dict[str, object]]:
    """The prefixes as an extended prefix map, a JSON form that other tools read.

    Each record has ``prefix`` and ``uri_prefix``, and ``prefix_synonyms`` where there are any.
    Source: https://curies.readthedocs.io/en/latest/struct.html, "Extended Prefix Maps".

    Example:
        >>> [record for record in extended_prefix_map() if record["prefix"] == "HP"]
        [{'prefix': 'HP', 'uri_prefix': 'http://purl.obolibrary.org/obo/HP_', \
'prefix_synonyms': ['hp']}]
    """
    return [
        {"prefix": prefix, "uri_prefix": uri}
        | ({"prefix_synonyms": list(SYNONYMS[prefix])} if prefix in SYNONYMS else {})
        for prefix, uri in sorted(PREFIXES.items())
    ]


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
