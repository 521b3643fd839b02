"""Load asyncio without TLS: this program never opens a connection, and OpenSSL is a twentieth of its start."""

import sys


def load_asyncio() -> None:
    """Load asyncio as on a Python that was built without OpenSSL; a later `import ssl` still works."""
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # the import system's own way to say "not there"
    try:
        import asyncio  # noqa: F401, PLC0415 -- only while `ssl` is hidden
    finally:
        del sys.modules["ssl"]
