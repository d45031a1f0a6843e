"""The shipped vocabularies say what the package says, entry by entry, without decoding it all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from zstandard import ZstdCompressor, ZstdDecompressor

from ldn_kg.errors import BuildError, NotFoundError
from ldn_kg.vocabularies import shipped as module
from ldn_kg.vocabularies.shipped import LICENCES, SHIPPED, Entries, ShippedVocabulary, shipped
from ldn_kg.vocabularies.terms import Synonym, Term

#: Small enough to decode whole.
SMALL = ("CL", "EFO", "MONDO", "PATO", "UBERON")


def file_of(prefix: str) -> Path:
    """The newest file that the package has of a vocabulary, by its name."""
    found = find_spec("cellxgene_ontology_guide")
    assert found is not None
    assert found.origin is not None
    return max(Path(found.origin).parent.glob(f"data/{prefix}-ontology-*.json.zst"))


@cache
def whole(prefix: str) -> dict[str, dict[str, Any]]:
    """A file of the package, decoded at once."""
    with ZstdDecompressor().stream_reader(file_of(prefix).open("rb"), closefd=True) as file:
        entries: dict[str, dict[str, Any]] = json.loads(file.read())
    return entries


@pytest.mark.parametrize("prefix", SMALL)
def test_every_entry_is_what_the_package_says(prefix: str) -> None:
    """Label, exact synonyms, obsolescence and replacement of each, in the same order."""
    entries, terms = whole(prefix), shipped(prefix).terms
    assert list(terms) == list(entries)
    assert len(terms) == len(entries)
    for (key, entry), term in zip(entries.items(), terms.values(), strict=True):
        assert (term.id, term.label, term.obsolete) == (key, entry["label"], entry["deprecated"])
        texts = [synonym.text for synonym in term.synonyms]
        assert texts == entry.get("synonyms", [])
        assert {synonym.scope for synonym in term.synonyms} <= {"exact"}
        assert term.replaced_by == ((entry["replaced_by"],) if "replaced_by" in entry else ())


@pytest.mark.parametrize("prefix", SMALL)
def test_one_by_one_and_all_at_once_are_the_same(prefix: str) -> None:
    """A term that is asked for, and the same among all."""
    vocabulary = shipped(prefix)
    terms = list(vocabulary.terms.values())
    assert [vocabulary.terms[term.id] for term in terms[::97]] == terms[::97]
    labelled = [(term.id, term.label, term.obsolete) for term in terms]
    assert list(vocabulary.labelled()) == labelled


@pytest.mark.parametrize("prefix", SMALL)
def test_ancestors_are_those_that_the_package_lists(prefix: str) -> None:
    """Step by step they come to the same, where intermediate terms were left out too."""
    vocabulary = shipped(prefix)
    for key, entry in list(whole(prefix).items())[::31]:
        assert set(vocabulary.ancestors(key)) == set(entry["ancestors"]), key


@pytest.mark.parametrize("prefix", ["CL", "MONDO"])
def test_every_replacement_and_suggestion_is_a_curie(prefix: str) -> None:
    """The package writes some as ``obo.MONDO_0000001``, some as addresses."""
    for term in shipped(prefix).terms.values():
        for other in (*term.replaced_by, *term.consider):
            assert ":" in other, term
            assert not other.startswith(("http", "obo.")), term


@pytest.mark.parametrize("prefix", ["CHEBI", "UniProt"])
def test_large_files_are_indexed_whole(prefix: str) -> None:
    """As many terms as entries say whether they are obsolete; the first and the last are right."""
    with ZstdDecompressor().stream_reader(file_of(prefix).open("rb"), closefd=True) as file:
        text = file.read()
    terms = shipped(prefix).terms
    assert len(terms) == text.count(b'"deprecated":')
    first, *_, last = terms
    assert text.startswith(b'{"%s":{' % first.replace("UniProt", "uniprot").encode())
    assert f'"label":"{terms[last].label}"' in text[-3000:].decode()


def test_steps_up_in_chebi_are_those_of_the_package() -> None:
    """Though farther ancestors are cut away while it is read; naltrexone as an example."""
    with ZstdDecompressor().stream_reader(file_of("CHEBI").open("rb"), closefd=True) as file:
        text = file.read()
    start = text.index(b'"CHEBI:7465":{') + len(b'"CHEBI:7465":')
    entry = json.loads(text[start : text.index(b'},"CHEBI:', start) + 1])
    naltrexone = shipped("CHEBI").terms["CHEBI:7465"]
    near = {name for name, distance in entry["ancestors"].items() if distance == 1}
    assert naltrexone.label == entry["label"] == "naltrexone"
    assert set(naltrexone.parents) == near
    assert set(shipped("CHEBI").ancestors("CHEBI:7465")) == set(entry["ancestors"])


@pytest.mark.slow
def test_animals_are_read_in_bounded_memory() -> None:
    """All of them, without the nine tenths of the text that repeat their ancestors."""
    count = 0
    with ZstdDecompressor().stream_reader(file_of("NCBITaxon").open("rb"), closefd=True) as file:
        rest = b""
        while chunk := file.read(1 << 22):
            text = rest + chunk
            count += text.count(b'"deprecated":')
            rest = text[-len(b'"deprecated"') :]
    animals = shipped("NCBITaxon")
    assert len(animals.terms) == count
    assert animals.terms["NCBITaxon:9606"].label == "Homo sapiens"
    assert animals.terms["NCBITaxon:9606"].synonyms == (Synonym("human", "exact"),)
    up = animals.ancestors("NCBITaxon:9606")
    assert (up["NCBITaxon:9605"], up["NCBITaxon:33208"]) == (1, 27)  # up to all animals
    assert animals.complete == frozenset()


def test_proteins_are_spelt_as_we_spell_them() -> None:
    """The package has the prefix in small letters."""
    proteins = shipped("UniProt")
    assert proteins.terms["UniProt:P35372"].label == "OPRM_HUMAN"
    assert "uniprot:P35372" not in proteins.terms
    assert proteins.complete == {"UniProt"}
    assert "reviewed" in proteins.name


@pytest.mark.parametrize("prefix", SHIPPED)
def test_versions_and_licences_are_named(prefix: str) -> None:
    """The version is that of the newest file, without a letter in front."""
    vocabulary = shipped(prefix)
    version = file_of(prefix).name.removesuffix(".json.zst").rpartition(f"{prefix}-ontology-")[2]
    assert vocabulary.version == version.removeprefix("v")
    assert vocabulary.licence == LICENCES[prefix]
    assert vocabulary.iri.startswith("https://")
    assert "{" not in vocabulary.iri


def test_licences_are_those_of_bioregistry() -> None:
    """Which names them by their short names."""
    from bioregistry import get_license

    names = {
        "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
        "https://creativecommons.org/licenses/by/3.0/": "CC-BY-3.0",
        "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
        "https://www.apache.org/licenses/LICENSE-2.0": "Apache-2.0",
    }
    assert {key: names[licence] for key, licence in LICENCES.items()} == {
        key: get_license(key.lower()) for key in LICENCES
    }


def test_opening_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither do the prefixes, nor what was merged, ask for a term."""

    def refused(_path: Path, _key: str) -> None:
        raise AssertionError

    monkeypatch.setattr(module, "_unpacked", refused)
    vocabulary = shipped.__wrapped__("CHEBI")
    assert vocabulary.prefixes == {"CHEBI"}
    assert vocabulary.alternates == {}
    with pytest.raises(AssertionError):
        len(vocabulary.terms)


# --- a package of our own -------------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in place of the package's data, with one edition of the list."""
    folder = tmp_path / "guide" / "data"
    folder.mkdir(parents=True)
    spec = type("Spec", (), {"origin": str(folder.parent / "__init__.py")})
    monkeypatch.setattr(module, "find_spec", lambda _name: spec)
    shipped.cache_clear()
    yield folder
    shipped.cache_clear()


def ship(folder: Path, prefix: str, entries: dict[str, Any]) -> ShippedVocabulary:
    """Puts a vocabulary into the package."""
    release = {"version": "v1", "source": "https://x.org/{version}/{filename}", "filename": "x.owl"}
    older = {**release, "version": "v0"}
    editions = {
        "9.0.0": {"ontologies": {prefix: older}},
        "10.0.0": {"ontologies": {prefix: release}},
    }
    (folder / "ontology_info.json").write_text(json.dumps(editions), encoding="utf-8")
    text = json.dumps(entries, separators=(",", ":")).encode()
    (folder / f"{prefix}-ontology-v1.json.zst").write_bytes(ZstdCompressor().compress(text))
    vocabulary = shipped(prefix)
    assert isinstance(vocabulary, ShippedVocabulary)
    return vocabulary


@pytest.mark.parametrize("prefix", ["CHEBI", "PATO"])
def test_texts_that_look_like_entries_are_none(package: Path, prefix: str) -> None:
    """Quotes inside a text are escaped, and ancestors have numbers."""
    entries = {
        f"{prefix}:1": {"ancestors": {}, "label": f'"{prefix}:9":{{', "deprecated": False},
        f"{prefix}:2": {
            "ancestors": {f"{prefix}:1": 1, f"{prefix}:3": 2, f"{prefix}:4": 11},
            "label": f'}},"{prefix}:8":{{"ancestors":{{',
            "synonyms": ["é ü", f',"{prefix}:1":2}}'],
            "deprecated": False,
        },
        f"{prefix}:3": {"ancestors": {}, "label": "", "deprecated": True},
    }
    vocabulary = ship(package, prefix, entries)
    assert list(vocabulary.terms) == list(entries)
    for terms in (list(vocabulary.terms.values()), [vocabulary.terms[key] for key in entries]):
        assert [term.label for term in terms] == [entry["label"] for entry in entries.values()]
        assert terms[1].parents == (f"{prefix}:1",)
        assert [synonym.text for synonym in terms[1].synonyms] == entries[f"{prefix}:2"]["synonyms"]
    assert (vocabulary.version, vocabulary.iri) == ("1", "https://x.org/v1/x.owl")


def test_ways_up_with_a_gap_are_closed(package: Path) -> None:
    """A term between was of another vocabulary, and the package left it out."""
    entries = {
        "EFO:1": {"ancestors": {}, "label": "root", "deprecated": False},
        "EFO:2": {"ancestors": {"EFO:1": 3}, "label": "far below", "deprecated": False},
        "EFO:3": {
            "ancestors": {"EFO:2": 1, "EFO:1": 2, "EFO:4": 2},
            "label": "two ways",
            "deprecated": False,
        },
        "EFO:4": {"ancestors": {}, "label": "other root", "deprecated": False},
    }
    vocabulary = ship(package, "EFO", entries)
    assert vocabulary.terms["EFO:2"].parents == ("EFO:1",)
    assert vocabulary.terms["EFO:3"].parents == ("EFO:2", "EFO:4")


@pytest.mark.parametrize("count", [1, 499, 500, 501, 1000])
def test_entries_are_decoded_in_parts_of_any_length(package: Path, count: int) -> None:
    """The last part may be full or have one entry."""
    entries = {
        f"PATO:{number}": {"ancestors": {}, "label": str(number), "deprecated": False}
        for number in range(count)
    }
    found = [term.label for term in ship(package, "PATO", entries).terms.values()]
    assert found == [str(number) for number in range(count)]


def test_large_files_are_read_in_pieces(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever a piece ends."""
    entries = {
        f"CHEBI:{number}": {
            "ancestors": {f"CHEBI:{number + step}": step for step in range(1, 12)},
            "label": str(number),
            "deprecated": False,
        }
        for number in range(40)
    }
    for size in (1, 7, 64, 1000):
        monkeypatch.setattr(module, "_CHUNK", size)
        shipped.cache_clear()
        terms = ship(package, "CHEBI", entries).terms
        assert [term.parents for term in terms.values()] == [
            (f"CHEBI:{number + 1}",) for number in range(40)
        ]


def test_what_to_consider_is_spelt_alike(package: Path) -> None:
    """Whatever the package writes; what is no identifier is left out."""
    written = ["obo.MONDO_0000001", "http://purl.obolibrary.org/obo/HP_1", "CL:2", "False"]
    entry = {"ancestors": {}, "label": "", "deprecated": True, "consider": written}
    (term,) = ship(package, "MONDO", {"MONDO:1": entry}).terms.values()
    assert term.consider == ("MONDO:0000001", "HP:1", "CL:2")


def test_a_package_that_is_missing_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The extra of ours that has it."""
    monkeypatch.setattr(module, "find_spec", lambda _name: None)
    with pytest.raises(BuildError, match=r"pip install 'ldn-kg\[links\]'"):
        shipped.__wrapped__("MONDO")


def test_a_missing_decompressor_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """It comes with the same extra."""
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(BuildError, match=r"zstandard is not installed.*'ldn-kg\[links\]'"):
        len(Entries(file_of("PATO"), "PATO"))


@pytest.mark.parametrize("spoil", ["list", "file", "entries", "damage"])
def test_a_package_of_another_form_is_no_traceback(package: Path, spoil: str) -> None:
    """Another release of it may look otherwise."""
    entry = {"ancestors": {}, "label": "a", "deprecated": False}
    vocabulary = ship(package, "PATO", {"Other:1" if spoil == "entries" else "PATO:1": entry})
    if spoil == "list":
        shipped.cache_clear()
        (package / "ontology_info.json").write_text("{}", encoding="utf-8")
        with pytest.raises(BuildError):
            shipped("PATO")
        return
    file = package / "PATO-ontology-v1.json.zst"
    if spoil == "file":
        file.unlink()
    if spoil == "damage":
        file.write_bytes(b"no zstd")
    with pytest.raises(BuildError, match="cellxgene-ontology-guide"):
        len(vocabulary.terms)


def test_a_vocabulary_that_is_not_shipped_is_named_with_what_is() -> None:
    """Or with the one that was meant."""
    with pytest.raises(NotFoundError, match="did you mean MONDO"):
        shipped("mondo")
    with pytest.raises(NotFoundError, match="CHEBI or CL"):
        shipped("HP")


def test_terms_are_found_like_in_any_mapping() -> None:
    """By get, by membership, and with an error for what is not there."""
    terms = shipped("PATO").terms
    assert terms.get("PATO:nothing") is None
    assert "PATO:nothing" not in terms
    with pytest.raises(KeyError):
        terms["PATO:nothing"]
    assert isinstance(terms.get("PATO:0000001"), Term)
