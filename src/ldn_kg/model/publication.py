"""Bibliographic records as printed and as verified, and the texts that locators point into."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from ldn_kg.model.base import Key, Layer, Record, Text
from ldn_kg.model.locator import Locator, Locators


class Bibliographic(Record):
    """The fields of a reference, each only where the print (or the check) gives it."""

    authors: tuple[Text, ...] = ()
    et_al: bool = False
    title: Text | None = None
    journal: Text | None = None
    year: int | None = None
    date: Text | None = None
    volume: Text | None = None
    issue: Text | None = None
    pages: Text | None = None
    doi: Text | None = None
    pmid: Text | None = None
    trial_registration: Text | None = None


class PrintedReference(Bibliographic):
    """A reference as a source prints it.

    Args:
        number: Its number in the source's list.
        note: What a curator noticed in the print.
        at: Where it is printed.
    """

    layer: Layer
    source: Key
    number: int | None = None
    note: Text | None = None
    at: Locators


class Verified(Bibliographic):
    """Fields that were checked elsewhere; they stand beside the print, never over it.

    Args:
        checked_in: What it was checked against.
        checked_on: ISO date.
        corrects: Names of the fields whose print is known to be wrong.
        note: Why.
    """

    checked_in: Text
    checked_on: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    corrects: tuple[Text, ...] = ()
    note: Text | None = None


class Publication(Record):
    """One publication.

    Args:
        id: ``author-year``.
        kind: What sort of publication, as far as its print says.
        printed: How sources print it.
        verified: What was checked.
    """

    id: Key
    label: Text
    kind: Literal["study", "review", "protocol", "guideline", "systematic-review", "article"]
    printed: tuple[PrintedReference, ...] = ()
    verified: tuple[Verified, ...] = ()


class PublicationFile(Record):
    """``data/publications.yaml``."""

    publications: tuple[Publication, ...]


class OutOfScope(Record):
    """A passage of a source that states no fact for the graph, and why."""

    reason: Text
    at: Locator


class Source(Record):
    """A text that locators point into.

    Args:
        id: Key that locators use.
        publication: Key of the publication it is the text of.
        title: Its title.
        licence: Licence of the text.
        sha256: Digest of the whole file in UTF-8.
        length: Number of characters (code points).
        out_of_scope: Passages that no record needs to point at.
    """

    id: Key
    publication: Key
    title: Text
    licence: Text
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    length: Annotated[int, Field(gt=0)]
    out_of_scope: tuple[OutOfScope, ...] = ()


class SourceFile(Record):
    """``data/sources.yaml``."""

    sources: tuple[Source, ...]
