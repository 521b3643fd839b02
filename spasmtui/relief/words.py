"""Define every fixed word of the relief room, in English; another language replaces them for the whole run.

The texts of a routine are in its file; what the timer, linear mode and their questions say around them is here, under
a name by which `content/languages/CODE/relief.toml` translates it. A text in braces is filled in; a key in braces is
named with the id of its action, as in `shared/key_names.py`.
"""

from __future__ import annotations

from types import MappingProxyType

from spasmtui.shared.key_names import with_keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class _NamesKeys:
    """A text that names keys: read from words, it has those that the person has chosen; read from the class, none."""

    def __init__(self, english: str) -> None:
        self._english = english

    def __set_name__(self, _owner: type[Words], name: str) -> None:
        self._name = name

    def __get__(self, words: Words | None, _owner: type[Words]) -> str:
        return self._english if words is None else with_keys(vars(words).get(self._name, self._english))

    def __set__(self, words: Words, text: str) -> None:
        vars(words)[self._name] = text


def _naming_keys(english: str) -> Any:
    return _NamesKeys(english)


class Words:
    """The fixed words in one language; the defaults are the English ones.

    A plain class, because a dataclass of so many fields takes longer to define than a routine to load.
    """

    # Sides, kinds of end and cues
    left: str = "left"
    right: str = "right"
    other_side: str = "other side"
    until_eases: str = "hold until it eases"
    look_then_answer: str = "look, then answer"
    yes_or_no: str = "yes or no"
    get_ready: str = "get ready"
    hold: str = "hold"
    keep_moving: str = "keep moving"
    rest: str = "rest"
    change_sides: str = "change sides"
    warmth_on: str = "heat on"
    cold_on: str = "cold on"
    last_step: str = "last step"
    breathe_in: str = "breathe in"
    breathe_out: str = "breathe out"

    # What a step and its end say
    get_ready_first: str = "Get ready."
    change_sides_now: str = "Change sides."
    cramped_side: str = "cramped |sore-side "
    """The words, as a pattern, that a routine for a cramp is without when it is practised."""
    position: str = "{step} of {steps}"
    next_step: str = "next: {clause}"
    optional: str = "optional"
    away: str = "You were away for {time}. Go on, or restart this step?"
    last_step_after: str = "That was the last step, after {time}."
    ended_after: str = "Ended after {time}."
    gone_after: str = "Gone after {time}."
    stopped_after: str = "Stopped after {time}."
    stays_open: str = "The episode stays open until you say when it ended."
    has_it_eased: str = "That was the last step. Has it eased?"
    schedule: str = "Schedule: {when}."
    evidence: str = "Evidence: {grade}."
    side_later: str = _naming_keys("Change the side later with {s:relief.swap}.")
    for_relief: str = "For a cramp that is here now."
    for_relief_and_care: str = "For a cramp that is here now, or a muscle that stays tight."
    for_care: str = "For a muscle that stays tight."
    for_prevention: str = "For when there is no cramp; it is meant to prevent cramps."
    for_comfort: str = "For comfort, with or without a cramp."
    not_if_yes: str = "Do not start if the answer is yes:"
    not_if_no: str = "Do not start if the answer is no:"
    once: str = "once"
    twice: str = "twice"
    many_times: str = "{count} times"
    used: str = "You used it {times}."
    used_eased: str = "You used it {times}; the cramp was gone, or mostly, in {eased} of {recorded} recorded."
    used_eased_at: str = "You used it {times}; {place}: gone, or mostly gone, in {eased} of {recorded} recorded."
    share_of_answers: str = " ({percent}%, 95% interval {low}% to {high}%)"
    share_too_few: str = "; a share is shown from {fewest}"
    used_row: str = "used {times}"
    used_row_short: str = "{count}×"
    more_questions: str = "It asks {count} more questions like this."
    more_steps: str = "and {count} more steps"
    repeated_steps: str = "{count} times: {steps}"
    where_is_it: str = "Where is the cramp, or the tight muscle?"
    wait_after_skin: str = "Wait at least {time} before the next one, and until the skin feels and looks normal."
    stop_if: str = "Stop for any of these: {signs}."
    stop_signs: str = "sharp or growing pain, a pop, numbness, tingling, weakness or faintness"
    press_v: str = _naming_keys("Press {v:relief.version} for it.")
    kept_as_done: str = "The diary keeps it as done."
    kept_in_part: str = "The diary keeps what was held of it: {time}."
    too_short_to_keep: str = "It was too short for the diary."
    nothing_kept: str = "Nothing was kept of it."
    undo_key: str = _naming_keys("Press {u:app.undo} to bring it back.")
    undo_command: str = "To bring it back, run: spasmtui log undo"
    still_cramped: str = "If it is still cramped after 10 minutes, get medical advice today."

    # A request
    not_understood: str = "Not understood, and left out: {words}."
    one_at_a_time: str = "One thing at a time; left out for now: {words}."

    # The skin
    skin_rule: str = "Never fall asleep with it. Never put it on bare skin."
    skin_left: str = "skin: {minutes} of {longest} min left"
    skin_almost_over: str = "skin: less than a minute left"
    on_long_enough: str = "Take it off now. It has been on long enough."
    take_off_and_leave: str = "Take it off now and leave it off."
    take_off: str = "Take it off now."
    take_off_for_now: str = "Take it off the skin for now."
    no_longer_on_skin: str = "No longer than {minutes} minutes on the skin, because more can harm it unnoticed."
    look_at_skin_answer: str = "Look at the skin first. Answer yes if it is fine, no if it is not."
    more_after_look: str = "10 s more, after another look at the skin."
    look_at_skin: str = "Look at the skin first."
    is_skin_fine: str = "Is the skin fine?"
    last_heat: str = "The last heat ended at {time}, {ago} ago."
    last_cold: str = "The last cold ended at {time}, {ago} ago."
    last_heat_or_cold: str = "The last heat or cold ended at {time}, {ago} ago."
    skin_still_on: str = "Heat or cold has only just ended there, or is still on."
    skin_should_rest: str = "The skin should rest until {time}."
    start_early: str = "Does it feel and look normal, and do you want to start now all the same, for {most} at most?"
    skin_not_known: str = (
        "The disk does not tell yet when heat or cold was last there. Has the skin been without either for at least "
        "{time}, and does it feel and look normal?"
    )
    skin_had_enough: str = "The skin has had as much as it can take for now."
    wait_until: str = "Wait until {time}, and until the skin feels and looks normal."
    memory_unreadable: str = "{path} could not be read, so earlier heat and cold are not known. It is kept as {kept}."
    waits_for_answer: str = "The next part waits for your answer. Is the skin fine?"

    # Why something cannot be done now
    has_started: str = "It has already started."
    is_not_paused: str = "It is not paused."
    no_question: str = "There is no question to answer now."
    does_nothing: str = "That does nothing now."
    is_not_optional: str = "This step is not optional."
    only_seconds_left: str = "This step has only seconds left."
    held_long_enough: str = "Do not hold it any longer than this."
    held_again: str = "You have held it {count} more times. Let go now."
    leave_out: str = "Leave this one out."

    # Lengths and steps as they are spoken
    one_second: str = "1 second"
    many_seconds: str = "{count} seconds"
    one_minute: str = "1 minute"
    many_minutes: str = "{count} minutes"
    time_then_short: str = "{time}: {short}."
    then_comes: str = "After it: {say}"
    conditions: str = "if when while"
    """How a sentence begins whose first part says nothing alone; the beginnings of words, with spaces between them."""

    # Linear mode
    introduction: str = "{title}, {time} in all."
    step_line: str = "Step {step} of {steps}"
    where_now: str = "{step}: {time} left. {following}"
    keys_relief: str = "g gone, w worse, ? all keys"
    keys_relief_short: str = "g gone, ? all keys"
    keys_practice: str = "g done, w it hurts, ? all keys"
    any_line_row: str = "Any line: it's gone"
    keys_any_line: str = "Any line: it's gone. w worse, ? all keys"
    keys_only: str = "? all keys"
    key_row: str = "{key} or {number}: {name}"
    enter_key: str = "Enter"
    enter_for_more: str = "Enter for more"
    picture: str = "Picture: {says}"
    before_start: str = "Before you start, {number} of {count}"
    before_start_ask: str = "Before you start, {number} of {count}: {ask}"
    if_yes_worse: str = _naming_keys("If yes, press {w:relief.worse}.")
    if_yes_do: str = "If yes, {action}"
    if_yes_urgent: str = "If yes, run: spasmtui urgent"
    paused_left: str = "Paused. {step}: {time} left. {short}"
    let_go: str = "Let go of the stretch."
    signs_now: str = "For the signs that need help now, run: spasmtui urgent"
    signs_typed: str = "For the signs that need help now, type: !"
    half_way_left: str = "Halfway, {time} left."
    time_left: str = "{time} left."
    left_of_step: str = "{time} left in this step."
    now_left: str = "Now the left side."
    now_right: str = "Now the right side."
    slow_line: str = "The line is slow: figures and flashes are left out."
    muted: str = "Sound off."
    sound_on: str = "Sound on."
    means_nothing: str = "That means nothing here. Type ? for all keys."
    no_picture: str = "This step has no picture."
    breath_on: str = "Breathing is said during holds."
    breath_off: str = "Breathing is not said."
    interrupted_here: str = "Interrupted at step {step} of {steps}. To go on, run: spasmtui resume"
    no_answer_here: str = (
        "Nobody can answer here, so it stops at step {step} of {steps}. To go on, run: spasmtui resume"
    )
    begins_with_questions: str = "{title} begins with questions, so start it where you can answer them."
    pain_now: str = "Pain now, 0 to 10?"
    did_it_help: str = (
        "And did it help: no, some, most or gone? For example, type: 3 most. Press Enter to leave it for later."
    )
    k_keeps_nothing: str = "Was it started by mistake? Type k to keep nothing of it."
    answer_again: str = "Type a number from 0 to 10, and no, some, most or gone."
    helped_no: str = "no"
    helped_some: str = "some"
    helped_most: str = "most"
    helped_gone: str = "gone"

    # Choices
    choice_gone: str = "it's gone"
    choice_worse: str = "worse"
    choice_pause: str = "pause"
    choice_next: str = "next"
    choice_back: str = "back"
    choice_longer: str = "10 s more"
    choice_shorter: str = "10 s less"
    choice_swap: str = "other side"
    choice_leave: str = "leave"
    choice_go_on: str = "go on"
    choice_restart: str = "restart this step"
    choice_again: str = "once more"
    choice_leave_open: str = "keep it open"
    choice_done: str = "done"
    choice_hurts: str = "it hurts"
    choice_stop_here: str = "stop here"
    choice_discard: str = "keep nothing"
    choice_version: str = "{name} version"
    choice_skip: str = "skip the optional steps"
    choice_time: str = "the time left"
    choice_repeat: str = "this once more"
    choice_signs: str = "signs that need help now"
    choice_cautions: str = "when to stop, and cautions"
    choice_picture: str = "describe the drawing"
    choice_mute: str = "sound off or on"
    choice_breathe: str = "say when to breathe"
    choice_keys: str = "all keys"
    yes: str = "yes"
    choice_eases: str = "yes, it eases: next"
    choice_not_eased: str = "no, not yet: hold it longer"
    no: str = "no"
    yes_key: str = "y"
    """The letter that is typed for yes in linear mode; `y` works as well."""

    # Another run of the program
    elsewhere_goes_on: str = "This routine now runs in another terminal."
    replaced: str = "This routine replaces an earlier one that was interrupted."
    replaced_is_open: str = "The earlier episode is still open in the diary."
    nothing_interrupted: str = "No routine was interrupted. To start one, run: spasm"
    running_elsewhere: str = "A routine is running in another terminal{details}. To move it here, run: spasmtui resume"
    since: str = "since {time}"
    saved_step: str = "{title}, step {step} of {steps}"
    saved_elsewhere: str = "Running in another terminal since {time}: {what}."
    saved_interrupted: str = "Interrupted at {time}: {what}."
    is_no_place: str = "There is no place or routine {word!r}."
    see_list: str = "To see them all, run: spasmtui relief --list"

    # The full screen
    saved_keys: str = _naming_keys(
        "{r:interrupted.resume} go on   {t:interrupted.then} it stopped at {time}   "
        "{d:interrupted.unknown} I don't know   Esc later"
    )
    saved_practice_keys: str = _naming_keys(
        "{r:interrupted.resume} go on   {t:interrupted.practice} I stopped at {time}   Esc later"
    )
    relief: str = "Relief"
    interrupted_keys: str = _naming_keys(
        "{r:relief.resume} go on · {t:relief.settle.then} it stopped then · "
        "{d:relief.settle.unknown} I don't know when it stopped"
    )
    interrupted_practice_keys: str = _naming_keys("{r:relief.resume} go on · {t:relief.settle.practice} I stopped then")
    elsewhere_keys: str = _naming_keys("{Enter:relief.move} move it here   {n:relief.another} start another")
    question_keys: str = _naming_keys("{y:relief.yes} yes   {n:relief.no} no")
    stopped_keys: str = _naming_keys("{Enter:relief.to_list} back to the list   {w:relief.help} what to do")
    gone_key: str = _naming_keys("{g:relief.gone} it's gone")
    help_key: str = _naming_keys("{w:relief.help} what to do")
    again_key: str = _naming_keys("{a:relief.again} once more")
    paused_goes_on: str = _naming_keys("paused · {space:relief.pause} to go on")
    stopped_goes_on: str = _naming_keys("stopped: let go of the stretch · {space:relief.pause} to go on")
    pain_label: str = "Pain now"
    pain_label_short: str = "Pain"
    helped_label: str = "Helped"
    t_is_ten: str = _naming_keys("{t:relief.pain.10} for ten")
    ten_how: str = _naming_keys("{t:relief.how.10} for ten")

    # How a practice was
    pain_before: str = "Pain before"
    pain_after: str = "Pain after"
    effort: str = "Effort"
    pain_scale: str = "0 no pain, 10 the worst you can imagine"
    effort_scale: str = "0 no effort, 10 as hard as it can be"
    more_pain: str = "More pain than before: ask a physiotherapist or doctor before the next time."
    hardest: str = "As hard as it can be: ask a physiotherapist or doctor before the next time."
    ask_how: str = (
        "How was it? {questions}: {scales}. For example, type: {example}. A dash leaves one out, Enter leaves out all."
    )
    answer_how_again: str = "Type numbers from 0 to {most} in that order, such as {example}, or press Enter."
    set_of: str = "Set {number} of {sets}."
    next_set_key: str = _naming_keys("{a:relief.again} next set")
    choice_next_set: str = "next set"

    # On the other screens
    running_step: str = "step {step} of {steps}"
    running_minutes: str = "{minutes} min left"
    running_seconds: str = "{seconds} s left"
    running_paused: str = "paused"
    running_stopped: str = "stopped"
    wants_answer: str = "your answer is wanted"
    heat_on_skin: str = "Heat on the skin"
    cold_on_skin: str = "Cold on the skin"
    heat_still_on: str = "Heat still on the skin"
    cold_still_on: str = "Cold still on the skin"
    look_at_skin_now: str = "Look at the skin now"
    goes_back: str = "{key} goes back"

    # Spoken and notified
    no_voice: str = "Nothing here speaks (tried {tools}), so the steps are not read aloud. The routine goes on."
    waiting: str = "Waiting for you."
    ten_minutes: str = "It has been ten minutes. If it is still cramped, get medical advice today."
    was_last_step: str = "That was the last step."

    def __init__(self, texts: Mapping[str, str] = MappingProxyType({})) -> None:
        """Create the words of a language; the English one holds where a text is missing, unknown or no text.

        Args:
            texts: texts by their id.
        """
        for name in WORD_IDS:
            text = texts.get(name)
            if isinstance(text, str):
                setattr(self, name, text)


WORD_IDS = tuple(Words.__annotations__)
"""The id of every text, in the order of the class."""
ENGLISH = Words()

_in_use = ENGLISH
_language = "en"


def words() -> Words:
    """Return the words of the run's language."""
    return _in_use


def language() -> str:
    """Return the code of the run's language, for a voice that speaks it."""
    return _language


def use_words(texts: Mapping[str, str], language: str = "en") -> None:
    """Take these texts for the rest of the run.

    Args:
        texts: texts by their id, as `content/languages/CODE/relief.toml` has them; none is English.
        language: the language's code.
    """
    global _in_use, _language
    _language = language if texts else "en"
    _in_use = Words(texts) if texts else ENGLISH
