"""`python -m spasmtui` is `spasmtui`."""

from spasmtui.launcher.first_paint import main

main("spasmtui")
