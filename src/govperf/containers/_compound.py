"""Compound files (MS-CFB), the file system inside .xls and .doc files: just enough to take one stream out."""

from __future__ import annotations

import struct
from typing import Final

from govperf.errors import ReadError

__all__ = ["MAGIC", "CompoundFile"]

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END: Final = 0xFFFFFFFA
_SMALL: Final = 64
_ENTRY: Final = 128
_HEADER: Final = 512


class CompoundFile:
    """The streams of a compound file, by name. Raises ReadError where it is cut off or its chains loop."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of sectors and the directory."""
        if len(data) < _HEADER:
            raise _damaged()
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or 1 << small_shift != _SMALL:
            raise _damaged()
        self._size = 1 << shift
        self._fat = self._read_fat()
        self._entries = self._read_directory(struct.unpack_from("<I", data, 48)[0])

    @property
    def names(self) -> set[str]:
        """The names of the streams and folders."""
        return set(self._entries)

    def read(self, name: str) -> bytes:
        """A stream, whole."""
        start, size = self._entries[name]
        is_long = size >= struct.unpack_from("<I", self._data, 56)[0]
        content = self._chain(start) if is_long else self._read_small(start)
        if len(content) < size:
            raise _damaged()
        return content[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self._fat))

    def _read_fat(self) -> tuple[int, ...]:
        numbers = list(struct.unpack_from("<109I", self._data, 76))
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size)):
            sector = self._sector(following)
            if len(sector) < self._size:
                break
            *more, following = struct.unpack(f"<{self._size // 4}I", sector)
            numbers += more
        fat = b"".join(self._sector(number) for number in numbers if number < _END)
        return struct.unpack(f"<{len(fat) // 4}I", fat[: len(fat) // 4 * 4])

    def _read_directory(self, start: int) -> dict[str, tuple[int, int]]:
        directory = self._chain(start)
        entries: dict[str, tuple[int, int]] = {}
        for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, offset + 64)
            name = directory[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind:
                entries.setdefault(name, struct.unpack_from("<II", directory, offset + 116))
        return entries

    def _read_small(self, start: int) -> bytes:
        first, _ = self._entries.get("Root Entry", (_END, 0))
        store = self._chain(first)
        table = self._chain(struct.unpack_from("<I", self._data, 60)[0])
        fat = struct.unpack(f"<{len(table) // 4}I", table)
        return b"".join(store[number * _SMALL : (number + 1) * _SMALL] for number in _follow(start, fat))


def _follow(start: int, table: tuple[int, ...]) -> list[int]:
    chain: list[int] = []
    number = start
    while number < _END:
        if number >= len(table) or len(chain) > len(table):
            raise _damaged()
        chain.append(number)
        number = table[number]
    return chain


def _damaged() -> ReadError:
    return ReadError("the file is cut off or damaged: its sectors do not hold together", hint="save it again")
