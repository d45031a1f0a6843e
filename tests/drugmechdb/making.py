"""Records of our own making, small enough to see through, and files to read them from."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from ldn_kg.drugmechdb.predicates import Relations, read_relations
from ldn_kg.drugmechdb.reading import ReadPath, read_records
from ldn_kg.mappings import Mapping, MappingSet
from ldn_kg.resources import home
from tests.workbench import ROOT

#: The real records; a user's machine does not have them.
REAL = ROOT.parent / "shared" / "drugmechdb"
TABLES = home().data / "mappings"

Content = dict[str, Any]

_RECORD: Content = {
    "directed": True,
    "graph": {
        "_id": "DB00704_MESH_D059350_1",
        "disease": "Chronic pain",
        "disease_mesh": "MESH:D059350",
        "drug": "Naltrexone",
        "drug_mesh": "MESH:D009271",
        "drugbank": "DB:DB00704",
    },
    "links": [
        {
            "key": "decreases activity of",
            "source": "MESH:D009271",
            "target": "UniProt:O00206",
        },
        {
            "key": "positively correlated with",
            "source": "UniProt:O00206",
            "target": "MESH:D059350",
        },
    ],
    "multigraph": True,
    "nodes": [
        {"id": "MESH:D009271", "label": "Drug", "name": "Naltrexone"},
        {"id": "UniProt:O00206", "label": "Protein", "name": "Toll-like receptor 4"},
        {"id": "MESH:D059350", "label": "Disease", "name": "Chronic pain"},
    ],
    "references": ["https://go.drugbank.com/drugs/DB00704"],
}


def record() -> Content:
    """A sound record, to be spoilt."""
    return copy.deepcopy(_RECORD)


def about(drug: str, mesh: str, bank: str, disease: str = "D059350") -> Content:
    """A sound record about another drug."""
    made = record()
    made["graph"] |= {
        "_id": f"{bank}_MESH_{disease}_1",
        "disease_mesh": f"MESH:{disease}",
        "drug": drug,
        "drug_mesh": f"MESH:{mesh}",
        "drugbank": f"DB:{bank}",
    }
    made["nodes"][0] |= {"id": f"MESH:{mesh}", "name": drug}
    made["nodes"][2]["id"] = f"MESH:{disease}"
    made["links"][0]["source"] = f"MESH:{mesh}"
    made["links"][1]["target"] = f"MESH:{disease}"
    made["references"] = [f"https://go.drugbank.com/drugs/{bank}"]
    return made


def write(folder: Path, *records: Content) -> Path:
    """Each record to a file of its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for made in records:
        path = folder / f"{made['graph']['_id']}.yaml"
        path.write_text(yaml.safe_dump(made, allow_unicode=True), encoding="utf-8")
    return folder


def read(folder: Path, *records: Content) -> tuple[ReadPath, ...]:
    """The records as they come out of files."""
    return read_records(write(folder, *records))


def relations() -> Relations:
    """The shipped table of relations."""
    return read_relations(TABLES / "drugmechdb_predicates.tsv")


def row(
    subject: str,
    predicate: str,
    object_: str,
    labels: tuple[str, str] = ("", ""),
    *,
    negated: bool = False,
) -> Mapping:
    """One mapping."""
    return Mapping(
        f"entity:{subject}", f"skos:{predicate}", object_, "semapv:ManualMappingCuration",
        negated, *labels,
    )  # fmt: skip


def mapping_set(*more: Mapping) -> MappingSet:
    """Two drugs, a regimen, a receptor and a disease."""
    naltrexone, naloxone = ("naltrexone", "Naltrexone"), ("naloxone", "Naloxone")
    regimen = ("low-dose naltrexone", "Naltrexone")
    rows = (
        row("naltrexone", "exactMatch", "MESH:D009271", naltrexone),
        row("naltrexone", "exactMatch", "DRUGBANK:DB00704", naltrexone),
        row("naltrexone", "exactMatch", "MESH:D009270", ("naltrexone", "Naloxone"), negated=True),
        row("naloxone", "exactMatch", "MESH:D009270", naloxone),
        row("naloxone", "exactMatch", "DRUGBANK:DB01183", naloxone),
        row("low_dose_naltrexone", "broadMatch", "MESH:D009271", regimen),
        row("low_dose_naltrexone", "broadMatch", "DRUGBANK:DB00704", regimen),
        row("low_dose_naltrexone", "exactMatch", "MESH:D009271", regimen, negated=True),
        row("tlr4", "exactMatch", "UniProt:O00206", ("Toll-like receptor 4", "TLR4_HUMAN")),
        row("chronic_pain", "exactMatch", "MESH:D059350", ("chronic pain", "Chronic Pain")),
        *more,
    )
    return MappingSet({}, {}, rows)
