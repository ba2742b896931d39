"""The documents that carriers are tested with: every example, and the seeds where a workplace has them."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import govperf as gp

__all__ = ["DOCUMENTS", "documents", "read"]

_ROOT = Path(__file__).parents[2]
_SEEDS = Path(os.environ.get("GOVPERF_SEEDS", _ROOT.parent / "shared" / "seeds"))
_MARK = ".expected.json"

DOCUMENTS = sorted(
    [
        *(path.with_name(path.name.removesuffix(_MARK)) for path in _ROOT.glob(f"examples/*{_MARK}")),
        *_SEEDS.glob("*.txt"),
    ]
)
"""Their paths."""

documents = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}-{path.name}")
"""A test of each of them."""


@cache
def read(path: Path) -> gp.Disclosure:
    """What a document says."""
    return gp.read(path)
