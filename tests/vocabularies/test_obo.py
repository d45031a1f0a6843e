"""Lines of OBO as people write them: escapes, comments, modifiers, old tags."""

from __future__ import annotations

from pathlib import Path

import pytest

from ldn_kg.vocabularies.obo_lines import bare, quoted, references, words
from ldn_kg.vocabularies.reading import read_vocabulary
from ldn_kg.vocabularies.terms import Synonym, Term, Vocabulary


def read(folder: Path, text: str) -> Vocabulary:
    """What is read of a text."""
    path = folder / "x.obo"
    path.write_text(text, encoding="utf-8")
    return read_vocabulary(path)


def term(folder: Path, *lines: str) -> Term:
    """What is read of one term with these lines."""
    return read(folder, "\n".join(("[Term]", "id: X:1", *lines, ""))).terms["X:1"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"plain", "plain"),
        (r"a \"b\" c", 'a "b" c'),
        (r"two\nlines", "two\nlines"),
        (r"a\Wb\tc", "a b\tc"),
        (r"wow\! and on", "wow! and on"),
        (r"before ! a comment", "before"),
        (r"x!y", "x!y"),
        (r"ratio a\:b", "ratio a:b"),
        (r"back\\slash", "back\\slash"),
        (r"1,2-bis\{a\}", "1,2-bis{a}"),
        ('x {source="A:1"}', "x"),
        ('x {source="A:1", note="with } in it"} ! comment', "x"),
        ("poly{[a](b)}", "poly{[a](b)}"),
    ],
)
def test_names_lose_escapes_comments_and_modifiers(tmp_path: Path, written: str, name: str) -> None:
    """And nothing else: braces are letters in chemistry."""
    assert term(tmp_path, f"name: {written}").label == name


@pytest.mark.parametrize(
    ("line", "synonym"),
    [
        ('synonym: "a" EXACT []', Synonym("a", "exact")),
        ('synonym: "a" NARROW layperson [X:1, X:2]', Synonym("a", "narrow")),
        ('synonym: "a" []', Synonym("a", "related")),
        ('synonym: "a"', Synonym("a", "related")),
        (r'synonym: "a \"b\" [c]" BROAD [] {x="y"} ! z', Synonym('a "b" [c]', "broad")),
        ('exact_synonym: "a" []', Synonym("a", "exact")),
        ('narrow_synonym: "a" []', Synonym("a", "narrow")),
        ('property_value: IAO:0000118 "a" xsd:string', Synonym("a")),
    ],
)
def test_synonyms_have_the_scope_that_is_written(
    tmp_path: Path, line: str, synonym: Synonym
) -> None:
    """Without one, OBO 1.2 says that a synonym is a related one."""
    assert term(tmp_path, line).synonyms == (synonym,)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ('def: "a" [X:1]', ("X:1",)),
        ('def: "a [1]" [X:1, PMID:2 "a title, with a comma"]', ("X:1", "PMID:2")),
        (r'def: "a" [URL:http\://x.org/a\,b]', ("http://x.org/a,b",)),
        ('def: "a" []', ()),
        ('def: "a"', ()),
        ('def: "a" [X:1] {x="[y]"}', ("X:1",)),
    ],
)
def test_what_a_definition_cites_is_read(
    tmp_path: Path, line: str, sources: tuple[str, ...]
) -> None:
    """Its words are not."""
    assert term(tmp_path, line).definition_sources[:2] == sources


def test_comments_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    """Wherever they stand, and blanks around a line too."""
    found = term(tmp_path, "! a remark", "", "  name: a  ", "!name: b", "is_obsolete: true ! so")
    assert (found.label, found.obsolete) == ("a", True)


def test_identifiers_end_at_blanks_modifiers_and_comments() -> None:
    """However they are written."""
    assert words('X:1 {a="b"} ! c') == ["X:1"]
    assert words("X:1 !c") == ["X:1"]
    assert words(r"url\:http\://x.org") == ["url:http://x.org"]
    assert words('X:1 "a title"') == ["X:1"]
    assert words("") == []


def test_prefixes_of_the_head_are_ours_where_they_stand_for_the_same(tmp_path: Path) -> None:
    """An idspace names an address; ours has it under another prefix."""
    text = "idspace: ch http://purl.obolibrary.org/obo/CHEBI_\n\n[Term]\nid: ch:1\nname: a\n"
    assert set(read(tmp_path, text).terms) == {"CHEBI:1"}


def test_relations_are_called_by_what_their_stanza_refers_to(tmp_path: Path) -> None:
    """A name without a reference stays as it is."""
    found = read(
        tmp_path,
        "[Term]\nid: X:1\nrelationship: part_of X:2\nrelationship: likes X:2\n\n"
        "[Term]\nid: X:2\n name: b\n\n"
        "[Typedef]\nid: part_of\nname: part of\nxref: BFO:0000050\nis_a: likes\n\n"
        "[Typedef]\nid: likes\nname: likes\n",
    )
    assert found.terms["X:1"].relations == (("BFO:0000050", "X:2"), ("likes", "X:2"))
    assert found.labels == {"BFO:0000050": "part of", "likes": "likes"}
    assert found.others["BFO:0000050"].parents == ("likes",)


@pytest.mark.parametrize("last", ["is_a: X:2", "is_obsolete: true", 'synonym: "a" EXACT []'])
def test_a_whole_last_line_needs_no_line_break(tmp_path: Path, last: str) -> None:
    """Editors leave it out; what can be seen to be whole is not refused."""
    found = read(tmp_path, f"[Term]\nid: X:2\nname: b\n\n[Term]\nid: X:1\n{last}")
    assert set(found.terms) == {"X:1", "X:2"}


def test_a_long_line_that_almost_fits_takes_no_time() -> None:
    """Patterns that could be tried in many ways would take for ever on such lines."""
    near = "x {" + 'a="b"   ' * 3000 + "?}"
    assert bare(near) == near
    assert references("[" * 200_000) is None
    assert quoted('"' + "\\" * 199_999) is None
