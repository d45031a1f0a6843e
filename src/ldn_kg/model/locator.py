"""Where in which source a fact stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from ldn_kg.model.base import Key, Record, Text


class Locator(Record):
    """A place in a source that a machine can check.

    Modelled on the text position and text quote selectors of the W3C Web Annotation Data Model
    (section 4.2), with a digest in place of the quote so that no sentence is copied.

    Args:
        source: Key of the text in ``data/sources.yaml``.
        span: First character and one past the last, counted from 0 in code points.
        sha256: Digest of exactly those characters in UTF-8.
        place: Human place, derived from the text ("Table 1, Parkitny et al., 2017, N").
    """

    source: Key
    span: Annotated[tuple[int, int], Field(description="start, end")]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    place: Text


#: Every fact has at least one locator; a sentence that a page break cuts has two.
Locators = Annotated[tuple[Locator, ...], Field(min_length=1)]
