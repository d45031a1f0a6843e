"""Check queries: any row is a violation; the first column is the node at fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_kg.catalog import read_folder
from ldn_kg.errors import Problem, Where
from ldn_kg.store import python_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ldn_kg.store import Store


def run_checks(
    store: Store, folder: Path, origin: Callable[[str], Where | None]
) -> Iterator[Problem]:
    """Rows of every query in ``queries/checks/``.

    Args:
        store: The finished graph.
        folder: Folder with the check queries.
        origin: Where a node was written.
    """
    for name, question in read_folder(folder).items():
        for row in store.query(question.text).rows:
            node, *others = row
            value = getattr(node, "value", "")
            shown = ", ".join(str(python_value(cell)) for cell in (node, *others))
            where = origin(value) or Where("the graph")
            yield Problem(where, name, f"{question.header.title}: {shown}")
