"""Play each cue once for `doctor --cues`, and name those that cannot be played here."""

import os

from spasmtui.relief.running.cue_player import BELL, VOICES, CuePlayer, notification
from spasmtui.shared.settings import ReliefSettings
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
    shell.write(f"Speech ({_on(settings.speech)}): {_speak()}")
    return 1 if shell.services.settings.faults else 0


def _speak() -> str:
    cues = CuePlayer(ReliefSettings(), write=lambda _text: None)
    if not cues.voice:
        return f"no speech tool found (tried {', '.join(name for name, _words in VOICES)}); the others work without."
    cues.speak(SENTENCE)
    return f"{cues.voice[0]} should speak now."


def _send(shell: Shell, control: str) -> None:
    shell.write_clean(control)
    shell.flush()


def _on(is_on: bool) -> str:
    return "on" if is_on else "off"
