"""Strings of binary workbooks (MS-XLS 2.5.293 and 2.5.294), which may run on over several records."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

from attrs import define

__all__ = ["read_shared", "read_text"]

_WIDE, _EXTENDED, _RICH = 1, 4, 8
_NARROW: Final = "latin-1"


def read_text(data: bytes, length: int, *, is_new: bool) -> str:
    """A string of this length: in BIFF8 after a byte of flags, before it in the code page of China."""
    if not is_new:
        return data[:length].decode("gb18030", "replace")
    if not data:
        return ""
    wide = data[0] & _WIDE
    return data[1 : 1 + (length << wide)].decode("utf-16-le" if wide else _NARROW, "replace")


def read_shared(records: Sequence[bytes]) -> list[str]:
    """The table of shared strings, from its record and those that continue it; ends where these end."""
    reader = _Reader(records)
    texts: list[str] = []
    if not records or len(records[0]) < 8:  # noqa: PLR2004  # Two counts come first, which need not be true.
        return texts
    reader.place = 8
    while reader.has_more():
        texts.append(reader.read_string())
    return texts


@define(slots=True)
class _Reader:
    """A place in a chain of records."""

    records: Sequence[bytes]
    index: int = 0
    place: int = 0

    def has_more(self) -> bool:
        """Whether anything is left, going on to the next record where one ends."""
        while self.index < len(self.records) and self.place >= len(self.records[self.index]):
            self.index, self.place = self.index + 1, 0
        return self.index < len(self.records)

    def read_string(self) -> str:
        """The next string, without its runs of fonts and its readings."""
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & _EXTENDED else 0
        text = self._read_characters(length, flags & _WIDE)
        self._skip(4 * runs + extra)
        return text

    def _read_characters(self, length: int, wide: int) -> str:
        parts: list[bytes] = []
        while length:
            if self.place >= len(self.records[self.index]):
                # Characters that go on in the next record begin with a byte of flags of their own.
                self.index, self.place = self.index + 1, 1
                wide = self.records[self.index][0] & _WIDE
            piece = self.records[self.index][self.place : self.place + (length << wide)]
            self.place += max(1, len(piece))
            length -= len(piece) >> wide
            parts.append(piece if wide else piece.decode(_NARROW).encode("utf-16-le"))
        return b"".join(parts).decode("utf-16-le", "replace")

    def _take(self, size: int) -> bytes:
        taken = b""
        while len(taken) < size and self.has_more():
            piece = self.records[self.index][self.place : self.place + size - len(taken)]
            self.place += len(piece)
            taken += piece
        return taken

    def _skip(self, size: int) -> None:
        while size and self.has_more():
            step = min(size, len(self.records[self.index]) - self.place)
            self.place, size = self.place + step, size - step
