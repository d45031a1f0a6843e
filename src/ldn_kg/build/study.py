"""Studies to quads: design, groups, and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg import iris
from ldn_kg.build.context import ReportContext
from ldn_kg.build.findings import finding_quads, harm_quads
from ldn_kg.build.quantity import quantity_quads
from ldn_kg.build.regimen import regimen_quads
from ldn_kg.build.terms import Scope, english, integer, text
from ldn_kg.model.quantity import Quantity
from ldn_kg.vocab import LDN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode, Quad

    from ldn_kg.model.study import DiseaseStatement, Group, Report, Sex, Study

_GROUP_CLASSES = {
    "sample": (LDN.Sample, LDN.hasSample),
    "arm": (LDN.Arm, LDN.hasArm),
    "subgroup": (LDN.Subgroup, LDN.hasSubgroup),
    "person": (LDN.Person, LDN.hasPerson),
}


def study_quads(entities: Scope, record: Study, labels: Mapping[str, str]) -> Iterator[Quad]:
    """A study and everything that its reports say.

    Args:
        entities: Scope of what no layer disputes: that the study is one.
        record: The study.
        labels: Preferred names of entities by key.
    """
    node = iris.thing("study", record.id)
    yield from entities.node(node, LDN.Study, record.label)
    yield entities.quad(node, LDN.key, text(record.id))
    yield entities.quad(node, LDN.publication, iris.thing("publication", record.publication))
    yield entities.quad(node, LDN.species, iris.thing("entity", record.species))
    for report in record.reports:
        scope = Scope.of_layer(report.layer, report.source)
        yield from _report_quads(ReportContext(scope, record, node, labels), report)


def _report_quads(context: ReportContext, report: Report) -> Iterator[Quad]:
    scope, node = context.scope, context.node
    for index, citation in enumerate(report.cited_as, 1):
        cited = iris.thing("name", *context.name(f"citation-{index}"))
        yield scope.quad(node, LDN.citedAs, cited)
        yield from scope.node(cited, LDN.StudyCitation, citation.printed, citation.at)
        yield scope.quad(cited, LDN.printed, text(citation.printed))
    if report.table is not None:
        yield scope.quad(node, LDN.inTable, integer(report.table))
    yield from _design_quads(context, report)
    yield from quantity_quads(
        scope, node, LDN.studyDuration, report.duration, *context.name("study-duration")
    )
    for group in (report.sample, *report.groups):
        if group is not None:
            yield from _group_quads(context, group)
    for regimen in report.regimens:
        yield from regimen_quads(context, regimen)
    for finding in report.findings:
        yield from finding_quads(context, finding)
    for index, harms in enumerate(report.harms, 1):
        yield from harm_quads(context, harms, index)
    if report.remark is not None:
        remark = iris.thing("name", *context.name("remark"))
        yield scope.quad(node, LDN.remark, remark)
        yield from scope.node(remark, LDN.OverallRemark, report.remark.printed, report.remark.at)
        yield scope.quad(remark, LDN.printed, text(report.remark.printed))


def _design_quads(context: ReportContext, report: Report) -> Iterator[Quad]:
    design = report.design
    if design is None:
        return
    scope, node = context.scope, iris.thing("design", *context.name())
    yield scope.quad(context.node, LDN.hasDesign, node)
    label = f"{context.study.label}: {', '.join(map(context.label, design.features))}"
    yield from scope.node(node, LDN.Design, label, design.at)
    yield scope.quad(node, LDN.printed, text(design.printed))
    features = (iris.thing("entity", key) for key in design.features)
    yield from scope.links(node, LDN.designFeature, features)


def _group_quads(context: ReportContext, group: Group) -> Iterator[Quad]:
    scope, node = context.scope, context.group(group.id)
    class_, property_ = _GROUP_CLASSES[group.kind]
    yield scope.quad(context.node, property_, node)
    yield scope.quad(context.node, LDN.hasGroup, node)  # so that a query need not name the kind
    yield scope.quad(node, LDN.groupOf, context.node)
    yield from scope.node(node, class_, f"{context.study.label}: {group.label}", group.at)
    if group.intervention is not None:
        yield scope.quad(node, LDN.intervention, iris.thing("entity", group.intervention))
    for predicate, quantity, name in (
        (LDN.participants, group.participants, "participants"),
        (LDN.age, group.age, "age"),
        (LDN.diseaseDuration, group.disease_duration, "disease-duration"),
    ):
        yield from quantity_quads(scope, node, predicate, quantity, *context.name(group.id, name))
    if group.sex is not None:
        yield from _sex_quads(context, node, group.id, group.sex)
    for index, disease in enumerate(group.diseases, 1):
        yield from _disease_quads(context, node, disease, f"{group.id}--disease-{index}")
    if group.note is not None:
        yield scope.quad(node, RDFS.comment, english(group.note))


def _sex_quads(context: ReportContext, node: NamedNode, group: str, sex: Sex) -> Iterator[Quad]:
    if sex.sex is not None:
        yield context.scope.quad(node, LDN.sex, iris.thing("entity", sex.sex))
        for locator in sex.at:
            yield context.scope.quad(node, LDN.locator, iris.locator(locator.source, *locator.span))
            yield from context.scope.locator(locator)
    share = None
    if sex.female_percent is not None:
        share = Quantity(
            printed=sex.printed, measure="percentage", value=sex.female_percent, unit="percent",
            at=sex.at,
        )  # fmt: skip
    count = None
    if sex.females is not None:
        count = Quantity(printed=sex.printed, measure="count", value=sex.females, at=sex.at)
    for predicate, quantity, name in (
        (LDN.femaleShare, share, "female-share"),
        (LDN.femaleCount, count, "female-count"),
    ):
        parts = context.name(group, name)
        yield from quantity_quads(context.scope, node, predicate, quantity, *parts)


def _disease_quads(
    context: ReportContext, group: NamedNode, record: DiseaseStatement, name: str
) -> Iterator[Quad]:
    scope, disease = context.scope, iris.thing("entity", record.disease)
    node = iris.thing("group", *context.name(name))
    yield scope.quad(group, LDN.hasDisease, disease)
    yield scope.quad(group, LDN.diseaseSplit, node)
    yield from scope.node(
        node, LDN.DiseaseSplit, f"{context.study.label}: {record.printed}", record.at
    )
    yield scope.quad(node, LDN.disease, disease)
    yield scope.quad(node, LDN.printed, text(record.printed))
    parts = context.name(name, "participants")
    yield from quantity_quads(scope, node, LDN.participants, record.participants, *parts)
