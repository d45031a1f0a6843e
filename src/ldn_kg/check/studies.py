"""Do the parts of a study agree with each other?"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ldn_kg.model.corpus import Corpus, Origin
    from ldn_kg.model.study import Finding, Group, Regimen, Report, Study

#: A percentage printed to one decimal place can be off by half of that.
_ROUNDING = Decimal("0.05")


def check_studies(corpus: Corpus) -> Iterator[Problem]:
    """Every rule about the inside of a study."""
    for placed in corpus.studies.values():
        yield from _check_reports(placed.origin, placed.record)
        file = placed.origin.file.rsplit("/", 1)[-1]
        if file != f"{placed.record.id}.yaml":
            message = f"study {placed.record.id!r} stands in {file}"
            hint = f"name the file {placed.record.id}.yaml"
            yield Problem(placed.origin.where("id"), "file-name", message, hint)
        for index, report in enumerate(placed.record.reports):
            yield from _check_report(placed.origin.below("reports", index), report)


def _check_reports(origin: Origin, study: Study) -> Iterator[Problem]:
    seen = Counter((report.layer, report.source) for report in study.reports)
    for (layer, source), count in seen.items():
        if count > 1:
            message = f"{count} reports of layer {layer} from {source}"
            yield Problem(origin.where("reports"), "duplicate-report", message, "merge them")


def _check_report(origin: Origin, report: Report) -> Iterator[Problem]:
    yield from _check_ids(origin, report)
    yield from _check_group_names(origin, report)
    if report.sample is not None:
        if report.sample.kind != "sample":
            place, message = origin.where("sample", "kind"), f"kind {report.sample.kind!r}"
            yield Problem(place, "sample-kind", message, "expected 'sample'")
        yield from _check_group(origin.below("sample"), report.sample)
        yield from _check_persons(origin, report)
    for index, group in enumerate(report.groups):
        yield from _check_group(origin.below("groups", index), group)
    for index, regimen in enumerate(report.regimens):
        yield from _check_regimen(origin.below("regimens", index), regimen)
    for index, finding in enumerate(report.findings):
        yield from _check_finding(origin.below("findings", index), finding)
    yield from _check_harms(origin, report)


def _check_ids(origin: Origin, report: Report) -> Iterator[Problem]:
    for field in ("groups", "regimens", "findings"):
        ids = [record.id for record in getattr(report, field)]
        counts = Counter(ids)
        for index, key in enumerate(ids):
            if counts[key] > 1:
                message = f"{key!r} is used {counts[key]} times"
                place = origin.where(field, index, "id")
                yield Problem(place, "duplicate-id", message, "give each its own")


def _check_group_names(origin: Origin, report: Report) -> Iterator[Problem]:
    groups = {group.id for group in (report.sample, *report.groups) if group is not None}
    for field, named in _group_names(report):
        for key in named:
            if key not in groups:
                message = f"no group {key!r} in this report"
                hint = f"groups are {', '.join(sorted(groups)) or 'none'}"
                yield Problem(origin.where(*field), "dangling-reference", message, hint)


def _group_names(report: Report) -> Iterator[tuple[tuple[str | int, ...], tuple[str, ...]]]:
    for index, regimen in enumerate(report.regimens):
        yield ("regimens", index, "groups"), regimen.groups
    for index, harms in enumerate(report.harms):
        yield ("harms", index, "groups"), harms.groups
    for index, finding in enumerate(report.findings):
        yield ("findings", index, "group"), (finding.group,)
        if finding.comparator is not None and finding.comparator.group is not None:
            yield ("findings", index, "comparator", "group"), (finding.comparator.group,)


def _check_group(origin: Origin, group: Group) -> Iterator[Problem]:
    if group.kind == "person" and group.participants is not None:
        message = "a person has participants"
        yield Problem(origin.where("participants"), "person", message, "a person is one")
    count = group.participants.value if group.participants is not None else None
    if group.sex is not None and count is not None:
        females, percent = group.sex.females, group.sex.female_percent
        if females is not None and females > count:
            message = f"{females} females among {count} participants"
            hint = f"at most {count}"
            yield Problem(origin.where("sex", "females"), "females", message, hint)
        if percent is not None:
            yield from _check_share(origin, percent, count)
    split = [d.participants.value or 0 for d in group.diseases if d.participants is not None]
    if count is not None and split and sum(split) != count:
        message = f"diseases add up to {sum(split)} of {count} participants"
        yield Problem(origin.where("diseases"), "disease-split", message, "check the counts")


def _check_share(origin: Origin, percent: Decimal, count: Decimal) -> Iterator[Problem]:
    """A share must be some whole number of people out of the group, up to rounding."""
    if not 0 <= percent <= 100:  # noqa: PLR2004 - a percentage
        message = f"{percent} percent females"
        yield Problem(origin.where("sex", "female_percent"), "females", message, "from 0 to 100")
        return
    nearest = (percent * count / 100).to_integral_value()
    exact = nearest * 100 / count
    tolerance = _ROUNDING if percent % 1 else Decimal("0.5")
    if abs(exact - percent) > tolerance:
        message = f"{percent} percent of {count} is no whole number of people"
        hint = f"nearest is {nearest} ({exact:.1f} percent)"
        yield Problem(origin.where("sex", "female_percent"), "females", message, hint)


def _check_persons(origin: Origin, report: Report) -> Iterator[Problem]:
    sample = report.sample
    count = sample.participants.value if sample and sample.participants else None
    persons = sum(group.kind == "person" for group in report.groups)
    if count is not None and persons > count:
        message = f"{persons} persons described among {count} participants"
        yield Problem(origin.where("groups"), "persons", message, f"at most {count}")


def _check_regimen(origin: Origin, regimen: Regimen) -> Iterator[Problem]:
    start, final = regimen.start, regimen.final
    same_unit = start is not None and start.unit == final.unit
    if start is not None and same_unit and start.value > final.value and not regimen.schedule:
        message = f"start {start.value} is above final {final.value}"
        hint = "add the schedule if the dose was stepped down or moved up and down"
        yield Problem(origin.where("start"), "dose-order", message, hint)


def _check_finding(origin: Origin, finding: Finding) -> Iterator[Problem]:
    if finding.direction is not None and finding.basis is None:
        message = f"direction {finding.direction!r} without basis"
        hint = "say whether words or numbers give it"
        yield Problem(origin.where("direction"), "basis", message, hint)
    if finding.direction is None and finding.basis is not None:
        yield Problem(origin.where("basis"), "basis", "basis without direction", "remove it")
    if finding.direction is None and finding.estimate is None and finding.predictor is None:
        message = "neither a direction, an estimate nor a prediction"
        yield Problem(origin.where(), "empty-finding", message, "say what was found")
    before, after = finding.before, finding.after
    if finding.basis == "numbers" and finding.change is None and (before is None or after is None):
        message = "the direction is said to follow from numbers, but there are none"
        yield Problem(origin.where("basis"), "basis", message, "give before and after, or change")
    if before is None or after is None or before.value is None or after.value is None:
        return
    moved = after.value - before.value
    if (finding.direction == "increase" and moved <= 0) or (
        finding.direction == "decrease" and moved >= 0
    ):
        message = f"{finding.direction} from {before.value} to {after.value}"
        yield Problem(origin.where("direction"), "direction-number", message, "turn one round")


def _check_harms(origin: Origin, report: Report) -> Iterator[Problem]:
    states: dict[str, str] = {}
    for index, harms in enumerate(report.harms):
        place = origin.below("harms", index)
        if harms.events and harms.state != "some":
            message = f"state {harms.state!r} with {len(harms.events)} events"
            yield Problem(place.where("state"), "harm-state", message, "events need state 'some'")
        if (harms.state == "equal-to-comparator") != (harms.comparator is not None):
            message = f"state {harms.state!r}, comparator {harms.comparator or 'none'}"
            hint = "a comparator goes with 'equal-to-comparator', and only with it"
            yield Problem(place.where("state"), "harm-state", message, hint)
        for group in harms.groups:
            first = states.setdefault(group, harms.state)
            if first != harms.state:
                message = f"group {group!r} has two harm states, {first!r} and {harms.state!r}"
                yield Problem(place.where("state"), "harm-state", message, "keep the printed one")
