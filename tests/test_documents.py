"""The documents say what is so: commands and their outputs, links, terms, fields, versions."""

from __future__ import annotations

import difflib
import importlib
import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

import ldn_kg
from ldn_kg.prefixes import PREFIXES
from tests.documents import MADE, RUN, RUN_WITH_ARTICLE, Workspace, command_names, commands_page
from tests.workbench import ROOT, SOURCE_TEXT

DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("d*/*.md")]
    if not path.is_relative_to(ROOT / "drafts")
)
REPAIR = "make it anew with: .venv/bin/python -m tests.documents"

if TYPE_CHECKING:
    from pydantic import BaseModel

_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"\b([a-z]+):([A-Za-z][\w.-]*)")
_EXAMPLE = re.compile(r"^```yaml (\S+\.yaml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIELDS = re.compile(r"^\| `(\w+)` \| .+ \| (.*`.*) \|$", re.MULTILINE)
_MODELS = ("claim", "entity", "locator", "publication", "quantity", "review", "study")


def read(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


def difference(written: str, made: str) -> str:
    """What differs, as a reader of a failed test wants to see it."""
    lines = difflib.unified_diff(
        written.splitlines(), made.splitlines(), "written", "made now", lineterm="", n=1
    )
    return "\n".join([*lines, REPAIR])


@pytest.fixture(scope="module", name="workspace")
def _workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    workspace.build()
    return workspace


# --- commands ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.xdist_group("documents")
@pytest.mark.parametrize("name", [name for name in RUN if name != "CONTRIBUTING.md"])
def test_commands_print_what_the_document_shows(name: str, workspace: Workspace) -> None:
    """Every command of a console block runs, and prints exactly what stands under it."""
    text = read(name)
    made = workspace.follow(text)
    assert made == text, difference(text, made)


@pytest.mark.slow
@pytest.mark.xdist_group("documents")
@pytest.mark.parametrize("name", MADE)
def test_the_picture_is_the_one_that_the_command_draws(name: str, workspace: Workspace) -> None:
    """The figure of README.md comes from the command printed beside it."""
    workspace.follow(read("README.md"))
    assert (ROOT / name).read_bytes() == (workspace.folder / name).read_bytes(), REPAIR


@pytest.mark.slow
@pytest.mark.xdist_group("documents")
@pytest.mark.parametrize("name", RUN_WITH_ARTICLE)
def test_commands_on_the_article_print_what_is_shown(name: str, workspace: Workspace) -> None:
    """The same for commands that read the article's text."""
    if not SOURCE_TEXT.is_file():
        pytest.skip("needs the article's text, which is no part of the project")
    text = read(name)
    made = workspace.follow(text)
    assert made == text, difference(text, made)


@pytest.mark.slow
def test_the_steps_of_contributing_can_be_followed(tmp_path: Path) -> None:
    """The worked example: a source, an entity, a study, a claim, a question and its answer."""
    text, workspace = read("CONTRIBUTING.md"), Workspace(tmp_path)
    made = workspace.follow(text)
    assert made == text, difference(text, made)
    for name in ("__init__.py", "conftest.py", "workbench.py", "test_golden.py"):
        shutil.copy(ROOT / "tests" / name, tmp_path / "tests")
    output = workspace.run("python -m pytest -q -p no:cacheprovider tests -k weakness-1")
    assert re.search(r"^1 passed", output, re.MULTILINE), output


def test_help_texts_are_current() -> None:
    """``docs/commands.md`` is what the program says of itself."""
    written, made = read("docs/commands.md"), commands_page()
    assert written == made, difference(written, made)


def test_every_command_has_its_heading() -> None:
    """No command is left out of the page, or of its panel in the program."""
    headings = re.findall(r"^## (.+)$", read("docs/commands.md"), re.MULTILINE)
    assert headings == command_names()
    assert len(headings) >= 10


# --- links and names --------------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """The anchors of a document's headings, as hosts of Markdown make them."""
    text = _CODE.sub("", path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link names a file that exists, and a heading in it."""
    for link in _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8"))):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_of_the_graph_exist(path: Path, kg: ldn_kg.KnowledgeGraph) -> None:
    """A term, an entity or a graph that a document names is in the graph."""
    text = path.read_text(encoding="utf-8")
    known = set(kg.query("SELECT DISTINCT ?s { { ?s ?p ?o } UNION { GRAPH ?s {} } }").column("s"))
    for prefix, name in _NAME.findall(text):
        made_up = path.name == "CONTRIBUTING.md" and ("example" in name or "weakness" in name)
        if prefix in {"ldn", "entity", "graph", "study", "claim"} and not made_up:
            assert f"{prefix}:{name}".rstrip(".") in known


def test_prefixes_are_declared_once() -> None:
    """No document uses a prefix that queries would not know."""
    used = {prefix for path in DOCUMENTS for prefix, _ in _NAME.findall(path.read_text("utf-8"))}
    assert {"ldn", "entity", "graph"} <= used
    assert {"ldn", "entity", "graph"} <= set(PREFIXES)


# --- the data's README ------------------------------------------------------------------------


def records() -> dict[str, type[BaseModel]]:
    """Every record that stands in a file, by name."""
    modules = [importlib.import_module(f"ldn_kg.model.{name}") for name in _MODELS]
    return {
        key: value
        for module in modules
        for key, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
        if not key.endswith("File") and key != "Bibliographic"
    }


def test_data_readme_has_every_field() -> None:
    """Each record has a row with its fields in order, those that must be there in bold."""
    written = dict(_FIELDS.findall(read("data/README.md")))
    made = {
        name: ", ".join(
            f"**`{field}`**" if info.is_required() else f"`{field}`"
            for field, info in record.model_fields.items()
        )
        for name, record in records().items()
    }
    assert written == made


@pytest.mark.parametrize(("name", "example"), _EXAMPLE.findall(read("data/README.md")))
def test_examples_stand_in_the_files(name: str, example: str) -> None:
    """An example is cut from the file that it names; an ellipsis stands for the rest of a line."""
    lines = [re.escape(line).replace("…", ".+") for line in example.splitlines()]
    pattern = "^" + "\n".join(lines) + "$"
    assert re.search(pattern, read(f"data/{name}"), re.MULTILINE)


def test_every_kind_of_file_has_an_example() -> None:
    """Sources, publications, studies, claims, names, search, remarks, statements."""
    shown = {name for name, _ in _EXAMPLE.findall(read("data/README.md"))}
    kinds = {Path(name).parent.as_posix() + "/*" if "s/" in name else name for name in shown}
    assert len(kinds) == 8


# --- versions, citation, form -----------------------------------------------------------------


def test_one_version_everywhere() -> None:
    """Package, project, changelog and citation agree."""
    version = ldn_kg.__version__
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert project["version"] == version
    assert re.search(rf"^## \[{re.escape(version)}\]", read("CHANGELOG.md"), re.MULTILINE)
    assert yaml.safe_load(read("CITATION.cff"))["version"] == version


def test_citation_has_what_its_format_wants() -> None:
    """Required and useful keys of the Citation File Format 1.2.0; the review is credited."""
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["type"] == "dataset"
    assert {"message", "title", "authors", "license", "abstract"} <= set(citation)
    assert citation["authors"] == [{"name": "LDN-KG contributors"}]
    assert citation["license"] == ["MIT", "CC-BY-4.0"]
    (review,) = citation["references"]
    assert review["doi"] == "10.31138/mjr.34.1.1"
    assert {"type", "title", "authors", "journal", "year"} <= set(review)
    assert all(set(author) & {"name", "family-names"} for author in review["authors"])


@pytest.mark.parametrize("path", sorted((ROOT / "decisions").glob("0*.md")), ids=lambda p: p.stem)
def test_a_decision_says_why_and_what_was_refused(path: Path) -> None:
    """Context, decision, rejected options, consequences; listed in the index by its title."""
    text = path.read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Rejected", "Consequences"]
    title = text.splitlines()[0].removeprefix("# ")
    assert title.startswith(path.stem[:4])
    assert f"[{title}]({path.name})" in read("decisions/README.md")


def test_every_test_has_its_place_in_contributing() -> None:
    """The table of CONTRIBUTING.md names each file and folder of ``tests/``, and no other."""
    table = read("CONTRIBUTING.md").partition("## Tests")[2]
    here = {
        f"tests/{path.name}{'/' if path.is_dir() else ''}"
        for path in (ROOT / "tests").iterdir()
        if not path.name.startswith("__")
    }
    assert set(re.findall(r"`(tests/[\w.]+/?)`", table)) == here


def test_named_graphs_are_those_of_the_graph(kg: ldn_kg.KnowledgeGraph) -> None:
    """ARCHITECTURE.md lists every named graph, and no other."""
    listed = re.findall(r"^\| `(graph:[\w.-]+)` \|", read("ARCHITECTURE.md"), re.MULTILINE)
    found = kg.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").column("g")
    assert sorted(listed) == sorted(map(str, found))


def test_the_layers_drawn_are_the_layers_checked() -> None:
    """The picture of the layers in ARCHITECTURE.md is the contract in pyproject.toml."""
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    assert "\n".join(layers).replace("|", "│") in read("ARCHITECTURE.md")


#: What no document of the project holds: machines, unfinished work, praise, American spelling.
UNWANTED = re.compile(
    r"(?<![\w.])/(?:home|work|root|tmp|Users)/|\b(?:TODO|FIXME|TBD)\b"
    r"|\b(?:powerful|seamless\w*|cutting-edge|state-of-the-art|leverag\w+|best-in-class)\b"
    r"|\b(?:simply|easily|of course)\b"
    r"|\b(?:tumor|behavior|color|license[ds]?|randomized|analyze[ds]?|program(?:me)s)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_documents_are_plain(path: Path) -> None:
    """Outside of code, which may quote a print or a key."""
    prose = re.sub(r"`[^`]*`|\([^)]*\)", "", _CODE.sub("", path.read_text(encoding="utf-8")))
    assert UNWANTED.findall(prose) == []


def test_the_readme_is_short() -> None:
    """Two minutes at 230 words a minute, its blocks and tables aside."""
    prose = re.sub(r"^\|.*\n", "", _CODE.sub("", read("README.md")), flags=re.MULTILINE)
    assert len(prose.split()) <= 460


@pytest.mark.parametrize("name", ["README.md", "data/README.md", "CITATION.cff"])
def test_what_it_is_for(name: str) -> None:
    """What a reader may see first says what it is not for."""
    assert "Research use, not medical advice." in read(name)
