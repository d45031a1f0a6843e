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
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from ldn_kg.infer.lines import Line, Lines
    from ldn_kg.store import Result, Store

Direction = Literal["supports", "disputes", "inconclusive"]
Stance = Literal["supported", "contested"]
#: What a template made of each blank node.
_Parts = defaultdict[object, dict[object, list[object]]]


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
        of_lines = (self.directions, self.layers, self.certainty)
        if not all(of_lines) if self.claims is None else any((*of_lines, self.without)):
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
            DataError: When the text does not run, or what it makes is not proven whole.
        """
        try:
            return _proofs(self.iri, store.query(self.text))
        except (QueryError, ValueError) as error:
            raise DataError([Problem(self.where, "rule", str(error))]) from None


def _proofs(rule: ox.NamedNode, made: Result) -> set[Proof]:
    """Every proof that a template made.

    Raises:
        ValueError: When one is not whole, or is not of what the template concludes.
    """
    if made.columns:
        message = "a rule is a CONSTRUCT query"
        raise ValueError(message)
    parts: _Parts = defaultdict(lambda: defaultdict(list))
    stated: set[ox.Triple] = set()
    for triple in made.triples:
        if isinstance(triple.subject, ox.BlankNode):
            parts[triple.subject][triple.predicate].append(triple.object)
        else:
            stated.add(triple)
    made_proofs = [part for part in parts.values() if LDN.Proof in part[RDF.type]]
    proofs = {_proof(rule, part, parts) for part in made_proofs}
    proven = {proof.conclusion for proof in proofs}
    for triple in sorted(stated ^ proven, key=str):
        way = "makes, but does not prove," if triple in stated else "proves, but does not make,"
        message = f"{way} {triple}"
        raise ValueError(message)
    return proofs


def _proof(rule: ox.NamedNode, part: dict[object, list[object]], parts: _Parts) -> Proof:
    premises = {_premise(premise, parts) for premise in part[LDN.premise]}
    conclusion = _triple(part)
    if not premises:
        message = f"a proof needs a premise: {conclusion}"
        raise ValueError(message)
    return Proof.of(conclusion, rule, premises)


def _triple(part: dict[object, list[object]]) -> ox.Triple:
    terms = [part[name] for name in (RDF.subject, RDF.predicate, RDF.object)]
    if any(len(values) != 1 for values in terms):
        message = "a proof or a premise needs one rdf:subject, one rdf:predicate, one rdf:object"
        raise ValueError(message)
    nodes = [value for (value,) in terms if isinstance(value, ox.NamedNode)]
    if len(nodes) != len(terms):
        message = f"an edge joins things, not {' '.join(str(value) for (value,) in terms)}"
        raise ValueError(message)
    return ox.Triple(*nodes)


def _premise(node: object, parts: _Parts) -> Premise:
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


def breaches(rules: Iterable[Rule], proofs: Collection[Proof], lines: Lines) -> Iterator[Problem]:
    """Proofs whose evidence does not fit what the header of their rule says.

    Args:
        rules: The rules.
        proofs: Everything that they and the axioms gave.
        lines: The evidence lines of the graph.
    """
    by_iri = {rule.iri: rule for rule in rules}
    stances = _stances(proofs, lines)
    for proof in proofs:
        rule = by_iri.get(proof.by)
        if rule is not None:
            wanted = rule.header.condition
            faults = _of_lines(proof, wanted, lines)
            if wanted.claims is not None:
                faults = _of_claims(proof, wanted.claims, stances)
            for fault in faults:
                yield Problem(rule.where, "rule-condition", f"{fault}: {wanted}")


def _of_claims(proof: Proof, wanted: Stance, stances: Mapping[Premise, set[str]]) -> Iterator[str]:
    for premise in proof.premises:
        for stance in sorted(stances[premise] - {wanted}):
            yield f"concludes {proof.conclusion} from {premise}, of {stance} claims"


def _of_lines(proof: Proof, wanted: Condition, lines: Lines) -> Iterator[str]:
    found = [lines.by_iri[premise] for premise in proof.premises if premise in lines.by_iri]
    if not found:
        yield f"concludes {proof.conclusion} from no line"
    for line in found:
        if not _fits(line, wanted):
            yield f"concludes from {line}"
    for claim in {*proof.premises, *(line.claim for line in found)}:
        for other in lines.of_claim.get(claim, ()):
            if other.direction in wanted.without:
                yield f"concludes in spite of {other}"


def _fits(line: Line, wanted: Condition) -> bool:
    least = wanted.certainty
    return (
        line.direction in wanted.directions
        and line.layer in wanted.layers
        and (least is None or rank(line.certainty) >= rank(least))
    )


def _stances(proofs: Collection[Proof], lines: Lines) -> Mapping[Premise, set[str]]:
    """How evidence stands to the claims behind each premise, over any number of steps."""
    found: dict[Premise, set[str]] = defaultdict(set)
    for line in lines.by_iri.values():
        for node in (line.iri, line.claim):
            found[node].add(lines.stance(line.claim))
    grown = True
    while grown:
        grown = False
        for proof in proofs:
            behind = found[proof.conclusion]
            before = len(behind)
            behind.update(*(found[premise] for premise in proof.premises))
            grown |= len(behind) > before
    return found
