"""What is doubtful in records is found, each by the rule for it, and sound records have nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ldn_kg.drugmechdb import check_records
from ldn_kg.drugmechdb.findings import Finding
from ldn_kg.drugmechdb.identifiers import SCHEMES, fault, normal
from ldn_kg.mappings import MappingSet
from tests.drugmechdb.making import Content, about, mapping_set, read, record, relations, row


def found(tmp_path: Path, *records: Content, mappings: MappingSet | None = None) -> list[Finding]:
    """What is found in records."""
    read_ones = read(tmp_path, *records)
    return list(check_records(read_ones, relations(), mappings or mapping_set()))


def rules(findings: list[Finding]) -> list[str]:
    """The rules, in the order of the findings."""
    return [finding.problem.rule for finding in findings]


def test_sound_records_have_nothing(tmp_path: Path) -> None:
    """Two drugs, each with its own identifiers."""
    assert found(tmp_path, record(), about("Naloxone", "D009270", "DB01183")) == []


@pytest.mark.parametrize("prefix", SCHEMES)
def test_each_scheme_takes_its_own_example(prefix: str) -> None:
    """And says what is wrong with a shorter one."""
    scheme = SCHEMES[prefix]
    example = f"{prefix}:{scheme.example.partition(':')[2]}"
    assert fault(example) is None
    assert normal(example) == f"{scheme.prefix}:{scheme.example.partition(':')[2]}"
    assert fault(f"{prefix}:!") is not None


@pytest.mark.parametrize(
    ("curie", "rule"),
    [
        ("UniProt:P3535", "bad-identifier"),
        ("UniProt:p35354", "bad-identifier"),
        ("UniProt:Q07817-1", None),
        ("UniProt:A0A024R161", None),
        ("MESH:D00927", "bad-identifier"),
        ("MESH:Q000000", "bad-identifier"),
        ("MESH:C000596027", None),
        ("MESH: D009270", "bad-identifier"),
        ("DB:B02362", "bad-identifier"),
        ("DB:DBSALT001065", None),
        ("DB:DBMET01698", None),
        ("GO:6954", "bad-identifier"),
        ("GO:٠٠٠٦٩٥٤", "bad-identifier"),
        ("CHEBI:1", None),
        ("reactome:R-HSA-75893\ufeff", "bad-identifier"),
        ("REACT:R-HSA-75893", None),
        ("mesh:D009270", "unknown-prefix"),
        ("KEGG:M00100", "unknown-prefix"),
        ("D009270", "unknown-prefix"),
        ("", "unknown-prefix"),
    ],
)
def test_an_identifier_is_one_or_is_not(curie: str, rule: str | None) -> None:
    """By the pattern of its vocabulary."""
    wrong = fault(curie)
    assert (wrong.rule if wrong else None) == rule
    assert (normal(curie) is None) == (rule is not None)


def _set(*path: str | int, value: object) -> Callable[[Content], None]:
    def change(made: Content) -> None:
        place: Any = made
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def _bad_protein(made: Content) -> None:
    made["nodes"][1]["id"] = made["links"][0]["target"] = made["links"][1]["source"] = "UniProt:P1"


def _twice(made: Content) -> None:
    made["links"].append(dict(made["links"][0]))


def _node_twice(made: Content) -> None:
    made["nodes"].append(dict(made["nodes"][1]))


def _circle(made: Content) -> None:
    made["links"].append({"key": "regulates", "source": "MESH:D059350", "target": "UniProt:O00206"})


def _no_references(made: Content) -> None:
    del made["references"]


#: What is planted, the rule that must fire, whether the drug or another node is doubted, words.
PLANTED = [
    (_bad_protein, "bad-identifier", 1, "UniProt:P1"),
    (_set("nodes", 1, "alt_ids", value=["XYZ:1"]), "unknown-prefix", None, "XYZ:1"),
    (_set("graph", "_id", value="DB00704_MESH_D059351_1"), "record-name", None,
     "expected DB00704_MESH_D059350_ and a number"),
    (_set("graph", "_id", value="DB00704_MESH_D059350"), "record-name", None, "and a number"),
    (_set("graph", "drug", value="naltrexone HCl"), "name-disagrees", None, "'naltrexone HCl'"),
    (_set("graph", "disease", value="Pain"), "name-disagrees", None, "the disease is called"),
    (_set("graph", "drug_mesh", value="MESH:C000001,MESH:D009271"), "several-identifiers", None,
     "2 MeSH identifiers"),
    (_set("references", value=["https://go.drugbank.com/drugs/DB01183#x"]),
     "reference-of-another-drug", 0, "carries DB00704, its references speak of DB01183"),
    (_no_references, "no-reference", None, "says nowhere"),
    (_set("nodes", 0, "label", value="ChemicalSubstance"), "wrong-kind", None, "call it a Drug"),
    (_set("nodes", 2, "label", value="Drug"), "wrong-kind", None, "call it a Disease"),
    (_set("nodes", 1, "label", value="Gene"), "unknown-kind", None, "'Gene' is no kind"),
    (_set("nodes", 1, "name", value="Protein"), "name-is-kind", None, "which is a kind"),
    (_twice, "repeated-link", None, "stands 2 times"),
    (_node_twice, "repeated-node", None, "node UniProt:O00206 stands 2 times"),
    (_circle, "circle", None, "MESH:D059350 and UniProt:O00206"),
    (_set("links", 0, "key", value="tickles"), "unmapped-predicate", None, "'tickles'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "rule", "doubted", "words"),
    PLANTED,
    ids=[f"{number}-{case[1]}" for number, case in enumerate(PLANTED)],
)
def test_a_planted_fault_fires(
    tmp_path: Path,
    plant: Callable[[Content], None],
    rule: str,
    doubted: int | None,
    words: str,
) -> None:
    """Its own rule and no other."""
    made = record()
    plant(made)
    findings = found(tmp_path, made)
    assert rules(findings) == [rule]
    (finding,) = findings
    name = made["graph"]["_id"]
    assert finding.records == (name,)
    assert finding.doubted == (() if doubted is None else ((name, doubted),))
    assert words in str(finding.problem)
    assert finding.problem.where.line


def test_the_name_of_the_file_is_that_of_the_record(tmp_path: Path) -> None:
    """For a record of its own; a list of records has no name."""
    (placed,) = read(tmp_path, record())
    path = tmp_path / placed.origin.file
    path.rename(tmp_path / "other.yaml")
    assert rules(found(tmp_path)) == ["file-name"]


def test_a_reference_to_the_right_drug_is_enough(tmp_path: Path) -> None:
    """Others may be named beside it."""
    made = record()
    made["references"].append("https://go.drugbank.com/drugs/DB01183")
    assert found(tmp_path, made) == []


# --- drugs against our table ---------------------------------------------------------------------


def test_naltrexone_under_the_identifier_of_naloxone(tmp_path: Path) -> None:
    """It is said which drug the identifier is of, and what speaks for the other."""
    (finding,) = found(tmp_path, about("Naltrexone", "D009270", "DB00704"))
    assert finding.problem.rule == "identifier-of-another"
    assert finding.problem.message == (
        "carries the identifier of Naloxone (MESH:D009270); "
        "the name and the DrugBank identifier say Naltrexone"
    )
    assert finding.doubted == (("DB00704_MESH_D059350_1", 0),)


def test_a_regimen_under_the_identifier_of_another_drug(tmp_path: Path) -> None:
    """The name says a dose, the DrugBank identifier the drug."""
    (finding,) = found(tmp_path, about("Low Dose Naltrexone", "D009270", "DB00704"))
    assert "the name says Low Dose Naltrexone, the DrugBank identifier naltrexone" in str(
        finding.problem
    )


def test_a_regimen_under_the_identifier_of_its_drug_is_sound(tmp_path: Path) -> None:
    """Nobody has a narrower one."""
    assert found(tmp_path, about("Low Dose Naltrexone", "D009271", "DB00704")) == []


def test_only_the_denial_knows_it(tmp_path: Path) -> None:
    """A row with Not is enough, even where nothing says what the identifier is of."""
    denial = row("naltrexone", "exactMatch", "MESH:D000001", ("naltrexone", "X"), negated=True)
    findings = found(
        tmp_path, about("Naltrexone", "D000001", "DB00704"), mappings=mapping_set(denial)
    )
    assert rules(findings) == ["identifier-of-another"]
    assert "another thing (MESH:D000001)" in findings[0].problem.message


def test_a_drug_under_the_identifier_of_a_protein(tmp_path: Path) -> None:
    """A close match is no reason to take a drug for a mediator."""
    protein = row("il1rn", "closeMatch", "MESH:D053590", ("IL-1RA", "IL-1 receptor antagonist"))
    (finding,) = found(
        tmp_path, about("anakinra", "D053590", "DB00026"), mappings=mapping_set(protein)
    )
    assert "IL-1 receptor antagonist (MESH:D053590); the name says anakinra" in str(finding)


def test_a_thing_on_the_way_under_the_identifier_of_another_of_ours(tmp_path: Path) -> None:
    """A drug that is no drug there, or anything else that goes by a name of ours."""
    made = record()
    made["nodes"].append({"id": "MESH:D009270", "label": "ChemicalSubstance", "name": "Naltrexone"})
    made["nodes"].append({"id": "MESH:D000001", "label": "Protein", "name": "whatever"})
    (finding,) = found(tmp_path, made)
    assert finding.problem.message == (
        "carries the identifier of Naloxone (MESH:D009270); the name says Naltrexone"
    )
    assert finding.doubted == (("DB00704_MESH_D059350_1", 3),)


def test_a_wrong_drugbank_identifier_is_found_too(tmp_path: Path) -> None:
    """It does not speak for the name then."""
    made = about("Naltrexone", "D009271", "DB01183")
    assert [finding.problem.message for finding in found(tmp_path, made)] == [
        "carries the identifier of Naloxone (DRUGBANK:DB01183); the name says Naltrexone".replace(
            "DRUGBANK:", "DB:"
        )
    ]


def test_a_disease_that_is_called_a_drug_is_not_held_to_the_rule_for_drugs(tmp_path: Path) -> None:
    """Its name may differ from ours without harm."""
    made = record()
    made["nodes"][2] |= {"label": "Drug", "name": "Pain that stays"}
    made["graph"]["disease"] = "Pain that stays"
    assert rules(found(tmp_path, made)) == ["wrong-kind"]


# --- records against each other ------------------------------------------------------------------


def test_one_identifier_on_two_drugs_that_nobody_knows(tmp_path: Path) -> None:
    """Neither is relied on."""
    findings = found(
        tmp_path, about("amoxapine", "D000657", "DB00543"), about("loxapine", "D000657", "DB00408")
    )
    assert rules(findings) == ["one-identifier-two-drugs"]
    assert findings[0].doubted == (("DB00408_MESH_D059350_1", 0), ("DB00543_MESH_D059350_1", 0))
    assert "loxapine (DB:DB00408; 1), amoxapine (DB:DB00543; 1)" in findings[0].problem.message


def test_our_table_settles_whose_identifier_it_is(tmp_path: Path) -> None:
    """The rightful owner stays out of doubt; the other is in doubt by the rule for that."""
    findings = found(
        tmp_path,
        about("Naltrexone", "D009270", "DB00704"),
        about("Naloxone", "D009270", "DB01183"),
    )
    assert sorted(rules(findings)) == ["identifier-of-another", "one-identifier-two-drugs"]
    doubted = {node for finding in findings for node in finding.doubted}
    assert doubted == {("DB00704_MESH_D059350_1", 0)}


def test_one_drug_under_two_identifiers(tmp_path: Path) -> None:
    """It is said; a salt may be meant, so nothing is doubted."""
    findings = found(
        tmp_path,
        about("meloxicam", "C065757", "DB00814"),
        about("meloxicam", "D000077239", "DB00814", disease="D010003"),
    )
    assert rules(findings) == ["one-drug-two-identifiers"]
    assert "MESH:C065757 (1), MESH:D000077239 (1)" in findings[0].problem.message
    assert findings[0].doubted == ()


def test_one_name_under_two_identifiers_and_one_identifier_under_two_names(tmp_path: Path) -> None:
    """Names are compared without case and signs."""
    findings = found(
        tmp_path,
        about("amoxapine", "D000657", "DB00543"),
        about("Amoxapine", "D000658", "DB00285", disease="D010003"),
        about("Low-dose naltrexone", "D009271", "DB00704"),
        about("low dose naltrexone", "D009271", "DB00704", disease="D005356"),
        about("naltrexone", "D009271", "DB00704", disease="D000437"),
    )
    assert sorted(rules(findings)) == ["one-identifier-two-names", "one-name-two-identifiers"]
    said = {finding.problem.rule: finding.problem.message for finding in findings}
    assert said["one-name-two-identifiers"] == "amoxapine: DB:DB00285 (1), DB:DB00543 (1)"
    assert said["one-identifier-two-names"] == (
        "DB:DB00704: low dose naltrexone (2), naltrexone (1)"
    )


def test_records_that_say_the_opposite_of_each_other(tmp_path: Path) -> None:
    """Of causes alone, and of drugs not at all, since two may share an identifier."""
    first = record()
    first["links"][1]["key"] = "positively regulates"
    second = about("Naloxone", "D009270", "DB01183")
    second["links"][1]["key"] = "negatively regulates"
    second["links"][0]["key"] = "increases activity of"
    (finding,) = found(tmp_path / "causes", first, second)
    assert finding.problem.rule == "opposed-records"
    assert finding.problem.message == (
        "the effect of Toll-like receptor 4 (UniProt:O00206) on Chronic pain (MESH:D059350) "
        "is + in 1, - in 1"
    )
    first["links"][1]["key"] = "positively correlated with"
    second["links"][1]["key"] = "negatively correlated with"
    assert found(tmp_path / "correlations", first, second) == []
    first["links"][1]["key"] = "causes"
    second["links"][1]["key"] = "caused by"
    assert found(tmp_path / "ways", first, second) == []


def test_findings_come_in_the_order_of_their_places(tmp_path: Path) -> None:
    """Whatever rule found them."""
    bad = record()
    bad["links"][0]["key"] = "tickles"
    _bad_protein(bad)
    other = about("Naloxone", "D009270", "DB01183")
    other["references"] = []
    del other["references"]
    findings = found(tmp_path, other, bad)
    assert findings == sorted(findings)
    assert len(findings) == 3
