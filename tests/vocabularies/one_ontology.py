"""One small ontology of made-up terms in each form that is read, and what must be read of it."""

from __future__ import annotations

import json

from ldn_kg.vocabularies.terms import Synonym, Term

TERMS = {
    "UO:1": Term("UO:1", "root"),
    "UO:2": Term(
        "UO:2",
        'a "quoted" name',
        synonyms=(
            Synonym("same", "exact"),
            Synonym("wider", "broad"),
            Synonym("closer", "narrow"),
            Synonym("near", "related"),
        ),
        alternates=("UO:20", "UO:21"),
        parents=("UO:1", "PATO:7"),
        relations=(("BFO:0000050", "UO:1"), ("RO:1", "PATO:7")),
        xrefs=("UMLS:C1", "MESH:D1"),
        definition_sources=("PMID:1", "http://example.org/a"),
        namespace="made_up",
    ),
    "UO:3": Term("UO:3", "old", obsolete=True, replaced_by=("UO:2",), consider=("UO:1", "PATO:7")),
    "PATO:7": Term("PATO:7", "imported"),
}
OTHERS = {
    "BFO:0000050": Term("BFO:0000050", "part of"),
    "RO:1": Term("RO:1", "acts on"),
}
LABELS = {"BFO:0000050": "part of", "RO:1": "acts on"}

OBO = r"""format-version: 1.2
data-version: uo/releases/2026-02-03
ontology: uo
property_value: http://purl.org/dc/terms/license https://example.org/licence

[Term]
id: UO:1
name: root

[Term]
id: UO:2
name: a "quoted" name
namespace: made_up
alt_id: UO:20
alt_id: UO:21
def: "Not read." [PMID:1, url:http\://example.org/a]
synonym: "same" EXACT []
synonym: "wider" BROAD [X:1]
synonym: "closer" NARROW []
synonym: "near" RELATED []
xref: UMLS:C1
xref: mesh:D1 {source="X:1"}
is_a: UO:1 ! root
is_a: PATO:7 {is_inferred="true"} ! imported
intersection_of: UO:1
relationship: part_of UO:1 ! root
relationship: RO:1 PATO:7

[Term]
id: UO:3
name: old
is_obsolete: true
replaced_by: UO:2
consider: UO:1
consider: PATO:7

[Term]
id: PATO:7
name: imported

[Typedef]
id: part_of
name: part of
xref: BFO:0000050

[Typedef]
id: RO:1
name: acts on
"""

RDF_XML = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [
    <!ENTITY obo "http://purl.obolibrary.org/obo/" >
]>
<rdf:RDF xmlns:obo="http://purl.obolibrary.org/obo/"
     xmlns:owl="http://www.w3.org/2002/07/owl#"
     xmlns:oio="http://www.geneontology.org/formats/oboInOwl#"
     xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"
     xmlns:terms="http://purl.org/dc/terms/">
    <owl:Ontology rdf:about="&obo;uo.owl">
        <owl:versionIRI rdf:resource="&obo;uo/releases/2026-02-03/uo.owl"/>
        <owl:priorVersion rdf:resource="&obo;uo/releases/2020-01-01/uo.owl"/>
        <terms:license rdf:resource="https://example.org/licence"/>
    </owl:Ontology>
    <owl:ObjectProperty rdf:about="&obo;BFO_0000050">
        <rdfs:label xml:lang="en">part of</rdfs:label>
    </owl:ObjectProperty>
    <owl:ObjectProperty rdf:about="&obo;RO_1"><rdfs:label>acts on</rdfs:label></owl:ObjectProperty>
    <owl:Class rdf:about="&obo;UO_1">
        <rdfs:label>root</rdfs:label>
        <rdfs:subClassOf rdf:resource="http://www.w3.org/2002/07/owl#Thing"/>
    </owl:Class>
    <owl:Class rdf:about="&obo;UO_2">
        <rdfs:label>a "quoted" name</rdfs:label>
        <rdfs:label xml:lang="fr">un nom</rdfs:label>
        <rdfs:subClassOf rdf:resource="&obo;UO_1"/>
        <rdfs:subClassOf rdf:resource="&obo;PATO_7"/>
        <rdfs:subClassOf>
            <owl:Restriction>
                <owl:onProperty rdf:resource="&obo;BFO_0000050"/>
                <owl:someValuesFrom rdf:resource="&obo;UO_1"/>
            </owl:Restriction>
        </rdfs:subClassOf>
        <rdfs:subClassOf>
            <owl:Restriction>
                <owl:onProperty rdf:resource="&obo;RO_1"/>
                <owl:someValuesFrom rdf:resource="&obo;PATO_7"/>
            </owl:Restriction>
        </rdfs:subClassOf>
        <obo:IAO_0000115>Not read.</obo:IAO_0000115>
        <oio:hasExactSynonym>same</oio:hasExactSynonym>
        <oio:hasBroadSynonym>wider</oio:hasBroadSynonym>
        <oio:hasNarrowSynonym>closer</oio:hasNarrowSynonym>
        <oio:hasRelatedSynonym>near</oio:hasRelatedSynonym>
        <oio:hasAlternativeId>UO:20</oio:hasAlternativeId>
        <oio:hasAlternativeId>UO:21</oio:hasAlternativeId>
        <oio:hasDbXref>UMLS:C1</oio:hasDbXref>
        <oio:hasDbXref>mesh:D1</oio:hasDbXref>
        <oio:hasOBONamespace>made_up</oio:hasOBONamespace>
    </owl:Class>
    <owl:Axiom>
        <owl:annotatedSource rdf:resource="&obo;UO_2"/>
        <owl:annotatedProperty rdf:resource="&obo;IAO_0000115"/>
        <owl:annotatedTarget>Not read.</owl:annotatedTarget>
        <oio:hasDbXref>PMID:1</oio:hasDbXref>
        <oio:hasDbXref>http://example.org/a</oio:hasDbXref>
    </owl:Axiom>
    <owl:Class rdf:about="&obo;UO_3">
        <rdfs:label>old</rdfs:label>
        <owl:deprecated rdf:datatype="http://www.w3.org/2001/XMLSchema#boolean">true</owl:deprecated>
        <obo:IAO_0100001 rdf:resource="&obo;UO_2"/>
        <oio:consider>UO:1</oio:consider>
        <oio:consider rdf:resource="&obo;PATO_7"/>
    </owl:Class>
    <owl:Class rdf:about="&obo;PATO_7"><rdfs:label>imported</rdfs:label></owl:Class>
</rdf:RDF>
"""

TURTLE = """@prefix : <http://purl.obolibrary.org/obo/> .
@prefix oio: <http://www.geneontology.org/formats/oboInOwl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix terms: <http://purl.org/dc/terms/> .

<http://purl.obolibrary.org/obo/uo.owl> a owl:Ontology ;
    owl:versionInfo "2026-02-03" ;
    terms:license <https://example.org/licence> .

:BFO_0000050 a owl:ObjectProperty ; rdfs:label "part of" .
:RO_1 a owl:ObjectProperty ; rdfs:label "acts on" .
:UO_1 a owl:Class ; rdfs:label "root" .
:UO_2 a owl:Class ;
    rdfs:label "a \\"quoted\\" name"@en , "un nom"@fr ;
    rdfs:subClassOf :UO_1 , :PATO_7 ,
        [ a owl:Restriction ; owl:onProperty :BFO_0000050 ; owl:someValuesFrom :UO_1 ] ,
        [ a owl:Restriction ; owl:onProperty :RO_1 ; owl:someValuesFrom :PATO_7 ] ;
    oio:hasExactSynonym "same" ; oio:hasBroadSynonym "wider" ;
    oio:hasNarrowSynonym "closer" ; oio:hasRelatedSynonym "near" ;
    oio:hasAlternativeId "UO:20" , "UO:21" ;
    oio:hasDbXref "UMLS:C1" , "mesh:D1" ;
    oio:hasOBONamespace "made_up" .
[] a owl:Axiom ; owl:annotatedSource :UO_2 ; owl:annotatedProperty :IAO_0000115 ;
    oio:hasDbXref "PMID:1" , "http://example.org/a" .
:UO_3 a owl:Class ; rdfs:label "old" ; owl:deprecated true ; :IAO_0100001 :UO_2 ;
    oio:consider "UO:1" , :PATO_7 .
:PATO_7 a owl:Class ; rdfs:label "imported" .
"""

_OBO_IRI = "http://purl.obolibrary.org/obo/"
OBOGRAPH = json.dumps(
    {
        "graphs": [
            {
                "id": f"{_OBO_IRI}uo.owl",
                "meta": {
                    "version": f"{_OBO_IRI}uo/releases/2026-02-03/uo.owl",
                    "basicPropertyValues": [
                        {
                            "pred": "http://purl.org/dc/terms/license",
                            "val": "https://example.org/licence",
                        }
                    ],
                },
                "nodes": [
                    {"id": f"{_OBO_IRI}UO_1", "lbl": "root", "type": "CLASS"},
                    {
                        "id": f"{_OBO_IRI}UO_2",
                        "lbl": 'a "quoted" name',
                        "type": "CLASS",
                        "meta": {
                            "definition": {
                                "val": "Not read.",
                                "xrefs": ["PMID:1", "http://example.org/a"],
                            },
                            "synonyms": [
                                {"pred": "hasExactSynonym", "val": "same"},
                                {"pred": "hasBroadSynonym", "val": "wider"},
                                {"pred": "hasNarrowSynonym", "val": "closer"},
                                {"pred": "hasRelatedSynonym", "val": "near"},
                            ],
                            "xrefs": [{"val": "UMLS:C1"}, {"val": "mesh:D1"}],
                            "basicPropertyValues": [
                                {"pred": f"{oio}#{name}", "val": value}
                                for oio in ["http://www.geneontology.org/formats/oboInOwl"]
                                for name, value in [
                                    ("hasAlternativeId", "UO:20"),
                                    ("hasAlternativeId", "UO:21"),
                                    ("hasOBONamespace", "made_up"),
                                ]
                            ],
                        },
                    },
                    {
                        "id": f"{_OBO_IRI}UO_3",
                        "lbl": "old",
                        "type": "CLASS",
                        "meta": {
                            "deprecated": True,
                            "basicPropertyValues": [
                                {"pred": f"{_OBO_IRI}IAO_0100001", "val": f"{_OBO_IRI}UO_2"},
                                {
                                    "pred": "http://www.geneontology.org/formats/oboInOwl#consider",
                                    "val": "UO:1",
                                },
                                {
                                    "pred": "http://www.geneontology.org/formats/oboInOwl#consider",
                                    "val": f"{_OBO_IRI}PATO_7",
                                },
                            ],
                        },
                    },
                    {"id": f"{_OBO_IRI}PATO_7", "lbl": "imported", "type": "CLASS"},
                    {"id": f"{_OBO_IRI}BFO_0000050", "lbl": "part of", "type": "PROPERTY"},
                    {"id": f"{_OBO_IRI}RO_1", "lbl": "acts on", "type": "PROPERTY"},
                    {"id": f"{_OBO_IRI}UO_99"},
                ],
                "edges": [
                    {"sub": f"{_OBO_IRI}UO_2", "pred": "is_a", "obj": f"{_OBO_IRI}UO_1"},
                    {"sub": f"{_OBO_IRI}UO_2", "pred": "is_a", "obj": f"{_OBO_IRI}PATO_7"},
                    {
                        "sub": f"{_OBO_IRI}UO_2",
                        "pred": f"{_OBO_IRI}BFO_0000050",
                        "obj": f"{_OBO_IRI}UO_1",
                    },
                    {
                        "sub": f"{_OBO_IRI}UO_2",
                        "pred": f"{_OBO_IRI}RO_1",
                        "obj": f"{_OBO_IRI}PATO_7",
                    },
                ],
            }
        ]
    },
    indent=2,
)
#: Each form, by the ending that its files have.
FORMS = {".obo": OBO, ".owl": RDF_XML, ".ttl": TURTLE, ".json": OBOGRAPH}
