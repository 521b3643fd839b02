"""Refresh what changes by the second at less cost than by the timers and the compositor of Textual."""
