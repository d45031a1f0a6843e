"""The keys that ``docs/json.md`` documents are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.workbench import ROOT

if TYPE_CHECKING:
    import ldn_kg

SECTIONS = re.split(
    r"^## ", (ROOT / "docs" / "json.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)
KEYS = {
    section.splitlines()[0]: [
        key
        for row in re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
        for key in re.findall(r"`([^`]+)`", row)
    ]
    for section in SECTIONS[1:]
}


def values(content: Any, key: str) -> list[Any]:
    """Everything that a documented key leads to.

    Raises:
        KeyError: When an object on the way does not have it.
    """
    found = [content]
    for step in key.replace("[]", ".[]").split("."):
        if step == "[]":
            found = [item for value in found for item in value]
        elif step == "*":
            found = [item for value in found for item in value.values()]
        else:
            found = [value[step] for value in found]
    return found


@pytest.mark.parametrize("section", ["paths", "why-not", "why"])
def test_every_documented_key_is_there(kg: ldn_kg.KnowledgeGraph, section: str) -> None:
    """In answers that have something of everything, each key leads somewhere."""
    answers: dict[str, Any] = {
        "paths": kg.paths("low_dose_naltrexone", "fibromyalgia", damping=0.4).records(),
        "why-not": kg.why_not("low_dose_naltrexone", "hyperalgesia", species="human").records(),
        "why": kg.why("tlr4", "microglia").records(),
    }
    assert len(KEYS[section]) > 10
    for key in KEYS[section]:
        assert values(answers[section], key), key


def test_a_key_that_is_not_there_is_noticed() -> None:
    """The check itself can fail."""
    with pytest.raises(KeyError):
        values({"paths": [{"path": 1}]}, "paths[].rank")
