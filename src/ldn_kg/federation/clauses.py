"""Where SERVICE clauses stand in a query, and which values are known before each is reached.

This reads tokens and braces, it is no parser. That is enough: what it takes for a clause is
parsed by the engine before anything is sent, and a SERVICE that it does not find stays in the
query, which is then refused. Where to go instead: `ldn_kg.federation.joining` evaluates clauses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ldn_kg.errors import QueryError
from ldn_kg.prefixes import PREFIXES

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<text>'''(?:[^\\]|\\.)*?''' | \"\"\"(?:[^\\]|\\.)*?\"\"\"
        | '(?:[^'\\\n\r]|\\.)*' | "(?:[^"\\\n\r]|\\.)*")
    | (?P<name>[\w-]*:[\w:%-]*(?:\.+[\w:%-]+)*)
    | (?P<word>[?$@]?[\w-]+)
    | (?P<brace>[{}])""",
    re.VERBOSE | re.DOTALL,
)
_CLAUSE = re.compile(
    r"service\s*(?P<silent>silent\s*)?<(?P<address>[^<>\"{}|^`\\\s]*)>\s*\{", re.IGNORECASE
)
_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^<>]*)>", re.IGNORECASE)
_BASE = re.compile(r"base\s+<[^<>]*>", re.IGNORECASE)
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One SERVICE clause.

    Args:
        start: Where it begins in the query.
        end: Where it ends.
        address: The server that it names.
        silent: Whether it may fail without the query failing.
        block: What stands in its braces.
        before: The patterns that stand before it in the same group.
        prologue: The prefixes and the base that the query declares.
    """

    start: int
    end: int
    address: str
    silent: bool
    block: str
    before: str
    prologue: str

    @property
    def declarations(self) -> str:
        """The prefixes that the block uses, and the base: all of the prologue that it needs."""
        prefixes = PREFIXES | dict(_PREFIX.findall(self.prologue))
        lines = [
            f"PREFIX {name}: <{iri}>"
            for name, iri in prefixes.items()
            if re.search(rf"(?<![\w?$@:.-]){re.escape(name)}:", self.block)
        ]
        return "\n".join([*_BASE.findall(self.prologue), *lines, ""])


@dataclass(slots=True)
class _Group:
    """A pair of braces that is not closed yet."""

    begins: int
    leads: tuple[str, str]
    led_at: int
    bare: bool = True
    filtered: bool = False


def first_clause(text: str) -> Clause | None:
    """The first SERVICE clause of a query that is written ``SERVICE [SILENT] <address> { … }``.

    Args:
        text: SPARQL text.

    Raises:
        QueryError: When what is known before the clause cannot be told from its place.

    Example:
        >>> found = first_clause("SELECT * { ?s ?p ?o SERVICE <https://example.org/> { ?s ?q 1 } }")
        >>> found.address, found.before.strip(), found.block.strip()
        ('https://example.org/', '?s ?p ?o', '?s ?q 1')
    """
    groups: list[_Group] = []
    form, dataset = -1, False
    last = [(0, ""), (0, "")]
    for token in _TOKEN.finditer(text):
        word, at = token.group().upper(), token.start()
        if token.lastgroup == "comment":
            continue
        if form < 0 and word in _FORMS:
            form = at
        dataset |= word == "FROM"
        clause = _CLAUSE.match(text, at) if word == "SERVICE" and groups else None
        end = _closing(text, clause.end()) if clause else 0
        if clause and end:
            _must_be_plain(groups, dataset=dataset)
            return Clause(
                at,
                end,
                clause["address"],
                silent=bool(clause["silent"]),
                block=text[clause.end() : end - 1],
                before=_before(text, groups, at),
                prologue=_without_comments(text[:form]) if form >= 0 else "",
            )
        _follow(groups, word, token.end(), last)
        last = [last[1], (at, word)]
    return None


def _follow(groups: list[_Group], word: str, end: int, last: list[tuple[int, str]]) -> None:
    """Opens or closes a group, or notes what stands in the innermost one."""
    if word == "}":
        del groups[-1:]
        return
    if groups:
        groups[-1].bare = False
        groups[-1].filtered |= word == "FILTER"
    if word == "{":
        (_, first), (led_at, second) = last
        groups.append(_Group(end, (first, second), led_at))


def _closing(text: str, start: int) -> int:
    """The end of the group whose opening brace stands just before; 0 where it is not closed."""
    depth = 1
    for token in _TOKEN.finditer(text, start):
        if token.lastgroup == "brace":
            depth += 1 if token.group() == "{" else -1
            if not depth:
                return token.end()
    return 0


def _around(groups: list[_Group]) -> _Group:
    """The group whose patterns come before: the optional part itself has none of its own."""
    inner = groups[-1]
    optional = inner.bare and inner.leads[1] == "OPTIONAL" and len(groups) > 1
    return groups[-2] if optional else inner


def _before(text: str, groups: list[_Group], at: int) -> str:
    around = _around(groups)
    return text[around.begins : at if around is groups[-1] else groups[-1].led_at]


def _must_be_plain(groups: list[_Group], *, dataset: bool) -> None:
    """Refuses what would make the patterns before a clause mean something else on their own."""
    around = _around(groups)
    if around.filtered:
        # A filter holds for its whole group, and may speak of what the server has yet to say.
        message = (
            "a FILTER stands before SERVICE in its group; write it behind that clause, or in "
            "braces with the patterns that it filters"
        )
        raise QueryError(message)
    if dataset or any(group.leads[0] == "GRAPH" for group in groups):
        message = (
            "SERVICE cannot stand within GRAPH, or in a query with FROM; close the braces of GRAPH "
            "before it"
        )
        raise QueryError(message)


def _without_comments(text: str) -> str:
    return _TOKEN.sub(lambda token: " " if token["comment"] else token.group(), text)
