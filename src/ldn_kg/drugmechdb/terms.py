"""The terms and the names of things of the layer.

`TERMS` are terms of our vocabulary that only this layer uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ldn_kg import iris
from ldn_kg.prefixes import PREFIXES
from ldn_kg.vocab import LDN, XSD, ClosedNamespace

if TYPE_CHECKING:
    from ldn_kg.drugmechdb.predicates import Nature

#: The one named graph that everything imported stands in.
GRAPH = iris.graph("drugmechdb")

TERMS = ClosedNamespace(
    LDN.base,
    """
    AssociationHop CausalHop DescriptiveHop ImportedHop ImportedPath OutcomeHop PathNode
    alternativeIdentifier conceptKind hasHop hasPathNode hopPosition hopSource hopTarget
    identifierDoubt mappedPredicate namedAs originalPredicate pathDisease pathDrug reversedHop
    sign
    """,
)
DCT = ClosedNamespace(PREFIXES["dcterms"], "identifier license references source")
SAME = ClosedNamespace(PREFIXES["skos"], "altLabel closeMatch exactMatch notation")
PROV = ClosedNamespace(PREFIXES["prov"], "hadPrimarySource")
BIOLINK = ClosedNamespace(
    PREFIXES["biolink"],
    "object_aspect_qualifier object_direction_qualifier predicate qualified_predicate",
)

#: Which kind of hop a step is, by what its relation says.
HOP_KINDS: dict[Nature, NamedNode] = {
    "causal": TERMS.CausalHop,
    "outcome": TERMS.OutcomeHop,
    "association": TERMS.AssociationHop,
    "descriptive": TERMS.DescriptiveHop,
}


def imported(*parts: str) -> NamedNode:
    """The IRI of something imported: the record, then what in it, then which.

    Args:
        parts: Keys; joined by two hyphens.

    Example:
        >>> imported("DB00704_MESH_D059350_1", "hop", "1").value
        'https://w3id.org/ldn-kg/id/drugmechdb/DB00704_MESH_D059350_1--hop-1'
    """
    record, *rest = parts
    name = "--".join([record, "-".join(rest)] if rest else [record])
    return iris.thing("drugmechdb", name)


def integer(value: int) -> Literal:
    """A whole number.

    Args:
        value: The number.
    """
    return Literal(str(value), datatype=XSD.integer)


def truth(*, value: bool) -> Literal:
    """A truth value.

    Args:
        value: The value.
    """
    return Literal("true" if value else "false", datatype=XSD.boolean)
