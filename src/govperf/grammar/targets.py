"""Target values (指标值): text ↔ Target."""

from __future__ import annotations

from functools import lru_cache

from govperf.model.targets import Target

__all__ = ["parse_target"]


@lru_cache(maxsize=65536)
def parse_target(text: str) -> Target:
    """The target that a text states; never raises."""
    return Target(text)
