"""Why something follows: from a name, or from two, to the proofs and the places behind them.

Where to go instead: `ldn_kg.explain.growing` grows the proofs; `ldn_kg.explain.english` and
`ldn_kg.explain.outline` say them; `ldn_kg.infer.replay` checks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from ldn_kg.errors import NotFoundError
from ldn_kg.explain import outline
from ldn_kg.explain.english import as_english
from ldn_kg.explain.growing import STATED, Grower
from ldn_kg.explain.phrases import Phrases
from ldn_kg.explain.premises import Evidence
from ldn_kg.explain.trees import trees_in
from ldn_kg.notice import NOTICE
from ldn_kg.prefixes import contract
from ldn_kg.search import fold, resolve
from ldn_kg.vocab import RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ldn_kg.explain.trees import Conclusion, ProofTree
    from ldn_kg.trace.facts import Facts

_CONTESTED = "rule:contested_relation"
_BRIDGES = {"rule:explained_effect", "rule:effect_in_a_cell", "rule:effect_on_a_kind"}
_MAY = ("ldn:mayRaise", "ldn:mayLower", "ldn:mayAffect")
_NEAR = 3


@dataclass(frozen=True, eq=False)
class Why:
    """The answer to why something follows.

    Args:
        facts: The graph.
        asked: CURIEs of what was asked about: a claim, an edge, or two entities.
        conclusions: What is explained, the most telling first.
        follows: Of a claim: what follows from it.
        grower: Where the proofs come from.
    """

    facts: Facts
    asked: tuple[str, ...]
    conclusions: tuple[Conclusion, ...]
    follows: tuple[Conclusion, ...]
    grower: Grower = field(repr=False)

    @cached_property
    def phrases(self) -> Phrases:
        """The words of the graph."""
        return Phrases(self.facts)

    def english(self) -> str:
        """In plain English."""
        claims = self.grower.premises.statements
        text = as_english(self.phrases, claims, self.conclusions, self.follows)
        return f"{text}\n\n{NOTICE}"

    def tree(self) -> str:
        """Every step, indented."""
        claims, shown = self.grower.premises.statements, (*self.conclusions, *self.follows)
        return f"{outline.as_tree(self.phrases, claims, shown)}\n\n{NOTICE}"

    def records(self) -> outline.Record:
        """Every step as JSON-ready values; `ldn_kg.explain.outline` describes them."""
        claims = self.grower.premises.statements
        told = outline.records(self.phrases, claims, self.conclusions, self.follows)
        return {"asked": list(self.asked), **told, "notice": NOTICE}

    def proofs(self) -> list[ProofTree]:
        """All proofs in it, each once."""
        return trees_in((*self.conclusions, *self.follows))

    def evidence(self) -> list[Evidence]:
        """All lines of evidence in it, each once."""
        found = (premise for tree in self.proofs() for premise in tree.premises)
        return list({one.iri: one for one in found if isinstance(one, Evidence)}.values())

    def __str__(self) -> str:
        return self.english()

    def _repr_html_(self) -> str:
        paragraphs = "".join(
            f"<p>{escape(part)}</p>".replace("\n", "<br>") for part in self.english().split("\n\n")
        )
        steps = f"<summary>Every step</summary><pre>{escape(self.tree())}</pre>"
        return f"{paragraphs}<details>{steps}</details>"


def why(facts: Facts, first: str, last: str | None = None, *, every: bool = False) -> Why:
    """Why a claim stands as it does, or why something follows from one thing to another.

    Args:
        facts: The graph.
        first: A claim or an edge, by key or CURIE; or, with `last`, an entity by any name.
        last: The entity at the other end.
        every: Whether to show all proofs of what was asked for, and not only the shortest.

    Returns:
        With two names every edge that follows from the one to the other: stated relations first,
        then bridges, contested relations, chains, and wider words for them.

    Raises:
        NotFoundError: When a name stands for nothing, or nothing follows.

    Example:
        >>> import ldn_kg
        >>> from ldn_kg.trace.facts import Facts
        >>> facts = Facts(ldn_kg.open().store)
        >>> [found.edge.predicate for found in why(facts, "TLR4", "microglia").conclusions][:2]
        ['ldn:foundIn', 'ldn:actsIn']
    """
    grower = Grower(facts)
    if last is not None:
        return _between(facts, grower, (first, last), every=every)
    if first.startswith("edge:"):
        return _edge(facts, grower, first, every=every)
    return _claim(facts, grower, first, every=every)


def _between(facts: Facts, grower: Grower, names: tuple[str, str], *, every: bool) -> Why:
    first, last = (resolve(facts.store, name, ["entity"]) for name in names)
    found = [edge for edge in grower.edges if _ends(edge) == (first, last)]
    if not found:
        ways = [f"ldn-kg why-not {_key(first)} {_key(last)}"]
        if any(_ends(edge) == (last, first) for edge in grower.edges):
            ways.append(f"ldn-kg why {_key(last)} {_key(first)}")
        kind = "inferred edge"
        raise NotFoundError(kind, f"{facts.label(first)} → {facts.label(last)}", ways)
    ordered = sorted(found, key=lambda edge: _rank(facts, grower, edge))
    shown = tuple(grower.grow(edge, every=every) for edge in ordered)
    return Why(facts, (first, last), shown, (), grower)


def _edge(facts: Facts, grower: Grower, name: str, *, every: bool) -> Why:
    from ldn_kg.infer import edge_iri

    known = {contract(edge_iri(edge).value): edge for edge in grower.edges}
    if name not in known:
        wanted = fold(name)
        near = sorted(known, key=lambda other: (-_likeness(wanted, fold(other)), other))[:_NEAR]
        kind = "inferred edge"
        raise NotFoundError(kind, name, near)
    return Why(facts, (name,), (grower.grow(known[name], every=every),), (), grower)


def _likeness(wanted: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, wanted, other).ratio()


def _claim(facts: Facts, grower: Grower, name: str, *, every: bool) -> Why:
    try:
        claim = resolve(facts.store, name, ["claim"])
    except NotFoundError as error:
        kind = "claim or inferred edge"
        raise NotFoundError(kind, name, error.near) from None
    stances = [e for e in grower.edges if e.predicate == RDF.type and _ends(e)[0] == claim]
    if not stances:
        kind = "line of evidence for or against claim"
        raise NotFoundError(kind, claim)
    node = stances[0].subject
    edges = {
        proof.conclusion
        for proof in grower.proofs_with(node)  # type: ignore[arg-type]
        if proof.conclusion not in stances
    }
    ordered = sorted(edges, key=lambda edge: (_rank(facts, grower, edge), str(edge)))
    return Why(
        facts,
        (claim,),
        tuple(grower.grow(stance, every=every) for stance in stances),
        tuple(grower.grow(edge) for edge in ordered),
        grower,
    )


def _rank(facts: Facts, grower: Grower, edge: ox.Triple) -> tuple[int, int, str]:
    """The most telling first; of those that are alike, the narrower property."""
    rules, predicate = grower.rules_of(edge), contract(edge.predicate.value)
    above = -len(facts.above.get(predicate, ()))
    if STATED in rules:
        return 0, above, predicate
    if rules & _BRIDGES:
        return 1, above, predicate
    if _CONTESTED in rules:
        return 2, above, predicate
    return (3, _MAY.index(predicate), predicate) if predicate in _MAY else (4, above, predicate)


def _ends(edge: ox.Triple) -> tuple[str, str]:
    return _curie(edge.subject), _curie(edge.object)


def _curie(node: object) -> str:
    return contract(str(getattr(node, "value", node)))


def _key(node: str) -> str:
    return node.partition(":")[2]
