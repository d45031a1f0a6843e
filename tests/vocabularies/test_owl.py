"""What of OWL is read, what is left out, and what markup may not do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ldn_kg.errors import InputError
from ldn_kg.vocabularies.reading import read_vocabulary
from ldn_kg.vocabularies.terms import Synonym, Vocabulary

HEAD = """@prefix : <http://purl.obolibrary.org/obo/> .
@prefix oio: <http://www.geneontology.org/formats/oboInOwl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
XML = """<?xml version="1.0"?>
{}<rdf:RDF xmlns:owl="http://www.w3.org/2002/07/owl#"
     xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
{}
</rdf:RDF>
"""


def turtle(folder: Path, text: str) -> Vocabulary:
    """What is read of statements in Turtle."""
    path = folder / "x.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return read_vocabulary(path)


def problems(folder: Path, text: str) -> list[str]:
    """What is wrong with a text in RDF/XML: line and rule of each problem."""
    path = folder / "x.owl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_vocabulary(path)
    return [f"{problem.where.line} {problem.rule}" for problem in caught.value.problems]


def test_identifiers_are_curies_where_a_prefix_is_known(tmp_path: Path) -> None:
    """By our prefixes, then by the rule of the OBO library; an address otherwise."""
    found = turtle(
        tmp_path,
        "<http://www.ebi.ac.uk/efo/EFO_1> a owl:Class . :XYZ_2 a owl:Class ."
        ":APOLLO_SV_00000008 a owl:Class . <http://example.org/x> a owl:Class ."
        "<http://purl.obolibrary.org/obo/ro#a_b> a owl:Class .",
    )
    assert list(found.terms) == [
        "EFO:1",
        "XYZ:2",
        "APOLLO_SV:00000008",
        "http://example.org/x",
        "http://purl.obolibrary.org/obo/ro#a_b",
    ]


def test_replacements_are_read_as_addresses_and_as_curies(tmp_path: Path) -> None:
    """Ontologies write both, and some write an address as a text."""
    found = turtle(
        tmp_path,
        ':UO_1 a owl:Class ; owl:deprecated "true" ; :IAO_0100001 :UO_2 , "UO:3" ,'
        ' "http://purl.obolibrary.org/obo/UO_4" . :UO_2 a owl:Class ; owl:deprecated false .',
    )
    assert found.terms["UO:1"].obsolete
    assert not found.terms["UO:2"].obsolete
    assert found.terms["UO:1"].replaced_by == ("UO:2", "UO:3", "UO:4")


@pytest.mark.parametrize(
    ("labels", "label", "synonyms"),
    [
        ('"a"@de , "b"@en', "b", ()),
        ('"a"@de , "b"', "b", ()),
        ('"a"@de , "b"@en-gb', "b", ()),
        ('"a"@de , "b"@fr', "a", ()),
        ('"a" , "b"@en', "a", (Synonym("b"),)),
        ('"a" , "a"@en', "a", ()),
    ],
)
def test_labels_are_in_english_or_in_no_language(
    tmp_path: Path, labels: str, label: str, synonyms: tuple[Synonym, ...]
) -> None:
    """Another language is taken where there is nothing else."""
    found = turtle(tmp_path, f":UO_1 a owl:Class ; rdfs:label {labels} .").terms["UO:1"]
    assert (found.label, found.synonyms) == (label, synonyms)


def test_alternative_names_have_no_scope(tmp_path: Path) -> None:
    """Neither SKOS nor the Information Artifact Ontology gives them one."""
    found = turtle(tmp_path, ':UO_1 a owl:Class ; skos:altLabel "a" ; :IAO_0000118 "b" .')
    assert found.terms["UO:1"].synonyms == (Synonym("a"), Synonym("b"))


def test_sources_of_definitions_are_identifiers_and_addresses(tmp_path: Path) -> None:
    """Notes of another kind are left out."""
    found = turtle(
        tmp_path,
        ':UO_1 a owl:Class ; :IAO_0000119 "PMID:1" , "a note by somebody" , "see: this" ,'
        " <http://example.org/a> .",
    )
    assert found.terms["UO:1"].definition_sources == ("PMID:1", "http://example.org/a")


def test_only_named_classes_and_some_values_are_ways_up(tmp_path: Path) -> None:
    """Not unions, not all values, not inverse relations, and not the class of everything."""
    found = turtle(
        tmp_path,
        ':UO_1 a owl:Class . :RO_1 a owl:ObjectProperty ; rdfs:label "r" .'
        ":UO_2 a owl:Class ; rdfs:subClassOf owl:Thing , :UO_1 ,"
        " [ a owl:Class ; owl:unionOf ( :UO_1 :UO_3 ) ] ,"
        " [ owl:onProperty :RO_1 ; owl:allValuesFrom :UO_1 ] ,"
        " [ owl:onProperty [ owl:inverseOf :RO_1 ] ; owl:someValuesFrom :UO_1 ] ,"
        " [ owl:onProperty :RO_1 ; owl:someValuesFrom [ owl:unionOf ( :UO_1 ) ] ] ,"
        " [ owl:onProperty :RO_1 ; owl:someValuesFrom :UO_1 ] .",
    )
    assert set(found.terms) == {"UO:1", "UO:2"}
    assert found.terms["UO:2"].parents == ("UO:1",)
    assert found.terms["UO:2"].relations == (("RO:1", "UO:1"),)


def test_the_ontology_with_a_version_is_the_one_released(tmp_path: Path) -> None:
    """What it imports may be declared in the same file."""
    found = turtle(
        tmp_path,
        "<http://example.org/imported> a owl:Ontology ."
        '<http://example.org/own> a owl:Ontology ; owl:versionInfo "2.1" . :UO_1 a owl:Class .',
    )
    assert (found.iri, found.version) == ("http://example.org/own", "2.1")


# --- markup ---------------------------------------------------------------------------------------

A_CLASS = '<owl:Class rdf:about="http://purl.obolibrary.org/obo/UO_{}">{}</owl:Class>'


def entities(*values: str) -> str:
    """A document type that declares entities."""
    declared = "\n".join(f'<!ENTITY e{number} "{value}">' for number, value in enumerate(values))
    return f"<!DOCTYPE rdf:RDF [\n{declared}\n]>\n"


def test_entities_that_multiply_are_refused_at_once(tmp_path: Path) -> None:
    """Ten of ten of ten … would fill the memory; the second declaration stands on line 4."""
    values = ["ha" * 5] + [f"&e{number};" * 10 for number in range(9)]
    text = XML.format(entities(*values), A_CLASS.format(1, "<rdfs:label>&e9;</rdfs:label>"))
    start = time.perf_counter()
    assert problems(tmp_path, text) == ["4 syntax"]
    assert time.perf_counter() - start < 5


def test_entities_that_multiply_unused_are_refused_too(tmp_path: Path) -> None:
    """The RDF reader expands them where they are declared."""
    values = ["ha" * 5] + [f"&e{number};" * 10 for number in range(9)]
    assert problems(tmp_path, XML.format(entities(*values), A_CLASS.format(1, ""))) == ["4 syntax"]


def test_a_large_entity_used_often_is_refused(tmp_path: Path) -> None:
    """A megabyte a thousand times is a gigabyte."""
    body = f"<rdfs:label>{'&e0;' * 1000}</rdfs:label>"
    text = XML.format(entities("x" * 1_000_000), A_CLASS.format(1, body))
    (problem,) = problems(tmp_path, text)
    assert problem.endswith("syntax")


def test_files_are_not_drawn_in_by_entities(tmp_path: Path) -> None:
    """Nor is anything else from outside."""
    outside = '<!DOCTYPE rdf:RDF [\n<!ENTITY e0 SYSTEM "file:///etc/hostname">\n]>\n'
    text = XML.format(outside, A_CLASS.format(1, "<rdfs:label>&e0;</rdfs:label>"))
    assert problems(tmp_path, text) == ["3 syntax"]


def test_elements_without_end_are_refused_at_once(tmp_path: Path) -> None:
    """The RDF reader slows down with the square of the depth."""
    depth = 100_000
    nested = "<rdfs:subClassOf><owl:Class>" * depth + "</owl:Class></rdfs:subClassOf>" * depth
    start = time.perf_counter()
    (problem,) = problems(tmp_path, XML.format("", A_CLASS.format(1, nested)))
    assert problem.endswith("syntax")
    assert time.perf_counter() - start < 5


def test_a_class_described_twice_is_an_error(tmp_path: Path) -> None:
    """Two elements that give it a label, on lines 5 and 6; the empty one on line 7 adds nothing."""
    classes = [A_CLASS.format(1, f"<rdfs:label>{label}</rdfs:label>") for label in "aab"]
    text = XML.format("", "\n".join((*classes[1:], A_CLASS.format(1, ""))))
    assert problems(tmp_path, text) == ["6 duplicate-id"]


def test_an_address_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    """The RDF reader does not say where."""
    text = XML.format("", '\n<owl:Class rdf:about="http://a b/"/>')
    assert problems(tmp_path, text) == ["6 syntax"]
