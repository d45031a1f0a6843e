"""The page in a browser: what is clicked is told, nobody is asked for anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from ldn_kg.draw import draw
from tests.draw.networks import HOSTILE, hostile, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from ldn_kg import KnowledgeGraph
    from ldn_kg.network import Network

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: A point on the screen that, with those next to it, belongs to the line of a claim.
_POINT_ON_LINK = """claim => {
  const { network, linkAt, linkOf } = ldnPicture;
  const wanted = linkOf(claim);
  const { links } = JSON.parse(document.getElementById("picture").textContent);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", links.find((link) => link.key === wanted).line);
  const frame = document.getElementById("map").getBoundingClientRect();
  const around = [[0, 0], [-1, 0], [1, 0], [0, -1], [0, 1]];
  for (let step = 0; step <= 100; step += 1) {
    const { x, y } = network.canvasToDOM(line.getPointAtLength(line.getTotalLength() * step / 100));
    const hits = ([dx, dy]) => network.getNodeAt({ x: x + dx, y: y + dy }) === undefined
      && linkAt(network.DOMtoCanvas({ x: x + dx, y: y + dy })) === wanted;
    if (x > 0 && y > 0 && x < frame.width && y < frame.height && around.every(hits))
      return { x: frame.x + x, y: frame.y + y };
  }
  return null;
}"""


@dataclass
class Opened:
    """A page with what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def click_box(self, node: str) -> None:
        """Clicks the middle of the box that holds a node."""
        at = self.page.evaluate("node => ldnPicture.box(node)", node)
        frame = self.page.locator("#map").bounding_box()
        assert frame is not None
        self.page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])

    def click_link(self, claim: str) -> None:
        """Clicks somewhere on the line that stands for a claim."""
        at = self.page.evaluate(_POINT_ON_LINK, claim)
        assert at is not None, f"{claim} is nowhere on the screen"
        self.page.mouse.click(at["x"], at["y"])

    @property
    def told(self) -> str:
        """The text of the panel."""
        return self.page.locator("#details").inner_text()


Open = "Callable[[Network], Opened]"


@pytest.fixture(params=[(1400, 900), (390, 844)], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Sizes of the window."""
    chosen: tuple[int, int] = request.param
    return chosen


@pytest.fixture
def opened(
    chromium: Browser, tmp_path: Path, size: tuple[int, int]
) -> Iterator[Callable[[Network], Opened]]:
    """Draws a network and opens the page with the network blocked; checks afterwards."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
    )
    pages: list[Opened] = []

    def open_(graph: Network, title: str = "A title") -> Opened:
        path = tmp_path / "map.html"
        draw(graph, title, path)
        page = context.new_page()
        shown = Opened(page)
        page.on("request", lambda request: shown.requests.append(request.url))
        page.on("console", lambda message: shown.complaints.append(message.text))
        page.on("pageerror", lambda error: shown.complaints.append(str(error)))
        page.goto(path.as_uri())
        shown.requests.remove(path.as_uri())
        pages.append(shown)
        return shown

    yield open_
    for shown in pages:
        asked = [url for url in shown.requests if not url.startswith("data:")]
        assert asked == []
        assert shown.complaints == []
    context.close()


def test_the_page_opens(opened: Callable[..., Opened]) -> None:
    """Title, notice, legend, and a picture with something on it."""
    page = opened(small(), "What is claimed").page
    assert page.locator("h1").inner_text() == "What is claimed"
    assert page.get_by_text("Research use, not medical advice.").is_visible()
    assert page.locator("#legend").is_visible()
    assert page.locator("#map canvas").is_visible()
    wide = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide, "the page must not scroll sideways"


def test_a_click_on_a_line_tells_the_claim(opened: Callable[..., Opened]) -> None:
    """The sentence, each line with its direction, n, design, dose, and where it stands."""
    shown = opened(small())
    shown.page.locator("#whole").click()
    shown.click_link("claim:ldn-pain")
    for words in (
        "Ldn changes pain.",
        "contested",
        "supports",
        "disputes",
        "hedged",
        "Somebody 2020",
        "blood plasma",
        "Younger et al. 2013",
        "A made-up trial",
        "31",
        "Randomized crossover trial",
        "4.5 mg",
        "Discussion, paragraph 1, sentence 4 [12350, 12470]",
    ):
        assert words in shown.told


def test_a_click_on_a_box_tells_the_thing(opened: Callable[..., Opened]) -> None:
    """Its definition and its claims, each of which can be opened."""
    shown = opened(small())
    shown.page.locator("#whole").click()
    shown.click_box("pain")
    assert "What pain is." in shown.told
    assert "Takes part in 3 claims" in shown.told
    shown.page.get_by_role("button", name="Ldn changes pain").click()
    assert "2 lines of evidence" in shown.told


def test_a_box_of_twins_opens_into_its_members(opened: Callable[..., Opened]) -> None:
    """Each member has its own page, and the line to them its three claims."""
    shown = opened(small())
    shown.page.locator("#whole").click()
    shown.click_box("il4")
    assert "3 mediators" in shown.told
    shown.page.locator("#details").get_by_role("button", name="the il5").click()
    assert "What il5 is." in shown.told
    shown.page.locator("#close").click()
    shown.page.locator("#whole").click()
    shown.click_link("claim:ldn-il4")
    assert "3 claims" in shown.told
    assert "Ldn changes il5." in shown.told


def test_everything_can_be_reached_by_keyboard(opened: Callable[..., Opened]) -> None:
    """Search, arrows, Enter, Escape."""
    shown = opened(small())
    page = shown.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("the pain")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent").startswith("the pain")
    page.keyboard.press("Enter")
    assert "What pain is." in shown.told
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "of evidence" in shown.told
    page.keyboard.press("Escape")
    assert not page.locator("#drawer").is_visible()
    assert page.evaluate("document.activeElement.id") == "find"


def test_the_list_holds_every_thing_and_claim(opened: Callable[..., Opened]) -> None:
    """What is on the canvas is in the document too."""
    page = opened(small()).page
    page.locator("#open-list").click()
    assert page.locator("#list li button").count() == 9 + 10
    page.locator("#find").fill("il4")
    assert page.locator("#list li button").count() == 2


def test_hostile_text_does_nothing(opened: Callable[..., Opened]) -> None:
    """It is shown as it is written."""
    shown = opened(hostile(), HOSTILE[0])
    assert shown.page.locator("h1").inner_text() == HOSTILE[0]
    shown.page.locator("#open-list").click()
    assert HOSTILE[1] in shown.page.locator("#list").inner_text()
    for index in range(shown.page.locator("#list li button").count()):
        shown.page.locator("#list li button").nth(index).click()
        shown.page.locator("#back").click()
    assert shown.page.evaluate("window.broken") is None


def test_an_empty_network_has_a_message(opened: Callable[..., Opened]) -> None:
    """No blank page."""
    page = opened(nx.MultiDiGraph()).page
    assert page.get_by_role("heading", name="There is no claim to draw").is_visible()


def test_the_real_network_can_be_explored(
    opened: Callable[..., Opened], kg: KnowledgeGraph
) -> None:
    """The map around LDN: pain, and the evidence from its trials."""
    shown = opened(kg.network(focus="low_dose_naltrexone"), "LDN")
    page = shown.page
    page.locator("#whole").click()
    shown.click_box("entity:pain")
    assert "symptom" in shown.told
    page.get_by_role(
        "button", name="Low-dose naltrexone alleviates pain (in fibromyalgia)."
    ).click()
    for words in ("lines of evidence", "4.5 mg", "31", "Table 1", "Carvalho & Skare 2023"):
        assert words in shown.told
