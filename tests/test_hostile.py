"""No file costs more than five seconds of work and a gigabyte of memory, whoever made it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the limits of a process are those of Linux", allow_module_level=True)

from tests.hostile import CASES

ROOT = Path(__file__).parents[1]


@cache
def outcomes() -> dict[str, str]:
    """What came of each file."""
    command = [sys.executable, "-m", "tests.hostile"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=500)  # noqa: S603
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_answered_within_the_limits(name: str) -> None:
    """The process that reads it, which the limits would end, lives to say what is wrong with the file."""
    assert outcomes()[name].partition(":")[0] in {"ReadError", "UnknownLayoutError"}
