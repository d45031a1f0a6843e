"""Mapping tables in a build: checked with the other data, and one node a row in the graph."""

from __future__ import annotations

import pytest

from ldn_kg.build import mapping_quads
from ldn_kg.errors import InputError
from ldn_kg.mappings import Mapping, MappingSet
from ldn_kg.pipeline import read_all
from ldn_kg.store import Store
from ldn_kg.tables import Table
from tests.workbench import Workbench

TABLE = "data/mappings/entities.sssom.tsv"
MANUAL = "semapv:ManualMappingCuration"
GIVEN = {
    "author_label": "Somebody",
    "object_source": "bioregistry:chebi",
    "object_source_version": "2026-05-01",
    "mapping_date": "2026-11-23",
    "comment": "Searched labels and synonyms.",
}


def graph(*rows: Mapping) -> Store:
    """The quads of a table of these rows."""
    return Store(mapping_quads(MappingSet({}, {}, rows)))


def test_a_row_that_holds_gives_a_plain_relation() -> None:
    """And the term has its CURIE and its name, so that a query can show them."""
    row = Mapping("entity:a", "skos:broadMatch", "CHEBI:1", MANUAL, object_label="one", other=GIVEN)
    found = graph(row).query(
        "SELECT ?id ?name { entity:a skos:broadMatch ?t . ?t skos:notation ?id ; rdfs:label ?name }"
    )
    assert list(Table.from_result(found)) == [("CHEBI:1", "one")]


def test_the_slots_of_a_row_stand_on_its_node() -> None:
    """Predicate, release, author, date, reason: nothing of the row is lost."""
    row = Mapping(
        "entity:a", "skos:closeMatch", "mesh:D1", MANUAL, other={**GIVEN, "confidence": "0.7"}
    )
    found = graph(row).query(
        """SELECT ?node ?p ?t ?how ?source ?version ?author ?date ?sure ?why {
          ?node a ldn:Mapping ; owl:annotatedSource entity:a ; owl:annotatedProperty ?p ;
            owl:annotatedTarget ?t ; sssom:mapping_justification ?how ;
            sssom:object_source ?source ;
            sssom:object_source_version ?version ; sssom:author_label ?author ;
            sssom:mapping_date ?date ; sssom:confidence ?sure ; rdfs:comment ?why }"""
    )
    [(node, *slots)] = list(Table.from_result(found))
    assert node == "mapping:a--closeMatch--mesh-D1"
    assert list(map(str, slots)) == [
        "skos:closeMatch", "MESH:D1", MANUAL, "bioregistry:chebi", "2026-05-01", "Somebody",
        "2026-11-23", "0.7", "Searched labels and synonyms.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        Mapping("entity:a", "skos:exactMatch", "CHEBI:1", MANUAL, negated=True, other=GIVEN),
        Mapping("entity:a", "skos:exactMatch", "sssom:NoTermFound", MANUAL, other=GIVEN),
    ],
    ids=["negated", "no term"],
)
def test_a_row_that_denies_gives_no_plain_relation(row: Mapping) -> None:
    """What is not the same, or was not found, must not be followed by a query."""
    store = graph(row)
    assert store.query("SELECT * { entity:a skos:exactMatch ?t }").rows == ()
    assert (
        len(store.query("SELECT * { ?m a ldn:Mapping ; owl:annotatedSource entity:a }").rows) == 1
    )


def test_two_vocabularies_without_a_term_are_two_rows() -> None:
    """They differ in nothing but the vocabulary that was searched."""
    none = "sssom:NoTermFound"
    rows = [
        Mapping("entity:a", "skos:exactMatch", none, MANUAL, other={**GIVEN, "object_source": name})
        for name in ("bioregistry:chebi", "bioregistry:mesh")
    ]
    assert len(graph(*rows).query("SELECT * { ?m a ldn:Mapping }").rows) == 2


#: What is done to the table (a text and its replacement), the rule that answers, words of it.
SPOILT = [
    ("entity:tlr4\t", "entity:tlr44\t", "dangling-reference", "did you mean entity:tlr4?"),
    (
        "entity:tlr4\tToll-like receptor 4",
        "entity:tlr4\tTLR4",
        "other-label",
        "write 'Toll-like receptor 4'",
    ),
    ("UniProt:O00206", "UnProt:O00206", "unknown-prefix", "did you mean 'UniProt'?"),
]


@pytest.mark.parametrize(("old", "new", "rule", "words"), SPOILT)
def test_a_fault_in_a_table_is_answered_like_any_other(
    workbench: Workbench, old: str, new: str, rule: str, words: str
) -> None:
    """With file, line and remedy."""
    line = workbench.spoil_first(TABLE, old, new)
    with pytest.raises(InputError) as caught:
        read_all(workbench.home)
    found = [problem for problem in caught.value.problems if problem.rule == rule]
    assert [(found[0].where.file, found[0].where.line)] == [(TABLE, line)]
    assert words in str(found[0])
