"""What the curated files say for linking: our entities, their kinds, our mapping rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg.mappings import FOLDER, read_tables
from ldn_kg.resources import home

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
        rows: The rows of our mapping tables.
    """

    entities: Mapping[str, OurEntity]
    kinds: Kinds
    rows: Sequence[Row]


def curated(data: Path | None = None) -> Curated:
    """Our entities, their kinds and our mapping rows, from the curated files.

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
    rows = [row for table in read_tables(folders.data).values() for row in table.mappings]
    return Curated(our_entities(load(folders.data), terms), kinds, rows)
