"""Why something follows: what is told was read off the curated claims by hand."""

from __future__ import annotations

import json
import re
from html import unescape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from ldn_kg import iris
from ldn_kg.cli import main  # noqa: F401 - it registers the commands
from ldn_kg.cli.app import app
from ldn_kg.errors import NotFoundError
from ldn_kg.explain.english import as_english
from ldn_kg.explain.growing import Grower
from ldn_kg.explain.outline import as_tree
from ldn_kg.explain.phrases import Phrases
from ldn_kg.explain.premises import Evidence, Statement
from ldn_kg.explain.testimony import commitment
from ldn_kg.explain.trees import Conclusion, trees_in
from ldn_kg.explain.why import why
from ldn_kg.notice import NOTICE
from ldn_kg.prefixes import expand
from ldn_kg.resources import home
from ldn_kg.store import Store
from ldn_kg.trace.facts import Facts
from ldn_kg.vocab import LDN, RDFS
from tests.infer.by_hand import read_claims
from tests.workbench import SOURCE_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import ldn_kg
    from tests.infer.by_hand import Claim

#: Lines, each with its places: first character, the one after the last, place, digest.
Places = dict[str, set[tuple[int, int, str, str]]]
CONTESTED_RULE = "A claim with evidence for it and evidence against it is a contested claim"
CELL_RULE = "receptor that something acts on in a cell may act on that cell"
#: A CURIE, an IRI, or the key of one of our things: none belongs in a sentence.
IDENTIFIER = re.compile(r"\b[A-Za-z]+:[\w-]|https?:|\w_\w|\w--\w")


@pytest.fixture(scope="module")
def facts(kg: ldn_kg.KnowledgeGraph) -> Facts:
    """The graph, read once."""
    return Facts(kg.store)


@pytest.fixture(scope="module")
def grower(facts: Facts) -> Grower:
    """The proofs, read once."""
    return Grower(facts)


@pytest.fixture(scope="module")
def claims() -> dict[str, Claim]:
    """The curated claims as their files have them, by key."""
    return {claim["id"]: claim for claim in read_claims(home().data)}


def edge(grower: Grower, subject: str, predicate: str, target: str, **how: bool) -> Conclusion:
    """An edge by its keys, with its proofs."""
    parts = (expand(f"entity:{subject}"), expand(predicate), expand(f"entity:{target}"))
    return grower.grow(ox.Triple(*map(ox.NamedNode, parts)), **how)


def test_a_chain_in_english(facts: Facts) -> None:
    """Every word of it; the claims and places as in microglia.yaml and cytokines.yaml."""
    assert why(facts, "LDN", "sickness behaviour").english() == (
        "Low-dose naltrexone may lower sickness behaviour, because low-dose naltrexone decreases "
        "cytokines and cytokines contribute to sickness behaviour (lowering what raises is "
        "lowering; “decreases” implies “lowers”; “contributes to” implies “raises”). There is "
        "another proof of it.\n\n"
        "That low-dose naltrexone decreases cytokines (in the central nervous system, in "
        "fibromyalgia, in humans) is a supported claim: the review (Carvalho & Skare 2023) says "
        "that it may be so, with low-dose naltrexone, in fibromyalgia, in the central nervous "
        "system, citing Younger et al. 2013 (Discussion, paragraph 1, sentence 3, characters "
        "12076 to 12090 and 12157 to 12293); nothing disputes it.\n\n"
        "That cytokines contribute to sickness behaviour is a supported claim: the review says "
        "so, citing Younger, Parkitny & McLain 2014 (Discussion, paragraph 2, sentence 2, "
        "characters 13141 to 13180 and 13253 to 13265); nothing disputes it.\n\n"
        "In wider words, low-dose naltrexone may affect sickness behaviour.\n\n"
        "Research use, not medical advice."
    )


def test_a_bridge_names_rule_claims_and_places(facts: Facts) -> None:
    """Two claims, and what the reasoner and the curators say of receptor and cell."""
    found = why(facts, "tlr4", "microglia")
    [_, acts, *_] = [conclusion.edge.predicate for conclusion in found.conclusions]
    assert acts == "ldn:actsIn"
    text, tree = found.english(), found.tree()
    [told] = [part for part in text.split("\n\n") if part.startswith("Toll-like receptor 4 acts")]
    assert f"(a {CELL_RULE}; “blocks” implies “lowers”; “lowers” implies “affects”)." in told
    assert "low-dose naltrexone blocks Toll-like receptor 4 in microglial cells" in told
    assert "Toll-like receptor 4 is found in microglial cells" in told
    assert "the reasoner finds that “Toll-like receptor 4” is a receptor" in told
    place = "Introduction, paragraph 2, sentence 4"
    assert f"citing Watkins et al. 2007 ({place}, characters 3114 to 3262)" in text
    assert f"by rule: A {CELL_RULE}" in tree
    assert "claim:ldn-blocks-tlr4: low-dose naltrexone blocks Toll-like receptor 4" in tree
    assert f"{place} [3114, 3262] 5ea161ea38c1" in tree
    assert "“Toll-like receptor 4” is a receptor (classified by the reasoner)" in tree
    assert "“microglial cell” is a cell (as curated)" in tree


def test_a_contested_claim_names_both_sides(facts: Facts) -> None:
    """Plasma of women with fibromyalgia for it, rats with arthritis against it."""
    found = why(facts, "ldn-decreases-il10")
    first, follows, notice = found.english().split("\n\n")
    pro, contra = first.split(" Against it: ")
    said = "That low-dose naltrexone decreases interleukin-10 (in humans) is a contested claim."
    assert pro.startswith(f"{said} For it: the review (Carvalho & Skare 2023) says so, ")
    assert "says so, as a study measured it, in humans with fibromyalgia given low-dose" in pro
    assert "citing Parkitny & Younger 2017 (Table 1, Parkitny et al., 2017, Outcome" in pro
    assert contra.startswith(
        "the review says that it may not be so, in rats with collagen-induced arthritis given "
        "naltrexone, citing Xu et al. 2020 (Discussion, paragraph 3, sentence 1"
    )
    assert follows.endswith("- It is contested whether low-dose naltrexone lowers interleukin-10.")
    assert notice == NOTICE
    assert f"by rule: {CONTESTED_RULE}" in found.tree()


def test_the_most_telling_edge_comes_first(facts: Facts) -> None:
    """Stated, then bridges, then chains, then wider words; and each claim that states it."""
    found = why(facts, "low_dose_naltrexone", "pain")
    predicates = [conclusion.edge.predicate for conclusion in found.conclusions]
    assert predicates[0] == "ldn:alleviates"
    assert predicates[1:3] == ["ldn:mayLower", "ldn:mayAffect"]
    assert predicates[3:] == ["ldn:lowers", "ldn:affects", "ldn:claimPredicate"]
    assert len(found.conclusions[0].trees) == 3
    assert found.english().startswith(
        "Low-dose naltrexone alleviates pain, because 3 supported claims state it.\n\n"
    )


def test_all_proofs_are_shown_when_asked_for(facts: Facts, claims: dict[str, Claim]) -> None:
    """Seventeen ways to lower cytokines: one claim on cytokines, sixteen on one of them each."""
    name, lowers = ("low_dose_naltrexone", "cytokine"), "ldn:lowers"
    [one] = [c for c in why(facts, *name).conclusions if c.edge.predicate == lowers]
    [all_] = [c for c in why(facts, *name, every=True).conclusions if c.edge.predicate == lowers]
    assert (len(one.trees), one.others) == (1, 16)
    assert (len(all_.trees), all_.others) == (17, 0)
    behind = claims_in(all_)
    assert len(behind) == 17
    assert all(claims[key]["predicate"] == "decreases" for key in behind)


def claims_in(found: Conclusion) -> set[str]:
    """The keys of the claims that some proofs rest on."""
    premises = [premise for tree in trees_in([found]) for premise in tree.premises]
    return {p.iri.removeprefix("claim:") for p in premises if isinstance(p, Statement)}


def test_the_proof_rests_on_the_claim_at_hand(grower: Grower) -> None:
    """The receptor is blocked and up-regulated; pain is explained by the second."""
    found = edge(grower, "mu_opioid_receptor", "ldn:mediates", "pain")
    assert claims_in(found) == {"ldn-alleviates-pain", "ldn-increases-mu-opioid-receptor"}


def curated_lines(claim: Claim) -> Places:
    """The lines of a claim that take a side, each with its places, as the file has them."""
    key = claim["id"]
    return {
        f"line:{key}--{line['id']}": {
            (int(at["span"][0]), int(at["span"][1]), at["place"], at["sha256"]) for at in line["at"]
        }
        for line in claim["evidence"]
        if line["direction"] != "inconclusive"
    }


def test_every_claim_leads_to_all_its_lines_and_places(
    grower: Grower, claims: dict[str, Claim]
) -> None:
    """Compared with the curated files, line by line and character by character."""
    told: dict[str, Places] = {}
    for triple in grower.edges:
        if str(triple.predicate).endswith("#type>"):
            found = grower.grow(triple)
            told[found.edge.subject.removeprefix("claim:")] = {
                premise.iri: {(s.start, s.end, s.place, s.sha256) for s in premise.spots}
                for tree in found.trees
                for premise in tree.premises
                if isinstance(premise, Evidence)
            }
    assert told == {key: curated_lines(claim) for key, claim in claims.items()}


def steps(found: Conclusion, above: tuple[str, ...] = ()) -> Iterator[str]:
    """What is wrong in a tree: an edge under itself, or one that nothing proves."""
    if found.edge.iri in above:
        yield f"{found.edge.iri} under itself"
        return
    if not found.trees:
        yield f"{found.edge.iri} without a proof"
    for tree in found.trees:
        for premise in tree.premises:
            if isinstance(premise, Conclusion):
                yield from steps(premise, (*above, found.edge.iri))


def test_nothing_is_proved_by_itself(grower: Grower) -> None:
    """Over all proofs of all edges; those that would go in a circle are counted, not shown."""
    grown = [grower.grow(triple, every=True) for triple in grower.edges]
    assert [fault for found in grown for fault in steps(found)] == []
    circular = {found.edge.predicate for found in grown if found.circular}
    # A symmetric property gives each edge from its own reverse; wider words for it likewise.
    assert circular >= {"ldn:associatedWith", "ldn:overlapsWith"}


def test_edges_that_only_prove_each_other_have_no_proof(facts: Facts) -> None:
    """Take away the claim, and the two directions of an association hang in the air."""
    stated = {
        proof.iri
        for proof in (tree.proof for tree in Grower(facts).grow(_associated()).trees)
        if proof.by == iris.thing("rule", "stated_relation")
    }
    assert stated
    left = Facts(Store(quad for quad in facts.store.quads() if quad.subject not in stated))
    found = Grower(left).grow(_associated(), every=True)
    assert (found.trees, found.others, found.circular) == ((), 0, 1)


def _associated() -> ox.Triple:
    first, last = (iris.thing("entity", key) for key in ("fibromyalgia", "neuroinflammation"))
    return ox.Triple(first, ox.NamedNode(expand("ldn:associatedWith")), last)


def test_english_is_words_throughout(facts: Facts, grower: Grower) -> None:
    """Of everything that follows: no identifier, no gap, and each sentence ends."""
    phrases, statements = Phrases(facts), grower.premises.statements
    for triple in grower.edges:
        text = as_english(phrases, statements, [grower.grow(triple)])
        assert not IDENTIFIER.search(text), text
        assert "  " not in text.replace("\n  ", "\n"), text
        assert all(part.endswith(".") for part in text.split("\n") if part), text
        assert not re.search(r"\bNone\b|\(\)|“”", text), text


def test_a_tree_says_shared_steps_once(facts: Facts) -> None:
    """The tree of everything from low-dose naltrexone to cytokines stays short."""
    tree = why(facts, "low_dose_naltrexone", "cytokine", every=True).tree()
    heads = [line.strip(" │├─└") for line in tree.splitlines()]
    written = [h for h in heads if re.match(r"\d+\. ", h)]
    assert len(written) == len(set(written))
    referred = {int(n) for n in re.findall(r"\(see (\d+)\)", tree)}
    assert referred <= {int(h.partition(".")[0]) for h in written}
    assert len(heads) < 400


def test_json_is_flat_and_whole(facts: Facts) -> None:
    """Every id leads somewhere; every line to characters and their digest."""
    records = json.loads(json.dumps(why(facts, "ldn-decreases-il10").records()))
    assert set(records) == {
        "asked", "conclusions", "follows", "proofs", "edges", "claims", "lines", "labels", "notice",
    }  # fmt: skip
    assert records["asked"] == ["claim:ldn-decreases-il10"]
    tables = {"edge": "edges", "claim": "claims", "line": "lines"}
    for proof in records["proofs"].values():
        assert proof["concludes"] in records["edges"]
        assert proof["premises"]
        for premise in proof["premises"]:
            assert premise["id"] in records[tables[premise["kind"]]]
    for found in records["edges"].values():
        assert set(found["proofs"]) <= set(records["proofs"])
        assert found["proofs"] or found["asserted_in"]
    for line in records["lines"].values():
        assert all(re.fullmatch("[0-9a-f]{64}", place["sha256"]) for place in line["places"])
        assert line["places"]
    assert {line["direction"] for line in records["lines"].values()} == {"supports", "disputes"}
    assert records["labels"]["entity:il10"] == "interleukin-10"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ldn-blocks-tlr4--intro", "says so"),
        ("ldn-decreases-cytokine-in-cns--discussion", "says that it may be so"),
        ("ldn-improves-mrss-in-systemic-sclerosis--frech-2011-sample-mrss", "speaks of a trend"),
        ("nsaid-alleviates-fibromyalgia--discussion", "says that it is not so"),
        ("ldn-decreases-il10--xu-2020", "says that it may not be so"),
        ("ldn-decreases-il10--parkitny-2017", "says so, as a study measured it"),
    ],
)
def test_the_author_s_hedge_stays(facts: Facts, line: str, words: str) -> None:
    """Each in its own words; hedges as in the files."""
    assert commitment(facts.lines[f"line:{line}"]) == words


def test_a_claim_that_gives_a_number(facts: Facts) -> None:
    """It has no object and yields no edge; its stance is proved like any other."""
    found = why(facts, "standard-dose-naltrexone-has-daily-dose")
    assert "has a daily dose of 50 to 100mg/day (in opioid use disorder" in found.english()
    assert found.follows == ()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("tlr5", "microglia"), "no entity, study or claim 'tlr5'; did you mean tlr4"),
        (
            ("tlr4", "cancer"),
            "'Toll-like receptor 4 → cancer'; did you mean ldn-kg why-not tlr4 cancer",
        ),
        (("cancer", "LDN"), "or ldn-kg why low_dose_naltrexone cancer?"),
        (("tlr4",), "no claim or inferred edge 'tlr4'; did you mean"),
        (("ldn-blocks-tlr5",), "did you mean ldn-blocks-tlr4"),
        (("edge:tlr4--actsIn--microgli",), "did you mean edge:tlr4--actsIn--microglia"),
    ],
)
def test_what_is_not_there_is_said(facts: Facts, names: tuple[str, ...], words: str) -> None:
    """With names that are near, or with the command that tells what is missing."""
    with pytest.raises(NotFoundError, match=re.escape(words)):
        why(facts, *names)


def test_an_edge_by_its_id(facts: Facts) -> None:
    """As JSON and the tree name it."""
    found = why(facts, "edge:tlr4--actsIn--microglia")
    assert [c.edge.iri for c in found.conclusions] == ["edge:tlr4--actsIn--microglia"]


def relabelled(facts: Facts, key: str, label: str) -> Facts:
    """The graph with another label for one entity."""
    node = iris.thing("entity", key)
    kept = [q for q in facts.store.quads() if (q.subject, q.predicate) != (node, RDFS.label)]
    return Facts(
        Store([*kept, ox.Quad(node, RDFS.label, ox.Literal(label, language="en"), iris.graph("x"))])
    )


def test_a_notebook_shows_labels_as_text(facts: Facts) -> None:
    """Markup in a label is no markup of the page."""
    label = "</pre><script>window.broken = true</script>"
    page = why(relabelled(facts, "tlr4", label), "tlr4", "microglia")._repr_html_()
    assert "<script>" not in page
    assert label in unescape(page)
    assert page.count("<pre>") == page.count("</pre>") == 1


def test_a_thing_without_a_label_is_called_by_its_words(facts: Facts) -> None:
    """A key is no sentence."""
    node = iris.thing("entity", "sickness_behaviour")
    kept = (q for q in facts.store.quads() if (q.subject, q.predicate) != (node, RDFS.label))
    bare = Store(kept)
    words = Phrases(Facts(bare))
    assert words.clause("entity:cytokine", "ldn:contributesTo", "entity:sickness_behaviour") == (
        "cytokines contribute to sickness behaviour"
    )


@pytest.fixture
def run(kg: ldn_kg.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The command on a graph that is open already."""

    def command(*args: str, store: Store | None = None) -> Any:
        opened = SimpleNamespace(store=store or kg.store)
        monkeypatch.setattr("ldn_kg.cli.trace.opened", lambda _: opened)
        return CliRunner().invoke(app, ["why", *args])

    return command


def test_the_command_tells_in_four_ways(run: Callable[..., Any], tmp_path: Path) -> None:
    """English, unless asked otherwise."""
    assert run("tlr4", "microglia").stdout.startswith("Toll-like receptor 4 is found in microglial")
    assert "└─ by rule: " in run("tlr4", "microglia", "--format", "tree").stdout
    assert json.loads(run("ldn-blocks-tlr4", "--format", "json").stdout)["follows"]
    picture = tmp_path / "why.svg"
    done = run("tlr4", "microglia", "--format", "svg", "-o", str(picture))
    assert (done.exit_code, done.stdout) == (0, "")
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_the_command_verifies(run: Callable[..., Any]) -> None:
    """Two claims, one line and one place each; ten proofs over them."""
    done = run("tlr4", "microglia", "--verify")
    assert (done.exit_code, done.stdout) == (
        0,
        "verified: 10 proofs replayed, 2 evidence lines, 2 places\n",
    )


def test_the_command_reports_what_fails(run: Callable[..., Any], kg: ldn_kg.KnowledgeGraph) -> None:
    """A place that is gone: which proof, what, and exit code 1."""
    line = iris.thing("line", "ldn-blocks-tlr4", "intro")
    spoilt = Store(q for q in kg.store.quads() if (q.subject, q.predicate) != (line, LDN.locator))
    done = run("tlr4", "microglia", "--verify", store=spoilt)
    assert done.exit_code == 1
    assert "line:ldn-blocks-tlr4--intro leads to no place" in done.stdout
    assert done.stdout.splitlines()[0].startswith("proof:supported_claim--")
    assert "1 wrong: 10 proofs replayed" in done.stdout


def test_the_places_are_compared_with_the_text(
    run: Callable[..., Any], kg: ldn_kg.KnowledgeGraph
) -> None:
    """For whoever has the text; a digest that is off by a letter is found."""
    if not SOURCE_TEXT.exists():
        pytest.skip("the text of the article is not part of the project")
    source = ("--verify", "--source", str(SOURCE_TEXT))
    done = run("ldn-decreases-il10", *source)
    assert done.exit_code == 0
    assert done.stdout.startswith("verified: 2 proofs replayed, 2 evidence lines, 6 places; all")
    spoilt = [
        ox.Quad(q.subject, q.predicate, ox.Literal("0" * 64), q.graph_name)
        if q.predicate == LDN.sha256 and "--7320-7325" in str(q.subject)
        else q
        for q in kg.store.quads()
    ]
    done = run("ldn-decreases-il10", *source, store=Store(spoilt))
    assert done.exit_code == 1
    assert "Outcome [7320, 7325]: these characters have another digest" in done.stdout


def test_a_text_is_only_read_to_verify(run: Callable[..., Any]) -> None:
    """Nothing is silently left undone."""
    done = run("ldn-blocks-tlr4", "--source", "article.txt")
    assert "add --verify" in str(done.exception)


def test_a_tree_of_nothing_is_empty(facts: Facts, grower: Grower) -> None:
    """No conclusion, no text."""
    assert as_tree(Phrases(facts), grower.premises.statements, []) == ""
