"""The error tree, and the one record that describes a problem in somebody's input.

Where to go instead: rules that find problems are in `ldn_kg.check` (records) and
`ldn_kg.verify` (the finished graph); this module only says what a problem is.

    LdnKgError
    ├── InputError            bad input; carries every problem found, exit code 2
    │   └── DataError         the curated files, the ontology or the queries
    ├── NotFoundError         no such entity, study, question; carries near matches
    ├── QueryError            a SPARQL text that does not parse or may not run
    └── BuildError            the build could not land (disk, lock, reasoner missing)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file.

    Args:
        file: Path as the user knows it (relative to the data folder's parent where possible).
        line: Line number from 1; 0 when the problem concerns the whole file.
        field: Path inside the record, such as ``reports[0].findings[2].outcome``.

    Example:
        >>> str(Where("data/studies/x-2020.yaml", 12, "id"))
        'data/studies/x-2020.yaml:12: id'
    """

    file: str
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}" if self.field else place


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where, under which rule, and how to mend it.

    Args:
        where: File, line and field.
        rule: Short stable name of the rule, such as ``dangling-reference``.
        message: What is wrong, with the offending value.
        hint: What would be right; may be empty only when the message already says so.

    Example:
        >>> where = Where("a.yaml", 3, "id")
        >>> print(Problem(where, "duplicate-id", "'x' is used twice", "rename one"))
        a.yaml:3: id: 'x' is used twice [duplicate-id]; rename one
    """

    where: Where
    rule: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.message} [{self.rule}]"
        return f"{text}; {self.hint}" if self.hint else text


class LdnKgError(Exception):
    """Root of every error that this package raises on purpose."""


class InputError(LdnKgError):
    """Input that cannot be used, with all of its problems at once.

    Args:
        problems: Every problem found, in file order.

    Example:
        >>> error = InputError([Problem(Where("a.tsv", 2), "columns", "too few columns")])
        >>> len(error.problems)
        1
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class DataError(InputError):
    """Problems in the curated files, the ontology or the query files."""


def or_problems(read: Callable[[], T], problems: list[Problem]) -> T | None:
    """What is read, or None, with what is wrong added to the problems.

    So that one bad file does not hide what is wrong with the next.

    Args:
        read: Reads something.
        problems: Grows by what is wrong.

    Example:
        >>> found = []
        >>> def bad() -> str:
        ...     raise InputError([Problem(Where("a.tsv"), "columns", "too few columns")])
        >>> or_problems(bad, found), len(found)
        (None, 1)
    """
    try:
        return read()
    except InputError as error:
        problems += error.problems
        return None


class NotFoundError(LdnKgError):
    """A name that stands for nothing, with the names that look like it.

    Args:
        kind: What was looked for (``entity``, ``question`` …).
        name: The name as given.
        near: Names that exist and look alike, best first.

    Example:
        >>> str(NotFoundError("entity", "naltrexon", ["naltrexone"]))
        "no entity 'naltrexon'; did you mean naltrexone?"
    """

    def __init__(self, kind: str, name: str, near: Sequence[str] = ()) -> None:
        self.kind, self.name, self.near = kind, name, tuple(near)
        hint = f"; did you mean {' or '.join(self.near)}?" if self.near else ""
        super().__init__(f"no {kind} {name!r}{hint}")


class QueryError(LdnKgError):
    """A query that does not parse, lacks a parameter, or is not a read."""


class BuildError(LdnKgError):
    """The build could not be landed; the last good one is still in use."""
