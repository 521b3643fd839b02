"""The bytes that the next row of each list costs: over the poorest line it is to be seen within a third of a second."""

import re
from itertools import cycle

import pytest

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.shell import Options
from tests.conftest import FakeClock
from tests.support import idle
from tests.support.written import Written
from tools.screenshots.sample import sample_plan, sample_records

pytestmark = pytest.mark.pilot

MOST_BYTES = 80
"""A third of a second at 2,400 bit/s."""
FIRST_BYTES = 90
"""The same where the terminal writes in the colour of what was said about the row before, once the keys had rested."""
MOVES = ("down", "down", "j", "up", "k", "down")
LISTS = {
    "nights": ("3",),
    "questions of an episode": ("3", "n"),
    "cards of insights": ("3", "i", *["down"] * 4),  # there the next one is on the same page
    "routines": ("2",),
    "rows of a routine": ("2", "c"),
    "items of a plan": ("t",),
    "fields of a plan item": ("t", "e"),
    "routines for a plan": ("t", "e", "enter"),
    "pages": ("4",),
    "headings": ("4", "enter", "o"),
    "hits of a search": ("slash", *"calf", "down"),
    "fields of the drink": ("5",),
    "favourite drinks": ("5", *("f", "n", "right") * 2, "f"),
    "settings": ("comma",),
    "keys": ("comma", "end", "enter"),
    "the palette": ("colon",),
    "what the palette finds": ("colon", *"be"),
    "urgent signs": ("exclamation_mark",),
}
"""The keys that lead to each list."""
RARER = (
    *(
        "rows of a routine",
        "fields of a plan item",
        "routines for a plan",
        "headings",
        "hits of a search",
        "favourite drinks",
        "keys",
        "what the palette finds",
    ),
    "urgent signs",
)
LARGE_SIZES = ((120, 40), (200, 60))
LONG_BLANKS = re.compile(" {12}")


@pytest.fixture
def services(clock: FakeClock) -> Composition:
    clock.advance(9 * 60 * 60)  # by day: at night all words have one colour
    services = Composition(Options(), clock)
    services.diary.merge(sample_records(clock.now()))
    services.config.mkdir(parents=True)
    (services.config / "plan.toml").write_text(sample_plan(clock.now().date()), encoding="utf-8")
    return services


async def bytes_sent(services: Composition, name: str, size: tuple[int, int]) -> None:
    app = SpasmApp(services, Options())
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await pilot.press(*LISTS[name])
        await idle.settled(app)
        written = Written(app)
        moves = [key for key in MOVES if not (("palette" in name or name == "routines for a plan") and len(key) == 1)]
        *at_once, at_rest = await written.walk(pilot, *moves)
        assert all(at_once), "it has not moved"
        sizes = [len(each.encode()) for each in at_once]
        assert sizes[0] <= FIRST_BYTES, at_once[0]
        assert max(sizes[1:]) <= MOST_BYTES, list(zip(moves, sizes, at_once, strict=True))
        if size[0] == 80:  # in a large window a figure has blanks between its colours
            assert not LONG_BLANKS.search("".join((*at_once, at_rest))), at_rest


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name in LISTS if name not in RARER])
async def test_the_next_row_takes_a_third_of_a_second_at_most(services: Composition, name: str) -> None:
    await bytes_sent(services, name, (80, 24))


@pytest.mark.long
@pytest.mark.parametrize("name", RARER)
async def test_the_next_row_of_a_rarer_list_takes_no_longer(services: Composition, name: str) -> None:
    await bytes_sent(services, name, (80, 24))


@pytest.mark.long
@pytest.mark.parametrize(("name", "size"), zip(LISTS, cycle(LARGE_SIZES), strict=False))
async def test_the_next_row_takes_no_longer_in_a_large_window(
    services: Composition, name: str, size: tuple[int, int]
) -> None:
    await bytes_sent(services, name, size)


@pytest.mark.hammer
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", LARGE_SIZES)
async def test_the_next_row_takes_no_longer_in_any_window(
    services: Composition, name: str, size: tuple[int, int]
) -> None:
    await bytes_sent(services, name, size)
