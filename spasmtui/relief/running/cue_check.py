"""Play each cue once for `doctor --cues`, and name those that cannot be played here."""

import os

from spasmtui.relief.running.cue_player import BELL, notification
from spasmtui.relief.running.cue_voice import TOOLS, Voice
from spasmtui.shell import Shell

SENTENCE = "This is how spasmtui speaks."


def play_each(shell: Shell) -> int:
    """Play each cue and print the result; return exit code 1 when a setting is faulty. A missing tool is no fault."""
    settings = shell.settings.relief
    can_play = shell.is_terminal and not shell.options.is_plain and os.environ.get("TERM", "dumb") not in ("", "dumb")
    shell.write(f"Bell ({_on(settings.bell)}): {'you should hear it now' if can_play else 'needs a terminal'}.")
    if can_play:
        _send(shell, BELL)
    shell.write(f"Flash ({settings.flash}): in the full screen, the time lights up for a moment.")
    shell.write(
        f"Notification ({_on(settings.notify)}): "
        f"{'sent; many terminals show none' if can_play else 'needs a terminal'}."
    )
    if can_play:
        _send(shell, notification(SENTENCE))
    shell.write(f"Speech ({_on(settings.speech)}): {_speak(settings.voice_words_per_minute)}")
    return 1 if shell.services.settings.faults else 0


def _speak(words_per_minute: int) -> str:
    """Speak the sentence to its end, and return which tool has spoken and how fast, or which have not."""
    voice = Voice(words_per_minute=words_per_minute)
    names = ", ".join(tool.rpartition("/")[2] for tool in voice.tools)
    if not names:
        return f"no speech tool found (tried {', '.join(TOOLS)}); the others work without."
    if not (spoken := voice.say_now(SENTENCE)):
        return f"{names} ended without a word; the others work without."
    speed = f"at {words_per_minute} words a minute" if words_per_minute else "at its own speed"
    return f"{spoken} has spoken, {speed}."


def _send(shell: Shell, control: str) -> None:
    shell.write_clean(control)
    shell.flush()


def _on(is_on: bool) -> str:
    return "on" if is_on else "off"
