"""One spelling of an identifier, whether a file writes it as a CURIE or as an address.

Where to go instead: `ldn_kg.prefixes` has the prefixes themselves.
"""

from __future__ import annotations

from functools import cache

from ldn_kg.prefixes import PREFIXES, SYNONYMS, contract

_OBO = "http://purl.obolibrary.org/obo/"


def curie(identifier: str) -> str:
    """A CURIE with the prefix as we spell it; an address that no prefix covers stays as it is.

    Addresses of the OBO library are read by its rule even where we have no prefix for them.

    Args:
        identifier: A CURIE or an address.

    Example:
        >>> curie("mesh:D009271"), curie("http://purl.obolibrary.org/obo/IAO_0000115")
        ('MESH:D009271', 'IAO:0000115')
        >>> curie("http://www.ebi.ac.uk/efo/EFO_0000001"), curie("UMLS:C0000001")
        ('EFO:0000001', 'UMLS:C0000001')
        >>> curie("http://purl.obolibrary.org/obo/ro/subsets#ro-eco")
        'http://purl.obolibrary.org/obo/ro/subsets#ro-eco'
    """
    prefix, sign, local = identifier.partition(":")
    if local.startswith("//"):
        return _from_address(identifier)
    return f"{_preferred().get(prefix, prefix)}{sign}{local}"


def prefix_of(identifier: str) -> str:
    """What stands before the colon of a CURIE; empty for an address or a bare word.

    Example:
        >>> prefix_of("MONDO:0005578"), prefix_of("http://example.org/x"), prefix_of("part_of")
        ('MONDO', '', '')
    """
    prefix, sign, local = identifier.partition(":")
    return "" if not sign or local.startswith("//") else prefix


def _from_address(iri: str) -> str:
    if iri.startswith(_OBO):
        prefix, sign, local = iri[len(_OBO) :].rpartition("_")
        if sign and local.replace("-", "").isalnum() and prefix.replace("_", "").isalnum():
            return f"{_preferred().get(prefix, prefix)}:{local}"
    return contract(iri)


@cache
def _preferred() -> dict[str, str]:
    spelt = {other: prefix for prefix, others in SYNONYMS.items() for other in others}
    return {other: prefix for other, prefix in spelt.items() if other not in PREFIXES}
