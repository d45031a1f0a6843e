"""How a source text is cut into sentences, cells and references."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ldn_kg.passages import SourceText

ARTICLE = """## METHODS

We searched (Smith et al. 2001). Younger et al.<sup>12</sup> agreed.<sup>1,2</sup> No more.

#### Box:

Tel. 12

**Table 1.** Studies.

Author, reference\tN,\tOutcome
Doe et al., 2020 <sup>3</sup>\t 8 \tLess pain. Less itch.

N: number.

## REFERENCES

1. Doe J. A title. *J* 2020;1:2.
- continued line
"""


def places(text: str) -> dict[str, str]:
    """Passages of a text by place."""
    source = SourceText(text)
    return {passage.place: text[passage.start : passage.end] for passage in source.passages}


def test_sentences_end_at_stops_but_not_at_abbreviations() -> None:
    """Citation numbers stay with their sentence; "et al." ends none."""
    found = places(ARTICLE)
    assert found["Methods, paragraph 1, sentence 1"] == "We searched (Smith et al. 2001)."
    assert found["Methods, paragraph 1, sentence 2"] == (
        "Younger et al.<sup>12</sup> agreed.<sup>1,2</sup>"
    )
    assert found["Methods, paragraph 1, sentence 3"] == "No more."


def test_a_table_cell_is_named_by_row_and_column() -> None:
    """The row's citation number is no part of its name; blanks around a cell are no part of it."""
    found = places(ARTICLE)
    assert found["Table 1, Doe et al., 2020, N"] == "8"
    assert found["Table 1, Doe et al., 2020, Outcome"] == "Less pain. Less itch."
    assert found["Table 1, heading, N"] == "N,"
    assert found["Table 1, footnote, sentence 1"] == "N: number."


def test_a_boxed_note_does_not_end_a_section() -> None:
    """A fourth-level heading is a box on the page."""
    found = places(ARTICLE)
    assert found["Box, heading"] == "#### Box:"
    assert found["Methods, paragraph 2, sentence 1"] == "Tel. 12"


def test_a_reference_is_one_passage_and_its_broken_line_another() -> None:
    """References are numbered as printed."""
    found = places(ARTICLE)
    assert found["References, 1"] == "1. Doe J. A title. *J* 2020;1:2."
    assert found["References, 1, continued"] == "- continued line"


def test_between_passages_there_is_none() -> None:
    """A line end belongs to no passage; nor does anything outside the text."""
    source = SourceText("One.\n\nTwo.")
    assert source.passage_at(4) is None
    assert source.passage_at(-1) is None
    assert source.passage_at(99) is None
    assert source.passage_at(6) is source.passages[1]


LINES = st.lists(
    st.text(alphabet="Aa. \t#1<>sup/*|", max_size=30).map(lambda line: line.replace("\n", "")),
    max_size=12,
)


@given(LINES)
def test_every_visible_character_lies_in_exactly_one_passage(lines: list[str]) -> None:
    """Passages do not overlap, and outside them there is only white space."""
    text = "\n".join(lines)
    covered = [0] * len(text)
    for passage in SourceText(text).passages:
        assert passage.start < passage.end
        for index in range(passage.start, passage.end):
            covered[index] += 1
    for index, count in enumerate(covered):
        assert count == 1 or (count == 0 and text[index].isspace()), (index, text)
