"""Every proof of the build comes out again of its premises alone; a spoilt one does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg import iris
from ldn_kg.infer import edge_iri, read_proofs
from ldn_kg.infer.replay import Replay
from ldn_kg.prefixes import contract
from ldn_kg.store import Store
from ldn_kg.vocab import LDN
from tests.infer.small import TYPE, term, thing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import ldn_kg
    from ldn_kg.infer import Premise, Proof, Rule

TLR4, MICROGLIA, CYTOKINE = (thing("entity", key) for key in ("tlr4", "microglia", "cytokine"))
LDNX = thing("entity", "low_dose_naltrexone")
ACTS_IN = ox.Triple(TLR4, term("actsIn"), MICROGLIA)
BLOCKS = ox.Triple(LDNX, term("blocks"), TLR4)
LOWERS = ox.Triple(LDNX, term("lowers"), TLR4)
CLAIM, LINE = thing("claim", "ldn-blocks-tlr4"), thing("line", "ldn-blocks-tlr4--intro")
SUPPORTED = ox.Triple(CLAIM, TYPE, term("SupportedClaim"))
FOUND = ox.Triple(TLR4, term("foundIn"), MICROGLIA)


@pytest.fixture(scope="module")
def proofs(kg: ldn_kg.KnowledgeGraph) -> list[Proof]:
    """Every proof of the build."""
    return read_proofs(kg.store)


@pytest.fixture(scope="module")
def replay(kg: ldn_kg.KnowledgeGraph, rules: list[Rule]) -> Replay:
    """The build, to try proofs again on."""
    return Replay(kg.store, rules)


def proof_of(proofs: Iterable[Proof], conclusion: ox.Triple) -> Proof:
    """The only proof of an edge."""
    [found] = [proof for proof in proofs if proof.conclusion == conclusion]
    return found


def messages(replay: Replay, proof: Proof) -> str:
    """What is wrong with a proof, in one text."""
    return "\n".join(map(str, replay.problems(proof)))


def instead(proof: Proof, old: Premise | None, new: Premise | None) -> Proof:
    """A proof with one premise less, more, or another one."""
    premises = {premise for premise in proof.premises if premise != old}
    return replace(proof, premises=tuple({*premises, *([new] if new is not None else [])}))


def test_every_proof_of_the_build_replays(
    replay: Replay, proofs: list[Proof], say: Callable[[str], None]
) -> None:
    """None fails; all lines and places of the claims take part."""
    verdict = replay.verify(proofs)
    say(str(verdict))
    assert verdict.problems == ()
    assert verdict.proofs == len(proofs) > 1000
    assert verdict.lines == 223
    assert str(verdict).startswith("verified: ")


def test_a_wrong_conclusion_does_not_come_out(replay: Replay, proofs: list[Proof]) -> None:
    """The message says what does."""
    wrong = replace(proof_of(proofs, BLOCKS), conclusion=ox.Triple(LDNX, term("increases"), TLR4))
    found = messages(replay, wrong)
    assert (
        "edge:low_dose_naltrexone--increases--tlr4 does not follow by rule:stated_relation" in found
    )
    assert "these give edge:low_dose_naltrexone--blocks--tlr4" in found
    assert "does not stand in graph:inferred" in found


@pytest.mark.parametrize(
    ("conclusion", "old", "new", "words"),
    [
        (BLOCKS, CLAIM, thing("claim", "ldn-decreases-tnf"), "does not follow"),
        (BLOCKS, SUPPORTED, None, "does not follow"),
        (BLOCKS, CLAIM, None, "these give nothing"),
        (SUPPORTED, LINE, thing("line", "ldn-decreases-tnf--xu-2020"), "other premises"),
        (SUPPORTED, LINE, thing("line", "nobody-said-so"), "there is no line:nobody-said-so"),
        (SUPPORTED, None, thing("claim", "made-up"), "there is no claim:made-up"),
        (ACTS_IN, FOUND, None, "does not follow by rule:effect_in_a_cell"),
        (ACTS_IN, None, BLOCKS, "from other premises than are named"),
        (LOWERS, BLOCKS, FOUND, "these give nothing"),
        (LOWERS, thing("axiom", "blocks--sub--lowers"), None, "other premises"),
        (LOWERS, None, thing("axiom", "made--sub--up"), "the ontology has no axiom:made--sub--up"),
    ],
)
def test_a_wrong_premise_is_seen(
    replay: Replay,
    proofs: list[Proof],
    conclusion: ox.Triple,
    old: Premise | None,
    new: Premise | None,
    words: str,
) -> None:
    """Missing, exchanged or too many: each fails, and says how."""
    proof = proof_of(proofs, conclusion)
    assert replay.problems(proof) == []
    assert words in messages(replay, instead(proof, old, new))


def test_an_unknown_rule_proves_nothing(replay: Replay, proofs: list[Proof]) -> None:
    """Also when conclusion and premises are in order."""
    wrong = replace(proof_of(proofs, BLOCKS), by=thing("rule", "because_i_say_so"))
    assert messages(replay, wrong).startswith("proof:because_i_say_so--")
    assert "there is no rule:because_i_say_so" in messages(replay, wrong)


def spoilt(kg: ldn_kg.KnowledgeGraph, rules: list[Rule], keep: Callable[[ox.Quad], bool]) -> Replay:
    """The build without some quads."""
    return Replay(Store(quad for quad in kg.store.quads() if keep(quad)), rules)


@pytest.mark.parametrize("part", ["locator", "source", "start", "end", "sha256"])
def test_a_line_without_a_whole_locator_is_seen(
    kg: ldn_kg.KnowledgeGraph, rules: list[Rule], proofs: list[Proof], part: str
) -> None:
    """A place needs a source, a first and a last character, and their digest."""
    spots = {q.object for q in kg.store.quads() if (q.subject, q.predicate) == (LINE, LDN.locator)}
    assert len(spots) == 1
    predicate = term(part)
    replay = spoilt(
        kg, rules, lambda q: q.predicate != predicate or q.subject not in {LINE, *spots}
    )
    found = messages(replay, proof_of(proofs, SUPPORTED))
    assert "line:ldn-blocks-tlr4--intro leads to no place" in found


def test_a_dispute_undoes_a_proof(
    kg: ldn_kg.KnowledgeGraph, rules: list[Rule], proofs: list[Proof]
) -> None:
    """The premises are all there; but so is a line against the claim."""
    new, review = thing("line", "against"), iris.layer_graph("review", "carvalho-skare-2023")
    said = [quad for quad in kg.store.quads(review) if quad.subject == LINE]
    more = [
        ox.Quad(new, q.predicate, term("disputes"), review)
        if q.predicate == LDN.evidenceDirection
        else ox.Quad(new, q.predicate, q.object, review)
        for q in said
    ]
    replay = Replay(Store([*kg.store.quads(), *more]), rules)
    found = messages(replay, proof_of(proofs, SUPPORTED))
    assert "does not follow by rule:supported_claim from its premises" in found


def test_what_speaks_against_it_elsewhere_undoes_a_proof(
    kg: ldn_kg.KnowledgeGraph, rules: list[Rule], proofs: list[Proof]
) -> None:
    """A premise that the rule wants absent is not among the premises; the whole graph has it."""
    effect, cause = (thing("claim", key) for key in ("ldn-alleviates-pain", "ldn-blocks-tlr4"))
    mediates = next(
        proof
        for proof in proofs
        if proof.by == thing("rule", "explained_effect") and effect in proof.premises
    )
    causes = {
        quad.object
        for quad in kg.store.quads(iris.graph("claims"))
        if (quad.subject, quad.predicate) == (effect, LDN.through)
    }
    [named] = [node for node in mediates.premises if node in causes]
    between = [
        ox.Quad(effect, LDN.through, cause, iris.graph("claims")),
        ox.Quad(cause, LDN.through, named, iris.graph("claims")),
    ]
    replay = Replay(Store([*kg.store.quads(), *between]), rules)
    assert "does not give it in the whole graph" in messages(replay, mediates)


def test_a_premise_that_nothing_proves_is_seen(
    kg: ldn_kg.KnowledgeGraph, rules: list[Rule], proofs: list[Proof]
) -> None:
    """It stands in the graph, but why it does is nowhere."""
    lost = edge_iri(FOUND)
    unproved = {proof.iri for proof in proofs if proof.conclusion == FOUND}
    replay = spoilt(kg, rules, lambda quad: quad.subject not in unproved)
    found = messages(replay, proof_of(proofs, ACTS_IN))
    assert f"{contract(lost.value)} is neither asserted nor proved from what is asserted" in found


def test_two_edges_do_not_prove_one_another(
    kg: ldn_kg.KnowledgeGraph, rules: list[Rule], proofs: list[Proof]
) -> None:
    """A symmetric property gives each from the other; without a claim neither has a ground."""
    there = ox.Triple(
        thing("entity", "fibromyalgia"),
        term("associatedWith"),
        thing("entity", "neuroinflammation"),
    )
    back = ox.Triple(there.object, there.predicate, there.subject)  # type: ignore[arg-type]
    stated = {
        p.iri for p in proofs if p.conclusion == there and p.by == thing("rule", "stated_relation")
    }
    [turned] = [p for p in proofs if p.conclusion == back]
    assert stated
    assert messages(Replay(kg.store, rules), turned) == ""
    replay = spoilt(kg, rules, lambda quad: quad.subject not in stated)
    assert "neither asserted nor proved" in messages(replay, turned)


def test_evidence_below_what_the_header_asks_is_seen(
    kg: ldn_kg.KnowledgeGraph, rules: list[Rule], proofs: list[Proof]
) -> None:
    """The verdict also holds each proof to the header of its rule."""
    strict = [
        replace(
            rule,
            header=rule.header.model_copy(
                update={
                    "condition": rule.header.condition.model_copy(update={"certainty": "measured"})
                }
            ),
        )
        if rule.name == "supported_claim"
        else rule
        for rule in rules
    ]
    verdict = Replay(kg.store, strict).verify([proof_of(proofs, SUPPORTED)])
    [problem] = verdict.problems
    assert "concludes from ldn-blocks-tlr4--intro (supports, review, stated)" in problem.message
    assert str(verdict) == "1 wrong: 1 proof replayed, 1 evidence line, 1 place"
