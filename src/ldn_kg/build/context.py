"""What every part of a report needs to name itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ldn_kg import iris

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from ldn_kg.build.terms import Scope
    from ldn_kg.model.study import Study


@dataclass(frozen=True, slots=True)
class ReportContext:
    """What every part of a report needs to name itself.

    Args:
        scope: Who says it.
        study: The study's record.
        node: The study's node.
        labels: Preferred names of entities by key.
    """

    scope: Scope
    study: Study
    node: NamedNode
    labels: Mapping[str, str]

    def name(self, *parts: str) -> tuple[str, ...]:
        """Parts of the IRI of something inside the report."""
        return (self.study.id, self.scope.layer, *parts)

    def group(self, key: str) -> NamedNode:
        """The node of one of the report's groups."""
        return iris.thing("group", *self.name(key))

    def label(self, key: str) -> str:
        """The preferred name of an entity."""
        return self.labels.get(key, key)
