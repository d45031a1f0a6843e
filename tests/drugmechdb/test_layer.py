"""The layer: one graph, a node for each thing of each record, nothing merged, always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ldn_kg.drugmechdb import import_records, layer_quads, read_layer, write_layer
from ldn_kg.drugmechdb.checks import check_records
from ldn_kg.drugmechdb.terms import TERMS
from ldn_kg.errors import BuildError, InputError
from ldn_kg.store import Store
from ldn_kg.tables import Table
from tests.drugmechdb.making import (
    TABLES,
    Content,
    about,
    mapping_set,
    read,
    record,
    relations,
    row,
    write,
)


def layer(tmp_path: Path, *records: Content) -> Store:
    """The layer of some records."""
    read_ones = read(tmp_path, *records)
    mappings = mapping_set(row("naltrexone", "relatedMatch", "CHEBI:134687"))
    findings = check_records(read_ones, relations(), mappings)
    return Store(layer_quads(read_ones, relations(), mappings, findings))


def rows(store: Store, query: str) -> list[tuple[object, ...]]:
    """What a query answers, in order."""
    return sorted(Table.from_result(store.query(query)), key=str)


def test_everything_stands_in_one_graph(tmp_path: Path) -> None:
    """So that it is never taken for what we say."""
    store = layer(tmp_path, record())
    assert rows(store, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == [("graph:drugmechdb",)]
    licence = "SELECT ?l { graph:drugmechdb dcterms:license ?l }"
    assert rows(store, licence) == [("https://creativecommons.org/publicdomain/zero/1.0/",)]


def test_a_path_and_what_it_is_about(tmp_path: Path) -> None:
    """Drug, disease, references, comment; what is no address stays text."""
    made = record()
    made["comment"] = "a remark"
    made["references"] += ["a book, page 3", "https://not an address"]
    store = layer(tmp_path, made)
    query = """SELECT ?id ?drug ?disease ?remark {
      ?path a ldn:ImportedPath ; dcterms:identifier ?id ; rdfs:comment ?remark ;
            ldn:pathDrug/rdfs:label ?drug ; ldn:pathDisease/rdfs:label ?disease }"""
    expected = [("DB00704_MESH_D059350_1", "Naltrexone", "Chronic pain", "a remark")]
    assert rows(store, query) == expected
    assert rows(store, "SELECT ?r { ?p dcterms:references ?r }") == [("DRUGBANK:DB00704",)]
    assert rows(store, "SELECT ?r { ?p dcterms:source ?r }") == [
        ("a book, page 3",),
        ("https://not an address",),
    ]


def test_a_hop_keeps_its_words_and_says_what_they_mean(tmp_path: Path) -> None:
    """The old name, today's predicate with its qualifiers, ours, and the sign."""
    store = layer(tmp_path, record())
    query = """SELECT ?n ?from ?key ?biolink ?aspect ?direction ?ours ?sign ?to {
      ?hop a ldn:ImportedHop ; ldn:hopPosition ?n ; ldn:originalPredicate ?key ;
           ldn:hopSource/rdfs:label ?from ; ldn:hopTarget/rdfs:label ?to ;
           biolink:predicate ?biolink ; ldn:mappedPredicate ?ours ; ldn:sign ?sign .
      OPTIONAL { ?hop biolink:object_aspect_qualifier ?aspect ;
                      biolink:object_direction_qualifier ?direction } }"""
    assert rows(store, query) == [
        (1, "Naltrexone", "decreases activity of", "biolink:affects", "activity", "decreased",
         "ldn:decreases", "-", "Toll-like receptor 4"),
        (2, "Toll-like receptor 4", "positively correlated with",
         "biolink:positively_correlated_with", None, None, "ldn:associatedWith", "+",
         "Chronic pain"),
    ]  # fmt: skip
    kinds = "SELECT ?key ?kind { ?h ldn:originalPredicate ?key ; a ?kind }"
    assert ("decreases activity of", "ldn:CausalHop") in rows(store, kinds)
    assert ("positively correlated with", "ldn:AssociationHop") in rows(store, kinds)


def test_a_relation_that_nobody_mapped_keeps_its_hop_without_a_sign(tmp_path: Path) -> None:
    """It is not guessed."""
    made = record()
    made["links"][0]["key"] = "tickles"
    store = layer(tmp_path, made)
    query = """SELECT ?key ?sign ?kind { ?hop ldn:originalPredicate ?key ; a ?kind
      OPTIONAL { ?hop ldn:sign ?sign } FILTER (?key = "tickles") }"""
    assert rows(store, query) == [("tickles", None, "ldn:ImportedHop")]


def test_what_is_sound_is_tied_to_ours(tmp_path: Path) -> None:
    """By the identifier in our way of writing."""
    store = layer(tmp_path, record())
    query = "SELECT ?name ?notation ?ours { ?n rdfs:label ?name ; skos:exactMatch ?ours ; "
    assert rows(store, query + "skos:notation ?notation }") == [
        ("Chronic pain", "MESH:D059350", "entity:chronic_pain"),
        ("Naltrexone", "MESH:D009271", "entity:naltrexone"),
        ("Toll-like receptor 4", "UniProt:O00206", "entity:tlr4"),
    ]
    assert rows(store, "SELECT ?n { ?n ldn:namedAs ?e }") == []


def test_two_drugs_never_become_one(tmp_path: Path) -> None:
    """The one with the other's identifier is tied to neither; what it is called is kept apart."""
    store = layer(
        tmp_path,
        about("Naltrexone", "D009270", "DB00704"),
        about("Low Dose Naltrexone", "D009270", "DB00704", disease="D005356"),
        about("Naloxone", "D009270", "DB01183"),
    )
    query = """SELECT ?name ?same ?notation ?named {
      ?path ldn:pathDrug ?n . ?n rdfs:label ?name
      OPTIONAL { ?n skos:exactMatch|skos:closeMatch ?same }
      OPTIONAL { ?n skos:notation ?notation } OPTIONAL { ?n ldn:namedAs ?named } }"""
    assert rows(store, query) == [
        ("Low Dose Naltrexone", None, None, "entity:low_dose_naltrexone"),
        ("Naloxone", "entity:naloxone", "MESH:D009270", None),
        ("Naltrexone", None, None, "entity:naltrexone"),
    ]
    drugs = "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?path ldn:pathDrug ?n }"
    assert rows(store, drugs) == [(3,)]
    # What the record says stays readable, and so does what speaks against it.
    said = rows(store, "SELECT ?id { ?n rdfs:label 'Naltrexone' ; dcterms:identifier ?id }")
    assert said == [("DB:DB00704",), ("MESH:D009270",)]
    doubts = rows(store, "SELECT ?d { ?n rdfs:label 'Naltrexone' ; ldn:identifierDoubt ?d }")
    assert [str(doubt)[:36] for (doubt,) in doubts] == ["carries the identifier of Naloxone ("]


def test_a_drug_on_the_way_is_not_merged_either(tmp_path: Path) -> None:
    """Whatever kind of thing the record calls it."""
    made = record()
    made["nodes"].append({"id": "MESH:D009270", "label": "ChemicalSubstance", "name": "Naltrexone"})
    made["links"].append(
        {"key": "has metabolite", "source": "MESH:D009271", "target": "MESH:D009270"}
    )
    store = layer(tmp_path, made)
    query = "SELECT ?n { ?n dcterms:identifier 'MESH:D009270' ; skos:exactMatch ?e }"
    assert rows(store, query) == []


def test_a_regimen_with_the_identifier_of_its_drug_keeps_its_name(tmp_path: Path) -> None:
    """The identifier says the drug, the name the dose."""
    store = layer(tmp_path, about("Low Dose Naltrexone", "D009271", "DB00704"))
    query = "SELECT ?same ?named { ?n skos:exactMatch ?same ; ldn:namedAs ?named }"
    assert rows(store, query) == [("entity:naltrexone", "entity:low_dose_naltrexone")]


def test_an_identifier_that_cannot_be_one_is_tied_to_nothing(tmp_path: Path) -> None:
    """It stays as it is written."""
    made = record()
    wrong = "UniProt:O0020"
    made["nodes"][1]["id"] = made["links"][0]["target"] = made["links"][1]["source"] = wrong
    store = layer(tmp_path, made)
    query = """SELECT ?id ?notation ?same { ?n rdfs:label "Toll-like receptor 4" ;
      dcterms:identifier ?id OPTIONAL { ?n skos:notation ?notation }
      OPTIONAL { ?n skos:exactMatch ?same } }"""
    assert rows(store, query) == [(wrong, None, None)]


def test_every_term_of_the_layer_is_used(tmp_path: Path) -> None:
    """A term that nothing writes need not be in the vocabulary."""
    first = record()
    first["nodes"][1]["alt_ids"] = ["MESH:D051197"]
    first["links"].append({"key": "treats", "source": "MESH:D009271", "target": "MESH:D059350"})
    first["links"].append({"key": "part of", "source": "UniProt:O00206", "target": "MESH:D059350"})
    store = layer(tmp_path, first, about("Naltrexone", "D009270", "DB00704", disease="D000437"))
    terms = "SELECT DISTINCT ?t { { ?s ?t ?o } UNION { ?s a ?t } FILTER (STRSTARTS(STR(?t), "
    used = {str(term) for (term,) in rows(store, f'{terms}"https://w3id.org/ldn-kg/vocab/")) }}')}
    assert used == {f"ldn:{name}" for name in TERMS.terms}


# --- saving --------------------------------------------------------------------------------------


def test_a_layer_is_saved_and_opened(tmp_path: Path) -> None:
    """With its report beside it."""
    done = import_records(write(tmp_path / "records", record()), TABLES)
    path = write_layer(tmp_path / "build" / "layers", done.quads, done.report)
    store, report = read_layer(path.parent)
    assert len(store) == len(done.quads)
    counts = {name: report[name] for name in ("records", "nodes", "hops", "quads")}
    assert counts == {"records": 1, "nodes": 3, "hops": 2, "quads": len(done.quads)}
    assert report["hops_by_nature"] == {"association": 1, "causal": 1}
    assert report["old_predicates"] == {"decreases activity of": 1}
    assert report["nodes_tied_to_ours"] == 3


def test_a_layer_that_is_not_whole_is_not_used(tmp_path: Path) -> None:
    """Nothing there, a report that does not fit, a report that cannot be read."""
    done = import_records(write(tmp_path / "records", record()), TABLES)
    folder = tmp_path / "layers"
    with pytest.raises(BuildError, match="ldn-kg import drugmechdb DIR"):
        read_layer(folder)
    path = write_layer(folder, done.quads, done.report)
    path.write_text(path.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    with pytest.raises(BuildError, match="not as it was written"):
        read_layer(folder)
    (folder / "drugmechdb.json").write_text("{", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot be read"):
        read_layer(folder)


def test_a_layer_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """Bad input comes before any writing."""
    folder = tmp_path / "layers"
    done = import_records(write(tmp_path / "records", record()), TABLES)
    write_layer(folder, done.quads, done.report)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    bad = record()
    del bad["graph"]["drug"]
    with pytest.raises(InputError):
        import_records(write(tmp_path / "bad", bad), TABLES)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BuildError, match="cannot write"):
        write_layer(tmp_path / "file" / "layers", done.quads, done.report)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_all_bad_input_of_an_import_is_answered_at_once(tmp_path: Path) -> None:
    """The records, and the tables too."""
    bad = record()
    del bad["graph"]["drug"]
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "entities.sssom.tsv").write_text("subject_id\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_records(write(tmp_path / "bad", bad), tables)
    files = {problem.where.file for problem in caught.value.problems}
    assert files == {
        "DB00704_MESH_D059350_1.yaml",
        "drugmechdb_predicates.tsv",
        "entities.sssom.tsv",
    }


@st.composite
def _records(draw: st.DrawFn) -> list[Content]:
    """Some records with drugs that may share identifiers, and with any relations."""
    keys = st.sampled_from([*relations(), "tickles"])
    made = []
    for number in range(draw(st.integers(1, 4))):
        one = about(
            draw(st.sampled_from(["Naltrexone", "Naloxone", "anakinra", "x y"])),
            draw(st.sampled_from(["D009270", "D009271", "D053590"])),
            f"DB0000{number}",
        )
        one["links"][0]["key"], one["links"][1]["key"] = draw(keys), draw(keys)
        made.append(one)
    return made


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=_records())
def test_the_same_records_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, made: list[Content]
) -> None:
    """Imported twice, and from files written in the other order."""
    outputs = []
    for ordered in (made, made, made[::-1]):
        folder = tmp_path_factory.mktemp("records")
        done = import_records(write(folder, *ordered), TABLES)
        path = write_layer(folder / "layers", done.quads, done.report)
        outputs.append((path.read_bytes(), path.with_suffix(".json").read_bytes()))
    assert outputs[0] == outputs[1] == outputs[2]


def test_the_bytes_do_not_depend_on_the_order_of_a_set(tmp_path: Path) -> None:
    """Python orders sets anew in each process."""
    records = [about("Naltrexone", "D009270", "DB00704"), about("Naloxone", "D009270", "DB01183")]
    folder = write(tmp_path / "records", *records)
    code = (
        "import sys; from pathlib import Path; from ldn_kg import drugmechdb as d;"
        "done = d.import_records(Path(sys.argv[1]), Path(sys.argv[2]));"
        "d.write_layer(Path(sys.argv[3]), done.quads, done.report)"
    )
    outputs = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", code, str(folder), str(TABLES), str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        outputs.append([path.read_bytes() for path in sorted(out.iterdir())])
    assert outputs[0] == outputs[1]
    report = json.loads(outputs[0][0])
    assert report["nodes_in_doubt"] == 1
