"""Query files: their headers, and parameters bound as terms, never by pasting text.

A query file opens with ``#+`` comment lines that hold YAML, as grlc reads them:

    #+ title: Which outcomes were explicitly not improved?
    #+ description: Null findings, with the study that reports them.
    #+ reader: systematic reviewer
    #+ params:
    #+   disease: {type: entity, description: limit to one disease}
    #+ layers: [mondo]

A parameter is a column of the query, so that each row shows what was asked. Where to go instead:
`ldn_kg.store` runs the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from ldn_kg.errors import DataError, NotFoundError, Problem, QueryError, Where
from ldn_kg.prefixes import PREFIXES, THING, converter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ldn_kg.store import Term

AnyHeader = TypeVar("AnyHeader", bound=BaseModel)
ParamType = Literal["entity", "study", "claim", "publication", "text", "integer", "decimal", "iri"]


class Param(BaseModel):
    """A parameter of a question: a variable of the query that a reader may bind.

    Args:
        type: What a value is; ``entity`` takes a key such as ``fibromyalgia``.
        default: Value when none is given; without one the variable stays free.
        description: What it does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: ParamType
    default: str | None = None
    description: str


class Header(BaseModel):
    """What the ``#+`` lines say.

    Args:
        title: The question as a reader asks it.
        description: What the rows are.
        reader: Who asks it.
        params: Parameters by variable name.
        layers: Names of the layers that it reads beside the build; see `ldn_kg.layers`.
        calls: Names of the endpoints that it asks too; see `ldn_kg.federation`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    title: str
    description: str
    reader: str
    params: dict[str, Param] = Field(default_factory=dict)
    layers: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A query file.

    Args:
        name: File name without ending.
        text: The SPARQL text.
        header: Its header.
    """

    name: str
    text: str
    header: Header
    path: Path | None = field(default=None, compare=False)

    def bind(self, values: Mapping[str, str]) -> dict[str, Term]:
        """Terms for the variables of the query.

        Args:
            values: Values as text, by parameter.

        Raises:
            QueryError: For an unknown parameter or a value that is not of its type.
        """
        unknown = sorted(set(values) - set(self.header.params))
        if unknown:
            known = ", ".join(self.header.params) or "none"
            message = f"{self.name} has no parameter {', '.join(unknown)}; it has {known}"
            raise QueryError(message)
        bound = {}
        for name, param in self.header.params.items():
            value = values.get(name, param.default)
            if value is not None:
                bound[name] = _term(name, param.type, value)
        return bound


def _term(name: str, type_: ParamType, value: str) -> Term:
    if type_ == "text":
        return RdfLiteral(value)
    if type_ in {"integer", "decimal"}:
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        whole = number.is_finite() and number == number.to_integral_value()
        if not number.is_finite() or (type_ == "integer" and not whole):
            message = f"{name} takes a {type_}, not {value!r}"
            raise QueryError(message)
        datatype = NamedNode(PREFIXES["xsd"] + type_)
        return RdfLiteral(format(number.normalize(), "f"), datatype=datatype)
    prefix, _, local = value.partition(":")
    base = "" if type_ == "iri" else f"{THING}{type_}/"
    if type_ == "iri" and local and prefix not in PREFIXES:  # another spelling, such as mondo
        prefix = converter().standardize_prefix(prefix) or prefix
    iri = PREFIXES[prefix] + local if local and prefix in PREFIXES else base + value
    try:
        return NamedNode(iri)
    except ValueError as error:
        message = f"{name} takes a key or an IRI, not {value!r}"
        raise QueryError(message) from error


def read_question(path: Path) -> Question:
    """A query file.

    Args:
        path: A ``.rq`` file.

    Raises:
        DataError: When it cannot be read or its header is wrong.
    """
    return parse_question(read_query(path), path.stem, Where(path.as_posix()), path)


def read_query(path: Path) -> str:
    """The text of a query file.

    Raises:
        DataError: When it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        where = Where(path.as_posix())
        raise DataError([Problem(where, "unreadable", str(error))]) from None


def parse_question(text: str, name: str, where: Where, path: Path | None = None) -> Question:
    """A query with its header, from its text.

    Raises:
        DataError: When the header is missing or wrong.
    """
    return Question(name, text, read_header(text, where, Header), path)


def read_header(text: str, where: Where, model: type[AnyHeader]) -> AnyHeader:
    """What the ``#+`` lines of a query say.

    Args:
        text: The query file.
        where: What to call it in messages.
        model: The record that the header must fit.

    Raises:
        DataError: When the header is missing or wrong.
    """
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        content: Any = yaml.safe_load("\n".join(lines))
        return model.model_validate(content or {})
    except yaml.YAMLError as error:
        raise DataError([Problem(where, "header", f"not YAML: {error}")]) from None
    except ValidationError as error:
        problems = [
            Problem(where, "header", f"{'.'.join(map(str, item['loc']))}: {item['msg'].lower()}")
            for item in error.errors()
        ]
        raise DataError(problems) from None


def ad_hoc(text: str, name: str) -> Question:
    """A query that somebody brings: with a header if it has one, without if not.

    Args:
        text: SPARQL text.
        name: What to call it in messages.

    Raises:
        DataError: When there is a header and it is wrong.
    """
    if any(line.startswith("#+") for line in text.splitlines()):
        return parse_question(text, name, Where(name))
    return Question(name, text, Header(title="", description="", reader=""))


def read_folder(folder: Path) -> dict[str, Question]:
    """Every query file of a folder, by name.

    Raises:
        DataError: With every problem of every file.
    """
    questions: dict[str, Question] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.rq")):
        try:
            questions[path.stem] = read_question(path)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return questions


def named(questions: Mapping[str, Question], name: str) -> Question:
    """A question by name.

    Raises:
        NotFoundError: With near names.
    """
    if name not in questions:
        kind = "question"
        raise NotFoundError(kind, name, near(name, questions))
    return questions[name]


def near(name: str, known: Iterable[str]) -> list[str]:
    """Up to three known names that look like a given one."""
    return get_close_matches(name.lower(), list(known), 3, 0.5)
