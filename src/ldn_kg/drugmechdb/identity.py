"""Which thing of ours a node is: by its identifier, by its name, or by neither.

A drug is tied to ours only where identifier and name agree, since some records carry the identifier
of another drug and two drugs must never become one because a source took one for the other. Other
things go by their identifier, since their names vary without harm, unless the name is that of
another thing of ours.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.drugmechdb.identifiers import normal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.drugmechdb.records import DrugPath
    from ldn_kg.mappings import Mapping, MappingSet

EXACT, CLOSE = "skos:exactMatch", "skos:closeMatch"
#: Relations of a row that say that two things are one, or nearly.
_SAME = {EXACT, CLOSE}
#: What DrugMechDB calls a drug among its kinds of things.
DRUG = "Drug"


def folded(name: str) -> str:
    """A name without case, spaces and signs, so that two ways of writing it are equal.

    Args:
        name: As written.

    Example:
        >>> folded("Low Dose Naltrexone") == folded("low-dose naltrexone")
        True
    """
    return "".join(sign for sign in name.casefold() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Match:
    """How a node is tied to an entity of ours.

    Args:
        predicate: ``skos:exactMatch`` or ``skos:closeMatch``.
        entity: The entity, as a CURIE.
    """

    predicate: str
    entity: str


@dataclass(frozen=True, slots=True)
class Clash:
    """An identifier that is another thing's.

    Args:
        identifier: As the record writes it.
        owner: What our table says it is.
    """

    identifier: str
    owner: str


class OurThings:
    """The table of our entities elsewhere, asked by identifier and by name.

    Args:
        mappings: The table.

    Example:
        >>> from ldn_kg.mappings import Mapping, MappingSet
        >>> row = Mapping("entity:tlr4", EXACT, "UniProt:O00206", "semapv:X", False, "TLR4", "TLR4")
        >>> ours = OurThings(MappingSet({}, {}, (row,)))
        >>> ours.matches("UniProt:O00206")
        (Match(predicate='skos:exactMatch', entity='entity:tlr4'),)
        >>> ours.named("tlr-4")
        'entity:tlr4'
    """

    def __init__(self, mappings: MappingSet) -> None:
        self._rows: dict[str, list[Mapping]] = defaultdict(list)
        self._denied: set[tuple[str, str]] = set()
        self._names: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        for row in mappings.mappings:
            self.labels[row.subject_id] = row.subject_label
            self._names.setdefault(folded(row.subject_label), row.subject_id)
            if row.negated:
                self._denied.add((row.subject_id, row.object_id))
            else:
                self._rows[row.object_id].append(row)
        for row in mappings.mappings:
            if row.predicate_id == EXACT and not row.negated:
                self._names.setdefault(folded(row.object_label), row.subject_id)

    def matches(self, identifier: str) -> tuple[Match, ...]:
        """The entities that an identifier stands for: exactly, or else closely.

        Args:
            identifier: As the record writes it.
        """
        rows = self._rows.get(normal(identifier) or "", [])
        for predicate in (EXACT, CLOSE):
            found = {row.subject_id for row in rows if row.predicate_id == predicate}
            if found:
                return tuple(Match(predicate, entity) for entity in sorted(found))
        return ()

    def named(self, name: str) -> str | None:
        """The entity that goes by a name.

        Args:
            name: As the record writes it.
        """
        return self._names.get(folded(name))

    def clash(self, identifier: str, names: Iterable[str], *, drug: bool) -> Clash | None:
        """Whether an identifier is of another thing than the names say.

        Args:
            identifier: As the record writes it.
            names: What the record calls the thing.
            drug: Whether it is a drug: then a name that we do not know is another thing too.
        """
        rows = self._rows.get(normal(identifier) or "", [])
        same = [row for row in rows if row.predicate_id in _SAME]
        entities = {entity for name in names if (entity := self.named(name))}
        written = {folded(name) for name in names}
        agrees = any(
            {folded(row.subject_label), folded(row.object_label)} & written for row in same
        ) or any(row.subject_id in entities for row in rows)
        denied = any((entity, normal(identifier)) in self._denied for entity in entities)
        if agrees or not (same or denied) or not (drug or entities):
            return None
        return Clash(identifier, same[0].object_label if same else "another thing")


def drug_names(record: DrugPath) -> tuple[str, ...]:
    """What a record calls its drug: in its head, and at the node.

    Args:
        record: The record.
    """
    index = record.drug_index()
    at_node = [record.nodes[index].name] if index is not None else []
    return tuple(dict.fromkeys([record.graph.drug, *at_node]))


def names_drug(record: DrugPath, index: int) -> bool:
    """Whether a node is held to the rule for drugs: it is the path's, or is called one.

    A disease that is called a drug by mistake is not.

    Args:
        record: The record.
        index: Which node.
    """
    if index == record.disease_index():
        return False
    return index == record.drug_index() or record.nodes[index].label == DRUG
