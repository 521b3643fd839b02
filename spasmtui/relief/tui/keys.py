"""Define the keys of the relief mode and the phases in which each one works."""

from enum import StrEnum
from typing import NamedTuple

from textual.binding import Binding, BindingType

from spasmtui.relief.routines.model import Kind, Purpose
from spasmtui.relief.running.snapshot import Snapshot
from spasmtui.relief.session.completion import is_completed
from spasmtui.relief.session.how_it_was import HowItWas
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import UNDER_WAY, State

MISTAKE_SECONDS = 30
"""The first seconds, in which one key ends a routine that was started by mistake and keeps nothing of it."""
HELPED_KEYS = {"no": ("n", "no"), "some": ("s", "some"), "most": ("m", "most"), "gone": ("g", "gone")}
"""The key of each degree of help, by the degree as the diary keeps it, and its word."""
MOST_IN_FOOTER = 5
"""The most keys of a running routine that the last line shows beside the way to help and the key of all keys."""


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


STOP_HERE = "Stop here; the diary keeps what was held"
BINDINGS: list[BindingType] = [
    _key("g", "apply('gone')", "it's gone", "It's gone: stop, and close the episode", "gone"),
    _key("g", "apply('done')", "done", "Done: end the routine", "done"),
    _key("g", "apply('done', 'early')", "stop here", STOP_HERE, "stop"),
    _key("w", "worse", "worse", "Worse: stop, and read what to do", "worse"),
    _key("w", "apply('worse', 'practice')", "it hurts", "It hurts: stop, and read when to stop", "hurts"),
    _key("w", "help", "what to do", "Read what to do now", "help"),
    _key("space", "pause", "pause", "Pause, or go on", "pause"),
    _key("right,enter,l", "apply('next')", "next", "The next step", "next"),
    _key("y", "answer('yes')", "yes", "Yes, or during a hold: it is easing", "yes"),
    _key("n", "answer('no')", "no", "No, or during a hold: hold it longer", "no"),
    _key("enter", "finish", "done", "Done, and the rest can wait until morning", "finish"),
    _key("o", "apply('skip')", "skip", "Skip the optional steps", "skip"),
    _key("k", "discard", "keep nothing", "Started by mistake: end it, and keep nothing of it", "discard"),
    _key("v", "apply('vary')", "other version", "Another version of the routine, such as the sitting one", "version"),
    _key("s", "apply('swap')", "side", "Change the painful side", "swap"),
    _key("s", "apply('swap', 'practice')", "change sides", "Exchange left and right", "exchange"),
    _key("left,h", "apply('back')", "back", "The previous step, or this step again after a wait", "back"),
    _key("plus,equals_sign", "apply('longer')", "10 s more", "10 seconds more", "longer", display="+"),
    _key("minus", "apply('shorter')", "10 s less", "10 seconds less", "shorter", shows=False),
    _key("x", "apply('leave')", "stop", "Stop here and keep the episode open", "leave", shows=False),
    _key(
        "x",
        "apply('leave', 'practice')",
        "stop here",
        STOP_HERE,
        "leave.practice",
        shows=False,
    ),
    _key("m", "mute", "mute", "Turn the bell and all other cues off or on", "mute", shows=False),
    _key("b", "breathe", "breathe", "Show when to breathe in and out", "breathe", shows=False),
    *(
        Binding(
            str(score),
            f"rate({score})",
            f"pain {score}",
            id=f"relief.pain.{score}",
            show=False,
            system=score > 0,
            tooltip="Pain now, 0 to 9" if score == 0 else f"Pain now: {score}",
            key_display="0-9" if score == 0 else None,
        )
        for score in range(10)
    ),
    _key("t", "rate(10)", "ten", "Pain now: ten", "pain.10", shows=False),
    *(
        _key(key, f"helped('{degree}')", word, f"It helped: {word}", f"helped.{degree}", shows=False)
        for degree, (key, word) in HELPED_KEYS.items()
    ),
    *(
        Binding(
            str(score),
            f"how({score})",
            f"{score} of 10",
            id=f"relief.how.{score}",
            show=False,
            system=score > 0,
            tooltip="How the practice was, 0 to 9" if score == 0 else f"How the practice was: {score}",
            key_display="0-9" if score == 0 else None,
        )
        for score in range(10)
    ),
    _key("t", "how(10)", "ten", "How the practice was: ten", "how.10", shows=False),
    _key("enter", "how_next('enter')", "skip it", "Skip a question on how it was", "how.skip"),
    _key("down,right,l", "how_next", "skip it", "Skip a question on how it was", "how.next", shows=False),
    _key("u,up,left,h", "how_back", "back", "Correct the answer before this one", "how.back"),
    _key("enter", "finish('home', 'practice')", "done", "Done", "finish.practice"),
    _key("enter", "finish('relief')", "back to the list", "Back to the list of routines", "to_list"),
    _key("a", "apply('again')", "once more", "The same routine once more", "again"),
    _key("enter,r", "resume('elsewhere')", "move it here", "Go on with the other terminal's routine", "move"),
    _key("enter,r", "resume", "go on", "Go on with the interrupted routine", "resume", display="r"),
    _key("t", "close_saved('then')", "it stopped then", "The cramp stopped when the routine did", "settle.then"),
    _key("d", "close_saved('unknown')", "I don't know", "I don't know when it stopped", "settle.unknown"),
    _key(
        "t", "close_saved('then', 'practice')", "I stopped then", "You stopped when the routine did", "settle.practice"
    ),
    _key("n", "start_another", "start another", "Start the routine you asked for", "another"),
]

_GO_ON = next(each for each in BINDINGS if isinstance(each, Binding) and each.id == "relief.resume")
_NEXT_SET = Binding("a", "apply('again')", "next set", tooltip="The next set of the routine", id="relief.again")
_TIMER = frozenset({Phase.TIMER})
_AFTER = frozenset({Phase.AFTER})
_PHASES_OF: dict[str, frozenset[Phase]] = {
    "answer": frozenset({Phase.ASK, Phase.TIMER}),
    "worse": frozenset({Phase.TIMER, Phase.AFTER}),
    "help": frozenset({Phase.TIMER, Phase.AFTER, Phase.STOPPED}),
    "discard": frozenset({Phase.TIMER, Phase.AFTER}),
    "pause": _TIMER,
    "apply": frozenset({Phase.TIMER, Phase.AFTER}),
    "mute": _TIMER,
    "breathe": _TIMER,
    "rate": _AFTER,
    "helped": _AFTER,
    "how": _AFTER,
    "how_next": _AFTER,
    "how_back": _AFTER,
    "finish": frozenset({Phase.AFTER, Phase.STOPPED}),
    "resume": frozenset({Phase.LIST, Phase.ELSEWHERE}),
    "close_saved": frozenset({Phase.LIST}),
    "start_another": frozenset({Phase.ELSEWHERE}),
}
"""The phases of each action. In every other one the key is the app's, such as the digits for the modes."""


class Moment(NamedTuple):
    """The state of the screen that decides which keys can be used."""

    phase: Phase
    """The part of the screen that is shown."""
    session: Session | None = None
    """The session that runs, or has just ended."""
    is_practice: bool = False
    """True if it is outside an episode."""
    keeps: bool = False
    """True if the diary keeps it."""
    how: HowItWas | None = None
    """What is asked of a practice that has ended."""
    has_next_set: bool = False
    """True if a plan asks for a further set."""
    saved: Snapshot | None = None
    """The routine that another run of the program has left."""

    @property
    def is_relief(self) -> bool:
        """True if the session is for a cramp, whose words its keys have; all others have those of a practice."""
        return self.session is not None and self.session.routine.purpose is Purpose.RELIEF

    @property
    def is_held(self) -> bool:
        """True if the session has been done as written by now."""
        return self.session is not None and is_completed(self.session)

    @property
    def asks(self) -> bool:
        """True while a question waits for yes or no; a hold that the same keys end or lengthen is none."""
        session = self.session
        return session is not None and (session.state is State.ASKING or session.segment.kind is Kind.CHECK)

    @property
    def may_discard(self) -> bool:
        """True while one key keeps nothing of it: in its first seconds, and when it has ended."""
        if not self.keeps or self.session is None:
            return False
        has_just_begun = self.session.active + self.session.idle < MISTAKE_SECONDS
        return self.phase is Phase.AFTER or (self.phase is Phase.TIMER and has_just_begun)

    @property
    def key_phase(self) -> tuple[object, ...]:
        """The part of a routine in which a key means one thing; the last step is one, since the next ends it."""
        session = self.session
        if session is None:
            return (self.phase,)
        return (self.phase, session.state, self.asks, session.step_index == len(session.plan) - 1)

    @property
    def keys(self) -> tuple[object, ...]:
        """Return the values on which the keys of the moment depend."""
        session = self.session
        if session is None:
            return (self.phase, self.saved)
        step = (session.state, session.segment.kind, session.segment.is_optional, session.segment.eases)
        how = None if self.how is None else (self.how.has_begun, self.how.is_over)
        is_held = not self.is_relief and self.is_held
        return (self.phase, step, self.is_practice, is_held, self.may_discard, how, self.has_next_set)


def is_offered(action: str, parameters: tuple[object, ...], moment: Moment) -> bool:
    """Return whether an action of this mode can be used now.

    Args:
        action: its name without parameters.
        parameters: the parameters of its binding.
        moment: the present state.
    """
    phases = _PHASES_OF.get(action)
    if phases is None:
        return True
    if moment.phase not in phases:
        return False
    session = moment.session
    if session is None:
        return _is_offered_for_saved(action, parameters, moment)
    is_relief, is_waiting = moment.is_relief, session.state is State.WORSE
    match action:
        case "worse":
            return is_relief
        case "help":
            return moment.phase is Phase.STOPPED or (not is_relief and (is_waiting or moment.phase is Phase.AFTER))
        case "finish":
            return _can_finish(parameters, moment)
        case "how" | "how_next" | "how_back":
            return moment.how is not None and _can_tell_how(action, parameters, moment.how)
        case "discard":
            return moment.may_discard
        case "rate":
            return is_relief
        case "helped":
            return is_relief and (parameters != ("gone",) or session.state is not State.FINISHED)
        case "apply":
            return _can_apply(parameters, moment, session)
        case "answer" if session.state is not State.ASKING:
            is_question = session.segment.kind is Kind.CHECK or session.segment.eases
            return is_question and session.state in (State.RUNNING, State.PAUSED)
    return True


def binding_now(binding: Binding, moment: Moment) -> Binding:
    """Return the binding whose words a key has now: that of pause has those of going on while nothing runs.

    Where a plan asks for a further set, once more is that set.
    """
    session = moment.session
    is_paused = session is not None and session.state is not State.RUNNING
    if binding.id == "relief.again" and moment.has_next_set:
        return _NEXT_SET
    return _GO_ON if binding.id == "relief.pause" and is_paused else binding


def is_in_footer(action: str, moment: Moment) -> bool:
    """Return whether the last line has room for an action: it has an answer or the next step, whichever goes on.

    Args:
        action: the action of its binding, with parameters.
        moment: the present state.
    """
    if action.startswith("answer("):
        return moment.asks
    return action != "apply('next')" or not moment.asks


def _is_offered_for_saved(action: str, parameters: tuple[object, ...], moment: Moment) -> bool:
    saved = moment.saved
    match action:
        case "close_saved":
            return saved is not None and saved.is_practice is ("practice" in parameters)
        case "resume":
            return saved is not None and (moment.phase is Phase.ELSEWHERE) is (parameters == ("elsewhere",))
    return True


def _can_finish(parameters: tuple[object, ...], moment: Moment) -> bool:
    if moment.phase is Phase.STOPPED:
        return parameters == ("relief",)
    is_asked = moment.how is not None and moment.how.has_begun and not moment.how.is_over
    return parameters == (("home", "practice") if moment.is_practice else ()) and not is_asked


def _can_tell_how(action: str, parameters: tuple[object, ...], how: HowItWas) -> bool:
    """Return whether an answer, the next question or the one before can be told now.

    Enter is done before the first answer, then it passes a question over, until there is none left.
    """
    if action == "how":
        return True  # a digit too many is no other screen
    if action == "how_back":
        return how.has_begun
    return not how.is_over and (parameters != ("enter",) or how.has_begun)


def _can_apply(parameters: tuple[object, ...], moment: Moment, session: Session) -> bool:
    is_timer, is_relief = moment.phase is Phase.TIMER, moment.is_relief
    match parameters:
        case ("again",):
            return session.state is State.FINISHED and session.routine.skin is None
        case ("gone",) if not is_timer:
            return session.state is not State.GONE and not moment.is_practice
        case ("gone" | "leave" | "swap",):
            return is_timer and is_relief
        case ("done",):
            return is_timer and not is_relief and moment.is_held
        case ("done", "early"):
            return is_timer and not (is_relief or moment.is_held)
        case ("worse", "practice"):
            return is_timer and not is_relief and session.state is not State.WORSE
        case ("swap", "practice"):
            return is_timer and not is_relief and any(segment.side for segment in session.plan)
        case ("leave", "practice"):
            return is_timer and not is_relief
        case ("skip",):
            return is_timer and session.segment.is_optional
        case ("vary",):
            return is_timer and bool(session.routine.versions)
    return is_timer
