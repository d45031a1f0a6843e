"""Our own table of mappings: canonical, complete, each link verified against a named release."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

import pytest

from ldn_kg import linking
from ldn_kg.link.verifying import verify
from ldn_kg.linking import curated
from ldn_kg.mappings import BUILT_IN, COLUMNS, NO_TERM, read_mappings
from ldn_kg.resources import home
from tests.link.vocabularies import SHARED, sources

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_kg.link.findings import Report
    from ldn_kg.mappings import MappingSet

PATH = home().data / "mappings" / "entities.sssom.tsv"
EXACT = "skos:exactMatch"


@cache
def table() -> MappingSet:
    """The table, read once."""
    return read_mappings(PATH)


def said() -> dict[tuple[str, str, str], bool]:
    """Whether each row is denied."""
    return {(m.subject_id, m.predicate_id, m.object_id): m.negated for m in table().mappings}


def test_the_table_is_canonical() -> None:
    """Columns in the order of the format, rows in the order of their cells, no empty column."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if not line.startswith("#")]
    header, rows = cells[0], cells[1:]
    assert header == [column for column in COLUMNS if column in header]
    assert rows == sorted(rows)
    assert all(any(column) for column in zip(*rows, strict=True))


def test_every_declared_prefix_is_used_and_in_order() -> None:
    """As the canonical form has it."""
    declared = list(table().metadata["curie_map"])
    used = {
        curie.partition(":")[0]
        for row in table().mappings
        for curie in (row.subject_id, row.predicate_id, row.object_id, row.other["object_source"])
    }
    assert declared == sorted(declared)
    assert set(declared) == used - set(BUILT_IN)


def test_every_entity_has_a_row_that_holds_or_a_reason() -> None:
    """And a reason is more than a word."""
    holding = {row.subject_id for row in table().holding()}
    reasons = {
        row.subject_id: row.other["comment"] for row in table().mappings if row.object_id == NO_TERM
    }
    assert set(curated().entities) == holding | set(reasons)
    assert [key for key, reason in reasons.items() if len(reason.split()) < 4] == []


#: Where people go wrong: our entity, and the term that it is not, though they stand together.
MISTAKES = [
    ("naltrexone", "CHEBI:7459"),  # naloxone, its sibling
    ("naloxone", "CHEBI:7465"),  # and the other way round
    ("naltrexone", "CHEBI:134687"),  # the hydrochloride, its salt
    ("low_dose_naltrexone", "CHEBI:7465"),  # the drug, of which it is a regimen
    ("il12p70", "HGNC:5969"),  # the gene of one chain of the complex
    ("limited_ssc", "MONDO:0016359"),  # limited systemic sclerosis, without "cutaneous"
    ("rct", "MESH:D016032"),  # the topic, not the publication type
]


@pytest.mark.parametrize(("entity", "term"), MISTAKES)
def test_what_is_easily_taken_for_it_is_denied(entity: str, term: str) -> None:
    """In so many words, with a reason."""
    rows = [
        m for m in table().mappings if (m.subject_id, m.object_id) == (f"entity:{entity}", term)
    ]
    denied = [row for row in rows if row.negated and row.predicate_id == EXACT]
    assert len(denied) == 1
    assert denied[0].other["comment"]


def test_naltrexone_is_not_naloxone() -> None:
    """Nor is a regimen the drug."""
    rows = said()
    assert rows["entity:naltrexone", EXACT, "MESH:D009271"] is False
    assert rows["entity:naltrexone", EXACT, "MESH:D009270"] is True
    assert rows["entity:low_dose_naltrexone", "skos:broadMatch", "MESH:D009271"] is False
    assert rows["entity:low_dose_naltrexone", EXACT, "MESH:D009271"] is True


def test_a_row_without_a_label_says_so() -> None:
    """It was only seen in another mapping: by its justification, with less confidence."""
    bare = [row for row in table().holding() if not row.object_label]
    assert bare
    assert {row.mapping_justification for row in bare} == {"semapv:MappingChaining"}
    assert all(float(row.other["confidence"]) < 1 for row in bare)


@pytest.fixture(scope="module")
def report() -> Report:
    """The table held to every vocabulary at hand."""
    if not SHARED.is_dir():
        pytest.skip(f"the vocabularies are not at {SHARED}; they are not part of the project")
    ours = curated()
    return verify([(PATH.name, table())], sources(), ours.entities, ours.kinds)


@pytest.mark.slow
@pytest.mark.xdist_group("vocabularies")
def test_every_link_is_verified_against_a_named_release(report: Report) -> None:
    """No error, no warning, and nothing left unchecked but what no release at hand has.

    RxNorm, DrugBank and LOINC are in no file; a list of checked links stands in for them.
    """
    assert [str(f) for f in report.findings if f.severity != "note"] == []
    left = {one.prefix: one.rows for one in report.unchecked}
    assert left == {}
    assert sum(one.rows for one in report.verified) == sum(
        row.object_id != NO_TERM for row in table().mappings
    )


def test_a_row_that_stands_twice_is_a_finding_and_no_end(tmp_path: Path) -> None:
    """In our own data folder too: a curator sees it among the other findings."""
    shutil.copytree(home().data, tmp_path / "data")
    copy = tmp_path / "data" / "mappings" / PATH.name
    lines = copy.read_text(encoding="utf-8").splitlines(keepends=True)
    copy.write_text("".join([*lines, lines[-1]]), encoding="utf-8")
    found = linking.verify(data=tmp_path / "data", ontology=["PATO"])
    assert [one.where.line for one in found.findings if one.rule == "duplicate-row"] == [
        len(lines) + 1
    ]
