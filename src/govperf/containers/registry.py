"""Which container a file needs: told by its bytes for reading, by its suffix for writing."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Final, cast

from govperf.containers.base import Container
from govperf.errors import InputError
from govperf.grid import Grid

__all__ = ["all_containers", "find_container", "write_grids"]

# In the order in which they are asked: text takes any bytes, so it is last.
_NAMES: Final = ("pdf", "excel", "docx", "html", "foreign", "csv", "text")


def all_containers() -> list[Container]:
    """The containers, in the order in which they are asked."""
    return [cast("Container", import_module(f"govperf.containers.{name}")) for name in _NAMES]


def find_container(data: bytes) -> Container:
    """The container that knows these bytes."""
    containers = all_containers()
    return next((one for one in containers[:-1] if one.recognize(data)), containers[-1])


def write_grids(grids: Sequence[Grid], suffix: str) -> bytes:
    """The bytes of a file of this suffix with these grids.

    Raises:
        InputError: no container writes such files.
    """
    for container in all_containers():
        if suffix in container.SUFFIXES:
            return container.write(grids)
    known = sorted(suffix for container in all_containers() for suffix in container.SUFFIXES)
    raise InputError("a grid cannot be written to such a file", text=suffix, hint=f"use {', '.join(known)}")
