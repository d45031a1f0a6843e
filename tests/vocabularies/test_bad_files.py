"""Bad files are answered with file and line, and with every problem at once."""

from __future__ import annotations

import gzip
import json
import os
import time
from pathlib import Path

import pytest

from ldn_kg.errors import InputError, Problem
from ldn_kg.vocabularies.reading import read_vocabulary
from tests.vocabularies.one_ontology import FORMS, OBO, OBOGRAPH, RDF_XML, TURTLE
from tests.workbench import ONTOLOGIES

TABLE = "id\tlabel\tparents\nX:1\ta\t\nX:2\tb\tX:1\n"


def problems(path: Path) -> tuple[Problem, ...]:
    """What is wrong with a file; each problem names it."""
    with pytest.raises(InputError) as caught:
        read_vocabulary(path)
    found = caught.value.problems
    assert {problem.where.file for problem in found} == {str(path)}
    assert all(problem.hint for problem in found)
    return found


def said(path: Path, content: bytes | str) -> list[str]:
    """Line and rule of each problem of a file with this content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [f"{problem.where.line} {problem.rule}" for problem in problems(path)]


def line_of(text: str, part: str) -> int:
    """The line on which something stands that stands once."""
    assert text.count(part) == 1, part
    return text[: text.index(part)].count("\n") + 1


# --- files that break off -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kept", "line", "rule"),
    [
        ('def: "Not read." [PMID:1, url:http', 16, "syntax"),
        ('def: "Not rea', 16, "syntax"),
        ('synonym: "sa', 17, "syntax"),
        ("is_a: UO:1 ! ro", 23, "truncated"),
        ("is_a: UO", 23, "truncated"),
        ("id: UO:2\nname: a", 12, "truncated"),
        ("[Term]\nid: UO:2\n", 11, "truncated"),
        ("[Term]\nid: UO", 7, "truncated"),
        ("relationship: part_of", 26, "syntax"),
        ("relationship: ", 26, "syntax"),
    ],
)
def test_obo_that_breaks_off(tmp_path: Path, kept: str, line: int, rule: str) -> None:
    """Within a line, within a quoted text, or in a stanza that says nothing yet."""
    before, part, _ = OBO.partition(kept)
    assert said(tmp_path / "uo.obo", before + part) == [f"{line} {rule}"]


@pytest.mark.parametrize("kept", ["[Term", "[Term]", "[Term]\n"])
def test_obo_that_breaks_off_in_the_head_of_a_stanza(tmp_path: Path, kept: str) -> None:
    """A stanza without an id, and perhaps without its bracket."""
    before = OBO[: OBO.index("[Term]\nid: UO:3")]
    found = said(tmp_path / "uo.obo", before + kept)
    line = before.count("\n") + 1
    assert found[0].startswith(f"{line} ")


def test_obo_that_breaks_off_between_stanzas(tmp_path: Path) -> None:
    """What is left names parents that are not there; the line is that of the parent."""
    end = OBO.index("[Term]\nid: PATO:7")
    start = OBO.index("[Term]\nid: UO:1")
    without_root = OBO[:start] + OBO[OBO.index("[Term]\nid: UO:2") : end]
    line = line_of(without_root, "is_a: UO:1")
    assert said(tmp_path / "uo.obo", without_root) == [f"{line} dangling-parent"]


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8, 0.999])
@pytest.mark.parametrize("ending", [".owl", ".ttl", ".json"])
def test_other_forms_that_break_off(tmp_path: Path, ending: str, share: float) -> None:
    """Wherever that is, one problem with a line in the file."""
    text = FORMS[ending].rstrip()
    cut = text[: int(len(text) * share)]
    (problem,) = said(tmp_path / f"uo{ending}", cut)
    line, rule = problem.split()
    assert rule in {"truncated", "syntax"}
    assert 1 <= int(line) <= cut.count("\n") + 1


@pytest.mark.parametrize("ending", [".owl", ".json"])
def test_where_a_form_breaks_off_is_its_last_line(tmp_path: Path, ending: str) -> None:
    """That line is named, and that the file breaks off."""
    text = FORMS[ending]
    cut = text[: text.index("closer")]
    assert said(tmp_path / f"uo{ending}", cut) == [f"{cut.count(chr(10)) + 1} truncated"]


@pytest.mark.parametrize("size", [100_000, 456_789, 700_001, 1_234_567])
@pytest.mark.parametrize("name", ["eco.obo", "hp_2026-02-16_slice.obo"])
def test_released_obo_cut_anywhere(tmp_path: Path, name: str, size: int) -> None:
    """As a download that stopped; the last line is named, or a parent that is gone."""
    source = ONTOLOGIES / name
    if not source.is_file():
        pytest.skip(f"no {source}")
    content = source.read_bytes()[:size]
    found = said(tmp_path / name, content)
    assert found
    if not found[0].endswith("dangling-parent"):
        last = content.count(b"\n") + 1
        assert [problem.split()[0] for problem in found] == [str(last)]


def test_a_table_that_breaks_off(tmp_path: Path) -> None:
    """Its last row has too few cells."""
    assert said(tmp_path / "x.tsv", TABLE[:-5]) == ["3 truncated"]


def test_a_compressed_file_that_breaks_off(tmp_path: Path) -> None:
    """Compression has no lines."""
    packed = gzip.compress(OBO.encode())
    assert said(tmp_path / "uo.obo.gz", packed[: len(packed) // 2]) == ["0 truncated"]
    assert said(tmp_path / "uo.gz", packed[:8]) == ["0 truncated"]


# --- files of another kind ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "rule", "word"),
    [
        (b"", "empty", "nothing"),
        (b" \n\n", "empty", "nothing"),
        (b"# only\n# remarks\n", "empty", "comments"),
        (b"%PDF-1.7\n\x00", "wrong-format", "PDF"),
        (b"PK\x03\x04\x14\x00", "wrong-format", "ZIP"),
        (b"\x28\xb5\x2f\xfd\x00", "wrong-format", "zstd"),
        (b"\x7fELF\x02\x00\x00", "wrong-format", "not a text"),
        (b"<!DOCTYPE html>\n<html></html>", "wrong-format", "web page"),
        (b"\n<HTML><body>", "wrong-format", "web page"),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<html></html>', "wrong-format", "web page"),
        (b'<?xml version="1.0"?>\n<svg></svg>', "wrong-format", "<svg>"),
        (b"Prefix(:=<http://x/>)\nOntology(<http://x>)", "wrong-format", "functional"),
        (b"Ontology(<http://x>)", "wrong-format", "functional"),
        (b"Prefix: x: <http://x/>\nOntology: <http://x>", "wrong-format", "Manchester"),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE Ontology [\n<!ENTITY x "y">]>\n<Ontology/>',
            "wrong-format",
            "OWL/XML",
        ),
        (b'{"@context": {}, "@graph": []}', "wrong-format", "OBO Graph"),
        (b'{"graphs": []}', "wrong-format", "OBO Graph"),
    ],
)
@pytest.mark.parametrize("name", ["x.obo", "x.owl", "x.json", "x"])
def test_files_of_another_kind(
    tmp_path: Path, name: str, content: bytes, rule: str, word: str
) -> None:
    """One problem that says what it is, whatever it is called; where it is OWL, how to save it."""
    path = tmp_path / name
    path.write_bytes(content)
    (problem,) = problems(path)
    assert problem.rule == rule
    assert word in problem.message
    if "OWL" in problem.message:
        assert "RDF/XML" in problem.hint


@pytest.mark.parametrize("name", ["x.owl", "x.json", "x.txt", "x"])
def test_a_letter_is_no_ontology(tmp_path: Path, name: str) -> None:
    """How it begins is quoted, and what is read instead is listed."""
    path = tmp_path / name
    path.write_text("Dear Sir or Madam,\nplease", encoding="utf-8")
    (problem,) = problems(path)
    assert "'Dear Sir or Madam" in problem.message
    assert "OBO Graph JSON" in problem.hint


def test_a_letter_called_obo_is_refused_line_by_line(tmp_path: Path) -> None:
    """It has no tags; so many lines are named, and that there are more."""
    found = said(tmp_path / "x.obo", "Dear Sir or Madam\n" * 200)
    assert len(found) == 51
    assert found[:2] == ["0 more", "1 syntax"]


def test_an_ontology_without_terms_is_refused(tmp_path: Path) -> None:
    """A head alone is no vocabulary."""
    assert said(tmp_path / "x.obo", "format-version: 1.2\nontology: x\n") == ["0 empty"]
    assert said(tmp_path / "x.owl", RDF_XML[: RDF_XML.index("    <owl:Object")] + "</rdf:RDF>") == [
        "0 empty"
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """Nor is a folder a file."""
    (problem,) = problems(tmp_path / "none.obo")
    assert "no such file" in str(problem)
    (problem,) = problems(tmp_path)
    assert "a folder" in str(problem)


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is given."""

    def refused(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "x.obo"
    path.write_text(OBO, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refused)
    (problem,) = problems(path)
    assert "Permission denied" in problem.message


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """It would never end."""
    os.mkfifo(tmp_path / "x.obo")
    (problem,) = problems(tmp_path / "x.obo")
    assert "no regular file" in problem.message


# --- encodings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "text"), FORMS.items())
def test_the_first_byte_that_is_not_utf_8_is_named_with_its_line(
    tmp_path: Path, ending: str, text: str
) -> None:
    """In Latin-1 an é is one byte."""
    line = text[: text.index("closer")].count("\n") + 1
    content = text.replace("closer", "clos\u00e9").encode("latin-1")
    assert said(tmp_path / f"uo{ending}", content) == [f"{line} encoding"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ending", FORMS)
def test_other_widths_are_named(tmp_path: Path, ending: str, encoding: str) -> None:
    """With a byte order mark the encoding is certain; without one it may be no text at all."""
    (problem,) = said(tmp_path / f"uo{ending}", FORMS[ending].encode(encoding))
    assert problem in {"1 encoding", "1 wrong-format"}


# --- terms that do not hang together --------------------------------------------------------------


def test_duplicate_terms_of_obo_are_named_with_both_lines(tmp_path: Path) -> None:
    """Every further stanza, with the line of the first."""
    text = OBO + "\n[Term]\nid: UO:1\nname: other\n\n[Term]\nid: UO:1\nname: root\n"
    path = tmp_path / "uo.obo"
    path.write_text(text, encoding="utf-8")
    last = text.count("\n") - 2
    assert [str(problem) for problem in problems(path)] == [
        f"{path}:{last - 4}: UO:1 is already defined on line 6 [duplicate-id]; keep one",
        f"{path}:{last}: UO:1 is already defined on line 6 [duplicate-id]; keep one",
    ]


def test_a_relation_and_a_term_may_not_be_two_each(tmp_path: Path) -> None:
    """Relations are looked at too."""
    text = OBO + "\n[Typedef]\nid: RO:1\nname: again\n"
    assert said(tmp_path / "uo.obo", text) == [f"{text.count(chr(10)) - 2} duplicate-id"]


def test_a_missing_head_of_a_stanza_is_not_taken_for_a_longer_stanza(tmp_path: Path) -> None:
    """Two ids, two names: the line that opens the second term was lost."""
    text = OBO.replace("[Term]\nid: UO:3", "id: UO:3")
    line = line_of(text, "id: UO:3")
    assert said(tmp_path / "uo.obo", text) == [f"{line} syntax", f"{line + 1} syntax"]


def test_duplicate_terms_of_json_are_named_with_both_lines(tmp_path: Path) -> None:
    """The lines are found in the text."""
    document = json.loads(OBOGRAPH)
    document["graphs"][0]["nodes"].append({"id": "UO:1", "lbl": "other", "type": "CLASS"})
    text = json.dumps(document, indent=2)
    path = tmp_path / "uo.json"
    first, second = (
        line_of(text, '"id": "http://purl.obolibrary.org/obo/UO_1"'),
        line_of(text, '"id": "UO:1"'),
    )
    assert said(path, text) == [f"{second} duplicate-id"]
    assert f"on line {first}" in problems(path)[0].message


@pytest.mark.parametrize("rows", ["X:1\tother\t\n", "X:1\ta\t\n"])
def test_duplicate_rows_of_a_table_are_errors(tmp_path: Path, rows: str) -> None:
    """A second label, or the same row again."""
    assert said(tmp_path / "x.tsv", TABLE + rows) == ["4 duplicate-id"]


def test_cycles_of_obo_are_named_with_their_terms_and_line(tmp_path: Path) -> None:
    """The line is that of the first step."""
    text = OBO.replace("name: root\n", "name: root\nis_a: UO:2 ! round\n")
    path = tmp_path / "uo.obo"
    line = line_of(text, "is_a: UO:2")
    assert said(path, text) == [f"{line} cyclic-is-a"]
    assert "UO:1 is a UO:2 is a UO:1" in problems(path)[0].message


def test_every_cycle_is_named(tmp_path: Path) -> None:
    """A term that is its own parent, and three in a ring."""
    text = (
        "[Term]\nid: X:1\nis_a: X:1\n\n[Term]\nid: X:2\nis_a: X:3\n\n"
        "[Term]\nid: X:3\nis_a: X:4\n\n[Term]\nid: X:4\nis_a: X:1\nis_a: X:2\n"
    )
    path = tmp_path / "x.obo"
    assert said(path, text) == ["3 cyclic-is-a", "7 cyclic-is-a"]
    assert "X:2 is a X:3 is a X:4 is a X:2" in problems(path)[1].message


@pytest.mark.parametrize(
    ("name", "text", "old", "new", "at"),
    [
        (
            "uo.owl",
            RDF_XML,
            "<rdfs:label>root</rdfs:label>",
            '<rdfs:label>root</rdfs:label>\n<rdfs:subClassOf rdf:resource="&obo;UO_2"/>',
            '<rdfs:subClassOf rdf:resource="&obo;UO_2"/>',
        ),
        (
            "uo.ttl",
            TURTLE,
            'rdfs:label "root"',
            'rdfs:label "root" ;\n rdfs:subClassOf :UO_2',
            "rdfs:subClassOf :UO_2",
        ),
    ],
)
def test_cycles_of_owl_are_named_with_their_line(
    tmp_path: Path, name: str, text: str, old: str, new: str, at: str
) -> None:
    """The line is found in the text."""
    spoilt = text.replace(old, new)
    assert said(tmp_path / name, spoilt) == [f"{line_of(spoilt, at)} cyclic-is-a"]


def test_cycles_of_json_are_named_with_the_line_of_the_term(tmp_path: Path) -> None:
    """An edge of JSON has no term around it."""
    document = json.loads(OBOGRAPH)
    document["graphs"][0]["edges"].append({"sub": "UO:1", "pred": "is_a", "obj": "UO:2"})
    text = json.dumps(document, indent=2)
    line = line_of(text, '"id": "http://purl.obolibrary.org/obo/UO_1"')
    assert said(tmp_path / "uo.json", text) == [f"{line} cyclic-is-a"]


def test_cycles_of_a_table_are_named_with_the_row(tmp_path: Path) -> None:
    """A row is a line."""
    text = TABLE.replace("X:1\ta\t\n", "X:1\ta\tX:2\n")
    assert said(tmp_path / "x.tsv", text) == ["2 cyclic-is-a"]


def test_all_problems_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    """A line without a tag, a stanza without id, a quote that does not end, an empty parent."""
    text = (
        "ontology: x\nrubbish\n\n[Term]\nname: a\n\n[Term]\nid: X:1\n"
        'synonym: "b EXACT []\nis_a: ! nothing\n'
    )
    assert said(tmp_path / "x.obo", text) == [
        "2 syntax",
        "4 missing-field",
        "9 syntax",
        "10 missing-field",
    ]


def test_nodes_and_edges_that_are_none_are_named(tmp_path: Path) -> None:
    """By their places, for JSON does not give lines."""
    graph = {"id": "x", "nodes": [{"lbl": "a"}, 7, {"id": "X:1", "lbl": "a"}], "edges": [{}]}
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"graphs": [graph]}), encoding="utf-8")
    assert [problem.where.field for problem in problems(path)] == [
        "edges[0]",
        "nodes[0]",
        "nodes[1]",
    ]


@pytest.mark.parametrize("content", ["[" * 500_000, '{"graphs":' * 500_000, '{"a":' + "1" * 9999])
def test_json_that_is_nested_without_end_is_refused_at_once(tmp_path: Path, content: str) -> None:
    """Nor does a number without end do harm."""
    start = time.perf_counter()
    (problem,) = said(tmp_path / "x.json", content.replace("[", '{"graphs":[', 1))
    assert problem.startswith("1 ")
    assert time.perf_counter() - start < 5


def test_many_cycles_take_no_longer_than_reading(tmp_path: Path) -> None:
    """Fifty thousand of them; so many are named, and that there are more."""
    pairs = range(0, 100_000, 2)
    rows = "".join(f"X:{one}\ta\tX:{one + 1}\nX:{one + 1}\tb\tX:{one}\n" for one in pairs)
    start = time.perf_counter()
    found = said(tmp_path / "x.tsv", "id\tlabel\tparents\n" + rows)
    assert len(found) == 51
    assert time.perf_counter() - start < 30
