"""The JSON Schemas that editors use: current, and neither stricter nor laxer than the loader."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from ldn_kg.load import schemas
from tests.documents import schema_files
from tests.workbench import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = dict(zip(schemas(), schema_files(), strict=True))
FILES = [(path, name) for p, name in PATTERNS.items() for path in sorted((ROOT / "data").glob(p))]


class _EditorLoader(yaml.SafeLoader):
    """YAML as an editor reads it: numbers and booleans are typed, dates are not."""


_EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(name: str) -> dict[str, Any]:
    """A schema as it is written."""
    content: dict[str, Any] = json.loads((ROOT / "schemas" / name).read_text(encoding="utf-8"))
    return content


def content(path: Path) -> Any:
    """A curated file as an editor sees it."""
    return yaml.load(path.read_text(encoding="utf-8"), _EditorLoader)  # noqa: S506 - ours, safe


def test_schemas_are_current() -> None:
    """What is written is what the records say."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schemas").iterdir()}
    assert written == schema_files(), "make them anew with: make schemas"


def test_every_kind_of_file_has_one() -> None:
    """Eight kinds, eight schemas, and files of each kind."""
    assert len(PATTERNS) == 8
    assert {name for _, name in FILES} == set(PATTERNS.values())


@pytest.mark.parametrize("name", PATTERNS.values())
def test_schemas_are_schemas(name: str) -> None:
    """JSON Schema 2020-12, by its own rules."""
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(("path", "name"), FILES, ids=lambda value: getattr(value, "stem", value))
def test_every_file_fits_its_schema(path: Path, name: str) -> None:
    """An editor marks nothing in a file that loads."""
    validator = jsonschema.Draft202012Validator(schema(name))
    assert [error.message for error in validator.iter_errors(content(path))] == []


@pytest.mark.parametrize("name", PATTERNS.values())
def test_an_unknown_key_does_not_fit(name: str) -> None:
    """An editor marks what the loader refuses."""
    path = next(path for path, kind in FILES if kind == name)
    spoilt = {**content(path), "unheard_of": 1}
    validator = jsonschema.Draft202012Validator(schema(name))
    assert any("unheard_of" in error.message for error in validator.iter_errors(spoilt))
