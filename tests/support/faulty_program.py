"""The program with one fault built in: `python -m tests.support.faulty_program PLACE NAME WORDS...`."""

import sys
import threading
from collections.abc import Callable
from typing import Any, NoReturn

NOTE = "a private note of anna"
"""The text of the exception, which nobody may see."""


def fail(*_words: object, **_options: object) -> NoReturn:
    raise RuntimeError(NOTE)


def in_key() -> None:
    """`?` fails in its handler."""
    from spasmtui.app import SpasmApp

    SpasmApp.action_keys = fail  # type: ignore[method-assign]


def in_compose() -> None:
    """`4` fails while the guide's screen is composed."""
    from spasmtui.guide.tui.screen import GuideScreen

    GuideScreen.compose = fail  # type: ignore[method-assign]


def in_import() -> None:
    """`5` fails while the drink's screen is built."""
    from spasmtui.drink.tui.screen import DrinkScreen

    DrinkScreen.create = fail  # type: ignore[method-assign]


def in_worker() -> None:
    """`u` fails in its worker."""
    from spasmtui.app import SpasmApp

    SpasmApp._step_in_thread = fail  # type: ignore[method-assign]  # noqa: SLF001 -- the very place


def in_thread() -> None:
    """`?` starts a thread of its own that fails."""
    from spasmtui.app import SpasmApp

    SpasmApp.action_keys = lambda _app: threading.Thread(target=fail).start()  # type: ignore[method-assign,assignment]


def in_timer() -> None:
    """The timer's next refresh after `?` fails."""
    from spasmtui.app import SpasmApp

    SpasmApp.action_keys = lambda app: app.set_timer(0.01, fail)  # type: ignore[method-assign,assignment]


def in_input() -> None:
    """`?` fails in the thread that reads keys."""
    from spasmtui.terminal.driver import SpasmDriver

    process = SpasmDriver.process_message

    def fail_at(driver: SpasmDriver, message: Any) -> None:
        if getattr(message, "key", "") == "question_mark":
            fail()
        process(driver, message)

    SpasmDriver.process_message = fail_at  # type: ignore[method-assign,assignment]


def in_output() -> None:
    """After `?` everything fails that the driver is given to write."""
    from spasmtui.app import SpasmApp
    from spasmtui.terminal.driver import SpasmDriver

    def action(app: Any) -> None:
        SpasmDriver.write = fail  # type: ignore[method-assign]
        app.refresh()
        app.action_redraw()

    SpasmApp.action_keys = action  # type: ignore[method-assign,assignment]


def in_signal() -> None:
    """`?` fails in the event loop itself, below every handler."""
    import signal

    from spasmtui.app import SpasmApp

    def action(_app: Any) -> None:
        signal.signal(signal.SIGALRM, fail)
        signal.setitimer(signal.ITIMER_REAL, 0.02)

    SpasmApp.action_keys = action  # type: ignore[method-assign,assignment]


def in_leaving() -> None:
    """Leaving fails while the screens are taken down."""
    from spasmtui.ui.key_bar import KeyBar

    KeyBar.on_unmount = fail  # type: ignore[attr-defined]


def in_saving() -> None:
    """Every change of the diary fails on its thread."""
    from spasmtui.episodes.relief_diary import ReliefDiary

    for name in ("start_episode", "set_side", "add_use", "rate", "close"):
        setattr(ReliefDiary, name, fail)


def in_linear() -> None:
    """The first line fails in linear mode."""
    from spasmtui.relief.linear.linear import LinearRelief

    LinearRelief._handle_line = fail  # type: ignore[method-assign]  # noqa: SLF001 -- the very place


def in_command() -> None:
    """`log list` fails."""
    from spasmtui.episodes.store.diary import Diary

    Diary.episodes = fail  # type: ignore[method-assign]


PLACES: dict[str, Callable[[], None]] = {
    name.removeprefix("in_"): value for name, value in list(globals().items()) if name.startswith("in_")
}

if __name__ == "__main__":
    PLACES[sys.argv[1]]()
    from spasmtui.launch import main

    program, sys.argv[1:] = sys.argv[2], sys.argv[3:]
    main(program)
