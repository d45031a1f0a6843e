"""The comparison over a graph of our own making: each kind of match, of agreement, of silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from ldn_kg.drugmechdb import Comparison, compare, layer_quads
from ldn_kg.drugmechdb.checks import check_records
from ldn_kg.prefixes import PREFIXES
from ldn_kg.store import Store
from tests.drugmechdb.making import Content, about, mapping_set, read, record, relations, row

#: What the graph says beside the claims: two predicates with signs, one that is symmetric.
_AROUND = """
ldn:raises rdfs:subPropertyOf ldn:affects ; ldn:sign "+" .
ldn:lowers rdfs:subPropertyOf ldn:affects ; ldn:sign "-" .
ldn:regulates rdfs:subPropertyOf ldn:affects .
ldn:associatedWith a owl:SymmetricProperty .
entity:low_dose_naltrexone ldn:regimenOf entity:naltrexone .
entity:standard_dose_naltrexone ldn:regimenOf entity:naltrexone .
entity:naltrexone ldn:broader entity:opioid_antagonist .
entity:naloxone ldn:broader entity:opioid_antagonist .
"""
_LABELS = {
    "low_dose_naltrexone": "low-dose naltrexone",
    "standard_dose_naltrexone": "standard-dose naltrexone",
    "naltrexone": "naltrexone",
    "naloxone": "naloxone",
    "opioid_antagonist": "opioid antagonist",
    "tlr4": "Toll-like receptor 4",
    "tnf": "tumour necrosis factor",
    "chronic_pain": "chronic pain",
}
TNF = row("tnf", "exactMatch", "UniProt:P01375", ("tumour necrosis factor", "TNFA_HUMAN"))


def graph(*claims: str) -> Store:
    """A graph with claims, each as "name subject predicate object directions"."""
    text = "".join(f"@prefix {prefix}: <{uri}> .\n" for prefix, uri in PREFIXES.items()) + _AROUND
    for key, label in _LABELS.items():
        text += (
            f'entity:{key} a ldn:Entity ; rdfs:label "{label}"@en ; skos:prefLabel "{label}"@en ;'
            f' skos:definition "d"@en .\n'
        )
    text += 'entity:kind rdfs:label "kind"@en .\n'
    for claim in claims:
        name, subject, predicate, object_, *directions = claim.split()
        text += (
            f'claim:{name} a ldn:Claim ; rdfs:label "c"@en ; ldn:subject entity:{subject} ;'
            f" ldn:predicate ldn:{predicate} ; ldn:object entity:{object_} .\n"
        )
        for number, direction in enumerate(directions):
            text += (
                f"claim:{name} ldn:hasEvidenceLine line:{name}-{number} . line:{name}-{number}"
                f" ldn:evidenceDirection ldn:{direction} ; ldn:hedge ldn:asserted ;"
                f" ldn:layer ldn:reviewLayer ; ldn:evidenceKind entity:kind .\n"
            )
    here = ox.NamedNode(PREFIXES["graph"] + "claims")
    triples = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    return Store([ox.Quad(t.subject, t.predicate, t.object, here) for t in triples])


def compared(tmp_path: Path, records: list[Content], *claims: str) -> Comparison:
    """The comparison of some records with some claims."""
    read_ones = read(tmp_path, *records)
    mappings = mapping_set(TNF)
    findings = check_records(read_ones, relations(), mappings)
    layer = Store(layer_quads(read_ones, relations(), mappings, findings))
    return compare(graph(*claims), layer, mappings)


def shared(found: Comparison) -> list[tuple[object, ...]]:
    """Claim, match and agreement of each shared row."""
    return [(r["claim"], r["match"], r["agreement"]) for r in found.shared.records()]


def drug(name: str, mesh: str = "D009271") -> Content:
    """A record of one drug, on TLR4."""
    return about(name, mesh, "DB01183" if name == "Naloxone" else "DB00704")


#: Our claim, their drug, and how the two match.
MATCHES = [
    ("naltrexone", drug("Naltrexone"), "exact"),
    ("low_dose_naltrexone", drug("Naltrexone"), "other dose"),
    ("standard_dose_naltrexone", drug("Naltrexone"), "other dose"),
    ("opioid_antagonist", drug("Naltrexone"), "ours is wider"),
    ("naloxone", drug("Naltrexone"), None),
    ("naloxone", drug("Naloxone", "D009270"), "exact"),
    ("naltrexone", drug("Naloxone", "D009270"), None),
    ("low_dose_naltrexone", drug("Low Dose Naltrexone"), "by name"),
    ("naltrexone", drug("Low Dose Naltrexone"), "other dose"),
    ("standard_dose_naltrexone", drug("Low Dose Naltrexone"), "other dose"),
    # Under the identifier of naloxone: what the record names, and never naloxone.
    ("naltrexone", drug("Naltrexone", "D009270"), "by name"),
    ("low_dose_naltrexone", drug("Naltrexone", "D009270"), "other dose"),
    ("naloxone", drug("Naltrexone", "D009270"), None),
    ("low_dose_naltrexone", drug("Low Dose Naltrexone", "D009270"), "by name"),
    ("naloxone", drug("Low Dose Naltrexone", "D009270"), None),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "match"),
    MATCHES,
    ids=[f"{c[0]}-{c[1]['graph']['drug']}-{c[1]['graph']['drug_mesh'][-1]}" for c in MATCHES],
)
def test_how_a_drug_of_theirs_is_one_of_ours(
    tmp_path: Path, ours: str, theirs: Content, match: str | None
) -> None:
    """A dose is not a drug, and one drug is not another."""
    found = compared(tmp_path, [theirs], f"c {ours} lowers tlr4 supports")
    expected = [] if match is None else [("claim:c", match, "same sign")]
    assert shared(found) == expected
    assert len(found.disagreements) == 0
    doubted = theirs["graph"]["drug_mesh"].endswith("0") and theirs["graph"]["drug"] != "Naloxone"
    assert [r["in_doubt"] for r in found.shared.records()] == [doubted] * len(expected)


def test_of_which_dose_each_side_speaks(tmp_path: Path) -> None:
    """It is said in the row."""
    found = compared(tmp_path, [drug("Naltrexone")], "c low_dose_naltrexone lowers tlr4 supports")
    assert found.shared.column("dose") == ["theirs: naltrexone; ours: low-dose naltrexone"]


#: Our predicate and evidence, how the signs stand to each other, whether it is a disagreement.
AGREEMENTS = [
    ("lowers", "supports", "same sign", False),
    ("raises", "supports", "opposite signs", True),
    ("lowers", "disputes", "same sign, ours is disputed", True),
    ("raises", "disputes", "opposite signs, ours is disputed", False),
    ("lowers", "supports disputes", "same sign, ours is contested", False),
    ("raises", "supports disputes", "opposite signs, ours is contested", True),
    ("lowers", "inconclusive", "same sign, ours is inconclusive", False),
    ("regulates", "supports", "no sign in ours", False),
]


@pytest.mark.parametrize(("predicate", "lines", "agreement", "disagrees"), AGREEMENTS)
def test_how_signs_and_evidence_agree(
    tmp_path: Path, predicate: str, lines: str, agreement: str, disagrees: bool
) -> None:
    """What our evidence disputes is not what we say."""
    found = compared(tmp_path, [drug("Naltrexone")], f"c naltrexone {predicate} tlr4 {lines}")
    assert shared(found) == [("claim:c", "exact", agreement)]
    assert len(found.disagreements) == disagrees


def test_a_claim_that_agrees_is_named_beside_one_that_does_not(tmp_path: Path) -> None:
    """The same hop may be set beside both."""
    found = compared(
        tmp_path,
        [drug("Naltrexone")],
        "blocks naltrexone lowers tlr4 supports",
        "upregulates naltrexone raises tlr4 supports",
    )
    (row_,) = found.disagreements.records()
    assert row_["claim"] == "claim:upregulates"
    assert row_["notes"] == "claim:blocks agrees with them"


def test_a_hop_without_a_sign_is_shared_and_no_disagreement(tmp_path: Path) -> None:
    """As with a relation that nobody mapped."""
    for number, key in enumerate(("regulates", "tickles")):
        made = drug("Naltrexone")
        made["links"][0]["key"] = key
        found = compared(tmp_path / str(number), [made], "c naltrexone raises tlr4 supports")
        assert shared(found) == [("claim:c", "exact", "no sign in theirs")]


def test_what_goes_together_goes_together_in_either_order(tmp_path: Path) -> None:
    """A cause does not."""
    found = compared(
        tmp_path / "together", [drug("Naltrexone")], "c chronic_pain associatedWith tlr4 supports"
    )
    assert shared(found) == [("claim:c", "exact", "no sign in ours")]
    found = compared(
        tmp_path / "cause", [drug("Naltrexone")], "c chronic_pain raises tlr4 supports"
    )
    assert shared(found) == []


def test_a_relation_that_reads_backwards_is_turned(tmp_path: Path) -> None:
    """Pain is caused by TLR4: TLR4 raises pain."""
    made = drug("Naltrexone")
    made["links"].append({"key": "caused by", "source": "MESH:D059350", "target": "UniProt:O00206"})
    found = compared(tmp_path, [made], "c tlr4 raises chronic_pain supports")
    assert ("claim:c", "exact", "same sign") in shared(found)


def test_what_they_have_and_we_lack(tmp_path: Path) -> None:
    """Between our things, or about our drugs; written as they write it."""
    first = drug("Naltrexone")
    first["nodes"].append({"id": "GO:0006954", "label": "BiologicalProcess", "name": "fire"})
    first["links"].append({"key": "causes", "source": "UniProt:O00206", "target": "GO:0006954"})
    first["links"].append(
        {"key": "manifestation of", "source": "GO:0006954", "target": "MESH:D059350"}
    )
    other = about("ibuprofen", "D007052", "DB01050")
    other["nodes"].append({"id": "GO:0006954", "label": "BiologicalProcess", "name": "fire"})
    other["links"].append({"key": "precedes", "source": "UniProt:O00206", "target": "GO:0006954"})
    found = compared(tmp_path, [first, other])
    columns = ("subject", "their_predicate", "object", "because", "records")
    rows = [tuple(r[name] for name in columns) for r in found.lacking.records()]
    assert sorted(rows) == [
        ("Toll-like receptor 4", "causes", "fire", "about naltrexone", 1),
        ("Toll-like receptor 4", "positively correlated with", "chronic pain",
         "both ends are ours; about naltrexone", 2),
        ("fire", "manifestation of", "chronic pain", "about naltrexone", 1),
        ("naltrexone", "decreases activity of", "Toll-like receptor 4",
         "both ends are ours; about naltrexone", 1),
    ]  # fmt: skip


def test_hops_of_two_drugs_with_one_identifier_stay_apart(tmp_path: Path) -> None:
    """One row each, the one in doubt under the drug that it names."""
    found = compared(tmp_path, [drug("Naltrexone", "D009270"), drug("Naloxone", "D009270")])
    rows = [
        (r["subject"], r["our_subject"], r["records"], r["in_doubt"])
        for r in found.lacking.records()
        if r["their_predicate"] == "decreases activity of"
    ]
    assert sorted(rows, key=str) == [
        ("naloxone", "entity:naloxone", 1, False),
        ("naltrexone", "entity:naltrexone", 1, True),
    ]


def test_what_only_we_have(tmp_path: Path) -> None:
    """Causal claims between things with identifiers; others are no hops at all."""
    found = compared(
        tmp_path,
        [drug("Naltrexone")],
        "shared naltrexone lowers tlr4 supports",
        "ours naloxone lowers tnf supports",
        "seen naltrexone lowers chronic_pain supports",
        "nameless opioid_antagonist lowers tnf supports",
        "together tnf associatedWith chronic_pain supports",
    )
    columns = ("claim", "both_seen", "in_steps")
    rows = [tuple(r[name] for name in columns) for r in found.ours_only.records()]
    assert rows == [("claim:ours", False, ""), ("claim:seen", True, "")]


def _through_tnf(*keys: str) -> Content:
    """From the drug by TLR4 to TNF."""
    made = drug("Low Dose Naltrexone")
    made["nodes"].append({"id": "UniProt:P01375", "label": "Protein", "name": "TNF"})
    made["links"][0]["key"] = keys[0]
    made["links"].append({"key": keys[1], "source": "UniProt:O00206", "target": "UniProt:P01375"})
    return made


def _both_ways() -> Content:
    """Two ways of one length, with opposite signs."""
    made = _through_tnf("decreases activity of", "increases activity of")
    made["nodes"].append({"id": "UniProt:P05231", "label": "Protein", "name": "IL-6"})
    for source, target in (
        ("MESH:D009271", "UniProt:P05231"),
        ("UniProt:P05231", "UniProt:P01375"),
    ):
        made["links"].append({"key": "positively regulates", "source": source, "target": target})
    return made


#: Their record, our claim, and what is said of the way between.
WAYS: list[tuple[Callable[[], Content], str, str]] = [
    (lambda: _through_tnf("decreases activity of", "increases activity of"),
     "low_dose_naltrexone lowers tnf", "2 steps, same sign, by name"),
    (lambda: _through_tnf("decreases activity of", "increases activity of"),
     "naltrexone lowers tnf", "2 steps, same sign, other dose"),
    (lambda: _through_tnf("decreases activity of", "increases activity of"),
     "low_dose_naltrexone raises tnf", "2 steps, opposite sign, by name"),
    (lambda: _through_tnf("decreases activity of", "decreases activity of"),
     "low_dose_naltrexone lowers tnf", "2 steps, opposite sign, by name"),
    (lambda: _through_tnf("regulates", "decreases activity of"),
     "low_dose_naltrexone lowers tnf", "2 steps, without a sign, by name"),
    (_both_ways, "low_dose_naltrexone lowers tnf", "2 steps, both signs, by name"),
    (lambda: _through_tnf("decreases activity of", "positively correlated with"),
     "low_dose_naltrexone lowers tnf", ""),
    (lambda: _through_tnf("decreases activity of", "increases activity of"),
     "naloxone lowers tnf", ""),
]  # fmt: skip


@pytest.mark.parametrize(("made", "claim", "words"), WAYS)
def test_a_claim_that_a_record_comes_to_in_steps(
    tmp_path: Path, made: Callable[[], Content], claim: str, words: str
) -> None:
    """Along causes alone, with the sign that they come to."""
    found = compared(tmp_path, [made()], f"c {claim} supports")
    (row_,) = found.ours_only.records()
    assert row_["in_steps"] == (f"DB00704_MESH_D059350_1: {words}" if words else "")


def test_tables_have_a_brief_form(tmp_path: Path) -> None:
    """Fewer columns, the same rows; also of nothing."""
    full = compared(tmp_path, [record()], "c naltrexone lowers tlr4 supports")
    for found in (full, compare(Store([]), Store([]), mapping_set())):
        for name, table in found.brief().items():
            whole = found.tables()[name]
            assert set(table.columns) < set(whole.columns)
            assert len(table) == len(whole)
            assert table.title == whole.title
    assert full.counts() == {"shared": 1, "lacking": 1, "ours_only": 0, "disagreements": 0}
