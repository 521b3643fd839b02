"""How fast the guide answers: a keystroke in the search, and opening a page."""

import asyncio
import time
from typing import Any

from textual.app import App

from spasmtui.guide.repository import GuideRepository
from spasmtui.guide.tui.screen import GuideScreen
from spasmtui.ui.reader import Reader
from tests.conftest import ROOT, FakeClock
from tests.support.phrases import PHRASES

CONTENT = ROOT / "content"
KEYSTROKE_MS = 30
PAGE_MS = 100


class NoDiary:
    """Nothing was ever used."""

    def episodes(self) -> list[Any]:
        return []

    def practices(self) -> list[Any]:
        return []


def keystrokes_ms() -> list[float]:
    """What each key of every phrase takes until its hits are there, shortest first."""
    repository = GuideRepository(CONTENT)
    repository.build_index()
    assert repository.index is not None
    taken = []
    for words, _page in PHRASES:
        for length in range(1, len(words) + 1):
            start = time.perf_counter()
            repository.index.search(words[:length])
            taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


async def pages_ms() -> list[float]:
    """What each page takes until its first screenful is rendered, in a running app, shortest first."""
    screen = GuideScreen(content=CONTENT, diary=NoDiary(), clock=FakeClock(), state=None, config=None)
    app: App[None] = App()
    taken = []
    async with app.run_test(size=(120, 40)):
        await app.push_screen(screen)
        reader = screen.query_one(Reader)
        for entry in screen.repository.library:
            start = time.perf_counter()
            screen.show_page(entry.id)
            for y in range(reader.size.height):
                reader.render_line(y)
            taken.append((time.perf_counter() - start) * 1000)
    return sorted(taken)


def run() -> list[tuple[str, str, str, str]]:
    """Rows for the table: what, the figure, what is wanted, and a mark when it misses that."""
    keys, pages = keystrokes_ms(), asyncio.run(pages_ms())
    late_key, slow_page = keys[int(len(keys) * 0.95)], pages[-1]
    return [
        (
            "guide: a keystroke of the search, 95th percentile",
            f"{late_key:.1f} ms",
            f"at most {KEYSTROKE_MS} ms",
            "" if late_key <= KEYSTROKE_MS else "over",
        ),
        (
            "guide: opening the slowest page",
            f"{slow_page:.0f} ms",
            f"at most {PAGE_MS} ms",
            "" if slow_page <= PAGE_MS else "over",
        ),
    ]
