"""What of an OBO Graph is read beside what every form has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ldn_kg.vocabularies.reading import read_vocabulary
from ldn_kg.vocabularies.terms import Synonym, Vocabulary

OIO = "http://www.geneontology.org/formats/oboInOwl#"


def read(folder: Path, *graphs: dict[str, Any]) -> Vocabulary:
    """What is read of graphs."""
    path = folder / "x.json"
    path.write_text(json.dumps({"graphs": graphs}), encoding="utf-8")
    return read_vocabulary(path)


def test_nodes_that_are_only_pointed_at_are_no_terms(tmp_path: Path) -> None:
    """They have neither kind nor label; a label without a kind makes a class."""
    nodes = [{"id": "X:1"}, {"id": "X:2", "lbl": "b"}, {"id": "X:3", "type": "CLASS"}]
    assert set(read(tmp_path, {"nodes": nodes}).terms) == {"X:2", "X:3"}


def test_individuals_are_no_terms(tmp_path: Path) -> None:
    """Nor is what they are instances of a way up."""
    nodes = [
        {"id": "X:1", "lbl": "a", "type": "CLASS"},
        {"id": "X:2", "lbl": "b", "type": "INDIVIDUAL"},
    ]
    edges = [
        {"sub": "X:2", "pred": "type", "obj": "X:1"},
        {"sub": "X:1", "pred": "inverseOf", "obj": "X:2"},
    ]
    found = read(tmp_path, {"nodes": nodes, "edges": edges})
    assert set(found.terms) == {"X:1"}
    assert set(found.others) == {"X:2"}
    assert found.others["X:2"].parents == ()
    assert found.terms["X:1"].relations == ()


def test_scopes_are_read_as_names_and_as_addresses(tmp_path: Path) -> None:
    """Tools write either; a scope of another kind is none."""
    synonyms = [
        {"pred": "hasExactSynonym", "val": "a"},
        {"pred": f"{OIO}hasBroadSynonym", "val": "b"},
        {"pred": "http://example.org/other", "val": "c"},
        {"val": "d"},
    ]
    node = {"id": "X:1", "lbl": "x", "meta": {"synonyms": synonyms}}
    assert read(tmp_path, {"nodes": [node]}).terms["X:1"].synonyms == (
        Synonym("a", "exact"),
        Synonym("b", "broad"),
        Synonym("c"),
        Synonym("d"),
    )


def test_several_graphs_are_one_vocabulary(tmp_path: Path) -> None:
    """The first says whose it is."""
    graphs = [
        {
            "id": f"http://purl.obolibrary.org/obo/{name}.owl",
            "meta": {"version": version},
            "nodes": [{"id": f"{name.upper()}:1", "lbl": name}],
        }
        for name, version in (("uo", "2026-01-01"), ("pato", "2025-01-01"))
    ]
    found = read(tmp_path, *graphs)
    assert set(found.terms) == {"UO:1", "PATO:1"}
    assert found.version == "2026-01-01"
    assert found.complete == {"UO"}


def test_fields_of_another_shape_are_passed_over(tmp_path: Path) -> None:
    """As long as nodes and edges are what they must be."""
    node = {"id": "X:1", "lbl": "x", "meta": {"synonyms": {}, "xrefs": [7], "definition": "a"}}
    found = read(tmp_path, {"nodes": [node], "edges": None, "meta": []}).terms["X:1"]
    assert (found.synonyms, found.xrefs, found.definition_sources) == ((), (), ())
