"""A program that never opens a connection does not load what connections need."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

LOADED = """
import sys
from spasmtui.terminal.asyncio_without_ssl import load_asyncio

load_asyncio()
import textual.app

print("_ssl" in sys.modules, "asyncio" in sys.modules, "ssl" in sys.modules)
import ssl

print(ssl.OPENSSL_VERSION_INFO > (0,))
"""


@pytest.mark.long
def test_the_app_loads_no_tls_and_leaves_it_to_who_asks_for_it() -> None:
    said = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, cwd=ROOT)
    assert said.stdout.splitlines() == ["False True False", "True"]
