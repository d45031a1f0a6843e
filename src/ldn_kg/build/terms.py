"""RDF terms from values of records, and the scope in which a fact is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from ldn_kg import iris
from ldn_kg.vocab import LDN, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from ldn_kg.model.locator import Locator

#: Words of the records whose individuals have another name, because the plain one is taken.
_INDIVIDUALS = {
    "bound": "openBound",
    "change": "differenceMeasure",
    "estimate": "estimateMeasure",
    "placebo": "placeboComparator",
    "review": "reviewLayer",
    "primary": "primaryLayer",
    "later": "laterLayer",
}


def individual(word: str) -> NamedNode:
    """The individual of our vocabulary for a word of a closed list.

    Example:
        >>> individual("no-improvement").value
        'https://w3id.org/ldn-kg/vocab/noImprovement'
    """
    head, *tail = word.split("-")
    name = _INDIVIDUALS.get(word, head + "".join(part.capitalize() for part in tail))
    return LDN[name]


def named_in_data(name: str) -> NamedNode:
    """A class or predicate that a curated file names; `ldn_kg.check` has seen that it exists."""
    return NamedNode(LDN.base + name)


def number(value: Decimal) -> Literal:
    """A decimal in its canonical form (XSD 1.1 part 2, section 3.3.3).

    Example:
        >>> from decimal import Decimal
        >>> number(Decimal("4.50")).value
        '4.5'
    """
    return Literal(format(value.normalize(), "f"), datatype=XSD.decimal)


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=XSD.integer)


def text(value: str) -> Literal:
    """A text without language: a code, or characters as printed."""
    return Literal(value)


def english(value: str) -> Literal:
    """A text in our own words."""
    return Literal(value, language="en")


@dataclass(frozen=True, slots=True)
class Scope:
    """In which graph a fact is written, and who says it.

    Args:
        graph: The named graph.
        layer: Whose voice; empty for graphs that belong to no layer.
        source: Key of the text, where there is a layer.
    """

    graph: NamedNode
    layer: str = ""
    source: str = ""

    @classmethod
    def of_layer(cls, layer: str, source: str) -> Scope:
        """The scope of a layered file or report."""
        return cls(iris.layer_graph(layer, source), layer, source)

    def quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        """One quad in this scope."""
        return Quad(subject, predicate, value, self.graph)

    def links(
        self, subject: NamedNode, predicate: NamedNode, values: Iterable[NamedNode | Literal]
    ) -> Iterator[Quad]:
        """One quad for each value."""
        for value in values:
            yield self.quad(subject, predicate, value)

    def node(
        self,
        subject: NamedNode,
        type_: NamedNode,
        label: str,
        at: Iterable[Locator] = (),
    ) -> Iterator[Quad]:
        """Type, label and, for what somebody says: the layer, who says it, and where."""
        yield self.quad(subject, RDF.type, type_)
        yield self.quad(subject, RDFS.label, english(label))
        if self.layer:
            yield self.quad(subject, LDN.layer, individual(self.layer))
            yield self.quad(subject, LDN.saidBy, iris.thing("source", self.source))
        for locator in at:
            yield self.quad(subject, LDN.locator, iris.locator(locator.source, *locator.span))
            yield from self.locator(locator)

    def locator(self, record: Locator) -> Iterator[Quad]:
        """A place in a source."""
        node = iris.locator(record.source, *record.span)
        start, end = record.span
        yield self.quad(node, RDF.type, LDN.Locator)
        yield self.quad(node, RDFS.label, english(record.place))
        yield self.quad(node, LDN.source, iris.thing("source", record.source))
        yield self.quad(node, LDN.start, integer(start))
        yield self.quad(node, LDN.end, integer(end))
        yield self.quad(node, LDN.sha256, text(record.sha256))
        yield self.quad(node, LDN.place, text(record.place))
