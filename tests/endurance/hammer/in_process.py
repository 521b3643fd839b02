"""Give random input to the app without a terminal, as fast as it takes it: finds races of keys and threads.

Everything a terminal sends passes through the driver's own parser, and the app is let alone between two strokes for no
turn of its event loop, for some, or until it has nothing left to do.
"""

import asyncio
import contextlib
import os
import random
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from textual import events
from textual.geometry import Size

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.clock import SystemClock
from spasmtui.shell import Options
from spasmtui.terminal.input_parser import InputParser
from spasmtui.ui.messages import StartRelief
from tests.endurance.hammer.homes import KINDS, Homes
from tests.endurance.hammer.strokes import Resize, Stroke, strokes
from tests.support.idle import every_picture, settled

STARTS = (StartRelief("calf", "left"), StartRelief(), StartRelief("heat"), StartRelief(resumes=True), None)
STROKES_A_START = 400
LAST = 40


def hammer_starts(count: int, seed: int, homes: Homes) -> Iterator[int]:
    """Send `count` strokes, each start with the next seed; yield the strokes of each start."""
    while count > 0:
        yield (sent := hammer_start(seed, min(count, STROKES_A_START), homes))
        count -= max(sent, 1)
        seed += 1


def hammer_start(seed: int, count: int, homes: Homes) -> int:
    """Start the app in a home, send at most `count` strokes and leave; return the number of strokes.

    Raises:
        AssertionError: something failed or did not come to rest; the message plays it again.
    """
    dice = random.Random(seed)
    start, kind = dice.choice(STARTS), dice.choice(KINDS)
    home = homes.new(kind)
    os.environ.update(HOME=str(home), TERM="xterm-256color", EDITOR="true")
    sent: list[Stroke] = []
    try:
        asyncio.run(hammer_app(SpasmApp(Composition(Options()), Options(), start), dice, strokes(dice, count), sent))
    except Exception as error:
        told = f"seed {seed}: {start} in the home {kind!r}, after {len(sent)} strokes, the last of them\n{sent[-LAST:]}"
        raise AssertionError(f"{told}\nAgain: python -m tests.endurance.hammer --in-process --replay {seed}") from error
    return len(sent)


async def hammer_app(
    app: SpasmApp, dice: random.Random, given: Iterable[Stroke], sent: list[Stroke], *, is_patient: bool = False
) -> None:
    """Send strokes to an app until one of them leaves it, and append each to `sent`.

    The app runs in the home: some keys write a file into the current folder.

    Args:
        app: the app, not yet running.
        dice: draws what is left open.
        given: the strokes.
        sent: takes them.
        is_patient: let each stroke have its whole effect before the next, so that every run is the same.

    Raises:
        Exception: whatever failed in the app, in a thread or in a task.
    """
    failed: list[BaseException] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: _keep(context.get("exception"), failed))
    before, threading.excepthook = threading.excepthook, lambda fault: _keep(fault.exc_value, failed)
    parser = InputParser(SystemClock().elapsed)
    try:
        with contextlib.chdir(os.environ["HOME"]), every_picture():
            async with app.run_test(
                size=dice.choice([(80, 24), (120, 40), (40, 12)]), notifications=True, tooltips=True
            ):
                await settled(app)
                for stroke in given:
                    sent.append(stroke)
                    _send(app, stroke, parser)
                    await (settled(app) if is_patient else _let_alone(app, dice))
                    if app._exit or app._exception is not None:  # noqa: SLF001 -- no public name
                        break
                else:
                    await settled(app)
    finally:
        threading.excepthook = before
    if failed:
        raise failed[0]


def _send(app: SpasmApp, stroke: Stroke, parser: InputParser) -> None:
    driver: Any = app._driver  # noqa: SLF001 -- where a terminal's input comes in
    if isinstance(stroke, Resize):
        driver._size = size = Size(stroke.columns, stroke.rows)  # noqa: SLF001 -- as the pilot does it
        app.post_message(events.Resize(size, size))
        return
    for message in (*parser.feed(stroke.decode("utf-8", "replace")), *parser.tick()):
        driver.process_message(message)


async def _let_alone(app: SpasmApp, dice: random.Random) -> None:
    way = dice.random()
    if way < 0.15:
        await settled(app)
    elif way < 0.5:
        for _ in range(dice.randint(1, 40)):
            await asyncio.sleep(0)
    elif way < 0.53:
        await asyncio.sleep(dice.random() * 0.03)


def _keep(error: BaseException | None, failed: list[BaseException]) -> None:
    if error is not None:
        failed.append(error)
