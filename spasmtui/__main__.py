"""`python -m spasmtui` is `spasmtui`."""

from spasmtui.launch import main

main("spasmtui")
