"""`python -m spasmtui` is `spasmtui`."""

from spasmtui.terminal.instant import main

main("spasmtui")
