"""Bytes to text (a stand-in with the signature of the text container's decoder)."""

from __future__ import annotations

from govperf.errors import ReadError

__all__ = ["decode"]


def decode(data: bytes) -> str:
    """The text of UTF-8, UTF-16 with a byte order mark, or GB18030; raises ReadError for anything else."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError("the encoding of this text cannot be told", hint="save it as UTF-8")
