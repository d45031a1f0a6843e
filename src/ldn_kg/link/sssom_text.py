"""Writes mapping tables in SSSOM/TSV: head, columns in the order of the format, one row a line.

Where to go instead: `ldn_kg.mappings` reads them.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import yaml

from ldn_kg.mappings import BUILT_IN, COLUMNS
from ldn_kg.prefixes import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ldn_kg.mappings import Mapping as Row

#: Slots that hold CURIEs.
_CURIES = (
    "subject_id", "predicate_id", "object_id", "mapping_justification", "subject_match_field",
    "object_match_field",
)  # fmt: skip
#: How files in OBO format make an address of an identifier.
_OBO = "http://purl.obolibrary.org/obo/{}_"
_NAMESPACE = re.compile(r"(.*[/#])([^/#]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


def sssom_text(rows: Iterable[Row], head: Mapping[str, str]) -> str:
    r"""A whole table, with the prefixes that it needs and no others.

    Args:
        rows: Its rows, in the order in which they shall stand.
        head: Slots of the table, such as ``mapping_set_id`` and ``license``.

    Raises:
        BuildError: When a prefix is not ours and the package bioregistry is not installed.

    Example:
        >>> from ldn_kg.mappings import Mapping
        >>> row = Mapping("entity:gout", "skos:exactMatch", "MONDO:0005393", "semapv:X")
        >>> text = sssom_text([row], {"mapping_set_id": "https://example.org/m"})
        >>> print(*text.splitlines()[:4], sep="\n")
        #curie_map:
        #  MONDO: http://purl.obolibrary.org/obo/MONDO_
        #  entity: https://w3id.org/ldn-kg/id/entity/
        #mapping_set_id: https://example.org/m
        >>> text.splitlines()[-1].split("\t")
        ['entity:gout', 'skos:exactMatch', 'MONDO:0005393', 'semapv:X']
    """
    cells, prefixes = _shortened([cells_of(row) for row in rows])
    required = {"subject_id", "predicate_id", "object_id", "mapping_justification"}
    filled = required | {slot for row in cells for slot, value in row.items() if value}
    columns = [column for column in COLUMNS if column in filled]
    return _head(prefixes, head) + _body(cells, columns)


def cells_of(row: Row) -> dict[str, str]:
    """A row as the cells of a table.

    Example:
        >>> from ldn_kg.mappings import Mapping
        >>> row = Mapping("a:1", "skos:exactMatch", "b:1", "semapv:X", negated=True)
        >>> cells_of(row)["predicate_modifier"]
        'Not'
    """
    return {
        "subject_id": row.subject_id,
        "subject_label": row.subject_label,
        "predicate_id": row.predicate_id,
        "predicate_modifier": "Not" if row.negated else "",
        "object_id": row.object_id,
        "object_label": row.object_label,
        "mapping_justification": row.mapping_justification,
        **row.other,
    }


def _shortened(rows: Sequence[dict[str, str]]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """The rows with CURIEs in place of addresses, and what their prefixes stand for."""
    prefixes: dict[str, str] = {}
    own: dict[str, str] = {}
    short = []
    for row in rows:
        cells = dict(row)
        for slot in _CURIES:
            value = cells.get(slot, "")
            found = _NAMESPACE.fullmatch(value) if "://" in value else None
            if found:
                prefix = own.setdefault(found[1], f"ns{len(own) + 1}")
                prefixes[prefix] = found[1]
                cells[slot] = f"{prefix}:{found[2]}"
            elif value:
                prefix = value.partition(":")[0]
                prefixes[prefix] = prefixes.get(prefix) or _address(prefix)
        short.append(cells)
    return short, {name: uri for name, uri in prefixes.items() if name not in BUILT_IN}


def _address(prefix: str) -> str:
    """What a prefix stands for: by our map, by bioregistry, or else by the rule of OBO files."""
    if prefix in PREFIXES or prefix in BUILT_IN:
        return PREFIXES.get(prefix) or BUILT_IN[prefix]
    from ldn_kg.link.registry import registry

    known = registry().find(prefix)
    return (registry().address(known) if known else "") or _OBO.format(prefix)


def _head(prefixes: Mapping[str, str], slots: Mapping[str, str]) -> str:
    content = {"curie_map": dict(sorted(prefixes.items())), **slots}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10**6)
    return "".join(f"#{line}\n" for line in text.splitlines())


def _body(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_CONTROL.sub(" ", row.get(column, "")) for column in columns] for row in rows)
    return buffer.getvalue()
