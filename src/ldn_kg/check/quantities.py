"""Do numbers agree with their print, and do units fit what they measure?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem
from ldn_kg.model.corpus import walk
from ldn_kg.model.quantity import Quantity
from ldn_kg.model.study import Dose, Finding, Group, Report, Sex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_kg.model.corpus import Corpus, Origin

_NUMBER = re.compile(r"[-−–]?\d+(?:[.,]\d+)?")
#: Words that a count may be printed as; "a series" is one.
_WORDS = {
    **dict.fromkeys(("a", "an", "one", "once"), 1),
    **dict.fromkeys(("two", "twice"), 2),
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    **dict.fromkeys(("no", "none"), 0),
}
_TIME = frozenset({"day", "week", "month", "year"})

_NUMBERS = ("value", "low", "high", "spread")
#: Which fields each measure must have.
_NEEDS = {
    "count": ("value",),
    "exact": ("value",),
    "mean": ("value",),
    "unstated": ("value",),
    "percentage": (),
    "change": ("value",),
    "relative-change": ("value",),
    "estimate": ("value",),
    "bound": ("value", "bound"),
    "range": ("low", "high"),
    "group-means": ("low", "high"),
}


def printed_numbers(printed: str) -> set[Decimal]:
    """The numbers that a print holds, with and without a leading sign; number words count too.

    Args:
        printed: Characters of a source.

    Example:
        >>> sorted(printed_numbers("13.6±11.1 years"))
        [Decimal('11.1'), Decimal('13.6')]
        >>> printed_numbers("4,5 mg") == {Decimal("4.5")}
        True
    """
    found = set()
    for text in _NUMBER.findall(printed):
        value = Decimal(text.lstrip("-−–").replace(",", "."))
        found |= {value, -value} if text[0] in "-−–" else {value}
    words = re.findall(r"[a-z]+", printed.lower())
    return found | {Decimal(_WORDS[word]) for word in words if word in _WORDS}


def check_quantities(corpus: Corpus) -> Iterator[Problem]:
    """Every rule about numbers, in every record that has some."""
    for origin, trail in walk(corpus):
        record = trail[-1]
        if isinstance(record, Quantity):
            yield from _check_quantity(origin, record)
        elif isinstance(record, Dose):
            yield from _disagreeing(origin, record.printed, {"value": record.value})
            if record.times_per_day is not None:
                times = {"times_per_day": Decimal(record.times_per_day)}
                yield from _disagreeing(origin, record.printed, times)
            if record.value <= 0:
                yield Problem(origin.where("value"), "dose", f"dose {record.value}", "above 0")
        elif isinstance(record, Sex):
            numbers = {"female_percent": record.female_percent}
            numbers["females"] = None if record.females is None else Decimal(record.females)
            yield from _disagreeing(origin, record.printed, numbers)
        elif isinstance(record, Group):
            yield from _check_units(origin, "age", record.age, _TIME)
            yield from _check_units(origin, "disease_duration", record.disease_duration, _TIME)
            yield from _check_units(origin, "participants", record.participants, frozenset())
        elif isinstance(record, Report):
            yield from _check_units(origin, "duration", record.duration, _TIME)
        elif isinstance(record, Finding):
            yield from _check_finding_units(corpus, origin, record)


def _check_quantity(origin: Origin, record: Quantity) -> Iterator[Problem]:
    if (record.measure is None) == (record.missing is None):
        message = "needs either a measure or a missing code"
        yield Problem(origin.where("measure"), "measure", message, "give exactly one of the two")
        return
    numbers = {field: getattr(record, field) for field in _NUMBERS}
    if record.missing is not None:
        for field, value in numbers.items():
            if value is not None:
                message = f"{field} {value} beside missing"
                yield Problem(origin.where(field), "measure", message, "keep one of the two")
        return
    yield from _check_measure(origin, record)
    yield from _disagreeing(origin, record.printed, numbers)


def _check_measure(origin: Origin, record: Quantity) -> Iterator[Problem]:
    for field in _NEEDS[record.measure or "exact"]:
        if getattr(record, field) is None:
            message = f"a {record.measure} has no {field}"
            yield Problem(origin.where("measure"), "measure", message, f"add {field}")
    ends = record.low, record.high
    if ends[0] is not None and ends[1] is not None and ends[0] > ends[1] and record.note is None:
        message = f"low {ends[0]} is above high {ends[1]}"
        hint = "if it is printed so, keep the print and add a note"
        yield Problem(origin.where("low"), "range-order", message, hint)
    if record.measure == "count":
        yield from _check_count(origin, record)
    shares = {"percentage", "relative-change"}
    if record.measure in shares and record.unit not in {"percent", "ratio_fold"}:
        message = f"a {record.measure} in {record.unit or 'no unit'}"
        yield Problem(origin.where("unit"), "unit", message, "percent, or ratio_fold")


def _check_count(origin: Origin, record: Quantity) -> Iterator[Problem]:
    value = record.value
    if value is not None and (value != value.to_integral_value() or value < 0):
        message = f"a count of {value}"
        yield Problem(origin.where("value"), "count", message, "a whole number from 0")
    if record.unit is not None:
        yield Problem(origin.where("unit"), "unit", "a count has a unit", "leave it out")


def _disagreeing(
    origin: Origin, printed: str, numbers: Mapping[str, Decimal | None]
) -> Iterator[Problem]:
    known = printed_numbers(printed)
    for field, value in numbers.items():
        if value is not None and value not in known:
            message = f"{field} {value} is not printed in {printed!r}"
            shown = ", ".join(map(str, sorted(known))) or "no number"
            hint = f"the print has {shown}"
            yield Problem(origin.where(field), "number-disagrees", message, hint)


def _check_units(
    origin: Origin, field: str, quantity: Quantity | None, allowed: frozenset[str]
) -> Iterator[Problem]:
    if quantity is None or quantity.missing is not None:
        return
    if allowed and quantity.unit not in allowed:
        message = f"{field} in {quantity.unit or 'no unit'}"
        hint = f"one of {', '.join(sorted(allowed))}"
        yield Problem(origin.where(field), "unit", message, hint)
    if not allowed and quantity.unit is not None:
        yield Problem(origin.where(field, "unit"), "unit", f"{field} has a unit", "leave it out")


def _check_finding_units(corpus: Corpus, origin: Origin, record: Finding) -> Iterator[Problem]:
    yield from _check_units(origin, "time_point", record.time_point, _TIME)
    outcome = corpus.entities.get(record.outcome)
    allowed = set(outcome.record.units) if outcome else set()
    comparator = record.comparator.quantity if record.comparator else None
    for field, quantity in (
        ("before", record.before), ("after", record.after), ("change", record.change),
        ("estimate", record.estimate), ("comparator", comparator),
    ):  # fmt: skip
        if quantity is None or not allowed or quantity.measure == "relative-change":
            continue
        if quantity.unit not in allowed:
            message = f"{record.outcome} in {quantity.unit or 'no unit'}"
            hint = f"one of {', '.join(sorted(allowed))}; or extend the units of {record.outcome}"
            yield Problem(origin.where(field), "unit", message, hint)
