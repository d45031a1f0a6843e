"""Counts that others have published, on the graphs that they were published for.

- Himmelstein & Baranzini 2015, https://doi.org/10.1371/journal.pcbi.1004259, figure 2D: two
  metapaths from IRF1 to multiple sclerosis; the graph of the figure is hetnetpy's
  ``disease-gene-example-graph.json``.
- hetio/hetnetpy, test/pathtools_test.py: the same, and CbGpPWpGaD in a part of Hetionet v1.0.
- hetio/hetmatpy, hetmatpy/tests/test_degree_weight.py: whole matrices of DWPC on the graph
  of the figure, at a damping exponent of 0.5, to seven digits or more.
"""

from __future__ import annotations

import pytest

from ldn_kg.metapath import Metapath, TypedGraph, dwpc, dwwc, paths, read_hetnet, score
from tests.metapath.graphs import HETNETS

pytestmark = pytest.mark.skipif(
    not HETNETS.is_dir(), reason="the graphs that hetnetpy publishes are not here"
)

NAMES = {"CD": "Crohn's Disease", "MS": "Multiple Sclerosis"}

#: What hetmatpy expects, by source; every other pair has 0.
MATRICES: dict[str, dict[str, str]] = {
    "DaGiGiG": {
        "CD": "ITCH 0.1767767",
        "MS": "CXCR4 0.1767767, IL2RA 0.21338835, IRF8 0.21338835, SUMO1 0.33838835",
    },
    "DaGiGiGaD": {},
    "DaGiGaD": {"CD": "MS 0.47855339", "MS": "CD 0.47855339"},
    "TeGiGeT": {},
    "DaGiGeTlD": {},
    "DaGeTeGaD": {},
    "TlDaGiGeT": {"Leukocyte": "Lung 0.47855339"},
    "DaGeT": {"CD": "Leukocyte 0.5, Lung 0.5"},
    "DlTeG": {"MS": "IRF1 0.70710678"},
    "GeTlD": {"IRF1": "MS 0.70710678"},
    "GaDlT": {
        "CXCR4": "Leukocyte 0.5",
        "IL2RA": "Leukocyte 0.5",
        "IRF8": "Leukocyte 0.5",
        "STAT3": "Leukocyte 0.35355339",
    },
    "TeGaD": {"Leukocyte": "CD 0.5", "Lung": "CD 0.5"},
    "TlDaG": {"Leukocyte": "CXCR4 0.5, IL2RA 0.5, IRF8 0.5, STAT3 0.35355339"},
    "GiG": {
        "CXCR4": "IRF1 0.35355339, ITCH 0.70710678",
        "IL2RA": "IRF1 0.5",
        "IRF1": "CXCR4 0.35355339, IL2RA 0.5, IRF8 0.5, SUMO1 0.5",
        "IRF8": "IRF1 0.5",
        "ITCH": "CXCR4 0.70710678",
        "SUMO1": "IRF1 0.5",
    },
    "GaDaG": {
        "CXCR4": "IL2RA 0.25, IRF8 0.25, STAT3 0.1767767",
        "IL2RA": "CXCR4 0.25, IRF8 0.25, STAT3 0.1767767",
        "IRF1": "STAT3 0.35355339",
        "IRF8": "CXCR4 0.25, IL2RA 0.25, STAT3 0.1767767",
        "STAT3": "CXCR4 0.1767767, IL2RA 0.1767767, IRF1 0.35355339, IRF8 0.1767767",
    },
    "GiGiG": {
        "CXCR4": "IL2RA 0.1767767, IRF8 0.1767767, SUMO1 0.1767767",
        "IL2RA": "CXCR4 0.1767767, IRF8 0.25, SUMO1 0.25",
        "IRF1": "ITCH 0.25",
        "IRF8": "CXCR4 0.1767767, IL2RA 0.25, SUMO1 0.25",
        "ITCH": "IRF1 0.25",
        "SUMO1": "CXCR4 0.1767767, IL2RA 0.25, IRF8 0.25",
    },
    "GiGiGiG": {
        "IL2RA": "ITCH 0.125",
        "IRF8": "ITCH 0.125",
        "ITCH": "IL2RA 0.125, IRF8 0.125, SUMO1 0.125",
        "SUMO1": "ITCH 0.125",
    },
    "GaDaGaD": {
        "CXCR4": "CD 0.08838835",
        "IL2RA": "CD 0.08838835",
        "IRF1": "MS 0.125",
        "IRF8": "CD 0.08838835",
    },
    "DlTlDlT": {},
    "TlDlTlD": {},
    "GeTeGeT": {},
    "GaDlTeGaD": {
        "CXCR4": "CD 0.25",
        "IL2RA": "CD 0.25",
        "IRF8": "CD 0.25",
        "STAT3": "CD 0.1767767",
    },
    "GeTlDaGaD": {"IRF1": "CD 0.125"},
    "GaDaGeTlD": {"STAT3": "MS 0.25"},
    "TlDaGaDaGeT": {"Leukocyte": "Lung 0.0883883476"},
    "TlDaGiGaDlT": {},
    "TeGiGaDlTlD": {},
    "TeGiGaD": {"Leukocyte": "MS 0.47855339", "Lung": "MS 0.47855339"},
    "TeGaDaG": {"Leukocyte": "STAT3 0.25", "Lung": "STAT3 0.25"},
    "DaGiGaDlT": {"CD": "Leukocyte 0.47855339"},
}


@pytest.fixture(scope="module")
def figure() -> TypedGraph:
    """The graph of figure 2D."""
    return read_hetnet(HETNETS / "disease-gene-example-graph.json")


@pytest.fixture(scope="module")
def bupropion() -> TypedGraph:
    """The part of Hetionet around bupropion and nicotine dependence."""
    return read_hetnet(HETNETS / "bupropion-CbGpPWpGaD-subgraph.json.xz")


@pytest.mark.parametrize(
    ("metapath", "number", "expected"),
    [("GeTlD", 1, 2**-0.5), ("GiGaD", 3, 0.25 + 0.25 + 32**-0.5)],
)
def test_figure_2d(figure: TypedGraph, metapath: str, number: int, expected: float) -> None:
    """The two metapaths that the figure works out."""
    found = score(figure, metapath, "IRF1", "Multiple Sclerosis", damping=0.5)
    assert (found.paths, found.walks) == (number, number)
    assert found.dwpc == pytest.approx(expected, rel=1e-12)
    assert found.dwwc == pytest.approx(expected, rel=1e-12)


def test_paths_of_figure_2d(figure: TypedGraph) -> None:
    """The three paths that the figure draws."""
    found = list(paths(figure, "GiGaD", "IRF1", "Multiple Sclerosis"))
    assert all((path[0], path[-1]) == ("IRF1", "Multiple Sclerosis") for path in found)
    assert sorted(str(path[1]) for path in found) == ["CXCR4", "IL2RA", "IRF8"]


def test_bupropion_and_nicotine_dependence(bupropion: TypedGraph) -> None:
    """152 walks of which 142 are paths, at the damping exponent of Project Rephetio."""
    ends = "DB01156", "DOID:0050742"
    found = score(bupropion, "CbGpPWpGaD", *ends, damping=0.4)
    assert (found.paths, found.walks) == (142, 152)
    assert found.dwpc == pytest.approx(0.03287590886921623, rel=1e-12)
    assert found.dwwc == pytest.approx(0.038040121429465001, rel=1e-12)
    listed = list(paths(bupropion, "CbGpPWpGaD", *ends))
    assert len(set(listed)) == len(listed) == 142


@pytest.mark.parametrize("metapath", MATRICES)
def test_matrices(figure: TypedGraph, metapath: str) -> None:
    """Every pair of nodes, for metapaths whose kinds repeat in every way."""
    first, *_, last = Metapath.of(figure, metapath).kinds
    expected = {
        (NAMES.get(source, source), NAMES.get(target, target)): float(number)
        for source, row in MATRICES[metapath].items()
        for target, number in (cell.split() for cell in row.split(", "))
    }
    for source in figure.identifiers(first):
        for target in figure.identifiers(last):
            found = dwpc(figure, metapath, source, target, damping=0.5)
            assert found == pytest.approx(expected.pop((source, target), 0.0), abs=1e-8)
    assert not expected


def test_walks_and_paths_differ_where_kinds_repeat(figure: TypedGraph) -> None:
    """DWWC may only exceed DWPC, and does for a walk that comes back."""
    there = score(figure, "GiGiGaD", "IRF1", "Multiple Sclerosis", damping=0.5)
    assert (there.paths, there.dwpc) == (0, 0.0)
    back = score(figure, "GaDaG", "IRF1", "IRF1", damping=0.5)
    assert (back.paths, back.dwpc) == (0, 0.0)
    assert back.walks == 1
    assert dwwc(figure, "GaDaG", "IRF1", "IRF1", damping=0.5) == back.dwwc > 0
