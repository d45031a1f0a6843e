"""YAML as plain text values, with the line of each: nothing is guessed, and nothing can exhaust us.

Every scalar is text until a record says what it is. Events are read one by one, so neither depth
nor aliases of a hostile file matter. Where to go instead: `ldn_kg.load` makes records of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from ldn_kg.errors import Problem, Where
from ldn_kg.model.corpus import Path, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

_MAX_BYTES = 5_000_000
#: Nothing in a curated file is nested deeper; a deeper file is a mistake or an attack.
_MAX_DEPTH = 40


def read_text(path: FilePath, name: str, limit: int = _MAX_BYTES) -> tuple[str, list[Problem]]:
    """The text of a UTF-8 file of at most so many bytes, or what is wrong with it."""
    try:
        if not path.is_file() and path.exists() and not path.is_dir():
            message = "no regular file"  # a pipe or a device would never end
            return "", [Problem(Where(name), "unreadable", message, "put a text file there")]
        size = path.stat().st_size
        if size > limit:
            message = f"{size} bytes"
            return "", [Problem(Where(name), "too-large", message, f"at most {limit}")]
        return path.read_bytes().decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.start} is not UTF-8"
        return "", [Problem(Where(name, line), "encoding", message, "save the file as UTF-8")]
    except OSError as error:
        return "", [Problem(Where(name), "unreadable", error.strerror or str(error))]


def read_yaml(
    path: FilePath, name: str, limit: int = _MAX_BYTES
) -> tuple[Any, dict[Path, int], list[Problem]]:
    """A YAML file as plain values (all scalars text), the line of each value, and what is wrong.

    Args:
        path: The file.
        name: How problems should call it.
        limit: At most so many bytes are read.

    Returns:
        The content, the line of each path in it, and the problems (then the content is None).
    """
    text, problems = read_text(path, name, limit)
    lines: dict[Path, int] = {}
    if problems:
        return None, lines, problems
    reader = _Reader(name, lines, problems, yaml.parse(text, Loader=yaml.CSafeLoader))
    try:
        content = reader.file()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        message = f"not YAML: {error.problem or error.context}"
        return None, lines, [Problem(Where(name, line), "syntax", message, "check the indentation")]
    except yaml.YAMLError as error:
        return None, lines, [Problem(Where(name), "syntax", f"not YAML: {error}")]
    return (None if problems else content), lines, problems


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


class _TooDeepError(Exception):
    """Raised to stop reading a file that is nested without end."""


@dataclass(slots=True)
class _Reader:
    """Turns the events of a YAML file into plain values, and remembers the line of each.

    Events come one by one, so neither depth nor aliases of a hostile file can exhaust the machine.
    """

    name: str
    lines: dict[Path, int]
    problems: list[Problem]
    events: Iterator[yaml.Event]

    def file(self) -> Any:  # noqa: ANN401 - what a file holds is unknown until a record checks it
        """The content of the only document."""
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self.problems.append(Problem(Where(self.name), "empty", "the file is empty"))
            return None
        try:
            content = self.value(next(self.events), ())
        except _TooDeepError:
            return None
        next(self.events)  # the document ends
        more = next(self.events)
        if not isinstance(more, yaml.StreamEndEvent):
            self.fault(more, (), "documents", "a second document begins", "one record set a file")
        return content

    def value(self, event: yaml.Event, path: Path) -> Any:  # noqa: ANN401
        """One value and all that it holds."""
        self.lines[path] = _line(event)
        if len(path) > _MAX_DEPTH:
            hint = "records are a few levels deep"
            self.fault(event, path, "too-deep", "nested too deeply", hint)
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            message = "an alias repeats another part of the file"
            hint = "write the value out: each fact stands by itself"
            self.fault(event, path, "alias", message, hint)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        text = str(getattr(event, "value", ""))
        if not text.strip():
            message = f"{path[-1] if path else 'file'} has no value"
            hint = "leave the key out: silence is not a value"
            self.fault(event, path, "empty-value", message, hint)
        return text

    def sequence(self, path: Path) -> list[Any]:
        """The items of a list."""
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, Any]:
        """The fields of a record."""
        content: dict[str, Any] = {}
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            word = str(self.value(key, (*path, "")))
            place = (*path, word)
            if word in content:
                message = f"{word!r} stands twice in one record"
                self.fault(key, place, "duplicate-key", message, "keep one")
            content[word] = self.value(next(self.events), place)
            self.lines[place] = _line(key)  # a reader looks for the name
        return content

    def fault(self, event: yaml.Event, path: Path, rule: str, message: str, hint: str) -> None:
        """Notes a problem at an event."""
        where = Where(self.name, _line(event), dotted(path))
        self.problems.append(Problem(where, rule, message, hint))
