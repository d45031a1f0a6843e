"""The picture of a proof as a browser draws it: all words stay on their cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ldn_kg.draw.proof import proof_svg
from ldn_kg.explain.why import why
from ldn_kg.trace.facts import Facts

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    import ldn_kg

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: Words that leave their card, or stand over other words of it.
_FAULTS = """() => {
  const faults = [];
  for (const card of document.querySelectorAll('[aria-label="Cards"] > g')) {
    const frame = card.querySelector("path").getBBox();
    const texts = [...card.querySelectorAll("text")];
    const boxes = texts.map((text) => text.getBBox());
    boxes.forEach((box, index) => {
      const right = box.x + box.width, bottom = box.y + box.height;
      if (box.x < frame.x || right > frame.x + frame.width
          || box.y < frame.y || bottom > frame.y + frame.height)
        faults.push(`leaves its card: ${texts[index].textContent}`);
      for (const [other, next] of boxes.slice(index + 1).entries()) {
        const across = Math.min(right, next.x + next.width) - Math.max(box.x, next.x);
        const down = Math.min(bottom, next.y + next.height) - Math.max(box.y, next.y);
        if (across > 1 && down > 4)
          faults.push(`${texts[index].textContent} over ${texts[index + 1 + other].textContent}`);
      }
    });
  }
  return faults;
}"""


@pytest.mark.parametrize(
    "names",
    [
        ("low_dose_naltrexone", "sickness_behaviour"),
        ("low_dose_naltrexone", "cytokine"),
        ("low_dose_naltrexone", "rheumatic_disease"),
        ("mu_opioid_receptor", "pain"),
        ("tlr4", "microglia"),
        ("ldn-decreases-il10",),
        ("ldn-has-anti-inflammatory-role",),
        ("nsaid-alleviates-fibromyalgia",),
    ],
)
def test_words_stay_on_their_cards(
    kg: ldn_kg.KnowledgeGraph, chromium: Browser, names: tuple[str, ...]
) -> None:
    """Also in a font that is wider than the one they were measured for."""
    page = chromium.new_page()
    page.set_content(proof_svg(why(Facts(kg.store), *names, every=True)))
    assert page.evaluate(_FAULTS) == []
    page.close()
