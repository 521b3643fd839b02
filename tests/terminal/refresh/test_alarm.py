"""An alarm calls once, the last call that was set, and none when its screen has gone."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

from spasmtui.terminal.refresh.alarm import Alarm


def test_an_alarm_calls_the_last_call_once_and_reports_what_fails() -> None:
    faults: list[Exception] = []
    app = SimpleNamespace(_exit=False, _handle_exception=faults.append)
    screen = SimpleNamespace(app=app, is_running=True)
    alarm, rung = Alarm(cast("Any", screen)), list[str]()

    async def ring() -> None:
        alarm.set(0.001, lambda: rung.append("replaced"))
        alarm.set(0.001, lambda: rung.append("called"))
        assert alarm.is_set
        await asyncio.sleep(0.002)  # an event loop calls what is due in the order of its times
        assert not alarm.is_set, "it has rung"
        alarm.set(0.001, lambda: rung.append("cancelled"))
        alarm.set(None, lambda: rung.append("never"))
        assert not alarm.is_set
        alarm.set(0, lambda: 1 / 0)
        await asyncio.sleep(0.002)
        screen.is_running = False
        alarm.set(0, lambda: rung.append("late"))
        await asyncio.sleep(0.002)
        screen.is_running, app._exit = True, True  # noqa: SLF001 -- as the timers of Textual ask
        alarm.set(0, lambda: rung.append("at the end"))
        await asyncio.sleep(0.002)
        assert not alarm.is_set

    asyncio.run(ring())
    assert rung == ["called"]
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
