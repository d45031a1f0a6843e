"""Names agree when they differ in writing only, and not when they are names of different things."""

from __future__ import annotations

import pytest

from ldn_kg.link.names import (
    all_keys,
    keys,
    names_entry,
    own_names,
    quoted,
    rough,
    same_but_for_writing,
    telling,
)


def agree(one: str, other: str, *, plural: bool = False) -> bool:
    """Whether two names share a form."""
    return bool(keys(one, plural=plural) & keys(other, plural=plural))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdominal pain", "abdominal pain"),
        ("Sjögren syndrome", "Sjogren's syndrome"),
        ("Sjögren’s syndrome", "Sjogren syndrome"),
        ("beta-endorphin", "β-endorphin"),
        ("NF-kappa B", "NF-κB"),
        ("NF-kappa-B", "NFkappaB"),
        ("Toll-Like Receptor 4", "toll like receptor 4"),
        ("tumour necrosis factor", "Tumor Necrosis Factor"),
        ("oesophageal stricture", "esophageal stricture"),
        ("leucocyte", "leukocyte"),
        ("diarrhoea", "Diarrhea"),
        ("randomised controlled trial", "Randomized Controlled Trial"),
        ("Pain, Intractable", "intractable pain"),
        ("Receptors, Opioid, mu", "mu opioid receptors"),
        ("Lupus Erythematosus, Systemic", "systemic lupus erythematosus"),
        ("CD4+ T cell", "CD4-positive T cell"),
        ("TNF-α", "TNFA"),
        ("IL-1β", "IL1B"),
        ("Ménière disease", "Meniere disease"),
    ],
)
def test_names_that_differ_in_writing_agree(one: str, other: str) -> None:
    """Either way round."""
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("naltrexone", "naloxone"),
        ("naltrexone", "naltrexone hydrochloride"),
        ("limited systemic sclerosis", "limited cutaneous systemic sclerosis"),
        ("interleukin-1 2", "interleukin-12"),
        ("interleukin-17", "interleukin-17A"),
        ("Toll-like receptor 4", "Toll-like receptor 2"),
        ("L-glutamate(1-)", "L-glutamate(2-)"),
        ("X(1+)", "X(1-)"),
        ("TNF-α", "TNF-β"),
        ("Randomized Controlled Trial", "Randomized Controlled Trials as Topic"),
        ("sclerosis", "scleros"),
        ("pain", "painful"),
    ],
)
def test_names_of_different_things_do_not(one: str, other: str) -> None:
    """Even where plurals may agree."""
    assert not agree(one, other, plural=True)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("analgesic", "Analgesics"),
        ("rheumatic disease", "Rheumatic Diseases"),
        ("opioid receptor", "Receptors, Opioid"),
        ("opioid analgesic", "Analgesics, Opioid"),
        ("spondyloarthropathy", "spondyloarthropathies"),
    ],
)
def test_a_plural_agrees_only_where_it_may(one: str, many: str) -> None:
    """Since the plural of a protein is its family."""
    assert agree(one, many, plural=True)
    assert not agree(one, many)


def test_an_abbreviation_alone_tells_nothing() -> None:
    """SS is Sjögren syndrome to one and Sézary syndrome to another."""
    shared = all_keys(["Sjögren syndrome", "SS"]) & all_keys(["Sezary syndrome", "SS"])
    assert shared == {"ss"}
    assert not telling(shared)


def test_our_words_in_brackets_may_be_left_out() -> None:
    """They tell two of our things apart; the name is what stands before them."""
    assert own_names(["interleukin-12 (p70 heterodimer)", "IL-12p70"]) == (
        "interleukin-12 (p70 heterodimer)",
        "interleukin-12",
        "IL-12p70",
    )


@pytest.mark.parametrize(
    ("names", "mnemonic", "agrees"),
    [
        (["TLR4", "TLR-4"], "TLR4", True),
        (["OPRM1", "mu-opioid receptor"], "OPRM", True),
        (["OPRK1"], "OPRK", True),
        (["IL17A"], "IL17", True),
        (["TNF", "TNF-α"], "TNFA", True),
        (["IL-1Ra"], "IL1RA", True),
        (["OPRM1"], "OPRD", False),
        (["TLR4"], "TLR2", False),
        (["TLR10"], "TLR1", False),
        (["IL17F"], "IL17", False),
        (["OPRM2"], "OPRM", False),
        (["IL12A"], "IL1", False),
        (["CCL21"], "CCL2", False),
        (["POMC", "pro-opiomelanocortin"], "COLI", False),
        (["TNF"], "TNFA", False),
    ],
)
def test_an_entry_of_uniprot_is_known_by_its_mnemonic(
    names: list[str], mnemonic: str, *, agrees: bool
) -> None:
    """A gene symbol may go on where the mnemonic ends, but never into another family member."""
    assert names_entry(names, mnemonic) is agrees


def test_the_first_member_may_have_an_entry_of_its_own() -> None:
    """Then the shorter mnemonic is not short for it."""
    assert names_entry(["IL17A"], "IL17", taken={"il17f"})
    assert not names_entry(["IL17A"], "IL17", taken={"il17a"})


@pytest.mark.parametrize(
    ("comment", "label", "fits"),
    [
        ("MeSH calls it “Dry Eye Syndromes”.", "Dry Eye Syndromes", True),
        ('MeSH calls it "Dry Eye Syndromes".', "Dry Eye Syndromes", True),
        ("'COLI_HUMAN' is the entry of POMC", "COLI_HUMAN", True),
        ("«myositis disease» is the group", "myositis disease", True),
        ("Dry Eye Syndromes is the heading", "Dry Eye Syndromes", False),
        ("“Dry Eye Syndromes”", "Eye Syndromes", False),
        ("“Dry Eye Syndromes”", "Dry Eye", False),
        ("“dry eye syndromes”", "Dry Eye Syndromes", False),
        ("", "", False),
    ],
)
def test_a_remark_quotes_a_label_or_does_not(comment: str, label: str, *, fits: bool) -> None:
    """All of it, letter by letter, in quotation marks."""
    assert quoted(comment, label) is fits


def test_the_quick_form_finds_what_differs_in_signs() -> None:
    """It is only for finding; what is found is compared in full."""
    assert rough("Toll-Like Receptor 4") == rough("toll like receptor-4") == "tolllikereceptor4"
    assert rough("Sjögren") == rough("Sjogren")
    assert same_but_for_writing("NF-kappa B", "nf kappa-b")
    assert not same_but_for_writing("interleukin 1 2", "interleukin 12")
