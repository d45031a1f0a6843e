"""One record of DrugMechDB as its curators wrote it: how a drug comes to act on a disease.

Fields and which of them must be there follow the project's schema and its curation guide; older
names of a field are taken as what they are now. Every value is text. Where to go instead:
`ldn_kg.drugmechdb.reading` reads files.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AliasChoices, Field, StringConstraints, model_validator

from ldn_kg.model.base import Record, Text

#: It becomes part of an IRI, so it has no character that would need escaping there.
RecordId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]


class Indication(Record):
    """What the path is about: one drug for one disease.

    Args:
        id: Name of the record.
        drug: Name of the drug.
        drug_mesh: Its MeSH identifier; several, separated by commas, where the list of
            indications gave several.
        drugbank: Its DrugBank identifier.
        disease: Name of the disease.
        disease_mesh: Its MeSH identifier.
    """

    id: Annotated[RecordId, Field(alias="_id")]
    drug: Text
    drug_mesh: Text | None = None
    drugbank: Text | None = None
    disease: Text
    disease_mesh: Text

    @model_validator(mode="after")
    def _has_an_identifier(self) -> Indication:
        if self.drug_mesh is None and self.drugbank is None:
            message = "the drug has neither drug_mesh nor drugbank"
            raise ValueError(message)
        return self

    @property
    def drug_meshes(self) -> tuple[str, ...]:
        """Each of the MeSH identifiers of the drug.

        Example:
            >>> names = {"drug": "d", "disease": "e", "disease_mesh": "MESH:D2"}
            >>> found = Indication.model_validate(
            ...     {"_id": "a", "drug_mesh": "MESH:C1,MESH:D1", **names}
            ... )
            >>> found.drug_meshes
            ('MESH:C1', 'MESH:D1')
        """
        parts = (self.drug_mesh or "").split(",")
        return tuple(part.strip() for part in parts if part.strip())


class Node(Record):
    """A thing on the path.

    Args:
        id: Its identifier elsewhere.
        label: What kind of thing it is, in the words of an old Biolink Model.
        name: Its name.
        alt_ids: Other identifiers.
        alt_names: Other names.
    """

    id: Text
    label: Text
    name: Text
    alt_ids: tuple[Text, ...] = ()
    alt_names: Annotated[
        tuple[Text, ...], Field(validation_alias=AliasChoices("alt_names", "all_names"))
    ] = ()


class Link(Record):
    """A step from one thing to another.

    Args:
        key: The relation, in the words of an old Biolink Model.
        source: Identifier of the node where it begins.
        target: Identifier of the node where it ends.
    """

    key: Text
    source: Text
    target: Text


class DrugPath(Record):
    """A whole record.

    Args:
        directed: Always true.
        multigraph: Always true.
        graph: What it is about.
        nodes: The things.
        links: The steps.
        references: Where its curators read it.
        comment: What else they say.
    """

    directed: Annotated[str, StringConstraints(pattern="^true$")] = "true"
    multigraph: Annotated[str, StringConstraints(pattern="^true$")] = "true"
    graph: Indication
    nodes: Annotated[tuple[Node, ...], Field(min_length=2)]
    links: Annotated[tuple[Link, ...], Field(min_length=1)]
    references: Annotated[
        tuple[Text, ...], Field(validation_alias=AliasChoices("references", "reference"))
    ] = ()
    comment: Text | None = None

    @property
    def id(self) -> str:
        """Name of the record."""
        return self.graph.id

    @property
    def drug_ids(self) -> frozenset[str]:
        """Every identifier that may stand for the drug among the nodes."""
        own = {self.graph.drugbank} if self.graph.drugbank else set()
        return frozenset({*own, *self.graph.drug_meshes})

    def drug_index(self) -> int | None:
        """Which node is the drug; None where none has one of its identifiers."""
        return self._index(self.drug_ids)

    def disease_index(self) -> int | None:
        """Which node is the disease."""
        return self._index(frozenset({self.graph.disease_mesh}))

    def _index(self, ids: frozenset[str]) -> int | None:
        return next((n for n, node in enumerate(self.nodes) if node.id in ids), None)
