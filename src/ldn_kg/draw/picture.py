"""What is drawn: boxes and links, read from a network of claims.

Twins (nodes of one kind with exactly the same claims about the same neighbours) share one box, and
claims between the same boxes that look the same share one link. Nothing is lost by that: boxes
and links name their members. Where to go instead: `ldn_kg.draw.layout` says where things stand.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ldn_kg.draw.lettering import fits, printable, text_width, wrap
from ldn_kg.draw.palette import BANDS, Evidence, look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_kg.network import Network

BOX_WIDTH = 150.0
#: Room for text: shapes with slanted sides need a margin.
TEXT_WIDTH = BOX_WIDTH - 24.0
TEXT_SIZE = 12.0
SMALL_SIZE = 11.0
LINE_HEIGHT = 15.0
_PADDING = 6.0
_NAME_LINES = 2
_MEMBER_LINES = 9
_FULL_NAME_LINES = 5
#: Room for one end of a line on the side of a box.
PORT = 3.4
_TALLEST_PORTS = 190.0

_KINDS = frozenset(kind for band in BANDS for kind in band.kinds)
_CLINICAL = frozenset(
    {"author statement supported from a cited clinical study", "clinical study evidence"}
)
_CASE = frozenset(
    {
        "inference from individual clinical experience",
        "self-reported patient statement evidence",
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box: a node, or twins.

    Args:
        key: Short name, unique in the picture.
        kind: Kind of its members.
        members: Node identifiers, in the order of their labels.
        title: Full names, for whoever cannot read the short ones, with identifiers elsewhere.
        head: Heading of a box of twins, else empty.
        lines: Lines of text inside.
        height: Room that the text and the ends of the links need.
    """

    key: str
    kind: str
    members: tuple[str, ...]
    title: str
    head: str
    lines: tuple[str, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Link:
    """One line: claims between the same boxes that look the same.

    Args:
        key: Short name, unique in the picture.
        source: Key of the box that the claims start from.
        target: Key of the box that they are about.
        sign: ``+``, ``-`` or empty.
        evidence: The strongest evidence behind any of them.
        stance: ``supported``, ``disputed``, ``contested`` or ``inconclusive``.
        studies: Number of studies behind each.
        claims: Claim identifiers.
        title: The claims in words.
    """

    key: str
    source: str
    target: str
    sign: str
    evidence: Evidence
    stance: str
    studies: int
    claims: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and links, each in a fixed order."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def read(graph: Network) -> Picture:
    """The picture of a network.

    Args:
        graph: As `ldn_kg.network.network` returns it; only ``label`` is needed of a node and of
            an edge, the other attributes have the obvious defaults.

    Example:
        >>> import networkx as nx
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("LDN", kind="drug")
        >>> for name in ("IL-2", "IL-4"):
        ...     graph.add_node(name, kind="mediator")
        ...     _ = graph.add_edge("LDN", name, sign="-")
        >>> [box.members for box in read(graph).boxes]
        [('LDN',), ('IL-2', 'IL-4')]
    """
    groups = sorted(_twins(graph), key=lambda group: _rank(graph, group[0]))
    home = {node: f"b{index}" for index, group in enumerate(groups) for node in group}
    links = _links(graph, home)
    ends: dict[str, int] = defaultdict(int)
    for link in links:
        ends[link.source] += 1
        ends[link.target] += 1
    boxes = tuple(_box(graph, home[group[0]], group, ends[home[group[0]]]) for group in groups)
    return Picture(boxes, links)


def kind_of(attributes: Mapping[str, Any]) -> str:
    """Kind of a node; what has no column of its own is ``other``.

    Example:
        >>> kind_of({"kind": "drug"}), kind_of({})
        ('drug', 'other')
    """
    kind = str(attributes.get("kind", ""))
    return kind if kind in _KINDS else "other"


def name_of(graph: Network, node: str) -> str:
    """Label of a node, safe to show."""
    return printable(str(graph.nodes[node].get("label") or node))


def evidence_of(lines: Sequence[Mapping[str, Any]]) -> Evidence:
    """The strongest evidence among lines that support a claim, or among all where none does.

    Example:
        >>> evidence_of([{"kind": "clinical study evidence"}, {"kind": "experimental evidence"}])
        'clinical'
        >>> evidence_of([])
        'stated'
    """
    supporting = [line for line in lines if line.get("direction", "supports") == "supports"]
    kinds = {str(line.get("kind")) for line in supporting or lines}
    if kinds & _CLINICAL:
        return "clinical"
    return "case" if kinds & _CASE else "stated"


def _rank(graph: Network, node: str) -> tuple[int, str, str]:
    kind = kind_of(graph.nodes[node])
    order = next(index for index, band in enumerate(BANDS) if kind in band.kinds)
    return order, name_of(graph, node).casefold(), str(node)


def _twins(graph: Network) -> list[tuple[str, ...]]:
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for node in sorted(graph, key=lambda node: _rank(graph, node)):
        claims = _claims_about(graph, node)
        # A node without claims has no twins: nothing says that two of them are alike.
        signature = (kind_of(graph.nodes[node]), claims) if claims else (node,)
        groups[signature].append(node)
    return [tuple(group) for group in groups.values()]


def _claims_about(graph: Network, node: str) -> frozenset[tuple[object, ...]]:
    out = [("from", target, *_looks(data)) for _, target, data in graph.out_edges(node, data=True)]
    into = [("to", source, *_looks(data)) for source, _, data in graph.in_edges(node, data=True)]
    return frozenset([*out, *into])


def _looks(data: Mapping[str, Any]) -> tuple[object, ...]:
    """What must be the same for two claims to be drawn as one."""
    return str(data.get("predicate", "")), *_appearance(data)


def _appearance(data: Mapping[str, Any]) -> tuple[str, Evidence, str, int]:
    sign = str(data.get("sign") or "")
    return (
        sign if sign in {"+", "-"} else "",
        evidence_of(data.get("lines") or ()),
        str(data.get("stance") or "supported"),
        int(data.get("studies") or 0),
    )


def _links(graph: Network, home: Mapping[str, str]) -> tuple[Link, ...]:
    together: dict[tuple[str, str, str, Evidence, str, int], list[tuple[str, str]]]
    together = defaultdict(list)
    for source, target, key, data in graph.edges(keys=True, data=True):
        words = claim_words(graph, source, target, data)
        together[home[source], home[target], *_appearance(data)].append((str(key), words))
    links = []
    for index, (look_, claims) in enumerate(sorted(together.items())):
        source, target, sign, evidence, stance, studies = look_
        claims.sort()
        keys, titles = tuple(key for key, _ in claims), "; ".join(words for _, words in claims)
        links.append(
            Link(f"l{index}", source, target, sign, evidence, stance, studies, keys, titles)
        )
    return tuple(links)


def claim_words(graph: Network, source: str, target: str, data: Mapping[str, Any]) -> str:
    """A claim in words: its label, or its parts where it has none."""
    parts = (name_of(graph, source), data.get("predicate") or "–", name_of(graph, target))
    return printable(str(data.get("label") or " ".join(map(str, parts))))


def _box(graph: Network, key: str, members: tuple[str, ...], ends: int) -> Box:
    kind = kind_of(graph.nodes[members[0]])
    names = [name_of(graph, node) for node in members]
    head = ""
    if len(members) == 1:
        lines = _name_lines(names[0], _short(graph, members[0]))
    else:
        head = f"{len(members)} {look(kind).many}"
        lines = _member_lines(names, [_short(graph, node) for node in members])
    text = LINE_HEIGHT * (len(lines) + bool(head)) + 2 * _PADDING
    height = max(text, min(PORT * ends, _TALLEST_PORTS))
    title = "; ".join(_titled(graph, node) for node in members)
    return Box(key, kind, members, title, head, lines, height)


def _titled(graph: Network, node: str) -> str:
    """Full name, and the nearest identifier elsewhere with its relation."""
    nearest = [printable(str(one)) for one in graph.nodes[node].get("identifiers") or ()][:1]
    return ", ".join([name_of(graph, node), *nearest])


def _short(graph: Network, node: str) -> str:
    return printable(str(graph.nodes[node].get("short") or ""))


def _name_lines(name: str, short: str) -> tuple[str, ...]:
    if short and not fits(name, TEXT_WIDTH, TEXT_SIZE, _NAME_LINES):
        return (short,)
    return wrap(name, TEXT_WIDTH, TEXT_SIZE, _NAME_LINES)


def _member_lines(names: Sequence[str], shorts: Sequence[str]) -> tuple[str, ...]:
    """Names one after the other, abbreviated only where there are too many to write out."""
    whole = _joined(names)
    if fits(whole, TEXT_WIDTH, SMALL_SIZE, _FULL_NAME_LINES):
        return wrap(whole, TEXT_WIDTH, SMALL_SIZE, _FULL_NAME_LINES)
    brief = [short or name for short, name in zip(shorts, names, strict=True)]
    return wrap(_joined(brief), TEXT_WIDTH, SMALL_SIZE, _MEMBER_LINES)


def _joined(names: Sequence[str]) -> str:
    """Names with dots between; a name breaks only where it is longer than a line."""
    room = TEXT_WIDTH - text_width(" ·", SMALL_SIZE)
    whole = [
        name.replace(" ", "\u00a0") if text_width(name, SMALL_SIZE) <= room else name
        for name in names
    ]
    return "\u00a0· ".join(whole)
