"""What proofs start from, as values: claims with their limits, lines of evidence with their places.

Where to go instead: `ldn_kg.explain.trees` joins them to proofs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts

_STATEMENTS = """
SELECT ?claim ?subject ?predicate ?object ?value {
  ?claim a ldn:Claim ; ldn:subject ?subject ; ldn:predicate ?predicate .
  OPTIONAL { ?claim ldn:object ?object } OPTIONAL { ?claim ldn:objectValue/ldn:printed ?value }
} ORDER BY ?claim ?value
"""
#: The limits of a claim, in the order in which a sentence names them.
LIMITS = (
    "ldn:degree",
    "ldn:inCell",
    "ldn:inAnatomy",
    "ldn:claimDisease",
    "ldn:claimSpecies",
    "ldn:claimAgent",
    "ldn:underCondition",
)
_LIMITS = f"""
SELECT DISTINCT ?claim ?limit ?to {{
  VALUES ?limit {{ {" ".join(LIMITS)} }} ?claim a ldn:Claim ; ?limit ?to .
}} ORDER BY ?claim ?to
"""
_SPOTS = """
SELECT DISTINCT ?line ?source ?start ?end ?place ?sha256 {
  ?line ldn:evidenceFor ?claim ; ldn:locator ?at .
  ?at ldn:source ?source ; ldn:start ?start ; ldn:end ?end ; ldn:place ?place ;
      ldn:sha256 ?sha256 .
} ORDER BY ?line ?source ?start ?end
"""
_SYSTEMS = """
SELECT ?line ?system { ?line ldn:evidenceFor ?claim ; ldn:lineSystem ?system }
ORDER BY ?line ?system
"""
_PUBLICATIONS = (
    "SELECT ?source ?publication { ?source a ldn:SourceText ; ldn:publication ?publication }"
)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in a source that a machine can check.

    Args:
        source: The source text, as a CURIE like all ids here.
        start: First character, counted from 0.
        end: Character after the last.
        place: For people.
        sha256: Digest of exactly these characters.
    """

    source: str
    start: int
    end: int
    place: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as what it states, with its limits.

    Args:
        iri: The claim.
        subject: Entity.
        predicate: Property.
        object: Entity; None where the claim gives a number.
        value: The number as printed, where it gives one.
        limits: Pairs of a property and what it names: in which cell, disease, species.
    """

    iri: str
    subject: str
    predicate: str
    object: str | None
    value: str | None
    limits: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line of evidence with everything that leads back to its source.

    Args:
        line: The line.
        publication: What the source text is the text of.
        systems: Cells, tissues and fluids in which it was seen.
        spots: Where it stands.
    """

    line: Line
    publication: str
    systems: tuple[str, ...]
    spots: tuple[Spot, ...]

    @property
    def iri(self) -> str:
        """The line's CURIE."""
        return self.line.iri


@dataclass(frozen=True)
class Premises:
    """The claims and lines of a graph.

    Args:
        facts: The graph.
    """

    facts: Facts

    def _rows(self, text: str) -> Table:
        return Table.from_result(self.facts.store.query(text))

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Claims by id, also those that give a number."""
        limits: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for claim, limit, value in self._rows(_LIMITS):
            limits[str(claim)].append((str(limit), str(value)))
        found: dict[str, Statement] = {}
        for claim, subject, predicate, target, value in self._rows(_STATEMENTS):
            ordered = sorted(limits[str(claim)], key=lambda pair: LIMITS.index(pair[0]))
            statement = Statement(
                str(claim),
                str(subject),
                str(predicate),
                None if target is None else str(target),
                None if value is None else str(value),
                tuple(ordered),
            )
            found.setdefault(statement.iri, statement)
        return found

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """Lines of evidence by id."""
        spots: dict[str, list[Spot]] = defaultdict(list)
        for line, source, start, end, place, sha256 in self._rows(_SPOTS):
            spot = Spot(str(source), int(str(start)), int(str(end)), str(place), str(sha256))
            spots[str(line)].append(spot)
        systems: dict[str, list[str]] = defaultdict(list)
        for line, system in self._rows(_SYSTEMS):
            systems[str(line)].append(str(system))
        publications = {str(source): str(text) for source, text in self._rows(_PUBLICATIONS)}
        return {
            iri: Evidence(
                line,
                publications.get(line.source, line.source),
                tuple(systems[iri]),
                tuple(spots[iri]),
            )
            for iri, line in self.facts.lines.items()
        }
