"""The rules in ``queries/rules``: CONSTRUCT queries that conclude edges and say from what.

A rule opens with ``#+`` lines: title, description, what it gives, and its condition on evidence.
Its template makes, for each solution, the triple that follows and a proof of it:

    CONSTRUCT {
      ?receptor ldn:actsIn ?cell .
      [] a ldn:Proof ;
         rdf:subject ?receptor ; rdf:predicate ldn:actsIn ; rdf:object ?cell ;
         ldn:premise ?claim , [ rdf:subject … ; rdf:predicate … ; rdf:object … ] .
    }

The header is a contract: a conclusion whose evidence does not fit it stops the build.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
from pydantic import BaseModel, ConfigDict, model_validator

from ldn_kg import iris
from ldn_kg.catalog import read_header, read_query
from ldn_kg.certainty import Certainty, rank
from ldn_kg.errors import DataError, Problem, QueryError, Where
from ldn_kg.infer.proofs import Premise, Proof
from ldn_kg.vocab import LDN, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ldn_kg.infer.lines import Line, Lines
    from ldn_kg.store import Store

Direction = Literal["supports", "disputes", "inconclusive"]
Stance = Literal["supported", "contested"]
Node = ox.NamedNode | ox.BlankNode


class Condition(BaseModel):
    """What a rule asks of evidence: of lines, or of claims that another rule has judged.

    Args:
        directions: Directions that a line among the premises may have.
        without: Directions that no line of a claim among the premises may have.
        layers: Layers that such a line may come from.
        certainty: The least certainty that such a line must give.
        claims: What claims among the premises must be.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    directions: tuple[Direction, ...] = ()
    without: tuple[Direction, ...] = ()
    layers: tuple[Literal["review", "primary", "later"], ...] = ()
    certainty: Certainty | None = None
    claims: Stance | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Condition:
        of_lines = bool(self.directions and self.layers and self.certainty)
        if of_lines == bool(self.claims):
            message = "name directions, layers and certainty of lines, or the stance of claims"
            raise ValueError(message)
        return self

    def __str__(self) -> str:
        if self.claims:
            return f"{self.claims} claims"
        words = [
            " and ".join(self.directions),
            f"layers {', '.join(self.layers)}",
            f"at least {self.certainty}",
        ]
        return "; ".join([*words, *(f"nothing that {word}" for word in self.without)])


class RuleHeader(BaseModel):
    """What the ``#+`` lines of a rule say.

    Args:
        title: The rule as a sentence.
        description: What it does, and what it does not.
        gives: A class of claims, a step of a mechanism, or a chain of steps.
        condition: What it asks of evidence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    description: str
    gives: Literal["class", "step", "chain"]
    condition: Condition


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule file.

    Args:
        name: File name without ending.
        text: The CONSTRUCT query.
        header: Its header.
        where: The file, for messages.
    """

    name: str
    text: str
    header: RuleHeader
    where: Where

    @property
    def iri(self) -> ox.NamedNode:
        """The rule's IRI."""
        return iris.thing("rule", self.name)

    def apply(self, store: Store) -> set[Proof]:
        """Every proof that this rule gives on a graph.

        Args:
            store: The graph, with what is concluded so far.

        Raises:
            DataError: When the text does not run, or a proof in it is not whole.
        """
        try:
            made = store.query(self.text).triples
        except QueryError as error:
            raise DataError([Problem(self.where, "rule", str(error))]) from None
        parts: dict[object, dict[object, list[object]]] = defaultdict(lambda: defaultdict(list))
        for triple in made:
            if isinstance(triple.subject, ox.BlankNode):
                parts[triple.subject][triple.predicate].append(triple.object)
        try:
            return {
                Proof.of(_triple(part), self.iri, {_premise(p, parts) for p in part[LDN.premise]})
                for part in parts.values()
                if LDN.Proof in part[RDF.type]
            }
        except ValueError as error:
            raise DataError([Problem(self.where, "rule", str(error))]) from None


def _triple(part: dict[object, list[object]]) -> ox.Triple:
    terms = [part[name] for name in (RDF.subject, RDF.predicate, RDF.object)]
    if any(len(values) != 1 for values in terms):
        message = "a proof or a premise needs one rdf:subject, one rdf:predicate, one rdf:object"
        raise ValueError(message)
    return ox.Triple(*(values[0] for values in terms))  # type: ignore[arg-type]


def _premise(node: object, parts: dict[object, dict[object, list[object]]]) -> Premise:
    if isinstance(node, ox.NamedNode):
        return node
    if not isinstance(node, ox.BlankNode):
        message = f"a premise is an edge, a claim or a line, not {node}"
        raise ValueError(message)  # noqa: TRY004 - what is wrong is the text of the rule
    return _triple(parts[node])


def read_rules(folder: Path) -> list[Rule]:
    """Every rule of a folder, by name.

    Args:
        folder: ``queries/rules``.

    Raises:
        DataError: With every problem of every file.
    """
    rules: list[Rule] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        where = Where(path.as_posix())
        try:
            text = read_query(path)
            rules.append(Rule(path.stem, text, read_header(text, where, RuleHeader), where))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return rules


def breaches(rule: Rule, proofs: Iterable[Proof], lines: Lines) -> Iterator[Problem]:
    """Proofs of a rule whose evidence does not fit what its header says.

    Args:
        rule: The rule.
        proofs: What it gave.
        lines: The evidence lines of the graph.
    """
    wanted = rule.header.condition
    if wanted.claims:
        return
    for proof in proofs:
        for premise in proof.premises:
            line = lines.by_iri.get(premise)
            if line is not None and not _fits(line, wanted):
                yield Problem(rule.where, "rule-condition", f"concludes from {line}: {wanted}")
            for other in lines.of_claim.get(premise, ()):
                if other.direction in wanted.without:
                    message = f"concludes in spite of {other}: {wanted}"
                    yield Problem(rule.where, "rule-condition", message)


def _fits(line: Line, wanted: Condition) -> bool:
    least = wanted.certainty
    return (
        line.direction in wanted.directions
        and line.layer in wanted.layers
        and (least is None or rank(line.certainty) >= rank(least))
    )
