"""The ontology and its alignment under askwol, an independent checker, without the network."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from ldn_kg.prefixes import VOCAB
from ldn_kg.resources import home

if TYPE_CHECKING:
    from pathlib import Path

    from tests.workbench import Workbench

#: What stays recommended for our terms, and why it is not followed.
WAIVED = {
    "comments": "askwol counts rdfs:comment alone; our definitions are skos:definition",
    "domains-ranges": "a property between things of many kinds has no one domain or range, and "
    "one below another takes them from there",
}


def checked(path: Path) -> dict[str, Any]:
    """What askwol says of a file; it looks nothing up."""
    command = [sys.executable, "-m", "askwol", "check", "--skip-resolution", "--format", "json"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", ["ldn.ttl", "alignment.ttl"])
def test_header_imports_and_axioms_pass(name: str) -> None:
    """No error, no warning and no recommendation; only what would need the network is left out."""
    found = checked(home().ontology / name)
    assert found["severity_summary"]["findings"] == []
    assert found["parse_errors"] == []
    assert found["input_warnings"] == []
    assert {check["status"] for check in found["ontology_metadata"]["checks"]} == {"ok"}
    assert len(found["license"]["checks"]) == 1
    assert found["unused_prefixes"] == []
    assert found["internal_terms"]["status"] == "ok"
    # Nothing is imported, so that no program goes to look for it.
    assert found["imports"] == {"status": "ok", "checks": []}
    assert {ns["resolution"]["status"] for ns in found["namespaces"]} == {"skip"}
    # askwol takes the address of an ontology for the namespace of its terms, and heeds no
    # vann:preferredNamespaceUri. So here it sees no term of ours; the next test shows it them.
    assert found["term_inventory"]["total_terms"] == 0


@pytest.mark.slow
def test_our_terms_pass(workbench: Workbench) -> None:
    """In a copy whose address is the namespace of its terms, as askwol expects it."""
    path = workbench.root / "ontology" / "ldn.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("<https://w3id.org/ldn-kg/ontology>", f"<{VOCAB}>"), "utf-8")
    found = checked(path)
    summary = found["severity_summary"]
    assert (summary["errors"], summary["warnings"]) == (0, 0)
    assert {finding["check"] for finding in summary["findings"]} == set(WAIVED)
    assert found["term_inventory"]["total_terms"] > 400
    for part in ("internal_terms", "term_inventory", "lang_tags", "iri_strategy"):
        assert found[part]["status"] == "ok", part
    assert all(check["has_label"] for check in found["definition_docs"]["checks"])
    defined = {
        quad.subject.value
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if quad.predicate.value == "http://www.w3.org/2004/02/skos/core#definition"
    }
    bare = {f["subject"] for f in summary["findings"] if f["check"] == "comments"}
    assert bare <= defined


def test_a_header_without_title_and_licence_does_not_pass(workbench: Workbench) -> None:
    """So that the silence above means something."""
    file = "ontology/alignment.ttl"
    workbench.spoil(file, '    dcterms:title "LDN-KG alignment"@en ;\n', "")
    licence = "    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;\n"
    workbench.spoil(file, licence, "")
    found = checked(workbench.root / file)["severity_summary"]["findings"]
    assert {(finding["check"], finding["rule"]) for finding in found} == {
        ("ontology-metadata", "ontology-metadata.missing"),
        ("license", "license.missing"),
    }
