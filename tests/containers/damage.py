"""Files made to harm, and files cut to pieces."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

__all__ = ["BOMB", "make_archive", "make_compound", "replace_parts"]

BOMB = (
    b'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10))
    + b"]>"
)
"""A document type whose entity `a9` is ten gigabytes."""


def make_archive(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def replace_parts(data: bytes, **changes: bytes) -> bytes:
    """The archive with other contents for some parts: `document=` stands for `word/document.xml`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for end, content in changes.items():
        (name,) = (name for name in parts if name.endswith(f"{end}.xml"))
        parts[name] = content
    return make_archive(parts)


def make_compound(**streams: bytes) -> bytes:
    """A compound file with these streams, each at least 4096 bytes long."""
    sectors: list[bytes] = [b"", b""]
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        directory += _entry(name, 2, len(sectors), len(padded))
        count = len(padded) // 512
        fat += [*range(len(sectors) + 1, len(sectors) + count), 0xFFFFFFFE]
        sectors += [padded[start : start + 512] for start in range(0, len(padded), 512)]
    sectors[0] = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    sectors[1] = directory.ljust(512, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    return header.ljust(512, b"\xff") + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1) + b"\xff" * 12
    return entry.ljust(116, b"\0") + struct.pack("<III", start, size, 0)
