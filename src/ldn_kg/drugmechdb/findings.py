"""What is found in records that can be read: a problem, its records, and what it puts in doubt.

A finding never stops an import. It is reported, and what it puts in doubt is tied to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ldn_kg.errors import Problem

_BRIEF = ("rule", "where", "finding")
_COLUMNS = (*_BRIEF, "field", "hint", "records")
#: A node of a record: the record's name, and which of its nodes, counted from 0.
NodeRef = tuple[str, int]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that somebody should look at.

    Args:
        problem: What it is, and where.
        records: The records that it concerns.
        doubted: Nodes whose identifier can no longer be relied on.
    """

    problem: Problem
    records: tuple[str, ...]
    doubted: tuple[NodeRef, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The finding as plain values."""
        return {
            "rule": self.problem.rule,
            "records": list(self.records),
            "file": self.problem.where.file,
            "line": self.problem.where.line,
            "field": self.problem.where.field,
            "message": self.problem.message,
            "hint": self.problem.hint,
        }


def doubts(findings: Iterable[Finding]) -> dict[NodeRef, list[str]]:
    """What is said against the identifier of each node.

    Args:
        findings: What was found.

    Example:
        >>> from ldn_kg.errors import Problem, Where
        >>> found = Finding(Problem(Where("a.yaml", 3), "r", "is another's"), ("a",), (("a", 0),))
        >>> doubts([found])
        {('a', 0): ["is another's"]}
    """
    against: dict[NodeRef, list[str]] = {}
    for finding in findings:
        for node in finding.doubted:
            against.setdefault(node, []).append(finding.problem.message)
    return against


def findings_table(findings: Iterable[Finding], *, brief: bool = False) -> Table:
    """The findings as a table, one a row.

    Args:
        findings: What was found.
        brief: Only what fits a terminal.

    Example:
        >>> findings_table([], brief=True).columns
        ('rule', 'where', 'finding')
    """
    rows = [
        {
            "rule": finding.problem.rule,
            "where": f"{finding.problem.where.file}:{finding.problem.where.line}",
            "finding": finding.problem.message,
            "field": finding.problem.where.field,
            "hint": finding.problem.hint,
            "records": ", ".join(finding.records),
        }
        for finding in findings
    ]
    columns = _BRIEF if brief else _COLUMNS
    cells = tuple(tuple(row[column] for column in columns) for row in rows)
    return Table(columns, cells, "What is doubtful in the records")
