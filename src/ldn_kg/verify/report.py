"""The rules of the ROBOT report over the ontology, as queries of our own.

ROBOT reports what is wrong with an ontology as such: labels, definitions, synonyms, header, what is
deprecated. The queries in ``queries/report/`` ask the same of our terms; each names the rule that
it is equivalent to, and none is ROBOT. Where to go instead: `ldn_kg.verify.checks` looks at the
finished graph, `ldn_kg.verify.reasoner` at what the axioms mean.

Reference: Jackson et al., ROBOT: a tool for automating ontology workflows, BMC Bioinformatics
2019;20; rules and levels of its default profile as of 20 April 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
from pydantic import BaseModel, ConfigDict

from ldn_kg.catalog import read_header, read_query
from ldn_kg.errors import DataError, Problem, Where
from ldn_kg.prefixes import PREFIXES
from ldn_kg.store import Store, python_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ldn_kg.store import Cell

Level = Literal["error", "warning", "info"]

#: The files whose terms are looked at; where a term is in both, the first one defines it.
_FILES = ("ldn.ttl", "alignment.ttl")
#: A line that begins a statement, as both files are written, and whether it says what a thing is.
_SUBJECT = re.compile(r"(?:<([^>]+)>|(\w*):([\w-]+))\s+(a\s)?")


class RuleHeader(BaseModel):
    """What the ``#+`` lines of a rule say.

    Args:
        title: What is wrong where the query has a row.
        description: What counts and what does not.
        equivalent: The rule of the ROBOT report that this one is equivalent to.
        level: The level of that rule there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    description: str
    equivalent: str
    level: Level


@dataclass(frozen=True, slots=True)
class ReportRule:
    """A rule file.

    Args:
        name: File name without ending.
        text: A query with the columns ``term``, ``property`` and ``value``.
        header: Its header.
    """

    name: str
    text: str
    header: RuleHeader


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of a rule.

    Args:
        level: How grave it is: errors and warnings stop a build.
        problem: The term, where it is written, and what is wrong with it.
    """

    level: Level
    problem: Problem


def read_report(folder: Path) -> list[ReportRule]:
    """Every rule of a folder, by name.

    Args:
        folder: ``queries/report``.

    Raises:
        DataError: With every problem of every file.
    """
    rules: list[ReportRule] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        try:
            text = read_query(path)
            header = read_header(text, Where(path.as_posix()), RuleHeader)
            rules.append(ReportRule(path.stem, text, header))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return rules


def findings(
    ontology: Iterable[ox.Quad], rules: Iterable[ReportRule], places: Mapping[str, Where]
) -> Iterator[Finding]:
    """What the rules say of an ontology.

    Args:
        ontology: Its quads.
        rules: What `read_report` returned.
        places: What `written` returned.

    Example:
        >>> from pathlib import Path
        >>> from ldn_kg.resources import home
        >>> text = 'ldn:Cell a owl:Class ; rdfs:label "cell" , "Cell" .'
        >>> known = {name: PREFIXES[name] for name in ("ldn", "owl", "rdfs")}
        >>> prefixes = "".join(f"@prefix {name}: <{iri}> . " for name, iri in known.items())
        >>> quads = ox.parse((prefixes + text).encode(), format=ox.RdfFormat.TURTLE)
        >>> rules = read_report(home().queries / "report")
        >>> [found.problem.rule for found in findings(quads, rules, {}) if found.level == "error"]
        ['multiple_labels', 'multiple_labels']
    """
    store = Store(ontology)
    for rule in rules:
        for row in store.query(rule.text).rows:
            where = places.get(getattr(row[0], "value", ""), Where("the ontology"))
            shown = ", ".join(_shown(cell) for cell in row if cell is not None)
            problem = Problem(where, rule.name, f"{rule.header.title}: {shown}")
            yield Finding(rule.header.level, problem)


def _shown(cell: Cell) -> str:
    return "an expression" if isinstance(cell, ox.BlankNode) else str(python_value(cell))


def violations(ontology: Iterable[ox.Quad], folder: Path, files: Path) -> list[Problem]:
    """The findings that stop a build: errors and warnings.

    Args:
        ontology: The quads of the ontology and its alignment.
        folder: ``queries/report``.
        files: The folder that they were read from.

    Raises:
        DataError: When a rule cannot be read.
    """
    found = findings(ontology, read_report(folder), written(files))
    return [finding.problem for finding in found if finding.level != "info"]


def written(folder: Path) -> dict[str, Where]:
    """Where each term is declared, or else first spoken of, by IRI.

    Args:
        folder: The folder with the ontology files.

    Example:
        >>> from ldn_kg.resources import home
        >>> written(home().ontology)["https://w3id.org/ldn-kg/ontology"].file
        'ontology/ldn.ttl'
    """
    declared: dict[str, Where] = {}
    mentioned: dict[str, Where] = {}
    for name in _FILES:
        text = (folder / name).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            found = _SUBJECT.match(line)
            if found is not None:
                iri = found[1] or PREFIXES.get(found[2], "") + found[3]
                first = declared if found[4] else mentioned
                first.setdefault(iri, Where(f"{folder.name}/{name}", number))
    return mentioned | declared
