"""Claims, evidence lines and places as values; ids are CURIEs.

Where to go instead: `ldn_kg.trace.facts` reads them from a graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ldn_kg.certainty import Certainty


@dataclass(frozen=True, slots=True)
class Place:
    """Where in which source: a locator.

    Args:
        source: The source text.
        start: First character, counted from 0.
        end: Character after the last.
        place: For people.
    """

    source: str
    start: int
    end: int
    place: str

    def __str__(self) -> str:
        return f"{self.place} [{self.start}, {self.end}]"


@dataclass(frozen=True, slots=True)
class Line:
    """An evidence line.

    Args:
        iri: Its CURIE, as all ids here.
        claim: Its claim.
        direction: Towards the claim: ``supports``, ``disputes``, ``inconclusive``.
        layer: Who speaks: ``review``, ``primary``, ``later``.
        source: The source text.
        hedge: The author's hedge.
        kind: The evidence type.
        certainty: How sure it makes what it says.
        species: Organism that the evidence comes from, where stated.
        agent: What was given, where stated.
        disease: What the subjects had, where stated.
        cites: Publications that the source gives for it.
        places: Where it stands.
    """

    iri: str
    claim: str
    direction: str
    layer: str
    source: str
    hedge: str
    kind: str
    certainty: Certainty
    species: str | None
    agent: str | None
    disease: str | None
    cites: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Whose evidence it is: the publications cited, or the source where it cites none."""
        return self.cites or (self.source,)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim between two entities.

    Args:
        iri: Its CURIE.
        subject: Entity.
        predicate: Property.
        object: Entity.
        species: Organism that it is made about.
        disease: Disease that it is limited to.
        cells: Cells that it holds in.
        anatomy: Body parts that it holds in.
        conditions: States under which it holds.
        through: Claims that explain it.
    """

    iri: str
    subject: str
    predicate: str
    object: str
    species: str | None
    disease: str | None
    cells: tuple[str, ...]
    anatomy: tuple[str, ...]
    conditions: tuple[str, ...]
    through: tuple[str, ...]
