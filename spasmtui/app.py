"""The full-screen app: modes, global keys, themes and the messages between rooms."""

from textual.app import App

from spasmtui.terminal.shell import Options, Services


class SpasmApp(App[None]):
    """Five modes over one diary."""

    def __init__(self, services: Services, options: Options) -> None:
        super().__init__()
        self.services = services
        self.options = options
