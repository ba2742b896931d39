"""Zip archives of office documents, opened with care: what they inflate to is bounded beforehand."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from typing import IO, Final

from govperf.errors import ReadError

__all__ = ["Archive", "find_mark", "open_zip"]

_MAX_PARTS: Final = 5_000
_MAX_TOTAL: Final = 256 << 20
_LOOK: Final = 1 << 16


def find_mark(data: bytes, *marks: bytes) -> str:
    """Which of these parts a zip archive names, be it cut off or not, in words; "" for none and what is no archive."""
    if not data.startswith(b"PK\x03\x04"):
        return ""
    ends = data[:_LOOK], data[-_LOOK:]
    mark = next((mark for mark in marks for end in ends if mark in end), None)
    return "" if mark is None else f"a zip archive that names {mark.decode()}"


def open_zip(source: str | os.PathLike[str] | IO[bytes]) -> zipfile.ZipFile:
    """A zip with the names of its files as they were meant: Windows in China writes them in GBK and does not say so.

    Raises what `zipfile.ZipFile` raises.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return zipfile.ZipFile(source, metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
    return zipfile.ZipFile(source)


class Archive:
    """The parts of a zip archive. Raises ReadError if it is cut off, encrypted, or inflates too far."""

    def __init__(self, data: bytes) -> None:
        """Read the directory and check the sizes it states."""
        try:
            with open_zip(io.BytesIO(data)) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise ReadError(
                "the file is cut off or damaged: its list of parts cannot be read",
                hint="download or save it again",
            ) from error
        self._data = data
        self._parts = {part.filename: part for part in parts}
        if len(self._parts) < len(parts):
            raise ReadError("the file is damaged: two parts of it have the same name")
        self._check()

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._parts

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order of the directory."""
        return list(self._parts)

    def read(self, name: str) -> bytes:
        """A part, inflated; raises ReadError if it is missing or not what the directory says."""
        part = self._parts.get(name)
        if part is None:
            raise ReadError("the file is damaged: a part of it is missing", where=name)
        content = self._inflate(part)
        if len(content) != part.file_size or zlib.crc32(content) != part.CRC:
            raise ReadError("the file is damaged: a part of it is not what its directory says", where=name)
        return content

    def replace(self, contents: dict[str, bytes]) -> bytes:
        """The bytes of an archive with other contents for some parts."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in self._parts:
                archive.writestr(name, contents.get(name) or self.read(name))
        return buffer.getvalue()

    def _check(self) -> None:
        total = sum(part.file_size for part in self._parts.values())
        if len(self._parts) > _MAX_PARTS or total > _MAX_TOTAL:
            raise ReadError(
                f"a zip bomb, or no table: {len(self._data):,} bytes that inflate to {total:,} bytes"
                f" in {len(self._parts):,} parts",
                hint="open it in an office program if you trust it, and save the table alone",
            )
        if any(part.flag_bits & 1 for part in self._parts.values()):
            raise ReadError("the file is encrypted", hint="save it without a password")

    def _inflate(self, part: zipfile.ZipInfo) -> bytes:
        start = part.header_offset
        header = self._data[start : start + 30]
        start += 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        raw = self._data[start : start + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            return raw
        if part.compress_type != zipfile.ZIP_DEFLATED:
            raise ReadError("the file is packed by an unusual method", where=part.filename)
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, part.file_size + 1)
        except zlib.error as error:
            raise ReadError("the file is damaged: a part cannot be inflated", where=part.filename) from error
