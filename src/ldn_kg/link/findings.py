"""What a verification says: what is wrong and what to do, what was verified, what could not be.

Where to go instead: `ldn_kg.link.verifying` makes it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ldn_kg.tables import Table

if TYPE_CHECKING:
    from ldn_kg.errors import Where

Severity = Literal["error", "warning", "note"]
#: The gravest first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

_BRIEF = ("where", "severity", "row", "what is wrong", "what to do")
_COLUMNS = (
    "severity", "rule", "file", "line", "subject", "subject_label", "object", "object_label",
    "message", "hint",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that somebody should look at.

    Args:
        where: The row.
        severity: Whether it must be mended, should be looked at, or is only said.
        rule: Stable name of the rule, such as ``label-differs``.
        subject: Identifier of the row's subject; empty where the finding is about a whole table.
        subject_label: Its name, as the row has it.
        object: Identifier of the row's object.
        object_label: Its name, as the row has it.
        message: What is wrong.
        hint: What to do; names the replacement where there is one.
    """

    where: Where
    severity: Severity
    rule: str
    subject: str
    subject_label: str
    object: str
    object_label: str
    message: str
    hint: str = ""

    def as_json(self) -> dict[str, str | int]:
        """The finding as plain values."""
        return {
            "severity": self.severity,
            "rule": self.rule,
            "file": self.where.file,
            "line": self.where.line,
            "subject": self.subject,
            "subject_label": self.subject_label,
            "object": self.object,
            "object_label": self.object_label,
            "message": self.message,
            "hint": self.hint,
        }

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file and line, the gravest first in a line."""
        rank = SEVERITIES.index(self.severity)
        return (self.where.file, self.where.line, rank, self.rule, self.message)


@dataclass(frozen=True, slots=True, order=True)
class Verified:
    """How many rows were verified against one release of one vocabulary.

    Args:
        name: The file or package.
        version: Its release; empty where it does not say.
        prefix: Prefix of the identifiers.
        rows: How many rows name one of them.
    """

    name: str
    version: str
    prefix: str
    rows: int


@dataclass(frozen=True, slots=True, order=True)
class Unchecked:
    """How many rows name identifiers that could not be looked up.

    Args:
        prefix: Their prefix.
        reason: For want of what.
        rows: How many.
    """

    prefix: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a verification says.

    Args:
        findings: In the order of files and lines.
        verified: What was looked up, and where.
        unchecked: What was not, and why.
        rows: How many rows there were.
    """

    findings: tuple[Finding, ...]
    verified: tuple[Verified, ...]
    unchecked: tuple[Unchecked, ...]
    rows: int

    @property
    def errors(self) -> int:
        """How many findings must be mended."""
        return self.counts["error"]

    @property
    def counts(self) -> Counter[str]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)

    def as_json(self) -> dict[str, object]:
        """The report as plain values; the form is stable."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "verified": [
                {"name": one.name, "version": one.version, "prefix": one.prefix, "rows": one.rows}
                for one in self.verified
            ],
            "unchecked": [
                {"prefix": one.prefix, "reason": one.reason, "rows": one.rows}
                for one in self.unchecked
            ],
            "rows": self.rows,
        }

    def table(self, *, brief: bool = False) -> Table:
        """The findings, one a row.

        Args:
            brief: As a terminal shows them; otherwise with every field.

        Example:
            >>> Report((), (), (), 0).table(brief=True).columns[:3]
            ('where', 'severity', 'row')
        """
        if brief:
            return Table(_BRIEF, tuple(map(_brief, self.findings)))
        rows = (tuple(finding.as_json()[name] for name in _COLUMNS) for finding in self.findings)
        return Table(_COLUMNS, tuple(rows))

    def summary(self) -> str:
        """The counts in words: what was found, against what it was verified, what was not."""
        counts = ", ".join(_counted(self.counts[name], name) for name in SEVERITIES)
        lines = [f"{_counted(self.rows, 'row')}: {counts}"]
        for one in self.verified:
            version = f" {one.version}" if one.version else " of unstated version"
            rows = _counted(one.rows, "row")
            lines.append(f"{one.prefix}: {rows} verified against {one.name}{version}")
        for other in self.unchecked:
            rows = _counted(other.rows, "row")
            lines.append(f"{other.prefix}: {rows} not checked: {other.reason}")
        return "\n".join(lines)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _brief(finding: Finding) -> tuple[str, ...]:
    ends = (
        f"{finding.subject} {finding.subject_label}".strip(),
        f"{finding.object} {finding.object_label}".strip(),
    )
    return (
        f"{finding.where.file}:{finding.where.line}",
        finding.severity,
        " → ".join(filter(None, ends)),
        f"{finding.message} [{finding.rule}]",
        finding.hint,
    )
