"""The text of a file that somebody names, and the lines on which things stand in it.

Where to go instead: `ldn_kg.vocabularies.formats` tells what a text is written in.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from ldn_kg.errors import InputError, Problem, Where
from ldn_kg.vocabularies.identifiers import prefix_of

if TYPE_CHECKING:
    from pathlib import Path
    from typing import NoReturn

#: The largest ontologies in use have less; more would not fit into memory.
_MAX_BYTES = 1_500_000_000
#: So much of a file is looked at to tell text from anything else.
_START = 4096
#: A term and all that is said of it has fewer lines.
_NEAR = 200
#: So many places where a term stands are looked for.
_SOME = 20
_GZIP = b"\x1f\x8b"
#: How files begin that are sometimes taken for ontologies.
_FOREIGN = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive, or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x28\xb5\x2f\xfd": "compressed by zstd",
    b"BZh": "compressed by bzip2",
    b"\xfd7zXZ": "compressed by xz",
}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_READ = "name an ontology in OBO, RDF/XML, Turtle or OBO Graph JSON, or a table in TSV or CSV"


@dataclass(frozen=True)
class FileText:
    """A text file.

    Args:
        path: Where it is.
        text: What is in it, without a byte order mark.
        digest: SHA-256 of the file.
    """

    path: Path
    text: str
    digest: str

    def where(self, line: int = 0, field: str = "") -> Where:
        """A place in it."""
        return Where(str(self.path), line, field)

    def problem(self, line: int, rule: str, message: str, hint: str = "") -> Problem:
        """Something wrong on a line of it."""
        return Problem(self.where(line), rule, message, hint)

    def line_at(self, offset: int) -> int:
        """The line of a position in the text."""
        return self.text.count("\n", 0, offset) + 1

    def declared(self, identifier: str) -> list[int]:
        """The lines that declare a term, or else name it; for formats whose terms have no lines.

        Args:
            identifier: Its CURIE or address.
        """
        token = _token(identifier)
        ways = (
            rf'\b(?:about|ID)\s*=\s*"[^"]*?{token}"',  # RDF/XML
            rf'"id"\s*:\s*"[^"]*?{token}"',  # JSON
            rf"^[^\s\"]*?{token}[^\s\"]*\s",  # Turtle
            token,
            rf"[/#:;]{re.escape(re.split('[/#]', identifier)[-1])}(?!\w)",  # its end only
        )
        for way in ways:
            hits = islice(re.finditer(way, self.text, re.MULTILINE), _SOME)
            found = [self.line_at(hit.start()) for hit in hits]
            if found:
                return found
        return [0]

    def parent_line(self, line: int, parent: str) -> int:
        """The line that names a parent, from the line on where a term begins; else that line.

        Args:
            line: Where the term begins.
            parent: CURIE or address of the parent.
        """
        said = re.compile(rf"\b(?:is_a|subClassOf|broader)\b.{{0,300}}?{_token(parent)}")
        rows = self._rows[max(line - 1, 0) : line + _NEAR if line else 0]
        return next((line + at for at, row in enumerate(rows) if said.search(row)), line)

    @cached_property
    def _rows(self) -> list[str]:
        return self.text.split("\n")


def open_text(path: Path) -> FileText:
    """Reads a text file, which may be compressed by gzip.

    Args:
        path: The file.

    Raises:
        InputError: When it is no file, cannot be read, is no text, or is not in UTF-8.

    Example:
        >>> from pathlib import Path
        >>> open_text(Path("/nowhere/x.obo"))
        Traceback (most recent call last):
        ldn_kg.errors.InputError: /nowhere/x.obo: no such file [unreadable]; check the path
    """
    packed = _bytes(path)
    data = _unpacked(path, packed) if packed.startswith(_GZIP) else packed
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            _refuse(path, "wrong-format", f"not a text file but {what}", _READ)
    if data.startswith(_UTF_16):
        _refuse(path, "encoding", "the file is in UTF-16", "save the file as UTF-8", 1)
    if b"\0" in data[:_START]:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        _refuse(path, "wrong-format", "not a text file, or one in UTF-16", _READ, line)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        what = f"byte {error.object[error.start]:#04x} is not UTF-8"
        _refuse(path, "encoding", what, "save the file as UTF-8", line)
    return FileText(path, text, sha256(packed).hexdigest())


def _refuse(path: Path, rule: str, message: str, hint: str, line: int = 0) -> NoReturn:
    raise InputError([Problem(Where(str(path), line), rule, message, hint)])


def _bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            _refuse(path, "unreadable", "no such file", "check the path")
        if path.is_dir():
            _refuse(path, "unreadable", "a folder, not a file", "name a file in it")
        if not path.is_file():  # a pipe or a device would never end
            _refuse(path, "unreadable", "no regular file", "name a text file")
        if (size := path.stat().st_size) > _MAX_BYTES:
            _refuse(path, "too-large", f"{size} bytes", f"at most {_MAX_BYTES}")
        return path.read_bytes()
    except OSError as error:
        _refuse(path, "unreadable", error.strerror or str(error), "check the file's permissions")


def _unpacked(path: Path, packed: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            data = file.read(_MAX_BYTES + 1)
    except EOFError:
        _refuse(path, "truncated", "the compressed file breaks off", "download it again")
    except (OSError, zlib.error) as error:
        _refuse(path, "wrong-format", f"not gzip: {error}", "unpack it and name what is inside")
    if len(data) > _MAX_BYTES:
        _refuse(path, "too-large", f"more than {_MAX_BYTES} bytes when unpacked", "name a part")
    return data


def _token(identifier: str) -> str:
    """A pattern for an identifier that stands alone, in an address or as a CURIE."""
    prefix = prefix_of(identifier)
    local = identifier[len(prefix) + 1 :] if prefix else identifier
    before = rf"(?:{re.escape(prefix)}[_:]|[/#:;])" if prefix else r"(?<!\w)"
    return rf"{before}{re.escape(local)}(?!\w)"
