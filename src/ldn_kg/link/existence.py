"""Is each identifier one: is its prefix right, has it the right form, does it exist, is it in use?

Where to go instead: `ldn_kg.link.agreement` asks whether it stands for the thing that is meant.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ldn_kg.link.ours import OURS
from ldn_kg.link.registry import EXCEPTIONS, registry
from ldn_kg.mappings import BUILT_IN
from ldn_kg.prefixes import PREFIXES, VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ldn_kg.link.findings import Finding, Severity
    from ldn_kg.link.likely import Likely
    from ldn_kg.link.registry import Prefix
    from ldn_kg.link.rows import End, Row
    from ldn_kg.mappings import MappingSet
    from ldn_kg.vocabularies.sources import Sources
    from ldn_kg.vocabularies.terms import Term


def prefixes(
    sets: Sequence[tuple[str, MappingSet]], rows: Sequence[Row], sources: Sources
) -> Iterator[Finding]:
    """`prefix-unknown`, `prefix-spelling`, `prefix-address`, `prefix-undeclared`; once a table.

    A prefix that bioregistry does not list is an error in an object unless a source has terms with
    it; in a subject, which may be a private one, it is only a note.

    Args:
        sets: The tables.
        rows: Their rows.
        sources: Where identifiers are looked up.
    """
    tables = dict(sets)
    for (name, prefix), (row, private) in _first_uses(rows).items():
        address = tables[name].prefixes.get(prefix, "")
        if prefix in BUILT_IN or (prefix == OURS and address == PREFIXES[OURS]):
            continue
        found = registry().find(prefix)
        if found is not None:
            yield from _spelling(row, prefix, found)
            yield from _address(row, prefix, address, found)
        elif sources.of(prefix) is None:
            yield _unknown(row, prefix, private=private)


def _first_uses(rows: Iterable[Row]) -> dict[tuple[str, str], tuple[Row, bool]]:
    """The row where a table first has each prefix, and whether only its subjects have it."""
    firsts: dict[tuple[str, str], tuple[Row, bool]] = {}
    for row in rows:
        mapping = row.mapping
        for curie in (mapping.subject_id, mapping.predicate_id, mapping.object_id):
            key = (row.file, curie.partition(":")[0])
            first, private = firsts.get(key, (row, True))
            firsts[key] = (first, private and curie is mapping.subject_id)
    return firsts


def _unknown(row: Row, prefix: str, *, private: bool) -> Finding:
    near = "" if private else registry().near(prefix)
    hint = f"did you mean {near}?" if near else "give the vocabulary as a file to verify against it"
    message = f"bioregistry does not list the prefix {prefix!r}"
    return row.finding("note" if private else "error", "prefix-unknown", message, hint)


def _spelling(row: Row, prefix: str, found: Prefix) -> Iterator[Finding]:
    if prefix in {found.spelling, found.key, found.key.upper()}:
        return
    message = f"{prefix!r} is another spelling of {found.spelling}"
    severity: Severity = "note" if prefix.casefold() == found.key else "warning"
    yield row.finding(severity, "prefix-spelling", message, f"write {found.spelling}")


def _address(row: Row, prefix: str, address: str, found: Prefix) -> Iterator[Finding]:
    known = registry()
    right = known.address(found)
    if address in {right, VOCABULARIES.get(found.spelling)}:
        return
    if not address:
        message = f"the head of the table does not declare the prefix {prefix!r}"
        hint = f"add it to curie_map: {right}" if right else "add it to curie_map"
        yield row.finding("error", "prefix-undeclared", message, hint)
        return
    owners = set() if found.spelling in EXCEPTIONS else known.owners(address)
    if found.key not in owners:
        whose = f", the address of {', '.join(sorted(owners))}" if owners else ""
        message = f"{prefix!r} stands for {address} in the head of the table{whose}"
        yield row.finding("error", "prefix-address", message, f"write {right}" if right else "")


def identifiers(row: Row, likely: Likely) -> Iterator[Finding]:
    """Both ends of a row: `pattern`, `missing`, `other-prefix`, `merged` and `obsolete`.

    Args:
        row: A row.
        likely: Guesses what a wrong identifier was meant for.
    """
    for end in row.ends():
        if end.merged is not None:
            message = f"{end.id} was merged into {_called(end.merged)}"
            yield row.finding("error", "merged", message, f"write {end.merged.id}")
        elif end.term is not None:
            yield from _obsolete(row, end)
        else:
            yield from _not_there(row, end, likely)


def _not_there(row: Row, end: End, likely: Likely) -> Iterator[Finding]:
    found = registry().find(end.prefix)
    if found is not None and not found.fits(end.local):
        message = (
            f"{end.local!r} has not the form of an identifier of {end.prefix}: {found.pattern}"
        )
        yield row.finding("error", "pattern", message, _meant(likely.meant(end)))
    elif end.missing and end.vocabulary:
        message = f"{end.id} does not exist in {end.vocabulary.name} {end.vocabulary.version}"
        yield row.finding("error", "missing", message.rstrip(), _meant(likely.meant(end)))
    else:
        other = likely.elsewhere(end)
        if other is not None:
            message = f"{end.id} cannot be looked up, but {_called(other)} has its digits and label"
            yield row.finding("error", "other-prefix", message, f"write {other.id}")


def _obsolete(row: Row, end: End) -> Iterator[Finding]:
    term, vocabulary = end.term, end.vocabulary
    if term is None or vocabulary is None or not term.obsolete:
        return
    for curies, words in ((term.replaced_by, "replaced by"), (term.consider, "consider")):
        named = [_called(vocabulary.terms[curie]) for curie in curies if curie in vocabulary.terms]
        if curies:
            hint = f"{words} {' or '.join(named or curies)}"
            break
    else:
        hint = "no replacement is named; look for another term"
    message = f"{end.id} is obsolete in {vocabulary.name} {vocabulary.version}".rstrip()
    yield row.finding("error", "obsolete", message, hint)


def versions(rows: Iterable[Row]) -> Iterator[Finding]:
    """Releases: `version`, once for each release that a table names and that is not the one used.

    Args:
        rows: The rows of all tables.
    """
    groups: dict[tuple[str, str, str, str], list[Row]] = {}
    for row in rows:
        end, stated = row.target, row.slot("object_source_version")
        # A term that another vocabulary has brought in says nothing of the release of its own.
        if end.vocabulary is None or end.prefix not in end.vocabulary.complete:
            continue
        used = end.vocabulary.version
        if stated and used and not _same(stated, used):
            groups.setdefault((row.file, end.prefix, stated, used), []).append(row)
    for (_, prefix, stated, used), group in groups.items():
        count = len(group)
        message = f"{prefix} was verified against {used}; {stated} is named in {count} of the rows"
        hint = "look at what changed, then write the release that was verified"
        yield group[0].finding("note", "version", message, hint)


def _same(one: str, other: str) -> bool:
    """Whether two names of releases, perhaps with a v or an address before, mean the same one."""
    first, second = sorted((text.casefold().removeprefix("v") for text in (one, other)), key=len)
    return first in second


def unreached(rows: Iterable[Row], sources: Sources) -> Counter[tuple[str, str]]:
    """How many rows name an object that no source could tell of, by prefix and reason.

    Args:
        rows: The rows of all tables.
        sources: Where identifiers are looked up.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if not row.no_term and not row.target.looked_up:
            prefix = row.target.prefix
            part = sources.of(prefix)
            reason = (
                f"{part.name} has not every {prefix} term, nor these"
                if part
                else f"no vocabulary with {prefix} terms is at hand"
            )
            counts[prefix, reason] += 1
    return counts


def _called(term: Term) -> str:
    return f"{term.id} “{term.label}”" if term.label else term.id


def _meant(term: Term | None) -> str:
    return f"did you mean {_called(term)}?" if term else "look for the right identifier"
