"""Twenty thousand random strokes in a terminal: `python -m pytest -o addopts= -n 2 -m hammer`."""

import pytest

from tests.endurance.hammer.homes import Homes
from tests.endurance.hammer.in_terminal import STROKES_A_START, hammer_start

pytestmark = [pytest.mark.pty, pytest.mark.hammer]
STROKES = 20_000


@pytest.fixture(scope="module")
def homes_to_begin_in(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    return Homes(tmp_path_factory.mktemp("hammer"))


@pytest.mark.parametrize("seed", range(STROKES // STROKES_A_START))
def test_random_input_never_ends_the_program(seed: int, homes_to_begin_in: Homes) -> None:
    assert hammer_start(seed, STROKES_A_START, homes_to_begin_in)
