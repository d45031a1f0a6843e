"""What is read from bioregistry's file is what bioregistry itself answers."""

from __future__ import annotations

import re

import pytest

from ldn_kg.errors import BuildError
from ldn_kg.link import registry as module
from ldn_kg.link.registry import EXCEPTIONS, registry
from ldn_kg.prefixes import SYNONYMS, VOCABULARIES


def test_every_prefix_that_we_use_is_listed_and_parses_back() -> None:
    """But for the one that is declared as an exception."""
    for prefix, address in VOCABULARIES.items():
        found = registry().find(prefix)
        assert found is not None
        assert found.spelling == prefix
        if prefix not in EXCEPTIONS:
            assert found.key in registry().owners(address), prefix


def test_our_other_spellings_are_found() -> None:
    """In capitals and small letters."""
    for prefix, others in SYNONYMS.items():
        for other in others:
            found = registry().find(other)
            assert prefix in EXCEPTIONS or (found and found.spelling == prefix), other


@pytest.mark.parametrize(
    ("prefix", "fits", "does_not"),
    [
        ("CHEBI", "7465", "CHEBI_7465"),
        ("MONDO", "0016358", "16358"),
        ("UniProt", "O00206", "o00206"),
        ("MESH", "D009271", "9271"),
        ("LOINC", "1988-5", "1988"),
        ("SEVCO", "01003", "1003"),
        ("HGNC", "8156", "HGNC:8156"),
        ("NCBITaxon", "9606", "9606!"),
        ("MONDO", "0005578", "٠٠٠٥٥٧٨"),
    ],
)
def test_an_identifier_has_the_form_of_its_vocabulary(
    prefix: str, fits: str, does_not: str
) -> None:
    """All of it, in plain digits."""
    found = registry().find(prefix)
    assert found is not None
    assert found.fits(fits)
    assert not found.fits(does_not)


@pytest.mark.parametrize(
    ("written", "near"),
    [("CHEBL", "CHEBI"), ("MOND0", "MONDO"), ("Unipro", "UniProt"), ("qqqqqqqq", "")],
)
def test_a_misspelt_prefix_is_nothing_but_near_one(written: str, near: str) -> None:
    """Among our vocabularies first."""
    assert registry().find(written) is None
    assert registry().near(written) == near


@pytest.mark.parametrize(
    ("address", "owners"),
    [
        ("http://purl.obolibrary.org/obo/GO_", {"go"}),
        ("https://purl.obolibrary.org/obo/GO_", {"go"}),
        ("https://bioregistry.io/mesh:", {"mesh"}),
        ("https://identifiers.org/chebi/CHEBI:", {"chebi"}),
        ("http://purl.obolibrary.org/obo/", set()),
        ("http://purl.obolibrary.org/obo/CHEBL_", set()),
        ("https://example.org/", set()),
    ],
)
def test_an_address_has_its_owners(address: str, owners: set[str]) -> None:
    """Whatever scheme or resolver it is written with."""
    assert registry().owners(address) == owners


def test_a_curie_is_written_as_we_write_it() -> None:
    """Of vocabularies that we use; others stay as they are."""
    standard = registry().standard
    assert standard("uniprot:O00206") == standard("UniProtKB:O00206") == "UniProt:O00206"
    assert standard("mesh:D009271") == "MESH:D009271"
    assert standard("ICD10CM:M34") == "ICD10CM:M34"
    assert standard("x:1") == "x:1"


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a traceback."""
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    registry.cache_clear()
    with pytest.raises(BuildError, match="extra 'links'"):
        registry()
    registry.cache_clear()


@pytest.mark.slow
def test_the_answers_are_those_of_bioregistry() -> None:
    """Every name of every prefix, every pattern, and nearly every address (it has 21 000).

    Where bioregistry gives an address to the whole of which a prefix is a part, we name the part.
    """
    import bioregistry
    from bioregistry.parse_iri import get_default_converter

    records = bioregistry.manager.registry
    assert len(records) > 2000
    for key, record in records.items():
        for name in (key, *record.get_synonyms()):
            found = registry().find(name)
            assert found is not None
            assert found.key == bioregistry.normalize_prefix(name)
        found = registry().find(key)
        assert found is not None
        assert found.pattern == (record.get_pattern() or "")
        assert re.compile(found.pattern)
        assert found.spelling.lower() == (record.get_preferred_prefix() or key).lower()
    checked = known = agreed = 0
    for one in get_default_converter().records:
        for address in (one.uri_prefix, *one.uri_prefix_synonyms):
            owners = registry().owners(address)
            checked += 1
            known += bool(owners)
            agreed += one.prefix in owners
    assert known >= 0.99 * checked, f"{known} of {checked} addresses are known"
    assert agreed >= 0.9 * checked, f"{agreed} of {checked} addresses have the same owner"
