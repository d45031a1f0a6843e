"""Proofs with every step: as an indented tree for people, as flat records for programs.

A part that occurs twice is written out once and referred to by its number. Where to go instead:
`ldn_kg.explain.english` tells what a proof comes to.

The records are stable and flat, so that shared parts stand in them once:

    conclusions   what was asked for, each an object like those of `edges`
    follows       what else follows from a claim that was asked for, likewise
    proofs        by id: `concludes` an edge id; `via` with `id`, `kind` (rule, axiom), `title`;
                  `premises`, each with `kind` (edge, claim, line) and `id`
    edges         by id: `subject`, `predicate`, `object`, `text`; `proofs`, ids of those shown;
                  `other_proofs`, how many more; `asserted_in`, graphs, of what needs no proof
    claims        by id: `subject`, `predicate`, `object` or `value`, `text`, `limits`
    lines         by id: `claim`, `direction`, `hedge`, `certainty`, `layer`, `kind`, `species`,
                  `agent`, `disease`, `systems`, `cites`, `said_by`, `places` with source, span,
                  place and digest
    labels        of every id that occurs above
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ldn_kg.explain.premises import Evidence, Statement
from ldn_kg.explain.trees import Asserted, Conclusion, ProofTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ldn_kg.explain.phrases import Phrases
    from ldn_kg.explain.trees import Edge, Premise, Via

Record = dict[str, Any]


def as_tree(
    phrases: Phrases,
    claims: Mapping[str, Statement],
    conclusions: Sequence[Conclusion],
) -> str:
    """Conclusions with every step of their proofs, indented.

    Args:
        phrases: The words of the graph.
        claims: The claims of the graph.
        conclusions: What is shown.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> from ldn_kg.explain.why import why
        >>> tree = why(Facts(ldn_kg.open().store), "tlr4", "microglia").tree()
        >>> print(tree.splitlines()[1])
        └─ by rule: A supported claim gives the edge that it states
    """
    printer = _Printer(phrases, claims, _repeated(conclusions))
    blocks = ["\n".join(printer.block(conclusion)) for conclusion in conclusions]
    return "\n\n".join(blocks)


def _repeated(conclusions: Iterable[Conclusion]) -> set[str]:
    """What occurs more than once."""
    seen: set[str] = set()
    twice: set[str] = set()

    def visit(found: Conclusion) -> None:
        if found.edge.iri in seen:
            twice.add(found.edge.iri)
            return
        seen.add(found.edge.iri)
        for tree in found.trees:
            for premise in tree.premises:
                if isinstance(premise, Conclusion):
                    visit(premise)

    for conclusion in conclusions:
        visit(conclusion)
    return twice


class _Printer:
    def __init__(
        self, phrases: Phrases, claims: Mapping[str, Statement], repeated: set[str]
    ) -> None:
        self._words, self._claims, self._repeated = phrases, claims, repeated
        self._numbers: dict[str, int] = {}
        self._shown: set[str] = set()

    def block(self, found: Conclusion) -> Iterator[str]:
        known = found.edge.iri in self._numbers
        yield self._head(found)
        if not known:
            yield from self._proofs(found, "")

    def _proofs(self, found: Conclusion, indent: str) -> Iterator[str]:
        for last, tree in _marked(found.trees):
            how = f"by {kind_of(tree.via)}: {self._words.title(tree.via)}"
            yield f"{indent}{'└─' if last else '├─'} {how}"
            yield from self._premises(tree, indent + ("   " if last else "│  "))

    def _premises(self, tree: ProofTree, indent: str) -> Iterator[str]:
        for last, premise in _marked(tree.premises):
            branch, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
            known = isinstance(premise, Conclusion) and premise.edge.iri in self._numbers
            yield f"{indent}{branch}{self._line(premise)}"
            if isinstance(premise, Conclusion) and not known:
                yield from self._proofs(premise, indent + below)
            elif isinstance(premise, Evidence) and premise.iri not in self._shown:
                self._shown.add(premise.iri)
                for end, spot in _marked(premise.spots):
                    where = f"{spot.place} [{spot.start}, {spot.end}] {spot.sha256[:12]}"
                    yield f"{indent}{below}{'└─' if end else '├─'} {where}"

    def _head(self, found: Conclusion) -> str:
        clause, iri = self._words.edge(found.edge, self._claims), found.edge.iri
        if iri in self._numbers:
            return f"{clause} (see {self._numbers[iri]})"
        if iri in self._repeated:
            self._numbers[iri] = len(self._numbers) + 1
            clause = f"{self._numbers[iri]}. {clause}"
        return clause + _more(found)

    def _line(self, premise: Premise) -> str:
        if isinstance(premise, Conclusion):
            return self._head(premise)
        if isinstance(premise, Asserted):
            return f"{self._words.edge(premise.edge, self._claims)} ({source_of(premise)})"
        if isinstance(premise, Statement):
            return f"{premise.iri}: {self._words.claim(premise)}"
        return self._evidence(premise)

    def _evidence(self, evidence: Evidence) -> str:
        line, label = evidence.line, self._words.label
        context = [line.species, line.disease, *evidence.systems]
        seen = [label(node) for node in context if node]
        seen += [f"given {label(line.agent)}"] if line.agent else []
        cited = ", ".join(label(publication) for publication in line.cites)
        parts = [f"{line.direction}, {line.hedge}, {line.layer}", ", ".join(seen), cited]
        return f"{evidence.iri}: {'; '.join(part for part in parts if part)}"


def source_of(asserted: Asserted) -> str:
    """Who put there what needs no proof.

    Args:
        asserted: An edge that is asserted.
    """
    return "classified by the reasoner" if asserted.is_reasoned else "as curated"


def _marked(items: Sequence[Any]) -> Iterator[tuple[bool, Any]]:
    """Each item, with whether it is the last one."""
    for index, item in enumerate(items, start=1):
        yield index == len(items), item


def _more(found: Conclusion) -> str:
    notes = [f"{found.others} more proof{'' if found.others == 1 else 's'}"] if found.others else []
    if found.circular:
        notes.append(f"{found.circular} that would go in a circle")
    return f" ({'; '.join(notes)})" if notes else ""


def kind_of(via: Via) -> str:
    """Whether something follows by a rule or by an axiom."""
    return "rule" if via.axiom is None else "axiom"


def records(
    phrases: Phrases,
    claims: Mapping[str, Statement],
    conclusions: Sequence[Conclusion],
    follows: Sequence[Conclusion] = (),
) -> Record:
    """Conclusions with every step of their proofs, as JSON-ready values.

    Args:
        phrases: The words of the graph.
        claims: The claims of the graph.
        conclusions: What was asked for.
        follows: What else follows.
    """
    collector = _Collector(phrases, claims)
    asked, more = ([collector.add(found) for found in some] for some in (conclusions, follows))
    return {"conclusions": asked, "follows": more, **collector.tables}


class _Collector:
    def __init__(self, phrases: Phrases, claims: Mapping[str, Statement]) -> None:
        self._words, self._claims = phrases, claims
        names = ("proofs", "edges", "claims", "lines", "labels")
        self.tables: dict[str, dict[str, Any]] = {name: {} for name in names}

    def add(self, premise: Premise) -> str:
        """Adds a premise with everything under it; returns its id."""
        if isinstance(premise, Conclusion):
            return self._conclusion(premise)
        if isinstance(premise, Asserted):
            found = self._edge(premise.edge)
            found["asserted_in"] = list(premise.graphs)
            return premise.edge.iri
        if isinstance(premise, Statement):
            self._statement(premise)
        else:
            self._evidence(premise)
        return premise.iri

    def _conclusion(self, found: Conclusion) -> str:
        edge = self._edge(found.edge)
        shown = [*edge["proofs"], *(t.iri for t in found.trees if t.iri not in edge["proofs"])]
        total = len(found.trees) + found.others
        edge |= {"proofs": shown, "other_proofs": max(total - len(shown), 0)}
        for tree in found.trees:
            if tree.iri not in self.tables["proofs"]:
                self.tables["proofs"][tree.iri] = {
                    "concludes": found.edge.iri,
                    "via": {
                        "id": tree.via.iri,
                        "kind": kind_of(tree.via),
                        "title": self._words.title(tree.via),
                    },
                    "premises": [
                        {"kind": _kind(premise), "id": self.add(premise)}
                        for premise in tree.premises
                    ],
                }
        return found.edge.iri

    def _edge(self, edge: Edge) -> Record:
        if edge.iri not in self.tables["edges"]:
            self.tables["edges"][edge.iri] = {
                "subject": edge.subject,
                "predicate": edge.predicate,
                "object": edge.object,
                "text": self._words.edge(edge, self._claims),
                "proofs": [],
                "other_proofs": 0,
                "asserted_in": [],
            }
            self._name(edge.subject, edge.predicate, edge.object)
        found: Record = self.tables["edges"][edge.iri]
        return found

    def _statement(self, claim: Statement) -> None:
        self.tables["claims"][claim.iri] = {
            "subject": claim.subject,
            "predicate": claim.predicate,
            "object": claim.object,
            "value": claim.value,
            "text": self._words.claim(claim),
            "limits": [{"property": name, "id": node} for name, node in claim.limits],
        }
        parts = (claim.subject, claim.predicate, claim.object)
        self._name(*parts, *(part for limit in claim.limits for part in limit))

    def _evidence(self, evidence: Evidence) -> None:
        line = evidence.line
        self.tables["lines"][evidence.iri] = {
            "claim": line.claim,
            "direction": line.direction,
            "hedge": line.hedge,
            "certainty": line.certainty,
            "layer": line.layer,
            "kind": line.kind,
            "species": line.species,
            "agent": line.agent,
            "disease": line.disease,
            "systems": list(evidence.systems),
            "cites": list(line.cites),
            "said_by": evidence.publication,
            "places": [
                {"source": s.source, "span": [s.start, s.end], "place": s.place, "sha256": s.sha256}
                for s in evidence.spots
            ],
        }
        self._name(line.kind, line.species, line.agent, line.disease, *evidence.systems)
        self._name(evidence.publication, *line.cites)

    def _name(self, *nodes: str | None) -> None:
        for node in nodes:
            if node is not None:
                self.tables["labels"][node] = self._words.label(node)


def _kind(premise: Premise) -> str:
    if isinstance(premise, Statement):
        return "claim"
    return "line" if isinstance(premise, Evidence) else "edge"
