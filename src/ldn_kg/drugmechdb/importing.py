"""The whole import in one call: read, check, make the layer, count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.drugmechdb.checks import check_records
from ldn_kg.drugmechdb.findings import findings_table
from ldn_kg.drugmechdb.identity import OurThings
from ldn_kg.drugmechdb.layer import layer_quads
from ldn_kg.drugmechdb.predicates import read_relations
from ldn_kg.drugmechdb.reading import read_records
from ldn_kg.errors import InputError, or_problems
from ldn_kg.files import digest_file
from ldn_kg.mappings import read_mappings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from ldn_kg.drugmechdb.findings import Finding
    from ldn_kg.drugmechdb.predicates import Relations
    from ldn_kg.drugmechdb.reading import ReadPath
    from ldn_kg.errors import Problem
    from ldn_kg.mappings import MappingSet
    from ldn_kg.tables import Table


RELATIONS, ENTITIES = "drugmechdb_predicates.tsv", "entities.sssom.tsv"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made.

    Args:
        quads: The layer.
        findings: What is doubtful in the records.
        report: Counts and findings as plain values; no time of day, so that the same input gives
            the same bytes.
    """

    quads: tuple[Quad, ...]
    findings: tuple[Finding, ...]
    report: dict[str, object]

    def table(self, *, brief: bool = False) -> Table:
        """The findings as a table.

        Args:
            brief: Only what fits a terminal.
        """
        return findings_table(self.findings, brief=brief)


def import_records(source: Path, mappings: Path) -> Imported:
    """Reads and checks records, and makes a layer of them.

    Args:
        source: Folder of the records, or one file of them.
        mappings: Folder with ``drugmechdb_predicates.tsv`` and ``entities.sssom.tsv``.

    Raises:
        InputError: With every problem of the records and of the tables.
    """
    problems: list[Problem] = []
    records = or_problems(lambda: read_records(source), problems)
    relations = or_problems(lambda: read_relations(mappings / RELATIONS), problems)
    entities = or_problems(lambda: read_mappings(mappings / ENTITIES), problems)
    if records is None or relations is None or entities is None:
        raise InputError(problems)
    findings = check_records(records, relations, entities)
    quads = layer_quads(records, relations, entities, findings)
    report = {
        **_counts(records, relations, entities, findings),
        "made_with": tables_digest(mappings),
        "findings": [finding.as_json() for finding in findings],
    }
    return Imported(tuple(quads), findings, report)


def tables_digest(mappings: Path) -> dict[str, str]:
    """The digest of each table that an import is made with, to see whether one has changed since.

    That of a table which is not there is empty.

    Args:
        mappings: Folder with the tables.

    Example:
        >>> from ldn_kg.resources import home
        >>> sorted(tables_digest(home().data / "mappings"))
        ['drugmechdb_predicates.tsv', 'entities.sssom.tsv']
    """
    paths = {name: mappings / name for name in (RELATIONS, ENTITIES)}
    return {name: digest_file(path) if path.is_file() else "" for name, path in paths.items()}


def _counts(
    records: Sequence[ReadPath],
    relations: Relations,
    entities: MappingSet,
    findings: Sequence[Finding],
) -> dict[str, object]:
    ours = OurThings(entities)
    doubted = {node for finding in findings for node in finding.doubted}
    keys = [link.key for placed in records for link in placed.record.links]
    natures = Counter(relations[key].nature if key in relations else "unmapped" for key in keys)
    renamed = [
        key for key in keys if key in relations and not relations[key].biolink.endswith(_snake(key))
    ]
    tied = sum(
        bool(ours.matches(node.id))
        for placed in records
        for index, node in enumerate(placed.record.nodes)
        if (placed.record.id, index) not in doubted
    )
    return {
        "records": len(records),
        "nodes": sum(len(placed.record.nodes) for placed in records),
        "nodes_tied_to_ours": tied,
        "nodes_in_doubt": len(doubted),
        "hops": len(keys),
        "hops_by_nature": dict(sorted(natures.items())),
        "hops_with_an_old_predicate": len(renamed),
        "old_predicates": dict(sorted(Counter(renamed).items())),
        "findings_by_rule": dict(sorted(Counter(f.problem.rule for f in findings).items())),
    }


def _snake(key: str) -> str:
    """A relation as the end of a Biolink CURIE."""
    return f":{key.replace(' ', '_')}"
