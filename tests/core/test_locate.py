"""Locators: made from words, verified against the text, refused when anything is off."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_kg.errors import DataError
from ldn_kg.load import load
from ldn_kg.locate import (
    as_yaml,
    digest,
    fill,
    find,
    locator_for,
    near_names,
    read_source,
    shown,
    source_of,
    verify,
)
from ldn_kg.passages import SourceText
from tests.workbench import Workbench

TEXT = SourceText("## AIMS\n\nWe looked. We found 5.\n\nA\tB\nx\ty y\n")


def test_words_become_span_digest_and_place() -> None:
    """The digest is of exactly the characters of the span."""
    locator = locator_for(TEXT, "s", *find(TEXT, "found"))
    assert TEXT.text[slice(*locator.span)] == "found"
    assert locator.sha256 == digest("found")
    assert locator.place == "Aims, paragraph 1, sentence 2"


def test_cell_line_and_number_narrow_a_search() -> None:
    """A whole cell needs no words; a second match needs its number."""
    assert TEXT.text[slice(*find(TEXT, "", line="x\t", cell=2))] == "y y"
    first, second = find(TEXT, "We"), find(TEXT, "We", nth=2)
    assert first < second
    with pytest.raises(ValueError, match="2 matches, wanted number 3"):
        find(TEXT, "We", nth=3)


def test_a_locator_lies_in_one_sentence_or_cell() -> None:
    """Two sentences are two locators."""
    start, _ = find(TEXT, "We looked")
    _, end = find(TEXT, "found")
    with pytest.raises(ValueError, match="do not lie in one sentence"):
        locator_for(TEXT, "s", start, end)


def test_drafts_are_filled_and_bad_drafts_named_by_line() -> None:
    """What cannot be found stays as it was, with its line in the problem."""
    draft = 'a: {source: s, find: "looked"}\nb: {source: s, find: "no such words"}\n'
    filled, problems = fill(draft, "x.yaml", {"s": TEXT})
    assert filled.splitlines()[0] == f"a: {as_yaml(locator_for(TEXT, 's', 12, 18))}"
    assert filled.splitlines()[1] == draft.splitlines()[1]
    assert [(problem.where.file, problem.where.line) for problem in problems] == [("x.yaml", 2)]


def test_filling_twice_changes_nothing() -> None:
    """A filled locator is no draft."""
    once, _ = fill('a: {source: s, find: "looked"}', "x", {"s": TEXT})
    assert fill(once, "x", {"s": TEXT}) == (once, [])


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("sha256: 6f4b6612125fb3a0", "sha256: 0f4b6612125fb3a0", "span-hash"),
        ("span: [6579, 6581]", "span: [6580, 6581]", "span-hash"),
        ('place: "Table 1, Jackson et al., 2021, N"', 'place: "Table 2"', "span-place"),
        ("span: [6579, 6581]", "span: [6579, 99999]", "span-bounds"),
    ],
)
def test_every_way_to_be_wrong_is_caught(
    workbench: Workbench, source_text: Path, old: str, new: str, rule: str
) -> None:
    """A wrong digest, span, place or bound is found, in the file and line of the locator."""
    file = "data/studies/jackson-2021.yaml"
    line = workbench.spoil_first(file, old, new)
    corpus = load(workbench.home.data)
    source = corpus.sources["carvalho-skare-2023"].record
    _, problems = verify(corpus, source.id, read_source(source_text, source))
    assert [(p.rule, p.where.file, p.where.line) for p in problems] == [(rule, file, line)]


def test_every_locator_of_the_shipped_data_agrees_with_the_text(
    workbench: Workbench, source_text: Path
) -> None:
    """Every span, digest and place."""
    corpus = load(workbench.home.data)
    source = source_of(source_text, [p.record for p in corpus.sources.values()])
    count, problems = verify(corpus, source.id, read_source(source_text, source))
    assert problems == []
    assert count > 1000


def test_a_record_shows_the_words_it_rests_on(workbench: Workbench, source_text: Path) -> None:
    """A study's finding is named by both keys; a near name helps a typing error."""
    corpus = load(workbench.home.data)
    source = corpus.sources["carvalho-skare-2023"].record
    text = read_source(source_text, source)
    lines = list(shown(corpus, source.id, "parkitny-2017.il6", text))
    assert [line.split("\t")[-1] for line in lines] == ["IL-6", "Reduced plasma concentrations of"]
    assert "parkitny-2017.il6" in near_names(corpus, source.id, "parkitny-2017.il")


def test_another_text_is_refused(workbench: Workbench, tmp_path: Path) -> None:
    """A file with other characters is the text of no source."""
    other = tmp_path / "other.txt"
    other.write_text("something else", encoding="utf-8")
    corpus = load(workbench.home.data)
    with pytest.raises(DataError, match="the text of no known source"):
        source_of(other, [p.record for p in corpus.sources.values()])
