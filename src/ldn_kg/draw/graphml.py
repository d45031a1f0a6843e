"""The network as GraphML, for Gephi, yEd, Cytoscape and other programs that take pictures further.

GraphML knows text, numbers and booleans only, so a list of short texts becomes one text with
semicolons, and anything deeper (the lines of evidence) becomes JSON, which can be read back. What
the prefixes of its identifiers stand for is an attribute of the graph: an extended prefix map.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import networkx as nx

from ldn_kg.draw.picture import evidence_of
from ldn_kg.notice import NOTICE
from ldn_kg.prefixes import extended_prefix_map
from ldn_kg.tables import json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ldn_kg.network import Network

Plain = str | int | float | bool
#: What XML 1.0 cannot hold, however it is written.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(graph: Network, title: str) -> str:
    """The network as the text of a GraphML file.

    Args:
        graph: The network, as `ldn_kg.network.network` returns it.
        title: Its title, kept as an attribute of the graph.
    """
    prefixes = json_text(extended_prefix_map())
    plain: Any = nx.MultiDiGraph(name=_clean(title), notice=NOTICE, prefixes=prefixes)
    for node, data in graph.nodes(data=True):
        plain.add_node(_clean(str(node)), **_flat(data))
    for source, target, key, data in graph.edges(keys=True, data=True):
        attributes = _flat(data) | {"evidence": evidence_of(data.get("lines") or ())}
        ends = (_clean(str(source)), _clean(str(target)))
        plain.add_edge(*ends, key=_clean(str(key)), **attributes)
    buffer = io.BytesIO()
    nx.write_graphml_xml(plain, buffer, named_key_ids=True)
    return buffer.getvalue().decode("utf-8") + "\n"


def _flat(data: Mapping[str, object]) -> dict[str, Plain]:
    return {str(name): flat(value) for name, value in data.items() if value is not None}


def flat(value: object) -> Plain:
    """A value as GraphML can hold it.

    Example:
        >>> flat(["a", "b"]), flat([{"n": Decimal(8)}]), flat(2)
        ('a; b', '[{"n": 8}]', 2)
    """
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return _clean("; ".join(value))
    return _clean(json_text(value))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
