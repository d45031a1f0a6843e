"""Findings and harms to quads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.quantity import quantity_quads
from ldn_kg.build.terms import english, individual, text
from ldn_kg.vocab import LDN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from ldn_kg.build.context import ReportContext
    from ldn_kg.model.study import Comparator, Finding, HarmEvent, Harms

_HARM_CLASSES = {
    "none": LDN.NoHarms,
    "some": LDN.SomeHarms,
    "equal-to-comparator": LDN.HarmsEqualToComparator,
    "not-reported": LDN.HarmsNotReported,
}
_HARM_WORDS = {
    "none": "no harms",
    "some": "some harms",
    "equal-to-comparator": "harms equal to comparator",
    "not-reported": "harms not reported",
}


def finding_quads(context: ReportContext, record: Finding) -> Iterator[Quad]:
    """What a study reports for one outcome."""
    scope, node = context.scope, iris.thing("finding", *context.name(record.id))
    yield scope.quad(context.node, LDN.hasFinding, node)
    yield scope.quad(node, LDN.findingOf, context.node)
    yield from scope.node(node, LDN.Finding, _finding_label(context, record), record.at)
    yield scope.quad(node, LDN.inGroup, context.group(record.group))
    yield scope.quad(node, LDN.outcome, iris.thing("entity", record.outcome))
    yield scope.quad(node, LDN.hedge, individual(record.hedge))
    if record.direction is not None:
        yield scope.quad(node, LDN.effectDirection, individual(record.direction))
    if record.basis is not None:
        yield scope.quad(node, LDN.basis, individual(record.basis))
    if record.predictor is not None:
        yield scope.quad(node, LDN.predictor, iris.thing("entity", record.predictor))
    for predicate, keys in ((LDN.system, record.system), (LDN.site, record.site)):
        yield from scope.links(node, predicate, (iris.thing("entity", key) for key in keys))
    for predicate, quantity, name in (
        (LDN.before, record.before, "before"),
        (LDN.after, record.after, "after"),
        (LDN.change, record.change, "change"),
        (LDN.estimate, record.estimate, "estimate"),
        (LDN.timePoint, record.time_point, "time-point"),
    ):
        yield from quantity_quads(scope, node, predicate, quantity, *context.name(record.id, name))
    if record.comparator is not None:
        yield from _comparator_quads(context, record.id, record.comparator)
    if record.note is not None:
        yield scope.quad(node, RDFS.comment, english(record.note))


def _finding_label(context: ReportContext, record: Finding) -> str:
    outcome = context.label(record.outcome)
    direction = (record.direction or "").replace("-", " ")
    if record.predictor is not None:
        outcome = f"{context.label(record.predictor)} predicts {outcome}"
    trend = "trend to " if record.hedge == "trend" else ""
    said = f"{outcome}, {trend}{direction}" if direction else outcome
    group = "" if record.group == "sample" else f" ({record.group})"
    return f"{context.study.label}{group}: {said}"


def _comparator_quads(context: ReportContext, name: str, record: Comparator) -> Iterator[Quad]:
    scope, node = context.scope, iris.thing("finding", *context.name(name))
    yield scope.quad(node, LDN.comparator, individual(record.kind))
    if record.group is not None:
        yield scope.quad(node, LDN.comparatorGroup, context.group(record.group))
    parts = context.name(name, "comparator")
    yield from quantity_quads(scope, node, LDN.comparatorValue, record.quantity, *parts)


def harm_quads(context: ReportContext, record: Harms, index: int) -> Iterator[Quad]:
    """What a study reports of harms, in one of four states."""
    scope, node = context.scope, iris.thing("harm", *context.name(str(index)))
    yield scope.quad(context.node, LDN.hasHarmReport, node)
    label = f"{context.study.label}: {_HARM_WORDS[record.state]}"
    yield from scope.node(node, _HARM_CLASSES[record.state], label, record.at)
    yield scope.quad(node, LDN.printed, text(record.printed))
    yield from scope.links(node, LDN.forGroup, map(context.group, record.groups))
    if record.comparator is not None:
        yield scope.quad(node, LDN.comparatorAgent, iris.thing("entity", record.comparator))
    if record.severity is not None:
        yield scope.quad(node, LDN.severity, individual(record.severity))
    for event in record.events:
        yield from _event_quads(context, event, str(index))


def _event_quads(context: ReportContext, event: HarmEvent, index: str) -> Iterator[Quad]:
    scope = context.scope
    node = iris.thing("harm", *context.name(index, event.event))
    yield scope.quad(iris.thing("harm", *context.name(index)), LDN.hasEvent, node)
    label = f"{context.study.label}: {context.label(event.event)} as a side effect"
    yield from scope.node(node, LDN.HarmEvent, label, event.at)
    yield scope.quad(node, LDN.event, iris.thing("entity", event.event))
    yield scope.quad(node, LDN.printed, text(event.printed))
    if event.severity is not None:
        yield scope.quad(node, LDN.severity, individual(event.severity))
