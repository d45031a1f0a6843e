"""Terms of an OBO Graph in JSON.

The format is that of https://github.com/geneontology/obographs. Where to go instead:
`ldn_kg.vocabularies.obo` and `ldn_kg.vocabularies.owl` read the other forms of the same ontologies.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ldn_kg.errors import Problem
from ldn_kg.vocabularies.contents import Contents, version_in
from ldn_kg.vocabularies.identifiers import curie
from ldn_kg.vocabularies.terms import Synonym, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ldn_kg.vocabularies.places import FileText
    from ldn_kg.vocabularies.terms import Scope

_SCOPES: dict[str, Scope] = {
    "hasExactSynonym": "exact",
    "hasBroadSynonym": "broad",
    "hasNarrowSynonym": "narrow",
    "hasRelatedSynonym": "related",
}
_IS_A = {"is_a", "subPropertyOf"}
#: Predicates of edges that are no relations between classes.
_STRUCTURE = {"type", "inverseOf"}
_OBO = "http://purl.obolibrary.org/obo/"
_OIO = "http://www.geneontology.org/formats/oboInOwl#"
_REPLACED_BY = f"{_OBO}IAO_0100001"
_CONSIDER = f"{_OIO}consider"
_ALTERNATIVE = f"{_OIO}hasAlternativeId"
_NAMESPACE = f"{_OIO}hasOBONamespace"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"
_LICENCES = {"http://purl.org/dc/terms/license", "http://creativecommons.org/ns#license"}


def read_obograph(file: FileText) -> Contents:
    """Terms, relations and individuals of a file.

    Args:
        file: The file.

    Returns:
        What is in it; or problems where it is no JSON, or no OBO Graph.
    """
    contents = Contents()
    document = _document(file, contents)
    if contents.problems:
        return contents
    graphs = document.get("graphs")
    if not isinstance(graphs, list) or not graphs:
        hint = "save the ontology as OBO Graph JSON, or as RDF/XML, Turtle or OBO"
        message = "JSON, but no OBO Graph: it has no list 'graphs'"
        contents.problems.append(file.problem(1, "wrong-format", message, hint))
        return contents
    for graph in graphs:
        _read_graph(graph if isinstance(graph, dict) else {}, file, contents)
    return contents


def _document(file: FileText, contents: Contents) -> dict[str, Any]:
    try:
        document = json.loads(file.text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(file.text.rstrip()) - 1 or error.msg.startswith("Unterminated")
        rule, hint = ("truncated", "download it again") if cut else ("syntax", "mend the text")
        message = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        contents.problems.append(file.problem(error.lineno, rule, message, hint))
    except (ValueError, RecursionError) as error:
        message = f"not an OBO Graph: {str(error).partition(';')[0]}"
        contents.problems.append(file.problem(1, "syntax", message, "write the ontology out anew"))
    else:
        return document if isinstance(document, dict) else {}
    return {}


def _read_graph(graph: dict[str, Any], file: FileText, contents: Contents) -> None:
    meta = _dict(graph.get("meta"))
    contents.own = contents.own or str(graph.get("id") or "")
    contents.iri = contents.iri or contents.own
    said = [str(meta.get("version") or ""), *_said(meta, _VERSION)]
    contents.version = contents.version or version_in(*said)
    contents.licence = contents.licence or next(_said(meta, *_LICENCES), "")
    parents: dict[str, list[str]] = {}
    relations: dict[str, list[tuple[str, str]]] = {}
    for index, edge in enumerate(_list(graph.get("edges"))):
        match edge:
            case {"sub": str(below), "pred": str(name), "obj": str(above)}:
                if name in _IS_A:
                    parents.setdefault(curie(below), []).append(curie(above))
                elif name not in _STRUCTURE:
                    relations.setdefault(curie(below), []).append((curie(name), curie(above)))
            case _:
                _damaged(file, contents, f"edges[{index}]", "an edge has sub, pred and obj")
    for index, node in enumerate(_list(graph.get("nodes"))):
        match node:
            case {"id": str(identifier)} if identifier:
                # A node that is only pointed at has no kind and no label.
                if node.get("type") or node.get("lbl"):
                    term = _term(node)
                    term = replace(
                        term,
                        parents=tuple(parents.get(term.id, ())),
                        relations=tuple(relations.get(term.id, ())),
                    )
                    _keep(term, str(node.get("type") or "CLASS"), contents)
            case _:
                _damaged(file, contents, f"nodes[{index}]", "a node has an id")


def _keep(term: Term, kind: str, contents: Contents) -> None:
    (contents.terms if kind == "CLASS" else contents.others).append(term)
    if kind == "PROPERTY" and term.label:
        contents.labels[term.id] = term.label


def _term(node: dict[str, Any]) -> Term:
    meta = _dict(node.get("meta"))
    namespace = next(_said(meta, _NAMESPACE), "")
    return Term(
        id=curie(node["id"]),
        label=str(node.get("lbl") or ""),
        synonyms=tuple(_synonyms(meta)),
        obsolete=meta.get("deprecated") is True,
        replaced_by=_curies(_said(meta, _REPLACED_BY)),
        consider=_curies(_said(meta, _CONSIDER)),
        alternates=_curies(_said(meta, _ALTERNATIVE)),
        xrefs=_curies(_texts(_dict(xref).get("val") for xref in _list(meta.get("xrefs")))),
        definition_sources=_curies(_texts(_list(_dict(meta.get("definition")).get("xrefs")))),
        namespace=namespace,
    )


def _synonyms(meta: dict[str, Any]) -> Iterator[Synonym]:
    for synonym in map(_dict, _list(meta.get("synonyms"))):
        if synonym.get("val"):
            scope = re.split(r"[#/]", str(synonym.get("pred") or ""))[-1]
            yield Synonym(str(synonym["val"]), _SCOPES.get(scope, ""))


def _said(meta: dict[str, Any], *predicates: str) -> Iterator[str]:
    values = map(_dict, _list(meta.get("basicPropertyValues")))
    return (str(value.get("val") or "") for value in values if value.get("pred") in predicates)


def _damaged(file: FileText, contents: Contents, field: str, hint: str) -> None:
    contents.problems.append(Problem(file.where(0, field), "bad-value", "damaged", hint))


def _texts(values: Iterable[object]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str) and value)


def _curies(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(curie, filter(None, identifiers))))


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
