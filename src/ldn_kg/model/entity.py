"""A thing that claims and findings are about, and the printed names it goes by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ldn_kg.model.base import Key, Layer, Record, Text
from ldn_kg.model.locator import Locators


class Entity(Record):
    """One row of a table in ``data/entities/``.

    Args:
        key: Stable name, the end of its IRI.
        label: Preferred name.
        classes: Local names of its classes in ``ontology/ldn.ttl``.
        synonyms: Other names.
        definition: What it is, in our own words.
        broader: Entities of which it is a kind (limited cutaneous systemic sclerosis of
            systemic sclerosis).
        part_of: Wholes of which it is a component (a subunit of a complex).
        measures: For an outcome measure: the symptoms, diseases or mediators it measures.
        better: For an outcome measure or symptom: which way is better, where the source implies it.
        units: For an outcome measure: the units its values may have.
    """

    key: Key
    label: Text
    classes: Annotated[tuple[Text, ...], Field(min_length=1)]
    synonyms: tuple[Text, ...] = ()
    definition: Text
    broader: tuple[Key, ...] = ()
    part_of: tuple[Key, ...] = ()
    measures: tuple[Key, ...] = ()
    better: Literal["lower", "higher"] | None = None
    units: tuple[Key, ...] = ()


class NameUse(Record):
    """A name as a source prints it, kept beside the entity it stands for.

    Args:
        id: Key within the layer.
        printed: The characters printed ("INF-α").
        entity: What it stands for, where it is one of ours.
        kind: Whether it is an abbreviation with its expansion, another name, or a misprint.
        expansion: For an abbreviation: the words the source gives for it.
        note: A curator's remark.
        at: Where it is printed.
    """

    id: Key
    printed: Text
    entity: Key | None = None
    kind: Literal["abbreviation", "variant", "misprint"]
    expansion: Text | None = None
    note: Text | None = None
    at: Locators


class NameFile(Record):
    """``data/review/names.yaml``."""

    layer: Layer
    source: Key
    names: tuple[NameUse, ...]
