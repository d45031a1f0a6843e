"""Short names for kinds of nodes and predicates, by which metapaths are written: G, PW, i, a.

Kinds are in capitals and may go on with digits, predicates are in small letters, so that a
metapath such as ``CbGpPWpGaD`` reads in one way only. A directed edge has ``>`` behind its
abbreviation when it is walked forward and ``<`` before it when it is walked backward. Source of
the rules: hetio/hetnetpy, hetnetpy/abbreviation.py.

Where to go instead: `ldn_kg.metapath.steps` reads metapaths.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from ldn_kg.errors import Problem, Where
from ldn_kg.metapath.edge_types import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ldn_kg.metapath.edge_types import EdgeType

KIND = r"[A-Z][A-Z0-9]*"
PREDICATE = r"[a-z]+"
_NO_LETTER = re.compile(r"[^A-Za-z0-9]|^[0-9]+")
_NO_SMALL_LETTER = re.compile(r"[^a-z]")


def shortest(kinds: Sequence[str], edge_types: Iterable[EdgeType]) -> dict[str, str]:
    """The shortest beginnings that tell the kinds apart, and the predicates between two kinds.

    Args:
        kinds: Every kind of node.
        edge_types: Every edge type.

    Returns:
        Abbreviations by kind and by predicate. Where two names differ in no letter, their
        abbreviations are equal, and `problems` says so.

    Example:
        >>> from ldn_kg.metapath.edge_types import EdgeType
        >>> shortest(["Gene", "Pathway", "Phenotype"], [EdgeType("Gene", "Interacts", "Gene")])
        {'Gene': 'G', 'Pathway': 'PA', 'Phenotype': 'PH', 'Interacts': 'i'}
    """
    kind_letters = {kind: _NO_LETTER.sub("", kind).upper() for kind in kinds}
    short = _beginnings(kind_letters)
    between: dict[frozenset[str], dict[str, str]] = defaultdict(dict)
    for edge_type in edge_types:
        letters = _NO_SMALL_LETTER.sub("", edge_type.predicate.lower())
        between[frozenset((edge_type.source, edge_type.target))][edge_type.predicate] = letters
    for predicates in between.values():
        for predicate, beginning in _beginnings(predicates).items():
            # The same predicate stands between other kinds too: the longer beginning fits both.
            short[predicate] = max(short.get(predicate, ""), beginning, key=len)
    return short


def _beginnings(letters: Mapping[str, str]) -> dict[str, str]:
    return {name: _beginning(text, list(letters.values())) for name, text in letters.items()}


def _beginning(text: str, among: Sequence[str]) -> str:
    for length in range(1, len(text)):
        if sum(other[:length] == text[:length] for other in among) == 1:
            return text[:length]
    return text


def named_steps(
    edge_types: Iterable[EdgeType], abbreviations: Mapping[str, str]
) -> Iterator[tuple[str, Step]]:
    """Every step with its abbreviation, each edge type forward and backward.

    Args:
        edge_types: The edge types.
        abbreviations: Abbreviations by kind and by predicate.

    Example:
        >>> from ldn_kg.metapath.edge_types import EdgeType
        >>> regulates = EdgeType("Gene", "regulates", "Gene", directed=True)
        >>> [text for text, _ in named_steps([regulates], {"Gene": "G", "regulates": "r"})]
        ['Gr>G', 'G<rG']
    """
    for edge_type in edge_types:
        forward = Step(edge_type)
        for step in dict.fromkeys((forward, forward.reversed)):
            edge = abbreviations[edge_type.predicate]
            if edge_type.directed:
                edge = f"<{edge}" if step.backward else f"{edge}>"
            yield f"{abbreviations[step.source]}{edge}{abbreviations[step.target]}", step


def problems(
    kinds: Sequence[str],
    edge_types: Sequence[EdgeType],
    abbreviations: Mapping[str, str],
    where: Where,
) -> list[Problem]:
    """What keeps the abbreviations from naming every step in one way.

    Args:
        kinds: Every kind of node.
        edge_types: Every edge type.
        abbreviations: Abbreviations by kind and by predicate.
        where: The place that the problems are given.

    Example:
        >>> found = problems(["Gene"], [], {"Gene": "g"}, Where("graph"))
        >>> found[0].message
        "the abbreviation of 'Gene' is 'g'"
    """
    predicates = list(dict.fromkeys(edge_type.predicate for edge_type in edge_types))
    found = [
        _problem(where, f"{name!r} names both a kind and a predicate", "rename one of them")
        for name in predicates
        if name in kinds
    ]
    found += _malformed(kinds, abbreviations, KIND, "kinds are written in capitals", where)
    found += _malformed(predicates, abbreviations, PREDICATE, "predicates in small letters", where)
    # Only well-formed abbreviations can be put together to steps.
    return found or _ambiguous(kinds, edge_types, abbreviations, where)


def _malformed(
    names: Iterable[str], abbreviations: Mapping[str, str], form: str, hint: str, where: Where
) -> Iterator[Problem]:
    for name in names:
        short = abbreviations.get(name)
        if short is None:
            yield _problem(where, f"{name!r} has no abbreviation", hint)
        elif not re.fullmatch(form, short):
            yield _problem(where, f"the abbreviation of {name!r} is {short!r}", hint)


def _ambiguous(
    kinds: Iterable[str],
    edge_types: Iterable[EdgeType],
    abbreviations: Mapping[str, str],
    where: Where,
) -> list[Problem]:
    meanings: dict[str, list[str]] = defaultdict(list)
    for kind in kinds:
        meanings[abbreviations[kind]].append(kind)
    for text, step in named_steps(edge_types, abbreviations):
        meanings[text].append(str(step))
    return [
        _problem(where, f"{text} stands for {' and '.join(names)}", "give each its own")
        for text, names in meanings.items()
        if len(names) > 1
    ]


def _problem(where: Where, message: str, hint: str) -> Problem:
    return Problem(where, "abbreviation", message, hint)
