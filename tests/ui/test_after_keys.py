"""What is said about the chosen row follows once the keys rest."""

from collections.abc import Callable
from typing import Any

from spasmtui.ui.keys.after_keys import PAUSE_SECONDS, AfterKeys


class Owner:
    """A widget whose timers end when the test says so."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []

    def set_timer(self, seconds: float, act: Callable[[], None]) -> "Timer":
        assert seconds == PAUSE_SECONDS
        self.timers.append(Timer(act))
        return self.timers[-1]

    def pause(self) -> None:
        for timer in self.timers:
            if not timer.is_stopped:
                timer.act()


class Timer:
    """One of them."""

    def __init__(self, act: Callable[[], None]) -> None:
        self.act = act
        self.is_stopped = False

    def stop(self) -> None:
        self.is_stopped = True


def test_a_walk_through_a_list_describes_the_row_where_it_ends_once() -> None:
    owner: Any = Owner()
    said: list[str] = []
    after = AfterKeys(owner, lambda: said.append("described"))
    for _key in range(5):
        after.start()
    assert said == []
    assert [timer.is_stopped for timer in owner.timers] == [True, True, True, True, False]
    owner.pause()
    owner.pause()
    assert said == ["described"]
    assert not after.is_waiting


def test_a_key_that_needs_the_description_has_it_at_once_and_only_if_it_was_due() -> None:
    owner: Any = Owner()
    said: list[str] = []
    after = AfterKeys(owner, lambda: said.append("described"))
    after.finish()
    after.start()
    after.finish()
    owner.pause()
    after.start()
    after.cancel()
    owner.pause()
    assert said == ["described"]
