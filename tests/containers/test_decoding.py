"""Bytes → text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govperf.containers._decoding import REPLACEMENT, decode
from govperf.errors import ReadError

TEXT = "项目支出绩效目标表：主管部门、预算单位、项目名称、绩效目标、绩效指标。" * 12


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are a text or a ReadError."""
    try:
        text = decode(data)
    except ReadError as error:
        assert error.what
    else:
        assert text.strip()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (b"", "gb18030"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
     (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_LE, "utf-32-le")],
)  # fmt: skip
def test_encodings(mark: bytes, encoding: str) -> None:
    """UTF-8, GB18030 and what has a byte-order mark are told by their bytes."""
    assert decode(mark + TEXT.encode(encoding)) == TEXT


@given(st.integers(0, len(TEXT) * 3 - 1))
def test_flipped_byte(at: int) -> None:
    """One damaged byte costs no more than what it is part of."""
    data = bytearray(TEXT.encode())
    data[at] = 0xFF
    assert REPLACEMENT in decode(bytes(data))


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "empty"), (b" \n", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"), (b"\xff\xd8\xff\xe0\x00", "JPEG"),
     (b"ab\x00c", "binary"), (TEXT.encode("utf-16-le"), "encoding"), (TEXT.encode("big5", "replace")[::-1], "encoding"),
     (codecs.BOM_UTF16_LE + b"\x00\xd8" * 99, "is not")],
)  # fmt: skip
def test_refused(data: bytes, words: str) -> None:
    """What is no text is refused, and the message says what it is."""
    with pytest.raises(ReadError, match=words):
        decode(data)
