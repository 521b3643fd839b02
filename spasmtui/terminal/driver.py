"""Choose the driver of this system: `SpasmDriver`."""

import sys

if sys.platform == "win32":
    from spasmtui.terminal.drivers.windows_driver import SpasmDriver
else:
    from spasmtui.terminal.drivers.posix_driver import SpasmDriver

__all__ = ["SpasmDriver"]
