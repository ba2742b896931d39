"""Profiles of Hypothesis: `default` is modest, `ci` shorter, `hunt` without shrinking; choose with HYPOTHESIS_PROFILE."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

settings.register_profile("default", max_examples=12, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "ci", max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW
)
settings.register_profile("long", max_examples=1000, deadline=None, suppress_health_check=_SLOW)
settings.register_profile(
    "hunt",
    max_examples=40,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=_SLOW,
)
# A check that decides over a change must not depend on luck: in CI the same examples are drawn each time.
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave long fuzzing out unless it is asked for with -m slow."""
    if "slow" in (config.option.markexpr or ""):
        return
    skip = pytest.mark.skip(reason="long fuzzing: run with -m slow")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)
