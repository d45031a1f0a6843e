"""The picture of a proof: all of it is there, nothing covers it, hostile text stays text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from ldn_kg import iris
from ldn_kg.draw.dealing import cards
from ldn_kg.draw.palette import DIRECTIONS
from ldn_kg.draw.proof import proof_svg
from ldn_kg.explain.gist import is_rewording
from ldn_kg.explain.growing import Grower
from ldn_kg.explain.why import Why, why
from ldn_kg.notice import NOTICE
from ldn_kg.store import Store
from ldn_kg.trace.facts import Facts
from ldn_kg.vocab import RDFS
from tests.draw.networks import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ldn_kg

_SVG = "{http://www.w3.org/2000/svg}"
#: Corners of an outline, whatever joins them.
_CORNER = re.compile(r"(?:[ML]|0 0 1 )(-?[\d.]+),(-?[\d.]+)")
#: Left, top, right, bottom.
Frame = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def facts(kg: ldn_kg.KnowledgeGraph) -> Facts:
    """The graph, read once."""
    return Facts(kg.store)


def figure(found: Why) -> ET.Element:
    """The parsed picture."""
    return ET.fromstring(proof_svg(found))  # noqa: S314 - our own output


def groups(root: ET.Element) -> list[ET.Element]:
    """One group a card."""
    [parent] = [g for g in root.iter(f"{_SVG}g") if g.get("aria-label") == "Cards"]
    return list(parent)


def words(element: ET.Element) -> str:
    """All words on a card or a picture, lines joined."""
    return " ".join(text.text or "" for text in element.iter(f"{_SVG}text"))


def frame(card: ET.Element) -> Frame:
    """Where a card stands."""
    outline = card.find(f"{_SVG}path")
    assert outline is not None
    corners = [(float(x), float(y)) for x, y in _CORNER.findall(outline.get("d") or "")]
    across, down = zip(*corners, strict=True)
    return min(across), min(down), max(across), max(down)


def overlaps(root: ET.Element) -> Iterator[tuple[str, str]]:
    """Cards that stand over one another."""
    found = [(frame(card), words(card)) for card in groups(root)]
    for index, (one, text) in enumerate(found):
        for other, more in found[index + 1 :]:
            if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]:
                yield text, more


def test_a_chain_from_conclusion_to_places(facts: Facts) -> None:
    """From left to right: what follows, by what, two claims, two lines with their places."""
    root = figure(why(facts, "low_dose_naltrexone", "sickness_behaviour"))
    found = sorted(groups(root), key=lambda card: (frame(card)[0], frame(card)[1]))
    conclusion, rule, first, second, *evidence = (words(card) for card in found)
    assert conclusion == "Low-dose naltrexone may lower sickness behaviour 1 more proof"
    assert rule == "Lowering what raises is lowering"
    limits = "in the central nervous system, in fibromyalgia, in humans"
    assert {first, second} == {
        f"supported claim Low-dose naltrexone decreases cytokines {limits}",
        "supported claim Cytokines contribute to sickness behaviour",
    }
    assert [text.split(" the review")[0] for text in sorted(evidence)] == [
        "Younger et al. 2013",
        "Younger, Parkitny & McLain 2014",
    ]
    assert any("Discussion, paragraph 1, sentence 3 · 12076–12090" in text for text in evidence)
    assert NOTICE in words(root)
    assert "LDN-KG · 1 conclusion, 2 claims, 2 lines of evidence" in words(root)


def test_a_contested_claim_is_dashed_and_has_both_sides(facts: Facts) -> None:
    """Claim and edge are dashed and marked; one line is for, one against."""
    root = figure(why(facts, "ldn-decreases-il10"))
    by_text = {words(card): card for card in groups(root)}
    dashed = [
        text
        for text, card in by_text.items()
        if (path := card.find(f"{_SVG}path")) is not None and path.get("stroke-dasharray")
    ]
    assert sorted(text.split(" ")[0] for text in dashed) == ["It", "contested"]
    sides = {text.rsplit(" ", 1)[-1] for text in by_text if text.startswith(("Parkitny", "Xu"))}
    assert sides == {"for", "against"}
    assert "contested: some evidence for it, some against" in words(root)


def test_many_alike_proofs_share_a_card(facts: Facts) -> None:
    """Of the sixteen by members of the group one is drawn; fifteen are named."""
    sheet = cards(why(facts, "low_dose_naltrexone", "cytokine", every=True))
    [more] = [card for card in sheet if card.kind == "more"]
    start, names = more.title.rstrip(".").split(": ")
    assert start == "And 15 more like it"
    assert len(set(names.replace(" and ", ", ").split(", "))) == 15
    assert sum(card.kind == "evidence" for card in sheet) < 10


def test_nothing_is_drawn_twice(facts: Facts) -> None:
    """A claim that two proofs rest on is drawn with its evidence once."""
    sheet = cards(why(facts, "tlr4", "microglia"))
    claims = [card.title for card in sheet if card.kind == "claim"]
    assert len(claims) == len(set(claims)) == 2
    [again] = [card.title for card in sheet if card.kind == "again"]
    assert again == "As above: Toll-like receptor 4 is found in microglial cells."


def test_nothing_stands_over_anything_else(facts: Facts) -> None:
    """In the picture of every edge, with all proofs of it, that says more than a narrower one."""
    grower, seen = Grower(facts), 0
    for triple in grower.edges:
        grown = grower.grow(triple, every=True)
        if all(map(is_rewording, grown.trees)):
            continue
        root = figure(Why(facts, (), (grown,), (), grower))
        assert list(overlaps(root)) == [], triple
        width, height = float(root.get("width", 0)), float(root.get("height", 0))
        for left, top, right, bottom in map(frame, groups(root)):
            assert 0 < left < right < width
            assert 0 < top < bottom < height
        seen += 1
    assert seen > 400


def test_the_same_picture_each_time(facts: Facts) -> None:
    """Same graph, same bytes."""
    first, second = (proof_svg(why(facts, "ldn-blocks-tlr4")) for _ in range(2))
    assert first == second


def test_it_needs_nothing_from_elsewhere(facts: Facts) -> None:
    """No script, no style sheet, no image, no link."""
    root = figure(why(facts, "tlr4", "microglia"))
    tags = {element.tag.removeprefix(_SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "text"}
    assert not any("href" in name for element in root.iter() for name in element.attrib)


def test_colours_are_orange_and_blue(facts: Facts) -> None:
    """The colours of all pictures, and never red against green."""
    text = proof_svg(why(facts, "low_dose_naltrexone", "sickness_behaviour"))
    assert DIRECTIONS["+"].ink in text
    assert DIRECTIONS["-"].ink in text
    hues = {h for h in re.findall(r"#[0-9a-f]{6}", text) if len({h[1:3], h[3:5], h[5:]}) > 1}
    for hue in hues:
        red, green, blue = (int(hue[i : i + 2], 16) for i in (1, 3, 5))
        assert not (green > red + 60 and green > blue + 60), f"{hue} is green"
        assert not (red > green + 110 and red > blue + 110), f"{hue} is red"


@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_labels_stay_text(facts: Facts, label: str) -> None:
    """Markup in a label is words on a card, and nothing turns or hides what stands around it."""
    node = iris.thing("entity", "tlr4")
    kept = [q for q in facts.store.quads() if (q.subject, q.predicate) != (node, RDFS.label)]
    named = ox.Quad(node, RDFS.label, ox.Literal(label.replace("\x00", "\x01")), iris.graph("x"))
    text = proof_svg(why(Facts(Store([*kept, named])), "tlr4", "microglia"))
    root = ET.fromstring(text)  # noqa: S314 - our own output
    assert {element.tag for element in root.iter()} <= {
        f"{_SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "g", "path", "text")
    }
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\x00-\x08]", text)
    assert list(overlaps(root)) == []


def test_a_label_without_end_is_shortened(facts: Facts) -> None:
    """The card does not grow; whoever hovers over it reads the whole."""
    node, label = iris.thing("entity", "tlr4"), "receptor " * 80
    kept = [q for q in facts.store.quads() if (q.subject, q.predicate) != (node, RDFS.label)]
    named = ox.Quad(node, RDFS.label, ox.Literal(label.strip()), iris.graph("x"))
    root = figure(why(Facts(Store([*kept, named])), "tlr4", "microglia"))
    assert list(overlaps(root)) == []
    [first, *_] = groups(root)
    assert "…" in words(first)
    assert (first.findtext(f"{_SVG}title") or "").count("receptor") == 80
