"""How an identifier of DrugMechDB is written, and whether it can be one at all.

The patterns are those of the vocabularies themselves, as the Bioregistry lists them. Where to go
instead: `ldn_kg.drugmechdb.identity` asks whether an identifier is that of the thing it is put on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

#: UniProt, "accession numbers"; an isoform has its number behind a hyphen.
_ACCESSION = r"(?:[OPQ]\d[A-Z0-9]{3}\d|[A-NR-Z]\d(?:[A-Z][A-Z0-9]{2}\d){1,2})(?:-\d+)?"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A vocabulary that DrugMechDB takes identifiers from.

    Args:
        prefix: The prefix that we write.
        pattern: What stands behind it.
        example: An identifier.
    """

    prefix: str
    pattern: str
    example: str


_MESH = Scheme("MESH", r"[CD]\d{6}(?:\d{3})?", "MESH:D009271")
_REACTOME = Scheme("reactome", r"R-[A-Z]{3}-\d+", "reactome:R-HSA-75893")
_TAXON = Scheme("NCBITaxon", r"\d+", "NCBITaxon:9606")
_PFAM = Scheme("Pfam", r"PF\d{5}", "Pfam:PF00001")

#: Schemes by the prefix that DrugMechDB writes, older ways of writing included.
SCHEMES = {
    "MESH": _MESH,
    "DB": Scheme("DRUGBANK", r"DB(?:\d{5}|MET\d{5}|SALT\d{6})", "DB:DB00704"),
    "UniProt": Scheme("UniProt", _ACCESSION, "UniProt:P35372"),
    "GO": Scheme("GO", r"\d{7}", "GO:0006954"),
    "HP": Scheme("HP", r"\d{7}", "HP:0012531"),
    "CL": Scheme("CL", r"\d{7}", "CL:0000129"),
    "UBERON": Scheme("UBERON", r"\d{7}", "UBERON:0000955"),
    "CHEBI": Scheme("CHEBI", r"\d+", "CHEBI:7465"),
    "PR": Scheme("PR", rf"(?:\d{{9}}|{_ACCESSION})", "PR:000001753"),
    "InterPro": Scheme("InterPro", r"IPR\d{6}", "InterPro:IPR001418"),
    "Pfam": _PFAM,
    "TIGR": Scheme("TIGR", r"(?:TIGR)?\d{5}", "TIGR:02074"),
    "reactome": _REACTOME,
    "REACT": _REACTOME,
    "NCBITaxon": _TAXON,
    "taxonomy": _TAXON,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an identifier as it is written.

    Args:
        rule: Name of the rule.
        message: What is wrong.
        hint: What would be right.
    """

    rule: str
    message: str
    hint: str


def normal(curie: str) -> str | None:
    """An identifier in our way of writing; None where it cannot be one.

    Args:
        curie: As DrugMechDB writes it.

    Example:
        >>> normal("DB:DB00704"), normal("REACT:R-HSA-75893")
        ('DRUGBANK:DB00704', 'reactome:R-HSA-75893')
        >>> normal("UniProt:P3535") is None
        True
    """
    prefix, _, local = curie.partition(":")
    scheme = SCHEMES.get(prefix)
    if scheme is None or not re.fullmatch(scheme.pattern, local, re.ASCII):
        return None
    return f"{scheme.prefix}:{local}"


def fault(curie: str) -> Fault | None:
    """What keeps a text from being an identifier; None where nothing does.

    Args:
        curie: As DrugMechDB writes it.

    Example:
        >>> fault("MESH:D009271") is None
        True
        >>> fault("MSH:D009271").hint
        'did you mean MESH?'
    """
    prefix, _, _ = curie.partition(":")
    scheme = SCHEMES.get(prefix)
    if scheme is None:
        near = get_close_matches(prefix, SCHEMES, 1)
        hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(SCHEMES)}"
        return Fault("unknown-prefix", f"{curie!r} has a prefix that nobody declared", hint)
    if normal(curie) is None:
        message = f"{curie!r} cannot be an identifier of {scheme.prefix}"
        return Fault("bad-identifier", message, f"one looks like {scheme.example}")
    return None
