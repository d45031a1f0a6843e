"""The frozen record that every noun is, and the small types they share."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

#: A short name that becomes the end of an IRI: lower case, digits, ``_`` and ``-``.
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$")]
#: A finding inside a study: ``parkitny-2017.il6``.
FindingRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.[a-z0-9_-]+$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def _no_binary_fraction(value: object) -> object:
    """A number from YAML arrives as text or integer, so that 0.1 stays 0.1."""
    if isinstance(value, float):
        message = "a binary fraction cannot stand for a printed number"
        raise ValueError(message)  # noqa: TRY004 - pydantic turns it into a validation error
    return value


#: A number as it was printed: decimal, never binary floating point.
Number = Annotated[Decimal, BeforeValidator(_no_binary_fraction)]

Layer = Literal["review", "primary", "later"]
#: The author's own degree of commitment to what is said.
Hedge = Literal["asserted", "hedged", "trend"]


class Record(BaseModel):
    """A frozen record; an unknown key is an error, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")
