"""Rows of mapping tables with both of their ends looked up: what every rule works on.

Where to go instead: `ldn_kg.mappings` reads the tables, `ldn_kg.vocabularies.sources` holds what
identifiers are looked up in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.errors import Where
from ldn_kg.link.findings import Finding
from ldn_kg.link.ours import OURS
from ldn_kg.link.registry import registry
from ldn_kg.mappings import NO_TERM
from ldn_kg.prefixes import PREFIXES

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator, Sequence

    from ldn_kg.link.findings import Severity
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.mappings import Mapping, MappingSet
    from ldn_kg.vocabularies.sources import Sources
    from ldn_kg.vocabularies.terms import Term, Vocabulary


#: Relations that say that two identifiers stand for the same thing.
EXACT = frozenset({"skos:exactMatch", "owl:equivalentClass", "owl:sameAs"})
BROAD, NARROW = "skos:broadMatch", "skos:narrowMatch"


@dataclass(frozen=True, slots=True)
class End:
    """The subject or the object of a row, and what was found when it was looked up.

    Args:
        id: Its CURIE with the usual spelling of its prefix.
        label: Its name, as the row has it.
        term: The term, where a vocabulary has it.
        vocabulary: The vocabulary that has it, or that has every term of its prefix.
        merged: The term that it was merged into.
    """

    id: str
    label: str
    term: Term | None = None
    vocabulary: Vocabulary | None = None
    merged: Term | None = None

    @property
    def prefix(self) -> str:
        """What stands before the colon."""
        return self.id.partition(":")[0]

    @property
    def local(self) -> str:
        """What stands behind the colon."""
        return self.id.partition(":")[2]

    @property
    def looked_up(self) -> bool:
        """Whether it was found, or a vocabulary that would have it does not."""
        return self.vocabulary is not None

    @property
    def missing(self) -> bool:
        """Whether a vocabulary that has every term of the prefix does not have it."""
        return self.looked_up and self.term is None and self.merged is None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a mapping table.

    Args:
        file: The table, as problems should call it.
        mapping: The row as read.
        subject: Its subject, looked up.
        target: Its object, looked up.
        ours: Whether the subject is in our own namespace.
        entity: The entity of ours that the subject is, if there is one.
        set_slots: What the head of the table says of every row.
    """

    file: str
    mapping: Mapping
    subject: End
    target: End
    ours: bool
    entity: OurEntity | None
    set_slots: collections.abc.Mapping[str, object]

    @property
    def predicate(self) -> str:
        """Its relation."""
        return self.mapping.predicate_id

    @property
    def holds(self) -> bool:
        """Whether it says that something is so; a row with Not, or without a term, does not."""
        return not self.mapping.negated and not self.no_term

    @property
    def exact(self) -> bool:
        """Whether it says that both ends are the same thing."""
        return self.holds and self.predicate in EXACT

    @property
    def no_term(self) -> bool:
        """Whether it says that a vocabulary has no term for the subject."""
        return self.mapping.object_id == NO_TERM

    @property
    def pair(self) -> tuple[str, str]:
        """The identifiers of both ends."""
        return self.subject.id, self.target.id

    def ends(self) -> Iterator[End]:
        """Those of its ends that another vocabulary may have."""
        if not self.ours:
            yield self.subject
        if not self.no_term:
            yield self.target

    def slot(self, name: str) -> str:
        """The value of a slot: the row's own, or else the table's."""
        return self.mapping.other.get(name) or str(self.set_slots.get(name) or "")

    def finding(self, severity: Severity, rule: str, message: str, hint: str = "") -> Finding:
        """Something that is to be said of this row."""
        return Finding(
            where=Where(self.file, self.mapping.line),
            severity=severity,
            rule=rule,
            subject=self.mapping.subject_id,
            subject_label=self.mapping.subject_label,
            object=self.mapping.object_id,
            object_label=self.mapping.object_label,
            message=message,
            hint=hint,
        )


def speaks_of_ours(table: MappingSet) -> bool:
    """Whether the prefix of our entities has our meaning in a table."""
    return table.prefixes.get(OURS) == PREFIXES[OURS]


def lay_out(
    sets: Sequence[tuple[str, MappingSet]],
    sources: Sources,
    entities: collections.abc.Mapping[str, OurEntity],
) -> list[Row]:
    """Every row of the tables, its ends looked up.

    Args:
        sets: Tables, each with what problems should call it.
        sources: Where to look.
        entities: Our entities by CURIE.
    """
    rows = []
    for name, table in sets:
        known = speaks_of_ours(table)
        for mapping in table.mappings:
            ours = known and mapping.subject_id.startswith(f"{OURS}:")
            subject = (mapping.subject_id, mapping.subject_label)
            rows.append(
                Row(
                    file=name,
                    mapping=mapping,
                    subject=End(*subject) if ours else look_up(*subject, sources),
                    target=look_up(mapping.object_id, mapping.object_label, sources),
                    ours=ours,
                    entity=entities.get(mapping.subject_id) if ours else None,
                    set_slots=table.metadata,
                )
            )
    return rows


def look_up(curie: str, label: str, sources: Sources) -> End:
    """An identifier, looked up.

    Args:
        curie: As it is written.
        label: The name that it is given.
        sources: Where to look.

    Example:
        >>> from ldn_kg.vocabularies.sources import Sources
        >>> from ldn_kg.vocabularies.terms import Term, Vocabulary
        >>> terms = {"MONDO:1": Term("MONDO:1", "gout", alternates=("MONDO:3",))}
        >>> sources = Sources((Vocabulary("x", "1", terms, frozenset({"MONDO"})),))
        >>> look_up("mondo:1", "", sources).term.label, look_up("MONDO:2", "", sources).missing
        ('gout', True)
        >>> look_up("MONDO:3", "", sources).merged.id, look_up("HP:1", "", sources).looked_up
        ('MONDO:1', False)
    """
    identifier = curie if curie == NO_TERM else registry().standard(curie)
    found = sources.term(identifier)
    if found is not None:
        return End(identifier, label, *found)
    prefix = identifier.partition(":")[0]
    vocabulary = sources.of(prefix)
    if vocabulary is None:
        return End(identifier, label)
    into = vocabulary.terms.get(vocabulary.alternates.get(identifier, ""))
    if into is not None or prefix in vocabulary.complete:
        return End(identifier, label, vocabulary=vocabulary, merged=into)
    return End(identifier, label)
