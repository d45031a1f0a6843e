"""Steps of both sides in one form: hops of the layer, and claims of ours.

Where to go instead: `ldn_kg.drugmechdb.compare` sets them beside each other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ldn_kg.network import network
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ldn_kg.store import Store

_THINGS = """
SELECT ?node ?label ?notation ?identifier ?exact ?close ?named ?doubt WHERE {
  ?node a ldn:PathNode ; rdfs:label ?label .
  OPTIONAL { ?node skos:notation ?notation }
  OPTIONAL { ?node dcterms:identifier ?identifier }
  OPTIONAL { ?node skos:exactMatch ?exact }
  OPTIONAL { ?node skos:closeMatch ?close }
  OPTIONAL { ?node ldn:namedAs ?named }
  OPTIONAL { ?node ldn:identifierDoubt ?doubt }
} ORDER BY ?node ?identifier ?exact ?close ?named ?doubt
"""
_HOPS = """
SELECT ?hop ?record ?drug ?source ?target ?key ?sign ?reversed ?kind WHERE {
  ?path a ldn:ImportedPath ; dcterms:identifier ?record ; ldn:pathDrug ?drug ; ldn:hasHop ?hop .
  ?hop ldn:hopSource ?source ; ldn:hopTarget ?target ; ldn:originalPredicate ?key .
  OPTIONAL { ?hop ldn:reversedHop ?reversed }
  OPTIONAL { ?hop ldn:sign ?sign }
  OPTIONAL { ?hop a ?kind . FILTER (?kind != ldn:ImportedHop) }
} ORDER BY ?record ?hop
"""
_CAUSAL = "SELECT ?predicate { ?predicate rdfs:subPropertyOf* ldn:affects } ORDER BY ?predicate"
_SYMMETRIC = "SELECT ?predicate { ?predicate a owl:SymmetricProperty } ORDER BY ?predicate"
_WIDER = "SELECT ?narrow ?wide { ?narrow ldn:broader+ ?wide } ORDER BY ?narrow ?wide"
_REGIMENS = "SELECT ?regimen ?drug { ?regimen ldn:regimenOf ?drug } ORDER BY ?regimen"
_LABELS = """
SELECT ?entity ?label { ?entity a/rdfs:subClassOf* ldn:Entity ; skos:prefLabel ?label }
ORDER BY ?entity
"""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a hop.

    Args:
        name: What the records call it.
        identifier: Its identifier as it stood the checks; the name where none did.
        entities: The entities of ours that it is, exactly or closely, or is named as.
        close: Whether it is one of ours only closely.
        by_name: Whether its name alone says that it is one of ours.
        doubts: What is said against its identifier.
        node: The node of the layer.
    """

    name: str
    identifier: str
    entities: frozenset[str] = frozenset()
    close: bool = False
    by_name: bool = False
    doubts: tuple[str, ...] = ()
    node: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of DrugMechDB, in the direction of the predicate that it is mapped to.

    Args:
        subject: Where it begins.
        object: Where it ends.
        key: Its relation as written.
        sign: ``+``, ``-`` or empty.
        nature: What it says; empty where the relation is not mapped.
        records: Where it stands.
        drugs: The entities that the drugs of these records are.
        reversed: Whether it is written the other way round.
    """

    subject: End
    object: End
    key: str
    sign: str
    nature: str
    records: tuple[str, ...]
    drugs: frozenset[str]
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class OurClaim:
    """One claim of ours.

    Args:
        claim: Its CURIE.
        subject: Entity that it is about.
        predicate: What it states.
        object: Entity that it relates to the first.
        sign: ``+``, ``-`` or empty.
        stance: What its evidence says, all lines together.
        causal: Whether it says that one thing acts on another.
        context: The condition that it is limited to, and the diseases that it or its evidence is
            about.
    """

    claim: str
    subject: str
    predicate: str
    object: str
    sign: str
    stance: str
    causal: bool
    context: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the graph says of our entities beside the claims.

    Args:
        labels: Preferred names.
        wider: For each entity, those that it is a kind of.
        drug_of: For each regimen, its drug.
        symmetric: Predicates that hold in both directions.
    """

    labels: dict[str, str]
    wider: dict[str, frozenset[str]]
    drug_of: dict[str, str]
    symmetric: frozenset[str]

    def label(self, entity: str) -> str:
        """The preferred name of an entity; its CURIE where the graph has none.

        Args:
            entity: Its CURIE.
        """
        return self.labels.get(entity, entity)


def read_surroundings(store: Store) -> Surroundings:
    """What the graph says of our entities beside the claims.

    Args:
        store: The graph of a build.
    """
    wider: dict[str, set[str]] = defaultdict(set)
    for narrow, wide in _pairs(store, _WIDER):
        wider[narrow].add(wide)
    return Surroundings(
        dict(_pairs(store, _LABELS)),
        {narrow: frozenset(wide) for narrow, wide in wider.items()},
        dict(_pairs(store, _REGIMENS)),
        frozenset(_names(store, _SYMMETRIC)),
    )


def read_claims(store: Store, labels: Mapping[str, str]) -> list[OurClaim]:
    """Every claim between two entities, in the order of its name.

    Args:
        store: The graph of a build.
        labels: Preferred names of our entities.
    """
    causal = set(_names(store, _CAUSAL))
    claims = []
    for subject, object_, key, data in network(store).edges(keys=True, data=True):
        predicate = f"ldn:{data['predicate']}"
        context = [data["condition"], *(labels.get(name, name) for name in data["diseases"])]
        claims.append(
            OurClaim(
                str(key), str(subject), predicate, str(object_), str(data["sign"]),
                str(data["stance"]), predicate in causal,
                ", ".join(word for word in context if word),
            )
        )  # fmt: skip
    return sorted(claims, key=lambda claim: claim.claim)


def read_steps(layer: Store) -> list[Hop]:
    """Every hop of the layer as its record has it.

    Args:
        layer: The imported layer.
    """
    ends, steps = _ends(layer), []
    for row in Table.from_result(layer.query(_HOPS)).records():
        source, target = ends[str(row["source"])], ends[str(row["target"])]
        drug = ends[str(row["drug"])]
        back = row["reversed"] is True
        if back:
            source, target = target, source
        kind = str(row["kind"] or "").removeprefix("ldn:").removesuffix("Hop").lower()
        step = Hop(
            source, target, str(row["key"]), str(row["sign"] or ""), kind,
            (str(row["record"]),), drug.entities, back,
        )  # fmt: skip
        steps.append(step)
    return steps


def merged(steps: Iterable[Hop]) -> list[Hop]:
    """Every hop once, with all records that have it.

    Two drugs with one identifier stay apart, since what is in doubt goes by its name.

    Args:
        steps: The hops as the records have them.

    Example:
        >>> one, other = End("TLR4", "UniProt:O00206"), End("TNF", "UniProt:P01375")
        >>> hops = [Hop(one, other, "k", "+", "causal", (r,), frozenset()) for r in ("a", "b")]
        >>> [hop.records for hop in merged(hops)]
        [('a', 'b')]
    """
    found: dict[tuple[str, str, str], Hop] = {}
    for step in steps:
        ends = step.subject.identifier.casefold(), step.object.identifier.casefold()
        first = found.get((ends[0], step.key, ends[1]))
        found[ends[0], step.key, ends[1]] = step if first is None else _both(first, step)
    return list(found.values())


def _both(first: Hop, other: Hop) -> Hop:
    records = dict.fromkeys([*first.records, *other.records])
    return replace(first, records=tuple(records), drugs=first.drugs | other.drugs)


def _ends(layer: Store) -> dict[str, End]:
    """The things of the layer; what is in doubt goes by its name, not by its identifier."""
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in Table.from_result(layer.query(_THINGS)).records():
        rows[str(row["node"])].append(dict(row))
    return {node: _end(node, found) for node, found in rows.items()}


def _end(node: str, rows: list[dict[str, object]]) -> End:
    def values(*columns: str) -> tuple[str, ...]:
        cells = (row[column] for row in rows for column in columns)
        return tuple(dict.fromkeys(str(cell) for cell in cells if cell is not None))

    name = str(rows[0]["label"])
    named, exact, close = values("named"), values("exact"), values("close")
    # The name tells a dose that an identifier cannot tell.
    entities = frozenset(named or exact or close)
    doubted = values("doubt")
    identifier = next(iter(values("notation")), name)
    only_close = bool(close and not exact and not named)
    return End(name, identifier, entities, only_close, bool(named), doubted, node)


def _names(store: Store, query: str) -> list[str]:
    """The only column of a query."""
    return [str(cell) for (cell,) in Table.from_result(store.query(query))]


def _pairs(store: Store, query: str) -> list[tuple[str, str]]:
    """The two columns of a query."""
    rows = Table.from_result(store.query(query))
    return [(str(first), str(second)) for first, second in rows]
