"""The real records: counts against the bare text of the files, findings against their own words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import ldn_kg
from ldn_kg.drugmechdb import (
    ENTITIES,
    Comparison,
    Imported,
    compare,
    import_records,
    read_records,
    write_layer,
)
from ldn_kg.mappings import read_mappings
from ldn_kg.store import Store
from ldn_kg.tables import Table
from tests.drugmechdb.making import REAL, TABLES, relations

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"DrugMechDB's records are not at {REAL}; not part of the project"
)


@cache
def texts() -> dict[str, str]:
    """The bare text of each record."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(REAL.glob("*.yaml"))}


@cache
def imported() -> Imported:
    """The import of all of them."""
    return import_records(REAL, TABLES)


@cache
def layer() -> Store:
    """The layer of all of them."""
    return Store(imported().quads)


def by_rule(rule: str) -> set[str]:
    """The records that a rule is about."""
    return {
        name
        for finding in imported().findings
        if finding.problem.rule == rule
        for name in finding.records
    }


def value(text: str, key: str) -> str:
    """The value of a key in the head of a record."""
    found = re.search(rf"^  {key}: (.+)$", text, re.MULTILINE)
    return found.group(1) if found else ""


def test_every_record_is_read() -> None:
    """As many as there are files, each under its name."""
    names = [placed.record.id for placed in read_records(REAL)]
    assert names == sorted(texts())
    assert names


def test_counts_are_those_of_the_text() -> None:
    """Links, nodes and relations, counted by their lines."""
    lines = [line for text in texts().values() for line in text.splitlines()]
    keys = Counter(line.removeprefix("  - key: ") for line in lines if line.startswith("  - key:"))
    report = imported().report
    assert report["records"] == len(texts())
    assert report["hops"] == keys.total()
    assert report["nodes"] == sum(bool(re.match("  - id: |    id: ", line)) for line in lines)
    table = relations()
    assert set(keys) <= set(table)
    natures = Counter[str]()
    for key, count in keys.items():
        natures[table[key].nature] += count
    assert report["hops_by_nature"] == dict(natures)
    # The names that Biolink gave up, written out by hand.
    gone = (
        "increases activity of", "decreases activity of", "increases abundance of",
        "decreases abundance of", "positively regulates", "negatively regulates",
        "molecularly interacts with",
    )  # fmt: skip
    assert report["old_predicates"] == {key: keys[key] for key in sorted(gone)}


def test_the_layer_has_as_many_paths_nodes_and_hops() -> None:
    """None is lost, and none is merged with another."""
    count = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a ldn:%s }"
    numbers = {
        name: Table.from_result(layer().query(count % name)).rows[0][0]
        for name in ("ImportedPath", "PathNode", "ImportedHop")
    }
    report = imported().report
    assert numbers == {
        "ImportedPath": report["records"],
        "PathNode": report["nodes"],
        "ImportedHop": report["hops"],
    }


def test_the_records_of_naltrexone_carry_the_identifier_of_naloxone() -> None:
    """Exactly those whose head says DB00704 and D009270."""
    expected = {
        name
        for name, text in texts().items()
        if value(text, "drugbank") == "DB:DB00704" and value(text, "drug_mesh") == "MESH:D009270"
    }
    assert len(expected) == 3
    messages = {
        finding.records[0]: finding.problem.message
        for finding in imported().findings
        if finding.problem.rule == "identifier-of-another"
        and "carries the identifier of Naloxone (MESH:D009270)" in finding.problem.message
    }
    assert set(messages) == expected
    sharing = {name for name, text in texts().items() if "drug_mesh: MESH:D009270" in text}
    assert by_rule("one-identifier-two-drugs") == sharing


def test_drugs_whose_references_are_of_another_drug() -> None:
    """By the addresses in the text; among them rituximab under the identifier of alclometasone."""
    expected = set()
    for name, text in texts().items():
        pages = set(re.findall(r"go\.drugbank\.com/drugs/(\w+)", text))
        own = value(text, "drugbank").removeprefix("DB:")
        if pages and own not in pages:
            expected.add(name)
    assert by_rule("reference-of-another-drug") == expected
    assert "DB00240_MESH_D001172_1" in expected


def test_identifiers_that_cannot_be_one() -> None:
    """A DrugBank identifier without its letters, an accession that is too short."""
    text = "\n".join(texts().values())
    assert re.findall(r"UniProt:\w{1,5}$", text, re.MULTILINE)
    assert by_rule("bad-identifier") == {
        name
        for name, content in texts().items()
        if re.search(r"UniProt:\w{1,5}$", content, re.MULTILINE)
        or not re.fullmatch(r"DB:DB\d{5}", value(content, "drugbank"))
    }


def test_no_drug_is_tied_to_another_drug() -> None:
    """Each drug that is tied to ours goes by the name of ours."""
    query = """SELECT ?record ?name ?entity { ?path dcterms:identifier ?record ; ldn:pathDrug ?n .
      ?n rdfs:label ?name ; skos:exactMatch|skos:closeMatch ?entity }"""
    tied = {
        (name.casefold(), entity)
        for _, name, entity in Table.from_result(layer().query(query))
        if isinstance(name, str)
    }
    assert tied == {("naloxone", "entity:naloxone"), ("methotrexate", "entity:methotrexate")}
    named = "SELECT ?name ?entity { ?n rdfs:label ?name ; ldn:namedAs ?entity }"
    assert set(Table.from_result(layer().query(named))) == {
        ("Naltrexone", "entity:naltrexone"),
        ("Low Dose Naltrexone", "entity:low_dose_naltrexone"),
    }


def test_all_records_in_one_file_give_the_same_layer(tmp_path: Path) -> None:
    """But for the places of findings, which are in another file then."""
    items = []
    for text in texts().values():
        first, *rest = text.splitlines()
        items += [f"- {first}", *(f"  {line}" for line in rest)]
    path = tmp_path / "indication_paths.yaml"
    path.write_text("\n".join(items) + "\n", encoding="utf-8")
    done = import_records(path, TABLES)
    assert done.quads == imported().quads
    assert [f.problem.rule for f in done.findings if f.problem.rule == "file-name"] == []


def test_twice_the_same_bytes(tmp_path: Path) -> None:
    """From reading to saving."""
    outputs = []
    for number in ("one", "two"):
        done = import_records(REAL, TABLES)
        path = write_layer(tmp_path / number, done.quads, done.report)
        outputs.append((path.read_bytes(), path.with_suffix(".json").read_bytes()))
    assert outputs[0] == outputs[1]


# --- beside our claims ---------------------------------------------------------------------------


@pytest.fixture(name="found", scope="module")
def _found(kg: ldn_kg.KnowledgeGraph) -> Comparison:
    return compare(kg.store, layer(), read_mappings(TABLES / ENTITIES))


def test_the_receptors_of_naltrexone_are_shared_as_another_dose(found: Comparison) -> None:
    """Three opioid receptors in the record about alcoholism, TLR4 in the one about low doses."""
    blocks = {
        row["claim"]: (row["match"], row["agreement"], row["record_ids"])
        for row in found.shared.records()
        if row["our_predicate"] == "ldn:blocks"
    }
    alcohol = ("other dose", "same sign", "DB00704_MESH_D000437_1")
    assert blocks == {
        "claim:ldn-blocks-mu-opioid-receptor": alcohol,
        "claim:ldn-blocks-delta-opioid-receptor": alcohol,
        "claim:ldn-blocks-kappa-opioid-receptor": alcohol,
        "claim:ldn-blocks-tlr4": ("by name", "same sign", "DB00704_MESH_D059350_1"),
    }


def test_no_record_of_naltrexone_counts_for_naloxone(found: Comparison) -> None:
    """Nor the other way round."""
    for table in (found.shared, found.lacking):
        for row in table.records():
            ids = str(row["record_ids"])
            if "naloxone" in str(row["subject"]):
                assert "DB00704" not in ids
            if "naltrexone" in str(row["subject"]):
                assert "DB01183" not in ids


def test_hops_of_naloxone_are_lacking_and_in_no_doubt(found: Comparison) -> None:
    """Its two records have three receptors each, and we claim none of them of naloxone."""
    rows = {
        row["object"]: (row["records"], row["in_doubt"])
        for row in found.lacking.records()
        if row["our_subject"] == "entity:naloxone"
    }
    assert rows == dict.fromkeys(
        ("mu-opioid receptor", "delta-opioid receptor", "kappa-opioid receptor"), (2, False)
    )


def test_up_regulation_is_where_the_signs_are_opposed(found: Comparison) -> None:
    """And the claim that agrees is named in the row."""
    rows = {row["claim"]: row for row in found.disagreements.records()}
    assert set(rows) == {
        f"claim:ldn-increases-{name}-opioid-receptor" for name in ("mu", "delta", "kappa")
    }
    for claim, row in rows.items():
        assert row["context"] == "receptor up-regulation"
        assert str(claim).replace("increases", "blocks") in str(row["notes"])


def test_two_of_our_claims_are_there_in_steps(found: Comparison) -> None:
    """Low-dose naltrexone, TLR4, TNF, inflammation."""
    steps = {row["claim"]: row["in_steps"] for row in found.ours_only.records() if row["in_steps"]}
    low = "DB00704_MESH_D059350_1"
    assert steps["claim:ldn-decreases-tnf"] == f"{low}: 2 steps, same sign, by name"
    assert steps["claim:ldn-decreases-inflammation"] == f"{low}: 3 steps, same sign, by name"
