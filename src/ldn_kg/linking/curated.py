"""What the curated files say for linking: our entities, and which vocabularies fit their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.mappings import FOLDER, read_tables
from ldn_kg.resources import home

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ldn_kg.link.kinds import Kinds
    from ldn_kg.link.ours import OurEntity
    from ldn_kg.mappings import Mapping as Row

KINDS = "kinds.tsv"


@dataclass(frozen=True, slots=True)
class Curated:
    """What the curated files say for linking.

    Args:
        entities: Our entities by CURIE.
        kinds: Which vocabularies fit which of their classes.
    """

    entities: Mapping[str, OurEntity]
    kinds: Kinds


def our_rows(data: Path | None = None) -> list[Row]:
    """The rows of our mapping tables.

    Args:
        data: Another data folder.

    Raises:
        InputError: With every problem of the tables.

    Example:
        >>> {row.subject_id.partition(":")[0] for row in our_rows()}
        {'entity'}
    """
    tables = read_tables(home(data=data).data)
    return [row for table in tables.values() for row in table.mappings]


def curated(data: Path | None = None) -> Curated:
    """Our entities and their kinds, from the curated files.

    Args:
        data: Another data folder.

    Raises:
        DataError: With every problem of the files.

    Example:
        >>> curated().entities["entity:ogfr"].label
        'opioid growth factor receptor'
    """
    from ldn_kg import iris
    from ldn_kg.link.kinds import read_kinds
    from ldn_kg.link.ours import our_entities
    from ldn_kg.load import load
    from ldn_kg.ontology import read_ontology, read_terms

    folders = home(data=data)
    terms = read_terms(read_ontology(folders.ontology, iris.graph("ontology")))
    path = folders.data / FOLDER / KINDS
    kinds = read_kinds(path, terms.ancestors, path.relative_to(folders.data.parent).as_posix())
    return Curated(our_entities(load(folders.data), terms), kinds)
