"""Classes of an OWL ontology, and concepts of SKOS, written in RDF/XML or Turtle.

Only what is stated is read: nothing is inferred, and an import is not followed. A class
with several labels has the first as its label and the others as synonyms. Where to go instead:
`ldn_kg.vocabularies.xml_guard` looks at the markup first.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from ldn_kg.vocabularies.contents import Contents, version_in
from ldn_kg.vocabularies.identifiers import curie
from ldn_kg.vocabularies.terms import Synonym, Term
from ldn_kg.vocabularies.xml_guard import xml_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from ldn_kg.vocabularies.places import FileText
    from ldn_kg.vocabularies.terms import Scope

_OBO = "http://purl.obolibrary.org/obo/"
_OIO = "http://www.geneontology.org/formats/oboInOwl#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = (f"{_RDFS}label", f"{_SKOS}prefLabel")
#: SKOS and the Information Artifact Ontology do not say how an alternative name stands to the term.
_SYNONYMS: dict[str, Scope] = {
    f"{_OIO}hasExactSynonym": "exact",
    f"{_OIO}hasBroadSynonym": "broad",
    f"{_OIO}hasNarrowSynonym": "narrow",
    f"{_OIO}hasRelatedSynonym": "related",
    f"{_SKOS}altLabel": "",
    f"{_OBO}IAO_0000118": "",
}
_DEPRECATED = f"{_OWL}deprecated"
_REPLACED_BY = f"{_OBO}IAO_0100001"
_CONSIDER = f"{_OIO}consider"
_ALTERNATIVE = f"{_OIO}hasAlternativeId"
_PARENTS = (f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf", f"{_SKOS}broader")
_PROPERTY = f"{_OWL}onProperty"
_SOME = f"{_OWL}someValuesFrom"
_XREF = f"{_OIO}hasDbXref"
_NAMESPACE = f"{_OIO}hasOBONamespace"
_DEFINITION = f"{_OBO}IAO_0000115"
_DEFINITION_SOURCE = f"{_OBO}IAO_0000119"
_ANNOTATED = f"{_OWL}annotatedSource"
_ANNOTATED_BY = f"{_OWL}annotatedProperty"
_VERSIONS = (f"{_OWL}versionInfo", f"{_OWL}versionIRI")
_LICENCES = ("http://purl.org/dc/terms/license", "http://creativecommons.org/ns#license")

_READ = frozenset((
    _TYPE, *_LABELS, *_SYNONYMS, _DEPRECATED, _REPLACED_BY, _CONSIDER, _ALTERNATIVE, *_PARENTS,
    _PROPERTY, _SOME, _XREF, _NAMESPACE, _DEFINITION_SOURCE, _ANNOTATED, _ANNOTATED_BY, *_VERSIONS,
    *_LICENCES,
))  # fmt: skip
_ONTOLOGY = f"{_OWL}Ontology"
_TERMS = {f"{_OWL}Class", f"{_RDFS}Class", f"{_SKOS}Concept"}
_RELATIONS = {
    f"{_OWL}ObjectProperty",
    f"{_OWL}DatatypeProperty",
    f"{_OWL}AnnotationProperty",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
}
_OTHERS = {*_RELATIONS, f"{_OWL}NamedIndividual"}
#: Everything is a thing; that says nothing of it.
_TOP = {f"{_OWL}Thing", f"{_OWL}Nothing", f"{_RDFS}Resource"}
#: What a definition cites is often a note; an identifier or an address has no blanks.
_CITABLE = re.compile(r"[A-Za-z][\w.+-]*:\S+")

_Value = tuple[str, str]  # a value, and the language of a text
_Said = dict[str, list[_Value]]  # what is said of a subject, by predicate
_Facts = dict[str, _Said]


def read_owl(file: FileText, *, xml: bool) -> Contents:
    """Terms, relations and individuals of an ontology.

    Args:
        file: The file.
        xml: Whether it is in RDF/XML; Turtle otherwise.

    Returns:
        What is in it; or one problem, with its line, where it cannot be parsed.
    """
    contents = Contents()
    contents.problems += xml_problems(file) if xml else []
    if contents.problems:
        return contents
    try:
        facts = _facts(_quads(file, xml=xml))
    except SyntaxError as error:
        line = error.lineno or _line_of(file, error.msg, xml=xml)
        cut = "nexpected end" in error.msg
        hint = "download it again" if cut else "mend the text"
        message = " ".join(re.sub(r"^Parser error at line .*?: ", "", error.msg).split())
        contents.problems.append(
            file.problem(line, "truncated" if cut else "syntax", f"not RDF: {message}", hint)
        )
        return contents
    _say_of_itself(contents, facts)
    cited = _cited(facts)
    for subject, said in facts.items():
        kinds = set(_values(said, _TYPE))
        if subject.startswith("_:") or subject in _TOP or not kinds & (_TERMS | _OTHERS):
            continue
        term = _term(subject, facts, cited.get(subject, ()))
        (contents.terms if kinds & _TERMS else contents.others).append(term)
        if kinds & _RELATIONS and term.label:
            contents.labels[term.id] = term.label
    return contents


def _facts(quads: Iterable[Quad]) -> _Facts:
    """The statements that concern us, by subject and predicate, in the order of the file."""
    from pyoxigraph import Literal, NamedNode

    facts: _Facts = {}
    for quad in quads:
        predicate = quad.predicate.value
        if predicate in _READ:
            subject, node = quad.subject, quad.object
            name = subject.value if isinstance(subject, NamedNode) else str(subject)
            if isinstance(node, Literal):
                value = (node.value, node.language or "")
            else:
                value = (node.value if isinstance(node, NamedNode) else str(node), "")
            facts.setdefault(name, {}).setdefault(predicate, []).append(value)
    return facts


def _values(said: _Said, *predicates: str) -> Iterator[str]:
    return (value for predicate in predicates for value, _ in said.get(predicate, ()))


def _quads(file: FileText, *, xml: bool) -> Iterator[Quad]:
    from pyoxigraph import RdfFormat, parse

    form = RdfFormat.RDF_XML if xml else RdfFormat.TURTLE
    # The text is decoded already, whatever encoding its first line names.
    text = re.sub(r"^\s*<\?xml\b[^>]*\?>", "", file.text, count=1) if xml else file.text
    return parse(text, format=form, base_iri=file.path.resolve().as_uri())


def _line_of(file: FileText, message: str, *, xml: bool) -> int:
    """The line of an error where the parser does not tell it.

    That of what the message quotes, or else of the last thing that could be read.
    """
    from pyoxigraph import NamedNode

    quoted = re.search(r"'([^']+)'", message)
    for sought in (f'"{quoted[1]}', quoted[1]) if quoted else ():
        if (at := file.text.find(sought)) >= 0:
            return file.line_at(at)
    last = ""
    with suppress(SyntaxError):
        for quad in _quads(file, xml=xml):
            last = quad.subject.value if isinstance(quad.subject, NamedNode) else last
    return (file.declared(curie(last))[0] if last else 0) or 1


def _say_of_itself(contents: Contents, facts: _Facts) -> None:
    headers = [name for name, said in facts.items() if _ONTOLOGY in _values(said, _TYPE)]
    if headers:
        # What is imported may be declared too; only a release has a version.
        own = next(
            (one for one in headers if not facts[one].keys().isdisjoint(_VERSIONS)), headers[0]
        )
        contents.own = contents.iri = "" if own.startswith(("_:", "file:")) else own
        contents.version = version_in(*_values(facts[own], *_VERSIONS))
        contents.licence = next(_values(facts[own], *_LICENCES), "")


def _cited(facts: _Facts) -> dict[str, list[str]]:
    """What the definition of each term cites: notes on the statement that it is so defined."""
    cited: dict[str, list[str]] = {}
    for note in facts.values():
        if _DEFINITION in _values(note, _ANNOTATED_BY):
            for subject in _values(note, _ANNOTATED):
                cited.setdefault(subject, []).extend(_values(note, _XREF, _DEFINITION_SOURCE))
    return cited


def _term(subject: str, facts: _Facts, cited: Iterable[str]) -> Term:
    said = facts[subject]
    above = list(_values(said, *_PARENTS))
    sources = (*cited, *_values(said, _DEFINITION_SOURCE))
    label, *more = _labels([label for name in _LABELS for label in said.get(name, ())]) or [""]
    return Term(
        id=curie(subject),
        label=label,
        synonyms=(
            *(Synonym(text) for text in more),
            *(
                Synonym(text, how)
                for name, how in _SYNONYMS.items()
                for text in _values(said, name)
            ),
        ),
        obsolete=any(value in {"true", "1"} for value in _values(said, _DEPRECATED)),
        replaced_by=_curies(_values(said, _REPLACED_BY)),
        consider=_curies(_values(said, _CONSIDER)),
        alternates=_curies(_values(said, _ALTERNATIVE)),
        parents=_curies(one for one in above if not one.startswith("_:") and one not in _TOP),
        relations=tuple(_relations(facts, above)),
        xrefs=_curies(_values(said, _XREF)),
        definition_sources=_curies(filter(_CITABLE.fullmatch, sources)),
        namespace=next(_values(said, _NAMESPACE), ""),
    )


def _relations(facts: _Facts, above: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Relations that every member of a class has to some member of another."""
    for one in above:
        if one.startswith("_:"):
            said = facts.get(one, {})
            for relation in _values(said, _PROPERTY):
                for target in _values(said, _SOME):
                    if not relation.startswith("_:") and not target.startswith("_:"):
                        yield curie(relation), curie(target)


def _labels(labels: list[_Value]) -> list[str]:
    """The labels in English or in no language, else those in a kind of English, else any."""
    for languages in ({"", "en"}, {"en-us", "en-gb"}):
        found = [text for text, language in labels if language in languages]
        if found:
            return list(dict.fromkeys(found))
    return [text for text, _ in labels[:1]]


def _curies(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(curie, identifiers)))
