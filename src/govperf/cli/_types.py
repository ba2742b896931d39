"""Types that the verbs share; for the type checker."""

from __future__ import annotations

import argparse
from typing import TypeAlias

__all__ = ["Verbs"]

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it so.
