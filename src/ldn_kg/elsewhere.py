"""What our entities are in other vocabularies, and which entity an identifier of theirs leads to.

Read from the graph ``mappings``; only rows that hold count, and each keeps its relation, since a
broad match is not the same thing. Where to go instead: `ldn_kg.link` verifies and suggests such
rows; `ldn_kg.mappings` reads the tables they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ldn_kg.prefixes import VOCABULARIES, converter
from ldn_kg.tables import Table

if TYPE_CHECKING:
    from ldn_kg.store import Store

EXACT = "exact match"
GENE = "gene product of"

_ROWS = """
SELECT ?entity ?id ?relation ?name ?version {
  ?mapping a ldn:Mapping ; owl:annotatedSource ?entity ; owl:annotatedProperty ?property ;
           owl:annotatedTarget ?term ; sssom:object_source_version ?version .
  FILTER NOT EXISTS { ?mapping sssom:predicate_modifier ?negated }
  ?term skos:notation ?id .
  ?property rdfs:label ?relation .
  OPTIONAL { ?mapping sssom:object_label ?name }
} ORDER BY ?entity ?relation ?id
"""
#: The nearest relation first.
_NEAREST = (EXACT, "close match", "broad match", "narrow match", GENE, "related match")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of another vocabulary, and how an entity of ours stands to what it names.

    Args:
        id: Its CURIE.
        relation: ``exact match``, ``close match``, ``broad match`` (theirs is broader), ``narrow
            match``, ``related match`` or ``gene product of``.
        name: What the vocabulary calls it; empty where that was not seen.
        version: The release in which it was seen.
    """

    id: str
    relation: str
    name: str = ""
    version: str = ""

    def __str__(self) -> str:
        return f"{self.id} ({self.relation})"


# A store that is open for readers never changes, so the rows are read once.
@lru_cache(maxsize=2)
def identifiers(store: Store) -> dict[str, tuple[Identifier, ...]]:
    """What each entity is elsewhere, the nearest relation first, by the entity's CURIE.

    Args:
        store: An open store.

    Example:
        >>> import ldn_kg
        >>> found = identifiers(ldn_kg.open().store)["entity:low_dose_naltrexone"]
        >>> str(next(one for one in found if one.id.startswith("CHEBI")))
        'CHEBI:7465 (broad match)'
    """
    found: dict[str, list[Identifier]] = {}
    for row in Table.from_result(store.query(_ROWS)):
        entity, id_, relation, name, version = (str(value or "") for value in row)
        found.setdefault(entity, []).append(Identifier(id_, relation, name, version))
    return {
        entity: tuple(sorted(ids, key=lambda one: (_NEAREST.index(one.relation), one.id)))
        for entity, ids in found.items()
    }


def entities_of(store: Store, text: str) -> dict[str, str]:
    """The entities that an identifier leads to, each with its relation, the nearest first.

    Args:
        store: An open store.
        text: A CURIE in any spelling of its prefix, or an address; other texts lead nowhere.

    Example:
        >>> import ldn_kg
        >>> store = ldn_kg.open().store
        >>> entities_of(store, "chebi:7459")
        {'entity:naloxone': 'exact match'}
        >>> entities_of(store, "naloxone")
        {}
    """
    curie = standard(text)
    found = [
        (_NEAREST.index(one.relation), entity, one.relation)
        for entity, ids in identifiers(store).items()
        for one in ids
        if one.id == curie
    ]
    return {entity: relation for _, entity, relation in sorted(found)}


def standard(text: str) -> str:
    """The CURIE of a term of another vocabulary, as we write it; empty for any other text.

    Args:
        text: A CURIE or an address.

    Example:
        >>> standard("mesh:D009271"), standard("http://purl.obolibrary.org/obo/HP_0012531")
        ('MESH:D009271', 'HP:0012531')
        >>> standard("entity:tlr4")
        ''
    """
    text = text.strip()
    if ":" not in text:
        return ""
    curie = converter().standardize_curie(text) or converter().compress(text) or ""
    prefix = curie.partition(":")[0]
    return curie if prefix in VOCABULARIES else ""


def with_identifiers(store: Store, table: Table) -> Table:
    """A table with a column more behind each that holds entities: what they are elsewhere.

    Args:
        store: An open store.
        table: Rows of a query.

    Example:
        >>> import ldn_kg
        >>> table = Table(("drug",), (("entity:naloxone",),))
        >>> [row[1].split("; ")[0] for row in with_identifiers(ldn_kg.open().store, table)]
        ['CHEBI:7459 (exact match)']
    """
    known = identifiers(store)
    held = [
        name
        for index, name in enumerate(table.columns)
        if any(str(row[index]).startswith("entity:") for row in table.rows)
    ]
    columns = [part for name in table.columns for part in _with(name, name in held)]
    rows = []
    for row in table.rows:
        cells: list[object] = []
        for name, value in zip(table.columns, row, strict=True):
            cells.append(value)
            if name in held:
                cells.append("; ".join(map(str, known.get(str(value), ()))) or None)
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows), table.title)  # type: ignore[arg-type]


def _with(name: str, held: bool) -> tuple[str, ...]:
    return (name, f"{name} elsewhere") if held else (name,)
