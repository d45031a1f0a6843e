"""Is each term of a kind that fits ours, as the table of kinds says?

Where to go instead: `ldn_kg.link.kinds` reads that table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ldn_kg.errors import Where
from ldn_kg.link.findings import Finding
from ldn_kg.link.kinds import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.link.kinds import Kind, Kinds
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.link.rows import End, Row
    from ldn_kg.vocabularies.sources import Sources
    from ldn_kg.vocabularies.terms import Vocabulary

#: A protein is the product of a gene; nothing of ours is a gene.
_GENE_PRODUCT, _GENES = "RO:0002204", "HGNC"


@dataclass(frozen=True, slots=True)
class Fitting:
    """Holds rows to the table of kinds.

    Args:
        kinds: The table.
        sources: Where identifiers are looked up.
    """

    kinds: Kinds
    sources: Sources
    _above: dict[str, frozenset[str]] = field(default_factory=dict)
    _ordered: dict[int, bool] = field(default_factory=dict)

    def roots(self) -> Iterator[Finding]:
        """The table itself: `kind-root`, a root that its vocabulary lacks or has given up."""
        for kind in self.kinds.rows:
            vocabulary = self.sources.of(kind.prefix) if kind.roots else None
            if vocabulary is None or not self._judges(vocabulary, kind.prefix):
                continue
            for root in kind.roots:
                term = vocabulary.terms.get(root)
                if term is None or term.obsolete:
                    state = "is obsolete" if term else "does not exist"
                    message = f"{root} {state} in {vocabulary.name} {vocabulary.version}".rstrip()
                    where = Where(self.kinds.name, kind.line, "roots")
                    hint = f"name another root for {kind.of}"
                    yield Finding(where, "error", "kind-root", kind.of, "", root, "", message, hint)

    def row(self, row: Row) -> Iterator[Finding]:
        """A row: `gene`, `kind` and `kind-unknown`.

        Args:
            row: A row; only of a subject that is an entity of ours can kinds be judged.
        """
        if not row.holds or row.entity is None:
            return
        prefix = row.target.prefix
        if row.predicate not in RELATIONS:
            if prefix not in self.kinds.prefixes:
                message = f"{prefix} fits none of our classes"
                hint = "is it the identifier that was meant?"
                yield row.finding("note", "kind-unknown", message, hint)
        elif (prefix == _GENES) != (row.predicate == _GENE_PRODUCT):
            yield self._gene(row)
        else:
            yield from self._kind(row, row.entity)

    def _gene(self, row: Row) -> Finding:
        if row.predicate == _GENE_PRODUCT:
            message = f"{row.target.id} is no gene of {_GENES}, so nothing is its product"
            return row.finding("error", "gene", message, f"name the gene in {_GENES}")
        message = f"{row.target.id} is a gene; a protein is the product of its gene, not the gene"
        return row.finding("error", "gene", message, f"write {_GENE_PRODUCT}")

    def _kind(self, row: Row, entity: OurEntity) -> Iterator[Finding]:
        end = row.target
        rows = self.kinds.of(entity.classes)
        fitting = [kind for kind in rows if kind.prefix == end.prefix]
        stated = " and ".join(sorted(entity.stated))
        if not fitting:
            allowed = ", ".join(sorted({kind.prefix for kind in rows})) or "no vocabulary"
            message = f"{end.prefix} does not fit {stated}; {allowed} would"
            hint = "name a term of such a vocabulary, or write skos:relatedMatch"
            yield row.finding("error", "kind", message, hint)
            return
        related = [kind for kind in fitting if row.predicate in (kind.predicates or RELATIONS)]
        if not related:
            allowed = " or ".join(sorted({name for kind in fitting for name in kind.predicates}))
            why = next((f": {kind.comment}" for kind in fitting if kind.comment), "")
            message = f"{row.predicate} to {end.prefix} does not fit {stated}{why}"
            yield row.finding("error", "kind", message, f"write {allowed}, if that is so")
        elif all(self._outside(kind, end) for kind in related):
            roots = " or ".join(
                f"{root}{self._label(root)}" for kind in related for root in kind.roots
            )
            message = f"{end.id}{self._label(end.id)} is no kind of {roots}, as {stated} should be"
            hint = "name a term of the right kind, or write skos:relatedMatch"
            yield row.finding("error", "kind", message, hint)

    def _outside(self, kind: Kind, end: End) -> bool:
        """Whether a term stands under none of the roots, so far as its vocabulary can tell."""
        vocabulary, term = end.vocabulary, end.term
        if not kind.roots or vocabulary is None or term is None or term.obsolete:
            return False
        if not self._judges(vocabulary, end.prefix):
            return False
        if end.id not in self._above:
            self._above[end.id] = frozenset({end.id, *vocabulary.ancestors(end.id)})
        return not self._above[end.id] & set(kind.roots)

    def _label(self, curie: str) -> str:
        found = self.sources.term(curie)
        return f" “{found[0].label}”" if found and found[0].label else ""

    def _judges(self, vocabulary: Vocabulary, prefix: str) -> bool:
        """Whether a vocabulary has every term of a prefix, and says what is a kind of what."""
        known = self._ordered.get(id(vocabulary))
        if known is None:
            known = any(term.parents for term in vocabulary.terms.values())
            self._ordered[id(vocabulary)] = known
        return known and prefix in vocabulary.complete
