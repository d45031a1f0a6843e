"""What bioregistry says of a prefix: how it is spelt, what its identifiers look like, its address.

Read from the JSON file inside the package `bioregistry`, since importing the package itself and
asking it for one address takes five seconds and more; a test holds the answers here to those of the
package. Where to go instead: `ldn_kg.prefixes` for the prefixes that this project writes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ldn_kg.errors import BuildError
from ldn_kg.prefixes import VOCABULARIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Prefixes that bioregistry does not list, with the pattern of their identifiers.
EXCEPTIONS = {"SEVCO": r"^\d{5}$"}
#: Where a record without a pattern of its own borrows one, in the order in which bioregistry asks.
_LENDERS = ("miriam", "wikidata.property", "bartoc")
#: Sites that resolve identifiers of many vocabularies: ``https://site/prefix:`` or ``/prefix/``.
_RESOLVERS = re.compile(r"(?:identifiers\.org|bioregistry\.io|n2t\.net)/(?:\w+/)?([^/:]+)[/:](.*)")
#: What says that a record is only a part of another, or another view of it.
_WHOLES = ("provides", "has_canonical", "part_of")
_OBO = "purl.obolibrary.org/obo/"
_OURS = {name.lower(): name for name in VOCABULARIES}
_SIGNS = re.compile(r"[ \-_./]")
_SCHEME = re.compile(r"^https?://(www\.)?")


@dataclass(frozen=True, slots=True)
class Prefix:
    """A prefix that is registered.

    Args:
        key: The name under which bioregistry files it, such as ``chebi``.
        spelling: How this project writes it, or else how bioregistry prefers it, or else the key.
        pattern: What the part behind the colon looks like, as a regular expression; empty where
            nobody says.
    """

    key: str
    spelling: str
    pattern: str = ""

    def fits(self, local: str) -> bool:
        """Whether a local identifier has the right form; true where none is known.

        Example:
            >>> Prefix("chebi", "CHEBI", pattern=r"^[0-9]+$").fits("CHEBI_7465")
            False
        """
        return not self.pattern or re.fullmatch(self.pattern, local, re.ASCII) is not None


@dataclass(frozen=True)
class Registry:
    """The registered prefixes.

    Args:
        records: Records of bioregistry by key.

    Example:
        >>> registry().find("ChEBI").spelling
        'CHEBI'
        >>> registry().find("CHEBL") is None, registry().near("CHEBL")
        (True, 'CHEBI')
        >>> registry().standard("mesh:D009271")
        'MESH:D009271'
        >>> registry().owners("http://purl.obolibrary.org/obo/GO_")
        {'go'}
    """

    records: Mapping[str, Mapping[str, Any]] = field(repr=False)

    def find(self, prefix: str) -> Prefix | None:
        """What is registered under a name of a prefix, in whatever capitals.

        Args:
            prefix: Such as ``CHEBI``, ``chebi`` or ``ChEBI``.
        """
        if prefix in EXCEPTIONS:
            return Prefix(prefix.lower(), prefix, pattern=EXCEPTIONS[prefix])
        key = self._keys.get(_plain(prefix))
        return self._prefix(key) if key else None

    def near(self, prefix: str) -> str:
        """The spelling of the registered prefix that looks most like this one; empty if none does.

        The vocabularies that this project links to are tried first.
        """
        for names in (_OURS, self._keys):
            found = get_close_matches(_plain(prefix), names, 1, 0.75)
            if found:
                return _OURS.get(found[0]) or self._prefix(self._keys[found[0]]).spelling
        return ""

    def standard(self, curie: str) -> str:
        """A CURIE as this project writes it; as it is where the project does not use its prefix."""
        prefix, _, local = curie.partition(":")
        found = self.find(prefix) if prefix not in VOCABULARIES else None
        return f"{found.spelling}:{local}" if found and found.spelling in VOCABULARIES else curie

    def owners(self, address: str) -> set[str]:
        """Keys of the prefixes whose identifiers stand behind an address.

        Args:
            address: What a prefix stands for, such as ``http://id.nlm.nih.gov/mesh/``.
        """
        plain = _SCHEME.sub("", address.rpartition("?iri=")[2])
        found = set(self._addresses.get(plain, ()))
        resolved = _RESOLVERS.fullmatch(plain)
        if resolved and resolved[1].lower() != "obo":
            key = self._keys.get(_plain(resolved[1]))
            # behind the prefix, nothing or the prefix once more
            if key and _plain(resolved[2].rstrip(":_")) in {"", key, _plain(resolved[1])}:
                found.add(key)
        return found

    def address(self, prefix: Prefix) -> str:
        """The address that the project uses, or bioregistry gives, for a prefix; may be empty."""
        record = self.records.get(prefix.key, {})
        stated = record.get("rdf_uri_format") or record.get("uri_format") or ""
        return VOCABULARIES.get(prefix.spelling) or _clipped(stated)

    @cached_property
    def _keys(self) -> dict[str, str]:
        found = {_plain(key): key for key in self.records}
        for key, record in self.records.items():
            for synonym in record.get("synonyms", ()):
                found.setdefault(_plain(synonym), key)
        return found

    def _prefix(self, key: str) -> Prefix:
        record = self.records[key]
        preferred = record.get("preferred_prefix") or _obo_prefix(record) or key
        return Prefix(
            key=key,
            spelling=_OURS.get(key, preferred),
            pattern=_pattern(record),
        )

    @cached_property
    def _addresses(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, record in self.records.items():
            for format_ in _formats(record):
                clipped = _SCHEME.sub("", _clipped(format_))
                if clipped and clipped != _OBO:
                    wholes = (record[slot] for slot in _WHOLES if slot in record)
                    found.setdefault(clipped, set()).update((key, *wholes))
        return found


@cache
def registry() -> Registry:
    """The registry of the installed package.

    Raises:
        BuildError: When the package is not installed.
    """
    spec = find_spec("bioregistry")
    if spec is None or spec.origin is None:
        message = "the package bioregistry is missing; install ldn-kg with its extra 'links'"
        raise BuildError(message)
    path = Path(spec.origin).parent / "data" / "bioregistry.json"
    return Registry(json.loads(path.read_text(encoding="utf-8")))


def _plain(prefix: str) -> str:
    return _SIGNS.sub("", prefix.casefold())


def _pattern(record: Mapping[str, Any]) -> str:
    if "pattern" in record:
        return str(record["pattern"])
    for lender in _LENDERS:
        pattern = record.get(lender, {}).get("pattern")
        if pattern:
            return f"^{pattern.rstrip('?').removeprefix('^').removesuffix('$')}$"
    return ""


def _obo_prefix(record: Mapping[str, Any]) -> str:
    foundry = record.get("obofoundry")
    return str(foundry.get("preferred_prefix") or foundry["prefix"].upper()) if foundry else ""


def _formats(record: Mapping[str, Any]) -> Iterator[str]:
    """Every form of address that the record, or a registry quoted in it, gives."""
    obo = _obo_prefix(record)
    if obo:
        yield f"http://{_OBO}{obo}_$1"
    for name, value in record.items():
        if name.endswith("uri_format"):
            yield value
        elif name == "providers":
            yield from (provider["uri_format"] for provider in value)
        elif isinstance(value, dict):
            yield from (form for slot, form in value.items() if slot.startswith("uri_format"))
            yield from (provider["uri_format"] for provider in value.get("providers", ()))


def _clipped(format_: str) -> str:
    """What comes before the identifier; empty where something comes after it."""
    before, sign, after = format_.strip().partition("$1")
    return before if sign and not after else ""
