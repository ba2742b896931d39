"""Which serializer a suffix needs."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from govperf.errors import InputError
from govperf.serializers.base import Serializer

__all__ = ["CARRIER", "find_serializer"]

CARRIER: Final = "_govperf"
"""The name of the hidden sheet by which a workbook that govperf wrote is known."""

_MODULES: Final = {".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".xlsx": "workbook"}
_LOSSLESS: Final = (".json", ".xlsx")


def find_serializer(suffix: str, *, lossless: bool = False) -> Serializer:
    """The serializer for a suffix; with `lossless`, only one that can load again.

    Raises:
        InputError: there is none.
    """
    known = _LOSSLESS if lossless else tuple(_MODULES)
    if suffix.lower() not in known:
        raise InputError(
            "a disclosure cannot be loaded from such a file"
            if lossless
            else "a disclosure cannot go into such a file",
            text=suffix,
            hint=f"use {', '.join(known)}",
        )
    return cast("Serializer", import_module(f"govperf.serializers.{_MODULES[suffix.lower()]}"))
