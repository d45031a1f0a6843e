"""Everything that was loaded, each record with the place in the files that it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from ldn_kg.errors import Where

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ldn_kg.model.claim import Claim
    from ldn_kg.model.entity import Entity, NameUse
    from ldn_kg.model.publication import Publication, Source
    from ldn_kg.model.review import Remark, Search, Statement
    from ldn_kg.model.study import Study

Path = tuple[str | int, ...]
R_co = TypeVar("R_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a record in a file.

    Args:
        file: The file as the user knows it.
        lines: Line of every value in the file, by its path.
        path: Path of this record.
    """

    file: str
    lines: Mapping[Path, int]
    path: Path = ()

    def below(self, *steps: str | int) -> Origin:
        """The place of something inside the record."""
        return Origin(self.file, self.lines, (*self.path, *steps))

    def where(self, *steps: str | int) -> Where:
        """The place of a field of the record; of the nearest enclosing one if it is absent."""
        path = (*self.path, *steps)
        known = path
        while known not in self.lines and known:
            known = known[:-1]
        return Where(self.file, self.lines.get(known, 0), dotted(path))


def dotted(path: Path) -> str:
    """A path as people write it: ``reports[0].sample``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass(frozen=True, slots=True)
class Placed(Generic[R_co]):
    """A record and where it came from.

    Args:
        record: The record.
        origin: Its place in a file.
        layer: Who speaks, for records of a layered file.
        source: Key of the text, for records of a layered file.
        topic: Topic of the file, for claims.
    """

    record: R_co
    origin: Origin
    layer: str = ""
    source: str = ""
    topic: str = ""


@dataclass(slots=True)
class Corpus:
    """All records by key. Built by `ldn_kg.load.load`, read by `check` and `build`."""

    entities: dict[str, Placed[Entity]] = field(default_factory=dict)
    publications: dict[str, Placed[Publication]] = field(default_factory=dict)
    sources: dict[str, Placed[Source]] = field(default_factory=dict)
    studies: dict[str, Placed[Study]] = field(default_factory=dict)
    claims: dict[str, Placed[Claim]] = field(default_factory=dict)
    names: dict[str, Placed[NameUse]] = field(default_factory=dict)
    searches: dict[str, Placed[Search]] = field(default_factory=dict)
    remarks: dict[str, Placed[Remark]] = field(default_factory=dict)
    statements: dict[str, Placed[Statement]] = field(default_factory=dict)


#: A record inside others, from the outermost to the one meant.
Trail = tuple[BaseModel, ...]


def walk(corpus: Corpus) -> Iterator[tuple[Origin, Trail]]:
    """Every record of the corpus and every record inside it, with its place."""
    for store in (
        corpus.entities,
        corpus.sources,
        corpus.publications,
        corpus.studies,
        corpus.claims,
        corpus.names,
        corpus.searches,
        corpus.remarks,
        corpus.statements,
    ):
        for placed in store.values():
            for path, trail in _nested((placed.record,), ()):
                yield placed.origin.below(*path), trail


def _nested(trail: Trail, path: Path) -> Iterator[tuple[Path, Trail]]:
    yield path, trail
    record = trail[-1]
    for field_ in type(record).model_fields:
        value = getattr(record, field_)
        if isinstance(value, BaseModel):
            yield from _nested((*trail, value), (*path, field_))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _nested((*trail, item), (*path, field_, index))


def trail_name(trail: Trail) -> str:
    """The keys along a trail, joined: ``parkitny-2017.il6``.

    Example:
        >>> trail_name(())
        ''
    """
    keys = (getattr(record, "id", None) or getattr(record, "key", None) for record in trail)
    return ".".join(key for key in keys if key)
