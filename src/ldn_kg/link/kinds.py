"""Which vocabularies fit which class of ours, and under which of their terms: ``kinds.tsv``.

A row holds for its class and all kinds of it. Where to go instead: `ldn_kg.link.fitting` holds the
rows of a mapping table to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.prefixes import PREFIXES
from ldn_kg.yaml_text import read_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

COLUMNS = ("class", "prefix", "primary", "roots", "predicates", "comment")
#: In place of a prefix: things of this class stay terms of our own.
NONE = "-"
#: The relations to which the table applies; `skos:relatedMatch` may cross kinds.
RELATIONS = (
    "skos:exactMatch", "skos:closeMatch", "skos:broadMatch", "skos:narrowMatch", "RO:0002204",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: a vocabulary that fits a class.

    Args:
        of: The class, such as ``Disease``.
        prefix: Prefix of the vocabulary, or ``-`` where there is none to look in.
        primary: Whether each thing of the class should have a row in it.
        roots: Terms of which a match must be a kind, any one of them; any term where there is none.
        predicates: The only relations allowed; all of `RELATIONS` where there is none.
        comment: What the roots are, or why only these relations.
        line: Line of the row.
    """

    of: str
    prefix: str
    primary: bool
    roots: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    comment: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Kinds:
    """The whole table.

    Args:
        rows: Its rows.
        name: What problems should call its file.

    Example:
        >>> kinds = Kinds((Kind("Disease", "MONDO", primary=True), Kind("Disease", "HP", False)))
        >>> [kind.prefix for kind in kinds.of({"Disease", "Entity"})]
        ['MONDO', 'HP']
        >>> kinds.primary({"Disease"}), kinds.primary({"Place"}), sorted(kinds.prefixes)
        (('MONDO',), (), ['HP', 'MONDO'])
    """

    rows: tuple[Kind, ...] = ()
    name: str = "kinds.tsv"

    def of(self, classes: Collection[str]) -> list[Kind]:
        """The rows for a thing of these classes, ancestors among them; rows of ``-`` left out."""
        return [kind for kind in self.rows if kind.of in classes and kind.prefix != NONE]

    def primary(self, classes: Collection[str]) -> tuple[str, ...]:
        """Prefixes of the vocabularies of which one should have a thing of these classes."""
        return tuple(kind.prefix for kind in self.of(classes) if kind.primary)

    @property
    def prefixes(self) -> frozenset[str]:
        """Every prefix that fits some class."""
        return frozenset(kind.prefix for kind in self.rows) - {NONE}


def read_kinds(path: Path, classes: Collection[str], name: str = "") -> Kinds:
    r"""Reads the table.

    Args:
        path: The file.
        classes: Every class that there is.
        name: How problems should call it; its own name where none is given.

    Raises:
        InputError: With every problem.

    Example:
        >>> from ldn_kg.resources import home
        >>> path = home().data / "mappings" / "kinds.tsv"
        >>> names = {line.split("\t")[0] for line in path.read_text("utf-8").splitlines()}
        >>> read_kinds(path, names).primary({"SexCategory"})
        ('PATO',)
    """
    name = name or path.name
    text, problems = read_text(path, name)
    if problems:
        raise InputError(problems)
    header, *lines = [line.split("\t") for line in text.rstrip("\n").split("\n")]
    if tuple(header) != COLUMNS:
        message, hint = f"columns are {', '.join(header)}", f"expected {', '.join(COLUMNS)}"
        raise InputError([Problem(Where(name, 1), "columns", message, hint)])
    kinds: dict[tuple[str, str], Kind] = {}
    for line, cells in enumerate(lines, 2):
        if len(cells) != len(COLUMNS):
            message, hint = f"{len(cells)} cells", f"expected {len(COLUMNS)}"
            problems.append(Problem(Where(name, line), "columns", message, hint))
            continue
        row = dict(zip(COLUMNS, cells, strict=True))
        problems += _wrong(row, classes, Where(name, line))
        first = kinds.setdefault((row["class"], row["prefix"]), _kind(row, line))
        if first.line != line:
            message = f"line {first.line} already has {row['prefix']} for {row['class']}"
            problems.append(Problem(Where(name, line), "duplicate-row", message, "keep one"))
    if problems:
        raise InputError(problems)
    return Kinds(tuple(kinds.values()), name)


def _kind(row: dict[str, str], line: int) -> Kind:
    return Kind(
        of=row["class"],
        prefix=row["prefix"],
        primary=row["primary"] == "yes",
        roots=tuple(row["roots"].split()),
        predicates=tuple(row["predicates"].split()),
        comment=row["comment"],
        line=line,
    )


def _wrong(row: dict[str, str], classes: Collection[str], where: Where) -> Iterator[Problem]:
    for column, allowed in (
        ("class", classes),
        ("prefix", {*PREFIXES, NONE}),
        ("primary", {"yes", "no"}),
        ("predicates", RELATIONS),
    ):
        values = row[column].split() if column == "predicates" else [row[column]]
        for value in values:
            if value not in allowed:
                place = Where(where.file, where.line, column)
                yield Problem(
                    place, "bad-value", f"no such {column}: {value!r}", _near(value, allowed)
                )
    for root in row["roots"].split():
        if root.partition(":")[0] != row["prefix"]:
            place = Where(where.file, where.line, "roots")
            message = f"{root!r} is not in {row['prefix']}"
            yield Problem(place, "bad-value", message, "name terms of the vocabulary of the row")


def _near(value: str, allowed: Iterable[str]) -> str:
    words = sorted(allowed)
    near = get_close_matches(value, words, 1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"one of {', '.join(words)}" if len(words) <= len(RELATIONS) else ""
