"""What the process that gathers the results is told by those that run the tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

EVERY_KIND = """
import warnings
import pytest

@pytest.fixture
def no_begin(): raise ValueError("begin")
@pytest.fixture
def no_end():
    yield
    raise ValueError("end")
def test_fails_before(no_begin): pass
def test_fails_after(no_end): pass
def test_fails(): assert 0
def test_warns(): warnings.warn("w")
def test_is_skipped(): pytest.skip("why")
@pytest.mark.xfail
def test_fails_as_known(): assert 0
@pytest.mark.xfail
def test_is_mended(): pass
def test_passes(): pass
"""


@pytest.mark.long
def test_every_kind_of_result_is_counted_as_it_is_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "test_kinds.py").write_text(EVERY_KIND, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-c",
        str(ROOT / "pyproject.toml"),
        "-p",
        "tests.conftest",
        str(tmp_path),
    ]
    ended = subprocess.run(
        [*command, "-n", "1", "-p", "no:cacheprovider"],
        cwd=ROOT, env={**os.environ, "PYTEST_ADDOPTS": ""}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "3 failed, 2 passed, 1 skipped, 1 xfailed, 2 errors in" in ended.stdout
    assert ended.returncode == 1
