"""The app stands random input, each stroke of which has its whole effect before the next: every run is the same."""

import random

import pytest

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.shell import Options
from spasmtui.ui.messages import StartRelief
from tests.conftest import FakeClock
from tests.endurance.hammer.in_process import hammer_app
from tests.endurance.hammer.strokes import KEYS, Stroke, strokes

pytestmark = [pytest.mark.pilot, pytest.mark.long]
COUNT = 80


@pytest.mark.parametrize("start", [StartRelief("calf", "left"), None], ids=["relief", "home"])
async def test_random_input_never_ends_the_app(start: StartRelief | None, clock: FakeClock) -> None:
    dice = random.Random(20261122)
    app = SpasmApp(Composition(Options(), clock), Options(), start)
    keys = tuple(key for key in KEYS if key != "q")
    sent: list[Stroke] = []
    await hammer_app(app, dice, strokes(dice, COUNT, keys), sent, is_patient=True)
    assert len(sent) == COUNT
