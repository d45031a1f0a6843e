"""Claims, true or not, and the evidence lines that argue for or against them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ldn_kg.model.base import FindingRef, Hedge, Key, Layer, Record, Text
from ldn_kg.model.locator import Locators
from ldn_kg.model.quantity import Quantity


class EvidenceLine(Record):
    """One source's argument for or against one claim.

    Args:
        id: Key within the claim.
        layer: Who speaks.
        source: Text it was read in.
        direction: Towards the claim.
        hedge: The author's own hedge.
        kind: Key of the evidence type (ECO).
        cites: Publications that the source gives for it.
        findings: Study findings that it rests on, as ``study.finding``.
        species: Organism that the evidence comes from, where stated.
        agent: What was given, where stated.
        system: Cells, body parts or samples that it was seen in.
        disease: What the subjects had, where stated.
        note: A curator's remark.
        at: Where it stands.
    """

    id: Key
    layer: Layer
    source: Key
    direction: Literal["supports", "disputes", "inconclusive"]
    hedge: Hedge
    kind: Key
    cites: tuple[Key, ...] = ()
    findings: tuple[FindingRef, ...] = ()
    species: Key | None = None
    agent: Key | None = None
    system: tuple[Key, ...] = ()
    disease: Key | None = None
    note: Text | None = None
    at: Locators


class Claim(Record):
    """A proposition: subject, predicate, object and qualifiers.

    Args:
        id: Key over all claims.
        subject: Entity.
        predicate: Local name of a property of ``ontology/ldn.ttl``.
        object: Entity; or `value`.
        value: A quantity, for predicates such as ``hasDailyDose``.
        species: Organism that the claim is made about.
        agent: Drug or regimen, when it is not the subject.
        disease: Disease that the claim is limited to.
        cell: Cells that it holds in.
        anatomy: Body parts that it holds in.
        condition: State or process under which it holds.
        degree: How much, where the source compares.
        through: Claims that explain it.
        evidence: The lines.
    """

    id: Key
    subject: Key
    predicate: Annotated[str, Field(pattern=r"^[a-z][A-Za-z]+$")]
    object: Key | None = None
    value: Quantity | None = None
    species: Key | None = None
    agent: Key | None = None
    disease: Key | None = None
    cell: tuple[Key, ...] = ()
    anatomy: tuple[Key, ...] = ()
    condition: Key | None = None
    degree: Literal["lesser", "main"] | None = None
    through: tuple[Key, ...] = ()
    evidence: Annotated[tuple[EvidenceLine, ...], Field(min_length=1)]


class ClaimFile(Record):
    """``data/claims/<topic>.yaml``."""

    topic: Text
    claims: tuple[Claim, ...]
