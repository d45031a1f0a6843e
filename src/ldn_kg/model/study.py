"""A study, and all that any layer reports of it: design, groups, regimens, findings, harms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ldn_kg.model.base import Hedge, Key, Layer, Number, Record, Text
from ldn_kg.model.locator import Locators
from ldn_kg.model.quantity import Bound, Quantity


class Citation(Record):
    """How a source names the study ("Parkitny et al., 2017", reference 7)."""

    printed: Text
    at: Locators


class Design(Record):
    """The design as printed, and the features that those words state.

    Args:
        printed: The words of the source.
        features: Keys of study-design entities; only what the words say.
        at: Where it stands.
    """

    printed: Text
    features: Annotated[tuple[Key, ...], Field(min_length=1)]
    at: Locators


class DiseaseStatement(Record):
    """That a group has a disease, with how many of the group where a source splits it."""

    disease: Key
    participants: Quantity | None = None
    printed: Text
    at: Locators


class Sex(Record):
    """Sex of a person, or the female part of a group, as printed.

    Args:
        printed: The words of the source.
        sex: For a person.
        female_percent: For a group, in percent.
        females: For a group, as a head count.
        at: Where it stands.
    """

    printed: Text
    sex: Literal["female", "male"] | None = None
    female_percent: Number | None = None
    females: int | None = None
    at: Locators


class Group(Record):
    """A sample, an arm, a subgroup or one described person.

    Args:
        id: Key within the report.
        kind: What sort of group.
        label: Name in our words.
        intervention: Key of the agent given, for an arm (``placebo``) or where no dose is stated.
        participants: How many.
        age: In years.
        sex: Sex or female share.
        diseases: What they have.
        disease_duration: How long they have had it: one of three durations, never mixed.
        note: A curator's remark.
        at: Where the group itself is mentioned.
    """

    id: Key
    kind: Literal["sample", "arm", "subgroup", "person"]
    label: Text
    intervention: Key | None = None
    participants: Quantity | None = None
    age: Quantity | None = None
    sex: Sex | None = None
    diseases: tuple[DiseaseStatement, ...] = ()
    disease_duration: Quantity | None = None
    note: Text | None = None
    at: Locators


class Dose(Record):
    """One dose of a regimen.

    Args:
        printed: The words of the source ("4.5mg/ twice daily").
        value: The number printed.
        unit: ``mg`` for the amount of one administration, ``mg_per_day`` for the total of a day.
        times_per_day: How often a day, where stated.
        bound: For an open statement such as ">5mg/ day".
        at: Where it stands.
    """

    printed: Text
    value: Number
    unit: Literal["mg", "mg_per_day"]
    times_per_day: int | None = None
    bound: Bound | None = None
    at: Locators


class Regimen(Record):
    """How an agent was given: start, final dose, frequency.

    Args:
        id: Key within the report.
        groups: Groups that received it.
        agent: Key of the drug.
        printed: The words of the source.
        start: First dose; absent where the source gives none.
        final: Last dose.
        schedule: How the dose moved from start to final, where the source says.
        at: Where it stands.
    """

    id: Key
    groups: Annotated[tuple[Key, ...], Field(min_length=1)]
    agent: Key
    printed: Text
    start: Dose | None = None
    final: Dose
    schedule: Literal["titrated-up", "up-and-down"] | None = None
    note: Text | None = None
    at: Locators


Direction = Literal[
    "improvement",
    "remission",
    "worsening",
    "increase",
    "decrease",
    "no-improvement",
    "no-change",
]


class Comparator(Record):
    """What a finding is set against.

    Args:
        kind: Baseline of the same group, placebo, or an earlier period.
        group: Key of the comparator arm.
        quantity: Its value.
    """

    kind: Literal["baseline", "placebo", "earlier-period"]
    group: Key | None = None
    quantity: Quantity | None = None


class Finding(Record):
    """What a study reports for one outcome in one group or contrast.

    Args:
        id: Key within the report.
        group: Key of the group it holds for.
        outcome: Key of the outcome measure, symptom, disease or mediator.
        direction: What happened to it; absent only for an estimate or a prediction.
        basis: Whether the direction is said in words or only follows from the numbers.
        hedge: The author's own hedge.
        predictor: For a prediction: key of what predicts the outcome.
        before: Value before.
        after: Value after.
        change: Difference or relative change.
        estimate: A value that is neither (a median effective dose).
        comparator: What it is set against.
        time_point: When it was seen.
        system: Where it was measured: sample, body part (``plasma``).
        site: Where on the body a symptom was.
        note: A curator's remark.
        at: Where it stands.
    """

    id: Key
    group: Key
    outcome: Key
    direction: Direction | None = None
    basis: Literal["words", "numbers"] | None = None
    hedge: Hedge
    predictor: Key | None = None
    before: Quantity | None = None
    after: Quantity | None = None
    change: Quantity | None = None
    estimate: Quantity | None = None
    comparator: Comparator | None = None
    time_point: Quantity | None = None
    system: tuple[Key, ...] = ()
    site: tuple[Key, ...] = ()
    note: Text | None = None
    at: Locators


class HarmEvent(Record):
    """One adverse event that a source names."""

    event: Key
    printed: Text
    severity: Literal["mild", "minor", "serious"] | None = None
    at: Locators


class Harms(Record):
    """What a source says of harms: four states that are four different things.

    Args:
        groups: Groups it holds for.
        state: ``none`` (none occurred), ``some``, ``equal-to-comparator``, ``not-reported``.
        printed: The words of the source.
        comparator: For ``equal-to-comparator``: key of what it equals.
        severity: Overall grade, where given.
        events: The events named.
        at: Where it stands.
    """

    groups: Annotated[tuple[Key, ...], Field(min_length=1)]
    state: Literal["none", "some", "equal-to-comparator", "not-reported"]
    printed: Text
    comparator: Key | None = None
    severity: Literal["mild", "minor", "serious"] | None = None
    events: tuple[HarmEvent, ...] = ()
    at: Locators


class Report(Record):
    """Everything that one layer, from one source, says of a study.

    Args:
        layer: Who speaks.
        source: Key of the text it was read in.
        cited_as: How the source names the study.
        table: Number of the table that lists it; absent when it is only cited.
        design: Study design.
        duration: How long the study took: not how long the disease has lasted.
        sample: All participants.
        groups: Arms, subgroups and described persons.
        regimens: Doses given.
        findings: Outcomes.
        harms: Adverse effects.
        remark: An overall word of the source on the outcome ("Good").
    """

    layer: Layer
    source: Key
    cited_as: tuple[Citation, ...]
    table: Annotated[int, Field(ge=1)] | None = None
    design: Design | None = None
    duration: Quantity | None = None
    sample: Group | None = None
    groups: tuple[Group, ...] = ()
    regimens: tuple[Regimen, ...] = ()
    findings: tuple[Finding, ...] = ()
    harms: tuple[Harms, ...] = ()
    remark: Citation | None = None


class Study(Record):
    """One study, one file.

    Args:
        id: ``author-year``.
        label: Name in our words.
        publication: Key in ``data/publications.yaml``.
        species: Key of the organism studied.
        reports: What each layer says.
    """

    id: Key
    label: Text
    publication: Key
    species: Key
    reports: Annotated[tuple[Report, ...], Field(min_length=1)]
