"""The files: well formed, nothing from outside, whole or absent, and hostile text stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import stat
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from ldn_kg.draw import SUFFIXES, draw, render
from ldn_kg.errors import BuildError, InputError
from ldn_kg.notice import NOTICE
from tests.draw.networks import HOSTILE, hostile, small

if TYPE_CHECKING:
    from pathlib import Path

    from ldn_kg import KnowledgeGraph
    from ldn_kg.network import Network

_SVG = "{http://www.w3.org/2000/svg}"
_LOADS = {"src", "href", "xlink:href", "data", "action", "formaction", "poster", "srcset"}


class Seen(HTMLParser):
    """The start tags of a page, and the text of its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[dict[str, str | None], str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Notes the inside of a script or a style."""
        tag, attributes = self.tags[-1] if self.tags else ("", {})
        if tag in {"script", "style"} and data.strip():
            self.raw.append((attributes | {"tag": tag}, data))


def figure(graph: Network, title: str = "A title") -> ET.Element:
    """The parsed figure."""
    return ET.fromstring(render(graph, title, ".svg"))  # noqa: S314 - our own output


def texts(root: ET.Element) -> str:
    """All words of a figure."""
    return " ".join(root.itertext())


def test_the_figure_says_what_it_is() -> None:
    """Title, description, notice, legend, and a name for every box and line."""
    root = figure(small())
    assert root.attrib["aria-labelledby"] == "title description"
    assert root.findtext(f"{_SVG}title") == "A title"
    assert root.findtext(f"{_SVG}desc") == "9 things, 10 claims"
    assert NOTICE in texts(root)
    assert "case report" in texts(root)
    assert "contested" in texts(root)
    named = [group.get("aria-label") for group in root.iter(f"{_SVG}g") if group.get("role")]
    assert "the il2; the il4; the il5" in named
    assert "ldn changes pain" in named


@pytest.mark.parametrize("make", [small, hostile])
def test_the_figure_loads_nothing(make: Any) -> None:
    """No reference, no script, no style sheet, no foreign element."""
    for element in figure(make()).iter():
        assert element.tag.startswith(_SVG)
        tag = element.tag.removeprefix(_SVG)
        assert tag in {"svg", "g", "path", "rect", "text", "title", "desc"}
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name.rpartition("}")[2] not in _LOADS
            assert "url(" not in value


def test_a_minus_ends_short_of_its_box() -> None:
    """A T-bar that touched the border could not be seen."""
    from ldn_kg.draw.layout import lay_out
    from ldn_kg.draw.picture import read
    from ldn_kg.draw.strokes import BAR_GAP, stroke

    picture = read(small())
    layout = lay_out(picture)
    link = next(link for link in picture.links if link.claims == ("claim:ldn-tlr4",))
    head = stroke(link, layout.ways[link.key]).head
    x = float(re.findall(r"M([\d.]+),", head)[0])
    assert layout.places[link.target].x - x == pytest.approx(BAR_GAP, abs=0.1)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_network_gives_the_same_bytes(suffix: str) -> None:
    """Nothing random, no date."""
    assert render(small(), "t", suffix) == render(small(), "t", suffix)


@pytest.mark.parametrize("make", [small, hostile])
def test_the_page_refers_to_nothing(make: Any) -> None:
    """No attribute, style or policy lets the browser ask anybody for anything."""
    seen = Seen(render(make(), HOSTILE[0], ".html"))
    for _, attributes in seen.tags:
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in _LOADS:
                assert value == "data:,"
    style = next(text for attributes, text in seen.raw if attributes["tag"] == "style")
    assert not re.search(r"@import|url\(|https?:", style)
    assert not any("sourceMappingURL" in text for _, text in seen.raw)


def test_the_policy_of_the_page_allows_its_own_code_alone() -> None:
    """Every script and style has its digest in the policy, and nothing else has."""
    seen = Seen(render(hostile(), HOSTILE[0], ".html"))
    policy = next(
        attributes["content"] or ""
        for tag, attributes in seen.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    digests = {
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for attributes, text in seen.raw
        if attributes.get("type") != "application/json"
    }
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == digests


def test_hostile_text_stays_data_in_the_page() -> None:
    """There are as many scripts as the template has, and the data can be read back."""
    seen = Seen(render(hostile(), HOSTILE[1], ".html"))
    tags = [tag for tag, _ in seen.tags]
    assert tags.count("script") == 7
    assert "img" not in tags
    data = [text for attributes, text in seen.raw if attributes.get("type") == "application/json"]
    assert len(data) == 5
    for text in data:
        assert not re.search("[<>&\u2028\u2029\u202e\x00]", text)
    claims = json.loads(data[-1])
    assert any("window.broken" in told["sentence"] for told in claims.values())
    # Identifiers stay as they are, but what is shown cannot turn the text around it.
    shown = [[told["sentence"], told["facts"], told["lines"]] for told in claims.values()]
    assert "\u202e" not in json.dumps(shown, ensure_ascii=False)


def test_hostile_text_stays_text_in_the_figure() -> None:
    """What looks like markup is read back as letters; what turns text around is replaced."""
    root = figure(hostile(), HOSTILE[1])
    assert root.findtext(f"{_SVG}title") == HOSTILE[1]
    assert "\u202e" not in texts(root)
    assert "right�to left" in texts(root)


@pytest.mark.parametrize("suffix", [".html", ".svg"])
def test_an_empty_network_says_so(suffix: str) -> None:
    """No blank page."""
    text = render(nx.MultiDiGraph(), "Nothing", suffix)
    assert "There is no claim to draw" in text
    assert NOTICE in text


def round_trip(graph: Network) -> Any:
    """The network after writing and reading."""
    return nx.parse_graphml(render(graph, "A title", ".graphml"), force_multigraph=True)


def test_graphml_is_read_back() -> None:
    """Nodes, claims, signs and the lines of evidence survive."""
    graph, back = small(), round_trip(small())
    assert set(back) == set(graph)
    assert {key for *_, key in back.edges(keys=True)} == {key for *_, key in graph.edges(keys=True)}
    assert back.nodes["il2"] == {
        "label": "the il2",
        "short": "",
        "definition": "What il2 is.",
        "kind": "mediator",
    }
    claim = back.edges["ldn", "pain", "claim:ldn-pain"]
    assert (claim["sign"], claim["stance"], claim["studies"]) == ("-", "contested", 2)
    assert claim["evidence"] == "clinical"
    assert [told["direction"] for told in json.loads(claim["lines"])] == ["supports", "disputes"]
    assert json.loads(claim["lines"])[0]["studies"][0]["n"] == 31
    assert back.graph["notice"] == NOTICE


def test_graphml_of_hostile_text_is_read_back() -> None:
    """All but the characters that XML forbids."""
    labels = {data["label"] for _, data in round_trip(hostile()).nodes(data=True)}
    assert labels == {text.replace("\x00", "�") for text in HOSTILE}


def test_graphml_of_the_real_network_is_read_back(kg: KnowledgeGraph) -> None:
    """Everything."""
    graph = kg.network()
    back = round_trip(graph)
    assert (len(back), back.size()) == (len(graph), graph.size())


@pytest.mark.parametrize("name", ["map.html", "map.SVG", "map.graphml"])
def test_draw_writes_what_the_name_says(tmp_path: Path, name: str) -> None:
    """One file, with the usual rights, and nothing beside it."""
    path = tmp_path / name
    draw(small(), "A title", path)
    assert path.read_text(encoding="utf-8") == render(small(), "A title", path.suffix.lower())
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) & 0o400


@pytest.mark.parametrize("name", ["map.pdf", "map", "map.html.gz"])
def test_another_suffix_is_refused_with_a_hint(tmp_path: Path, name: str) -> None:
    """The error names the file and what would do."""
    with pytest.raises(InputError) as caught:
        draw(small(), "A title", tmp_path / name)
    (problem,) = caught.value.problems
    assert problem.rule == "picture-suffix"
    assert ".svg" in problem.hint
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_land_leaves_nothing_behind(tmp_path: Path) -> None:
    """A folder of that name, or no folder at all to write to."""
    taken = tmp_path / "map.svg"
    taken.mkdir()
    with pytest.raises(BuildError, match="cannot write"):
        draw(small(), "A title", taken)
    assert list(tmp_path.iterdir()) == [taken]
    with pytest.raises(BuildError, match="cannot write to"):
        draw(small(), "A title", tmp_path / "missing" / "map.svg")


def test_a_failed_picture_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the rename, the old file is the file."""
    path = tmp_path / "map.svg"
    path.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BuildError, match="No space left"):
        draw(small(), "A title", path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
