"""Is an XML text whole and harmless, and is each class in it described once?

The RDF reader does not ask: it accepts a text that breaks off, gives no lines, expands entities
without bound, slows down with the square of the depth, and takes two classes with one address for
one. Where to go instead: `ldn_kg.vocabularies.owl` reads the RDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from ldn_kg.vocabularies.identifiers import curie

if TYPE_CHECKING:
    from ldn_kg.errors import Problem
    from ldn_kg.vocabularies.places import FileText

#: Class expressions are a few dozen elements deep at most.
_MAX_DEPTH = 500
#: How deep a class is described, right in the document; deeper, it is only referred to.
_DESCRIBED = 2
_BROKEN_OFF = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}
_CLASS = "http://www.w3.org/2002/07/owl# Class"
_LABEL = "http://www.w3.org/2000/01/rdf-schema# label"
_ABOUT = "http://www.w3.org/1999/02/22-rdf-syntax-ns# about"


def xml_problems(file: FileText) -> list[Problem]:
    """The first thing in an XML text that forbids reading it, or else the classes described twice.

    Args:
        file: The text.
    """
    parser = expat.ParserCreate("utf-8", " ")
    watch = _Watch(parser)
    try:
        parser.Parse(file.text.encode(), True)
    except _HarmfulError as error:
        hint = "write the ontology out anew, without it"
        return [file.problem(parser.CurrentLineNumber, "syntax", str(error), hint)]
    except expat.ExpatError as error:
        cut = error.code in _BROKEN_OFF
        rule, hint = ("truncated", "download it again") if cut else ("syntax", "mend the markup")
        message = f"not XML: {expat.ErrorString(error.code)}"
        return [file.problem(error.lineno, rule, message, hint)]
    return [
        file.problem(
            line, "duplicate-id", f"{curie(name)} is already defined on line {first}", "keep one"
        )
        for name, (first, *more) in watch.labelled.items()
        for line in more
    ]


class _HarmfulError(Exception):
    """Raised to stop reading."""


class _Watch:
    """Watches elements and entities go by."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self.started
        parser.EndElementHandler = self.ended
        parser.EntityDeclHandler = self.declared
        self._parser = parser
        #: The lines of the elements that describe each class, with a label.
        self.labelled: dict[str, list[int]] = {}
        self._depth = 0
        self._class = ""
        self._line = 0

    def started(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            message = f"elements are more than {_MAX_DEPTH} deep"
            raise _HarmfulError(message)
        if self._depth == _DESCRIBED:
            self._class = attributes.get(_ABOUT, "") if name == _CLASS else ""
            self._line = self._parser.CurrentLineNumber
        elif name == _LABEL and self._depth == _DESCRIBED + 1 and self._class:
            self.labelled.setdefault(self._class, []).append(self._line)
            self._class = ""  # a second label of the same element is no second element

    def ended(self, _name: str) -> None:
        """An element ends."""
        self._depth -= 1

    def declared(self, name: str, _parameter: bool, value: str | None, *_outside: object) -> None:
        """An entity is declared."""
        if value is None or "&" in value:
            message = f"the entity {name!r} stands for other entities or files"
            raise _HarmfulError(message)
