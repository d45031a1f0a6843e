"""What is brought in of a vocabulary: what is reached, how it is written, what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg.build import mapping_quads
from ldn_kg.errors import InputError, QueryError
from ldn_kg.layers import read_report, write_layer
from ldn_kg.link.enriching import enrich
from ldn_kg.link.mapped import mapped_digest, mapped_terms
from ldn_kg.mappings import NO_TERM, Mapping, MappingSet
from ldn_kg.store import Store
from ldn_kg.tables import Table
from ldn_kg.vocabularies.reading import read_vocabulary
from ldn_kg.vocabularies.shipped import shipped
from ldn_kg.vocabularies.terms import Term, Vocabulary
from tests.workbench import HPO, ONTOLOGIES

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_kg import KnowledgeGraph
    from ldn_kg.link.enriching import Enrichment

BY = "https://creativecommons.org/licenses/by/4.0/"
MAPPED = {"MONDO:3": ["entity:gout"]}
#: Gout is a joint disease, a joint disease a disease; flu is beside it, cancer is gone.
TERMS = (
    Term("MONDO:1", "disease"),
    Term("MONDO:2", "joint disease", parents=("MONDO:1",)),
    Term("MONDO:3", "gout", parents=("MONDO:2",), definition_sources=("PMID:1", "https://x.org/a")),
    Term("MONDO:4", "flu", parents=("MONDO:1",)),
    Term("MONDO:5", "cancer", obsolete=True, replaced_by=("MONDO:6",)),
    Term("MONDO:6", "malignant tumour", parents=("MONDO:1",), alternates=("MONDO:7",)),
)
#: Everything that may be said in a layer, so that no text of theirs can slip in.
SAID = {
    "BFO_0000050", "IAO_0000119", "IAO_0100001", "RO_0000087", "RO_0002202", "RO_0004026",
    "deprecated", "description", "label", "license", "notation", "source", "subClassOf", "title",
    "type", "versionInfo",
}  # fmt: skip


def vocabulary(*terms: Term, **other: object) -> Vocabulary:
    """MONDO with these terms, as a file might give it."""
    given: dict[str, object] = {
        "complete": frozenset({"MONDO"}), "licence": BY, "digest": "abc", "version": "2026-01-01",
        "name": "mondo.obo",
    } | other  # fmt: skip
    return Vocabulary(terms={term.id: term for term in terms or TERMS}, **given)  # type: ignore[arg-type]


def asked(layer: Enrichment, query: str) -> list[tuple[object, ...]]:
    """The rows of a query over a layer alone."""
    return [tuple(row) for row in Table.from_result(Store(layer.quads).query(query))]


def labels(layer: Enrichment) -> set[str]:
    """What its terms are called."""
    return {str(row[0]) for row in asked(layer, "SELECT ?l { ?t a owl:Class ; rdfs:label ?l }")}


# --- what is reached -----------------------------------------------------------------------------


def test_a_layer_has_the_mapped_terms_and_all_above_them_and_nothing_else() -> None:
    """Neither siblings nor what nobody maps to."""
    layer = enrich(vocabulary(), MAPPED)
    assert labels(layer) == {"gout", "joint disease", "disease"}
    assert asked(layer, "SELECT ?a ?b { ?a rdfs:subClassOf ?b } ORDER BY ?a") == [
        ("MONDO:2", "MONDO:1"),
        ("MONDO:3", "MONDO:2"),
    ]
    notations = asked(layer, "SELECT ?n { ?t skos:notation ?n } ORDER BY ?n")
    assert notations == [("MONDO:1",), ("MONDO:2",), ("MONDO:3",)]
    assert (layer.name, layer.report["mapped_terms"], layer.report["terms"]) == ("mondo", 1, 3)
    assert layer.warnings == ()


def test_only_rows_that_hold_bring_terms_in() -> None:
    """A row that says Not, and one that says that there is none, bring in nothing."""
    rows = (
        Mapping("entity:gout", "skos:closeMatch", "MONDO:3", "semapv:X"),
        Mapping("entity:flu", "skos:exactMatch", "MONDO:4", "semapv:X", negated=True),
        Mapping("entity:pain", "skos:exactMatch", NO_TERM, "semapv:X"),
        Mapping("entity:sle", "skos:broadMatch", "MONDO:3", "semapv:X"),
    )
    store = Store(mapping_quads(MappingSet({}, {}, rows)))
    assert mapped_terms(store) == {"MONDO:3": ("entity:gout", "entity:sle")}


def test_a_term_that_was_given_up_comes_with_its_replacement() -> None:
    """With a warning, for the mapping should change; and marked, so that a query can tell."""
    layer = enrich(vocabulary(), {"MONDO:5": ["entity:cancer"]})
    assert labels(layer) == {"cancer", "malignant tumour", "disease"}
    query = (
        "SELECT ?t ?r { ?t owl:deprecated true ; <http://purl.obolibrary.org/obo/IAO_0100001> ?r }"
    )
    assert asked(layer, query) == [("MONDO:5", "MONDO:6")]
    assert layer.warnings == (
        "MONDO:5 (entity:cancer) is obsolete in mondo.obo (2026-01-01); use MONDO:6",
    )
    assert layer.report["obsolete"] == 1


def test_a_merged_identifier_counts_as_given_up() -> None:
    """OBO files keep it as another identifier of the term that it went into."""
    layer = enrich(vocabulary(), {"MONDO:7": ["entity:cancer"]})
    query = (
        "SELECT ?t ?r { ?t owl:deprecated true ; <http://purl.obolibrary.org/obo/IAO_0100001> ?r }"
    )
    assert asked(layer, query) == [("MONDO:7", "MONDO:6")]
    assert "use MONDO:6" in layer.warnings[0]


def test_a_mapped_term_that_is_not_there_is_a_warning() -> None:
    """If the vocabulary has every term of that prefix; what others have is no concern of it."""
    mapped = {**MAPPED, "MONDO:99": ["entity:sle", "entity:lupus"], "HP:1": ["entity:pain"]}
    layer = enrich(vocabulary(), mapped)
    assert layer.warnings == (
        "MONDO:99 (entity:sle, entity:lupus) is not in mondo.obo (2026-01-01)",
    )
    table = enrich(vocabulary(complete=frozenset()), {**MAPPED, "HP:1": ["entity:pain"]})
    assert table.warnings == ()


def test_relations_lead_to_their_targets_and_all_above_those() -> None:
    """The usual ones unasked, others on request; each with its name."""
    drug = Term("CHEBI:1", "drug", relations=(("RO:0000087", "CHEBI:2"), ("RO:0018038", "CHEBI:4")))
    terms = (
        drug,
        Term("CHEBI:2", "antagonist", parents=("CHEBI:3",)),
        Term("CHEBI:3", "role"),
        Term("CHEBI:4", "salt"),
    )
    source = vocabulary(
        *terms, complete=frozenset({"CHEBI"}), labels={"RO:0018038": "has functional parent"}
    )
    mapped = {"CHEBI:1": ["entity:drug"]}
    usual = enrich(source, mapped)
    assert labels(usual) == {"drug", "antagonist", "role"}
    query = "SELECT ?r ?name ?t { CHEBI:1 ?r ?t . ?r rdfs:label ?name }"
    assert asked(usual, query) == [("RO:0000087", "has role", "CHEBI:2")]
    assert usual.report["relations"] == {"RO:0000087": 1}
    more = enrich(source, mapped, relations=["RO:0018038"])
    assert labels(more) == {"drug", "antagonist", "role", "salt"}
    assert ("RO:0018038", "has functional parent", "CHEBI:4") in asked(more, query)
    none = enrich(source, mapped, relations=["RO:0002202", "nonsense"])
    assert [warning.partition(";")[0] for warning in none.warnings] == [
        "no term that was reached has the relation RO:0002202",
        "no term that was reached has the relation nonsense",
    ]
    assert "there are RO:0000087, RO:0018038" in none.warnings[0]


def test_a_parent_without_an_entry_stands_without_a_name() -> None:
    """Files refer to terms of others that they do not hold."""
    layer = enrich(vocabulary(Term("MONDO:3", "gout", parents=("MONDO:8",))), MAPPED)
    assert asked(layer, "SELECT ?c { ?t a owl:Class ; skos:notation ?c } ORDER BY ?c") == [
        ("MONDO:3",),
        ("MONDO:8",),
    ]
    assert labels(layer) == {"gout"}


def test_a_circle_in_a_hierarchy_ends() -> None:
    """Readers refuse one; a vocabulary that somebody made by hand may have it."""
    layer = enrich(
        vocabulary(Term("MONDO:3", "gout", parents=("MONDO:3", "MONDO:1")),
                   Term("MONDO:1", "disease", parents=("MONDO:3",))),
        MAPPED,
    )  # fmt: skip
    assert labels(layer) == {"gout", "disease"}


def test_what_has_no_address_is_left_out_and_said_to_be() -> None:
    """We know addresses for the prefixes that we use."""
    layer = enrich(vocabulary(Term("MONDO:3", "gout", parents=("NOBODY:1",))), MAPPED)
    assert labels(layer) == {"gout"}
    assert layer.warnings == ("left out, since their addresses are not known: NOBODY",)


# --- how it is written ---------------------------------------------------------------------------


def test_a_definition_is_not_brought_in_but_what_it_cites_is() -> None:
    """Identifiers as they are, addresses as links."""
    layer = enrich(vocabulary(), MAPPED)
    found = {
        quad.object
        for quad in layer.quads
        if quad.predicate.value == "http://purl.obolibrary.org/obo/IAO_0000119"
    }
    assert found == {ox.Literal("PMID:1"), ox.NamedNode("https://x.org/a")}
    assert layer.report["definition_sources"] == 2


def test_a_layer_names_release_licence_and_source() -> None:
    """On its graph, in the report, and nowhere else."""
    layer = enrich(vocabulary(iri="http://purl.obolibrary.org/obo/mondo.owl"), MAPPED)
    query = """SELECT ?t ?v ?l ?s { graph:mondo dcterms:title ?t ; owl:versionInfo ?v ;
        dcterms:license ?l ; dcterms:source ?s }"""
    assert asked(layer, query) == [
        ("MONDO 2026-01-01 (in part)", "2026-01-01", BY, "http://purl.obolibrary.org/obo/mondo.owl")
    ]
    assert {str(quad.graph_name) for quad in layer.quads} == {
        "<https://w3id.org/ldn-kg/graph/mondo>"
    }
    assert (layer.report["licence"], layer.report["source_sha256"]) == (BY, "abc")


def test_a_source_without_version_or_licence_has_none_made_up() -> None:
    """The digest of the file says which release it was."""
    layer = enrich(vocabulary(version="", licence="", digest="0123456789abcdef"), MAPPED)
    assert asked(layer, "SELECT ?v { ?g owl:versionInfo ?v }") == [("sha256:0123456789ab",)]
    assert asked(layer, "SELECT ?l { ?g dcterms:license ?l }") == []
    assert layer.warnings == (
        "mondo.obo states no version; sha256:0123456789ab stands for it",
        "mondo.obo states no licence; the layer has none",
    )


def test_a_step_up_that_may_be_to_a_whole_is_not_said_to_be_to_a_kind() -> None:
    """The package lists kinds and wholes together; a file tells them apart."""
    terms = (
        Term("UBERON:1", "brain", parents=("UBERON:2",)),
        Term("UBERON:2", "nervous system"),
    )
    mapped = {"UBERON:1": ["entity:brain"]}
    packaged = enrich(vocabulary(*terms, complete=frozenset({"UBERON"}), digest=""), mapped)
    assert asked(packaged, "SELECT ?b { UBERON:1 BFO:0000050 ?b }") == [("UBERON:2",)]
    assert asked(packaged, "SELECT ?b { UBERON:1 rdfs:subClassOf ?b }") == []
    filed = enrich(vocabulary(*terms, complete=frozenset({"UBERON"})), mapped)
    assert asked(filed, "SELECT ?b { UBERON:1 rdfs:subClassOf ?b }") == [("UBERON:2",)]
    assert asked(filed, "SELECT ?b { UBERON:1 BFO:0000050 ?b }") == []


def test_the_same_vocabulary_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever order its terms come in."""
    first = enrich(vocabulary(), MAPPED)
    second = enrich(vocabulary(*reversed(TERMS)), MAPPED)
    one = write_layer(tmp_path / "1", first.name, first.quads, first.report)
    other = write_layer(tmp_path / "2", second.name, second.quads, second.report)
    assert one.read_bytes() == other.read_bytes()
    assert one.with_suffix(".json").read_bytes() == other.with_suffix(".json").read_bytes()
    report = read_report(one)
    assert (report["quads"], report["version"]) == (len(first.quads), "2026-01-01")


def test_the_digest_of_the_mappings_is_that_of_its_own_prefix() -> None:
    """A new mapping to another vocabulary leaves the layer up to date."""
    layer = enrich(vocabulary(), MAPPED)
    more = [*MAPPED, "HP:1"]
    assert layer.report["mapped_sha256"] == mapped_digest(more, ["MONDO"])
    assert layer.report["mapped_sha256"] != mapped_digest([*MAPPED, "MONDO:4"], ["MONDO"])


# --- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Mondo", "../mondo", "review.x", "1st", "a b", "mondo "])
def test_a_layer_has_a_plain_name(name: str) -> None:
    """It is the name of a file and of a graph."""
    with pytest.raises(QueryError, match="a layer cannot be called"):
        enrich(vocabulary(), MAPPED, name=name)


def test_a_layer_has_no_name_of_a_graph_of_the_build(kg: KnowledgeGraph) -> None:
    """Nothing that is brought in can come to stand among curated data."""
    for graph in kg.store.backend.named_graphs():
        assert isinstance(graph, ox.NamedNode)
        name = graph.value.rpartition("/")[2]
        with pytest.raises(QueryError, match=r"cannot be called|is a graph already"):
            enrich(vocabulary(), MAPPED, name=name)
    with pytest.raises(QueryError, match="is a graph already"):
        enrich(vocabulary(), MAPPED, name="drugmechdb")


def test_a_vocabulary_that_nobody_maps_to_is_refused() -> None:
    """Its layer would be empty, and every question over it too."""
    with pytest.raises(InputError, match="no mapping points to a term of it"):
        enrich(vocabulary(), {"HP:1": ["entity:pain"]})


def test_a_file_with_terms_of_several_vocabularies_is_named_by_the_one_it_is() -> None:
    """Imports do not name it."""
    terms = (Term("CL:1", "cell"), *(Term(f"GO:{n}", "process") for n in range(1, 5)))
    source = vocabulary(*terms, complete=frozenset({"CL"}))
    assert enrich(source, {"GO:1": ["entity:x"]}).name == "cl"
    assert enrich(vocabulary(*terms, complete=frozenset()), {"GO:1": ["entity:x"]}).name == "go"


# --- real vocabularies ---------------------------------------------------------------------------


@pytest.mark.xdist_group("layers")
def test_real_layers_are_small_and_say_only_what_they_may(
    layered: KnowledgeGraph, layers: list[Path]
) -> None:
    """No definition, comment or synonym of theirs; under 150 kB each."""
    for path in layers:
        assert path.stat().st_size < 150_000
        graph = ox.NamedNode(f"https://w3id.org/ldn-kg/graph/{path.stem}")
        said = {quad.predicate.value for quad in layered.store.quads(graph)}
        assert {iri.replace("#", "/").rpartition("/")[2] for iri in said} <= SAID


@pytest.mark.skipif(not ONTOLOGIES.is_dir(), reason=f"no {ONTOLOGIES}")
def test_package_and_table_of_one_release_give_the_same_layer(kg: KnowledgeGraph) -> None:
    """Two readers, one hierarchy."""
    mapped = mapped_terms(kg.store)
    table = read_vocabulary(ONTOLOGIES / "mondo_v2026-05-05_all.tsv")
    about = ox.NamedNode("https://w3id.org/ldn-kg/graph/mondo")
    one, other = (
        {quad for quad in enrich(source, mapped).quads if quad.subject != about}
        for source in (table, shipped("MONDO"))
    )
    assert one == other
    assert len(one) > 500


@pytest.mark.skipif(not HPO.is_file(), reason=f"no {HPO}")
def test_a_file_gives_what_its_definitions_cite(kg: KnowledgeGraph) -> None:
    """Read off the stanza of HP:0012531: is_a HP:0025142, and a person behind the definition."""
    layer = enrich(read_vocabulary(HPO), mapped_terms(kg.store))
    assert asked(layer, "SELECT ?b { HP:0012531 rdfs:subClassOf ?b }") == [("HP:0025142",)]
    query = "SELECT ?s { HP:0012531 <http://purl.obolibrary.org/obo/IAO_0000119> ?s } ORDER BY ?s"
    assert asked(layer, query) == [("https://orcid.org/0000-0001-5208-3432",)]
    assert (layer.report["version"], layer.report["licence"]) == (
        "2026-02-16",
        "https://hpo.jax.org/app/license",
    )
