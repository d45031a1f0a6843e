"""A number with its printed text, unit, kind of measure, spread and bounds."""

from __future__ import annotations

from typing import Literal

from ldn_kg.model.base import Key, Number, Record, Text
from ldn_kg.model.locator import Locators

#: What the number is. ``unstated`` is one figure for a group of which the source does not say
#: whether it is a mean or a median.
Measure = Literal[
    "count",
    "exact",
    "mean",
    "range",
    "group-means",
    "bound",
    "percentage",
    "change",
    "relative-change",
    "estimate",
    "unstated",
]
Missing = Literal["not-available", "not-determined"]
Bound = Literal["above", "at-least", "below", "at-most"]


class Quantity(Record):
    """What is printed, then what it means.

    Args:
        printed: The characters of the source that state it ("13.6±11.1 years").
        measure: What kind of number it is; absent only when `missing` is set.
        value: The number; for a bound, the bound.
        low: Lower end of a range.
        high: Upper end of a range.
        spread: What stands behind "±".
        spread_type: What the spread is, where the source says or the sign is conventional.
        bound: Which side of `value` is meant.
        unit: Key of a unit entity.
        missing: The code the source prints in place of a number.
        note: A curator's remark on the print.
        at: Where it stands.
    """

    printed: Text
    measure: Measure | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    spread: Number | None = None
    spread_type: Literal["standard-deviation", "unstated"] | None = None
    bound: Bound | None = None
    unit: Key | None = None
    missing: Missing | None = None
    note: Text | None = None
    at: Locators
