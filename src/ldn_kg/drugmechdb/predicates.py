"""What each relation of DrugMechDB means today: in Biolink, in our words, with which sign.

The table is ``data/mappings/drugmechdb_predicates.tsv``; each row names where its mapping was read.
Its names are those of Biolink before 3.0, where "decreases activity of" was one predicate; now it
is ``affects`` with qualifiers. Only some relations are causes: a correlation has a sign and is
none, a treatment is an outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.yaml_text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: What a step says: that something acts, that a treatment helps or harms, that two things go
#: together, or merely what belongs where.
Nature = Literal["causal", "outcome", "association", "descriptive"]
NATURES: tuple[Nature, ...] = get_args(Nature)
_SIGNS = {"", "+", "-"}

COLUMNS = (
    "key", "biolink_predicate", "qualified_predicate", "object_aspect_qualifier",
    "object_direction_qualifier", "ldn_predicate", "reversed", "sign", "nature", "source",
)  # fmt: skip
_MAY_BE_EMPTY = {
    "qualified_predicate", "object_aspect_qualifier", "object_direction_qualifier",
    "ldn_predicate", "sign",
}  # fmt: skip
_PREFIXES = {"biolink_predicate": "biolink:", "qualified_predicate": "biolink:"}
_PREFIXES["ldn_predicate"] = "ldn:"


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the table.

    Args:
        key: The relation as DrugMechDB writes it.
        biolink: Predicate of today's Biolink Model.
        qualified: Its qualified predicate, or empty.
        aspect: Its qualifier for the aspect of the object, or empty.
        direction: Its qualifier for the direction of that aspect, or empty.
        ldn: The predicate of our vocabulary, or empty where we have none.
        reversed: Whether our predicate reads from the target of a link to its source.
        sign: ``+``, ``-`` or empty.
        nature: What the relation says.
        source: Where the mapping was read.
    """

    key: str
    biolink: str
    qualified: str
    aspect: str
    direction: str
    ldn: str
    reversed: bool
    sign: str
    nature: Nature
    source: str

    @property
    def causal(self) -> bool:
        """Whether it says that one thing acts on another."""
        return self.nature == "causal"


Relations = dict[str, Relation]


def read_relations(path: Path) -> Relations:
    """Reads the table.

    Args:
        path: The file.

    Returns:
        The relations by their key.

    Raises:
        InputError: With every problem.

    Example:
        >>> from ldn_kg.resources import home
        >>> table = read_relations(home().data / "mappings" / "drugmechdb_predicates.tsv")
        >>> found = table["decreases activity of"]
        >>> found.biolink, found.aspect, found.direction, found.ldn, found.sign
        ('biolink:affects', 'activity', 'decreased', 'ldn:decreases', '-')
        >>> table["positively correlated with"].causal
        False
    """
    text, problems = read_text(path, path.name)
    if problems:
        raise InputError(problems)
    header, *rows = [line.split("\t") for line in text.rstrip("\n").split("\n")]
    if tuple(header) != COLUMNS:
        message, hint = f"columns are {', '.join(header)}", f"expected {', '.join(COLUMNS)}"
        raise InputError([Problem(Where(path.name, 1), "columns", message, hint)])
    relations: Relations = {}
    for line, cells in enumerate(rows, 2):
        where = Where(path.name, line)
        wrong = list(_wrong(cells, relations, where))
        problems += wrong
        if not wrong:
            relation = _relation(cells)
            relations[relation.key] = relation
    if problems:
        raise InputError(problems)
    return relations


def _relation(cells: list[str]) -> Relation:
    key, biolink, qualified, aspect, direction, ldn, back, sign, nature, source = cells
    return Relation(
        key, biolink, qualified, aspect, direction, ldn,
        reversed=back == "yes", sign=sign,
        nature=next(name for name in NATURES if name == nature), source=source,
    )  # fmt: skip


def _wrong(cells: list[str], known: Relations, where: Where) -> Iterator[Problem]:
    if len(cells) != len(COLUMNS):
        message = f"{len(cells)} cells"
        yield Problem(where, "columns", message, f"expected {len(COLUMNS)}")
        return
    row = dict(zip(COLUMNS, cells, strict=True))
    for column, value in row.items():
        place = Where(where.file, where.line, column)
        if not value and column not in _MAY_BE_EMPTY:
            yield Problem(place, "missing-field", f"{column!r} is empty", "fill it in")
        elif value and not value.startswith(_PREFIXES.get(column, "")):
            yield Problem(place, "bad-value", f"{value!r}", f"begin with {_PREFIXES[column]}")
    allowed: dict[str, set[str]] = {
        "sign": _SIGNS,
        "reversed": {"yes", "no"},
        "nature": set(NATURES),
    }
    for column, values in allowed.items():
        if row[column] and row[column] not in values:
            place = Where(where.file, where.line, column)
            words = ", ".join(sorted(values - {""}))
            yield Problem(place, "bad-value", f"{row[column]!r}", f"one of {words}")
    if row["key"] in known:
        yield Problem(where, "duplicate-row", f"{row['key']!r} stands twice", "keep one")
