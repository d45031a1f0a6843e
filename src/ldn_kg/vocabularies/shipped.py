"""Vocabularies that the package ``cellxgene-ontology-guide`` ships, without any network.

They are large and hardly any of their terms are asked for, so an entry is decoded when it is.
What the package says of a term is less than its vocabulary says: synonyms are the exact ones only,
there are no references to others, and a step up is "is a" or "part of" without saying which (the
package follows both; it matters in UBERON and for parts of cells in CL). Where to go instead:
`ldn_kg.vocabularies.reading` reads a release as a file, with all that is in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, ValuesView
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ldn_kg.errors import BuildError, NotFoundError
from ldn_kg.vocabularies.identifiers import curie
from ldn_kg.vocabularies.terms import Synonym, Term, Vocabulary

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionReader

PACKAGE = "cellxgene-ontology-guide"

_BY_4 = "https://creativecommons.org/licenses/by/4.0/"
_BY_3 = "https://creativecommons.org/licenses/by/3.0/"
#: The licence of each vocabulary, as bioregistry has it.
LICENCES = {
    "CHEBI": _BY_4,
    "CL": _BY_4,
    "EFO": "https://www.apache.org/licenses/LICENSE-2.0",
    "MONDO": _BY_4,
    "NCBITaxon": "https://creativecommons.org/publicdomain/zero/1.0/",
    "PATO": _BY_3,
    "UBERON": _BY_3,
    "UniProt": _BY_4,
}
SHIPPED: tuple[str, ...] = tuple(LICENCES)

#: What the package has of a vocabulary, where that is not everything.
_EXTENT = {"NCBITaxon": "animals", "UniProt": "reviewed entries"}
#: Where ancestors of other vocabularies were left out, so that a way up may have a gap.
_WITH_GAPS = {"CL", "EFO", "UBERON"}
#: Where nine tenths of the text are ancestors; those further up are their parents' ancestors too.
_LARGE = {"CHEBI", "NCBITaxon"}
_CHUNK = 1 << 24
#: So many entries are decoded at once.
_AT_ONCE = 500
_OBO_NAME = re.compile(r"(?:obo\.)?([A-Za-z]+)_(\w+)")


@dataclass(frozen=True)
class ShippedVocabulary(Vocabulary):
    """A vocabulary that knows what it holds without decoding it.

    Args:
        prefix: The prefix of all its terms.
    """

    terms: Entries
    prefix: str = ""

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The prefix of its terms."""
        return frozenset({self.prefix})

    def labelled(self) -> Iterator[tuple[str, str, bool]]:
        """Identifier, label, and whether it is obsolete, of every term."""
        for key, entry in self.terms.decoded():
            yield key, entry["label"], entry["deprecated"]

    @cached_property
    def alternates(self) -> dict[str, str]:
        """Nothing: the package has merged identifiers as obsolete terms of their own."""
        return {}


@cache
def shipped(prefix: str) -> Vocabulary:
    """A vocabulary in the newest release that the package has.

    Opening it costs nothing; the first look at a term decompresses it, which takes from hundredths
    of a second (PATO) to two seconds (CHEBI) and ten (NCBITaxon). It is kept afterwards. UniProt
    has the reviewed entries and counts as complete, since an accession that is not among them is
    far more often mistyped than unreviewed; NCBITaxon has animals only and does not.

    Args:
        prefix: One of `SHIPPED`.

    Raises:
        NotFoundError: When there is no such vocabulary.
        BuildError: When the package is not installed, or is not as we know it.

    Example:
        >>> mondo = shipped("MONDO")
        >>> mondo.terms["MONDO:0005578"].label, mondo.version
        ('arthritic joint disease', '2026-05-05')
    """
    if prefix not in LICENCES:
        near = [known for known in SHIPPED if known.lower() == prefix.lower()]
        kind = "shipped vocabulary"
        raise NotFoundError(kind, prefix, near or SHIPPED)
    folder = _folder()
    release = _releases(folder)[prefix]
    version = release["version"]
    extent = f"{prefix}, {_EXTENT[prefix]}" if prefix in _EXTENT else prefix
    return ShippedVocabulary(
        name=f"{extent} ({PACKAGE})",
        version=version.removeprefix("v"),
        terms=Entries(folder / f"{prefix}-ontology-{version}.json.zst", prefix),
        complete=frozenset() if prefix == "NCBITaxon" else frozenset({prefix}),
        licence=LICENCES[prefix],
        iri=release["source"].format(version=version, filename=release["filename"]),
        prefix=prefix,
    )


class Entries(Mapping[str, Term]):
    """Terms of one file of the package by CURIE, each decoded when it is asked for.

    Args:
        path: The file.
        prefix: The prefix of its terms.
    """

    def __init__(self, path: Path, prefix: str) -> None:
        self._path, self._prefix = path, prefix
        # UniProt is spelt in small letters there.
        self._key = prefix.lower() if prefix == "UniProt" else prefix

    def __getitem__(self, key: str) -> Term:
        return self.made(key, self._entry(key))

    def __iter__(self) -> Iterator[str]:
        return (f"{self._prefix}:{local.decode()}" for local in self._bodies)

    def __len__(self) -> int:
        return len(self._bodies)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._local(key) in self._bodies

    def values(self) -> ValuesView[Term]:
        """Every term; decoded many at once, which takes a third of the time."""
        return _Values(self)

    def decoded(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every entry as the package has it, with its CURIE, in the order of the file."""
        keys, bodies = iter(self), iter(self._bodies.values())
        while some := list(islice(bodies, _AT_ONCE)):
            entries = json.loads(b"[{" + b"{".join(some)[:-1] + b"]")
            yield from zip(islice(keys, _AT_ONCE), entries, strict=True)

    @cached_property
    def _bodies(self) -> dict[bytes, bytes]:
        """What follows the opening brace of each entry, with the brace and comma at its end.

        One expression splits the file, since a loop over two million entries takes seconds.
        """
        # Ancestors are followed by a number, and a quote in a text by a backslash.
        head = re.compile(rb'"%s:([^"\\]+)":\{' % self._key.encode())
        text = _unpacked(self._path, self._key if self._prefix in _LARGE else "")
        _, *parts = head.split(text)
        if not parts:
            message = (
                f"{PACKAGE} has no {self._prefix} in the form we know; install another release"
            )
            raise BuildError(message)
        parts[-1] = parts[-1].rstrip()[:-1] + b","
        return dict(zip(parts[::2], parts[1::2], strict=True))

    def _local(self, key: str) -> bytes:
        prefix, _, local = key.partition(":")
        return local.encode() if prefix == self._prefix else b""

    def _entry(self, key: str) -> dict[str, Any]:
        try:
            body = self._bodies[self._local(key)]
        except KeyError:
            raise KeyError(key) from None
        entry: dict[str, Any] = json.loads(b"{" + body[:-1])
        return entry

    def made(self, key: str, entry: dict[str, Any]) -> Term:
        """The term of an entry.

        Args:
            key: Its CURIE.
            entry: The entry as the package has it.
        """
        replaced = entry.get("replaced_by")
        return Term(
            id=key,
            label=entry["label"],
            synonyms=tuple(Synonym(text, "exact") for text in entry.get("synonyms", ())),
            obsolete=entry["deprecated"],
            replaced_by=(curie(replaced),) if replaced else (),
            consider=tuple(filter(None, map(_considered, entry.get("consider", ())))),
            parents=tuple(self._parents(entry["ancestors"])),
        )

    def _parents(self, ancestors: dict[str, int]) -> list[str]:
        near = [name for name, distance in ancestors.items() if distance == 1]
        if self._prefix in _WITH_GAPS:
            reached = {*near}.union(*map(self._ancestors, near))
            for name in sorted(ancestors, key=lambda name: ancestors[name]):
                if name not in reached:
                    near.append(name)
                    reached |= {name, *self._ancestors(name)}
        return near

    def _ancestors(self, key: str) -> set[str]:
        return set(self._entry(key)["ancestors"]) if key in self else set()


class _Values(ValuesView[Term]):
    def __init__(self, entries: Entries) -> None:
        super().__init__(entries)
        self._entries = entries

    def __iter__(self) -> Iterator[Term]:
        return (self._entries.made(key, entry) for key, entry in self._entries.decoded())


def _considered(name: str) -> str:
    """An identifier as the package writes it, such as ``obo.MONDO_0000001``."""
    found = _OBO_NAME.fullmatch(name)
    return curie(f"{found[1]}:{found[2]}" if found else name) if found or ":" in name else ""


def _without_far_ancestors(file: ZstdDecompressionReader, key: str) -> Iterator[bytes]:
    """The text without ancestors more than one step up, which come last in each list."""
    far = re.compile(rb',"%s:[^"\\]+":(?:[2-9]|\d\d)[^}]*\}' % key.encode())
    rest = b""
    while chunk := file.read(_CHUNK):
        whole, opening, begun = (rest + chunk).rpartition(b'"ancestors":{')
        yield far.sub(b"}", whole)
        rest = opening + begun
    yield far.sub(b"}", rest)


def _unpacked(path: Path, key: str) -> bytes:
    """The text of a file; without far ancestors, if their prefix is given."""
    try:
        from zstandard import ZstdDecompressor, ZstdError
    except ImportError as error:
        raise BuildError(_missing("zstandard")) from error
    try:
        with ZstdDecompressor().stream_reader(path.open("rb"), closefd=True) as file:
            return b"".join(_without_far_ancestors(file, key)) if key else file.read()
    except (OSError, ZstdError) as error:
        message = f"{PACKAGE}: {path.name} cannot be read: {error}; install the package anew"
        raise BuildError(message) from error


def _folder() -> Path:
    found = find_spec("cellxgene_ontology_guide")
    if found is None or found.origin is None:
        raise BuildError(_missing(PACKAGE))
    return Path(found.origin).parent / "data"


def _missing(package: str) -> str:
    return f"{package} is not installed; install it with: pip install 'ldn-kg[links]'"


def _releases(folder: Path) -> dict[str, dict[str, str]]:
    """What the newest edition of the package's list says of each vocabulary."""
    try:
        editions = json.loads((folder / "ontology_info.json").read_text(encoding="utf-8"))
        newest = max(editions, key=lambda edition: [int(part) for part in edition.split(".")])
        releases: dict[str, dict[str, str]] = editions[newest]["ontologies"]
    except (OSError, ValueError, KeyError) as error:
        message = f"{PACKAGE} is not in the form we know: {error}; install another release"
        raise BuildError(message) from error
    return releases
