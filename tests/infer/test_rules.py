"""Rules keep to their headers, signs multiply, and what is taken away takes its edges with it."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from ldn_kg.errors import DataError
from ldn_kg.infer import infer, inferred_quads, read_rules
from ldn_kg.pipeline import build_graph
from ldn_kg.resources import home
from tests.infer.by_hand import Claim, Edge, Entities
from tests.infer.small import Bench, claim, concluded, concluded_by, edge, quads
from tests.workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph as ox

    from ldn_kg.infer import Inference, Proof

RULES = home().queries / "rules"
NAMES = sorted(path.stem for path in RULES.glob("*.rq"))
NOTHING = Entities()
#: Chains, of which the signs are asked.
MAY = {"+": "mayRaise", "-": "mayLower", "?": "mayAffect"}
WORDS = {"+": "increases", "-": "decreases", "?": "regulates"}

#: Claims of every stance, with lines of every certainty, that give every rule something to do.
WORLD = Entities(
    receptors=frozenset({"receptor"}),
    cells=frozenset({"cell"}),
    groups=frozenset({"group"}),
    broader={"mediator": ["group"]},
)


def hedged(said: Claim) -> Claim:
    """The same claim, no line of which is sure."""
    return said | {"evidence": [line | {"hedge": "hedged"} for line in said["evidence"]]}


CLAIMS = [
    claim("drug", "blocks", "receptor", cell=["cell"]),
    claim("receptor", "foundIn", "cell"),
    hedged(claim("receptor", "increases", "mediator")),
    claim("mediator", "contributesTo", "pain"),
    claim("drug", "alleviates", "pain", through=["drug-blocks-receptor"]),
    claim("drug", "decreases", "fatigue", "supports", "disputes"),
    claim("drug", "increases", "sleep", "disputes"),
    claim("drug", "increases", "appetite", "inconclusive"),
    claim("fatigue", "contributesTo", "pain"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the rules that a test may spoil."""
    copy = tmp_path / "rules"
    copy.mkdir()
    for path in RULES.glob("*.rq"):
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


def signs(inference: Inference, first: str, last: str) -> set[str]:
    """What is said of a chain from one thing to another: signs, or ``?`` for none."""
    found = {p for s, p, o in concluded(inference) if (s, o) == (first, last)}
    known = {sign for sign, word in MAY.items() if word in found and sign != "?"}
    return known or {"?" for word in found if word == MAY["?"]}


@dataclass(frozen=True)
class Spoiled:
    """A rule with an error in it, and what the message has to say.

    Args:
        case: The error in words.
        rule: The file.
        old: Text that stands exactly once in it.
        new: What stands there instead.
        message: Part of the message.
        kind: What sort of problem it is.
    """

    case: str
    rule: str
    old: str
    new: str
    message: str
    kind: str = "rule-condition"


SPOILED = [
    # the text takes evidence that the header does not name
    Spoiled(
        "takes lines against",
        "supported_claim",
        """ldn:evidenceDirection ldn:supports .
  FILTER NOT EXISTS { ?against ldn:evidenceFor ?claim ; ldn:evidenceDirection ldn:disputes }
""",
        "ldn:evidenceDirection ldn:disputes .\n",
        "from drug-increases-sleep--0 (disputes, review, stated)",
    ),
    Spoiled(
        "takes lines of every direction",
        "supported_claim",
        "?line ldn:evidenceFor ?claim ; ldn:evidenceDirection ldn:supports",
        "?line ldn:evidenceFor ?claim ; ldn:evidenceDirection ?any",
        "from drug-increases-appetite--0 (inconclusive, review, stated)",
    ),
    Spoiled(
        "does not look for lines against",
        "supported_claim",
        "  FILTER NOT EXISTS { ?against ldn:evidenceFor ?claim ; "
        "ldn:evidenceDirection ldn:disputes }\n",
        "",
        "in spite of drug-decreases-fatigue--1 (disputes, review, stated)",
    ),
    Spoiled(
        "does not look for lines for",
        "disputed_claim",
        "  FILTER NOT EXISTS { ?line ldn:evidenceFor ?claim ; "
        "ldn:evidenceDirection ldn:supports }\n",
        "",
        "in spite of drug-decreases-fatigue--0 (supports, review, stated)",
    ),
    Spoiled(
        "hides the line",
        "supported_claim",
        "ldn:premise ?claim , ?line .",
        "ldn:premise ?claim .",
        "from no line",
    ),
    Spoiled(
        "hides the claim",
        "supported_claim",
        """ldn:premise ?claim , ?line .
}
WHERE {
  ?claim a ldn:Claim .
  ?line ldn:evidenceFor ?claim ; ldn:evidenceDirection ldn:supports .
  FILTER NOT EXISTS { ?against ldn:evidenceFor ?claim ; ldn:evidenceDirection ldn:disputes }
""",
        """ldn:premise ?line .
}
WHERE {
  ?claim a ldn:Claim .
  ?line ldn:evidenceFor ?claim ; ldn:evidenceDirection ldn:supports .
""",
        "in spite of drug-decreases-fatigue--1",
    ),
    Spoiled(
        "takes contested claims for supported ones",
        "stated_relation",
        "?claim a ldn:SupportedClaim ;",
        "?claim a ldn:ContestedClaim ;",
        "supported claims",
    ),
    Spoiled(
        "takes claims of every stance",
        "stated_relation",
        "?claim a ldn:SupportedClaim ;",
        "?claim a ldn:Claim ;",
        "supported claims",
    ),
    Spoiled(
        "takes supported claims for contested ones",
        "contested_relation",
        "?claim a ldn:ContestedClaim ;",
        "?claim a ldn:SupportedClaim ;",
        "contested claims",
    ),
    Spoiled(
        "lets a contested edge into a chain",
        "longer_chain",
        "    (ldn:mayRaise ldn:raises ldn:mayRaise)\n",
        "    (ldn:contestedLowers ldn:raises ldn:mayLower)\n",
        "supported claims",
    ),
    # the header names other evidence than the text takes
    Spoiled(
        "names primary papers",
        "supported_claim",
        "layers: [review, primary, later]",
        "layers: [primary]",
        "(supports, review, stated)",
    ),
    Spoiled(
        "names measured evidence",
        "supported_claim",
        "certainty: hedged",
        "certainty: measured",
        "(supports, review, hedged)",
    ),
    Spoiled(
        "names stated evidence",
        "supported_claim",
        "certainty: hedged",
        "certainty: stated",
        "(supports, review, hedged)",
    ),
    Spoiled(
        "names lines against only",
        "contested_claim",
        "directions: [supports, disputes]",
        "directions: [disputes]",
        "(supports, review, stated)",
    ),
    Spoiled(
        "names nothing against",
        "contested_claim",
        "without: []",
        "without: [disputes]",
        "in spite of drug-decreases-fatigue--1 (disputes, review, stated)",
    ),
    # headers
    Spoiled("has an unknown key", "stated_relation", "#+ gives: step",
            "#+ gives: step\n#+ when: now", "when: extra inputs are not permitted", "header"),
    Spoiled("has an unknown condition", "stated_relation", "{claims: supported}",
            "{claims: supported, species: human}",
            "condition.species: extra inputs are not permitted", "header"),
    Spoiled("has no title", "stated_relation", "#+ title:", "# title:",
            "title: field required", "header"),
    Spoiled("has no condition", "stated_relation", "#+ condition: {claims: supported}\n", "",
            "condition: field required", "header"),
    Spoiled("has an empty condition", "stated_relation", "{claims: supported}", "{}",
            "name directions, layers and certainty of lines, or the stance of claims", "header"),
    Spoiled("has half a condition", "supported_claim", "#+   certainty: hedged\n", "",
            "name directions, layers and certainty of lines, or the stance of claims", "header"),
    Spoiled("has conditions of both kinds", "stated_relation", "{claims: supported}",
            "{claims: supported, layers: [primary]}",
            "name directions, layers and certainty of lines, or the stance of claims", "header"),
    Spoiled("names a stance that does not exist", "stated_relation", "{claims: supported}",
            "{claims: proven}", "condition.claims: input should be 'supported' or 'contested'",
            "header"),
    Spoiled("names a layer that does not exist", "supported_claim", "[review, primary, later]",
            "[review, secondary]", "condition.layers.1: input should be", "header"),
    Spoiled("names a direction that does not exist", "supported_claim", "directions: [supports]",
            "directions: [improves]", "condition.directions.0: input should be", "header"),
    Spoiled("names a certainty that does not exist", "supported_claim", "certainty: hedged",
            "certainty: high", "condition.certainty: input should be", "header"),
    Spoiled("gives something unknown", "stated_relation", "gives: step", "gives: fact",
            "gives: input should be 'class', 'step' or 'chain'", "header"),
    Spoiled("is no YAML", "stated_relation", "{claims: supported}", "{claims: supported",
            "not YAML", "header"),
    # texts
    Spoiled("is no SPARQL", "stated_relation", "WHERE {", "WERE {", "does not run", "rule"),
    Spoiled("changes the graph", "stated_relation", "CONSTRUCT {", "INSERT {", "does not run",
            "rule"),
    Spoiled("calls another server", "stated_relation", "?claim a ldn:SupportedClaim ;",
            "SERVICE <http://example.org/> { ?x ?y ?z } ?claim a ldn:SupportedClaim ;",
            "call another server", "rule"),
    Spoiled("has no rdf:predicate", "stated_relation", " rdf:predicate ?predicate ;", "",
            "needs one rdf:subject, one rdf:predicate, one rdf:object", "rule"),
    Spoiled("has a premise without rdf:object", "stated_relation",
            " ; rdf:object ldn:SupportedClaim ]", " ]",
            "needs one rdf:subject, one rdf:predicate, one rdf:object", "rule"),
    Spoiled("has an empty premise", "stated_relation", "ldn:premise ?claim ,",
            "ldn:premise ?claim , [] ,",
            "needs one rdf:subject, one rdf:predicate, one rdf:object", "rule"),
    Spoiled("has a text as premise", "stated_relation", "ldn:premise ?claim ,",
            'ldn:premise "it is known" ,', "a premise is an edge, a claim or a line", "rule"),
    Spoiled("has a text as subject", "stated_relation", "rdf:subject ?subject ;",
            'rdf:subject "drug" ;', "drug", "rule"),
    Spoiled("has no premise", "disputed_claim", " ;\n     ldn:premise ?claim , ?against .", " .",
            "premise", "rule"),
    Spoiled("proves another edge than it makes", "stated_relation",
            "rdf:object ?object ;", "rdf:object ?subject ;", "drug", "rule"),
    Spoiled("makes an edge without a proof", "stated_relation", "[] a ldn:Proof ;",
            "[] a ldn:Evidence ;", "makes, but does not prove,", "rule"),
    Spoiled("proves an edge without making it", "stated_relation",
            "CONSTRUCT {\n  ?subject ?predicate ?object .\n", "CONSTRUCT {\n", "drug", "rule"),
    Spoiled("concludes only what is not known yet", "longer_chain", "  ?middle ?step ?last .\n",
            "  ?middle ?step ?last .\n  FILTER NOT EXISTS { ?first ?longer ?last }\n",
            "only until more is known", "rule"),
]  # fmt: skip


@pytest.mark.parametrize("spoiled", SPOILED, ids=lambda spoiled: spoiled.case)
def test_a_spoiled_rule_is_an_error_that_names_its_file(
    bench: Bench, folder: Path, spoiled: Spoiled
) -> None:
    """The header is a contract, and a text that breaks it or does not run concludes nothing."""
    path = folder / f"{spoiled.rule}.rq"
    text = path.read_text(encoding="utf-8")
    assert text.count(spoiled.old) == 1
    path.write_text(text.replace(spoiled.old, spoiled.new), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        bench.infer(CLAIMS, WORLD, read_rules(folder))
    problems = caught.value.problems
    assert {(p.where.file, p.rule) for p in problems} == {(path.as_posix(), spoiled.kind)}
    assert any(spoiled.message in p.message for p in problems), problems


def test_the_claims_of_the_planted_errors_give_every_rule_something_to_do(bench: Bench) -> None:
    """So that no error goes unseen because its rule found nothing."""
    inference = bench.infer(CLAIMS, WORLD)
    assert [name for name in NAMES if not concluded_by(inference, name)] == []


def test_a_select_query_is_no_rule(bench: Bench, folder: Path) -> None:
    """It would conclude nothing, without a word."""
    path = folder / "stated_relation.rq"
    header, _, rest = path.read_text(encoding="utf-8").partition("CONSTRUCT {")
    path.write_text(f"{header}SELECT * WHERE {{{rest.partition('WHERE {')[2]}", encoding="utf-8")
    with pytest.raises(DataError, match=r"stated_relation\.rq: .*CONSTRUCT"):
        bench.infer(CLAIMS, WORLD, read_rules(folder))


def test_a_rule_without_header_is_an_error_that_names_its_file(folder: Path) -> None:
    """Without a header it is not known on what evidence it concludes."""
    path = folder / "bare.rq"
    text = (folder / "stated_relation.rq").read_text(encoding="utf-8")
    bare = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+"))
    path.write_text(bare, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_rules(folder)
    missing = [str(problem) for problem in caught.value.problems]
    assert missing == [
        f"{path.as_posix()}: {key}: field required [header]"
        for key in ("condition", "description", "gives", "title")
    ]


def test_a_file_that_is_no_text_is_an_error_that_names_it(folder: Path) -> None:
    """And so is every other problem, all at once."""
    (folder / "a.rq").write_bytes(b"\xff\xfe")
    (folder / "b.rq").write_text("#+ title: t", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_rules(folder)
    files = [problem.where.file.rsplit("/", 1)[-1] for problem in caught.value.problems]
    assert sorted(set(files)) == ["a.rq", "b.rq"]


def test_a_breach_stops_the_build(workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written."""
    monkeypatch.setattr("ldn_kg.pipeline._verified", lambda *_: [])
    workbench.spoil("queries/rules/supported_claim.rq", "certainty: hedged", "certainty: measured")
    with pytest.raises(DataError, match=r"supported_claim\.rq: concludes from .*, hedged\)"):
        build_graph(workbench.home)
    assert not list((workbench.root / "build").glob("*/report.json"))


def test_signs_multiply() -> None:
    """What the next tests expect of a chain, by its steps."""
    assert [product(word) for word in ("++", "+-", "-+", "--", "---", "+?", "?-")] == [
        "+", "-", "-", "+", "-", "?", "?",
    ]  # fmt: skip


def product(word: str) -> str:
    """The sign of a chain: unknown if one of its steps is, else by counting the minus signs."""
    return (
        "?" if "?" in word else "+" if math.prod(1 if s == "+" else -1 for s in word) > 0 else "-"
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("increases", "increases", "+"),
        ("increases", "decreases", "-"),
        ("decreases", "increases", "-"),
        ("decreases", "decreases", "+"),
        ("blocks", "releases", "-"),
        ("activates", "contributesTo", "+"),
        ("blocks", "alleviates", "+"),
        ("increases", "regulates", "?"),
        ("regulates", "decreases", "?"),
        ("binds", "improves", "?"),
    ],
)
def test_two_steps(bench: Bench, first: str, second: str, expected: str) -> None:
    """Plus and plus, plus and minus, minus and minus, and a sign that is not known."""
    inference = bench.infer([claim("a", first, "b"), claim("b", second, "c")], NOTHING)
    assert signs(inference, "a", "c") == {expected}


def test_every_chain_of_up_to_five_steps(bench: Bench) -> None:
    """A tree in which each node is reached by one chain, named by the signs on the way."""
    words = ["".join(w) for n in range(1, 6) for w in itertools.product("+-?", repeat=n)]
    names = dict(zip("+-?", ("p", "m", "q"), strict=True))

    def node(word: str) -> str:
        return "root" + "".join(names[sign] for sign in word)

    claims = [claim(node(word[:-1]), WORDS[word[-1]], node(word)) for word in words]
    found = {e for e in concluded(bench.infer(claims, NOTHING)) if e[1] in MAY.values()}
    expected: set[Edge] = set()
    for word in words:
        for start in range(len(word)):
            ends = node(word[:start]), node(word)
            expected.add((ends[0], "mayAffect", ends[1]))
            expected.add((ends[0], MAY[product(word[start:])], ends[1]))
    assert len(words) == 3 + 9 + 27 + 81 + 243
    assert found - expected == set()
    assert expected - found == set()


def test_two_ways_with_two_signs_are_both_kept(bench: Bench) -> None:
    """Neither wins, and nothing is made up of the two."""
    claims = [
        claim("a", "increases", "b"),
        claim("b", "increases", "d"),
        claim("a", "increases", "c"),
        claim("c", "decreases", "d"),
    ]
    assert signs(bench.infer(claims, NOTHING), "a", "d") == {"+", "-"}


@pytest.mark.parametrize(
    "step", ["foundIn", "predicts", "associatedWith", "usedFor", "partOfProcess"]
)
def test_what_is_no_effect_takes_part_in_no_chain(bench: Bench, step: str) -> None:
    """To be somewhere, or to go with something, is no step of a mechanism."""
    inference = bench.infer([claim("a", "increases", "b"), claim("b", step, "c")], NOTHING)
    assert not signs(inference, "a", "c")
    assert not signs(inference, "b", "c")


@pytest.mark.parametrize(
    ("predicate", "relation"),
    [
        ("increases", "contestedRaises"),
        ("releases", "contestedRaises"),
        ("decreases", "contestedLowers"),
        ("blocks", "contestedLowers"),
        ("regulates", "contestedAffects"),
        ("restores", "contestedAffects"),
        ("foundIn", "contestedRelation"),
        ("associatedWith", "contestedRelation"),
    ],
)
def test_a_contested_edge_keeps_its_sign_and_takes_part_in_no_chain(
    bench: Bench, predicate: str, relation: str
) -> None:
    """As the first step, as the last, and on the way up to a group."""
    claims = [
        claim("a", "increases", "b"),
        claim("b", predicate, "member", "supports", "disputes"),
        claim("member", "increases", "d"),
    ]
    inference = bench.infer(claims, Entities(groups=frozenset({"g"}), broader={"member": ["g"]}))
    from_b = {e for e in concluded(inference) if e[0] == "b"}
    assert from_b == {("b", relation, "member"), ("b", "contestedRelation", "member")}
    assert {e for e in concluded(inference) if e[0] == "a" and e[2] != "b"} == set()
    assert not signs(inference, "b", "d")


def test_a_disputed_claim_gives_no_edge(bench: Bench) -> None:
    """Nor does one whose lines decide nothing, or one without a line."""
    silent = claim("g", "increases", "h") | {"evidence": []}
    claims = [
        claim("a", "increases", "b", "disputes"),
        claim("c", "increases", "d", "disputes", "inconclusive"),
        claim("e", "increases", "f", "inconclusive"),
        silent,
    ]
    assert concluded(bench.infer(claims, NOTHING)) == {
        ("a-increases-b", "type", "DisputedClaim"),
        ("c-increases-d", "type", "DisputedClaim"),
    }


def test_an_inconclusive_line_changes_nothing(bench: Bench) -> None:
    """Beside a line that supports, and beside lines on both sides."""
    claims = [
        claim("a", "increases", "b", "supports", "inconclusive"),
        claim("c", "increases", "d", "supports", "disputes", "inconclusive"),
    ]
    classes = {e for e in concluded(bench.infer(claims, NOTHING)) if e[1] == "type"}
    assert classes == {
        ("a-increases-b", "type", "SupportedClaim"),
        ("c-increases-d", "type", "ContestedClaim"),
    }


def test_a_cycle_ends(bench: Bench) -> None:
    """Two that raise one another may raise themselves; lowering thrice round gives both signs."""
    two = bench.infer([claim("a", "increases", "b"), claim("b", "increases", "a")], NOTHING)
    assert concluded(two, "mayRaise", "mayLower") == {
        (first, "mayRaise", last) for first in "ab" for last in "ab"
    }
    three = [
        claim("a", "decreases", "b"),
        claim("b", "decreases", "c"),
        claim("c", "decreases", "a"),
    ]
    assert concluded(bench.infer(three, NOTHING), "mayRaise", "mayLower") == {
        (first, word, last)
        for first in "abc" for word in ("mayRaise", "mayLower") for last in "abc"
    }  # fmt: skip


@pytest.mark.parametrize(("word", "found"), [("+", {"+"}), ("-", {"+", "-"}), ("?", {"?"})])
def test_a_loop_ends(bench: Bench, word: str, found: set[str]) -> None:
    """What raises itself raises itself however often; what lowers itself does both in turn."""
    assert signs(bench.infer([claim("a", WORDS[word], "a")], NOTHING), "a", "a") == found


def test_a_symmetric_loop_proves_nothing_from_itself(bench: Bench) -> None:
    """The other way round is the same edge."""
    inference = bench.infer([claim("a", "associatedWith", "a")], NOTHING)
    assert all(proof.conclusion not in proof.premises for proof in inference.proofs)


def test_an_effect_on_one_of_a_group_rises_to_the_group_and_no_further(bench: Bench) -> None:
    """Not to a kind that is no group, not down to the members, and with its sign."""
    world = Entities(
        groups=frozenset({"group", "wider"}),
        broader={"member": ["group", "kind"], "other": ["group"], "group": ["wider"]},
    )
    claims = [claim("a", "decreases", "member"), claim("b", "regulates", "group")]
    inference = bench.infer(claims, world)
    assert concluded(inference, "lowers", "raises") == {
        ("a", "lowers", "member"), ("a", "lowers", "group"), ("a", "lowers", "wider")
    }  # fmt: skip
    assert concluded_by(inference, "effect_on_a_kind") == {
        ("a", "lowers", "group"), ("a", "lowers", "wider"), ("b", "affects", "wider")
    }  # fmt: skip


def test_an_effect_with_and_without_a_sign_rises_with_it(bench: Bench) -> None:
    """Also where the sign is found in a later round; every premise of a proof still has a proof."""
    world = Entities(
        groups=frozenset({"group", "wider"}), broader={"member": ["group"], "group": ["wider"]}
    )
    claims = [claim("a", "regulates", "group"), claim("a", "decreases", "member")]
    inference = bench.infer(claims, world)
    assert concluded_by(inference, "effect_on_a_kind") == {
        ("a", "lowers", "group"), ("a", "lowers", "wider")
    }  # fmt: skip
    assert ("a", "affects", "wider") in concluded(inference)


def test_a_receptor_acts_in_a_cell_only_by_an_effect_in_that_cell(bench: Bench) -> None:
    """The claim that names the cell must be the one that has something act on the receptor."""
    world = Entities(receptors=frozenset({"receptor"}), cells=frozenset({"cell", "else"}))
    found_in = claim("receptor", "foundIn", "cell")
    acts = claim("drug", "blocks", "receptor", cell=["cell"])
    elsewhere = claim("drug", "blocks", "receptor", cell=["else"])
    foretells = claim("drug", "predicts", "receptor", cell=["cell"])
    assert concluded(bench.infer([found_in, acts], world), "actsIn") == {
        ("receptor", "actsIn", "cell")
    }
    for claims in ([acts], [found_in, elsewhere], [found_in, elsewhere, foretells]):
        assert not concluded(bench.infer(claims, world), "actsIn")
    assert signs(bench.infer([found_in, acts], world), "drug", "cell") == {"?"}


def test_only_an_effect_or_a_role_explains(bench: Bench) -> None:
    """An explanation by what is no effect is none, even where another claim knows of an effect."""
    through = claim("drug", "alleviates", "pain", through=["drug-predicts-mediator"])
    foretells = claim("drug", "predicts", "mediator")
    acts = claim("drug", "blocks", "mediator")
    assert not concluded(bench.infer([through, foretells], NOTHING), "mediates")
    assert not concluded(bench.infer([through, foretells, acts], NOTHING), "mediates")
    role = claim("drug", "hasRole", "calming_role")
    by_role = claim("drug", "alleviates", "pain", through=["drug-hasRole-calming_role"])
    assert concluded(bench.infer([role, by_role], NOTHING), "mediates") == {
        ("calming_role", "mediates", "pain")
    }


def test_the_nearest_explanation_counts(bench: Bench) -> None:
    """What works through a third claim is left to that one; another subject explains nothing."""
    first = claim("drug", "blocks", "first")
    second = claim("drug", "decreases", "second", through=["drug-blocks-first"])
    foreign = claim("other", "blocks", "third")
    names = [said["id"] for said in (first, second, foreign)]
    last = claim("drug", "alleviates", "last", through=names)
    inference = bench.infer([first, second, foreign, last], NOTHING)
    assert concluded(inference, "mediates") == {
        ("first", "mediates", "second"), ("second", "mediates", "last")
    }  # fmt: skip
    assert signs(inference, "first", "last") == {"?"}


def proofs_of(inference: Inference, wanted: Edge) -> list[Proof]:
    """Every proof of an edge."""
    return [proof for proof in inference.proofs if edge(proof.conclusion) == wanted]


def test_an_edge_stays_while_one_line_supports_it(bench: Bench) -> None:
    """Each line is a proof; with the last one the edge and the chains through it go."""
    whole = claim("a", "decreases", "b", "supports", "supports")
    after = claim("b", "increases", "c")
    judged = ("a-decreases-b", "type", "SupportedClaim")
    for lines, count in ((whole["evidence"], 2), (whole["evidence"][:1], 1), ([], 0)):
        inference = bench.infer([whole | {"evidence": lines}, after], NOTHING)
        assert len(proofs_of(inference, judged)) == count
        assert bool(proofs_of(inference, ("a", "decreases", "b"))) is (count > 0)
        assert signs(inference, "a", "c") == ({"-"} if count else set())


def test_a_line_against_it_makes_a_claim_contested_and_its_chains_vanish(bench: Bench) -> None:
    """However many lines support it."""
    before = [claim("a", "decreases", "b", "supports", "supports"), claim("b", "increases", "c")]
    against = [claim("a", "decreases", "b", "supports", "supports", "disputes"), before[1]]
    assert signs(bench.infer(before, NOTHING), "a", "c") == {"-"}
    inference = bench.infer(against, NOTHING)
    assert not signs(inference, "a", "c")
    assert {e for e in concluded(inference) if e[0] == "a"} == {
        ("a", "contestedLowers", "b"), ("a", "contestedRelation", "b")
    }  # fmt: skip
    judged = ("a-decreases-b", "type", "ContestedClaim")
    assert len(proofs_of(inference, judged)) == 2


def test_an_edge_that_two_claims_state_outlives_one_of_them(bench: Bench) -> None:
    """Disputed in one disease, supported in another: the edge stands on the second claim alone."""
    here = claim("a", "alleviates", "b", id="here")
    there = claim("a", "alleviates", "b", "disputes", id="there")
    inference = bench.infer([here, there], NOTHING)
    (proof,) = proofs_of(inference, ("a", "alleviates", "b"))
    assert {str(p) for p in proof.premises if "there" in str(p)} == set()


def lines_of(inference: Inference) -> list[str]:
    """Everything that a build would write of it."""
    return sorted(map(str, inferred_quads(inference, {})))


def test_order_does_not_matter(bench: Bench) -> None:
    """The same proofs with the same names, and the same bytes, whatever came first."""
    given: list[ox.Quad] = [*bench.ontology, *quads(CLAIMS, WORLD)]
    first = infer(given, bench.rules)
    for seed in range(3):
        seeded = random.Random(seed)  # noqa: S311 - a seed makes the test repeatable
        shuffled = seeded.sample(given, len(given))
        second = infer(shuffled, bench.rules)
        assert second.proofs == first.proofs
        assert [proof.iri for proof in second.proofs] == [proof.iri for proof in first.proofs]
        assert lines_of(second) == lines_of(first)
    assert len({proof.iri for proof in first.proofs}) == len(first.proofs)
    assert list(first.proofs) == sorted(
        first.proofs, key=lambda proof: (str(proof.conclusion), proof.iri.value)
    )
