"""Regimens to quads; the total of a day is worked out here, never typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.terms import english, individual, integer, number, text
from ldn_kg.vocab import LDN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from pyoxigraph import NamedNode, Quad

    from ldn_kg.build.context import ReportContext
    from ldn_kg.model.study import Dose, Regimen


def total_per_day(dose: Dose) -> Decimal | None:
    """Milligrams a day: as printed, or amount times frequency; None where it cannot be known.

    A bound (">5mg/ day") has no total: any number above it would fit.

    Args:
        dose: The dose.

    Example:
        >>> from decimal import Decimal
        >>> at = [{"source": "s", "span": [0, 1], "sha256": "0" * 64, "place": "p"}]
        >>> from ldn_kg.model.study import Dose
        >>> fields = {"printed": "4.5mg/ twice daily", "value": "4.5", "unit": "mg", "at": at}
        >>> total_per_day(Dose.model_validate({**fields, "times_per_day": 2}))
        Decimal('9.0')
    """
    if dose.bound is not None:
        return None
    if dose.unit == "mg_per_day":
        return dose.value
    return None if dose.times_per_day is None else dose.value * dose.times_per_day


def regimen_quads(context: ReportContext, record: Regimen) -> Iterator[Quad]:
    """A regimen, its doses and who received it."""
    scope, node = context.scope, iris.thing("regimen", *context.name(record.id))
    yield scope.quad(context.node, LDN.hasRegimen, node)
    label = f"{context.study.label}: {context.label(record.agent)} {record.printed}"
    yield from scope.node(node, LDN.Regimen, label, record.at)
    yield scope.quad(node, LDN.agent, iris.thing("entity", record.agent))
    yield scope.quad(node, LDN.printed, text(record.printed))
    yield from scope.links(node, LDN.givenTo, map(context.group, record.groups))
    if record.schedule is not None:
        yield scope.quad(node, LDN.schedule, individual(record.schedule))
    if record.note is not None:
        yield scope.quad(node, RDFS.comment, english(record.note))
    for predicate, dose, name in (
        (LDN.startDose, record.start, "start"),
        (LDN.finalDose, record.final, "final"),
    ):
        if dose is not None:
            yield from _dose_quads(context, node, predicate, dose, f"{record.id}--{name}")


def _dose_quads(
    context: ReportContext, regimen: NamedNode, predicate: NamedNode, dose: Dose, name: str
) -> Iterator[Quad]:
    scope, node = context.scope, iris.thing("dose", *context.name(name))
    yield scope.quad(regimen, predicate, node)
    yield from scope.node(node, LDN.Dose, dose.printed, dose.at)
    yield scope.quad(node, LDN.printed, text(dose.printed))
    yield scope.quad(node, LDN.value, number(dose.value))
    yield scope.quad(node, LDN.unit, iris.thing("entity", dose.unit))
    if dose.times_per_day is not None:
        yield scope.quad(node, LDN.timesPerDay, integer(dose.times_per_day))
    if dose.bound is not None:
        yield scope.quad(node, LDN.boundKind, individual(dose.bound))
    total = total_per_day(dose)
    if total is not None:
        yield scope.quad(node, LDN.totalPerDay, number(total))
