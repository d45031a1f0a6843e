"""What a rule's condition may ask of the evidence lines of a graph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.certainty import Certainty, of_line

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ldn_kg.store import Store

_LINES = """
SELECT ?line ?claim ?direction ?layer ?hedge (EXISTS { ?line ldn:restsOn ?finding } AS ?rests) {
  ?line ldn:evidenceFor ?claim ; ldn:evidenceDirection ?direction ; ldn:layer ?layer ;
        ldn:hedge ?hedge .
} ORDER BY ?line
"""


@dataclass(frozen=True, slots=True)
class Line:
    """An evidence line as a condition sees it.

    Args:
        iri: The line.
        claim: Its claim.
        direction: Towards the claim.
        layer: Who speaks: ``review``, ``primary`` or ``later``.
        certainty: How sure it makes what it says.
    """

    iri: ox.NamedNode
    claim: ox.NamedNode
    direction: str
    layer: str
    certainty: Certainty

    def __str__(self) -> str:
        name = self.iri.value.rsplit("/", 1)[-1]
        return f"{name} ({self.direction}, {self.layer}, {self.certainty})"


@dataclass(frozen=True, slots=True)
class Lines:
    """The evidence lines of a graph.

    Args:
        by_iri: Each line by its own IRI.
        of_claim: Lines by the IRI of their claim.
    """

    by_iri: dict[object, Line]
    of_claim: dict[object, list[Line]]

    def stance(self, claim: object) -> str:
        """What the lines of a claim make of it: supported, contested, disputed or undecided."""
        directions = {line.direction for line in self.of_claim.get(claim, ())}
        if "supports" in directions:
            return "contested" if "disputes" in directions else "supported"
        return "disputed" if "disputes" in directions else "undecided"


def read_lines(store: Store) -> Lines:
    """Every evidence line of a graph.

    Args:
        store: The graph.
    """
    by_iri: dict[object, Line] = {}
    of_claim: dict[object, list[Line]] = defaultdict(list)
    for line, claim, direction, layer, hedge, rests in store.query(_LINES).rows:
        found = Line(
            line,  # type: ignore[arg-type]
            claim,  # type: ignore[arg-type]
            _word(direction),
            _word(layer).removesuffix("Layer"),
            of_line(_word(hedge), rests_on_finding=getattr(rests, "value", "") == "true"),
        )
        by_iri[line] = found
        of_claim[claim].append(found)
    return Lines(by_iri, dict(of_claim))


def _word(node: object) -> str:
    return str(getattr(node, "value", "")).rsplit("/", 1)[-1]
