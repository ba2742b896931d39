"""Writes forms with an indicator a row: title, head block, money, goals, and the table of indicators."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from govperf.grid import Grid
from govperf.model.disclosures import Disclosure

__all__ = ["Head", "write_forms"]


@frozen(slots=True)
class Head:
    """A head that a layout writes: what stands below it, and its text."""

    key: str
    text: str


def write_forms(disclosure: Disclosure, layout: str, form: str, title: str, heads: Sequence[Head]) -> Grid:
    raise NotImplementedError
