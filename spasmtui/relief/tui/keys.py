"""Define the keys of the relief mode and the phases in which each one works."""

from enum import StrEnum

from textual.binding import Binding, BindingType

from spasmtui.relief.routines.model import Kind, Purpose
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import UNDER_WAY, State


class Phase(StrEnum):
    """The part of the screen that is shown."""

    LIST = "list"
    ASK = "ask"
    TIMER = "timer"
    AFTER = "after"
    STOPPED = "stopped"
    """Ended for safety: a sentence and the way to the help page."""
    ELSEWHERE = "elsewhere"


def phase_of(session: Session) -> Phase:
    """Return the phase that shows a session."""
    if session.state in UNDER_WAY or session.state is State.READY:
        return Phase.TIMER
    if session.state is State.ASKING:
        return Phase.ASK
    return Phase.STOPPED if session.state in (State.STOPPED, State.REFUSED) else Phase.AFTER


def _key(
    key: str, action: str, words: str, tooltip: str, name: str, *, shows: bool = True, display: str | None = None
) -> Binding:
    return Binding(key, action, words, tooltip=tooltip, id=f"relief.{name}", show=shows, key_display=display)


BINDINGS: list[BindingType] = [
    _key("g", "apply('gone')", "it's gone", "It's gone: stop, and close the episode", "gone"),
    _key("w", "worse", "worse", "Worse: stop, and read what to do", "worse"),
    _key("space", "pause", "pause", "Pause, or go on", "pause"),
    _key("right,enter,l", "apply('next')", "next", "The next step", "next"),
    _key("left,h", "apply('back')", "back", "The step before, or this step again after a wait", "back"),
    _key("plus,equals_sign", "apply('longer')", "10 s more", "10 seconds more", "longer", display="+"),
    _key("minus", "apply('shorter')", "10 s less", "10 seconds less", "shorter", shows=False),
    _key("o", "apply('skip')", "skip", "Skip the optional steps", "skip"),
    _key("s", "apply('swap')", "side", "Change the painful side", "swap"),
    _key("y", "answer('yes')", "yes", "Yes, or during a hold: it is easing", "yes"),
    _key("n", "answer('no')", "no", "No, or during a hold: hold it longer", "no"),
    _key("x", "apply('leave')", "stop", "Stop here and keep the episode open", "leave", shows=False),
    _key("m", "mute", "mute", "Turn the cues off or on", "mute", shows=False),
    _key("b", "breathe", "breathe", "Show when to breathe in and out", "breathe", shows=False),
    *(
        _key(str(score), f"rate({score})", f"pain {score}", f"Pain now: {score}", f"pain.{score}", shows=False)
        for score in range(10)
    ),
    _key("t", "rate(10)", "ten", "Pain now: ten", "pain.10", shows=False),
    _key("right,l", "helped(1)", "helped", "It helped more", "helped.more", shows=False),
    _key("left,h", "helped(-1)", "helped", "It helped less", "helped.less", shows=False),
    _key("enter", "finish", "done", "Done, and the rest can wait until morning", "finish"),
    _key("a", "apply('again')", "once more", "The same routine once more", "again"),
    _key("enter,r", "resume", "resume", "Go on with the interrupted routine", "resume", display="r"),
    _key("t", "close_saved('then')", "stopped then", "The cramp stopped when the routine did", "settle.then"),
    _key("d", "close_saved('unknown')", "don't know", "I don't know when it stopped", "settle.unknown"),
    _key("n", "start_another", "start another", "Start the routine you asked for", "another"),
]

_TIMER = frozenset({Phase.TIMER})
_PHASES_OF: dict[str, frozenset[Phase]] = {
    "answer": frozenset({Phase.ASK, Phase.TIMER}),
    "worse": frozenset({Phase.TIMER, Phase.AFTER, Phase.STOPPED}),
    "pause": _TIMER,
    "apply": frozenset({Phase.TIMER, Phase.AFTER}),
    "mute": frozenset({Phase.TIMER, Phase.AFTER}),
    "breathe": _TIMER,
    "rate": frozenset({Phase.AFTER}),
    "helped": frozenset({Phase.AFTER}),
    "finish": frozenset({Phase.AFTER, Phase.STOPPED}),
    "resume": frozenset({Phase.LIST, Phase.ELSEWHERE}),
    "close_saved": frozenset({Phase.LIST}),
    "start_another": frozenset({Phase.ELSEWHERE}),
}
"""The phases of each action. In every other one the key is the app's, such as the digits for the modes."""


def is_offered(
    action: str, parameters: tuple[object, ...], phase: Phase, session: Session | None, *, has_saved_run: bool
) -> bool:
    """Return whether an action of this mode can be used now.

    Args:
        action: its name without parameters.
        parameters: the parameters of its binding.
        phase: the part of the screen that is shown.
        session: the session that runs, or has just ended.
        has_saved_run: whether another run of the program has left a routine.
    """
    phases = _PHASES_OF.get(action)
    if phases is None:
        return True
    if phase not in phases:
        return False
    if session is None:
        return has_saved_run or action not in ("close_saved", "resume")
    match action:
        case "rate" | "helped":
            return session.routine.purpose is Purpose.RELIEF
        case "apply":
            return _can_apply(parameters, phase, session)
        case "answer" if session.state is not State.ASKING:
            is_question = session.segment.kind is Kind.CHECK or session.segment.eases
            return is_question and session.state in (State.RUNNING, State.PAUSED)
    return True


def _can_apply(parameters: tuple[object, ...], phase: Phase, session: Session) -> bool:
    match parameters:
        case ("again",):
            return session.state is State.FINISHED and session.routine.skin is None
        case ("gone",) if phase is Phase.AFTER:
            return session.state is not State.GONE and session.routine.purpose is not Purpose.PREVENTION
        case ("skip",):
            return phase is Phase.TIMER and session.segment.is_optional
    return phase is Phase.TIMER
