"""Rules equivalent to those of the ROBOT report: each finds what is planted; our terms pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ldn_kg import iris
from ldn_kg.errors import DataError, Where
from ldn_kg.ontology import read_ontology
from ldn_kg.pipeline import verify_graph
from ldn_kg.prefixes import PREFIXES
from ldn_kg.resources import home
from ldn_kg.verify.report import findings, read_report, violations, written

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_kg.verify.report import Finding
    from tests.workbench import Workbench

REPORT = home().queries / "report"
#: The default profile of the report, from robot-core/src/main/resources/report_profile.txt of
#: ontodev/robot at commit a67eed4823af7f5b7bb33ddd12f662adc4303cad.
PROFILE = {
    "error": {
        "deprecated_boolean_datatype", "deprecated_class_reference",
        "deprecated_property_reference", "duplicate_definition", "duplicate_label",
        "illegal_use_of_built_in_vocabulary", "label_formatting", "label_whitespace",
        "missing_label", "missing_ontology_description", "missing_ontology_license",
        "missing_ontology_title", "misused_obsolete_label", "misused_replaced_by",
        "multiple_definitions", "multiple_equivalent_class_definitions", "multiple_labels",
    },
    "warning": {
        "annotation_whitespace", "duplicate_exact_synonym", "duplicate_label_synonym",
        "duplicate_scoped_synonym", "equivalent_class_axiom_no_genus", "equivalent_pair",
        "invalid_entity_uri", "invalid_xref", "missing_definition", "missing_obsolete_label",
        "missing_subset_declaration", "missing_synonymtype_declaration",
        "multiple_equivalent_classes",
    },
    "info": {"lowercase_definition", "missing_superclass"},
}  # fmt: skip
#: Classes that are below no other because they are the top: what is spoken of, what closed lists
#: hold, and rules with axioms. (Record is below Entity of PROV, by the alignment.)
TOP = {"ldn:Entity", "ldn:Value", "ldn:Derivation"}
PREAMBLE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + (
    "@prefix dc: <http://purl.org/dc/elements/1.1/> .\n"
    "@prefix obo: <http://purl.obolibrary.org/obo/> .\n"
    "@prefix ex: <https://example.org/> .\n"
)


@dataclass(frozen=True)
class Fault:
    """Terms of which some break a rule, and the rows that the rule must have: these, no others.

    Args:
        rule: The rule that must report it.
        text: The terms, in Turtle.
        rows: Term, property and value of each row.
    """

    rule: str
    text: str
    rows: tuple[str, ...]


FAULTS = [
    Fault(
        "annotation_whitespace",
        """
        ldn:A skos:definition "Ends with a space. "@en ; rdfs:label "a label "@en .
        ldn:B rdfs:comment "Is clean."@en .
        <https://w3id.org/ldn-kg/ontology> dcterms:title "\\tBegins with a tab"@en .
        ex:c rdfs:comment " not ours" .
        """,
        (
            "ldn:A, skos:definition, Ends with a space. ",
            "https://w3id.org/ldn-kg/ontology, dcterms:title, \tBegins with a tab",
        ),
    ),
    Fault(
        "deprecated_boolean_datatype",
        """
        ldn:A owl:deprecated "true" . ldn:B owl:deprecated ldn:A . ldn:C owl:deprecated true .
        """,
        ("ldn:A, owl:deprecated, true", "ldn:B, owl:deprecated, ldn:A"),
    ),
    Fault(
        "deprecated_class_reference",
        """
        ldn:Old a owl:Class ; owl:deprecated true ; rdfs:subClassOf ldn:Top , owl:Thing .
        ldn:Below a owl:Class ; rdfs:subClassOf ldn:Old , ldn:Top .
        ldn:Made a owl:Class ; rdfs:subClassOf
            [ a owl:Restriction ; owl:onProperty ldn:p ; owl:someValuesFrom ldn:Old ] .
        ldn:p a owl:ObjectProperty ; rdfs:range ldn:Old ; rdfs:domain ldn:Top .
        """,
        (
            "ldn:Old, owl:someValuesFrom, an expression",
            "ldn:Old, rdfs:range, ldn:p",
            "ldn:Old, rdfs:subClassOf, ldn:Below",
            "ldn:Old, rdfs:subClassOf, ldn:Top",
        ),
    ),
    Fault(
        "deprecated_property_reference",
        """
        ldn:old a owl:ObjectProperty ; owl:deprecated true ; rdfs:subPropertyOf ldn:top .
        ldn:below a owl:ObjectProperty ; rdfs:subPropertyOf ldn:old , ldn:top .
        ldn:back a owl:ObjectProperty ; owl:inverseOf ldn:old .
        ldn:A rdfs:subClassOf [ owl:onProperty ldn:old ; owl:someValuesFrom ldn:B ] .
        ldn:i ldn:old ldn:j ; ldn:top ldn:j .
        """,
        (
            "ldn:old, ldn:old, ldn:i",
            "ldn:old, owl:inverseOf, ldn:back",
            "ldn:old, owl:onProperty, an expression",
            "ldn:old, rdfs:subPropertyOf, ldn:below",
        ),
    ),
    Fault(
        "duplicate_definition",
        """
        ldn:A skos:definition "A cell."@en . ldn:B skos:definition "A cell."@en-GB .
        ldn:C skos:definition "A cell."@en ; owl:deprecated true .
        ldn:D skos:definition "A nerve cell."@en . ex:e skos:definition "A nerve cell."@en .
        """,
        ("ldn:A, skos:definition, A cell.", "ldn:B, skos:definition, A cell."),
    ),
    Fault(
        "duplicate_exact_synonym",
        """
        ldn:A skos:altLabel "Nerve cell"@en . ldn:B oboInOwl:hasExactSynonym "nerve cell" .
        ldn:C skos:altLabel "nerve cell"@en ; owl:deprecated true .
        ldn:D skos:altLabel "NC" . ldn:E skos:altLabel "NC" .
        [] owl:annotatedSource ldn:D ; owl:annotatedProperty skos:altLabel ;
            owl:annotatedTarget "NC" ; oboInOwl:hasSynonymType obo:OMO_0003000 .
        ldn:F oboInOwl:hasBroadSynonym "cell" . ldn:G oboInOwl:hasBroadSynonym "cell" .
        """,
        (
            "ldn:A, skos:altLabel, Nerve cell",
            "ldn:B, oboInOwl:hasExactSynonym, nerve cell",
        ),
    ),
    Fault(
        "duplicate_label",
        """
        ldn:A rdfs:label "cell"@en . ldn:B rdfs:label "cell" .
        ldn:C rdfs:label "obsolete unit" ; owl:deprecated true .
        ldn:D rdfs:label "obsolete unit" ; owl:deprecated true .
        ldn:E rdfs:label "Cell"@en . ldn:F rdfs:label "unit" . ex:g rdfs:label "unit" .
        """,
        ("ldn:A, rdfs:label, cell", "ldn:B, rdfs:label, cell"),
    ),
    Fault(
        "duplicate_label_synonym",
        """
        ldn:A rdfs:label "pain"@en . ldn:B rdfs:label "ache"@en ; skos:altLabel "Pain"@en .
        ldn:C rdfs:label "itch"@en ; oboInOwl:hasExactSynonym "itch" .
        ldn:D rdfs:label "cough"@en . ldn:E skos:altLabel "cough" ; owl:deprecated true .
        """,
        ("ldn:A, rdfs:label, pain", "ldn:C, rdfs:label, itch"),
    ),
    Fault(
        "duplicate_scoped_synonym",
        """
        ldn:A skos:altLabel "ache" ; oboInOwl:hasBroadSynonym "ache" , "hurt" .
        ldn:B oboInOwl:hasNarrowSynonym "stitch" ; oboInOwl:hasRelatedSynonym "sting" .
        """,
        ("ldn:A, oboInOwl:hasBroadSynonym, ache", "ldn:A, skos:altLabel, ache"),
    ),
    Fault(
        "equivalent_class_axiom_no_genus",
        """
        ldn:A owl:equivalentClass
            [ a owl:Restriction ; owl:onProperty ldn:p ; owl:someValuesFrom ldn:C ] .
        ldn:B owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( ldn:C
            [ a owl:Restriction ; owl:onProperty ldn:p ; owl:someValuesFrom ldn:C ] ) ] .
        """,
        ("ldn:A, ldn:p, ldn:C",),
    ),
    Fault(
        "equivalent_pair",
        """
        ldn:A owl:equivalentClass ldn:B .
        ldn:C owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( ldn:A ldn:D ) ] .
        """,
        ("ldn:A, owl:equivalentClass, ldn:B",),
    ),
    Fault(
        "illegal_use_of_built_in_vocabulary",
        """
        rdf:type rdfs:label "is a" . xsd:integer rdfs:comment "A number." .
        skos:altLabel a owl:AnnotationProperty .
        """,
        ("rdf:type, rdfs:label, is a", "xsd:integer, rdfs:comment, A number."),
    ),
    Fault(
        "invalid_entity_uri",
        """
        <http://purl.org/obo/CL_1> a owl:Class .
        ldn:A skos:exactMatch <https://purl.obolibrary.org/obo/CL_0000000> .
        ldn:B skos:exactMatch CL:0000000 ; rdfs:seeAlso <http://w3id.org/ldn-kg/vocab/A> .
        """,
        (
            "http://purl.org/obo/CL_1, rdf:type, http://purl.org/obo/CL_1",
            "ldn:A, skos:exactMatch, https://purl.obolibrary.org/obo/CL_0000000",
            "ldn:B, rdfs:seeAlso, http://w3id.org/ldn-kg/vocab/A",
        ),
    ),
    Fault(
        "invalid_xref",
        """
        ldn:A oboInOwl:hasDbXref "MESH D009271" , "D009271" , "MESH:D 9271" .
        ldn:B oboInOwl:hasDbXref "MESH:D009271" , "NCBITaxon:9606" .
        """,
        (
            "ldn:A, oboInOwl:hasDbXref, D009271",
            "ldn:A, oboInOwl:hasDbXref, MESH D009271",
            "ldn:A, oboInOwl:hasDbXref, MESH:D 9271",
        ),
    ),
    Fault(
        "label_formatting",
        'ldn:A rdfs:label "two\\nlines" . ldn:B rdfs:label "a\\ttab" . ldn:C rdfs:label "one" .',
        ("ldn:A, rdfs:label, two\nlines", "ldn:B, rdfs:label, a\ttab"),
    ),
    Fault(
        "label_whitespace",
        'ldn:A rdfs:label "cell " . ldn:B rdfs:label " cell" . ldn:C rdfs:label "nerve cell" .',
        ("ldn:A, rdfs:label, cell ", "ldn:B, rdfs:label,  cell"),
    ),
    Fault(
        "lowercase_definition",
        """
        ldn:A skos:definition "a cell."@en . ldn:B skos:definition "(A cell.)"@en .
        ldn:C skos:definition "A cell."@en , "5 mg."@en , "Äther."@de .
        ldn:D skos:definition "a cell."@en ; owl:deprecated true .
        """,
        ("ldn:A, skos:definition, a cell.", "ldn:B, skos:definition, (A cell.)"),
    ),
    Fault(
        "missing_definition",
        """
        ldn:A a owl:Class . ldn:b a owl:NamedIndividual ; skos:definition "" .
        ldn:C a owl:Class ; skos:definition "A cell." . ldn:D a owl:Class ; owl:deprecated true .
        SEPIO:0000000 a owl:Class . entity:human ldn:regimenOf entity:rat .
        """,
        ("ldn:A, skos:definition", "ldn:b, skos:definition"),
    ),
    Fault(
        "missing_label",
        """
        ldn:A a owl:Class . ldn:b a owl:ObjectProperty ; rdfs:label "" .
        ldn:C a owl:Class ; rdfs:label "cell" . ldn:D a owl:Class ; owl:deprecated true .
        SEPIO:0000000 a owl:Class . entity:human ldn:regimenOf entity:rat .
        """,
        ("ldn:A, rdfs:label", "ldn:b, rdfs:label"),
    ),
    Fault(
        "missing_obsolete_label",
        """
        ldn:A rdfs:label "cell" ; owl:deprecated true . ldn:B rdfs:label "unit" .
        ldn:C rdfs:label "Obsolete cell" ; owl:deprecated true .
        """,
        ("ldn:A, rdfs:label, cell",),
    ),
    Fault(
        "missing_ontology_description",
        """
        ex:a a owl:Ontology ; dcterms:title "A" . ex:b a owl:Ontology ; dc:description "Cells." .
        ex:c a owl:Ontology ; dcterms:description "Cells." .
        """,
        ("https://example.org/a, dcterms:description",),
    ),
    Fault(
        "missing_ontology_license",
        """
        ex:a a owl:Ontology ; dcterms:title "A" .
        ex:b a owl:Ontology ; dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
        """,
        ("https://example.org/a, dcterms:license",),
    ),
    Fault(
        "missing_ontology_title",
        """
        ex:a a owl:Ontology ; rdfs:label "A" . ex:b a owl:Ontology ; dc:title "B" .
        ex:c a owl:Ontology ; dcterms:title "C" .
        """,
        ("https://example.org/a, dcterms:title",),
    ),
    Fault(
        "missing_subset_declaration",
        """
        ldn:A oboInOwl:inSubset ex:small , ex:slim .
        ex:slim rdfs:subPropertyOf oboInOwl:SubsetProperty .
        """,
        ("ldn:A, oboInOwl:inSubset, https://example.org/small",),
    ),
    Fault(
        "missing_superclass",
        """
        ldn:A a owl:Class . ldn:B a owl:Class ; rdfs:subClassOf ldn:A .
        ldn:C a owl:Class ; owl:deprecated true . SEPIO:0000000 a owl:Class .
        """,
        ("ldn:A, rdfs:subClassOf",),
    ),
    Fault(
        "missing_synonymtype_declaration",
        """
        [] owl:annotatedSource ldn:A ; oboInOwl:hasSynonymType ex:lay .
        [] owl:annotatedSource ldn:A ; oboInOwl:hasSynonymType ex:short .
        ex:short rdfs:subPropertyOf oboInOwl:SynonymTypeProperty .
        """,
        ("ldn:A, oboInOwl:hasSynonymType, https://example.org/lay",),
    ),
    Fault(
        "misused_obsolete_label",
        """
        ldn:A rdfs:label "OBSOLETE cell" . ldn:B rdfs:label "obsolete cell" ; owl:deprecated true .
        ldn:C rdfs:label "not obsolete" .
        """,
        ("ldn:A, rdfs:label, OBSOLETE cell",),
    ),
    Fault(
        "misused_replaced_by",
        """
        ldn:A obo:IAO_0100001 ldn:C . ldn:B dcterms:isReplacedBy ldn:C .
        ldn:D dcterms:isReplacedBy ldn:C ; owl:deprecated true .
        """,
        (
            "ldn:A, IAO:0100001, ldn:C",
            "ldn:B, dcterms:isReplacedBy, ldn:C",
        ),
    ),
    Fault(
        "multiple_definitions",
        """
        ldn:A skos:definition "A cell."@en , "A unit."@en . ldn:B skos:definition "A cell."@en .
        ldn:C skos:definition "A cell."@en , "A unit."@en ; owl:deprecated true .
        """,
        ("ldn:A, skos:definition, A cell.", "ldn:A, skos:definition, A unit."),
    ),
    Fault(
        "multiple_equivalent_class_definitions",
        """
        ldn:A owl:equivalentClass [ owl:intersectionOf ( ldn:C ldn:D ) ] ,
            [ owl:intersectionOf ( ldn:C ldn:E ) ] .
        ldn:B owl:equivalentClass [ owl:intersectionOf ( ldn:C ldn:D ) ] ,
            [ owl:unionOf ( ldn:F ldn:G ) ] .
        """,
        ("ldn:A, owl:equivalentClass, an expression",) * 2,
    ),
    Fault(
        "multiple_equivalent_classes",
        """
        ldn:A owl:equivalentClass ldn:C , [ owl:intersectionOf ( ldn:C ldn:D ) ] .
        ldn:B owl:equivalentClass ldn:C , [ owl:unionOf ( ldn:F ldn:G ) ] .
        """,
        (
            "ldn:A, owl:equivalentClass, an expression",
            "ldn:A, owl:equivalentClass, ldn:C",
        ),
    ),
    Fault(
        "multiple_labels",
        """
        ldn:A rdfs:label "cell"@en , "Zelle"@de . ldn:B rdfs:label "cell"@en .
        ldn:C rdfs:label "obsolete cell" , "obsolete unit" ; owl:deprecated true .
        """,
        ("ldn:A, rdfs:label, Zelle", "ldn:A, rdfs:label, cell"),
    ),
]


def ours() -> list[Finding]:
    """What the rules say of our ontology and its alignment."""
    quads = read_ontology(home().ontology, iris.graph("ontology"))
    return list(findings(quads, read_report(REPORT), written(home().ontology)))


def test_every_rule_of_the_default_profile_is_here_at_its_level() -> None:
    """And no other; a file is named for the rule that it is equivalent to."""
    rules = read_report(REPORT)
    assert [rule.name for rule in rules] == [rule.header.equivalent for rule in rules]
    found = {level: {r.name for r in rules if r.header.level == level} for level in PROFILE}
    assert found == PROFILE


def test_a_fault_is_planted_for_every_rule() -> None:
    """A rule that was never seen to fire is worth nothing."""
    assert sorted(fault.rule for fault in FAULTS) == [rule.name for rule in read_report(REPORT)]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.rule)
def test_a_planted_fault_makes_the_rule_fire(fault: Fault) -> None:
    """It names the terms at fault, and none of those beside them that are in order."""
    (rule,) = [rule for rule in read_report(REPORT) if rule.name == fault.rule]
    quads = list(ox.parse((PREAMBLE + fault.text).encode(), format=ox.RdfFormat.TURTLE))
    found = [finding.problem.message for finding in findings(quads, [rule], {})]
    rows = [message.removeprefix(f"{rule.header.title}: ") for message in found]
    assert sorted(rows) == sorted(fault.rows)


def test_our_ontology_has_no_error_and_no_warning() -> None:
    """Nor has its alignment."""
    assert [str(found.problem) for found in ours() if found.level != "info"] == []


def test_every_remark_on_our_ontology_is_a_class_at_the_top() -> None:
    """No other remark is left, and each of these says where the class is."""
    rows = {found.problem.message.split(": ")[1]: found.problem for found in ours()}
    assert {row.partition(",")[0] for row in rows} == TOP
    assert {problem.rule for problem in rows.values()} == {"missing_superclass"}
    for row, problem in rows.items():
        lines = (home().ontology / "ldn.ttl").read_text(encoding="utf-8").splitlines()
        assert lines[problem.where.line - 1].startswith(f"{row.partition(',')[0]} a owl:Class")


def test_a_violation_names_the_line_that_declares_the_term(workbench: Workbench) -> None:
    """Also where the term is spoken of earlier, and where the fault stands in the alignment."""
    path = workbench.root / "ontology" / "alignment.ttl"
    text = path.read_text(encoding="utf-8") + 'ldn:Placebo rdfs:label "sham"@en .\n'
    path.write_text(text, encoding="utf-8")
    lines = (workbench.root / "ontology/ldn.ttl").read_text(encoding="utf-8").splitlines()
    quads = read_ontology(workbench.home.ontology, iris.graph("ontology"))
    found = violations(quads, REPORT, workbench.home.ontology)
    line = lines.index("ldn:Placebo a owl:Class ;") + 1
    assert {problem.where for problem in found} == {Where("ontology/ldn.ttl", line)}
    assert {problem.rule for problem in found} == {"multiple_labels"}


def test_a_violation_stops_the_build(workbench: Workbench) -> None:
    """A label that two terms share, each with its line."""
    first = workbench.spoil("ontology/ldn.ttl", 'rdfs:label "drug"@en', 'rdfs:label "agent"@en')
    with pytest.raises(DataError) as caught:
        verify_graph(workbench.home)
    found = [problem for problem in caught.value.problems if problem.rule == "duplicate_label"]
    lines = (workbench.root / "ontology/ldn.ttl").read_text(encoding="utf-8").splitlines()
    assert [lines[problem.where.line - 1] for problem in found] == [
        "ldn:Agent a owl:Class ;",
        "ldn:Drug a owl:Class ;",
    ]
    assert found[1].where.line < first
    assert str(found[1]).startswith("ontology/ldn.ttl:")


def test_every_wrong_rule_is_named_with_its_file(tmp_path: Path) -> None:
    """A header without a level, and one with a level that is none."""
    (tmp_path / "one.rq").write_text("#+ title: t\n#+ description: d\n#+ equivalent: e\n")
    text = (
        "#+ title: t\n#+ description: d\n#+ equivalent: e\n#+ level: grave\nSELECT * { ?s ?p ?o }"
    )
    (tmp_path / "two.rq").write_text(text)
    with pytest.raises(DataError) as caught:
        read_report(tmp_path)
    assert [(p.where.file, p.rule, p.message.split(":")[0]) for p in caught.value.problems] == [
        ((tmp_path / "one.rq").as_posix(), "header", "level"),
        ((tmp_path / "two.rq").as_posix(), "header", "level"),
    ]
