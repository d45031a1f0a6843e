"""What the page tells of a thing, of a claim and of its evidence, as plain data for JSON.

Only text goes in here, and the page shows it as text; nothing is markup.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ldn_kg.draw import palette
from ldn_kg.draw.lettering import printable
from ldn_kg.draw.picture import claim_words, evidence_of, kind_of, name_of

if TYPE_CHECKING:
    from ldn_kg.network import Network

Record = dict[str, Any]

_DIRECTIONS = defaultdict(lambda: "none", {"+": "more of it", "-": "less of it"})
_LAYERS = {"review": "the review", "primary": "the primary paper", "later": "later work"}


def things(graph: Network) -> dict[str, Record]:
    """What is told of each node, by its identifier.

    Args:
        graph: The network.
    """
    return {
        str(node): {
            "label": name_of(graph, node),
            "kind": palette.look(kind_of(data)).one,
            "definition": _text(data.get("definition")),
            "identifiers": [_text(one) for one in data.get("identifiers") or ()],
            "claims": sorted(
                {str(key) for *_, key in graph.in_edges(node, keys=True)}
                | {str(key) for *_, key in graph.out_edges(node, keys=True)}
            ),
        }
        for node, data in graph.nodes(data=True)
    }


def claims(graph: Network) -> dict[str, Record]:
    """What is told of each claim, by its identifier.

    Args:
        graph: The network.
    """
    told = {}
    for source, target, key, data in graph.edges(keys=True, data=True):
        lines = list(data.get("lines") or ())
        evidence = palette.DASHES[evidence_of(lines)].words
        told[str(key)] = {
            "sentence": sentence(claim_words(graph, source, target, data)),
            "source": str(source),
            "target": str(target),
            "stance": str(data.get("stance") or "supported"),
            "facts": facts(
                ("Claim", printable(str(key))),
                ("Direction", _DIRECTIONS[str(data.get("sign") or "")]),
                ("Strongest evidence", evidence),
                ("Degree", str(data.get("degree") or "").removeprefix("ldn:")),
                ("In species", data.get("species")),
                ("Under", data.get("condition")),
                ("Studies described", data.get("studies") or 0),
            ),
            "lines": [_line(graph, line) for line in lines],
        }
    return told


def sentence(text: str) -> str:
    """The words of a claim with a capital and a full stop.

    A word that has a capital of its own further on (mTOR) keeps its first letter.

    Example:
        >>> sentence("low-dose naltrexone alleviates pain")
        'Low-dose naltrexone alleviates pain.'
        >>> sentence("mTOR regulates growth")
        'mTOR regulates growth.'
    """
    first = text.split(" ", 1)[0]
    start = text[:1].upper() if first.islower() else text[:1]
    return f"{start}{text[1:]}."


def facts(*pairs: tuple[str, object]) -> list[list[str]]:
    """Pairs of a name and a text, without those that have nothing to say.

    Example:
        >>> facts(("n", 8), ("species", None), ("cites", ["a", "b"]))
        [['n', '8'], ['cites', 'a; b']]
    """
    texts = ((name, _text(value)) for name, value in pairs)
    return [[name, text] for name, text in texts if text]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
        return "; ".join(_text(item) for item in value)
    return printable(str(value))


def _line(graph: Network, line: Mapping[str, Any]) -> Record:
    layer = str(line.get("layer") or "")
    said_by = line.get("said_by")
    return {
        "direction": _text(line.get("direction") or "supports"),
        "hedge": _text(line.get("hedge")),
        "facts": facts(
            ("Said by", said_by or _LAYERS.get(layer, layer)),
            ("Layer", _LAYERS.get(layer, layer)),
            ("Kind of evidence", line.get("kind")),
            ("Agent", line.get("agent")),
            ("Species", line.get("species")),
            ("System", line.get("system")),
            ("Disease", _name(graph, line.get("disease"))),
            ("Cites", line.get("cites")),
            ("Note", line.get("note")),
        ),
        "studies": [_study(study) for study in line.get("studies") or ()],
        "places": [_text(place) for place in line.get("places") or ()],
    }


def _study(study: Mapping[str, Any]) -> Record:
    stated = study.get("n")
    return {
        "label": _text(study.get("label") or study.get("study")),
        "facts": facts(
            # Silence is not a value: a study without a number of participants says so.
            ("n", "not stated" if stated is None else stated),
            ("Design", study.get("design")),
            ("Dose", study.get("doses") or "not stated"),
        ),
    }


def _name(graph: Network, node: object) -> str:
    """Label of a node that may lie outside the network, then the readable part of its key."""
    if not isinstance(node, str):
        return ""
    if node in graph:
        return name_of(graph, node)
    return printable(node.rpartition(":")[2].replace("_", " "))
