"""Tests of figures on paper: each shipped one is drawn, in greys, and mirrored for the left side."""

import re
from xml.etree import ElementTree as ET

import pytest

from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.vector import vector
from tests.conftest import ROOT

FIGURES = ROOT / "content" / "figures"
NAMES = sorted(path.stem for path in FIGURES.glob("*.toml"))


@pytest.mark.long
def test_every_figure_is_drawn_in_black_white_and_grey() -> None:
    for name in NAMES:
        drawn = vector(read_figure(FIGURES, name))
        root = ET.fromstring(drawn)
        assert len(root[0]) > 3, name
        colors = set(re.findall(r"#([0-9a-f]{6})", drawn))
        assert all(color[:2] == color[2:4] == color[4:] for color in colors), name
        assert root.get("aria-label") == read_figure(FIGURES, name).says


def test_a_muscle_is_cut_to_its_limb_and_lies_within_the_picture() -> None:
    drawn = vector(read_figure(FIGURES, "calf-wall"))
    (muscle,) = re.findall(r'<path d="([^"]+)" fill="#111111"/>', drawn)
    left, top, wide, high = map(float, re.findall(r'viewBox="([^"]+)"', drawn)[0].split())
    points = [tuple(map(float, found)) for found in re.findall(r"M([\d.-]+) ([\d.-]+)h", muscle)]
    assert len(points) > 50
    assert all(left <= x <= left + wide and top <= y <= top + high for x, y in points)


def test_the_left_side_is_the_mirror_of_the_right() -> None:
    figure = read_figure(FIGURES, "calf-wall")
    right, left = vector(figure), vector(figure, is_mirrored=True)
    assert "matrix(-1 0 0 1" in left
    assert re.sub(r' transform="[^"]+"', "", left) == right
