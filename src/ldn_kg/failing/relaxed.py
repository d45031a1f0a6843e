"""Every step that could make a chain, free or with gates: what stands, and what might.

What might stand is what the rules would give if every claim that has support were undisputed. The
gates of such a hop are those of the claims that its proof takes, the cheapest proof of several.
Where to go instead: `ldn_kg.failing.nearest` joins steps to chains.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from ldn_kg.certainty import rank
from ldn_kg.failing.closing import effect_words, sign_shown
from ldn_kg.failing.gates import ClaimGates, Gate, merged, unsure
from ldn_kg.failing.relations import related
from ldn_kg.prefixes import contract
from ldn_kg.trace.hops import Hop, read_hops, sign_of
from ldn_kg.trace.paths import causal, is_causal, is_outcome
from ldn_kg.trace.selection import Selection, proofs_of
from ldn_kg.trace.telling import claim_text, edge_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.failing.gates import Gates
    from ldn_kg.failing.relations import Only, Related
    from ldn_kg.infer import Premise, Proof, Rule
    from ldn_kg.trace.evidence import Line
    from ldn_kg.trace.facts import Facts
    from ldn_kg.trace.hops import Sign

Sort = Literal["cause", "relation", "unstated"]


@dataclass(frozen=True)
class Effect:
    """What a source says that an explained hop comes to.

    Args:
        subject: Of what the source says it.
        sign: The sign that it gives.
    """

    subject: str
    sign: Sign


@dataclass(frozen=True)
class Step:
    """A hop with what stops it.

    Args:
        hop: The hop.
        verb: How it reads.
        gates: What stops it in every chain.
        sort: A cause, a relation that is none, or a hop of which nothing is stated.
        only: Where in a chain it may stand, if not anywhere.
        loss: What stops a chain that needs its sign here, where the hop has none.
        entry: What stops an explained hop after any claim but its cause; None where it may only
            be entered by its cause.
        effect: Of an explained hop: what it comes to.
        is_spare: Whether another hop makes it needless, but for what it explains.
    """

    hop: Hop
    verb: str
    gates: Gates = ()
    sort: Sort = "cause"
    only: Only | None = None
    loss: Gate | None = None
    entry: Gate | None = None
    effect: Effect | None = None
    is_spare: bool = False


class _Unopposed(Selection):
    """All evidence for claims and none against them."""

    def gate(self, line: Line, facts: Facts) -> str | None:  # noqa: ARG002 - overridden
        return None if line.direction == "supports" else "against"


def relaxed(
    facts: Facts, rules: Sequence[Rule], selection: Selection, hops: Iterable[Hop]
) -> list[Step]:
    """Every step, in a stable order.

    Args:
        facts: The graph.
        rules: The rules.
        selection: Which evidence counts.
        hops: The hops that stand under it.
    """
    proofs, possible = _possible(facts, tuple(rules))
    gates, standing = ClaimGates(facts, selection), causal(facts, hops)
    stopped = _Stopped(facts, gates, proofs, standing)
    causes = [step_of(facts, hop) for hop in standing]
    causes += list(stopped.steps([hop for hop in possible if is_causal(facts, hop)]))
    causes += [step_of(facts, hop, gates.stated(hop.claims[0])) for hop in _unsupported(facts)]
    others = [step_of_relation(item) for item in related(facts, possible, selection)]
    kept = [step for step in others if not is_outcome(facts, step.hop)]
    return list(_worthwhile([*causes, *kept]))


@lru_cache(maxsize=1)
def _possible(facts: Facts, rules: tuple[Rule, ...]) -> tuple[list[Proof], list[Hop]]:
    """What would follow if nothing were disputed: the same for each question to a graph."""
    proofs = proofs_of(facts, _Unopposed(), rules)
    return proofs, read_hops(facts, proofs, _Unopposed())


def step_of(facts: Facts, hop: Hop, gates: Gates = ()) -> Step:
    """A causal hop as a step.

    Args:
        facts: The graph.
        hop: The hop.
        gates: What stops it.
    """
    verb = facts.label(hop.predicate)
    if hop.sign != "?":
        return Step(hop, verb, gates)
    if hop.kind != "explained":
        way = sign_shown(facts, hop.subject, hop.object)
        why = f"{edge_text(facts, hop)}, and no source says which way"
        return Step(hop, verb, gates, loss=Gate("sign unknown", why, way, hop.claims, hop.lines))
    gate = _unknown_way(facts, hop)
    claim = facts.claims[hop.claims[0]]
    effect = Effect(claim.subject, sign_of(claim.predicate, facts))
    return Step(hop, verb, gates, loss=gate, entry=gate, effect=effect)


def _unknown_way(facts: Facts, hop: Hop) -> Gate:
    effect, cause = claim_text(facts, hop.claims[0]), claim_text(facts, hop.cause or "")
    why = (
        f'a source explains "{effect}" by "{cause}", and does not say what any other change of '
        f"{facts.label(hop.subject)} does"
    )
    closing = sign_shown(facts, hop.subject, hop.object)
    return Gate("sign unknown", why, closing, (*hop.claims, hop.cause or ""), hop.lines)


def step_of_relation(item: Related, sort: Sort = "relation") -> Step:
    """A relation that is no cause, or none at all, as a step.

    Args:
        item: The relation.
        sort: Which of both.
    """
    return Step(item.hop, item.verb, (item.gate,), sort, item.only)


def _unsupported(facts: Facts) -> Iterator[Hop]:
    """Causal claims that no evidence supports; no rule makes anything of them."""
    for claim in facts.claims.values():
        lines = facts.lines_of.get(claim.iri, ())
        if not any(line.direction == "supports" for line in lines):
            against = tuple(line for line in lines if line.direction == "disputes")
            hop = Hop(
                claim.subject,
                claim.predicate,
                claim.object,
                sign_of(claim.predicate, facts),
                "stated",
                (claim.iri,),
                (),
                against,
                "contested",
            )
            if is_causal(facts, hop):
                yield hop


class _Stopped:
    """What might stand and does not, with its gates."""

    def __init__(
        self, facts: Facts, gates: ClaimGates, proofs: list[Proof], standing: list[Hop]
    ) -> None:
        self._facts, self._gates = facts, gates
        self._proofs: dict[ox.Triple, list[Proof]] = defaultdict(list)
        self._triples: dict[tuple[str, str, str], ox.Triple] = {}
        for proof in proofs:
            triple = proof.conclusion
            self._proofs[triple].append(proof)
            edge = (_curie(triple.subject), _curie(triple.predicate), _curie(triple.object))
            self._triples[edge] = triple
        self._stated = {claim for hop in standing if not hop.is_inferred for claim in hop.claims}
        self._bridges = {_key(hop) for hop in standing if hop.is_inferred}

    def steps(self, possible: Iterable[Hop]) -> Iterator[Step]:
        for hop in possible:
            if hop.is_inferred:
                stands = _key(hop) in self._bridges
            else:
                stands = not self._stated.isdisjoint(hop.claims)
            if not stands:
                gates = self._of(hop)
                # Without a gate it only repeats, less well, what stands between the same things.
                if gates:
                    yield step_of(self._facts, hop, gates)

    def _of(self, hop: Hop) -> Gates:
        if not hop.is_inferred:
            return min((self._gates.stated(claim) for claim in hop.claims), key=len)
        if hop.kind == "explained":
            pair = (hop.cause or "", *hop.claims)
            found = merged(gate for claim in pair for gate in self._gates.bridge(claim))
        else:
            triple = self._triples[hop.subject, hop.predicate, hop.object]
            found = self._cheapest(triple, frozenset()) or ()
        least = self._gates.selection.certainty
        if least is None:
            return found
        # Surer claims make no surer bridge: only somebody who states the effect itself does.
        rest = tuple(gate for gate in found if gate.kind != "certainty")
        words = edge_text(self._facts, hop)
        if rank(hop.certainty) < rank(least):
            signed = hop.sign != "?"
            effect = words if signed else effect_words(self._facts, hop.subject, hop.object)
            return (*rest, unsure(words, hop.certainty, least, effect))
        return rest or (unsure(words, "less by the evidence that counts", least, words),)

    def _cheapest(self, premise: Premise, seen: frozenset[ox.Triple]) -> Gates | None:
        """The fewest gates by which a premise holds; None where it would prove itself."""
        if not isinstance(premise, ox.Triple):
            claim = contract(premise.value)
            return self._gates.bridge(claim) if claim in self._facts.claims else ()
        if premise in seen:
            return None
        proofs = self._proofs.get(premise, [])
        ways = [self._together(proof, seen | {premise}) for proof in proofs]
        whole = [way for way in ways if way is not None]
        if whole:
            return min(whole, key=len)
        # What no proof concludes is asserted and needs no evidence.
        return None if proofs else ()

    def _together(self, proof: Proof, seen: frozenset[ox.Triple]) -> Gates | None:
        found: list[Gate] = []
        for premise in proof.premises:
            gates = self._cheapest(premise, seen)
            if gates is None:
                return None
            found += gates
        return merged(found)


def _curie(node: object) -> str:
    return contract(str(getattr(node, "value", node)))


def _key(hop: Hop) -> tuple[str, str, str, str, tuple[str, ...]]:
    effect = hop.claims if hop.kind == "explained" else ()
    return hop.subject, hop.predicate, hop.object, hop.cause or "", effect


def _worthwhile(steps: list[Step]) -> Iterator[Step]:
    """Leaves out what another step between the same two things makes needless."""
    causes = {step.hop.cause for step in steps if step.hop.cause is not None}
    between: dict[tuple[str, str], list[Step]] = defaultdict(list)
    for step in steps:
        between[step.hop.subject, step.hop.object].append(step)
    for step in steps:
        others = [
            other
            for other in between[step.hop.subject, step.hop.object]
            if other is not step and other.hop.kind != "explained" and other.sort == "cause"
        ]
        sure = any(not other.gates and other.hop.sign != "?" for other in others)
        if not any(_replaces(other, step) for other in others):
            yield replace(step, entry=None) if sure and step.entry is not None else step
        # An explanation is entered by its cause alone.
        elif not causes.isdisjoint(step.hop.claims):
            yield replace(step, is_spare=True)


def _replaces(other: Step, step: Step) -> bool:
    """Whether a causal step makes another needless: no dearer, and with at least its sign."""
    if step.sort != "cause":
        return len(other.gates) <= len(step.gates)
    # That one of a group goes the other way says little of the group where some go this way.
    needless = step.hop.sign in {other.hop.sign, "?"} or step.hop.kind == "group"
    return bool(step.gates) and not other.gates and needless
