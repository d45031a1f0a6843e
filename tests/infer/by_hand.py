"""What follows from claims, worked out in plain Python: no RDF, no query, nothing of the package.

It reads the curated files as a person would: which way a word points is written down here again,
what a receptor or a cell is follows from the table that it stands in. The tests hold the rules to
what this module finds.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import networkx as nx
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Node = TypeVar("Node")
#: Subject, predicate and object, each by its last name.
Edge = tuple[str, str, str]
#: A claim as its file has it.
Claim = dict[str, Any]

RAISING = frozenset({"raises", "increases", "activates", "releases", "contributesTo"})
LOWERING = frozenset({"lowers", "decreases", "blocks", "alleviates"})
UNSIGNED = frozenset({"affects", "regulates", "restores", "binds", "improves"})
#: What a claim may say of an agent that brings something about: an effect, or a role.
ACTING = RAISING | LOWERING | UNSIGNED | {"hasRole"}

SIGNED = {**dict.fromkeys(RAISING, "raises"), **dict.fromkeys(LOWERING, "lowers")}
CONTESTED = {
    **dict.fromkeys(RAISING, "contestedRaises"),
    **dict.fromkeys(LOWERING, "contestedLowers"),
    **dict.fromkeys(UNSIGNED, "contestedAffects"),
}


@dataclass(frozen=True)
class Entities:
    """As much of the entities as the rules look at.

    Args:
        receptors: Keys of receptors.
        cells: Keys of cells.
        groups: Keys of groups of mediators and families of proteins.
        broader: What each is a kind of.
    """

    receptors: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    broader: dict[str, list[str]] = field(default_factory=dict)

    def groups_of(self, key: str) -> list[str]:
        """The groups that something belongs to at once."""
        return [above for above in self.broader.get(key, ()) if above in self.groups]


def read_claims(data: Path) -> list[Claim]:
    """Every claim of the curated files."""
    claims: list[Claim] = []
    for path in sorted((data / "claims").glob("*.yaml")):
        claims += yaml.safe_load(path.read_text(encoding="utf-8"))["claims"]
    return claims


def read_entities(data: Path) -> Entities:
    """The entities of the curated tables."""
    keys: dict[str, set[str]] = defaultdict(set)
    broader: dict[str, list[str]] = {}
    for path in sorted((data / "entities").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                keys[path.stem].add(row["key"])
                if {"MediatorGroup", "ProteinFamily"} & set(row["class"].split("|")):
                    keys["groups"].add(row["key"])
                broader[row["key"]] = [key for key in row["broader"].split("|") if key]
    return Entities(
        receptors=frozenset(keys["receptors"]),
        cells=frozenset(keys["cells"]),
        groups=frozenset(keys["groups"]),
        broader=broader,
    )


def stance(claim: Claim) -> str | None:
    """Supported, disputed or contested, by the directions of its lines; None if neither way."""
    directions = {line["direction"] for line in claim["evidence"]}
    if "supports" in directions:
        return "contested" if "disputes" in directions else "supported"
    return "disputed" if "disputes" in directions else None


@dataclass(frozen=True)
class Expected:
    """What is to follow from some claims.

    Args:
        claims: The claims.
        entities: What they are about.
    """

    claims: list[Claim]
    entities: Entities

    def of_stance(self, wanted: str) -> list[Claim]:
        """The claims of one stance."""
        return [claim for claim in self.claims if stance(claim) == wanted]

    @cached_property
    def stances(self) -> set[Edge]:
        """Each claim with its class."""
        return {
            (claim["id"], "type", f"{found.capitalize()}Claim")
            for claim in self.claims
            if (found := stance(claim)) is not None
        }

    @cached_property
    def stated(self) -> set[Edge]:
        """The edge of each supported claim that has an object."""
        return set(_plain(self.of_stance("supported")))

    @cached_property
    def contested(self) -> set[Edge]:
        """The edge of each contested claim, in the relation for contested ones of its sign."""
        return {
            (subject, CONTESTED.get(predicate, "contestedRelation"), value)
            for subject, predicate, value in _plain(self.of_stance("contested"))
        }

    @cached_property
    def signed(self) -> set[Edge]:
        """Raising and lowering: what is stated, then up through the groups."""
        found: set[Edge] = set()
        todo = [(s, SIGNED[p], o) for s, p, o in self.stated if p in SIGNED]
        while todo:
            edge = todo.pop()
            if edge not in found:
                found.add(edge)
                todo += [(*edge[:2], group) for group in self.entities.groups_of(edge[2])]
        return found

    @cached_property
    def unsigned(self) -> set[tuple[str, str]]:
        """Pairs of which an effect is known and its sign is not."""
        signed = {(s, o) for s, _, o in self.signed}
        found: set[tuple[str, str]] = set()
        todo = [(s, o) for s, p, o in self.stated if p in UNSIGNED]
        while todo:
            subject, value = todo.pop()
            if (subject, value) not in found | signed:
                found.add((subject, value))
                todo += [(subject, group) for group in self.entities.groups_of(value)]
        return found

    @cached_property
    def on_groups(self) -> set[Edge]:
        """Effects on one of a group, as effects on the group; those with a sign keep it."""
        effects = self.signed | {(s, "affects", o) for s, o in self.unsigned}
        return {(s, e, group) for s, e, o in effects for group in self.entities.groups_of(o)}

    @cached_property
    def in_cells(self) -> set[Edge]:
        """Receptors that something acts on in a cell in which they are found."""
        return {
            (receptor, "actsIn", cell)
            for claim in self.of_stance("supported")
            if claim["predicate"] in ACTING and (receptor := claim.get("object"))
            for cell in claim.get("cell", ())
            if receptor in self.entities.receptors and cell in self.entities.cells
            if (receptor, "foundIn", cell) in self.stated
        }

    @cached_property
    def mediated(self) -> set[Edge]:
        """What the nearest explanations of supported effects say."""
        supported = {claim["id"]: claim for claim in self.of_stance("supported")}
        return {
            (supported[cause]["object"], "mediates", effect["object"])
            for effect in supported.values()
            for cause in effect.get("through", ())
            if cause in supported
            and supported[cause]["subject"] == effect["subject"]
            and supported[cause]["predicate"] in ACTING
            and "object" in supported[cause]
            and "object" in effect
            and supported[cause]["object"] != effect["object"]
            and not any(cause in self._behind(between) for between in effect["through"])
        }

    def _behind(self, explained: str) -> set[str]:
        """All that explains a claim, over any number of steps."""
        through = {claim["id"]: claim.get("through", ()) for claim in self.claims}
        found: set[str] = set()
        todo = list(through[explained])
        while todo:
            claim = todo.pop()
            if claim not in found:
                found.add(claim)
                todo += through[claim]
        return found

    @cached_property
    def chains(self) -> set[Edge]:
        """What may raise, lower or affect what, over any number of steps."""
        signs = {"raises": 1, "lowers": -1}
        steps = {(s, o) for s, _, o in self.signed} | self.unsigned
        steps |= {(s, o) for s, _, o in self.in_cells | self.mediated}
        return chains([(s, signs[effect], o) for s, effect, o in self.signed], steps)


def _plain(claims: Iterable[Claim]) -> Iterator[Edge]:
    for claim in claims:
        if "object" in claim:
            yield claim["subject"], claim["predicate"], claim["object"]


def chains(signed: Iterable[tuple[str, int, str]], steps: Iterable[tuple[str, str]]) -> set[Edge]:
    """Reachability: with a sign in the graph of nodes and signs, without one in that of nodes.

    Args:
        signed: Steps with their signs, +1 and −1.
        steps: All steps, with and without a sign.
    """
    product: nx.DiGraph[tuple[str, int]] = nx.DiGraph()
    starts = set()
    for first, sign, last in signed:
        starts.add(first)
        for so_far in (1, -1):
            product.add_edge((first, so_far), (last, so_far * sign))
    words = {1: "mayRaise", -1: "mayLower"}
    found = {
        (first, words[sign], last)
        for first in starts
        for last, sign in _reached(product, (first, 1))
    }
    plain: nx.DiGraph[str] = nx.DiGraph()
    plain.add_edges_from(steps)
    return found | {
        (first, "mayAffect", last) for first in plain for last in _reached(plain, first)
    }


def _reached(graph: nx.DiGraph[Node], start: Node) -> set[Node]:
    """Everything that one or more steps lead to, the start itself where they lead back."""
    found: set[Node] = set()
    for after in graph.successors(start):
        found |= {after} | nx.descendants(graph, after)
    return found
