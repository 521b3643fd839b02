"""Hold a key down, as a terminal reports it: a press, a pause, and then many times a second."""

from collections.abc import Iterator
from typing import Any

from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot

from tests.support.idle import settled, unpainted

PAUSE_SECONDS = 0.5
A_SECOND = 30
"""The pause and the pace of X11 and of most desktops."""


def repetitions(times: int, pause_seconds: float = PAUSE_SECONDS, a_second: float = A_SECOND) -> Iterator[float]:
    """Yield the seconds from the press at which a key that is held comes."""
    yield 0.0
    yield from (pause_seconds + number / a_second for number in range(times - 1))


async def hold(pilot: Pilot[Any], key: str, times: int = A_SECOND, *, pause_seconds: float = PAUSE_SECONDS) -> None:
    """Hold a key that was not pressed before; each repetition finds what came of the one before."""
    app: Any = pilot.app
    app.release_key()
    events = [Key(key, key_to_character(key)) for _ in range(times)]
    for event, seconds in zip(events, repetitions(times, pause_seconds), strict=True):
        event.time = events[0].time + seconds
    with unpainted():
        app.post_message(events[0])
        await settled(app)
        for event in events[1:]:
            app.post_message(event)
        await settled(app)


async def press_twice(pilot: Pilot[Any], key: str) -> None:
    """Press a key and press it again, on purpose, sooner than it is known to be released."""
    await hold(pilot, key, 2, pause_seconds=0.3)


async def hold_over_a_slow_line(pilot: Pilot[Any], key: str, times: int = A_SECOND) -> None:
    """Hold a key over a line that delivers all of it at once."""
    app: Any = pilot.app
    app.release_key()
    events = [Key(key, key_to_character(key)) for _ in range(times)]
    for event in events:
        app.post_message(event)
    await settled(app)
