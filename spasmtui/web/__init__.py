"""The web view: the app in a browser on this machine, each tab a terminal of its own. It listens on loopback alone."""
