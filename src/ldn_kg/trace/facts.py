"""What tracing needs to know of the graph, read once: names, kinds, claims, lines, places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ldn_kg.certainty import of_line
from ldn_kg.tables import Table
from ldn_kg.trace.evidence import Claim, Line, Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_kg.store import Store

_LABELS = "SELECT ?node ?label { ?node rdfs:label ?label } ORDER BY ?node ?label"
_CLASSES = """
SELECT DISTINCT ?node ?class {
  GRAPH graph:entities { ?node a ?own } ?own rdfs:subClassOf* ?class .
} ORDER BY ?node ?class
"""
_REASONED = """
SELECT DISTINCT ?node ?class {
  GRAPH graph:entities { ?node skos:prefLabel ?name } GRAPH graph:inferred { ?node a ?class }
} ORDER BY ?node ?class
"""
_LINKS = """
SELECT ?link ?from ?to {
  VALUES ?link { ldn:broader ldn:regimenOf ldn:partOf ldn:measures }
  GRAPH ?graph { ?from ?link ?to } FILTER (?graph IN (graph:entities, graph:ontology))
  FILTER (ISIRI(?to))
} ORDER BY ?link ?from ?to
"""
_CLAIMS = """
SELECT ?claim ?subject ?predicate ?object ?species ?disease {
  ?claim a ldn:Claim ; ldn:subject ?subject ; ldn:predicate ?predicate ; ldn:object ?object .
  OPTIONAL { ?claim ldn:claimSpecies ?species } OPTIONAL { ?claim ldn:claimDisease ?disease }
} ORDER BY ?claim
"""
_CLAIM_LINKS = """
SELECT DISTINCT ?claim ?link ?to {
  VALUES ?link { ldn:inCell ldn:inAnatomy ldn:underCondition ldn:through }
  ?claim a ldn:Claim ; ?link ?to .
} ORDER BY ?claim ?link ?to
"""
_LINES = """
SELECT ?line ?claim ?direction ?layer ?source ?hedge ?kind ?species ?agent ?disease
       (EXISTS { ?line ldn:restsOn ?finding } AS ?measured) {
  ?line a ldn:EvidenceLine ; ldn:evidenceFor ?claim ; ldn:evidenceDirection ?direction ;
        ldn:layer ?layer ; ldn:saidBy ?source ; ldn:hedge ?hedge ; ldn:evidenceKind ?kind .
  OPTIONAL { ?line ldn:lineSpecies ?species } OPTIONAL { ?line ldn:lineAgent ?agent }
  OPTIONAL { ?line ldn:lineDisease ?disease }
} ORDER BY ?claim ?line
"""
_CITED = "SELECT ?line ?cited { ?line ldn:evidenceFor ?c ; ldn:cites ?cited } ORDER BY ?line ?cited"
_PLACES = """
SELECT DISTINCT ?line ?source ?start ?end ?place {
  ?line ldn:evidenceFor ?claim ; ldn:locator ?at .
  ?at ldn:source ?source ; ldn:start ?start ; ldn:end ?end ; ldn:place ?place .
} ORDER BY ?line ?source ?start ?end
"""
_AUTHORS = """
SELECT ?publication ?authors {
  ?publication ldn:printedReference/ldn:authors ?authors
} ORDER BY ?publication ?authors
"""
_SIGNS = "SELECT ?property ?sign { ?property ldn:sign ?sign } ORDER BY ?property"
_ABOVE = """
SELECT DISTINCT ?property ?above { ?property rdfs:subPropertyOf+ ?above } ORDER BY ?property ?above
"""


@dataclass(frozen=True)
class Facts:
    """Everything that tracing reads of a graph.

    Args:
        store: The graph.
    """

    store: Store

    def _rows(self, text: str) -> list[tuple[str | None, ...]]:
        table = Table.from_result(self.store.query(text))
        return [tuple(None if cell is None else str(cell) for cell in row) for row in table.rows]

    def _grouped(self, text: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key, value in self._rows(text):
            found[str(key)].append(str(value))
        return {key: tuple(values) for key, values in found.items()}

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Labels of things and terms."""
        return {str(node): str(label) for node, label in self._rows(_LABELS)}

    def label(self, node: str) -> str:
        """The label of a thing or term, or its id where it has none."""
        return self.labels.get(node, node)

    @cached_property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """Every class of each entity, asserted or found by the reasoner."""
        stated, reasoned = self._grouped(_CLASSES), self._grouped(_REASONED)
        return {
            node: frozenset((*stated.get(node, ()), *reasoned.get(node, ())))
            for node in {*stated, *reasoned}
        }

    def is_a(self, node: str, class_: str) -> bool:
        """Whether an entity is a member of a class of our vocabulary.

        Args:
            node: Entity.
            class_: Local name of the class.
        """
        return f"ldn:{class_}" in self.classes.get(node, ())

    @cached_property
    def links(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """What each entity is a kind, a regimen or a part of, or measures: by link, by entity."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for link, first, last in self._rows(_LINKS):
            found[str(link)][str(first)].append(str(last))
        return {
            link: {node: tuple(values) for node, values in pairs.items()}
            for link, pairs in found.items()
        }

    def kinds_of(self, node: str) -> list[str]:
        """Everything that is a kind of an entity, at any depth, without the entity itself."""
        return self._closure(node, self._narrower)

    def wider(self, node: str) -> list[str]:
        """Everything that an entity is a kind of, at any depth, without the entity itself."""
        return self._closure(node, self.links.get("ldn:broader", {}))

    @cached_property
    def _narrower(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node, wider in self.links.get("ldn:broader", {}).items():
            for above in wider:
                found[above].append(node)
        return {node: tuple(values) for node, values in found.items()}

    @staticmethod
    def _closure(node: str, links: Mapping[str, tuple[str, ...]]) -> list[str]:
        reached, todo = [], list(links.get(node, ()))
        while todo:
            current = todo.pop(0)
            if current not in reached and current != node:
                reached.append(current)
                todo += links.get(current, ())
        return reached

    def drug_of(self, agent: str) -> str:
        """The drug of which an agent is a regimen, or the agent itself."""
        return self.links.get("ldn:regimenOf", {}).get(agent, (agent,))[0]

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims between two entities, by id."""
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for claim, link, value in self._rows(_CLAIM_LINKS):
            links[str(claim), str(link)].append(str(value))
        return {
            str(claim): Claim(
                str(claim),
                str(subject),
                str(predicate),
                str(target),
                species,
                disease,
                tuple(links[str(claim), "ldn:inCell"]),
                tuple(links[str(claim), "ldn:inAnatomy"]),
                tuple(links[str(claim), "ldn:underCondition"]),
                tuple(links[str(claim), "ldn:through"]),
            )
            for claim, subject, predicate, target, species, disease in self._rows(_CLAIMS)
        }

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Evidence lines, by id."""
        cited, places = self._grouped(_CITED), self._places()
        found = {}
        for row in self._rows(_LINES):
            line, claim, direction, layer, source, hedge, kind, species, agent, disease, rests = row
            word = str(hedge).removeprefix("ldn:")
            found[str(line)] = Line(
                str(line),
                str(claim),
                str(direction).removeprefix("ldn:"),
                str(layer).removeprefix("ldn:").removesuffix("Layer"),
                str(source),
                word,
                str(kind),
                of_line(word, rests_on_finding=rests == "True"),
                species,
                agent,
                disease,
                cited.get(str(line), ()),
                tuple(places.get(str(line), ())),
            )
        return found

    def _places(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = defaultdict(list)
        for line, source, start, end, place in self._rows(_PLACES):
            spot = Place(str(source), int(str(start)), int(str(end)), str(place))
            found[str(line)].append(spot)
        return found

    @cached_property
    def lines_of(self) -> Mapping[str, tuple[Line, ...]]:
        """Evidence lines by claim."""
        found: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines.values():
            found[line.claim].append(line)
        return {claim: tuple(lines) for claim, lines in found.items()}

    @cached_property
    def authors(self) -> Mapping[str, frozenset[str]]:
        """Authors of each publication as the review prints them."""
        return {
            publication: frozenset(name.strip() for text in texts for name in text.split(","))
            for publication, texts in self._grouped(_AUTHORS).items()
        }

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """The sign of each property that has one."""
        return {str(node): str(sign) for node, sign in self._rows(_SIGNS)}

    @cached_property
    def above(self) -> Mapping[str, tuple[str, ...]]:
        """The properties above each property."""
        return self._grouped(_ABOVE)

    def is_under(self, predicate: str, above: str) -> bool:
        """Whether a property is a kind of another, or that one."""
        return predicate == above or above in self.above.get(predicate, ())
