"""Where the store's tests keep their diaries."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder in memory where there is one: these tests sync thousands of times, and power losses are simulated."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="spasmtui-", dir=memory if memory.is_dir() else None))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
