"""Every term of another vocabulary in the alignment exists there, is in use, and is called so.

Those of OBO ontologies are looked up in copies of them, for those who have the copies; those of W3C
vocabularies in the lists that rdflib ships. For Biolink and Web Annotation there is no copy here:
of their terms only the spelling is held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import pytest
from rdflib import PROV, RDF, SKOS, URIRef

from ldn_kg.prefixes import PREFIXES, expand
from ldn_kg.resources import home
from tests.workbench import ROOT

TEXT = (home().ontology / "alignment.ttl").read_text(encoding="utf-8")
COPIES = ROOT.parent / "shared" / "ontologies"
#: Which copy holds the terms of a prefix.
FILES = {"SEPIO": "sepio.owl", "RO": "ro.owl", "BFO": "ro.owl", "ECO": "eco.obo"}
W3C = {"prov": PROV, "rdf": RDF, "skos": SKOS}
UNSEEN = {"biolink", "oa"}
#: A line of the alignment: a term of ours and one of theirs, or one of theirs declared; its label.
_LINE = re.compile(
    r"(?:ldn:\w+ \S+ |)(?P<term>(?!ldn:)\w+:\w+)(?: a \S+)? \.(?:  # (?P<label>.+))?"
)
_TAG = re.compile(r"^(\w+): (.+)$", re.MULTILINE)
_STANZA = re.compile(r"^\[(?:Term|Typedef)\]\n((?:[^\n]+\n)+)", re.MULTILINE)


@dataclass(frozen=True)
class Target:
    """A term of another vocabulary, and what the comment behind it says that it is called.

    Args:
        curie: The term.
        label: Its label; none where the term is its own.
    """

    curie: str
    label: str | None

    @property
    def prefix(self) -> str:
        """Its vocabulary."""
        return self.curie.partition(":")[0]

    @property
    def name(self) -> str:
        """Its name there."""
        return self.curie.partition(":")[2]


def targets(*prefixes: str) -> list[Target]:
    """Every target with one of the prefixes, once for each label that it is given."""
    found = {Target(m["term"], m["label"]) for m in map(_LINE.fullmatch, TEXT.splitlines()) if m}
    return sorted(
        (t for t in found if t.prefix in prefixes), key=lambda t: (t.curie, t.label or "")
    )


@cache
def labels(file: str) -> dict[str, str]:
    """Labels of the terms of a copy, by IRI; an obsolete term has none."""
    path = COPIES / file
    if not path.is_file():
        pytest.skip(f"no copy of the vocabulary at {path}; it is not part of the project")
    return _of_obo(path.read_text("utf-8")) if path.suffix == ".obo" else _of_owl(str(path))


def _of_owl(path: str) -> dict[str, str]:
    found, obsolete = {}, set()
    for quad in ox.parse(path=path, format=ox.RdfFormat.RDF_XML):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            if quad.predicate.value == PREFIXES["rdfs"] + "label":
                found[quad.subject.value] = quad.object.value
            elif quad.predicate.value == PREFIXES["owl"] + "deprecated":
                obsolete.add(quad.subject.value)
    return {iri: label for iri, label in found.items() if iri not in obsolete}


def _of_obo(text: str) -> dict[str, str]:
    stanzas = [dict(_TAG.findall(body)) for body in _STANZA.findall(text)]
    known = [stanza for stanza in stanzas if stanza.get("is_obsolete") != "true"]
    return {PREFIXES["ECO"] + s["id"].removeprefix("ECO:"): s["name"] for s in known}


def test_every_line_is_looked_at() -> None:
    """No triple between a term of ours and one of theirs is written in a way that is not seen."""
    quads = ox.parse(TEXT.encode(), format=ox.RdfFormat.TURTLE)
    ours = "https://w3id.org/ldn-kg/vocab/"
    theirs = {
        quad.object.value
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode)
        if quad.subject.value.startswith(ours) and not quad.object.value.startswith(ours)
    }
    seen = {expand(target.curie) for target in targets(*FILES, *W3C, *UNSEEN)}
    assert len(theirs) > 60
    assert theirs <= seen


@pytest.mark.parametrize("target", targets(*FILES), ids=lambda target: target.curie)
def test_a_term_of_an_obo_ontology_is_called_so_and_in_use(target: Target) -> None:
    """By the label of its own vocabulary, which stands behind it as a comment."""
    assert labels(FILES[target.prefix]).get(expand(target.curie)) == target.label


def test_a_label_that_we_give_to_a_term_of_theirs_is_theirs() -> None:
    """What pages show is no name of our own making."""
    quads = ox.parse(TEXT.encode(), format=ox.RdfFormat.TURTLE)
    given = {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate.value == PREFIXES["rdfs"] + "label"
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal)
    }
    of_obo = {iri: label for iri, label in given.items() if iri.startswith(PREFIXES["RO"])}
    assert of_obo
    for iri, label in of_obo.items():
        assert labels("ro.owl").get(iri) == label
    words = {iri.removeprefix(PREFIXES["skos"]): label for iri, label in given.items()}
    for name, label in words.items():
        if not name.startswith("http"):
            assert label == re.sub(r"([A-Z])", r" \1", name).lower()


@pytest.mark.parametrize("target", targets(*W3C), ids=lambda target: target.curie)
def test_a_term_of_w3c_exists(target: Target) -> None:
    """Its name is its label."""
    assert URIRef(expand(target.curie)) in W3C[target.prefix]
    assert target.label in {None, target.name}


@pytest.mark.parametrize("target", targets("biolink"), ids=lambda target: target.curie)
def test_a_term_of_biolink_is_spelt_as_its_label_asks(target: Target) -> None:
    """Classes in capitals without spaces, slots in small letters with underscores."""
    words = (target.label or "").split()
    as_class = "".join(word[0].upper() + word[1:] for word in words)
    assert target.name in {as_class, "_".join(words)}


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("ro.owl", "RO_0001018"),  # obsolete contained in
        ("sepio.owl", "SEPIO_0000127"),  # obsolete_study group
        ("eco.obo", "ECO:0000026"),  # obsolete nucleic acid hybridization evidence
    ],
)
def test_a_term_that_its_vocabulary_gave_up_would_be_seen(file: str, written: str) -> None:
    """It stands in the copy, and has no label here."""
    iri = expand(written.replace("_", ":"))
    known = labels(file)
    assert written in (COPIES / file).read_text(encoding="utf-8")
    assert iri not in known
